import { differenceElement } from "./diff.js";
import { degree, flagLook, flagMessage, flagTitle, SEVERITIES, share, STATUSES, STATUS_SYMBOLS, SYMBOLS } from "./flags.js";
import { isFlagged } from "./store.js";
import { fillText, make, plain, unitPlaces } from "./text.js";
import { LANGUAGE, wording } from "./wording.js";

const CONTEXT = 125;

const ACTIONS = [
  ["accept", "a"],
  ["reject", "x"],
  ["edit", "e"],
  ["split", "s"],
  ["merge", "m"],
  ["move", "v"],
  ["note", "c"],
  ["realign", "Shift+R"],
];

/**
 * Fill `element` with a segment. `options`: `current`, `languages`, `before` and `after` (rows of the neighbours in the
 * text where those are not in sight), `editor` (an element that stands in for the texts), `numberOf(key)` (the number of
 * a segment, undefined where it is no more).
 */
export function drawRow(element, entry, row, options) {
  const severity = isFlagged(entry) ? SEVERITIES[entry.severity] : "";
  const status = STATUSES[entry.status];
  const names = ["segment"];
  if (severity) names.push(`severity-${severity}`);
  if (status) names.push(`status-${status}`);
  if (options.current) names.push("current");
  if (row?.pending) names.push("pending");
  element.className = names.join(" ");
  element.dataset.key = entry.key;
  element.tabIndex = options.current ? 0 : -1;
  if (options.current) element.setAttribute("aria-current", "true");
  else element.removeAttribute("aria-current");
  element.setAttribute("aria-label", rowLabel(entry, row, severity, status));
  if (options.current && row) element.setAttribute("aria-describedby", `texts-${entry.key}`);
  else element.removeAttribute("aria-describedby");

  const parts = [gutter(entry, row, severity, status)];
  if (options.before) parts.push(contextElement(options.before, options.languages, "before"));
  if (options.editor) parts.push(options.editor);
  else if (row) parts.push(sides(row, options));
  else parts.push(waiting(entry));
  if (row?.original && !options.editor) parts.push(changesElement(row));
  if (row?.flags.length) parts.push(flagList(row, entry, options));
  if (row?.note) parts.push(noteElement(row.note));
  if (options.current && row && !options.editor) parts.push(actionBar(entry));
  if (options.after) parts.push(contextElement(options.after, options.languages, "after"));
  if (options.editor) element.replaceChildren(...parts);
  else replaceParts(element, parts);
}

/** Put in the parts that look otherwise than before: what stays is not laid out again, and keeps the focus. */
function replaceParts(element, parts) {
  const before = [...element.children];
  parts.forEach((part, i) => {
    if (!before[i]) element.append(part);
    else if (!before[i].isEqualNode(part)) before[i].replaceWith(part);
  });
  for (const rest of before.slice(parts.length)) rest.remove();
}

function rowLabel(entry, row, severity, status) {
  const open = row?.flags.filter((flag) => !flag.dismissed).length ?? 0;
  const parts = [wording("segment", { number: String(entry.position + 1) })];
  if (severity) parts.push(wording("row_flags", { severity: wording(`severity.${severity}`), count: open }));
  if (status) parts.push(wording(`status.${status}`));
  if (row?.pending) parts.push(wording("being_checked"));
  return parts.join(", ");
}

function gutter(entry, row, severity, status) {
  const element = make("div", "gutter");
  if (severity) {
    const symbol = make("span", `symbol severity-${severity}`, SYMBOLS[entry.severity]);
    symbol.title = wording("worst_flag", { severity: wording(`severity.${severity}`) });
    symbol.setAttribute("aria-hidden", "true");
    element.append(symbol, " ");
  }
  element.append(make("span", "number", String(entry.position + 1)));
  if (status) {
    const mark = make("span", "status", STATUS_SYMBOLS[entry.status]);
    mark.append(make("span", "status-word", wording(`status.${status}`)));
    element.append(mark);
  }
  if (entry.size && entry.size !== "1-1") element.append(titled("bead", entry.size, wording("bead")));
  if (row?.pending) element.append(titled("wait", wording("checking"), wording("checking_explained")));
  else if (entry.confidence !== null && entry.confidence < 90) {
    const title = wording("confidence_explained");
    const confidence = titled("confidence", share(entry.confidence), title);
    confidence.prepend(make("span", "aside", `${wording("confidence")} `));
    element.append(confidence);
  }
  return element;
}

function titled(className, text, title) {
  const element = make("span", className, text);
  element.title = title;
  return element;
}

function sides(row, options) {
  const element = make("div", "sides");
  element.id = `texts-${row.key}`;
  for (const [side, at] of [["source", 0], ["target", 1]]) {
    const text = make("div", `text ${side}`);
    text.dir = "auto";
    if (options.languages?.[at]) text.lang = options.languages[at];
    if (row[side]) fillText(text, row[side], marksOf(row, side, options.current));
    else {
      text.classList.add("empty");
      text.textContent = side === "source" ? wording("nothing_in_source") : wording("nothing_in_translation");
      text.lang = LANGUAGE;
    }
    element.append(text);
  }
  return element;
}

function marksOf(row, side, focusable) {
  const place = unitPlaces(row[side]);
  const marks = [];
  row.flags.forEach((flag, i) => {
    const span = flag[`${side}_span`];
    if (!span || flag.dismissed || span[0] >= span[1]) return;
    marks.push({
      start: place(span[0]),
      end: place(span[1]),
      className: flagLook(flag.name, flag.look),
      id: String(i),
      describedBy: flagId(row, i),
      focusable,
    });
  });
  return marks;
}

function flagId(row, i) {
  return `flag-${row.key}-${i}`;
}

/** What a reviser has changed: the original with what was taken out and put in. */
function changesElement(row) {
  const element = make("div", "changes");
  element.append(make("span", "label", wording("changed")));
  [["source", 0], ["target", 1]].forEach(([side, at]) => {
    if (row.original[at] === row[side]) return;
    const difference = differenceElement(row.original[at], row[side]);
    difference.classList.add(side);
    element.append(difference);
  });
  return element;
}

function flagList(row, entry, { current, numberOf }) {
  const list = make("ul", "flags");
  if (entry.follows) list.classList.add("following");
  row.flags.forEach((flag, i) => {
    const item = make("li", `flag ${flagLook(flag.name, flag.look)} severity-${flag.severity}`);
    item.id = flagId(row, i);
    item.dataset.flag = String(i);
    item.tabIndex = current ? 0 : -1;
    if (flag.dismissed) item.classList.add("dismissed");
    const symbol = make("span", "symbol", SYMBOLS[SEVERITIES.indexOf(flag.severity)]);
    symbol.setAttribute("aria-hidden", "true");
    const message = plain(make("bdi", "message"), flagMessage(flag, numberOf));
    const rest = [degree(flag), flag.dismissed ? wording("flag_dismissed") : ""].filter(Boolean).join(" · ");
    item.append(symbol, make("span", "name", flagTitle(flag.name)), message, make("span", "degree", rest));
    if (current && flag.name === "moved") item.append(actionButton("counterpart", "t"), actionButton("join", "b"));
    if (current) item.append(flagButton(flag, i));
    list.append(item);
  });
  return list;
}

function flagButton(flag, i) {
  const verb = wording(flag.dismissed ? "restore" : "dismiss");
  const button = make("button", "small", verb);
  button.type = "button";
  button.dataset.action = "dismiss";
  button.dataset.flag = String(i);
  button.setAttribute("aria-label", wording("flag_button", { verb, flag: flagTitle(flag.name) }));
  button.title = wording(flag.dismissed ? "tip.restore" : "tip.dismiss");
  return button;
}

function noteElement(note) {
  const element = make("p", "note");
  element.append(make("span", "label", wording("note")), plain(make("bdi"), note));
  return element;
}

function contextElement(row, languages, where) {
  const element = make("div", `context ${where}`);
  element.setAttribute("role", "note");
  element.setAttribute("aria-label", where === "before" ? wording("before") : wording("after"));
  for (const [side, at] of [["source", 0], ["target", 1]]) {
    const text = plain(make("bdi"), shortened(row[side], where));
    if (languages?.[at]) text.lang = languages[at];
    element.append(text);
  }
  return element;
}

function shortened(text, where) {
  const characters = Array.from(text.slice(where === "before" ? -2 * CONTEXT : 0, where === "before" ? undefined : 2 * CONTEXT));
  if (text.length <= CONTEXT) return text;
  return where === "before" ? `…${characters.slice(-CONTEXT).join("")}` : `${characters.slice(0, CONTEXT).join("")}…`;
}

function actionBar(entry) {
  const bar = make("div", "actions");
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", wording("decide_on", { number: String(entry.position + 1) }));
  for (const [action, key] of ACTIONS) {
    if (action === "accept" && (entry.status === 1 || (entry.status === 3 && entry.confirmed))) bar.append(actionButton("reopen", "r"));
    else bar.append(actionButton(action, key));
  }
  return bar;
}

export function actionButton(action, key) {
  const button = make("button", "small", wording(`action.${action}`));
  button.type = "button";
  button.dataset.action = action;
  button.title = wording(`tip.${action}`);
  button.setAttribute("aria-keyshortcuts", key);
  const hint = make("kbd", "", key === "Shift+R" ? "R" : key);
  hint.setAttribute("aria-hidden", "true");
  button.append(hint);
  return button;
}

function waiting(entry) {
  const element = make("div", "waiting");
  element.setAttribute("aria-label", wording("loading"));
  element.style.height = `${Math.max(1, Math.ceil(entry.length / 62)) * 29}px`;
  return element;
}

/** Guess the height of a row in pixels, in a list of this width. */
export function estimate(entry, width) {
  const narrow = width < 720;
  const characters = Math.max(20, (narrow ? width - 40 : (width - 150) / 2) / 8.1);
  const lines = Math.max(1, Math.ceil(entry.length / characters)) * (narrow ? 2 : 1);
  let flags = 0;
  for (let rest = entry.flags; rest > 0; rest = Math.floor(rest / 2)) flags += rest % 2;
  return 24 + lines * 28 + (flags ? 8 + flags * 24 : 0);
}

/** Give the focus back to what had it in a row that was drawn again: a button, or a flag; else to the row. */
export function refocus(element, { action, flag }) {
  const places = [];
  if (action) places.push(`button[data-action="${action}"]${flag === undefined ? "" : `[data-flag="${flag}"]`}`);
  if (flag !== undefined) places.push(`li[data-flag="${flag}"]`);
  const found = places.map((place) => element.querySelector(place)).find(Boolean);
  (found ?? element).focus({ preventScroll: true });
}
