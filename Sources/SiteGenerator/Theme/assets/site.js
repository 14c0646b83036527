// What a page does beyond reading. Everything here is an extra: without it all pages work.

const words = document.body.dataset;
let newKey;

followOutline(document.querySelector(".outline"));
document.querySelectorAll("[data-copy] > pre").forEach(addCopyButton);
document.querySelectorAll("form.votes").forEach(sendInPlace);
reachByKeyboard(document.querySelectorAll(".table, .table-scroll, pre, .text table"));
closeOutside(document.querySelector(".languages details"));
suggest(document.querySelector("[data-addresses]"));
document.querySelectorAll("time[data-zone]").forEach(tellLocally);

/** The server tells times in UTC; whoever reads them lives by a clock of their own, and sees both. */
function tellLocally(time) {
  const moment = new Date(time.dateTime);
  if (Number.isNaN(moment.valueOf()) || moment.getTimezoneOffset() === 0) return;
  const format = new Intl.DateTimeFormat(document.documentElement.lang, {
    year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short",
  });
  time.after(` (${format.format(moment)})`);
}

/** Marks the section being read in the outline. */
function followOutline(outline) {
  if (!outline) return;
  const links = new Map();
  for (const link of outline.querySelectorAll("a")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  // The observed area reaches far above the window: what is in it has been read, or is being read.
  const passed = new Set();
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) passed.add(target);
      else passed.delete(target);
    }
    const current = [...links.keys()].findLast((heading) => passed.has(heading));
    for (const [heading, link] of links) {
      if (heading === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }, { rootMargin: "1000000px 0px -75%" });
  for (const heading of links.keys()) observer.observe(heading);
}

/**
 * What scrolls by itself can be reached with the keyboard, and only that. Without this script all
 * code and all tables can. A table's frame then is a place with a name.
 */
function reachByKeyboard(boxes) {
  const named = new Map([...boxes].filter((box) => box.matches("div") && !box.hasAttribute("aria-label"))
    .map((box, at) => [box, `${words.wordTable} ${at + 1}`]));
  const observer = new ResizeObserver((entries) => {
    for (const { target: box } of entries) {
      const scrolls = box.scrollWidth > box.clientWidth;
      box.toggleAttribute("tabindex", scrolls);
      if (scrolls) box.tabIndex = 0;
      if (!named.has(box)) continue;
      for (const [name, value] of [["role", "region"], ["aria-label", named.get(box)]]) {
        if (scrolls) box.setAttribute(name, value);
        else box.removeAttribute(name);
      }
    }
  });
  for (const box of boxes) if (!box.parentElement.matches(".table, .table-scroll")) observer.observe(box);
}

function addCopyButton(block) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = words.wordCopy;
  const status = document.createElement("span");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.textContent.replace(/\n$/, ""));
    button.textContent = status.textContent = words.wordCopied;
    setTimeout(() => {
      button.textContent = words.wordCopy;
      status.textContent = "";
    }, 2000);
  });
  if (navigator.clipboard) block.after(button, status);
}

/** Sends "was this helpful?" without leaving the page; a "no" may say why. */
function sendInPlace(form) {
  const reason = form.querySelector("[data-reason]");
  const status = form.querySelector("[role=status]");
  let answer = "no";
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.submitter;
    const isVote = button?.name === "helpful";
    const fields = new URLSearchParams(new FormData(form, button));
    if (isVote) answer = button.value;
    fields.set("helpful", answer);
    if (isVote) fields.delete("reason");
    fields.set("key", deviceKey());
    try {
      const response = await fetch(form.action, {
        method: "POST", body: fields, headers: { accept: "application/json" }, credentials: "omit",
      });
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
    } catch {
      status.textContent = form.dataset.failed;
      return;
    }
    if (!isVote) {
      reason.hidden = true;
      status.textContent = form.dataset.sent;
      return;
    }
    for (const vote of form.querySelectorAll("[name=helpful]")) {
      vote.setAttribute("aria-pressed", String(vote === button));
    }
    status.textContent = form.dataset.thanks;
    reason.hidden = button.value !== "no";
    if (!reason.hidden) reason.querySelector("textarea").focus();
  });
}

/**
 * What stands for this device, so that each counts once. It is made when somebody votes, and lies on the
 * device alone: the desk keeps something else for each article, from which it cannot be told.
 */
function deviceKey() {
  const name = "porchlight-device";
  try {
    const known = localStorage.getItem(name);
    if (/^d[\w-]{32}$/.test(known ?? "")) return known;
  } catch {
    // Where nothing may be kept, the key lives as long as the page.
  }
  const bytes = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(24)));
  newKey ??= `d${btoa(bytes).replaceAll("+", "-").replaceAll("/", "_")}`;
  try {
    localStorage.setItem(name, newKey);
  } catch {
    // See above.
  }
  return newKey;
}

/** A small menu closes when one looks elsewhere. */
function closeOutside(menu) {
  if (!menu) return;
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}

/**
 * On the page for what is not there: the addresses that look most like the asked one. Below another
 * language's addresses the page becomes that language's.
 */
async function suggest(section) {
  if (!section) return;
  const { home, languages = "" } = section.dataset;
  const homes = languages.split(" ").sort((one, other) => other.length - one.length);
  const homeOf = (path) => homes.find((one) => path.startsWith(one)) ?? home;
  const asked = decodeURIComponent(location.pathname);
  if (homeOf(asked) !== home && await translate(homeOf(asked))) {
    return suggest(document.querySelector("[data-addresses]"));
  }
  const [response, { nearestAddresses }] = await Promise.all([
    fetch(section.dataset.addresses), import("./nearest.js"),
  ]);
  if (!response.ok) return;
  const list = (await response.json()).filter(([address]) => homeOf(address) === home);
  const near = nearestAddresses(list, asked);
  section.querySelector("ul").replaceChildren(...near.map(({ address, title }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = address;
    link.textContent = title;
    item.append(link);
    return item;
  }));
  section.querySelector("h2").hidden = near.length === 0;
}

/** Puts another language's page for what is not there in the place of this one's. */
async function translate(home) {
  const response = await fetch(`${home}404.html`);
  if (!response.ok) return false;
  const other = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!other.querySelector(`[data-home="${CSS.escape(home)}"]`)) return false;
  document.title = other.title;
  for (const name of ["lang", "dir"]) {
    document.documentElement.setAttribute(name, other.documentElement.getAttribute(name));
  }
  for (const part of ["main", ".brand", ".site-nav", ".languages", ".site-footer"]) {
    const [here, there] = [document.querySelector(part), other.querySelector(part)];
    if (here && there) here.replaceWith(there);
  }
  closeOutside(document.querySelector(".languages details"));
  return true;
}
