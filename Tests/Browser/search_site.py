"""A small help centre in four languages, built once, served by a dumb file host that can misbehave."""

import functools
import http.server
import json
import subprocess
import threading

import pytest
from conftest import DESKTOP, ROOT

ARTICLES = {
    "site.yaml": "title: Lamp Shop Help\nlanguages: [en, de, ja, ar]\ndesk: /ask\n",
    "account/index.md": "---\ntitle: Account\n---\n",
    "account/password.md": """---
title: Reset your password
asked_as: [I forgot my password]
---
A password that was forgotten cannot be sent, only set anew.

## By mail
Open the sign-in page and choose *Forgotten*. A link comes by mail within five minutes. It works once.

## With a recovery code
Type one of the ten codes that you printed when you set up the second factor.
""",
    "account/close.md": "---\ntitle: Close your account\n---\nClosing an account deletes orders and addresses.\n",
    "account/mail.md": "---\ntitle: Change your mail address\n---\n"
                       "Your old address gets one last message, so that nobody takes your account away.\n",
    "orders/index.md": "---\ntitle: Orders\n---\n",
    "orders/faq.md": """---
title: Questions about orders
kind: faq
---
## How long does a refund take?
A refund takes five working days. We pay it to the card that you paid with.

## Where is my parcel?
The mail with the tracking number tells you. Parcels take two days, <b>never</b> more than four & a half.

## Can I change the delivery address?
Until the parcel has left the house. Log in and open the order.
""",
    "orders/invoice.md": "---\ntitle: Download an invoice\nkind: tutorial\n---\n"
                         "Invoices lie beside each order as PDF.\n\n## Naïve café receipts\nA café wants receipts.\n",
    "lamps/index.md": "---\ntitle: Lamps\n---\n",
    "lamps/bulb.md": "---\ntitle: Change the bulb\nkind: tutorial\n---\n"
                     + "Let the lamp cool down before you touch it. " * 3
                     + "Then turn the bulb to the left. Error E4711 means that the thread is dirty.\n",
    "lamps/wifi.md": "---\ntitle: Connect a lamp to the Wi-Fi\n---\nOnly networks at 2.4 GHz will do.\n",
}
for number in range(14):
    ARTICLES[f"lamps/model-{number}.md"] = (
        f"---\ntitle: Lamp model {number}\n---\nThis lamp burns {number + 2} watts and lasts for years.\n")
TRANSLATIONS = {
    "account/password.de.md": "---\ntitle: Passwort zurücksetzen\n---\n"
                              "Ein vergessenes Passwort können Sie über die Anmeldung neu setzen.\n",
    "orders/invoice.de.md": "---\ntitle: Rechnung herunterladen\n---\nRechnungen liegen bei jeder Bestellung.\n",
    "account/password.ja.md": "---\ntitle: パスワードを再設定する\n---\n忘れたパスワードは送れません。新しく設定してください。\n",
    "orders/invoice.ja.md": "---\ntitle: 請求書をダウンロードする\n---\n注文ごとに請求書があります。\n",
    "account/password.ar.md": "---\ntitle: إعادة تعيين كلمة المرور\n---\n"
                              "لا يمكن إرسال كَلِمَةِ المرور المنسية، بل تعيينها من جديد.\n",
    "orders/invoice.ar.md": "---\ntitle: تنزيل الفاتورة\n---\nتجد الفواتير بجانب كل طلب.\n",
}


class Host(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


def serve(folder):
    """A dumb file host for a folder; its address and the server to shut down."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}", server


def build(folder, articles):
    """Writes articles and builds their site; the folder of the site."""
    for path, text in articles.items():
        file = folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    subprocess.run(
        [ROOT / ".build/debug/porchlight", "build", "--content", folder / "content", "--output",
         folder / "public", "--cache", folder / "cache", "--date", "2026-11-21"],
        check=True, capture_output=True)
    return folder / "public"


def index_folder(public, language="en"):
    """Where a language's index lies on the disk."""
    pointer = public / ("" if language == "en" else language) / "search/index.json"
    return public / json.loads(pointer.read_text())["index"].lstrip("/")


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """The address of the shop's help centre, and the folder of its site."""
    public = build(tmp_path_factory.mktemp("shop"), ARTICLES | TRANSLATIONS)
    url, server = serve(public)
    yield url, public
    server.shutdown()


BOX = "#q"
ANSWERS = "#search-panel [role=option]"


@pytest.fixture
def reader(shop, chromium):
    """A reader's browser on a page of the shop; what its console complains of is a mistake."""
    contexts = []

    def arrive(path="/", **options):
        context = chromium.new_context(viewport=options.pop("viewport", DESKTOP), bypass_csp=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        if path:
            page.goto(shop[0] + path)
        return page

    yield arrive
    for context in contexts:
        assert [page.complaints for page in context.pages] == [[]] * len(context.pages)
        context.close()


def titles(page):
    return page.locator(f"{ANSWERS} strong").all_inner_texts()


def ask(page, query):
    """Puts a query into the box and waits until the page has answered it."""
    page.locator(BOX).fill(query)
    page.wait_for_function("(query) => document.querySelector('[data-shown]')?.dataset.shown === query", arg=query.strip())


def heard(page, words):
    """Waits until those who hear the page are told some words, which is when typing rests."""
    page.wait_for_function(
        "(words) => document.getElementById('search-status').textContent.includes(words)", arg=words)
    return page.locator("#search-status").inner_text()
