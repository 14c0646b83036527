"""Connections that no honest browser makes: memory stays bounded and everybody else is served."""

import contextlib
import re
import resource
import socket
import struct
import threading
import time

import pytest
from conftest import Server
from test_http import ask_for


@pytest.fixture
def quick(tmp_path):
    """A server that waits two seconds for a request, and may open as many files as the machine lets it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    server = Server(tmp_path, options=["--request-timeout", "2"]).start()
    yield server
    if server.process.poll() is None:
        server.stop()
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def memory(server):
    """The memory that the server has now, in MB."""
    status = open(f"/proc/{server.process.pid}/status").read()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1000


def connect(server):
    return socket.create_connection((server.address, server.port), timeout=10)


def is_served(server, seconds=2):
    begin = time.monotonic()
    assert ask_for(server, "GET", "/").status == 200
    assert ask_for(server, "GET", "/ask").status == 200
    return time.monotonic() - begin < seconds


def is_closed(connection, seconds):
    connection.settimeout(seconds)
    try:
        return connection.recv(4096) == b""
    except ConnectionError:
        return True
    except TimeoutError:
        return False


def test_half_open_connections_are_closed_and_keep_nobody_waiting(quick):
    with contextlib.ExitStack() as stack:
        connections = [stack.enter_context(connect(quick)) for _ in range(300)]
        for place, connection in enumerate(connections):
            connection.sendall([b"", b"GET / HT", b"POST /ask/send HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nname"][place % 3])
        assert is_served(quick)
        # A field of a header that never ends arrives in time or not at all, too.
        assert all(is_closed(connection, 8) for connection in connections)
    assert is_served(quick)


def test_slow_loris_is_closed_and_keeps_nobody_waiting(quick):
    with contextlib.ExitStack() as stack:
        connections = [stack.enter_context(connect(quick)) for _ in range(200)]
        for connection in connections:
            connection.sendall(b"POST /ask/send HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
        end = time.monotonic() + 6
        alive = set(connections)
        while time.monotonic() < end and alive:
            for connection in list(alive):
                try:
                    connection.sendall(b"a")
                except OSError:
                    alive.discard(connection)
            assert is_served(quick)
            time.sleep(0.3)
        assert not alive


FILES = ('POST /ask/send HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\n'
         'Content-Length: {length}\r\n\r\n--x\r\nContent-Disposition: form-data; name="files"; '
         'filename="a.txt"\r\n\r\n')


def upload(server, length):
    """A connection on which a form with a file of a length begins."""
    connection = connect(server)
    connection.sendall(FILES.format(length=length).encode())
    return connection


def test_an_upload_of_which_hardly_anything_comes_is_closed_and_a_slow_one_is_not(quick):
    dripping = upload(quick, 20_000_000)
    begin = time.monotonic()
    while time.monotonic() - begin < 12:
        try:
            dripping.sendall(b"a")
        except OSError:
            break
        if is_closed(dripping, 0.3):
            break
    seconds = time.monotonic() - begin
    dripping.close()
    assert 1.5 < seconds < 6, f"it was open for {seconds:.1f} seconds"
    # Twice the least rate, for three times as long as a request without files may take.
    end = (b"\r\n--x--\r\n")
    head = FILES.split("\r\n\r\n", 1)[1].encode()
    pieces = 30
    slow = upload(quick, len(head) + pieces * 8192 + len(end))
    for _ in range(pieces):
        slow.sendall(b"a" * 8192)
        time.sleep(0.22)
    slow.sendall(end)
    slow.settimeout(10)
    assert re.match(rb"HTTP/1.1 422 ", slow.recv(4096)), "all of it came"
    slow.close()


@pytest.mark.parametrize("body", [
    FILES.format(length=9_000_000).split("\r\n\r\n", 1)[1] + "a" * 100_000, "--x\r\nContent-Dis", ""])
@pytest.mark.parametrize("is_reset", [False, True])
def test_an_upload_that_its_client_cuts_off_is_no_error_of_the_server(tmp_path, body, is_reset):
    server = Server(tmp_path)
    server.start()
    try:
        connection = connect(server)
        head = FILES.format(length=9_000_000).split("\r\n\r\n", 1)[0]
        connection.sendall((head + "\r\n\r\n" + body).encode())
        time.sleep(0.5)
        if is_reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
        time.sleep(0.5)
        assert is_served(server, 5)
    finally:
        server.stop()
    said = (tmp_path / "serve.log").read_text()
    assert " error " not in said and " warning " not in said, said


def test_a_proxy_that_nobody_named_is_told_of_once(tmp_path):
    for options, count in [((), 1), (("--trusted-proxy", "127.0.0.1"), 0)]:
        folder = tmp_path / str(count)
        folder.mkdir()
        server = Server(folder, options=options).start()
        try:
            for _ in range(3):
                assert ask_for(server, "GET", "/", headers={"X-Forwarded-For": "198.51.100.7"}).status == 200
        finally:
            server.stop()
        said = (folder / "serve.log").read_text()
        assert said.count("Name it: --trusted-proxy 127.0.0.1") == count, said
        assert "198.51.100.7" not in said


def test_thousands_of_idle_connections_take_little_memory_and_keep_nobody_waiting(tmp_path):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    count = min(10_000, hard - 500)
    server = Server(tmp_path).start()
    connections = []
    try:
        before = memory(server)
        for _ in range(count):
            connections.append(connect(server))
        assert is_served(server, 5), f"with {count} idle connections"
        each = (memory(server) - before) * 1000 / count
        assert each < 40, f"{each:.0f} kB for each of {count} idle connections"
        for connection in connections:
            connection.close()
        assert is_served(server, 5)
    finally:
        for connection in connections:
            connection.close()
        server.stop()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize("path", ["/ask/send", "/vote", "/find/send", "/t/1/" + "x" * 43 + "/rating"])
@pytest.mark.parametrize("kind", ["Content-Length: 1000000000", "Transfer-Encoding: chunked"])
def test_a_gigabyte_is_refused_early(server, path, kind):
    before, sent = memory(server), 0
    connection = connect(server)
    connection.sendall(
        f"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n{kind}\r\n\r\n"
        .encode())
    piece = b"x" * 65536
    connection.settimeout(5)
    answers = []

    def listen():
        with contextlib.suppress(OSError):
            while data := connection.recv(65536):
                answers.append(data)

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    with contextlib.suppress(OSError):
        while sent < 200_000_000 and not answers:
            connection.sendall(b"10000\r\n" + piece + b"\r\n" if "chunked" in kind else piece)
            sent += len(piece)
    listener.join(6)
    connection.close()
    assert re.match(rb"HTTP/1.1 4(13|04)", b"".join(answers)[:20]) or not answers
    assert sent < 100_000_000, f"{sent} bytes were taken"
    assert memory(server) - before < 40
    assert is_served(server)


def answer_to(server, request, seconds=5):
    """What comes back until the server closes the connection, and after how many seconds it has."""
    connection, begin, answer = connect(server), time.monotonic(), b""
    connection.sendall(request.encode())
    connection.settimeout(seconds)
    while data := connection.recv(65536):
        answer += data
    connection.close()
    return answer.decode(), time.monotonic() - begin


@pytest.mark.parametrize("path", [
    "/ask/send", "/ask/suggested", "/vote", "/find/send", "/nowhere", "/t/1/" + "x" * 43 + "/add",
    "/desk/tickets/1/reply"])
@pytest.mark.parametrize("kind", [
    "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json",
    "application/octet-stream"])
def test_a_gigabyte_that_is_announced_is_refused_before_a_byte_of_it_has_come(server, path, kind):
    head = f"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Type: {kind}\r\nContent-Length: "
    answer, seconds = answer_to(server, f"{head}1000000000\r\n\r\n")
    assert answer.startswith("HTTP/1.1 413 ") and "connection: close" in answer.lower(), answer[:300]
    assert seconds < 4


def test_a_form_that_fits_is_waited_for(server):
    with connect(server) as connection:
        connection.sendall(
            b"POST /ask/send HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            b"Content-Length: 200000\r\n\r\nbody=")
        assert not is_closed(connection, 1)
        connection.sendall(b"x" * 199_995)
        assert connection.recv(12) == b"HTTP/1.1 422"


def test_who_sends_too_much_without_listening_still_reads_why(server):
    """Closed at once, the connection would be reset, and the answer thrown away with it."""
    piece = b"x" * 65536
    with connect(server) as connection:
        connection.sendall(
            b"POST /ask/send HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            b"Content-Length: 6553600\r\n\r\n")
        for _ in range(100):
            connection.sendall(piece)
        connection.settimeout(5)
        answer = b""
        while data := connection.recv(65536):
            answer += data
    assert answer.startswith(b"HTTP/1.1 413 ") and b"A question may have some 60,000 characters" in answer
    assert is_served(server)


@pytest.mark.parametrize("version, fields, status", [
    ("1.1", "Host: a\r\n", 200),
    ("1.1", "Host: [::1]:8080\r\n", 200),
    # An address without a host has an empty field (RFC 9112, section 3.2).
    ("1.1", "Host:\r\n", 200),
    ("1.1", "", 400),
    ("1.1", "Host: a\r\nHost: b\r\n", 400),
    ("1.1", "Host: a\r\nhost: a\r\n", 400),
    ("1.1", "Host: a/b\r\n", 400),
    ("1.1", "Host: a b\r\n", 400),
    ("1.1", "Host: me@a\r\n", 400),
    ("1.0", "", 200),
    ("1.0", "Host: a\r\n", 200),
    ("1.0", "Host: a\r\nHost: b\r\n", 400),
])
@pytest.mark.parametrize("path", ["/", "/ask", "/healthz"])
def test_a_request_names_one_host(server, path, version, fields, status):
    # A refused one is closed anyway.
    close = "Connection: close\r\n" if status == 200 and version == "1.1" else ""
    answer, seconds = answer_to(server, f"GET {path} HTTP/{version}\r\n{fields}{close}\r\n")
    assert answer.startswith(f"HTTP/1.1 {status} "), answer[:200]
    assert seconds < 4


@pytest.mark.parametrize("head", [
    "Content-Length: -1", "Content-Length: many", "Content-Length: 5\r\nContent-Length: 6",
    "Content-Length: 5\r\nTransfer-Encoding: chunked", "Transfer-Encoding: nonsense",
    "Content-Length: 99999999999999999999", "Transfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n0",
    "X: " + "y" * 100_000, "\r\n".join(f"X-{number}: y" for number in range(5_000)),
])
def test_wrong_lengths_and_endless_headers_end_the_connection_and_nothing_else(quick, head):
    connection = connect(quick)
    with contextlib.suppress(OSError):
        connection.sendall(f"POST /ask/send HTTP/1.1\r\nHost: a\r\n{head}\r\n\r\nname=\r\n\r\n".encode())
    connection.settimeout(8)
    answer = b""
    with contextlib.suppress(ConnectionError):
        while data := connection.recv(65536):
            answer += data
    connection.close()
    # What follows a body of doubtful length is never taken for a second request.
    assert answer.count(b"HTTP/1.1 2") == 0 and answer.count(b"HTTP/1.1 303") == 0
    assert is_served(quick)


@pytest.mark.parametrize("path", [
    "/../data/link.key", "/..%2fdata/link.key", "/%2e%2e/data/link.key", "/assets/../../data/link.key",
    "//data/link.key", "/..\\data\\link.key", "/%5c..%5cdata/link.key", "/.%00./data/link.key",
    "/%c0%ae%c0%ae/data/link.key", "/....//data/link.key", "/./../data/link.key", "/%252e%252e/data/link.key",
    "/../../../../../../etc/passwd", "/" + "a/" * 3000, "/%", "/%zz", "http://elsewhere/../data/link.key",
])
def test_no_path_leads_out_of_the_site(server, path):
    connection = connect(server)
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
    answer = b""
    while data := connection.recv(65536):
        answer += data
    connection.close()
    key = (server.folder / "data/link.key").read_bytes()
    assert re.match(rb"HTTP/1.1 [34]", answer), answer[:100]
    assert key not in answer and b"root:" not in answer
    location = re.search(rb"\r\nlocation: ([^\r]*)", answer, re.I)
    assert not location or (location[1].startswith(b"/") and not location[1].startswith(b"//"))
    assert is_served(server)
