import { make } from "./text.js";

const STAY = 7000;

const toast = document.getElementById("toast");
const spoken = document.getElementById("spoken");
let timer = 0;

/** Show a short message, which screen readers say, with a button if `action` is given: `{title, run}`. */
export function say(text, action = null, kind = "") {
  const words = make("span", "", text);
  toast.className = `toast shown ${kind}`;
  toast.replaceChildren(words);
  if (action) {
    const button = make("button", "small", action.title);
    button.type = "button";
    button.addEventListener("click", () => {
      hush();
      action.run();
    });
    toast.append(button);
  }
  clearTimeout(timer);
  timer = setTimeout(leave, STAY);
}

function leave() {
  if (toast.matches(":hover") || toast.contains(document.activeElement)) timer = setTimeout(leave, 1000);
  else hush();
}

export function hush() {
  clearTimeout(timer);
  toast.classList.remove("shown");
  toast.replaceChildren();
}

/** Have screen readers say something that the page shows elsewhere. */
export function speak(text) {
  spoken.textContent = text;
}
