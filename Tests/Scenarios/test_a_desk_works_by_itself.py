"""What follows from a plugin's work is done on a desk on which nothing else happens."""

import http.server
import json
import re
import threading
import time

import pytest

from program import porchlight
from running_desk import make_content, running

PLUGIN = '''import json, os, sys, time


def answer(method, params):
    {body}


for line in sys.stdin:
    call = json.loads(line)
    if "id" not in call:
        continue
    method = call["method"]
    if method == "initialize":
        result = {{"protocol": 1, "hooks": {hooks}}}
    elif method in ("shutdown", "ping"):
        result = {{}}
    else:
        result = answer(method, call["params"])
    print(json.dumps({{"jsonrpc": "2.0", "id": call["id"], "result": result}}), flush=True)
    if method == "shutdown":
        break
'''


def install(folder, name, body, hooks, *grants):
    """Puts a plugin into the folder and lets it run."""
    place = folder / "plugins" / name
    place.mkdir(parents=True)
    manifest = {"id": name, "version": "1", "protocol": 1, "title": name, "command": ["python3", "main.py"],
                "hooks": hooks, "grants": list(grants)}
    (place / "plugin.json").write_text(json.dumps(manifest))
    (place / "main.py").write_text(PLUGIN.format(body=body.strip().replace("\n", "\n    "), hooks=json.dumps(list(hooks))))
    assert porchlight("plugin", "allow", name, "--yes", folder=folder).returncode == 0


def agent(desk):
    """What an agent who is signed in sees at a path."""
    cookie = desk.ask(desk.sign_in, {})[1]["Set-Cookie"].split(";")[0]
    return lambda path: desk.ask(path, headers={"Cookie": cookie})[2]


def eventually(check, seconds=40):
    """The first true value of a check; it fails when there is none in time."""
    end = time.monotonic() + seconds
    while not (value := check()):
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.2)
    return value


@pytest.fixture
def receiver():
    """A server that keeps what is posted to it."""
    posted = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}", posted
    server.shutdown()


def test_a_webhook_goes_out_though_nothing_happens_after_it(tmp_path, receiver):
    address, posted = receiver
    make_content(tmp_path, desk=(
        f'requests: {{ allow_hosts: ["{address}"] }}\nplugins:\n  webhook:\n    targets:\n'
        f'      - {{ url: "http://{address}/", events: [ticket.created], text: "{{event}} {{id}}" }}\n'))
    with running(tmp_path) as desk:
        desk.question()
        eventually(lambda: posted)
    assert "T-1" in json.dumps(posted)


def test_what_one_plugin_causes_is_told_to_another_at_once(tmp_path):
    make_content(tmp_path)
    install(tmp_path, "first", """
return {"actions": [{"do": "tag", "ticket": e["ticket"]["id"], "tag": "begun"} for e in params["events"]]}
""", {"event": {"types": ["ticket.created"]}}, "ticket.tags.write")
    install(tmp_path, "second", """
return {"actions": [{"do": "tag", "ticket": e["ticket"]["id"], "tag": "followed"} for e in params["events"]]}
""", {"event": {"types": ["ticket.changed"]}}, "ticket.tags.write")
    with running(tmp_path) as desk:
        desk.question()
        see = agent(desk)
        eventually(lambda: "followed" in see("/desk/tickets/1"))


def test_two_appointments_that_are_due_one_behind_the_other_are_both_kept(tmp_path):
    make_content(tmp_path)
    install(tmp_path, "clock", """
if method == "timer":
    return {"actions": [{"do": "tag", "ticket": params["ticket"]["id"], "tag": "kept-" + params["key"]}]}
ticket = params["events"][0]["ticket"]["id"]
return {"schedule": [{"key": "now", "after": "PT0S", "ticket": ticket, "data": {}},
                     {"key": "soon", "after": "PT1S", "ticket": ticket, "data": {}}]}
""", {"event": {"types": ["ticket.created"]}, "timer": {}}, "ticket.tags.write")
    with running(tmp_path) as desk:
        desk.question()
        see = agent(desk)
        eventually(lambda: all(tag in see("/desk/tickets/1") for tag in ("kept-now", "kept-soon")))


def test_two_plugins_that_answer_each_other_by_appointment_come_to_an_end(tmp_path):
    make_content(tmp_path)
    for name, other in (("ping", "pong"), ("pong", "ping")):
        install(tmp_path, name, f"""
path = "{name}.count"
if method == "timer":
    number = int(open(path).read()) + 1 if os.path.exists(path) else 1
    open(path, "w").write(str(number))
    return {{"actions": [{{"do": "tag", "ticket": params["ticket"]["id"], "tag": "{name}-" + str(number)}}]}}
entries = [e for e in params["events"] if e["type"] == "ticket.created" and "{name}" == "ping"
           or e["type"] == "ticket.changed" and e["actor"] == "plugin:{other}"]
return {{"schedule": [{{"key": "k", "after": "PT1S", "ticket": e["ticket"]["id"], "data": {{}}}} for e in entries[:1]]}}
""", {"event": {"types": ["ticket.created", "ticket.changed"]}, "timer": {}}, "ticket.tags.write")
    with running(tmp_path) as desk:
        desk.question()
        see = agent(desk)
        tags = lambda: set(re.findall(r"p[io]ng-\d+", see("/desk/tickets/1")))
        chain = {"ping-1", "pong-1", "ping-2", "pong-2"}
        eventually(lambda: tags() >= chain)
        time.sleep(3)
        assert tags() == chain, "a chain has four effects"


def test_a_slow_answer_keeps_no_ticket_from_its_queue(tmp_path):
    make_content(tmp_path, desk="queues:\n  - { id: billing, title: Billing }\n")
    (tmp_path / "content/_rules").mkdir()
    (tmp_path / "content/_rules/money.yaml").write_text(
        "- name: money\n  when: { any_word: [refund] }\n  queue: billing\n")
    install(tmp_path, "slow", """
time.sleep(8)
return {"replies": []}
""", {"ticket.reply": {"timeout_ms": 10_000}}, "reply.suggest")
    with running(tmp_path) as desk:
        begun = time.monotonic()
        for number in range(3):
            desk.question("I want a refund.", address=f"ada-{number}@example.org")
        see = agent(desk)
        eventually(lambda: all("rules moved it to" in see(f"/desk/tickets/{number}") for number in (1, 2, 3)))
        assert time.monotonic() - begun < 16, "three answers take 24 seconds"


def test_a_reviewer_of_a_queue_is_asked_about_a_ticket_that_is_about_to_go_there(tmp_path):
    make_content(tmp_path, desk="queues:\n  - { id: billing, title: Billing }\n")
    (tmp_path / "content/_rules").mkdir()
    (tmp_path / "content/_rules/money.yaml").write_text(
        "- name: money\n  when: { any_word: [refund] }\n  queue: billing\n")
    install(tmp_path, "veto", """
return {"verdict": "hold", "reason": "billing is looked through by hand"}
""", {"ticket.review": {"when": {"queue": ["billing"]}}})
    with running(tmp_path) as desk:
        desk.question("I want a refund.")
        see = agent(desk)
        eventually(lambda: "billing is looked through by hand" in see("/desk/tickets/1"))
        assert "held-by-review" in see("/desk/tickets/1")
        assert "rules moved it to" not in see("/desk/tickets/1")
        assert "It came to nothing: a review holds the ticket." in see("/desk/tickets/1")
