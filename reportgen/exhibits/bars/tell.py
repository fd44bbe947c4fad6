"""Tell ranked bars in words and as a table of its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.document import Cell, Mark, Row, Text
from reportgen.exhibits.telling import count_of, largest_and_smallest, named, no_figure_for
from reportgen.exhibits.told import ValueTable
from reportgen.exhibits.value_table import head
from reportgen.language import say, say_count
from reportgen.measure import MarkCode
from reportgen.quantity import concat
from reportgen.wording import number_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.document.charts import Value
    from reportgen.exhibits.bars.values import BarRow, RankedBars
    from reportgen.exhibits.told import Telling


def tell(chart: RankedBars) -> list[Telling]:
    """Return tellings of the chart, from the fullest to the shortest."""
    count = len(chart.rows)
    kind = say_count(
        count,
        "Bar chart with {count} bar",
        "Bar chart with {count} bars",
        count=number_word(count_of(row.value for row in chart.rows)),
    )
    published = [row for row in chart.rows if row.value.value is not None]
    gaps = rows_missing([row for row in chart.rows if row.value.value is None])
    every = [bar_words(row, chart.earlier_title) for row in published]
    plain = [concat((row.name, said(row.value)), " ") for row in published]
    return [
        (kind, [named(chart.title, concat(every, "; ")), gaps]),
        (kind, [named(chart.title, concat(plain, "; ")), gaps]),
        (kind, [named(chart.title, extremes(published)), gaps]),
    ]


def bar_words(row: BarRow, earlier_title: str) -> str:
    """Return a bar with its values as a sentence would: `New York 2,684 (2020: 2,502)`."""
    now = concat((row.name, said(row.value)), " ")
    if row.earlier is None:
        return now
    return concat((now, f" ({earlier_title}: ", _earlier(row.earlier), ")"))


def _earlier(value: Value) -> str:
    """Return a value that stands in brackets already, `2,400, corrected`, or that there is none."""
    if value.value is None:
        return say("no figure")
    return concat([value.text, *_remarks(value)], ", ")


def said(value: Value) -> str:
    """Return a value as a sentence would: `2,508 (corrected)`."""
    return concat([value.text, *(f"({remark})" for remark in _remarks(value))], " ")


def _remarks(value: Value) -> list[str]:
    """Return what the marks of a value say of it."""
    words = {MarkCode.CORRECTED: say("corrected"), MarkCode.DERIVED: say("derived")}
    return [word for mark, word in words.items() if mark in value.marks]


def table(chart: RankedBars) -> ValueTable:
    """Return the values as printed in the chart."""
    titles = (chart.title, *([chart.earlier_title] if chart.earlier_title else []))
    return ValueTable(head(say("Name"), *titles), tuple(value_row(row) for row in chart.rows))


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
        if len(rows) > 1:
            return say("all are {value}", value=largest.value.text)
        return concat((largest.name, said(largest.value)), " ")
    return largest_and_smallest((largest.name, said(largest.value)), (smallest.name, said(smallest.value)))


def _size(row: BarRow) -> float:
    return row.value.value or 0


def rows_missing(rows: Sequence[BarRow]) -> str:
    """Return which bars have no figure."""
    return no_figure_for((row.name, row.value) for row in rows)
