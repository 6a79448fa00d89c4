/* Reports that a person opened this record, once for each page load. What is kept of it is a number. */
(function () {
  const meta = (name) => document.head.querySelector(`meta[name="${name}"]`)?.content;
  const record = meta("seoulsquare-record");
  if (!record || navigator.webdriver || !navigator.sendBeacon) return;

  function report() {
    if (document.visibilityState !== "visible") return;
    document.removeEventListener("visibilitychange", report);
    const field = meta("csrf_field_name");
    const form = new FormData();
    form.append("document", record);
    form.append(field, meta(field));
    navigator.sendBeacon(`${meta("site-root").replace(/\/$/, "")}/seoulsquare/view`, form);
  }

  /* A page loaded ahead or in a background tab counts when it is looked at. */
  document.addEventListener("visibilitychange", report);
  report();
})();
