// Files that go with a question: several, chosen one after the other, within the limits that are stated.

const chooser = form.elements.files;
const shelf = form.querySelector("[data-files]");
const megabyte = 1000 * 1000;
let files = [];

/** What is wrong with the files; nothing when all is well. */
function filesComplaint() {
  const { count, each, total } = chooser.dataset;
  if (files.length > count) return sentence("manyFiles");
  const large = files.find((file) => file.size > each * megabyte);
  if (large) return sentence("largeFile", { name: large.name });
  return files.reduce((sum, file) => sum + file.size, 0) > total * megabyte ? sentence("largeFiles") : "";
}

function size(bytes) {
  const [value, unit] = bytes < megabyte ? [bytes / 1000, "kilobyte"] : [bytes / megabyte, "megabyte"];
  return new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}

function showFiles() {
  shelf.hidden = files.length === 0;
  shelf.replaceChildren(...files.map((file) => {
    const name = make("bdi", {}, file.name);
    const remove = make("button", {
      type: "button", class: "quiet small", "aria-label": sentence("remove", { name: file.name }),
    }, "×");
    remove.addEventListener("click", () => {
      files = files.filter((other) => other !== file);
      showFiles();
      chooser.focus();
    });
    return make("li", {}, name, ` ${size(file.size)} `, remove);
  }));
  complain("files", filesComplaint());
}

chooser?.addEventListener("change", () => {
  const isKnown = (file) => files.some((other) => other.name === file.name && other.size === file.size);
  files = [...files, ...[...chooser.files].filter((file) => !isKnown(file))];
  chooser.value = "";
  showFiles();
});
