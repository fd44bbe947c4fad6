"""A package whose small numbers are hidden: counties of states by ten ages, with all totals.

Nothing in it is random: the same call writes the same bytes.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

AGES = 10
COUNTIES_OF_A_STATE = 62
"""3,144 counties in 51 states."""
SIZES = (3, 10, 40, 200, 2000)
"""Of five counties, three have small numbers."""


def write_hidden(folder: Path, *, places: int) -> None:
    """Write a package of so many counties, with a rule that hides counts from 1 to 9."""
    folder.mkdir(parents=True)
    states = [f"S{number:02}" for number in range(-(-places // COUNTIES_OF_A_STATE))]
    belongs = [(f"{number:05}", states[number // COUNTIES_OF_A_STATE]) for number in range(places)]
    rows = [("US", "Whole", "country", ""), *((state, state, "state", "US") for state in states)]
    rows += [(county, f"C{county}", "county", state) for county, state in belongs]
    _write(folder / "places.csv", ("place", "name", "level", "parent"), rows)
    counts = _counts(belongs)
    _write(
        folder / "cases.csv",
        ("year", "place", "age", "value"),
        ((2023, place, age, value) for (place, age), value in counts.items()),
    )
    settings = {"organisation": {"country": "US"}, "rules": {"suppress": "1-9"}}
    (folder / "datapackage.json").write_text(json.dumps({"reportgen": settings}), encoding="utf-8")


def _counts(belongs: list[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """Return the counts by place and age, and those of states, of the whole and of all ages."""
    counts: Counter[tuple[str, str]] = Counter()
    state_of_draw = 7
    for number, (county, state) in enumerate(belongs):
        for age in range(AGES):
            state_of_draw = (state_of_draw * 6364136223846793005 + 1442695040888963407) % 2**64
            value = (state_of_draw >> 33) % SIZES[(number * 7 + age // 4) % len(SIZES)]
            for place in (county, state, "US"):
                for cut in (f"a{age}", "total"):
                    counts[place, cut] += value
    return counts


def _write(path: Path, head: tuple[str, ...], rows: object) -> None:
    lines = [",".join(head), *(",".join(map(str, row)) for row in rows)]  # type: ignore[attr-defined]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
