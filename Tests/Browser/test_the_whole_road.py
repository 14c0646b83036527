"""One line through the whole product, walked by a customer and an agent."""

import email
import email.policy
import os
import re
import signal

import pytest
from conftest import ROOT, Server, arguments, eventually, network_address


def fill_in(page, subject, body):
    page.get_by_label("Your name").fill("Amélie Poulain")
    page.get_by_label("Your mail address").fill("amelie@example.org")
    page.get_by_label("What is it about?").fill(subject)
    page.get_by_label("Your question").fill(body)
    page.get_by_role("button", name="Send").click()


def sign_in(agent, server):
    agent.page.goto(server.sign_in_url)
    agent.page.get_by_role("button", name="Sign in").click()
    agent.page.wait_for_url("**/desk")


def test_a_customer_reads_searches_asks_and_rates_and_an_agent_answers(server, visit):
    customer = visit("customer")
    page = customer.page
    page.goto(server.url)
    customer.look("01-home")

    page.get_by_role("link", name="Finding help", exact=True).click()
    page.get_by_role("link", name="Find an answer", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Find an answer"
    customer.look("02-article")

    page.get_by_label("Search the help centre").press_sequentially("after a cra")
    first = page.locator("#search-panel li a").first
    first.wait_for()
    customer.look("03-search")
    assert "/running/what-the-desk-keeps/#after-a-crash" in first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url("**/what-the-desk-keeps/#after-a-crash")

    page.get_by_label("Search the help centre").fill("zeppelin")
    page.locator("#search-panel").get_by_text("Nothing fits “zeppelin”.").wait_for()
    customer.look("04-nothing-found")
    page.locator("#search-panel").get_by_role("link", name="Ask a person").click()
    page.wait_for_url("**/ask-a-person/?subject=zeppelin")
    assert page.get_by_label("What is it about?").input_value() == "zeppelin"
    customer.look("05-form")

    fill_in(page, "Is my backup safe?", "Our *server* had to restart <b>twice</b>.\n\nWhat now?")
    page.get_by_text("Thank you, we have it.").wait_for()
    ticket_url = page.url.split("?")[0]
    assert "restart <b>twice</b>" in page.locator(".message").inner_text()
    assert page.locator(".message b").count() == 0
    customer.look("06-thanks")

    agent = visit("agent")
    sign_in(agent, server)
    agent.look("07-desk")
    agent.page.get_by_role("link", name="Is my backup safe?").click()
    reason = agent.page.get_by_text("rules moved it to Operations")
    assert eventually(lambda: agent.page.reload() and reason.count())
    assert "the ticket says “backup”" in reason.inner_text()
    agent.look("08-ticket")

    # The article is suggested as well; the rule's answer is the one that is used here.
    suggested = agent.page.locator("section.notice", has_text="the rule “")
    suggested.get_by_role("link", name="Use this answer").click()
    draft = agent.page.get_by_label("Your answer")
    assert draft.input_value().startswith("Tickets are on the disk before a customer is thanked")
    agent.page.get_by_role("button", name="Send the answer").click()
    agent.page.locator(".message.agent").wait_for()
    agent.look("09-answered")

    assert eventually(lambda: [mail.name for mail in server.outbox()] == ["T-1-1.eml", "T-1-2.eml"])
    mail = email.message_from_bytes(server.outbox()[1].read_bytes(), policy=email.policy.default)
    # Nobody has shown yet that the address is theirs, so no word of the form stands in the mail's head.
    assert (mail["To"], mail["Subject"]) == ("amelie@example.org", "An answer to your question [T-1]")
    text = mail.get_content()
    assert f"]({server.url}/running/what-the-desk-keeps/)" in text
    mailed_url = re.search(r"conversation: (\S+)", text).group(1)

    agent.page.get_by_role("button", name="Mark as solved").click()
    agent.page.get_by_text("· solved").wait_for()

    page.goto(ticket_url)
    assert page.locator(".message").count() == 2
    customer.look("10-solved")
    page.goto(mailed_url)
    customer.look("10-mailed-link")
    page.get_by_role("button", name="Yes, it is mine").click()
    page.get_by_text("From now on we write to your address.").wait_for()
    page.get_by_role("button", name="Good, it helped").click()
    page.get_by_text("We are glad that it helped.").wait_for()
    customer.look("11-rated")

    agent.page.reload()
    agent.page.get_by_text("rated good").wait_for()
    agent.look("12-rating-seen")

    agent.page.goto(server.url + "/desk")
    agent.page.get_by_text("1 ticket, and it is solved.").wait_for()
    agent.page.get_by_role("button", name="Sign out").click()
    agent.page.wait_for_url(server.url + "/")
    assert agent.page.goto(server.url + "/desk").status == 403
    agent.expects("403")


def test_a_customer_without_javascript_can_search_and_ask(server, visit):
    customer = visit("customer", java_script_enabled=False)
    page = customer.page
    page.goto(server.url)
    page.get_by_label("Search the help centre").fill("refund")
    page.get_by_label("Search the help centre").press("Enter")
    page.wait_for_url("**/search/?q=refund")
    # The server has found answers, and the list of all is still there.
    assert page.locator("#results").get_by_role("link").count() > 0
    assert page.locator("#everything").get_by_role("link", name="Write your first article").count() == 1

    page.get_by_role("navigation", name="Help").get_by_role("link", name="Ask a person").click()
    fill_in(page, "Hello", "Is anybody there?")
    page.get_by_text("Thank you, we have it.").wait_for()
    thanked = page.url

    page.go_back()
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Thank you, we have it.").wait_for()
    assert page.url == thanked
    assert page.locator(".message").count() == 1

    # What is added belongs to the same matter, and so does another subject alone.
    page.go_back()
    page.get_by_label("Your question").fill("Is anybody there? I mean today.")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Thank you, we have it.").wait_for()
    assert page.url == thanked
    assert page.locator(".message").last.inner_text().endswith("Is anybody there? I mean today.")
    page.go_back()
    page.get_by_label("What is it about?").fill("Hello, hello")
    page.get_by_label("Your question").fill("Is anybody there? I mean today.")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Thank you, we have it.").wait_for()
    assert page.url == thanked
    assert page.get_by_role("heading", level=1).inner_text() == "Hello, hello"


def test_a_form_with_mistakes_comes_back_filled_in(server, visit):
    customer = visit("customer", java_script_enabled=False)
    page = customer.page
    page.goto(server.url + "/ask")
    page.evaluate("document.querySelector('form[action=\"/ask/send\"]').noValidate = true")
    page.get_by_label("Your name").fill("Amélie")
    page.get_by_label("Your mail address").fill("not an address")
    page.get_by_label("Your question").fill("A long question <script>alert(1)</script>")
    page.get_by_role("button", name="Send").click()
    assert page.get_by_role("alert").inner_text() == "Something is not right yet, please look below."
    assert page.locator("#address-error").inner_text().startswith("This does not look like a mail address.")
    assert page.locator("#subject-error").inner_text() == "Please say in a few words what it is about."
    assert page.get_by_label("Your name").input_value() == "Amélie"
    assert page.get_by_label("Your question").input_value() == "A long question <script>alert(1)</script>"
    customer.expects("422")


def test_a_ticket_is_there_after_the_server_was_killed_behind_the_thank_you_page(server, visit):
    customer = visit("customer")
    customer.page.goto(server.url + "/ask-a-person/")
    fill_in(customer.page, "Kill me", "Nothing must be lost.")
    customer.page.get_by_text("Thank you, we have it.").wait_for()
    server.kill()

    server.start()
    customer.page.reload()
    assert customer.page.get_by_role("heading", level=1).inner_text() == "Kill me"
    agent = visit("agent")
    sign_in(agent, server)
    assert agent.page.get_by_role("link", name="Kill me").count() == 1


def kill_rules(server):
    """Ends the plugin four times: then the desk waits two seconds, and has not given it up."""
    def found():
        return [process for process in server.plugin_processes() if b"\0rules" in arguments(process)]

    for _ in range(4):
        (process,) = eventually(found)
        os.kill(process, signal.SIGKILL)
        assert eventually(lambda: process not in found())  # noqa: B023, asked at once


def test_a_ticket_is_taken_in_while_the_plugin_is_dead_and_says_why_nothing_was_proposed(server, visit):
    customer = visit("customer")
    customer.page.goto(server.url + "/ask-a-person/")
    kill_rules(server)
    fill_in(customer.page, "My invoice", "I was charged twice.")
    customer.page.get_by_text("Thank you, we have it.").wait_for()
    agent = visit("agent")
    sign_in(agent, server)
    agent.page.get_by_role("link", name="My invoice").click()
    why = agent.page.get_by_text("rules gave no answer to ticket.route: it is not running")
    assert eventually(lambda: agent.page.reload() and why.count())
    assert "it was ended by signal 9" in why.first.inner_text()
    agent.look("13-plugin-dead")

    moved = agent.page.get_by_text("rules moved it to Billing")
    assert eventually(lambda: agent.page.reload() and moved.count(), 40)
    assert why.count() > 0
    agent.look("14-plugin-back")

    customer.page.goto(server.url + "/ask-a-person/")
    fill_in(customer.page, "Another invoice", "Charged three times.")
    customer.page.get_by_text("Thank you, we have it.").wait_for()
    agent.page.goto(server.url + "/desk")
    agent.page.get_by_role("link", name="Another invoice").click()
    assert eventually(lambda: agent.page.reload() and moved.count())


def test_forms_work_over_plain_http_on_an_address_of_the_network(tmp_path, visit):
    server = Server(tmp_path, address=network_address()).start()
    try:
        customer = visit("customer", java_script_enabled=False)
        customer.page.goto(server.url + "/ask-a-person/")
        fill_in(customer.page, "From afar", "Over plain HTTP.")
        customer.page.get_by_text("Thank you, we have it.").wait_for()
        agent = visit("agent", java_script_enabled=False)
        sign_in(agent, server)
        # It was filled in faster than people write, so somebody has to let it go.
        agent.page.get_by_role("link", name="Held, perhaps spam: 1").click()
        agent.page.get_by_role("link", name="From afar").click()
        agent.page.get_by_role("button", name="Release it").click()
        agent.page.get_by_text("queue Triage").wait_for()
        agent.page.get_by_label("Your answer").fill("Welcome.")
        agent.page.get_by_role("button", name="Send the answer").click()
        agent.page.locator(".message.agent").wait_for()
    finally:
        server.stop()


def test_the_server_ends_its_plugins_when_it_is_asked_to_stop(server):
    # escalate, follow-up, learned-router, rules and suggest-answers at least.
    assert eventually(lambda: len(server.plugin_processes()) >= 5)
    plugins = server.plugin_processes()
    assert server.stop() == 0
    assert [plugin for plugin in plugins if os.path.exists(f"/proc/{plugin}")] == []


def test_a_plugin_ends_when_the_server_was_killed(server):
    plugins = eventually(server.plugin_processes)
    server.kill()
    assert eventually(lambda: not os.path.exists(f"/proc/{plugins[0]}"), 5)


@pytest.mark.parametrize("address", ["/t/1/wrong-secret", "/t/2/wrong-secret", "/desk/tickets/1"])
def test_nobody_sees_a_ticket_without_its_link(server, visit, address):
    customer = visit("customer", java_script_enabled=False)
    customer.page.goto(server.url + "/ask-a-person/")
    fill_in(customer.page, "A private question", "For your eyes only.")
    stranger = visit("stranger", java_script_enabled=False)
    response = stranger.page.goto(server.url + address)
    assert response.status in (403, 404)
    assert "private" not in stranger.page.content()
    stranger.expects(str(response.status))
