"""Tell paired dots in words and as a table of their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits.telling import count_of, named, told
from reportgen.exhibits.told import ValueTable
from reportgen.exhibits.value_table import head, value_row
from reportgen.language import say_count
from reportgen.quantity import concat
from reportgen.wording import number_word

if TYPE_CHECKING:
    from reportgen.exhibits.dots.values import DotRow, PairedDots
    from reportgen.exhibits.told import Telling


def tell(chart: PairedDots) -> list[Telling]:
    """Return tellings of the dots, from the fullest to the shortest."""
    count = len(chart.rows)
    kind = say_count(
        count,
        "Dot chart with {count} row",
        "Dot chart with {count} rows",
        count=number_word(count_of(row.second for row in chart.rows)),
    )
    every = [named(row.name, _both(chart, row)) for row in chart.rows]
    ends = [named(row.name, _both(chart, row)) for row in dict.fromkeys((chart.rows[0], chart.rows[-1]))]
    return [(kind, every), (kind, ends)]


def _both(chart: PairedDots, row: DotRow) -> str:
    first, second = chart.names
    return concat((first, " ", told(row.first), f", {second} ", told(row.second)))


def table(chart: PairedDots) -> ValueTable:
    """Return the values as printed beside the dots."""
    rows = tuple(value_row(row.name, (row.first, row.second)) for row in chart.rows)
    return ValueTable(head(chart.title, *chart.names), rows)
