#!/usr/bin/env python3
"""How fast the store keeps tickets, beside plain SQLite with the same durability.

    swift build -c release --package-path Tests/Benchmarks --scratch-path .build-benchmarks
    python3 Tests/Benchmarks/desk_speed.py [TICKETS]

Both commit with a write-ahead log and synchronous=FULL, on the same disk, in the same run. The peer
writes the same number of rows and no search index; its 64 clients take turns, as they do without group
commit.
"""

import json
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build-benchmarks/release/StoreSpeed"
TICKETS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000

PEER_TABLES = """
PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
CREATE TABLE tickets (id INTEGER PRIMARY KEY, form_key TEXT UNIQUE, name TEXT, subject TEXT, state TEXT);
CREATE TABLE messages (id INTEGER PRIMARY KEY, ticket INTEGER, body TEXT, at INTEGER);
CREATE TABLE events (id INTEGER PRIMARY KEY, ticket INTEGER, event TEXT);
"""


def peer(folder, clients, count):
    """Durable tickets a second and the 99th percentile in milliseconds."""
    connection = sqlite3.connect(f"{folder}/peer.sqlite", isolation_level=None, check_same_thread=False)
    connection.executescript("DROP TABLE IF EXISTS tickets; DROP TABLE IF EXISTS messages;"
                             "DROP TABLE IF EXISTS events;" + PEER_TABLES)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    lock, latencies, numbers = threading.Lock(), [], iter(range(count))

    def client():
        while True:
            start = time.monotonic()
            with lock:
                number = next(numbers, None)
                if number is None:
                    return
                connection.execute("BEGIN IMMEDIATE")
                ticket = connection.execute(
                    "INSERT INTO tickets (form_key, name, subject, state) VALUES (?, ?, ?, ?)",
                    (f"key-{number}", "Customer", "koba li mune rasi", "{}" * 300)).lastrowid
                connection.execute("INSERT INTO messages (ticket, body, at) VALUES (?, ?, ?)", (ticket, "word " * 60, 0))
                connection.execute("INSERT INTO events (ticket, event) VALUES (?, ?)", (ticket, "{}" * 50))
                connection.execute("COMMIT")
            latencies.append((time.monotonic() - start) * 1000)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - start
    connection.close()
    return count / seconds, sorted(latencies)[int(len(latencies) * 0.99)]


with tempfile.TemporaryDirectory(dir=ROOT / ".build") as folder:
    peers = {clients: peer(folder, clients, 1_000) for clients in (1, 64)}
    run = subprocess.run([PROGRAM, folder, str(TICKETS)], capture_output=True, text=True, check=True)
    found = json.loads(run.stdout)
    for clients in (1, 64):
        rate, p99 = peers[clients]
        ours = {key: found[f"submit_{clients}_{key}"] for key in ("per_second", "p50_ms", "p99_ms", "max_ms", "cpu_ms")}
        print(f"submit, {clients:2} clients: {ours['per_second']:7.0f}/s  p50 {ours['p50_ms']:6.2f} ms"
              f"  p99 {ours['p99_ms']:6.2f} ms  max {ours['max_ms']:6.1f} ms  {ours['cpu_ms']:.3f} ms of CPU a ticket"
              f"   (plain SQLite: {rate:6.0f}/s, p99 {p99:.2f} ms)")
    print(f"search in {TICKETS}: p50 {found['search_p50_ms']:.2f} ms  p99 {found['search_p99_ms']:.2f} ms"
          f"  max {found['search_max_ms']:.1f} ms")
    print(f"a page of the desk's list: p99 {found['page_list_p99_ms']:.2f} ms;"
          f" a ticket with its thread: p99 {found['page_thread_p99_ms']:.2f} ms")
    print(f"export: {found['export_mb']:.0f} MB in {found['export_seconds']:.1f} s; memory"
          f" {found['export_rss_before_mb']:.0f} MB before, {found['export_rss_peak_mb']:.0f} MB at most")
