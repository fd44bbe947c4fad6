"""Tell paired dots in words and as a table of their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits.telling import counted, named, told
from reportgen.exhibits.told import ValueTable
from reportgen.exhibits.value_table import head, value_row

if TYPE_CHECKING:
    from reportgen.exhibits.dots.values import DotRow, PairedDots
    from reportgen.exhibits.told import Telling


def tell(chart: PairedDots) -> list[Telling]:
    """Return tellings of the dots, from the fullest to the shortest."""
    kind = f"Dot chart with {counted(len(chart.rows), 'row')}"
    every = [named(row.name, _both(chart, row)) for row in chart.rows]
    ends = [named(row.name, _both(chart, row)) for row in dict.fromkeys((chart.rows[0], chart.rows[-1]))]
    return [(kind, every), (kind, ends)]


def _both(chart: PairedDots, row: DotRow) -> str:
    first, second = chart.names
    return f"{first} {told(row.first)}, {second} {told(row.second)}"


def table(chart: PairedDots) -> ValueTable:
    """Return the values as printed beside the dots."""
    rows = tuple(value_row(row.name, (row.first, row.second)) for row in chart.rows)
    return ValueTable(head(chart.title, *chart.names), rows)
