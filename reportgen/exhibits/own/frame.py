"""The values of a chart as a pandas frame, a row for each of them, for whoever draws it."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING

import pandas as pd

from reportgen.charts.style import marks_text
from reportgen.periods import as_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.exhibits.own.values import OwnChart, OwnSeries

COLUMNS = {
    "series": "int64",
    "figure": "object",
    "name": "object",
    "code": "object",
    "year": "int64",
    "period": "object",
    "value": "float64",
    "text": "object",
    "marks": "object",
    "label": "object",
    "segment": "int64",
}
"""Names of the columns, and their types; a `year` that is no calendar year is when it begins, with a fraction."""


def value_frame(chart: OwnChart) -> pd.DataFrame:
    """Return the values of a chart, series by series, each by year; a gap has no value and an empty text."""
    rows = [(number, *row) for number, series in enumerate(chart.series) for row in _rows(series)]
    is_numbered = all(isinstance(year.plain, int) for year in map(as_period, chart.years))
    kinds = COLUMNS if is_numbered else {**COLUMNS, "year": "float64"}
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(kinds)


def _rows(series: OwnSeries) -> Iterator[tuple[object, ...]]:
    segment = 0
    for index, point in enumerate(series.points):
        segment += index in series.breaks
        marks = marks_text(point.marks)
        value = nan if point.value is None else point.value
        label = f"{point.text} {marks}".strip()
        year = as_period(point.year)
        when = year.plain if isinstance(year.plain, int) else year.years
        yield series.figure, series.name, series.code, when, year.words, value, point.text, marks, label, segment
