import { make } from "./text.js";

const WORD = /[\p{L}\p{M}\p{N}]+|\s+|[^\p{L}\p{M}\p{N}\s]/gu;
const MOST = 1_000_000;

/**
 * What became of a text, word by word: `[kind, text]` in order, where kind is "same", "out" or "in". Texts too long to
 * compare are taken out and put in as a whole.
 */
export function difference(before, after) {
  const [old, now] = [before, after].map((text) => text.match(WORD) ?? []);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  const inner = [old.slice(start, old.length - end), now.slice(start, now.length - end)];
  const middle = inner[0].length * inner[1].length > MOST ? replaced(...inner) : compared(...inner);
  return together([...old.slice(0, start).map(same), ...middle, ...old.slice(old.length - end).map(same)]);
}

/** An element that shows the difference of two texts, with words taken out and put in marked for eye and ear. */
export function differenceElement(before, after) {
  const element = make("bdi", "difference");
  for (const [kind, text] of difference(before, after)) {
    if (kind === "same") element.append(text);
    else element.append(make(kind === "out" ? "del" : "ins", "", text));
  }
  return element;
}

/** The longest common run of words stays; a table of lengths tells which that is. */
function compared(old, now) {
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        old[i] === now[j] ? lengths[(i + 1) * width + j + 1] + 1 : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    }
  }
  const found = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      found.push(same(old[i]));
      [i, j] = [i + 1, j + 1];
    } else if (j === now.length || (i < old.length && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])) {
      found.push(["out", old[i]]);
      i += 1;
    } else {
      found.push(["in", now[j]]);
      j += 1;
    }
  }
  return found;
}

function replaced(old, now) {
  return [...old.map((word) => ["out", word]), ...now.map((word) => ["in", word])];
}

function same(word) {
  return ["same", word];
}

/** Join neighbours of one kind; a space that stays between two changes belongs to both. */
function together(parts) {
  const found = [];
  for (let at = 0; at < parts.length; ) {
    if (parts[at][0] === "same") {
      push(found, "same", parts[at][1]);
      at += 1;
      continue;
    }
    let [out, into] = ["", ""];
    while (at < parts.length && (parts[at][0] !== "same" || (/^\s+$/.test(parts[at][1]) && parts[at + 1] && parts[at + 1][0] !== "same"))) {
      const [kind, text] = parts[at];
      if (kind !== "in") out += text;
      if (kind !== "out") into += text;
      at += 1;
    }
    push(found, "out", out);
    push(found, "in", into);
  }
  return found;
}

function push(found, kind, text) {
  if (!text) return;
  const last = found[found.length - 1];
  if (last?.[0] === kind) last[1] += text;
  else found.push([kind, text]);
}
