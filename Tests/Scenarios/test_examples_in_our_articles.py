"""Every example in content/ is true: it is run, or read by the program itself.

Each article is walked through in a folder of its own, from top to bottom, as a reader would: a block
with a title is written into that file, a block of shell commands is run. What no rule is for fails.
"""

import json
import re
import shutil
import signal
import subprocess

import pytest
import yaml
from fences import Block, blocks
from program import DAY, PROGRAM, ROOT, porchlight

ARTICLES = sorted(
    str(path.relative_to(ROOT / "content")) for path in (ROOT / "content").rglob("*.md")
    if blocks(path.read_text()))

# What an example may leave open, because it stands alone: it names neighbours that are not there.
LOOSE_ENDS = {
    "broken-anchor", "broken-link", "broken-reference", "missing-image", "idle-silence", "unknown-snippet",
    "unknown-variable", "translation-behind",
}
# What an example shows on purpose.
ON_PURPOSE = {"writing/markdown.md": {"bare-address"}}

# Programs of others in our examples, and what stands for them here.
STAND_INS = {
    "python3": "exit 0  # a web server would never end",
    "nano": 'exec cat "$@"  # an editor would wait for somebody',
}

# The mistakes that an article's `text` block reports.
MISTAKES = {
    "writing/lints.md": {
        "billing/refund.md": "---\ntitle: Refund\n---\n\nText.\n\n\n\n\n\n\n[X](card.md)\n",
        "billing/cards.md": "---\ntitle: Cards\n---\nText.\n",
        "start.md": f"---\ntitle: {'t' * 84}\n---\nText.\n",
    },
    "writing/your-first-article.md": {"billing/refund.md": "---\ntitel: Get your money back\n---\n# Refund\n"},
    "writing/your-first-article.de.md": {"billing/refund.md": "---\ntitel: Geld zurück\n---\n# Refund\n"},
}


class Walk:
    """One article, and the folder in which it is tried."""

    def __init__(self, article, folder):
        self.article = article
        self.folder = folder / "site"
        self.content = self.folder / "content"
        self.count = 0
        self.plugins = {}
        self.folder.mkdir()
        result = porchlight("new", "site", ".", "--date", DAY, folder=self.folder)
        assert result.returncode == 0, result.stderr
        shutil.copy(ROOT / "content/desk.yaml", self.content)
        if article.startswith("plugins/"):
            shutil.copytree(ROOT / "plugins", self.folder / "plugins", ignore=shutil.ignore_patterns("Sources"))
        self.programs = folder / "bin"
        self.programs.mkdir()
        (self.programs / "porchlight").symlink_to(PROGRAM)
        for name, script in STAND_INS.items():
            (self.programs / name).write_text(f"#!/bin/sh\n{script}\n")
            (self.programs / name).chmod(0o755)

    def take(self, block: Block):
        """Runs or reads a block; whatever no rule is for is an error."""
        rule = {
            "sh": self.run, "text": self.compare, "json": self.converse, "markdown": self.read_markdown,
            "yaml": self.read_yaml, "ini": self.read_unit, "css": self.add_to_site, "html": self.add_to_site,
        }.get(block.language)
        assert rule, f"no rule says how an example in “{block.language}” is tried"
        rule(block)

    def run(self, block):
        serves = [line for line in block.lines if re.match("porchlight (serve|dev)", line)]
        if serves:
            assert block.lines == serves, "a server runs until it is stopped: give it a block of its own"
            for line in serves:
                self.serve(*line.split()[1:])
            return
        if all(line.startswith("curl ") for line in block.lines):
            return self.ask(block.lines)
        # Whatever stands in a shell block needs a program: ours, a stand-in, or the shell's own.
        result = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", block.text], cwd=self.folder, capture_output=True, text=True,
            timeout=60, stdin=subprocess.DEVNULL,
            env={"PATH": f"{self.programs}:/usr/bin:/bin", "HOME": str(self.folder),
                 "SOURCE_DATE_EPOCH": "1795219200"})
        assert result.returncode == 0, result.stdout + result.stderr

    def ask(self, lines):
        """Asks a desk that runs what an article asks the one of its reader."""
        def each(address):
            for line in lines:
                command = line.replace("http://127.0.0.1:8080", address)
                assert command != line, "an example asks the desk where it listens without a word"
                result = subprocess.run(command.split(), capture_output=True, text=True, timeout=60)
                assert result.returncode == 0 and result.stdout, result.stdout + result.stderr

        self.serve("serve", then=each)

    def read_unit(self, block):
        """A unit of systemd: the command that it starts is one, with options that there are."""
        (command,) = re.findall(r"^ExecStart=/usr/local/bin/porchlight serve (.*)$", block.text, re.M)
        result = porchlight("config", *command.split(), folder=self.folder)
        assert result.returncode == 0, result.stderr

    def serve(self, command, *options, then=lambda address: None):
        """Starts the desk, which reads its settings and rules, and stops it."""
        process = subprocess.Popen(
            [PROGRAM, command, "--port", "0", *options], cwd=self.folder, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True)
        try:
            first = process.stdout.readline()
            assert "http://127.0.0.1:" in first, process.communicate()[1]
            process.stdout.readline()
            then(re.search(r"http://127.0.0.1:\d+", first).group())
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=20)
        assert process.returncode == 0

    def compare(self, block):
        """What the program says of the mistakes, word for word."""
        folder = self.folder.parent / "mistakes"
        for path, text in MISTAKES[self.article].items():
            (folder / "content" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "content" / path).write_text(text)
        said = porchlight("check", "--date", DAY, folder=folder).stdout.splitlines()
        assert block.lines == said[:len(block.lines)]

    def converse(self, block):
        """A line of the plugin protocol: a question is put to the plugin, an answer is its answer.

        With a title it is a file of such lines, and `more.jsonl` stands for another.
        """
        if block.title:
            for name in (block.title, "more.jsonl"):
                (self.folder / name).write_text("".join(f"{line}\n" for line in block.lines if json.loads(line)))
            return
        (line,) = block.lines
        message = json.loads(line)
        if "method" in message:
            self.asked = message["params"]["call"].split(":")[0]
            self.answer = self.ask_plugin(self.asked, line)
        elif "predicted" in message:
            evaluate = "plugin run learned-router evaluate more.jsonl --model router.plr --json".split()
            assert shape(message) == shape(json.loads(porchlight(*evaluate, folder=self.folder).stdout.splitlines()[0]))
        elif self.asked == "rules":
            # The article shows what another plugin might say.
            assert shape(message) == shape(self.answer)
        else:
            assert message == self.answer

    def ask_plugin(self, plugin, line):
        """What the plugin that a call is named after says, with the configuration of the article so far."""
        folder = self.folder / "plugins" / plugin
        manifest = json.loads((folder / "plugin.json").read_text())
        command = [PROGRAM if word == "@porchlight" else word for word in manifest["command"]]
        config = self.plugins.get(plugin, {})
        if plugin == "rules":
            rules = "- {name: Money, when: {any_word: [charged]}, queue: billing}"
            config = {"rules": {"a.yaml": rules}, "queues": ["billing"]}
        hello = json.dumps({"jsonrpc": "2.0", "id": "1", "method": "initialize", "params": {
            "protocols": [1], "mode": "live", "config": config, "grants": manifest["grants"]}}, separators=(",", ":"))
        said = subprocess.run(
            command, cwd=folder, input=f"{hello}\n{line}\n", capture_output=True, text=True, timeout=20)
        return json.loads(said.stdout.splitlines()[1])

    def configure_plugins(self, text):
        """The configuration of each of our plugins is one that it starts with."""
        self.plugins = (yaml.safe_load(text) or {}).get("plugins", {})
        for plugin, config in self.plugins.items():
            if config is False or not (ROOT / "plugins" / plugin).is_dir():
                continue
            (self.folder / "config.json").write_text(json.dumps(config))
            said = porchlight(
                "plugin", "check", ROOT / "plugins" / plugin, "--calls", "1", "--config", "config.json",
                folder=self.folder)
            assert said.returncode == 0, said.stdout + said.stderr

    def read_markdown(self, block):
        path, text = block.title, block.text
        if not path:
            self.count += 1
            path, text = f"content/examples/{self.count}.md", f"---\ntitle: Example {self.count}\n---\n{text}"
        self.write(path, text)
        self.finds_nothing()

    def read_yaml(self, block):
        if not block.title and all(line.startswith("- run: porchlight ") for line in block.lines):
            # A step of GitHub Actions.
            return self.run(Block(block.line, "sh", "", block.text.replace("- run: ", "")))
        if block.title == "prometheus.yml":
            # Another program's file: it asks where the figures are, under the path that is its default.
            assert re.fullmatch(
                r"scrape_configs:\n  - job_name: porchlight\n    static_configs:\n      - targets: .*\n", block.text)
            return
        self.write(block.title, block.text)
        if block.title.startswith("content/_theme/words/"):
            known = words(ROOT / "Sources/SiteGenerator/Theme/words/en.yaml")
            assert [word for word in words(self.folder / block.title) if word not in known] == []
        elif block.title.startswith("content/_rules/") or block.title == "content/desk.yaml":
            self.serve("serve")
            if block.title == "content/desk.yaml":
                self.configure_plugins(block.text)
        else:
            settings = ("content/site.yaml", "content/synonyms.yaml")
            assert block.title in settings, f"no rule says how {block.title} is tried"
        self.finds_nothing()

    def add_to_site(self, block):
        self.write(block.title, block.text)
        result = porchlight("build", "--date", DAY, folder=self.folder)
        assert result.returncode == 0, result.stderr

    def write(self, path, text):
        assert path.startswith("content/"), "a title names the file below content/ that the example is"
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)

    def finds_nothing(self):
        result = porchlight("check", "--date", DAY, "--format", "json", folder=self.folder)
        expected = LOOSE_ENDS | ON_PURPOSE.get(self.article, set())
        wrong = [finding for finding in json.loads(result.stdout) if finding["code"] not in expected]
        assert wrong == []


def shape(value):
    """A JSON value with everything but its structure and its keys left out."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    return [shape(inner) for inner in value] if isinstance(value, list) else type(value) in (int, float)


def words(path):
    return re.findall(r"^(\w+):", path.read_text(), re.M)


@pytest.mark.parametrize("article", ARTICLES)
def test_the_examples_of_an_article_are_true(article, tmp_path):
    walk = Walk(article, tmp_path)
    wrong = []
    for block in blocks((ROOT / "content" / article).read_text()):
        try:
            walk.take(block)
        except AssertionError as error:
            wrong.append(f"content/{article}:{block.line}: {error}")
    assert wrong == [], "\n".join(wrong)


def test_every_fence_of_every_article_is_seen():
    for path in (ROOT / "content").rglob("*.md"):
        fences = re.findall(r"^ *(?:`{3,}|~{3,}).*$", path.read_text(), re.M)
        # Fences within a longer one are text of that example.
        inside = sum(len(re.findall(r"^ *`{3}", block.text, re.M)) for block in blocks(path.read_text()))
        assert 2 * len(blocks(path.read_text())) == len(fences) - inside, path


@pytest.mark.parametrize("block, complaint", [
    (Block(1, "", "", "words\n"), "no rule"), (Block(1, "python", "", "1\n"), "no rule"),
    (Block(1, "yaml", "", "a: 1\n"), "a title names the file"),
    (Block(1, "yaml", "content/other.yaml", "a: 1\n"), "no rule"),
    (Block(1, "yaml", "content/desk.yaml", "plugins: {escalate: {notify: [never]}}\n"), "/notify/0"),
    (Block(1, "yaml", "content/site.yaml", "titel: X\n"), "unknown-field"),
    (Block(1, "yaml", "content/_theme/words/fr.yaml", "serch: X\n"), "serch"),
    (Block(1, "yaml", "content/synonyms.yaml", "synonyms:\n  - equal: refund\n"), "synonyms"),
    (Block(1, "markdown", "", "## A\n\n#### B\n"), "heading-jump"),
    (Block(1, "markdown", "content/a.md", "---\ntitle: A\nkind: poem\n---\n"), "wrong-type"),
    (Block(1, "sh", "", "curl --fail http://127.0.0.1:8080/nowhere\n"), "404"),
    (Block(1, "ini", "", "[Service]\nExecStart=/usr/local/bin/porchlight serve --prot 1\n"), "prot"),
    (Block(1, "sh", "", "porchlight biuld\n"), "biuld"), (Block(1, "sh", "", "no-such-program\n"), "not found"),
    (Block(1, "sh", "", "porchlight serve\nporchlight build\n"), "a block of its own"),
    (Block(1, "html", "content/_theme/layouts/page.mustache", "{{nobody}}\n"), "nobody"),
])
def test_an_example_that_is_not_true_is_found(block, complaint, tmp_path):
    with pytest.raises(AssertionError, match=complaint):
        Walk("writing/markdown.md", tmp_path).take(block)
