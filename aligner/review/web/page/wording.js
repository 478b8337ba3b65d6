import { ENGLISH } from "./wording.en.js";
import { GERMAN } from "./wording.de.js";

/**
 * All that the page says, by key, in the language of the reader: the one that the server was told (`--ui-lang`), else
 * the first of the browser's that there is a catalogue for, else English.
 */
const CATALOGUES = { en: ENGLISH, de: GERMAN };

export const LANGUAGE = chosen();

/**
 * What the catalogue says under `key`, with `{name}` replaced by the value of that name. Where `values.count` is 1 and
 * there is a `key.one`, this is taken.
 */
export function wording(key, values = {}) {
  const single = values.count === 1 ? found(`${key}.one`) : undefined;
  const text = single ?? found(key) ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? shown(values[name]) : whole));
}

/** Whether there is something to say under a key. */
export function isWorded(key) {
  return found(key) !== undefined;
}

/** A number as the reader writes it. */
export function number(value) {
  return value.toLocaleString(LANGUAGE);
}

/** Put the words in the reader's language into elements that name a key: as text, label, placeholder or title. */
export function translate(root) {
  document.documentElement.lang = LANGUAGE;
  for (const element of root.querySelectorAll("[data-words]")) element.textContent = wording(element.dataset.words);
  for (const [name, attribute] of [["label", "aria-label"], ["placeholder", "placeholder"], ["title", "title"]]) {
    for (const element of root.querySelectorAll(`[data-${name}]`)) element.setAttribute(attribute, wording(element.dataset[name]));
  }
}

function found(key) {
  return CATALOGUES[LANGUAGE][key] ?? ENGLISH[key];
}

function shown(value) {
  return typeof value === "number" ? number(value) : value;
}

function chosen() {
  const wanted = [document.documentElement.dataset.language, ...navigator.languages].filter(Boolean);
  return wanted.map((tag) => tag.split("-")[0].toLowerCase()).find((tag) => tag in CATALOGUES) ?? "en";
}
