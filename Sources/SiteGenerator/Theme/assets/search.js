// Search in the page: results while one types. Nothing is fetched before the box has the focus.

import { openIndex, search } from "./search-index.js";

const box = document.getElementById("q");
const panel = document.getElementById("search-panel");
const status = document.getElementById("search-status");
let index;

function loadedIndex() {
  index ??= openIndex(box.dataset.index).catch((error) => {
    index = undefined;
    throw error;
  });
  return index;
}

// The words of the page's language stand on the box; {count} and {query} are filled in.
function word(name, count, query) {
  return box.dataset[name].replace("{count}", count).replace("{query}", () => query);
}

function element(name, text, ...children) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

function passage(text) {
  return text.length > 140 ? `${text.slice(0, 140)}…` : text;
}

function resultItem({ unit }) {
  const link = element("a", "", element("strong", unit.heading || unit.page), element("small", passage(unit.text)));
  link.href = unit.url;
  return element("li", "", link);
}

function nothingFound(query) {
  const ask = element("a", box.dataset.ask);
  ask.href = box.dataset.askAddress;
  return element("p", `${word("nothing", 0, query)} `, ask);
}

async function show() {
  const query = box.value.trim();
  if (!query) return hide();
  let results;
  try {
    results = search(await loadedIndex(), query);
  } catch {
    status.textContent = box.dataset.failed;
    return hide();
  }
  if (query !== box.value.trim()) return;
  panel.replaceChildren(
    results.length > 0 ? element("ol", "", ...results.map(resultItem)) : nothingFound(query));
  panel.hidden = false;
  status.textContent = results.length > 0 ? word("found", results.length) : word("nothing", 0, query);
}

function hide() {
  panel.hidden = true;
}

box.addEventListener("focus", () => loadedIndex().catch(() => {}));
box.addEventListener("input", show);
box.form.addEventListener("submit", (event) => {
  const first = panel.hidden ? null : panel.querySelector("ol a");
  if (!first) return;
  event.preventDefault();
  first.click();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});
document.addEventListener("click", (event) => {
  if (!panel.parentElement.contains(event.target)) hide();
});

const asked = new URLSearchParams(location.search).get("q");
if (asked && location.pathname === new URL(box.form.action).pathname) {
  box.value = asked;
  show();
}
