/* Buttons that copy, share or print: shown only where the browser can do it. */
(function () {
  "use strict";

  const abilities = {
    copy: () => Boolean(navigator.clipboard),
    share: () => Boolean(navigator.share),
    print: () => Boolean(window.print),
  };

  const acts = {
    copy: (button) => navigator.clipboard.writeText(button.dataset.text).then(() => tell(button, button.dataset.done)),
    share: (button) => navigator.share({ title: document.title, url: button.dataset.text }).catch(ignoreAbort),
    print: () => window.print(),
  };

  function ignoreAbort(error) {
    if (error.name !== "AbortError") throw error;
  }

  function tell(button, message) {
    document.getElementById(button.dataset.status).textContent = message;
  }

  document.querySelectorAll("[data-record-act]").forEach((button) => {
    button.hidden = !abilities[button.dataset.recordAct]();
    button.addEventListener("click", () => acts[button.dataset.recordAct](button));
  });
})();
