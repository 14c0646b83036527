"""`porchlight build` and `porchlight dev` as a writer meets them."""

import gzip
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import time
import urllib.request

import pytest
from conftest import DESKTOP, ROOT, eventually
from playwright.sync_api import Error

PROGRAM = ROOT / ".build/debug/porchlight"


def many_articles(folder, count):
    folder.mkdir()
    for number in range(count):
        (folder / f"article-{number}.md").write_text(
            f"---\ntitle: Article {number}\n---\n\n" + f"Words of *article* {number}.\n\n" * 20)
    return folder


def build(folder, *options, content=None):
    return subprocess.run(
        [PROGRAM, "build", "--content", content or folder / "content", "--output", folder / "public", *options],
        capture_output=True, text=True, timeout=120)


def test_a_long_build_shows_a_bar_on_a_terminal_and_takes_it_away(tmp_path):
    content = many_articles(tmp_path / "content", 1500)
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [PROGRAM, "build", "--content", content, "--output", tmp_path / "public"],
        stdout=subprocess.PIPE, stderr=slave, text=True)
    os.close(slave)
    shown = b""
    while True:
        try:
            shown += os.read(master, 65536)
        except OSError:
            break
    assert process.wait() == 0
    bars = re.findall(r"render  ([█░]{24}) ([\d,]+) of 1,500", shown.decode())
    assert bars, shown.decode()[-500:]
    # The bar is gone when the summary comes.
    assert shown.decode().rstrip("\n").split("\r\x1b[K")[-1].find("█") < 0


def test_a_pipe_gets_no_bar(tmp_path):
    result = build(tmp_path, content=many_articles(tmp_path / "content", 30))
    assert result.returncode == 0
    assert "\r" not in result.stderr and "█" not in result.stderr
    assert "30 articles, 30 rendered" in result.stdout


def test_compress_writes_a_neighbour_for_each_file_of_text_that_unpacks_to_it(tmp_path):
    assert build(tmp_path, "--compress", content=ROOT / "content").returncode == 0
    public = tmp_path / "public"
    packed = sorted(public.rglob("*.gz"))
    text = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".md"}
    assert packed == sorted(
        file.with_name(file.name + ".gz") for file in public.rglob("*") if file.suffix in text)
    for file in packed:
        assert gzip.decompress(file.read_bytes()) == file.with_suffix("").read_bytes(), file
    # The head names no time and no file, so that a build is a function of its content.
    assert all(file.read_bytes()[3:8] == b"\0\0\0\0\0" for file in packed)


def test_compressed_files_come_and_go_with_the_option(tmp_path):
    def build_and_count(*options):
        summary = json.loads(build(tmp_path, "--json", *options, content=ROOT / "content").stdout)
        return summary["written"], len(list((tmp_path / "public").rglob("*.gz")))

    build_and_count()
    written, first = build_and_count("--compress")
    assert first > 30 and written == first
    assert build_and_count("--compress") == (0, first)
    assert build_and_count() == (0, 0)


def test_a_build_that_fails_tells_programs_why(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("---\ntitle: [\n---\n")
    result = build(tmp_path, "--json")
    assert result.returncode == 1
    summary = json.loads(result.stdout)
    assert not summary["built"] and [found["code"] for found in summary["diagnostics"]] == ["invalid-yaml"]
    # A person reads the same path that the terminal completes.
    assert f"{tmp_path}/content/a.md:3:1: fatal:" in build(tmp_path).stderr


class Dev:
    """`porchlight dev` on a content folder."""

    def __init__(self, folder, *options):
        self.log = folder / "dev.log"
        self.content = folder / "content"
        self.process = subprocess.Popen(
            [PROGRAM, "dev", "--content", self.content, "--data", folder / "data", "--port", "0", *options],
            stdout=subprocess.PIPE, stderr=open(self.log, "w"), text=True)
        self.url = re.search(r"http://\S+", self.process.stdout.readline()).group().rstrip("/")

    def write(self, path, text):
        (self.content / path).parent.mkdir(parents=True, exist_ok=True)
        (self.content / path).write_text(text)

    def text(self, path):
        try:
            return urllib.request.urlopen(self.url + path).read().decode()
        except OSError:
            return ""


@pytest.fixture
def dev(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text("title: Garden\n")
    (tmp_path / "content/roses.md").write_text("---\ntitle: Roses\n---\n\nWater them.\n")
    (tmp_path / "content/lilies.md").write_text("---\ntitle: Lilies\n---\n\nLeave them.\n")
    running = []

    def start(*options):
        running.append(Dev(tmp_path, *options))
        return running[-1]

    yield start
    for one in running:
        one.process.send_signal(signal.SIGTERM)
        assert one.process.wait(timeout=20) == 0


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport=DESKTOP)
    yield context.new_page()
    context.close()


def shows(page, condition, seconds=10):
    """Whether a condition becomes true on the page, through all its reloads."""
    def holds():
        try:
            return page.evaluate(condition)
        except Error:
            return False
    return eventually(holds, seconds)


def test_a_saved_text_reloads_the_page_that_shows_it_and_no_other(dev, page, chromium):
    garden = dev()
    assert eventually(lambda: "Water them" in garden.text("/roses/"))
    other = chromium.new_page()
    page.goto(garden.url + "/roses/")
    other.goto(garden.url + "/lilies/")
    other.evaluate("window.isTheSame = true")
    garden.write("roses.md", "---\ntitle: Roses\n---\n\nWater them twice.\n")
    assert shows(page, "document.body.textContent.includes('Water them twice.')")
    # The rest of the site follows a moment later, and still nobody reads another page anew.
    assert eventually(lambda: "Built in" in garden.log.read_text().split("/roses/ written.")[-1])
    assert other.evaluate("window.isTheSame")
    other.close()


def test_a_new_article_and_a_new_title_reach_the_list_that_is_open(dev, page):
    garden = dev()
    assert eventually(lambda: garden.text("/"))
    page.goto(garden.url + "/")
    garden.write("tulips/black.md", "---\ntitle: Black tulips\n---\n\nRare.\n")
    assert eventually(lambda: "Rare" in garden.text("/tulips/black/"))
    garden.write("lilies.md", "---\ntitle: White lilies\n---\n\nLeave them.\n")
    assert shows(page, "document.body.textContent.includes('White lilies')")
    (garden.content / "roses.md").unlink()
    assert shows(page, "!document.body.textContent.includes('Roses')")
    assert "Roses" not in garden.text("/roses/")


def test_what_is_wrong_stands_at_the_foot_of_the_page_until_it_is_mended(dev, page):
    garden = dev()
    assert eventually(lambda: "Water them" in garden.text("/roses/"))
    page.goto(garden.url + "/roses/")
    panel = page.get_by_label("Preview")
    garden.write("lilies.md", "---\ntitle: Lilies\n---\n\n[Gone](nowhere.md)\n")
    panel.get_by_text("1 finding").click(timeout=5000)
    panel.get_by_text("lilies.md:5:8").wait_for(timeout=5000)
    garden.write("lilies.md", "---\ntitle: [\n---\n\nLeave them.\n")
    panel.get_by_text("The site could not be built; you see the last one.").wait_for(timeout=5000)
    assert "Water them" in page.content()
    garden.write("lilies.md", "---\ntitle: Lilies\n---\n\nLeave them be.\n")
    assert shows(page, "document.querySelector('[aria-label=Preview]').shadowRoot.querySelector('details') === null")
    assert eventually(lambda: "Leave them be" in garden.text("/lilies/"))


def test_a_site_that_cannot_be_built_at_first_says_so_and_comes_when_it_is_mended(dev, page, tmp_path):
    (tmp_path / "content/roses.md").write_text("---\ntitle: [\n---\n")
    garden = dev()
    assert eventually(lambda: "roses.md" in garden.log.read_text())
    page.goto(garden.url + "/lilies/")
    page.get_by_label("Preview").get_by_text("roses.md:").wait_for(timeout=5000)
    garden.write("roses.md", "---\ntitle: Roses\n---\n\nWater them.\n")
    assert shows(page, "document.body.textContent.includes('Leave them.')")


def test_a_style_of_the_theme_is_seen_when_it_is_saved(dev, page):
    garden = dev()
    assert eventually(lambda: "Water them" in garden.text("/roses/"))
    page.goto(garden.url + "/roses/")
    garden.write("_theme/assets/style.css", "h1 { color: rgb(1, 2, 3) }\n")
    assert shows(page, "getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)'")


def test_a_page_that_is_gone_says_so_where_it_is_open(dev, page):
    garden = dev()
    assert eventually(lambda: "Leave them" in garden.text("/lilies/"))
    page.goto(garden.url + "/lilies/")
    (garden.content / "lilies.md").unlink()
    assert shows(page, "!document.body.textContent.includes('Leave them')")


def test_folders_that_go_one_after_another_leave_no_false_word(dev, page):
    garden = dev()
    for folder in range(6):
        for number in range(10):
            garden.write(f"q{folder}/p{number}.md", f"---\ntitle: P{number}\n---\n\nText.\n")
    assert eventually(lambda: "Q5" in garden.text("/"), 30)
    page.goto(garden.url + "/")
    for folder in range(6):
        shutil.rmtree(garden.content / f"q{folder}")
        time.sleep(0.1)
    assert shows(page, "!/Q[0-5]/.test(document.body.textContent)", 30)
    assert eventually(lambda: "Built in" in garden.log.read_text().splitlines()[-1], 30)


def test_drafts_are_shown_when_asked_for(dev):
    garden = dev("--drafts")
    garden.write("secret.md", "---\ntitle: Secret\ndraft: true\n---\n\nNot yet.\n")
    assert eventually(lambda: "Not yet" in garden.text("/secret/"))


def test_the_desk_is_there_too_and_public_is_not_touched(dev, tmp_path):
    garden = dev()
    assert eventually(lambda: "Water them" in garden.text("/roses/"))
    assert "<form" in garden.text("/ask")
    assert not (tmp_path / "public").exists()
