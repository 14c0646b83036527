"""How pages look where only a browser sees it: edges, widths, what scrolls, what is printed."""

import functools
import http.server
import subprocess
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT

WIDE = "| " + " | ".join(f"column {n}" for n in range(12)) + " |\n" + "|---" * 12 + "|\n"
PAGES = {
    "site.yaml": "languages: [en, de]\nsilence: [{lint: translation-behind, reason: Nobody asks.}]\n",
    "index.md": "---\ntitle: Lamps\ndescription: All about lamps.\n---\n",
    "guides/plain.md": "# Plain\n\nOne sentence.\n",
    "guides/outlined.md": "# Outlined\n\n## One\n\nText.\n\n## Two\n\nText.\n",
    "guides/outlined.de.md": "# Gegliedert\n\nText.\n",
    "guides/questions.md": "---\ntitle: Questions\nkind: faq\n---\n## Why?\n\nSo.\n\n## How?\n\nThus.\n",
    "guides/wide.md": "# Wide\n\n<figure style=\"width: 800px\"><img src=\"/lamp.svg\" alt=\"A\" "
                      "width=\"1600\" height=\"40\"></figure>\n<div style=\"min-width: 1000px\">A box.</div>\n"
                      "<pre width=\"900\">x</pre>\n",
    "guides/scrolling.md": f"# Scrolling\n\n{WIDE}\n| a | b |\n|---|---|\n| c | d |\n\n{WIDE}\n"
                           f"```sh\n{'long ' * 60}\n```\n\n```sh\nshort\n```\n\n```\n{'long ' * 60}\n```\n",
    "guides/paper.md": "# Paper\n\nhttps://one.example <https://two.example>\n"
                       "[three](https://three.example)\n\n"
                       + WIDE + "\n" + "<table><tr>" + "<td>longenoughword</td>" * 12 + "</tr></table>\n",
    "news/lamp.md": "---\ntitle: A new lamp\nkind: announcement\npublish: 2026-11-01\n---\nIt is brighter.\n",
    "_static/lamp.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>',
}


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("look")
    for path, text in PAGES.items():
        (folder / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / path).write_text(text)
    subprocess.run(
        [ROOT / ".build/debug/porchlight", "build", "--content", folder / "content",
         "--output", folder / "public", "--date", "2026-11-21"], check=True, capture_output=True)
    handler = functools.partial(Quiet, directory=folder / "public")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def look(site, chromium):
    """Opens a page: look("/guides/plain/", width=320)."""
    contexts = []

    def open_page(path, width=1280, **options):
        contexts.append(chromium.new_context(
            viewport={"width": width, "height": 800}, bypass_csp=True, **options))
        page = contexts[-1].new_page()
        page.goto(site + path)
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()


def left(page, selector):
    return round(page.locator(selector).first.bounding_box()["x"])


@pytest.mark.parametrize("width", [320, 390, 800, 1000, 1100, 1280, 1920])
def test_all_that_stands_on_a_page_begins_at_one_edge(look, width):
    edges = {
        "plain": ["/guides/plain/", ".brand", ".banner p", ".breadcrumbs", "h1", ".text", ".around"],
        "outlined": ["/guides/outlined/", ".brand", ".breadcrumbs", "h1", ".text"],
        "home": ["/", ".banner p", ".cards"],
        "collection": ["/guides/", "h1", ".entries"],
        "not found": ["/404.html", "h1"],
        "search": ["/search/", "h1"],
    }
    found = {}
    for name, (path, *selectors) in edges.items():
        page = look(path, width)
        found[name] = {left(page, selector) for selector in selectors}
    assert len(set.union(*found.values())) == 1, found


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_in_a_text_is_wider_than_the_text(look, width):
    page = look("/guides/wide/", width)
    text = page.locator(".text").bounding_box()
    for box in page.locator(".text *").all():
        assert box.bounding_box()["width"] <= text["width"] + 0.5
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize("width", [320, 1280])
def test_lines_between_questions_are_as_wide_as_the_text(look, width):
    page = look("/guides/questions/", width)
    text, line = (page.locator(one).last.bounding_box() for one in (".text", ".answer"))
    assert (line["x"], line["width"]) == (text["x"], text["width"])
    # What an address points at glows beyond the text, but not to the edges of a screen.
    words = page.locator("#why").bounding_box()["x"]
    page.goto(page.url + "#why")
    glow = page.locator(".answer").first.bounding_box()
    assert page.locator("#why").bounding_box()["x"] == words
    assert 2 < glow["x"] < text["x"] and glow["x"] + glow["width"] < width - 2


STOPS = """[...document.querySelectorAll("pre, .table, .text table")].filter((one) => one.tabIndex === 0)
    .map((one) => [one.localName, one.getAttribute("role"), one.getAttribute("aria-label")])"""


def test_only_what_scrolls_is_a_stop_for_the_keyboard_and_its_name_tells_tables_apart(look):
    page = look("/guides/scrolling/")
    assert page.evaluate(STOPS) == [
        ["div", "region", "Table 1"], ["div", "region", "Table 3"], ["pre", None, None], ["pre", None, None]]
    assert Axe().run(page).violations_count == 0
    # A narrow table is a stop as soon as it scrolls, and no longer.
    page.locator(".table table").nth(1).evaluate("(table) => { table.parentElement.style.width = '40px'; }")
    page.wait_for_function("document.querySelectorAll('.table')[1].getAttribute('aria-label') === 'Table 2'")
    page.locator(".table").nth(1).evaluate("(frame) => { frame.style.width = ''; }")
    page.wait_for_function("!document.querySelectorAll('.table')[1].hasAttribute('role')")


def test_without_scripts_all_code_and_all_tables_are_stops(look):
    page = look("/guides/scrolling/", java_script_enabled=False)
    assert page.locator("pre:not([tabindex]), .table:not([tabindex])").count() == 0
    assert page.locator("[tabindex='0']").count() == 6


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_code_shows_beside_or_below_the_copy_button(look, width):
    page = look("/guides/scrolling/", width)
    page.locator(".copy").last.wait_for()
    for block in page.locator(".code").all():
        code, button = (block.locator(one).bounding_box() for one in ("pre", ".copy"))
        beside = button["x"] >= code["x"] + code["width"] - 0.5
        above = button["y"] + button["height"] <= code["y"] + 0.5
        assert beside or above
        if beside:
            line = block.locator("pre").evaluate("""(pre) => {
                const range = document.createRange();
                range.selectNodeContents(pre);
                const { top, height } = range.getClientRects()[0];
                return top + height / 2;
            }""")
            assert abs(button["y"] + button["height"] / 2 - line) < 2
    shown = page.locator(".code").first.evaluate("(code) => getComputedStyle(code, '::before').content")
    assert shown == '"sh"'


def test_the_copy_button_moves_nothing_when_it_comes(look):
    slow = look("/guides/scrolling/", java_script_enabled=False)
    page = look("/guides/scrolling/")
    page.locator(".copy").last.wait_for()
    before, after = (one.locator(".site-footer").bounding_box()["y"] for one in (slow, page))
    assert before == after


def test_paper_shows_whole_tables_and_each_address_once(look):
    page = look("/guides/paper/", 700)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    for table in page.locator(".table, .text table").all():
        assert table.evaluate("(one) => getComputedStyle(one).overflowX") == "visible"
    behind = page.locator(".text p a").evaluate_all(
        "(all) => all.map((one) => getComputedStyle(one, '::after').content)")
    assert behind == ["none", "none", '" (https://three.example)"']


def test_a_page_without_a_translation_has_a_way_back_to_the_reader_s_language(look):
    page = look("/guides/plain/", 390)
    page.locator(".languages summary").click()
    page.get_by_role("link", name="Deutsch Diese Seite ist noch nicht übersetzt.").wait_for()
    assert Axe().run(page).violations_count == 0
    page.get_by_role("link", name="Deutsch").click()
    page.wait_for_url("**/de/guides/")
    page.goto(page.url.replace("/de/guides/", "/404.html"))
    page.locator(".languages summary").click()
    page.get_by_role("link", name="Deutsch").click()
    page.wait_for_url("**/de/")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", sorted({path.split(".")[0] for path in PAGES if "guides/" in path}))
def test_axe_finds_nothing(look, path, width):
    page = look(f"/{path}/", width, color_scheme="dark")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
