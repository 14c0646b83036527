"""A plugin whose plugin.json is damaged is there, says so, and a review among them is not a yes."""

import json
import re
import time

import running_desk
from program import porchlight

GATE = """
import json, sys
for line in sys.stdin:
    call = json.loads(line)
    if "id" not in call: continue
    result = {"protocol": 1, "hooks": ["ticket.review"]} if call["method"] == "initialize" else \\
        {} if call["method"] == "shutdown" else {"verdict": "allow", "reason": "it may"}
    print(json.dumps({"jsonrpc": "2.0", "id": call["id"], "result": result}), flush=True)
"""


def ticket(folder):
    lines = folder / "lines"
    for path in lines.glob("*") if lines.exists() else []:
        path.unlink() if path.is_file() else path.rmdir()
    if lines.exists():
        lines.rmdir()
    assert porchlight("export", "lines", folder=folder).returncode == 0
    return json.loads((lines / "tickets.jsonl").read_text().splitlines()[0])["ticket"]["state"]


def until(wanted, seconds=20):
    for _ in range(seconds * 5):
        if wanted():
            return
        time.sleep(0.2)
    assert wanted()


def test_a_ticket_waits_for_a_review_whose_plugin_json_is_damaged(tmp_path):
    running_desk.make_content(tmp_path, desk="queues:\n  - { id: billing, title: Billing }\n")
    (tmp_path / "content/_rules").mkdir()
    (tmp_path / "content/_rules/money.yaml").write_text(
        "- name: money\n  when: { any_word: [money] }\n  queue: billing\n")
    gate = tmp_path / "plugins/gate"
    gate.mkdir(parents=True)
    manifest = {
        "id": "gate", "version": "1", "protocol": 1, "title": "Looks at money", "command": ["python3", "main.py"],
        "hooks": {"ticket.review": {"timeout_ms": 5000}}}
    (gate / "plugin.json").write_text(json.dumps(manifest))
    (gate / "main.py").write_text(GATE)
    assert porchlight("plugin", "allow", "gate", "--yes", folder=tmp_path).returncode == 0
    assert json.loads((tmp_path / "plugins/plugins.lock").read_text())["plugins"]["gate"]["hooks"] == ["ticket.review"]
    (gate / "plugin.json").write_text("")

    desk = running_desk.start(tmp_path)
    _, headers, _ = desk.ask(desk.sign_in, {})
    cookie = {"Cookie": headers["Set-Cookie"].split(";")[0]}
    desk.question("I want my money back.")
    until(lambda: ticket(tmp_path).get("tags") == ["held-by-review"])
    assert ticket(tmp_path)["queue"] == "triage"
    page = desk.ask("/desk/tickets/1", headers=cookie)[2]
    words = re.sub(r"\s+", " ", re.sub("<[^>]+>", "", page))
    assert "it is parked: plugin.json is not JSON. Mend it, then send the desk the signal HUP, or start it again" in words
    assert "gate" in desk.ask("/desk/plugins", headers=cookie)[2]
    status, _, page = desk.ask("/desk/plugins/gate", headers=cookie)
    assert status == 200 and "plugin.json is not JSON." in page
    _, log = desk.stop()
    assert re.search(r"error.*plugin.json is not JSON\. Mend it, then send the desk the signal HUP, or start it again; it is parked", log), log
    assert "plugin=gate" in log
    assert "plugin.json is not JSON." in porchlight("plugin", "list", folder=tmp_path).stdout
    assert "plugin.json is not JSON." in porchlight("plugin", "logs", "gate", folder=tmp_path).stdout

    (gate / "plugin.json").write_text(json.dumps(manifest))
    with running_desk.running(tmp_path):
        until(lambda: ticket(tmp_path)["queue"] == "billing")
        assert ticket(tmp_path).get("tags") == []
