import { api, Refusal } from "./api.js";
import { learnFlags, STATUSES } from "./flags.js";

const WINDOW = 100;
const MOST_ROWS = 4000;

/**
 * What the page knows of the corpus: an entry for every segment, the rows (texts) fetched so far, the segments in view
 * in their order, and the current one. Tells of changes by events: `view` (other segments or another order; any row may
 * be another one), `rows` (`detail`: set of keys), `current`, `counts`, `failed` (`detail`: error).
 */
export class Store extends EventTarget {
  revision = 0;
  title = "";
  languages = [];
  flagNames = [];
  order = [];
  byKey = new Map();
  view = [];
  rows = new Map();
  current = null;
  sort = "worst";
  saved = true;
  savedHere = false;
  checked = true;
  unchecked = 0;
  saving = false;
  hits = null;
  filters = { severity: new Set(), status: new Set(), flags: new Set(), confidence: new Set(), more: new Set() };
  #fetching = new Map();
  #moved = new Set();

  tell(type, detail = null) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Take the index, as columns, and start anew; the current segment stays, if it is still there. */
  load(index) {
    this.revision = index.revision;
    this.title = index.title;
    this.languages = index.languages ?? [];
    this.flagNames = index.flag_names;
    learnFlags(index.flag_kinds);
    if (index.saved !== undefined) this.saved = index.saved;
    this.checked = index.checked;
    this.order = index.keys.map((key, i) => ({
      key,
      position: i,
      place: -1,
      severity: index.severity[i],
      flags: index.flags[i],
      status: index.status[i],
      confidence: index.confidence[i],
      sourceStart: index.source_start[i],
      targetStart: index.target_start[i],
      size: index.sizes[i],
      length: index.lengths[i],
      dismissed: index.dismissed_all[i],
      note: index.note[i],
      confirmed: index.confirmed[i],
      pending: index.pending[i],
      found: index.found[i],
      moved: index.moved[i],
      follows: false,
    }));
    this.byKey = new Map(this.order.map((entry) => [entry.key, entry]));
    this.#moved = new Set(this.order.filter((entry) => entry.moved).map((entry) => entry.key));
    this.#follow();
    this.rows.clear();
    this.current = this.byKey.get(this.current?.key) ?? null;
    this.arrange();
    this.tell("counts");
  }

  /** Choose and order the segments in view. */
  arrange() {
    for (const entry of this.view) entry.place = -1;
    this.view = this.order.filter((entry) => this.matches(entry));
    if (this.sort === "worst") this.view = worstFirst(this.view);
    this.#number(0);
    if (!this.current || this.current.place < 0) this.current = this.view[0] ?? null;
    this.tell("view");
  }

  matches(entry) {
    const { severity, status, flags, confidence, more } = this.filters;
    if (this.hits && !this.hits.has(entry.key)) return false;
    if (severity.size && !severity.has(isFlagged(entry) ? entry.severity : 0)) return false;
    if (status.size && !status.has(entry.status)) return false;
    if (flags.size && ![...flags].some((bit) => hasFlag(entry, bit))) return false;
    if (confidence.size && !confidence.has(confidenceBand(entry))) return false;
    if (more.has("note") && !entry.note) return false;
    if (more.has("left") && !isOpen(entry)) return false;
    return true;
  }

  get filtered() {
    return this.hits !== null || Object.values(this.filters).some((group) => group.size > 0);
  }

  row(key) {
    return this.rows.get(key);
  }

  /** The number of the segment of a key, as the page shows it; undefined where it is no more. */
  numberOf(key) {
    const entry = this.byKey.get(key);
    return entry && entry.position + 1;
  }

  neighbour(entry, step) {
    return this.order[entry.position + step];
  }

  select(entry) {
    if (!entry || entry === this.current) return;
    const previous = this.current;
    this.current = entry;
    this.tell("current", previous);
  }

  /** The next segment in view, from the current one on, for which `wanted` holds; null at the end. */
  next(step, wanted = () => true) {
    let place = (this.current?.place ?? -1) + step;
    while (place >= 0 && place < this.view.length) {
      if (wanted(this.view[place])) return this.view[place];
      place += step;
    }
    return null;
  }

  /** See that the rows at these places of the view, and their surroundings, are fetched. */
  async want(first, last) {
    const from = Math.floor(first / WINDOW) * WINDOW;
    for (let start = from; start < Math.min(last, this.view.length); start += WINDOW) {
      await this.fetchRows(this.view.slice(start, start + WINDOW).map((entry) => entry.key));
    }
  }

  /** Fetch these rows (at most 200), where they are not known yet. */
  async fetchRows(keys) {
    const missing = keys.filter((key) => !this.rows.has(key));
    const fresh = missing.filter((key) => !this.#fetching.has(key));
    if (fresh.length) {
      const fetched = this.#fetch(fresh);
      for (const key of fresh) this.#fetching.set(key, fetched);
    }
    await Promise.all(new Set(missing.map((key) => this.#fetching.get(key))));
  }

  async #fetch(keys) {
    const { revision } = this;
    try {
      const rows = await api.rows(keys);
      // A row that a change has brought meanwhile is newer.
      this.#keep(rows.filter((row) => revision === this.revision || !this.rows.has(row.key)));
    } catch (error) {
      this.tell("failed", error);
    } finally {
      for (const key of keys) this.#fetching.delete(key);
    }
  }

  #keep(rows) {
    for (const row of rows) this.rows.set(row.key, row);
    if (this.rows.size > MOST_ROWS) {
      for (const key of this.rows.keys()) {
        if (this.rows.size <= MOST_ROWS / 2) break;
        if (key !== this.current?.key) this.rows.delete(key);
      }
    }
    this.tell("rows", new Set(rows.map((row) => row.key)));
  }

  /** Show a decision before the server has confirmed it. */
  assume(entry, status, confirmed = entry.confirmed) {
    entry.status = STATUSES.indexOf(status);
    entry.confirmed = confirmed;
    const row = this.rows.get(entry.key);
    if (row) row.status = status;
    this.tell("rows", new Set([entry.key]));
    this.tell("counts");
  }

  /** Show a flag as dismissed, or not, before the server has confirmed it. */
  assumeDismissed(entry, flag, dismissed) {
    const row = this.rows.get(entry.key);
    if (!row) return;
    for (const one of row.flags) if (one.key === flag) one.dismissed = dismissed;
    entry.dismissed = Number(row.flags.length > 0 && row.flags.every((one) => one.dismissed));
    if (!dismissed && !entry.flags) entry.flags = this.#bitsOf(row);
    this.tell("rows", new Set([entry.key]));
    this.tell("counts");
  }

  #bitsOf(row) {
    const bits = new Set(row.flags.filter((flag) => !flag.dismissed).map(({ name }) => this.flagNames.indexOf(name)));
    return [...bits].reduce((mask, bit) => mask + 2 ** bit, 0);
  }

  /**
   * Apply changes that the server tells of. Applying one twice does no harm. Returns false where they do not fit what
   * is known here, so that the index must be fetched anew.
   */
  apply(changes) {
    const touched = new Set();
    let moved = false;
    let missing = false;
    for (const change of changes) {
      const inserted = change.inserted.map((item) => entryOf(item));
      const fits = change.removed.every((key) => this.byKey.has(key));
      const known = inserted.length > 0 && inserted.every((entry) => this.byKey.has(entry.key));
      if (!inserted.length && !fits) continue;
      if (!fits && !known) return false;
      if (known) inserted.forEach((entry) => this.#update(this.byKey.get(entry.key), entry));
      else {
        this.#splice(change, inserted);
        moved = true;
        // What comes back between others has no place in the view to take over.
        missing ||= !change.removed.length;
      }
      for (const item of change.inserted) {
        const { key } = entryOf(item);
        if (item.row && (this.rows.has(key) || this.rows.size < MOST_ROWS)) this.rows.set(key, item.row);
        else this.rows.delete(key);
        touched.add(key);
        if (this.byKey.get(key)?.moved) this.#moved.add(key);
      }
    }
    if (touched.size || moved) for (const key of this.#follow()) touched.add(key);
    if (missing) this.arrange();
    else if (moved) this.tell("view");
    else if (touched.size) this.tell("rows", touched);
    if (touched.size || moved) this.tell("counts");
    return true;
  }

  /** Take what is known now of an entry; tell where a check has found something in a text that was changed. */
  #update(entry, now) {
    const waited = entry.pending;
    Object.assign(entry, now);
    if (waited && !entry.pending && entry.status === 3 && isOpen(entry)) this.tell("again", entry);
  }

  /**
   * A moved passage has one flag, on its first segment in the source: those after it, and those of the translation,
   * follow that one. Returns the keys of those for which this is another now.
   */
  #follow() {
    const changed = [];
    for (const key of this.#moved) {
      const entry = this.byKey.get(key);
      if (!entry?.moved) {
        this.#moved.delete(key);
        if (!entry?.follows) continue;
      }
      const follows = this.#isFollowing(entry);
      if (follows !== entry.follows) changed.push(key);
      entry.follows = follows;
    }
    return changed;
  }

  #isFollowing(entry) {
    if (!this.#isMoved(entry)) return false;
    if (entry.size.startsWith("0-")) {
      const head = this.byKey.get(entry.moved);
      return head !== undefined && this.#isMoved(head) && head.size.endsWith("-0");
    }
    const before = this.order[entry.position - 1];
    if (before === undefined || !this.#isMoved(before) || !before.size.endsWith("-0")) return false;
    return before.moved === entry.moved || this.#afterMove(before) === this.byKey.get(entry.moved);
  }

  /** The entry behind the counterparts of a segment: those that name the same segment as the first of them. */
  #afterMove(entry) {
    const first = this.byKey.get(entry.moved);
    if (!first) return undefined;
    let { position } = first;
    while (this.order[position]?.moved === first.moved) position += 1;
    return this.order[position];
  }

  /** Whether all that is wrong with a segment is that its translation stands elsewhere. */
  #isMoved(entry) {
    return entry.moved > 0 && entry.flags === 2 ** this.flagNames.indexOf("moved");
  }

  #splice(change, inserted) {
    const removed = change.removed.map((key) => this.byKey.get(key));
    const kept = inserted.map((entry) => Object.assign(this.byKey.get(entry.key) ?? {}, entry));
    const position = removed[0]?.position ?? change.position;
    this.order = this.order.slice(0, position).concat(kept, this.order.slice(position + removed.length));
    for (let i = position; i < this.order.length; i += 1) this.order[i].position = i;

    const place = removed.reduce((least, entry) => (entry.place >= 0 ? Math.min(least, entry.place) : least), Infinity);
    for (const entry of removed) {
      this.byKey.delete(entry.key);
      entry.place = -1;
    }
    for (const entry of kept) {
      this.byKey.set(entry.key, entry);
      entry.place = -1;
    }
    if (place < Infinity) {
      const rest = this.view.slice(place).filter((entry) => entry.place >= 0);
      this.view = this.view.slice(0, place).concat(kept, rest);
      this.#number(place);
    }
    for (const { key } of removed) if (!this.byKey.has(key)) this.rows.delete(key);
    if (this.current && !this.byKey.has(this.current.key)) {
      this.current = kept[0] ?? this.view[Math.min(place, this.view.length - 1)] ?? this.view[0] ?? null;
    }
  }

  #number(from) {
    for (let i = from; i < this.view.length; i += 1) this.view[i].place = i;
  }

  /** Counts for the chips and the progress. */
  counts() {
    const counts = { severity: [0, 0, 0, 0], status: [0, 0, 0, 0], flags: this.flagNames.map(() => 0) };
    Object.assign(counts, { confidence: [0, 0, 0], all: this.order.length, found: 0, done: 0, left: 0, pending: 0, note: 0 });
    for (const entry of this.order) {
      const flagged = isFlagged(entry);
      counts.severity[flagged ? entry.severity : 0] += 1;
      counts.status[entry.status] += 1;
      const open = isOpen(entry);
      const waits = entry.pending && isUndecided(entry);
      if (open) counts.left += 1;
      if (entry.pending) counts.pending += 1;
      if (!entry.follows) counts.found += entry.found;
      if (!entry.follows && !open && !waits) counts.done += entry.found;
      const band = confidenceBand(entry);
      if (band >= 0) counts.confidence[band] += 1;
      if (entry.note) counts.note += 1;
      for (let bit = 0; flagged && bit < counts.flags.length; bit += 1) counts.flags[bit] += hasFlag(entry, bit) ? 1 : 0;
    }
    return counts;
  }
}

/** Sort by severity, then by how doubtful the alignment is, then by place in the text: in linear time, by buckets. */
function worstFirst(entries) {
  const buckets = [];
  for (const entry of entries) {
    const rank = (isFlagged(entry) ? 101 * entry.severity + 101 : 0) + 100 - (entry.confidence ?? 100);
    (buckets[rank] ??= []).push(entry);
  }
  return buckets.reverse().flat();
}

/** Whether a segment has a flag that was not dismissed. */
export function isFlagged(entry) {
  return entry.flags !== 0 && !entry.dismissed && !entry.follows;
}

/** Whether nobody has said that the texts as they are now are right, or not fit for use: an edit alone does not. */
export function isUndecided(entry) {
  return entry.status === 0 || (entry.status === 3 && !entry.confirmed);
}

/** Whether a flagged segment waits for a decision. */
export function isOpen(entry) {
  return isFlagged(entry) && isUndecided(entry);
}

/** Which of three bands of low confidence a segment is in (0: under 50 %, 1: 50 to 79, 2: 80 to 94); -1: in none. */
export function confidenceBand({ confidence }) {
  if (confidence === null || confidence >= 95) return -1;
  return confidence < 50 ? 0 : confidence < 80 ? 1 : 2;
}

function hasFlag(entry, bit) {
  return Math.floor(entry.flags / 2 ** bit) % 2 === 1;
}

function entryOf(item) {
  const entry = item.entry ?? item;
  return {
    key: item.key ?? entry.key,
    severity: entry.severity,
    flags: entry.flags,
    status: entry.status,
    confidence: entry.confidence,
    sourceStart: entry.source_start,
    targetStart: entry.target_start,
    size: entry.size ?? entry.sizes,
    length: entry.length ?? entry.lengths,
    dismissed: entry.dismissed_all,
    note: entry.note,
    confirmed: entry.confirmed,
    pending: entry.pending,
    found: entry.found,
    moved: entry.moved,
  };
}

export { Refusal };
