#!/usr/bin/env python3
"""How good search is, beside SQLite's FTS5, bm25s and Pagefind, on judged queries.

    pip install bm25s PyStemmer "pagefind[bin]" playwright
    swift build -c release --product porchlight
    PORCHLIGHT_DATA=… python3 Tests/Benchmarks/search_quality.py [--program FILE] [SET…]

Each set becomes a folder of articles, which our program builds and searches; the others index the
same texts, Pagefind the pages that we built. A set is a folder in BEIR's layout (corpus.jsonl,
queries.jsonl, qrels/test.tsv), or `electronics`, `electronics-keywords`, `product-docs`. nDCG with
linear gain, in percent.
"""

import argparse
import json
import math
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from search_pagefind import search_pagefind
from search_pagefind import sources as pagefind_sources

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("PORCHLIGHT_DATA", "/nowhere"))
BEIR = ["retrieval/stackfaq", "retrieval/covidfaq", "retrieval/cranfield"]
BEIR += [f"multilingual/astro-{language}" for language in ("en", "ja", "ru")]
TABLES = {
    "electronics": "arduino-help",
    "electronics-keywords": "arduino-help",
    "product-docs": "product-docs",
}


def read_beir(folder):
    """Documents by id: title and text; queries: id, text, grades by document."""
    lines = lambda name: map(json.loads, (folder / name).read_text().splitlines())
    documents = {
        each["_id"]: (each.get("title") or each["_id"], each["text"]) for each in lines("corpus.jsonl")
    }
    grades = {}
    for line in (folder / "qrels/test.tsv").read_text().splitlines()[1:]:
        query, document, grade = line.split("\t")
        if float(grade) > 0:
            grades.setdefault(query, {})[document] = float(grade)
    queries = [
        (each["_id"], each["text"], grades[each["_id"]])
        for each in lines("queries.jsonl")
        if each["_id"] in grades
    ]
    return documents, queries


def read_table(name):
    rows = [line.split("\t") for line in (DATA / f"queries/{name}.tsv").read_text().splitlines()]
    return [
        (str(number), row[0], dict.fromkeys(row[1].split(","), 1.0), row[2])
        for number, row in enumerate(rows)
    ]


def write_articles(documents, folder):
    """One article a document; gives the document of each path."""
    sources = {}
    for number, (document, (title, text)) in enumerate(documents.items()):
        body = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", re.sub(r"[ \t]+", " ", text))
        body = "\n".join(line.strip() for line in body.splitlines())
        path = f"{number // 100:03}/{number:05}.md"
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n\n{body}\n")
        sources[path] = document
    return sources


class Ours:
    """Our program on a folder of articles."""

    def __init__(self, program, content, output):
        self.program, self.output = program, output
        start = time.monotonic()
        built = subprocess.run(
            [program, "build", "--content", content, "--output", output, "--date", "2026-11-21"],
            capture_output=True,
            text=True,
        )
        self.seconds = time.monotonic() - start
        if not (Path(output) / "search/index.json").exists():
            sys.exit(built.stdout[-2000:] + built.stderr[-2000:])

    def search(self, queries, limit=20):
        """For each query: sources in order without repeats, the first confidence, milliseconds."""
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
            for name, text in queries:
                file.write(json.dumps({"id": name, "text": text}) + "\n")
            file.flush()
            command = [self.program, "search", "--site", self.output, "--queries", file.name, "--json"]
            out = subprocess.run(
                command + ["--limit", str(limit)], capture_output=True, text=True, check=True
            )
        found = []
        for line in map(json.loads, out.stdout.splitlines()):
            answers = line["answers"]
            confidence = answers[0]["confidence"] if answers else 0
            sources = list(dict.fromkeys(answer["source"] for answer in answers))
            found.append((sources[:10], confidence, line["milliseconds"]))
        return found


def search_fts5(documents, queries):
    database = sqlite3.connect(":memory:")
    database.execute(
        "create virtual table d using fts5(name unindexed, title, text, tokenize='porter unicode61')"
    )
    database.executemany(
        "insert into d values (?, ?, ?)", [(name, *both) for name, both in documents.items()]
    )
    found = []
    for _, text in queries:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", text))
        sql = "select name from d where d match ? order by bm25(d, 0, 3, 1) limit 10"
        found.append([row[0] for row in database.execute(sql, [words])] if words else [])
    return found


def search_bm25s(documents, queries):
    try:
        import bm25s
        import Stemmer
    except ImportError:
        return None
    stemmer = Stemmer.Stemmer("english")
    cut = lambda texts: bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False)
    names = list(documents)
    retriever = bm25s.BM25(k1=1.2, b=0.75)
    retriever.index(
        cut([f"{title} {title} {title} {text}" for title, text in documents.values()]), show_progress=False
    )
    places, scores = retriever.retrieve(
        cut([text for _, text in queries]), k=min(10, len(names)), show_progress=False
    )
    return [[names[place] for place, score in zip(*row) if score > 0] for row in zip(places, scores)]


def judge(found, grades):
    """nDCG@10 of each query, and the means that are printed."""
    gains, means = [], dict.fromkeys(["nDCG@10", "MRR@10", "success@1", "success@5", "recall@5"], 0.0)
    for names, grade in zip(found, grades):
        ideal = sum(
            gain / math.log2(place + 2)
            for place, gain in enumerate(sorted(grade.values(), reverse=True)[:10])
        )
        gains.append(
            sum(grade.get(name, 0) / math.log2(place + 2) for place, name in enumerate(names[:10])) / ideal
        )
        first = next((place for place, name in enumerate(names[:10]) if name in grade), None)
        means["nDCG@10"] += gains[-1]
        means["MRR@10"] += 0 if first is None else 1 / (first + 1)
        means["success@1"] += first == 0
        means["success@5"] += first is not None and first < 5
        means["recall@5"] += sum(name in grade for name in names[:5]) / len(grade)
    return gains, {name: 100 * total / len(grades) for name, total in means.items()}


def show(label, means, more=""):
    print(
        f"  {label:12}" + "".join(f"{name} {value:5.1f}  " for name, value in means.items()) + more,
        flush=True,
    )


def misspelt(text, frequencies, misspellings, pick):
    """The query with its rarest word misspelt as people do, and without that word."""
    words = [
        word for word in re.findall(r"[a-z]+", text.lower()) if word in misspellings and word in frequencies
    ]
    if not words:
        return None
    rarest = min(words, key=lambda word: (frequencies[word], word))
    wrong = [each for each in misspellings[rarest] if " " not in each and each not in frequencies]
    if not wrong:
        return None
    replaced = lambda by: re.sub(rf"\b{rarest}\b", by, text, flags=re.IGNORECASE)
    return replaced(pick.choice(wrong)), replaced("")


def judge_typos(ours, sources, documents, queries, gains):
    path = DATA / "typos/codespell/misspellings.json"
    if not path.exists():
        return print("  typos: skipped, no misspellings in PORCHLIGHT_DATA")
    misspellings, pick, frequencies = json.loads(path.read_text()), random.Random(1), {}
    for title, text in documents.values():
        for word in set(re.findall(r"[a-z]+", f"{title} {text}".lower())):
            frequencies[word] = frequencies.get(word, 0) + 1
    cases = [
        (query, misspelt(query[1], frequencies, misspellings, pick), gain)
        for query, gain in zip(queries, gains)
    ]
    cases = [case for case in cases if case[1]]
    if not cases:
        return
    means = []
    for which in (0, 1):
        found = ours.search([(query[0], texts[which]) for query, texts, _ in cases])
        names = [[sources.get(name, name) for name in each[0]] for each in found]
        means.append(judge(names, [query[2] for query, _, _ in cases])[1]["nDCG@10"])
    clean = 100 * sum(gain for _, _, gain in cases) / len(cases)
    back = 100 * (means[0] - means[1]) / (clean - means[1]) if clean > means[1] else 100
    print(
        f"  typos       n {len(cases)}  right {clean:.1f}  misspelt {means[0]:.1f}"
        f"  word left out {means[1]:.1f}"
        f"  back {back:.0f} %"
    )


def judge_confidence(program, documents, queries):
    """Questions whose thread is there against the same with its answers taken out (StackFAQ)."""
    right, wrong = [], []
    threads = sorted({name[:4] for name, _, _ in queries})
    for half in range(8):
        # Eight builds: each takes out an eighth of the threads.
        out = set(threads[half::8])
        with tempfile.TemporaryDirectory() as folder:
            content = Path(folder) / "content"
            content.mkdir()
            write_articles({name: both for name, both in documents.items() if name[:4] not in out}, content)
            ours = Ours(program, content, Path(folder) / "public")
            for (name, _, _), (_, confidence, _) in zip(
                queries, ours.search([each[:2] for each in queries], 1)
            ):
                (wrong if name[:4] in out else right).append(confidence)
    wins = sum((a > b) + 0.5 * (a == b) for a in right for b in wrong)
    print(
        f"  confidence  AUROC {wins / len(right) / len(wrong):.3f}"
        f"  with an answer {len(right)}, without {len(wrong)}"
    )


def run_beir(name, program):
    documents, queries = read_beir(DATA / name)
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        content.mkdir()
        sources = write_articles(documents, content)
        language = name[-2:] if "astro" in name else "en"
        (content / "site.yaml").write_text(f"title: Set\nlanguage: {language}\n")
        ours = Ours(program, content, Path(folder) / "public")
        found = ours.search([query[:2] for query in queries])
        print(f"{name}: {len(documents)} documents, {len(queries)} queries, built in {ours.seconds:.1f} s")
        gains, means = judge(
            [[sources[each] for each in names] for names, _, _ in found], [q[2] for q in queries]
        )
        times = sorted(milliseconds for _, _, milliseconds in found)
        show("Porchlight", means, f"p50 {times[len(times) // 2]:.2f} ms")
        show_others(documents, queries)
        show_pagefind(ours, queries, {path: [name] for path, name in sources.items()})
        if language == "en":
            judge_typos(ours, sources, documents, queries, gains)
    if name.endswith("stackfaq"):
        judge_confidence(program, documents, queries)


def show_others(documents, queries):
    grades = [query[2] for query in queries]
    show("FTS5 OR", judge(search_fts5(documents, [query[:2] for query in queries]), grades)[1])
    others = search_bm25s(documents, [query[:2] for query in queries])
    if others:
        show("bm25s", judge(others, grades)[1])


def show_pagefind(ours, queries, names=None):
    """Pagefind on our pages; `names` gives the documents of a path where they are called otherwise."""
    start = time.monotonic()
    found = search_pagefind(ours.output, [text for _, text, *_ in queries])
    if found is None:
        return print("  Pagefind    skipped: it, playwright or chromium is not installed")
    found = pagefind_sources(ours.output, found)
    nothing = sum(not one for one in found)
    found = [[name for path in one for name in (names or {}).get(path, [path])] for one in found]
    more = f"without result {nothing}, {time.monotonic() - start:.0f} s with its index"
    show("Pagefind", judge(found, [query[2] for query in queries])[1], more)
    return found


def hits_by_kind(queries, found):
    """How many queries of each kind have a right page among the first five."""
    kinds = {}
    for (_, _, grade, kind), names in zip(queries, found):
        hits = kinds.setdefault(kind, [0, 0])
        hits[0] += any(each in grade for each in names[:5])
        hits[1] += 1
    return "  ".join(f"{kind} {hits}/{count}" for kind, (hits, count) in kinds.items())


def run_table(name, program):
    queries = read_table(name)
    corpus = DATA / "corpora" / TABLES[name]
    with tempfile.TemporaryDirectory() as folder:
        if not corpus.exists():
            archive = corpus.with_name(f"{corpus.name}.tar.zst")
            subprocess.run(["tar", "--zstd", "-xf", archive, "-C", folder], check=True)
            corpus = next(path for path in Path(folder).iterdir() if path.is_dir())
        ours = Ours(program, corpus, Path(folder) / "public")
        found = ours.search([query[:2] for query in queries])
        _, means = judge([names for names, _, _ in found], [query[2] for query in queries])
        print(f"{name}: {len(queries)} queries, built in {ours.seconds:.1f} s")
        parts = hits_by_kind(queries, [names for names, _, _ in found])
        show("Porchlight", means, f"{parts}  without result {sum(not names for names, _, _ in found)}")
        documents = {}
        for path in sorted(corpus.rglob("*.md")):
            text = path.read_text(errors="replace")
            title = re.search(r"^title: *[\"']?(.*?)[\"']?$", text, re.M) or re.search(
                r"^# +(.*)$", text, re.M
            )
            documents[str(path.relative_to(corpus))] = (title[1] if title else path.stem, text)
        show_others(documents, queries)
        theirs = show_pagefind(ours, queries)
        if theirs:
            print(f"              {hits_by_kind(queries, theirs)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=str(ROOT / ".build/release/porchlight"))
    parser.add_argument("sets", nargs="*")
    options = parser.parse_args()
    if not DATA.exists():
        return print(f"PORCHLIGHT_DATA is not set: {len(BEIR) + len(TABLES)} sets skipped.")
    for name in options.sets or BEIR + list(TABLES):
        if name in TABLES:
            run_table(name, options.program)
        else:
            run_beir(name, options.program)


if __name__ == "__main__":
    main()
