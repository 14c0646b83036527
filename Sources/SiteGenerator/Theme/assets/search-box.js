// The search box awake: answers while one types, in a panel below it or, on the page of search, in the
// page itself.

import { Shelf, corrected, hints, marked, search } from "./search-answers.js";

const box = document.getElementById("q");
const panel = document.getElementById("search-panel");
const status = document.getElementById("search-status");
const results = document.getElementById("results");
const everything = document.getElementById("everything");
// An answer less likely than this to answer is shown, but not praised.
const leastConfidence = 0.2;

let opening, words = {}, isBusy = false, active = -1, limit = results ? 10 : 5;
const filters = { collection: "", kind: "" };
const bar = element("div", { class: "filters" }), body = element("div");
(results ?? panel).append(bar, body);
let shown;

/** A word of the interface; {query} and {count} are filled in. */
function say(name, values = {}) {
  return (box.dataset[name] ?? words[name] ?? "").replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function button(text, act) {
  const made = element("button", { type: "button", class: "quiet" }, text);
  made.addEventListener("click", act);
  return made;
}

/** The address that finds a query again. */
function addressOf(query) {
  const address = new URL(box.form.action);
  for (const [key, value] of Object.entries({ q: query, ...(results ? filters : {}) })) {
    if (value) address.searchParams.set(key, value);
  }
  return address.href;
}

// Opened once; tried again by the next key when it failed.
function open() {
  opening ??= Shelf.open(box.dataset.index).then((shelf) => {
    words = shelf.words;
    return shelf;
  });
  opening.catch(() => {
    opening = undefined;
  });
  return opening;
}

/** Shows what the box asks for now; while it is busy it remembers to look again. */
async function show() {
  if (isBusy) return;
  isBusy = true;
  const query = box.value.trim();
  const patience = setTimeout(() => note(say("waiting")), 400);
  const isStale = () => query !== box.value.trim();
  let found;
  try {
    const shelf = await open();
    const how = { limit, isWanted: wanted(shelf), isStale };
    if (!isStale()) found = query ? await search(shelf, query, how) : false;
    if (found !== undefined && found !== null && !isStale()) render(query, found, shelf);
  } catch {
    if (!isStale()) fill([element("p", {}, say("failed")), askLink(query)], say("failed"));
  }
  clearTimeout(patience);
  isBusy = false;
  if (isStale()) show();
}

function wanted({ head: { facets } }) {
  const chosen = Object.entries(filters).filter(([, name]) => name)
    .map(([facet, name]) => [facets[facet].of, facets[facet].names.indexOf(name)]);
  return (unit) => chosen.every(([of, number]) => of[unit] === number);
}

function render(query, found, shelf) {
  if (results) keepAddress(query);
  if (!found) return showRecent(shelf);
  const { answers, total, asked, isPartial } = found;
  const parts = [];
  showFilters(shelf);
  const better = corrected(query, found, shelf);
  if (answers.length === 0) parts.push(...nothingFound(query, found, shelf));
  else {
    if (better) parts.push(element("p", {}, `${say("meant")} `, queryLink(better)));
    else if (answers[0].confidence < leastConfidence) parts.push(element("p", {}, say("weak")));
    parts.push(list(answers.map((answer) => item(answer, asked))));
    const more = hints(query, found, shelf, recent());
    if (more.length) parts.push(element("p", { class: "hints" }, `${say("try")} `, ...more.map(queryLink)));
    if (results && total > answers.length) parts.push(button(say("more"), showMore));
    const all = element("a", { href: addressOf(query) }, say("everything", { query }));
    if (!results) parts.push(element("p", {}, all));
  }
  if (isPartial) parts.push(element("p", {}, say("partial")));
  fill(parts, answers.length ? say("found", { count: answers.length }) : say("nothing", { query }));
}

function showMore() {
  limit += 10;
  show();
}

function nothingFound(query, found, shelf) {
  const near = hints(query, found, shelf, []);
  return [
    element("p", {}, say("nothing", { query })),
    ...(near.length ? [element("p", { class: "hints" }, `${say("meant")} `, ...near.map(queryLink))] : []),
    askLink(query),
  ];
}

/** The way to a person, with what was looked for. */
function askLink(query) {
  const { ask, askAddress } = box.dataset;
  if (!askAddress) return "";
  const href = `${askAddress}?subject=${encodeURIComponent(query.slice(0, 150))}`;
  return element("p", {}, element("a", { href, class: "button" }, ask));
}

/** A link that asks something else. */
function queryLink(query) {
  const link = element("a", { href: addressOf(query) }, query);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    box.value = query;
    box.focus();
    show();
  });
  return link;
}

const list = (items) => results ? element("ol", { class: "answers" }, ...items)
  : element("ul", { id: "search-list", role: "listbox", "aria-label": say("answers") }, ...items);

/** A link as one of the panel's options, or as an entry of the page. */
function entry(href, ...children) {
  const link = element("a", { href }, ...children);
  if (results) return element("li", {}, link);
  for (const [key, value] of Object.entries({ role: "option", tabindex: -1, "aria-selected": false })) {
    link.setAttribute(key, value);
  }
  return element("li", { role: "none" }, link);
}

function item(answer, asked) {
  const { url, anchor, page, heading, breadcrumb, passage } = answer;
  const trail = heading && heading !== page ? [...breadcrumb, page] : breadcrumb;
  const made = entry(
    anchor ? `${url}#${anchor}` : url, element("small", {}, trail.join(" › ")),
    element("strong", {}, ...marked(heading || page, asked)),
    element("span", {}, ...marked(passage, asked)));
  made.firstChild.addEventListener("click", () => remember(box.value.trim()));
  return made;
}

// An empty box offers what was asked here before, and what the site is about: its collections.
function showRecent({ head: { facets } }) {
  if (results) return fill([], "");
  const queries = recent(), names = facets.collection.names.filter(Boolean).slice(0, 6), parts = [];
  if (queries.length) {
    parts.push(element("p", {}, say("recent")), list(queries.map((query) => entry(addressOf(query), query))),
      element("p", {}, button(say("forget"), () => {
        forget();
        box.focus();
        show();
      })));
  }
  const topics = element("p", { class: "hints" }, `${say("try")} `, ...names.map(queryLink));
  if (names.length > 1) parts.push(topics);
  fill(parts, "");
}

// Made once, so that a choice keeps the focus while answers come and go.
function showFilters({ head: { facets } }) {
  if (bar.childElementCount) return;
  for (const [facet, { names }] of Object.entries(facets)) {
    const known = names.filter(Boolean);
    if (known.length < 2) continue;
    const choice = element("select", { "aria-label": say(facet) }, new Option(say(facet), ""),
      ...known.map((name) => new Option(say(`kind_${name}`) || name, name)));
    choice.value = filters[facet];
    choice.addEventListener("change", () => {
      filters[facet] = choice.value;
      show();
    });
    bar.append(choice);
  }
}

/** Puts something into panel or page, and tells it to those who hear the page. */
function fill(parts, announcement) {
  body.replaceChildren(...parts);
  body.dataset.shown = shown = box.value.trim();
  choose(-1);
  status.textContent = announcement;
  bar.hidden = !shown;
  if (results) everything.hidden = Boolean(shown);
  else toggle(parts.length > 0 && box.closest("search").matches(":focus-within"));
}

function note(text) {
  status.textContent = text;
  if (body.childElementCount === 0) body.append(element("p", {}, text));
  if (!results) toggle(true);
}

function toggle(isOpen) {
  panel.hidden = !isOpen;
  box.setAttribute("aria-expanded", isOpen && options().length > 0);
  if (!isOpen) choose(-1);
}

const options = () => [...panel.querySelectorAll("[role=option]")];

/** Marks an option; -1 for none. */
function choose(number) {
  active = number;
  box.removeAttribute("aria-activedescendant");
  options().forEach((option, at) => {
    option.id = `answer-${at}`;
    option.setAttribute("aria-selected", at === number);
    if (at !== number) return;
    box.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  });
}

// Safari allows a hundred changes in half a minute; a query that is not kept can still be sent.
let keeping;
function keepAddress(query) {
  clearTimeout(keeping);
  keeping = setTimeout(() => history.replaceState(null, "", addressOf(query)), 250);
}

function press(event) {
  if (event.isComposing || results) return;
  const { length } = options(), isOpen = !panel.hidden;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape" && isOpen) toggle(false);
  else if (step && isOpen && length) choose((Math.max(active, step < 0 ? 0 : -1) + step + length) % length);
  else if (step && !isOpen) toggle(body.childElementCount > 0);
  else if (event.key === "Enter" && isOpen && length && shown && shown === box.value.trim()) {
    options()[Math.max(0, active)].click();
  } else if (event.key === "Enter" && isOpen && active >= 0) options()[active].click();
  else return;
  event.preventDefault();
}

if (!results) {
  for (const [key, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": panel.id, "aria-expanded": false,
  })) box.setAttribute(key, value);
}
box.addEventListener("input", () => {
  limit = results ? 10 : 5;
  show();
});
box.addEventListener("focus", show);
box.addEventListener("keydown", press);
box.form.addEventListener("submit", (event) => {
  remember(box.value.trim());
  if (results) event.preventDefault();
});
// Whoever leaves the search leaves the panel.
document.addEventListener("focusin", ({ target }) => {
  if (!results && !box.closest("search").contains(target)) toggle(false);
});
document.addEventListener("click", ({ target }) => {
  if (!results && !box.closest("search").contains(target) && target.isConnected) toggle(false);
});

if (results) {
  const asked = new URLSearchParams(location.search);
  box.value ||= asked.get("q") ?? "";
  for (const facet of Object.keys(filters)) filters[facet] = asked.get(facet) ?? "";
}
show();
