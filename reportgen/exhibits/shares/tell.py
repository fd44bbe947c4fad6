"""Tell stacked shares in words and as a table of their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits.telling import aside, named
from reportgen.exhibits.told import ValueTable
from reportgen.exhibits.value_table import head, value_row
from reportgen.language import say, say_count
from reportgen.measure import MarkCode
from reportgen.quantity import concat
from reportgen.wording import list_of, number_word

if TYPE_CHECKING:
    from reportgen.document.charts import Value
    from reportgen.exhibits.shares.values import StackedShares
    from reportgen.exhibits.told import Telling


def tell(chart: StackedShares) -> list[Telling]:
    """Return tellings of the chart, from the fullest to the shortest."""
    count = len(chart.rows)
    kind = say_count(
        count, "Stacked bar chart with {count} bar", "Stacked bar chart with {count} bars", count=number_word(count)
    )
    parts = say("each bar is divided into {parts}", parts=list_of(chart.parts))
    plain = [concat((row.name, list_of([_said(part) for part in row.parts])), " ") for row in chart.rows]
    full = [
        concat((words, f" ({chart.total_title}: ", _said(row.total), ")"))
        for words, row in zip(plain, chart.rows, strict=True)
    ]
    ends = _rests(chart)
    return [
        (kind, [parts, concat(full if chart.total_title else plain, "; "), *ends]),
        (kind, [parts, concat(plain, "; "), *ends]),
        (kind, [parts, *(told for index in range(len(chart.parts)) if (told := _range(chart, index))), *ends]),
    ]


def _said(value: Value) -> str:
    """Return a value as it is told: `92.0% (corrected)`, or that there is none."""
    if value.value is None:
        if MarkCode.CONFIDENTIAL in value.marks:
            return say("confidential")
        return say("shown only as a picture") if MarkCode.PICTURE in value.marks else say("not given")
    return concat((value.text, aside(value.marks)))


def _range(chart: StackedShares, index: int) -> str:
    """Return the least and the largest share of a part; empty where it has none."""
    rows = [row for row in chart.rows if row.parts[index].value is not None]
    if not rows:
        return ""
    ordered = sorted(rows, key=lambda row: row.parts[index].value or 0.0)
    low, high = (concat((row.parts[index].text, f" ({row.name})")) for row in (ordered[0], ordered[-1]))
    return named(chart.parts[index], say("from {low} to {high}", low=low, high=high))


def _rests(chart: StackedShares) -> list[str]:
    names = [row.name for row in chart.rows if row.rest and all(part.value is not None for part in row.parts)]
    return [say("the parts add to less than the whole for {names}", names=list_of(names))] if names else []


def table(chart: StackedShares) -> ValueTable:
    """Return the values as printed in the chart."""
    rows = tuple(value_row(each.name, (*each.parts, each.total)) for each in chart.rows)
    return ValueTable(head(say("Name"), *chart.parts, chart.total_title), rows)
