/* The rail of thumbnails. One link is in the order of the keyboard; arrows go to the others. */
(function (viewer) {
  "use strict";

  const KEPT = 80; // pictures at most

  class Thumbs {
    constructor(rail, pages, data, texts) {
      Object.assign(this, { rail, pages, data, texts });
      pages.watch((page) => this.follow(page));
    }

    /* Made when the rail is first looked at. */
    open() {
      if (!this.links) this.build();
      this.follow(this.pages.current);
    }

    build() {
      this.links = this.pages.sizes.map(([width, height], index) => {
        const link = document.createElement("a");
        const page = index + 1;
        link.href = `${this.data.address}/page/${page}`;
        link.className = "ss-thumb";
        link.dataset.page = page;
        link.tabIndex = -1;
        link.setAttribute("aria-label", viewer.text(this.texts.thumbnail, { number: page }));
        link.style.setProperty("--ratio", width / height);
        return link;
      });
      this.rail.append(...this.links);
      this.pictures = [];
      const observer = new IntersectionObserver((entries) => entries.forEach((entry) => this.fill(entry)), {
        root: this.rail,
        rootMargin: "50% 0px",
      });
      this.links.forEach((link) => observer.observe(link));
      this.rail.addEventListener("click", (event) => {
        const link = event.target.closest(".ss-thumb");
        if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        this.pages.go(Number(link.dataset.page));
      });
      this.rail.addEventListener("keydown", (event) => {
        const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
        const link = event.target.closest(".ss-thumb");
        if (!step || !link) return;
        event.preventDefault();
        event.stopPropagation();
        this.links[Number(link.dataset.page) - 1 + step]?.focus();
      });
    }

    fill({ target, isIntersecting }) {
      if (!isIntersecting || target.firstChild) return;
      const image = document.createElement("img");
      image.alt = "";
      image.decoding = "async";
      image.src = `${this.data.door}/page/${target.dataset.page}.webp?size=thumb`;
      target.append(image);
      this.pictures.push(target);
      if (this.pictures.length > KEPT) this.pictures.shift().replaceChildren();
    }

    follow(page) {
      if (!this.links || this.rail.hidden) return;
      if (this.current) {
        this.current.removeAttribute("aria-current");
        this.current.tabIndex = -1;
      }
      this.current = this.links[page - 1];
      this.current.setAttribute("aria-current", "page");
      this.current.tabIndex = 0;
      const rail = this.rail.getBoundingClientRect();
      const link = this.current.getBoundingClientRect();
      if (link.top < rail.top || link.bottom > rail.bottom) {
        this.rail.scrollTop += link.top - rail.top - rail.height / 3;
      }
    }
  }

  viewer.Thumbs = Thumbs;
})((window.seoulsquareViewer = window.seoulsquareViewer || {}));
