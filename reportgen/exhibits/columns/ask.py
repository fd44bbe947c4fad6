"""Ask for columns over years, stacked from the members of a breakdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.compose.charts.drawn import Drawn, gap_line, point
from reportgen.compose.exhibits import Shown, note_lines, note_references
from reportgen.exhibits.columns.values import Columns, StackedColumns

if TYPE_CHECKING:
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope

MOST_PANELS = 4

OPTIONS = ("figure", "parts", "first", "noted")
"""Names of the options, beside those of every figure."""


def ask(scope: Scope, options: Options) -> Drawn | None:
    """Return a column for each year of the range, stacked from the members of a breakdown, the total above."""
    key = scope.key(options.text("figure"))
    dimension = options.text("parts")
    years = scope.published_years(key)
    first = key.with_member(dimension, options.text("first"))
    parts = sorted(scope.member_keys(key, dimension), key=lambda part: part != first)
    if len(years) < 2 or not parts:
        return None
    keys = (*parts, key)
    shown = tuple(view for found in keys for view in scope.published(found))
    chart = StackedColumns(
        scope.years,
        tuple(
            Columns(
                scope.member_in_sentence(part, dimension),
                tuple(point(view) for view in scope.figures(part)),
            )
            for part in parts
        ),
        totals=tuple(point(view) for view in scope.figures(key)),
    )
    missing = tuple(year for year in scope.years if year not in years)
    noted = options.flag("noted", default=True)
    notes = note_lines(scope, note_references(scope, key, years=years, by=dimension)) if noted else ()
    return Drawn(chart, Shown(shown), (*notes, *gap_line(missing)))
