"""Members of a breakdown that stand in heads side by side, with their total: a column for each, and one for all.

The title says that it is so: `Nights, by shelter and month` over columns for shelters and rows for months.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.intake.proofs import LEAST, NEARLY, difference
from reportgen.intake.roles import Role
from reportgen.intake.totals import WORDS
from reportgen.intake.what import listed_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from reportgen.intake.roles import Column
    from reportgen.intake.table import Table

FEWEST = 3
"""Columns of figures: two members and their total."""


def with_members(table: Table) -> Table:
    """Return a table whose columns of figures are members of a breakdown, where the title and the sums say so."""
    values = table.of(Role.VALUE)
    _, listed = listed_in(table)
    heads = {column.head.casefold() for column in table.columns}
    across = [word for word in listed if word not in heads]
    totals = [column for column in values if WORDS.fullmatch(column.head)]
    is_plain = not any(column.period or not column.head for column in values) and not any(
        table.of(role) for role in (Role.MEASURE, Role.UNIT, Role.SAMPLE, Role.LOWER, Role.UPPER, Role.MARGIN)
    )
    if len(across) != 1 or len(totals) != 1 or len(values) < FEWEST or not is_plain:
        return table
    if not _adds_up(table, totals[0], [column for column in values if column is not totals[0]]):
        return table
    found = {column.index: replace(column, measure="", breakdown=across[0], member=column.head) for column in values}
    return replace(table, columns=[found.get(column.index, column) for column in table.columns])


def _adds_up(table: Table, total: Column, others: Sequence[Column]) -> bool:
    cases = list(_cases(table, total, others))
    held = sum(not difference(whole, parts) for whole, parts in cases)
    return len(cases) >= LEAST and held >= NEARLY * len(cases)


def _cases(table: Table, total: Column, others: Sequence[Column]) -> Iterator[tuple[Decimal, list[Decimal]]]:
    """Yield the total and its parts of each row in which all of them are given."""
    columns = [table.readings(column) for column in (total, *others)]
    for readings in zip(*columns, strict=True):
        values = [reading.value for reading in readings if reading.value is not None]
        if len(values) == len(readings):
            yield values[0], values[1:]
