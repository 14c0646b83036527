"""A desk to be copied: four tickets of an earlier version, and an attached file."""

import filecmp
import hashlib
import json
import sqlite3

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
    # As the first versions wrote it: without digests, and without what they did not know.
    for name in ("suggestions", "plugins", "calls", "appointments"):
        (tmp_path / f"first/{name}.jsonl").unlink(missing_ok=True)
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


def rows(database, *tables):
    connection = sqlite3.connect(database)
    try:
        return {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables}
    finally:
        connection.close()
