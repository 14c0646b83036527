"""What a search costs in the browser: bytes and milliseconds, ours beside Pagefind's, in one run.

    python Tests/Benchmarks/search_browser.py [arduino-help product-docs]

Needs $PORCHLIGHT_DATA, .build/release/porchlight (or $PORCHLIGHT), Debian's chromium, and PyPI's
playwright and pagefind[bin]. Sites are built below .build/search-browser.

Bytes are what a file host that compresses text sends (--plain: that serves everything as it is), headers
included, to the page and to its workers: page loaded, caches empty, then everything until five answers
stand there with text. Times are from the key press to the frame that shows answers, with the site served
by `porchlight serve`: cold (the first key of a page, a quarter of a second after the reader went to the
box, which is when search wakes up), new (another query), warm (asked before), keys (one letter after the
other).
"""

import functools
import gzip
import http.server
import json
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ["PORCHLIGHT_DATA"])
WORK = ROOT / ".build/search-browser"
PORCHLIGHT = os.environ.get("PORCHLIGHT", ROOT / ".build/release/porchlight")
IS_PLAIN = "--plain" in sys.argv
SETS = {
    "arduino-help": ["queries/electronics-keywords.tsv", "queries/electronics.tsv"],
    "product-docs": ["queries/product-docs.tsv"],
}
MOST = 25  # queries of a kind
PAUSE = 250  # milliseconds between going to the box and the first key


class Host(http.server.SimpleHTTPRequestHandler):
    """A file host that keeps connections open, and compresses text unless told otherwise."""

    protocol_version = "HTTP/1.1"
    sent = requests = 0

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            return self.send_error(404)
        body = path.read_bytes()
        self.send_response(200)
        kind = self.guess_type(str(path))
        self.send_header("Content-Type", kind)
        if not IS_PLAIN and ("text" in kind or "json" in kind or "wasm" in kind):
            body = gzip.compress(body, 9)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        # What stands before the body: about what other hosts send.
        Host.sent += len(body) + sum(map(len, self._headers_buffer)) + 2
        Host.requests += 1
        self.end_headers()
        self.wfile.write(body)


def serve(folder):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"


def content(name):
    folder = DATA / "corpora" / name
    if folder.is_dir():
        return folder
    unpacked = WORK / f"{name}-content"
    if not unpacked.is_dir():
        unpacked.mkdir(parents=True)
        subprocess.run(["tar", "--zstd", "-xf", f"{folder}.tar.zst", "-C", unpacked], check=True)
    inner = [path for path in unpacked.iterdir() if path.is_dir()]
    return inner[0] if len(inner) == 1 and not (unpacked / "index.md").exists() else unpacked


def build(name):
    """Both sites' folder: ours, and Pagefind's index of the same pages beside it."""
    public = WORK / name
    subprocess.run(
        [PORCHLIGHT, "build", "--content", content(name), "--output", public, "--cache", WORK / f"{name}-cache",
         "--date", "2026-11-21"], check=True, capture_output=True)
    start = time.monotonic()
    subprocess.run([sys.executable, "-m", "pagefind", "--site", public], check=True, capture_output=True)
    print(f"{name}: Pagefind's index took {time.monotonic() - start:.1f} s")
    (public / "pagefind-bench.html").write_text(PAGEFIND_PAGE)
    return public


def serve_as_we_do(name, public):
    """A desk of ours with that site, and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    desk = subprocess.Popen(
        [PORCHLIGHT, "serve", "--site", public, "--content", content(name), "--data", WORK / f"{name}-desk",
         "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/"
    while True:
        try:
            urllib.request.urlopen(address).read()
            return desk, address
        except OSError:
            time.sleep(0.1)


PAGEFIND_PAGE = """<!doctype html><title>Pagefind</title><input id=q><ol id=list></ol><script type=module>
let pagefind;
globalThis.ask = async (query) => {
    pagefind ??= await import("/pagefind/pagefind.js");
    const { results } = await pagefind.search(query);
    const found = await Promise.all(results.slice(0, 5).map((result) => result.data()));
    document.getElementById("list").innerHTML = found.map(({ url, excerpt }) => `<li>${url} ${excerpt}`).join("");
    return found.length;
};
</script>"""

# Puts a query into the box at once, and answers with the milliseconds until answers were painted.
TYPE = """([query]) => new Promise((done) => {
    const box = document.getElementById("q"), start = performance.now();
    const painted = () => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(performance.now() - start);
        channel.port2.postMessage(0);
    });
    const watch = () => document.querySelector("[data-shown]")?.dataset.shown === query.trim() && painted();
    const observer = new MutationObserver(() => { if (watch()) observer.disconnect(); });
    observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-shown"] });
    box.focus();
    box.value = query;
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
})"""


class Wire:
    """A page of its own browser, and the bytes that were sent to it."""

    def __init__(self, browser, url):
        self.context = browser.new_context()
        self.page = self.context.new_page()
        self.page.goto(url)
        self.page.wait_for_load_state("networkidle")
        self.take()

    def take(self):
        """Bytes and requests since the last time."""
        self.page.wait_for_timeout(50)
        taken, Host.sent, Host.requests = (Host.sent, Host.requests), 0, 0
        return taken


def bytes_of_ours(browser, url, queries):
    """Bytes and requests of each as first and as further query."""
    first, further = [], []
    for query in queries:
        wire = Wire(browser, url)
        wire.page.evaluate(TYPE, [query])
        first.append(wire.take())
        wire.context.close()
    wire = Wire(browser, url)
    wire.page.evaluate(TYPE, ["help"])
    wire.take()
    for query in queries:
        wire.page.evaluate(TYPE, [query])
        further.append(wire.take())
    wire.context.close()
    return first, further


def times_of_ours(browser, url, queries):
    """Milliseconds until answers are seen: cold, new, warm, and of each key."""
    cold = []
    for query in queries:
        wire = Wire(browser, url)
        wire.page.focus("#q")
        wire.page.wait_for_timeout(PAUSE)
        cold.append(wire.page.evaluate(TYPE, [query]))
        wire.context.close()
    wire = Wire(browser, url)
    wire.page.evaluate(TYPE, ["help"])
    new = [wire.page.evaluate(TYPE, [query]) for query in queries]
    warm = [wire.page.evaluate(TYPE, [query]) for query in queries]
    keys = [wire.page.evaluate(TYPE, [query[:end]]) for query in queries[:5] for end in range(1, len(query) + 1)]
    wire.context.close()
    return {"cold": cold, "new": new, "warm": warm, "keys": keys}


def pagefinds(browser, url, queries):
    first, further, found = [], [], 0
    for query in queries:
        wire = Wire(browser, url + "pagefind-bench.html")
        found += wire.page.evaluate("(query) => ask(query)", query) > 0
        first.append(wire.take())
        wire.context.close()
    wire = Wire(browser, url + "pagefind-bench.html")
    wire.page.evaluate("ask('help')")
    wire.take()
    for query in queries:
        wire.page.evaluate("(query) => ask(query)", query)
        further.append(wire.take())
    wire.context.close()
    return first, further, found


def kilobytes(counts):
    sizes = sorted(size for size, _ in counts)
    requests = statistics.mean(number for _, number in counts)
    return (f"mean {statistics.mean(sizes) / 1000:6.1f}  p50 {sizes[len(sizes) // 2] / 1000:6.1f}  "
            f"max {sizes[-1] / 1000:6.1f} KB  {requests:4.1f} requests")


def p95(times):
    return sorted(times)[int(len(times) * 0.95)]


def main():
    names = [name for name in SETS if name in sys.argv] or list(SETS)
    WORK.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name in names:
            public = build(name)
            url = serve(public) + "/"
            desk, address = serve_as_we_do(name, public)
            scripts = sorted(public.glob("assets/search*.js"))
            sizes = {path.name.split(".")[0]: len(gzip.compress(path.read_bytes(), 9)) for path in scripts}
            print(f"{name}: modules, compressed: {json.dumps(sizes)}")
            for kind in ("kw", "other"):
                lines = [line.split("\t") for file in SETS[name] for line in (DATA / file).read_text().splitlines()]
                queries = [line[0] for line in lines if (line[2] == "kw") == (kind == "kw")][:MOST]
                label = f"{name}, {'keywords' if kind == 'kw' else 'whole questions'} ({len(queries)})"
                first, further = bytes_of_ours(browser, url, queries)
                times = times_of_ours(browser, address, queries)
                print(f"{label}\n  Porchlight first   {kilobytes(first)}\n  Porchlight further {kilobytes(further)}")
                print("  Porchlight key to paint, p50 and p95: " + ", ".join(
                    f"{moment} {statistics.median(list_):.0f} {p95(list_):.0f} ms" for moment, list_ in times.items()))
                first, further, found = pagefinds(browser, url, queries)
                print(f"  Pagefind   first   {kilobytes(first)}\n  Pagefind   further {kilobytes(further)}")
                print(f"  Pagefind   found something for {found} of {len(queries)}")
            desk.terminate()
            desk.wait()
        browser.close()


main()
