/** Texts of segments as elements: flagged words marked, control characters made visible, nothing read as HTML. */

import { wording } from "./wording.js";

const CONTROLS = new Map([
  [0x061c, "ALM"], [0x200e, "LRM"], [0x200f, "RLM"], [0x202a, "LRE"], [0x202b, "RLE"], [0x202c, "PDF"],
  [0x202d, "LRO"], [0x202e, "RLO"], [0x2066, "LRI"], [0x2067, "RLI"], [0x2068, "FSI"], [0x2069, "PDI"],
  [0x200b, "ZWSP"], [0xfeff, "BOM"],
]);
const CONTROL = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g;
const LONGEST = 6_000;

const pieces = new WeakMap();

/** Return a function from places counted in characters, as the server counts, to places in a JavaScript string. */
export function unitPlaces(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (place) => place;
  const places = [];
  let unit = 0;
  for (const character of text) {
    places.push(unit);
    unit += character.length;
  }
  places.push(unit);
  return (place) => places[Math.min(place, places.length - 1)];
}

/** The number of characters, as the server counts, before a place in a JavaScript string. */
export function characterPlace(text, unit) {
  let count = 0;
  for (const character of text.slice(0, unit)) count += character.length > 0 ? 1 : 0;
  return count;
}

/** Make an element with a class and, if given, a text. */
export function make(tag, className = "", text = null) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== null) element.textContent = text;
  return element;
}

/** Fill `element` with a text without marks, and return it. */
export function plain(element, text) {
  fillText(element, text, []);
  return element;
}

/**
 * Fill `element` with `text`. `marks` are `{start, end, className, id, focusable}` in places of the string; marks may
 * overlap. A text of more than 6,000 characters is shortened, with a button that shows the rest.
 */
export function fillText(element, text, marks, whole = false) {
  element.replaceChildren();
  const nodes = [];
  const end = whole ? text.length : Math.min(text.length, LONGEST);
  const borders = new Set([0, end]);
  for (const mark of marks) {
    if (mark.start < end) borders.add(mark.start);
    if (mark.end < end) borders.add(mark.end);
  }
  const places = [...borders].sort((a, b) => a - b);
  const begun = new Set();
  for (let i = 0; i + 1 < places.length; i += 1) {
    const covering = marks.filter((mark) => mark.start <= places[i] && mark.end > places[i]);
    let parent = element;
    for (const mark of covering) parent = parent.appendChild(markElement(mark, begun));
    appendPlain(parent, text, places[i], places[i + 1], nodes);
  }
  if (end < text.length) element.append(restButton(element, text, marks, end));
  pieces.set(element, nodes);
}

function markElement(mark, begun) {
  const element = make("mark", `mark ${mark.className}`);
  element.dataset.flag = mark.id;
  if (mark.describedBy) element.setAttribute("aria-describedby", mark.describedBy);
  if (mark.focusable && !begun.has(mark)) element.tabIndex = 0;
  begun.add(mark);
  return element;
}

function appendPlain(parent, text, start, end, nodes) {
  let from = start;
  for (const found of text.slice(start, end).matchAll(CONTROL)) {
    const at = start + found.index;
    if (at > from) nodes.push([parent.appendChild(document.createTextNode(text.slice(from, at))), from, at]);
    parent.append(controlElement(text.codePointAt(at)));
    from = at + 1;
  }
  if (end > from) nodes.push([parent.appendChild(document.createTextNode(text.slice(from, end))), from, end]);
}

function controlElement(code) {
  const name = CONTROLS.get(code) ?? `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  const element = make("span", "control", name);
  element.title = wording("invisible");
  return element;
}

function restButton(element, text, marks, end) {
  const button = make("button", "rest", wording("more_characters", { count: text.length - end }));
  button.type = "button";
  button.addEventListener("click", () => fillText(element, text, marks, true));
  return button;
}

/** Ranges of the document that show characters `start` to `end` of the text in `element`. */
export function rangesOf(element, start, end) {
  const ranges = [];
  for (const [node, from, to] of pieces.get(element) ?? []) {
    const first = Math.max(start, from);
    const last = Math.min(end, to);
    if (first >= last) continue;
    const range = document.createRange();
    range.setStart(node, first - from);
    range.setEnd(node, last - from);
    ranges.push(range);
  }
  return ranges;
}

/** The place in the text of `element` where a node of the document has `offset`; -1 where it shows no text. */
export function placeOf(element, node, offset) {
  const piece = (pieces.get(element) ?? []).find(([shown]) => shown === node);
  return piece ? piece[1] + offset : -1;
}
