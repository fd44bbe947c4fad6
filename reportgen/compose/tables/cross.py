"""A table of two breakdowns crossed, for one year, shaded by class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.compose import phrases
from reportgen.compose.cells import figure_cell, label_cell
from reportgen.compose.classes import class_of, class_texts, shade_bounds
from reportgen.compose.exhibits import Shown, note_references
from reportgen.compose.tables.body import TableBody, missing_lines
from reportgen.document import Cell, Column, Row, Swatch, Text
from reportgen.language import say
from reportgen.wording import number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from reportgen.compose.figures import FigureView, SeriesKey
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope


def cross(scope: Scope, options: Options) -> TableBody | None:
    """Return the latest published year of the two breakdowns; None when they were not published in the range."""
    whole = scope.key(options.text("figure"))
    down, across = options.text("rows"), options.text("columns")
    row_keys, column_keys = scope.member_keys(whole, down), scope.member_keys(whole, across)
    years = [
        year for row in row_keys for column in column_keys for year in scope.published_years(_both(row, column, across))
    ]
    if not years:
        return None
    year = max(years)
    grid = {row: [scope.figure(_both(row, column, across), year) for column in column_keys] for row in row_keys}
    bounds = shade_bounds([view.value for views in grid.values() for view in views if view.published])
    totals = [scope.figure(column, year) for column in column_keys]
    lines = [(scope.member_label(row, down), grid[row], scope.figure(row, year)) for row in row_keys]
    decimals = _decimals([*lines, ("", totals, scope.figure(whole, year))])
    rows = [_row(*line, decimals=decimals, bounds=bounds) for line in lines]
    rows.append(_row(options.text("total"), totals, scope.figure(whole, year), decimals=decimals, role="total"))
    figures = [*(view for views in grid.values() for view in views), *totals, scope.figure(whole, year)]
    figures += [scope.figure(row, year) for row in row_keys]
    keys = (column_keys[0], row_keys[0])
    notes = note_references(scope, whole, years=[year], by=f"{down};{across}")
    references = dict.fromkeys((*notes, *(note for key in keys for note in note_references(scope, key, years=[year]))))
    names = [scope.member_label(key, across, short=True) for key in column_keys]
    return TableBody(
        columns=(Column(align="left", is_row_header=True), *(Column() for _ in (*names, whole))),
        head=(_head(options.text("head"), names, options.text("total")),),
        rows=tuple(rows),
        shown=Shown(tuple(view for view in figures if view.published)),
        references=tuple(references),
        lines=missing_lines(figures),
        legend=_legend(bounds),
    )


def _row(
    label: str,
    views: Sequence[FigureView],
    total: FigureView,
    *,
    decimals: Sequence[int],
    role: Literal["body", "total"] = "body",
    bounds: Sequence[float] = (),
) -> Row:
    """Return a row of figures shaded by class, with its total; the row of totals has no bounds, and no shade."""
    cells = (
        figure_cell(view, decimals=places, shade=_shade(view, bounds) if bounds else None)
        for view, places in zip(views, decimals, strict=False)
    )
    last = figure_cell(total, decimals=decimals[-1], strong=role == "body")
    return Row((label_cell(label, ()), *cells, last), role=role)


def _decimals(lines: Sequence[tuple[str, Sequence[FigureView], FigureView]]) -> tuple[int, ...]:
    """Return how many decimals the figures of each column have, that of the totals last."""
    columns = zip(*((*views, total) for _, views, total in lines), strict=True)
    return tuple(max(view.decimals for view in column) for column in columns)


def _head(first: str, names: Sequence[str], total: str) -> Row:
    return Row(tuple(Cell((Text(name),)) for name in (first, *names, total)), role="head")


def _legend(bounds: Sequence[float]) -> tuple[Swatch, ...]:
    classes = tuple(Swatch(index, text) for index, text in enumerate(class_texts(bounds)))
    return classes if bounds[0] < 0 else (*classes, Swatch(None, say(phrases.NO_SHADE, zero=number(0))))


def _both(row: SeriesKey, column: SeriesKey, across: str) -> SeriesKey:
    return row.with_member(across, dict(column.members)[across])


def _shade(view: FigureView, bounds: Sequence[float]) -> int | None:
    return class_of(view.value, bounds) if view.published else None
