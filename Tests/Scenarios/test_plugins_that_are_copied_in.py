"""A folder that somebody copies into plugins/ changes nothing before it is allowed; one that was allowed still counts."""

import json
import re
import signal
import time

from program import porchlight
from running_desk import running
from test_plugins_on_the_past import eventually
from test_rules_of_a_running_desk import MANY, asked, desk, page, queue_after, tickets, write

REVIEW = """
import json, sys
for line in sys.stdin:
    call = json.loads(line)
    if "id" not in call: continue
    result = {"protocol": 1, "hooks": ["ticket.review"]} if call["method"] == "initialize" else \\
        {} if call["method"] == "shutdown" else {"verdict": "%s", "reason": "it says so"}
    print(json.dumps({"jsonrpc": "2.0", "id": call["id"], "result": result}), flush=True)
"""


def copy_in(folder, name, verdict="hold", **more):
    plugin = folder / "plugins" / name
    plugin.mkdir(parents=True, exist_ok=True)
    (plugin / "plugin.json").write_text(json.dumps({
        "id": name, "version": "1", "protocol": 1, "title": "Looks at all", "command": ["python3", "main.py"],
        "hooks": {"ticket.review": {"timeout_ms": 5000}}, **more}))
    (plugin / "main.py").write_text(REVIEW % verdict)
    return plugin


def allow(folder, name):
    assert porchlight("plugin", "allow", name, "--yes", folder=folder).returncode == 0


def words(server, plugin):
    """What a plugin's page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page(server, plugin)))


def held(folder):
    """How many tickets a review holds."""
    return sum("held-by-review" in (one["ticket"]["state"].get("tags") or []) for one in tickets(folder))


def test_a_review_that_nobody_has_allowed_holds_nothing_until_it_is_allowed(tmp_path):
    desk(tmp_path)
    with running(tmp_path, *MANY, env={"PATH": "/usr/bin:/bin"}) as server:
        copy_in(tmp_path, "stranger")
        write(tmp_path, "lamps")
        assert asked(tmp_path, server, "lamps")
        assert "Looks at all" not in page(server, "stranger")
        server.process.send_signal(signal.SIGHUP)
        write(tmp_path, "billing")
        assert asked(tmp_path, server, "billing")
        _, said = server.stop()
    assert "stranger" not in said
    assert "stranger 1: Looks at all\n  does not run: nobody has allowed it yet" in porchlight(
        "plugin", "list", folder=tmp_path).stdout
    with running(tmp_path, *MANY, env={"PATH": "/usr/bin:/bin"}) as server:
        assert queue_after(tmp_path, server.question("My lamp")) == "billing"
        assert "nobody has allowed it yet" in page(server, "stranger")
        assert held(tmp_path) == 0
        allow(tmp_path, "stranger")
        server.process.send_signal(signal.SIGHUP)
        eventually(lambda: "nobody has allowed it yet" not in page(server, "stranger"))
        server.question("My lamp")
        assert eventually(lambda: held(tmp_path) == 1)


def test_a_plugin_json_of_a_stranger_that_cannot_be_read_holds_nothing_either(tmp_path):
    desk(tmp_path)
    (copy_in(tmp_path, "stranger") / "plugin.json").write_text('{"hooks": {"ticket.review": {')
    with running(tmp_path, *MANY) as server:
        assert queue_after(tmp_path, server.question("My lamp")) == "billing"
        assert "plugin.json is not JSON" in page(server, "stranger")


def test_a_review_that_was_allowed_and_then_changed_holds_also_when_rules_are_saved(tmp_path):
    desk(tmp_path)
    gate = copy_in(tmp_path, "gate", "allow")
    allow(tmp_path, "gate")
    (gate / "main.py").write_text("")
    with running(tmp_path, *MANY) as server:
        server.question("My lamp")
        assert eventually(lambda: held(tmp_path) == 1)
        (tmp_path / "plugins/plugins.lock").unlink()
        write(tmp_path, "lamps")
        time.sleep(2)  # so that the rules are taken up
        server.question("My lamp")
        assert eventually(lambda: held(tmp_path) == 2)
        assert "Looks at all" in page(server, "gate")
        _, said = server.stop()
    assert 'changed=["rules"]' in said


def test_an_allowed_plugin_that_lacks_a_setting_keeps_itself_out_and_no_rule_change_back(tmp_path):
    desk(tmp_path)
    schema = {"type": "object", "required": ["token"], "properties": {"token": {"type": "string"}}}
    with running(tmp_path, *MANY) as server:
        copy_in(tmp_path, "needy", "allow", config=schema)
        allow(tmp_path, "needy")
        write(tmp_path, "lamps")
        assert asked(tmp_path, server, "lamps")
        _, said = server.stop()
    assert "content/desk.yaml:1:1: the settings of needy: " in said and "what changed for needy was not taken up" in said
    assert "changed=[\"needy\"]" not in said and held(tmp_path) == 0


def test_a_new_version_is_taken_in_when_it_is_allowed_and_the_old_one_goes_on_until_then(tmp_path):
    desk(tmp_path)
    copy_in(tmp_path, "gate", "allow")
    allow(tmp_path, "gate")
    with running(tmp_path, *MANY, env={"PATH": "/usr/bin:/bin"}) as server:
        assert queue_after(tmp_path, server.question("My lamp")) == "billing"
        assert "Version 1 State runs" in words(server, "gate")
        # Its settings have a default that the old version does not know.
        schema = {"type": "object", "properties": {"limit": {"type": "number", "default": 3}}}
        copy_in(tmp_path, "gate", "hold", version="2", grants=["ticket.body"], config=schema)
        server.process.send_signal(signal.SIGHUP)
        write(tmp_path, "lamps")
        assert asked(tmp_path, server, "lamps")
        assert "Version 1 State runs" in words(server, "gate") and held(tmp_path) == 0
        said = porchlight("plugin", "allow", "gate", "--yes", folder=tmp_path).stdout
        assert "at the signal HUP" in said
        server.process.send_signal(signal.SIGHUP)
        assert eventually(lambda: "Version 2 State runs" in words(server, "gate"))
        assert "the subject and the text of messages" in words(server, "gate")
        server.question("My lamp")
        assert eventually(lambda: held(tmp_path) == 1)
        # Saved rules take in what was allowed as well.
        copy_in(tmp_path, "gate", "allow", version="3")
        allow(tmp_path, "gate")
        write(tmp_path, "billing")
        assert eventually(lambda: "Version 3 State runs" in words(server, "gate"))
        _, said = server.stop()
    assert said.count('changed=["gate"]') == 1


def test_a_plugin_that_is_parked_runs_once_it_is_allowed_or_mended_and_the_signal_hup_comes(tmp_path):
    desk(tmp_path)
    gate = copy_in(tmp_path, "gate", "hold")
    allow(tmp_path, "gate")
    copy_in(tmp_path, "gate", "allow")
    broken = copy_in(tmp_path, "broken", "allow")
    allow(tmp_path, "broken")
    manifest = (broken / "plugin.json").read_text()
    (broken / "plugin.json").write_text("")
    with running(tmp_path, *MANY, env={"PATH": "/usr/bin:/bin"}) as server:
        assert "State down : it is parked: its files have changed since it was allowed" in words(server, "gate")
        server.question("My lamp")
        assert eventually(lambda: held(tmp_path) == 1)
        server.process.send_signal(signal.SIGHUP)
        time.sleep(1)
        assert "its files have changed since it was allowed" in words(server, "gate")
        allow(tmp_path, "gate")
        assert "plugin.json is not JSON. Mend it, then send the desk the signal HUP" in words(server, "broken")
        (broken / "plugin.json").write_text(manifest)
        server.process.send_signal(signal.SIGHUP)
        for name in ["gate", "broken"]:
            assert eventually(lambda: "Version 1 State runs" in words(server, name))
            assert "allow" not in words(server, name).split("What it may")[0]
        assert queue_after(tmp_path, server.question("My lamp")) == "billing"


def test_a_plugin_that_ended_too_often_is_tried_again_at_the_signal_hup(tmp_path):
    desk(tmp_path)
    flag = tmp_path / "well"
    gate = copy_in(tmp_path, "gate", "allow")
    (gate / "main.py").write_text(
        f"import os\nif not os.path.exists({str(flag)!r}): raise SystemExit(3)\n" + REVIEW % "allow")
    allow(tmp_path, "gate")
    with running(tmp_path, *MANY, env={"PATH": "/usr/bin:/bin"}) as server:
        assert eventually(lambda: "it is parked: it is not running: it ended with status 3" in words(server, "gate"), 30)
        flag.touch()
        time.sleep(1)
        assert "it is parked" in words(server, "gate")
        server.process.send_signal(signal.SIGHUP)
        assert eventually(lambda: "State runs" in words(server, "gate"))


def test_a_new_version_that_lacks_a_setting_leaves_the_old_one_running(tmp_path):
    desk(tmp_path)
    copy_in(tmp_path, "gate", "hold")
    allow(tmp_path, "gate")
    schema = {"type": "object", "required": ["token"], "properties": {"token": {"type": "string"}}}
    with running(tmp_path, *MANY, env={"PATH": "/usr/bin:/bin"}) as server:
        page(server, "gate")
        copy_in(tmp_path, "gate", "allow", version="2", config=schema)
        allow(tmp_path, "gate")
        server.process.send_signal(signal.SIGHUP)
        assert eventually(lambda: "the settings of gate" in words(server, "gate"))
        assert "Version 1 State runs" in words(server, "gate")
        settings = tmp_path / "content/desk.yaml"
        settings.write_text(settings.read_text() + "plugins: { gate: { token: x } }\n")
        assert eventually(lambda: "Version 2 State runs" in words(server, "gate"))
        assert "was not taken up" not in words(server, "gate")


def test_a_folder_of_plugins_that_is_gone_takes_no_review_away_until_an_empty_one_says_so(tmp_path):
    desk(tmp_path)
    copy_in(tmp_path, "strict")
    allow(tmp_path, "strict")
    with running(tmp_path, *MANY, env={"PATH": "/usr/bin:/bin"}) as server:
        eventually(lambda: "runs" in words(server, "strict"))
        (tmp_path / "plugins").rename(tmp_path / "away")
        server.process.send_signal(signal.SIGHUP)
        eventually(lambda: "is gone: put it back" in words(server, "strict"))
        server.question("My lamp", subject="Lamp")
        eventually(lambda: held(tmp_path) == 1)
        (tmp_path / "plugins").mkdir()
        server.process.send_signal(signal.SIGHUP)
        eventually(lambda: "Looks at all" not in page(server, "strict"))
        server.question("My shade", subject="Shade")
        eventually(lambda: len(tickets(tmp_path)) == 2)
        assert held(tmp_path) == 1
