"""Backup, restore, doctor, export and import: what is copied is whole, and what is not is said."""

import filecmp
import hashlib
import io
import json
import shutil
import sqlite3
import stat
import tarfile

import pytest
from program import ROOT, porchlight

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
    lines = (tmp_path / "first/tickets.jsonl").read_text().splitlines()
    ticket = json.loads(lines[0])
    ticket["messages"][0]["attachments"] = [
        {"name": "lamp.png", "mediaType": "image/png", "lengthBytes": len(PICTURE), "digest": DIGEST}]
    (tmp_path / "first/tickets.jsonl").write_text("\n".join([json.dumps(ticket), *lines[1:]]) + "\n")
    (tmp_path / "first/files" / DIGEST).write_bytes(PICTURE)
    vote = {"article": "/lamp/", "at": 1, "isHelpful": False, "reason": "It is dark.", "voter": "x"}
    (tmp_path / "first/votes.jsonl").write_text(json.dumps(vote) + "\n")
    summary = json.loads((tmp_path / "first/export.json").read_text())
    (tmp_path / "first/export.json").write_text(json.dumps({**summary, "votes": 1}))
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
    assert said(folder, "import", "second", "--data", "new") == "4 tickets, 2 mails and 1 votes are in new.\n"
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


@pytest.mark.parametrize("damage, complaint", [
    (lambda lines: (lines / "files" / DIGEST).write_bytes(b"another"), "is not what was exported"),
    (lambda lines: (lines / "files" / DIGEST).unlink(), "cannot be read"),
    (lambda lines: (lines / "mails.jsonl").write_text(""), "is not whole: lines are missing"),
    (lambda lines: (lines / "tickets.jsonl").write_text("{}\n"), "tickets.jsonl:1: this line is no record"),
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
    assert not (folder / "new/desk.sqlite").exists() and not (folder / "new/files").exists()


def file_of(desk):
    return desk / "files" / DIGEST[:2] / DIGEST


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


def test_an_earlier_version_is_named_and_opens(folder):
    shutil.copy(ROOT / "Tests/Fixtures/databases/second-schema.sql", folder)
    (folder / "old/desk.sqlite").unlink()
    for name in "-wal", "-shm":
        (folder / f"old/desk.sqlite{name}").unlink(missing_ok=True)
    database = sqlite3.connect(folder / "old/desk.sqlite")
    database.executescript((folder / "second-schema.sql").read_text())
    database.close()
    assert "[other-version]" in said(folder, "doctor", "--data", "old", code=1)
    said(folder, "export", "lines", "--data", "old")
    assert "[other-version]" not in said(folder, "doctor", "--data", "old", code=1)
