"""Two desks share plugins/: each decides with state and log of its own, and one that is allowed later joins both."""

import json
import signal

from program import porchlight
from running_desk import make_content, running
from test_plugins_on_the_past import eventually, tickets

COUNTER = """
import json, sys
for line in sys.stdin:
    call = json.loads(line)
    if "id" not in call: continue
    if call["method"] == "initialize": result = {"protocol": 1, "hooks": ["ticket.enrich"]}
    elif call["method"] == "shutdown": result = {}
    else:
        count = call["params"]["state"]["doc"].get("count", 0) + 1
        print("%s %d" % (call["params"]["ticket"]["id"], count), file=sys.stderr, flush=True)
        result = {"tags": ["%s-%d" % (NAME, count)], "state_patch": {"count": count}}
    print(json.dumps({"jsonrpc": "2.0", "id": call["id"], "result": result}), flush=True)
"""
OFF = "plugins: { rules: false, escalate: false, follow-up: false, learned-router: false, suggest-answers: false }\n"
ENV = {"PATH": "/usr/bin:/bin"}
FEW = ["--questions-per-mail-address", "1000", "--questions-per-address", "1000", "--questions-per-network", "1000"]


def plugin(folder, name):
    place = folder / "plugins" / name
    place.mkdir(parents=True)
    (place / "plugin.json").write_text(json.dumps({
        "id": name, "version": "1", "protocol": 1, "title": "Counts", "command": ["python3", "main.py"],
        "hooks": {"ticket.enrich": {"timeout_ms": 5000}}, "grants": ["ticket.tags.write"]}))
    (place / "main.py").write_text(f"NAME = {name!r}\n{COUNTER}")


def tags(folder):
    return [sorted(one["ticket"]["state"].get("tags") or []) for one in tickets(folder)]


def test_two_desks_decide_at_once_with_one_folder_of_plugins_and_both_take_in_what_is_allowed(tmp_path):
    plugin(tmp_path, "first")
    assert porchlight("plugin", "allow", "first", "--yes", folder=tmp_path).returncode == 0
    homes = [tmp_path / "one", tmp_path / "two"]
    for home in homes:
        home.mkdir()
        make_content(home, desk=OFF)
    shared = ["--plugins", str(tmp_path / "plugins"), *FEW]
    with running(homes[0], *shared, env=ENV) as one, running(homes[1], *shared, env=ENV) as two:
        for number in range(3):
            one.question(f"My lamp {number}")
            two.question(f"My lamp {number}")
        two.question("One more")
        eventually(lambda: tags(homes[0]) == [["first-1"], ["first-2"], ["first-3"]])
        eventually(lambda: tags(homes[1]) == [["first-1"], ["first-2"], ["first-3"], ["first-4"]])

        plugin(tmp_path, "second")
        assert porchlight("plugin", "allow", "second", "--yes", folder=tmp_path).returncode == 0
        for desk in [one, two]:
            desk.process.send_signal(signal.SIGHUP)
        for home, desk, count in [(homes[0], one, 4), (homes[1], two, 5)]:
            def both():
                desk.question("Again")
                return eventually(lambda: tags(home)[-1])
            eventually(lambda: any(tag.startswith("second-") for tag in both()))
            latest = tags(home)[-1]
            assert any(tag.startswith("first-") and int(tag[6:]) >= count for tag in latest), latest
        said = [desk.stop()[1] for desk in [one, two]]
    for home, text in zip(homes, said):
        assert 'changed=["second"]' in text
        logged = porchlight("plugin", "logs", "first", folder=home).stdout.splitlines()
        numbers = [int(line.split()[1]) for line in logged if line.startswith("T-")]
        assert numbers == list(range(1, len(numbers) + 1)), logged
