"""Internal articles: agents read them on the site's own address, and for everybody else there is nothing."""

import time
import urllib.parse

import pytest
from conftest import Server, running
from test_http import QUESTION, ask_for, session

ARTICLES = {
    "site.yaml": "title: Shop\nlanguages: [en, de]\n",
    "index.md": "---\ntitle: Shop\n---\nWelcome.\n",
    "guides/lamps.md": "---\ntitle: Lamps\ndescription: How lamps work.\n---\nTurn the switch.\n",
    "guides/refunds.md": "---\ntitle: Refunds\ndescription: Whom we pay back.\nvisibility: internal\n---\n\n"
                         "## How much\n\nUp to 40 Thaler without asking. [Lamps](lamps.md)\n\n"
                         "## Whom to ask\n\nThe [list](../team/list.md).\n\n![A plan](plan.png)\n",
    "team/index.md": "---\ntitle: Team\nvisibility: internal\n---\nOnly for us.\n",
    "team/list.md": "---\ntitle: The list\nvisibility: internal\n---\nNames.\n",
}
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360"
                    "606060000000050001a5f645400000000049454e44ae426082")


@pytest.fixture
def shop(tmp_path):
    server = Server(tmp_path)
    server.content = tmp_path / "content"
    for path, text in ARTICLES.items():
        file = server.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    (server.content / "guides/plan.png").write_bytes(PNG)
    yield from running(server)


def sign_in(visit, server, name):
    agent = visit(name)
    agent.page.goto(server.sign_in_url)
    agent.page.get_by_role("button", name="Sign in").click()
    return agent


def test_an_agent_reads_and_finds_them_and_a_customer_does_not_learn_that_they_are_there(shop, visit):
    agent = sign_in(visit, shop, "agent-internal")
    page = agent.page
    page.get_by_role("link", name="Internal articles").click()
    page.get_by_role("heading", name="Internal articles").wait_for()
    agent.look("internal-list")
    page.get_by_label("Search them").fill("thaler")
    page.get_by_label("Search them").press("Enter")
    page.get_by_role("link", name="How much").click()
    page.wait_for_url("**/guides/refunds/#how-much")
    assert page.get_by_text("For agents only").is_visible()
    assert page.evaluate("document.querySelector('main img').naturalWidth") == 1
    agent.look("internal-article")
    page.get_by_role("link", name="list", exact=True).click()
    page.wait_for_url("**/team/list/")
    page.get_by_role("navigation", name="Breadcrumbs").get_by_role("link", name="Team").click()
    page.get_by_text("Only for us.").wait_for()
    page.goto(shop.url + "/desk/internal?q=nothing-of-this")
    page.get_by_text("No internal article fits.").wait_for()
    # On the way out, the same address is empty again, also in the browser that has just shown it.
    page.goto(shop.url + "/desk")
    page.get_by_role("button", name="Sign out").click()
    assert page.goto(shop.url + "/guides/refunds/").status == 404
    agent.expects("404")


def test_whoever_is_not_signed_in_gets_the_answer_for_nothing_byte_for_byte(shop):
    agent = session(shop)
    link = ask_for(shop, "POST", "/ask/send", QUESTION).headers["Location"]
    listing = ask_for(shop, "GET", "/desk/internal", headers=agent)
    assert listing.status == 200 and listing.headers["Cache-Control"] == "no-store"
    picture = ask_for(shop, "GET", "/guides/refunds/", headers=agent).text.split('src="/guides/plan')[1]
    paths = ["/desk/internal", "/desk/internal?q=refunds", "/guides/refunds/", "/guides/refunds", "/team/",
             "/team", "/team/list/", "/team/list", "/guides/%72efunds/", "/guides/plan" + picture.split('"')[0]]
    strangers = [{}, {"Cookie": "porchlight_session=" + "x" * 32}, {"Cookie": "porchlight_session="},
                 {"Referer": shop.url + link}, {"Authorization": "Bearer x"}]

    def seen(path, headers, method="GET"):
        answer = ask_for(shop, method, path, headers=headers)
        kept = {name: value for name, value in answer.headers.items() if name.lower() != "date"}
        return answer.status, answer.text, kept

    for headers in strangers:
        nothing = seen("/guides/nothing/", headers)
        assert nothing[0] == 404
        for path in paths:
            assert seen(path, headers) == nothing, path
            assert seen(path, headers, "HEAD")[0] == 404
    for path in paths:
        answer = ask_for(shop, "GET", path, headers=agent)
        assert answer.status in (200, 303), path
        assert answer.headers["Cache-Control"] == "no-store", path
    # A session that has ended opens nothing any more.
    ask_for(shop, "POST", "/desk/sign-out", "", agent)
    for path in paths:
        assert seen(path, agent)[0] == 404, path


def test_no_byte_of_them_lies_in_the_folder_of_the_site(shop):
    agent = session(shop)
    for path in ["/desk/internal?q=thaler", "/guides/refunds/", "/team/", "/team/list/"]:
        assert ask_for(shop, "GET", path, headers=agent).status == 200
    files = [file for file in (shop.folder / "public").rglob("*") if file.is_file()]
    assert len(files) > 10
    for file in files:
        assert not any(word in file.name for word in ("refunds", "team", "plan")), file
        content = file.read_bytes()
        for secret in (b"Refunds", b"refunds", b"Thaler", b"The list", b"Only for us", PNG):
            assert secret not in content, file


def test_the_time_of_an_answer_does_not_tell_an_internal_article_from_nothing(shop):
    session(shop)
    times = {"/guides/refunds/": [], "/guides/nothing/": []}
    for _ in range(30):
        for path in times:
            start = time.monotonic()
            assert ask_for(shop, "GET", path).status == 404
            times[path].append(time.monotonic() - start)
    assert abs(min(times["/guides/refunds/"]) - min(times["/guides/nothing/"])) < 0.02


def test_what_an_agent_types_into_the_search_is_shown_as_text(shop):
    agent = session(shop)
    query = urllib.parse.quote('"><script>alert(1)</script>')
    text = ask_for(shop, "GET", f"/desk/internal?q={query}", headers=agent).text
    assert "<script>alert" not in text and "&lt;script&gt;alert(1)" in text
