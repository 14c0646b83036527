"""Rules with their tests, and answers from articles: on the command line and in a desk."""

import json

from program import porchlight
from test_plugins_of_a_desk import ask, desk, first_ticket, serve, stop

RULES = """rules:
  - name: Lamps
    when: { any_word: [lamp], attachments: { at_most: 0 } }
    queue: billing
    priority: high
    tags: [lamps]
tests:
  - name: A lamp goes to billing
    given: { subject: My lamp }
    expect: { queue: billing, priority: high, tags: [lamps], reply: null }
"""
LAMP = """---
title: How do I change the bulb of my lamp?
---
Unscrew the bulb of the lamp by hand and put in a new one.
"""


def site(folder, rules=RULES):
    desk(folder)
    (folder / "content/lamps").mkdir()
    (folder / "content/lamps/bulb.md").write_text(LAMP)
    (folder / "content/lamps/index.md").write_text("---\ntitle: Lamps\n---\nAll about them.\n")
    (folder / "content/_rules").mkdir()
    (folder / "content/_rules/lamps.yaml").write_text(rules)


def errors(result):
    return result.stderr.strip().removeprefix("Error: ").splitlines()


def test_rules_are_tested_on_their_own_and_by_check_with_every_failure_in_its_place(tmp_path):
    site(tmp_path)
    good = porchlight("plugin", "run", "rules", "test", folder=tmp_path)
    assert (good.returncode, good.stdout) == (0, "1 rules, 1 tests: all hold.\n")
    (tmp_path / "content/_rules/lamps.yaml").write_text(RULES.replace("queue: billing, ", "queue: triage, "))
    failure = ("_rules/lamps.yaml:8:5: {}the test “A lamp goes to billing” fails: queue is “billing”, not "
               "“triage”: the rule “Lamps” fits, for the ticket says “lamp” and the number of attachments is 0, "
               "at most 0.{}")
    bad = porchlight("plugin", "run", "rules", "test", folder=tmp_path)
    assert (bad.returncode, errors(bad)) == (1, ["content/" + failure.format("", "")])
    checked = porchlight("check", folder=tmp_path)
    assert checked.returncode == 1
    assert "content/" + failure.format("error: ", " [rule-test]") in checked.stdout.splitlines()
    (tmp_path / "content/_rules/lamps.yaml").write_text("- name: A\n  when: {colour: red}\n  queue: nowhere\n")
    faults = [line for line in porchlight("check", folder=tmp_path).stdout.splitlines() if "[rule-file]" in line]
    assert [line.split(": error: ")[0] for line in faults] == [
        "content/_rules/lamps.yaml:2:10", "content/_rules/lamps.yaml:3:10"]


def test_why_is_said_of_a_ticket_in_a_file(tmp_path):
    site(tmp_path)
    (tmp_path / "ticket.json").write_text(json.dumps({"subject": "Chair", "channel": "email"}))
    why = porchlight("plugin", "run", "rules", "why", "--ticket", "ticket.json", folder=tmp_path)
    assert why.stdout.splitlines() == ["✗ Lamps: the ticket says none of “lamp”", "→ nothing"]
    (tmp_path / "ticket.json").write_text("[1]")
    refused = porchlight("plugin", "run", "rules", "why", "--ticket", "ticket.json", folder=tmp_path)
    assert (refused.returncode, errors(refused)) == (
        1, ["ticket.json is no JSON object with the fields of a ticket."])


def test_answers_are_tried_on_a_file_of_messages_and_all_bad_lines_are_named(tmp_path):
    site(tmp_path)
    assert porchlight("build", folder=tmp_path).returncode == 0
    (tmp_path / "messages.jsonl").write_text(
        '{"id": 1, "subject": "Lamp", "body": "How do I change the bulb of my lamp?"}\nnothing\n\n'
        '{"id": 2, "text": "My cat"}\n{"subject": 7}\n')
    said = porchlight("plugin", "run", "suggest-answers", "answer", "messages.jsonl", "--json", folder=tmp_path)
    first, second = map(json.loads, said.stdout.splitlines())
    assert (first["id"], first["send"], first["articles"]) == (1, "auto", ["/lamps/bulb/"])
    assert "Unscrew the bulb" in first["body_markdown"] and "talk to a person" in first["body_markdown"]
    assert second == {"id": 2, "reason": second["reason"], "send": None}
    assert said.returncode == 1
    assert [line.split(": ")[0] for line in errors(said)] == [
        "messages.jsonl:2", "messages.jsonl:5"]


def test_a_ticket_is_routed_ranked_tagged_and_answered_in_a_desk(tmp_path):
    site(tmp_path)
    process, address = serve(tmp_path)
    try:
        assert ask(address, "How do I change the bulb of my lamp?")
        ticket = first_ticket(tmp_path)
        tried = porchlight("plugin", "try", "suggest-answers", "T-1", folder=tmp_path)
        why = porchlight("plugin", "try", "rules", "T-1", folder=tmp_path)
    finally:
        stop(process)
    state = json.dumps(ticket, ensure_ascii=False)
    assert '"billing"' in state and '"high"' in state and '"lamps"' in state
    assert "“How do I change the bulb of my lamp?” answers it" in tried.stdout, tried.stdout + tried.stderr
    assert "the rule “Lamps” fits: the ticket says “lamp”" in why.stdout, why.stdout + why.stderr
