/* Text over the pictures of pages: to select, to copy, and for those who hear the page. */
(function (viewer) {
  "use strict";

  const FONT = 100; // pixels at which words are measured
  const pen = document.createElement("canvas").getContext("2d");
  const parts = new WeakMap(); // span -> [start, end] in its page's text
  const layers = new WeakMap(); // layer -> its page's text

  /* Words that follow each other on a line, as one run: `{start, end, left, top, right, bottom}`. */
  function runs(text, words) {
    const found = [];
    let run = null;
    for (const [start, end, left, top, right, bottom] of words) {
      const high = bottom - top;
      const joined =
        run &&
        !text.slice(run.end, start).includes("\n") &&
        left >= run.right - high &&
        left - run.right < 2 * high &&
        Math.abs(top - run.top) < high / 2 &&
        Math.abs(bottom - run.bottom) < high / 2;
      if (joined) {
        Object.assign(run, { end, right, top: Math.min(run.top, top), bottom: Math.max(run.bottom, bottom) });
      } else {
        run = { start, end, left, top, right, bottom };
        found.push(run);
      }
    }
    return found;
  }

  function percent(value) {
    return `${(value * 100).toFixed(3)}%`;
  }

  /* A run as a span that is stretched over its place; sizes are parts of the page, so zooming costs nothing. */
  function span(run, text, width, height) {
    const made = document.createElement("span");
    const high = (run.bottom - run.top) * height;
    const shown = text.slice(run.start, run.end).replace(/\s+/g, " ");
    const natural = (pen.measureText(shown).width / FONT) * high;
    made.textContent = shown;
    made.style.left = percent(run.left);
    made.style.top = percent(run.top);
    made.style.fontSize = `${((high / height) * 100).toFixed(3)}cqh`;
    if (natural) made.style.transform = `scaleX(${(((run.right - run.left) * width) / natural).toFixed(4)})`;
    parts.set(made, [run.start, run.end]);
    return made;
  }

  function layer(page, language) {
    const made = document.createElement("div");
    made.className = "ss-page__text";
    made.lang = language;
    pen.font = `${FONT}px sans-serif`;
    for (const run of runs(page.text, page.words)) {
      made.append(span(run, page.text, page.width, page.height), document.createElement("br"));
    }
    layers.set(made, page.text);
    return made;
  }

  /* Puts the text of a page over its picture. */
  viewer.texts = function (data) {
    return async function (number, leaf, signal) {
      if (!data.hasText || leaf.querySelector(".ss-page__text")) return;
      let page;
      try {
        const answer = await fetch(`${data.door}/page/${number}.json`, { signal });
        if (!answer.ok) return;
        page = await answer.json();
      } catch (error) {
        if (error.name === "AbortError" || error instanceof TypeError) return; // dropped, or no connection
        throw error;
      }
      leaf.append(layer(page, data.language));
      leaf.parentElement?.querySelector("[data-viewer=words]")?.remove();
    };
  };

  /* The place in a page's text of a border of the selection; `other` when it lies outside the layer. */
  function place(made, node, offset, other) {
    const around = node.nodeType === Node.TEXT_NODE ? node.parentElement : node.childNodes[offset];
    const part = parts.get(around) || (around?.nextElementSibling && parts.get(around.nextElementSibling));
    if (!made.contains(node) || !part) return other;
    return Math.min(part[0] + (node.nodeType === Node.TEXT_NODE ? offset : 0), part[1]);
  }

  /* What is copied is the page's own text, with its blanks and lines. */
  function selected(box) {
    const selection = document.getSelection();
    if (!selection.rangeCount) return "";
    const range = selection.getRangeAt(0);
    return [...box.querySelectorAll(".ss-page__text")]
      .filter((made) => range.intersectsNode(made))
      .map((made) => {
        const text = layers.get(made);
        const start = place(made, range.startContainer, range.startOffset, 0);
        const end = place(made, range.endContainer, range.endOffset, text.length);
        return text.slice(start, end);
      })
      .join("\n");
  }

  viewer.copying = function (box) {
    box.addEventListener("copy", (event) => {
      const text = selected(box);
      if (!text) return;
      event.clipboardData.setData("text/plain", text);
      event.preventDefault();
    });
  };
})((window.seoulsquareViewer = window.seoulsquareViewer || {}));
