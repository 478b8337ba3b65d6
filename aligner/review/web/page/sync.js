import { api, Refusal, Unreachable } from "./api.js";

const WAIT = 25;
const PAUSE = 1000;

/** Keeps the store in step with the server, also with what other windows decide; notices when the server is gone. */
export class Sync extends EventTarget {
  constructor(store) {
    super();
    this.store = store;
    this.online = true;
    this.queue = Promise.resolve();
    this.underway = 0;
    this.next = { revision: -1 };
  }

  async start() {
    let wait = 0;
    for (;;) {
      try {
        if (!this.online) await this.reload();
        await visible();
        const since = this.store.revision;
        const answer = await api.changes(since, wait, leaving());
        wait = WAIT;
        this.#connected();
        // What was decided in this window meanwhile is known already: ask again from there.
        if (since === this.store.revision) await this.#take(answer);
      } catch (error) {
        if (error.name === "AbortError") continue;
        this.lost(error);
        await pause(PAUSE);
      }
    }
  }

  /** Fetch the index anew. */
  async reload() {
    this.store.load(await api.index());
    this.#connected();
  }

  /** Fetch what happened since the last revision known, without waiting. */
  async catchUp() {
    await this.#take(await api.changes(this.store.revision, 0));
  }

  /**
   * Run `request` after those before it, and take in the changes in its answer. It is called with the revision that it
   * builds on: `base`, or the last one known.
   */
  run(request, base = null) {
    const done = this.queue.then(() => this.#run(request, base));
    this.underway += 1;
    this.queue = done
      .catch(() => {})
      .then(() => {
        this.underway -= 1;
      });
    return done;
  }

  /** Run `request` after those that were made before it; those made after it do not wait for it. */
  aside(request) {
    return this.queue.then(() => this.#run(request, null));
  }

  /**
   * All that an `undo` or `redo` will do after those `asked` for, the steps of which are not answered yet:
   * `{step, key, status}`. Undefined where it is more, or not known.
   */
  expected(kind, asked) {
    if (this.underway > asked.size || this.next.revision !== this.store.revision) return undefined;
    return this.next[kind].find(({ step }) => !asked.has(step));
  }

  async #run(request, base) {
    if (!this.online) throw new Unreachable();
    const before = this.store.revision;
    try {
      const answer = await request(base ?? before);
      this.#connected();
      if (answer.changes === undefined) {
        this.#takeSaved(answer);
        return answer;
      }
      // An answer tells of all that happened since its base. Where the store is elsewhere, it knows that already, from
      // the question that is kept open, or asks from there.
      if (this.store.revision === (base ?? before)) await this.#take(answer);
      else if (this.store.revision < answer.revision) await this.catchUp();
      return answer;
    } catch (error) {
      if (!(error instanceof Refusal) || error.status === 403) this.lost(error);
      throw error;
    }
  }

  async #take(answer) {
    if (answer.reset || !this.store.apply(answer.changes)) await this.reload();
    else if (answer.revision > this.store.revision) this.store.revision = answer.revision;
    this.next = answer;
    this.#takeSaved(answer);
    this.#takeUnchecked(answer.unchecked);
    this.dispatchEvent(new Event("steps"));
    const { notice } = answer;
    if (notice && notice !== this.notice) this.dispatchEvent(new CustomEvent("notice", { detail: notice }));
    this.notice = notice;
  }

  /** Take how many segments are left to check: once none is, they are put in order by what was found. */
  #takeUnchecked(count) {
    if (count === this.store.unchecked) return;
    this.store.unchecked = count;
    this.store.checked ||= count > 0;
    if (!count) this.store.arrange();
    this.store.tell("counts");
  }

  #takeSaved({ revision, saved }) {
    // What was decided since an answer was given is not saved.
    if (saved === undefined || saved === this.store.saved || revision < this.store.revision) return;
    this.store.saved = saved;
    this.dispatchEvent(new Event("saved"));
  }

  #connected() {
    if (this.online) return;
    this.online = true;
    this.dispatchEvent(new Event("online"));
  }

  /** Take note that the server is gone, or does not know this window any more. */
  lost(error) {
    this.stranger = error instanceof Refusal && error.status === 403;
    if (error instanceof Refusal && !this.stranger) return;
    this.online = false;
    this.dispatchEvent(new Event("offline"));
  }
}

/** Wait until the window is seen: one that is not seen takes no connection, of which browsers allow few. */
function visible() {
  if (!document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    document.addEventListener("visibilitychange", resolve, { once: true });
  });
}

/** A signal for when the window is not seen any more. */
function leaving() {
  const controller = new AbortController();
  document.addEventListener("visibilitychange", () => controller.abort(), { once: true });
  return controller.signal;
}

function pause(milliseconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
