"""The server's own pages in every language of the site: by links, and remembered in the address alone."""

import re

import pytest
from form_site import SITE, FormServer
from test_http import QUESTION, ask_for, key_in
from test_posting import FIELDS, post


@pytest.fixture
def question(shop):
    return ask_for(shop, "POST", "/ask/send", FIELDS).headers["Location"]


def links(page):
    """The languages and addresses of a page's switch."""
    switch = re.search(r'<nav class="languages".*?</nav>', page, re.S)
    return dict(re.findall(r'href="([^"]+)" hreflang="(\w+)"', switch.group())) if switch else {}


def direction(page):
    return re.search(r'<html lang="(\w+)" dir="(\w+)">', page).groups()


def test_every_page_of_the_server_leads_to_itself_in_the_other_languages(shop, question):
    started = "/vote/thanks?page=/lamps/dark/&why"
    for start in ["/ask?subject=A%20%26%20B&from=/lamps/dark/", "/find", "/find?sent", question, started]:
        page = ask_for(shop, "GET", start).text
        assert direction(page) == ("en", "ltr"), start
        addresses = {language: address.replace("&amp;", "&") for address, language in links(page).items()}
        assert list(addresses) == ["en", "de", "ar"], start
        for language, address in addresses.items():
            assert address.split("?")[0] == start.split("?")[0]
            answer = ask_for(shop, "GET", address)
            expected = (language, "rtl" if language == "ar" else "ltr")
            assert answer.status == 200 and direction(answer.text) == expected, address
            assert "Set-Cookie" not in answer.headers
            for kept in re.findall(r"[?&]([^=&]+)", start):
                assert re.search(rf"[?&]{kept}\b", address), (start, address)
        # Whoever asks without a word of it is back where they were.
        assert direction(ask_for(shop, "GET", start).text) == ("en", "ltr")
    assert 'value="A &amp; B"' in ask_for(shop, "GET", "/ask?subject=A%20%26%20B&lang=de").text


def test_a_ticket_is_read_and_answered_in_the_language_of_its_address(shop, question):
    link = question.split("?")[0]
    german = ask_for(shop, "GET", link + "?lang=de")
    assert f'action="{link}/add?lang=de"' in german.text and f'action="{link}/settle?lang=de"' in german.text
    added = post(shop, f"{link}/add?lang=de", {"key": key_in(german), "body": "Und jetzt?"})
    assert (added.status, added.headers["Location"]) == (303, link + "?lang=de")
    blank = post(shop, f"{link}/add?lang=de", {"key": key_in(german), "body": " "})
    assert blank.status == 422 and direction(blank.text) == ("de", "ltr")
    # A page that holds what somebody has typed leads nowhere that would lose it.
    assert links(blank.text) == {}
    for action, form in [("settle", ""), ("rating", {"rating": "good"})]:
        assert ask_for(shop, "POST", f"{link}/{action}?lang=de", form).headers["Location"] == link + "?lang=de"
    for wrong in ["?lang=fr", "?lang=", "?lang=%22%3E%3Cscript%3E", "?lang=../../evil"]:
        page = ask_for(shop, "GET", link + wrong).text
        assert direction(page) == ("en", "ltr") and "<script>" not in page
        assert f'action="{link}/add"' in page


def test_a_site_of_one_language_has_no_switch(tmp_path):
    server = FormServer(tmp_path, site=SITE.replace("languages: [en, de, ar]\n", "languages: [en]\n"))
    for path in ["de", "ar"]:
        (server.content / f"lamps/dark.{path}.md").unlink()
    server.start()
    try:
        link = ask_for(server, "POST", "/ask/send", {**QUESTION, "field.topic": "lamps"}).headers["Location"]
        for path in ["/ask", "/find", link]:
            assert links(ask_for(server, "GET", path).text) == {}
    finally:
        server.stop()


def test_a_reader_changes_the_language_of_their_ticket_by_keyboard_and_sees_it_right(shop, question, visit):
    reader = visit("switch")
    page = reader.page
    page.goto(shop.url + question.split("?")[0])
    page.locator(".languages summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="العربية").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**?lang=ar")
    assert page.evaluate("getComputedStyle(document.querySelector('main')).direction") == "rtl"
    reader.look("ticket-arabic")
    assert page.context.cookies() == [] and page.evaluate("localStorage.length") == 0


def test_a_reader_and_an_agent_each_see_a_time_by_their_own_clock_beside_utc(shop, question, visit):
    shown = []
    for name, zone in [("kathmandu", "Asia/Kathmandu"), ("utc", "UTC")]:
        page = visit(name, timezone_id=zone).page
        page.goto(shop.url + question)
        shown.append(page.locator(".message header").inner_text())
    assert re.fullmatch(r"Ada · \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC \(\w+ \d+, \d{4}, \d\d:\d\d [AP]M GMT\+5:45\)", shown[0])
    assert re.fullmatch(r"Ada · \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", shown[1])
    # What a customer wrote keeps its own direction on a page of another.
    page.goto(shop.url + question.split("?")[0] + "?lang=ar")
    direction = "getComputedStyle(document.querySelector('.message > div')).direction"
    assert page.evaluate(direction) == "ltr"
