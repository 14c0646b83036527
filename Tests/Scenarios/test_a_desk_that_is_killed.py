"""kill -9 under load: every ticket that was answered is there, once, and the desk is well."""

import collections
import json
import os
import re
import shutil
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

from program import PROGRAM, porchlight

ROUNDS = int(os.environ.get("PORCHLIGHT_KILLS", 3))
ROUNDS_OF_A_DESK = 25


class WithoutRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def ask(address, text):
    """Sends one question; whether the desk said that it has it."""
    opener = urllib.request.build_opener(WithoutRedirects)
    with opener.open(f"{address}/ask", timeout=5) as page:
        key = re.search(r'name="key" value="([^"]+)', page.read().decode()).group(1)
    form = {"key": key, "name": "Ada", "address": "ada@example.org", "subject": "Lamp", "body": text}
    request = urllib.request.Request(
        f"{address}/ask/send", urllib.parse.urlencode(form).encode(), {"Origin": address})
    try:
        opener.open(request, timeout=5)
    except urllib.error.HTTPError as answer:
        return answer.code == 303
    return False


def moment(number):
    """After how many seconds of load the desk of this round is killed: 0.3 to 1.8, spread evenly."""
    return 0.3 + 1.5 * (number * 0.618034 % 1)


def is_last(number):
    return number + 1 == ROUNDS or (number + 1) % ROUNDS_OF_A_DESK == 0


def new_desk(folder):
    (folder / "content").mkdir(parents=True)
    (folder / "content/index.md").write_text("---\ntitle: Help\n---\nText.\n")
    return folder


def test_what_was_answered_is_kept_though_the_desk_is_killed(tmp_path):
    total = 0
    for number in range(ROUNDS):
        if number % ROUNDS_OF_A_DESK == 0:
            desk, answered = new_desk(tmp_path / f"desk-{number}"), []
        server = subprocess.Popen(
            [PROGRAM, "serve", "--port", "0"], cwd=desk, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        address = re.search(r"http://[\d.:]+", server.stdout.readline()).group()
        is_over = threading.Event()

        def client(place):
            count = 0
            while not is_over.is_set():
                count += 1
                text = f"question {number}-{place}-{count}"
                try:
                    if ask(address, text):
                        answered.append(text)
                except OSError:
                    return

        clients = [threading.Thread(target=client, args=(place,)) for place in range(8)]
        for thread in clients:
            thread.start()
        time.sleep(moment(number))
        server.send_signal(signal.SIGKILL)
        server.wait()
        is_over.set()
        for thread in clients:
            thread.join()
        result = porchlight("doctor", folder=desk)
        assert result.returncode == 0, result.stdout + result.stderr
        assert porchlight("export", "lines", folder=desk).returncode == 0
        lines = (desk / "lines/tickets.jsonl").read_text().splitlines()
        shutil.rmtree(desk / "lines")
        kept = collections.Counter(json.loads(line)["messages"][0]["body"] for line in lines)
        assert [text for text in answered if kept[text] != 1] == []
        assert max(kept.values()) == 1
        if is_last(number):
            total += len(answered)
            shutil.rmtree(desk)
    print(f"{ROUNDS} kills, {total} answered questions, all kept once")
    assert total > 10 * ROUNDS
