"""The plugins that we ship: each keeps the protocol and has the conversations of its own examples."""

import json
import shutil
import subprocess

import pytest
from program import ROOT, porchlight
from test_plugins_of_a_desk import ask, desk, first_ticket, serve, stop

SHIPPED = sorted(path.parent.name for path in (ROOT / "plugins").glob("[a-z]*/plugin.json"))


def manifest(plugin):
    return json.loads((ROOT / "plugins" / plugin / "plugin.json").read_text())


def talk(plugin, config, *questions):
    """What a plugin of the folder answers, line by line."""
    hello = {"protocols": [1], "mode": "test", "config": config}
    calls = [("initialize", hello), *questions, ("shutdown", {})]
    lines = [
        json.dumps({"jsonrpc": "2.0", "id": str(number), "method": method, "params": params}, separators=(",", ":"))
        for number, (method, params) in enumerate(calls)]
    result = subprocess.run(
        manifest(plugin)["command"], cwd=ROOT / "plugins" / plugin, input="\n".join(lines) + "\n", text=True,
        capture_output=True, timeout=30, env={"PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"})
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [str(number) for number in range(len(calls))]
    return [answer.get("result") or answer.get("error") for answer in answers][1:-1] or answers[0]


@pytest.mark.parametrize("plugin", SHIPPED)
def test_it_keeps_the_protocol_and_its_examples(plugin, tmp_path):
    result = porchlight("plugin", "check", ROOT / "plugins" / plugin, "--calls", "300", folder=tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    examples = list((ROOT / "plugins" / plugin / "examples").glob("*.jsonl"))
    assert examples and all(f"✓ examples/{path.name} is what it says." in result.stdout for path in examples)


@pytest.mark.parametrize("plugin", SHIPPED)
def test_its_readme_names_every_field_of_its_configuration(plugin):
    text = (ROOT / "plugins" / plugin / "README.md").read_text()
    fields = manifest(plugin).get("config", {}).get("properties", {})
    # What the desk itself hands to `rules` is in files of its own.
    assert plugin == "rules" or [field for field in fields if f"`{field}`" not in text] == []


def test_all_of_them_may_run(tmp_path):
    listed = json.loads(porchlight(
        "plugin", "list", "--json", "--plugins", ROOT / "plugins", folder=tmp_path).stdout)
    assert sorted(entry["id"] for entry in listed) == SHIPPED
    assert [entry for entry in listed if not entry["runs"]] == [], "porchlight plugin allow ID writes plugins.lock"


def test_plugins_in_python_bring_the_sdk_as_it_is():
    sdk = (ROOT / "plugins/_sdk/porchlight_plugin.py").read_bytes()
    copies = [path for path in (ROOT / "plugins").glob("[a-z]*/porchlight_plugin.py")]
    assert copies and all(path.read_bytes() == sdk for path in copies)


def test_the_plugin_to_read_first_stands_in_its_article_as_it_is():
    script = (ROOT / "plugins/office-hours/main.sh").read_text()
    assert f"```sh\n{script}```\n" in (ROOT / "content/plugins/office-hours.md").read_text()


BERLIN = {"zone": "Europe/Berlin", "days": "12345", "opens": 9, "closes": 17}


@pytest.mark.parametrize("at, is_open", [
    ("2026-11-23T07:59:59Z", False), ("2026-11-23T08:00:00Z", True), ("2026-11-23T15:59:59Z", True),
    ("2026-11-23T16:00:00Z", False), ("2026-07-20T07:00:00Z", True), ("2026-07-20T15:00:00Z", False),
    ("2026-11-21T10:00:00Z", False), ("2026-11-22T10:00:00Z", False), ("2026-11-22T23:30:00Z", False),
    ("2026-11-20T08:30:00Z", True),
])
def test_office_hours_are_those_of_the_offices_time_zone(at, is_open):
    (answer,) = talk("office-hours", BERLIN, ("ticket.enrich", {"at": at}))
    assert answer == (
        {"abstain": True, "reason": "the office is open"} if is_open else {"tags": ["after-hours"]})


@pytest.mark.parametrize("zone", ["Mars/Olympus", ""])
def test_a_time_zone_that_there_is_not_is_no_silent_utc(zone):
    answer = talk("office-hours", BERLIN | {"zone": zone})
    assert answer["error"] == {
        "code": -32003, "message": "there is no such time zone here", "data": {"path": "/zone"}}


def test_a_time_that_is_none_is_an_error():
    assert talk("office-hours", BERLIN, ("ticket.enrich", {"at": "soon"}))[0]["code"] == -32000


def question(history=(), organisation=None, agents=("ada", "grace", "linus"), at="2026-12-28T09:00:00Z", **data):
    return "ticket.route", {
        "call": "c", "at": at, "ticket": {"id": "T-9"},
        "choices": {"queues": ["triage", "gold"], "agents": list(agents)},
        "data": {"requester.history": list(history), "organisation": {"id": organisation} if isinstance(organisation, str) else organisation, **data}}


def earlier(number, assignee, status="closed", at="2026-12-01T09:00:00Z"):
    return {"id": f"T-{number}", "status": status, "assignee": assignee, "created_at": at}


def said(answer):
    return [f"{one['field']} {one['value']}: {one['reason']}" for one in answer.get("proposals", [])] or answer["reason"]


@pytest.mark.parametrize("config, asked, wanted", [
    ({}, question(), "nobody has cared for this customer lately"),
    ({}, question([earlier(3, None), earlier(2, "ada")]), ["assignee ada: ada had T-2 of the same customer"]),
    ({}, question([earlier(3, "ada"), earlier(2, "grace", "pending", "2020-01-01T00:00:00Z")]),
     ["assignee grace: T-2 of the same customer is with grace"]),
    ({"same_agent_days": 20}, question([earlier(3, "ada")]), "nobody has cared for this customer lately"),
    ({"same_agent_days": 0}, question([earlier(3, "ada")]), "nobody has cared for this customer lately"),
    ({}, question([earlier(3, "bob")]), "bob had T-3 of the same customer; bob is no agent of this desk"),
    ({}, question([earlier(3, "ada")], **{"agents.presence": [{"id": "ada", "present": False}]}),
     "ada had T-3 of the same customer; ada is not here now"),
    ({"accounts": {"acme": "grace"}, "teams": {"acme": "gold"}}, question([earlier(3, "ada")], "acme"),
     ["assignee grace: grace cares for acme", "queue gold: tickets of acme belong to gold"]),
    # Whom desk.yaml names cares for an organisation, unless the configuration names somebody else.
    ({}, question([earlier(3, "ada")], organisation={"id": "acme", "name": "Acme", "person": "linus"}),
     ["assignee linus: linus cares for acme"]),
    ({"accounts": {"acme": "grace"}}, question(organisation={"id": "acme", "person": "linus"}),
     ["assignee grace: grace cares for acme"]),
    ({"teams": {"acme": "silver"}}, question(organisation="acme"),
     "tickets of acme belong to silver, which is no queue of this desk"),
    # Absences: a stand-in, stand-ins in a ring, and the next best where there is none.
    ({"absences": [{"agent": "ada", "from": "2026-12-24", "to": "2026-12-28", "instead": "linus"}]},
     question([earlier(3, "ada")]),
     ["assignee linus: ada had T-3 of the same customer; ada is away until 2026-12-28"]),
    ({"absences": [{"agent": "ada", "from": "2026-12-24", "to": "2026-12-27"}]}, question([earlier(3, "ada")]),
     ["assignee ada: ada had T-3 of the same customer"]),
    ({"absences": [{"agent": "ada", "from": "2026-12-24", "to": "2027-01-02", "instead": "grace"},
                   {"agent": "grace", "from": "2026-12-24", "to": "2027-01-03", "instead": "ada"}]},
     question([earlier(3, "ada"), earlier(2, "linus")]), ["assignee linus: linus had T-2 of the same customer"]),
])
def test_tickets_stay_with_the_people_who_know_the_customer(config, asked, wanted):
    (answer,) = talk("keep-together", config, asked)
    assert said(answer) == wanted


def test_an_absence_without_a_day_is_told_at_the_start():
    answer = talk("keep-together", {"absences": [{"agent": "a", "from": "2026-12-24", "to": "2026-13-01"}]})
    assert answer["error"] == {
        "code": -32003, "message": "“2026-13-01” is no day like 2026-12-24", "data": {"path": "/absences/0/to"}}


def test_a_fresh_desk_with_all_of_them_tags_a_ticket_and_calls_nobody(tmp_path):
    desk(tmp_path)
    shutil.copytree(ROOT / "plugins", tmp_path / "plugins", ignore=shutil.ignore_patterns("Sources"))
    with open(tmp_path / "content/desk.yaml", "a") as file:
        file.write('plugins:\n  office-hours: { days: "0" }\n')
    process, address = serve(tmp_path)
    try:
        assert ask(address, "It is still dark. This is unacceptable.")
        ticket = first_ticket(tmp_path)
    finally:
        log = stop(process)
    state = ticket["ticket"]["state"]
    assert (state["queue"], state["priority"], state["tags"]) == ("triage", "high", ["after-hours", "angry"])
    assert len(ticket["messages"]) == 1, "a note or a reply was written"
    failed = [one for one in ticket["decisions"] if "failed" in one["outcome"] or "unavailable" in one["outcome"]]
    assert failed == [] and "plugin" not in log, log
    started = {path.stem for path in (tmp_path / ".porchlight/plugins").iterdir()}
    assert started == set(SHIPPED) - {"webhook"}
