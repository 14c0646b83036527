"""Search in the page: as a reader meets it, with a keyboard and on a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import DESKTOP, PHONE, SCREENSHOTS
from search_site import ANSWERS, BOX, ask, heard, reader, shop, titles  # noqa: F401, fixtures

# Opening

def test_nothing_is_downloaded_before_a_reader_means_to_search(reader):
    page = reader("/account/password/")
    page.wait_for_load_state("networkidle")
    page.mouse.wheel(0, 400)
    page.keyboard.press("Tab")
    assert [url for url in page.asked if "search-" in url or "/search/" in url] == []
    page.locator(BOX).focus()
    page.locator("#search-panel .hints a").first.wait_for()
    assert sum("search-answers" in url for url in page.asked) == 1
    assert sum("index.bin" in url for url in page.asked) == 1


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_a_key_opens_the_box(reader, key):
    page = reader("/orders/faq/")
    page.keyboard.press(key)
    assert page.evaluate("document.activeElement.id") == "q"
    assert page.locator(BOX).input_value() == ""


def test_a_slash_in_a_field_is_a_slash(reader):
    page = reader("/")
    page.locator(BOX).focus()
    page.keyboard.type("either/or")
    assert page.locator(BOX).input_value() == "either/or"


# Answers

def test_answers_appear_while_one_types_and_lead_to_the_exact_heading(reader, shop):  # noqa: F811
    page = reader("/lamps/wifi/")
    page.locator(BOX).press_sequentially("recovery co")
    page.locator(ANSWERS).first.wait_for()
    first = page.locator(ANSWERS).first
    assert first.get_attribute("href") == "/account/password/#with-a-recovery-code"
    assert first.locator("strong").inner_text() == "With a recovery code"
    assert first.locator("small").inner_text() == "Account › Reset your password"
    assert "ten codes that you printed" in first.locator("span").inner_text()
    first.click()
    page.wait_for_url(shop[0] + "/account/password/#with-a-recovery-code")


def test_a_question_of_a_faq_is_an_answer_of_its_own(reader):
    page = reader()
    ask(page, "how long does a refund take")
    assert page.locator(ANSWERS).first.get_attribute("href") == "/orders/faq/#how-long-does-a-refund-take"


def test_the_words_that_were_found_are_marked_and_nothing_else(reader):
    page = reader()
    ask(page, "parcels <b>")
    first = page.locator(ANSWERS).first
    marks = {text.lower() for text in first.locator("mark").all_inner_texts()}
    assert marks == {"parcel", "parcels"}, marks
    # What stands in the text as markup is shown, not obeyed.
    assert first.locator("b").count() == 0


def test_accents_and_case_matter_neither_in_finding_nor_in_marking(reader):
    page = reader()
    ask(page, "NAIVE CAFE")
    marks = page.locator(ANSWERS).first.locator("mark").all_inner_texts()
    assert {"Naïve", "café"} <= set(marks), marks


@pytest.mark.parametrize("path, query, marked", [
    ("/ja/", "パスワード", "パスワード"), ("/ar/", "كلمة", "كَلِمَةِ"), ("/de/", "zurucksetzen", "zurücksetzen"),
])
def test_other_scripts_are_found_and_marked_whole(reader, path, query, marked):
    page = reader(path)
    ask(page, query)
    marks = page.locator(f"{ANSWERS} mark").all_inner_texts()
    assert marked in marks, marks


def test_the_passage_begins_near_the_words_that_were_found(reader):
    page = reader()
    ask(page, "turn the bulb")
    passage = page.locator(ANSWERS).first.locator("span").inner_text()
    assert passage.startswith("… ") and "bulb" in passage, passage


def test_a_misspelt_word_finds_and_says_what_was_looked_for(reader):
    page = reader()
    ask(page, "pasword")
    assert titles(page)[0] == "Reset your password"
    page.get_by_text("Did you mean").wait_for()
    page.get_by_role("link", name="password", exact=True).click()
    page.wait_for_function("() => document.getElementById('q').value === 'password'")


def test_what_was_meant_is_shown_as_the_site_writes_it(reader):
    page = reader("/de/")
    ask(page, "zuruksetzen")
    page.locator("#search-panel").get_by_role("link", name="zurücksetzen", exact=True).wait_for()


def test_of_a_long_section_the_part_that_answers_is_shown(reader):
    page = reader()
    ask(page, "thread dirty")
    passage = page.locator(ANSWERS).first.locator("span").inner_text()
    assert passage.startswith("… ") and "the thread is dirty" in passage, passage
    assert {"thread", "dirty"} <= set(page.locator(ANSWERS).first.locator("mark").all_inner_texts())


def test_nothing_found_says_so_proposes_near_words_and_offers_the_form(reader):
    page = reader()
    ask(page, "invoyzen")
    panel = page.locator("#search-panel")
    assert "Nothing fits “invoyzen”." in panel.inner_text()
    assert panel.get_by_role("link", name=re.compile("invoice")).count() >= 1, panel.inner_text()
    form = panel.get_by_role("link", name="Ask a person")
    assert form.get_attribute("href") == "/ask-a-person/?subject=invoyzen"
    assert heard(page, "Nothing fits").startswith("Nothing fits “invoyzen”. Did you mean invoice")


def test_an_answer_that_hardly_fits_is_shown_without_praise(reader):
    page = reader()
    ask(page, "why does the neighbours cat sleep upon lasts and zeppelins")
    assert "Nothing quite fits" in page.locator("#search-panel").inner_text()
    assert page.locator(ANSWERS).count() > 0


# Keyboard and screen readers

def test_the_keyboard_alone_goes_through_the_answers(reader, shop):  # noqa: F811
    page = reader()
    ask(page, "lamp")
    count = page.locator(ANSWERS).count()
    assert count == 5
    chosen = "() => document.querySelector('[aria-selected=true]')?.id"
    for key, number in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", count - 1),
                        ("ArrowDown", 0), ("ArrowDown", 1)):
        page.keyboard.press(key)
        assert page.evaluate(chosen) == f"answer-{number}"
        assert page.locator(BOX).get_attribute("aria-activedescendant") == f"answer-{number}"
    address = page.locator(ANSWERS).nth(1).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(shop[0] + address)


def test_enter_opens_the_first_answer(reader):
    page = reader()
    ask(page, "invoice")
    page.keyboard.press("Enter")
    page.wait_for_url("**/orders/invoice/**")


def test_enter_does_not_open_what_hardly_fits(reader):
    page = reader()
    query = "why does the neighbours cat sleep upon lasts and zeppelins"
    ask(page, query)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=why*")
    page.locator("#results .answers a").first.wait_for()
    assert page.locator(BOX).input_value() == query


def test_escape_leaves_a_filter_and_the_panel(reader):
    page = reader()
    ask(page, "lamp")
    page.get_by_label("All collections").focus()
    page.keyboard.press("Escape")
    assert not page.locator("#search-panel").is_visible()
    assert page.evaluate("document.activeElement.id") == "q"


def test_escape_closes_the_panel_and_keeps_the_query(reader):
    page = reader()
    ask(page, "invoice")
    page.keyboard.press("Escape")
    assert not page.locator("#search-panel").is_visible()
    assert page.locator(BOX).get_attribute("aria-expanded") == "false"
    assert page.locator(BOX).input_value() == "invoice"
    page.keyboard.press("ArrowDown")
    assert page.locator("#search-panel").is_visible()


def test_a_click_elsewhere_closes_the_panel(reader):
    page = reader("/orders/faq/")
    ask(page, "invoice")
    page.mouse.click(20, 500)
    assert not page.locator("#search-panel").is_visible()


def test_those_who_hear_the_page_are_told_how_many_answers_there_are(reader):
    page = reader()
    ask(page, "lamp")
    status = page.locator("#search-status")
    assert status.get_attribute("role") == "status"
    assert heard(page, "Answers") == "Answers found: 16, shown: 5."
    box = page.locator(BOX)
    assert {name: box.get_attribute(name) for name in ("role", "aria-expanded", "aria-autocomplete")} == {
        "role": "combobox", "aria-expanded": "true", "aria-autocomplete": "list"}
    assert page.locator("#" + box.get_attribute("aria-controls")).get_attribute("role") == "listbox"
    ask(page, "pasword")
    assert "Did you mean password." in heard(page, "Did you mean")
    ask(page, "why does the neighbours cat sleep upon lasts and zeppelins")
    assert heard(page, "Nothing quite fits")


@pytest.mark.parametrize("path, query", [
    ("/", "lamp"), ("/", "zzzz"), ("/", "pasword"), ("/ar/", "كلمة"), ("/account/password/", "refund"),
    ("/search/?q=lamp", None), ("/search/?q=zzzz", None), ("/ar/search/?q=كلمة", None),
])
@pytest.mark.parametrize("size", [DESKTOP, PHONE, {"width": 320, "height": 640}], ids=["desktop", "phone", "small"])
@pytest.mark.parametrize("light", ["light", "dark"])
def test_search_is_accessible_and_fits(reader, path, query, size, light):
    page = reader(path, viewport=size, color_scheme=light)
    ask(page, query) if query else page.locator("#results > *").first.wait_for()
    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
    page.keyboard.press("ArrowDown")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "-", f"{path}-{query or ''}").strip("-")
    page.screenshot(path=SCREENSHOTS / f"search-{name}-{size['width']}-{light}.png")


# The page of search

def test_a_query_can_be_linked(reader):
    page = reader("/search/?q=refund")
    page.locator("#results .answers a").first.wait_for()
    assert page.locator(BOX).input_value() == "refund"
    assert not page.locator("#everything").is_visible()
    page.locator(BOX).fill("invoice")
    page.wait_for_url("**/search/?q=invoice")
    page.locator("#results").get_by_text("Download an invoice").wait_for()
    page.locator(BOX).fill("")
    page.wait_for_url("**/search/")
    assert page.locator("#everything").is_visible()


def test_the_panel_leads_to_all_answers(reader):
    page = reader()
    ask(page, "lamp")
    page.get_by_role("link", name="All answers to “lamp”").click()
    page.wait_for_url("**/search/?q=lamp")
    page.locator("#results .answers a").nth(9).wait_for()
    page.get_by_role("button", name="More answers").press("Enter")
    page.locator("#results .answers a").nth(12).wait_for()
    # Who goes on by keyboard goes on with the first that is new.
    page.wait_for_function(
        "() => document.activeElement === document.querySelectorAll('#results .answers a')[10]")
    page.wait_for_function(
        "() => document.getElementById('search-status').textContent === 'Answers found: 16.'")


@pytest.mark.parametrize("path", ["/", "/search/"])
def test_answers_can_be_narrowed_by_collection_and_kind(reader, path):
    page = reader(path)
    ask(page, "lamp account order")
    answers = page.locator("#results .answers a" if "search" in path else ANSWERS)
    page.get_by_label("All collections").select_option("Orders")
    page.wait_for_function("() => document.querySelector('.filters select').value === 'Orders'")
    links = [answer.get_attribute("href") for answer in answers.all()]
    assert links and all(link.startswith("/orders/") for link in links), links
    page.get_by_label("All collections").select_option("All collections")
    page.get_by_label("All kinds").select_option("Questions and answers")
    page.wait_for_timeout(100)
    links = [answer.get_attribute("href") for answer in answers.all()]
    assert links and all(link.startswith("/orders/faq/") for link in links), links
    if path == "/search/":
        page.wait_for_url("**kind=faq")
        page.reload()
        page.locator("#results .answers a").first.wait_for()
        assert page.get_by_label("All kinds").input_value() == "faq"


@pytest.mark.parametrize("path", ["/", "/search/"])
def test_a_filter_that_hides_all_answers_says_so_and_can_be_taken_off(reader, path):
    page = reader(path)
    ask(page, "lamp")
    page.get_by_label("All kinds").select_option("Questions and answers")
    room = page.locator("#results" if "search" in path else "#search-panel")
    room.get_by_text("Nothing in “Questions and answers”.").wait_for()
    assert "Nothing fits" not in room.inner_text()
    assert heard(page, "Nothing in") == "Nothing in “Questions and answers”."
    room.get_by_role("button", name="Search everywhere (16)").click()
    room.locator("li a").first.wait_for()
    assert page.get_by_label("All kinds").input_value() == ""


def test_a_filter_that_the_site_does_not_have_filters_nothing(reader):
    page = reader("/search/?q=refund&collection=Nonexistent")
    page.locator("#results .answers a").first.wait_for()
    assert page.get_by_label("All collections").input_value() == ""


def test_a_query_is_kept_by_the_page_that_somebody_comes_back_to(reader):
    page = reader("/search/")
    ask(page, "invoice")
    ask(page, "refund")
    page.locator("#results .answers a").first.click()
    page.wait_for_url("**/orders/faq/**")
    page.go_back()
    page.wait_for_url("**/search/?q=refund")
    assert page.locator(BOX).input_value() == "refund"
    page.wait_for_function("() => document.title.startsWith('All answers to “refund” · ')")


def test_ctrl_k_belongs_to_the_text_that_somebody_writes(reader):
    page = reader("/account/password/")
    page.evaluate("document.querySelector('main').append(document.createElement('textarea'))")
    page.locator("main textarea").last.focus()
    page.keyboard.press("Control+k")
    assert page.evaluate("document.activeElement.nodeName") == "TEXTAREA"


# What stays on the device

def test_queries_stay_on_the_device_and_can_be_forgotten(reader):
    page = reader()
    ask(page, "invoice")
    page.keyboard.press("Enter")
    page.wait_for_url("**/orders/invoice/**")
    page.locator(BOX).focus()
    page.get_by_text("Searched for on this device").wait_for()
    assert page.locator(ANSWERS).all_inner_texts() == ["invoice"]
    page.get_by_role("listbox", name="Searched for on this device").wait_for()
    page.keyboard.press("ArrowDown")
    assert page.locator(ANSWERS).first.get_attribute("aria-selected") == "true"
    page.locator(BOX).fill("inv")
    page.locator(".hints").get_by_role("link", name="invoice", exact=True).click()
    page.wait_for_function("() => document.getElementById('q').value === 'invoice'")
    page.locator(BOX).fill("")
    page.get_by_role("button", name="Forget these").click()
    assert page.evaluate("localStorage.getItem('porchlight.searches')") == "[]"
    page.get_by_text("Searched for on this device").wait_for(state="detached")
    assert page.locator(ANSWERS).count() == 0
    assert [url for url in page.asked if "invoice" in url and "/search/" in url] == []


def test_an_empty_box_offers_what_the_site_is_about(reader):
    page = reader("/lamps/wifi/")
    page.locator(BOX).focus()
    page.locator("#search-panel .hints a").first.wait_for()
    assert page.locator("#search-panel .hints a").all_inner_texts() == ["Account", "Lamps", "Orders"]
    page.locator("#search-panel").get_by_role("link", name="Orders").click()
    page.wait_for_function("() => document.querySelector('[data-shown]')?.dataset.shown === 'Orders'")
    assert page.locator(ANSWERS).first.get_attribute("href").startswith("/orders/")


def test_a_half_typed_word_is_finished_on_the_device(reader):
    page = reader()
    ask(page, "download inv")
    hint = page.locator("#search-panel .hints").get_by_role("link", name=re.compile("download invoice"))
    assert hint.count() >= 1, page.locator("#search-panel").inner_text()
    assert [url for url in page.asked if "inv" in url and "/search" in url] == []


def test_a_word_that_the_site_has_is_not_finished(reader):
    page = reader()
    ask(page, "lamp")
    assert page.locator("#search-panel .hints").count() == 0
    page = reader("/ja/")
    ask(page, "パスワ")
    assert page.locator("#search-panel .hints").count() == 0, page.locator("#search-panel").inner_text()


def test_a_word_is_finished_as_the_site_writes_it_or_not_at_all(reader):
    page = reader()
    # The index also holds `wifi`, so that it is found; the page says `Wi-Fi`.
    ask(page, "wif")
    assert titles(page)[0] == "Connect a lamp to the Wi-Fi"
    assert page.locator("#search-panel .hints").count() == 0, page.locator("#search-panel").inner_text()


def test_a_browser_that_keeps_nothing_searches_all_the_same(reader, shop):  # noqa: F811
    page = reader(None)
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })")
    page.goto(shop[0] + "/orders/faq/")
    ask(page, "invoice")
    page.keyboard.press("Enter")
    page.wait_for_url("**/orders/invoice/**")
