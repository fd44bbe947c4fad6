"""The values of a chart as a pandas frame, a row for each of them, for whoever draws it."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING

import pandas as pd

from reportgen.charts.style import marks_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.exhibits.own.values import OwnChart, OwnSeries

COLUMNS = {
    "series": "int64",
    "figure": "object",
    "name": "object",
    "code": "object",
    "year": "int64",
    "value": "float64",
    "text": "object",
    "marks": "object",
    "label": "object",
    "segment": "int64",
}
"""Names of the columns, and their types."""


def value_frame(chart: OwnChart) -> pd.DataFrame:
    """Return the values of a chart, series by series, each by year; a gap has no value and an empty text."""
    rows = [(number, *row) for number, series in enumerate(chart.series) for row in _rows(series)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _rows(series: OwnSeries) -> Iterator[tuple[object, ...]]:
    segment = 0
    for index, point in enumerate(series.points):
        segment += index in series.breaks
        marks = marks_text(point.marks)
        value = nan if point.value is None else point.value
        label = f"{point.text} {marks}".strip()
        yield series.figure, series.name, series.code, point.year, value, point.text, marks, label, segment
