import { flagLook, flagTitle, SYMBOLS } from "./flags.js";
import { make } from "./text.js";

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
    this.#group("Severity", "severity", [
      { value: 3, title: "Critical", symbol: SYMBOLS[3], className: "severity-critical" },
      { value: 2, title: "Major", symbol: SYMBOLS[2], className: "severity-major" },
      { value: 1, title: "Minor", symbol: SYMBOLS[1], className: "severity-minor" },
      { value: 0, title: "No flag", symbol: "", className: "" },
    ]);
    this.#group("Status", "status", [
      { value: 0, title: "Open" },
      { value: 1, title: "Accepted" },
      { value: 2, title: "Rejected" },
      { value: 3, title: "Edited" },
    ]);
    const flags = this.store.flagNames.map((name, bit) => ({ value: bit, title: flagTitle(name), look: flagLook(name) }));
    this.#group("Flags", "flags", flags.filter(({ value }) => counts.flags[value] > 0));
    this.#group("More", "more", [{ value: "note", title: "With a note" }]);
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
      count.textContent = number.toLocaleString("en");
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
      ? left === 0 ? `All ${flagged.toLocaleString("en")} flagged reviewed` : `${done.toLocaleString("en")} of ${flagged.toLocaleString("en")} flagged reviewed, ${left.toLocaleString("en")} left`
      : "No flags";
    const decided = all - status[0];
    bar.setAttribute("aria-valuetext", words);
    const text = document.getElementById("progress-text");
    text.replaceChildren(make("span", "main", words), make("span", "rest", `${decided.toLocaleString("en")} of ${all.toLocaleString("en")} segments decided`));
  }
}
