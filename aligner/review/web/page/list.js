import { Heights } from "./heights.js";
import { make } from "./text.js";

const OVERSCAN = 600;

/**
 * A list of which only the visible rows exist. Heights are estimated until a row was measured; what the reader looks at
 * stays where it is when heights above it turn out otherwise.
 *
 * `scroller` scrolls and holds `element`. `draw(entry, element)` fills a row, `estimate(entry, width)` guesses a height
 * in pixels, `find(key)` gives an entry, `want(first, last)` is told which rows are needed.
 */
export class List {
  constructor({ scroller, element, draw, estimate, find, want }) {
    Object.assign(this, { scroller, element, draw, estimate, find, want });
    this.entries = [];
    this.heights = new Heights();
    this.shown = new Map();
    this.above = make("div", "spacer");
    this.below = make("div", "spacer");
    this.above.setAttribute("role", "presentation");
    this.below.setAttribute("role", "presentation");
    element.replaceChildren(this.above, this.below);
    this.size = sizeOf(scroller);
    this.waiting = false;
    scroller.addEventListener("scroll", () => this.later(), { passive: true });
    new ResizeObserver(() => this.#resized()).observe(scroller);
  }

  /**
   * Show other entries: another array, not the same one changed. `keep` is an entry that stays where it is on the
   * screen, or comes to where the one was that it takes the place of, if that is seen.
   */
  show(entries, keep = null) {
    const top = keep ? (this.#screenTop(keep) ?? this.size.height * 0.25) : 0;
    this.#exchange(entries);
    for (const [key, row] of this.shown) {
      const entry = this.find(key);
      if (entry && entry.place >= 0) this.draw(entry, row);
    }
    if (!keep || keep.place < 0) return this.render();
    this.#fill(this.heights.before(keep.place) - top);
    return this.#restore(this.shown.get(keep.key), top);
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
    const [row, top] = this.#anchor();
    this.#fill(this.scroller.scrollTop - this.#offset());
    this.#restore(row, top);
  }

  /** Draw rows again, where they are shown. */
  refresh(...entries) {
    const drawn = entries.filter((entry) => entry.place >= 0 && this.shown.has(entry.key));
    if (!drawn.length) return;
    const [row, top] = this.#anchor();
    for (const entry of drawn) this.draw(entry, this.shown.get(entry.key));
    for (const { place } of drawn) this.measure(place, place + 1);
    this.#spread(...this.range);
    this.#restore(row, top);
  }

  /** Have all rows in the page, however many there are, or only those that are seen again. */
  showAll(all) {
    this.all = all;
    this.render();
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
    const view = this.size.height;
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

  /** Have the rows in the page that are seen from `top` of the list on. */
  #fill(top) {
    const { height } = this.size;
    const seen = Math.max(0, Math.min(top, this.heights.total - height));
    const first = this.all ? 0 : this.heights.at(Math.max(0, seen - OVERSCAN));
    const last = this.all ? this.entries.length : Math.min(this.entries.length, this.heights.at(seen + height + OVERSCAN) + 1);
    const focused = document.activeElement;
    const within = this.element.contains(focused);
    this.#place(first, last);
    this.measure(first, last);
    this.#spread(first, last);
    // The list takes over the focus of a row that went: at the end, as this lays out the page.
    if (within && !focused.isConnected) this.element.focus({ preventScroll: true });
    this.range = [first, last];
    this.want(first, last);
  }

  #place(first, last) {
    const wanted = this.entries.slice(first, last);
    const keys = new Set(wanted.map((entry) => entry.key));
    for (const [key, row] of this.shown) {
      if (keys.has(key)) continue;
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

  #spread(first, last) {
    const total = this.heights.total;
    this.above.style.height = `${this.heights.before(first)}px`;
    this.below.style.height = `${Math.max(0, total - this.heights.before(last))}px`;
  }

  #offset() {
    return this.element.offsetTop;
  }

  /**
   * The row that stays in place, and where it is: the one that is jumped to, the one with the focus if it is seen, else
   * the first one seen.
   */
  #anchor() {
    const box = this.scroller.getBoundingClientRect();
    const seen = (row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return bottom > box.top && top < box.bottom;
    };
    const focused = document.activeElement?.closest?.(".segment");
    const rows = [this.shown.get(this.pinned?.key), focused, ...this.shown.values()];
    const row = rows.find((candidate) => candidate?.isConnected && this.element.contains(candidate) && seen(candidate));
    return row ? [row, this.#topOf(row)] : [];
  }

  /** Scroll so that `row` is at `top` again. */
  #restore(row, top) {
    if (!row?.isConnected) return;
    const moved = this.#topOf(row) - top;
    if (Math.abs(moved) >= 1) this.scroller.scrollTop += moved;
  }

  /** Where a row is, in pixels from the top of what is seen. */
  #topOf(row) {
    return row.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
  }

  #screenTop(entry) {
    const row = this.shown.get(entry.key) ?? this.shown.get(this.entries[entry.place]?.key);
    if (!row) return null;
    const top = this.#topOf(row);
    return top > -row.offsetHeight && top < this.size.height ? top : null;
  }

  /** Take other entries; those at both ends that stay the same, nearly all where a few change, keep their heights. */
  #exchange(entries) {
    const before = this.entries;
    const shorter = Math.min(before.length, entries.length);
    let first = 0;
    while (first < shorter && before[first] === entries[first]) first += 1;
    let same = 0;
    while (same < shorter - first && before[before.length - 1 - same] === entries[entries.length - 1 - same]) same += 1;
    const heights = entries.slice(first, entries.length - same).map((entry) => this.estimate(entry, this.size.width));
    this.heights.replace(first, before.length - same - first, heights);
    this.entries = entries;
  }

  #resized() {
    const { width } = this.size;
    this.size = sizeOf(this.scroller);
    if (Math.abs(this.size.width - width) < 2) return this.later();
    const { entries } = this;
    const [anchor] = this.#anchor();
    const key = [...this.shown].find(([, row]) => row === anchor)?.[0];
    this.#exchange([]);
    return this.show(entries, this.find(key) ?? null);
  }
}

/** Of what is seen of the list, kept: to ask for it lays out the page. */
function sizeOf({ clientWidth: width, clientHeight: height }) {
  return { width, height };
}
