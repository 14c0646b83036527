"""The form in which a customer adds to a ticket: with a script's help, and how far an upload is."""

import json

import pytest
from form_site import SITE, FormServer
from test_http import ask_for, key_in, tickets
from test_posting import FIELDS, post
from test_the_form import fill_in, rows, send

BODY = "Your message"
NOTE = "What you write is kept on this device until you send it."


@pytest.fixture
def ticket(shop):
    return ask_for(shop, "POST", "/ask/send", FIELDS).headers["Location"].split("?")[0]


def bodies(server):
    return [body for body, in rows(server, "SELECT body FROM messages ORDER BY id")]


def slow_down(page, bytes_per_second):
    """A connection that sends slowly, as DevTools makes one."""
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", {
        "offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": bytes_per_second})


def watch_progress(page):
    """Takes down each percentage that the page's reader is shown, also for the page that comes after."""
    page.evaluate("""() => {
      const shown = [];
      const place = document.querySelector("[data-progress]");
      const look = () => {
        if (place.hidden) return;
        shown.push([place.querySelector("progress").value, place.querySelector("p").textContent]);
        sessionStorage.setItem("shown", JSON.stringify(shown));
      };
      new MutationObserver(look).observe(place, { subtree: true, childList: true, attributes: true });
    }""")


def shown_progress(page):
    shown = page.evaluate("JSON.parse(sessionStorage.getItem('shown'))")
    values = [value for value, words in shown if words == f"Sending: {value:.0f} %"]
    return list(dict.fromkeys(values))


@pytest.mark.parametrize("form", ["question", "reply"])
def test_whoever_sends_a_file_slowly_sees_how_far_it_is(shop, ticket, visit, form):
    page = visit(f"upload-{form}").page
    page.goto(shop.url + ("/ask-a-person/" if form == "question" else ticket))
    if form == "question":
        fill_in(page)
    else:
        page.get_by_label(BODY).fill("With a picture.")
    page.get_by_label("Files").set_input_files(
        {"name": "lamp.png", "mimeType": "image/png", "buffer": b"x" * 900_000})
    slow_down(page, 300_000)
    watch_progress(page)
    send(page)
    assert page.get_by_role("button", name="Send", exact=True).is_disabled()
    page.locator(".attached a", has_text="lamp.png").wait_for()
    assert tickets(shop) == (2 if form == "question" else 1) and len(bodies(shop)) == 2
    values = shown_progress(page)
    assert values == sorted(values) and len([value for value in values if 0 < value < 100]) >= 3, values


def test_a_reply_is_drafted_on_the_device_for_its_ticket_alone_and_forgotten_when_it_is_sent(shop, ticket, visit):
    customer = visit("reply-draft")
    page = customer.page
    page.goto(shop.url + ticket)
    assert not page.get_by_text(NOTE).is_visible()
    page.get_by_label(BODY).fill("It flickers, too.")
    page.get_by_text(NOTE).wait_for()
    customer.look("reply-draft")
    page.goto(shop.url + "/")
    page.goto(shop.url + ticket)
    assert page.get_by_label(BODY).input_value() == "It flickers, too." and page.get_by_text(NOTE).is_visible()
    # Neither the form of a new question nor another ticket's page knows of it.
    page.goto(shop.url + "/ask-a-person/")
    assert page.get_by_label("Your question", exact=True).input_value() == ""
    other = ask_for(shop, "POST", "/ask/send", {**FIELDS, "subject": "Another", "address": "eve@example.org"})
    page.goto(shop.url + other.headers["Location"])
    assert page.get_by_label(BODY).input_value() == ""
    page.goto(shop.url + ticket)
    send(page)
    page.locator("li.message", has_text="It flickers, too.").wait_for()
    assert page.get_by_label(BODY).input_value() == ""
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('draft'))") == []
    assert bodies(shop).count("It flickers, too.") == 1
    # What was begun can be ended without sending it.
    page.get_by_label(BODY).fill("Never mind")
    page.get_by_role("button", name="Forget it").click()
    assert page.get_by_label(BODY).input_value() == ""
    assert page.evaluate("document.activeElement.name") == "body"
    page.reload()
    assert page.get_by_label(BODY).input_value() == ""


def test_what_is_wrong_with_a_reply_is_told_in_place_and_nothing_is_lost(shop, ticket, visit):
    customer = visit("reply-wrong")
    page = customer.page
    page.goto(shop.url + ticket)
    send(page)
    page.locator("#body-error", has_text="Please write something, or attach a file.").wait_for()
    assert page.url == shop.url + ticket
    customer.expects("422")
    customer.look("reply-wrong")
    page.get_by_label(BODY).fill("Now with words.")
    assert page.locator("#body-error").count() == 0
    page.get_by_label("Files").set_input_files({"name": "big", "mimeType": "a/b", "buffer": b"x" * 1_000_001})
    page.get_by_text("“big” is too large: at most 1 MB fit.").wait_for()
    page.get_by_role("button", name="Remove big").click()
    # The connection breaks: it is all still there, and counts once when it is sent again.
    page.route("**/add", lambda route: route.abort())
    send(page)
    page.get_by_text("This could not be sent.").wait_for()
    customer.expects("ERR_FAILED")
    assert page.get_by_label(BODY).input_value() == "Now with words."
    page.unroute("**/add")
    send(page)
    page.locator("li.message", has_text="Now with words.").wait_for()
    assert bodies(shop).count("Now with words.") == 1


def test_a_script_gets_json_for_every_fate_of_a_reply(shop, ticket):
    wants = {"Accept": "application/json"}
    key = key_in(ask_for(shop, "GET", ticket))

    def reply(body, files=()):
        answer = post(shop, f"{ticket}/add", {"key": key, "body": body}, files, wants)
        return answer.status, json.loads(answer.text)

    assert reply(" ") == (422, {"message": "Please write something, or attach a file.",
                                "errors": {"body": "Please write something, or attach a file."}})
    status, answer = reply("x" * 70_000)
    assert status == 422 and "too long" in answer["errors"]["body"]
    status, answer = reply("Two", [("a", b"a"), ("b", b"b"), ("c", b"c")])
    assert status == 413 and answer["errors"] == {"files": "Too many files: at most 2 fit."}
    assert reply("Fine.") == (201, {"address": ticket})
    assert reply("Fine.") == (201, {"address": ticket})
    status, answer = reply("Another.")
    assert status == 409 and answer["key"] != key
    key = answer["key"]
    assert reply("Another.") == (201, {"address": ticket})
    assert bodies(shop)[1:] == ["Fine.", "Another."]


def test_without_scripts_a_reply_is_sent_with_its_files(shop, ticket, visit):
    page = visit("reply-plain", java_script_enabled=False).page
    page.goto(shop.url + ticket)
    assert not page.get_by_text(NOTE).is_visible()
    page.get_by_label(BODY).fill("By hand.")
    page.get_by_label("Files").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"a"})
    send(page)
    page.locator("li.message", has_text="By hand.").wait_for()
    assert page.locator(".attached a").all_inner_texts() == ["a.txt"]


def test_a_topic_that_is_required_is_asked_for_with_and_without_scripts(tmp_path, visit):
    server = FormServer(tmp_path, site=SITE.replace("form:\n", "form:\n  topic_required: true\n")).start()
    try:
        page = visit("topic").page
        page.goto(server.url + "/ask-a-person/")
        assert page.get_by_label("Topic").evaluate("select => select.required")
        assert "optional" not in page.locator(".field", has=page.get_by_label("Topic")).inner_text()
        without = {**FIELDS, "field.topic": ""}
        answer = ask_for(server, "POST", "/ask/send", without)
        assert answer.status == 422 and 'id="field.topic-error">Please fill this in.' in answer.text
        assert FIELDS["body"] in answer.text and tickets(server) == 0
        fill_in(page)
        page.get_by_label("Topic").select_option("Lamps")
        send(page)
        page.get_by_text("Thank you, we have it.").wait_for()
        assert tickets(server) == 1
    finally:
        server.stop()
