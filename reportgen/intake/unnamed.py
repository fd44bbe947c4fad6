"""Rows in which a label is empty that others have: the total of these, or figures of what is not known.

Their figures tell it where they are the sums of the others; elsewhere it is asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.intake.columns import Role
from reportgen.intake.found import FoundPlace, Question
from reportgen.intake.gazetteers import TOTALS
from reportgen.intake.labels import is_called_total
from reportgen.intake.proofs import LEAST, difference
from reportgen.intake.totals import LARGE, OTHERS
from reportgen.intake.where import WHOLE, whole_of
from reportgen.language import message, say, say_count
from reportgen.wording import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportgen.intake.columns import Column
    from reportgen.intake.table import Table
    from reportgen.intake.when import When
    from reportgen.intake.where import Where

THE_TOTAL, LEFT_OUT, NOT_STATED = message("the total"), message("left out"), message("not stated")
"""What rows without a label are: the total of the others, nothing that is used, or a member of their own."""
ALL_PLACES = message("All places")
THE_WHOLE = "total"
"""The code of the place that stands for all of them, where the file has no name for it."""
Case = tuple[Decimal, list[Decimal]]
"""A figure of a row without a label, and those of the rows that have one and are alike in all else."""


@dataclass(frozen=True, slots=True)
class Unnamed:
    """What rows are taken for in which a label is empty."""

    where: Where
    """The places, with that of all of them where rows without a place are its figures."""
    left_out: frozenset[int] = frozenset()
    members: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """What is said in the empty cells of a breakdown, by position and column."""
    questions: tuple[Question, ...] = ()


def with_unnamed(table: Table, when: When, where: Where) -> Unnamed:
    """Return what the rows are taken for that have no place, or no member of a breakdown."""
    found = Unnamed(where)
    places = table.of(Role.PLACE)
    open_ones = [row for row, place in enumerate(where.rows) if places and not place and not when.is_total(row)]
    if open_ones:
        found = _without_place(table, when, found, places, open_ones)
    for column in table.of(Role.BREAKDOWN):
        found = _without_member(table, when, found, column)
    return found


def _without_place(table: Table, when: When, found: Unnamed, places: Sequence[Column], rows: Sequence[int]) -> Unnamed:
    where = found.where
    named = [place for place in where.places.values() if place.level != WHOLE]
    keys = _keys(table, when, table.of(Role.BREAKDOWN), where.rows, but_places=True)
    cases = list(_cases(table, keys, rows, {row for row, place in enumerate(where.rows) if place in _codes(named)}))
    are_one_each = max(Counter(keys[row] for row in rows).values()) == 1
    can_be_total = are_one_each and not whole_of(list(where.places.values()))
    are_beside = {keys[row] for row in rows} <= {keys[row] for row, place in enumerate(where.rows) if place}
    taken = THE_TOTAL
    if not can_be_total or not (_are_sums(cases) or all(_is_called_so(table, row, places[0]) for row in rows)):
        likely = THE_TOTAL if can_be_total and are_beside and _may_be_totals(cases) else LEFT_OUT
        taken, asked = _asked(table, places[-1], rows, likely, (THE_TOTAL, LEFT_OUT))
        found = replace(found, questions=(*found.questions, *asked))
    if taken == LEFT_OUT:
        return replace(found, left_out=found.left_out | set(rows))
    codes = tuple(THE_WHOLE if row in set(rows) else code for row, code in enumerate(where.rows))
    whole = FoundPlace(THE_WHOLE, say(ALL_PLACES), WHOLE)
    return replace(found, where=replace(where, rows=codes, places={**where.places, THE_WHOLE: whole}))


def _codes(places: Sequence[FoundPlace]) -> frozenset[str]:
    return frozenset(place.code for place in places)


def _without_member(table: Table, when: When, found: Unnamed, column: Column) -> Unnamed:
    """Ask what rows are without a member; those beside which no row has one are of another breakdown, or of all."""
    texts = table.texts(column)
    others = [one for one in table.of(Role.BREAKDOWN) if one is not column]
    keys = _keys(table, when, others, found.where.rows, but_places=False)
    named = {row for row, text in enumerate(texts) if text and not TOTALS.fullmatch(text)}
    beside = {keys[row] for row in named}
    rows = [
        row
        for row, text in enumerate(texts)
        if not text and keys[row] in beside and row not in found.left_out and not when.is_total(row)
    ]
    cases = list(_cases(table, keys, rows, named))
    if not rows or _are_sums(cases) or any(TOTALS.fullmatch(text) for text in texts):
        return found
    taken = THE_TOTAL if _may_be_totals(cases) else NOT_STATED
    taken, asked = _asked(table, column, rows, taken, (THE_TOTAL, NOT_STATED, LEFT_OUT))
    found = replace(found, questions=(*found.questions, *asked))
    if taken == LEFT_OUT:
        return replace(found, left_out=found.left_out | set(rows))
    if taken == NOT_STATED:
        word = say(NOT_STATED).capitalize()
        return replace(found, members={**found.members, **{(row, column.index): word for row in rows}})
    return found


def _keys(
    table: Table, when: When, breakdowns: Sequence[Column], places: Sequence[str], *, but_places: bool
) -> list[tuple[str, ...]]:
    """Return what else each row says that it is of; rows of one key differ only in the label that is looked at."""
    labels = [table.texts(one) for one in (*breakdowns, *table.of(Role.MEASURE), *table.of(Role.UNIT))]
    parts = when.parts or ("",) * len(table.body)
    where = ("",) * len(table.body) if but_places else tuple(places)
    return list(zip(when.rows, parts, where, *labels, strict=True))


def _cases(table: Table, keys: Sequence[tuple[str, ...]], rows: Sequence[int], named: set[int]) -> Iterator[Case]:
    """Yield each whole number without a label with those that have one and are alike in all else."""
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for row in sorted(named):
        alike[keys[row]].append(row)
    for column in table.of(Role.VALUE):
        readings = table.readings(column)
        if any(one.value is not None and one.value != one.value.to_integral_value() for one in readings):
            continue  # rates and means add up to nothing
        for row in rows:
            value, beside = readings[row].value, [readings[each].value for each in alike[keys[row]]]
            if value is not None and len(beside) >= LEAST:
                yield value, [each for each in beside if each is not None]


def _are_sums(cases: Sequence[Case]) -> bool:
    """Say whether the figures are the sums of the others, in too many cases, or of too many, for chance."""
    held = bool(cases) and all(parts and not difference(value, parts) for value, parts in cases)
    return held and (len(cases) > 1 or len(cases[0][1]) > OTHERS or cases[0][0] >= LARGE)


def _may_be_totals(cases: Sequence[Case]) -> bool:
    """Say whether no figure is less than any of the others: where some are hidden, a total is more than their sum."""
    return all(not parts or value >= max(parts) for value, parts in cases)


def _is_called_so(table: Table, row: int, place: Column) -> bool:
    """Say whether a row is called a total where a label stands before its place, or in a note beside it."""
    labels = (one for one in table.of(Role.BREAKDOWN) if one.index < place.index)
    return any(is_called_total(table.texts(one)[row]) for one in (*labels, *table.of(Role.NOTE)))


def _asked(
    table: Table, column: Column, rows: Sequence[int], taken: str, choices: tuple[str, ...]
) -> tuple[str, tuple[Question, ...]]:
    """Return what is taken, and the question where it was not answered; the likeliest stands first."""
    key = f"unnamed.{column.head or column.index + 1}"
    answered = table.answers.one_of(key, choices)
    if answered:
        return answered, ()
    address = table.sheet.address(table.body[rows[0]], column.index)
    text = say_count(
        len(rows),
        "{count} row has nothing in `{head}` ({cell}), and its figures are not known to be the sums of the others. "
        "What is it?",
        "{count} rows have nothing in `{head}`, the first at {cell}, and their figures are not the sums of the others. "
        "What are they?",
        count=number(len(rows)),
        head=column.head or column.index + 1,
        cell=address,
    )
    rest = tuple(choice for choice in choices if choice != taken)
    cells = ", ".join(table.sheet.address(table.body[row], column.index) for row in rows[:LISTED])
    more = say("They are at {cells}.", cells=cells + (" …" if len(rows) > LISTED else ""))
    return taken, (Question(key, text, taken, (taken, *rest), where=address, more=more),)


LISTED = 40
"""Cells that are named to whoever asks what is meant."""
