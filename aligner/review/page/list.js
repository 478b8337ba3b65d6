import { Heights } from "./heights.js";
import { make } from "./text.js";

const OVERSCAN = 600;

/**
 * A list of which only the visible rows exist. Heights are estimated until a row was measured; what the reader looks at
 * stays where it is when heights above it turn out otherwise.
 *
 * `scroller` scrolls and holds `element`. `draw(entry, element)` fills a row, `estimate(entry, width)` guesses a height
 * in pixels, `want(first, last)` is told which rows are needed.
 */
export class List {
  constructor({ scroller, element, draw, estimate, want }) {
    Object.assign(this, { scroller, element, draw, estimate, want });
    this.entries = [];
    this.heights = new Heights([]);
    this.shown = new Map();
    this.above = make("div", "spacer");
    this.below = make("div", "spacer");
    this.above.setAttribute("role", "presentation");
    this.below.setAttribute("role", "presentation");
    element.replaceChildren(this.above, this.below);
    this.width = 0;
    this.waiting = false;
    scroller.addEventListener("scroll", () => this.later(), { passive: true });
    new ResizeObserver(() => this.#resized()).observe(scroller);
  }

  /** Show other entries; `keep` is an entry that stays where it is on the screen, if it is shown. */
  show(entries, keep = null) {
    const before = keep ? this.#screenTop(keep) : null;
    this.entries = entries;
    this.#estimateAll();
    const alive = new Map();
    for (const entry of entries) if (this.shown.has(entry.key)) alive.set(entry.key, entry);
    for (const [key, row] of this.shown) {
      if (alive.has(key)) {
        this.draw(alive.get(key), row);
        continue;
      }
      this.#leave(row);
      row.remove();
      this.shown.delete(key);
    }
    if (keep && keep.place >= 0) {
      this.#spread();
      this.scroller.scrollTop = this.heights.before(keep.place) - (before ?? this.scroller.clientHeight * 0.25);
    }
    this.render();
  }

  later() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.render();
    });
  }

  /** Draw the rows that are visible, or nearly, and correct the heights. */
  render() {
    if (!this.entries.length) {
      for (const row of this.shown.values()) row.remove();
      this.shown.clear();
      this.#spread(0, 0);
      return;
    }
    const anchor = this.#anchor();
    const top = this.scroller.scrollTop - this.#offset();
    const first = this.heights.at(Math.max(0, top - OVERSCAN));
    const last = Math.min(this.entries.length, this.heights.at(top + this.scroller.clientHeight + OVERSCAN) + 1);
    this.#place(first, last);
    this.measure(first, last);
    this.#spread(first, last);
    this.#restore(anchor);
    this.range = [first, last];
    this.want(first, last);
  }

  /** Draw one row again, if it is shown. */
  refresh(entry) {
    const row = this.shown.get(entry.key);
    if (!row || entry.place < 0) return;
    const anchor = this.#anchor();
    this.draw(entry, row);
    this.measure(entry.place, entry.place + 1);
    this.#spread(...this.range);
    this.#restore(anchor);
  }

  measure(first, last) {
    for (let i = first; i < last; i += 1) {
      const row = this.shown.get(this.entries[i]?.key);
      if (row) this.heights.set(i, row.getBoundingClientRect().height);
    }
  }

  /** Scroll so far that the whole row of `entry` is seen, or its beginning. */
  reveal(entry) {
    if (!entry || entry.place < 0) return;
    const margin = 24;
    const view = this.scroller.clientHeight;
    for (let round = 0; round < 3; round += 1) {
      const top = this.heights.before(entry.place) + this.#offset();
      const bottom = top + this.heights.values[entry.place];
      const scroll = this.scroller.scrollTop;
      if (top >= scroll + margin && bottom <= scroll + view - margin && this.shown.has(entry.key)) return;
      if (top < scroll + margin || bottom - top > view - 2 * margin) this.scroller.scrollTop = top - margin;
      else if (bottom > scroll + view) this.scroller.scrollTop = Math.min(top - margin, top - view * 0.25);
      else this.scroller.scrollTop = bottom - view + margin;
      this.pinned = entry;
      this.render();
      this.pinned = null;
    }
  }

  rowOf(entry) {
    return entry ? this.shown.get(entry.key) : undefined;
  }

  #place(first, last) {
    const wanted = this.entries.slice(first, last);
    const keys = new Set(wanted.map((entry) => entry.key));
    for (const [key, row] of this.shown) {
      if (keys.has(key)) continue;
      this.#leave(row);
      row.remove();
      this.shown.delete(key);
    }
    let after = this.above;
    wanted.forEach((entry, i) => {
      let row = this.shown.get(entry.key);
      if (!row) {
        row = make("div", "segment");
        row.setAttribute("role", "listitem");
        this.draw(entry, row);
        this.shown.set(entry.key, row);
      }
      row.setAttribute("aria-setsize", this.entries.length);
      row.setAttribute("aria-posinset", first + i + 1);
      if (after.nextSibling !== row) after.after(row);
      after = row;
    });
  }

  /** The list takes over the focus of a row that goes. */
  #leave(row) {
    if (row.contains(document.activeElement)) this.element.focus({ preventScroll: true });
  }

  #spread(first = 0, last = 0) {
    const total = this.heights.total;
    this.above.style.height = `${this.heights.before(first)}px`;
    this.below.style.height = `${Math.max(0, total - this.heights.before(last))}px`;
  }

  #offset() {
    return this.element.offsetTop;
  }

  /** What stays in place: the row that is jumped to, the one with the focus if it is seen, else the first one seen. */
  #anchor() {
    const box = this.scroller.getBoundingClientRect();
    const seen = (row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return bottom > box.top && top < box.bottom;
    };
    const focused = document.activeElement?.closest?.(".segment");
    const rows = [this.shown.get(this.pinned?.key), focused, ...this.shown.values()];
    const row = rows.find((candidate) => candidate?.isConnected && this.element.contains(candidate) && seen(candidate));
    return row ? { row, top: row.getBoundingClientRect().top } : null;
  }

  #restore(anchor) {
    if (!anchor || !anchor.row.isConnected) return;
    const moved = anchor.row.getBoundingClientRect().top - anchor.top;
    if (Math.abs(moved) >= 1) this.scroller.scrollTop += moved;
  }

  #screenTop(entry) {
    const row = this.shown.get(entry.key);
    if (!row) return null;
    const top = row.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
    return top > -row.offsetHeight && top < this.scroller.clientHeight ? top : null;
  }

  #estimateAll() {
    this.width = this.scroller.clientWidth;
    const known = new Map();
    for (const [key, row] of this.shown) known.set(key, row.offsetHeight);
    this.heights = new Heights(this.entries.map((entry) => known.get(entry.key) ?? this.estimate(entry, this.width)));
  }

  #resized() {
    if (Math.abs(this.scroller.clientWidth - this.width) < 2) return this.later();
    const anchor = this.#anchor();
    const key = [...this.shown].find(([, row]) => row === anchor?.row)?.[0];
    const entry = this.entries.find((candidate) => candidate.key === key);
    return this.show(this.entries, entry ?? null);
  }
}
