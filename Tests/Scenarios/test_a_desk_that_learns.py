"""A desk whose tickets are routed by agents first, then by what it learned from them; and the classifier on its own."""

import json
import re

from program import porchlight
from running_desk import make_content, running
from test_plugins_on_the_past import eventually, tickets

DESK = """queues:
  - { id: billing, title: Billing }
  - { id: shipping, title: Shipping }
plugins:
  learned-router: { threshold: 0.6 }
  suggest-answers: false
"""
CLOSER = '''
from porchlight_plugin import Plugin

plugin = Plugin()


@plugin.on("event")
def solved(delivery):
    return {"actions": [{"do": "close", "ticket": e["ticket"]["id"], "reason": "solved"} for e in delivery["events"]]}


plugin.run()
'''
BILLING = ["I was charged twice for invoice {}", "Please refund my payment {}", "The invoice {} has a wrong price",
           "My card was charged for order {}", "When does the refund of payment {} come"]
SHIPPING = ["My parcel {} has not arrived", "Where is the delivery {}", "The courier lost package {}",
            "Track parcel {} for me", "The package {} came damaged"]
MANY = ["--questions-per-mail-address", "1000", "--questions-per-address", "1000", "--questions-per-network", "1000"]


def with_closer(folder):
    assert porchlight("plugin", "new", "closer", folder=folder).returncode == 0
    place = folder / "plugins/closer"
    (place / "main.py").write_text(CLOSER)
    manifest = json.loads((place / "plugin.json").read_text())
    manifest |= {"hooks": {"event": {"types": ["ticket.solved"]}}, "grants": ["ticket.status.write"], "needs": []}
    (place / "plugin.json").write_text(json.dumps(manifest))
    for example in (place / "examples").glob("*"):
        example.unlink()
    assert porchlight("plugin", "allow", "closer", "--yes", folder=folder).returncode == 0


class Agent:
    """Somebody who is signed in and does what the desk's forms do."""

    def __init__(self, desk):
        self.desk = desk
        _, headers, _ = desk.ask(desk.sign_in, {})
        self.headers = {"Cookie": headers["Set-Cookie"].split(";")[0]}

    def do(self, number, what, **form):
        status, _, body = self.desk.ask(f"/desk/tickets/{number}/{what}", form, self.headers)
        assert status == 303, body

    def page(self, number):
        return self.desk.ask(f"/desk/tickets/{number}", headers=self.headers)[2]


def number(path):
    return int(re.search(r"/t/(\d+)", path).group(1))


def route(desk, folder, text, person):
    """The queue that the desk chose, and what its trail says of the router."""
    ticket = number(desk.question(text, subject=text, address=f"{person}@example.org"))

    def decided():
        found = [one for one in tickets(folder) if one["ticket"]["state"]["id"]["number"] == ticket]
        return found[0] if found and found[0]["isDecided"] else None

    record = eventually(decided)
    said = [one for one in record["decisions"] if one["plugin"] == "learned-router"]
    return ticket, record["ticket"]["state"]["queue"], said[-1]["reason"]


def kept(folder):
    return [path for path in (folder / ".porchlight/plugins/learned-router").rglob("*") if path.is_file()]


def test_agents_route_the_desk_learns_and_routes_and_forgets_who_is_erased(tmp_path):
    make_content(tmp_path, desk=DESK)
    with_closer(tmp_path)
    with running(tmp_path, *MANY) as desk:
        agent = Agent(desk)
        _, queue, said = route(desk, tmp_path, "I was charged twice for my invoice", "first")
        assert (queue, said) == ("triage", "it has seen 0 closed tickets and begins with 20")
        for place in range(24):
            texts, queue = (BILLING, "billing") if place % 2 else (SHIPPING, "shipping")
            text = texts[place // 2 % 5].format(1000 + place)
            if place == 1:
                text = "Zanzibarium: I was charged twice for an invoice"
            ticket = number(desk.question(text, subject=text, address=f"person{place}@example.org"))
            agent.do(ticket, "change", queue=queue, was_queue="triage")
            agent.do(ticket, "solve")
            erased = ticket if place == 1 else erased if place else None
        eventually(lambda: sum(one["ticket"]["state"]["status"] == "closed" for one in tickets(tmp_path)) == 24, 60)

        def routed():
            found = route(desk, tmp_path, "The refund of my invoice was charged", "next")
            return found if found[1] == "billing" else None

        ticket, _, said = eventually(routed, 60)
        told = re.fullmatch(
            r"it reads like tickets that people left in billing, \d+ % sure: .*"
            r"\(model ([0-9a-f]{16}), 20 closed tickets\)", said)
        assert told, said
        assert told.group(1) in agent.page(ticket)
        assert route(desk, tmp_path, "Where is my parcel", "other")[1] == "shipping"
        assert any(b"Zanzibarium" in path.read_bytes() for path in kept(tmp_path))

        agent.do(erased, "erase")
        eventually(lambda: not any(b"Zanzibarium" in path.read_bytes() for path in kept(tmp_path)))

        def named_otherwise():
            found = route(desk, tmp_path, "The refund of my invoice was charged", "again")
            model = re.search(r"model ([0-9a-f]{16})", found[2])
            return model and model.group(1) != told.group(1)

        eventually(named_otherwise, 60)
        assert route(desk, tmp_path, "Where is my parcel", "more")[1] == "shipping"


def examples(folder):
    lines = [json.dumps({"text": text.format(number), "label": label})
             for number in range(8) for texts, label in [(BILLING, "billing"), (SHIPPING, "shipping")] for text in texts]
    (folder / "examples.jsonl").write_text("\n".join(lines) + "\n")


TRAIN = ("plugin", "run", "learned-router", "train", "examples.jsonl", "--model", "router.plr")
EVALUATE = ("plugin", "run", "learned-router", "evaluate", "more.jsonl", "--model", "router.plr")


def test_the_classifier_learns_from_a_file_and_says_a_line_for_each_text(tmp_path):
    examples(tmp_path)
    trained = porchlight(*TRAIN, folder=tmp_path)
    assert (trained.returncode, trained.stderr) == (0, ""), trained.stderr
    first = (tmp_path / "router.plr").read_bytes()
    asked = [("Refund my invoice", "billing"), ("Where is my parcel", "shipping"), ("Grüße 😀", None)]
    (tmp_path / "more.jsonl").write_text("".join(
        json.dumps({"text": text, **({"label": label} if label else {})}, ensure_ascii=False) + "\n\n"
        for text, label in asked))
    said = porchlight(*EVALUATE, "--json", folder=tmp_path)
    assert (said.returncode, said.stderr) == (0, "")
    lines = [json.loads(line) for line in said.stdout.splitlines()]
    assert [sorted(line) for line in lines] == [["abstained", "label", "predicted", "score", "text"]] * 3
    assert [(line["text"], line["label"]) for line in lines] == asked
    assert [line["predicted"] for line in lines[:2]] == ["billing", "shipping"]
    assert all(0 <= line["score"] <= 1 and isinstance(line["abstained"], bool) for line in lines)
    assert lines[2]["abstained"] and not lines[0]["abstained"]
    assert porchlight(*EVALUATE, folder=tmp_path).stdout.startswith("3 texts, 2 with a label that the model knows.")
    # The same examples, the same model, down to the last byte.
    assert porchlight(*TRAIN, folder=tmp_path).returncode == 0
    assert (tmp_path / "router.plr").read_bytes() == first


def test_all_lines_that_cannot_be_read_are_told_at_once_and_nothing_is_written(tmp_path):
    bad = '{"text": "a", "label": "x"}\nnothing\n\n{"label": "x"}\n{"text": 7, "label": "x"}\n[1]\n'
    wanted = ["2: the line is not JSON", "4: there is no “text”", "5: “text” is not text", "6: the line is not an object"]
    examples(tmp_path)
    (tmp_path / "more.jsonl").write_text(bad)
    assert porchlight(*TRAIN, folder=tmp_path).returncode == 0
    (tmp_path / "examples.jsonl").write_text(bad)
    model = (tmp_path / "router.plr").read_bytes()
    for command, file in [(TRAIN, "examples.jsonl"), ((*EVALUATE, "--json"), "more.jsonl")]:
        refused = porchlight(*command, folder=tmp_path)
        lines = refused.stderr.removeprefix("Error: ").splitlines()
        assert (refused.returncode, refused.stdout) == (1, "")
        assert [line.split(":", 1)[1].startswith(want) for line, want in zip(lines, wanted)] == [True] * 4, lines
        assert all(line.startswith(f"{file}:") for line in lines[:4])
    assert (tmp_path / "router.plr").read_bytes() == model
    (tmp_path / "router.plr").write_bytes(model[:-9])
    broken = porchlight(*EVALUATE, folder=tmp_path)
    assert broken.returncode == 1 and "router.plr" in broken.stderr
