// Answers while somebody is still writing, found by the site's own search on the device. What came of
// them is counted without a word of the question, and without a sign of who it was.

const room = form.querySelector("[data-suggestions]");
const searchBox = document.getElementById("q");
// What the search box, too, does not take for a weak answer.
const leastSure = 0.2;
let suggesting, lastQuery = "", lastShown = "", isLeft = false;
// One for all suggestions, and outside of what is hidden: only what changes in a page is heard.
const told = make("p", { role: "status", class: "visually-hidden" });
room?.before(told);

async function suggestAnswers() {
  const { subject, body } = form.elements;
  const query = `${subject.value} ${body.value}`.trim().slice(0, 300);
  if (!searchBox || query.length < 4 || query === lastQuery) return;
  lastQuery = query;
  const { Shelf, search } = await import("./search-answers.js");
  const books = await (suggesting ??= Shelf.open(searchBox.dataset.index));
  const asked = subject.value.trim() || query;
  const found = await search(books, asked, { limit: 3, isWanted: () => true, isStale: () => false });
  // Files are gone when the site was built anew: the next pause finds the index that is there now.
  if (found?.isPartial) suggesting = undefined;
  if (query !== lastQuery) return;
  showAnswers((found?.answers ?? []).filter(({ confidence }) => confidence >= leastSure));
}

function showAnswers(answers) {
  const shown = answers.map(({ url, anchor }) => `${url}#${anchor}`).join(" ");
  if (shown === lastShown) return;
  lastShown = shown;
  room.hidden = answers.length === 0;
  told.textContent = room.hidden ? "" : sentence("suggestions");
  if (room.hidden) return;
  form.elements.suggested.value = "yes";
  const items = answers.map((answer) => {
    const { url, anchor, page: title, heading } = answer;
    // In a window of its own: the form stays as it is.
    const href = anchor ? `${url}#${anchor}` : url;
    const link = make("a", { href, target: "_blank", rel: "noopener" }, heading || title);
    for (const event of ["click", "auxclick"]) {
      link.addEventListener(event, () => count("opened", new URL(url, location.href).pathname));
    }
    return make("li", {}, link);
  });
  room.replaceChildren(make("p", {}, sentence("suggestions")), make("ul", {}, ...items));
}

/** Tells the desk what became of the suggestions. No cookie goes with it, and no word. */
function count(outcome, article = "") {
  const body = new URLSearchParams({ outcome, article });
  fetch(form.action.replace(/send$/, "suggested"), {
    method: "POST", body, keepalive: true, credentials: "omit", headers: { accept: "application/json" },
  }).catch(() => {});
}

let pausing;
form.addEventListener("input", ({ target }) => {
  if (target.name !== "subject" && target.name !== "body") return;
  clearTimeout(pausing);
  pausing = setTimeout(() => suggestAnswers().catch(() => {
    suggesting = undefined;
  }), 500);
});
addEventListener("pagehide", () => {
  if (isSent || isLeft || !form.elements.suggested.value) return;
  isLeft = true;
  count("left");
});
if (form.elements.subject.value) suggestAnswers().catch(() => {});
