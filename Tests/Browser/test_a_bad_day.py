"""A desk whose disk can no longer be written, whose clock is set, whose database has a bad page."""

import contextlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest
from conftest import eventually, running
from form_site import FormServer
from test_http import QUESTION, ask_for, key_in, session, tickets
from test_posting import FIELDS, PROGRAM, held_back, post

SOURCE = Path(__file__).with_name("bad_day.c")
HOUR, DAY = 3_600, 86_400


@pytest.fixture(scope="session")
def library(tmp_path_factory):
    """What makes the days bad, compiled; the same environment for the desk and for its doctor."""
    compiler = shutil.which("clang") or shutil.which("cc")
    if not compiler:
        pytest.skip("there is no C compiler")
    path = tmp_path_factory.mktemp("bad") / "bad_day.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", path, SOURCE], check=True)
    return path


class BadDay(FormServer):
    def __init__(self, folder, library, **options):
        super().__init__(folder, **options)
        self.environment = {"LD_PRELOAD": str(library), "BAD_DAY": str(folder)}

    def set_clock(self, seconds):
        """By how many seconds the clock is wrong from now on."""
        (self.folder / "new-clock").write_text(str(seconds))
        (self.folder / "new-clock").rename(self.folder / "clock")

    def doctor(self):
        result = subprocess.run(
            [PROGRAM, "doctor", "--data", self.folder / "data"], capture_output=True, text=True,
            env={**os.environ, **self.environment}, timeout=60)
        return result.returncode, result.stdout

    def rows(self, sql):
        with contextlib.closing(sqlite3.connect(self.folder / "data/desk.sqlite")) as database:
            return database.execute(sql).fetchall()


@pytest.fixture
def desk(tmp_path, library):
    yield from running(BadDay(tmp_path, library))


@pytest.mark.parametrize("fault", ["read-only", "broken"])
def test_a_disk_that_becomes_read_only_or_fails_refuses_questions_whole_and_takes_them_again_later(desk, fault):
    link = post(desk, "/ask/send", FIELDS).headers["Location"].split("?")[0]
    agent = session(desk)
    assert ask_for(desk, "GET", "/readyz").text == "ready\n"
    (desk.folder / fault).touch()
    held_back(desk)
    # The machine that watches is told so, soon, and that the program itself is alive.
    assert eventually(lambda: ask_for(desk, "GET", "/readyz").status == 503)
    told = ask_for(desk, "GET", "/readyz")
    assert (told.text, told.headers["Retry-After"]) == ("nothing can be stored: disk-failed\n", "10")
    assert ask_for(desk, "GET", "/healthz").status == 200
    # Who reads is served as before; who writes is told, and keeps what they wrote.
    assert ask_for(desk, "GET", link).status == 200 and ask_for(desk, "GET", "/lamps/dark/").status == 200
    reply = post(desk, f"{link}/add", {"key": "", "body": "It is still here."})
    assert (reply.status, reply.headers["Retry-After"]) == (503, "60")
    assert "It is still here.</textarea>" in reply.text
    answer = ask_for(desk, "POST", "/desk/tickets/1/reply", {"body": "Kept for you.", "key": ""}, agent)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "60")
    assert "Kept for you.</textarea>" in answer.text
    vote = ask_for(desk, "POST", "/vote", {"page": "/lamps/dark/", "helpful": "yes"})
    assert (vote.status, vote.headers["Retry-After"]) == (503, "60")
    code, said = desk.doctor()
    assert code == 1 and "[not-writable]" in said and "example.org" not in said
    (desk.folder / fault).unlink()
    assert eventually(lambda: ask_for(desk, "GET", "/readyz").status == 200)
    assert post(desk, "/ask/send", {**FIELDS, "body": "After."}).status == 303
    assert post(desk, f"{link}/add", {"key": "", "body": "It is still here."}).status == 303
    assert tickets(desk) == 2
    assert desk.doctor()[0] == 0, desk.doctor()[1]


def test_a_clock_that_is_set_back_loses_nothing_and_doubles_nothing(tmp_path, library):
    desk = BadDay(tmp_path, library, options=["--trusted-proxy", "127.0.0.1", "--questions-per-address", "3"])
    (desk.content / "desk.yaml").write_text("close_solved_after: 1 hours\n")
    for _ in running(desk):
        agent = session(desk)
        form = ask_for(desk, "GET", "/ask")
        asked = {**FIELDS, "key": key_in(form), "body": "Before."}
        early = ask_for(desk, "POST", "/ask/send", {**FIELDS, "body": "Early.", "address": "eve@example.org"})
        link = early.headers["Location"].split("?")[0]
        reply = {"key": key_in(ask_for(desk, "GET", link)), "body": "More."}
        assert eventually(lambda: len(desk.outbox()) == 1)
        desk.set_clock(-DAY)
        # A form that was given out tomorrow is one ticket, however often it comes, and nobody's fault.
        answers = [ask_for(desk, "POST", "/ask/send", asked) for _ in range(3)]
        assert {answer.status for answer in answers} == {303}
        assert len({answer.headers["Location"] for answer in answers}) == 1 and tickets(desk) == 2
        assert desk.rows("SELECT count(*) FROM tickets WHERE queue = 'held'") == [(0,)]
        # Links, sessions and the keys of forms hold.
        assert ask_for(desk, "GET", link).status == 200
        assert ask_for(desk, "GET", "/desk", headers=agent).status == 200
        for _ in range(2):
            assert post(desk, f"{link}/add", reply).status == 303
        assert desk.rows("SELECT count(*) FROM messages WHERE body = 'More.'") == [(1,)]
        assert eventually(lambda: len(desk.outbox()) == 2)
        # Nobody is counted for ever, and nobody for nothing.
        place = {"X-Forwarded-For": "203.0.113.7"}
        for number in range(5):
            one = {**FIELDS, "body": f"Number {number}", "address": f"{number}@example.org"}
            assert ask_for(desk, "POST", "/ask/send", one, place).status == 303
        assert desk.rows("SELECT count(*) FROM tickets WHERE queue = 'held'") == [(2,)]
        # A ticket that is solved now is closed an hour later, once, whatever the clock has been through.
        ask_for(desk, "POST", "/desk/tickets/1/solve", "", agent)
        desk.set_clock(-2 * DAY)
        wake = {**FIELDS, "body": "Wake up.", "address": "wake@example.org"}
        assert ask_for(desk, "POST", "/ask/send", wake).status == 303
        assert desk.rows("SELECT status FROM tickets WHERE id = 1") == [("solved",)]
        desk.set_clock(2 * HOUR)
        wake["body"] = "Wake up again."
        assert ask_for(desk, "POST", "/ask/send", wake).status == 303
        assert eventually(lambda: desk.rows("SELECT status FROM tickets WHERE id = 1") == [("closed",)])
        desk.set_clock(0)
        time.sleep(0.3)
        events = [json.loads(text) for text, in desk.rows("SELECT event FROM events WHERE ticket = 1")]
        closings = [event for event in events if event.get("change", {}).get("to") == "closed"]
        assert len(closings) == 1
        # One mail for each address that was told of a ticket, whatever was sent twice.
        names = [re.search(r"^To: .*", mail.read_text(), re.M).group() for mail in desk.outbox()]
        assert len(names) == len(set(names)), names
        # The closing was two hours ahead of the clock as it is now, and nothing else is wrong.
        code, said = desk.doctor()
        assert (code, said.count("\n")) == (1, 1) and "[clock-set-back]" in said


def test_a_new_start_with_a_clock_that_was_set_back_opens_the_same_desk(desk):
    link = ask_for(desk, "POST", "/ask/send", QUESTION | {"field.topic": "lamps"}).headers["Location"]
    agent = session(desk)
    desk.stop()
    desk.set_clock(-30 * DAY)
    desk.start()
    assert ask_for(desk, "GET", link).status == 200
    assert ask_for(desk, "GET", "/desk", headers=agent).status == 200
    assert ask_for(desk, "GET", "/desk", headers=session(desk)).status == 200
    assert ask_for(desk, "POST", link.split("?")[0] + "/add", {"body": "Later."}).status == 303
    code, said = desk.doctor()
    assert (code, said.count("\n")) == (1, 1) and "[clock-set-back]" in said, said
    desk.set_clock(0)
    assert desk.doctor()[0] == 0, desk.doctor()[1]


def test_a_page_of_the_database_that_is_damaged_under_a_desk_loses_no_word(desk):
    link = ask_for(desk, "POST", "/ask/send", FIELDS).headers["Location"].split("?")[0]
    desk.stop()
    with contextlib.closing(sqlite3.connect(desk.folder / "data/desk.sqlite")) as database:
        page, = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'messages'").fetchone()
        # What still lies in the log beside it is no page of the database yet.
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with open(desk.folder / "data/desk.sqlite", "r+b") as database:
        database.seek((page - 1) * 4096)
        database.write(b"\xff" * 4096)
    # The desk opens all the same, so that readers are served and somebody can see what is wrong.
    desk.start()
    held_back(desk)
    shown = ask_for(desk, "GET", link)
    assert (shown.status, shown.headers["Retry-After"]) == (503, "60")
    reply = post(desk, f"{link}/add", {"key": "", "body": "It is still here."})
    assert reply.status == 503 and reply.headers["Retry-After"] == "60"
    # What needs no database is served as before.
    assert ask_for(desk, "GET", "/lamps/dark/").status == 200 and ask_for(desk, "GET", "/ask").status == 200
    code, said = desk.doctor()
    assert code == 1 and ("[damaged]" in said or "[unreadable]" in said)
    assert "restore a backup" in said and "example.org" not in said
