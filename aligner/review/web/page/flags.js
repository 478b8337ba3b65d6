/** What flags, severities and states are called, and how they look. */

export const SEVERITIES = ["", "minor", "major", "critical"];
export const SYMBOLS = ["", "○", "◐", "●"];
export const STATUSES = ["", "accepted", "rejected", "edited"];
export const STATUS_SYMBOLS = ["", "✓", "✗", "✎"];

const NAMES = {
  "omission:sentence": "Sentence left out",
  "omission:phrase": "Words left out",
  "addition:sentence": "Sentence added",
  "addition:phrase": "Words added",
  untranslated: "Untranslated",
  number: "Number",
  date: "Date",
  name: "Name",
  negation: "Negation",
  unit: "Unit",
  meaning: "Meaning",
  length: "Length",
  inconsistent: "Inconsistent",
  moved: "Moved",
  uncertain: "Alignment in doubt",
};

const ITEMS = new Set(["number", "date", "name", "negation", "unit", "meaning"]);

/** The names of all flags, gravest kinds first. */
export const ORDER = Object.keys(NAMES);

export function flagTitle(name) {
  return NAMES[name] ?? name;
}

/** The category of a flag: `omission`, `addition`, `mistranslation`, `untranslated` or `structure`. */
export function flagCategory(name, category = "") {
  const error = category.slice(category.lastIndexOf("/") + 1);
  if (error) return error;
  if (name === "untranslated") return name;
  if (ITEMS.has(name)) return "mistranslation";
  const kind = name.split(":")[0];
  return kind === "omission" || kind === "addition" ? kind : "structure";
}

/** The class that gives a flag its colour and its line (look.css). */
export function flagLook(name, category = "") {
  return `f-${flagCategory(name, category)}`;
}

/** Severity and probability in words, as in 'major, 91 %'. */
export function degree(flag) {
  const parts = [flag.severity];
  if (flag.probability !== null && flag.probability !== undefined) parts.push(`${Math.round(flag.probability * 100)} %`);
  return parts.filter(Boolean).join(" · ");
}
