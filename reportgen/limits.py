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
FIRST_YEAR, LAST_YEAR = 1000, 2300
"""Between which years there are figures and forecasts."""
LARGEST_VALUE = 1e15
"""The greatest figure: beyond it, not every whole number can be told from the next."""
LARGEST_LENGTH = 10_000.0
"""The greatest length of a theme or profile, in points: that of a wall."""
TILES = 100
"""Rows and columns that a map of tiles may have."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken at most; a factor raises all of them alike."""

    file_bytes: int = 256_000_000
    """Of one file of the data, or one that was made."""
    text_bytes: int = 16_000_000
    """Of a descriptor, template, theme or profile."""
    docx_template_bytes: int = 64_000_000
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
