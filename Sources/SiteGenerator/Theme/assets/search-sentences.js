// What the search says, to those who see the page and to those who hear it.

// Nobody needs more of a query to know it again.
const longestEcho = 80, restMilliseconds = 500;

/** A word of the interface; {query}, {count} and the like are filled in. */
function say(name, values = {}) {
  return (box.dataset[name] ?? words[name] ?? "").replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}

/** A query as it is said again: without what is too much of it. */
function cut(query) {
  const letters = [...query];
  return letters.length > longestEcho ? `${letters.slice(0, longestEcho).join("").trimEnd()}…` : query;
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

/** A query that turns nothing around it, whichever way it is written. */
const isolated = (query) => element("bdi", {}, cut(query));

/** A sentence about a query, as nodes. */
function sentenceAbout(name, query) {
  const [before, after] = say(name, { query: "\0" }).split("\0");
  return after === undefined ? [before] : [before, isolated(query), after];
}

let telling, told = "";

/** Tells sentences to those who hear the page, once typing rests. */
function announce(sentences) {
  clearTimeout(telling);
  const text = sentences.map((one) => /[.:?!…؟。]$/.test(one) ? one : `${one}.`).join(" ");
  const now = `${shown}\n${text}`;
  if (now === told) return;
  telling = setTimeout(() => {
    told = now;
    status.textContent = text;
  }, restMilliseconds);
}

/** What was going to be said is out of date. */
const hush = () => clearTimeout(telling);
