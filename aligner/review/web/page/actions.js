import { api, Refusal, Unreachable } from "./api.js";
import { flagTitle, STATUSES } from "./flags.js";
import { say } from "./messages.js";
import { isFlagged, isOpen, isUndecided } from "./store.js";
import { wording } from "./wording.js";

const ASSUMED = { accept: "accepted", reject: "rejected", reopen: "" };

/** What a reviser can do to segments. Every decision goes to the server at once, in the order they were made. */
export class Actions {
  /** Steps that the server was asked to undo or redo, and that are shown so already. */
  #asked = { undo: new Set(), redo: new Set() };
  #marked = null;

  constructor({ store, sync, dialogs, editor }) {
    Object.assign(this, { store, sync, dialogs, editor });
  }

  /** Send a decision on `entry`, made on the state of revision `base` (null: now). Returns whether it was taken. */
  async decide(entry, kind, data = {}, base = null) {
    if (!entry || !this.allowed()) return false;
    const { key } = entry;
    const before = [STATUSES[entry.status], entry.confirmed];
    const number = entry.position + 1;
    if (kind in ASSUMED) this.store.assume(entry, assumed(kind, entry), Number(kind === "accept"));
    try {
      await this.sync.run((revision) => api.decide(revision, key, kind, data), base);
      say(wording("done", { what: wording(`done.${kind}`), number: String(number) }), this.undoing());
      return true;
    } catch (error) {
      if (kind in ASSUMED) this.#settle(entry, ...before);
      if (error instanceof Refusal && error.status === 409) this.#conflict(entry, kind, data, error.body);
      else this.failed(error);
      return false;
    }
  }

  /** Accept or reject the current segment and go on: from a flagged one to the next that is open, else to the next. */
  verdict(kind) {
    const entry = this.store.current;
    if (!entry || !this.allowed()) return;
    const flagged = isFlagged(entry);
    const decided = this.decide(entry, kind);
    if (flagged) this.goOn(decided);
    else this.store.select(this.store.next(1));
  }

  /** Go to the next open segment, from the start again after the last; say so where none is left. */
  goOn(decided = Promise.resolve(true)) {
    const next = this.store.next(1, isOpen) ?? this.store.view.find((entry) => isOpen(entry) && entry !== this.store.current);
    if (next) this.store.select(next);
    else decided.then((taken) => taken && say(this.#end(), this.undoing()));
  }

  merge() {
    const entry = this.store.current;
    const next = entry && this.store.neighbour(entry, 1);
    if (!next) return say(wording("no_next"));
    return this.decide(entry, "merge");
  }

  /**
   * Bring together what stands apart: a moved passage with its counterpart; else the segment that was marked by this
   * before, and this one.
   */
  async join() {
    const row = this.row();
    const entry = this.store.current;
    if (!row || !this.allowed()) return;
    if (entry.moved) {
      await this.#together((revision) => api.join(revision, entry.key), wording("joined"));
    } else if (this.#marked && this.#marked !== entry.key && this.store.byKey.has(this.#marked)) {
      const [key, other] = [this.#marked, entry.key];
      this.#marked = null;
      await this.#together((revision) => api.decide(revision, key, "join", { other }), wording("joined"));
    } else {
      this.#marked = entry.key;
      say(wording("marked", { number: String(entry.position + 1) }));
    }
  }

  async #together(request, words) {
    try {
      const answer = await this.sync.run(request);
      const entry = this.store.byKey.get(answer.focus);
      if (entry) this.#goTo(entry);
      say(words, this.undoing());
    } catch (error) {
      if (error instanceof Refusal && error.status === 409) await this.sync.catchUp().catch(() => {});
      this.failed(error);
    }
  }

  async split() {
    const row = this.row();
    if (!row || !this.allowed()) return;
    const border = await this.dialogs.split(row, this.store.languages);
    if (border) await this.decide(this.store.byKey.get(row.key), "split", border);
  }

  async move() {
    const row = this.row();
    if (!row || !this.allowed()) return;
    const entry = this.store.current;
    const has = { previous: entry.position > 0, next: entry.position + 1 < this.store.order.length };
    const choice = await this.dialogs.move(row, has);
    if (choice) await this.decide(this.store.byKey.get(row.key), "move", choice);
  }

  async note() {
    const row = this.row();
    if (!row || !this.allowed()) return;
    const text = await this.dialogs.note(row);
    if (text !== null && text !== row.note) await this.decide(this.store.byKey.get(row.key), "note", { text });
  }

  /**
   * Dismiss a flag of the current segment, or restore it if it was dismissed; by its place in the row. Goes on to the
   * next open segment where that was the last one.
   */
  dismiss(place) {
    const row = this.row();
    const entry = this.store.current;
    const open = row?.flags.filter((flag) => !flag.dismissed) ?? [];
    const flag = place === undefined ? open[0] : row?.flags[place];
    if (!flag) return row && say(wording("no_flag_to_dismiss"));
    const words = wording("flag_done", { what: wording(flag.dismissed ? "restored" : "dismissed"), flag: flagTitle(flag.name) });
    const restores = flag.dismissed;
    const decided = this.decide(entry, restores ? "restore" : "dismiss", { flag: flag.key });
    this.store.assumeDismissed(entry, flag.key, !restores);
    if (!restores && !isFlagged(entry) && isUndecided(entry)) this.goOn(decided);
    return decided.then(async (taken) => {
      if (taken) return say(words, this.undoing());
      const [now] = await api.rows([row.key]).catch(() => []);
      if (now) this.store.assumeDismissed(entry, flag.key, now.flags.some(({ key, dismissed }) => key === flag.key && dismissed));
      return undefined;
    });
  }

  edit(side) {
    const row = this.row();
    if (row) this.editor.open(row, side);
  }

  async realign() {
    const entry = this.store.current;
    if (!entry || !this.allowed()) return;
    if (!(await this.dialogs.realign(entry.position + 1))) return;
    try {
      await this.sync.run(() => api.realign(entry.key));
      say(wording("aligning", { number: String(entry.position + 1) }));
    } catch (error) {
      this.failed(error);
    }
  }

  async check() {
    if (!this.allowed()) return;
    try {
      await this.sync.run(() => api.check());
      this.store.checked = true;
      this.store.tell("counts");
      say(wording("check_started"));
    } catch (error) {
      this.failed(error);
    }
  }

  undo() {
    return this.#back("undo", "undone", "nothing_to_undo");
  }

  redo() {
    return this.#back("redo", "redone", "nothing_to_redo");
  }

  async #back(kind, done, nothing) {
    if (!this.allowed()) return;
    const expected = this.sync.expected(kind, this.#asked[kind]);
    const assumed = this.store.byKey.get(expected?.key);
    const before = [STATUSES[assumed?.status], assumed?.confirmed];
    if (assumed) {
      this.#asked[kind].add(expected.step);
      this.store.assume(assumed, expected.status, Number(expected.confirmed));
      this.#goTo(assumed);
    }
    try {
      const answer = await this.sync.run(api[kind]).finally(() => this.#asked[kind].delete(expected?.step));
      if (assumed && answer.focus !== assumed.key) this.#settle(assumed, ...before);
      if (answer.focus === null) return say(wording(nothing));
      const entry = this.store.byKey.get(answer.focus) ?? this.store.current;
      if (entry !== assumed) this.#goTo(entry);
      const what = wording(`done.${kind === "undo" ? answer.last_undone : answer.last_done}`);
      say(wording(done, { number: String((entry?.position ?? 0) + 1), what }));
    } catch (error) {
      this.failed(error);
      if (error instanceof Refusal && error.status === 409) await this.sync.catchUp().catch(() => {});
      if (assumed) this.#settle(assumed, ...before);
    }
  }

  #goTo(entry) {
    if (entry && entry.place < 0) this.store.reveal(entry);
    else this.store.select(entry);
  }

  /** Take back what was assumed of a segment and is not so; another window may have decided on it meanwhile. */
  async #settle(entry, before, confirmed) {
    if (this.store.byKey.get(entry.key) !== entry) return;
    this.store.assume(entry, before, confirmed);
    const [row] = await api.rows([entry.key]).catch(() => []);
    if (row) this.store.assume(entry, row.status);
  }

  async save() {
    if (!this.allowed() || this.store.saving) return;
    this.#saving(true);
    try {
      const answer = await this.sync.aside(() => api.save());
      this.store.savedHere = true;
      const words = [wording("saved_to", { count: answer.segments, path: answer.path })];
      if (!answer.settled) words.push(wording("not_settled"));
      if (this.editor.isOpen) words.push(wording("draft_not_saved"));
      say(words.join(". "));
    } catch (error) {
      this.failed(error);
    } finally {
      this.#saving(false);
    }
  }

  #saving(is) {
    this.store.saving = is;
    this.sync.dispatchEvent(new Event("saved"));
  }

  /** The row of the current segment; null, and said so, while it is on its way. */
  row() {
    const { current } = this.store;
    const row = current && this.store.row(current.key);
    if (current && !row) say(wording("text_on_its_way"));
    return row ?? null;
  }

  undoing() {
    return { title: wording("undo"), run: () => this.undo() };
  }

  allowed() {
    if (this.sync.online) return true;
    say(wording("server_gone"), null, "grave");
    return false;
  }

  /** What to say where the view has no open segment left: it may not be all. */
  #end() {
    const { left, pending } = this.store.counts();
    if (left) return wording("none_left_here", { count: left });
    return pending ? wording("none_left_yet", { count: pending }) : wording("none_left");
  }

  async #conflict(entry, kind, data, body) {
    try {
      await this.sync.catchUp();
    } catch (error) {
      return this.failed(error);
    }
    const mine = kind === "edit" ? data : null;
    const again = await this.dialogs.conflict(body.row, mine, wording(`done.${kind}`));
    const still = this.store.byKey.get(entry.key);
    if (again && still) {
      if (await this.decide(still, kind, data)) this.editor.close(entry.key);
    } else if (kind === "edit") this.editor.giveUp(entry.key);
    return undefined;
  }

  failed(error) {
    if (error instanceof Unreachable) say(wording("not_decided"), null, "grave");
    else say(error.message, null, "grave");
  }
}

/** The status that a verdict gives: texts that were changed stay `edited` when they are accepted. */
function assumed(kind, entry) {
  return kind === "accept" && entry.status === 3 ? "edited" : ASSUMED[kind];
}
