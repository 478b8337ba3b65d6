/** Every key, what it does, and in which group the help shows it. `run` names a command of the page. */
export const KEYS = [
  { keys: ["j"], run: "nextFlagged", does: "Next flagged segment", group: "Go" },
  { keys: ["k"], run: "previousFlagged", does: "Previous flagged segment", group: "Go" },
  { keys: ["ArrowDown", "n"], shown: "↓ n", run: "next", does: "Next segment", group: "Go" },
  { keys: ["ArrowUp", "p"], shown: "↑ p", run: "previous", does: "Previous segment", group: "Go" },
  { keys: ["Home"], run: "first", does: "First segment", group: "Go" },
  { keys: ["End"], run: "last", does: "Last segment", group: "Go" },
  { keys: ["g"], run: "map", does: "Map: arrows move, Enter returns", group: "Go" },
  { keys: ["f"], run: "nextFlag", does: "Next flag of the segment", group: "Go" },
  { keys: ["a"], run: "accept", does: "Accept, and go on", group: "Decide" },
  { keys: ["x"], run: "reject", does: "Reject, and go on", group: "Decide" },
  { keys: ["r"], run: "reopen", does: "Reopen: take the verdict back", group: "Decide" },
  { keys: ["d"], run: "dismiss", does: "Dismiss the flag in focus, or the first; restore it", group: "Decide" },
  { keys: ["c"], run: "note", does: "Note", group: "Decide" },
  { keys: ["u"], control: "z", shown: "u Ctrl+Z", run: "undo", does: "Undo", group: "Decide" },
  { keys: ["U"], control: "Z", shown: "U Ctrl+Shift+Z", run: "redo", does: "Redo", group: "Decide" },
  { keys: ["e"], run: "edit", does: "Edit (Ctrl+Enter saves, Esc cancels)", group: "Correct" },
  { keys: ["m"], run: "merge", does: "Merge with the next segment", group: "Correct" },
  { keys: ["s"], run: "split", does: "Split in two", group: "Correct" },
  { keys: ["v"], run: "move", does: "Move a sentence to the segment before or after", group: "Correct" },
  { keys: ["R"], run: "realign", does: "Re-align from here", group: "Correct" },
  { keys: ["/"], run: "search", does: "Search", group: "Page" },
  { keys: ["o"], run: "order", does: "Worst first, or text order", group: "Page" },
  { keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9"], shown: "1 … 9", run: "filter", does: "Filter with that number", group: "Page" },
  { keys: ["0"], run: "clear", does: "Clear filters and search", group: "Page" },
  { keys: [], control: "s", shown: "Ctrl+S", run: "save", does: "Save to the corpus file", group: "Page" },
  { keys: ["?"], run: "help", does: "This help", group: "Page" },
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
