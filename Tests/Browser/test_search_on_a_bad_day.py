"""Search on a bad day: a slow network, a broken index, hostile queries, no JavaScript."""

import re
import time

import pytest
from search_site import ANSWERS, ARTICLES, BOX, ask, build, heard, index_folder, reader, serve, shop, titles  # noqa: F401, fixtures


# A bad network, a broken index

def test_answers_of_an_older_query_never_replace_those_of_a_newer(reader):
    page = reader("/orders/faq/")
    slow = []

    def delay(route):
        slow.append(route.request.url)
        time.sleep(0.3 if len(slow) % 2 else 0.05)
        route.continue_()

    page.route("**/*.bin", delay)
    page.locator(BOX).press_sequentially("refund", delay=30)
    page.locator(BOX).fill("invoice")
    page.locator(ANSWERS).filter(has_text="Download an invoice").first.wait_for()
    page.wait_for_timeout(1500)
    assert titles(page)[0] == "Download an invoice"
    assert {text.lower() for text in page.locator(f"{ANSWERS} mark").all_inner_texts()} <= {"invoice", "invoices"}


def test_a_slow_network_says_that_it_is_searching(reader):
    page = reader("/orders/faq/")
    held = []
    page.route("**/index.bin", lambda route: held.append(route))
    page.locator(BOX).fill("invoice")
    page.locator("#search-panel").get_by_text("Searching…").wait_for()
    held[0].continue_()
    page.locator(ANSWERS).first.wait_for()
    assert page.get_by_text("Searching…").count() == 0


@pytest.mark.parametrize("kind", "vpqt")
def test_files_that_cannot_be_had_are_told_and_the_rest_is_shown(reader, shop, kind):  # noqa: F811
    if not list(index_folder(shop[1]).glob(f"{kind}*.bin")):
        pytest.skip(f"a site as small as this has no {kind} files")
    page = reader("/orders/faq/")
    page.route(f"**/{kind}*.bin", lambda route: route.abort())
    ask(page, "account refund lamp dirty")
    assert "could not be loaded" in page.locator("#search-panel").inner_text()
    page.unroute(f"**/{kind}*.bin")
    ask(page, "account refund lamp dirty ")
    page.wait_for_function(
        "() => !document.getElementById('search-panel').innerText.includes('could not be loaded')")
    assert page.locator(ANSWERS).count() > 0


def test_a_file_that_fails_once_is_asked_for_again(reader):
    page = reader("/orders/faq/")
    failed = set()

    def once(route):
        url = route.request.url
        route.continue_() if url in failed or "index.bin" in url else (failed.add(url), route.abort())

    page.route("**/*.bin", once)
    ask(page, "lamp")
    assert page.locator(ANSWERS).count() == 5
    assert failed and "could not be loaded" not in page.locator("#search-panel").inner_text()


@pytest.mark.parametrize("damage", [
    lambda file: b"", lambda file: file[:len(file) // 2], lambda file: file[:-1],
    lambda file: file[:30] + bytes([file[30] ^ 0xFF]) + file[31:], lambda file: b"<!doctype html>",
    "newer",
], ids=["empty", "half", "cut", "flipped", "page", "newer"])
def test_an_index_that_cannot_be_used_is_told_and_people_are_offered(reader, shop, damage):  # noqa: F811
    import zlib
    original = (index_folder(shop[1]) / "index.bin").read_bytes()
    if damage == "newer":
        inflated = zlib.decompress(original)
        broken = zlib.compress(inflated[:4] + bytes([inflated[4] + 1]) + inflated[5:])
    else:
        broken = damage(original)
    page = reader("/orders/faq/")
    page.route("**/index.bin", lambda route: route.fulfill(body=broken))
    ask(page, "refund")
    panel = page.locator("#search-panel")
    assert "could not be loaded" in panel.inner_text()
    assert panel.get_by_role("link", name="Ask a person").is_visible()
    assert heard(page, "could not be loaded")
    page.unroute("**/index.bin")
    ask(page, "refunds")
    page.locator(ANSWERS).first.wait_for()


@pytest.mark.parametrize("kind", "qt")
def test_damaged_shards_are_told(reader, shop, kind):  # noqa: F811
    page = reader("/orders/faq/")

    def damage(route):
        body = route.fetch().body()
        route.fulfill(body=body[:-3])

    page.route(f"**/{kind}*.bin", damage)
    ask(page, "account lamp")
    page.get_by_text("could not be loaded").first.wait_for()


def test_without_its_module_search_leads_to_the_list(reader):
    page = reader("/orders/faq/")
    page.route("**/search-answers*", lambda route: route.abort())
    page.locator(BOX).fill("refund")
    heard(page, "could not be loaded")
    assert "Press Enter for the list" in page.locator("#search-panel").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=refund")
    assert page.get_by_role("link", name="Download an invoice").is_visible()


@pytest.mark.parametrize("name", ["search-answers", "search-box", "index.bin"])
def test_the_page_of_search_without_its_search_says_what_is_true(reader, shop, name):  # noqa: F811
    page = reader(None)
    page.route(f"**/*{name}*", lambda route: route.abort())
    page.goto(shop[0] + "/search/?q=refund")
    page.locator("#results").get_by_text("All answers are listed below.").wait_for()
    assert page.locator(BOX).input_value() == "refund"
    assert page.get_by_role("link", name="Download an invoice").is_visible()
    page.unroute(f"**/*{name}*")
    page.locator(BOX).fill("refunds")
    page.locator("#results .answers a").first.wait_for()
    assert "could not be loaded" not in page.locator("#results").inner_text()


def test_the_page_of_search_keeps_its_list_where_nothing_fits(reader):
    page = reader("/search/?q=zzzz")
    page.locator("#results").get_by_text("Nothing fits").wait_for()
    assert page.get_by_role("link", name="Download an invoice").is_visible()


def test_a_page_that_stays_open_searches_the_site_that_was_built_meanwhile(tmp_path, chromium):
    """A build takes the files of the index before away."""
    public = build(tmp_path, ARTICLES | {"site.yaml": "title: Lamps\n"})
    url, server = serve(public)
    page = chromium.new_page()
    page.goto(url + "/orders/faq/")
    ask(page, "lamp")
    old = index_folder(public)
    build(tmp_path, {"lamps/dimmer.md": "---\ntitle: Connect a dimmer\n---\nA dimmer makes a lamp darker.\n"})
    assert index_folder(public) != old and not old.exists()
    ask(page, "dimmer invoice")
    panel = page.locator("#search-panel")
    panel.get_by_text("Connect a dimmer").wait_for()
    assert "could not be loaded" not in panel.inner_text()
    page.close()
    server.shutdown()


def test_what_could_not_be_loaded_is_not_called_nothing(reader):
    page = reader("/orders/faq/")
    page.route("**/*.bin", lambda route: route.continue_() if "index.bin" in route.request.url else route.abort())
    ask(page, "refund")
    panel = page.locator("#search-panel")
    assert "Nothing fits" not in panel.inner_text() and "could not be loaded" in panel.inner_text()
    assert heard(page, "could not be loaded")


@pytest.mark.parametrize("path", ["/", "/search/"])
def test_a_long_query_is_said_again_in_short(reader, path):
    page = reader(path)
    ask(page, "zq" * 5000)
    room = page.locator("#results" if "search" in path else "#search-panel")
    assert "Nothing fits “" + "zq" * 40 + "…”." in room.inner_text()
    assert room.locator("bdi").count() >= 1
    assert len(heard(page, "Nothing fits")) < 400


# Bad input

HOSTILE = [
    "x" * 10_000, "word " * 2_000, "a", "?", "…", "?!.,;:", "🙂", "👩‍👩‍👧‍👦 lamp", "lamp لمبة ランプ", "كلمة المرور",
    "la\u200bmp", "\u202elamp", "\u0000lamp", "<img src=x onerror=alert(1)>", "<mark>lamp</mark>",
    ".*+?^${}()|[]\\lamp", "(?=lamp)", "__proto__ constructor", "%E0%A4%A", "' OR 1=1 --", "{query} {count}",
    "\ud83dlamp" if False else "\ufffdlamp", "l\u0301a\u0301m\u0301p\u0301",
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_query_gets_words_and_no_trouble(reader, query):
    page = reader("/search/")
    page.on("dialog", lambda dialog: page.complaints.append("a dialog opened"))
    start = time.monotonic()
    ask(page, query)
    assert time.monotonic() - start < 5
    assert page.locator("#results").inner_text().strip() != ""
    page.wait_for_function("() => document.getElementById('search-status').textContent !== ''")
    assert page.locator("#results :is(img, b)").count() == 0
    for mark in page.locator("#results mark").all_inner_texts():
        assert re.fullmatch(r"[\w\u0300-\u036f\u200b'’.-]+", mark), mark


# Without JavaScript

def test_without_javascript_the_form_leads_to_a_list_that_helps(reader):
    page = reader("/orders/faq/", java_script_enabled=False)
    page.get_by_label("Search the help centre").fill("invoice")
    page.get_by_label("Search the help centre").press("Enter")
    page.wait_for_url("**/search/?q=invoice")
    assert page.get_by_role("link", name="Download an invoice").is_visible()
    assert page.get_by_role("link", name="R", exact=True).is_visible()
    collections = page.get_by_role("navigation", name="By collection").get_by_role("link")
    assert collections.all_inner_texts() == ["Account", "Lamps", "Orders"]
