/** Every key, what it does, and in which group the help shows it. `run` names a command of the page. */
export const KEYS = [
  { keys: ["j"], run: "nextFlagged", group: "go" },
  { keys: ["k"], run: "previousFlagged", group: "go" },
  { keys: ["ArrowDown", "n"], shown: "↓ n", run: "next", group: "go" },
  { keys: ["ArrowUp", "p"], shown: "↑ p", run: "previous", group: "go" },
  { keys: ["Home"], run: "first", group: "go" },
  { keys: ["End"], run: "last", group: "go" },
  { keys: ["g"], run: "map", group: "go" },
  { keys: ["J"], run: "nextOpen", group: "go" },
  { keys: ["K"], run: "previousOpen", group: "go" },
  { keys: ["f"], run: "nextFlag", group: "go" },
  { keys: ["t"], run: "counterpart", group: "go" },
  { keys: ["G"], run: "goToNumber", group: "go" },
  { keys: ["a"], run: "accept", once: true, group: "decide" },
  { keys: ["x"], run: "reject", once: true, group: "decide" },
  { keys: ["A"], run: "acceptMany", once: true, group: "decide" },
  { keys: ["r"], run: "reopen", group: "decide" },
  { keys: ["d"], run: "dismiss", once: true, group: "decide" },
  { keys: ["D"], run: "dismissMany", once: true, group: "decide" },
  { keys: ["c"], run: "note", group: "decide" },
  { keys: ["u"], control: "z", shown: "u Ctrl+Z", run: "undo", group: "decide" },
  { keys: ["U"], control: "Z", shown: "U Ctrl+Shift+Z", run: "redo", group: "decide" },
  { keys: ["e"], run: "edit", group: "correct" },
  { keys: ["m"], run: "merge", once: true, group: "correct" },
  { keys: ["b"], run: "join", once: true, group: "correct" },
  { keys: ["s"], run: "split", group: "correct" },
  { keys: ["v"], run: "move", group: "correct" },
  { keys: ["R"], run: "realign", group: "correct" },
  { keys: ["w", "W"], shown: "w W", run: "words", group: "go" },
  { keys: ["/"], run: "search", group: "page" },
  { keys: ["H"], run: "replace", group: "page" },
  { keys: ["l"], run: "changes", group: "page" },
  { keys: ["y"], run: "history", group: "page" },
  { keys: ["E"], run: "download", group: "page" },
  { keys: ["o"], run: "order", group: "page" },
  { keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9"], shown: "1 … 9", run: "filter", group: "page" },
  { keys: ["0"], run: "clear", group: "page" },
  { keys: [], control: "p", shown: "Ctrl+P", run: "print", group: "page" },
  { keys: [], control: "s", shown: "Ctrl+S", run: "save", group: "page" },
  { keys: ["?"], run: "help", group: "page" },
];

/** Run the command for each key pressed, unless something is being typed or a dialog is open. */
export function listen(commands) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    const binding = bindingOf(event);
    if (!binding) return;
    if (isTyping(event.target) && binding.run !== "save") return;
    if (isOwn(event)) return;
    event.preventDefault();
    // A key that is held down decides once.
    if (event.repeat && binding.once) return;
    commands[binding.run](event.key);
  });
}

function bindingOf(event) {
  if (event.altKey) return null;
  if (event.ctrlKey || event.metaKey) {
    const key = event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase();
    return KEYS.find((binding) => binding.control === key) ?? null;
  }
  return KEYS.find((binding) => binding.keys.includes(event.key)) ?? null;
}

function isTyping(target) {
  return target.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=button])");
}

/** Keys that the element in focus needs for itself. */
function isOwn(event) {
  return event.target.getAttribute("role") === "slider" && /^(Arrow|Home|End|Page)/.test(event.key);
}
