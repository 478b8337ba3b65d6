import { Actions } from "./actions.js";
import { api } from "./api.js";
import { dialogs } from "./dialogs.js";
import { Editor } from "./editor.js";
import { Filters } from "./filters.js";
import { listen } from "./keys.js";
import { List } from "./list.js";
import { Many } from "./many.js";
import { AlignmentMap } from "./map.js";
import { say, speak } from "./messages.js";
import { panels } from "./panels.js";
import { printAll } from "./print.js";
import { drawRow, estimate, refocus } from "./row.js";
import { Search } from "./search.js";
import { isFlagged, isOpen, Store } from "./store.js";
import { Sync } from "./sync.js";
import { showReasons } from "./tips.js";
import { WordLinks } from "./words.js";
import { translate, wording } from "./wording.js";

const by = (id) => document.getElementById(id);
const store = new Store();
const sync = new Sync(store);
const segments = by("segments");

const editor = new Editor({
  redraw: (key, leave) => redraw(key, leave),
  save: (key, texts, base) => actions.decide(store.byKey.get(key), "edit", texts, base),
  done: edited,
  revision: () => store.revision,
  languages: () => store.languages,
});
const actions = new Actions({ store, sync, dialogs, editor });
const list = new List({ scroller: by("main"), element: segments, draw, estimate, find: (key) => store.byKey.get(key), want });
const many = new Many({ store, sync, actions, dialogs: panels });
const filters = new Filters(store, by("filters"), () => actions.check());
const search = new Search({ input: by("search"), store, list, leave: focusCurrent });
const links = new WordLinks(store, segments);
new AlignmentMap(store, by("map"), jump);
store.reveal = reveal;

function draw(entry, element) {
  const current = entry === store.current;
  const inside = element.contains(document.activeElement) ? document.activeElement : null;
  const focus = inside && inside !== element ? { action: inside.dataset.action, flag: inside.dataset.flag } : null;
  const around = current ? surroundings(entry) : {};
  const editing = editor.elementOf(entry.key);
  // An editor that is shown already stays: what is typed would lose the focus.
  if (editing && element.contains(editing) && inside) return;
  const numberOf = (key) => store.numberOf(key);
  drawRow(element, entry, store.row(entry.key), { current, languages: store.languages, editor: editing, numberOf, ...around });
  if (focus) refocus(element, focus);
}

/** The neighbours in the text, where the list does not show them beside the segment. */
function surroundings(entry) {
  const found = {};
  for (const [name, step] of [["before", -1], ["after", 1]]) {
    const neighbour = store.neighbour(entry, step);
    if (!neighbour || (neighbour.place >= 0 && neighbour.place === entry.place + step)) continue;
    found[name] = store.row(neighbour.key);
  }
  return found;
}

function want(first, last) {
  store.want(first, last);
}

function redraw(key, leave = false) {
  const entry = store.byKey.get(key);
  if (!entry) return;
  const row = list.rowOf(entry);
  if (leave && row?.contains(document.activeElement)) row.focus({ preventScroll: true });
  list.refresh(entry);
}

/** Go on after an edit as the reviser asked: to the next open segment, nowhere, or to a save of the file. */
function edited(key, then) {
  if (then === "file") return actions.save();
  if (then === "next" && key === store.current?.key) actions.goOn();
  return undefined;
}

function jump(entry) {
  if (store.sort !== "text") order("text");
  store.select(entry);
}

/** Go to a segment that the filters hide. */
function reveal(entry) {
  store.current = entry;
  clear();
  focusCurrent();
}

function clear() {
  search.clear();
  filters.clear();
}

/** Give the focus to the current segment, where nothing else has it. */
function takeFocus() {
  const { activeElement } = document;
  if (activeElement === document.body || activeElement === segments) list.rowOf(store.current)?.focus({ preventScroll: true });
}

function focusCurrent() {
  list.reveal(store.current);
  list.rowOf(store.current)?.focus({ preventScroll: true });
}

function order(sort) {
  store.sort = sort;
  showOrder();
  store.arrange();
  keepPlace();
}

function showOrder() {
  by("order-worst").setAttribute("aria-pressed", String(store.sort === "worst"));
  by("order-text").setAttribute("aria-pressed", String(store.sort === "text"));
}

function keepPlace() {
  sessionStorage.setItem("place", JSON.stringify({ key: store.current?.key ?? null, sort: store.sort }));
}

function fetchSurroundings() {
  const { current } = store;
  const near = [-1, 1].map((step) => store.neighbour(current, step)).filter(Boolean);
  store.fetchRows(near.map((entry) => entry.key));
}

store.addEventListener("view", () => {
  by("loading").hidden = true;
  by("empty").hidden = store.view.length > 0;
  by("empty-text").textContent = emptyWords();
  by("empty-clear").hidden = !store.filtered;
  list.show(store.view, store.current);
  search.mark();
  if (store.current) fetchSurroundings();
  takeFocus();
  if (store.filtered) speak(wording("segments", { count: store.view.length }));
});

store.addEventListener("current", ({ detail: previous }) => {
  const typing = document.activeElement?.matches("#search, #map");
  list.refresh(...(previous ? [previous] : []), store.current);
  list.reveal(store.current);
  if (!typing) list.rowOf(store.current)?.focus({ preventScroll: true });
  keepPlace();
  fetchSurroundings();
});

store.addEventListener("rows", ({ detail: keys }) => {
  const near = store.current ? [-1, 1].map((step) => store.neighbour(store.current, step)?.key) : [];
  const shown = list.range ? store.view.slice(...list.range) : [];
  const besideCurrent = near.some((key) => keys.has(key));
  list.refresh(...shown.filter((entry) => keys.has(entry.key) || (entry === store.current && besideCurrent)));
  search.mark();
});

function emptyWords() {
  if (!store.filtered) return wording("empty.corpus");
  if (document.activeElement === by("search")) return wording("empty.search");
  return wording("empty.filtered");
}

store.addEventListener("again", ({ detail: entry }) => {
  if (entry !== store.current) say(wording("flagged_again", { number: String(entry.position + 1) }), { title: wording("go"), run: () => goTo(entry) }, "grave");
});

store.addEventListener("failed", ({ detail: error }) => sync.lost(error));

const commands = {
  next: () => store.select(store.next(1)),
  previous: () => store.select(store.next(-1)),
  nextFlagged: () => flagged(1),
  previousFlagged: () => flagged(-1),
  nextOpen: () => open(1),
  previousOpen: () => open(-1),
  counterpart,
  goToNumber: async () => {
    const number = await panels.goTo(store.order.length);
    if (number) goTo(store.order[Math.max(1, Math.min(number, store.order.length)) - 1]);
  },
  first: () => store.select(store.view[0]),
  last: () => store.select(store.view[store.view.length - 1]),
  map: () => {
    openRail(true);
    by("map").focus();
  },
  nextFlag,
  accept: () => actions.verdict("accept"),
  reject: () => actions.verdict("reject"),
  acceptMany: () => many.accept(),
  dismissMany: () => many.dismiss(flagInFocus()),
  join: () => actions.join(),
  replace: () => many.replace(),
  words: (key) => nextWord(key === "W" ? -1 : 1),
  history: () => panel(async () => {
    const count = await panels.history(store);
    for (let i = 0; i < (count ?? 0); i += 1) await actions.undo();
  }),
  changes: () => panel(async () => {
    const key = await panels.changes(store);
    if (key !== null) goTo(store.byKey.get(key));
  }),
  download: () => panels.download(),
  print: () => printAll(store, list),
  reopen: () => actions.decide(store.current, "reopen"),
  dismiss: () => actions.dismiss(flagInFocus()),
  note: () => actions.note(),
  undo: () => actions.undo(),
  redo: () => actions.redo(),
  edit: () => {
    const row = actions.row();
    if (row) editor.open(row, undefined, flagInFocus());
  },
  merge: () => actions.merge(),
  split: () => actions.split(),
  move: () => actions.move(),
  realign: () => actions.realign(),
  save: () => actions.save(),
  search: () => by("search").focus(),
  order: () => order(store.sort === "worst" ? "text" : "worst"),
  filter: (key) => filters.toggle(Number(key)),
  clear,
  help: () => dialogs.help(),
};

function flagged(step) {
  const entry = store.next(step, isFlagged);
  if (entry) store.select(entry);
  else say(step > 0 ? wording("no_flagged_after") : wording("no_flagged_before"));
}

function open(step) {
  const entry = store.next(step, isOpen) ?? (step > 0 ? store.view : store.view.toReversed()).find(isOpen);
  if (entry && entry !== store.current) store.select(entry);
  else say(entry ? wording("only_open") : wording("none_left"));
}

function goTo(entry) {
  if (!entry) return;
  if (entry.place < 0) store.reveal(entry);
  else store.select(entry);
}

/** Go to the other side of a moved passage: the first of the segments that a flag names. */
function counterpart() {
  const row = actions.row();
  const keys = row?.flags.flatMap((flag) => flag.counterparts ?? []) ?? [];
  const entry = keys.map((key) => store.byKey.get(key)).find(Boolean);
  if (entry) goTo(entry);
  else if (row) say(wording("no_counterpart"));
}

async function nextWord(direction) {
  const row = actions.row();
  const element = list.rowOf(store.current)?.querySelector(".text.source");
  if (!row || !element) return;
  const found = await links.step(row, element, direction).catch(() => null);
  if (!found) say(wording("no_words"));
  else say(wording(found[1] ? "word_link" : "word_alone", { word: found[0], other: found[1] }));
}

async function panel(show) {
  try {
    await show();
  } catch (error) {
    actions.failed(error);
  }
}

function flagInFocus() {
  const flag = document.activeElement?.closest(".segment.current [data-flag]")?.dataset.flag;
  return flag === undefined ? undefined : Number(flag);
}

function nextFlag() {
  const flags = [...(list.rowOf(store.current)?.querySelectorAll("li.flag") ?? [])];
  if (!flags.length) return say(wording("no_flags"));
  const at = flagInFocus() ?? -1;
  return flags[(at + 1) % flags.length].focus();
}

function openRail(open) {
  document.body.classList.toggle("rail-open", open);
  by("rail-button").setAttribute("aria-expanded", String(open));
}

function wire() {
  listen(commands);
  showReasons(segments, store);
  segments.addEventListener("click", ({ target }) => {
    const entry = store.byKey.get(Number(target.closest(".segment")?.dataset.key));
    const button = target.closest("button[data-action]");
    const selecting = !getSelection().isCollapsed && !button;
    if (entry && !selecting && !target.closest("textarea, button.rest")) store.select(entry);
    if (!button) return;
    if (button.dataset.flag !== undefined) actions.dismiss(Number(button.dataset.flag));
    else commands[button.dataset.action]();
  });
  segments.addEventListener("dblclick", ({ target }) => {
    const text = target.closest(".sides:not(.editor) .text");
    const entry = store.byKey.get(Number(text?.closest(".segment")?.dataset.key));
    if (!entry || !store.row(entry.key)) return;
    store.select(entry);
    getSelection().removeAllRanges();
    editor.open(store.row(entry.key), text.classList.contains("source") ? "source" : "target");
  });
  by("empty-clear").addEventListener("click", clear);
  segments.addEventListener("focus", () => list.rowOf(store.current)?.focus({ preventScroll: true }));
  for (const id of ["undo", "redo", "save", "changes", "history", "download"]) by(id).addEventListener("click", () => commands[id]());
  by("help-button").addEventListener("click", () => commands.help());
  by("order-worst").addEventListener("click", () => order("worst"));
  by("order-text").addEventListener("click", () => order("text"));
  by("rail-button").addEventListener("click", () => openRail(!document.body.classList.contains("rail-open")));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("rail-open")) openRail(false);
  });
  sync.addEventListener("offline", () => {
    document.body.classList.add("offline");
    by("offline").hidden = false;
    by("offline").textContent = sync.stranger
      ? wording("started_anew")
      : wording("offline");
  });
  sync.addEventListener("online", () => {
    document.body.classList.remove("offline");
    by("offline").hidden = true;
    say(wording("online"));
  });
  sync.addEventListener("notice", ({ detail: notice }) => say(notice, null, "grave"));
  sync.addEventListener("steps", showSteps);
  for (const target of [sync, store]) for (const type of ["saved", "counts"]) target.addEventListener(type, showSaved);
}

function showSaved() {
  const words = store.saving ? "saving" : store.saved && store.savedHere ? "saved" : "save";
  by("save").textContent = wording(words);
  by("save").setAttribute("aria-disabled", String(store.saved));
  by("save").classList.toggle("done", store.saved);
}

/** Say what undo and redo would do, and whether they would do anything. */
function showSteps() {
  for (const [id, kind] of [["undo", sync.next.last_done], ["redo", sync.next.last_undone]]) {
    by(id).setAttribute("aria-disabled", String(!kind));
    by(id).title = kind ? wording(`${id}.tip`, { what: wording(`done.${kind}`) }) : wording(`nothing_to_${id}`);
  }
}

async function start() {
  translate(document);
  wire();
  const place = JSON.parse(sessionStorage.getItem("place") ?? "null");
  if (place) store.sort = place.sort;
  showOrder();
  try {
    const index = await api.index();
    if (place) store.current = { key: place.key };
    by("title").textContent = index.title;
    by("languages").textContent = (index.languages ?? []).join(" → ");
    document.title = wording("window_title", { title: index.title });
    store.load(index);
  } catch (error) {
    by("loading").textContent = error.message;
    sync.lost(error);
  }
  filters.build();
  keepPlace();
  sync.start();
  focusCurrent();
  await resume();
}

/** Go on with what was being edited when the page was left. */
async function resume() {
  const key = Editor.drafts().find((candidate) => store.byKey.has(candidate));
  if (key === undefined) return;
  const entry = store.byKey.get(key);
  await store.fetchRows([key]);
  store.select(entry);
  if (store.row(key)) editor.open(store.row(key));
  say(wording("resumed"));
}

start();
