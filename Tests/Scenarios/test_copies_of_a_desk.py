"""Backup and restore: what is copied is whole, and what is not is said."""

import io
import shutil
import sqlite3
import stat
import subprocess
import tarfile

import pytest
from copied_desk import DIGEST, folder, said, same
from program import PROGRAM


def test_a_backup_is_whole_after_a_restore(folder):
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
    assert [line.rsplit("[")[-1] for line in doctor.stdout.splitlines()] == [
        "not-writable]", "outbox-not-writable]"], doctor.stdout
    assert {path: path.read_bytes() for path in (folder / "desk").rglob("*") if path.is_file()} == was
    assert ("In the log." in (folder / "lines/votes.jsonl").read_text()) == was_killed
    said(folder, "restore", "copy", "--data", "new")
    said(folder, "export", "after", "--data", "new")
    assert same(folder / "lines", folder / "after")
    assert not list(folder.glob("*.unfinished")) and not (folder / "copy/.reading").exists()
