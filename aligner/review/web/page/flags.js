/** What flags, severities and states are called, and how they look. */

import { unitPlaces } from "./text.js";
import { isWorded, LANGUAGE, wording } from "./wording.js";

export const SEVERITIES = ["", "minor", "major", "critical"];
export const SYMBOLS = ["", "○", "◐", "●"];
export const STATUSES = ["", "accepted", "rejected", "edited"];
export const STATUS_SYMBOLS = ["", "✓", "✗", "✎"];

const QUOTED = 80;

const kinds = new Map();

/** Take what the server knows of flags: title and look by name. */
export function learnFlags(known) {
  for (const [name, kind] of Object.entries(known)) kinds.set(name, kind);
}

export function flagTitle(name) {
  return isWorded(`flag.${name}`) ? wording(`flag.${name}`) : (kinds.get(name)?.title ?? name);
}

/** The class that gives a flag its colour and its line (look.css): by its own look, else by what is usual for its name. */
export function flagLook(name, look = kinds.get(name)?.look ?? "structure") {
  return `f-${look}`;
}

/** Severity and probability in words, as in 'major, 91 %'. */
export function degree(flag) {
  const parts = [flag.severity && wording(`severity.${flag.severity}`)];
  if (flag.probability !== null && flag.probability !== undefined) parts.push(share(Math.round(flag.probability * 100)));
  return parts.filter(Boolean).join(" · ");
}

/** A whole number of per cent in words: what is next to nothing is not nothing. */
export function share(percent) {
  return percent < 1 ? wording("under_one_percent") : wording("percent", { percent });
}

/** What a flag says, in the reader's language. `numberOf(key)` is the number of a segment now, undefined where it is no more. */
export function flagMessage(flag, numberOf) {
  if (flag.name !== "moved") return flag.said?.[LANGUAGE] ?? flag.message;
  const numbers = (flag.counterparts ?? []).map(numberOf).filter((number) => number !== undefined);
  return numbers.length ? wording("moved_to", { count: numbers.length, numbers: numbers.join(", ") }) : wording("moved_elsewhere");
}

/** What the words of a flag on `side` are read as answering to on the other side of `row`; empty where that is not known. */
export function answerTo(flag, row, side) {
  const other = side === "source" ? "target" : "source";
  const span = flag[`${other}_span`];
  if (span && span[0] < span[1]) {
    const [start, end] = span.map(unitPlaces(row[other]));
    return wording("answer.words", { words: quoted(row[other].slice(start, end)) });
  }
  return flag.look === (side === "source" ? "omission" : "addition") ? wording("answer.nothing") : "";
}

function quoted(words) {
  const characters = Array.from(words);
  return characters.length > QUOTED ? `${characters.slice(0, QUOTED - 1).join("")}…` : words;
}
