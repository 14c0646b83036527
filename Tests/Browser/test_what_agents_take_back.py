"""What an agent does is seen in the lists, and can be taken back as far as the ticket's status lets it."""

import sqlite3

from test_desk_tools import session_of
from test_http import QUESTION, ask_for
from test_plugin_pages import signed_in

SPAM = {**QUESTION, "website": "http://evil.example"}


def go(page, ticket):
    page.goto(page.url.split("/desk")[0] + f"/desk/tickets/{ticket}")


def rows(page):
    return page.locator("table.tickets tbody tr td:first-child").all_inner_texts()


def tickets(page, **choice):
    page.goto(page.url.split("/desk")[0] + "/desk")
    for link in choice.values():
        page.get_by_role("navigation", name="Statuses").get_by_role("link", name=link).click()
    return rows(page)


def test_what_is_laid_aside_leaves_the_list_and_stands_in_one_of_its_own(server, visit):
    path = ask_for(server, "POST", "/ask/send", QUESTION).headers["Location"].removesuffix("?thanks")
    assert ask_for(server, "POST", "/ask/send", {**QUESTION, "subject": "Shade", "body": "Torn."}).status == 303
    agent = signed_in(server, visit, "agent-aside")
    page = agent.page
    assert rows(page) == ["T-2", "T-1"]
    go(page, 1)
    page.get_by_text("Lay aside, or make part of another ticket").click()
    page.get_by_role("button", name="For three days").click()
    assert tickets(page) == ["T-2"]
    page.get_by_text("1 ticket, and it is not solved.").wait_for()
    assert tickets(page, list="Laid aside 1") == ["T-1"]
    assert page.url.endswith("/desk?aside=yes")
    statuses = page.get_by_role("navigation", name="Statuses")
    assert statuses.locator("[aria-current=page]").inner_text() == "Laid aside 1"
    assert "new, laid aside until " in page.locator("table.tickets tbody tr").inner_text()
    page.get_by_text("Tickets here: 1").wait_for()
    agent.look("laid-aside")
    # A queue is kept with it, and a status leads out of it.
    page.get_by_role("navigation", name="Queues").get_by_role("link", name="Triage").click()
    page.wait_for_url("**/desk?queue=triage&aside=yes")
    assert rows(page) == ["T-1"]
    statuses.get_by_role("link", name="New 1").click()
    page.wait_for_url("**/desk?queue=triage&status=new")
    assert rows(page) == ["T-2"]
    # Who looks for it by its words is told, too.
    page.goto(server.url + "/desk?q=lamp")
    assert "laid aside until" in page.locator("table.tickets tbody").inner_text()
    # With all laid aside, nobody says that nothing was ever asked.
    assert ask_for(server, "POST", "/desk/tickets/2/snooze", {"days": "1"}, session_of(agent)).status == 303
    assert tickets(page) == []
    page.get_by_text("No ticket is here.").wait_for()
    # Its customer's word brings it back at once.
    assert ask_for(server, "POST", path + "/add", {"body": "And now?", "key": ""}).status == 303
    assert tickets(page) == ["T-1"]
    with sqlite3.connect(server.folder / "data/desk.sqlite") as database:
        def plan(query):
            return str(database.execute("EXPLAIN QUERY PLAN " + query).fetchall())

        awake = "queue <> 'held' AND coalesce(snoozed_until, 0) <= 9"
        assert "COVERING INDEX tickets_of_statuses" in plan(
            f"SELECT status, count(*) FROM tickets INDEXED BY tickets_of_statuses WHERE {awake} GROUP BY status")
        assert "INDEX tickets_as_the_desk_lists_them (is_finished=? AND <expr>>?)" in plan(
            f"SELECT * FROM tickets WHERE {awake} AND is_finished = 0 AND -id > -9 ORDER BY -id LIMIT 50")
        assert "INDEX tickets_laid_aside (<expr>>?)" in plan(
            "SELECT * FROM tickets INDEXED BY tickets_laid_aside WHERE queue <> 'held' AND snoozed_until > 9 "
            "AND is_finished = 0 AND -id > -9 ORDER BY -id LIMIT 50")


def test_an_answer_lets_a_held_question_go(server, visit):
    path = ask_for(server, "POST", "/ask/send", SPAM).headers["Location"].removesuffix("?thanks")
    agent = signed_in(server, visit, "agent-held")
    page = agent.page
    assert rows(page) == []
    page.get_by_role("link", name="Held, perhaps spam: 1").click()
    page.get_by_role("link", name="Lamp", exact=True).click()
    page.get_by_text("Nothing has happened to this question yet").wait_for()
    agent.look("held-question")
    page.get_by_label("Your answer").fill("Turn it on.")
    page.get_by_role("button", name="Send the answer").click()
    page.locator(".message", has_text="Turn it on.").wait_for()
    assert page.get_by_text("Nothing has happened").count() == 0
    assert page.get_by_role("button", name="Discard it as spam").count() == 0
    assert "queue Triage" in page.locator("h1 + p.facts").inner_text().replace("\n", " ")
    assert "held_" not in page.locator("h1 + p.facts").inner_text()
    assert tickets(page) == ["T-1"]
    assert page.get_by_role("link", name="Held, perhaps spam").count() == 0
    # It never goes back there: not by its customer's words, not by being solved and opened again.
    assert ask_for(server, "POST", path + "/add", {"body": "Still dark.", "key": ""}).status == 303
    assert tickets(page, list="Open 1") == ["T-1"]
    go(page, 1)
    page.get_by_role("button", name="Mark as solved").click()
    page.get_by_role("button", name="Open it again").click()
    assert tickets(page, list="Open 1") == ["T-1"]


def test_a_solved_ticket_is_opened_again_and_a_closed_one_is_not(server, visit):
    ask_for(server, "POST", "/ask/send", QUESTION)
    agent = signed_in(server, visit, "agent-reopens")
    page = agent.page
    go(page, 1)
    assert page.get_by_role("button", name="Open it again").count() == 0
    page.get_by_role("button", name="Mark as solved").click()
    page.get_by_role("button", name="Open it again").wait_for()
    assert page.get_by_role("button", name="Mark as solved").count() == 0
    agent.look("solved-ticket")
    page.get_by_role("button", name="Open it again").click()
    page.get_by_role("button", name="Mark as solved").wait_for()
    assert "· open" in page.locator("h1 + p.facts").inner_text().replace("\n", " ")
    ask_for(server, "POST", "/ask/send", {**SPAM, "address": "eve@example.org"})
    headers = session_of(agent)
    assert ask_for(server, "POST", "/desk/tickets/2/discard", {}, headers).status == 303
    refused = ask_for(server, "POST", "/desk/tickets/2/reopen", {}, headers)
    assert refused.status == 409 and "the ticket is closed" in refused.text
    assert ask_for(server, "POST", "/desk/tickets/2/reopen", {}).status == 403


def test_what_was_discarded_by_mistake_goes_on_as_a_ticket_of_its_own(server, visit):
    path = ask_for(server, "POST", "/ask/send", SPAM).headers["Location"].removesuffix("?thanks")
    agent = signed_in(server, visit, "agent-no-spam")
    page = agent.page
    go(page, 1)
    page.get_by_role("button", name="Discard it as spam").click()
    page.get_by_text("Discarded as spam").wait_for()
    agent.look("discarded")
    # What its sender adds follows it up, too, and takes nothing up.
    assert ask_for(server, "POST", f"{path}/add", {"body": "Hello?"}).status == 303
    page.reload()
    page.get_by_text("It goes on in T-2.").wait_for()
    page.get_by_role("button", name="It was no spam").click()
    assert page.url.endswith("/desk/tickets/3")
    page.get_by_text("This follows up T-1, which was closed.").wait_for()
    page.locator(".message", has_text="It is dark.").wait_for()
    page.locator(".message.note", has_text="This was discarded as spam, as T-1, and taken up again.").wait_for()
    agent.look("taken-up")
    assert tickets(page) == ["T-3"]
    go(page, 1)
    page.get_by_text("It goes on in T-3.").wait_for()
    assert page.get_by_role("button", name="It was no spam").count() == 0
    headers = session_of(agent)
    # Twice is once, and what nobody has discarded is not taken up.
    again = ask_for(server, "POST", "/desk/tickets/1/no-spam", {}, headers)
    assert again.headers["Location"] == "/desk/tickets/3"
    refused = ask_for(server, "POST", "/desk/tickets/3/no-spam", {}, headers)
    assert refused.status == 409 and "nobody has discarded this ticket as spam" in refused.text
    assert ask_for(server, "POST", "/desk/tickets/1/no-spam", {}).status == 403
    assert ask_for(server, "POST", "/desk/tickets/9/no-spam", {}, headers).status == 404
