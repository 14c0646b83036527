"""`porchlight new`: what it writes, what it refuses, and that nothing is ever written over."""

import os

import pytest
from program import DAY, porchlight, transcript


@pytest.fixture
def site(tmp_path):
    result = porchlight("new", "site", ".", "--date", DAY, folder=tmp_path)
    assert result.returncode == 0, result.stderr
    return tmp_path


def everything(folder):
    return {str(path.relative_to(folder)): path.read_bytes()
            for path in folder.rglob("*") if path.is_file() and ".git/" not in str(path)}


def test_from_nothing_to_a_help_centre_with_an_article_of_ones_own(tmp_path):
    assert transcript(
        tmp_path, ["new", "site", "my help", "--title", "Example: Help", "--date", DAY]) == [
        f"$ new site my help --title Example: Help --date {DAY}",
        "my help/.gitignore",
        "my help/content/site.yaml",
        "my help/content/start/index.md",
        "my help/content/start/first-steps.md",
        "my help/content/billing/index.md",
        "my help/content/billing/refund.md",
        "Next: cd 'my help' && porchlight serve",
    ]
    site = tmp_path / "my help"
    assert transcript(
        site, ["check", "--date", DAY], ["new", "faq", "Do you take cash?", "--in", "billing", "--date", DAY],
        ["check", "--date", DAY]) == [
        f"$ check --date {DAY}",
        "Nothing found.",
        f"$ new faq Do you take cash? --in billing --date {DAY}",
        "content/billing/do-you-take-cash.md",
        "Next: write over its text, and look at it with `porchlight dev`.",
        f"$ check --date {DAY}",
        "content/billing/do-you-take-cash.md:3:1: warning: the description is the one that the article "
        "began with: say what it is about. [starting-text]",
        "1 warning.",
    ]
    built = porchlight("build", "--date", DAY, "--strict", folder=site)
    assert built.returncode == 1 and built.stdout.startswith("3 articles, 3 rendered;")
    assert "<title>Do you take cash? · Example: Help</title>" in (
        site / "public/billing/do-you-take-cash/index.html").read_text()


def test_every_kind_builds_and_only_its_description_is_left_to_say(site):
    for kind in ("faq", "tutorial", "article", "announcement"):
        assert porchlight("new", kind, f"A page of the kind {kind}", "--date", DAY, folder=site).returncode == 0
    found = porchlight("check", "--date", DAY, folder=site).stdout.splitlines()
    assert [line.rpartition(" ")[2] for line in found[:-1]] == ["[starting-text]"] * 4
    assert porchlight("build", "--date", DAY, folder=site).stdout.startswith("6 articles")


def test_the_path_is_the_output_so_that_a_shell_can_open_it(site):
    result = porchlight("new", "article", "Wörter, und: mehr 🎉", "--in", "content/start", folder=site)
    assert result.stdout == "content/start/wörter-und-mehr.md\n"
    assert (site / result.stdout.strip()).read_text().splitlines()[1] == 'title: "Wörter, und: mehr 🎉"'


@pytest.mark.parametrize("arguments, path, title", [
    (["faq", "Why", "not", "both?"], "why-not-both.md", "Why not both?"),
    (["article", "billing/vat-abroad.md"], "billing/vat-abroad.md", "Vat abroad"),
    (["article", "content/billing/vat-abroad.md"], "billing/vat-abroad.md", "Vat abroad"),
    (["article", "a.md", "--title", "Quite another"], "a.md", "Quite another"),
    (["tutorial", "New", "--in", "far/below"], "far/below/new.md", "New"),
])
def test_a_title_or_a_path_says_where(site, arguments, path, title):
    assert porchlight("new", *arguments, folder=site).stdout == f"content/{path}\n"
    assert (site / "content" / path).read_text().splitlines()[1] == f"title: {title}"


def test_another_content_folder(site):
    os.rename(site / "content", site / "docs")
    result = porchlight("new", "faq", "Where", "--content", "docs", "--in", "docs/start", folder=site)
    assert result.stdout == "docs/start/where.md\n"


def test_a_draft_says_so_and_the_next_step_shows_drafts(site):
    result = porchlight("new", "faq", "Later", "--draft", folder=site)
    assert result.stderr == (
        "Next: write over its text, and look at it with `porchlight dev --drafts`.\n")
    assert "\ndraft: true\n---\n" in (site / "content/later.md").read_text()
    assert porchlight("check", folder=site).stdout == "Nothing found.\n"


@pytest.mark.parametrize("arguments, code, sentence", [
    (["faq", "How do I get a refund?", "--in", "billing"], 0, ""),
    (["faq", "refund.md", "--in", "billing"], 1,
     "content/billing/refund.md is there already: choose another title, or edit that one."),
    (["faq", "Link"], 1, "content/link.md is there already: choose another title, or edit that one."),
    (["faq", "Billing"], 1,
     "content/billing/ is a collection, and content/billing.md would have its address: choose another title."),
    (["faq", "X", "--in", "../elsewhere"], 64, "../elsewhere/x.md does not lie in the content folder"),
    (["faq", "X", "--in", "_snippets"], 64, "_snippets/x.md would be no page"),
    (["faq", "Search"], 64, "search.md cannot be an article, because the site itself needs “search”"),
    (["faq", ""], 64, "an article has a title"),
    (["faq"], 64, "Missing expected argument"),
    (["faq", "X", "--date", "tomorrow"], 64, "It must be a day like 2026-11-21."),
    (["faq", "X", "--content", "nowhere"], 1, "there is no folder nowhere"),
    (["site", "."], 1, ". is not empty: name a folder that is, or one that is not there yet."),
    (["site", "content/site.yaml"], 1, "content/site.yaml"),
    (["poem", "X"], 64, "poem"),
])
def test_what_cannot_be_is_one_sentence_and_changes_nothing(site, arguments, code, sentence):
    (site / "content/link.md").symlink_to(site / "not-there.md")
    before = everything(site)
    result = porchlight("new", *arguments, folder=site)
    assert (result.returncode, sentence in result.stderr) == (code, True), result.stderr
    if code:
        assert result.stdout == "" and everything(site) == before


def test_an_empty_repository_is_an_empty_folder(tmp_path):
    (tmp_path / ".git").mkdir()
    assert porchlight("new", "site", str(tmp_path), folder=tmp_path).returncode == 0
    assert (tmp_path / "content/site.yaml").exists()


def test_a_very_long_title_makes_a_name_that_every_file_system_takes(site):
    result = porchlight("new", "article", "Wie " * 500 + "lang?", folder=site)
    path = site / result.stdout.strip()
    assert len(path.name.encode()) <= 83 and path.exists()
    assert porchlight("build", folder=site).returncode == 0


def test_a_build_without_an_article_says_how_to_begin_one(tmp_path):
    (tmp_path / "content").mkdir()
    result = porchlight("build", folder=tmp_path)
    assert (result.returncode, result.stdout.splitlines()[1]) == (
        0, 'Readers see no article yet: porchlight new faq "How do I …?" begins one.')
