"""A survey from the plugin that plans it to the customer's answer: the right question, its scale, and what is kept."""

import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest

from program import porchlight
from running_desk import running
from test_a_desk_that_is_killed import WithoutRedirects
from test_plugins_of_a_desk import desk, serve, stop
from test_plugins_on_the_past import eventually, tickets

PLANNER = '''
from porchlight_plugin import Plugin

plugin = Plugin()


@plugin.on("survey.plan")
def plan(question):
    return {"ask": True, "kind": "%s", "channel": "page", "reason": "a good day"}


plugin.run()
'''


def send(address, path, form):
    """Where a form leads to, or the status of what was refused."""
    opener = urllib.request.build_opener(WithoutRedirects)
    request = urllib.request.Request(
        f"{address}{path}", urllib.parse.urlencode(form).encode(), {"Origin": address})
    try:
        opener.open(request, timeout=5)
    except urllib.error.HTTPError as answer:
        return answer.headers.get("Location") or answer.code
    return None


def page(address, path):
    return urllib.request.urlopen(f"{address}{path}", timeout=5).read().decode()


@pytest.mark.parametrize("kind, question, last, wrong", [
    ("nps", "How likely is it that you would recommend us", 10, 11),
    ("ces", "We made it easy to get this settled.", 7, 0),
])
def test_a_customer_is_asked_what_was_planned_on_its_own_scale(tmp_path, kind, question, last, wrong):
    desk(tmp_path)
    # follow-up asks nobody who has closed a ticket themselves.
    with open(tmp_path / "content/desk.yaml", "a") as settings:
        settings.write("plugins:\n  follow-up: false\n")
    assert porchlight("plugin", "new", "planner", folder=tmp_path).returncode == 0
    place = tmp_path / "plugins/planner"
    (place / "main.py").write_text(PLANNER % kind)
    manifest = json.loads((place / "plugin.json").read_text())
    manifest.update(hooks={"survey.plan": {"timeout_ms": 5000}}, grants=["survey.ask"])
    (place / "plugin.json").write_text(json.dumps(manifest))
    assert porchlight("plugin", "allow", "planner", "--yes", folder=tmp_path).returncode == 0
    process, address = serve(tmp_path)
    try:
        key = re.search(r'name="key" value="([^"]+)', page(address, "/ask")).group(1)
        time.sleep(5)
        link = send(address, "/ask/send", {
            "key": key, "name": "Ada", "address": "ada@example.org", "subject": "Lamp", "body": "It is dark."})
        link = urllib.parse.urlsplit(link).path
        assert send(address, f"{link}/settle", {}) == link
        shown = eventually(lambda: [text for text in [page(address, link)] if question in text])[0]
        values = re.findall(r'name="score" value="(\d+)"', shown)
        assert values == [str(number) for number in range(0 if kind == "nps" else 1, last + 1)]
        assert 'name="rating"' not in shown
        assert send(address, f"{link}/rating", {"survey": kind, "score": str(wrong)}) == 422
        assert send(address, f"{link}/rating", {"survey": kind, "score": str(last)}) == link
        assert "Thank you for telling us." in page(address, link)
    finally:
        stop(process)
    ticket = tickets(tmp_path)[0]
    assert ticket["ticket"]["state"]["score"] == {"kind": kind, "value": last}
    kinds = [event["kind"] for event in ticket["events"]]
    assert kinds.count("survey.sent") == 1 and kinds.count("survey.answered") == 1
    assert not list((tmp_path / ".porchlight/outbox").glob("*survey*"))


def test_what_a_shadow_would_have_asked_stands_on_its_page_and_nobody_is_asked(tmp_path):
    desk(tmp_path)
    with open(tmp_path / "content/desk.yaml", "a") as settings:
        settings.write("plugins:\n  follow-up: false\n")
    assert porchlight("plugin", "new", "planner", folder=tmp_path).returncode == 0
    place = tmp_path / "plugins/planner"
    (place / "main.py").write_text(PLANNER % "nps")
    manifest = json.loads((place / "plugin.json").read_text())
    manifest |= {"hooks": {"survey.plan": {}}, "grants": ["survey.ask"]}
    (place / "plugin.json").write_text(json.dumps(manifest))
    place.rename(tmp_path / "plugins/planner.shadow")
    assert porchlight("plugin", "allow", "planner.shadow", "--yes", folder=tmp_path).returncode == 0
    with running(tmp_path) as server:
        number = re.search(r"/t/(\d+)", server.question()).group(1)
        tried = porchlight("plugin", "try", "planner.shadow", f"T-{number}", folder=tmp_path)
        assert tried.stdout == "were it solved now: survey.plan: would ask nps by page after 0 s: a good day\n", (
            tried.stdout + tried.stderr)
        _, headers, _ = server.ask(server.sign_in, {})
        cookie = {"Cookie": headers["Set-Cookie"].split(";")[0]}
        assert server.ask(f"/desk/tickets/{number}/solve", {}, cookie)[0] == 303
        page = eventually(lambda: [text for text in [server.ask("/desk/plugins/planner.shadow", headers=cookie)[2]]
                                   if "T-1, survey.plan" in text])[0]
        assert "The shadow alone answered 1 more" in page and "a good day" in page
        said = porchlight("plugin", "shadow", "planner", folder=tmp_path).stdout
        assert "1 were answered by the shadow alone:\nT-1 survey.plan" in said
    (ticket,) = tickets(tmp_path)
    assert ticket["decisions"] == [] or "planner" not in json.dumps(ticket["decisions"])
    assert "surveyPlan" not in ticket["ticket"]["state"]
