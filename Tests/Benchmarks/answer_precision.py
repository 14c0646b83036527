#!/usr/bin/env python3
"""How often the plugin suggest-answers is right, and what its sureness is made of.

    pip install scikit-learn   # for --fit alone
    swift build -c release --product porchlight
    PORCHLIGHT_DATA=… python3 Tests/Benchmarks/answer_precision.py [--fit] [--program FILE] [SET…]

Without --fit it measures. Each set is built into a site by our program, and the plugin is asked about
every question: `porchlight plugin run suggest-answers answer`. What it would send by itself is right when
the first article that it names is judged to answer. StackFAQ is built ten times, each time without the
answers of another tenth of its threads, and all questions are asked each time; so is the Arduino help
centre for its questions (`electronics-out`), beside once with everything.

With --fit it chooses the weights and the threshold of plugins/suggest-answers/Sources/Sureness.swift
again, on other data: CovidFAQ and Astro's queries with a tenth of the answers taken out in turn,
Cranfield, and every second thread of StackFAQ; each set counts the same. The threshold is the lowest, in
hundredths, from which on the mean over these sets of what is right among the sent is 90 %. The sets that
are measured took no part in it; only that a narrow lead is never sent (leastLead) was thought of when
looking at product-docs.
"""

import argparse
import json
import math
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from search_quality import DATA, ROOT, Ours, read_beir, read_table, write_articles

FOLDS = 10
LEAST_LEAD = 0.05
SETS = ["stackfaq", "electronics", "electronics-out", "electronics-keywords", "product-docs"]
FITTED = ["covidfaq", "astro-en", "cranfield", "stackfaq"]


def is_fitted(query):
    """Every second of StackFAQ's threads that have questions here; the others are measured."""
    return int(query[1:4]) % 4 == 0


def folds(documents, queries, unit):
    """The documents that each fold goes without: all answers of the questions of every tenth unit."""
    units = sorted({unit(query) for query in queries})
    for fold in range(FOLDS):
        out = set(units[fold::FOLDS])
        yield {document for query in queries if unit(query) in out for document in query[2]} & set(documents)


def by_thread(query):
    return query[0][:4]


def by_answer(query):
    return next(iter(query[2]))


# Measuring.


def ask(program, site, queries, *options):
    """For each query what the plugin would do, with the source of the first article that it names."""
    ours = Ours.__new__(Ours)
    ours.program, ours.output = program, site
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for name, text, _ in queries:
            file.write(json.dumps({"id": name, "text": text}) + "\n")
        file.flush()
        run = lambda *words: subprocess.run(
            [program, *words], capture_output=True, text=True, check=True).stdout.splitlines()
        answers = map(json.loads, run(
            "plugin", "run", "suggest-answers", "answer", file.name, "--site", site, "--json"))
        sources = {}
        for line in run("search", "--site", site, "--queries", file.name, "--json", "--limit", "20"):
            for one in json.loads(line)["answers"]:
                sources[one["url"]] = one["source"]
    for answer in answers:
        first = (answer.get("articles") or [""])[0].split("#")[0]
        yield answer["send"], answer.get("confidence", 0), sources.get(first)


class Tally:
    """What was sent and suggested, and how often it was right."""

    def __init__(self):
        self.asked = self.answerable = self.sent = self.right = self.suggested = self.suggested_right = 0
        self.bands = {}

    def add(self, send, confidence, is_right, has_answer):
        self.asked += 1
        self.answerable += has_answer
        if send == "auto":
            self.sent += 1
            self.right += is_right
        elif send == "suggest":
            self.suggested += 1
            self.suggested_right += is_right
        if send:
            band = self.bands.setdefault(min(9, int(confidence * 10)), [0, 0])
            band[0] += 1
            band[1] += is_right

    def show(self, name):
        share = lambda part, whole: f"{100 * part / whole:5.1f} %" if whole else "    –  "
        low, high = wilson(self.right, self.sent)
        print(f"  {name:22} asked {self.asked:5}  sent {self.sent:5}, right {share(self.right, self.sent)} "
              f"({low:.0f}–{high:.0f})  at {share(self.right, self.answerable)} of those with an answer  "
              f"suggested {self.suggested:5}, right {share(self.suggested_right, self.suggested)}", flush=True)


def wilson(right, count, z=1.96):
    """The interval in which the true share lies in 95 of 100 cases, in percent."""
    if not count:
        return 0, 100
    share, size = right / count, z * z / count
    middle = (share + size / 2) / (1 + size)
    half = z * math.sqrt(share * (1 - share) / count + size / count / 4) / (1 + size)
    return 100 * (middle - half), 100 * (middle + half)


def corpus(name, folder):
    """The Markdown of a help centre in a folder of its own, and the queries over it."""
    table = name.removesuffix("-out")
    if table == "product-docs":
        folder.mkdir()
        archive = DATA / "corpora/product-docs.tar.zst"
        subprocess.run(["tar", "--zstd", "-xf", archive, "-C", folder], check=True)
        (inner,) = folder.iterdir()
        folder = inner
    else:
        shutil.copytree(DATA / "corpora/arduino-help", folder)
        subprocess.run(["chmod", "-R", "u+w", folder], check=True)
    return folder, [row[:3] for row in read_table(table)]


def measure(program, name, tally):
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        if name == "stackfaq":
            documents, queries = read_beir(DATA / "retrieval/stackfaq")
            for number, out in enumerate(folds(documents, queries, by_thread)):
                content = work / f"content-{number}"
                content.mkdir()
                kept = {key: value for key, value in documents.items() if key not in out}
                paths = write_articles(kept, content)
                site = str(work / f"site-{number}")
                Ours(program, str(content), site)
                asked = [query for query in queries if not is_fitted(query[0])]
                for query, (send, sure, source) in zip(asked, ask(program, site, asked)):
                    tally.add(send, sure, paths.get(source) in query[2], any(key in kept for key in query[2]))
            return
        content, queries = corpus(name, work / "content")
        known = {str(path.relative_to(content)) for path in content.rglob("*.md")}
        rounds = folds(known, queries, by_answer) if name.endswith("-out") else [set()]
        for number, out in enumerate(rounds):
            texts = {path: (content / path).read_bytes() for path in out}
            for path in out:
                (content / path).unlink()
            site = str(work / f"site-{number}")
            Ours(program, str(content), site)
            for query, (send, sure, source) in zip(queries, ask(program, site, queries)):
                tally.add(send, sure, source in query[2], any(path in known - out for path in query[2]))
            for path, text in texts.items():
                (content / path).write_bytes(text)
            shutil.rmtree(site)


def report(program, names):
    whole, tables = Tally(), Tally()
    for name in names:
        tally = Tally()
        measure(program, name, tally)
        tally.show(name)
        for band, (count, right) in tally.bands.items():
            kept = whole.bands.setdefault(band, [0, 0])
            kept[0] += count
            kept[1] += right
        if name in ("electronics", "electronics-keywords", "product-docs"):
            for field in ("asked", "answerable", "sent", "right", "suggested", "suggested_right"):
                setattr(tables, field, getattr(tables, field) + getattr(tally, field))
    if tables.asked:
        tables.show("queries/, all three")
    print("  how sure it said that it was, and how often it was right:")
    for band, (count, right) in sorted(whole.bands.items()):
        print(f"    {band / 10:.1f} to {(band + 1) / 10:.1f}: {100 * right / count:3.0f} % of {count}")


# Fitting.


def rows_of(judge_, name):
    """Of every question of a set, in every fold: root of the evidence, title, root of the lead, lead,
    whether the first answer is right, and whether there is one."""
    folder = {"astro-en": "multilingual/astro-en"}.get(name, f"retrieval/{name}")
    documents, queries = read_beir(DATA / folder)
    asked = [query for query in queries if name != "stackfaq" or is_fitted(query[0])]
    outs = [set()] if name == "cranfield" else list(
        folds(documents, queries, by_thread if name == "stackfaq" else by_answer))
    written = []
    for number, out in enumerate(outs):
        articles = [
            {"id": key, "title": title, "sections": [{"heading": "", "text": text}]}
            for key, (title, text) in documents.items() if key not in out
        ]
        written.append(f"answers/{name}-{number}")
        judge_.write(written[-1], articles, asked, "en")
    process = judge_.start(written)
    print("{}", file=process.stdin, flush=True)
    rows = []
    for out in outs:
        for (_, _, grades), one in zip(asked, json.loads(process.stdout.readline())):
            evidence, title = one["figures"][1] / 1024, one["figures"][2] / 1024
            is_right = bool(one["articles"]) and one["articles"][0] in grades
            lead = max(0, one["lead"]) if one["articles"] else 0
            has_answer = any(key not in out for key in grades)
            rows.append((math.sqrt(evidence), title, math.sqrt(lead), lead, is_right, has_answer))
    process.stdin.close()
    process.wait()
    return rows


def fit():
    from search_weights import Judge
    from sklearn.linear_model import LogisticRegression

    judge_ = Judge([])
    sets = {name: rows_of(judge_, name) for name in FITTED}
    rows = [row for name in FITTED for row in sets[name]]
    weights = [len(rows) / len(FITTED) / len(sets[name]) for name in FITTED for _ in sets[name]]
    model = LogisticRegression(C=100, max_iter=10_000)
    model.fit([row[:3] for row in rows], [row[4] for row in rows], sample_weight=weights)
    evidence, title, lead = model.coef_[0]
    print(f"weights: evidence {evidence:.2f}, title {title:.2f}, lead {lead:.2f}, "
          f"offset {model.intercept_[0]:.2f}")
    sure = {
        name: [(chance, row) for chance, row in zip(
            model.predict_proba([row[:3] for row in sets[name]])[:, 1], sets[name]) if row[3] >= LEAST_LEAD]
        for name in FITTED
    }

    def at(threshold):
        sent = {name: [row for chance, row in sure[name] if chance >= threshold] for name in FITTED}
        return {
            name: (sum(row[4] for row in some) / max(1, len(some)),
                   sum(row[4] for row in some) / sum(row[5] for row in sets[name]))
            for name, some in sent.items()
        }

    mean = lambda threshold: sum(right for right, _ in at(threshold).values()) / len(FITTED)
    # From which on it holds: one lucky step below does not count.
    chosen = next((
        value for value in range(30, 100)
        if all(mean(above / 100) >= 0.9 for above in range(value, min(value + 10, 96)))), None)
    for value in sorted({60, 65, 70, 75, 80, 85, 90} | ({chosen} if chosen else set())):
        figures = "  ".join(f"{name} {100 * right:.1f} at {100 * recall:.1f}"
                            for name, (right, recall) in at(value / 100).items())
        print(f"  from {value / 100:.2f}: mean {100 * mean(value / 100):.1f} %   {figures}")
    print(f"threshold: {chosen / 100 if chosen else 'none'}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fit", action="store_true", help="choose the weights and the threshold again")
    parser.add_argument("--program", default=str(ROOT / ".build/release/porchlight"))
    parser.add_argument("sets", nargs="*")
    options = parser.parse_args()
    if not DATA.exists():
        sys.exit("PORCHLIGHT_DATA is not set: nothing to measure with.")
    if options.fit:
        fit()
    else:
        report(options.program, options.sets or SETS)


if __name__ == "__main__":
    main()
