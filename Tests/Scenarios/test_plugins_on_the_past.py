"""Plugins are tried on the past, reloaded while they are written, and do nothing twice though the desk is killed."""

import json
import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

from program import PROGRAM, porchlight
from test_plugins_of_a_desk import ask, desk, first_ticket, serve, stop

# It takes a ticket's first event, answers, and kills the desk that asked it: between answer and commit, and later.
KILLER = r'''
import json, os, sys, time
folder = os.environ.get("HOME") or "."
for line in sys.stdin:
    request = json.loads(line)
    if "id" not in request:
        continue
    method, result = request["method"], {}
    if method == "initialize":
        data = request["params"]["data_dir"]
        result = {"protocol": 1, "hooks": ["event"]}
    elif method == "event":
        ticket = request["params"]["events"][0]["ticket"]["id"]
        result = {"actions": [{"do": "note", "ticket": ticket, "body_markdown": "Look."}]}
    delay = None
    if method == "event":
        # Written down before the answer: a commit is quick, and the disk may be busy.
        count = len(os.listdir(data))
        delays = [0, 0, 0.001, 0.003, 0.01]
        if count < len(delays):
            open(f"{data}/{count}", "w").close()
            delay = delays[count]
            # A commit may be quicker than this plugin: where it must not be, the desk stands still.
            if delay == 0:
                os.kill(os.getppid(), 19)
    print(json.dumps({"jsonrpc": "2.0", "id": request["id"], "result": result}), flush=True)
    if delay is not None:
        time.sleep(delay)
        os.kill(os.getppid(), 9)
'''


def tickets(folder, data=".porchlight"):
    lines = folder / "lines"
    shutil.rmtree(lines, ignore_errors=True)
    assert porchlight("export", "lines", "--data", data, folder=folder).returncode == 0
    return [json.loads(line) for line in (lines / "tickets.jsonl").read_text().splitlines()]


def children(process):
    """The processes that a process has started, by number and command."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
            if int(fields[1]) == process.pid:
                command = (stat.parent / "cmdline").read_bytes().split(b"\0")
                found[int(stat.parent.name)] = " ".join(part.decode() for part in command)
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def eventually(question, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = question()
        if answer:
            return answer
        time.sleep(0.1)
    raise AssertionError("it did not happen")


def test_a_desk_that_is_killed_between_answer_and_commit_does_nothing_twice_and_forgets_nothing(tmp_path):
    desk(tmp_path)
    place = tmp_path / "plugins/killer"
    place.mkdir(parents=True)
    (place / "main.py").write_text(KILLER)
    (place / "plugin.json").write_text(json.dumps({
        "id": "killer", "version": "1", "protocol": 1, "title": "Kills", "command": ["python3", "main.py"],
        "hooks": {"event": {"types": ["ticket.created"]}}, "grants": ["note.write"]}))
    assert porchlight("plugin", "allow", "killer", "--yes", folder=tmp_path).returncode == 0
    process, address = serve(tmp_path)
    assert ask(address, "It is dark.")
    kills = 0
    for _ in range(8):
        try:
            process.wait(timeout=4)
            kills += process.returncode == -signal.SIGKILL
        except subprocess.TimeoutExpired:
            break
        process.communicate()
        process, address = serve(tmp_path)
    stop(process)
    assert kills >= 2
    notes = [m["body"] for m in tickets(tmp_path)[0]["messages"] if m["visibility"] == "internal"]
    assert notes == ["Look."]


def test_two_desks_share_one_folder_of_plugins(tmp_path):
    desk(tmp_path)
    assert porchlight("plugin", "new", "refunds", folder=tmp_path).returncode == 0
    assert porchlight("plugin", "allow", "refunds", "--yes", folder=tmp_path).returncode == 0
    running = []
    for name in ["one", "two"]:
        process = subprocess.Popen(
            [PROGRAM, "serve", "--port", "0", "--data", name, "--output", f"{name}-site"], cwd=tmp_path,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        running.append((name, process, re.search(r"http://[\d.:]+", process.stdout.readline()).group()))
    try:
        for name, _, address in running:
            assert ask(address, f"I want a refund, {name}.")
        for name, _, _ in running:
            eventually(lambda: tickets(tmp_path, name)[0]["ticket"]["state"]["queue"] == "billing")
    finally:
        for _, process, _ in running:
            stop(process)


def test_a_plugin_whose_files_change_while_it_runs_is_not_started_again(tmp_path):
    desk(tmp_path)
    assert porchlight("plugin", "new", "refunds", folder=tmp_path).returncode == 0
    assert porchlight("plugin", "allow", "refunds", "--yes", folder=tmp_path).returncode == 0
    process, _ = serve(tmp_path)
    try:
        child = eventually(lambda: [n for n, words in children(process).items() if "main.py" in words])[0]
        with open(tmp_path / "plugins/refunds/main.py", "a") as file:
            file.write("# A change.\n")
        os.kill(child, signal.SIGKILL)
        eventually(lambda: "its files have changed since it was allowed: look at them, then `porchlight plugin "
                   "allow refunds`" in porchlight("plugin", "logs", "refunds", folder=tmp_path).stdout)
    finally:
        stop(process)


def test_a_new_version_is_replayed_over_the_past_and_runs_as_a_shadow(tmp_path):
    desk(tmp_path)
    assert porchlight("plugin", "new", "refunds", folder=tmp_path).returncode == 0
    assert porchlight("plugin", "allow", "refunds", "--yes", folder=tmp_path).returncode == 0
    shutil.copytree(tmp_path / "plugins/refunds", tmp_path / "next/refunds")
    main = tmp_path / "next/refunds/main.py"
    main.write_text(main.read_text().replace('"refund" in words', '"money" in words'))
    shutil.copytree(tmp_path / "next/refunds", tmp_path / "plugins/refunds.shadow")
    assert porchlight("plugin", "allow", "refunds.shadow", "--yes", folder=tmp_path).returncode == 0
    process, address = serve(tmp_path)
    try:
        assert ask(address, "I want a refund.")
        assert first_ticket(tmp_path)["ticket"]["state"]["queue"] == "billing"
        shadow = eventually(lambda: [
            text for text in [porchlight("plugin", "shadow", "refunds", folder=tmp_path).stdout]
            if text.startswith("1 questions were answered by both, 1 of them in two ways")])[0]
    finally:
        stop(process)
    assert "T-1 ticket.route" in shadow and "it says nothing of a refund" in shadow
    same = porchlight("plugin", "replay", "refunds", "--since", "30d", "--max-change", "0%", folder=tmp_path)
    assert same.returncode == 0, same.stdout + same.stderr
    assert same.stdout.startswith("refunds 0.1.0: asked again about 1 tickets, 0 would move.")
    moved = porchlight("plugin", "replay", "next/refunds", "--max-change", "2%", folder=tmp_path)
    assert moved.returncode == 1
    assert "T-1: billing → triage" in moved.stdout and "then refunds: the ticket says refund" in moved.stdout
    assert moved.stderr == "Error: 1 of 1 tickets would move, more than 2.0 %.\n"
    report = json.loads(porchlight("plugin", "replay", "next/refunds", "--json", folder=tmp_path).stdout)
    assert report["moves"][0]["after"] == "triage" and report["methods"]["ticket.route"]["changed"] == 1
    assert "<td>T-1</td>" in porchlight("plugin", "replay", "next/refunds", "--html", folder=tmp_path).stdout
    for option, value in [("--since", "soon"), ("--max-change", "2")]:
        assert porchlight("plugin", "replay", "refunds", option, value, folder=tmp_path).returncode == 64


def test_a_plugin_that_is_being_written_is_started_anew_at_every_change(tmp_path):
    desk(tmp_path)
    assert porchlight("plugin", "new", "refunds", folder=tmp_path).returncode == 0
    process = subprocess.Popen(
        [PROGRAM, "dev", "--port", "0"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        process.stdout.readline()

        def plugin():
            return [n for n, words in children(process).items() if "main.py" in words]

        first = eventually(plugin)
        with open(tmp_path / "plugins/refunds/main.py", "a") as file:
            file.write("# A change.\n")
        eventually(lambda: plugin() and plugin() != first)
        assert porchlight("plugin", "new", "more", folder=tmp_path).returncode == 0
        eventually(lambda: len(plugin()) == 2)
        shutil.rmtree(tmp_path / "plugins/more")
        eventually(lambda: len(plugin()) == 1)
    finally:
        stop(process)
