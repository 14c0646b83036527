// Reloads the page when what it shows was built again, and says what is wrong with the content.

const script = document.querySelector("script[data-preview]");
let version = Number(script.dataset.preview);
const panel = makePanel();

const events = new EventSource(script.dataset.events);
events.onmessage = (event) => {
  const state = JSON.parse(event.data);
  // Another run of the program counts its versions from the beginning.
  const isOther = state.version !== version;
  if (isOther && (!state.pages || state.version !== version + 1 || state.pages.includes(location.pathname))) {
    location.reload();
    return;
  }
  version = state.version;
  show(state);
};

function makePanel() {
  const host = document.body.appendChild(document.createElement("aside"));
  host.setAttribute("aria-label", "Preview");
  const root = host.attachShadow({ mode: "open" });
  const style = new CSSStyleSheet();
  style.replaceSync(`
    details { position: fixed; inset-block-end: 0; inset-inline: 0; z-index: 1000; max-block-size: 60vh;
      overflow: auto; font: 14px/1.5 system-ui, sans-serif; color: #fff; background: #1d232c;
      border-block-start: 3px solid #d9a441; }
    details.failed { border-color: #e5534b; }
    summary { padding: .5rem 1rem; cursor: pointer; }
    summary:focus-visible { outline: 2px solid #d9a441; outline-offset: -4px; }
    ul { margin: 0; padding: 0 1rem .75rem 2rem; }
    li { margin-block: .35rem; overflow-wrap: anywhere; }
    li.fatal { padding-inline-start: .5rem; border-inline-start: 3px solid #e5534b; font-weight: 600; }
    code { color: #ffd58a; font: 13px ui-monospace, monospace; }`);
  root.adoptedStyleSheets = [style];
  return root;
}

function show({ failed, findings, count }) {
  const wasOpen = panel.querySelector("details")?.open ?? false;
  panel.replaceChildren();
  if (findings.length === 0) return;
  const details = panel.appendChild(document.createElement("details"));
  details.open = failed || wasOpen;
  details.classList.toggle("failed", failed);
  const summary = details.appendChild(document.createElement("summary"));
  const words = count === 1 ? "1 finding" : `${count} findings`;
  summary.textContent = failed ? "The site could not be built; you see the last one." : words;
  const list = details.appendChild(document.createElement("ul"));
  for (const { place, message, isFatal } of findings) {
    const item = list.appendChild(document.createElement("li"));
    item.classList.toggle("fatal", isFatal);
    item.appendChild(document.createElement("code")).textContent = place;
    item.append(` ${message}`);
  }
  if (count > findings.length) {
    list.appendChild(document.createElement("li")).textContent =
      `and ${count - findings.length} more: “porchlight check” lists all.`;
  }
}
