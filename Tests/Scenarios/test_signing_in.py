"""Everybody of the desk signs in as themselves: a link from the command line, and what they do bears their name."""

import re
from email import message_from_bytes, policy

from program import porchlight
from running_desk import make_content, running
from test_plugins_on_the_past import eventually, tickets

AGENTS = "agents:\n  - { id: ada, name: Ada L. }\n  - { id: grace, name: Grace H. }\n"


def sign_in(folder, agent, *options, code=0):
    said = porchlight("sign-in", agent, *options, folder=folder)
    assert said.returncode == code, said.stdout + said.stderr
    return said.stdout if code == 0 else said.stderr


def session(desk, link):
    status, headers, _ = desk.ask(link, {})
    return status, headers["Set-Cookie"] and {"Cookie": headers["Set-Cookie"].split(";")[0]}


def test_an_agent_signs_in_by_a_link_and_what_they_do_bears_their_name(tmp_path):
    make_content(tmp_path, desk=AGENTS)
    with running(tmp_path) as desk:
        asked = desk.question()
        number = re.search(r"/t/(\d+)", asked).group(1)
        path = re.fullmatch(r"Desk sign-in of ada, works once: (/sign-in/\S+)\n", sign_in(tmp_path, "ada", "--port", "0")).group(1)
        status, cookie = session(desk, path)
        assert status == 303 and cookie
        assert session(desk, path)[0] == 403, "a link worked twice"
        assert desk.ask(f"/desk/tickets/{number}/take", {}, cookie)[0] == 303
        assert desk.ask(f"/desk/tickets/{number}/solve", {}, cookie)[0] == 303
        (ticket,) = eventually(lambda: tickets(tmp_path))
        assert ticket["ticket"]["state"]["assignee"] == "ada"
        assert {"agent": {"name": "ada"}} in [event["actor"] for event in ticket["events"]]
        # What they do bears the id, and people read the name: colleagues, and the customer.
        note, answer = {"body": "Called.", "key": ""}, {"body": "Turn it on.", "key": ""}
        assert desk.ask(f"/desk/tickets/{number}/note", note, cookie)[0] == 303
        assert desk.ask(f"/desk/tickets/{number}/reply", answer, cookie)[0] == 303
        shown = desk.ask(f"/desk/tickets/{number}", headers=cookie)[2]
        assert "with <strong><bdi>Ada L.</bdi></strong>" in shown
        assert shown.count("<header><strong><bdi>Ada L.</bdi></strong>") == 2
        assert "<bdi>Ada L.</bdi></strong>" in desk.ask(asked)[2] and "<bdi>ada</bdi>" not in desk.ask(asked)[2]
        outbox = tmp_path / ".porchlight/outbox"
        (mail,) = eventually(lambda: [text for text in (message_from_bytes(path.read_bytes(), policy=policy.default)
                                      .get_content() for path in outbox.glob("*.eml")) if "Turn it on." in text])
        assert "Turn it on.\n\nAda L.\n\n" in mail.replace("\r\n", "\n")
        # The owner's session goes on beside it, and an unused link gives way to the next one.
        assert session(desk, desk.sign_in)[0] == 303
        first = sign_in(tmp_path, "grace", "--public-address", "https://help.example.org")
        assert first.startswith("Desk sign-in of grace, works once: https://help.example.org/sign-in/")
        second = sign_in(tmp_path, "grace")
        assert "works once: http://127.0.0.1:8080/sign-in/" in second
        paths = [re.search(r"/sign-in/\S+", text).group() for text in (first, second)]
        assert [session(desk, path)[0] for path in paths] == [403, 303]


def test_who_is_no_agent_is_refused_with_the_names_of_those_who_are(tmp_path):
    make_content(tmp_path, desk=AGENTS)
    assert sign_in(tmp_path, "bob", code=1) == "Error: there is no agent “bob”; desk.yaml names ada, grace.\n"
    assert "there is no desk" in sign_in(tmp_path, "ada", code=1)
    make_content(tmp_path, desk="")
    assert "desk.yaml names none below agents." in sign_in(tmp_path, "ada", code=1)
    with running(tmp_path) as desk:
        path = re.search(r"/sign-in/\S+", sign_in(tmp_path, "Owner")).group()
        assert session(desk, path)[0] == 303
    assert porchlight("sign-in", folder=tmp_path).returncode == 64
