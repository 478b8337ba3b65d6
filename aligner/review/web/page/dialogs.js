import { ask, button, buttonRow } from "./ask.js";
import { KEYS } from "./keys.js";
import { splitPanel } from "./split.js";
import { make, plain } from "./text.js";
import { wording } from "./wording.js";

export const dialogs = {
  /** The keys. */
  help() {
    return ask(wording("keys"), "help", (body, done) => {
      const columns = make("div", "columns");
      for (const group of new Set(KEYS.map((binding) => binding.group))) {
        const section = make("section");
        const list = make("dl");
        for (const binding of KEYS.filter((candidate) => candidate.group === group)) {
          const keys = make("dt");
          for (const key of (binding.shown ?? binding.keys[0]).split(" ")) keys.append(/[…]/.test(key) ? "…" : make("kbd", "", key));
          list.append(keys, make("dd", "", wording(`key.${binding.run}`)));
        }
        section.append(make("h3", "", wording(`group.${group}`)), list);
        columns.append(section);
      }
      const legend = make("p", "legend");
      for (const look of [
        "omission",
        "addition",
        "mistranslation",
        "untranslated",
        "structure",
      ]) {
        legend.append(make("span", `mark f-${look}`, wording(`look.${look}`)), " ");
      }
      legend.append(wording("symbols"));
      const close = button(wording("close"), "strong", () => done(null), "Esc");
      body.append(make("h3", "", wording("exported")), verdictsElement(), columns, legend, buttonRow(close));
    });
  },

  /** A note on a segment: its new text, or null. */
  note(row) {
    return ask(wording("note"), "note-dialog", (body, done) => {
      const area = make("textarea", "");
      area.value = row.note;
      area.rows = 4;
      area.dir = "auto";
      area.dataset.first = "";
      area.setAttribute("aria-labelledby", "dialog-title");
      area.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) done(area.value.trim());
      });
      const save = button(wording("save_note"), "strong", () => done(area.value.trim()), "Ctrl+Enter");
      body.append(area, buttonRow(save, button(wording("cancel"), "quiet", () => done(null), "Esc")));
    });
  },

  /** Which sentence goes where: `{side, direction}`, or null. */
  move(row, has) {
    const choices = [];
    for (const side of ["source", "target"]) {
      const parts = row[`${side}_parts`] ?? (row[side] ? [row[side]] : []);
      if (!parts.length) continue;
      if (has.previous) choices.push({ side, direction: "previous", text: parts[0] });
      if (has.next) choices.push({ side, direction: "next", text: parts[parts.length - 1] });
    }
    return ask(wording("move_title"), "move-dialog", (body, done) => {
      const list = make("div", "choices");
      choices.forEach((choice, i) => {
        const title = wording(`move.${choice.side}.${choice.direction}`);
        const element = button(title, "choice", () => done({ side: choice.side, direction: choice.direction }), String(i + 1));
        const text = choice.text.length > 240 ? `${choice.text.slice(0, 240)}…` : choice.text;
        element.append(plain(make("bdi", "text"), text));
        if (i === 0) element.dataset.first = "";
        list.append(element);
      });
      list.addEventListener("keydown", (event) => {
        const buttons = [...list.children];
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step) buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length]?.focus();
        if (/^[1-4]$/.test(event.key)) buttons[Number(event.key) - 1]?.click();
      });
      body.append(list, buttonRow(button(wording("cancel"), "quiet", () => done(null), "Esc")));
    });
  },

  /** Where to split: `{source_at, target_at}` in characters, or null. */
  split(row, languages) {
    return ask(wording("split_title"), "split-dialog", (body, done) => splitPanel(body, row, languages, done, button, buttonRow));
  },

  realign(number) {
    return ask(wording("action.realign"), "realign-dialog", (body, done) => {
      const words = wording("realign_explained", { number: String(number) });
      const go = button(wording("realign"), "strong", () => done(true), "Enter");
      go.dataset.first = "";
      body.append(make("p", "", words), buttonRow(go, button(wording("cancel"), "quiet", () => done(null), "Esc")));
    });
  },

  /** Another window was first. `theirs` is its row (null if the segment is gone), `mine` the texts typed here. */
  conflict(theirs, mine, action) {
    return ask(wording("conflict_title"), "conflict-dialog", (body, done) => {
      body.append(make("p", "", wording("conflict_explained")));
      if (theirs) body.append(version(wording("in_other_window"), theirs));
      else body.append(make("p", "", wording("gone_elsewhere")));
      if (mine) body.append(version(wording("what_you_typed"), { ...theirs, ...mine, status: "", note: "" }));
      const keep = button(wording("keep_theirs"), "strong", () => done(false), "Esc");
      keep.dataset.first = "";
      const buttons = buttonRow(keep);
      if (theirs) buttons.append(button(mine ? wording("use_mine") : wording("all_the_same", { action }), "quiet", () => done(true)));
      body.append(buttons);
    });
  },
};

function version(title, row) {
  const section = make("section", "version");
  const sides = make("div", "sides");
  for (const side of ["source", "target"]) {
    const text = plain(make("div", "text"), row[side] ?? "");
    text.dir = "auto";
    sides.append(text);
  }
  section.append(make("h3", "", title), sides);
  const state = [row.status, row.note && `note: ${row.note}`].filter(Boolean).join(", ");
  if (state) section.append(make("p", "state", state));
  return section;
}

/** What each verdict does to the files that leave the house. */
function verdictsElement() {
  const list = make("dl", "verdicts");
  for (const status of ["open", "accepted", "edited", "rejected"]) {
    list.append(make("dt", "", wording(`filter.${status}`)), make("dd", "", wording(`exported.${status}`)));
  }
  return list;
}
