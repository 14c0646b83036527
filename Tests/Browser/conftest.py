"""A running Porchlight and a real Chromium for the browser tests.

The program is the one that `swift build` made; Chromium is Debian's. Screenshots of every step go
to the folder named by $PORCHLIGHT_SCREENSHOTS (default: .build/screenshots).
"""

import os
import re
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = Path(os.environ.get("PORCHLIGHT_SCREENSHOTS", ROOT / ".build/screenshots"))
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


class Server:
    """`porchlight serve` on a folder of its own, with a port of its own."""

    def __init__(self, folder: Path, address="127.0.0.1", options=()):
        self.folder = folder
        self.address = address
        self.options = list(options)
        self.content = ROOT / "content"
        with socket.socket() as probe:
            probe.bind((address, 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://{address}:{self.port}"
        self.process = None
        self.environment = {}

    def start(self):
        log = open(self.folder / "serve.log", "a")
        self.process = subprocess.Popen(
            [ROOT / ".build/debug/porchlight", "serve", "--content", self.content,
             "--output", self.folder / "public", "--data", self.folder / "data",
             "--address", self.address, "--port", str(self.port), *self.options],
            stdout=subprocess.PIPE, stderr=log, text=True, env={**os.environ, **self.environment})
        help_centre = self.process.stdout.readline()
        sign_in = self.process.stdout.readline()
        assert self.url in help_centre, (self.folder / "serve.log").read_text()
        self.sign_in_url = re.search(r"http\S+", sign_in).group()
        return self

    def kill(self):
        """kill -9: no chance to finish anything."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        return self.process.wait(timeout=20)

    def plugin_processes(self):
        """The ids of the server's children that are plugins."""
        return [
            process
            for process in map(int, filter(str.isdigit, os.listdir("/proc")))
            if parent(process) == self.process.pid and b"\0plugin\0run\0" in arguments(process)
        ]

    def outbox(self):
        return sorted((self.folder / "data/outbox").glob("*.eml"))


def parent(process):
    """The id of a process's parent; None when it has ended."""
    try:
        # The name in brackets may hold anything, so what counts begins behind its last bracket.
        return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None


def arguments(process):
    """A process's whole command line; `ps` would cut it where a terminal ends."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def network_address():
    """An address of this machine that is not loopback: there browsers send no Sec-Fetch-Site."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("198.51.100.1", 9))  # RFC 5737; a datagram socket sends nothing by this
            address = probe.getsockname()[0]
        except OSError:
            address = "127.0.0.1"
    if address.startswith("127."):
        pytest.skip("this machine has no address but loopback")
    return address


def eventually(question, seconds=10):
    """The first true answer; the last answer when none came in time."""
    end = time.monotonic() + seconds
    while not (answer := question()) and time.monotonic() < end:
        time.sleep(0.05)
    return answer


def running(server):
    """A server for the time of a test, which may end it itself."""
    server.start()
    yield server
    if server.process.poll() is None:
        server.stop()


@pytest.fixture
def server(tmp_path):
    yield from running(Server(tmp_path))


@pytest.fixture
def shop(tmp_path):
    """A server whose form has every kind of field."""
    from form_site import FormServer  # which is a Server itself

    yield from running(FormServer(tmp_path))


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


class Visitor:
    """A person with a browser of their own; every page they look at is checked and pictured."""

    def __init__(self, browser, name, **options):
        self.name = name
        # axe is injected as a script, which our own policy forbids.
        self.context = browser.new_context(viewport=DESKTOP, bypass_csp=True, **options)
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("console", lambda message: message.type == "error"
                     and self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def expects(self, complaint):
        """Takes one complaint of the browser's console back that belongs to the story."""
        expected = next(text for text in self.complaints if complaint in text)
        self.complaints.remove(expected)

    def look(self, step):
        """Pictures the page on a phone and a desktop, in the light and in the dark, and asks axe."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        for size_name, size in (("phone", PHONE), ("desktop", DESKTOP)):
            self.page.set_viewport_size(size)
            overflow = self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert overflow <= 0, f"{step}: {overflow}px too wide on a {size_name}"
            for scheme in ("light", "dark"):
                self.page.emulate_media(color_scheme=scheme)
                self.page.screenshot(
                    path=SCREENSHOTS / f"{step}-{self.name}-{size_name}-{scheme}.png", full_page=True)
                results = Axe().run(self.page)
                assert results.violations_count == 0, f"{step}, {scheme}: {results.generate_report()}"
        self.page.emulate_media(color_scheme="light")


@pytest.fixture
def visit(chromium):
    """Lets somebody in: visit("customer") or visit("customer", java_script_enabled=False)."""
    visitors = []

    def arrive(name, **options):
        visitors.append(Visitor(chromium, name, **options))
        return visitors[-1]

    yield arrive
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    for visitor in visitors:
        visitor.context.close()
    assert complaints == []
