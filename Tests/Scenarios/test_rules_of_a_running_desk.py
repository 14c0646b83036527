"""Rules and plugins' settings are taken up while a desk runs: good ones for the next ticket, broken ones never."""

import json
import os
import pty
import re
import shutil
import signal
import threading
import time

from program import porchlight
from running_desk import make_content, running
from test_plugins_on_the_past import eventually, tickets

DESK = """queues:
  - { id: billing, title: Billing }
  - { id: lamps, title: Lamps }
agents:
  - { id: ada, name: Ada L. }
"""
RULES = "- name: Everything\n  when: { any_word: [lamp] }\n  queue: {queue}\n"
MANY = ["--questions-per-mail-address", "1000", "--questions-per-address", "1000", "--questions-per-network", "1000"]


def write(folder, queue):
    (folder / "content/_rules").mkdir(exist_ok=True)
    (folder / "content/_rules/lamps.yaml").write_text(RULES.replace("{queue}", queue))


def desk(folder, settings=""):
    make_content(folder, desk=DESK + settings)
    write(folder, "billing")


def queue_of(folder, path):
    number = int(re.search(r"/t/(\d+)", path).group(1))
    found = [one for one in tickets(folder) if one["ticket"]["state"]["id"]["number"] == number and one["isDecided"]]
    return found and found[0]["ticket"]["state"]["queue"]


def asked(folder, server, wanted):
    """Asks until a ticket comes into a queue: a file that was written is taken up a moment later."""
    return eventually(lambda: queue_after(folder, server.question("My lamp")) == wanted, 30)


def queue_after(folder, path):
    return eventually(lambda: queue_of(folder, path))


def page(server, plugin):
    if not hasattr(server, "cookie"):
        token = server.sign_in.rsplit("/", 1)[1]
        _, headers, body = server.ask(server.sign_in, {"token": token})
        server.cookie = headers["Set-Cookie"].split(";")[0]
    return server.ask(f"/desk/plugins/{plugin}", headers={"Cookie": server.cookie})[2]


def test_changed_rules_decide_the_next_ticket_and_no_ticket_in_between_is_lost(tmp_path):
    desk(tmp_path)
    paths, stopped = [], threading.Event()
    with running(tmp_path, *MANY) as server:
        assert queue_after(tmp_path, server.question("My lamp")) == "billing"

        def go_on_asking():
            while not stopped.is_set():
                paths.append(server.question("My lamp"))

        asking = threading.Thread(target=go_on_asking)
        asking.start()
        for queue in ["lamps", "billing", "lamps"]:
            count = len(paths)
            write(tmp_path, queue)
            eventually(lambda: len(paths) > count + 20, 60)
        stopped.set()
        asking.join()
        assert asked(tmp_path, server, "lamps")
        all_of_them = eventually(lambda: all(one["isDecided"] for one in tickets(tmp_path)) and tickets(tmp_path), 60)
    queues = [one["ticket"]["state"]["queue"] for one in all_of_them]
    astray = [one for one in all_of_them if one["ticket"]["state"]["queue"] not in ["billing", "lamps"]]
    assert len(queues) > len(paths) > 60 and not astray, json.dumps([one["decisions"] for one in astray], indent=1)
    assert queues[-1] == "lamps"


def test_rules_that_are_just_being_written_are_read_once_they_are_whole(tmp_path):
    desk(tmp_path)
    with running(tmp_path, *MANY) as server:
        assert queue_after(tmp_path, server.question("My lamp")) == "billing"
        with open(tmp_path / "content/_rules/lamps.yaml", "w") as file:  # which empties it
            (tmp_path / "content/_rules/more.yaml").write_text("- name: Shades\n  when: { any_word: [shade] }\n  queue: lamps\n")
            for _ in range(4):
                time.sleep(0.4)
                assert queue_after(tmp_path, server.question("My lamp")) == "billing"
            file.write(RULES.replace("{queue}", "lamps"))
        assert asked(tmp_path, server, "lamps")
        assert queue_after(tmp_path, server.question("My shade", subject="Shade")) == "lamps"


def test_a_file_that_was_just_emptied_is_looked_at_again_also_where_the_system_tells_nothing(tmp_path):
    desk(tmp_path)
    with running(tmp_path, *MANY, env={"PATH": "/usr/bin:/bin"}) as server:
        # A name that begins with a dot is not watched.
        (tmp_path / "content/.rules").mkdir()
        hidden = tmp_path / "content/.rules/lamps.yaml"
        hidden.write_text(RULES.replace("{queue}", "lamps"))
        (tmp_path / "content/_rules/lamps.yaml").unlink()
        (tmp_path / "content/_rules/lamps.yaml").symlink_to("../.rules/lamps.yaml")
        assert asked(tmp_path, server, "lamps")
        with open(hidden, "w") as file:  # which empties it
            server.process.send_signal(signal.SIGHUP)
            time.sleep(0.05)
            file.write(RULES.replace("{queue}", "billing"))
        queues = []
        while "billing" not in queues and len(queues) < 40:
            queues.append(queue_after(tmp_path, server.question("My lamp")))
        assert set(queues) <= {"lamps", "billing"} and queues[-1] == "billing"


def test_broken_rules_change_nothing_and_log_and_page_say_where_until_they_are_mended(tmp_path):
    desk(tmp_path)
    with running(tmp_path, *MANY) as server:
        assert queue_after(tmp_path, server.question("My lamp")) == "billing"
        rules = tmp_path / "content/_rules/lamps.yaml"
        rules.write_text(RULES.replace("{queue}", "nowhere") + "- name: Again\n  when: { colour: red }\n  queue: lamps\n")
        places = ["content/_rules/lamps.yaml:3:10: there is no queue “nowhere”",
                  "content/_rules/lamps.yaml:5:11: there is no field “colour”"]
        text = eventually(lambda: [t for t in [page(server, "rules")] if "was not taken up" in t])[0]
        assert all(place in text for place in places) and "Everything" not in text
        assert "was not taken up" not in page(server, "escalate")
        assert queue_after(tmp_path, server.question("My lamp")) == "billing"
        write(tmp_path, "lamps")
        assert asked(tmp_path, server, "lamps")
        assert "was not taken up" not in page(server, "rules")
        _, said = server.stop()
    assert all(said.count(place) == 1 for place in places), said
    assert "plugins go on as before" in said


def test_settings_of_plugins_are_taken_up_and_those_that_cannot_be_are_told_with_their_place(tmp_path):
    desk(tmp_path)
    settings = tmp_path / "content/desk.yaml"
    hook = "plugins:\n  webhook:\n    targets:\n      - url: {url}\n        events: [ticket.created]\n"
    with running(tmp_path, *MANY) as server:
        assert "Tells other programs" not in page(server, "webhook")
        settings.write_text(DESK + hook.replace("{url}", "https://chat.example.org/hook"))
        eventually(lambda: "Tells other programs" in page(server, "webhook"))
        settings.write_text(DESK + hook.replace("{url}", "ftp://chat.example.org"))
        eventually(lambda: "content/desk.yaml:9:14: the settings of webhook" in page(server, "webhook"))
        settings.write_text(DESK + "plugins:\n  webhook: {\n")
        eventually(lambda: ": the YAML cannot be read" in page(server, "rules"))
        settings.write_text(DESK + "plugins: { rules: { zone: Europe/Berlin } }\n")
        eventually(lambda: server.ask("/desk/plugins/webhook", headers={"Cookie": server.cookie})[0] == 404)
        assert "was not taken up" not in page(server, "rules")
        settings.write_text(DESK.replace("Ada L.", "Ada K.") + "plugins: { escalate: { lead: nobody } }\n")
        eventually(lambda: "the settings of escalate: `lead` is somebody like" in page(server, "escalate"))
        _, said = server.stop()
    assert "taken up when the desk is started again" in said


def test_a_mistake_in_the_settings_of_one_plugin_holds_back_that_one_alone(tmp_path):
    desk(tmp_path)
    settings = tmp_path / "content/desk.yaml"
    hook = "plugins:\n  webhook:\n    targets:\n      - url: {url}\n        events: [ticket.created]\n"
    good = DESK + hook.replace("{url}", "https://chat.example.org/hook")
    with running(tmp_path, *MANY) as server:
        settings.write_text(good)
        eventually(lambda: "Tells other programs" in page(server, "webhook"))
        settings.write_text(good.replace("https:", "ftp:"))
        eventually(lambda: "the settings of webhook" in page(server, "webhook"))
        write(tmp_path, "lamps")
        assert asked(tmp_path, server, "lamps")
        assert "was not taken up" not in page(server, "rules")
        # It goes on with its own last settings, also while others come and go.
        assert "Tells other programs" in page(server, "webhook")
        assert "was not taken up" in page(server, "webhook")
        (tmp_path / "content/_rules/lamps.yaml").write_text(RULES.replace("{queue}", "nowhere"))
        eventually(lambda: "was not taken up" in page(server, "rules"))
        settings.write_text(good)
        eventually(lambda: "was not taken up" not in page(server, "webhook"))
        assert "was not taken up" in page(server, "rules")
        assert queue_after(tmp_path, server.question("My lamp")) == "lamps"
        _, said = server.stop()
    assert "what changed for webhook was not taken up" in said
    assert "what changed for rules, webhook was not taken up" in said


def test_a_desk_yaml_that_cannot_be_read_is_no_reason_to_speak_of_a_new_start(tmp_path):
    desk(tmp_path, "plugins: { rules: { zone: Europe/Berlin } }\n")
    settings = tmp_path / "content/desk.yaml"
    text = settings.read_text()
    with running(tmp_path, *MANY, env={"PATH": "/usr/bin:/bin"}) as server:
        page(server, "rules")
        settings.write_text("queues: [")
        for plugin in ["rules", "escalate"]:
            eventually(lambda: ": the YAML cannot be read" in page(server, plugin))
        write(tmp_path, "lamps")
        assert queue_after(tmp_path, server.question("My lamp")) == "billing"
        settings.write_text(text)
        assert asked(tmp_path, server, "lamps")
        _, said = server.stop()
    assert "all plugins go on as before" in said and "when the desk is started again" not in said


def linked(server):
    """The plugins that run, as the desk's page lists them."""
    page(server, "rules")
    text = server.ask("/desk/plugins", headers={"Cookie": server.cookie})[2]
    return re.findall(r'href="/desk/plugins/([^"]+)"', text)


def test_a_desk_yaml_that_is_gone_starts_nothing_that_was_off_until_an_empty_one_says_so(tmp_path):
    desk(tmp_path, "plugins: { escalate: false, follow-up: false, learned-router: false }\n")
    settings = tmp_path / "content/desk.yaml"
    with running(tmp_path, *MANY) as server:
        assert linked(server) == ["rules", "suggest-answers"]
        settings.unlink()
        gone = "content/desk.yaml is gone: put it back; an empty file stands for a desk without settings"
        for plugin in ["rules", "suggest-answers"]:
            eventually(lambda: gone in page(server, plugin))
        server.process.send_signal(signal.SIGHUP)
        write(tmp_path, "lamps")
        time.sleep(2)  # so that it would be taken up
        assert linked(server) == ["rules", "suggest-answers"]
        assert queue_after(tmp_path, server.question("My lamp")) == "billing"
        settings.write_text(DESK + "plugins: { escalate: false, follow-up: false }\n")
        eventually(lambda: linked(server) == ["learned-router", "rules", "suggest-answers"])
        assert "was not taken up" not in page(server, "rules")
        assert asked(tmp_path, server, "lamps")
        settings.write_text("")
        eventually(lambda: len(linked(server)) == 5)
        _, said = server.stop()
    assert said.count(gone) >= 2 and "all plugins go on as before" in said


def test_rules_that_are_all_gone_go_on_until_an_empty_file_says_that_there_are_none(tmp_path):
    desk(tmp_path)
    rules = tmp_path / "content/_rules"
    (rules / "shades.yaml").write_text("- name: Shades\n  when: { any_word: [shade] }\n  queue: lamps\n")
    with running(tmp_path, *MANY) as server:
        assert queue_after(tmp_path, server.question("My shade", subject="Shade")) == "lamps"
        # One file of several that somebody deletes is a change as any other.
        (rules / "shades.yaml").unlink()
        assert eventually(lambda: queue_after(tmp_path, server.question("My shade", subject="Shade")) == "triage", 30)
        shutil.rmtree(rules)
        gone = "content/_rules/: no file of rules is there any more"
        eventually(lambda: gone in page(server, "rules"))
        assert "was not taken up" not in page(server, "escalate")
        server.process.send_signal(signal.SIGHUP)
        (tmp_path / "content/desk.yaml").write_text(DESK + "plugins: { follow-up: false }\n")
        eventually(lambda: "follow-up" not in linked(server))
        assert gone in page(server, "rules")
        assert queue_after(tmp_path, server.question("My lamp")) == "billing"
        write(tmp_path, "lamps")
        assert asked(tmp_path, server, "lamps")
        assert "was not taken up" not in page(server, "rules")
        (rules / "lamps.yaml").write_text("")
        assert asked(tmp_path, server, "triage")
        assert "was not taken up" not in page(server, "rules")


def test_a_plugin_that_is_switched_on_has_its_key_before_its_first_request(tmp_path):
    desk(tmp_path)
    key = tmp_path / ".porchlight/secrets/webhook/DELIVER_SECRET"
    hook = "plugins:\n  webhook:\n    targets:\n      - url: https://chat.example.org/hook\n        events: [ticket.created]\n"
    with running(tmp_path, *MANY) as server:
        page(server, "rules")
        assert not key.exists()
        (tmp_path / "content/desk.yaml").write_text(DESK + hook)
        eventually(lambda: "Tells other programs" in page(server, "webhook"))
        drawn = key.read_text()
        assert drawn.startswith("whsec_") and key.stat().st_mode & 0o777 == 0o600
        # It stays the same when settings change again.
        (tmp_path / "content/desk.yaml").write_text(DESK + hook.replace("ticket.created", "ticket.solved"))
        eventually(lambda: server.ask("/desk/plugins/webhook", headers={"Cookie": server.cookie})[0] == 200)
        time.sleep(1)
        assert key.read_text() == drawn


def test_the_signal_hup_has_everything_read_again(tmp_path):
    desk(tmp_path)
    with running(tmp_path, *MANY, env={"PATH": "/usr/bin:/bin"}) as server:
        assert queue_after(tmp_path, server.question("My lamp")) == "billing"
        # A name that begins with a dot is not watched: links that are swapped have such names.
        rules = tmp_path / "content/_rules/lamps.yaml"
        (tmp_path / ".next").write_text(RULES.replace("{queue}", "lamps"))
        (tmp_path / "content/.rules").mkdir()
        (tmp_path / ".next").rename(tmp_path / "content/.rules/lamps.yaml")
        rules.unlink()
        rules.symlink_to("../.rules/lamps.yaml")
        assert asked(tmp_path, server, "lamps")
        (tmp_path / "content/.rules/lamps.yaml").write_text(RULES.replace("{queue}", "billing"))
        server.process.send_signal(signal.SIGHUP)
        assert asked(tmp_path, server, "billing")
        code, said = server.stop()
    assert code == 0 and said.count("plugins were read again") >= 2


def test_rules_hand_tickets_to_an_agent_of_the_desk_and_may_overrule_other_plugins(tmp_path):
    desk(tmp_path, "plugins:\n  keep-together: false\n")
    rules = ("- name: Hints\n  when: { any_word: [lamp] }\n  queue: lamps\n  assignee: {agent}\n  strength: must\n")
    (tmp_path / "content/_rules/lamps.yaml").write_text(rules.replace("{agent}", "ada"))
    with running(tmp_path, *MANY) as server:
        assert queue_after(tmp_path, server.question("My lamp")) == "lamps"
        server.stop()
    (ticket,) = tickets(tmp_path)
    assert ticket["ticket"]["state"]["assignee"] == "ada"
    assert [one for one in ticket["decisions"] if "must" in json.dumps(one["outcome"]) and one["won"]]
    (tmp_path / "content/_rules/lamps.yaml").write_text(rules.replace("{agent}", "bob"))
    refused = porchlight("serve", "--port", "0", folder=tmp_path)
    assert refused.returncode == 1
    assert "content/_rules/lamps.yaml:4:13: there is no agent “bob”; desk.yaml names ada." in refused.stderr


def test_a_desk_in_a_terminal_that_has_nothing_to_watch_runs_until_it_is_stopped(tmp_path):
    make_content(tmp_path)
    assert porchlight("build", "--output", "site", folder=tmp_path).returncode == 0
    shutil.rmtree(tmp_path / "content")
    master, slave = pty.openpty()
    try:
        with running(tmp_path, "--site", "site", stdin=slave) as server:
            # It ended within some milliseconds.
            time.sleep(1)
            assert server.process.poll() is None
            assert server.ask("/")[0] == 200
            code, said = server.stop()
            assert code == 0 and "ServiceGroupError" not in said
    finally:
        os.close(master)
        os.close(slave)
