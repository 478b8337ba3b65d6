import { api } from "./api.js";
import { ask, button, buttonRow } from "./ask.js";
import { differenceElement } from "./diff.js";
import { STATUSES } from "./flags.js";
import { make, plain } from "./text.js";
import { LANGUAGE, wording } from "./wording.js";

const PAUSE = 200;
const DOWNLOADS = ["html", "tmx", "xlf", "tsv", "jsonl"];

/** Dialogs about the whole review: what was done and changed, replacing, going to a number, files to take along. */
export const panels = {
  /** The last decisions, each with a button that undoes all up to it. Gives how many are to be undone, or null. */
  async history(store) {
    const { steps } = await api.history();
    return ask(wording("history"), "history-dialog", (body, done) => {
      const list = make("ol", "steps");
      steps.forEach((step, i) => {
        const item = make("li");
        const entry = step.keys.map((key) => store.byKey.get(key)).find(Boolean);
        const what = wording(`done.${step.kind}`);
        const words = entry ? wording("done", { what, number: String(entry.position + 1) }) : what;
        const back = button(wording("undo_to_here"), "small", () => done(i + 1));
        back.title = wording("undo_to_here.tip", { count: i + 1 });
        item.append(make("time", "", moment(step.time)), make("span", "what", words), back);
        list.append(item);
      });
      body.append(steps.length ? list : make("p", "", wording("history.empty")), closing(done));
    });
  },

  /** What was changed, as it was and as it is, with counts. Gives the key of the segment to go to, or null. */
  async changes(store) {
    const { changed } = await api.changed();
    return ask(wording("changes"), "changes-dialog", (body, done) => {
      body.append(make("p", "counts", countsOf(store)));
      const list = make("ol", "changed");
      for (const change of changed) list.append(changeItem(change, done));
      body.append(changed.length ? list : make("p", "", wording("changes.empty")), closing(done));
    });
  },

  /** The number of the segment to go to, or null. */
  goTo(count) {
    return ask(wording("go_to"), "go-to-dialog", (body, done) => {
      const field = make("input");
      Object.assign(field, { type: "number", min: 1, max: count, required: true });
      field.dataset.first = "";
      field.setAttribute("aria-label", wording("go_to.label", { count }));
      const form = make("form");
      const go = button(wording("go"), "strong", () => {}, "Enter");
      go.type = "submit";
      form.append(field, buttonRow(go, button(wording("cancel"), "quiet", () => done(null), "Esc")));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        done(Number(field.value));
      });
      body.append(make("p", "", wording("go_to.label", { count })), form);
    });
  },

  /** Links to the report and to the corpus in other formats. */
  download() {
    return ask(wording("download"), "download-dialog", (body, done) => {
      const list = make("ul", "downloads");
      for (const ending of DOWNLOADS) {
        const link = make("a", "", wording(`download.${ending}`));
        link.href = `/download/${ending}?language=${LANGUAGE}`;
        link.download = "";
        const item = make("li");
        item.append(link, " ", make("span", "soft", wording(`download.${ending}.tip`)));
        list.append(item);
      }
      body.append(make("p", "", wording("download.explained")), list, closing(done));
    });
  },

  /** Which words to replace by which. Gives the replacements chosen, `{key, after}`, or null. */
  replace(store) {
    return ask(wording("replace"), "replace-dialog", (body, done) => {
      const wanted = field(wording("replace.wanted"));
      const instead = field(wording("replace.instead"));
      wanted.input.dataset.first = "";
      const status = make("p", "hint", wording("replace.hint"));
      status.setAttribute("role", "status");
      const list = make("ol", "changed");
      const go = button(wording("replace.go"), "strong", () => done(chosen(list, found)), "Ctrl+Enter");
      go.disabled = true;
      let found = [];
      let timer = 0;
      const look = async () => {
        const texts = [wanted.input.value, instead.input.value];
        try {
          const answer = texts[0] ? await api.replacements(...texts) : { found: [], more: false };
          if (texts[0] !== wanted.input.value || texts[1] !== instead.input.value) return;
          found = answer.found;
          list.replaceChildren(...found.map((one) => replacementItem(one, store)));
          status.textContent = texts[0] ? wording(answer.more ? "replace.more" : "replace.found", { count: found.length }) : wording("replace.hint");
        } catch (error) {
          found = [];
          list.replaceChildren();
          status.textContent = error.message;
        }
        go.disabled = !found.length;
      };
      body.addEventListener("input", ({ target }) => {
        if (target.type === "checkbox") return;
        clearTimeout(timer);
        timer = setTimeout(look, PAUSE);
      });
      body.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !go.disabled) go.click();
      });
      body.append(wanted.label, instead.label, status, list, buttonRow(go, button(wording("cancel"), "quiet", () => done(null), "Esc")));
    });
  },
};

function closing(done) {
  return buttonRow(button(wording("close"), "strong", () => done(null), "Esc"));
}

function countsOf(store) {
  const { status } = store.counts();
  return wording("changes.counts", { accepted: status[1], rejected: status[2], edited: status[3], open: status[0] });
}

function changeItem({ key, number, source, target, original, status, note, time }, done) {
  const item = make("li");
  const go = button(String(number), "small", () => done(key));
  go.title = wording("go_to.segment", { number: String(number) });
  const head = make("p", "head");
  head.append(go, " ", make("span", "soft", [moment(time), STATUSES.includes(status) && status ? wording(`status.${status}`) : ""].filter(Boolean).join(" · ")));
  item.append(head);
  const pairs = original ? [[original[0], source], [original[1], target]] : [];
  for (const [before, after] of pairs) if (before !== after) item.append(differenceElement(before, after));
  if (!original) item.append(plain(make("bdi"), target || source), make("p", "soft", wording("changes.unknown")));
  if (note) item.append(make("p", "soft", `${wording("note")}: ${note}`));
  return item;
}

function replacementItem({ key, before, after }, store) {
  const item = make("li");
  const label = make("label");
  const box = make("input");
  Object.assign(box, { type: "checkbox", checked: true, value: String(key) });
  label.append(box, ` ${(store.byKey.get(key)?.position ?? 0) + 1} `, differenceElement(before, after));
  item.append(label);
  return item;
}

function chosen(list, found) {
  const keys = new Set([...list.querySelectorAll("input:checked")].map(({ value }) => Number(value)));
  return found.filter(({ key }) => keys.has(key));
}

function field(title) {
  const label = make("label", "field", title);
  const input = make("input");
  input.type = "text";
  input.spellcheck = false;
  label.append(input);
  return { label, input };
}

function moment(time) {
  return time ? new Date(time).toLocaleString(LANGUAGE, { dateStyle: "medium", timeStyle: "short" }) : "";
}
