import { flagLook, flagTitle, SYMBOLS } from "./flags.js";
import { make } from "./text.js";
import { wording, number as shownNumber } from "./wording.js";

/** The filters: chips with counts, in groups. Within a group one of the chosen must hold, and every group must. */
export class Filters {
  constructor(store, element) {
    Object.assign(this, { store, element });
    this.chips = [];
    store.addEventListener("counts", () => this.#later());
    store.addEventListener("view", () => this.#press());
  }

  /** Make the chips for the flags of this corpus. */
  build() {
    this.element.replaceChildren();
    this.chips = [];
    const counts = this.store.counts();
    this.#group(wording("filter.severity"), "severity", [
      { value: 3, title: wording("filter.severity.critical"), symbol: SYMBOLS[3], className: "severity-critical" },
      { value: 2, title: wording("filter.severity.major"), symbol: SYMBOLS[2], className: "severity-major" },
      { value: 1, title: wording("filter.severity.minor"), symbol: SYMBOLS[1], className: "severity-minor" },
      { value: 0, title: wording("filter.no_flag"), symbol: "", className: "" },
    ]);
    this.#group(wording("filter.status"), "status", [
      { value: 0, title: wording("filter.open") },
      { value: 1, title: wording("filter.accepted") },
      { value: 2, title: wording("filter.rejected") },
      { value: 3, title: wording("filter.edited") },
    ]);
    const flags = this.store.flagNames.map((name, bit) => ({ value: bit, title: flagTitle(name), look: flagLook(name) }));
    this.#group(wording("filter.flags"), "flags", flags.filter(({ value }) => counts.flags[value] > 0));
    this.#group(wording("filter.more"), "more", [{ value: "note", title: wording("filter.note") }]);
    this.#count();
    this.#press();
  }

  /** Switch the chip with this number, counted from 1. */
  toggle(number) {
    const chip = this.chips[number - 1];
    if (chip) this.#toggle(chip);
    return chip;
  }

  clear() {
    for (const group of Object.values(this.store.filters)) group.clear();
    this.store.hits = null;
    this.store.arrange();
  }

  #group(title, name, choices) {
    if (!choices.length) return;
    const section = make("section", "group");
    const heading = make("h2", "", title);
    heading.id = `filter-${name}`;
    const list = make("div", "chips");
    list.setAttribute("role", "group");
    list.setAttribute("aria-labelledby", heading.id);
    for (const choice of choices) list.append(this.#chip(name, choice));
    section.append(heading, list);
    this.element.append(section);
  }

  #chip(group, { value, title, symbol, className, look }) {
    const element = make("button", "chip");
    element.type = "button";
    const words = make("span", `name ${look ?? ""}`, title);
    const count = make("span", "count");
    if (symbol !== undefined) {
      const sign = make("span", `symbol ${className}`, symbol);
      sign.setAttribute("aria-hidden", "true");
      element.append(sign);
    }
    element.append(words, count);
    const chip = { group, value, title, element, count };
    element.addEventListener("click", () => this.#toggle(chip));
    this.chips.push(chip);
    if (this.chips.length <= 9) {
      const key = make("kbd", "", String(this.chips.length));
      key.setAttribute("aria-hidden", "true");
      element.append(key);
      element.setAttribute("aria-keyshortcuts", String(this.chips.length));
    }
    return element;
  }

  #toggle({ group, value }) {
    const chosen = this.store.filters[group];
    if (!chosen.delete(value)) chosen.add(value);
    this.store.arrange();
  }

  #press() {
    for (const { group, value, element } of this.chips) {
      element.setAttribute("aria-pressed", String(this.store.filters[group].has(value)));
    }
  }

  #later() {
    if (this.waiting) return;
    this.waiting = true;
    setTimeout(() => {
      this.waiting = false;
      this.#count();
    }, this.store.order.length > 20_000 ? 300 : 50);
  }

  #count() {
    const counts = this.store.counts();
    const shown = new Set(this.chips.filter(({ group }) => group === "flags").map(({ value }) => value));
    if (counts.flags.some((number, bit) => number > 0 && !shown.has(bit))) return this.build();
    for (const { group, value, count, element } of this.chips) {
      const number = group === "more" ? counts[value] : counts[group][value];
      count.textContent = shownNumber(number);
      element.classList.toggle("none", number === 0);
      element.hidden = group === "flags" && number === 0 && !this.store.filters.flags.has(value);
    }
    return this.#progress(counts);
  }

  #progress({ all, flagged, left, status }) {
    const bar = document.getElementById("progress");
    const done = flagged - left;
    const share = flagged ? Math.floor((100 * done) / flagged) : 100;
    bar.setAttribute("aria-valuenow", String(share));
    bar.firstElementChild.style.width = `${share}%`;
    const words = flagged
      ? left === 0 ? wording("progress.all", { count: flagged }) : wording("progress.left", { done, count: flagged, left })
      : wording("progress.none");
    const decided = all - status[0];
    bar.setAttribute("aria-valuetext", words);
    const text = document.getElementById("progress-text");
    text.replaceChildren(make("span", "main", words), make("span", "rest", wording("progress.decided", { decided, all })));
  }
}
