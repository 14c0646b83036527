#!/usr/bin/env python3
"""How fast the server takes questions and hands out pages, beside django-helpdesk and nginx.

    apt-get install wrk nginx-light postgresql
    pip install django-helpdesk==2.6.1 psycopg2-binary gunicorn
    swift build -c release --product porchlight
    python3 Tests/Benchmarks/server_speed.py [SECONDS]

Every question is posted by wrk as a form of its own, durable on the disk before it is answered, and
counted in the database afterwards. django-helpdesk runs on PostgreSQL with gunicorn and two workers.
nginx serves the same built site, with the same .gz neighbours. Everybody shares the machine with wrk.
Each rate is the median of three runs of SECONDS (5). PEER_PYTHON names the Python that has the peer.
"""

import http.client
import json
import os
import resource
import re
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("PORCHLIGHT", ROOT / ".build/release/porchlight")
SECONDS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
STORED = 100_000
TICK = os.sysconf("SC_CLK_TCK")
ARTICLE = "/reading/find-an-answer/"
LINKED = ("rules", "learned-router", "suggest-answers", "escalate", "follow-up")
LIMITS = ("questions-per-address", "questions-per-network", "questions-per-mail-address", "posts-per-network")

POSTS = """
local number = 0
math.randomseed({seed})
request = function()
   number = number + 1
   local unique = string.format("%d-%d-%d", {seed}, number, math.random(1e9))
   return wrk.format("POST", "{path}", {{["Content-Type"] = "application/x-www-form-urlencoded"}},
      string.gsub("{form}", "UNIQUE", unique))
end
"""
PAGES = """
local paths, at = {{ {paths} }}, 0
request = function()
   at = at % #paths + 1
   return wrk.format("GET", paths[at], {{ {headers} }})
end
"""
DONE = """
done = function(summary, latency, requests)
   io.write(string.format('{{"requests": %d, "seconds": %f, "errors": %d, "p50": %f, "p99": %f}}\\n',
      summary.requests, summary.duration / 1e6, summary.errors.status + summary.errors.timeout
      + summary.errors.read + summary.errors.connect, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
"""


def wrk(folder, url, clients, script, seconds=SECONDS):
    """What wrk measured: requests, seconds, errors, and milliseconds at two percentiles."""
    file = Path(folder) / "load.lua"
    file.write_text(script + DONE.replace("{{", "{").replace("}}", "}"))
    out = subprocess.run(["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "10s", "-s", file, url],
                         capture_output=True, text=True, check=True).stdout
    return json.loads(out.splitlines()[-1])


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(host, path="/"):
    """The milliseconds until a server answers; it has 20 seconds."""
    start = time.monotonic()
    while time.monotonic() < start + 20:
        try:
            connection = http.client.HTTPConnection(host, timeout=5)
            connection.request("GET", path)
            connection.getresponse().read()
            return (time.monotonic() - start) * 1000
        except OSError:
            time.sleep(0.001)
    sys.exit(f"no server at {host}")


def cpu_seconds(processes):
    """What the processes have used of the processors so far, with children that have ended."""
    total = 0
    for process in processes:
        try:
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15]))
    return total / TICK


def memory(process, line="VmRSS"):
    """Resident megabytes of a process now, or the most it ever had (`VmHWM`)."""
    return int(re.search(rf"{line}:\s+(\d+)", Path(f"/proc/{process}/status").read_text()).group(1)) / 1000


class Ours:
    """`porchlight serve` with a built site and a desk of its own."""

    def __init__(self, folder, site, content=ROOT / "content"):
        self.folder, self.host = Path(folder), f"127.0.0.1:{free_port()}"
        command = [PROGRAM, "serve", "--site", site, "--content", content, "--data", self.folder / "desk",
                   "--port", self.host.rpartition(":")[2]]
        for limit in LIMITS:
            command += [f"--{limit}", "1000000"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.started = wait_for(self.host)
        self.lines = [self.process.stdout.readline(), self.process.stdout.readline()]

    @property
    def tickets(self):
        with sqlite3.connect(self.folder / "desk/desk.sqlite") as database:
            return database.execute("SELECT count(*) FROM tickets").fetchone()[0]

    def cookie(self):
        """An agent's, who signs in."""
        path = urllib.parse.urlsplit(re.search(r"http\S+", self.lines[1]).group()).path
        connection = http.client.HTTPConnection(self.host)
        connection.request("POST", path, "")
        return connection.getresponse().headers["Set-Cookie"].split(";")[0]

    def ask(self, count, name):
        """Asks some questions one by one; the paths of their pages."""
        connection, paths = http.client.HTTPConnection(self.host), []
        for number in range(count):
            form = urllib.parse.urlencode(question(f"{name}-{number}"))
            connection.request("POST", "/ask/send", form, {"Content-Type": "application/x-www-form-urlencoded"})
            response = connection.getresponse()
            response.read()
            paths.append(response.headers["Location"].split("?")[0])
        return paths

    def stop(self):
        self.process.terminate()
        self.process.wait()


def question(unique):
    words = "The lamp on the porch goes out when it rains, and comes back when I knock at its glass. "
    return {"key": f"d{unique}".ljust(33, "x"), "name": "Ada", "address": f"ada-{unique}@example.org",
            "subject": f"Lamp {unique}", "body": words * 4}


def posts(folder, desk, host, path, form, processes):
    """Prints what a desk takes in with one client and with 64."""
    for clients in (1, 64):
        runs, before, used = [], desk.tickets, cpu_seconds(processes())
        for _ in range(3):
            script = POSTS.format(seed=time.monotonic_ns() % 10**9, path=path, form=form)
            runs.append(wrk(folder, f"http://{host}", clients, script))
        used, stored = cpu_seconds(processes()) - used, desk.tickets - before
        answered = sum(run["requests"] for run in runs)
        rates = [run["requests"] / run["seconds"] for run in runs]
        print(f"    {clients:2} clients: {statistics.median(rates):6.0f}/s"
              f"  p50 {statistics.median(run['p50'] for run in runs):6.2f} ms"
              f"  p99 {statistics.median(run['p99'] for run in runs):6.2f} ms"
              f"  {used * 1000 / max(stored, 1):.2f} ms of CPU a ticket"
              f"  (answered {answered}, stored {stored}, errors {sum(run['errors'] for run in runs)})", flush=True)


def pages(folder, host, clients, paths, headers="", runs=3):
    listed, script = ", ".join(f'"{path}"' for path in paths), PAGES
    found = [wrk(folder, f"http://{host}", clients, script.format(paths=listed, headers=headers))
             for _ in range(runs)]
    rate = statistics.median(run["requests"] / run["seconds"] for run in found)
    return rate, statistics.median(run["p99"] for run in found), sum(run["errors"] for run in found)


def nginx(folder, site):
    """nginx with a built site; the process and its address."""
    host = f"127.0.0.1:{free_port()}"
    file = Path(folder) / "nginx.conf"
    file.write_text(f"""daemon off; worker_processes auto; pid {folder}/nginx.pid; error_log /dev/null;
events {{ worker_connections 1024; }}
http {{ include /etc/nginx/mime.types; access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
  server {{ listen {host}; root {site}; index index.html; gzip_static on; }} }}""")
    process = subprocess.Popen(["nginx", "-c", file, "-p", folder], stderr=subprocess.DEVNULL)
    wait_for(host)
    return process, host


def static(folder, site, ours):
    process, host = nginx(folder, site)
    try:
        for name, headers in (("as it is", ""), ("gzip", '["Accept-Encoding"] = "gzip"')):
            theirs = pages(folder, host, 64, [ARTICLE], headers)
            mine = pages(folder, ours.host, 64, [ARTICLE], headers)
            print(f"static article, 64 clients, {name}: {mine[0]:6.0f}/s  p99 {mine[1]:.1f} ms  errors {mine[2]}"
                  f"   (nginx {theirs[0]:.0f}/s: {mine[0] / theirs[0]:.2f} of it)")
    finally:
        process.terminate()
        process.wait()


def customers_page(folder, desk, links, title):
    rate, p99, errors = pages(folder, desk.host, 16, links)
    print(f"customer's page, 16 clients, {title}: {rate:.0f}/s  p99 {p99:.1f} ms  errors {errors}", flush=True)


def resting(folder, site):
    """The same desk once all of its tickets are decided, without plugins."""
    content = without_plugins(Path(folder) / "resting")
    with sqlite3.connect(Path(folder) / "desk/desk.sqlite") as database:
        database.execute("UPDATE tickets SET is_decided = 1")
    desk = Ours(folder, site, content)
    time.sleep(3)
    return desk


def without_plugins(folder):
    """Content of a desk whose own plugins are off."""
    folder.mkdir()
    (folder / "index.md").write_text("---\ntitle: Help\n---\nText.\n")
    off = "".join(f"  {name}: off\n" for name in LINKED)
    (folder / "desk.yaml").write_text(f"plugins:\n{off}")
    return folder


def export(desk):
    """Seconds and the most memory of an export."""
    start = time.monotonic()
    process = subprocess.Popen([PROGRAM, "export", desk.parent / "export", "--data", desk], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, "the export failed"
    return time.monotonic() - start, usage.ru_maxrss / 1000


def main():
    with tempfile.TemporaryDirectory(dir=ROOT / ".build") as folder:
        site = Path(folder) / "public"
        subprocess.run([PROGRAM, "build", "--content", ROOT / "content", "--output", site, "--cache",
                        f"{folder}/cache", "--compress"], check=True, capture_output=True)
        starts = []
        for number in range(5):
            (Path(folder) / f"start{number}").mkdir()
            desk = Ours(f"{folder}/start{number}", site)
            starts.append(desk.started)
            time.sleep(1)
            idle = memory(desk.process.pid)
            desk.stop()
        print(f"start to first answer: {statistics.median(starts):.0f} ms; idle: {idle:.0f} MB")
        ours = Ours(folder, site)
        try:
            static(folder, site, ours)
            print(f"memory after that: {memory(ours.process.pid):.0f} MB, at most {memory(ours.process.pid, 'VmHWM'):.0f} MB")
            links = ours.ask(500, "early")
            form = urllib.parse.urlencode(question("UNIQUE")).replace("%", "%%")
            print("questions")
            print("  Porchlight")
            posts(folder, ours, ours.host, "/ask/send", form, lambda: [ours.process.pid])
            peer_posts(folder)
            fill = POSTS.format(seed=1, path="/ask/send", form=form)
            while ours.tickets < STORED:
                wrk(folder, f"http://{ours.host}", 64, fill.replace("math.randomseed(1)", f"math.randomseed({ours.tickets})"), 5)
            links += ours.ask(500, "late")
            print(f"{ours.tickets} tickets stored; memory {memory(ours.process.pid):.0f} MB,"
                  f" at most {memory(ours.process.pid, 'VmHWM'):.0f} MB")
            customers_page(folder, ours, links, "while plugins work a backlog off")
            ours.stop()
            ours = resting(folder, site)
            customers_page(folder, ours, links, "at a desk that rests")
            searches = [f"/desk?q={word}" for word in ("lamp+late-17", "porch", "ada-early-3%40example.org", "knock+glass")]
            cookie = f'["Cookie"] = "{ours.cookie()}"'
            rate, p99, errors = pages(folder, ours.host, 1, searches, cookie)
            print(f"search in tickets, 1 client: {rate:.0f}/s  p99 {p99:.1f} ms  errors {errors}")
        finally:
            ours.stop()
        seconds, most = export(Path(folder) / "desk")
        print(f"export: {seconds:.1f} s, at most {most:.0f} MB")


def peer_posts(folder):
    try:
        from helpdesk_peer import Peer

        (Path(folder) / "peer").mkdir()
        peer = Peer(f"{folder}/peer")
    except (FileNotFoundError, ModuleNotFoundError, subprocess.CalledProcessError) as error:
        return print(f"  django-helpdesk: skipped, {error}")
    try:
        wait_for(peer.address)
        form = urllib.parse.urlencode({
            "queue": peer.queue, "title": "Lamp UNIQUE", "body": question("")["body"], "priority": 3,
            "submitter_email": "ada-UNIQUE@example.org"}).replace("%", "%%")
        print("  django-helpdesk on PostgreSQL")
        posts(folder, peer, peer.address, "/tickets/submit/", form, lambda: peer.processes)
    finally:
        peer.stop()


if __name__ == "__main__":
    main()
