"""Was this helpful? How readers answer, and what writers and agents see of it."""

import json
import subprocess

import pytest
from conftest import ROOT
from form_site import SITE, FormServer
from test_http import ask_for, session

PAGE = "/lamps/dark/"
VOTE = {"page": PAGE, "helpful": "no"}


def report(server, *options):
    return subprocess.run(
        [ROOT / ".build/debug/porchlight", "report", "articles", "--data", server.folder / "data", *options],
        capture_output=True, text=True, check=True).stdout


def counts(server):
    return {entry["article"]: (entry["yes"], entry["no"]) for entry in json.loads(report(server, "--json"))}


def test_a_reader_answers_in_place_changes_their_mind_and_says_why(shop, visit):
    reader = visit("reader")
    reader.page.goto(shop.url + PAGE)
    for answer in ("Yes", "No"):
        reader.page.get_by_role("button", name=answer, exact=True).click()
        reader.page.get_by_text("Thank you for telling us.").wait_for()
        reader.page.get_by_role("button", name=answer, exact=True, pressed=True).wait_for()
    reader.page.get_by_label("What was missing or wrong?").fill("The bulb's name, I am Ada.")
    reader.look("vote")
    reader.page.get_by_role("button", name="Send", exact=True).click()
    reader.page.get_by_text("A writer will read it.").wait_for()
    reader.page.reload()
    reader.page.get_by_role("button", name="No", exact=True).click()
    reader.page.get_by_text("Thank you for telling us.").wait_for()
    assert reader.page.url == shop.url + PAGE
    assert reader.context.cookies() == []
    [entry] = json.loads(report(shop, "--json"))
    assert (entry["article"], entry["yes"], entry["no"]) == (PAGE, 0, 1)
    assert [(reason["helpful"], reason["text"]) for reason in entry["reasons"]] == [
        (False, "The bulb's name, I am Ada.")]
    assert report(shop) == "no  yes  reasons  article\n 1    0        1  /lamps/dark/\n"
    assert "Ada" not in (shop.folder / "serve.log").read_text()
    stored = (shop.folder / "data/desk.sqlite-wal").read_bytes()
    assert reader.page.evaluate("localStorage.getItem('porchlight-device')").encode() not in stored


def test_without_javascript_a_page_thanks_and_asks_why(shop, visit):
    reader = visit("reader-no-js", java_script_enabled=False)
    reader.page.goto(shop.url + "/de" + PAGE)
    reader.page.get_by_role("button", name="Nein", exact=True).click()
    assert reader.page.get_by_role("heading", level=1).inner_text() == "Danke für Ihre Rückmeldung."
    reader.page.get_by_label("Was hat gefehlt oder war falsch?").fill("Der Name der Birne.")
    reader.page.get_by_role("button", name="Absenden").click()
    assert reader.page.get_by_label("Was hat gefehlt oder war falsch?").count() == 0
    reader.page.get_by_role("link", name="Zurück zu „Eine Lampe bleibt dunkel“").click()
    assert reader.page.url == shop.url + "/de" + PAGE
    assert counts(shop) == {"/de" + PAGE: (0, 1)}
    assert reader.context.cookies() == []


def test_agents_see_what_helped_and_erase_words(shop, visit):
    for number, (page, answer, why) in enumerate([
            (PAGE, "no", "<script>alert(1)</script>"), (PAGE, "no", ""), (PAGE, "yes", ""), ("/de" + PAGE, "yes", "")]):
        form = {"page": page, "helpful": answer, "reason": why, "key": "d" + str(number) * 32}
        assert ask_for(shop, "POST", "/vote", form, {"Accept": "application/json"}).status == 204
    assert ask_for(shop, "GET", "/desk/articles").status == 403
    agent = visit("agent")
    agent.page.goto(shop.sign_in_url)
    agent.page.get_by_role("button", name="Sign in").click()
    agent.page.get_by_role("link", name="Articles", exact=True).click()
    rows = [row.inner_text().split("\t") for row in agent.page.locator("tbody tr").all()]
    assert rows == [["A lamp that does not light", "2", "1", "1"], ["Eine Lampe bleibt dunkel", "0", "1", "0"]]
    agent.page.get_by_role("link", name="A lamp that does not light").click()
    assert agent.page.get_by_text("<script>alert(1)</script>").count() == 1
    agent.look("articles-votes")
    agent.page.get_by_role("button", name="Erase these words").click()
    agent.page.get_by_text("Nobody has said why.").wait_for()
    assert counts(shop)[PAGE] == (1, 2)


@pytest.mark.parametrize("form, status", [
    (VOTE, 303), ({**VOTE, "helpful": ""}, 422), ({**VOTE, "page": "/"}, 422),
    ({**VOTE, "page": "/nowhere/"}, 422), ({**VOTE, "page": "/../" + PAGE}, 422), ({}, 422),
    ({**VOTE, "reason": "x" * 300_000}, 413),
])
def test_what_is_no_vote_is_not_counted(shop, form, status):
    assert ask_for(shop, "POST", "/vote", form).status == status
    assert counts(shop) == ({PAGE: (0, 1)} if status == 303 else {})


def test_votes_come_by_post_alone_and_without_cookies(shop):
    assert ask_for(shop, "GET", "/vote?page=" + PAGE + "&helpful=no").status == 405
    response = ask_for(shop, "POST", "/vote", VOTE, session(shop))
    assert (response.status, response.headers["Set-Cookie"]) == (303, None)
    assert ask_for(shop, "GET", response.headers["Location"]).status == 200
    assert ask_for(shop, "GET", "/vote/thanks?page=//evil.example/").status == 404
    assert counts(shop) == {PAGE: (0, 1)}


def test_the_site_elsewhere_sends_votes_and_nobody_else(tmp_path):
    site = SITE + "base_url: https://help.example.com\ndesk: http://desk.example.com\n"
    shop = FormServer(tmp_path, site=site).start()
    try:
        page = ask_for(shop, "GET", PAGE).text
        assert 'class="votes" method="post" action="http://desk.example.com/vote"' in page
        asked = {"Accept": "application/json", "Sec-Fetch-Site": "cross-site"}
        allowed = ask_for(shop, "POST", "/vote", VOTE, {**asked, "Origin": "https://help.example.com"})
        refused = ask_for(shop, "POST", "/vote", VOTE, {**asked, "Origin": "https://evil.example"})
        assert (allowed.status, refused.status) == (204, 400)
        assert allowed.headers["Access-Control-Allow-Origin"] == "https://help.example.com"
        assert allowed.headers["Access-Control-Allow-Credentials"] is None
        assert counts(shop) == {PAGE: (0, 1)}
    finally:
        shop.stop()


def test_too_many_votes_from_one_address_are_refused(tmp_path):
    shop = FormServer(tmp_path, options=["--trusted-proxy", "127.0.0.1"]).start()
    try:
        sender = {"X-Forwarded-For": "203.0.113.7"}
        answers = [ask_for(shop, "POST", "/vote", VOTE, sender) for _ in range(61)]
        assert [answer.status for answer in answers] == [303] * 60 + [429]
        assert answers[-1].headers["Retry-After"] == "600"
        other = {"X-Forwarded-For": "203.0.113.8"}
        assert ask_for(shop, "POST", "/vote", VOTE, other).status == 303
    finally:
        shop.stop()


def test_a_site_without_a_desk_asks_nobody(tmp_path):
    shop = FormServer(tmp_path, site=SITE + "votes: false\n").start()
    try:
        assert "votes" not in ask_for(shop, "GET", PAGE).text
    finally:
        shop.stop()
