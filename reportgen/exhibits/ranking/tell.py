"""Tell a ranking in words and as a table of its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits.bars.tell import extremes
from reportgen.exhibits.telling import counted
from reportgen.exhibits.value_table import ValueTable, head, row
from reportgen.wording import ordinal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.exhibits.bars.values import BarRow
    from reportgen.exhibits.ranking.values import Ranking
    from reportgen.exhibits.telling import Telling


def tell(chart: Ranking) -> list[Telling]:
    """Return tellings of the chart, from the fullest to the shortest."""
    published = [row for row in chart.rows if row.value is not None]
    kind = f"Column chart of {counted(len(chart.rows), 'place')}, the largest first"
    sentences = [extremes(published)]
    if chart.marked is not None:
        sentences.append(_marked(chart.rows[chart.marked], published))
    named = [text for _, text in chart.labels]
    return [(kind, [*sentences, *named]), (kind, sentences)]


def _marked(row: BarRow, published: Sequence[BarRow]) -> str:
    """Return where the marked row stands, ties said as such."""
    if row.value is None:
        return f"{row.name} is marked and has no figure"
    rank = 1 + sum((other.value or 0) > row.value for other in published)
    tied = sum(other.value == row.value for other in published) > 1
    return f"{row.name} is marked: {ordinal(rank)} of {len(published)}{', tied,' if tied else ''} with {row.text}"


def table(chart: Ranking) -> ValueTable:
    """Return the values as printed in the chart."""
    return ValueTable(head("Name", "Value"), tuple(row(each.name, each.text) for each in chart.rows))
