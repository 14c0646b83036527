// The form in which a reader asks a person, awake: what belongs to its fields.

const form = document.querySelector("form.ask");
const progress = form.querySelector("[data-progress]");
const failure = form.querySelector("[data-failure]");
const page = new URLSearchParams(location.search);
let isSent = false;

function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A sentence of the page's; {name} and the like are filled in. */
function sentence(name, values = {}) {
  return form.dataset[name].replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
}

/** What stands in an input, as conditions know it. */
function valueOf(name) {
  const input = form.elements[name];
  if (!input || input.closest("[data-when]")?.hidden) return "";
  return input.type === "checkbox" ? (input.checked ? "yes" : "no") : input.value;
}

/** Shows the fields whose conditions hold; the others are not sent. */
function showFields() {
  for (const field of form.querySelectorAll("[data-when]")) {
    const wanted = Object.entries(JSON.parse(field.dataset.when));
    field.hidden = !wanted.every(([name, values]) => values.includes(valueOf(name)));
    for (const input of field.querySelectorAll("input, select, textarea")) input.disabled = field.hidden;
  }
}

/** Says below a field what is wrong with it; nothing takes that back. */
function complain(name, text) {
  const input = form.elements[name];
  if (!input) return;
  const id = `${name}-error`;
  form.querySelector(`#${CSS.escape(id)}`)?.remove();
  const known = (input.getAttribute("aria-describedby") ?? "").split(" ");
  const others = known.filter((one) => one && one !== id);
  if (text) {
    input.setAttribute("aria-invalid", "true");
    input.closest(".field").append(make("p", { class: "error", id }, text));
    others.unshift(id);
  } else {
    input.removeAttribute("aria-invalid");
  }
  if (others.length) input.setAttribute("aria-describedby", others.join(" "));
  else input.removeAttribute("aria-describedby");
}

// The condition in words is for pages without this script.
for (const words of form.querySelectorAll(".when")) words.hidden = true;
form.addEventListener("input", showFields);
form.addEventListener("input", ({ target }) => target.getAttribute("aria-invalid") && complain(target.name, ""));

/** A key that nobody else can know: one key, one question, however often it is sent. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return `d${btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_")}`;
}

/** Gives the form a key, which stays with this place in the tab's history until the question is sent. */
function useKey(key) {
  form.elements.key.value = key;
  history.replaceState({ ...history.state, formKey: key }, "");
}

if (!form.elements.key.value) useKey(history.state?.formKey ?? newKey());

/** The page that the reader came from, if it is one of this site's: told to the desk unless they mind. */
async function nameArticle() {
  const place = form.querySelector("[data-article]");
  if (!place || place.childElementCount || !document.referrer) return;
  const from = new URL(document.referrer);
  if (from.origin !== location.origin || from.pathname === location.pathname) return;
  const response = await fetch(form.dataset.titles);
  if (!response.ok) return;
  const known = (await response.json()).find(([address]) => address === from.pathname);
  if (!known) return;
  const box = make("input", { type: "checkbox", name: "from", value: known[0], checked: "" });
  place.append(make("label", {}, box, " ", make("span", {}, sentence("article", { title: known[1] }))));
  place.hidden = false;
}

nameArticle().catch(() => {});
