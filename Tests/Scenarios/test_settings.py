"""Settings of the server: flags before environment before file before default, and slips found."""

import json
import os
import re
import signal
import subprocess
import urllib.error
import urllib.parse
import urllib.request

import pytest
from program import PROGRAM, porchlight


def config(folder, *options, env=None, code=0):
    result = subprocess.run(
        [PROGRAM, "config", *options], cwd=folder, capture_output=True, text=True,
        env={**os.environ, **(env or {})})
    assert result.returncode == code, result.stdout + result.stderr
    return result.stdout if code == 0 else result.stderr


def shown(folder, *options, env=None):
    entries = json.loads(config(folder, "--json", *options, env=env))
    return {entry["name"]: (entry["values"], entry["source"]) for entry in entries}


def test_without_a_word_the_defaults_count(tmp_path):
    assert config(tmp_path) == """\
content                     content      default
output                      public       default
site                        -            default
plugins                     plugins      default
data_folder                 .porchlight  default
address                     127.0.0.1    default
port                        8080         default
public_address              -            default
request_timeout             30           default
trusted_proxy               -            default
metrics_from                -            default
questions_per_address       20           default
questions_per_network       60           default
questions_per_mail_address  10           default
posts_per_network           500          default
votes_per_address           60           default
least_form_seconds          2            default
log_format                  text         default
"""


def test_a_flag_counts_before_the_environment_and_that_before_the_file(tmp_path):
    (tmp_path / "porchlight.yaml").write_text(
        "port: 8001\nvotes_per_address: 7\ntrusted_proxy: [127.0.0.1, 10.0.0.0/8]\naddress: 127.0.0.3\n")
    env = {"PORCHLIGHT_PORT": "8002", "PORCHLIGHT_ADDRESS": "127.0.0.2",
           "PORCHLIGHT_DATA_FOLDER": "kept"}
    settings = shown(tmp_path, "--port", "8003", env=env)
    assert settings["port"] == (["8003"], "--port")
    assert settings["address"] == (["127.0.0.2"], "PORCHLIGHT_ADDRESS")
    assert settings["data_folder"] == (["kept"], "PORCHLIGHT_DATA_FOLDER")
    assert settings["votes_per_address"] == (["7"], "porchlight.yaml:2:1")
    assert settings["trusted_proxy"] == (["127.0.0.1", "10.0.0.0/8"], "porchlight.yaml:3:1")
    assert settings["request_timeout"] == (["30"], "default")
    assert shown(tmp_path, "--metrics-from", "10.0.0.7", "--metrics-from", "::1")["metrics_from"] == (
        ["10.0.0.7", "::1"], "--metrics-from")
    env = {"PORCHLIGHT_METRICS_FROM": "10.1.0.0/16"}
    assert shown(tmp_path, env=env)["metrics_from"] == (["10.1.0.0/16"], "PORCHLIGHT_METRICS_FROM")
    env = {"PORCHLIGHT_TRUSTED_PROXY": "127.0.0.1, ::1"}
    assert shown(tmp_path, env=env)["trusted_proxy"] == (["127.0.0.1", "::1"], "PORCHLIGHT_TRUSTED_PROXY")


def test_an_empty_variable_counts_as_none(tmp_path):
    defaults = shown(tmp_path)
    env = {f"PORCHLIGHT_{name.upper()}": "" for name in defaults}
    assert shown(tmp_path, env=env) == defaults
    assert "PORCHLIGHT_PORT is a number from 0 to 65535" in config(tmp_path, env={"PORCHLIGHT_PORT": " "}, code=1)


def test_every_slip_has_its_place_and_the_nearest_right_name(tmp_path):
    (tmp_path / "my.yaml").write_text("prot: 1\nport: many\nnothing_like_it: 3\ntrusted_proxy: [here]\n")
    env = {"PORCHLIGHT_PORTT": "1", "PORCHLIGHT_REQUEST_TIMEOUT": "0", "PORCHLIGHT_SERVICE_HOST": "10.0.0.1",
           "PORCHLIGHT_KILLS": "30"}
    said = config(tmp_path, "--settings", "my.yaml", env=env, code=1)
    assert said == """\
Error: my.yaml:1:1: there is no setting “prot”: did you mean “port”?
my.yaml:2:7: “port” is a number from 0 to 65535; 0 takes any that is free.
my.yaml:3:1: there is no setting “nothing_like_it”: `porchlight config` lists all.
my.yaml:4:16: “trusted_proxy” is an address or a network, like 127.0.0.1 or 10.0.0.0/8.
PORCHLIGHT_PORTT: there is no such setting: did you mean PORCHLIGHT_PORT?
PORCHLIGHT_REQUEST_TIMEOUT is a number of seconds from 1 to 600.
"""
    assert "--port is a number from 0 to 65535" in config(tmp_path, "--port", "x", code=64)
    assert "gone.yaml cannot be read" in config(tmp_path, "--settings", "gone.yaml", code=1)
    assert "porchlight.yaml" not in config(tmp_path)


@pytest.mark.parametrize("text, complaint", [
    ("- port\n", "1:1: the file has settings, written as `name: value`."),
    ("port: [1]\n", "1:7: “port” is text."), ("port: 1\nport: 2\n", "a field stands twice"),
    ("port: 'x\n", "the YAML cannot be read"), ("", None), ("# nothing\n", None),
])
def test_a_file_that_is_none_is_told_of(tmp_path, text, complaint):
    (tmp_path / "porchlight.yaml").write_text(text)
    if complaint:
        assert complaint in config(tmp_path, code=1)
    else:
        assert shown(tmp_path)["port"] == (["8080"], "default")


def serve(folder, *options, env=None):
    process = subprocess.Popen(
        [PROGRAM, "serve", *options], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, **(env or {})})
    line = process.stdout.readline()
    found = re.search(r"http://[\d.:]+", line)
    assert found, process.stderr.read()
    return process, found.group()


def stop(process):
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)


def read(address):
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.read().decode()


def test_a_built_site_is_served_as_it_is(tmp_path):
    (tmp_path / "content").mkdir()
    article = tmp_path / "content/lamp.md"
    article.write_text("---\ntitle: Lamp\n---\nThe first text.\n")
    assert porchlight("build", "--output", "built", folder=tmp_path).returncode == 0
    article.write_text("---\ntitle: Lamp\n---\nThe second text.\n")
    before = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    process, address = serve(tmp_path, "--site", "built", "--port", "0", "--data", "desk")
    try:
        assert "The first text." in read(f"{address}/lamp/")
        page = read(f"{address}/ask")
        style = re.search(r'href="(/assets/style\.[^"]+)"', page).group(1)
        assert read(address + style)
    finally:
        stop(process)
    after = sorted(path for path in tmp_path.rglob("*") if path.is_file() and "desk" not in path.parts)
    assert after == before
    nowhere = porchlight("serve", "--site", "nowhere", "--port", "0", folder=tmp_path)
    assert (nowhere.returncode, nowhere.stderr) == (
        1, "Error: there is no built site in nowhere: run `porchlight build` first.\n")


def test_a_built_site_needs_no_content(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/lamp.md").write_text("---\ntitle: Lamp\n---\nText.\n")
    assert porchlight("build", folder=tmp_path).returncode == 0
    (tmp_path / "content").rename(tmp_path / "elsewhere")
    process, address = serve(tmp_path, env={"PORCHLIGHT_SITE": "public", "PORCHLIGHT_PORT": "0"})
    try:
        assert "Text." in read(f"{address}/lamp/")
        assert "Ask a person" in read(f"{address}/ask")
    finally:
        stop(process)


def test_every_limit_on_posts_can_be_said_in_all_ways(tmp_path):
    limits = [name for name in shown(tmp_path) if "_per_" in name or name == "least_form_seconds"]
    assert len(limits) == 6
    for name in limits:
        flag, variable = "--" + name.replace("_", "-"), "PORCHLIGHT_" + name.upper()
        assert shown(tmp_path, flag, "3")[name] == (["3"], flag)
        assert shown(tmp_path, env={variable: "4"})[name] == (["4"], variable)
        (tmp_path / "porchlight.yaml").write_text(f"{name}: 5\n")
        assert shown(tmp_path)[name] == (["5"], "porchlight.yaml:1:1")
        (tmp_path / "porchlight.yaml").write_text(f"{name}: many\n")
        assert f"porchlight.yaml:1:{len(name) + 3}: “{name}” is a number" in config(tmp_path, code=1)
        (tmp_path / "porchlight.yaml").unlink()


def test_limits_of_the_file_hold(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/lamp.md").write_text("---\ntitle: Lamp\n---\nText.\n")
    (tmp_path / "porchlight.yaml").write_text("port: 0\nvotes_per_address: 2\ntrusted_proxy: 127.0.0.1\n")
    process, address = serve(tmp_path)
    try:
        statuses = []
        for _ in range(3):
            request = urllib.request.Request(
                f"{address}/vote", urllib.parse.urlencode({"page": "/lamp/", "helpful": "yes"}).encode(),
                {"X-Forwarded-For": "203.0.113.7", "Accept": "application/json"})
            try:
                statuses.append(urllib.request.urlopen(request, timeout=10).status)
            except urllib.error.HTTPError as error:
                statuses.append(error.code)
        assert statuses == [204, 204, 429]
    finally:
        stop(process)
