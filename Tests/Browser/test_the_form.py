"""The form in which a reader asks a person: on the site's own page with scripts, and without any."""

import json
import re
import sqlite3

import pytest
from conftest import eventually
from test_http import QUESTION, ask_for, key_in, session, tickets


def fill_in(page, subject="It stays dark", body="I turned the switch twice."):
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Your mail address").fill("ada@example.org")
    page.get_by_label("What is it about?").fill(subject)
    page.get_by_label("Your question", exact=True).fill(body)


def send(page):
    page.get_by_role("button", name="Send", exact=True).click()


def thanked(page):
    page.get_by_text("Thank you, we have it.").wait_for()
    return page.url


def rows(server, sql):
    with sqlite3.connect(server.folder / "data/desk.sqlite") as database:
        return database.execute(sql).fetchall()


def test_a_reader_is_offered_answers_and_asks_with_files_and_fields(shop, visit):
    reader = visit("form")
    page = reader.page
    page.goto(shop.url + "/lamps/dark/")
    page.get_by_role("navigation", name="Help").get_by_role("link", name="Ask a person").click()
    page.wait_for_url("**/ask-a-person/")
    assert page.get_by_label("This is about the page “A lamp that does not light”").is_checked()
    fill_in(page)
    page.get_by_label("What is it about?").fill("My lamp stays dark")
    page.locator(".suggestions").get_by_text("Perhaps this answers it").wait_for()
    # It is said once; the same suggestions are not said again while one goes on writing.
    told = page.get_by_role("status").filter(has_text="Perhaps this answers it")
    assert told.count() == 1
    page.evaluate("""() => {
        window.changes = 0;
        new MutationObserver(() => window.changes += 1).observe(
            document.querySelector("form.ask"), { childList: true, subtree: true });
    }""")
    page.get_by_label("Your question", exact=True).press_sequentially(" And again.")
    page.wait_for_timeout(900)
    assert told.count() == 1 and page.evaluate("changes") == 0
    assert page.locator("[data-suggestions] a").get_attribute("href") == "/lamps/dark/"

    assert not page.get_by_label("Order number").is_visible()
    page.get_by_label("Topic").select_option("Billing")
    page.get_by_label("Order number").fill("12")
    page.get_by_label("You may call me").check()
    page.get_by_label("Telephone").fill("555")
    page.get_by_label("Size of the lamp").select_option("large")
    page.get_by_label("Files").set_input_files(
        {"name": "lamp \u202etxt.png", "mimeType": "text/html", "buffer": b"<script>alert(1)</script>"})
    reader.look("form-1-filled")
    send(page)
    ticket = thanked(page)
    reader.look("form-2-thanks")
    facts = page.locator(".facts-list").inner_text()
    for words in ["Billing", "Order number", "12", "large", "555"]:
        assert words in facts
    assert page.get_by_role("link", name="A lamp that does not light").get_attribute("href") == "/lamps/dark/"
    with page.expect_download() as download:
        page.get_by_role("link", name="lamp txt.png").click()
    assert download.value.suggested_filename == "lamp txt.png"
    assert rows(shop, "SELECT outcome, count FROM suggestions") == [("sent", 1)]

    # Nothing of it is left on the device.
    page.goto(shop.url + "/ask-a-person/")
    assert page.get_by_label("Your name").input_value() == ""
    assert page.evaluate("localStorage.getItem('porchlight.draft')") is None
    response = ask_for(shop, "GET", ticket.removeprefix(shop.url).split("?")[0] + "/files/" + "0" * 64)
    assert response.status == 404


def test_what_is_wrong_is_told_at_each_field_all_at_once_and_nothing_is_lost(shop, visit):
    reader = visit("form-mistakes")
    page = reader.page
    page.goto(shop.url + "/ask-a-person/")
    fill_in(page)
    page.get_by_label("Your mail address").fill("ada")
    page.get_by_label("You may call me").check()
    page.get_by_label("Another address").fill("nowhere")
    page.evaluate("document.querySelector('form.ask').noValidate = true")
    send(page)
    page.get_by_text("Something is not right yet, please look below.").wait_for()
    assert page.locator(".error").all_inner_texts() == [
        "This does not look like a mail address. It has an @ in the middle.", "Please fill this in.",
        "This does not look like a mail address. It has an @ in the middle."]
    assert page.evaluate("document.activeElement.name") == "address"
    reader.look("form-3-mistakes")
    reader.expects("422")
    page.get_by_label("Your mail address").fill("ada@example.org")
    page.get_by_label("You may call me").uncheck()
    page.get_by_label("Another address").fill("")
    send(page)
    thanked(page)
    assert tickets(shop) == 1


def test_files_over_the_stated_limits_are_told_before_they_are_sent(shop, visit):
    page = visit("form-files").page
    page.goto(shop.url + "/ask-a-person/")
    fill_in(page)
    assert page.get_by_text("Files you can attach: 2, of 1 MB each, 1 MB together.").is_visible()
    chooser = page.get_by_label("Files")
    chooser.set_input_files({"name": "big.bin", "mimeType": "a/b", "buffer": b"x" * 1_000_001})
    page.get_by_text("“big.bin” is too large: at most 1 MB fit.").wait_for()
    send(page)
    assert tickets(shop) == 0
    page.get_by_role("button", name="Remove big.bin").click()
    for name in ["a", "b", "c"]:
        chooser.set_input_files({"name": name, "mimeType": "a/b", "buffer": name.encode()})
    page.get_by_text("Too many files: at most 2 fit.").wait_for()
    page.get_by_role("button", name="Remove c").click()
    assert page.locator(".error").count() == 0
    send(page)
    thanked(page)
    assert page.locator(".attached a").all_inner_texts() == ["a", "b"]


def test_a_draft_stays_on_the_device_where_its_owner_sees_it_and_can_end_it(shop, visit):
    reader = visit("form-draft")
    page = reader.page
    page.goto(shop.url + "/ask-a-person/")
    assert not page.get_by_text("What you write is kept on this device").is_visible()
    fill_in(page)
    page.get_by_label("You may call me").check()
    page.get_by_text("What you write is kept on this device until you send it.").wait_for()
    key = page.locator("[name=key]").input_value()
    assert re.fullmatch(r"d[\w-]{32}", key)
    page.reload()
    assert page.get_by_label("Your question", exact=True).input_value() == "I turned the switch twice."
    assert page.get_by_label("You may call me").is_checked()
    assert page.locator("[name=key]").input_value() == key
    page.get_by_role("button", name="Forget it").click()
    assert page.get_by_label("Your name").input_value() == ""
    page.reload()
    assert page.get_by_label("Your name").input_value() == ""
    assert page.locator("[name=key]").input_value() != key


def test_one_question_from_two_tabs_twice_pressed_and_sent_again_after_going_back_is_one_ticket(shop, visit):
    reader = visit("form-once")
    page = reader.page
    page.goto(shop.url + "/ask-a-person/")
    fill_in(page)
    page.get_by_text("What you write is kept on this device").wait_for()
    other = reader.context.new_page()
    other.goto(shop.url + "/ask-a-person/")
    page.get_by_role("button", name="Send", exact=True).dblclick()
    first = thanked(page)
    send(other)
    assert thanked(other) == first
    page.go_back()
    if page.locator("form.ask button").count() and page.get_by_label("Your name").input_value():
        send(page)
        assert thanked(page) == first
    assert tickets(shop) == 1


def test_whoever_goes_back_after_sending_asks_something_else_with_a_form_of_its_own(shop, visit):
    reader = visit("form-else")
    page = reader.page
    page.goto(shop.url + "/ask-a-person/?subject=It+stays+dark#main")
    fill_in(page)
    key = page.locator("[name=key]").input_value()
    send(page)
    first = thanked(page)
    page.go_back()
    page.get_by_text("We have your question already.").wait_for()
    page.reload()
    page.get_by_text("We have your question already.").wait_for()
    assert page.get_by_role("link", name="See it").get_attribute("href") == first.removeprefix(shop.url)
    assert page.locator("form.ask :is(input, textarea, button)").count() == 0
    reader.look("form-6-sent")
    page.get_by_role("link", name="Ask something else").click()
    page.get_by_label("Your name").wait_for()
    assert [page.locator(f"#{name}").input_value() for name in ("name", "address", "subject", "body")] == [""] * 4
    assert page.locator("[name=key]").input_value() != key
    fill_in(page, subject="A bill", body="It is wrong.")
    page.reload()
    send(page)
    second = thanked(page)
    assert second != first
    # Each way back leads to its own.
    page.go_back()
    page.get_by_text("We have your question already.").wait_for()
    assert page.get_by_role("link", name="See it").get_attribute("href") == second.removeprefix(shop.url)
    assert rows(shop, "SELECT subject, body FROM tickets JOIN messages ON ticket = tickets.id ORDER BY tickets.id") == [
        ("It stays dark", "I turned the switch twice."), ("A bill", "It is wrong.")]


def test_a_question_that_is_lost_on_the_way_is_sent_again_and_is_one_ticket(shop, visit):
    reader = visit("form-retry")
    page = reader.page
    page.goto(shop.url + "/ask-a-person/")
    fill_in(page)

    def swallow(route):
        # The desk has it, but the answer never arrives.
        route.fetch()
        route.abort()

    page.route("**/ask/send", swallow, times=1)
    send(page)
    page.get_by_text("This could not be sent. It is all still here").wait_for()
    reader.expects("ERR_FAILED")
    assert tickets(shop) == 1
    send(page)
    thanked(page)
    assert tickets(shop) == 1


def test_what_became_of_suggested_answers_is_counted_without_a_word_or_a_cookie(shop, visit):
    reader = visit("form-count")
    page = reader.page
    bodies = []
    page.on("request", lambda request: "/ask/suggested" in request.url and bodies.append(
        (request.post_data, request.headers.get("cookie"))))
    page.goto(shop.url + "/ask-a-person/?subject=lamp+stays+dark")
    link = page.locator("[data-suggestions] a")
    link.wait_for()
    with page.context.expect_page() as opened:
        link.click()
    assert opened.value.url == shop.url + "/lamps/dark/"
    page.goto(shop.url + "/")
    assert eventually(lambda: rows(shop, "SELECT outcome, article, count FROM suggestions ORDER BY 1") == [
        ("left", "", 1), ("opened", "/lamps/dark/", 1)])
    assert all("dark+" not in (body or "") and cookie is None for body, cookie in bodies)
    for form in [{"outcome": "opened", "article": "/nowhere/"}, {"outcome": "sent"}, {}]:
        assert ask_for(shop, "POST", "/ask/suggested", form).status == 422
    agent = ask_for(shop, "GET", "/desk/suggestions", headers=session(shop))
    assert "/lamps/dark/" in agent.text and "The form was left" in agent.text


def test_without_scripts_the_page_leads_to_the_same_form_with_its_conditions_in_words(shop, visit):
    reader = visit("form-plain", java_script_enabled=False)
    page = reader.page
    page.goto(shop.url + "/ask-a-person/")
    page.wait_for_url("**/ask?lang=en")
    assert page.get_by_text("Only if “Topic” is: Billing").is_visible()
    fill_in(page, subject="A lamp that stays dark")
    page.get_by_label("Topic").select_option("Billing")
    page.get_by_label("You may call me").check()
    page.get_by_label("Telephone").fill("555")
    page.get_by_label("Files").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"a"})
    send(page)
    assert page.locator(".error").all_inner_texts() == ["Please fill this in."]
    # Without a script, this is the moment to say that an article may help.
    assert page.locator(".suggestions a").get_attribute("href") == "/lamps/dark/"
    assert page.get_by_label("You may call me").is_checked()
    assert page.get_by_label("Topic").input_value() == "billing"
    assert page.get_by_text("Please choose your files once more").is_visible()
    reader.expects("422")
    page.get_by_label("Order number").fill("7")
    page.get_by_label("Files").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"a"})
    send(page)
    first = thanked(page)
    assert page.locator(".attached a").all_inner_texts() == ["a.txt"]
    assert first and tickets(shop) == 1


def test_without_scripts_a_form_that_is_filled_in_anew_after_going_back_is_another_ticket(shop, visit):
    page = visit("form-plain-else", java_script_enabled=False).page
    page.goto(shop.url + "/ask")
    fill_in(page)
    send(page)
    first = thanked(page)
    page.go_back()
    fill_in(page, subject="A bill", body="It is wrong.")
    send(page)
    second = thanked(page)
    assert second != first
    page.go_back()
    send(page)
    assert thanked(page) == second
    # More text under a subject that is known goes to its ticket; of what is not told apart nothing is lost.
    page.go_back()
    fill_in(page, subject="My bill", body="It is wrong.")
    send(page)
    assert thanked(page) not in [first, second]
    page.go_back()
    fill_in(page, subject="It stays dark", body="I turned it three times.")
    send(page)
    assert thanked(page) == first
    assert rows(shop, "SELECT ticket, subject, body FROM tickets JOIN messages ON ticket = tickets.id ORDER BY 1") == [
        (1, "It stays dark", "I turned the switch twice."), (1, "It stays dark", "I turned it three times."),
        (2, "A bill", "It is wrong."), (3, "My bill", "It is wrong.")]


@pytest.mark.parametrize("language, path", [("en", "/lamps/dark/"), ("de", "/de/lamps/dark/")])
def test_without_scripts_the_form_says_which_article_a_reader_came_from(shop, visit, language, path):
    page = visit(f"form-from-{language}", java_script_enabled=False).page
    page.goto(shop.url + path)
    page.locator(".porch a").click()
    page.wait_for_url(f"**/ask?lang={language}&from={path}")
    box = page.locator("[name=from]")
    assert box.is_checked() and box.input_value() == path
    for name, text in [("name", "Ada"), ("address", "ada@example.org"), ("subject", "x"), ("body", "y")]:
        page.locator(f"#{name}").fill(text)
    page.locator("form.ask p > button").first.click()
    page.wait_for_url("**?thanks")
    assert page.locator(f"main a[href='{path}']").count() == 1
    # Whoever comes from nowhere, or from elsewhere, is told of no article.
    for came in [{}, {"Referer": "https://evil.example/lamps/dark/"}, {"Referer": shop.url + "/"},
                 {"Referer": shop.url + '/lamps/"><script>/'}]:
        assert "from=" not in ask_for(shop, "GET", "/ask-a-person/", headers=came).text


def test_a_space_that_a_form_sends_as_a_plus_is_a_space_wherever_words_are_taken(shop):
    agent = session(shop)
    ask_for(shop, "POST", "/ask/send", {**QUESTION, "subject": "Two + words"})
    for path in ["/desk?q=", "/desk/internal?q=", "/ask?subject=", "/search/?q="]:
        page = ask_for(shop, "GET", path + "two+words+%2B+C%23%E2%9C%93%FF", headers=agent).text
        assert 'value="two words + C#✓\ufffd"' in page, path
        assert 'value="two words"' in ask_for(shop, "GET", path + "two%20words", headers=agent).text, path
    assert "Two + words" in ask_for(shop, "GET", "/desk?q=two+words", headers=agent).text
    # The switch of languages hands it on as it came.
    german = ask_for(shop, "GET", "/ask?subject=two+words+%2B&lang=en").text
    assert 'href="/ask?subject=two+words+%2B&amp;lang=de"' in german


def test_a_customer_is_thanked_while_their_question_is_new_and_not_for_ever(shop):
    link = ask_for(shop, "POST", "/ask/send", QUESTION).headers["Location"]
    assert link.endswith("?thanks")
    for _ in range(2):
        assert "Thank you, we have it." in ask_for(shop, "GET", link).text
    agent = session(shop)
    page = ask_for(shop, "GET", "/desk/tickets/1", headers=agent)
    answer = {"key": key_in(page), "body": "Turn it on."}
    assert ask_for(shop, "POST", "/desk/tickets/1/reply", answer, agent).status == 303
    assert "Turn it on." in ask_for(shop, "GET", link).text
    assert "Thank you, we have it." not in ask_for(shop, "GET", link).text


@pytest.mark.parametrize("language, letter, sentence", [
    ("en", "x", "This is too long: its first 300 characters fit here."),
    ("de", "ß", "Das ist zu lang: Die ersten 150 Zeichen davon passen hier hinein."),
    ("ar", "س", "هذا أطول مما ينبغي: عدد الأحرف التي يتسع لها هذا المكان 150."),
    ("en", "\U0001f4a1", "This is too long: its first 75 characters fit here."),
])
def test_how_much_of_a_text_fits_is_said_in_characters_of_that_text(shop, language, letter, sentence):
    form = {**QUESTION, "lang": language, "subject": letter * 301}
    assert sentence in ask_for(shop, "POST", "/ask/send", form).text
    body = ask_for(shop, "POST", "/ask/send", {**QUESTION, "body": "x" * 65_537}, {"Accept": "application/json"})
    assert json.loads(body.text)["errors"] == {"body": "This is too long: its first 65536 characters fit here."}
    link = ask_for(shop, "POST", "/ask/send", QUESTION).headers["Location"].split("?")[0]
    reply = ask_for(shop, "POST", f"{link}/add", {"body": "ß" * 32_769})
    assert (reply.status, "its first 32768 characters fit here" in reply.text) == (422, True)


@pytest.mark.parametrize("language, header, title", [
    ("de", "de-AT,de;q=0.9", "Persönlich nachfragen"), ("ar", "ar", "اسأل فريقنا"),
    ("en", "fr,en;q=0.5", "Ask a person"),
], ids=["de", "ar", "en"])
def test_the_form_speaks_the_readers_language(shop, visit, language, header, title):
    page = ask_for(shop, "GET", "/ask", headers={"Accept-Language": header}).text
    assert f"<h1>{title}</h1>" in page and f'<html lang="{language}"' in page
    handed = ask_for(shop, "GET", f"/ask?lang={language}", headers={"Accept-Language": "en"}).text
    assert f"<h1>{title}</h1>" in handed
    prefix = "" if language == "en" else f"/{language}"
    reader = visit(f"form-{language}")
    reader.page.goto(f"{shop.url}{prefix}/ask-a-person/")
    assert reader.page.locator("h1").inner_text() == title
    reader.look("form-4-language")
    for name, text in [("name", "Ada"), ("address", f"{language}@example.org"), ("subject", "x"), ("body", "y")]:
        reader.page.locator(f"#{name}").fill(text)
    reader.page.locator("form.ask p > button").first.click()
    reader.page.wait_for_url("**?thanks")
    assert reader.page.locator("html").get_attribute("lang") == language
    reader.look("form-5-thanks")
