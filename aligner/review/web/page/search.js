import { api } from "./api.js";
import { say } from "./messages.js";
import { markFound } from "./words.js";

const PAUSE = 150;

/** The search field: the segments in view are those that the server finds, and what was searched for is marked. */
export class Search {
  /** `leave()` gives the focus back to the segments. */
  constructor({ input, store, list, leave }) {
    Object.assign(this, { input, store, list });
    this.text = "";
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
    });
  }

  clear() {
    this.input.value = "";
    this.#find("");
  }

  /** Mark the text in the rows that are shown now. */
  mark() {
    markFound(this.list.shown.values(), this.text);
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
      this.mark();
    } catch (error) {
      if (error.name !== "AbortError") say(error.message, null, "grave");
    }
  }
}
