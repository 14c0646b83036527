"""What plugins sent, what they only suggested, and what was given up: a desk keeps the three apart."""

import contextlib
import http.server
import re
import threading
import time

from running_desk import make_content, running

LAMP = """---
title: How do I change the bulb of my lamp?
---
Unscrew the bulb of the lamp by hand and put in a new one.
"""
QUESTION = "How do I change the bulb of my lamp?"
SUGGESTED = "suggest-answers suggests an answer"


class Agent:
    def __init__(self, desk):
        self.desk = desk
        headers = desk.ask(desk.sign_in, {})[1]
        self.cookie = {"Cookie": headers["Set-Cookie"].split(";")[0]}

    def page(self, path):
        return self.desk.ask(path, headers=self.cookie)[2]

    def why(self, number):
        """What plugins said of a ticket, line by line."""
        said = self.page(f"/desk/tickets/{number}").split('id="why"')[1].split("</details>")[0]
        lines = re.findall(r"<li>(.*?)</li>", said, re.S)
        return [re.sub(r"\s+", " ", re.sub("<[^>]+>", "", line)).strip() for line in lines]

    def post(self, path, **form):
        assert self.desk.ask(path, form, self.cookie)[0] == 303

    def answer(self, number, text):
        page = self.page(f"/desk/tickets/{number}")
        key = re.search(r'name="key" value="([^"]+)', page).group(1)
        self.post(f"/desk/tickets/{number}/reply", key=key, body=text)

    def draft(self, number, card=0):
        page = self.page(f"/desk/tickets/{number}?use={card}")
        text = re.search(r'<textarea id="body"[^>]*>\n?(.*?)</textarea>', page, re.S).group(1)
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&quot;", '"')

    def ends_as(self, number, status, seconds=40):
        return within(seconds, lambda: f"· {status}" in self.page(f"/desk/tickets/{number}"))


def within(seconds, is_so):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.5)
    return False


def ask(desk, agent, number, address="ada@example.org", text=QUESTION):
    assert desk.question(text, subject="Lamp", address=address)
    assert within(40, lambda: any("suggest-answers" in line for line in agent.why(number)))
    return [line for line in agent.why(number) if "suggest-answers" in line]


def site(folder, settings):
    make_content(folder, desk=settings)
    (folder / "content/bulb.md").write_text(LAMP)


def test_an_answer_that_was_sent_by_itself_is_said_to_be_and_is_not_offered_again(tmp_path):
    site(tmp_path, "automatic_replies: { above: 0.5 }\n")
    with running(tmp_path) as desk:
        agent = Agent(desk)
        [said] = ask(desk, agent, 1)
        assert said.startswith("suggest-answers answered, and that was sent by itself: “How do I"), said
        assert "Use this answer" not in agent.page("/desk/tickets/1")
        [again] = ask(desk, agent, 2)
        assert again.startswith(SUGGESTED) and "the customer got this article on T-1 and asks again" in again
        assert "Use this answer" in agent.page("/desk/tickets/2")


def test_what_nobody_sent_the_customer_has_not_got_and_what_an_agent_sent_they_have(tmp_path):
    site(tmp_path, "")
    with running(tmp_path) as desk:
        agent = Agent(desk)
        for number in (1, 2):
            [said] = ask(desk, agent, number)
            assert said.startswith(SUGGESTED) and "not sent by itself" not in said, said
            assert "Use this answer" in agent.page(f"/desk/tickets/{number}")
        agent.answer(1, "Dear Ada,\n\n" + agent.draft(1))
        [used] = [line for line in agent.why(1) if "suggest-answers" in line]
        assert used.startswith("suggest-answers suggested an answer, which Owner sent: "), used
        assert "Use this answer" not in agent.page("/desk/tickets/1")
        [third] = ask(desk, agent, 3)
        assert "the customer got this article on T-1 and asks again" in third, third


REMIND = "plugins:\n  follow-up: {{ reminders: {{ send: {}, after: PT2S, most: 1, close_after: PT3S }} }}\n"


def test_a_ticket_is_closed_after_a_reminder_that_an_agent_sent_and_not_after_one_that_was_suggested(tmp_path):
    site(tmp_path, REMIND.format("suggest"))
    with running(tmp_path) as desk:
        agent = Agent(desk)
        desk.question("My chair is broken.", subject="Chair")
        agent.answer(1, "Which chair is it?")
        assert within(40, lambda: any("follow-up suggests an answer" in line for line in agent.why(1)))
        time.sleep(6)
        assert "· pending" in agent.page("/desk/tickets/1"), "nobody has reminded the customer"
        agent.answer(1, agent.draft(1))
        assert any("follow-up suggested an answer, which Owner sent" in line for line in agent.why(1))
        assert agent.ends_as(1, "closed")
        assert "no-answer" in agent.page("/desk/tickets/1")


def test_a_reminder_that_the_desk_kept_back_closes_nothing_and_one_that_it_sent_does(tmp_path):
    site(tmp_path, "automatic_replies: { above: 0.95 }\n" + REMIND.format("auto"))
    with running(tmp_path) as desk:
        agent = Agent(desk)
        desk.question("My chair is broken.", subject="Chair")
        agent.answer(1, "Which chair is it?")
        assert within(40, lambda: any("not sent by itself" in line for line in agent.why(1)))
        time.sleep(16)
        assert "· pending" in agent.page("/desk/tickets/1")
    site(tmp_path, "automatic_replies: { above: 0.5 }\n" + REMIND.format("auto"))
    with running(tmp_path) as desk:
        agent = Agent(desk)
        desk.question("My table is broken.", subject="Table", address="ben@example.org")
        agent.answer(2, "Which table is it?")
        assert within(40, lambda: any("follow-up answered, and that was sent by itself" in line
                                      for line in agent.why(2))), agent.why(2)
        assert agent.ends_as(2, "closed")
        assert "· pending" in agent.page("/desk/tickets/1")


@contextlib.contextmanager
def receiver():
    """A server that says what it is told to say, and keeps what it was sent."""
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.server.bodies.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(self.server.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.status, server.bodies = 410, []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def test_requests_that_were_given_up_stand_on_the_plugins_page_and_are_sent_again_from_there(tmp_path):
    with receiver() as server:
        host = f"127.0.0.1:{server.server_port}"
        site(tmp_path, f"""requests: {{ allow_hosts: ["{host}"] }}
plugins:
  webhook: {{ targets: [ {{ url: "http://{host}/hook", events: [ticket.created] }} ] }}
""")
        with running(tmp_path) as desk:
            agent = Agent(desk)
            assert "Given up</h2>" not in agent.page("/desk/plugins/webhook")
            desk.question("My chair is broken.", subject="Chair")
            assert within(60, lambda: "Given up</h2>" in agent.page("/desk/plugins/webhook"))
            page = agent.page("/desk/plugins/webhook")
            assert "sent once: " in page and f"{host} answered 410" in page
            row = agent.page("/desk/plugins").split('href="/desk/plugins/webhook"')[1].split("</tr>")[0]
            assert row.rstrip().endswith('<td data-label="Given up">1</td>'), row
            server.status = 200
            agent.post("/desk/plugins/webhook/retry")
            assert within(40, lambda: len(server.bodies) == 2)
            assert server.bodies[0] == server.bodies[1]
            assert within(40, lambda: "Given up</h2>" not in agent.page("/desk/plugins/webhook"))
