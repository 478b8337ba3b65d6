/* Filters: the report is whole without them. */
"use strict";
{
  const table = document.querySelector(".segments");
  const rows = [...table.tBodies[0].rows];
  const words = JSON.parse(table.dataset.words);
  const language = document.documentElement.lang;
  const namesOf = (row) => new Set([...row.querySelectorAll("li b")].map((name) => name.textContent));
  const names = rows.map(namesOf);
  const texts = [];
  const make = (tag, text = "") => Object.assign(document.createElement(tag), { textContent: text });
  const bar = make("div");
  bar.className = "filters";
  bar.setAttribute("role", "search");
  const labelled = (name, field) => {
    const pair = make("span");
    const label = make("label", words[name]);
    label.htmlFor = field.id = `filter-${name}`;
    pair.append(label, field);
    bar.append(pair);
    return field;
  };
  const choice = (name, options) => {
    const field = labelled(name, make("select"));
    for (const [value, shown] of options) field.append(Object.assign(make("option", shown), { value }));
    return field;
  };
  const offered = ["flagged", "critical", "major", "empty", "reviewed", "open"];
  const which = choice("show", [["", words.all], ...offered.map((name) => [name, words[name]])]);
  const kinds = [...new Set(names.flatMap((found) => [...found]))].sort();
  const kind = choice("finding", [["", words.any], ...kinds.map((name) => [name, name])]);
  const wanted = labelled("text", Object.assign(make("input"), { type: "search" }));
  const told = make("output");
  bar.append(told);
  const has = (row, ...classes) => classes.some((name) => row.classList.contains(name));
  const reviewed = (row) => has(row, "accepted", "edited", "rejected");
  const tests = {
    "": () => true,
    flagged: (row) => has(row, "minor", "major", "critical"),
    critical: (row) => has(row, "critical"),
    major: (row) => has(row, "major", "critical"),
    empty: (row) => row.querySelector(".empty") !== null,
    reviewed,
    open: (row) => !reviewed(row),
  };
  const textOf = (number) => (texts[number] ??= rows[number].textContent.toLowerCase());
  const filter = () => {
    const sought = wanted.value.trim().toLowerCase();
    let count = 0;
    rows.forEach((row, number) => {
      const fits =
        tests[which.value](row) &&
        (!kind.value || names[number].has(kind.value)) &&
        (!sought || textOf(number).includes(sought));
      row.hidden = !fits;
      count += fits;
    });
    told.textContent = words.shown
      .replace("{shown}", count.toLocaleString(language))
      .replace("{count}", rows.length.toLocaleString(language));
  };
  const reveal = () => {
    const row = document.getElementById(location.hash.slice(1));
    if (row?.hidden) {
      which.value = kind.value = wanted.value = "";
      filter();
      row.scrollIntoView();
    }
  };
  bar.addEventListener("input", filter);
  addEventListener("hashchange", reveal);
  table.before(bar);
  filter();
}
