"""A review is asked where a ticket belongs, and once more before an answer goes out that no person wrote."""

import json
import re

from program import porchlight
from running_desk import make_content, running
from test_what_plugins_sent import Agent, within

DESK = """queues:
  - { id: legal, title: Legal }
automatic_replies: { above: 0.9 }
"""
REFUND = """---
title: How do I get a refund?
---
Send the lamp back within thirty days and we pay you back.
"""
JUDGE = """import json, os, sys, time
for line in sys.stdin:
    call = json.loads(line)
    result = {}
    if call["method"] == "initialize":
        result = {"protocol": 1, "hooks": ["ticket.review"]}
    elif call["method"] == "ticket.review":
        pending = call["params"]["pending"]
        name = "reply" if pending.get("reply") else "set"
        if os.path.exists(f"../../late-{name}"):
            os.remove(f"../../late-{name}")
            time.sleep(1.5)
        held = os.path.exists(f"../../hold-{name}") and bool(pending.get(name))
        result = {"verdict": "hold", "reason": "not so fast"} if held else {"verdict": "allow"}
    print(json.dumps({"jsonrpc": "2.0", "id": call["id"], "result": result}), flush=True)
    if call["method"] == "shutdown":
        break
"""


def desk_with_judge(folder):
    make_content(folder, desk=DESK)
    (folder / "content/refund.md").write_text(REFUND)
    plugin = folder / "plugins/judge"
    plugin.mkdir(parents=True)
    (plugin / "main.py").write_text(JUDGE)
    (plugin / "plugin.json").write_text(json.dumps({
        "id": "judge", "version": "1", "protocol": 1, "title": "Looks twice", "command": ["python3", "main.py"],
        "hooks": {"ticket.review": {"timeout_ms": 1_000}}, "grants": ["ticket.body"]}))
    assert porchlight("plugin", "allow", "judge", "--yes", folder=folder).returncode == 0


def ask(desk):
    question = "How do I get a refund?"
    return desk.question(question, subject=question, address="ada@example.org")


def trail(agent, number):
    return [line.partition(" 2")[0].split(":")[0].strip(" .") for line in agent.why(number)
            if line.startswith(("judge", "suggest-answers"))]


def test_an_answer_is_sent_after_a_review_that_was_asked_about_the_queue_first(tmp_path):
    desk_with_judge(tmp_path)
    with running(tmp_path) as desk:
        agent = Agent(desk)
        ask(desk)
        assert within(40, lambda: "judge lets the answer go out" in trail(agent, 1)), agent.why(1)
        assert trail(agent, 1) == [
            "judge has nothing against it", "suggest-answers answered, and that was sent by itself",
            "judge lets the answer go out"]


def test_an_answer_waits_for_a_review_that_is_late(tmp_path):
    desk_with_judge(tmp_path)
    (tmp_path / "late-reply").touch()
    with running(tmp_path) as desk:
        agent = Agent(desk)
        ask(desk)
        assert within(40, lambda: "judge lets the answer go out" in trail(agent, 1)), agent.why(1)
        assert trail(agent, 1) == [
            "judge has nothing against it", "suggest-answers answered, and that was sent by itself",
            "judge gave no answer to ticket.review", "judge lets the answer go out"]
        assert "held-by-review" not in agent.page("/desk/tickets/1")


def test_what_a_review_holds_back_stays_a_suggestion(tmp_path):
    desk_with_judge(tmp_path)
    (tmp_path / "hold-reply").touch()
    with running(tmp_path) as desk:
        agent = Agent(desk)
        path = ask(desk)
        assert within(40, lambda: "judge wants a person to look at the answer first" in trail(agent, 1))
        page = agent.page("/desk/tickets/1")
        assert "held-by-review" in page and "Use this answer" in page
        # A second message is a matter of its own, for the plugins as for the review.
        (tmp_path / "hold-reply").unlink()
        key = re.search(r'name="key" value="([^"]+)', desk.ask(path)[2]).group(1)
        assert desk.ask(path + "/add", {"key": key, "body": "How do I get a refund?"})[0] == 303
        assert within(40, lambda: trail(agent, 1).count("judge has nothing against it") == 2), agent.why(1)
