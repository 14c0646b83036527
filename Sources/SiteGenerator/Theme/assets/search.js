// Wakes search up when a reader means to search; before that nothing of it is loaded.

const box = document.getElementById("q");
const results = document.getElementById("results"), panel = document.getElementById("search-panel");
const failure = document.createElement("div");
let search;

async function wake() {
  try {
    // Side by side: the box would ask for the other only once it was there itself.
    await (search ??= Promise.all([import("./search-answers.js"), import("./search-box.js")]));
    failure.remove();
  } catch {
    // Offline, perhaps: the next key tries again, and Enter leads to the list of all answers.
    search = undefined;
    tell(box.dataset.failed);
  }
}

/** Says that there is no search, to those who see the page and to those who hear it. */
function tell(text) {
  const sentence = document.createElement("p");
  sentence.textContent = text;
  failure.replaceChildren(sentence);
  if (!failure.isConnected) (results ?? panel).append(failure);
  if (!results) panel.hidden = document.activeElement !== box;
  const status = document.getElementById("search-status");
  if (status.textContent !== text) status.textContent = text;
}

if (box) {
  for (const event of ["focus", "input"]) box.addEventListener(event, wake);
  box.addEventListener("blur", () => {
    if (failure.isConnected && !results) panel.hidden = true;
  });
  document.addEventListener("keydown", (event) => {
    const { key, target, altKey } = event, isHeld = event.ctrlKey || event.metaKey;
    // Whoever writes a text may mean something else by Ctrl+K: a link, or the end of the line.
    const isText = target.isContentEditable || target.nodeName === "TEXTAREA";
    const isTyping = isText || /^(input|select)$/i.test(target.nodeName);
    if (altKey || !(isHeld ? key.toLowerCase() === "k" && !isText : key === "/" && !isTyping)) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
  const asked = results && new URLSearchParams(location.search).get("q");
  if (asked) box.value ||= asked;
  if (asked || document.activeElement === box) wake();
}
