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
  const ask = element("a", "Ask a person");
  ask.href = "/ask";
  return element("p", `Nothing fits “${query}”. `, ask);
}

async function show() {
  const query = box.value.trim();
  if (!query) return hide();
  let results;
  try {
    results = search(await loadedIndex(), query);
  } catch {
    status.textContent = "The search could not be loaded. Press Enter for the list of all answers.";
    return hide();
  }
  if (query !== box.value.trim()) return;
  panel.replaceChildren(
    results.length > 0 ? element("ol", "", ...results.map(resultItem)) : nothingFound(query));
  panel.hidden = false;
  status.textContent = results.length === 1 ? "1 answer" : `${results.length} answers`;
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
if (asked && location.pathname === "/search/") {
  box.value = asked;
  show();
}
