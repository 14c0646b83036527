"""The key of the customers' links: a lost, cut off or other one is never taken for the right one."""

import re
import shutil
import stat
import time

import pytest
from program import porchlight
from running_desk import make_content, running


@pytest.fixture
def folder(tmp_path):
    """A desk on which somebody asked a question; the link of its page is in `link.txt`."""
    make_content(tmp_path)
    with running(tmp_path) as desk:
        (tmp_path / "link.txt").write_text(desk.question())
        end = time.monotonic() + 20
        while not list((tmp_path / ".porchlight/outbox").glob("*.eml")):
            assert time.monotonic() < end, "no mail was written"
            time.sleep(0.05)
    return tmp_path


def refused(folder):
    result = porchlight("serve", "--port", "0", folder=folder)
    assert (result.returncode, result.stdout) == (1, "")
    return result.stderr


def key(folder):
    return folder / ".porchlight/link.key"


LOSSES = [
    (lambda path: path.unlink(), "is missing", "missing-key"),
    (lambda path: path.write_bytes(b""), "is empty", "wrong-key"),
    (lambda path: path.write_bytes(b"short"), "has 5 bytes instead of 32", "wrong-key"),
    (lambda path: path.write_bytes(bytes(64)), "has more than 32 bytes instead of 32", "wrong-key"),
    (lambda path: path.write_bytes(bytes(32)), "is not the key that this desk was used with", "changed-key"),
    (lambda path: (path.unlink(), path.mkdir()), "cannot be read (Is a directory)", "unreadable-key"),
]


@pytest.mark.parametrize("lose, complaint, code", LOSSES)
def test_a_desk_without_its_key_does_not_start_and_says_how_to_get_it_back(folder, lose, complaint, code):
    shutil.copy(key(folder), folder / "backup.key")
    lose(key(folder))
    said = refused(folder)
    assert said == f"""\
Error: .porchlight/link.key {complaint}. The links in all mails that were sent are made with the right one; \
without it none of them opens its ticket any more.
Put link.key from a backup there (it lies beside desk.sqlite in what `porchlight backup` made) and start again.
If there is no backup of it, start once with --new-link-key: the desk goes on with another key, the old links are \
dead, and customers get new ones at the page /find.
"""
    doctor = porchlight("doctor", folder=folder)
    assert doctor.returncode == 1 and f"[{code}]" in doctor.stdout and "take link.key from a backup" in doctor.stdout
    # Nothing was put in its place, so that the right one can be.
    if key(folder).is_dir():
        key(folder).rmdir()
    shutil.copy(folder / "backup.key", key(folder))
    with running(folder) as desk:
        assert desk.ask((folder / "link.txt").read_text())[0] == 200


@pytest.mark.parametrize("lose, complaint, code", LOSSES[:-1])
def test_whoever_says_so_goes_on_with_another_key(folder, lose, complaint, code):
    lose(key(folder))
    before = key(folder).read_bytes() if key(folder).exists() else b""
    with running(folder, "--new-link-key") as desk:
        assert desk.ask((folder / "link.txt").read_text())[0] in (403, 404)
        new = desk.question("Once more.")
    made = key(folder).read_bytes()
    assert len(made) == 32 and (made == before) == (code == "changed-key")
    assert stat.S_IMODE(key(folder).stat().st_mode) == 0o600
    # For one start: from now on this is the right one.
    with running(folder) as desk:
        assert desk.ask(new)[0] == 200
    assert porchlight("doctor", folder=folder).returncode == 0


def test_a_key_that_nobody_may_read_is_no_reason_to_make_another(folder):
    key(folder).unlink()
    key(folder).mkdir()
    result = porchlight("serve", "--port", "0", "--new-link-key", folder=folder)
    assert result.returncode == 1 and "link.key cannot be read" in result.stderr


def test_a_desk_without_tickets_makes_its_key_anew(tmp_path):
    make_content(tmp_path)
    with running(tmp_path):
        pass
    for lose in (lambda: key(tmp_path).unlink(), lambda: key(tmp_path).write_bytes(b"")):
        lose()
        with running(tmp_path):
            assert len(key(tmp_path).read_bytes()) == 32
    assert not list((tmp_path / ".porchlight").glob("*.unfinished"))


def test_what_a_start_that_was_cut_off_left_of_a_key_does_not_stand_in_the_way(tmp_path):
    make_content(tmp_path)
    (tmp_path / ".porchlight").mkdir(mode=0o700)
    (tmp_path / ".porchlight/link.key.unfinished").write_bytes(b"half a k")
    with running(tmp_path):
        assert len(key(tmp_path).read_bytes()) == 32
    assert not (tmp_path / ".porchlight/link.key.unfinished").exists()


def test_the_database_knows_the_key_by_a_fingerprint_and_not_the_key(folder):
    secret = key(folder).read_bytes()
    for path in (folder / ".porchlight").glob("desk.sqlite*"):
        text = path.read_bytes()
        assert secret not in text and secret.hex().encode() not in text.lower()


def test_an_import_asks_for_the_key_and_takes_no_other(folder):
    assert porchlight("export", "lines", folder=folder).returncode == 0
    assert not re.search(key(folder).read_bytes().hex(), (folder / "lines/export.json").read_text())
    result = porchlight("import", "lines", "--data", "moved", folder=folder)
    assert "Copy link.key of the old desk to moved/link.key" in result.stdout
    result = porchlight("serve", "--port", "0", "--data", "moved", folder=folder)
    assert result.returncode == 1 and "moved/link.key is missing" in result.stderr
    (folder / "moved/link.key").write_bytes(bytes(32))
    result = porchlight("serve", "--port", "0", "--data", "moved", folder=folder)
    assert result.returncode == 1 and "is not the key that this desk was used with" in result.stderr
    shutil.copy(key(folder), folder / "moved/link.key")
    with running(folder, "--data", "moved") as desk:
        assert desk.ask((folder / "link.txt").read_text())[0] == 200


def test_a_database_that_was_lost_is_told_of_before_its_numbers_are_given_again(folder):
    for path in (folder / ".porchlight").glob("desk.sqlite*"):
        path.unlink()
    assert "desk.sqlite is missing or empty, though mails of this desk lie in" in refused(folder)


def test_a_backup_without_the_key_says_that_it_has_none(folder):
    key(folder).unlink()
    result = porchlight("backup", "copy", folder=folder)
    assert result.returncode == 1 and "[missing-key]" in result.stderr
    assert (folder / "copy/desk.sqlite").exists()
