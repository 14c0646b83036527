"""Pagefind on the pages that our program built, for search_quality.py."""

import functools
import http.server
import subprocess
import sys
import threading
from pathlib import Path

PAGE = """<!doctype html><title>Pagefind</title><script type=module>
const pagefind = await import("/pagefind/pagefind.js");
globalThis.ask = async (queries) => {
    const found = [];
    for (const query of queries) {
        const { results } = await pagefind.search(query);
        const ten = await Promise.all(results.slice(0, 10).map((result) => result.data()));
        found.push(ten.map(({ url }) => url));
    }
    return found;
};
</script>"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A file host that says nothing."""

    def log_message(self, *arguments):
        pass


def search_pagefind(public, queries):
    """For each query the addresses of its ten best pages; None where Pagefind is not installed.

    Needs PyPI's pagefind[bin] and playwright, and Debian's chromium.
    """
    try:
        import pagefind  # noqa: F401
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    command = [sys.executable, "-m", "pagefind", "--site", public]
    if subprocess.run(command, capture_output=True).returncode:
        return None
    (Path(public) / "pagefind.html").write_text(PAGE)
    handler = functools.partial(Quiet, directory=public)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            page = browser.new_page()
            page.set_default_timeout(0)
            page.goto(f"http://127.0.0.1:{server.server_address[1]}/pagefind.html")
            page.wait_for_function("() => globalThis.ask")
            found = page.evaluate("(queries) => ask(queries)", queries)
            browser.close()
        return found
    finally:
        server.shutdown()


def sources(public, found):
    """Addresses as paths below the content folder, by how our program names pages."""
    def source(address):
        path = address.strip("/")
        return f"{path}.md" if path else "index.md"

    return [list(dict.fromkeys(map(source, addresses))) for addresses in found]
