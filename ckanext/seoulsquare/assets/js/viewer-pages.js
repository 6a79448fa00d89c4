/* Pages of the viewer: a place for each, filled while it is near the window and emptied when it is far. */
(function (viewer) {
  "use strict";

  const KEPT = 16; // filled pages at most
  const WAIT = 80; // milliseconds that a page must stay near before it is filled: flying past loads nothing
  const GAP = 16; // pixels around pages, as in viewer.css
  const WIDEST = 960; // pixels of a page in automatic size, as in viewer.css
  const POINT = 96 / 72; // pixels of a point at 100 %

  class Pages {
    constructor(stage, box, data, texts) {
      Object.assign(this, { stage, box, data, texts });
      this.sizes = data.sizes.flatMap(([count, width, height]) => Array(count).fill([width, height]));
      this.current = data.page;
      this.mode = "auto";
      this.scale = 1;
      this.turns = 0;
      this.pairs = false;
      this.filled = new Map(); // page -> AbortController of what is under way for it
      this.near = new Set();
      this.watchers = [];
      this.fillers = [];
      this.places = this.build();
      this.layout();
      this.go(this.current);
      this.observe();
      let asked = false;
      stage.addEventListener("scroll", () => {
        if (asked) return;
        asked = true;
        requestAnimationFrame(() => {
          asked = false;
          this.look();
        });
      });
      new ResizeObserver(() => this.layout()).observe(stage);
    }

    /* One element for each page, with its size; the page that the server drew stays as it is. */
    build() {
      const first = this.box.querySelector("[data-page]");
      const places = this.sizes.map(([width, height], index) => {
        const page = index + 1;
        const place = page === this.current ? first : document.createElement("article");
        if (place !== first) {
          place.className = "ss-page";
          place.dataset.page = page;
          place.setAttribute("aria-label", viewer.text(this.texts.page, { number: page, count: this.data.count }));
        }
        place.style.setProperty("--w", width);
        place.style.setProperty("--h", height);
        return place;
      });
      first.before(...places.slice(0, this.current - 1));
      first.after(...places.slice(this.current));
      this.box.classList.add("is-live");
      return places;
    }

    observe() {
      const observer = new IntersectionObserver(
        (entries) => {
          for (const { target, isIntersecting } of entries) {
            const page = Number(target.dataset.page);
            if (isIntersecting) {
              this.near.add(page);
              setTimeout(() => this.near.has(page) && this.fill(page), WAIT);
            } else {
              this.near.delete(page);
            }
          }
        },
        { root: this.stage, rootMargin: "100% 0px" },
      );
      this.places.forEach((place) => observer.observe(place));
    }

    /* Calls `watcher(page)` whenever another page is current. `fillers` are called for each page that is filled. */
    watch(watcher) {
      this.watchers.push(watcher);
    }

    fill(page) {
      if (this.filled.has(page)) return;
      const work = new AbortController();
      this.filled.set(page, work);
      const place = this.places[page - 1];
      let leaf = place.querySelector(".ss-page__leaf");
      if (!leaf) {
        leaf = document.createElement("div");
        leaf.className = "ss-page__leaf";
        leaf.append(this.image(page));
        place.append(leaf);
      }
      this.fillers.forEach((filler) => filler(page, leaf, work.signal));
      this.empty();
    }

    image(page) {
      const image = document.createElement("img");
      const address = (size) => `${this.data.door}/page/${page}.webp?size=${size}`;
      image.className = "ss-page__image";
      image.alt = "";
      image.decoding = "async";
      image.sizes = `${Math.ceil(this.sizes[page - 1][0] * this.scale)}px`;
      image.srcset = `${address("medium")} 720w, ${address("large")} 1240w`;
      image.src = address("medium");
      image.addEventListener("error", () => {
        viewer.tell(this.texts.failed);
        this.drop(page);
      });
      return image;
    }

    /* Empties the farthest pages until few enough are left. */
    empty() {
      const far = [...this.filled.keys()]
        .filter((page) => !this.near.has(page))
        .sort((a, b) => Math.abs(b - this.current) - Math.abs(a - this.current));
      for (const page of far.slice(0, Math.max(this.filled.size - KEPT, 0))) this.drop(page);
    }

    drop(page) {
      this.filled.get(page)?.abort();
      this.filled.delete(page);
      this.places[page - 1].replaceChildren();
    }

    /* Makes the pages as large as the mode says, and keeps what is in the window there. */
    layout() {
      if (!this.stage.clientWidth) return;
      const place = this.places[this.current - 1];
      const seen = (this.stage.scrollTop - place.offsetTop) / (place.offsetHeight || 1);
      const [wide, high] = this.turned(this.current);
      const across = this.stage.clientWidth - 2 * GAP - (this.pairs ? GAP : 0);
      const width = across / (this.pairs ? 2 : 1) / wide;
      const height = (this.stage.clientHeight - 2 * GAP) / high;
      const scales = { auto: Math.min(width, WIDEST / wide), width, page: Math.min(width, height) };
      this.scale = scales[this.mode] ?? (Number(this.mode) / 100) * POINT;
      this.box.style.setProperty("--scale", this.scale);
      this.box.classList.toggle("is-sideways", this.turns % 2 === 1);
      this.box.classList.toggle("is-paired", this.pairs);
      this.box.style.setProperty("--turn", `${this.turns * 90}deg`);
      this.stage.scrollTop = place.offsetTop + seen * place.offsetHeight;
      for (const page of this.filled.keys()) {
        const image = this.places[page - 1].querySelector("img");
        if (image) image.sizes = `${Math.ceil(this.sizes[page - 1][0] * this.scale)}px`;
      }
    }

    turned(page) {
      const [width, height] = this.sizes[page - 1];
      return this.turns % 2 ? [height, width] : [width, height];
    }

    get percent() {
      return Math.round((this.scale / POINT) * 100);
    }

    resize(mode) {
      this.mode = mode;
      this.layout();
    }

    turn() {
      this.turns = (this.turns + 1) % 4;
      this.layout();
      this.go(this.current);
    }

    pair() {
      this.pairs = !this.pairs;
      this.layout();
      this.go(this.current);
    }

    go(page) {
      const wanted = Math.min(Math.max(page, 1), this.data.count);
      this.stage.scrollTop = this.places[wanted - 1].offsetTop - GAP;
      this.become(wanted);
    }

    /* The page a third down the window is the current one. */
    look() {
      const frame = this.stage.getBoundingClientRect();
      const under = document.elementFromPoint(frame.left + frame.width / 2 - 1, frame.top + frame.height / 3);
      const place = under?.closest?.(".ss-page");
      if (place) this.become(Number(place.dataset.page));
    }

    become(page) {
      if (page === this.current) return;
      this.current = page;
      this.watchers.forEach((watcher) => watcher(page));
    }
  }

  viewer.Pages = Pages;
})((window.seoulsquareViewer = window.seoulsquareViewer || {}));
