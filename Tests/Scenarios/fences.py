"""The fenced code blocks of a Markdown text, as CommonMark 0.30 (section 4.5) finds them."""

import re
from dataclasses import dataclass

OPENING = re.compile(r"^( *)(`{3,}|~{3,})([^`]*)$")


@dataclass
class Block:
    """One example of an article."""
    line: int
    language: str
    title: str
    text: str

    @property
    def lines(self):
        return self.text.splitlines()


def blocks(markdown):
    """Every fenced block, in order. One without an end reaches to the end of the text."""
    found, lines = [], iter(enumerate(markdown.splitlines(), start=1))
    for number, line in lines:
        opening = OPENING.match(line)
        if not opening:
            continue
        indent, fence, words = len(opening[1]), opening[2], opening[3].strip()
        closing = re.compile(rf"^ *{re.escape(fence[0])}{{{len(fence)},}} *$")
        text = []
        for _, inner in lines:
            if closing.match(inner):
                break
            text.append(inner[min(indent, len(inner) - len(inner.lstrip(" "))):])
        title = re.search(r'title="([^"]*)"', words)
        language = words.split()[0] if words else ""
        found.append(Block(number, language, title[1] if title else "", "".join(f"{one}\n" for one in text)))
    return found
