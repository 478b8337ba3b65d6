import { api } from "./api.js";
import { say } from "./messages.js";
import { wording } from "./wording.js";
import { markFound } from "./words.js";

const PAUSE = 150;

const PART = /"([^"]+)"|(\S+)/g;
const EXPRESSION = /^\/(.+)\/$/;

/** The search field: the segments in view are those that the server finds, and what was searched for is marked. */
export class Search {
  /** `leave()` gives the focus back to the segments. */
  constructor({ input, store, list, leave }) {
    Object.assign(this, { input, store, list });
    this.text = "";
    this.hits = document.getElementById("hits");
    let timer = 0;
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.#find(input.value.trim()), PAUSE);
    });
    input.addEventListener("keydown", (event) => {
      if (!["Enter", "Escape", "ArrowDown"].includes(event.key)) return;
      event.preventDefault();
      if (event.key === "Escape") this.clear();
      leave();
      // Without a segment to go to, keys are for the page all the same.
      if (document.activeElement === input) input.blur();
    });
  }

  clear() {
    this.input.value = "";
    this.#find("");
  }

  /** Mark the text in the rows that are shown now. */
  mark() {
    markFound(this.text ? this.list.shown.values() : [], finder(this.text));
  }

  async #find(text) {
    this.asked?.abort();
    this.asked = new AbortController();
    this.text = text;
    try {
      const found = text ? await api.search(text, this.asked.signal) : null;
      if (found || this.store.hits) {
        this.store.hits = found && new Set(found.keys);
        this.store.arrange();
      }
      this.hits.textContent = found ? wording("hits", { count: found.count }) : "";
      this.mark();
    } catch (error) {
      if (error.name === "AbortError") return;
      this.hits.textContent = "";
      say(error.message, null, "grave");
    }
  }
}

/**
 * A function that yields where a text has what was searched for. Letters are compared as the server does, without case
 * and accents, as far as that leaves the places as they are.
 */
function finder(query) {
  const expression = EXPRESSION.exec(query);
  const parts = [...query.matchAll(PART)].map(([, phrase, word]) => folded(phrase ?? word));
  return function* find(text) {
    if (expression) {
      try {
        for (const found of text.matchAll(new RegExp(expression[1], "giu"))) yield [found.index, found.index + found[0].length];
      } catch {
        // The server knows expressions that the browser does not.
      }
      return;
    }
    const hay = folded(text);
    for (const part of parts) {
      for (let at = hay.indexOf(part); at >= 0; at = hay.indexOf(part, at + part.length)) yield [at, at + part.length];
    }
  };
}

function folded(text) {
  return Array.from(text, (letter) => {
    const plain = letter.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
    return plain.length === letter.length ? plain : letter.toLowerCase();
  }).join("");
}
