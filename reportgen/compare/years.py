"""Compare every series of a table with itself in earlier years."""

from __future__ import annotations

from dataclasses import asdict
from itertools import combinations
from typing import TYPE_CHECKING, Any

from reportgen.compare.change import Change, End, Series, breaks_of, compare_ends, end
from reportgen.measure import MeasureType, Qualifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from reportgen.dataset import Rules, SeriesBreak

    Key = tuple[str, str, str, str]
    """What names a series, and its measure type."""

SERIES = ["indicator", "place", "breakdown"]
"""What names a series."""

COLUMNS = [
    *SERIES,
    "base_year",
    "year",
    "value",
    "base_value",
    "difference",
    "percent",
    "points",
    "gap",
    "reason",
    "blocking_break",
    "from_rounded",
    "percent_low",
    "percent_high",
    "points_low",
    "points_high",
]

TYPES = {
    **dict.fromkeys(COLUMNS, "float64"),
    **dict.fromkeys([*SERIES, "reason", "blocking_break"], "object"),
    **dict.fromkeys(["base_year", "year", "gap"], "int64"),
    "from_rounded": "bool",
}


def compare_years(
    observations: pd.DataFrame,
    breaks: Sequence[SeriesBreak],
    rules: Rules,
    *,
    pairs: Iterable[tuple[int, int]] | None = None,
    country: str = "",
) -> pd.DataFrame:
    """Return one row of COLUMNS for every series and every pair of a base year and a later year.

    `observations` are those of a package; only the preferred ones count. `pairs` are (base year, year), all pairs among
    the observed years unless given. `country` is the place that breaks on places do not touch. A number that is not
    given is missing; see `compare_ends` for what the columns mean.
    """
    # Imported here because pandas takes a third of a second, which `--help` must not.
    import pandas as pd

    preferred = observations[observations["preferred"]]
    wanted = sorted(combinations(sorted(preferred["year"].unique().tolist()), 2) if pairs is None else pairs)
    changes = [
        change
        for key, ends in sorted(_ends(preferred).items())
        for change in _changes(key, ends, breaks, rules, pairs=wanted, country=country)
    ]
    return pd.DataFrame([_row(change) for change in changes], columns=COLUMNS).astype(TYPES)


def _ends(preferred: pd.DataFrame) -> dict[Key, dict[int, End]]:
    """Return the published values by series, then by year."""
    series: dict[Key, dict[int, End]] = {}
    for row in preferred.to_dict("records"):
        values = series.setdefault((row["indicator"], row["place"], row["breakdown"], row["measure_type"]), {})
        if row["value"] == row["value"]:
            kind = MeasureType(row["measure_type"])
            values[row["year"]] = end(row["value"], Qualifier(row["qualifier"]), row["printed"], measure_type=kind)
    return series


def _changes(
    key: Key,
    ends: dict[int, End],
    breaks: Sequence[SeriesBreak],
    rules: Rules,
    *,
    pairs: Iterable[tuple[int, int]],
    country: str,
) -> list[Change]:
    indicator, place, breakdown, kind = key
    touching = breaks_of(breaks, indicator, place, breakdown, country=country)
    series = Series(indicator, place, breakdown, MeasureType(kind), touching)
    return [
        compare_ends(series, base_year, year, base=ends.get(base_year), last=ends.get(year), rules=rules)
        for base_year, year in pairs
    ]


def _row(change: Change) -> dict[str, Any]:
    row = asdict(change)
    return {**row, "reason": str(change.reason), "blocking_break": row.pop("break_note")}
