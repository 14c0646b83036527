"""Chooses the weights of RankingWeights.swift and Confidence.swift again, on the development sets.

    pip install scikit-learn
    PORCHLIGHT_DATA=… python Tests/Benchmarks/search_weights.py [--steps N] [--confidence] [SET…]

Builds a small program around the module SearchIndex below .build/search-weights (half a minute), and
asks it for the answers to every judged query with one set of weights after the other.

1. Prints what each weight does alone: a set's figure with the weight at each of its values.
2. Chooses by coordinate descent: a step is taken when the mean over the sets rises, and no set falls by
   more than half a point. That is done once with all sets, and once without each set: what the weights
   chosen by the others give on the one left out says what to expect of sets nobody has seen.
3. Fits the confidence: a logistic regression over share, evidence and title, of StackFAQ's questions
   with their answers there and taken away, and of the other sets' right and wrong first answers;
   prints its weights, AUROC and how often answers of each confidence are right.

The figures are nDCG@10 in percent; of the questions over the Arduino help centre, MRR@10. There texts
are cut at their headings by a rougher rule than the site's, so they differ a little.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path

from search_quality import BEIR, DATA, judge, read_beir, read_table

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / ".build/search-weights"
TABLES = {"electronics": "arduino-help"}
PACKAGE = """// swift-tools-version: 6.2
import PackageDescription
let package = Package(
    name: "search-weights",
    targets: [
        .systemLibrary(name: "CSnowball"), .systemLibrary(name: "CZlib"),
        .target(name: "SearchIndex", dependencies: ["CSnowball", "CZlib"], swiftSettings: [
            .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility")]),
        .executableTarget(name: "judge", dependencies: ["SearchIndex"]),
    ])
"""
# What is chosen now, and the values that are tried. Weights that no set's queries touch stay out.
GRID = {
    "title": (6, [3, 4, 5, 6, 7, 8, 10]), "heading": (3, [1.5, 2, 3, 4, 5]), "body": (0.7, [0.5, 0.7, 1]),
    "titleLength": (0.3, [0, 0.15, 0.3, 0.5]), "headingLength": (0.5, [0.3, 0.5, 0.7]),
    "bodyLength": (0.6, [0.4, 0.5, 0.6, 0.7, 0.8]), "saturation": (2, [1.2, 1.6, 2, 2.5, 3]),
    "functionWord": (24, [8, 16, 24, 32, 48]), "pair": (24, [0, 12, 24, 36, 48]),
    "prefix": (24, [8, 16, 24, 32, 48]), "suffix": (48, [24, 36, 48, 60]),
    "oneEdit": (60, [24, 36, 48, 60]), "twoEdits": (36, [16, 24, 36, 48]),
    "compound": (24, [16, 24, 36, 48]), "synonym": (32, [0, 16, 24, 32, 40, 48, 56]),
}
CHOSEN = {name: value for name, (value, _) in GRID.items()}
MOST_LOST = 0.5


def sections(text):
    """A Markdown text cut at its headings: heading, text."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    parts = re.split(r"^#+ +(.*)$", text, flags=re.M)
    found = [{"heading": "", "text": parts[0]}]
    return found + [{"heading": head, "text": body} for head, body in zip(parts[1::2], parts[2::2])]


def read(name):
    """Articles, queries, grades and the language of a set."""
    if name not in TABLES:
        documents, queries = read_beir(DATA / name)
        articles = [
            {"id": key, "title": title, "sections": [{"heading": "", "text": text}]}
            for key, (title, text) in documents.items()
        ]
        return articles, queries, name[-2:] if "astro" in name else "en"
    corpus, articles = DATA / "corpora" / TABLES[name], []
    for path in sorted(corpus.rglob("*.md")):
        text = path.read_text(errors="replace")
        title = re.search(r"^title: *[\"']?(.*?)[\"']?$", text, re.M)
        key = str(path.relative_to(corpus))
        articles.append({"id": key, "title": title[1] if title else key, "sections": sections(text)})
    return articles, [row[:3] for row in read_table(name)], "en"


class Judge:
    """The judging program with some sets; remembers what it was asked."""

    def __init__(self, names):
        self.names, self.known, self.grades = names, {}, {}
        (WORK / "Sources").mkdir(parents=True, exist_ok=True)
        (WORK / "Package.swift").write_text(PACKAGE)
        for module in ("CSnowball", "CZlib", "SearchIndex"):
            link = WORK / "Sources" / module
            link.is_symlink() or link.symlink_to(ROOT / "Sources" / module)
        (WORK / "Sources/judge").mkdir(exist_ok=True)
        source = ROOT / "Tests/Benchmarks/search_judge.swift"
        (WORK / "Sources/judge/main.swift").write_text(source.read_text())
        subprocess.run(["swift", "build", "-c", "release", "-q"], cwd=WORK, check=True)
        self.queries = {}
        for name in names:
            articles, queries, language = read(name)
            self.write(name, articles, queries, language)
        self.process = self.start(names)

    def start(self, names):
        """The program with some sets that were written."""
        return subprocess.Popen(
            [WORK / ".build/release/judge", *(WORK / "sets" / name for name in names)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def write(self, name, articles, queries, language):
        folder = WORK / "sets" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "language").write_text(language)
        (folder / "articles.jsonl").write_text("".join(json.dumps(one) + "\n" for one in articles))
        (folder / "queries.jsonl").write_text(
            "".join(json.dumps({"text": text}) + "\n" for _, text, _ in queries))
        self.queries[name], self.grades[name] = queries, [grades for _, _, grades in queries]

    def answers(self, weights):
        """For each set, what each query found."""
        print(json.dumps(weights), file=self.process.stdin, flush=True)
        return {name: json.loads(self.process.stdout.readline()) for name in self.names}

    def figures(self, weights):
        """For each set, its figure."""
        key = json.dumps(weights, sort_keys=True)
        if key not in self.known:
            self.known[key] = {}
            for name, found in self.answers(weights).items():
                ranked = [list(dict.fromkeys(one["articles"]))[:10] for one in found]
                means = judge(ranked, self.grades[name])[1]
                self.known[key][name] = means["MRR@10" if name in TABLES else "nDCG@10"]
        return self.known[key]


def mean(figures, names):
    return sum(figures[name] for name in names) / len(names)


def row(label, figures):
    print(f"  {label:22}" + "".join(f"{figures[name]:7.1f}" for name in figures), flush=True)


def label(name):
    """A set's name in six letters, for the head of a column."""
    return name.split("/")[-1].replace("astro-", "ast-")[:6]


def each_alone(judge_):
    for name, (value, values) in GRID.items():
        for other in values:
            if other != value:
                row(f"{name} {other}", judge_.figures(CHOSEN | {name: other}))


def choose(judge_, names, steps):
    """Weights that are best for some sets, beginning with those that stand in the program."""
    weights = dict(CHOSEN)
    for _ in range(steps):
        before = dict(weights)
        for name, (_, values) in GRID.items():
            now = judge_.figures(weights)
            for value in values:
                tried = judge_.figures(weights | {name: value})
                isFair = all(tried[each] >= now[each] - MOST_LOST for each in names)
                if isFair and mean(tried, names) > mean(judge_.figures(weights), names) + 0.02:
                    weights = weights | {name: value}
        if weights == before:
            break
    return weights


def changes(weights):
    return ", ".join(f"{name} {value}" for name, value in weights.items() if value != CHOSEN[name]) or "none"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=2, help="rounds over all weights at most")
    parser.add_argument("--confidence", action="store_true", help="fit the confidence alone")
    parser.add_argument("sets", nargs="*")
    options = parser.parse_args()
    if not DATA.exists():
        sys.exit("PORCHLIGHT_DATA is not set: nothing to choose by.")
    names = options.sets or [*BEIR, *TABLES]
    judge_ = Judge(names)
    if not options.confidence:
        print("  " + " " * 22 + "".join(f" {label(name):>6}" for name in names))
        row("as chosen", judge_.figures(CHOSEN))
        each_alone(judge_)
        best = choose(judge_, names, options.steps)
        row("best for all", judge_.figures(best))
        print(f"  changed: {changes(best)}")
        for left_out in names if len(names) > 1 else []:
            others = [name for name in names if name != left_out]
            weights = choose(judge_, others, options.steps)
            now, then = judge_.figures(CHOSEN)[left_out], judge_.figures(weights)[left_out]
            print(f"  without {left_out}: {now:.1f} there now, {then:.1f} with {changes(weights)}",
                  flush=True)
    if "retrieval/stackfaq" in names:
        from search_confidence import fit

        fit(judge_, CHOSEN)


if __name__ == "__main__":
    main()
