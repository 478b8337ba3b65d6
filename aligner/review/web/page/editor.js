import { api } from "./api.js";
import { say } from "./messages.js";
import { make, unitPlaces } from "./text.js";
import { wording } from "./wording.js";

const SIDES = ["source", "target"];

/**
 * Edits both texts of a segment in place. What is typed is kept for this window until it is saved or given up, so that
 * a reload loses nothing.
 */
export class Editor {
  /**
   * `redraw(key)` draws the row of a segment again; `save(key, texts, base, then)` sends the texts that were typed on
   * the state of revision `base`, and returns whether they were taken; `done(key, then)` is told when the editor was
   * closed after that: `then` is "next", "stay" or "file", as the reviser asked. `revision()` is the revision of now,
   * `languages()` are those of source and target.
   */
  constructor({ redraw, save, done, revision, languages }) {
    Object.assign(this, { redraw, save, done, revision, languages });
    this.elements = new Map();
  }

  /** Whether some segment is being edited. */
  get isOpen() {
    return this.elements.size > 0;
  }

  /** The element that stands in for the texts of a segment while it is edited. */
  elementOf(key) {
    return this.elements.get(key);
  }

  /** Open the editor on a side; on that of the flagged words, which are selected then, where none is given. */
  open(row, side = undefined, place = undefined) {
    const isNew = !this.elements.has(row.key);
    if (isNew) {
      this.elements.set(row.key, this.#form(row, draftOf(row.key)));
      this.redraw(row.key);
    }
    const flagged = flaggedPlace(row, place);
    const area = this.elements.get(row.key).querySelector(`textarea.${side ?? flagged.side}`);
    grow(this.elements.get(row.key));
    area.focus();
    if (!isNew || area.value !== row[side ?? flagged.side]) return;
    if (!side || side === flagged.side) area.setSelectionRange(...flagged.range);
    if (!side && flagged.missing) goToGap(row, area, flagged);
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
      area.spellcheck = true;
      area.lang = this.languages()[SIDES.indexOf(side)] ?? "";
      area.setAttribute("aria-label", side === "source" ? wording("source_text") : wording("translation"));
      form.append(area);
    }
    const buttons = make("div", "buttons");
    buttons.append(
      button("submit", "strong", wording("save_and_next"), "Ctrl+Enter"),
      button("button", "quiet", wording("cancel"), "Esc"),
    );
    form.append(buttons);
    form.addEventListener("input", () => {
      keepDraft(row, base, textsOf(form));
      grow(form);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit(row, base, form, "next");
    });
    buttons.lastChild.addEventListener("click", form.giveUp);
    form.addEventListener("keydown", (event) => this.#key(event, row, base, form));
    return form;
  }

  #key(event, row, base, form) {
    const control = event.ctrlKey || event.metaKey;
    if (control && (event.key === "Enter" || event.key.toLowerCase() === "s")) {
      event.preventDefault();
      const then = event.key === "Enter" ? (event.shiftKey ? "stay" : "next") : "file";
      if (!event.repeat) this.#submit(row, base, form, then);
    } else if (event.key === "Escape") {
      event.preventDefault();
      form.giveUp();
    }
    event.stopPropagation();
  }

  async #submit(row, base, form, then) {
    const texts = textsOf(form);
    const changed = Object.fromEntries(SIDES.filter((side) => texts[side] !== row[side]).map((side) => [side, texts[side]]));
    if (!Object.keys(changed).length) {
      this.close(row.key);
      return then === "file" ? this.done(row.key, then) : undefined;
    }
    if (!texts.source.trim() && !texts.target.trim()) return say(wording("needs_text"), null, "grave");
    form.classList.add("sending");
    const taken = await this.save(row.key, changed, base);
    form.classList.remove("sending");
    if (!taken) return undefined;
    this.close(row.key);
    return this.done(row.key, then);
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

/**
 * Where the caret goes: `{side, range}` of the words of the flag at `place`, or of the first that was not dismissed. What
 * is missing has no words on its side: `missing` is then where the words stand on the other side, which it stands for.
 */
function flaggedPlace(row, place) {
  const open = row.flags.filter((flag) => !flag.dismissed);
  const flag = row.flags[place] ?? open.find((one) => one.target_span) ?? open[0];
  if (flag?.target_span) return { side: "target", range: inUnits(row.target, flag.target_span) };
  const end = row.target.length;
  return { side: "target", range: [end, end], missing: flag?.source_span && inUnits(row.source, flag.source_span) };
}

function inUnits(text, span) {
  return span.map(unitPlaces(text));
}

/**
 * Put the caret of the translation behind the counterpart of what stands before the missing words of the source, once
 * the server has told which that is, and unless the reviser has begun already.
 */
async function goToGap(row, area, { missing, range }) {
  if (!row.target) return;
  const untouched = () => area.value === row.target && area.selectionStart === range[0] && area.selectionEnd === range[1];
  try {
    const words = await api.words(row.key);
    const sources = words.source.map((span) => inUnits(row.source, span));
    const before = words.links.filter(([from]) => sources[from][1] <= missing[0]);
    if (!before.length || !untouched()) return;
    const last = Math.max(...before.map(([from]) => from));
    const ends = before.filter(([from]) => from === last).map(([, to]) => inUnits(row.target, words.target[to])[1]);
    area.setSelectionRange(Math.max(...ends), Math.max(...ends));
  } catch {
    // Without a model the caret stays at the end.
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
