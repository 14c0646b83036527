"""Backup, restore, doctor, export and import: what is copied is whole, and what is not is said."""

import filecmp
import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import stat
import subprocess
import tarfile
import time
import uuid

import pytest
from program import PROGRAM, ROOT, porchlight

PICTURE = b"\x89PNG a lamp" * 10_000
DIGEST = hashlib.sha256(PICTURE).hexdigest()


@pytest.fixture
def folder(tmp_path):
    """A desk of an earlier version in `old`, and one with an attached file in `desk`."""
    (tmp_path / "old").mkdir(mode=0o700)
    database = sqlite3.connect(tmp_path / "old/desk.sqlite")
    database.executescript((ROOT / "Tests/Fixtures/databases/second-schema.sql").read_text())
    database.close()
    (tmp_path / "old/desk.sqlite").chmod(0o600)
    said(tmp_path, "export", "first", "--data", "old")
    # As the first versions wrote it: without digests, and without what they did not know.
    for name in ("suggestions", "plugins", "calls", "appointments"):
        (tmp_path / f"first/{name}.jsonl").unlink()
    lines = (tmp_path / "first/tickets.jsonl").read_text().splitlines()
    ticket = json.loads(lines[0])
    ticket["messages"][0]["attachments"] = [
        {"name": "lamp.png", "mediaType": "image/png", "lengthBytes": len(PICTURE), "digest": DIGEST}]
    (tmp_path / "first/tickets.jsonl").write_text("\n".join([json.dumps(ticket), *lines[1:]]) + "\n")
    (tmp_path / "first/files" / DIGEST).write_bytes(PICTURE)
    vote = {"article": "/lamp/", "at": 1, "isHelpful": False, "reason": "It is dark.", "voter": "x"}
    (tmp_path / "first/votes.jsonl").write_text(json.dumps(vote) + "\n")
    (tmp_path / "first/export.json").write_text(
        json.dumps({"format": 1, "tickets": 4, "mails": 2, "votes": 1}))
    said(tmp_path, "import", "first", "--data", "desk")
    (tmp_path / "desk/link.key").write_bytes(bytes(32))
    (tmp_path / "desk/link.key").chmod(0o600)
    return tmp_path


def said(folder, *command, code=0):
    result = porchlight(*command, folder=folder)
    assert result.returncode == code, result.stdout + result.stderr
    return (result.stdout + result.stderr).replace("Error: ", "")


def same(a, b):
    """Whether two folders hold the same names and the same bytes."""
    compared = filecmp.dircmp(a, b)
    _, different, unread = filecmp.cmpfiles(a, b, compared.common_files, shallow=False)
    return not (compared.left_only or compared.right_only or different or unread) and all(
        same(a / name, b / name) for name in compared.common_dirs)


def change(database, statement):
    connection = sqlite3.connect(database)
    connection.execute(statement)
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def test_an_export_is_whole_after_an_import(folder):
    said(folder, "export", "second", "--data", "desk")
    assert said(folder, "import", "second", "--data", "new") == (
        "4 tickets, 2 mails and 1 votes are in new.\n"
        "Copy link.key of the old desk to new/link.key: without it no link in a mail works.\n")
    said(folder, "export", "third", "--data", "new")
    assert same(folder / "second", folder / "third")
    assert (folder / "third/files" / DIGEST).read_bytes() == PICTURE
    assert len((folder / "third/tickets.jsonl").read_text().splitlines()) == 4


def test_a_backup_is_whole_after_a_restore(folder):
    (folder / "desk/outbox").mkdir(mode=0o700)
    (folder / "desk/outbox/T-2-1.eml").write_text("Subject: Hello\n")
    (folder / "desk/outbox/T-2-1.eml").chmod(0o600)
    said(folder, "backup", "copy", "--data", "desk")
    said(folder, "restore", "copy", "--data", "new/deep")
    assert said(folder, "doctor", "--data", "new/deep") == "The desk in new/deep is well.\n"
    for data in "desk", "new/deep":
        said(folder, "export", f"export-{data.replace('/', '-')}", "--data", data)
    assert same(folder / "export-desk", folder / "export-new-deep")
    for name in "link.key", "outbox/T-2-1.eml":
        assert (folder / "desk" / name).read_bytes() == (folder / "new/deep" / name).read_bytes()


def test_a_backup_is_one_file_too_that_other_programs_can_open(folder):
    (folder / "desk/outbox").mkdir(mode=0o700)
    (folder / "desk/outbox/T-2-1.eml").write_text("Subject: Hello\n")
    said(folder, "backup", "copy", "--data", "desk")
    assert said(folder, "backup", "copy.tar", "--data", "desk") == "4 files are in copy.tar.\n"
    assert stat.S_IMODE((folder / "copy.tar").stat().st_mode) == 0o600
    assert sorted(path.name for path in folder.iterdir() if "copy" in path.name) == ["copy", "copy.tar"]
    with tarfile.open(folder / "copy.tar") as archive:
        assert archive.getnames()[0] == "backup.json"
        assert {member.mode for member in archive} == {0o600}
        archive.extractall(folder / "unpacked", filter="data")
    for name in "link.key", "outbox/T-2-1.eml", f"files/{DIGEST[:2]}/{DIGEST}":
        assert (folder / "unpacked" / name).read_bytes() == (folder / "copy" / name).read_bytes()
    assert "copy.tar is there already" in said(folder, "backup", "copy.tar", "--data", "desk", code=1)
    said(folder, "restore", "copy.tar", "--data", "new")
    assert said(folder, "doctor", "--data", "new") == "The desk in new is well.\n"
    said(folder, "export", "second", "--data", "new")
    said(folder, "export", "first-again", "--data", "desk")
    assert same(folder / "first-again", folder / "second")
    assert not (folder / "new.unpacked").exists()
    # Packed again by another program, it is the same backup.
    with tarfile.open(folder / "again.tar", "w", format=tarfile.PAX_FORMAT) as archive:
        archive.add(folder / "unpacked", ".")
    said(folder, "restore", "again.tar", "--data", "once-more")
    assert same(folder / "new/files", folder / "once-more/files")


def evil(path, kind=tarfile.REGTYPE):
    def write(folder):
        with tarfile.open(folder / "copy.tar", "a") as archive:
            member = tarfile.TarInfo(path)
            member.type, member.linkname, member.size = kind, "../../desk/link.key", 0
            archive.addfile(member, io.BytesIO())
    return write


@pytest.mark.parametrize("damage", [
    lambda folder: (folder / "copy.tar").write_bytes((folder / "copy.tar").read_bytes()[:9_000]),
    lambda folder: (folder / "copy.tar").write_bytes(b""),
    lambda folder: (folder / "copy.tar").write_bytes(b"no archive" * 5_000),
    lambda folder: (folder / "copy.tar").write_bytes(
        (folder / "copy.tar").read_bytes().replace(b"SQLite format 3", b"SQLite format 4", 1)),
    evil("../outside"), evil("/tmp/outside"), evil("files/../../outside"), evil("desk.sqlite"),
])
def test_an_archive_that_is_not_whole_or_leads_elsewhere_makes_no_desk(folder, damage):
    said(folder, "backup", "copy.tar", "--data", "desk")
    before = sorted(folder.rglob("*"))
    damage(folder)
    complaint = said(folder, "restore", "copy.tar", "--data", "new", code=1)
    assert "take another" in complaint or "is no backup" in complaint or "cannot be written" in complaint
    assert sorted(folder.rglob("*")) == before


def test_nobody_else_can_read_a_copy(folder):
    said(folder, "backup", "copy", "--data", "desk")
    said(folder, "export", "lines", "--data", "desk")
    for path in [folder / "copy", folder / "lines", *(folder / "copy").rglob("*"), *(folder / "lines").rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_nothing_that_is_there_is_replaced(folder):
    said(folder, "backup", "copy", "--data", "desk")
    said(folder, "export", "lines", "--data", "desk")
    for command, complaint in [
        (["backup", "copy"], "copy is there already"), (["export", "lines"], "lines is there already"),
        (["restore", "copy"], "there is a desk in desk already"),
        (["import", "lines"], "there is a desk in desk already"),
    ]:
        assert complaint in said(folder, *command, "--data", "desk", code=1)


def test_a_folder_with_files_of_somebody_elses_becomes_no_desk(folder):
    said(folder, "backup", "copy", "--data", "desk")
    said(folder, "export", "lines", "--data", "desk")
    (folder / "own/files").mkdir(parents=True)
    (folder / "own/files/precious.txt").write_text("mine")
    (folder / "lines/tickets.jsonl").write_text("{}\n")
    for command in (["restore", "copy"], ["import", "lines"]):
        assert "own/files is there already" in said(folder, *command, "--data", "own", code=1)
    assert [path.name for path in (folder / "own").rglob("*")] == ["files", "precious.txt"]


@pytest.mark.parametrize("command", ["backup x", "export x", "doctor"])
def test_where_there_is_no_desk_none_is_made(folder, command):
    assert "there is no desk in nowhere" in said(folder, *command.split(), "--data", "nowhere", code=1)
    assert not (folder / "nowhere").exists() and not (folder / "x").exists()


@pytest.mark.parametrize("damage, complaint", [
    (lambda copy: (copy / "link.key").write_bytes(b"x"), "link.key is not what was copied"),
    (lambda copy: (copy / "files" / DIGEST[:2] / DIGEST).unlink(), "cannot be read"),
    (lambda copy: (copy / "desk.sqlite").write_bytes(b"x"), "desk.sqlite is not what was copied"),
    (lambda copy: (copy / "backup.json").unlink(), "is no backup"),
    (lambda copy: (copy / "backup.json").write_text(
        (copy / "backup.json").read_text().replace('"link.key"', '"../link.key"')), "is no backup"),
])
def test_a_backup_that_is_not_whole_is_refused(folder, damage, complaint):
    said(folder, "backup", "copy", "--data", "desk")
    damage(folder / "copy")
    assert complaint in said(folder, "restore", "copy", "--data", "new", code=1)
    assert not (folder / "new").exists()


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
    INSERT INTO plugin_appointments VALUES ('rules', 'k', 7, 2, '{"again":true}');
    UPDATE events SET depth = 2 WHERE id = 2;
    UPDATE sqlite_sequence SET seq = 90 WHERE name = 'events';
"""


def rows(database, *tables):
    connection = sqlite3.connect(database)
    try:
        return {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables}
    finally:
        connection.close()


def test_what_is_kept_of_plugins_and_suggestions_goes_out_and_in_as_it_is(folder):
    connection = sqlite3.connect(folder / "desk/desk.sqlite")
    connection.executescript(KEPT)
    connection.close()
    said(folder, "export", "second", "--data", "desk")
    said(folder, "import", "second", "--data", "new")
    tables = ("suggestions", "plugins", "plugin_call_tickets", "plugin_appointments", "messages", "form_keys")
    assert rows(folder / "new/desk.sqlite", *tables) == rows(folder / "desk/desk.sqlite", *tables)
    # Plugins remember events by their numbers.
    events = "SELECT id, ticket, depth, json_extract(event, '$.kind') FROM events ORDER BY id"
    assert sqlite3.connect(folder / "new/desk.sqlite").execute(events).fetchall() == (
        sqlite3.connect(folder / "desk/desk.sqlite").execute(events).fetchall())
    calls = "SELECT id, plugin, call, at, outcome, bytes FROM plugin_calls"
    assert sqlite3.connect(folder / "new/desk.sqlite").execute(calls).fetchall() == [(5, "rules", "c5", 1, "dead", 4)]
    said(folder, "export", "third", "--data", "new")
    assert same(folder / "second", folder / "third")
    assert "1 sent again." in said(folder, "plugin", "retry", "rules", "--data", "new")


def test_a_backup_holds_the_files_of_plugins_and_no_secrets(folder):
    own = folder / "desk/plugins/learned-router"
    deep = own / ("models-of-a-long-name/" * 4) / ("x" * 60)
    deep.parent.mkdir(parents=True)
    deep.write_bytes(b"weights")
    (own / ".hidden").write_text("kept, too")
    (own / "pipe").symlink_to("/etc/passwd")
    (folder / "desk/plugins/learned-router.log").write_text("what it said")
    (folder / "desk/secrets/translator").mkdir(parents=True)
    (folder / "desk/secrets/translator/token").write_text("secret")
    for name in ("copy", "copy.tar"):
        said(folder, "backup", name, "--data", "desk")
        said(folder, "restore", name, "--data", f"new-{name}")
        new = folder / f"new-{name}"
        kept = {str(path.relative_to(new)) for path in new.rglob("*") if path.is_file()}
        assert {path for path in kept if path.startswith(("plugins", "secrets"))} == {
            str(deep.relative_to(folder / "desk")), "plugins/learned-router/.hidden"}
        assert (new / deep.relative_to(folder / "desk")).read_bytes() == b"weights"
    # What lies in a new place already is somebody's.
    (folder / "own/plugins/learned-router").mkdir(parents=True)
    (folder / "own/plugins/learned-router/.hidden").write_text("mine")
    assert "own/plugins/learned-router/.hidden is there already" in said(
        folder, "restore", "copy", "--data", "own", code=1)
    assert (folder / "own/plugins/learned-router/.hidden").read_text() == "mine"


def read_only(folder, *command):
    """Runs a command for which the desk's disk is read-only."""
    script = 'mount --bind desk desk && mount -o remount,ro,bind desk && exec "$@"'
    return subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", script, "sh", PROGRAM, *command], cwd=folder,
        capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("was_killed", [False, True])
def test_a_desk_on_a_read_only_disk_can_be_copied_and_is_left_as_it_is(folder, was_killed):
    if subprocess.run(["unshare", "--mount", "--map-root-user", "true"], capture_output=True).returncode:
        pytest.skip("no mounts of one's own here")
    said(folder, "export", "before", "--data", "desk")
    for name in ("-wal", "-shm"):
        (folder / f"desk/desk.sqlite{name}").unlink(missing_ok=True)
    if was_killed:
        # The last words lie in the log alone, and what indexes it is gone.
        connection = sqlite3.connect(folder / "desk/desk.sqlite")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("UPDATE votes SET reason = 'In the log.'")
        connection.commit()
        shutil.copytree(folder / "desk", folder / "killed")
        connection.close()
        shutil.rmtree(folder / "desk")
        (folder / "killed").rename(folder / "desk")
        (folder / "desk/desk.sqlite-shm").unlink()
        assert (folder / "desk/desk.sqlite-wal").stat().st_size > 0
    was = {path: path.read_bytes() for path in (folder / "desk").rglob("*") if path.is_file()}
    for command in (["export", "lines"], ["backup", "copy"], ["report", "articles"]):
        result = read_only(folder, *command, "--data", "desk")
        assert result.returncode == 0, result.stdout + result.stderr
    doctor = read_only(folder, "doctor", "--data", "desk")
    assert [line.rsplit("[")[-1] for line in doctor.stdout.splitlines()] == ["not-writable]"], doctor.stdout
    assert {path: path.read_bytes() for path in (folder / "desk").rglob("*") if path.is_file()} == was
    assert ("In the log." in (folder / "lines/votes.jsonl").read_text()) == was_killed
    said(folder, "restore", "copy", "--data", "new")
    said(folder, "export", "after", "--data", "new")
    assert same(folder / "lines", folder / "after")
    assert not list(folder.glob("*.unfinished")) and not (folder / "copy/.reading").exists()


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
