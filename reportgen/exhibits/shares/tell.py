"""Tell stacked shares in words and as a table of its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits.telling import counted
from reportgen.exhibits.value_table import ValueTable, head, row
from reportgen.wording import list_of

if TYPE_CHECKING:
    from reportgen.exhibits.shares.values import StackedShares
    from reportgen.exhibits.telling import Telling


def tell(chart: StackedShares) -> list[Telling]:
    """Return tellings of the chart, from the fullest to the shortest."""
    kind = f"Stacked bar chart with {counted(len(chart.rows), 'bar')}"
    parts = f"each bar is divided into {list_of(chart.parts)}"
    full = [f"{row.name} {list_of(row.texts)} ({chart.total_title}: {row.total_text})" for row in chart.rows]
    plain = [f"{row.name} {list_of(row.texts)}" for row in chart.rows]
    ranges = [f"{part}: {_range(chart, index)}" for index, part in enumerate(chart.parts) if chart.rows]
    return [
        (kind, [parts, "; ".join(full if chart.total_title else plain)]),
        (kind, [parts, "; ".join(plain)]),
        (kind, [parts, *ranges]),
    ]


def _range(chart: StackedShares, part: int) -> str:
    rows = sorted(chart.rows, key=lambda row: row.values[part])
    low, high = rows[0], rows[-1]
    return f"from {low.texts[part]} ({low.name}) to {high.texts[part]} ({high.name})"


def table(chart: StackedShares) -> ValueTable:
    """Return the values as printed in the chart."""
    rows = tuple(row(each.name, *each.texts, each.total_text) for each in chart.rows)
    return ValueTable(head("Name", *chart.parts, chart.total_title), rows)
