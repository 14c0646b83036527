"""A site whose form has every kind of field, for the tests of the form."""

from conftest import Server

SITE = """title: Lamp Shop Help
languages: [en, de, ar]
form:
  topics:
    - id: billing
      label: {en: Billing, de: Rechnungen, ar: الفواتير}
    - id: lamps
      label: {en: Lamps, de: Lampen, ar: المصابيح}
  fields:
    - {id: order, label: {en: Order number, de: Bestellnummer}, type: number, min: 1, required: true,
       when: {topic: billing}}
    - {id: size, label: Size of the lamp, type: choice, choices: [small, large]}
    - {id: bought, label: Bought on, type: date}
    - {id: may_call, label: You may call me, type: checkbox, help: We call once.}
    - {id: phone, label: Telephone, required: true, when: {may_call: yes}}
    - {id: story, label: The whole story, type: long text}
    - {id: other, label: Another address, type: email}
  attachments: {count: 2, each_mb: 1, total_mb: 1}
"""

LAMPS = """---
title: A lamp that does not light
description: What to do when a lamp stays dark.
---

Turn the switch, then change the bulb. A lamp that stays dark has a broken bulb most of the time.
"""


def content(folder, site=SITE):
    """Writes the content folder; its path."""
    root = folder / "content"
    (root / "lamps").mkdir(parents=True, exist_ok=True)
    (root / "site.yaml").write_text(site)
    (root / "lamps/dark.md").write_text(LAMPS)
    for language, title in [("de", "Eine Lampe bleibt dunkel"), ("ar", "مصباح لا يضيء")]:
        (root / f"lamps/dark.{language}.md").write_text(f"---\ntitle: {title}\n---\n\n{title}.\n")
    return root


class FormServer(Server):
    """A server on a content folder of its own."""

    def __init__(self, folder, site=SITE, **options):
        super().__init__(folder, **options)
        self.content = content(folder, site)
