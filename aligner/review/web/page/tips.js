import { degree, flagLook, flagMessage, flagTitle } from "./flags.js";
import { make, plain } from "./text.js";

const tooltip = document.getElementById("tooltip");

/**
 * Shows the reason of a flag beside its words, on hover and on focus, and lights up the words when the flag's line
 * is pointed at or in focus. Screen readers get the reason as the description of the words.
 */
export function showReasons(list, store) {
  const enter = (target) => {
    const element = target.closest?.("[data-flag]");
    const row = store.row(Number(element?.closest(".segment")?.dataset.key));
    const flag = row?.flags[Number(element?.dataset.flag)];
    if (!flag) return hide(list);
    light(element);
    if (element.matches("mark")) place(element, flag, flagMessage(flag, (key) => store.numberOf(key)));
    else tooltip.hidden = true;
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

function light(element) {
  const segment = element.closest(".segment");
  for (const part of segment.querySelectorAll("mark, li.flag")) {
    part.classList.toggle("lit", part.dataset.flag === element.dataset.flag);
  }
}

function hide(list) {
  if (!tooltip.hidden) tooltip.hidden = true;
  for (const part of list.querySelectorAll(".lit")) part.classList.remove("lit");
}

function place(element, flag, message) {
  tooltip.className = `tooltip ${flagLook(flag.name, flag.look)} severity-${flag.severity}`;
  tooltip.replaceChildren(
    make("span", "name", flagTitle(flag.name)),
    make("span", "degree", degree(flag)),
    plain(make("bdi", "message"), message),
  );
  tooltip.hidden = false;
  const line = element.getClientRects()[0];
  const { offsetWidth: width, offsetHeight: height } = tooltip;
  const left = Math.max(8, Math.min(line.left, innerWidth - width - 8));
  const above = line.top - height - 6;
  tooltip.style.left = `${left}px`;
  tooltip.style.top = `${above > 8 ? above : line.bottom + 6}px`;
}
