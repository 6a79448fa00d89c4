/* The viewer of originals: makes one long document of the page that the server sent. Nothing here is needed to read. */
(function (viewer) {
  "use strict";

  const WAIT = 400; // milliseconds after the last page turned until the address follows

  const root = document.getElementById("viewer");
  const given = document.getElementById("viewer-data");
  if (!root || !given) return;

  const data = JSON.parse(given.textContent);
  const texts = JSON.parse(document.getElementById("viewer-texts").textContent);
  const part = (name) => root.querySelector(`[data-viewer="${name}"]`);
  const stage = document.getElementById("viewer-stage");

  /* A text with its values: `Page {number}`. */
  viewer.text = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /* Says something to those who hear the page. */
  viewer.tell = (message) => {
    part("status").textContent = message;
  };

  /* Lets the browser's address and the addresses to copy follow the page. */
  let waiting;
  viewer.address = (page, query) => {
    const words = query ? `?${new URLSearchParams({ q: query })}` : "";
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (!root.classList.contains("is-framed")) {
        window.history.replaceState(null, "", `${data.address}/page/${page}${words}`);
      }
      root.querySelectorAll("[data-template]").forEach((field) => {
        field.value = field.dataset.template.replaceAll("{page}", page);
      });
    }, WAIT);
  };

  const pages = new viewer.Pages(stage, part("pages"), data, texts);
  const find = new viewer.Find(root, pages, data, texts);
  const panel = new viewer.Panel(root, texts);
  pages.fillers.push(viewer.texts(data), (page, leaf, signal) => find.mark(page, leaf, signal));
  viewer.copying(pages.box);

  const rail = document.getElementById("viewer-thumbs");
  if (rail) {
    const thumbs = new viewer.Thumbs(rail, pages, data, texts);
    panel.on("viewer-thumbs", () => thumbs.open());
  }

  // On a narrow window the panel lies over the pages: it goes once a page is chosen in it.
  document.getElementById("viewer-panel").addEventListener("click", (event) => {
    if (!panel.wide.matches && event.target.closest("a[data-hit], .ss-thumb")) panel.toggle(false);
  });

  // Pages
  const number = part("number");
  function arrow(name, page) {
    const link = part(name);
    const possible = page >= 1 && page <= data.count;
    link.toggleAttribute("aria-disabled", !possible);
    if (possible) link.href = `${data.address}/page/${page}`;
    else {
      link.removeAttribute("href");
      link.setAttribute("aria-disabled", "true");
    }
  }
  pages.watch((page) => {
    if (document.activeElement !== number) number.value = page;
    arrow("previous", page - 1);
    arrow("next", page + 1);
    viewer.address(page, find.query);
  });
  function go(page) {
    pages.go(page);
    number.value = pages.current;
    viewer.tell(viewer.text(texts.page, { number: pages.current, count: data.count }));
  }
  const step = () => (pages.pairs ? 2 : 1);
  const back = () => go(pages.current - step());
  const on = () => go(pages.current + step());
  for (const [name, work] of [
    ["previous", back],
    ["next", on],
  ]) {
    part(name).addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      work();
    });
  }
  part("go").addEventListener("submit", (event) => {
    event.preventDefault();
    go(Number.parseInt(number.value, 10) || pages.current);
    stage.focus();
  });

  // Size
  const zoom = part("zoom");
  const levels = [...zoom.options].map((option) => Number(option.value)).filter(Boolean);
  function resize(mode) {
    let option = [...zoom.options].find((one) => one.value === mode);
    if (!option) {
      option = zoom.querySelector("[data-own]") || zoom.appendChild(document.createElement("option"));
      option.dataset.own = "";
      option.value = mode;
      option.textContent = `${mode} %`;
    }
    option.selected = true;
    pages.resize(mode);
  }
  const larger = () => resize(String(levels.find((level) => level > pages.percent) ?? levels.at(-1)));
  const smaller = () => resize(String(levels.findLast((level) => level < pages.percent) ?? levels[0]));
  zoom.addEventListener("change", () => resize(zoom.value));
  viewer.pinching(stage, pages, resize);

  // The other buttons
  function press(name, pressed) {
    part(name).setAttribute("aria-pressed", String(pressed));
  }
  function pair() {
    pages.pair();
    press("pairs", pages.pairs);
  }
  const help = document.getElementById("viewer-help");
  const full = document.fullscreenEnabled
    ? () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen())
    : null;
  document.addEventListener("fullscreenchange", () => press("full", Boolean(document.fullscreenElement)));
  part("full").hidden = !full;
  const works = { larger, smaller, turn: () => pages.turn(), pairs: pair, full, help: () => help.showModal() };
  for (const [name, work] of Object.entries(works)) {
    if (work) part(name).addEventListener("click", work);
  }
  part("hit-next")?.addEventListener("click", () => find.step(1));
  part("hit-previous")?.addEventListener("click", () => find.step(-1));

  function search() {
    panel.choose("viewer-find");
    document.getElementById("viewer-q").select();
  }
  function write() {
    number.focus();
    number.select();
  }
  viewer.keys(
    {
      ArrowLeft: back,
      ArrowRight: on,
      Home: () => go(1),
      End: () => go(data.count),
      g: write,
      "/": search,
      n: () => find.step(1),
      p: () => find.step(-1),
      "+": larger,
      "=": larger,
      "-": smaller,
      0: () => resize("auto"),
      w: () => resize("width"),
      h: () => resize("page"),
      r: works.turn,
      d: pair,
      f: full,
      t: () => panel.toggle(),
      "?": works.help,
    },
    stage,
    part("keys"),
  );
})((window.seoulsquareViewer = window.seoulsquareViewer || {}));
