"""What the server answers to requests that no honest browser sends, and to honest ones in bad times."""

import gzip
import http.client
import os
import re
import signal
import socket
import sqlite3
import stat
import threading
import time
import urllib.parse
import urllib.request

import pytest
from conftest import Server, eventually

QUESTION = {"name": "Ada", "address": "ada@example.org", "subject": "Lamp", "body": "It is dark."}


def ask_for(server, method, path, form=None, headers=None):
    """One request; the answer with its status, headers and text."""
    connection = http.client.HTTPConnection(server.address, server.port, timeout=30)
    headers = dict(headers or {})
    body = None
    if form is not None:
        body = form if isinstance(form, (bytes, str)) else urllib.parse.urlencode(form)
        headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    response.text = response.read().decode(errors="replace")
    connection.close()
    return response


def key_in(page):
    return re.search(r'name="key" value="([^"]*)"', page.text).group(1)


def tickets(server):
    with sqlite3.connect(server.folder / "data/desk.sqlite") as database:
        return database.execute("SELECT count(*) FROM tickets").fetchone()[0]


def session(server):
    """The headers of an agent who is signed in."""
    response = ask_for(server, "POST", urllib.parse.urlsplit(server.sign_in_url).path, "")
    return {"Cookie": response.headers["Set-Cookie"].split(";")[0]}


@pytest.mark.parametrize("headers, status", [
    ({"Sec-Fetch-Site": "same-origin"}, 303),
    ({"Sec-Fetch-Site": "none"}, 303),
    ({"Sec-Fetch-Site": "cross-site"}, 400),
    ({"Sec-Fetch-Site": "same-site"}, 400),
    ({"Origin": "http://{host}"}, 303),
    ({"Origin": "https://{host}"}, 303),
    ({"Origin": "http://evil.example"}, 400),
    ({"Origin": "http://{host}.evil.example"}, 400),
    ({"Origin": "null"}, 400),
    ({}, 303),
])
def test_a_form_of_another_site_is_refused(server, headers, status):
    host = f"{server.address}:{server.port}"
    headers = {name: value.format(host=host) for name, value in headers.items()}
    assert ask_for(server, "POST", "/ask/send", QUESTION, headers).status == status
    assert tickets(server) == (1 if status == 303 else 0)


def test_behind_a_public_address_its_scheme_and_host_are_compared(tmp_path):
    server = Server(tmp_path, options=["--public-address", "https://help.example.com/"])
    server.url, local = "https://help.example.com", server.url
    server.start()
    try:
        for origin, status in [("https://help.example.com", 303), ("http://help.example.com", 400),
                               (local, 400), ("null", 400)]:
            response = ask_for(server, "POST", "/ask/send", QUESTION, {"Origin": origin})
            assert (origin, response.status) == (origin, status)
        assert server.sign_in_url.startswith("https://help.example.com/sign-in/")
    finally:
        server.stop()


@pytest.mark.parametrize("path", ["/", "/ask", "/t/1/wrong", "/desk", "/sign-in/x"])
def test_every_page_says_what_browsers_may_do_with_it(server, path):
    headers = ask_for(server, "GET", path).headers
    assert "default-src 'none'; script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_text_that_is_too_long_gets_a_page_that_says_so(server):
    response = ask_for(server, "POST", "/ask/send", {**QUESTION, "body": "x" * 300_000})
    assert response.status == 413
    assert "A question may have some 60,000 characters, about 30 pages" in response.text
    response = ask_for(server, "POST", "/ask/send", {**QUESTION, "body": "x" * 66_000})
    assert response.status == 422
    assert "Something is too long, please look below." in response.text


@pytest.mark.parametrize("method, path, allowed", [
    ("GET", "/ask/send", "POST"), ("HEAD", "/ask/send", "POST"), ("POST", "/ask", "GET, HEAD"),
    ("DELETE", "/ask/send", "POST"), ("POST", "/", "GET, HEAD"), ("PUT", "/reading/", "GET, HEAD"),
    ("POST", "/t/1/x", "GET, HEAD"), ("PATCH", "/sign-in/x", "GET, HEAD, POST")])
def test_a_wrong_method_is_told_from_a_wrong_address(server, method, path, allowed):
    response = ask_for(server, method, path)
    assert (response.status, response.headers["Allow"]) == (405, allowed)
    assert ask_for(server, method, "/nowhere/at/all").status == 404


@pytest.mark.parametrize("form, headers, status", [
    (b"name=%ff%fe&address=a@b&subject=%&body=%zz%0", {}, 303),
    (b"&&&==&%=%", {}, 422),
    (b"", {}, 422),
    (b"[]", {"Content-Type": "application/json"}, 400),
    (b"--x--", {"Content-Type": "multipart/form-data; boundary=x"}, 422),
])
def test_a_damaged_form_never_looks_like_our_fault(server, form, headers, status):
    assert ask_for(server, "POST", "/ask/send", form, headers).status == status


def test_a_rating_that_does_not_exist_is_refused_and_no_word_of_it_is_logged(server):
    link = ask_for(server, "POST", "/ask/send", QUESTION).headers["Location"].split("?")[0]
    for rating in ["wonderful", "", "good\x1b[2J"]:
        response = ask_for(server, "POST", f"{link}/rating", {"rating": rating})
        assert response.status == 422
        assert "We could not read this form" in response.text
    log = (server.folder / "serve.log").read_text()
    assert "wonderful" not in log and "\x1b" not in log


def test_nul_and_a_form_without_visible_text(server):
    response = ask_for(server, "POST", "/ask/send", {**QUESTION, "body": "before\0after"})
    page = ask_for(server, "GET", response.headers["Location"])
    assert "before\ufffdafter" in page.text
    response = ask_for(server, "POST", "/ask/send", {**QUESTION, "body": "\u200b\u2060"})
    assert response.status == 422
    assert "Something is missing, please look below." in response.text


def test_two_clicks_at_once_are_one_ticket(server):
    form = {**QUESTION, "key": key_in(ask_for(server, "GET", "/ask"))}
    answers = []
    clicks = [threading.Thread(target=lambda: answers.append(ask_for(server, "POST", "/ask/send", form)))
              for _ in range(8)]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    assert [answer.status for answer in answers] == [303] * 8
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert tickets(server) == 1


def test_a_key_that_somebody_made_up_leads_to_nobody_elses_ticket(server):
    victim = ask_for(server, "POST", "/ask/send", {**QUESTION, "key": "x"})
    for address in ["ada@example.org", "eve@example.org"]:
        form = {**QUESTION, "key": "x", "address": address, "body": "What did they ask?"}
        thief = ask_for(server, "POST", "/ask/send", form)
        assert thief.headers["Location"] != victim.headers["Location"]
    key = key_in(ask_for(server, "GET", "/ask"))
    victim = ask_for(server, "POST", "/ask/send", {**QUESTION, "key": key})
    thief = ask_for(server, "POST", "/ask/send", {**QUESTION, "key": key, "address": "eve@example.org"})
    assert thief.headers["Location"] != victim.headers["Location"]


def test_a_question_comes_back_whole_while_the_database_is_held(server):
    form = {**QUESTION, "key": key_in(ask_for(server, "GET", "/ask"))}
    holder = sqlite3.connect(server.folder / "data/desk.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    response = ask_for(server, "POST", "/ask/send", form)
    assert (response.status, response.headers["Retry-After"]) == (503, "60")
    assert "We could not keep your question just now." in response.text
    for text in form.values():
        assert text in response.text
    holder.execute("ROLLBACK")
    assert ask_for(server, "POST", "/ask/send", form).status == 303
    log = (server.folder / "serve.log").read_text()
    assert "busy" in log and "dark" not in log


def test_an_answer_comes_back_whole_when_it_cannot_be_kept_or_nobody_is_signed_in(server):
    ask_for(server, "POST", "/ask/send", QUESTION)
    agent = session(server)
    key = key_in(ask_for(server, "GET", "/desk/tickets/1", headers=agent))
    form = {"key": key, "body": "Turn <it> on."}
    response = ask_for(server, "POST", "/desk/tickets/1/reply", form)
    assert response.status == 403
    assert "Turn &lt;it&gt; on.</textarea>" in response.text and key in response.text

    holder = sqlite3.connect(server.folder / "data/desk.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    response = ask_for(server, "POST", "/desk/tickets/1/reply", form, agent)
    assert (response.status, response.headers["Retry-After"]) == (503, "60")
    assert "Turn &lt;it&gt; on.</textarea>" in response.text
    holder.execute("ROLLBACK")

    for status, body in [(303, "Turn <it> on."), (303, "Turn <it> on."), (409, "Turn it off.")]:
        response = ask_for(server, "POST", "/desk/tickets/1/reply", {"key": key, "body": body}, agent)
        assert response.status == status
    assert "Turn it off.</textarea>" in response.text and key not in response.text
    blank = ask_for(server, "POST", "/desk/tickets/1/reply", {"key": key, "body": " \u200b"}, agent)
    assert (blank.status, "Please write your answer." in blank.text) == (422, True)
    page = ask_for(server, "GET", "/desk/tickets/1", headers=agent)
    assert page.text.count('class="message agent"') == 1


def test_the_desk_lists_open_tickets_first_and_leads_to_older_ones(server):
    agent = session(server)
    for number in range(52):
        form = {**QUESTION, "subject": f"Question {number + 1}.", "address": f"ada{number}@example.org"}
        ask_for(server, "POST", "/ask/send", form)
    ask_for(server, "POST", "/desk/tickets/52/solve", "", agent)
    first = ask_for(server, "GET", "/desk", headers=agent)
    assert "52 tickets, 51 of them not solved." in first.text
    assert "Question 51." in first.text and "Question 52." not in first.text
    older = re.search(r'rel="next" href="([^"]+)"', first.text).group(1)
    second = ask_for(server, "GET", older, headers=agent)
    assert re.findall(r"Question (\d+)\.", second.text) == ["1", "52"]
    assert 'rel="next"' not in second.text


def modes(folder):
    return {str(path.relative_to(folder)): oct(stat.S_IMODE(path.stat().st_mode))
            for path in [folder, *folder.rglob("*")]}


def test_nobody_else_can_read_what_the_desk_keeps_however_it_lay_there_before(server):
    data = server.folder / "data"
    ask_for(server, "POST", "/ask/send", QUESTION)
    agent = session(server)
    ask_for(server, "POST", "/desk/tickets/1/reply", {"body": "Turn it on."}, agent)
    assert eventually(lambda: len(server.outbox()) == 2)
    expected = {"desk.sqlite": "0o600", "desk.sqlite-wal": "0o600", "desk.sqlite-shm": "0o600",
                "link.key": "0o600", "desk.lock": "0o600", "outbox/T-1-1.eml": "0o600",
                "outbox/T-1-2.eml": "0o600", ".": "0o700", "outbox": "0o700", "plugins": "0o700",
                "plugins/escalate": "0o700", "plugins/follow-up": "0o700", "plugins/keep-together": "0o700",
                "plugins/learned-router": "0o700", "plugins/office-hours": "0o700",
                "plugins/rules": "0o700", "plugins/suggest-answers": "0o700", "secrets": "0o700",
                "secrets/escalate": "0o700", "secrets/escalate/DELIVER_SECRET": "0o600"}
    assert modes(data) == expected
    server.kill()
    (data / "not-the-desks.sh").write_text("")
    for path in [data, *data.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    server.start()
    # The folder itself may be somebody's who keeps more in it.
    assert modes(data) == {**expected, "not-the-desks.sh": "0o644", ".": "0o755"}
    assert f"others can look into the data folder {data}" in (server.folder / "serve.log").read_text()
    assert modes(server.folder / "public")["index.html"] == "0o644"


@pytest.fixture
def hurried(tmp_path):
    server = Server(tmp_path, options=["--request-timeout", "2"]).start()
    yield server
    if server.process.poll() is None:
        server.stop()


def half_a_request(server, text):
    line = socket.create_connection((server.address, server.port), timeout=10)
    line.sendall(text)
    return line


@pytest.mark.parametrize("text, drip", [
    (b"", b""), (b"POST /ask/send HT", b""),
    (b"POST /ask/send HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nname=", b""),
    (b"POST /ask/send HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nname=", b"x"),
    (b"GET / HTTP/1.1\r\nHost: x\r\nX: ", b"x"),
])
def test_a_request_that_does_not_arrive_is_closed(hurried, text, drip):
    line = half_a_request(hurried, text)
    line.settimeout(0.5)
    began = time.monotonic()
    closed = False
    while not closed and time.monotonic() - began < 8:
        try:
            if drip:
                line.sendall(drip)
            closed = line.recv(4096) == b""
        except TimeoutError:
            pass
        except (BrokenPipeError, ConnectionResetError):
            closed = True
    assert closed
    assert ask_for(hurried, "GET", "/").status == 200


def test_a_half_sent_request_does_not_keep_the_server_from_ending(server):
    lines = [half_a_request(server, text) for text in (
        b"", b"POST /ask/send HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nname=")]
    time.sleep(0.3)
    began = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - began < 10
    for line in lines:
        line.close()


def test_a_plugin_that_does_not_end_is_ended(server):
    plugin = eventually(server.plugin_processes)[0]
    os.kill(plugin, signal.SIGSTOP)
    began = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - began < 15
    assert not os.path.exists(f"/proc/{plugin}")


def test_a_page_is_packed_for_who_takes_it_and_not_sent_again_to_who_has_it(server):
    def ask(**headers):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        connection.request("GET", "/", headers=headers)
        response = connection.getresponse()
        return response, response.read()

    plain, page = ask()
    packed, bytes_sent = ask(**{"Accept-Encoding": "gzip"})
    assert gzip.decompress(bytes_sent) == page and len(bytes_sent) < len(page) / 2
    assert packed.headers["Content-Encoding"] == "gzip" and packed.headers["Vary"] == "Accept-Encoding"
    for tag in (plain.headers["ETag"], packed.headers["ETag"]):
        again, nothing = ask(**{"If-None-Match": tag})
        assert (again.status, nothing, again.headers["Content-Length"]) == (304, b"", None)
    part, some = ask(Range="bytes=0-14")
    assert (part.status, some) == (206, page[:15])


def test_a_page_that_was_built_again_is_sent_as_it_is_now(server):
    page = server.folder / "public/index.html"
    def ask():
        return urllib.request.urlopen(server.url + "/").read()
    before = ask()
    page.write_bytes(before.replace(b"</main>", b"<p>Fresh.</p></main>"))
    assert b"Fresh." in ask()


def test_machines_that_watch_are_told_whether_the_desk_works(server):
    for path, words in (("/healthz", "alive\n"), ("/readyz", "ready\n")):
        answer = ask_for(server, "GET", path)
        assert (answer.status, answer.text) == (200, words)


def test_readers_without_scripts_get_answers_from_the_server(server):
    page = ask_for(server, "GET", "/search/?q=how+do+I+ask+a+person").text
    found = page.split("<noscript>")[1].split("</noscript>")[0]
    assert 'href="/reading/ask-a-person/' in found and "Answers found" in found
    # Page and box say what was asked, and the words of it are marked, but not its small ones.
    assert "<title>All answers to “how do I ask a person” · " in page
    assert '<h1 data-plain="All answers">All answers to “<bdi>how do I ask a person</bdi>”</h1>' in page
    assert '<input id="q" value="how do I ask a person"' in page
    marks = {mark.lower() for mark in re.findall("<mark>(.*?)</mark>", found)}
    assert "person" in marks and not marks & {"how", "do", "i", "a"}, marks
    german = ask_for(server, "GET", "/de/search/?q=einen+Menschen+fragen").text
    assert 'href="/de/reading/ask-a-person/' in german.split("<noscript>")[1].split("</noscript>")[0]


def test_the_server_says_of_a_query_what_is_true(server):
    def found(query):
        page = ask_for(server, "GET", f"/search/?q={query}").text
        return page.split("<noscript>")[1].split("</noscript>")[0]

    nothing = found("zzzqqq+xxyy")
    assert "Nothing fits “<bdi>zzzqqq xxyy</bdi>”." in nothing
    assert '?subject=zzzqqq%20xxyy" class="button">Ask a person</a>' in nothing
    assert "<bdi>" + "zq" * 40 + "…</bdi>" in found("zq" * 1000)
    slip = found("translatoin")
    assert 'Did you mean <a href="?q=translation"><bdi>translation</bdi></a>' in slip, slip
    assert "Nothing quite fits" in found("why+does+the+neighbours+cat+sleep+upon+zeppelins+and+mail")
    for file in (server.folder / "public/assets").glob("search-de.*/index.bin"):
        file.write_bytes(b"")
    german = ask_for(server, "GET", "/de/search/?q=Frage").text
    assert "Unten stehen alle Antworten." in german.split("<noscript>")[1].split("</noscript>")[0]


def test_the_page_of_search_is_packed_and_keeps_its_query_where_the_slash_is_missing(server):
    moved = ask_for(server, "GET", "/search?q=a+person&kind=faq")
    assert (moved.status, moved.headers["Location"]) == (301, "/search/?q=a+person&kind=faq")
    request = urllib.request.Request(server.url + "/search/?q=person", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        assert answer.headers["Content-Encoding"] == "gzip" and answer.headers["Vary"] == "Accept-Encoding"
        assert b"Answers found" in gzip.decompress(answer.read())


@pytest.mark.parametrize("query", ["", "%20", "zzzqqq", "%3Cscript%3Ealert(1)%3C/script%3E", "a" * 5000, "%00", "%FF"])
def test_a_query_that_finds_nothing_gets_the_list_and_no_trouble(server, query):
    answer = ask_for(server, "GET", f"/search/?q={query}")
    assert answer.status == 200 and "<script>alert" not in answer.text
    assert 'id="letter-0"' in answer.text
