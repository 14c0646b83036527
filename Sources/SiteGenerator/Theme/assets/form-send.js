// Sends the question without leaving the page, says how far it is, and what was wrong with it.

function fail(text) {
  failure.textContent = text;
  failure.hidden = !text;
  if (text) failure.scrollIntoView({ block: "nearest" });
}

/** All that is sent: the fields that are shown, and the files in the order in which they were chosen. */
function content() {
  const data = new FormData(form);
  data.delete("files");
  for (const file of files) data.append("files", file);
  return data;
}

function showProgress(percent) {
  progress.hidden = percent === undefined;
  form.querySelector("p > button").disabled = percent !== undefined;
  progress.querySelector("progress").value = percent ?? 0;
  progress.querySelector("p").textContent = percent === undefined ? "" : sentence("sending", { percent });
}

function send() {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      showProgress(Math.floor(100 * loaded / Math.max(total, 1)));
    });
    request.addEventListener("load", () => resolve({ status: request.status, answer: request.response }));
    for (const event of ["error", "abort", "timeout"]) request.addEventListener(event, () => reject(event));
    request.send(content());
  });
}

function showMistakes({ message, errors = {}, key }) {
  // The one that the form had has sent something else already.
  if (key) form.elements.key.value = key;
  for (const input of form.querySelectorAll("[aria-invalid]")) complain(input.name, "");
  for (const [name, text] of Object.entries(errors)) complain(name, text);
  fail(message);
  const first = form.querySelector("[aria-invalid]");
  first?.focus();
}

// On a ticket's page all that is written is about that ticket, and each form there has a key of the server's.
const isReply = "draftName" in form.dataset;

/** This page, empty: without what a search handed over, which was asked by now. */
function emptyPage() {
  const address = new URL(location.href);
  for (const name of ["subject", "from"]) address.searchParams.delete(name);
  address.hash = "";
  return address.href;
}

/**
 * Going back and loading the page anew find the question with the desk, and the way to it. The key went
 * with the question: what is asked next gets a key of its own, on a page that knows nothing of this one.
 */
function showSent(address) {
  isSent = true;
  fail("");
  const note = make("div", { class: "notice", role: "status" });
  const ways = [make("a", { href: address }, sentence("see"))];
  if (!isReply) ways.push(make("a", { href: emptyPage() }, sentence("else")));
  note.append(
    make("p", {}, sentence("sent")),
    make("ul", { class: "ways" }, ...ways.map((way) => make("li", {}, way))));
  form.replaceChildren(note);
}

if (!isReply && history.state?.sent) showSent(history.state.sent);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!progress.hidden) return;
  const wrong = chooser ? filesComplaint() : "";
  if (wrong) return complain("files", wrong);
  fail("");
  showProgress(0);
  let status, answer;
  try {
    ({ status, answer } = await send());
  } catch {
    showProgress();
    return fail(sentence("unsent"));
  }
  showProgress();
  if (status === 201 && answer?.address) {
    isSent = true;
    forgetDraft();
    addEventListener("pageshow", ({ persisted }) => persisted && showSent(answer.address));
    // In place of the key, which has done its work.
    if (!isReply) history.replaceState({ sent: answer.address }, "");
    location.assign(answer.address);
    return;
  }
  showMistakes(answer?.message ? answer : { message: sentence("unsent") });
});
