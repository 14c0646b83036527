"""Ctrl-C in the middle of a build: the site that was there is whole, and the next build finishes."""

import signal
import subprocess
import time

import pytest
from program import DAY, PROGRAM, porchlight

PAGES = 200


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A tree of some size."""
    folder = tmp_path_factory.mktemp("interrupted")
    for number in range(PAGES):
        write(folder, number, "first")
    write_theme(folder, "first")
    return folder


def write(folder, number, words):
    path = folder / f"content/part{number % 20}/page{number}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f"{words} {number}. " * 60
    path.write_text(
        f"---\ntitle: The {words} page {number}\n---\n" + "".join(f"## Part {n}\n\n{text}\n\n" for n in range(9)))


def write_theme(folder, words):
    (folder / "content/site.yaml").write_text(f"title: The {words} help\n")


def rewrite(folder, words):
    for number in range(PAGES):
        write(folder, number, words)
    write_theme(folder, words)


def snapshot(folder):
    return {str(path.relative_to(folder)): path.read_bytes()
            for path in (folder / "public").rglob("*") if path.is_file()}


def build(folder, *options):
    result = porchlight("build", "--date", DAY, *options, folder=folder)
    assert result.returncode == 0, result.stdout + result.stderr


def hears_interrupts():
    """What a shell starts in the background is deaf to them, and so is all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def interrupt(folder, ready):
    """Starts a build and presses Ctrl-C once `ready` says so; whether that ended it."""
    process = subprocess.Popen(
        [PROGRAM, "build", "--date", DAY], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        preexec_fn=hears_interrupts)
    start = time.monotonic()
    while process.poll() is None and not ready(time.monotonic() - start):
        pass
    process.send_signal(signal.SIGINT)
    code = process.wait(timeout=60)
    assert code in (0, -signal.SIGINT)
    return code != 0


def started_moving(folder):
    """Whether the journal is written: from then on a build is finished by the next one."""
    return (folder / ".porchlight/build/public.journal").exists()


def inode(folder, path):
    """Which file lies there: a new one takes the old one's place."""
    try:
        return (folder / "public" / str(path)).stat().st_ino
    except OSError:
        return None


@pytest.fixture(scope="module")
def sites(folder):
    """Two sites as undisturbed builds make them, and how long a build takes."""
    build(folder)
    first = snapshot(folder)
    rewrite(folder, "second")
    start = time.monotonic()
    build(folder)
    seconds = time.monotonic() - start
    # The site that is there, then the one that comes: they change places with every test.
    return {"there": ("second", snapshot(folder)), "next": ("first", first), "seconds": seconds}


def times(seconds):
    """Moments over the whole of a build, and files: the moment at which each has been moved."""
    return [seconds * part for part in (0.05, 0.3, 0.5, 0.7, 0.8, 0.9)] + [
        "", "404.html", "index.html", "part10/page10/index.html", "part5/page105/index.html"]


@pytest.mark.parametrize("moment", range(11))
def test_the_site_is_whole_whenever_ctrl_c_is_pressed(folder, sites, moment):
    (_, old), (words, new) = sites["there"], sites["next"]
    rewrite(folder, words)
    when = times(sites["seconds"])[moment]
    before = inode(folder, when)

    def ready(passed):
        if isinstance(when, float):
            return passed >= when
        return started_moving(folder) and (when == "" or inode(folder, when) != before)

    interrupted = interrupt(folder, ready)
    assert interrupted or moment > 2, "the build ended before it was interrupted"
    after = snapshot(folder)
    if not started_moving(folder):
        assert after in (old, new), "nothing was moved, or everything"
    for path, content in after.items():
        assert content in (old.get(path), new.get(path)), f"{path} is neither old nor new"
    assert [path for path in old if path in new and path not in after] == [], "a page is missing"
    build(folder)
    assert snapshot(folder) == new
    assert not started_moving(folder) and not (folder / ".porchlight/build/public.staging").exists()
    sites["there"], sites["next"] = sites["next"], sites["there"]


def test_a_shell_sees_130(folder):
    rewrite(folder, "third")
    # Without job control, shells make what runs in the background deaf to SIGINT.
    script = f'set -m; "{PROGRAM}" build --date {DAY} >/dev/null & sleep 0.05; kill -INT $!; wait $!; echo $?'
    result = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True, timeout=60,
                            preexec_fn=hears_interrupts)
    assert result.stdout.strip() == "130"
