"""How commands end: every line of the article about exit codes, and the first help a newcomer sees."""

import json
import os
import signal
import subprocess

import pytest
from program import PROGRAM, ROOT, porchlight

GOOD = "---\ntitle: Good\n---\nText.\n"
WARNING = "---\ntitle: A warning\n---\n![](picture.png)\n"
ERROR = "---\ntitle: An error\n---\n[Gone](gone.md)\n"
FATAL = "---\ntitle: No end\n"


def site(folder, *texts):
    content = folder / "content"
    content.mkdir()
    (content / "picture.png").write_bytes(b"")
    for number, text in enumerate((f"{GOOD}\n![A picture](picture.png)\n", *texts)):
        (content / f"page{number}.md").write_text(text)
    return folder


@pytest.mark.parametrize("command, texts, code", [
    ("build", [], 0), ("build", [WARNING], 0), ("build", [ERROR], 0), ("build", [FATAL], 1),
    ("build --strict", [], 0), ("build --strict", [WARNING], 1), ("build --strict", [ERROR], 1),
    ("check", [], 0), ("check", [WARNING], 0), ("check", [ERROR], 1), ("check", [FATAL], 1),
    ("check --format json", [ERROR], 1), ("check --format github", [ERROR], 1), ("check --list", [ERROR], 0),
    ("search anything", [], 1),
    ("build --content nowhere", [], 1), ("check --content nowhere", [], 1),
    ("build --output /dev/null/public", [], 1), ("build --output content/public", [], 64),
    ("serve --content nowhere --port 0", [], 1),
    ("doctor", [], 1), ("backup x", [], 1), ("restore x", [], 1), ("export x", [], 1), ("import x", [], 1),
    ("", [], 0), ("new", [], 0), ("--help", [], 0), ("help build", [], 0), ("build --help", [], 0), ("--version", [], 0),
])
def test_a_command_that_was_understood_ends_with_0_or_1(tmp_path, command, texts, code):
    result = porchlight(*command.split(), folder=site(tmp_path, *texts))
    assert result.returncode == code, result.stdout + result.stderr


@pytest.mark.parametrize("command", [
    "biuld", "build --nonsense", "build --date tomorrow", "build --base-url nonsense", "build extra",
    "check --format xml", "check --date 2026-02-30", "search", "search x --limit 0", "serve --port many",
    "serve --port 65536", "backup", "restore", "export", "import", "doctor x", "new faq", "new poem X", "plugin run nobody", "plugin run",
])
def test_a_command_that_was_not_understood_ends_with_64_and_does_nothing(tmp_path, command):
    site(tmp_path)
    before = sorted(path for path in tmp_path.rglob("*"))
    result = porchlight(*command.split(), folder=tmp_path)
    assert result.returncode == 64, result.stdout + result.stderr
    assert result.stdout == "" and "Error: " in result.stderr
    assert sorted(path for path in tmp_path.rglob("*")) == before


def test_a_slip_in_a_command_is_told_with_the_right_one(tmp_path):
    result = porchlight("buidl", folder=tmp_path)
    assert result.stderr == "Error: there is no command “buidl”: did you mean “build”?\nSee `porchlight --help`.\n"
    result = porchlight("build", "--date", "2026-13-01", folder=tmp_path)
    assert "It must be a day like 2026-11-21." in result.stderr and "porchlight build --help" in result.stderr


@pytest.mark.parametrize("command", ["build --json --content nowhere", "build --json --output /dev/null/x"])
def test_programs_are_told_why_there_is_no_site(tmp_path, command):
    result = porchlight(*command.split(), folder=site(tmp_path))
    answer = json.loads(result.stdout)
    assert result.returncode == 1 and answer["built"] is False and answer["error"]


def test_build_and_check_name_files_alike(tmp_path):
    site(tmp_path, ERROR)
    built = json.loads(porchlight("build", "--json", folder=tmp_path).stdout)["diagnostics"]
    checked = json.loads(porchlight("check", "--format", "json", folder=tmp_path).stdout)
    assert built == checked and built[0]["file"].startswith("content/")


def test_a_day_that_is_none_is_refused_where_it_comes_from_the_environment(tmp_path):
    result = porchlight("build", folder=site(tmp_path), env={**os.environ, "SOURCE_DATE_EPOCH": "abc"})
    assert result.returncode == 1 and "SOURCE_DATE_EPOCH is “abc”" in result.stderr


def test_a_search_that_finds_nothing_went_well(tmp_path):
    site(tmp_path)
    assert porchlight("build", folder=tmp_path).returncode == 0
    result = porchlight("search", "zzzzqqqq", folder=tmp_path)
    assert (result.returncode, result.stdout) == (0, "Nothing fits.\n")


def test_a_server_that_is_asked_to_stop_ends_with_0(tmp_path):
    site(tmp_path)
    for number in (signal.SIGINT, signal.SIGTERM):
        process = subprocess.Popen(
            [PROGRAM, "serve", "--port", "0"], cwd=tmp_path, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        process.stdout.readline()
        process.stdout.readline()
        process.send_signal(number)
        assert process.wait(timeout=20) == 0


def test_what_was_found_is_output_and_what_went_wrong_is_not(tmp_path):
    site(tmp_path, ERROR)
    found = porchlight("check", "--format", "json", folder=tmp_path)
    assert found.stdout.startswith("[") and found.stderr == ""
    failed = porchlight("check", "--content", "nowhere", folder=tmp_path)
    assert failed.stdout == "" and failed.stderr.startswith("Error: there is no folder nowhere")


def test_the_first_help_is_for_somebody_who_has_never_seen_it(tmp_path):
    assert porchlight("--help", folder=tmp_path).stdout == """\
OVERVIEW: A help centre and a help desk from a folder of Markdown.

A first time: `porchlight new site help`, then `porchlight serve` in the folder
help. It builds content/ into public/, opens the desk and prints where both
are.

`porchlight help build` says all about a command.

Exit codes: 0 when all went well, 1 when something is wrong with the content or
could not be done, 64 when the command was not understood, 130 when it was
interrupted by Ctrl-C.

USAGE: porchlight <subcommand>

OPTIONS:
  --version               Show the version.
  -h, --help              Show help information.

SUBCOMMANDS:
  new                     Begin an article or a whole help centre.
  build                   Build the help centre: content → public.
  check                   Look for what readers would stumble over: broken
                          links, missing images, overdue reviews.
  dev                     Write with a preview: every save rebuilds what
                          changed and reloads the browser.
  search                  Search a built help centre.
  serve                   Build the help centre and run it with its desk.
  sign-in                 Print a link with which an agent signs in, once.
  config                  Show the settings of the server and where each comes
                          from.
  backup                  Copy a desk into a new folder or file, while it runs.
  restore                 Make a desk of a backup.
  doctor                  Say what is wrong with a desk.
  export                  Write all that a desk holds as JSON lines and files,
                          while it runs.
  import                  Make a desk of an export.
  report                  Report what a desk has learned.
  plugin                  Work with plugins.

  See 'porchlight help <subcommand>' for detailed help.
"""


def test_the_article_names_every_command():
    article = (ROOT / "content/running/commands.md").read_text()
    help_text = porchlight("--help", folder=ROOT).stdout
    commands = [line.split()[0] for line in help_text.partition("SUBCOMMANDS:\n")[2].splitlines()
                if line.startswith("  ") and line[2:3].isalpha() and not line.startswith("  See")]
    assert "build" in commands and "new" in commands
    assert [name for name in commands if f"| `porchlight {name}" not in article] == []
