"""Tell ranked bars in words and as a table of its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits.telling import counted, named
from reportgen.exhibits.value_table import ValueTable, head, row
from reportgen.wording import list_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.exhibits.bars.values import BarRow, RankedBars
    from reportgen.exhibits.telling import Telling


def tell(chart: RankedBars) -> list[Telling]:
    """Return tellings of the chart, from the fullest to the shortest."""
    kind = f"Bar chart with {counted(len(chart.rows), 'bar')}"
    published = [row for row in chart.rows if row.value is not None]
    gaps = rows_missing([row for row in chart.rows if row.value is None])
    every = [_bar(row, chart.earlier_title) for row in published]
    plain = [f"{row.name} {row.text}" for row in published]
    return [
        (kind, [named(chart.title, "; ".join(every)), gaps]),
        (kind, [named(chart.title, "; ".join(plain)), gaps]),
        (kind, [named(chart.title, extremes(published)), gaps]),
    ]


def _bar(row: BarRow, earlier_title: str) -> str:
    has_earlier = earlier_title and row.earlier is not None
    return f"{row.name} {row.text}{f' ({earlier_title}: {row.earlier_text})' if has_earlier else ''}"


def table(chart: RankedBars) -> ValueTable:
    """Return the values as printed in the chart."""
    if not chart.earlier_title:
        return ValueTable(head("Name", chart.title), tuple(row(each.name, each.text) for each in chart.rows))
    rows = tuple(row(each.name, each.text, each.earlier_text) for each in chart.rows)
    return ValueTable(head("Name", chart.title, chart.earlier_title), rows)


def extremes(rows: Sequence[BarRow]) -> str:
    """Return the largest and the smallest row; nothing where there is none."""
    if not rows:
        return ""
    largest = max(rows, key=lambda row: row.value or 0)
    smallest = min(reversed(rows), key=lambda row: row.value or 0)
    if largest.value == smallest.value:
        return f"all are {largest.text}" if len(rows) > 1 else f"{largest.name} {largest.text}"
    return f"the largest is {largest.name} with {largest.text}, the smallest {smallest.name} with {smallest.text}"


def rows_missing(rows: Sequence[BarRow]) -> str:
    """Return which bars have no figure."""
    return f"no figure is given for {list_of([row.name for row in rows])}" if rows else ""
