// Wakes search up when a reader means to search; before that nothing of it is loaded.

const box = document.getElementById("q");
let search;

async function wake() {
  try {
    // Side by side: the box would ask for the other only once it was there itself.
    await (search ??= Promise.all([import("./search-answers.js"), import("./search-box.js")]));
  } catch {
    // Offline, perhaps: the next key tries again, and Enter leads to the list of all answers.
    search = undefined;
    document.getElementById("search-status").textContent = box.dataset.failed;
  }
}

if (box) {
  for (const event of ["focus", "input"]) box.addEventListener(event, wake);
  document.addEventListener("keydown", (event) => {
    const { key, target, altKey } = event, isHeld = event.ctrlKey || event.metaKey;
    const isTyping = target.isContentEditable || /^(input|textarea|select)$/i.test(target.nodeName);
    if (altKey || !(isHeld ? key.toLowerCase() === "k" : key === "/" && !isTyping)) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
  const isAsked = document.getElementById("results") && new URLSearchParams(location.search).get("q");
  if (isAsked || document.activeElement === box) wake();
}
