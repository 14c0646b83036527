"""A folder that somebody copies into plugins/ changes nothing before it is allowed; one that was allowed still counts."""

import json
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
