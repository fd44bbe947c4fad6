"""The values of a chart as a table, for a reader who cannot see it or wants to copy them."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from reportgen.document import (
    Caption,
    Cell,
    Column,
    CrossReference,
    LineChart,
    Mark,
    RankedBars,
    Ranking,
    Row,
    SmallMultiples,
    StackedColumns,
    StackedShares,
    Table,
    Text,
    TileMap,
)
from reportgen.measure import MarkCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.document import BarRow, Chart, Figure, Point

Rows = tuple[Row, ...]


def chart_table(figure: Figure) -> Table:
    """Return the values of a figure's chart as printed in it, with its small print.

    The table still has to be numbered; its caption refers to the figure by the figure's anchor.
    """
    head, rows, breaks = _values(figure.chart)
    return Table(
        anchor=f"{figure.anchor}-values",
        caption=Caption("Table", (Text("Values of "), CrossReference(figure.anchor)), figure.caption.subtitle),
        columns=tuple(
            Column("left", is_row_header=True) if index == 0 else Column(break_before=index in breaks)
            for index in range(len(head.cells))
        ),
        head=(head,),
        rows=rows,
        notes=figure.notes,
        source=figure.source,
        dense=True,
        summary=figure.alt,
    )


def _values(chart: Chart) -> tuple[Row, Rows, frozenset[int]]:
    """Return the head, the rows, and the columns before which a series breaks."""
    match chart:
        case LineChart():
            breaks = frozenset(chart.years.index(each.year) + 1 for each in chart.breaks if each.year in chart.years)
            rows = tuple(_by_year(line.name, line.points, chart.years) for line in chart.lines)
            return _years("Series", chart.years, breaks), rows, breaks
        case StackedColumns():
            rows = tuple(_by_year(part.name, part.points, chart.years) for part in chart.parts)
            total = _by_year("All", chart.totals, chart.years, is_total=True)
            return _years("Part", chart.years, frozenset()), (*rows, total), frozenset()
        case SmallMultiples():
            years = tuple(sorted({point.year for panel in chart.panels for point in panel.points}))
            rows = tuple(_by_year(panel.title, panel.points, years) for panel in chart.panels)
            return _years("Panel", years, frozenset()), rows, frozenset()
        case RankedBars():
            return _bars(chart.rows, chart.title, chart.earlier_title)
        case Ranking():
            return _bars(chart.rows, "Value", "")
        case StackedShares():
            rows = tuple(_row(row.name, *row.texts, row.total_text) for row in chart.rows)
            return _head("Name", *chart.parts, chart.total_title), rows, frozenset()
        case TileMap():
            places = sorted(chart.tiles, key=lambda tile: tile.code)
            return _head("Place", chart.title), tuple(_row(tile.code, tile.text) for tile in places), frozenset()
        case _:
            assert_never(chart)


def _bars(rows: Sequence[BarRow], title: str, earlier_title: str) -> tuple[Row, Rows, frozenset[int]]:
    if not earlier_title:
        return _head("Name", title), tuple(_row(row.name, row.text) for row in rows), frozenset()
    both = tuple(_row(row.name, row.text, row.earlier_text) for row in rows)
    return _head("Name", title, earlier_title), both, frozenset()


def _by_year(name: str, points: Sequence[Point], years: Sequence[int], *, is_total: bool = False) -> Row:
    """Return the points of a series, a cell for each year; a year that it does not have is not published."""
    known = {point.year: point for point in points}
    cells = (_point(known.get(year)) for year in years)
    return Row((_cell(name), *cells), "total" if is_total else "body")


def _point(point: Point | None) -> Cell:
    if point is None:
        return Cell((), (Mark(MarkCode.NOT_PUBLISHED),))
    marks = tuple(Mark(code) for code in point.marks)
    if point.text or marks:
        return Cell((Text(point.text),) if point.text else (), marks)
    return Cell((), (Mark(MarkCode.NOT_PUBLISHED),))


def _years(name: str, years: Sequence[int], breaks: frozenset[int]) -> Row:
    marks = {index: (Mark(MarkCode.SERIES_BREAK),) for index in breaks}
    cells = (Cell((Text(str(year)),), marks.get(index, ())) for index, year in enumerate(years, start=1))
    return Row((_cell(name), *cells), "head")


def _row(*texts: str) -> Row:
    return Row(tuple(_cell(text) for text in texts))


def _head(*texts: str) -> Row:
    return Row(tuple(_cell(text) for text in texts), "head")


def _cell(text: str) -> Cell:
    return Cell((Text(text),) if text else ())
