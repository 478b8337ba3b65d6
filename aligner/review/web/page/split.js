import { characterPlace, make } from "./text.js";
import { wording } from "./wording.js";

/** Where a text may be cut: before it, between words, and after it. `sentence` are the cuts between sentences. */
function cutsOf(text, parts) {
  const words = [0];
  for (const found of text.matchAll(/\s+(?=\S)/g)) if (found.index > 0) words.push(found.index + found[0].length);
  words.push(text.length);
  const sentence = [0];
  let from = 0;
  for (const part of (parts ?? []).slice(0, -1)) {
    const at = text.indexOf(part, from);
    if (at < 0) break;
    from = at + part.length;
    sentence.push(words.find((word) => word >= from) ?? text.length);
  }
  if (sentence.length === 1) {
    for (const found of text.matchAll(/[.!?…:;]["”“»«’)]*\s+(?=\S)/g)) sentence.push(found.index + found[0].length);
  }
  sentence.push(text.length);
  return { words: [...new Set(words)], sentence: [...new Set(sentence)] };
}

function nearest(cuts, place) {
  return cuts.reduce((best, cut) => (Math.abs(cut - place) < Math.abs(best - place) ? cut : best), cuts[0]);
}

/** Fill the body of the split dialog: on each side a border that moves by words, or by sentences with Ctrl. */
export function splitPanel(body, row, languages, done, button, buttonRow) {
  const sides = ["source", "target"].map((side, i) => new Border(side, row[side], row[`${side}_parts`], languages?.[i]));
  const inner = sides[0].cuts.sentence.length > 2 ? sides[0] : sides[1];
  const share = inner.start();
  for (const side of sides) side.set(side === inner ? side.at : side.closest(share * side.text.length));

  const grid = make("div", "sides");
  grid.append(...sides.map((side) => side.element));
  const problem = make("p", "problem");
  problem.setAttribute("role", "alert");
  const finish = () => {
    const first = sides.some((side) => side.text.slice(0, side.at).trim());
    const second = sides.some((side) => side.text.slice(side.at).trim());
    if (!first || !second) {
      problem.textContent = wording("each_needs_text");
      return;
    }
    done({
      source_at: characterPlace(sides[0].text, sides[0].at),
      target_at: characterPlace(sides[1].text, sides[1].at),
    });
  };
  body.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.target.matches("button")) finish();
  });
  const hint = make("p", "hint", wording("split_explained"));
  body.append(hint, grid, problem, buttonRow(button(wording("action.split"), "strong", finish, "Enter"), button(wording("cancel"), "quiet", () => done(null), "Esc")));
}

class Border {
  constructor(side, text, parts, language) {
    this.text = text;
    this.cuts = cutsOf(text, parts);
    this.at = 0;
    this.element = make("div", `text ${side}`);
    this.element.dir = "auto";
    this.element.tabIndex = 0;
    if (side === "source") this.element.dataset.first = "";
    if (language) this.element.lang = language;
    this.element.setAttribute("role", "slider");
    this.element.setAttribute("aria-label", side === "source" ? wording("border_in_source") : wording("border_in_translation"));
    this.element.setAttribute("aria-valuemin", "0");
    this.element.setAttribute("aria-valuemax", String(this.cuts.words.length - 1));
    this.first = make("span", "first");
    this.border = make("span", "border");
    this.second = make("span", "second");
    this.element.append(this.first, this.border, this.second);
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.element.addEventListener("click", (event) => this.#click(event));
  }

  /** Set the border to the best inner place, and return which share of the text lies before it. */
  start() {
    const inner = this.cuts.sentence.slice(1, -1);
    this.at = nearest(inner.length ? inner : this.cuts.words, this.text.length / 2);
    return this.text.length ? this.at / this.text.length : 0.5;
  }

  closest(place) {
    const inner = this.cuts.sentence.slice(1, -1);
    return nearest(inner.length ? inner : this.cuts.words, place);
  }

  set(at) {
    this.at = at;
    this.first.textContent = this.text.slice(0, at);
    this.second.textContent = this.text.slice(at);
    this.element.setAttribute("aria-valuenow", String(this.cuts.words.findIndex((cut) => cut >= at)));
    const before = this.text.slice(0, at).trim().split(/\s+/).slice(-4).join(" ");
    const after = this.text.slice(at).trim().split(/\s+/).slice(0, 4).join(" ");
    this.element.setAttribute("aria-valuetext", wording("between", { before: before || wording("beginning"), after: after || wording("end") }));
  }

  #key(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const cuts = event.ctrlKey || event.metaKey ? this.cuts.sentence : this.cuts.words;
    let at = null;
    if (step > 0) at = cuts.find((cut) => cut > this.at);
    else if (step < 0) at = cuts.findLast((cut) => cut < this.at);
    else if (event.key === "Home") at = 0;
    else if (event.key === "End") at = this.text.length;
    else return;
    event.preventDefault();
    if (at !== undefined) this.set(at);
  }

  #click(event) {
    const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    const range = caret ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
    const node = caret?.offsetNode ?? range?.startContainer;
    const offset = caret?.offset ?? range?.startOffset ?? 0;
    if (!node) return;
    const base = this.second.contains(node) ? this.first.textContent.length : 0;
    this.set(nearest(this.cuts.words, base + offset));
  }
}
