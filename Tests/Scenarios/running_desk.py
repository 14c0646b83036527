"""A desk that runs in a folder, and what is asked of it without a browser."""

import contextlib
import os
import re
import signal
import subprocess
import urllib.error
import urllib.parse
import urllib.request

from program import PROGRAM


class WithoutRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class RunningDesk:
    def __init__(self, process, address, sign_in):
        self.process, self.address, self.sign_in = process, address, sign_in

    def ask(self, path, form=None, headers=None):
        """Status, headers and text of an answer."""
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        headers = {"Origin": self.address} | (headers or {}) if form is not None else headers or {}
        request = urllib.request.Request(self.address + path, data, headers)
        try:
            with urllib.request.build_opener(WithoutRedirects).open(request, timeout=20) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers, answer.read().decode()

    def question(self, text="It is dark.", **fields):
        """Asks a question; the path of its ticket."""
        key = re.search(r'name="key" value="([^"]+)', self.ask("/ask")[2]).group(1)
        form = {"key": key, "name": "Ada", "address": "ada@example.org", "subject": "Lamp", "body": text, **fields}
        status, headers, body = self.ask("/ask/send", form)
        assert status == 303, body
        return headers["Location"].split("?")[0]

    def stop(self):
        """Exit code, and all that was said to the error output."""
        self.process.send_signal(signal.SIGTERM)
        _, said = self.process.communicate(timeout=30)
        return self.process.returncode, said


def make_content(folder, **files):
    (folder / "content").mkdir(exist_ok=True)
    (folder / "content/index.md").write_text("---\ntitle: Help\n---\nText.\n")
    for name, text in files.items():
        (folder / "content" / f"{name}.yaml").write_text(text)


def start(folder, *options, env=None, stdin=None):
    process = subprocess.Popen(
        [PROGRAM, "serve", "--port", "0", "--least-form-seconds", "0", *options], cwd=folder, stdin=stdin,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **(env or {})})
    address = re.search(r"http://[\d.:]+", process.stdout.readline())
    assert address, process.communicate()[1]
    sign_in = re.search(r"/sign-in/\S+", process.stdout.readline()).group()
    return RunningDesk(process, address.group(), sign_in)


@contextlib.contextmanager
def running(folder, *options, env=None, stdin=None):
    desk = start(folder, *options, env=env, stdin=stdin)
    try:
        yield desk
    finally:
        if desk.process.poll() is None:
            desk.stop()
