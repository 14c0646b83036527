"""Customers who write scripts: nothing of it runs, on the customer's page or an agent's.

The payloads are public lists outside the repository; without $PORCHLIGHT_DATA they are skipped. The
browser ignores our content security policy here, so that what is proved is the rendering alone.
"""

import json
import os
import re
import urllib.parse
from pathlib import Path

import pytest
from test_http import ask_for, key_in, session

DATA = os.environ.get("PORCHLIGHT_DATA")
CHUNK = 24 * 1024

ALLOWED = {
    "A", "BLOCKQUOTE", "BR", "CODE", "DEL", "DIV", "EM", "FIGCAPTION", "FIGURE", "H1", "H2", "H3", "H4",
    "H5", "H6", "HR", "INPUT", "KBD", "LI", "OL", "P", "PRE", "SECTION", "STRONG", "SUP", "TABLE", "TBODY",
    "TD", "TH", "THEAD", "TIME", "TR", "UL", "HEADER", "BDI",
}

INSPECT = """(allowed) => [...document.querySelectorAll('.message *')].flatMap((one) => {
    const complaints = [];
    // What our own script puts beside code blocks: a copy button and its voice.
    if (one.matches('button.copy, .copy + span.visually-hidden')) return complaints;
    if (!allowed.includes(one.tagName)) complaints.push(`<${one.tagName}>`);
    for (const { name, value } of one.attributes) {
        if (name.startsWith('on') || name === 'style' || name === 'src') complaints.push(`${name}=${value}`);
    }
    // An address that is none at all has the protocol ':' and leads nowhere.
    const safe = ['http:', 'https:', 'mailto:', 'tel:', ':'];
    if (one.tagName === 'A' && one.hasAttribute('href') && !safe.includes(one.protocol))
        complaints.push(`href=${one.getAttribute('href')}`);
    if (one.tagName === 'INPUT' && !(one.type === 'checkbox' && one.disabled)) complaints.push('input');
    return complaints;
})"""


def payloads():
    folder = Path(DATA) / "hostile"
    lines = (folder / "payloadbox-xss/xss-payload-list.txt").read_text(errors="replace").splitlines()
    return lines + json.loads((folder / "blns/blns.json").read_text())


def messages(lines):
    """Payloads as messages: each a paragraph of its own, and once more inside of Markdown's marks."""
    message = ""
    for line in lines:
        for text in (line, f"[x]({line}) ![x]({line}) <{line}>"):
            if len((message + text).encode(errors="replace")) > CHUNK:
                yield message
                message = ""
            message += text + "\n\n"
    yield message


def submit(server, text):
    """Sends a message; the path of its page."""
    form = {"key": key_in(ask_for(server, "GET", "/ask")), "name": "Eve", "address": "eve@example.org",
            "subject": text.strip().splitlines()[0][:80] or "x", "body": text}
    response = ask_for(server, "POST", "/ask/send", urllib.parse.urlencode(form, errors="replace"))
    assert response.status == 303, response.text
    return response.headers["Location"].split("?")[0]


@pytest.mark.skipif(not DATA, reason="PORCHLIGHT_DATA is not set: 7,000 payloads are skipped")
def test_no_script_that_a_customer_writes_runs_anywhere(server, chromium):
    paths = [submit(server, message) for message in messages(payloads())]
    assert len(paths) > 20
    context = chromium.new_context(bypass_csp=True)
    name, value = session(server)["Cookie"].split("=", 1)
    context.add_cookies([{"name": name, "value": value, "url": server.url}])
    page = context.new_page()
    dialogs, requests = [], []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: requests.append(request.url))
    for path in paths:
        number = re.search(r"/t/(\d+)/", path).group(1)
        for address in (path, f"/desk/tickets/{number}"):
            page.goto(server.url + address)
            assert page.locator(".message").count() >= 1
            assert page.evaluate(INSPECT, sorted(ALLOWED)) == [], address
    page.goto(server.url + "/desk")
    assert dialogs == []
    assert [url for url in requests if not url.startswith((server.url, "data:"))] == []
    context.close()
