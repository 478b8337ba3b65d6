import { say } from "./messages.js";
import { make } from "./text.js";
import { wording } from "./wording.js";

const SIDES = ["source", "target"];

/**
 * Edits both texts of a segment in place. What is typed is kept for this window until it is saved or given up, so that
 * a reload loses nothing.
 */
export class Editor {
  /**
   * `redraw(key)` draws the row of a segment again; `save(key, texts, base)` sends the texts that were typed on the
   * state of revision `base`, and returns whether they were taken; `revision()` is the one of now.
   */
  constructor({ redraw, save, revision }) {
    Object.assign(this, { redraw, save, revision });
    this.elements = new Map();
  }

  /** The element that stands in for the texts of a segment while it is edited. */
  elementOf(key) {
    return this.elements.get(key);
  }

  open(row, focused = "target") {
    if (!this.elements.has(row.key)) {
      this.elements.set(row.key, this.#form(row, draftOf(row.key)));
      this.redraw(row.key);
    }
    const area = this.elements.get(row.key).querySelector(`textarea.${focused}`);
    grow(this.elements.get(row.key));
    area.focus();
  }

  close(key) {
    this.forget(key);
    this.redraw(key, true);
  }

  /** Close the editor; what was typed can be taken back. */
  giveUp(key) {
    this.elements.get(key)?.giveUp();
  }

  forget(key) {
    sessionStorage.removeItem(`draft:${key}`);
    this.elements.delete(key);
  }

  /** The segments with a draft from before the page was loaded. */
  static drafts() {
    const names = Object.keys(sessionStorage).filter((name) => name.startsWith("draft:"));
    return names.map((name) => Number(name.slice("draft:".length)));
  }

  #form(shown, draft) {
    // A draft is compared with the texts that it began with, not with what another window made of them.
    const row = { key: shown.key, ...(draft?.was ?? { source: shown.source, target: shown.target }) };
    const base = draft?.base ?? this.revision();
    const texts = draft ?? row;
    const form = make("form", "sides editor");
    form.giveUp = () => this.#cancel(row, base, form);
    for (const side of SIDES) {
      const area = make("textarea", `text ${side}`);
      area.value = texts[side];
      area.dir = "auto";
      area.spellcheck = false;
      area.setAttribute("aria-label", side === "source" ? wording("source_text") : wording("translation"));
      form.append(area);
    }
    const buttons = make("div", "buttons");
    buttons.append(button("submit", "strong", wording("save"), "Ctrl+Enter"), button("button", "quiet", wording("cancel"), "Esc"));
    form.append(buttons);
    form.addEventListener("input", () => {
      keepDraft(row, base, textsOf(form));
      grow(form);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit(row, base, form);
    });
    buttons.lastChild.addEventListener("click", form.giveUp);
    form.addEventListener("keydown", (event) => this.#key(event, row, base, form));
    return form;
  }

  #key(event, row, base, form) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.#submit(row, base, form);
    } else if (event.key === "Escape") {
      event.preventDefault();
      form.giveUp();
    }
    event.stopPropagation();
  }

  async #submit(row, base, form) {
    const texts = textsOf(form);
    const changed = Object.fromEntries(SIDES.filter((side) => texts[side] !== row[side]).map((side) => [side, texts[side]]));
    if (!Object.keys(changed).length) return this.close(row.key);
    if (!texts.source.trim() && !texts.target.trim()) return say(wording("needs_text"), null, "grave");
    form.classList.add("sending");
    const taken = await this.save(row.key, changed, base);
    form.classList.remove("sending");
    if (taken) this.close(row.key);
    return undefined;
  }

  #cancel(row, base, form) {
    const texts = textsOf(form);
    const changed = SIDES.some((side) => texts[side] !== row[side]);
    this.close(row.key);
    if (!changed) return;
    const back = () => {
      keepDraft(row, base, texts);
      this.open(row);
    };
    say(wording("given_up"), { title: wording("take_back"), run: back });
  }
}

function button(type, className, title, key) {
  const element = make("button", className, title);
  element.type = type;
  const hint = make("kbd", "", key);
  hint.setAttribute("aria-hidden", "true");
  element.append(hint);
  return element;
}

function textsOf(form) {
  return Object.fromEntries(SIDES.map((side) => [side, form.querySelector(`textarea.${side}`).value]));
}

function draftOf(key) {
  const kept = sessionStorage.getItem(`draft:${key}`);
  return kept ? JSON.parse(kept) : null;
}

function keepDraft({ key, source, target }, base, texts) {
  try {
    sessionStorage.setItem(`draft:${key}`, JSON.stringify({ ...texts, base, was: { source, target } }));
  } catch {
    say(wording("too_long_to_keep"), null, "grave");
  }
}

function grow(form) {
  const areas = [...form.querySelectorAll("textarea")];
  for (const area of areas) area.style.height = "auto";
  const heights = areas.map((area) => area.scrollHeight + 4);
  areas.forEach((area, i) => {
    area.style.height = `${heights[i]}px`;
  });
}
