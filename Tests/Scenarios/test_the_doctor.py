"""The doctor says what is wrong with a desk, and what is not."""

import json
import os
import re
import sqlite3
import subprocess
import time
import uuid

import pytest
from copied_desk import DIGEST, PICTURE, change, folder, said
from program import PROGRAM


def file_of(desk):
    return desk / "files" / DIGEST[:2] / DIGEST


def later(desk):
    """Makes the last event one of tomorrow; the ticket stays what its events say."""
    lines = said(desk.parent, "export", "later", "--data", "desk") and (desk.parent / "later/tickets.jsonl")
    at = json.loads(lines.read_text().splitlines()[-1])["events"][0]["at"]
    behind = int(time.time() * 1000) + 86_400_000 - at
    connection = sqlite3.connect(desk / "desk.sqlite")
    for table, column in (("events", "event"), ("tickets", "state")):
        for id_, text in connection.execute(f"SELECT id, {column} FROM {table}").fetchall():
            moved = re.sub(r"\b1[0-9]{12}(\.[0-9]+)?\b", lambda m: str(int(float(m.group())) + behind), text)
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (moved, id_))
    connection.commit()
    connection.close()


def sent(desk, at="1767225600000"):
    """Every mail was written then."""
    change(desk / "desk.sqlite", f"UPDATE outbox SET sent_at = {at}")


def private(file):
    file.write_text("a file in the folder's place")
    file.chmod(0o600)


def piece(desk, seconds):
    """What an upload left behind that nothing came of for so long."""
    path = desk / f"files/.{uuid.uuid4()}"
    path.write_bytes(b"half")
    path.chmod(0o600)
    os.utime(path, (time.time() - seconds,) * 2)


@pytest.mark.parametrize("damage, codes", [
    (lambda desk: None, []),
    (lambda desk: change(desk / "desk.sqlite", "UPDATE tickets SET status = 'open' WHERE id = 3"), ["state-differs"]),
    (lambda desk: change(desk / "desk.sqlite", "DELETE FROM events WHERE id = 1"), ["state-differs"]),
    (lambda desk: change(desk / "desk.sqlite", "UPDATE tickets SET state = 'x' WHERE id = 1"), ["state-differs"]),
    (lambda desk: change(desk / "desk.sqlite", "DELETE FROM requesters WHERE id = 1"), ["dangling-reference"]),
    (lambda desk: change(desk / "desk.sqlite", "DELETE FROM ticket_words_docsize WHERE id = 2"), ["not-searchable"]),
    (lambda desk: change(desk / "desk.sqlite", "DELETE FROM grdb_migrations WHERE identifier LIKE '3%'"), ["other-version"]),
    (lambda desk: (desk / "desk.sqlite").write_bytes(b"no database" * 1_000), ["unreadable"]),
    (lambda desk: file_of(desk).unlink(), ["missing-file"]),
    (lambda desk: file_of(desk).write_bytes(PICTURE[:-1] + b"x"), ["altered-file"]),
    (lambda desk: (desk / "link.key").unlink(), ["missing-key"]),
    (lambda desk: (desk / "link.key").write_bytes(b"short"), ["wrong-key"]),
    (lambda desk: (desk / "link.key").write_bytes(b""), ["wrong-key"]),
    (lambda desk: change(desk / "desk.sqlite", "INSERT INTO facts VALUES ('link-key', 'of another')"), ["changed-key"]),
    (lambda desk: change(desk / "desk.sqlite", "DELETE FROM messages WHERE id = 2"), ["lost-message"]),
    (lambda desk: later(desk), ["clock-set-back"]),
    (lambda desk: piece(desk, 7_200), ["leftover-pieces"]),
    (lambda desk: piece(desk, 60), []),
    (lambda desk: file_of(desk).chmod(0o644), ["open-to-others"]),
    (lambda desk: desk.chmod(0o755), ["open-to-others"]),
    (lambda desk: sent(desk) or (desk / "outbox").rmdir(), ["missing-outbox"]),
    (lambda desk: sent(desk), []),
    # A desk that has written no mail yet has no folder for them.
    (lambda desk: sent(desk, at="NULL") or (desk / "outbox").rmdir(), []),
    (lambda desk: (desk / "outbox").rmdir() or private(desk / "outbox"), ["outbox-not-writable"]),
    (lambda desk: (desk / "outbox").rmdir() or (desk / "outbox").symlink_to("elsewhere") or sent(desk), ["missing-outbox"]),
])
def test_the_doctor_says_what_is_wrong(folder, damage, codes):
    damage(folder / "desk")
    lines = said(folder, "doctor", "--data", "desk", code=1 if codes else 0).splitlines()
    if not codes:
        assert lines == ["The desk in desk is well."]
        return
    assert sorted({line.rsplit("[", 1)[1].rstrip("]") for line in lines}) == codes
    assert all(line.count(": ") >= 1 and "example.org" not in line.lower() for line in lines)


def test_the_doctor_sees_a_page_that_was_overwritten(folder):
    path = folder / "desk/desk.sqlite"
    size = path.stat().st_size
    with open(path, "r+b") as file:
        for page in range(3, size // 4096, 4):
            file.seek(page * 4096)
            file.write(b"\xff" * 4096)
    lines = said(folder, "doctor", "--data", "desk", code=1)
    assert "[damaged]" in lines or "[unreadable]" in lines


def test_the_doctor_tells_a_locked_and_a_closed_database_from_a_damaged_one(folder):
    connection = sqlite3.connect(folder / "desk/desk.sqlite", isolation_level=None)
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("UPDATE votes SET reason = 'x'")
    text = said(folder, "doctor", "--data", "desk", code=1)
    connection.close()
    assert "[locked]" in text and "another program holds the database" in text and "backup" not in text
    (folder / "desk/desk.sqlite").chmod(0)
    (folder / "desk/link.key").chmod(0)
    # Root may read everything, unless it gives that up.
    weak = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
    result = subprocess.run(
        [*weak, PROGRAM, "doctor", "--data", "desk"], cwd=folder, capture_output=True, text=True, timeout=60)
    assert result.returncode == 1
    codes = [line.rsplit("[", 1)[1] for line in result.stdout.splitlines()]
    assert codes == ["forbidden]", "not-writable]", "unreadable-key]"], result.stdout
    assert "restore a backup" not in result.stdout


def test_the_doctor_says_when_mails_cannot_be_written_and_when_they_are_gone(folder):
    sent(folder / "desk")
    outbox = folder / "desk/outbox"
    weak = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []

    def told():
        result = subprocess.run(
            [*weak, PROGRAM, "doctor", "--data", "desk"], cwd=folder, capture_output=True, text=True, timeout=60)
        return result.returncode, result.stdout

    for mode in (0o500, 0o600):
        outbox.chmod(mode)
        assert told() == (1, (
            "desk/outbox: it cannot be written, so mails to customers wait in the database: see whether its disk is "
            "read-only, and whose it is. [outbox-not-writable]\n"))
    outbox.chmod(0o700)
    assert told() == (0, "The desk in desk is well.\n")
    outbox.rmdir()
    assert told() == (1, (
        "desk/outbox: the folder is not there, though mails were written into it: copy it from a backup, or run "
        "`mkdir -m 700 desk/outbox` if nobody needs them. [missing-outbox]\n"))
