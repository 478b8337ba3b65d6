import { api } from "./api.js";
import { flagTitle } from "./flags.js";
import { say } from "./messages.js";
import { isFlagged } from "./store.js";
import { wording } from "./wording.js";

/** What a reviser can do to many segments at once: each is one step for undo. */
export class Many {
  constructor({ store, sync, actions, dialogs }) {
    Object.assign(this, { store, sync, actions, dialogs });
  }

  /** Accept all segments in view that have no flag and are open. */
  async accept() {
    const entries = this.store.view.filter((entry) => !isFlagged(entry) && !entry.follows && entry.status === 0 && !entry.pending);
    if (!entries.length) return say(wording("none_unflagged"));
    return this.#decide({ accepted: entries.map(({ key }) => key) }, entries[0].key, wording("accepted_many", { count: entries.length }));
  }

  /** Dismiss the flag of the current segment, and all of the same kind about the same words. */
  async dismiss(place) {
    const row = this.actions.row();
    const flag = row && (place === undefined ? row.flags.find(({ dismissed }) => !dismissed) : row.flags[place]);
    if (!flag || flag.dismissed) return row && say(wording("no_flag_to_dismiss"));
    let found = [];
    try {
      found = (await api.alike(row.key, flag.key)).flags;
    } catch (error) {
      return this.actions.failed(error);
    }
    if (!found.length) return undefined;
    const decisions = found.map(([key, name]) => ({ kind: "dismiss", key, flag: name }));
    const taken = await this.#decide({ decisions }, row.key, wording("dismissed_many", { count: found.length, flag: flagTitle(flag.name) }));
    const { current } = this.store;
    if (taken && current?.key === row.key && !isFlagged(current)) this.actions.goOn(Promise.resolve(false));
    return undefined;
  }

  /** Replace words in the translations, after a look at what that gives. */
  async replace() {
    if (!this.actions.allowed()) return;
    const chosen = await this.dialogs.replace(this.store);
    if (!chosen?.length) return;
    const decisions = chosen.map(({ key, after }) => ({ kind: "edit", key, target: after }));
    await this.#decide({ decisions }, decisions[0].key, wording("replaced_many", { count: chosen.length }));
  }

  async #decide(what, key, words) {
    if (!this.actions.allowed()) return false;
    try {
      await this.sync.run((revision) => api.decide(revision, key, "together", what));
      say(words, this.actions.undoing());
      return true;
    } catch (error) {
      if (error.status === 409) await this.sync.catchUp().catch(() => {});
      this.actions.failed(error);
      return false;
    }
  }
}
