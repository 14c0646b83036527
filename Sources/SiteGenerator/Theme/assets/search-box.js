// The search box awake: answers while one types, in a panel below it or, on the page of search, in the
// page itself.

import { Shelf, corrected, hints, marked, scan, search } from "./search-answers.js";

const box = document.getElementById("q");
const panel = document.getElementById("search-panel");
const status = document.getElementById("search-status");
const results = document.getElementById("results");
const everything = document.getElementById("everything");
// An answer less likely than this to answer is shown, but not praised.
const leastConfidence = 0.2;

let opening, words = {}, isBusy = false, active = -1, limit = results ? 10 : 5;
// Whether what is shown hardly fits, whether the box gets the focus without a wish to search, and which
// answer gets it once there are more.
let isWeak = false, isQuiet = false, focusAt = 0;
const filters = { collection: "", kind: "" };
const bar = element("div", { class: "filters" }), body = element("div");
(results ?? panel).append(bar, body);
let shown = "";

/** The address that finds a query again. */
function addressOf(query) {
  const address = new URL(box.form.action);
  for (const [key, value] of Object.entries({ q: query, ...filters })) {
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

/** Finds answers; where a file of the index is gone because the site was built anew, in the new index. */
async function find(query, isStale, isSecond = false) {
  const shelf = await open();
  if (isStale()) return {};
  if (!query) return { shelf };
  const found = await search(shelf, query, { limit, isWanted: wanted(shelf), isStale });
  if (!found) return {};
  if (found.isPartial && !isSecond && await isReplaced(shelf)) {
    opening = undefined;
    return isStale() ? {} : find(query, isStale, true);
  }
  const isNarrow = !found.answers.length && !found.isPartial && Object.values(filters).some(Boolean);
  const elsewhere = isNarrow ? (await search(shelf, query, { limit: 1, isStale }))?.total : 0;
  return { shelf, found, elsewhere };
}

// Not asked with the age of what is in the cache: two builds within a second are of one age to many servers.
async function isReplaced({ folder }) {
  try {
    const response = await fetch(box.dataset.index, { cache: "reload", signal: AbortSignal.timeout(10_000) });
    return new URL((await response.json()).index, response.url).href !== folder;
  } catch {
    return false;
  }
}

/** Shows what the box asks for now; while it is busy it remembers to look again. */
async function show() {
  if (isBusy) return;
  isBusy = true;
  const query = box.value.trim();
  const patience = setTimeout(() => note(say("waiting")), 400);
  const isStale = () => query !== box.value.trim();
  try {
    const { shelf, found, elsewhere } = await find(query, isStale);
    if (shelf && !isStale()) render(query, found, shelf, elsewhere);
  } catch {
    if (!isStale()) fill([element("p", {}, say("failed")), askLink(query)], [say("failed")]);
  }
  clearTimeout(patience);
  isBusy = false;
  if (isStale()) show();
}

// A filter that the site does not have, or no longer, filters nothing.
function wanted({ head: { facets } }) {
  for (const [facet, name] of Object.entries(filters)) {
    if (!facets[facet].names.includes(name)) filters[facet] = "";
  }
  const chosen = Object.entries(filters).filter(([, name]) => name)
    .map(([facet, name]) => [facets[facet].of, facets[facet].names.indexOf(name)]);
  return (unit) => chosen.every(([of, number]) => of[unit] === number);
}

function render(query, found, shelf, elsewhere) {
  if (results) keepAddress(query);
  if (!found) return showRecent(shelf);
  showFilters(shelf);
  isWeak = false;
  const { isPartial } = found, hasAnswers = found.answers.length > 0, parts = [], said = [];
  if (hasAnswers) showAnswers(query, found, shelf, parts, said);
  else if (elsewhere) showElsewhere(elsewhere, parts, said);
  else if (!isPartial) showNothing(query, found, shelf, parts, said);
  if (isPartial) {
    parts.push(element("p", {}, say("partial")), hasAnswers ? "" : askLink(query));
    said.push(say("partial"));
  }
  fill(parts, said, hasAnswers);
  if (focusAt) body.querySelectorAll(".answers a")[focusAt]?.focus();
  focusAt = 0;
}

function showAnswers(query, found, shelf, parts, said) {
  const { answers, total, asked } = found, better = corrected(query, found, shelf);
  said.push(total > answers.length ? say("found_shown", { count: total, shown: answers.length })
    : say("found", { count: answers.length }));
  isWeak = !better && answers[0].confidence < leastConfidence;
  if (better) {
    parts.push(element("p", {}, `${say("meant")} `, queryLink(better)));
    said.push(`${say("meant")} ${cut(better)}`);
  } else if (isWeak) {
    parts.push(element("p", {}, say("weak")));
    said.unshift(say("weak"));
  }
  parts.push(list(answers.map((answer) => item(answer, asked))));
  const more = furtherQueries(query, found, shelf, recent());
  if (more.length) parts.push(element("p", { class: "hints" }, `${say("try")} `, ...more.map(queryLink)));
  if (results && total > limit) parts.push(button(say("more"), () => showMore(answers.length)));
  const all = element("a", { href: addressOf(query) }, ...sentenceAbout("everything", query));
  if (!results) parts.push(element("p", {}, all));
}

function showMore(count) {
  limit += 10;
  focusAt = count;
  show();
}

/** There are answers, but not in what was chosen. */
function showElsewhere(count, parts, said) {
  const chosen = Object.values(filters).filter(Boolean).map(nameOf).join(" · ");
  said.push(say("nothing_in", { filter: chosen }));
  parts.push(element("p", {}, ...said), element("p", {}, button(say("everywhere", { count }), () => {
    for (const choice of bar.children) choice.value = "";
    for (const facet of Object.keys(filters)) filters[facet] = "";
    box.focus();
    show();
  })));
}

function showNothing(query, found, shelf, parts, said) {
  const near = hints(query, found, shelf, []);
  said.push(say("nothing", { query: cut(query) }));
  parts.push(element("p", {}, ...sentenceAbout("nothing", query)));
  if (near.length) {
    parts.push(element("p", { class: "hints" }, `${say("meant")} `, ...near.map(queryLink)));
    said.push(`${say("meant")} ${near.map(cut).join(", ")}`);
  }
  parts.push(askLink(query));
}

/** The way to a person, with what was looked for. */
function askLink(query) {
  const { ask, askAddress } = box.dataset;
  if (!askAddress) return "";
  const subject = [...query].slice(0, 150).join("");
  // A mail program takes a plus for a plus.
  const href = `${askAddress}?${new URLSearchParams({ subject })}`.replaceAll("+", "%20");
  return element("p", {}, element("a", { href, class: "button" }, ask));
}

/** A link that asks something else. */
function queryLink(query) {
  const link = element("a", { href: addressOf(query) }, isolated(query));
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    box.value = query;
    box.focus();
    show();
  });
  return link;
}

const list = (items, label = say("answers")) => results ? element("ol", { class: "answers" }, ...items)
  : element("ul", { id: "search-list", role: "listbox", "aria-label": label }, ...items);

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
  if (results) return fill([]);
  const queries = recent(), names = facets.collection.names.filter(Boolean).slice(0, 6), parts = [];
  if (queries.length) {
    const entries = queries.map((query) => entry(addressOf(query), isolated(query)));
    parts.push(element("p", {}, say("recent")), list(entries, say("recent")),
      element("p", {}, button(say("forget"), () => {
        forget();
        box.focus();
        show();
      })));
  }
  const topics = element("p", { class: "hints" }, `${say("try")} `, ...names.map(queryLink));
  if (names.length > 1) parts.push(topics);
  fill(parts);
}

/** What a collection or kind is called. */
const nameOf = (name) => say(`kind_${name}`) || name;


// Made once for an index, so that a choice keeps the focus while answers come and go.
function showFilters({ folder, head: { facets } }) {
  if (bar.dataset.folder === folder) return;
  bar.dataset.folder = folder;
  bar.replaceChildren();
  for (const [facet, { names }] of Object.entries(facets)) {
    const known = names.filter(Boolean);
    if (known.length < 2) continue;
    const choice = element("select", { "aria-label": say(facet) }, new Option(say(facet), ""),
      ...known.map((name) => new Option(nameOf(name), name)));
    choice.value = filters[facet];
    choice.addEventListener("change", () => {
      filters[facet] = choice.value;
      show();
    });
    bar.append(choice);
  }
}

/** Puts something into panel or page, and tells it to those who hear the page. */
function fill(parts, said = [], hasAnswers = false) {
  body.replaceChildren(...parts);
  body.dataset.shown = shown = box.value.trim();
  choose(-1);
  announce(said);
  bar.hidden = !shown;
  if (!results) return toggle(parts.length > 0 && box.closest("search").matches(":focus-within"));
  // Without answers the list of everything is what there is.
  everything.hidden = hasAnswers;
  nameAfter(shown);
}

function note(text) {
  announce([text]);
  if (body.childElementCount === 0) body.append(element("p", {}, text));
  if (!results) toggle(true);
}

function toggle(isOpen) {
  panel.hidden = !isOpen;
  const hasList = isOpen && options().length > 0;
  box.setAttribute("aria-expanded", hasList);
  if (hasList) box.setAttribute("aria-controls", "search-list");
  else box.removeAttribute("aria-controls");
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
let keeping, isKept = true;
function keepAddress(query) {
  clearTimeout(keeping);
  isKept = false;
  keeping = setTimeout(() => keepNow(query), 250);
}

function keepNow(query) {
  clearTimeout(keeping);
  isKept = true;
  history.replaceState(null, "", addressOf(query));
}

// The page's name says what it answers. A server has said so already, and what it says otherwise.
const title = results && document.querySelector("main h1"), site = document.title.split(" · ").at(-1);
const plainTitle = title?.dataset.plain ?? title?.textContent;
function nameAfter(query) {
  if (!title) return;
  title.replaceChildren(...(query && words.everything ? sentenceAbout("everything", query) : [plainTitle]));
  document.title = `${title.textContent} · ${site}`;
}

function press(event) {
  if (event.isComposing || results) return;
  const { length } = options(), isOpen = !panel.hidden;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape" && isOpen) toggle(false);
  else if (step && isOpen && length) choose((Math.max(active, step < 0 ? 0 : -1) + step + length) % length);
  else if (step && !isOpen) toggle(body.childElementCount > 0);
  else if (event.key === "Enter" && isOpen && active >= 0) options()[active].click();
  else if (event.key === "Enter" && isOpen && length && !isWeak && shown && shown === box.value.trim()) {
    options()[0].click();
  } else return;
  event.preventDefault();
}

if (!results) {
  for (const [key, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": false,
  })) box.setAttribute(key, value);
}
box.addEventListener("input", () => {
  hush();
  limit = results ? 10 : 5;
  show();
});
box.addEventListener("focus", () => isQuiet || show());
box.addEventListener("keydown", press);
box.form.addEventListener("submit", (event) => {
  remember(box.value.trim());
  if (!results) return;
  event.preventDefault();
  show();
});
// From a filter or a link of the panel the way out is the same as from the box.
panel.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || panel.hidden) return;
  event.preventDefault();
  toggle(false);
  isQuiet = true;
  box.focus();
  isQuiet = false;
});
// Whoever leaves the search leaves the panel.
document.addEventListener("focusin", ({ target }) => {
  if (!results && !box.closest("search").contains(target)) toggle(false);
});
document.addEventListener("click", ({ target }) => {
  if (!results && !box.closest("search").contains(target) && target.isConnected) toggle(false);
});

if (results) {
  // Whoever comes back finds the query again.
  document.addEventListener("click", () => isKept || keepNow(box.value.trim()), true);
  const asked = new URLSearchParams(location.search);
  box.value ||= asked.get("q") ?? "";
  for (const facet of Object.keys(filters)) filters[facet] = asked.get(facet) ?? "";
}
show();
