import { make } from "./text.js";

const dialog = document.getElementById("dialog");
// What is pressed in a dialog is not for the page, even if it closes the dialog.
dialog.addEventListener("keydown", (event) => event.stopPropagation());

/** Ask in a modal dialog. `fill(body, done)` builds it; `done(value)` closes it. Esc gives null. */
export function ask(title, className, fill) {
  return new Promise((resolve) => {
    let value = null;
    const heading = make("h2", "", title);
    heading.id = "dialog-title";
    heading.tabIndex = -1;
    const body = make("div", "body");
    dialog.className = className;
    dialog.replaceChildren(heading, body);
    fill(body, (given) => {
      value = given;
      dialog.close();
    });
    dialog.addEventListener("close", () => resolve(value), { once: true });
    dialog.showModal();
    dialog.scrollTop = 0;
    (dialog.querySelector("[data-first]") ?? heading).focus({ preventScroll: true });
  });
}

export function buttonRow(...buttons) {
  const row = make("div", "buttons");
  row.append(...buttons);
  return row;
}

export function button(title, className, run, key = "") {
  const element = make("button", className, title);
  element.type = "button";
  element.addEventListener("click", run);
  if (key) {
    const hint = make("kbd", "", key);
    hint.setAttribute("aria-hidden", "true");
    element.append(hint);
  }
  return element;
}
