"""Export and import: everything goes out and in again, and what is not whole is told of before anything is made."""

import hashlib
import json
import re
import shutil
import sqlite3

import pytest
from copied_desk import DIGEST, PICTURE, change, folder, rows, said, same
from program import ROOT


def test_an_export_is_whole_after_an_import(folder):
    said(folder, "export", "second", "--data", "desk")
    assert said(folder, "import", "second", "--data", "new") == (
        "4 tickets, 2 mails and 1 votes are in new.\n"
        "Copy link.key of the old desk to new/link.key: without it no link in a mail works.\n")
    said(folder, "export", "third", "--data", "new")
    assert same(folder / "second", folder / "third")
    assert (folder / "third/files" / DIGEST).read_bytes() == PICTURE
    assert len((folder / "third/tickets.jsonl").read_text().splitlines()) == 4


def without_a_message(lines, place, mends=False):
    """Takes a message away; `mends` makes all counts and digests fit, as somebody who edits it might."""
    texts = (lines / "tickets.jsonl").read_text().splitlines()
    ticket = json.loads(texts[place])
    assert len(ticket["messages"]) > 1
    del ticket["messages"][-1]
    texts[place] = json.dumps(ticket)
    (lines / "tickets.jsonl").write_text("\n".join(texts) + "\n")
    if mends:
        summary = json.loads((lines / "export.json").read_text())
        bytes_ = (lines / "tickets.jsonl").read_bytes()
        summary["messages"] -= 1
        summary["parts"]["tickets"] |= {"bytes": len(bytes_), "sha256": hashlib.sha256(bytes_).hexdigest()}
        (lines / "export.json").write_text(json.dumps(summary))


@pytest.mark.parametrize("damage, complaint", [
    (lambda lines: (lines / "files" / DIGEST).write_bytes(b"another"), "is not what was exported"),
    (lambda lines: (lines / "files" / DIGEST).unlink(), "cannot be read"),
    (lambda lines: (lines / "mails.jsonl").write_text(""), "mails.jsonl: it is not whole: lines are missing"),
    (lambda lines: (lines / "votes.jsonl").write_text(""), "votes.jsonl: it is not whole: lines are missing"),
    (lambda lines: (lines / "calls.jsonl").write_text("{}\n"), "calls.jsonl:1: this line is no record"),
    (lambda lines: (lines / "calls.jsonl").unlink(), "calls.jsonl cannot be read"),
    (lambda lines: (lines / "votes.jsonl").write_text(
        (lines / "votes.jsonl").read_text().replace("dark", "grey")), "votes.jsonl: it is not what was exported"),
    (lambda lines: without_a_message(lines, 2), "tickets.jsonl:3: a message of the ticket is missing"),
    (lambda lines: without_a_message(lines, 2, mends=True), "tickets.jsonl:3: a message of the ticket is missing"),
    (lambda lines: (lines / "tickets.jsonl").write_text(
        "{}\n" + (lines / "tickets.jsonl").read_text()), "tickets.jsonl:1: this line is no record"),
    (lambda lines: (lines / "tickets.jsonl").write_text(
        (lines / "tickets.jsonl").read_text()[:-9]), "ends in the middle of a line"),
    (lambda lines: (lines / "tickets.jsonl").write_text(
        (lines / "tickets.jsonl").read_text().replace('"status":"solved"', '"status":"open"')),
     "an event of the ticket cannot be understood"),
    (lambda lines: (lines / "export.json").unlink(), "is no export"),
])
def test_an_export_that_is_not_whole_leaves_no_desk(folder, damage, complaint):
    said(folder, "export", "lines", "--data", "desk")
    damage(folder / "lines")
    assert complaint in said(folder, "import", "lines", "--data", "new", code=1)
    assert not (folder / "new").exists()


def test_an_import_says_all_that_is_wrong_at_once_and_where(folder):
    said(folder, "export", "lines", "--data", "desk")
    lines = folder / "lines"
    without_a_message(lines, 2)
    (lines / "files" / DIGEST).write_bytes(b"another")
    with open(lines / "mails.jsonl", "a") as mails:
        mails.write("{}\n")
    (lines / "votes.jsonl").unlink()
    assert said(folder, "import", "lines", "--data", "new", code=1) == f"""\
lines/tickets.jsonl:1: lines/files/{DIGEST} is not what was exported.
lines/tickets.jsonl:3: a message of the ticket is missing, or there is one too many. [missing-message, 0]
lines/mails.jsonl:3: this line is no record of an export.
lines/mails.jsonl: it is not whole: lines are missing or too many, 2 were exported, 3 are there.
lines/votes.jsonl cannot be read.
Nothing was imported: export once more.
"""
    assert not (folder / "new").exists()


KEPT = """
    INSERT INTO suggestions VALUES (20000, 'opened', '/lamp/', 4), (20001, 'sent', '', 1);
    INSERT INTO plugins VALUES ('rules', 3, '{"seen":[1]}', 2, '{"ends":[],"restarts":0}');
    INSERT INTO plugin_calls (id, plugin, call, at, outcome, bytes, entry)
        SELECT 5, 'rules', 'c5', 1, 'dead', 4, json_object('plugin', 'rules', 'call', 'c5', 'method', 'event',
            'tickets', json_array(json_object('number', 1)), 'at', 1, 'request', '{}', 'response', '{}', 'milliseconds', 1.5,
            'outcome', 'dead', 'attempts', 3);
    INSERT INTO plugin_call_tickets VALUES (1, 5);
    INSERT INTO plugin_appointments VALUES ('rules', 'k', 7, 2, '{"again":true}', 3);
    INSERT INTO plugin_requests VALUES (3, 'rules', 2, NULL, 8, 'it was late',
        '{"address":"https://example.org/","at":1800000000000,"body":"{}","call":"c5","place":0,"plugin":"rules","ticket":{"number":2}}');
    UPDATE events SET depth = 2 WHERE id = 2;
    UPDATE sqlite_sequence SET seq = 90 WHERE name = 'events';
"""


def test_what_is_kept_of_plugins_and_suggestions_goes_out_and_in_as_it_is(folder):
    connection = sqlite3.connect(folder / "desk/desk.sqlite")
    connection.executescript(KEPT)
    connection.close()
    said(folder, "export", "second", "--data", "desk")
    said(folder, "import", "second", "--data", "new")
    tables = ("suggestions", "plugins", "plugin_call_tickets", "plugin_appointments", "plugin_requests", "messages", "form_keys")
    assert rows(folder / "new/desk.sqlite", *tables) == rows(folder / "desk/desk.sqlite", *tables)
    # Plugins remember events by their numbers.
    events = "SELECT id, ticket, depth, json_extract(event, '$.kind') FROM events ORDER BY id"
    assert sqlite3.connect(folder / "new/desk.sqlite").execute(events).fetchall() == (
        sqlite3.connect(folder / "desk/desk.sqlite").execute(events).fetchall())
    calls = "SELECT id, plugin, call, at, outcome, bytes FROM plugin_calls"
    assert sqlite3.connect(folder / "new/desk.sqlite").execute(calls).fetchall() == [(5, "rules", "c5", 1, "dead", 4)]
    said(folder, "export", "third", "--data", "new")
    assert same(folder / "second", folder / "third")
    assert "2 sent again." in said(folder, "plugin", "retry", "rules", "--data", "new")


def test_an_earlier_version_is_named_and_read_without_being_changed(folder):
    shutil.copy(ROOT / "Tests/Fixtures/databases/second-schema.sql", folder)
    (folder / "old/desk.sqlite").unlink()
    for name in "-wal", "-shm":
        (folder / f"old/desk.sqlite{name}").unlink(missing_ok=True)
    database = sqlite3.connect(folder / "old/desk.sqlite")
    database.executescript((folder / "second-schema.sql").read_text())
    database.close()
    assert "[other-version]" in said(folder, "doctor", "--data", "old", code=1)
    was = (folder / "old/desk.sqlite").read_bytes()
    said(folder, "export", "lines", "--data", "old")
    said(folder, "backup", "copy", "--data", "old")
    assert (folder / "old/desk.sqlite").read_bytes() == was
    assert "[other-version]" in said(folder, "doctor", "--data", "old", code=1)
    # The copy is what was there, and the export what this version makes of it.
    said(folder, "restore", "copy", "--data", "new")
    assert "[other-version]" in said(folder, "doctor", "--data", "new", code=1)
    said(folder, "export", "again", "--data", "new")
    assert same(folder / "lines", folder / "again")


def test_a_later_version_is_refused_in_clear_words(folder):
    change(folder / "desk/desk.sqlite", "INSERT INTO grdb_migrations VALUES ('99 of tomorrow')")
    assert "written by a later version of Porchlight" in said(folder, "export", "lines", "--data", "desk", code=1)
    assert not (folder / "lines").exists()
    said(folder, "backup", "copy", "--data", "desk")


def test_a_row_that_cannot_be_read_is_told_of_without_its_words(folder):
    change(folder / "desk/desk.sqlite", "UPDATE outbox SET mail = '[]' WHERE id = 1")
    assert said(folder, "export", "lines", "--data", "desk", code=1) == (
        "a row of desk/desk.sqlite cannot be read: `porchlight doctor` looks which.\n")


FORMULAS = ['=HYPERLINK("http://evil.example","x")', "+cmd|' /C calc'!A0", "-1+1", "@SUM(1)", "\t=1", "\r=1", "＝1+1"]


def commands(folder, *path):
    """Every command with its help, from the first help on."""
    text = said(folder, *path, "--help")
    yield path, text
    if "SUBCOMMANDS:" in text:
        for name in re.findall(r"^  ([a-z][a-z-]*)(?: |$)", text.split("SUBCOMMANDS:")[1], re.M):
            yield from commands(folder, *path, name)


def test_nothing_that_a_desk_writes_is_a_table_for_a_spreadsheet(folder):
    """A formula of a customer's can run nowhere: who adds such a format has to make it harmless, and says so here."""
    known = dict(commands(folder))
    assert ("report", "articles") in known and ("export",) in known and len(known) > 20
    for path, text in known.items():
        assert not re.search(r"\b(csv|tsv|xlsx|ods|spreadsheet|delimiter|separator)\b", text, re.I), path
    connection = sqlite3.connect(folder / "desk/desk.sqlite")
    for number, formula in enumerate(FORMULAS, 1):
        connection.execute("UPDATE tickets SET subject = ?, requester_name = ? WHERE id = ?", (formula, formula, number))
        connection.execute("UPDATE messages SET body = ? WHERE id = ?", (formula, number))
        connection.execute(
            "INSERT INTO votes (article, voter, is_helpful, reason, at) VALUES (?, ?, 0, ?, 1)",
            ("/lamp/", f"v{number}", formula))
    connection.commit()
    connection.close()
    said(folder, "export", "lines", "--data", "desk")
    written = [path for path in (folder / "lines").rglob("*") if path.is_file() and path.parent.name != "files"]
    assert {path.suffix for path in written} == {".json", ".jsonl"}
    # Each line is one JSON object, in which a formula is a string among quotation marks.
    lines = [line for path in written if path.suffix == ".jsonl" for line in path.read_text().splitlines()]
    assert len(lines) > 10 and all(line.startswith("{") and isinstance(json.loads(line), dict) for line in lines)
    assert all(any(json.dumps(formula, ensure_ascii=False) in line for line in lines) for formula in FORMULAS)
    reasons = json.loads(said(folder, "report", "articles", "--json", "--data", "desk"))[0]["reasons"]
    assert {reason["text"] for reason in reasons} >= set(FORMULAS)
    # The report for people holds numbers and articles' addresses, and no word of anybody's.
    table = said(folder, "report", "articles", "--data", "desk").splitlines()
    assert table[0].split() == ["no", "yes", "reasons", "article"] and len(table) > 1
    assert all(re.fullmatch(r" *\d+ +\d+ +\d+  /[\w/-]*", line) for line in table[1:])
