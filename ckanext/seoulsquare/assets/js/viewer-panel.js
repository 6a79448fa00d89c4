/* The side panel: opened and closed, its tabs, and what is copied from it. */
(function (viewer) {
  "use strict";

  class Panel {
    constructor(root, texts) {
      this.root = root;
      this.button = root.querySelector("[data-viewer=panel]");
      this.tabs = [...root.querySelectorAll(".ss-viewer__tabs [role=tab]")];
      this.listeners = {};
      this.button.addEventListener("click", () => this.toggle());
      this.wide = window.matchMedia("(min-width: 62rem)");
      this.wide.addEventListener("change", () => this.tell());
      this.tabs.forEach((tab) => tab.addEventListener("click", () => this.choose(tab.getAttribute("aria-controls"))));
      root.querySelector(".ss-viewer__tabs")?.addEventListener("keydown", (event) => this.key(event));
      root.querySelectorAll("[data-viewer=copy]").forEach((button) => {
        button.addEventListener("click", () => copy(document.getElementById(button.dataset.from), texts));
      });
      const share = root.querySelector("[data-viewer=share]");
      if (share && navigator.share) {
        share.hidden = false;
        share.addEventListener("click", () => {
          const asked = navigator.share({ title: document.title, url: window.location.href });
          asked.catch(ignoreAbort);
        });
      }
      this.tell();
    }

    get isOpen() {
      if (this.root.classList.contains("is-panel-open")) return true;
      return this.wide.matches && !this.root.classList.contains("is-panel-closed") && this.tabs.length > 0;
    }

    toggle(open = !this.isOpen) {
      this.root.classList.toggle("is-panel-open", open);
      this.root.classList.toggle("is-panel-closed", !open);
      this.tell();
      if (open) this.opened();
    }

    tell() {
      this.button.setAttribute("aria-expanded", String(this.isOpen));
    }

    /* Calls `listener()` whenever the tab's panel is brought into sight. */
    on(id, listener) {
      this.listeners[id] = listener;
      this.opened();
    }

    opened() {
      const chosen = this.tabs.find((tab) => tab.getAttribute("aria-selected") === "true");
      if (this.isOpen && chosen) this.listeners[chosen.getAttribute("aria-controls")]?.();
    }

    choose(id) {
      for (const tab of this.tabs) {
        const chosen = tab.getAttribute("aria-controls") === id;
        tab.setAttribute("aria-selected", String(chosen));
        tab.tabIndex = chosen ? 0 : -1;
        document.getElementById(tab.getAttribute("aria-controls")).hidden = !chosen;
      }
      this.toggle(true);
    }

    key(event) {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      const place = this.tabs.indexOf(document.activeElement) + step;
      const tab = this.tabs[(place + this.tabs.length) % this.tabs.length];
      this.choose(tab.getAttribute("aria-controls"));
      tab.focus();
    }
  }

  function ignoreAbort(error) {
    if (error.name !== "AbortError") throw error;
  }

  async function copy(field, texts) {
    field.select();
    if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
    else document.execCommand("copy"); // portals without HTTPS have no clipboard
    viewer.tell(texts.copied);
  }

  viewer.Panel = Panel;
})((window.seoulsquareViewer = window.seoulsquareViewer || {}));
