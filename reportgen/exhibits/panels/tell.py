"""Tell panels with separate scales in words and as a table of their values."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.document import Mark, Row, Text
from reportgen.exhibits.telling import break_between, every_value, first_last, missing, named
from reportgen.exhibits.told import Incomparable, ValueTable
from reportgen.exhibits.value_table import by_year, years_head
from reportgen.language import message, say
from reportgen.measure import MarkCode
from reportgen.wording import capitalised, number_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.document.charts import Point
    from reportgen.exhibits.panels.values import ScaledPanel, ScaledPanels
    from reportgen.exhibits.told import Telling
    from reportgen.periods import Period

BOUND_WORDS = {
    ">": message("more than {figure}"),
    "≥": message("at least {figure}"),
    "<": message("less than {figure}"),
    "~": message("about {figure}"),
}


def tell(chart: ScaledPanels) -> list[Telling]:
    """Return tellings of the panels, from the fullest to the shortest."""
    count = len(chart.panels)
    words = capitalised(number_word(count))
    kind = say("{count} column charts with separate scales", count=words) if count > 1 else say("Column chart")
    series = [(panel.title, tuple(map(spoken_point, panel.points))) for panel in chart.panels]
    ends = [*missing(series), *(each for panel in chart.panels for each in _breaks(panel))]
    return [
        (kind, [*(named(title, words(points)) for title, points in series), *ends])
        for words in (every_value, first_last)
    ]


def spoken_point(point: Point) -> Point:
    """Return a point whose bound is in words: `more than 27,800`."""
    words = BOUND_WORDS.get(point.text[:1])
    return replace(point, text=say(words, figure=point.text[1:])) if words else point


def _breaks(panel: ScaledPanel) -> Iterator[str]:
    for before in sorted(panel.breaks):
        years = panel.points[before - 1].year, panel.points[before].year
        yield Incomparable(named(panel.title, break_between(*years)))


def table(chart: ScaledPanels) -> ValueTable:
    """Return the values as printed in the panels."""
    years = tuple(point.year for point in chart.panels[0].points)
    return ValueTable(years_head(say("Panel"), years), tuple(_row(chart, at, years) for at in range(len(chart.panels))))


def _row(chart: ScaledPanels, index: int, years: tuple[Period, ...]) -> Row:
    panel = chart.panels[index]
    row = by_year(panel.title, panel.points, years)
    mark = Mark(MarkCode.SERIES_BREAK)
    cells = (
        replace(cell, break_before=True, marks=(mark, *cell.marks)) if at in panel.breaks else cell
        for at, cell in enumerate(row.cells[1:])
    )
    name = replace(
        row.cells[0],
        children=(*row.cells[0].children, *(each for note in chart.notes_of(index) for each in (Text(" "), note))),
    )
    return replace(row, cells=(name, *cells))
