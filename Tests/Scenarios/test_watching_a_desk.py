"""What machines and people who keep a desk alive are told: readiness, figures, the log, leftovers."""

import os
import re
import sqlite3
import stat
import struct
import time
import uuid

import pytest
from program import ROOT, porchlight
from running_desk import make_content, running

FIELDS = ["Forwarded", "Via", "X-Real-IP", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host",
          "X-Client-IP", "True-Client-IP", "CF-Connecting-IP", "CDN-Loop"]
SAMPLE = re.compile(r'(\w+)(?:\{((?:\w+="(?:[^"\\\n]|\\.)*",?)*)\})? (-?[0-9.e+-]+|\+Inf|NaN)')


@pytest.fixture
def folder(tmp_path):
    make_content(tmp_path)
    return tmp_path


def figures(text):
    """Every figure: its kind, and its samples by their labels. Whatever Prometheus would refuse fails."""
    found, name = {}, None
    assert text.endswith("\n") and "\n\n" not in text
    for line in text.splitlines():
        if line.startswith("# HELP "):
            name, words = line[7:].split(" ", 1)
            assert name not in found and words.endswith(".")
            found[name] = ("", {})
        elif line.startswith("# TYPE "):
            assert line[7:].split(" ")[0] == name and line.split(" ")[3] in ("counter", "gauge", "histogram")
            found[name] = (line.split(" ")[3], {})
        else:
            sample, labels, value = SAMPLE.fullmatch(line).groups()
            kind, samples = found[name]
            endings = ("_bucket", "_sum", "_count") if kind == "histogram" else ("",)
            assert sample in [name + ending for ending in endings], line
            assert (sample.removeprefix(name), labels) not in samples, line
            samples[sample.removeprefix(name), labels] = float(value)
            assert kind == "gauge" or float(value) >= 0
    return found


def test_figures_are_what_prometheus_reads_and_what_the_article_promises(folder):
    article = (ROOT / "content/running/watch-a-desk.md").read_text()
    promised = set(re.findall(r"^\| `((?:porchlight|process)_[a-z_]+)`", article, re.M))
    with running(folder) as desk:
        link = desk.question("A secret word.")
        desk.ask(link)
        desk.ask("/nowhere/ada@example.org")
        status, headers, text = desk.ask("/metrics")
    assert (status, headers["Content-Type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
    found = figures(text)
    assert set(found) == promised
    assert found["porchlight_tickets"][1]["", 'status="new"'] + found["porchlight_tickets"][1]["", 'status="open"'] == 1
    assert found["porchlight_store_up"][1] == {("", None): 1}
    assert found["porchlight_http_requests_total"][1]["", 'method="POST",route="/ask/send",status="3xx"'] == 1
    page = 'route="/t/{number}/{secret}"'
    assert found["porchlight_http_request_seconds"][1]["_count", page] == 1
    assert found["porchlight_http_requests_total"][1]["", 'method="GET",route="site",status="4xx"'] == 1
    for kind, samples in found.values():
        assert samples
        if kind == "histogram":
            groups = {}
            for (ending, labels), value in samples.items():
                if ending == "_bucket":
                    groups.setdefault(re.sub(r',?le="[^"]+"', "", labels), []).append(value)
            for labels, counts in groups.items():
                assert counts == sorted(counts) and counts[-1] == samples["_count", labels or None]
    for plugin in ("rules", "learned-router"):
        assert ("", f'plugin="{plugin}"') in found["porchlight_plugin_up"][1]
    assert found["process_resident_memory_bytes"][1]["", None] > 1 << 20
    assert found["porchlight_store_commit_seconds"][1]["_sum", None] > 0
    secret = link.split("/")[3]
    assert secret not in text and "example.org" not in text and "word" not in text


def test_figures_are_for_machines_that_ask_the_server_themselves_and_may(folder):
    with running(folder) as desk:
        port = desk.address.rsplit(":", 1)[1]
        for host in (f"127.0.0.1:{port}", f"localhost:{port}", "LOCALHOST", f"[::1]:{port}"):
            assert desk.ask("/metrics", headers={"Host": host})[0] == 200, host
        for field in FIELDS:
            assert desk.ask("/metrics", headers={field: "192.0.2.1"})[0] == 404, field
        for host in ("help.example.com", "localhost.example.com", "10.0.0.7", "[2001:db8::1]"):
            assert desk.ask("/metrics", headers={"Host": host})[0] == 404, host
    with running(folder, "--metrics-from", "127.0.0.0/8") as desk:
        assert desk.ask("/metrics", headers={"Host": "desk.example.com"})[0] == 200
        assert desk.ask("/metrics", headers={"Host": "desk.example.com", "X-Real-IP": "192.0.2.1"})[0] == 404
    with running(folder, env={"PORCHLIGHT_METRICS_FROM": "10.0.0.0/8"}) as desk:
        assert desk.ask("/metrics", headers={"Host": "desk.example.com"})[0] == 404


def test_readiness_is_a_write_and_cannot_be_used_to_wear_the_disk_out(folder):
    def commits(desk):
        return figures(desk.ask("/metrics")[2])["porchlight_store_commit_seconds"][1]["_count", None]

    with running(folder) as desk:
        time.sleep(1)
        before = commits(desk)
        for _ in range(100):
            status, headers, text = desk.ask("/readyz")
            assert (status, text) == (200, "ready\n")
        assert 1 <= commits(desk) - before <= 3
        assert desk.ask("/healthz")[2] == "alive\n"
        database = sqlite3.connect(folder / ".porchlight/desk.sqlite")
        (value,), = database.execute("SELECT value FROM facts WHERE name = 'probe'").fetchall()
        assert abs(int(value) - time.time()) < 60
        database.execute("PRAGMA busy_timeout = 20000")
        database.isolation_level = None
        time.sleep(5.1)
        # Another program that holds the database: nobody's question could be stored.
        database.execute("BEGIN IMMEDIATE")
        status, headers, text = desk.ask("/readyz")
        database.execute("ROLLBACK")
        database.close()
        assert (status, text, headers["Retry-After"]) == (503, "nothing can be stored: busy\n", "10")


def pieces(folder):
    return sorted(path.name for path in (folder / ".porchlight/files").glob(".*"))


def test_pieces_of_uploads_that_a_crash_left_go_at_the_next_start_and_no_others(folder):
    with running(folder):
        pass
    files = folder / ".porchlight/files"
    files.mkdir(mode=0o700, exist_ok=True)
    left = f".{str(uuid.uuid4()).upper()}"
    (files / left).write_bytes(b"half")
    (files / ".keep").write_text("an operator's own")
    with running(folder) as desk:
        assert pieces(folder) == [".keep"]
        # What comes in just now is not swept away by a start that is refused.
        (files / left).write_bytes(b"coming in")
        second = porchlight("serve", "--port", "0", folder=folder)
        assert second.returncode == 1 and "another porchlight runs" in second.stderr
        assert pieces(folder) == sorted([".keep", left])
        assert "1 pieces of uploads that were cut off were removed" in desk.stop()[1]


def test_a_desk_that_is_stopped_in_the_middle_of_its_work_logs_no_failure(folder):
    for number in range(4):
        with running(folder) as desk:
            desk.question(f"Question {number}.", address=f"{number}@example.org")
            code, said = desk.stop()
        assert code == 0
        assert [line for line in said.splitlines() if " error " in line or "Cancellation" in line] == []


FORM = "form:\n  topics: [billing]\n  fields:\n    - {id: order, label: Order, %s}\n"


@pytest.mark.parametrize("condition, complaint", [
    ("when: {topik: billing}", "4:40: fatal: there is no field “topik” before this one: did you mean “topic”?"),
    ("when: {topic: biling}", "4:40: fatal: “topic” cannot be “biling”: did you mean “billing”?"),
    ("when: billing", "fatal: when this field is asked for cannot be read: mend its “when”."),
    ("wen: {topic: billing}", "fatal: when this field is asked for cannot be read: mend its “when”."),
])
def test_a_condition_that_cannot_hold_opens_no_desk_that_asks_everybody(folder, condition, complaint):
    assert porchlight("build", "--output", "built", folder=folder).returncode == 0
    (folder / "content/site.yaml").write_text(FORM % condition)
    for command in (["check"], ["build"], ["serve", "--port", "0"], ["serve", "--port", "0", "--site", "built"]):
        result = porchlight(*command, folder=folder)
        assert result.returncode == 1, command
        assert complaint in result.stdout + result.stderr, command
    (folder / "content/site.yaml").write_text(FORM % "when: {topic: billing}")
    assert porchlight("check", folder=folder).returncode == 0


def zone(hours):
    """A file of a time zone whose clocks are never turned (RFC 8536)."""
    header = b"TZif2" + bytes(15 + 16) + struct.pack(">II", 1, 1)
    local = struct.pack(">iBB", hours * 3_600, 0, 0) + bytes(1)
    return 2 * (header + local) + f"\n<+{hours:02}>-{hours}\n".encode()


def test_a_desk_goes_by_one_set_of_time_zones_until_it_starts_anew_and_then_by_the_new_one(folder):
    place = folder / "zones/Test/Place"
    place.parent.mkdir(parents=True)
    hour = (time.gmtime().tm_hour + 6) % 24
    make_content(folder, desk=f"""
calendars:
  - id: office
    zone: Test/Place
    hours: {{monday-sunday: "{hour:02}:00-{hour + 1:02}:00"}}
sla:
  - {{id: all, title: All, calendar: office, first_reply: 1 hour}}
""")
    env = {"TZDIR": str(folder / "zones")}

    def due():
        """The hours of the clock, in UTC, at which first replies are due, by ticket."""
        database = sqlite3.connect(folder / ".porchlight/desk.sqlite")
        timers = database.execute("SELECT ticket, due, timer FROM timers ORDER BY ticket").fetchall()
        database.close()
        broken = [(ticket, at) for ticket, at, timer in timers if "slaBreached" in timer]
        # A promise is broken a millisecond after it is due.
        assert all(at % 3_600_000 == 1 for _, at in broken), timers
        return {ticket: at // 3_600_000 % 24 for ticket, at in broken}

    def eventually_due(wanted):
        end = time.time() + 10
        while due() != wanted and time.time() < end:
            time.sleep(0.1)
        return due()

    place.write_bytes(zone(0))
    before, after = (hour + 1) % 24, (hour + 1 - 3) % 24
    with running(folder, env=env) as desk:
        desk.question("Before.", address="a@example.org")
        place.write_bytes(zone(3))
        desk.question("After the update.", address="b@example.org")
        # One rule for all tickets of a run, whichever came first.
        assert eventually_due({1: before, 2: before}) == {1: before, 2: before}
    with running(folder, env=env) as desk:
        assert eventually_due({1: after, 2: after}) == {1: after, 2: after}
        desk.question("After the start.", address="c@example.org")
        assert eventually_due({1: after, 2: after, 3: after}) == {1: after, 2: after, 3: after}
    # The events, of which everything follows, are what they were.
    assert porchlight("doctor", folder=folder).returncode == 0
    place.unlink()
    result = porchlight("serve", "--port", "0", folder=folder, env={**os.environ, **env})
    assert result.returncode == 1 and "there is no time zone “Test/Place”" in result.stderr


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_folder_that_an_operator_made_keeps_its_rights_and_the_desks_files_are_closed(folder):
    data = folder / "shared"
    data.mkdir()
    data.chmod(0o750)
    (data / "own.txt").write_text("mine")
    (data / "own.txt").chmod(0o644)
    with running(folder, "--data", "shared") as desk:
        desk.question()
        _, said = desk.stop()
    assert "others can look into the data folder shared" in said and "chmod go= shared" in said
    assert (mode(data), mode(data / "own.txt")) == (0o750, 0o644)
    for name in ("desk.sqlite", "link.key", "desk.lock"):
        assert mode(data / name) == 0o600
    data.chmod(0o700)
    with running(folder, "--data", "shared") as desk:
        assert "others can look" not in desk.stop()[1]


def test_a_folder_that_a_build_has_made_becomes_the_desks_own(folder):
    assert porchlight("build", folder=folder).returncode == 0
    (folder / ".porchlight").chmod(0o755)
    with running(folder) as desk:
        assert "others can look" not in desk.stop()[1]
    assert mode(folder / ".porchlight") == 0o700
    assert porchlight("doctor", folder=folder).returncode == 0
