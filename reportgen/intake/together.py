"""What the columns of a table are beside each other: one says what another one does, or belongs to it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.intake.columns import Column, Role, as_column
from reportgen.intake.gazetteers import TOTALS
from reportgen.intake.heads import (
    ACTUAL,
    CHANGE,
    CODE,
    ID,
    MISSING,
    NAME,
    SCALE,
    SCENARIOS,
    TO_DATE,
    apart,
)
from reportgen.intake.looks import FEW, SEVERAL, are_twins, is_figures
from reportgen.intake.moments import moment_in, shape_of
from reportgen.language import message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.intake.profiles import Profile


def totals_of_periods(columns: list[Column]) -> list[Column]:
    """Take `FY23 Total` beside the quarters of that year for the same measure, of a longer period."""
    named = {column.measure for column in columns if column.role == Role.VALUE and column.period}
    rest = {name for name in named if not TOTALS.fullmatch(name)}
    if len(rest) != 1 or len(named) == 1:
        return columns
    (measure,) = rest
    return [replace(column, measure=measure) if column.period and column.measure in named else column
            for column in columns]  # fmt: skip


def one_for_places(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
    """Leave out a column of places, or of their codes, that says in some rows only what another one says in all."""
    result = list(columns)
    for column in columns:
        gaps = [row for row, text in enumerate(profiles[column.index].texts) if text.casefold() in MISSING]
        for other in columns if gaps and column.role in (Role.PLACE, Role.PLACE_CODE) else ():
            texts = profiles[other.index].texts
            if other is column or other.role != column.role or any(text.casefold() in MISSING for text in texts):
                continue
            pairs = {(text, own) for text, own in zip(texts, profiles[column.index].texts, strict=True)
                     if own.casefold() not in MISSING}  # fmt: skip
            if 1 < len(pairs) == len({text for text, _ in pairs}) == len({own for _, own in pairs}) == len(set(texts)):
                result[column.index] = replace(column, role=Role.IGNORED, why=f"`{other.head}` says it in every row")
    return result


def without_names_of_others(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
    """Leave out a column that only names which of the other breakdowns a row is of: `group`, with `race` and `sex`."""
    breakdowns = [column for column in columns if column.role == Role.BREAKDOWN]
    result = list(columns)
    for column in breakdowns:
        heads = {other.head.casefold() for other in breakdowns if other is not column}
        named = {text.casefold() for text in profiles[column.index].distinct} - MISSING
        if len(named) > 1 and named <= heads:
            result[column.index] = replace(column, role=Role.IGNORED, why="names the breakdown that a row is of")
    return result


def without_codes(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
    """Leave out the codes of members whose names stand in another column: `SEX_FMLE` beside `Female`."""
    result = list(columns)
    breakdowns = [column for column in columns if column.role == Role.BREAKDOWN]
    for column in breakdowns:
        head = apart(column.head)
        is_code = CODE.search(head) or ID.search(column.head)
        names = (
            one for one in breakdowns if one is not column and not (CODE.search(apart(one.head)) or ID.search(one.head))
        )
        if is_code and any(are_twins(profiles[column.index], profiles[one.index]) for one in names):
            result[column.index] = replace(column, role=Role.IGNORED, why="codes of members beside their names")
    return result


def without_rounded(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
    """Leave out figures that another column has rounded, as it was published: `43.81064` beside `43.8`."""
    result = list(columns)
    plain = [column for column in columns if column.role == Role.VALUE and not column.period][:FEW]
    values = [[reading.value for reading in profiles[column.index].readings] for column in plain]
    for column, own in zip(plain, values, strict=True):
        for other, rounded in zip(plain, values, strict=True):
            if other is not column and _are_rounded(own, rounded):
                why = f"`{other.head}` has the same, rounded"
                result[column.index] = replace(column, role=Role.IGNORED, why=why)
    return result


def _are_rounded(values: Sequence[Decimal | None], rounded: Sequence[Decimal | None]) -> bool:
    """Say whether figures are those of another list with more decimals, in every row."""
    if any(
        one is not None and other is not None and abs(one - other) > 1
        for one, other in zip(values, rounded, strict=True)
    ):
        return False  # as most are, and at once
    pairs = [(one, other) for one, other in zip(values, rounded, strict=True) if one is not None or other is not None]
    given = [(one, other) for one, other in pairs if one is not None and other is not None]
    if len(given) < SEVERAL or len(given) < len(pairs):
        return False
    digits = max(_decimals(other) for _, other in given)
    half = Decimal(5).scaleb(-digits - 1)
    return all(abs(one - other) <= half for one, other in given) and max(_decimals(one) for one, _ in given) > digits


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def without_descriptions(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
    """Leave out a column that only describes rows, and divides none: each place has one row of a period without it."""
    result = list(columns)
    for column in columns:
        if column.role != Role.BREAKDOWN or column.why != MEMBERS:
            continue
        others = [one for one in result if one is not column and one.role in _KEYS]
        keys = set(zip(*(profiles[one.index].texts for one in others), strict=True))
        roles = {one.role for one in others}
        if {Role.PLACE, Role.PERIOD} <= roles and len(keys) == len(profiles[column.index].texts) > FEW:
            why = message("it describes each row, and divides none")
            result[column.index] = replace(column, role=Role.IGNORED, why=why, is_doubtful=True)
    return result


_KEYS = (Role.PLACE, Role.PLACE_CODE, Role.PERIOD, Role.PERIOD_PART, Role.BREAKDOWN, Role.MEASURE, Role.UNIT)
"""Roles of columns that say what the figures of a row are of."""
MEMBERS = "few members, each in many rows"


def unit_beside(column: Column, found: Mapping[int, Column]) -> Column:
    """Take `MEASURE` beside `INDICATOR` for the unit, as the OECD has them."""
    others = [one.head.casefold() for one in found.values() if one.role == Role.MEASURE]
    is_unit = column.role == Role.MEASURE and column.head.casefold() == "measure" and "indicator" in others
    return replace(column, role=Role.UNIT, why="stands beside the indicator") if is_unit else column


def levels_as_places(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
    """Take what is called levels for places and their codes where there are no others: `PRIMARY_LEVEL_DESCRIPTION`."""
    levels = [column for column in columns if column.role == Role.LEVEL and len(profiles[column.index].distinct) > 1]
    if any(column.role == Role.PLACE for column in columns) or len(levels) < 2:
        return columns
    names = [column for column in levels if NAME.search(apart(column.head))]
    result = list(columns)
    for column in levels if names else ():
        is_code = column not in names and any(profiles[column.index].follows(profiles[one.index]) for one in names)
        role = Role.PLACE if column in names else Role.PLACE_CODE if is_code else Role.LEVEL
        result[column.index] = replace(column, role=role, why="names places of a level")
    return result


def with_units_of_their_own(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
    """Take members of which each has one unit, and not all the same, for what is measured: counts, and their rates."""
    units = [column for column in columns if column.role == Role.UNIT and not SCALE.fullmatch(column.head)]
    told = [profiles[column.index] for column in units if len(profiles[column.index].distinct) > 1]
    if not told or any(column.role == Role.MEASURE for column in columns):
        return columns
    result = list(columns)
    for column in columns:
        members = profiles[column.index]
        if column.role == Role.BREAKDOWN and column.why == MEMBERS and all(unit.follows(members) for unit in told):
            result[column.index] = replace(column, role=Role.MEASURE, why="each has a unit of its own")
            break
    return result


BESIDE_SHARES = message("it stands beside percentages")


def in_pairs(columns: list[Column]) -> list[Column]:
    """Leave out what is called `low` or `lower` without anything that is `high`; `n` alone says nothing either."""
    roles = {one.role for one in columns}
    pairs = {Role.LOWER: Role.UPPER, Role.UPPER: Role.LOWER}
    found = [one for one in columns if pairs.get(one.role, one.role) in roles]
    if {one.role for one in found} - {Role.SAMPLE}:
        return [replace(one, is_doubtful=False) for one in found]
    return [one for one in found if one.why == BESIDE_SHARES or len(one.head) > 1]


def names_beside_codes(columns: list[Column], left: Sequence[Profile]) -> list[Column]:
    """Take a column of names beside the only column of places for the place, and that for its code: `1; Innenstadt`."""
    by_index = {profile.index: profile for profile in left}
    taken = {column.index for column in columns}
    places = [column for column in columns if column.role == Role.PLACE]
    if len(places) != 1:
        return []
    place = by_index[places[0].index]
    is_code = all(not any(character.isalpha() for character in text) or len(text) <= 8 for text in place.distinct)
    for profile in left:
        if profile.index not in taken and not is_figures(profile) and is_figures(place) and are_twins(profile, place):
            renamed = replace(places[0], role=Role.PLACE_CODE, why="goes with the names beside it")
            rest = [column for column in columns if column is not places[0]]
            return [renamed, as_column(profile, Role.PLACE, "names beside the codes"), *rest]
        is_beside = abs(profile.index - place.index) == 1 and profile.index not in taken and not is_figures(profile)
        if is_beside and NAME.search(apart(profile.head)) and is_code and profile.follows(place):
            renamed = replace(places[0], role=Role.PLACE_CODE, why="goes with the names beside it")
            rest = [column for column in columns if column is not places[0]]
            return [renamed, as_column(profile, Role.PLACE, "names beside the codes"), *rest]
        if is_beside and (CODE.search(apart(profile.head)) or ID.search(profile.head)) and profile.follows(place):
            return [*columns, as_column(profile, Role.PLACE_CODE, "goes with the places")]
    return []


def with_scenarios(columns: list[Column]) -> list[Column]:
    """Take `budget` of `FY2025 budget` for what is said of figures of one measure, and not for a measure.

    What is said of a period that others have figures of, too, parts measures: `2024 Plan` beside `2024 Ist`.
    """
    result = list(columns)
    alike: dict[str, list[Column]] = defaultdict(list)
    for column in columns:
        if column.period and column.role == Role.VALUE:
            alike[_without_scenario(column.measure)].append(column)
    for rest, group in alike.items():
        for column in _said_of_one(rest, group):
            said = " ".join(found[0] for found in _QUALIFIED.finditer(column.measure))
            result[column.index] = replace(column, scenario=said or column.scenario, measure=rest)
    return result


_QUALIFIED = re.compile(f"{SCENARIOS.pattern}|{TO_DATE.pattern.removeprefix('(?i)')}", re.IGNORECASE)


def _without_scenario(measure: str) -> str:
    """Return what a head measures without the words that say whether it was planned, or is of a part of the period."""
    rest = _QUALIFIED.sub("", measure)
    return measure if rest == measure else " ".join(rest.split()).strip(" -–_,;:()[]")


def _said_of_one(rest: str, group: Sequence[Column]) -> list[Column]:
    """Return the columns of one measure among those of `rest`: those that say no more, and others of other periods."""
    by_name: dict[str, list[Column]] = defaultdict(list)
    for column in group:
        by_name[column.measure].append(column)
    if len(by_name) < SEVERAL_NAMES:
        return []
    names = sorted(by_name, key=lambda name: (name != rest, not ACTUAL.search(name)))
    found: list[Column] = []
    for name in names:
        periods = {column.period for column in by_name[name]}
        is_new = len(periods) == len(by_name[name]) and not periods & {column.period for column in found}
        # a yearly target beside quarters, or any beside what was reached, is measured against it and no next one of it
        shapes = {shape_of(period) for period in periods} | {shape_of(column.period) for column in found}
        is_new = is_new and len(shapes) == 1 and not (found and _AIMED.search(name))
        if not is_new and rest not in by_name:
            return []
        found += by_name[name] if is_new else []
    return found


_AIMED = re.compile(r"(?i)(?<![a-z])target(?![a-z])")
SEVERAL_NAMES = 2
"""Names of which one says more than the other: a budget alone is a measure as any."""


def with_true_levels(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
    """Take levels that most places have several of, as primary and secondary schools, for a breakdown."""
    places = [profiles[column.index].texts for column in columns if column.role == Role.PLACE]
    result = list(columns)
    for column in columns:
        levels: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for *place, text in zip(*places, profiles[column.index].texts, strict=True):
            levels[tuple(place)].add(text)
        several = sum(len(found) > 1 for found in levels.values())
        if column.role == Role.LEVEL and places and several * 2 > len(levels):
            result[column.index] = replace(column, role=Role.BREAKDOWN, why="each place has several")
    return result


def without_twins(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
    """Use one of two columns of periods that say the same, or that name the same for all rows."""
    periods = [column for column in columns if column.role == Role.PERIOD]
    result = list(columns)
    for column in periods[1:]:
        is_same = profiles[column.index].moments == profiles[periods[0].index].moments
        why = f"says the same as `{periods[0].head}`" if is_same else f"`{periods[0].head}` is the period"
        result[column.index] = replace(column, role=Role.IGNORED, why=why, is_doubtful=not is_same)
    return result


def without_totals(columns: list[Column]) -> list[Column]:
    """Leave out figures under heads without a period where the others name theirs: totals, or changes between two."""
    has_periods = sum(bool(column.period) for column in columns if column.role == Role.VALUE)
    if has_periods < 2 or any(column.role == Role.PERIOD for column in columns):
        return columns
    changes = {column.index for column in columns if column.period and CHANGE.search(column.head)}
    shapes = {shape_of(column.period) for column in columns if column.period and column.index not in changes}
    return [
        replace(
            column,
            role=Role.IGNORED,
            why="follows from the others"
            if CHANGE.search(column.head)
            else message("names no period, as the others do"),
            is_doubtful=not (TOTALS.fullmatch(column.head) or CHANGE.search(column.head)),
        )
        if column.role == Role.VALUE and (not column.period or _is_change(column, shapes))
        else column
        for column in columns
    ]


def _is_change(column: Column, shapes: set[str]) -> bool:
    """Say whether a head names two periods of a change: `Change 2023-24`, `Difference (2015 less 2013)`."""
    is_of_two = bool(moment_in(moment_in(column.head)[1])[0])
    return bool(CHANGE.search(column.head)) and bool(shapes) and (shape_of(column.period) not in shapes or is_of_two)


def _was_figures(column: Column) -> bool:
    """Say whether a column holds figures that follow from others."""
    return column.role == Role.IGNORED and column.measure != ""


def with_limits(columns: list[Column]) -> list[Column]:
    """Say to which figures limits belong: those whose heads they share, else the last before them."""
    result = list(columns)
    for place, column in enumerate(columns):
        if column.role not in (Role.LOWER, Role.UPPER, Role.MARGIN) and not (
            column.role == Role.NOTE and not column.example
        ):
            continue
        before = [one for one in columns[:place] if one.role == Role.VALUE or _was_figures(one)]
        after = [one for one in columns[place + 1 :] if one.role == Role.VALUE]
        nearest = before[-1:] or after[:1]
        if nearest and nearest[0].role != Role.VALUE:
            result[place] = replace(column, role=Role.IGNORED, why="goes with figures that are not used")
            continue
        for chosen in nearest:
            result[place] = replace(column, of=chosen.index, measure=chosen.measure, period=chosen.period)
    return result
