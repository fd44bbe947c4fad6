"""Places that stand in heads side by side: a column for each state, and a row for each year or measure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.intake.columns import Role
from reportgen.intake.gazetteers import TOTALS, levels_of

if TYPE_CHECKING:
    from reportgen.intake.columns import Column
    from reportgen.intake.table import Table

FEWEST = 3
"""Places in heads: two known names may be there by chance."""
MOST_KNOWN = 0.8
"""Of the heads: so many are known places where they are what the columns are about."""


def with_places(table: Table) -> Table:
    """Return a table whose columns of figures are about places, where their heads are names or codes of such."""
    values = table.of(Role.VALUE)
    certain = [column for column in table.of(Role.PLACE) if not column.is_doubtful]
    names = dict.fromkeys(_place_in(column) for column in values)
    known = [name for name in names if levels_of(name)]
    others = [name for name in names if not TOTALS.fullmatch(name)]
    is_one = len(names) == 1 and len(known) == 1 and len({column.measure for column in values}) > 1
    if certain or (not is_one and (len(known) < FEWEST or len(known) < MOST_KNOWN * len(others))):
        return table
    columns = [_taken(column) for column in table.columns]
    return replace(table, columns=columns)


def _place_in(column: Column) -> str:
    """Return what may be a place in the head of figures: the upper of two heads, `Ohio` over `Cases`."""
    return column.measure.split(", ")[0].strip()


def _taken(column: Column) -> Column:
    match column.role:
        case Role.VALUE:
            place = _place_in(column)
            return replace(column, place=place, measure=column.measure[len(place) :].strip(" ,"))
        case Role.PLACE | Role.PLACE_CODE | Role.LEVEL:
            return replace(column, role=Role.MEASURE, why="names what is measured of the places beside it")
        case _:
            return column
