"""A table of two breakdowns crossed, for one year, shaded by class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.compose import phrases
from reportgen.compose.cells import figure_cell, label_cell
from reportgen.compose.classes import class_of, class_texts, shade_bounds
from reportgen.compose.exhibits import Shown, note_references
from reportgen.compose.tables.body import TableBody, missing_lines
from reportgen.document import Cell, Column, Row, Swatch, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.compose.figures import FigureView, SeriesKey
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope


def cross(scope: Scope, options: Options) -> TableBody | None:
    """Return the latest published year of the two breakdowns; None when they were not published in the range."""
    whole = scope.key(options.text("figure"))
    down, across = options.text("rows"), options.text("columns")
    row_keys = scope.member_keys(whole, down)
    column_keys = scope.member_keys(whole, across)
    crossed = [
        (year, scope.figure(_both(row, column, across), year))
        for row in row_keys
        for column in column_keys
        for year in scope.years
    ]
    years = sorted({year for year, view in crossed if view.published})
    if not years:
        return None
    year = years[-1]
    bounds = shade_bounds([v.value for y, v in crossed if y == year and v.published])
    rows, figures = [], []
    for row in (*row_keys, whole):
        label = options.text("total") if row == whole else scope.member_label(row, down)
        views = [scope.figure(_both(row, column, across), year) for column in column_keys]
        total = scope.figure(row, year)
        cells = [figure_cell(view, shade=None if row == whole else _shade(view, bounds)) for view in views]
        rows.append(
            Row(
                (label_cell(label, ()), *cells, figure_cell(total, strong=row != whole)),
                role="total" if row == whole else "body",
            )
        )
        figures += [*views, total]
    references = note_references(scope, column_keys[0], years=[year]) + note_references(
        scope, row_keys[0], years=[year]
    )
    return TableBody(
        columns=(Column(align="left", is_row_header=True), *(Column() for _ in (*column_keys, whole))),
        head=(
            Row(
                (
                    Cell((Text(options.text("head")),)),
                    *(Cell((Text(scope.member_label(key, across, short=True)),)) for key in column_keys),
                    Cell((Text(options.text("total")),)),
                ),
                role="head",
            ),
        ),
        rows=tuple(rows),
        shown=Shown(tuple(view for view in figures if view.published)),
        references=tuple(dict.fromkeys(references)),
        lines=missing_lines(figures),
        legend=(
            *(Swatch(index, text) for index, text in enumerate(class_texts(bounds))),
            Swatch(None, phrases.NO_SHADE),
        ),
    )


def _both(row: SeriesKey, column: SeriesKey, across: str) -> SeriesKey:
    return row.with_member(across, dict(column.members)[across])


def _shade(view: FigureView, bounds: Sequence[float]) -> int | None:
    return class_of(view.value, bounds) if view.published else None
