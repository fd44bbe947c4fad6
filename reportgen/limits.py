"""How much of anything is taken before it is refused: the one place that says so.

They are far above what any report needs and far below what would bring a machine down. Whoever does need more sets the
environment variable `REPORTGEN_LIMITS` to a factor: with 10, ten times as much of everything that grows is taken.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, fields, replace
from functools import cache

FACTOR = "REPORTGEN_LIMITS"
RAISE = f"is that much really needed? `{FACTOR}=10` in the environment takes ten times as much"
"""The hint of every error that says that a limit is exceeded."""
MOST = 10_000
"""The greatest factor."""

DEPTH = 64
"""How deep brackets may be nested in JSON, TOML, YAML and arithmetic; no factor raises it: the stack is what it is."""
DIGITS = 300
"""How many digits a number may have. More than that is no number of this world."""
FIRST_YEAR, LAST_YEAR = 1, 9999
"""Between which years there are figures: as far as a year has four digits."""
LARGEST_VALUE = 1e15
"""The greatest figure: beyond it, not every whole number can be told from the next."""
LARGEST_LENGTH = 10_000.0
"""The greatest length of a theme or profile, in points: that of a wall."""
NAME_CHARACTERS = 1_000
"""Of the name of a place. It is the title of a page, on which a longer one finds no room."""
LIST_DEPTH = 9
"""How deep lists may stand in lists in a template: Word has as many levels."""
NUMBER_BITS = 4_000
"""How long a whole number may get that a template works out: longer ones cannot be printed."""
TILES = 100
"""Rows and columns that a map of tiles may have."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken at most; a factor raises all of them alike."""

    file_bytes: int = 256_000_000
    """Of one file of the data, or one that was made."""
    text_bytes: int = 16_000_000
    """Of a descriptor, template, theme or profile."""
    template_work: int = 20_000_000
    """Characters that a template writes or keeps in variables; a pass through a loop and a call count as 100 each."""
    template_seconds: int = 6
    """Of a processor, for one text of a template: what its work does not measure."""
    rendered_characters: int = 1_000_000
    """Of the Markdown that a template becomes, some 300 pages."""
    rendered_lines: int = 50_000
    yaml_nodes: int = 100_000
    """In the settings or options of a template, all that an alias stands for counted wherever it stands."""
    docx_template_bytes: int = 64_000_000
    docx_template_unpacked: int = 256_000_000
    """Of all parts of a Word template, pictures included."""
    docx_template_part: int = 32_000_000
    """Of one of its parts that is XML."""
    docx_template_parts: int = 4_000
    workbook_unpacked: int = 500_000_000
    """Of all parts of a workbook that a project is made from."""
    workbook_memory: int = 1_000_000_000
    """Bytes, with which a workbook of a binary kind is read: what it holds cannot be told before."""
    workbook_seconds: int = 120
    sheets: int = 1_000
    """Of a workbook that a project is made from."""
    columns: int = 2_000
    """Of a sheet that a project is made from: more than a table has that people set."""
    cells: int = 30_000_000
    """Of one table."""
    cell_characters: int = 100_000
    pattern_steps: int = 1_000_000
    """By which a cell is compared with a regular expression of the data."""
    operands: int = 400
    """Names, numbers and signs in the arithmetic of an identity."""
    themes: int = 20
    """In a chain of themes that extend each other."""


@cache
def limits() -> Limits:
    """Return the limits of this process."""
    factor = _factor(os.environ.get(FACTOR, ""))
    return replace(Limits(), **{each.name: int(getattr(Limits(), each.name) * factor) for each in fields(Limits)})


def _factor(text: str) -> float:
    """Return the factor, at least 1; what is none counts as none, for a limit must not stop who does not need it."""
    try:
        factor = float(text)
    except ValueError:
        return 1
    return min(factor, MOST) if factor >= 1 else 1
