"""What agents have beside answering: promises and why, finding tickets, forgetting a person."""

import re
import sqlite3

import pytest
from conftest import Server, eventually, running
from test_http import QUESTION, ask_for, key_in, session

DESK = """queues:
  - {id: billing, title: Billing}
calendars:
  - id: office
    zone: Europe/Berlin
    hours: {monday-friday: "09:00-17:30"}
    breaks: {monday-friday: "12:30-13:15"}
    holidays: [{day: 12-25, name: Christmas Day}]
sla:
  - {id: all, title: Standard, calendar: office, first_reply: 4 hours, resolution: 16 hours,
     near: {first_reply: 1 hour, resolution: 2 hours}, pauses: {first_reply: snoozed}}
"""


@pytest.fixture
def desk(tmp_path):
    server = Server(tmp_path)
    server.content = tmp_path / "content"
    server.content.mkdir()
    (server.content / "lamp.md").write_text("---\ntitle: Lamp\n---\nText.\n")
    (server.content / "desk.yaml").write_text(DESK)
    yield from running(server)


def ask(server, **fields):
    assert ask_for(server, "POST", "/ask/send", {**QUESTION, **fields}).status == 303


def test_a_tickets_page_says_what_was_promised_and_why_then(desk, visit):
    ask(desk)
    agent = visit("agent-promises")
    agent.page.goto(desk.sign_in_url)
    agent.page.get_by_role("button", name="Sign in").click()
    agent.page.get_by_role("link", name="Lamp", exact=True).click()
    agent.page.get_by_role("heading", name="What was promised").wait_for()
    first = agent.page.locator("section[aria-labelledby=due] > ul > li").first
    assert first.inner_text().startswith("First reply: due on ")
    first.get_by_text("Explain this due time").click()
    steps = first.locator("ol li").all_inner_texts()
    assert steps[0] == "The policy “Standard” is for every ticket."
    assert steps[1] == (
        "It promises the first reply within 4 h of the calendar “office” (Europe/Berlin).")
    assert steps[2] == "Its clock stands still while the ticket is laid aside."
    assert steps[3].startswith("The clock began on ") and steps[-1].startswith("Due on ")
    assert steps[-2].startswith("It counts as near from ")
    agent.look("promises")


def test_agents_find_tickets_by_words_and_by_queue(desk):
    ask(desk, subject="Lamp")
    ask(desk, subject="Shade", body="It is <b>torn</b>.", address="eve@example.org")
    agent = session(desk)
    found = ask_for(desk, "GET", "/desk?q=torn%20EVE", headers=agent).text
    assert "Shade" in found and "bdi>Lamp<" not in found
    assert "No ticket holds all of these words." in ask_for(desk, "GET", "/desk?q=%22%3Cx%3E", headers=agent).text
    assert "No ticket is here." in ask_for(desk, "GET", "/desk?queue=billing", headers=agent).text
    assert "Shade" in ask_for(desk, "GET", "/desk?queue=triage", headers=agent).text
    assert ask_for(desk, "GET", "/desk?q=torn").status == 403


def test_a_list_of_a_status_has_an_address_and_every_status_its_count(desk, visit):
    for number in range(3):
        ask(desk, subject=f"Lamp {number}", address=f"eve{number}@example.org")
    agent = visit("agent-statuses")
    page = agent.page
    page.goto(desk.sign_in_url)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Lamp 1", exact=True).click()
    page.get_by_role("button", name="Mark as solved").click()
    page.get_by_role("link", name="Tickets", exact=True).click()
    statuses = page.get_by_role("navigation", name="Statuses")
    assert statuses.get_by_role("link").all_inner_texts() == [
        "Any status 3", "New 2", "Open 0", "Pending 0", "Solved 1", "Closed 0", "Laid aside 0"]
    # By the keyboard alone: a link is reached, and Enter follows it.
    statuses.get_by_role("link", name="New 2").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Solved 1"
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk?status=solved")
    assert page.locator("table.tickets tbody tr").count() == 1
    assert statuses.locator("[aria-current=page]").inner_text() == "Solved 1"
    page.get_by_text("Tickets here: 1").wait_for()
    agent.look("statuses")
    # A queue is kept with the status, and a status with the queue.
    page.get_by_role("navigation", name="Queues").get_by_role("link", name="Triage").click()
    page.wait_for_url("**/desk?queue=triage&status=solved")
    statuses.get_by_role("link", name="New 2").click()
    page.wait_for_url("**/desk?queue=triage&status=new")
    assert page.locator("table.tickets tbody tr").count() == 2
    # What is no status is left out, and the next page of a list stays within it.
    signed_in = session_of(agent)
    assert "3 tickets, 2 of them not solved." in ask_for(desk, "GET", "/desk?status=lost", headers=signed_in).text
    with sqlite3.connect(desk.folder / "data/desk.sqlite") as database:
        assert "tickets_of_statuses" in str(database.execute(
            "EXPLAIN QUERY PLAN SELECT id FROM tickets WHERE status = 'new' AND queue <> 'held' AND -id > -9 "
            "ORDER BY -id LIMIT 9").fetchall())


def test_a_person_is_erased_after_a_second_question(desk, visit):
    ask(desk, subject="First")
    ask(desk, subject="Second")
    ask(desk, subject="Hers", address="eve@example.org")
    agent = visit("agent-erases")
    agent.page.goto(desk.sign_in_url)
    agent.page.get_by_role("button", name="Sign in").click()
    agent.page.get_by_role("link", name="First", exact=True).click()
    agent.page.get_by_text("The customer's link and data").click()
    agent.page.get_by_role("link", name="Erase this person").click()
    agent.look("erase")
    agent.page.get_by_role("button", name="Erase all of it").click()
    assert agent.page.url.endswith("/desk/tickets/1")
    with sqlite3.connect(desk.folder / "data/desk.sqlite") as database:
        subjects = [row[0] for row in database.execute("SELECT subject FROM tickets ORDER BY id")]
        statuses = [row[0] for row in database.execute("SELECT status FROM tickets ORDER BY id")]
    assert subjects[2] == "Hers" and "First" not in subjects and "Second" not in subjects
    assert statuses == ["closed", "closed", "new"]
    page = ask_for(desk, "GET", "/desk/tickets/1/erase", headers=session_of(agent)).text
    assert "Nobody is left to erase" in page


def session_of(agent):
    return {"Cookie": "; ".join(f"{one['name']}={one['value']}" for one in agent.context.cookies())}


def test_every_slip_in_calendars_and_promises_has_its_place(tmp_path):
    server = Server(tmp_path)
    server.content = tmp_path / "content"
    server.content.mkdir()
    (server.content / "lamp.md").write_text("---\ntitle: Lamp\n---\nText.\n")
    (server.content / "desk.yaml").write_text("""calendars:
  - id: office
    zone: Europe/Berlni
    hours: {mnoday: "09:00-17:00"}
  - id: shop
    zone: UTC
    hours: {monday: "9-17", tuesday: "09:00-12:00"}
    breaks: {tuesday: "13:00-14:00"}
    holidays: [{day: 2026-02-30, name: Never}]
sla:
  - {id: a, calendar: shpo, first_reply: 4 hours}
  - {id: b, when: {priority: urgnet}, first_reply: soon}
  - {id: c}
  - {id: d, when: {tag: x}, first_reply: 4 hours, near: 4 hours}
  - {id: e, when: {tag: y}, first_reply: 4 hours, near: soon, pauses: [pendign]}
  - {id: f, when: {tag: z}, first_reply: 4 hours, near: {first_rely: 1 hour}, pauses: solved}
""")
    with pytest.raises(AssertionError):
        server.start()
    said = (tmp_path / "serve.log").read_text()
    for complaint in [
        "desk.yaml:3:11: there is no time zone “Europe/Berlni”: did you mean “Europe/Berlin”?",
        "desk.yaml:4:13: there is no day “mnoday”: did you mean “monday”?",
        "desk.yaml:7:21: “9-17” is no stretch of a day: write one like 09:00-17:30.",
        "the break 13:00-14:00 is not inside of the hours",
        "“2026-02-30” is no day: write 2026-12-24, or 12-25 for every year.",
        "there is no calendar “shpo”: did you mean “shop”?",
        "there is no priority “urgnet”: did you mean “urgent”?",
        "“first_reply” is open time: `30 minutes`, `4 hours` or the like.",
        "desk.yaml:13:5: it promises nothing: give it a target.",
        "desk.yaml:14:57: what counts as near is shorter than the promise itself: make it shorter.",
        "desk.yaml:15:57: “near” is open time: `30 minutes`, `4 hours` or the like.",
        "desk.yaml:15:72: there is no pause “pendign”: did you mean “pending”?",
        "desk.yaml:16:58: there is no promise “first_rely”: did you mean “first_reply”?",
        "desk.yaml:16:87: there is no pause “solved”: there is pending, snoozed.",
    ]:
        assert complaint in said, said


def test_the_outbox_lists_mails_and_not_what_they_say(desk):
    ask(desk)
    agent = session(desk)
    page = ask_for(desk, "GET", "/desk/outbox", headers=agent).text
    assert "ada@example.org" in page and "/desk/tickets/1" in page
    assert "Somebody has asked us something" not in page and "/t/1/" not in page
    assert ask_for(desk, "GET", "/desk/outbox").status == 403
    assert "No mail was written yet." in ask_for(desk, "GET", "/desk/outbox?before=1", headers=agent).text


# Beside answering

def opened(server, visit, name):
    """An agent who looks at the first ticket."""
    agent = visit(name)
    agent.page.goto(server.sign_in_url)
    agent.page.get_by_role("button", name="Sign in").click()
    agent.page.get_by_role("heading", name="Tickets").wait_for()
    agent.page.goto(server.url + "/desk/tickets/1")
    return agent


def facts(page):
    return page.locator("h1 + p.facts").inner_text().replace("\n", " ")


def test_an_agent_notes_moves_takes_and_lays_aside_a_ticket(desk, visit):
    path = ask_for(desk, "POST", "/ask/send", QUESTION).headers["Location"].removesuffix("?thanks")
    agent = opened(desk, visit, "agent-changes")
    page = agent.page
    page.get_by_text("Write a note", exact=True).click()
    page.get_by_label("Note, which the customer never sees").fill("She called *twice*.")
    page.get_by_role("button", name="Keep the note").click()
    page.locator(".message.note", has_text="Note, the customer does not see it").wait_for()
    page.get_by_text("Queue, priority, person, tags").click()
    page.get_by_label("Queue").select_option("Billing")
    page.get_by_label("Priority").select_option("urgent")
    page.get_by_label("Tags, with commas between them").fill("refund, vip")
    page.get_by_role("button", name="Change", exact=True).click()
    page.get_by_text("Queue, priority, person, tags").click()
    page.get_by_role("button", name="Take it myself").click()
    page.get_by_text("Lay aside, or make part of another ticket").click()
    page.get_by_role("button", name="For three days").click()
    said = facts(page)
    for words in ["queue Billing", "with Owner", "priority urgent", "tagged refund, vip", "laid aside until"]:
        assert words in said, said
    agent.look("changed-ticket")
    page.get_by_text("Lay aside, or make part of another ticket").click()
    page.get_by_role("button", name="Take it up again now").click()
    assert "laid aside" not in facts(page)
    page.get_by_text("Queue, priority, person, tags").click()
    page.get_by_label("Tags, with commas between them").fill("no@tag")
    page.get_by_role("button", name="Change", exact=True).click()
    assert "Nothing was changed: this is no identifier" in page.get_by_role("alert").inner_text()
    agent.expects("409")
    # The customer sees none of it.
    customer = ask_for(desk, "GET", path).text
    assert "It is dark" in customer and "twice" not in customer and "refund" not in customer


def test_two_tickets_become_one_and_two_again(desk, visit):
    ask(desk, subject="Lamp")
    ask(desk, subject="The same lamp", body="Still dark.")
    agent = opened(desk, visit, "agent-merges")
    page = agent.page

    def merge(number):
        page.get_by_text("Lay aside, or make part of another ticket").click()
        page.get_by_label("Number of the ticket that this one is to become part of").fill(number)
        page.get_by_role("button", name="Make it part of that one").click()

    merge("99")
    assert "There is no such ticket" in page.get_by_role("alert").inner_text()
    agent.expects("422")
    merge("t-2")
    page.get_by_text("This is part of T-2; it is answered there.").wait_for()
    assert page.get_by_label("Your answer").count() == 0
    page.get_by_role("link", name="T-2").click()
    assert page.locator(".thread .message").count() == 2
    page.get_by_text("T-1 became part of it.").wait_for()
    agent.look("merged")
    page.get_by_role("link", name="T-1").click()
    page.get_by_role("button", name="Make two tickets of").click()
    assert page.get_by_label("Your answer").count() == 1
    page.goto(desk.url + "/desk/tickets/2")
    assert page.locator(".thread .message").count() == 1


def test_two_tickets_are_not_offered_of_what_was_erased(desk):
    for subject in ["Lamp", "The same lamp"]:
        ask(desk, subject=subject)
    agent = session(desk)
    assert ask_for(desk, "POST", "/desk/tickets/1/merge", {"into": "2"}, headers=agent).status == 303

    def forms():
        """Where the forms of the merged ticket's page lead."""
        page = ask_for(desk, "GET", "/desk/tickets/1", headers=agent).text
        assert "This is part of " in page
        return re.findall(r'action="(/desk/tickets/1/\w+)"', page)

    assert "/desk/tickets/1/unmerge" in forms()
    assert ask_for(desk, "POST", "/desk/tickets/1/erase", {}, headers=agent).status == 303
    assert ask_for(desk, "POST", "/desk/tickets/1/unmerge", {}, headers=agent).status == 409
    assert forms() == []


def test_nothing_of_an_erased_person_is_left_on_the_disk(desk):
    body = b"--x\r\n" + b"\r\n--x\r\n".join(
        f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()
        for name, value in {**QUESTION, "name": "Quetzalcoatl", "address": "zyzzyva@example.org",
                            "subject": "Wolframite", "body": "Xylophonist"}.items()
    ) + b'\r\n--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nAxolotl\r\n--x--\r\n'
    sent = ask_for(desk, "POST", "/ask/send", body,
                   headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert sent.status == 303
    agent = session(desk)
    assert ask_for(desk, "POST", "/desk/tickets/1/reply", {"body": "Dear Quetzalcoatl", "key": ""}, headers=agent).status == 303
    words = [b"quetzalcoatl", b"zyzzyva", b"wolframite", b"xylophonist", b"axolotl"]

    def left():
        data = desk.folder / "data"
        texts = [(path, path.read_bytes().lower()) for path in data.rglob("*") if path.is_file()]
        return {word.decode(): str(path.relative_to(data)) for word in words for path, text in texts if word in text}

    eventually(desk.outbox)
    assert any(b"zyzzyva" in mail.read_bytes() for mail in desk.outbox())
    assert set(left()) == {word.decode() for word in words}
    assert ask_for(desk, "POST", "/desk/tickets/1/erase", {}, headers=agent).status == 303
    eventually(lambda: not left(), 40)
    assert left() == {}
    page = ask_for(desk, "GET", "/desk/tickets/1", headers=agent).text
    assert "There is nobody left to answer" in page and "<textarea" not in page


def test_a_form_whose_ticket_was_erased_begins_a_ticket_of_its_own(desk):
    key = key_in(ask_for(desk, "GET", "/ask"))
    first = ask_for(desk, "POST", "/ask/send", {**QUESTION, "key": key}).headers["Location"].split("?")[0]
    agent = session(desk)
    assert ask_for(desk, "POST", "/desk/tickets/1/erase", {}, headers=agent).status == 303
    page = ask_for(desk, "GET", "/desk/tickets/1", headers=agent).text
    assert "· closed" in page and "Close it" not in page
    # A tab that was restored, and a page that was left open.
    for _ in range(2):
        again = ask_for(desk, "POST", "/ask/send", {**QUESTION, "key": key, "subject": "Bill", "body": "It is wrong."})
        assert again.status == 303 and again.headers["Location"].startswith("/t/2/")
    assert "It is wrong." in ask_for(desk, "GET", again.headers["Location"]).text
    assert ask_for(desk, "GET", first).status == 404
    assert [ask_for(desk, "POST", f"{first}/{name}", {"body": "Hello?"}).status
            for name in ("add", "settle", "mine")] == [404, 404, 404]


def test_a_note_that_nobody_is_signed_in_for_is_given_back(desk):
    ask(desk)
    answer = ask_for(desk, "POST", "/desk/tickets/1/note", {"body": "She called twice.", "key": ""})
    assert answer.status == 403 and "She called twice." in answer.text and "Keep the note" in answer.text


def test_behind_a_link_that_leads_nowhere_the_readers_language_is_spoken(server):
    answer = ask_for(server, "GET", "/t/1/x", headers={"Accept-Language": "de"})
    assert answer.status == 404 and '<html lang="de"' in answer.text


def test_two_agents_who_change_a_ticket_at_once_undo_nothing_of_each_other(desk):
    ask(desk)
    agent = session(desk)
    shown = {"was_queue": "triage", "was_priority": "normal", "was_assignee": "", "was_tags": "",
             "queue": "triage", "priority": "normal", "assignee": "", "tags": ""}
    for change in ({"tags": "alpha", "queue": "billing"}, {"tags": "beta", "priority": "high"}):
        answer = ask_for(desk, "POST", "/desk/tickets/1/change", {**shown, **change}, agent)
        assert answer.status == 303
    page = ask_for(desk, "GET", "/desk/tickets/1", headers=agent).text
    assert "alpha, beta" in page and "<strong>Billing</strong>" in page and "<strong>high</strong>" in page
