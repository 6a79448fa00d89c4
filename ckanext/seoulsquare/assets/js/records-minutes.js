/* Search inside minutes: leaves the speeches that hold the words, opens the ones it leaves, says how many. */
(function () {
  "use strict";

  document.querySelectorAll("[data-minutes-search]").forEach((form) => {
    const speeches = Array.from(document.querySelectorAll(".ss-speech"));
    const folds = Array.from(document.querySelectorAll("details.ss-speeches"));
    const opened = folds.map((fold) => fold.open);
    const status = form.querySelector("[role=status]");
    const input = form.querySelector("input");

    function show() {
      const words = input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      let found = 0;
      speeches.forEach((speech) => {
        const text = speech.textContent.toLowerCase();
        speech.hidden = !words.every((word) => text.includes(word));
        found += speech.hidden ? 0 : 1;
      });
      folds.forEach((fold, i) => {
        fold.hidden = words.length > 0 && !fold.querySelector(".ss-speech:not([hidden])");
        fold.open = words.length > 0 || opened[i];
      });
      status.textContent = words.length ? status.dataset.message.replace("{count}", found) : "";
    }

    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    input.addEventListener("input", show);
  });
})();
