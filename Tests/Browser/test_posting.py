"""What the desk does with posted forms: files, limits, other hosts' pages, and bad times of the disk."""

import http.client
import json
import os
import re
import socket
import sqlite3
import subprocess
import time
import uuid

import pytest
from conftest import ROOT, eventually
from form_site import FormServer
from test_http import QUESTION, ask_for, key_in, session, tickets

PROGRAM = ROOT / ".build/debug/porchlight"
FIELDS = {**QUESTION, "field.order": "7", "field.topic": "billing"}


def multipart(fields, files=(), boundary="x" * 30):
    """A form as a browser packs it: body and content type."""
    body = b""
    for name, text in fields.items():
        body += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()
    for name, content in files:
        body += (f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
                 "Content-Type: text/html\r\n\r\n").encode() + content + b"\r\n"
    return body + f"--{boundary}--\r\n".encode(), {"Content-Type": f"multipart/form-data; boundary={boundary}"}


def post(server, path, fields, files=(), headers=None):
    body, type_header = multipart(fields, files)
    return ask_for(server, "POST", path, body, {**type_header, **(headers or {})})


def memory(server):
    """The largest memory that the server has ever had, in MB."""
    status = open(f"/proc/{server.process.pid}/status").read()
    return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1000


def test_a_file_is_handed_out_as_a_download_that_nothing_in_it_can_leave(shop):
    evil = b"<script>alert(document.cookie)</script>"
    link = post(shop, "/ask/send", FIELDS, [("..\\..\\.ht\u200baccess", evil)]).headers["Location"]
    path = link.split("?")[0]
    page = ask_for(shop, "GET", path)
    file = re.search(r'href="([^"]+/files/[0-9a-f]{64})"', page.text).group(1)
    response = ask_for(shop, "GET", file)
    assert (response.status, response.text) == (200, evil.decode())
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="htaccess";')
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response.headers["Cache-Control"]
    wrong = file.replace(path.split("/")[3], "x" * 43)
    missing = file[:-64] + "0" * 64
    answers = [ask_for(shop, "GET", address) for address in (wrong, missing, file.replace("/t/1/", "/t/2/"))]
    assert [answer.status for answer in answers] == [404] * 3
    assert len({answer.text for answer in answers}) == 1
    digest = file.rsplit("/", 1)[1]
    assert ask_for(shop, "GET", f"/desk/tickets/1/files/{digest}").status == 403
    assert ask_for(shop, "GET", f"/desk/tickets/1/files/{digest}", headers=session(shop)).status == 200


def test_files_over_the_limits_come_back_with_all_that_was_typed_and_a_clear_word(shop):
    for files, words in [
        ([("a", b"x" * 1_000_001)], "“a” is too large: at most 1 MB fit."),
        ([("a", b"x" * 600_000), ("b", b"x" * 600_000)], "The files are too large together: at most 1 MB fit."),
        ([("a", b"1"), ("b", b"2"), ("c", b"3")], "Too many files: at most 2 fit."),
    ]:
        response = post(shop, "/ask/send", FIELDS, files)
        assert response.status == 413
        assert words in response.text and "It is dark.</textarea>" in response.text
        answer = post(shop, "/ask/send", FIELDS, files, {"Accept": "application/json"})
        assert (answer.status, json.loads(answer.text)["errors"]) == (413, {"files": words})
    assert tickets(shop) == 0


@pytest.mark.parametrize("body, status", [
    (b"", 400), (b"--x", 400), (b"--x\r\nContent-Disposition: form-data\r\n\r\n\r\n--x--", 400),
    (b"--x\r\n" + b"A: " + b"b" * 10_000, 400),
    (b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n' * 1_000 + b"--x--", 413),
    (b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n' + b"a" * 600_000 + b"\r\n--x--", 413),
], ids=["empty", "unfinished", "nameless", "long header", "1,000 parts", "long field"])
def test_a_form_in_parts_that_is_damaged_or_endless_is_refused_in_words(shop, body, status):
    response = ask_for(shop, "POST", "/ask/send", body, {"Content-Type": "multipart/form-data; boundary=x"})
    assert response.status == status
    assert ("could not read this form" if status == 400 else "too long") in response.text
    assert ask_for(shop, "POST", "/ask/send", body, {"Content-Type": "multipart/form-data"}).status == 400
    assert post(shop, "/ask/send", FIELDS).status == 303


def test_a_body_of_a_gigabyte_takes_no_memory_and_holds_nobody_up(shop):
    before = memory(shop)
    line = socket.create_connection((shop.address, shop.port), timeout=20)
    line.sendall(b"POST /ask/send HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                 b"Transfer-Encoding: chunked\r\n\r\n")
    part = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n'
    line.sendall(b"%x\r\n%s\r\n" % (len(part), part))
    piece = b"%x\r\n%s\r\n" % (1 << 20, b"y" * (1 << 20))
    try:
        for _ in range(1024):
            line.sendall(piece)
    except OSError:
        pass
    line.close()
    assert post(shop, "/ask/send", FIELDS).status == 303
    assert memory(shop) - before < 60


def test_a_script_gets_json_for_every_fate_of_a_form(shop):
    wants = {"Accept": "application/json"}
    made = post(shop, "/ask/send", FIELDS, headers=wants)
    assert (made.status, made.headers["Content-Type"]) == (201, "application/json")
    assert re.fullmatch(r"/t/1/[\w-]{43}\?thanks", json.loads(made.text)["address"])
    wrong = post(shop, "/ask/send", {"field.topic": "x"}, headers=wants)
    assert wrong.status == 422
    assert json.loads(wrong.text)["errors"] == {
        "name": "Please tell us your name.", "address": "Please give us an address, so that we can answer.",
        "subject": "Please say in a few words what it is about.", "body": "Please write your question.",
        "field.topic": "Please choose one of what is offered."}


@pytest.fixture
def elsewhere(tmp_path):
    site = "title: Shop\nbase_url: https://help.example.com/docs\ndesk: https://desk.example.com\n"
    server = FormServer(tmp_path, site=site, options=["--public-address", "https://desk.example.com"])
    server.url, server.local = "https://desk.example.com", server.url
    yield server.start()
    server.stop()


def test_the_site_may_lie_on_another_host_and_nobody_elses_page_may_send_a_form(elsewhere):
    site = {"Origin": "https://help.example.com", "Sec-Fetch-Site": "same-site", "Accept": "application/json"}
    page = (elsewhere.folder / "public/ask-a-person/index.html").read_text()
    assert 'action="https://desk.example.com/ask/send"' in page
    assert "form-action 'self' https://desk.example.com; connect-src 'self' https://desk.example.com" in page
    assert 'content="0; url=https://desk.example.com/ask?lang=en"' in page

    asked = {**site, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "accept"}
    preflight = ask_for(elsewhere, "OPTIONS", "/ask/send", headers=asked)
    assert preflight.status == 204
    assert preflight.headers["Access-Control-Allow-Origin"] == "https://help.example.com"
    assert preflight.headers["Access-Control-Allow-Credentials"] is None
    made = post(elsewhere, "/ask/send", QUESTION, headers=site)
    assert made.status == 201
    assert made.headers["Access-Control-Allow-Origin"] == "https://help.example.com"
    assert json.loads(made.text)["address"].startswith("https://desk.example.com/t/1/")
    assert ask_for(elsewhere, "POST", "/ask/suggested", {"outcome": "left"}, site).status == 204

    for origin in ["https://evil.example", "http://help.example.com", "null", "https://help.example.com.evil.example"]:
        evil = {**site, "Origin": origin, "Sec-Fetch-Site": "cross-site"}
        preflight = ask_for(elsewhere, "OPTIONS", "/ask/send", headers={**asked, "Origin": origin})
        assert (preflight.status, preflight.headers["Access-Control-Allow-Origin"]) == (400, None)
        refused = post(elsewhere, "/ask/send", QUESTION, headers=evil)
        assert (refused.status, refused.headers["Access-Control-Allow-Origin"]) == (400, None)
    # The site may send questions, and nothing else.
    path = json.loads(made.text)["address"].removeprefix("https://desk.example.com").split("?")[0]
    for address in [f"{path}/add", f"{path}/settle", f"{path}/mine", "/find/send"]:
        response = ask_for(elsewhere, "POST", address, {"body": "x", "address": "a@b"}, site)
        assert (response.status, response.headers["Access-Control-Allow-Origin"]) == (400, None)
    assert tickets(elsewhere) == 1


def test_a_field_that_people_do_not_see_holds_a_question_until_an_agent_has_looked(shop):
    form = {**FIELDS, "website": "http://spam.example"}
    thanked = ask_for(shop, "POST", "/ask/send", form)
    page = ask_for(shop, "GET", thanked.headers["Location"])
    assert "Thank you, we have it." in page.text and "held" not in page.text.lower()
    agent = session(shop)
    desk = ask_for(shop, "GET", "/desk", headers=agent).text
    assert "Held, perhaps spam: 1" in desk and ">Lamp<" not in desk
    assert ">Lamp<" in re.sub(r"</?bdi>", "", ask_for(shop, "GET", "/desk/held", headers=agent).text)
    ticket = ask_for(shop, "GET", "/desk/tickets/1", headers=agent).text
    assert "a field was filled in that people do not see" in ticket
    assert shop.outbox() == []
    assert ask_for(shop, "POST", "/desk/tickets/1/release", "", agent).status == 303
    assert ">Lamp<" in re.sub(r"</?bdi>", "", ask_for(shop, "GET", "/desk", headers=agent).text)
    assert eventually(shop.outbox)


def test_a_quick_form_of_the_server_is_held_and_a_slow_one_is_not(shop):
    for wait, queue in [(0, "held"), (2.1, "triage")]:
        key = key_in(ask_for(shop, "GET", "/ask"))
        time.sleep(wait)
        ask_for(shop, "POST", "/ask/send", {**FIELDS, "key": key, "body": f"After {wait}"})
        with sqlite3.connect(shop.folder / "data/desk.sqlite") as database:
            assert database.execute("SELECT queue FROM tickets ORDER BY id DESC").fetchone() == (queue,)


def test_behind_a_trusted_proxy_many_from_one_address_are_held_and_nobody_elses(tmp_path):
    server = FormServer(tmp_path, options=["--trusted-proxy", "127.0.0.1"]).start()
    try:
        for number in range(22):
            form = {**FIELDS, "address": f"a{number}@example.org"}
            ask_for(server, "POST", "/ask/send", form, {"X-Forwarded-For": "9.9.9.9, 198.51.100.7"})
        ask_for(server, "POST", "/ask/send", FIELDS, {"X-Forwarded-For": "203.0.113.5"})
        with sqlite3.connect(server.folder / "data/desk.sqlite") as database:
            held = database.execute("SELECT id FROM tickets WHERE queue = 'held' ORDER BY id").fetchall()
        assert held == [(21,), (22,)]
    finally:
        server.stop()


def test_who_looks_for_lost_links_learns_nothing_and_gets_a_mail_if_there_is_one_to_send(shop):
    ask_for(shop, "POST", "/ask/send", FIELDS)
    assert eventually(lambda: len(shop.outbox()) == 1)
    answers, times = {}, {"ada@example.org": [], "nobody@example.org": []}
    for _ in range(10):
        for address in times:
            start = time.monotonic()
            sent = ask_for(shop, "POST", "/find/send", {"address": address})
            answers[address] = (sent.status, sent.headers["Location"], sent.text)
            times[address].append(time.monotonic() - start)
    first, second = answers.values()
    assert first == second and first[:2] == (303, "/find?sent&lang=en")
    assert "If there are questions from this address" in ask_for(shop, "GET", first[1]).text
    assert abs(min(times["ada@example.org"]) - min(times["nobody@example.org"])) < 0.02
    assert eventually(lambda: len(shop.outbox()) == 2)
    time.sleep(0.3)
    assert len(shop.outbox()) == 2
    assert ask_for(shop, "POST", "/find/send", {"address": "nonsense"}).status == 422


def test_a_customer_adds_closes_and_follows_up_and_every_form_counts_once(shop):
    link = ask_for(shop, "POST", "/ask/send", FIELDS).headers["Location"].split("?")[0]
    key = key_in(ask_for(shop, "GET", link))
    for _ in range(2):
        added = post(shop, f"{link}/add", {"key": key, "body": "And <b>now</b>?"}, [("a.txt", b"a")])
        assert (added.status, added.headers["Location"]) == (303, link)
    page = ask_for(shop, "GET", link).text
    assert page.count('class="message"') == 2 and "&lt;b&gt;now" in page and "a.txt" in page
    used = post(shop, f"{link}/add", {"key": key, "body": "Something else"})
    assert used.status == 409 and "Something else</textarea>" in used.text and key not in used.text
    blank = post(shop, f"{link}/add", {"key": key_in(used), "body": " "})
    assert blank.status == 422 and "Please write something" in blank.text
    assert ask_for(shop, "POST", f"{link}/settle", "").status == 303
    assert "solved" in ask_for(shop, "GET", link).text
    assert ask_for(shop, "GET", link).headers["Cache-Control"] == "no-store"
    evil = {"Origin": "https://evil.example"}
    for action in ["add", "settle", "mine", "rating"]:
        assert ask_for(shop, "POST", f"{link}/{action}", {"body": "x"}, evil).status == 400
    for action in ["add", "settle", "mine"]:
        assert ask_for(shop, "POST", f"/t/1/{'x' * 43}/{action}", {"body": "x"}).status == 404


def test_new_links_make_the_old_ones_void(shop):
    link = ask_for(shop, "POST", "/ask/send", FIELDS).headers["Location"].split("?")[0]
    assert ask_for(shop, "POST", "/desk/tickets/1/link", "", session(shop)).status == 303
    assert ask_for(shop, "GET", link).status == 404
    assert eventually(lambda: len(shop.outbox()) == 2)


def held_back(server, headers=None):
    """A question and a message that cannot be kept: both come back whole, with a word when to try again."""
    fields = {**FIELDS, "body": "Nothing of this is lost.", "key": "d" + uuid.uuid4().hex}
    for files in [(), [("a.txt", b"x" * 500_000)]]:
        response = post(server, "/ask/send", fields, files)
        assert (response.status, response.headers["Retry-After"]) == (503, "60"), response.text
        assert "Nothing of this is lost.</textarea>" in response.text and 'value="7"' in response.text
        answer = post(server, "/ask/send", fields, files, {"Accept": "application/json"})
        assert (answer.status, "message" in json.loads(answer.text)) == (503, True)
    log = (server.folder / "serve.log").read_text()
    assert "Nothing of this" not in log


def test_while_another_program_holds_the_database_forms_come_back_whole(shop):
    holder = sqlite3.connect(shop.folder / "data/desk.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    response = post(shop, "/ask/send", {**FIELDS, "body": "Kept."})
    assert (response.status, response.headers["Retry-After"]) == (503, "60")
    assert "Kept.</textarea>" in response.text
    holder.execute("ROLLBACK")
    assert post(shop, "/ask/send", FIELDS).status == 303


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 4 MB for the desk's data."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", data], capture_output=True)
    if mounted.returncode:
        pytest.skip("this user may mount nothing")
    server = FormServer(tmp_path).start()
    yield server
    if server.process.poll() is None:
        server.stop()
    subprocess.run(["umount", "-l", data], check=True)


def test_on_a_full_disk_forms_come_back_whole_and_are_taken_once_there_is_room(small_disk):
    post(small_disk, "/ask/send", {**FIELDS, "body": "Before."})
    filler = small_disk.folder / "data/filler"
    descriptor = os.open(filler, os.O_WRONLY | os.O_CREAT)
    try:
        while os.write(descriptor, b"x" * 4096):
            pass
    except OSError:
        os.close(descriptor)
    # What lies in the log already may have room for a small one more.
    for number in range(50):
        if post(small_disk, "/ask/send", {**FIELDS, "body": f"{number} " * 10_000}).status == 503:
            break
    held_back(small_disk)
    filler.unlink()
    assert post(small_disk, "/ask/send", {**FIELDS, "body": "After."}).status == 303


def test_a_desk_whose_folder_cannot_be_written_says_so_instead_of_taking_questions(small_disk):
    data = small_disk.folder / "data"
    assert post(small_disk, "/ask/send", FIELDS).status == 303
    small_disk.stop()
    subprocess.run(["mount", "-o", "remount,ro,size=4m", data], check=True)
    program = [PROGRAM, "serve", "--content", small_disk.content, "--output", small_disk.folder / "public",
               "--data", data, "--port", "0"]
    started = subprocess.run(program, capture_output=True, text=True, timeout=60)
    assert started.returncode != 0 and str(data) in started.stderr
    subprocess.run(["mount", "-o", "remount,rw,size=4m", data], check=True)
    assert small_disk.start() and tickets(small_disk) == 1


@pytest.mark.parametrize("headers, words", [
    ({"Accept-Language": "en"}, "Please write a number from 1 on."),
    ({"Accept-Language": "de"}, "Bitte schreiben Sie eine Zahl ab 1."),
], ids=["en", "de"])
def test_an_end_that_nobody_has_set_is_not_spoken_of(shop, headers, words):
    answer = ask_for(shop, "POST", "/ask/send", {**FIELDS, "field.order": "-3"}, headers)
    assert answer.status == 422 and words in answer.text


def test_what_cannot_be_done_is_said_in_the_readers_language_and_as_json_to_a_script(shop):
    foreign = {"Origin": "http://evil.example", "Accept-Language": "de"}
    page = ask_for(shop, "POST", "/ask/send", FIELDS, foreign)
    assert page.status == 400 and '<html lang="de"' in page.text
    assert "Wir konnten dieses Formular nicht lesen" in page.text
    answer = ask_for(shop, "POST", "/ask/send", FIELDS, {**foreign, "Accept": "application/json"})
    assert answer.status == 400 and answer.headers["Content-Type"] == "application/json"
    assert json.loads(answer.text)["message"].startswith("Wir konnten dieses Formular nicht lesen. ")
    assert tickets(shop) == 0
