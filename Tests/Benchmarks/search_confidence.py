"""Fits the confidence of Confidence.swift; search_weights.py runs it."""

import json

from search_quality import DATA, read_beir

STACKFAQ = "retrieval/stackfaq"
FOLDS = 8


def without_answers(judge_, weights):
    """StackFAQ's questions with their thread's answers taken out: the figures of the first answers."""
    documents, queries = read_beir(DATA / STACKFAQ)
    threads = sorted({name[:4] for name, _, _ in queries})
    names = []
    for fold in range(FOLDS):
        out = set(threads[fold::FOLDS])
        articles = [
            {"id": key, "title": title, "sections": [{"heading": "", "text": text}]}
            for key, (title, text) in documents.items() if key[:4] not in out
        ]
        names.append(f"stackfaq-without-{fold}")
        judge_.write(names[-1], articles, [query for query in queries if query[0][:4] in out], "en")
    process = judge_.start(names)
    print(json.dumps(weights), file=process.stdin, flush=True)
    found = [one["figures"] for _ in names for one in json.loads(process.stdout.readline())]
    process.stdin.close()
    process.wait()
    return found


def auroc(right, wrong):
    return sum((a > b) + 0.5 * (a == b) for a in right for b in wrong) / len(right) / len(wrong)


def fit(judge_, weights):
    """Prints what the confidence should be made of, and how well it then tells right from wrong."""
    from sklearn.linear_model import LogisticRegression

    figures, labels, importance, sets = [], [], [], []
    for name, answers in judge_.answers(weights).items():
        for one, grades in zip(answers, judge_.grades[name]):
            figures.append(one["figures"])
            labels.append(bool(one["articles"]) and one["articles"][0] in grades)
            importance.append(1 / len(answers))
            sets.append(name)
    missing = without_answers(judge_, weights)
    figures += missing
    labels += [False] * len(missing)
    importance += [1 / len(missing)] * len(missing)
    sets += ["no answer"] * len(missing)
    rows = [[value / 1024 for value in row] for row in figures]
    # What tells questions with an answer from those without, whichever answer comes first …
    known = [at for at, name in enumerate(sets) if name in (STACKFAQ, "no answer")]
    direction = LogisticRegression(C=1e4, max_iter=10_000).fit(
        [rows[at] for at in known], [sets[at] == STACKFAQ for at in known])
    lines = [[value] for value in direction.decision_function(rows)]
    # … and how sure that makes of the first answer on all sets: this changes no order.
    scale = len(rows) / sum(importance)
    model = LogisticRegression(C=1e4, max_iter=10_000)
    model.fit(lines, labels, sample_weight=[one * scale for one in importance])
    slope = model.coef_[0][0]
    factors = [round(slope * weight * 16) for weight in direction.coef_[0]]
    offset = round((slope * direction.intercept_[0] + model.intercept_[0]) * 1024)
    print(f"confidence: share {factors[0]}, evidence {factors[1]}, title {factors[2]}, offset {offset}")
    chances = model.predict_proba(lines)[:, 1]
    there = [chance for chance, name in zip(chances, sets) if name == STACKFAQ]
    print(f"  StackFAQ with and without answers: AUROC "
          f"{auroc(there, [c for c, name in zip(chances, sets) if name == 'no answer']):.3f}")
    for low, high in ((0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        inside = [label for chance, label in zip(chances, labels) if low <= chance < high]
        if inside:
            print(f"  confidence {low:.1f} to {min(high, 1):.1f}: "
                  f"{100 * sum(inside) / len(inside):3.0f} % of {len(inside)} are right")
    for name in dict.fromkeys(sets):
        mine = [(chance, label) for chance, label, other in zip(chances, labels, sets) if other == name]
        said = sum(chance for chance, _ in mine) / len(mine)
        true = sum(label for _, label in mine) / len(mine)
        print(f"  {name}: says {100 * said:.0f} %, is {100 * true:.0f} %")
