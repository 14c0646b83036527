"""The program that `swift build` made, run as a person runs it."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build/debug/porchlight"
DAY = "2026-11-21"


def porchlight(*arguments, folder, **options):
    """One run in a folder: exit code, output, and what was said beside it."""
    return subprocess.run(
        [PROGRAM, *arguments], cwd=folder, capture_output=True, text=True, timeout=60,
        **{"stdin": subprocess.DEVNULL, **options})


def transcript(folder, *commands):
    """What a terminal shows: each command, what it prints, and its exit code when that is not 0."""
    lines = []
    for command in commands:
        result = porchlight(*command, folder=folder)
        lines += [f"$ {' '.join(command)}", *(result.stdout + result.stderr).splitlines()]
        if result.returncode != 0:
            lines.append(f"exit {result.returncode}")
    return lines
