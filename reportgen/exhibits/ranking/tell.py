"""Tell a ranking in words and as a table of its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits.bars.tell import extremes, said, value_row
from reportgen.exhibits.telling import count_of, figures_in
from reportgen.exhibits.told import ValueTable
from reportgen.exhibits.value_table import head
from reportgen.language import say, say_count, spoken
from reportgen.memory import Same, remembered
from reportgen.quantity import Counted, Operation
from reportgen.wording import counted, number_word, ordinal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.exhibits.bars.values import BarRow
    from reportgen.exhibits.ranking.values import Ranking
    from reportgen.exhibits.told import Telling
    from reportgen.language import Language


def tell(chart: Ranking) -> list[Telling]:
    """Return tellings of the chart, from the fullest to the shortest."""
    published, ends = _ends(Same(chart.rows), spoken())
    count = len(chart.rows)
    kind = say_count(
        count,
        "Column chart of {count} place, the largest first",
        "Column chart of {count} places, the largest first",
        count=number_word(count_of(row.value for row in chart.rows)),
    )
    sentences = [ends]
    if chart.marked is not None:
        sentences.append(_marked(chart.rows[chart.marked], published))
    named = [text for _, text in chart.labels]
    return [(kind, [*sentences, *named]), (kind, sentences)]


@remembered(16)
def _ends(rows: Same[tuple[BarRow, ...]], _language: Language) -> tuple[tuple[BarRow, ...], str]:
    """Return the rows with a figure, and which are the largest and the smallest."""
    published = tuple(row for row in rows.thing if row.value.value is not None)
    return published, extremes(published)


def _marked(row: BarRow, published: Sequence[BarRow]) -> str:
    """Return where the marked row stands, ties said as such."""
    if row.value.value is None:
        return say("{name} is marked and has no figure", name=row.name)
    values = [other.value.value or 0 for other in published]
    rank = 1 + sum(value > row.value.value for value in values)
    shown = [other.value for other in published]
    place = Counted(rank, Operation("rank", (*figures_in([row.value]).cells, figures_in(shown)), rank))
    parts = {
        "name": row.name,
        "rank": ordinal(place),
        "count": counted(count_of(shown)),
        "value": said(row.value),
    }
    if values.count(row.value.value) > 1:
        return say("{name} is marked: {rank} of {count}, tied, with {value}", **parts)
    return say("{name} is marked: {rank} of {count} with {value}", **parts)


def table(chart: Ranking) -> ValueTable:
    """Return the values as printed in the chart."""
    return _table(Same(chart.rows), spoken())


@remembered(16)  # the rows are the very same in the charts of all places
def _table(rows: Same[tuple[BarRow, ...]], _language: Language) -> ValueTable:
    return ValueTable(head(say("Name"), say("Value")), tuple(map(value_row, rows.thing)))
