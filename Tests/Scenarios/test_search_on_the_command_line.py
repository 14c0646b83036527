"""porchlight search: one query and many, and what it says when something is wrong."""

import json
import subprocess

import pytest
from program import PROGRAM, porchlight

ARTICLES = {
    "content/site.yaml": "title: Lamps\nlanguages: [en, de]\n",
    "content/bulb.md": "---\ntitle: Change the bulb\n---\nTurn the bulb to the left.\n",
    "content/lamp.md": "---\ntitle: A lamp that stays dark\n---\nLook at the plug, and change the bulb of the lamp.\n",
    "content/bulb.de.md": "---\ntitle: Die Birne wechseln\n---\nDrehen Sie die Birne nach links.\n",
}
for number in range(6):
    ARTICLES[f"content/switch-{number}.md"] = f"---\ntitle: Replace switch number {number}\n---\nIt clicks.\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lamps")
    for path, text in ARTICLES.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text)
    # The site's own address has a folder that is called as that of the assets.
    built = porchlight("build", "--base-url", "https://example.org/assets/help/", folder=folder)
    assert built.returncode == 0, built.stderr
    return folder


def answered(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


QUERIES = '{"id": "a", "text": "change bulb"}\n\n{"id": 7, "text": "dark"}\n{"id": 1.5, "text": "zzzz"}\n'


def test_identifiers_come_back_as_they_were_given(site):
    (site / "queries.jsonl").write_text("\ufeff" + QUERIES)
    result = porchlight("search", "--json", "--queries", "queries.jsonl", "--limit", "1", folder=site)
    assert result.returncode == 0, result.stderr
    lines = answered(result)
    assert [line["id"] for line in lines] == ["a", 7, 1.5]
    assert '"id":7,' in result.stdout
    assert [[answer["source"] for answer in line["answers"]] for line in lines] == [["bulb.md"], ["lamp.md"], []]
    assert set(lines[0]["answers"][0]) == {"source", "url", "anchor", "score", "confidence"}


def test_bad_lines_are_all_named_at_the_end_and_the_others_answered(site):
    text = '{"id": 1, "text": "bulb"}\r\n\nnonsense\n{"id": true, "text": "x"}\n{"id": 2, "text": "lamp"}'
    (site / "bad.jsonl").write_text(text)
    result = porchlight("search", "--json", "--queries", "bad.jsonl", folder=site)
    assert result.returncode == 1
    assert [line["id"] for line in answered(result)] == [1, 2]
    assert result.stderr == (
        'Error: bad.jsonl:3: expected an object {"id": …, "text": …}.\n'
        'bad.jsonl:4: expected an object {"id": …, "text": …}.\n')


@pytest.mark.parametrize("name", ["-", "/dev/stdin", "pipe"])
def test_queries_come_from_another_program(site, name):
    if name == "pipe":
        command = f"'{PROGRAM}' search --json --queries <(cat)"
        result = subprocess.run(
            ["bash", "-c", command], cwd=site, input=QUERIES, capture_output=True, text=True, timeout=60)
    else:
        result = porchlight("search", "--json", "--queries", name, folder=site, stdin=None, input=QUERIES)
    assert result.returncode == 0, result.stderr
    assert len(answered(result)) == 3


def test_queries_that_cannot_be_read_are_told(site):
    result = porchlight("search", "--json", "--queries", "nowhere", folder=site)
    assert (result.returncode, result.stderr) == (1, "Error: nowhere cannot be read.\n")


def test_shares_add_up_to_the_score(site):
    result = porchlight("search", "--json", "--explain", "replace switch lef", folder=site)
    explained = json.loads(result.stdout)
    assert explained["answers"]
    for answer in explained["answers"]:
        assert len(answer["shares"]) == len(explained["terms"])
        assert sum(answer["shares"]) + answer["pairs"] == answer["score"]
    assert explained["answers"][0]["pairs"] > 0
    assert [term["typed"] for term in explained["terms"] if term["taken"][0]["reason"] == "prefix"] == ["lef"]
    text = porchlight("search", "--explain", "replace switch lef", folder=site).stdout
    assert "lef: left (prefix, weight" in text and "neighbours in the query and in a title" in text


def test_what_was_looked_for_is_shown_where_nothing_was_found(site):
    result = porchlight("search", "--explain", "zzzz", folder=site)
    assert result.stdout == "zzzz: nothing on the site is like it\n\nNothing fits.\n"
    assert json.loads(porchlight("search", "--json", "--explain", "zzzz", folder=site).stdout) == {
        "terms": [], "unknown": ["zzzz"], "answers": []}
    result = porchlight("search", "--json", "--explain", "--queries", "-", folder=site)
    assert result.returncode == 64 and "--explain goes with a query" in result.stderr


def test_languages_are_named_where_one_is_missing(site):
    assert "Birne" in porchlight("search", "--language", "DE", "birne", folder=site).stdout
    assert "bulb" in porchlight("search", "--language", "en", "bulb", folder=site).stdout
    result = porchlight("search", "--language", "fr", "bulb", folder=site)
    assert (result.returncode, result.stderr) == (
        1, "Error: public has no search in the language “fr”, only in: en, de.\n")


def test_no_query_is_no_mistake(site):
    result = porchlight("search", "--json", "--queries", "/dev/stdin", folder=site, stdin=None, input="")
    assert (result.returncode, result.stdout) == (0, "")
