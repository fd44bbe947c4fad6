"""Compare each series with itself in earlier years, wherever that is legitimate, and say why where it is not."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from reportgen.measure import OPEN_QUALIFIERS, MeasureType, ObservationStatus, Qualifier, Reason
from reportgen.precision import printed_interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from reportgen.dataset import Rules, SeriesBreak

SERIES = ["indicator", "place", "breakdown"]
"""What names a series."""

LEVELS = [str(MeasureType.FLOW), str(MeasureType.STOCK)]
"""Measure types that change in percent."""

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
    the observed years unless given. `country` is the place that breaks on places do not touch. Percent and points are
    unrounded, missing where the reason says so; the columns in `_low` and `_high` are the bounds that rounded values
    allow. Source of the formulas and rules: docs/methods.md, "Changes between years".
    """
    preferred = _with_bounds(observations[observations["preferred"]])
    if pairs is None:
        pairs = combinations(sorted(preferred["year"].unique()), 2)
    rows = _paired(preferred, list(pairs))
    rows = _with_breaks(rows, breaks, country=country)
    rows["reason"] = _reasons(rows, rules)
    return _with_changes(rows)[COLUMNS]


def _with_bounds(preferred: pd.DataFrame) -> pd.DataFrame:
    """Return the observations with the bounds `low` and `high`; only figures that are not exact need a closer look."""
    result = preferred.assign(low=preferred["value"], high=preferred["value"])
    inexact = result[(result["qualifier"] != str(Qualifier.EXACT)) & result["value"].notna()]
    if len(inexact):
        bounds = [
            printed_interval(value, Qualifier(qualifier), printed, is_share=measure_type == str(MeasureType.SHARE))
            for value, qualifier, printed, measure_type in zip(
                inexact["value"], inexact["qualifier"], inexact["printed"], inexact["measure_type"], strict=True
            )
        ]
        result.loc[inexact.index, "low"] = [low for low, _ in bounds]
        result.loc[inexact.index, "high"] = [high for _, high in bounds]
    return result


def _paired(preferred: pd.DataFrame, pairs: list[tuple[int, int]]) -> pd.DataFrame:
    # Imported here because pandas takes a third of a second, which `--help` must not.
    import pandas as pd

    years = pd.DataFrame(pairs, columns=["base_year", "year"]).astype("int64")
    series = preferred[[*SERIES, "measure_type"]].drop_duplicates()
    ends = preferred[[*SERIES, "year", "value", "qualifier", "low", "high"]]
    names = {name: f"base_{name}" for name in ("year", "value", "qualifier", "low", "high")}
    rows = series.merge(years, how="cross")
    rows = rows.merge(ends, how="left", on=[*SERIES, "year"])
    rows = rows.merge(ends.rename(columns=names), how="left", on=[*SERIES, "base_year"])
    return rows.sort_values([*SERIES, "base_year", "year"], ignore_index=True)


def _with_breaks(rows: pd.DataFrame, breaks: Sequence[SeriesBreak], *, country: str) -> pd.DataFrame:
    """Return the rows with the last break between their years: its note, and the reason it gives."""
    rows = rows.assign(blocking_break="", break_reason="")
    for series_break in sorted(breaks, key=lambda one: one.year):
        crossed = (
            (rows["indicator"] == series_break.indicator)
            & (rows["base_year"] < series_break.year)
            & (series_break.year <= rows["year"])
        )
        crossed &= _is_touched(rows, series_break, country=country)
        is_break = series_break.obs_status == ObservationStatus.BREAK
        rows.loc[crossed, "blocking_break"] = series_break.note
        rows.loc[crossed, "break_reason"] = str(Reason.SERIES_BREAK if is_break else Reason.DEFINITION_DIFFERS)
    return rows


def _is_touched(rows: pd.DataFrame, series_break: SeriesBreak, *, country: str) -> pd.Series[bool]:
    """Return which rows a break is about: all, those of a dimension but not its total, or those of one member."""
    if not series_break.dimension:
        return rows["indicator"].notna()
    if series_break.dimension == "place":
        member = series_break.member
        return rows["place"] == member if member else rows["place"] != country
    member = f"{series_break.member};" if series_break.member else ""
    parts = ";" + rows["breakdown"] + ";"
    return parts.str.contains(f";{series_break.dimension}={member}", regex=False)


def _reasons(rows: pd.DataFrame, rules: Rules) -> list[str]:
    """Return why each row gives no percentage: the kind of measure first, then what is missing, broken, open, small."""
    import numpy as np

    kind, base = rows["measure_type"], rows["base_value"]
    opened = [str(qualifier) for qualifier in OPEN_QUALIFIERS]
    reasons = [
        (kind == str(MeasureType.RATIO), Reason.RATIO),
        (kind == str(MeasureType.CUMULATIVE), Reason.CUMULATIVE),
        (kind == str(MeasureType.CHANGE), Reason.PRINTED_CHANGE),
        (rows["value"].isna(), Reason.NOT_PUBLISHED),
        (base.isna(), Reason.BASE_NOT_PUBLISHED),
        (rows["break_reason"] == str(Reason.SERIES_BREAK), Reason.SERIES_BREAK),
        (rows["break_reason"] == str(Reason.DEFINITION_DIFFERS), Reason.DEFINITION_DIFFERS),
        (rows["qualifier"].isin(opened) | rows["base_qualifier"].isin(opened), Reason.FLOOR),
        (kind.isin(LEVELS) & (base == 0), Reason.ZERO_BASE),
        (kind.isin(LEVELS) & (base < rules.minimum_base), Reason.SMALL_BASE),
    ]
    chosen = np.select([condition for condition, _ in reasons], [str(reason) for _, reason in reasons], default="")
    return [str(reason) for reason in chosen]


def _with_changes(rows: pd.DataFrame) -> pd.DataFrame:
    is_level, is_share = rows["measure_type"].isin(LEVELS), rows["measure_type"] == str(MeasureType.SHARE)
    free = rows["reason"] == ""
    given = free | rows["reason"].isin([str(Reason.ZERO_BASE), str(Reason.SMALL_BASE)])
    base = rows["base_value"].where(is_level & free)
    difference = rows["value"] - rows["base_value"]
    # Two exact figures give the percentage itself as both bounds; computed anew they would differ in the last bit.
    is_exact = (rows["low"] == rows["high"]) & (rows["base_low"] == rows["base_high"])
    percent = 100 * difference / base
    low = 100 * (rows["low"] - rows["base_high"]) / rows["base_high"].where(base.notna())
    high = 100 * (rows["high"] - rows["base_low"]) / rows["base_low"].where(base.notna())
    blocking = rows["reason"].isin([str(Reason.SERIES_BREAK), str(Reason.DEFINITION_DIFFERS)])
    return rows.assign(
        difference=difference.where(is_level & given),
        percent=percent,
        points=difference.where(is_share & free),
        points_low=(rows["low"] - rows["base_high"]).where(is_share & free),
        points_high=(rows["high"] - rows["base_low"]).where(is_share & free),
        gap=rows["year"] - rows["base_year"],
        blocking_break=rows["blocking_break"].where(blocking, ""),
        from_rounded=given & ~is_exact,
        percent_low=percent.where(is_exact, low),
        percent_high=percent.where(is_exact, high),
    )
