import { flagLook, flagTitle, SYMBOLS } from "./flags.js";
import { make } from "./text.js";
import { wording, number as shownNumber } from "./wording.js";

/** The filters: chips with counts, in groups. Within a group one of the chosen must hold, and every group must. */
export class Filters {
  /** `check()` has all segments checked for errors. */
  constructor(store, element, check) {
    Object.assign(this, { store, element, check });
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
    this.#group(wording("filter.confidence"), "confidence", [
      { value: 0, title: wording("filter.confidence.low") },
      { value: 1, title: wording("filter.confidence.middle") },
      { value: 2, title: wording("filter.confidence.high") },
    ]);
    this.#group(wording("filter.more"), "more", [{ value: "left", title: wording("filter.left") }, { value: "note", title: wording("filter.note") }]);
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

  #progress({ all, found, done, left, pending, status }) {
    const bar = document.getElementById("progress");
    const share = found ? Math.floor((100 * done) / found) : Number(this.store.checked) * 100;
    bar.setAttribute("aria-valuenow", String(share));
    bar.firstElementChild.style.width = `${share}%`;
    const decided = all - status[0];
    const words = this.#state({ found, done, left, pending });
    bar.setAttribute("aria-valuetext", words);
    const text = document.getElementById("progress-text");
    text.replaceChildren(make("span", "main", words), ...this.#waiting(left, pending), make("span", "rest", wording("progress.decided", { decided, all })));
  }
  /** How far the review is, in words that hold: what waits for its check, or was never checked, is not done. */
  #state({ found, done, left, pending }) {
    if (!this.store.checked) return wording("progress.unchecked");
    if (!found && !pending) return wording("progress.none");
    if (!left && !pending) return wording("progress.all", { count: found });
    return wording("progress.left", { done, count: found });
  }

  /** What is still to come, and the offer to check what nobody has checked. */
  #waiting(left, pending) {
    const found = [];
    if (left) found.push(make("span", "left", wording("progress.open", { count: left })));
    if (pending) found.push(make("span", "wait", wording("progress.pending", { count: pending })));
    if (this.store.unchecked) found.push(make("span", "wait", wording("progress.checking", { count: this.store.unchecked })));
    else if (!this.store.checked) {
      const button = make("button", "small", wording("check_now"));
      button.type = "button";
      button.id = "check";
      button.title = wording("check_now.tip");
      button.addEventListener("click", () => this.check());
      found.push(button);
    }
    return found;
  }
}
