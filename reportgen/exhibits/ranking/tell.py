"""Tell a ranking in words and as a table of its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits.bars.tell import extremes, said, value_row
from reportgen.exhibits.telling import counted
from reportgen.exhibits.told import ValueTable
from reportgen.exhibits.value_table import head
from reportgen.wording import ordinal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.exhibits.bars.values import BarRow
    from reportgen.exhibits.ranking.values import Ranking
    from reportgen.exhibits.told import Telling


def tell(chart: Ranking) -> list[Telling]:
    """Return tellings of the chart, from the fullest to the shortest."""
    published = [row for row in chart.rows if row.value.value is not None]
    kind = f"Column chart of {counted(len(chart.rows), 'place')}, the largest first"
    sentences = [extremes(published)]
    if chart.marked is not None:
        sentences.append(_marked(chart.rows[chart.marked], published))
    named = [text for _, text in chart.labels]
    return [(kind, [*sentences, *named]), (kind, sentences)]


def _marked(row: BarRow, published: Sequence[BarRow]) -> str:
    """Return where the marked row stands, ties said as such."""
    if row.value.value is None:
        return f"{row.name} is marked and has no figure"
    values = [other.value.value or 0 for other in published]
    rank = 1 + sum(value > row.value.value for value in values)
    tied = values.count(row.value.value) > 1
    of = f"{ordinal(rank)} of {len(published)}{', tied,' if tied else ''}"
    return f"{row.name} is marked: {of} with {said(row.value)}"


def table(chart: Ranking) -> ValueTable:
    """Return the values as printed in the chart."""
    return ValueTable(head("Name", "Value"), tuple(value_row(row) for row in chart.rows))
