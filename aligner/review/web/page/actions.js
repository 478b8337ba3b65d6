import { api, Refusal, Unreachable } from "./api.js";
import { flagTitle, STATUSES } from "./flags.js";
import { say } from "./messages.js";
import { isFlagged, isOpen } from "./store.js";
import { wording } from "./wording.js";

const ASSUMED = { accept: "accepted", reject: "rejected", reopen: "" };

/** What a reviser can do to segments. Every decision goes to the server at once, in the order they were made. */
export class Actions {
  /** Steps that the server was asked to undo or redo, and that are shown so already. */
  #asked = { undo: new Set(), redo: new Set() };

  constructor({ store, sync, dialogs, editor }) {
    Object.assign(this, { store, sync, dialogs, editor });
  }

  /** Send a decision on `entry`, made on the state of revision `base` (null: now). Returns whether it was taken. */
  async decide(entry, kind, data = {}, base = null) {
    if (!entry || !this.#allowed()) return false;
    const { key } = entry;
    const before = STATUSES[entry.status];
    const number = entry.position + 1;
    if (kind in ASSUMED) this.store.assume(entry, ASSUMED[kind]);
    try {
      await this.sync.run((revision) => api.decide(revision, key, kind, data), base);
      say(wording("done", { what: wording(`done.${kind}`), number: String(number) }), { title: wording("undo"), run: () => this.undo() });
      return true;
    } catch (error) {
      if (kind in ASSUMED) this.#settle(entry, before);
      if (error instanceof Refusal && error.status === 409) this.#conflict(entry, kind, data, error.body);
      else this.#failed(error);
      return false;
    }
  }

  /** Accept or reject the current segment and go on: from a flagged one to the next that is open, else to the next. */
  verdict(kind) {
    const entry = this.store.current;
    if (!entry || !this.#allowed()) return;
    const flagged = isFlagged(entry);
    const decided = this.decide(entry, kind);
    const next = flagged ? (this.store.next(1, isOpen) ?? this.store.view.find(isOpen)) : this.store.next(1);
    if (next) this.store.select(next);
    else if (flagged) decided.then((taken) => taken && say(wording("none_left"), this.#undoing()));
  }

  merge() {
    const entry = this.store.current;
    const next = entry && this.store.neighbour(entry, 1);
    if (!next) return say(wording("no_next"));
    return this.decide(entry, "merge");
  }

  async split() {
    const row = this.#row();
    if (!row || !this.#allowed()) return;
    const border = await this.dialogs.split(row, this.store.languages);
    if (border) await this.decide(this.store.byKey.get(row.key), "split", border);
  }

  async move() {
    const row = this.#row();
    if (!row || !this.#allowed()) return;
    const entry = this.store.current;
    const has = { previous: entry.position > 0, next: entry.position + 1 < this.store.order.length };
    const choice = await this.dialogs.move(row, has);
    if (choice) await this.decide(this.store.byKey.get(row.key), "move", choice);
  }

  async note() {
    const row = this.#row();
    if (!row || !this.#allowed()) return;
    const text = await this.dialogs.note(row);
    if (text !== null && text !== row.note) await this.decide(this.store.byKey.get(row.key), "note", { text });
  }

  /** Dismiss a flag of the current segment, or restore it if it was dismissed; by its place in the row. */
  dismiss(place) {
    const row = this.#row();
    const open = row?.flags.findIndex((flag) => !flag.dismissed) ?? -1;
    const flag = row?.flags[place ?? open];
    if (!flag) return say(wording("no_flag_to_dismiss"));
    return this.decide(this.store.current, flag.dismissed ? "restore" : "dismiss", { flag: flag.key }).then((taken) => {
      if (taken) say(wording("flag_done", { what: wording(flag.dismissed ? "restored" : "dismissed"), flag: flagTitle(flag.name) }), this.#undoing());
    });
  }

  edit() {
    const row = this.#row();
    if (row) this.editor.open(row);
  }

  async realign() {
    const entry = this.store.current;
    if (!entry || !this.#allowed()) return;
    if (!(await this.dialogs.realign(entry.position + 1))) return;
    try {
      await this.sync.run(() => api.realign(entry.key));
      say(wording("aligning", { number: String(entry.position + 1) }));
    } catch (error) {
      this.#failed(error);
    }
  }

  undo() {
    return this.#back("undo", wording("undone"), wording("nothing_to_undo"));
  }

  redo() {
    return this.#back("redo", wording("redone"), wording("nothing_to_redo"));
  }

  async #back(kind, done, nothing) {
    if (!this.#allowed()) return;
    const expected = this.sync.expected(kind, this.#asked[kind]);
    const assumed = this.store.byKey.get(expected?.key);
    const before = STATUSES[assumed?.status];
    if (assumed) {
      this.#asked[kind].add(expected.step);
      this.store.assume(assumed, expected.status);
      this.#goTo(assumed);
    }
    try {
      const answer = await this.sync.run(api[kind]).finally(() => this.#asked[kind].delete(expected?.step));
      if (assumed && answer.focus !== assumed.key) this.#settle(assumed, before);
      if (answer.focus === null) return say(nothing);
      const entry = this.store.byKey.get(answer.focus) ?? this.store.current;
      if (entry !== assumed) this.#goTo(entry);
      say(wording("done", { what: done, number: String((entry?.position ?? 0) + 1) }));
    } catch (error) {
      this.#failed(error);
      if (error instanceof Refusal && error.status === 409) await this.sync.catchUp().catch(() => {});
      if (assumed) this.#settle(assumed, before);
    }
  }

  #goTo(entry) {
    if (entry && entry.place < 0) this.store.reveal(entry);
    else this.store.select(entry);
  }

  /** Take back what was assumed of a segment and is not so; another window may have decided on it meanwhile. */
  async #settle(entry, before) {
    if (this.store.byKey.get(entry.key) !== entry) return;
    this.store.assume(entry, before);
    const [row] = await api.rows([entry.key]).catch(() => []);
    if (row) this.store.assume(entry, row.status);
  }

  async save() {
    if (!this.#allowed()) return;
    try {
      const answer = await this.sync.aside(() => api.save());
      this.store.savedHere = true;
      this.sync.dispatchEvent(new Event("saved"));
      say(wording("saved_to", { count: answer.segments, path: answer.path }));
    } catch (error) {
      this.#failed(error);
    }
  }

  #row() {
    const { current } = this.store;
    const row = current && this.store.row(current.key);
    if (current && !row) say(wording("text_on_its_way"));
    return row ?? null;
  }

  #undoing() {
    return { title: wording("undo"), run: () => this.undo() };
  }

  #allowed() {
    if (this.sync.online) return true;
    say(wording("server_gone"), null, "grave");
    return false;
  }

  async #conflict(entry, kind, data, body) {
    try {
      await this.sync.catchUp();
    } catch (error) {
      return this.#failed(error);
    }
    const mine = kind === "edit" ? data : null;
    const again = await this.dialogs.conflict(body.row, mine, wording(`done.${kind}`));
    const still = this.store.byKey.get(entry.key);
    if (again && still) {
      if (await this.decide(still, kind, data)) this.editor.close(entry.key);
    } else if (kind === "edit") this.editor.giveUp(entry.key);
    return undefined;
  }

  #failed(error) {
    if (error instanceof Unreachable) say(wording("not_decided"), null, "grave");
    else say(error.message, null, "grave");
  }
}
