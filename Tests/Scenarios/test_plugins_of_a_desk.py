"""A plugin from its first line to a ticket that it moved: new, check, allow, serve, try, logs."""

import json
import re
import signal
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

from program import PROGRAM, porchlight
from test_a_desk_that_is_killed import WithoutRedirects


def serve(folder):
    process = subprocess.Popen(
        [PROGRAM, "serve", "--port", "0"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return process, re.search(r"http://[\d.:]+", process.stdout.readline()).group()


def stop(process):
    process.send_signal(signal.SIGTERM)
    return process.communicate(timeout=30)[1]


def ask(address, text):
    """Sends a question as slowly as a person types: a faster one is held."""
    opener = urllib.request.build_opener(WithoutRedirects)
    with opener.open(f"{address}/ask", timeout=5) as page:
        key = re.search(r'name="key" value="([^"]+)', page.read().decode()).group(1)
    time.sleep(5)
    form = {"key": key, "name": "Ada", "address": "ada@example.org", "subject": "Lamp", "body": text}
    request = urllib.request.Request(
        f"{address}/ask/send", urllib.parse.urlencode(form).encode(), {"Origin": address})
    try:
        opener.open(request, timeout=5)
    except urllib.error.HTTPError as answer:
        return answer.code == 303
    return False


def desk(folder):
    (folder / "content").mkdir()
    (folder / "content/index.md").write_text("---\ntitle: Help\n---\nText.\n")
    (folder / "content/desk.yaml").write_text("queues:\n  - { id: billing, title: Billing }\n")


def first_ticket(folder):
    lines = folder / "lines"
    for _ in range(100):
        subprocess.run(["rm", "-rf", lines], check=True)
        assert porchlight("export", "lines", folder=folder).returncode == 0
        ticket = json.loads((lines / "tickets.jsonl").read_text().splitlines()[0])
        if ticket["isDecided"]:
            return ticket
        time.sleep(0.1)
    raise AssertionError("the ticket was not decided")


def test_a_new_plugin_passes_every_check_in_either_language(tmp_path):
    # The name of the plugin stands in every line that it is sent.
    for name, kind in [("in-python", "python"), ("refunds", "sh")]:
        assert porchlight("plugin", "new", name, "--kind", kind, folder=tmp_path).returncode == 0
        result = porchlight("plugin", "check", f"plugins/{name}", "--calls", "200", folder=tmp_path)
        assert result.returncode == 0, result.stdout + result.stderr
        assert f"{name} keeps all 24 rules." in result.stdout


def test_a_plugin_runs_once_it_is_allowed_and_not_after_it_changed(tmp_path):
    desk(tmp_path)
    assert porchlight("plugin", "new", "refunds", folder=tmp_path).returncode == 0
    refused = porchlight("plugin", "allow", "refunds", folder=tmp_path)
    assert (refused.returncode, refused.stderr) == (1, "Error: nothing was allowed.\n")
    assert "move tickets between queues (ticket.queue.write)" in refused.stdout
    assert "nobody has allowed it yet" in porchlight("plugin", "list", folder=tmp_path).stdout
    assert porchlight("plugin", "allow", "refunds", "--yes", folder=tmp_path).returncode == 0
    assert porchlight("plugin", "list", folder=tmp_path).stdout.endswith("refunds 0.1.0: Sends refunds to Billing\n")
    process, address = serve(tmp_path)
    try:
        assert ask(address, "I want a refund.")
        ticket = first_ticket(tmp_path)
    finally:
        stop(process)
    assert ticket["ticket"]["state"]["queue"] == "billing"
    main = tmp_path / "plugins/refunds/main.py"
    quiet = main.read_text()
    main.write_text(quiet.replace("plugin = Plugin()", "import sys\nprint('it thinks', file=sys.stderr)\nplugin = Plugin()"))
    before = porchlight("plugin", "logs", "refunds", folder=tmp_path).stdout
    said = porchlight("plugin", "try", "refunds", "T-1", folder=tmp_path)
    main.write_text(quiet)
    assert "it thinks\n" in said.stderr
    assert porchlight("plugin", "logs", "refunds", folder=tmp_path).stdout == before
    assert porchlight("plugin", "retry", "refunds", folder=tmp_path).stdout == "Nothing was given up.\n"
    for command in [["logs"], ["retry"], ["retry", "--list"]]:
        unknown = porchlight("plugin", *command, "nope", folder=tmp_path)
        assert (unknown.returncode, unknown.stdout) == (1, "")
        assert "has had no plugin “nope”" in unknown.stderr
    assert said.stdout.startswith("ticket.route: queue billing → billing (should, 0.9): the ticket says refund"), (
        said.stdout + said.stderr)
    with open(tmp_path / "plugins/refunds/main.py", "a") as file:
        file.write("# A change.\n")
    assert "its files have changed since it was allowed" in porchlight("plugin", "list", folder=tmp_path).stdout
    process, _ = serve(tmp_path)
    time.sleep(0.5)
    assert "its files have changed" in stop(process)
    assert "its files have changed" in porchlight("plugin", "logs", "refunds", folder=tmp_path).stdout


def test_what_is_wrong_with_a_plugin_is_said(tmp_path):
    assert "there is no plugin “x” in plugins/; there is none." in porchlight(
        "plugin", "allow", "x", folder=tmp_path).stderr
    assert porchlight("plugin", "new", "A b", folder=tmp_path).returncode == 64
    assert porchlight("plugin", "new", "p", folder=tmp_path).returncode == 0
    assert "is there already" in porchlight("plugin", "new", "p", folder=tmp_path).stderr
    main = tmp_path / "plugins/p/main.py"
    main.write_text(main.read_text().replace("plugin = Plugin()", "import os\nos.write(1, b'hi\\n')\nplugin = Plugin()"))
    result = porchlight("plugin", "check", "plugins/p", "--calls", "50", folder=tmp_path)
    assert result.returncode == 1 and "✗ Nothing but responses stands on its standard output." in result.stdout
    assert "p breaks" in result.stderr
    assert porchlight("plugin", "retry", "p", folder=tmp_path).returncode == 1


def test_a_new_plugin_in_sh_moves_what_the_customer_wrote_about_and_nothing_else(tmp_path):
    assert porchlight("plugin", "new", "refunds", "--kind", "sh", folder=tmp_path).returncode == 0

    def said(subject, body, queues):
        params = {
            "call": "refunds:ticket.route:T-1:1", "choices": {"queues": queues}, "state": {"rev": 1, "doc": {}},
            "ticket": {"id": "T-1", "tags": ["refund"], "body": body, "subject": subject}}
        line = json.dumps(
            {"jsonrpc": "2.0", "id": "1", "method": "ticket.route", "params": params}, separators=(",", ":"))
        result = subprocess.run(
            ["sh", "main.sh"], cwd=tmp_path / "plugins/refunds", input=line + "\n", capture_output=True, text=True)
        return [proposal["value"] for proposal in json.loads(result.stdout)["result"].get("proposals", [])]

    assert said("Lamp", "I want a refund.", ["triage", "billing"]) == ["billing"]
    assert said("Refund", "Now!", ["billing"]) == ["billing"]
    assert said('A "lamp\\\\"', 'It says "refund".\n', ["billing"]) == ["billing"]
    assert said("Lamp", "It is dark.", ["triage", "billing", "refunds"]) == []
    assert said("Lamp\\", "It is dark.", ["billing"]) == []
    assert said("Lamp", "I want a refund.", ["triage", "refunds"]) == []
    assert said("Lamp", 'Refund me, "billing".', ["triage"]) == []


def test_a_plugin_that_looks_into_the_name_of_the_call_is_found_out(tmp_path):
    assert porchlight("plugin", "new", "refunds", "--kind", "sh", folder=tmp_path).returncode == 0
    main = tmp_path / "plugins/refunds/main.sh"
    main.write_text(main.read_text().replace("case $text in", "case $line in"))
    result = porchlight("plugin", "check", "plugins/refunds", "--calls", "20", folder=tmp_path)
    assert result.returncode == 1
    assert "✗ It answers the same ticket.route the same, whatever the call is named." in result.stdout
    assert "✗ examples/refund.jsonl is what it says." in result.stdout


def test_a_plugin_is_checked_with_the_secrets_of_the_desk(tmp_path):
    assert porchlight("plugin", "new", "crm", folder=tmp_path).returncode == 0
    manifest = tmp_path / "plugins/crm/plugin.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "secrets": ["CRM_TOKEN"]}))
    main = tmp_path / "plugins/crm/main.py"
    main.write_text(main.read_text().replace("plugin = Plugin()\n", """plugin = Plugin()


@plugin.on_start
def start(params):
    if params["mode"] == "test" and "config" in params and plugin.secrets != {"CRM_TOKEN": "open sesame"}:
        raise Refusal(-32003, "it needs the secret CRM_TOKEN")
""").replace("import Plugin,", "import Plugin, Refusal,"))

    def check(*options):
        return porchlight("plugin", "check", "plugins/crm", "--calls", "20", *options, folder=tmp_path)

    without = check()
    assert without.returncode == 1 and "it needs the secret CRM_TOKEN" in without.stdout
    assert "– It is tried without its secret .porchlight/secrets/crm/CRM_TOKEN." in without.stdout
    for data, options in [(".porchlight", []), ("elsewhere", ["--data", "elsewhere"])]:
        (tmp_path / data / "secrets/crm").mkdir(parents=True)
        (tmp_path / data / "secrets/crm/CRM_TOKEN").write_text("open sesame\n")
        found = check(*options)
        assert found.returncode == 0, found.stdout + found.stderr
        assert "sesame" not in found.stdout + found.stderr and "without its secret" not in found.stdout
        subprocess.run(["rm", "-r", tmp_path / data], check=True)


def test_a_plugin_that_comes_with_porchlight_says_why_it_ends_at_a_line_that_is_too_long():
    result = subprocess.run(
        [PROGRAM, "plugin", "run", "webhook"], input=b"x" * (1 << 20) + b"x\n", capture_output=True, timeout=30)
    assert (result.returncode, result.stdout) == (0, b"")
    assert json.loads(result.stderr) == {"level": "error", "msg": "the host sent a line of more than 1 MiB: it ends"}
