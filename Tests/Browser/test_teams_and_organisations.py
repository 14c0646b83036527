"""Who works in which team, and whom customers belong to: from desk.yaml to the ticket's page."""

import re

import pytest
from conftest import Server, eventually
from test_http import ask_for, session
from test_what_hurt_others import mails


def test_every_slip_in_teams_and_organisations_has_its_place(tmp_path):
    server = Server(tmp_path)
    server.content = tmp_path / "content"
    server.content.mkdir()
    (server.content / "lamp.md").write_text("---\ntitle: Lamp\n---\nText.\n")
    (server.content / "desk.yaml").write_text("""agents:
  - {id: grace, name: Grace Hopper, teams: [billign]}
  - {id: a@b.example}
teams:
  - {id: billing, name: Billing, members: [grcae, 7, nobody-like-that]}
  - {id: billing, name: Twice}
  - {id: night, leader: grace}
organisations:
  - {id: acme, name: Acme, domains: [acme.example, "@acme.example", acme], person: grcae}
  - {id: acme, name: Acme again, domains: [b.example]}
  - {id: other, domains: [ACME.example], addresses: [ada, ada@home.example]}
  - {id: third, name: Third, tier: "a@b", adresses: [x@y.example]}
sla:
  - {id: a, when: {organisation: acem}, first_reply: 4 hours}
""")
    with pytest.raises(AssertionError):
        server.start()
    said = [line.partition("content/")[2] for line in (tmp_path / "serve.log").read_text().splitlines()]
    assert [line for line in said if line] == [
        "desk.yaml:2:45: there is no team “billign”: did you mean “billing”?",
        "desk.yaml:3:10: an agent's id is a short name and no mail address: it stands in events.",
        "desk.yaml:5:44: there is no agent “grcae”: did you mean “grace”?",
        "desk.yaml:5:51: there is no agent “7”: add it to “agents”.",
        "desk.yaml:5:54: there is no agent “nobody-like-that”: add it to “agents”.",
        "desk.yaml:6:5: there is another team “billing”: leave one.",
        "desk.yaml:7:5: the team has no “name”: write one.",
        "desk.yaml:7:17: there is no field “leader”; the fields are id, name, members.",
        "desk.yaml:9:52: “@acme.example” is no mail domain: write what stands after the “@”, like acme.example.",
        "desk.yaml:9:69: “acme” is no mail domain: write what stands after the “@”, like acme.example.",
        "desk.yaml:9:84: there is no agent “grcae”: did you mean “grace”?",
        "desk.yaml:10:5: there is another organisation “acme”: leave one.",
        "desk.yaml:11:5: the organisation has no “name”: write one.",
        "desk.yaml:11:27: “acme.example” is of “acme” already: leave one.",
        "desk.yaml:11:54: “ada” is no mail address, like ada@acme.example.",
        "desk.yaml:12:5: nobody belongs to the organisation: write its “domains”, like `[acme.example]`, or “addresses”.",
        "desk.yaml:12:36: a tier's name is a short name and no mail address: it stands in events.",
        "desk.yaml:12:43: there is no field “adresses”; the fields are id, name, domains, addresses, person, tier.",
        "desk.yaml:14:34: there is no organisation “acem”: did you mean “acme”?",
    ], said


def test_a_ticket_shows_whose_people_ask_and_can_be_given_to_a_team(tmp_path):
    server = Server(tmp_path)
    server.content = tmp_path / "content"
    server.content.mkdir()
    (server.content / "lamp.md").write_text("---\ntitle: Lamp\n---\nText.\n")
    (server.content / "desk.yaml").write_text("""agents:
  - {id: grace, name: Grace Hopper}
teams:
  - {id: night, name: Night <shift>, members: [grace]}
organisations:
  - {id: acme, name: Acme & Sons, domains: [acme.example], person: grace, tier: gold}
sla:
  - {id: gold, when: {tier: gold}, first_reply: 30 minutes}
  - {id: usual, first_reply: 8 hours}
""")
    server.start()
    try:
        for address in ["ada@ACME.example", "eve@mail.acme.example"]:
            asked = {"name": "Ada", "address": address, "subject": "Lamp", "body": f"It is dark at {address}."}
            assert ask_for(server, "POST", "/ask/send", asked).status == 303
        agent = session(server)
        page = ask_for(server, "GET", "/desk/tickets/1", headers=agent).text
        assert ("of <strong><bdi>Acme &amp; Sons</bdi></strong>, tier <strong><bdi>gold</bdi></strong> "
                "(nobody has shown yet that the address is theirs)") in page
        assert "tier is gold" in page
        other = ask_for(server, "GET", "/desk/tickets/2", headers=agent).text
        assert "Acme" not in other and "gold" not in other
        assert "Night &lt;shift&gt;</option>" in page
        form = {"was_team": "", "team": "night"}
        assert ask_for(server, "POST", "/desk/tickets/1/change", form, agent).status == 303
        assert "team <strong><bdi>Night &lt;shift&gt;</bdi></strong>" in ask_for(
            server, "GET", "/desk/tickets/1", headers=agent).text
        unknown = ask_for(server, "POST", "/desk/tickets/1/change", {"was_team": "night", "team": "day"}, agent)
        assert unknown.status == 409 and "Nothing was changed" in unknown.text
        assert ask_for(server, "POST", "/desk/tickets/1/change", {"was_team": "night", "team": ""}, agent).status == 303
        assert "team <strong>" not in ask_for(server, "GET", "/desk/tickets/1", headers=agent).text
        # The customer learns nothing of all this, and shows by a mailed link that the address is theirs.
        assert eventually(lambda: len(server.outbox()) == 2)
        link = re.search(r"/t/1/[\w-]{43}", " ".join(mail.get_content() for mail in mails(server))).group()
        assert "gold" not in ask_for(server, "GET", link).text
        assert ask_for(server, "POST", f"{link}/mine", "").status == 303
        assert "nobody has shown" not in ask_for(server, "GET", "/desk/tickets/1", headers=agent).text
    finally:
        server.stop()
