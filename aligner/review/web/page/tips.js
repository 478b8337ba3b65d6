import { answerTo, degree, flagLook, flagMessage, flagTitle } from "./flags.js";
import { make, plain } from "./text.js";

const tooltip = document.getElementById("tooltip");

/**
 * Shows the reasons of the flags beside their words, and which words of the other side these are read as answering to,
 * on hover and on focus; lights up the words of both sides, also when the flag's line is pointed at or in focus. Screen
 * readers get the reason as the description of the words.
 */
export function showReasons(list, store) {
  const enter = (target) => {
    const element = target.closest?.("[data-flag]");
    const row = store.row(Number(element?.closest(".segment")?.dataset.key));
    const ids = flagsAround(element).filter((id) => row?.flags[Number(id)]);
    if (!ids.length) return hide(list);
    light(element, ids);
    if (!element.matches("mark")) tooltip.hidden = true;
    else place(element, ids.map((id) => reason(row.flags[Number(id)], row, sideOf(element), store)));
    return undefined;
  };
  list.addEventListener("pointerover", (event) => enter(event.target));
  list.addEventListener("pointerleave", () => hide(list));
  list.addEventListener("focusin", (event) => enter(event.target));
  list.addEventListener("focusout", () => hide(list));
  list.parentElement.addEventListener("scroll", () => hide(list), { passive: true });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") tooltip.hidden = true;
  });
}

/** The flags that a marked word, or the line of a flag, belongs to: marks of words that overlap lie in each other. */
function flagsAround(element) {
  const ids = [];
  for (let part = element; part; part = part.parentElement.closest("mark")) ids.unshift(part.dataset.flag);
  return ids;
}

function sideOf(element) {
  return element.closest(".text.source") ? "source" : "target";
}

function light(element, ids) {
  const text = element.closest(".text");
  for (const part of element.closest(".segment").querySelectorAll("mark, li.flag")) {
    const isLit = ids.includes(part.dataset.flag);
    part.classList.toggle("lit", isLit);
    part.classList.toggle("answering", isLit && text !== null && part.matches("mark") && !text.contains(part));
  }
}

function hide(list) {
  if (!tooltip.hidden) tooltip.hidden = true;
  for (const part of list.querySelectorAll(".lit")) part.classList.remove("lit", "answering");
}

function reason(flag, row, side, store) {
  const element = make("div", `reason ${flagLook(flag.name, flag.look)} severity-${flag.severity}`);
  element.append(
    make("span", "name", flagTitle(flag.name)),
    make("span", "degree", degree(flag)),
    plain(make("bdi", "message"), flagMessage(flag, (key) => store.numberOf(key))),
  );
  const answer = answerTo(flag, row, side);
  if (answer) element.append(plain(make("bdi", "answer"), answer));
  return element;
}

function place(element, reasons) {
  tooltip.replaceChildren(...reasons);
  tooltip.hidden = false;
  const line = element.getClientRects()[0];
  const { offsetWidth: width, offsetHeight: height } = tooltip;
  const left = Math.max(8, Math.min(line.left, innerWidth - width - 8));
  const above = line.top - height - 6;
  tooltip.style.left = `${left}px`;
  tooltip.style.top = `${above > 8 ? above : line.bottom + 6}px`;
}
