import { api } from "./api.js";
import { placeOf, rangesOf, unitPlaces } from "./text.js";

const REST = 120;

/**
 * Shows which words belong together: those under the pointer, and their counterparts on the other side. Needs the
 * browser's custom highlights, and does nothing without.
 */
export class WordLinks {
  constructor(store, list) {
    this.store = store;
    this.known = new Map();
    this.shown = "";
    this.place = 0;
    if (!globalThis.CSS?.highlights) return;
    list.addEventListener("pointermove", (event) => this.#moved(event), { passive: true });
    list.addEventListener("pointerleave", () => this.#clear());
    store.addEventListener("view", () => this.known.clear());
    store.addEventListener("rows", (event) => event.detail.forEach((key) => this.known.delete(key)));
  }

  #moved(event) {
    clearTimeout(this.timer);
    const element = event.target.closest?.(".text.source, .text.target");
    const key = Number(element?.closest(".segment")?.dataset.key);
    if (!element || !this.store.row(key) || element.matches("textarea")) return this.#clear();
    const at = placeAt(element, event.clientX, event.clientY);
    if (at < 0) return this.#clear();
    const links = this.known.get(key);
    if (links) return this.#show(element, links, at);
    if (links === undefined) this.timer = setTimeout(() => this.#fetch(key, element, at), REST);
    return undefined;
  }

  async #fetch(key, element, at) {
    this.known.set(key, null);
    try {
      const row = this.store.row(key);
      this.known.set(key, inUnits(await api.words(key), row));
      if (element.isConnected) this.#show(element, this.known.get(key), at);
    } catch {
      // No model at hand, or the server is gone: the texts can be read without links.
      setTimeout(() => this.known.delete(key), 5000);
    }
  }

  #show(element, links, at) {
    const side = element.classList.contains("source") ? "source" : "target";
    const word = links[side].findIndex(([start, end]) => start <= at && at < end);
    const other = side === "source" ? "target" : "source";
    const shown = `${element.closest(".segment").dataset.key} ${side} ${word}`;
    if (shown === this.shown) return;
    this.#clear();
    if (word < 0) return;
    this.shown = shown;
    const partner = element.parentElement.querySelector(`.text.${other}`);
    const linked = links.links.filter(([i, j]) => (side === "source" ? i : j) === word);
    const ranges = [links[side][word]].flatMap(([start, end]) => rangesOf(element, start, end));
    for (const [i, j] of linked) {
      const [start, end] = links[other][side === "source" ? j : i];
      ranges.push(...rangesOf(partner, start, end));
    }
    CSS.highlights.set("link", new Highlight(...ranges));
  }

  /** Show the links of the next word of the source, or of the one before it; returns `[word, counterparts]`. */
  async step(row, element, direction) {
    if (!this.known.get(row.key)) this.known.set(row.key, inUnits(await api.words(row.key), row));
    const links = this.known.get(row.key);
    if (!links.source.length) return null;
    const { source } = links;
    this.place = this.stepped === row.key ? (this.place + direction + source.length) % source.length : 0;
    this.stepped = row.key;
    this.shown = "";
    this.#show(element, links, source[this.place][0]);
    const counterparts = links.links.filter(([i]) => i === this.place).map(([, j]) => row.target.slice(...links.target[j]));
    return [row.source.slice(...source[this.place]), counterparts.join(" ")];
  }

  #clear() {
    clearTimeout(this.timer);
    if (!this.shown) return;
    this.shown = "";
    CSS.highlights.delete("link");
  }
}

function inUnits(words, row) {
  const spans = (side) => {
    const place = unitPlaces(row[side]);
    return words[side].map(([start, end]) => [place(start), place(end)]);
  };
  return { source: spans("source"), target: spans("target"), links: words.links };
}

function placeAt(element, x, y) {
  const caret = document.caretPositionFromPoint?.(x, y);
  if (caret) return placeOf(element, caret.offsetNode, caret.offset);
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? placeOf(element, range.startContainer, range.startOffset) : -1;
}

/** Mark what was searched for in the rows that are shown: `found` yields `[start, end]` in a text. */
export function markFound(rows, found) {
  if (!globalThis.CSS?.highlights) return;
  const ranges = [];
  for (const row of rows) {
    for (const element of row.querySelectorAll("div.text")) {
      for (const [start, end] of found(element.textContent)) ranges.push(...rangesOf(element, start, end));
    }
  }
  if (ranges.length) CSS.highlights.set("found", new Highlight(...ranges));
  else CSS.highlights.delete("found");
}
