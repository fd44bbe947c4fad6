"""Tell ranked bars in words and as a table of its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.document import Cell, Mark, Row, Text
from reportgen.exhibits.telling import counted, named
from reportgen.exhibits.told import ValueTable
from reportgen.exhibits.value_table import head
from reportgen.measure import MarkCode
from reportgen.wording import list_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.document.charts import Value
    from reportgen.exhibits.bars.values import BarRow, RankedBars
    from reportgen.exhibits.told import Telling


def tell(chart: RankedBars) -> list[Telling]:
    """Return tellings of the chart, from the fullest to the shortest."""
    kind = f"Bar chart with {counted(len(chart.rows), 'bar')}"
    published = [row for row in chart.rows if row.value.value is not None]
    gaps = rows_missing([row for row in chart.rows if row.value.value is None])
    every = [_bar(row, chart.earlier_title) for row in published]
    plain = [f"{row.name} {said(row.value)}" for row in published]
    return [
        (kind, [named(chart.title, "; ".join(every)), gaps]),
        (kind, [named(chart.title, "; ".join(plain)), gaps]),
        (kind, [named(chart.title, extremes(published)), gaps]),
    ]


def _bar(row: BarRow, earlier_title: str) -> str:
    now = f"{row.name} {said(row.value)}"
    if row.earlier is None:
        return now
    earlier = "no figure" if row.earlier.value is None else said(row.earlier, ", corrected")
    return f"{now} ({earlier_title}: {earlier})"


def said(value: Value, corrected: str = " (corrected)") -> str:
    """Return a value as a sentence would: `2,508 (corrected)`."""
    derived = corrected.replace("corrected", "derived") if MarkCode.DERIVED in value.marks else ""
    return f"{value.text}{corrected if MarkCode.CORRECTED in value.marks else ''}{derived}"


def table(chart: RankedBars) -> ValueTable:
    """Return the values as printed in the chart."""
    titles = (chart.title, *([chart.earlier_title] if chart.earlier_title else []))
    return ValueTable(head("Name", *titles), tuple(value_row(row) for row in chart.rows))


def value_row(row: BarRow) -> Row:
    """Return a row of the table of values: the name, and the value or values with their marks."""
    values = [value for value in (row.value, row.earlier) if value is not None]
    return Row((Cell((Text(row.name),)), *(_cell(value) for value in values)))


def _cell(value: Value) -> Cell:
    marks = value.marks if value.text or value.marks else (MarkCode.NOT_PUBLISHED,)
    return Cell((Text(value.text),) if value.text else (), tuple(Mark(code) for code in marks))


def extremes(rows: Sequence[BarRow]) -> str:
    """Return the largest and the smallest row, both of which have a value; nothing where there is none."""
    if not rows:
        return ""
    largest = max(rows, key=_size)
    smallest = min(reversed(rows), key=_size)
    if largest.value.value == smallest.value.value:
        return f"all are {largest.value.text}" if len(rows) > 1 else f"{largest.name} {said(largest.value)}"
    return (
        f"the largest is {largest.name} with {said(largest.value)}, "
        f"the smallest {smallest.name} with {said(smallest.value)}"
    )


def _size(row: BarRow) -> float:
    return row.value.value or 0


def rows_missing(rows: Sequence[BarRow]) -> str:
    """Return which bars have no figure."""
    return f"no figure is given for {list_of([row.name for row in rows])}" if rows else ""
