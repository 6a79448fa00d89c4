/* Keys and fingers. Single keys can be switched off in the list of keys (WCAG 2.1.4). */
(function (viewer) {
  "use strict";

  const STORED = "seoulsquare-viewer-keys";
  const LINE = 60; // pixels that an arrow moves the page

  function typing(target) {
    return Boolean(target.closest("input, select, textarea, dialog, [contenteditable]"));
  }

  /* `works`: key -> function. Keys that move the page work also while the focus is not on it. */
  viewer.keys = function (works, stage, checkbox) {
    checkbox.checked = window.localStorage.getItem(STORED) !== "off";
    checkbox.addEventListener("change", () => {
      window.localStorage.setItem(STORED, checkbox.checked ? "on" : "off");
    });
    const moves = {
      ArrowUp: () => -LINE,
      ArrowDown: () => LINE,
      PageUp: () => -0.9 * stage.clientHeight,
      PageDown: () => 0.9 * stage.clientHeight,
      " ": () => 0.9 * stage.clientHeight,
    };
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      if (event.target === document.body && moves[event.key]) {
        event.preventDefault();
        stage.scrollTop += moves[event.key]();
        return;
      }
      const work = works[event.key];
      if (!work || (event.key.length === 1 && !checkbox.checked)) return;
      event.preventDefault();
      work();
    });
  };

  /* Two fingers make the pages larger and smaller; one moves them, as everywhere. */
  viewer.pinching = function (stage, pages, resized) {
    let start = null;
    const apart = ([one, other]) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    stage.addEventListener(
      "touchstart",
      (event) => {
        start = event.touches.length === 2 ? { apart: apart(event.touches), percent: pages.percent } : null;
      },
      { passive: true },
    );
    stage.addEventListener(
      "touchmove",
      (event) => {
        if (!start || event.touches.length !== 2) return;
        event.preventDefault();
        const percent = Math.round((start.percent * apart(event.touches)) / start.apart);
        resized(String(Math.min(Math.max(percent, 25), 500)));
      },
      { passive: false },
    );
  };
})((window.seoulsquareViewer = window.seoulsquareViewer || {}));
