"""How `porchlight serve` starts: what it prints, and what it says when it cannot."""

import http.client
import re
import signal
import socket
import subprocess

import pytest
from conftest import ROOT

PROGRAM = ROOT / ".build/debug/porchlight"


def serve(folder, *options, content=ROOT / "content"):
    """The whole run of a server that is expected not to start."""
    return subprocess.run(
        [PROGRAM, "serve", "--content", content, "--output", folder / "public", "--data", folder / "data",
         *options], capture_output=True, text=True, timeout=30)


def first_lines(folder, *options, count=2):
    """The first lines of a server that starts; it is ended then."""
    process = subprocess.Popen(
        [PROGRAM, "serve", "--output", folder / "public", "--data", folder / "data",
         *([] if "--content" in options else ["--content", ROOT / "content"]), *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        return [process.stdout.readline() for _ in range(count)]
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0


@pytest.mark.parametrize("options, complaint", [
    (["--port", "65536"], "--port is a number from 0 to 65535"),
    (["--port", "-1"], "--port"),
    (["--trusted-proxy", "proxy"], "--trusted-proxy is an address or a network"),
    (["--request-timeout", "0"], "--request-timeout is a number of seconds"),
    (["--public-address", "help.example.com"], "--public-address is scheme and host alone"),
    (["--public-address", "https://help.example.com/desk"], "--public-address is scheme and host alone"),
    (["--address", "192.0.2.99"], "is no address of this machine: name one of its own with --address."),
    (["--address", "no.such.host.invalid"], "there is no address “no.such.host.invalid”"),
])
def test_an_address_that_cannot_be_is_refused_before_anything_is_made(tmp_path, options, complaint):
    result = serve(tmp_path, *(["--port", "0"] if "--port" not in options else []), *options)
    assert result.returncode != 0
    assert complaint in result.stderr
    assert not (tmp_path / "public").exists() and not (tmp_path / "data").exists()


def test_port_0_is_any_port_and_the_address_names_it(tmp_path):
    help_centre, sign_in = first_lines(tmp_path, "--port", "0")
    port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", help_centre).group(1))
    assert port > 0 and f":{port}/sign-in/" in sign_in


def test_an_ipv6_address_stands_in_brackets(tmp_path):
    help_centre, _ = first_lines(tmp_path, "--port", "0", "--address", "::1")
    assert re.search(r"http://\[::1\]:\d+/\n", help_centre)


def test_on_every_address_the_printed_one_can_be_opened_and_a_hint_says_what_is_missing(tmp_path):
    help_centre, _, hint = first_lines(tmp_path, "--port", "0", "--address", "0.0.0.0", count=3)
    assert "http://127.0.0.1:" in help_centre
    assert "--public-address" in hint


def test_a_port_in_use_is_one_sentence(tmp_path):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        result = serve(tmp_path, "--port", str(port))
    assert result.returncode == 1
    assert result.stderr == (
        f"Error: port {port} of 127.0.0.1 is in use: stop what listens there, or name another with --port.\n")
    assert not (tmp_path / "public").exists() and not (tmp_path / "data").exists()


def test_a_data_folder_that_cannot_be_is_one_sentence(tmp_path):
    (tmp_path / "data").write_text("a file")
    result = serve(tmp_path, "--port", "0")
    assert result.returncode == 1
    assert result.stderr.startswith("Error: the data folder ") and result.stderr.count("\n") == 1
    assert not (tmp_path / "public").exists()


def test_a_second_server_on_one_data_folder_is_refused_before_it_touches_the_site(server):
    (server.folder / "public/index.html").write_text("mine")
    result = serve(server.folder, "--port", "0")
    assert result.returncode == 1
    assert "another porchlight runs on the data folder" in result.stderr
    assert (server.folder / "public/index.html").read_text() == "mine"


def test_a_start_that_fails_leaves_the_sign_in_link_of_before(server):
    link = server.sign_in_url.removeprefix(server.url)
    assert serve(server.folder, "--port", str(server.port)).returncode == 1
    connection = http.client.HTTPConnection(server.address, server.port)
    connection.request("POST", link)
    assert connection.getresponse().headers["Location"] == "/desk"


def test_a_new_start_ends_the_sign_in_link_of_before(server):
    link = server.sign_in_url.removeprefix(server.url)
    server.stop()
    server.start()
    connection = http.client.HTTPConnection(server.address, server.port)
    connection.request("POST", link)
    assert connection.getresponse().status == 403


def write(folder, **files):
    content = folder / "content"
    (content / "_rules").mkdir(parents=True)
    for name, text in files.items():
        name = name.replace("__", "/").replace("_yaml", ".yaml")
        (content / name).write_text(text)
    return content


def test_everything_that_is_wrong_with_desk_and_rules_is_told_at_once_with_its_place(tmp_path):
    content = write(
        tmp_path,
        desk_yaml="queue: []\nqueues:\n- id: billing\n  title: [x]\n- title: No id\n- id: billing\n  title: B\n"
                  "sender: {name: Help, address: nobody}\nclose_solved_after: 3 weeks\n",
        _rules__a_yaml="- name: A\n  when: {any_word: [a]}\n  queue: biling\n")
    result = serve(tmp_path, "--port", "0", content=content)
    assert result.returncode == 1
    assert result.stderr == "Error: " + "".join(f"{content}/{line}\n" for line in [
        "desk.yaml:1:1: there is no field “queue”; the fields are queues, sender, calendars, sla, close_solved_after, "
        "plugins, routing, requests, agents, teams, organisations, automatic_replies.",
        "desk.yaml:4:10: “title” is text.",
        "desk.yaml:5:3: the queue has no “id”: write one.",
        "desk.yaml:6:3: there is another queue “billing”: leave one.",
        "desk.yaml:8:31: “address” is a mail address, like help@example.com.",
        "desk.yaml:9:21: “close_solved_after” is `14 days`, `36 hours` or the like, up to two years, or `never`.",
        "_rules/a.yaml:3:10: there is no queue “biling”; desk.yaml names triage, billing.",
    ]) + "The desk was not opened: mend this and start again.\n"
    assert not (tmp_path / "public").exists() and not (tmp_path / "data").exists()


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n", "{}\n"])
def test_an_empty_desk_file_means_the_defaults(tmp_path, text):
    content = write(tmp_path, desk_yaml=text)
    help_centre, _ = first_lines(tmp_path, "--content", content, "--port", "0")
    assert help_centre.startswith("Help centre: http://127.0.0.1:")
