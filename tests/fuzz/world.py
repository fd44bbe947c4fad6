"""The world in which every case is tried: a small package, two reports with a bit of everything, and what was built."""

from __future__ import annotations

import io
from pathlib import Path

import docx

from tests.packages import make_package, observation
from tests.worlds import World, make_world

NOTE = """\
{% import "macros/words.md" as w with context %}

# Figures

The figures of {{ span }}: {{ figure('cases', 2022) }} **cases**, [a link](https://example.org), `code`.

- One item
- {{ w.greet(country.name) }}
  1. Within it

:::{key-figures}
- figure: cases
  label: of all
- figure: "cases{stage=open}"
  label: open
  share-of: stage
- {value: "3", label: years}
:::

:::{chart} by-year
kind: line
headline: Cases by year
subtitle: "Number, {{ span }}"
lines:
  - {figure: cases, name: All, role: total}
  - {figure: "cases{stage=open}", name: Open}
:::

:::{table} stages
kind: members
figure: cases
by: stage
head: Stage
total: All
headline: Cases by stage
:::

:::{box}
title: Before you read
items: [One, Two]
:::

{% for year in years %}
## {{ year }}

{{ figure('cases', year) }} cases.
{% endfor %}

:::{notes}
:::
"""
SHEET = """\
# Place

This is {{ place.name }}{% if figure('cases', 2022).published %}, with {{ figure('cases', 2022) }}{% endif %}.
"""
MORE = "keywords: [one, two]\nlanguage: en-US\nlead: A lead\n"
THEME = 'extends = "default"\n\n[page]\ntop = 60\n\n[styles]\nbody = { size = 10.5, leading = 15 }\n'


FOREIGN = "state,year,sex,cases\n" + "".join(
    f"{state},{year},{sex},{count}\n"
    for state, counts in (("Ohio", "<5 6 11 9"), ("Utah", "* 9 12 7"))
    for (year, sex), count in zip(((2021, "m"), (2021, "f"), (2022, "m"), (2022, "f")), counts.split(), strict=True)
)
"""A table of an office, from which the project of the world is made."""


def make_fuzz_world(folder: Path) -> World:
    """Make the world, with a folder `build` that holds what one build made, and a file that nobody may touch."""
    world = make_world(folder)
    rows = [
        observation(value * share // 10, year=year, place=place, **({"stage": stage} if stage else {}))
        for year, place, value in ((2020, "US", 300), (2021, "US", 360), (2022, "US", 330), (2022, "AA", 110))
        for stage, share in (("", 10), ("open", 4), ("shut", 6))
    ]
    make_package(world.data, rows, notes=[{"note": "a-note", "text": "A note.", "from_year": 1900, "to_year": 1900}])
    world.write_report("note", NOTE, more=MORE)
    world.write_report("sheet", SHEET, more="scope: place\n")
    (world.templates / "macros").mkdir()
    (world.templates / "macros" / "words.md").write_text("{% macro greet(name) %}Hello, {{ name }}{% endmacro %}\n")
    (world.templates / "themes" / "own.toml").write_text(THEME)
    profiles = Path(__file__).parents[2] / "templates" / "profiles"
    (world.templates / "profiles").mkdir()
    for name in ("board.toml", "nih-attachment.toml"):
        (world.templates / "profiles" / name).write_bytes((profiles / name).read_bytes())
    (folder / "house.docx").write_bytes(_word_template())
    (folder / "foreign.csv").write_text(FOREIGN)
    (folder / "precious.txt").write_text("nobody's business\n")
    return world


def _word_template() -> bytes:
    template = docx.Document()
    template.sections[0].header.paragraphs[0].text = "The Foundation"
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()
