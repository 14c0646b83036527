"""What agents have beside answering: promises and why, finding tickets, forgetting a person."""

import sqlite3

import pytest
from conftest import Server
from test_http import QUESTION, ask_for, session

DESK = """queues:
  - {id: billing, title: Billing}
calendars:
  - id: office
    zone: Europe/Berlin
    hours: {monday-friday: "09:00-17:30"}
    breaks: {monday-friday: "12:30-13:15"}
    holidays: [{day: 12-25, name: Christmas Day}]
sla:
  - {id: all, title: Standard, calendar: office, first_reply: 4 hours, resolution: 16 hours}
"""


@pytest.fixture
def desk(tmp_path):
    server = Server(tmp_path)
    server.content = tmp_path / "content"
    server.content.mkdir()
    (server.content / "lamp.md").write_text("---\ntitle: Lamp\n---\nText.\n")
    (server.content / "desk.yaml").write_text(DESK)
    server.start()
    yield server
    if server.process.poll() is None:
        server.stop()


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
    assert steps[2].startswith("The clock began on ") and steps[-1].startswith("Due on ")
    agent.look("promises")


def test_agents_find_tickets_by_words_and_by_queue(desk):
    ask(desk, subject="Lamp")
    ask(desk, subject="Shade", body="It is <b>torn</b>.", address="eve@example.org")
    agent = session(desk)
    found = ask_for(desk, "GET", "/desk?q=torn%20EVE", headers=agent).text
    assert "Shade" in found and "bdi>Lamp<" not in found
    assert "No ticket holds all of these words." in ask_for(desk, "GET", "/desk?q=%22%3Cx%3E", headers=agent).text
    assert "Nobody has asked anything yet." in ask_for(desk, "GET", "/desk?queue=billing", headers=agent).text
    assert "Shade" in ask_for(desk, "GET", "/desk?queue=triage", headers=agent).text
    assert ask_for(desk, "GET", "/desk?q=torn").status == 403


def test_a_person_is_erased_after_a_second_question(desk, visit):
    ask(desk, subject="First")
    ask(desk, subject="Second")
    ask(desk, subject="Hers", address="eve@example.org")
    agent = visit("agent-erases")
    agent.page.goto(desk.sign_in_url)
    agent.page.get_by_role("button", name="Sign in").click()
    agent.page.get_by_role("link", name="First", exact=True).click()
    agent.page.get_by_role("link", name="Erase this person").click()
    agent.look("erase")
    agent.page.get_by_role("button", name="Erase all of it").click()
    assert agent.page.url.endswith("/desk/tickets/1")
    with sqlite3.connect(desk.folder / "data/desk.sqlite") as database:
        subjects = [row[0] for row in database.execute("SELECT subject FROM tickets ORDER BY id")]
    assert subjects[2] == "Hers" and "First" not in subjects and "Second" not in subjects
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
