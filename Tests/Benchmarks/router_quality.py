#!/usr/bin/env python3
"""How well learned-router learns, beside scikit-learn's linear SVM on the same sentences.

    pip install scikit-learn
    swift build -c release --product porchlight
    PORCHLIGHT_DATA=… python3 Tests/Benchmarks/router_quality.py [--program FILE] [SET…]

Each set is trained on its official training split and asked about its test split. The other one is
a LinearSVC (C = 1) on TF-IDF of words 1-2 and characters 2-5, with the same splits. AUROC says how
well the score parts the test sentences from those that belong to no label: CLINC's oos_val, which
the training never sees, and sofmattress' test_oos. `silent` is the share of these about which the
router keeps silent, `answered` the share of the others that it answers, `right` how often these
answers are right; its threshold comes from training sentences held back. Seconds are of processor
time; predicting is the time for the test split less that for one sentence.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("PORCHLIGHT_DATA", "/nowhere")) / "intents"
# Training split, test split, sentences of no label, goals: accuracy, AUROC.
SETS = {
    "banking77": ("banking77/train", "banking77/test", None, 91.5, None),
    "banking77-10": ("banking77/fewshot_train_10", "banking77/test", None, 76.0, None),
    "clinc150": ("clinc150/train", "clinc150/test", "clinc150/oos_val", 93.0, 95.0),
    "hwu64": ("hwu64/train", "hwu64/test", None, 88.7, None),
    "sofmattress": ("hint3-sofmattress/train", "hint3-sofmattress/test", "hint3-sofmattress/test_oos", 75.0, None),
}
GOALS = {"seconds for 10,000": 10.0, "µs a sentence": 200.0, "MB": 40.0}


def read(name):
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text().splitlines()]


def auroc(inside, outside):
    """The probability that a sentence of a label scores higher than one of none, in percent."""
    ranked = sorted([(score, 1) for score in inside] + [(score, 0) for score in outside])
    total, place = 0.0, 0
    while place < len(ranked):
        end = place
        while end < len(ranked) and ranked[end][0] == ranked[place][0]:
            end += 1
        total += sum(kind for _, kind in ranked[place:end]) * (place + end + 1) / 2
        place = end
    pairs = len(inside) * len(outside)
    return 100 * (total - len(inside) * (len(inside) + 1) / 2) / pairs


def run(*command):
    """A command's output and its seconds of processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return output, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ours(program, folder, train, test, strangers):
    model = folder / "model"
    router = [program, "plugin", "run", "learned-router"]
    _, seconds = run(*router, "train", DATA / f"{train}.jsonl", "--model", model)
    one = folder / "one.jsonl"
    one.write_text(json.dumps(read(test)[0]) + "\n")
    _, start = run(*router, "evaluate", one, "--model", model, "--json")
    ask = lambda name: run(*router, "evaluate", DATA / f"{name}.jsonl", "--model", model, "--json")
    output, asking = ask(test)
    lines = [json.loads(line) for line in output.splitlines()]
    answered = [line for line in lines if not line["abstained"]]
    result = {
        "accuracy": 100 * sum(line["label"] == line["predicted"] for line in lines) / len(lines),
        "seconds": seconds,
        "µs": 1e6 * max(0, asking - start) / len(lines),
        "MB": model.stat().st_size / 1e6,
        "answered": 100 * len(answered) / len(lines),
        "right": 100 * sum(line["label"] == line["predicted"] for line in answered) / max(1, len(answered)),
    }
    if strangers:
        others = [json.loads(line) for line in ask(strangers)[0].splitlines()]
        result["AUROC"] = auroc([line["score"] for line in lines], [line["score"] for line in others])
        result["silent"] = 100 * sum(line["abstained"] for line in others) / len(others)
    return result


def theirs(train, test, strangers):
    import numpy
    from scipy.sparse import hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"(?u)\b\w+\b")
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    texts = lambda name: [line["text"] for line in read(name)]
    vectors = lambda name: hstack([words.transform(texts(name)), letters.transform(texts(name))]).tocsr()
    start = time.process_time()
    words.fit(texts(train))
    letters.fit(texts(train))
    machine = LinearSVC(C=1).fit(vectors(train), [line["label"] for line in read(train)])
    result = {"seconds": time.process_time() - start, "MB": machine.coef_.nbytes / 1e6}
    start = time.process_time()
    scores = machine.decision_function(vectors(test))
    result["µs"] = 1e6 * (time.process_time() - start) / len(scores)
    labels = numpy.array([line["label"] for line in read(test)])
    result["accuracy"] = 100 * (machine.classes_[scores.argmax(1)] == labels).mean()
    if strangers:
        others = machine.decision_function(vectors(strangers))
        result["AUROC"] = auroc(list(scores.max(1)), list(others.max(1)))
    return result


def verdict(value, goal, at_most=False):
    reached = value <= goal if at_most else value >= goal
    return f"{'reached' if reached else 'MISSED'} (goal {'≤' if at_most else '≥'} {goal:g})"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--program", default=ROOT / ".build/release/porchlight", type=Path)
    options.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    chosen = options.parse_args()
    sets = chosen.sets or list(SETS)
    if not DATA.is_dir():
        print(f"skipped {len(sets)} sets: set PORCHLIGHT_DATA to the folder of the data")
        return
    missed = 0
    for name in sets:
        train, test, strangers, accuracy, apart = SETS[name]
        count = len(read(train))
        with tempfile.TemporaryDirectory() as folder:
            router = ours(chosen.program, Path(folder), train, test, strangers)
        other = theirs(train, test, strangers)
        verdicts = {"accuracy": verdict(router["accuracy"], accuracy)}
        if apart:
            verdicts["AUROC"] = verdict(router["AUROC"], apart)
        verdicts["µs"] = verdict(router["µs"], GOALS["µs a sentence"], True)
        verdicts["MB"] = verdict(router["MB"], GOALS["MB"], True)
        if count > 5000:
            each = router["seconds"] / count * 10_000
            verdicts["seconds"] = f"{each:.1f} s for 10,000: {verdict(each, GOALS['seconds for 10,000'], True)}"
        print(f"{name}: {count} sentences, {len({line['label'] for line in read(train)})} labels")
        print(f"  {'':10} {'router':>9} {'LinearSVC':>9} {'ratio':>6}")
        for key, value in router.items():
            line = f"  {key:10} {value:9.2f}"
            if key in other:
                line += f" {other[key]:9.2f} {value / other[key]:6.2f}"
            else:
                line += " " * 17
            print(f"{line}  {verdicts.get(key, '')}".rstrip())
        missed += sum("MISSED" in each for each in verdicts.values())
    print(f"goals missed: {missed}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
