#!/usr/bin/env python3
"""A burst of questions at a desk with all shipped plugins on: how fast they are taken in, how fast the
plugins work them off, and what the plugins weigh when they rest.

    apt-get install wrk
    swift build -c release --product porchlight
    python3 Tests/Benchmarks/plugin_burst.py [TICKETS]

64 clients post TICKETS (30,000) questions as forms. The same burst at a desk without plugins stands
beside it, and one at a desk with eight plugins in Python that do nothing: how long they take to answer
while questions come in, as the desk recorded it. Memory is private memory (`smaps_rollup`) of plugins that were asked nothing yet.
"""

import json
import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

from server_speed import LIMITS, POSTS, PROGRAM, ROOT, cpu_seconds, free_port, question, wait_for, without_plugins, wrk

TICKETS = int(sys.argv[1]) if len(sys.argv) > 1 else 30_000
WORDS = "I was charged twice for one lamp. Please refund one of the two payments, the card ends with 4711. "


class Desk:
    """A desk with a folder of plugins, or with none."""

    def __init__(self, folder, site, plugins, content):
        folder.mkdir()
        self.folder, self.host = folder, f"127.0.0.1:{free_port()}"
        command = [PROGRAM, "serve", "--site", site, "--content", content, "--data", folder / "desk",
                   "--plugins", plugins, "--port", self.host.rpartition(":")[2]]
        for limit in LIMITS:
            command += [f"--{limit}", "1000000"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(self.host)

    def count(self, condition="1"):
        with sqlite3.connect(self.folder / "desk/desk.sqlite") as database:
            return database.execute(f"SELECT count(*) FROM tickets WHERE {condition}").fetchone()[0]

    def children(self):
        return [int(number) for number in
                Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()] or [
            int(match.group(1)) for match in
            (re.match(r"(\d+) \(.*\) \S (\d+)", file.read_text()) for file in Path("/proc").glob("[0-9]*/stat"))
            if match and int(match.group(2)) == self.process.pid]

    def stop(self):
        self.process.terminate()
        self.process.wait()


def private(process):
    """Private megabytes of a process, and what it is called."""
    text = Path(f"/proc/{process}/smaps_rollup").read_text()
    kilobytes = sum(int(size) for size in re.findall(r"Private_\w+:\s+(\d+)", text))
    name = Path(f"/proc/{process}/cmdline").read_bytes().decode().replace("\0", " ").split("/")[-1]
    return f"{name.strip()} {kilobytes / 1000:.1f}"


def eight_in_python(folder):
    """A folder of eight plugins that say that nothing is theirs."""
    for number in range(8):
        plugin = folder / f"p{number}"
        plugin.mkdir(parents=True)
        shutil.copy(ROOT / "Tests/Benchmarks/plugin_child.py", plugin / "main.py")
        manifest = {"id": plugin.name, "version": "1", "protocol": 1, "title": plugin.name, "concurrency": 8,
                    "command": ["python3", "main.py"], "hooks": {"ticket.route": {"timeout_ms": 10_000}},
                    "grants": ["ticket.body"]}
        (plugin / "plugin.json").write_text(json.dumps(manifest))
        subprocess.run([PROGRAM, "plugin", "allow", plugin.name, "--yes", "--plugins", folder], check=True,
                       capture_output=True)
    return folder


def print_calls(desk, title, after=0):
    """How long the plugins took since a recorded call."""
    with sqlite3.connect(desk.folder / "desk/desk.sqlite") as database:
        took = sorted(value for value, in database.execute(
            "SELECT json_extract(entry, '$.milliseconds') FROM plugin_calls WHERE id > ?", [after]))
        last, = database.execute("SELECT max(id) FROM plugin_calls").fetchone()
    if took:
        print(f"  {title}: p50 {took[len(took) // 2]:.1f} ms  p99 {took[len(took) * 99 // 100]:.1f} ms"
              f"  of {len(took)} calls", flush=True)
    return last or 0


def burst(folder, desk):
    """Prints what the desk does with many questions at once."""
    form = urllib.parse.urlencode(question("UNIQUE") | {"body": WORDS * 2}).replace("%", "%%")
    runs, used = [], cpu_seconds([desk.process.pid])
    while desk.count() < TICKETS:
        script = POSTS.format(seed=time.monotonic_ns() % 10**9, path="/ask/send", form=form)
        runs.append(wrk(folder, f"http://{desk.host}", 64, script, 3))
    start, left = time.monotonic(), desk.count("is_decided <> 1")
    used = cpu_seconds([desk.process.pid]) - used
    rates = [run["requests"] / run["seconds"] for run in runs]
    print(f"  taken in: {statistics.median(rates):.0f}/s  p99 {statistics.median(run['p99'] for run in runs):.0f} ms"
          f"  {used * 1000 / desk.count():.2f} ms of the desk's CPU a ticket"
          f"  errors {sum(run['errors'] for run in runs)}  tickets {desk.count()}", flush=True)
    calls = print_calls(desk, "plugins' answers while questions come in")
    used = cpu_seconds([desk.process.pid])
    while (rest := desk.count("is_decided <> 1")) and time.monotonic() < start + 600:
        time.sleep(0.5)
    took = time.monotonic() - start
    used = cpu_seconds([desk.process.pid]) - used
    print(f"  backlog of {left}: {(left - rest) / took:.0f}/s, {used * 1000 / max(left, 1):.2f} ms of the desk's"
          f" CPU a ticket, {rest} undecided at the end", flush=True)
    print_calls(desk, "plugins' answers afterwards", calls)


def main():
    with tempfile.TemporaryDirectory(dir=ROOT / ".build") as name:
        folder, site = Path(name), Path(name) / "public"
        subprocess.run([PROGRAM, "build", "--content", ROOT / "content", "--output", site, "--cache",
                        folder / "cache"], check=True, capture_output=True)
        (folder / "none").mkdir()
        without_plugins(folder / "alone")
        for title, plugins, content in (
                ("without plugins", folder / "none", folder / "alone"),
                ("eight in Python", eight_in_python(folder / "eight"), folder / "alone"),
                ("all shipped plugins", ROOT / "plugins", ROOT / "content")):
            desk = Desk(folder / title.replace(" ", "-"), site, plugins, content)
            try:
                time.sleep(3)
                children = desk.children()
                print(f"{title}: {len(children)} processes, private MB: {', '.join(map(private, children)) or 'none'}")
                burst(folder, desk)
            finally:
                desk.stop()


if __name__ == "__main__":
    main()
