/* Suggestions under a search box: a combobox with a list, as WAI-ARIA's authoring practices describe it. The form works without it. */
this.ckan.module("seoulsquare-suggest", function () {
  "use strict";

  const WAIT = 200; // milliseconds after the last key
  let boxes = 0;

  return {
    options: { url: "", label: "", terms: "", departments: "", titles: "" },

    initialize() {
      const input = this.el.get ? this.el.get(0) : this.el;
      this.input = input;
      this.options_ = [];
      this.current = -1;
      this.list = document.createElement("ul");
      this.list.id = `ss-suggestions-${++boxes}`;
      this.list.className = "ss-suggestions";
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-label", this.options.label);
      this.list.hidden = true;
      (input.closest(".input-group") || input).insertAdjacentElement("afterend", this.list);
      for (const [name, value] of [
        ["role", "combobox"],
        ["aria-autocomplete", "list"],
        ["aria-expanded", "false"],
        ["aria-controls", this.list.id],
      ]) {
        input.setAttribute(name, value);
      }
      input.addEventListener("input", () => this.later());
      input.addEventListener("keydown", (event) => this.key(event));
      input.addEventListener("blur", () => setTimeout(() => this.close(), WAIT));
    },

    later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), WAIT);
    },

    async ask() {
      const words = this.input.value.trim();
      if (!words) {
        this.close();
        return;
      }
      const response = await fetch(`${this.options.url}?${new URLSearchParams({ q: words })}`);
      if (response.ok && words === this.input.value.trim()) {
        this.show(await response.json());
      }
    },

    show(found) {
      this.list.replaceChildren();
      this.options_ = [];
      this.current = -1;
      for (const group of ["terms", "departments", "titles"]) {
        if (found[group].length) {
          this.add(group, found[group]);
        }
      }
      this.list.hidden = !this.options_.length;
      this.input.setAttribute("aria-expanded", String(Boolean(this.options_.length)));
      this.input.removeAttribute("aria-activedescendant");
    },

    add(group, items) {
      const part = document.createElement("li");
      part.setAttribute("role", "group");
      part.setAttribute("aria-label", this.options[group]);
      const heading = document.createElement("span");
      heading.className = "ss-suggestions__group";
      heading.setAttribute("aria-hidden", "true");
      heading.textContent = this.options[group];
      part.append(heading);
      for (const item of items) {
        const option = document.createElement("div");
        option.id = `${this.list.id}-${this.options_.length}`;
        option.className = "ss-suggestions__option";
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = item.value;
        if (item.note) {
          const note = document.createElement("small");
          note.textContent = ` ${item.note}`;
          option.append(note);
        }
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          this.choose(item);
        });
        this.options_.push({ option, item });
        part.append(option);
      }
      this.list.append(part);
    },

    key(event) {
      const last = this.options_.length - 1;
      if (event.key === "Escape" && !this.list.hidden) {
        event.preventDefault();
        this.close();
      } else if (event.key === "ArrowDown" && last >= 0) {
        event.preventDefault();
        this.move(this.current < last ? this.current + 1 : 0);
      } else if (event.key === "ArrowUp" && last >= 0) {
        event.preventDefault();
        this.move(this.current > 0 ? this.current - 1 : last);
      } else if (event.key === "Enter" && this.current >= 0 && !this.list.hidden) {
        event.preventDefault();
        this.choose(this.options_[this.current].item);
      }
    },

    move(to) {
      this.options_.forEach(({ option }, index) => option.setAttribute("aria-selected", String(index === to)));
      this.current = to;
      this.input.setAttribute("aria-activedescendant", this.options_[to].option.id);
      this.options_[to].option.scrollIntoView({ block: "nearest" });
    },

    choose(item) {
      if (item.url) {
        window.location.assign(item.url);
        return;
      }
      this.input.value = item.value;
      this.close();
      this.input.form.requestSubmit();
    },

    close() {
      this.list.hidden = true;
      this.current = -1;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    },
  };
});
