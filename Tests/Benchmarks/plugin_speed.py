#!/usr/bin/env python3
"""What asking a plugin costs, beside the same lines through bare pipes.

    swift build -c release --package-path Tests/Benchmarks --scratch-path .build-benchmarks
    python3 Tests/Benchmarks/plugin_speed.py [RUNS]

The peer is a program in C that writes a line of 2 KiB into a pipe and reads the answer of the same
child. A decision is more: the ticket is written as JSON, the answer read, checked and merged.
Each figure is the median of RUNS (3).
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "Tests/Benchmarks"
PROGRAM = ROOT / ".build-benchmarks/release/PluginSpeed"
RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 3


def main():
    with tempfile.TemporaryDirectory() as folder:
        child = f"{folder}/plugin_child"
        subprocess.run(["cc", "-O2", "-o", child, HERE / "plugin_child.c"], check=True)
        runs, pipes = [], []
        for _ in range(RUNS):
            out = subprocess.run([child, "peer", "2600", "50000"], check=True, capture_output=True, text=True).stdout
            pipes.append([float(word) for word in out.split()])
            out = subprocess.run([PROGRAM, child, HERE / "plugin_child.py"], check=True, capture_output=True, text=True)
            runs.append(json.loads(out.stdout))
    at = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
    pipe = [statistics.median(run[place] for run in pipes) for place in (0, 1)]
    print(f"bare pipe:            p50 {pipe[0]:7.1f} µs  p99 {pipe[1]:7.1f} µs")
    for name, title in (("c", "one plugin in C"), ("python", "one in Python"), ("eight", "eight in Python")):
        print(f"{title + ':':21} p50 {at[name + '_p50']:7.1f} µs  p99 {at[name + '_p99']:7.1f} µs"
              f"  host's CPU {at[name + '_cpu_us']:.0f} µs a call  ({at[name + '_p50'] / pipe[0]:.1f} times the pipe)")
    for name in ("pipelined", "replay"):
        print(f"{name + ':':21} {at[name + '_per_second']:.0f} calls/s  host's CPU {at[name + '_cpu_us']:.0f} µs a call")
    print(f"crash to serving:     p50 {at['crash_p50']:.0f} ms  at most {at['crash_p99']:.0f} ms")
    print(f"twenty that rest:     {at['idle_percent']:.2f} % of a core")


if __name__ == "__main__":
    main()
