"""Members of a breakdown that stand in heads side by side, with their total: a column for each, and one for all.

The title says that it is so: `Nights, by shelter and month` over columns for shelters and rows for months.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.intake.columns import Role
from reportgen.intake.gazetteers import WHOLES
from reportgen.intake.heads import PERIOD, PLACE, apart
from reportgen.intake.measures import is_rate
from reportgen.intake.numerals import CellKind
from reportgen.intake.proofs import LEAST, NEARLY, is_bound, least_difference
from reportgen.intake.sums import SEXES
from reportgen.intake.what import EVER, named_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from reportgen.intake.columns import Column
    from reportgen.intake.numerals import Reading
    from reportgen.intake.proofs import Bounded
    from reportgen.intake.table import Table

MEANT = re.compile(
    r"(?i)(?<![a-z])(?:number|amount|average|mean|median|budget|actual|target|change|difference)(?![a-z])|%"
)
"""Words of heads that say how something is measured, and are no members of anything."""
FEWEST = 3
"""Columns of figures: two members and their total."""


def with_members(table: Table) -> Table:
    """Return a table whose columns of figures are members of a breakdown, where the title and the sums say so.

    Without a column of their total, the title alone has to say it, and of each other word which column it is about.
    """
    found = _by_title(table)
    return _of_people(table) if found is table else found


def _by_title(table: Table) -> Table:
    values = table.of(Role.VALUE)
    _, _, listed = named_in(table)
    heads = {word for column in table.columns for word in (column.head.casefold(), apart(column.head).casefold())}
    across = [word for word in listed if word not in heads and word not in EVER]
    is_plain = not any(
        table.of(role) for role in (Role.MEASURE, Role.UNIT, Role.SAMPLE, Role.LOWER, Role.UPPER, Role.MARGIN)
    )
    names = dict.fromkeys(column.measure for column in values)
    if len(across) != 1 or not is_plain or not all(names) or len(names) < LEAST:
        return table
    if not (_has_total(table, values) or _is_named(table, across[0], listed, tuple(names))):
        return table
    found = {column.index: replace(column, measure="", breakdown=across[0], member=column.measure) for column in values}
    return replace(table, columns=[found.get(column.index, column) for column in table.columns])


def _of_people(table: Table) -> Table:
    """Return a table in which `Girls` and `Boys` are members, where another head or the title says who they are of.

    Beside other counts the title is not about them alone; a column of all has to be their sum.
    """
    taken = {one.breakdown for one in table.columns} | {apart(one.head).casefold() for one in table.of(Role.BREAKDOWN)}
    if taken & set(PARTS_OF_PEOPLE) or any(table.of(role) for role in (Role.MEASURE, Role.UNIT, Role.SAMPLE)):
        return table
    by_upper: dict[str, list[Column]] = {}
    for column in table.of(Role.VALUE):
        by_upper.setdefault(column.measure.rpartition(", ")[0], []).append(column)
    found: dict[int, Column] = {}
    for upper, columns in by_upper.items():
        name, members = _people_among(columns)
        totals = [one for one in columns if WHOLES.fullmatch(_last_head(one))]
        others = [one for one in columns if one not in members and one not in totals and not is_rate(one.measure)]
        is_all = len(members) + len(totals) == len(table.of(Role.VALUE))
        is_about = bool(_PERSONS.search(table.stated_title)) or (bool(table.stated_title) and is_all)
        is_said = bool(upper) or (is_about and not others and len(by_upper) == 1)
        if name and is_said and _are_sums(table, totals, members):
            found |= {
                one.index: replace(
                    one, measure=upper, breakdown=name, member=_last_head(one), why=f"a member of a breakdown by {name}"
                )
                for one in (*members, *totals)
            }
    if len({one.breakdown for one in found.values()}) != 1:
        return table
    (name,) = {one.breakdown for one in found.values()}
    rest = {one.index: replace(one, breakdown=name) for one in table.of(Role.VALUE) if one.index not in found}
    return replace(table, columns=[{**rest, **found}.get(one.index, one) for one in table.columns])


def _last_head(column: Column) -> str:
    return column.measure.rpartition(", ")[2]


def _people_among(columns: Sequence[Column]) -> tuple[str, list[Column]]:
    """Return by what some columns part people, and these; there are two members at least, or none."""
    for name, is_member in PARTS_OF_PEOPLE.items():
        found = [one for one in columns if is_member(_last_head(one).strip().casefold())]
        if len({_last_head(one) for one in found}) >= LEAST:
            return name, found
    return "", []


def _are_sums(table: Table, totals: Sequence[Column], members: Sequence[Column]) -> bool:
    """Say whether each column of all is the sum of the members of its period; without one there is nothing to hold."""
    is_of_rates = is_rate(table.stated_title) or any(map(_has_decimals, map(table.readings, members)))
    return len({_last_head(one) for one in totals}) < LEAST and all(
        is_of_rates or _adds_up(table, total, [one for one in members if one.period == total.period])
        for total in totals
    )


_AGES = re.compile(
    r"(?:ages? )?(?:(?:under|below|unter) [0-9]{1,3}|[0-9]{1,3} ?(?:-|–|to|bis|a) ?[0-9]{1,3}|[0-9]{1,3} ?(?:[+]|"
    r"(?:years )?and over|or older|and older))(?: years?| jahre| años)?"
)


def _has_decimals(readings: Sequence[Reading]) -> bool:
    return any(one.value is not None and one.value != one.value.to_integral_value() for one in readings)


PARTS_OF_PEOPLE: Mapping[str, Callable[[str], bool]] = {
    "sex": lambda text: text in SEXES - {"m", "f", "w", "d", "other", "unknown"},
    "age": lambda text: bool(_AGES.fullmatch(text)),
}
"""Breakdowns of people whose members are known by their words."""
_PERSONS = re.compile(
    r"(?i)(?<![a-z])(?:children|people|persons|pupils|students|patients|residents|clients|victims|births|deaths|"
    r"admissions|arrests|claimants|recipients|employees|kinder|personen|schüler|patienten|niños|personas|alumnos)(?![a-z])"
)
"""Words of a title of those who may be girls and boys, or of one age."""


def _has_total(table: Table, values: Sequence[Column]) -> bool:
    totals = [column for column in values if WHOLES.fullmatch(column.measure)]
    if len(totals) != 1 or len(values) < FEWEST or any(column.period for column in values):
        return False
    return _adds_up(table, totals[0], [column for column in values if column is not totals[0]])


def _is_named(table: Table, across: str, listed: Sequence[str], names: Sequence[str]) -> bool:
    """Say whether the title names every column of labels, and the one breakdown that stands in the heads of counts."""
    labels = [*table.of(Role.PLACE), *table.of(Role.BREAKDOWN)]
    are_named = all(column.head.casefold() in listed or PLACE.fullmatch(column.head) for column in labels)
    are_periods = all(column.period for column in table.of(Role.VALUE))
    if not are_periods and any(map(WHOLES.fullmatch, names)):
        return False  # a total that is not theirs
    is_of_heads = not PLACE.search(across) and not PERIOD.search(across)
    return are_named and is_of_heads and not any(is_rate(name) or MEANT.search(name) for name in names)


def _adds_up(table: Table, total: Column, others: Sequence[Column]) -> bool:
    cases = list(_cases(table, total, others))
    # a bound that leaves room for a sum is no case of it
    told = [
        difference
        for whole, parts in cases
        if (difference := least_difference(whole, parts)) or not any(is_bound(one) for _, one in (whole, *parts))
    ]
    return len(told) >= LEAST and told.count(Decimal(0)) >= NEARLY * len(told)


def _cases(table: Table, total: Column, others: Sequence[Column]) -> Iterator[tuple[Bounded, list[Bounded]]]:
    """Yield the total and its parts of each row in which all are given; an empty cell is none of the parts."""
    columns = [table.readings(column) for column in (total, *others)]
    for whole, *parts in zip(*columns, strict=True):
        values = [(part.value, part.qualifier) for part in parts if part.value is not None]
        are_given = all(part.value is not None or part.kind == CellKind.EMPTY for part in parts)
        if whole.value is not None and are_given and len(values) >= LEAST:
            yield (whole.value, whole.qualifier), values
