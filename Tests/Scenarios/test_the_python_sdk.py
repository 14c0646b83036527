"""The SDK for plugins in Python: the loop, and nothing of the protocol hidden."""

import io
import json
import sys

import pytest
from program import ROOT

sys.path.insert(0, str(ROOT / "plugins/_sdk"))
from porchlight_plugin import LONGEST_LINE, Plugin, Refusal, action, bad_config, busy, propose, suggest  # noqa: E402


def line(method, params=None, number="1"):
    return json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params or {}}).encode()


def started():
    plugin = Plugin()
    answer, is_over = plugin.answer(line("initialize", {"protocols": [1, 2], "config": {"a": 1}, "mode": "test"}))
    assert answer["result"] == {"protocol": 1, "hooks": [], "features": []} and not is_over
    assert (plugin.config, plugin.mode, plugin.data_dir) == ({"a": 1}, "test", None)
    return plugin


def test_each_method_has_its_function():
    plugin = started()

    @plugin.on("ticket.route")
    def route(question):
        return {"proposals": [propose("queue", "billing", 0.9, question["ticket"]["id"])]}

    answer, _ = plugin.answer(line("ticket.route", {"ticket": {"id": "T-1"}}))
    assert answer == {"jsonrpc": "2.0", "id": "1", "result": {"proposals": [
        {"field": "queue", "value": "billing", "strength": "should", "confidence": 0.9, "reason": "T-1"}]}}
    assert plugin.answer(line("ticket.reply"))[0]["error"]["code"] == -32601
    assert plugin.answer(line("ping"))[0]["result"] == {}
    assert plugin.answer(line("shutdown")) == ({"jsonrpc": "2.0", "id": "1", "result": {}}, True)


@pytest.mark.parametrize("raised, error", [
    (busy(500), {"code": -32002, "message": "it is busy", "data": {"retry_after_ms": 500}}),
    (bad_config("no", "/a"), {"code": -32003, "message": "no", "data": {"path": "/a"}}),
    (Refusal(-32000, "no"), {"code": -32000, "message": "no"}),
    (ValueError("odd"), {"code": -32000, "message": "ValueError: odd"}),
])
def test_what_is_raised_is_an_error(raised, error):
    plugin = started()

    @plugin.on("event")
    def take(delivery):
        raise raised

    assert plugin.answer(line("event"))[0]["error"] == error


def test_a_version_that_is_not_offered_is_refused_before_anything_is_read():
    answer, _ = Plugin().answer(line("initialize", {"protocols": [7], "config": "no object"}))
    assert answer["error"] == {"code": -32004, "message": "it speaks protocol 1", "data": {"supported": [1]}}


@pytest.mark.parametrize("broken", [b"", b"[]", b"{", b"3", b'{"id":"1"}', b'{"method":3,"id":"1"}', b"\xff", b"[" * 100_000])
def test_a_line_that_is_no_request_is_answered_and_forgotten(broken):
    assert started().answer(broken)[0]["error"]["code"] == -32700


def test_a_notification_has_no_answer():
    assert started().answer(b'{"jsonrpc":"2.0","method":"$/cancel","params":{"id":"1"}}') == (None, False)


def test_what_is_printed_goes_to_the_log(monkeypatch):
    plugin, wire, log = started(), io.BytesIO(), io.BytesIO()

    @plugin.on("timer")
    def take(timer):
        print("a stray word")
        return {"actions": [action("close", "T-1", "over")], "x": suggest("Hi", 1, "why")["send"]}

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line("timer") + b"\n" + line("shutdown") + b"\n")))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(wire))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(log))
    plugin.run()
    sys.stderr.flush()
    answers = [json.loads(text) for text in wire.getvalue().splitlines()]
    assert answers[0]["result"] == {"actions": [{"do": "close", "ticket": "T-1", "reason": "over"}], "x": "suggest"}
    assert len(answers) == 2 and log.getvalue() == b"a stray word\n"


def test_it_ends_at_a_line_that_is_too_long_and_says_why(monkeypatch):
    plugin, wire, log = started(), io.BytesIO(), io.BytesIO()
    ping = line("ping")
    longest = ping[:-1] + b" " * (LONGEST_LINE - len(ping)) + b"}"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(longest + b"\n" + longest + b" \n" + ping + b"\n")))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(wire))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(log))
    plugin.run()
    assert len(wire.getvalue().splitlines()) == 1
    assert json.loads(log.getvalue()) == {
        "level": "error", "msg": "the host sent a line of more than 1 MiB: it ends"}
