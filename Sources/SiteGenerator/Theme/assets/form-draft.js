// What somebody has begun to write stays on their device, where they see that it does and can end it.

const draftKey = form.dataset.draftName ?? "porchlight.draft";
const draftNote = form.querySelector("[data-draft]");
let saving;

/** The inputs that a draft holds: what people type or choose, not the form's own and no files. */
function draftInputs() {
  return [...form.elements].filter((input) => input.name && input.type !== "hidden" && input.type !== "file"
    && !["website", "from"].includes(input.name));
}

function saveDraft() {
  saving = undefined;
  const values = {};
  for (const input of draftInputs()) {
    const value = input.type === "checkbox" ? (input.checked ? "yes" : "") : input.value;
    if (value) values[input.name] = value;
  }
  try {
    if (Object.keys(values).length === 0) return forgetDraft();
    localStorage.setItem(draftKey, JSON.stringify({ key: form.elements.key.value, values }));
    draftNote.hidden = false;
  } catch {
    // The browser keeps nothing: then there is no draft, and no note that there is.
  }
}

function forgetDraft() {
  clearTimeout(saving);
  saving = undefined;
  try {
    localStorage.removeItem(draftKey);
  } catch {
    // There was none.
  }
  draftNote.hidden = true;
}

/** Puts a draft into the fields that are empty. Its key comes along: it is the same question. */
function restoreDraft() {
  let draft;
  try {
    draft = JSON.parse(localStorage.getItem(draftKey) ?? "null");
  } catch {
    return;
  }
  if (!draft?.values || form.querySelector("[aria-invalid]")) return;
  if (/^d[\w-]{32}$/.test(draft.key) && form.elements.key.value.startsWith("d")) {
    useKey(draft.key);
  }
  for (const input of draftInputs()) {
    const value = draft.values[input.name];
    if (typeof value !== "string") continue;
    if (input.type === "checkbox") input.checked = value === "yes";
    else if (!input.value) input.value = value;
  }
  draftNote.hidden = false;
}

restoreDraft();
// Whoever searched in vain has said already what it is about.
if (form.elements.subject && page.get("subject")) form.elements.subject.value = page.get("subject").slice(0, 150);
showFields();
form.addEventListener("input", () => {
  clearTimeout(saving);
  saving = setTimeout(saveDraft, 300);
});
// Whoever leaves in the middle of a word finds that word again.
addEventListener("pagehide", () => {
  if (saving === undefined) return;
  clearTimeout(saving);
  saveDraft();
});
draftNote.querySelector("button").addEventListener("click", () => {
  forgetDraft();
  form.reset();
  // A key of the server's is for this ticket; a device's is for this question.
  if (form.elements.key.value.startsWith("d")) useKey(newKey());
  files = [];
  if (chooser) showFiles();
  showFields();
  draftInputs()[0].focus();
});
