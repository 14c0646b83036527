"""What hurt other help desks, over HTTP: each case a sentence that holds for this one."""

import http.client
import json
import re
import sqlite3
import unicodedata
from email import message_from_bytes, policy

import pytest
from conftest import eventually, running
from form_site import FormServer
from test_a_bad_day import BadDay, library  # noqa: F401
from test_hostile_texts import ALLOWED, INSPECT
from test_http import QUESTION, ask_for, key_in, session
from test_posting import FIELDS, post
from test_who_may_ask import ROUTES, filled

STRANGE = {
    "right-to-left override": "invoice \u202egpj.exe",
    "zero width": "a\u200bb\u200dc\ufeffd\u2060e",
    "four bytes": "\U0001f4a1\U0001f469\u200d\U0001f4bb \U00020000",
    "combining marks": "Z" + "\u0301\u0316" * 5_000 + " end",
    "composed": unicodedata.normalize("NFC", "Überweisung ǭ"),
    "decomposed": unicodedata.normalize("NFD", "Überweisung ǭ"),
    "isolates": "\u2066\u2067\u2068 never closed",
    "control": "bell \x07 escape \x1b[2J",
    "not a character": "\ufffe \ufdd0 \U0010ffff",
}
TEMPLATES = ["{{subject}}", "{{{head}}}", "{% raw %}", "{ticket} {link} {name}", "${{7*7}}", "<%= 1 %>", "#{1}",
             "{{#askAddress}}x{{/askAddress}}", "%s %d %n", "$HOME `id`"]


def kept(server, sql, *values):
    with sqlite3.connect(server.folder / "data/desk.sqlite") as database:
        return database.execute(sql, values).fetchall()


def mails(server):
    return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in server.outbox()]


def two_tickets(shop):
    """Two customers' tickets, each with a file; their links and the files' paths."""
    links, files = [], []
    for name in ("ada", "eve"):
        answer = post(shop, "/ask/send", {**FIELDS, "address": f"{name}@example.org"}, [(name, name.encode())])
        links.append(answer.headers["Location"].split("?")[0])
        files.append(re.search(r'href="([^"]+/files/[0-9a-f]{64})"', ask_for(shop, "GET", links[-1]).text).group(1))
    return links, files


def answer_of(response):
    """All of an answer that could tell two cases apart."""
    return response.status, response.text, {
        name: value for name, value in response.headers.items() if name.lower() != "date"}


@pytest.mark.parametrize("name", STRANGE)
def test_strange_letters_are_kept_whole_and_shown_apart_from_what_stands_around_them(shop, name):
    text = STRANGE[name]
    # In one line, control characters are refused, as line ends are.
    subject = {"control": "bell"}.get(name, text[:100])
    answer = ask_for(shop, "POST", "/ask/send", {**FIELDS, "name": subject, "subject": subject, "body": text})
    assert answer.status == 303, answer.text
    assert kept(shop, "SELECT requester_name, subject FROM tickets") == [(subject, subject)]
    assert kept(shop, "SELECT body FROM messages") == [(text,)]
    agent = session(shop)
    for page in (ask_for(shop, "GET", answer.headers["Location"]).text,
                 ask_for(shop, "GET", "/desk", headers=agent).text,
                 ask_for(shop, "GET", "/desk/tickets/1", headers=agent).text):
        shown = [one for one in re.findall(r"<bdi>([^<]*)</bdi>", page) if one]
        assert subject in shown
        # Nowhere does it stand among our own words.
        title = re.search(r"<title>(.*?)</title>", page, re.S).group(1)
        assert subject not in title


def test_half_a_character_is_kept_as_a_sign_that_something_was_there(shop):
    body = "name=Ada&address=ada%40example.org&subject=a%ED%A0%80b&body=x%F0%9F%92&field.topic=lamps"
    assert ask_for(shop, "POST", "/ask/send", body).status == 303
    (subject,), (text,) = kept(shop, "SELECT subject FROM tickets")[0], kept(shop, "SELECT body FROM messages")[0]
    assert re.fullmatch("a\ufffd+b", subject) and re.fullmatch("x\ufffd+", text)


def test_an_address_that_looks_like_another_one_is_another_person(shop):
    links = []
    for address in ("ada@example.org", "\u0430da@example.org", "ad\u0430@example.org"):
        answer = ask_for(shop, "POST", "/ask/send", {**FIELDS, "address": address})
        assert answer.status == 303
        links.append(answer.headers["Location"])
    assert len(set(links)) == 3
    assert len(kept(shop, "SELECT id FROM requesters")) == 3


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\u2028", "\x0b", "\x85"])
def test_a_line_break_in_a_name_subject_or_address_reaches_no_header(shop, break_):
    for field in ("name", "subject", "address"):
        evil = {**FIELDS, field: FIELDS[field] + break_ + "Bcc: victim@example.com"}
        answer = ask_for(shop, "POST", "/ask/send", evil)
        assert answer.status in (303, 422)
        if answer.status == 422:
            assert FIELDS["body"] in answer.text
    agent = session(shop)
    for number, in kept(shop, "SELECT id FROM tickets"):
        ask_for(shop, "POST", f"/desk/tickets/{number}/reply", {"body": "Well.", "key": ""}, agent)
    eventually(lambda: not kept(shop, "SELECT 1 FROM outbox WHERE sent_at IS NULL"))
    for mail in mails(shop):
        assert mail["Bcc"] is None and mail["Cc"] is None
        assert "victim@example.com" not in [address.addr_spec for address in mail["To"].addresses]
        assert set(map(str.lower, mail.keys())) <= {
            "from", "to", "subject", "date", "message-id", "mime-version", "content-type", "auto-submitted",
            "content-transfer-encoding", "x-auto-response-suppress", "in-reply-to", "references"}


@pytest.mark.parametrize("text", TEMPLATES)
def test_what_looks_like_a_template_is_text_on_every_page_and_in_every_mail(shop, text):
    answer = post(shop, "/ask/send", {**FIELDS, "name": text, "subject": text, "body": f"`{text}`"},
                  [("{each}.png", b"x")])
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    agent = session(shop)
    for page in (ask_for(shop, "GET", answer.headers["Location"]).text,
                 ask_for(shop, "GET", "/desk", headers=agent).text,
                 ask_for(shop, "GET", "/desk/tickets/1", headers=agent).text,
                 ask_for(shop, "GET", "/desk/tickets/1/erase", headers=agent).text):
        assert escaped in page
    wrong = ask_for(shop, "POST", "/ask/send", {**FIELDS, "subject": text, "address": ""}).text
    assert f'value="{escaped}"' in wrong
    large = post(shop, "/ask/send", {**FIELDS, "subject": text}, [("{each}{name}", b"x" * 1_000_001)]).text
    assert "“{each}{name}” is too large: at most 1 MB fit." in large
    assert eventually(lambda: len(shop.outbox()) == 1)
    mail, = mails(shop)
    assert text not in mail.get_content() and f"{shop.url}/t/1/" in mail.get_content()


@pytest.fixture
def quick_surveys(tmp_path):
    """A server that asks how it went a second after a ticket was solved."""
    shop = FormServer(tmp_path)
    (shop.content / "desk.yaml").write_text(
        "plugins:\n  follow-up:\n    surveys: [{ kind: csat, after: PT1S }]\n")
    yield from running(shop)


@pytest.mark.parametrize("language, promise", [
    ("en", "only when one of us answers the question or sends you a link to it, once to ask how we did after such an "
           "answer, or when somebody asks for lost links with your address, and for that once a day at most."),
    ("de", "wenn jemand von uns die Frage beantwortet oder Ihnen einen Link dazu schickt, nach einer solchen Antwort "
           "einmal mit der Frage, wie wir waren, oder wenn jemand mit Ihrer Adresse nach verlorenen Links fragt, und "
           "dafür höchstens einmal am Tag."),
    ("ar", "إلا إذا أجاب أحد أفراد فريقنا عن السؤال أو أرسل إليك رابطًا إليه، ومرة واحدة بعد مثل هذه الإجابة لنسألك "
           "عن رأيك فيها، أو طلب أحدهم روابط مفقودة بعنوانك، ولا يكون ذلك أكثر من مرة في اليوم."),
])
def test_the_first_mail_says_what_may_follow_it_and_nothing_else_follows(quick_surveys, language, promise):
    shop = quick_surveys
    victim = {**FIELDS, "address": "victim@example.org", "lang": language}
    for word in ("Moonlight", "Starlight"):
        assert ask_for(shop, "POST", "/ask/send", {**victim, "subject": word, "body": word}).status == 303
    assert eventually(lambda: len(mails(shop)) == 1)
    greeting, = mails(shop)
    assert promise in greeting.get_content()
    for _ in range(3):
        ask_for(shop, "POST", "/find/send", {"address": "victim@example.org", "lang": language})
        ask_for(shop, "POST", "/ask/send", {**victim, "subject": "Sunlight"})
    assert eventually(lambda: len(mails(shop)) == 2)
    # An agent answers: that is the other thing that may follow.
    agent = session(shop)
    page = ask_for(shop, "GET", "/desk/tickets/1", headers=agent)
    ask_for(shop, "POST", "/desk/tickets/1/reply", {"key": key_in(page), "body": "Turn it on."}, agent)
    assert eventually(lambda: len(mails(shop)) == 3)
    texts = [mail.get_content() for mail in mails(shop)]
    assert sum("Turn it on." in text for text in texts) == 1
    # Both are solved: about the one that was answered the customer is asked how it went, and about no other.
    for ticket in (1, 2):
        assert ask_for(shop, "POST", f"/desk/tickets/{ticket}/solve", {}, agent).status == 303
    assert eventually(lambda: len(mails(shop)) == 4, 40)
    assert ask_for(shop, "POST", "/desk/tickets/1/link", {}, agent).status == 303
    assert eventually(lambda: len(mails(shop)) == 5)
    assert not any(word in str(mail) for word in ("Moonlight", "Starlight", "Sunlight") for mail in mails(shop))


@pytest.mark.parametrize("to", ["//evil.example", "\\\\evil.example", "/\\evil.example", "/%09/evil.example",
                                "https://evil.example", "/%2f%2fevil.example", "javascript:alert(1)", "/\r\nX: y"])
def test_no_form_and_no_page_sends_anybody_to_another_site(shop, to):
    agent = session(shop)
    extras = {name: to for name in ("next", "return_to", "redirect", "url", "page", "from", "lang", "address")}
    posts = [("/ask/send", {**extras, **FIELDS}), ("/find/send", {**extras, "address": "ada@example.org"}),
             ("/vote", {**extras, "page": "/lamps/dark/", "helpful": "no"}),
             ("/desk/tickets/1/solve", extras), ("/desk/reasons/1/erase", extras), ("/desk/sign-out", extras)]
    answers = [ask_for(shop, "POST", path, form, agent) for path, form in posts]
    quoted = "".join(f"%{byte:02x}" for byte in to.encode())
    pages = ["/ask", "/find", "/vote/thanks", "/desk", answers[0].headers["Location"].split("?")[0]]
    answers += [ask_for(shop, "GET", f"{path}?next={quoted}&page={quoted}&lang={quoted}&from={quoted}",
                        headers=agent) for path in pages]
    answers += [ask_for(shop, "GET", "/" + quoted), ask_for(shop, "GET", f"/{quoted}/lamps")]
    for answer in answers:
        place = answer.headers["Location"]
        assert place is None or re.match(r"/(?![/\\])", place), place
        assert not re.search(r'(href|action|src)="(//|\\|https?://evil|javascript:)', answer.text)
        assert "X" not in answer.headers


def test_no_number_or_digest_of_anothers_ticket_opens_anything(shop):
    links, files = two_tickets(shop)
    secrets = [link.split("/")[3] for link in links]
    digests = [file.split("/")[-1] for file in files]
    nothing = answer_of(ask_for(shop, "GET", f"/t/99/{'x' * 43}"))
    assert nothing[0] == 404
    wrong = [f"/t/1/{secrets[1]}", f"/t/2/{secrets[0]}", f"/t/01/{secrets[1]}", f"/t/-1/{secrets[0]}",
             f"/t/1/{secrets[0][:-1]}", f"/t/1/{secrets[0]}x", f"/t/1/{secrets[0].swapcase()}",
             f"/t/{2 ** 64 + 1}/{secrets[0]}", f"/t/1e0/{secrets[0]}",
             f"/t/1/{secrets[0]}/files/{digests[1]}", f"/t/2/{secrets[1]}/files/{digests[0]}",
             f"/t/1/{secrets[1]}/files/{digests[0]}", f"/t/1/{secrets[0]}/files/{'0' * 64}",
             f"/t/1/{secrets[0]}/files/{digests[0].upper()}x", f"/t/1/{secrets[0]}/files/..%2f{digests[1]}",
             f"/files/{digests[0]}", f"/data/files/{digests[0][:2]}/{digests[0]}"]
    for path in wrong:
        assert answer_of(ask_for(shop, "GET", path)) == nothing, path
    for action in ("add", "settle", "mine", "rating"):
        form = {"body": "x", "rating": "good"}
        for number, secret in ((1, secrets[1]), (2, secrets[0]), (99, "x" * 43)):
            answer = ask_for(shop, "POST", f"/t/{number}/{secret}/{action}", form)
            assert answer_of(answer)[:2] == nothing[:2], (number, action)
    agent = session(shop)
    assert ask_for(shop, "GET", f"/desk/tickets/1/files/{digests[1]}", headers=agent).status == 404
    assert kept(shop, "SELECT count(*) FROM messages") == [(2,)]
    assert [ask_for(shop, "GET", file).text for file in files] == ["ada", "eve"]
    # No address and no name stands in any link.
    assert all(re.fullmatch(r"/t/\d+/[\w-]{43}", link) for link in links)


def test_a_sign_in_link_that_was_used_and_one_that_never_was_look_the_same(server):
    path = server.sign_in_url.removeprefix(server.url)
    other = "/sign-in/" + "x" * (len(path) - len("/sign-in/"))
    assert answer_of(ask_for(server, "GET", path)) == answer_of(ask_for(server, "GET", other))
    session(server)
    assert answer_of(ask_for(server, "GET", path)) == answer_of(ask_for(server, "GET", other))
    assert answer_of(ask_for(server, "POST", path, "")) == answer_of(ask_for(server, "POST", other, ""))


def test_signing_in_makes_a_new_session_whatever_the_browser_brought(server):
    brought = "porchlight_session=" + "A" * 32
    path = server.sign_in_url.removeprefix(server.url)
    answer = ask_for(server, "POST", path, "", {"Cookie": brought})
    given = answer.headers["Set-Cookie"]
    assert not given.startswith(brought) and "HttpOnly" in given and "SameSite=Lax" in given
    assert ask_for(server, "GET", "/desk", headers={"Cookie": brought}).status == 403
    assert ask_for(server, "GET", "/desk", headers={"Cookie": given.split(";")[0]}).status == 200


@pytest.mark.parametrize("path", ["/<script>alert(1)</script>", "/nothing-like-this-here?q=<b>also-this</b>",
                                  "/desk/%3Cimg%20src=x%3E", "/t/1/%3Cscript%3E", "/ask/send/%22onload%3D"])
def test_no_page_for_what_is_not_there_says_what_was_asked_for(server, path):
    for method in ("GET", "POST", "DELETE"):
        connection = http.client.HTTPConnection(server.address, server.port, timeout=10)
        connection.putrequest(method, path.replace(" ", "%20"), skip_accept_encoding=True)
        connection.endheaders()
        answer = connection.getresponse()
        text = answer.read().decode()
        assert answer.status in (400, 403, 404, 405)
        for part in ("alert(1)", "nothing-like-this", "also-this", "src=x", "onload"):
            assert part not in text, (method, path)
        connection.close()


def test_nothing_that_is_somebodys_own_stays_in_a_browsers_or_a_proxys_memory(shop):
    links, files = two_tickets(shop)
    agent = session(shop)
    secret = links[0].split("/")[3]
    for path, access, methods in ROUTES:
        if "GET" not in methods or access in ("everybody", "operators"):
            continue
        path = filled(path).replace("/t/1/" + "x" * 43, "/t/1/" + secret)
        path = path.replace("0" * 64, files[0].split("/")[-1])
        answer = ask_for(shop, "GET", path, headers=agent)
        assert answer.status == 200, path
        assert "no-store" in answer.headers["Cache-Control"], path
        assert answer.headers["X-Robots-Tag"] == "noindex", path
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path


def test_markup_of_a_customer_is_shown_as_text_wherever_agents_look(shop, chromium):
    evil = '<img src=x onerror="alert(1)"><svg/onload=alert(2)>'
    form = {**FIELDS, "name": evil, "subject": evil, "body": evil + "\n\n[x](javascript:alert(3))"}
    link = post(shop, "/ask/send", form, [(evil, b"<script>alert(4)</script>")]).headers["Location"]
    ask_for(shop, "POST", "/vote", {"page": "/lamps/dark/", "helpful": "no", "reason": evil})
    context = chromium.new_context(bypass_csp=True)
    name, value = session(shop)["Cookie"].split("=", 1)
    context.add_cookies([{"name": name, "value": value, "url": shop.url}])
    page = context.new_page()
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    for path in [link, "/desk", "/desk/tickets/1", "/desk/tickets/1/erase", "/desk/outbox", "/desk/held",
                 "/desk?q=alert", "/desk/articles?page=/lamps/dark/", "/desk/suggestions", "/desk/internal?q=<svg>"]:
        page.goto(shop.url + path)
        assert page.evaluate(INSPECT, [*ALLOWED, "SPAN"]) == [], path
        assert page.locator("main img, main svg, [onerror], [onload]").count() == 0, path
    context.close()
    assert dialogs == []


def test_a_form_is_one_ticket_without_scripts_too_when_it_is_sent_twice_and_from_two_tabs(shop, visit):
    person = visit("twice", java_script_enabled=False)
    page = person.page
    page.goto(shop.url + "/ask")
    key = page.locator("input[name=key]").input_value()
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Your mail address").fill("ada@example.org")
    page.get_by_label("What is it about?").fill("Lamp")
    page.get_by_label("Your question", exact=True).fill("It is dark.")
    page.get_by_label("Topic").select_option("Lamps")
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url("**/t/1/**")
    first = page.url
    page.go_back()
    assert page.locator("input[name=key]").input_value() == key
    assert page.get_by_label("Your question", exact=True).input_value() == "It is dark."
    page.get_by_role("button", name="Send", exact=True).click()
    assert page.url == first
    page.goto(first)
    assert kept(shop, "SELECT count(*) FROM tickets") == [(1,)]
    again = ask_for(shop, "POST", "/ask/send", {**QUESTION, "field.topic": "lamps", "key": key})
    assert shop.url + again.headers["Location"] == first
    assert key_in(ask_for(shop, "GET", "/ask")) != key


def test_a_log_holds_no_word_of_a_customer_in_either_format(tmp_path, library):  # noqa: F811
    for log_format in ("text", "json"):
        folder = tmp_path / log_format
        folder.mkdir()
        shop = BadDay(folder, library, options=["--log-format", log_format])
        for _ in running(shop):
            link = ask_for(shop, "POST", "/ask/send", FIELDS).headers["Location"]
            (folder / "read-only").touch()
            words = {"name": "Adalbert", "address": "adalbert@example.com", "subject": "Telescope\x1b[2J",
                     "body": "Moonlight\n{\"level\":\"fake\"}"}
            assert ask_for(shop, "POST", "/ask/send", {**FIELDS, **words, "subject": "Telescope"}).status == 503
            assert ask_for(shop, "POST", link.split("?")[0] + "/add", {"body": "Moonlight"}).status == 503
            ask_for(shop, "POST", "/find/send", {"address": "ada@example.org"})
            ask_for(shop, "GET", "/nothing?q=Telescope")
            (folder / "read-only").unlink()
        log = (folder / "serve.log").read_text()
        secret = link.split("/")[3].split("?")[0]
        for word in ("dalbert", "ada@", "Telescope", "Moonlight", "fake", secret, "\x1b", "127.0.0.1:5"):
            assert word not in log.replace(shop.url.removeprefix("http://"), ""), (log_format, word)
        events = [line for line in log.splitlines() if ": warning:" not in line and line]
        assert any("a question was not stored" in line for line in events)
        if log_format == "json":
            for line in events:
                event = json.loads(line)
                assert set(event) - {"metadata"} == {"at", "level", "source", "message"}
                assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", event["at"])


def test_behind_https_the_session_goes_over_https_alone(tmp_path):
    server = FormServer(tmp_path, options=["--public-address", "https://desk.example.com"])
    server.url = "https://desk.example.com"
    for _ in running(server):
        path = server.sign_in_url.removeprefix(server.url)
        cookie = ask_for(server, "POST", path, "", {"Origin": server.url}).headers["Set-Cookie"]
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
