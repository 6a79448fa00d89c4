/* Search inside the document: the list of hits comes from the portal, marks are drawn on pages in sight. */
(function (viewer) {
  "use strict";

  class Find {
    constructor(root, pages, data, texts) {
      Object.assign(this, { root, pages, data, texts });
      this.form = root.querySelector("form[data-viewer=find]");
      this.list = root.querySelector("[data-viewer=hits]");
      this.query = data.query;
      this.index = -1;
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.ask(this.form.elements.q.value.trim());
      });
      this.list.addEventListener("click", (event) => {
        const link = event.target.closest("a[data-hit]");
        if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        this.show(this.hits.indexOf(link));
      });
      const linked = /^#hit-(\d+)$/.exec(window.location.hash);
      const first = this.hits.findIndex(
        (hit) => Number(hit.dataset.page) === data.page && (!linked || hit.dataset.hit === linked[1]),
      );
      if (first >= 0) this.show(first);
    }

    get hits() {
      return [...this.list.querySelectorAll("a[data-hit]")];
    }

    async fragment(address) {
      const answer = await fetch(address);
      if (!answer.ok) return null;
      return new DOMParser().parseFromString(await answer.text(), "text/html").body;
    }

    async ask(words) {
      this.query = words;
      const found = await this.fragment(`${this.data.address}/find?${new URLSearchParams({ q: words })}`);
      if (!found || words !== this.query) return;
      this.list.replaceChildren(...found.childNodes);
      this.index = -1;
      this.pages.filled.forEach((work, page) => {
        const leaf = this.pages.places[page - 1].querySelector(".ss-page__leaf");
        leaf.querySelector(".ss-page__marks")?.remove();
        this.mark(page, leaf, work.signal);
      });
      viewer.address(this.pages.current, words);
      const next = this.hits.findIndex((hit) => Number(hit.dataset.page) >= this.pages.current);
      if (this.hits.length) this.show(Math.max(next, 0));
      else viewer.tell(this.texts.none);
    }

    /* Draws the marks of a page. */
    async mark(page, leaf, signal) {
      if (!this.query) return;
      if (!leaf.querySelector(".ss-page__marks")) {
        const query = this.query;
        const found = await this.fragment(
          `${this.data.address}/page/${page}/marks?${new URLSearchParams({ q: query })}`,
        );
        const marks = found?.querySelector("svg");
        if (!marks || signal.aborted || query !== this.query) return;
        leaf.querySelector(".ss-page__marks")?.remove();
        leaf.append(marks);
      }
      this.point();
    }

    show(index) {
      const { hits } = this;
      if (!hits.length) return;
      this.index = (index + hits.length) % hits.length;
      hits.forEach((hit, place) => hit.toggleAttribute("aria-current", place === this.index));
      const hit = hits[this.index];
      hit.setAttribute("aria-current", "true");
      hit.scrollIntoView({ block: "nearest" });
      const page = Number(hit.dataset.page);
      this.waiting = true;
      if (page !== this.pages.current) this.pages.go(page);
      this.point();
      viewer.tell(
        viewer.text(this.texts.hit, { number: this.index + 1, count: hits.length, page: hit.dataset.page }),
      );
    }

    /* Brings the current hit's mark into the window, as soon as it is drawn, and makes it stand out. */
    point() {
      const hit = this.hits[this.index];
      if (!hit) return;
      this.pages.box.querySelectorAll("rect.is-current").forEach((mark) => mark.classList.remove("is-current"));
      const place = this.pages.places[Number(hit.dataset.page) - 1];
      const marks = place.querySelectorAll(`rect[data-hit="${hit.dataset.hit}"]`);
      marks.forEach((mark) => mark.classList.add("is-current"));
      if (!marks.length || !this.waiting) return;
      this.waiting = false;
      const stage = this.pages.stage.getBoundingClientRect();
      const mark = marks[0].getBoundingClientRect();
      if (mark.top < stage.top + 20 || mark.bottom > stage.bottom - 20) {
        this.pages.stage.scrollTop += mark.top - stage.top - stage.height / 3;
      }
      if (mark.left < stage.left || mark.right > stage.right) {
        this.pages.stage.scrollLeft += mark.left - stage.left - stage.width / 3;
      }
    }

    step(by) {
      if (this.index >= 0) {
        this.show(this.index + by);
        return;
      }
      const { hits } = this;
      const next = hits.findIndex((hit) => Number(hit.dataset.page) >= this.pages.current);
      this.show(by > 0 ? Math.max(next, 0) : next - 1);
    }
  }

  viewer.Find = Find;
})((window.seoulsquareViewer = window.seoulsquareViewer || {}));
