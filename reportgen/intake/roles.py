"""Say what each column of a foreign table is: its role, and why that is thought."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from reportgen.intake.extent import LONG
from reportgen.intake.gazetteers import TOTALS, WHOLES, is_region_of_eu, levels_of
from reportgen.intake.heads import (
    ACTUAL,
    AGE,
    CHANGE,
    CODE,
    CODED,
    FLAGS,
    ID,
    LAST_CODE,
    LAST_WORDS,
    LEVEL,
    LOWER,
    MARGIN,
    MEASURE,
    MISSING,
    NAME,
    NOTE,
    NOTE_NUMBERS,
    PART,
    PEOPLE,
    PERIOD,
    PLACE,
    RANK,
    SAMPLE,
    SCALE,
    SCENARIOS,
    SOURCE,
    STANDARD_ERROR,
    TECHNICAL,
    TO_DATE,
    TYPE,
    UNIT,
    UPPER,
    apart,
)
from reportgen.intake.labels import GROUP, ITEM, SHEET
from reportgen.intake.moments import divided, is_subtotal, mark_of, moment, moment_in, part_of_year, shape_of
from reportgen.intake.numerals import CellKind
from reportgen.intake.samples import sample_sizes
from reportgen.language import message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.intake.profiles import Profile


class Role(StrEnum):
    """What a column is for."""

    PERIOD = "period"
    PERIOD_PART = "part of the period"
    """A month or a quarter beside a column of years."""
    PLACE = "place"
    PLACE_CODE = "code of the place"
    LEVEL = "level of place"
    MEASURE = "name of the measure"
    UNIT = "unit"
    BREAKDOWN = "breakdown"
    VALUE = "figures"
    LOWER = "lower limit"
    UPPER = "upper limit"
    MARGIN = "margin of error"
    SAMPLE = "sample size"
    NOTE = "note"
    FLAG = "status"
    """Letters beside figures that say of what status they are: estimated, provisional."""
    IGNORED = "not used"


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its role."""

    index: int
    head: str
    role: Role
    why: str
    example: str = ""
    is_doubtful: bool = False
    """Whether somebody who knows the file should be asked."""
    measure: str = ""
    """Of figures and what belongs to them: what is measured."""
    period: str = ""
    """Of figures: the period that the head names."""
    scenario: str = ""
    """Of figures whose heads name periods: what else they say, `Plan`."""
    breakdown: str = ""
    """Of figures whose head is a member of a breakdown: what the members are, `shelter`."""
    member: str = ""
    place: str = ""
    """Of figures whose head names a place: its name or code as it stands there."""
    of: int = -1
    """Of limits and of notes beside figures: the column of the figures."""


LONG_CODE = 6
"""Digits from which on numbers that go with names are codes."""
WITHOUT_PERIOD = message("names no period, as the others do")
SHORT = 2
"""Letters that a flag beside a figure has at most."""
FEW = 12
"""Different values that answers to a question have at most: grades, ages in groups, yes and no."""
NAMED = 0.75
"""Of the different texts of a column: so many are names of months where it divides the years; the rest are totals."""
SEVERAL = 3
"""Names of months that are none by chance: a column with fewer needs a head that says so."""
_NUMBERS = frozenset(str(number) for number in range(1, 13)) | frozenset(f"{number:02d}" for number in range(1, 10))
"""Numbers of months and of quarters."""
YES_OR_NO = frozenset({"y", "n", "yes", "no", "x", "true", "false", "ja", "nein", "j", "sí", "si", "oui", "non"})
"""What stands in a column that asks something of each place, as `Medicaid expansion state?`."""
SOME = 0.5
"""Of the cells of a column of margins of error: so many are figures, others say that there is none."""
MANY_ROWS = 30
"""Rows from which on a table without place and period may be one of people."""


def roles_of(profiles: Sequence[Profile], titles: Sequence[str] = (), notes: Sequence[str] = ()) -> list[Column]:
    """Return the role of each column, in their order.

    Titles may say what a column without a head is about, and notes what `n` is.
    """
    found: dict[int, Column] = {}
    steps = (
        _nothing,
        _periods,
        partial(_limits, (*titles, *notes)),
        _named,
        _codes_and_places,
        _figures,
        partial(_of_titles, titles),
        _lines,
        _no_members,
        _texts,
    )
    for step in steps:
        for column in step(profiles, found):
            found.setdefault(column.index, column)
    columns = _with_true_levels([_unit_beside(found[profile.index], found) for profile in profiles], profiles)
    columns = _without_twins(_without_names_of_others(_one_for_places(columns, profiles), profiles), profiles)
    columns = _with_units_of_their_own(_levels_as_places(columns, profiles), profiles)
    columns = _without_descriptions(_without_rounded(_without_codes(columns, profiles), profiles), profiles)
    return _with_limits(without_totals(_scenarios(_totals_of_periods(columns))))


def _totals_of_periods(columns: list[Column]) -> list[Column]:
    """Take `FY23 Total` beside the quarters of that year for the same measure, of a longer period."""
    named = {column.measure for column in columns if column.role == Role.VALUE and column.period}
    rest = {name for name in named if not TOTALS.fullmatch(name)}
    if len(rest) != 1 or len(named) == 1:
        return columns
    (measure,) = rest
    return [replace(column, measure=measure) if column.period and column.measure in named else column
            for column in columns]  # fmt: skip


def _one_for_places(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
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


def _without_names_of_others(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
    """Leave out a column that only names which of the other breakdowns a row is of: `group`, with `race` and `sex`."""
    breakdowns = [column for column in columns if column.role == Role.BREAKDOWN]
    result = list(columns)
    for column in breakdowns:
        heads = {other.head.casefold() for other in breakdowns if other is not column}
        named = {text.casefold() for text in profiles[column.index].distinct} - MISSING
        if len(named) > 1 and named <= heads:
            result[column.index] = replace(column, role=Role.IGNORED, why="names the breakdown that a row is of")
    return result


def _without_codes(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
    """Leave out the codes of members whose names stand in another column: `SEX_FMLE` beside `Female`."""
    result = list(columns)
    breakdowns = [column for column in columns if column.role == Role.BREAKDOWN]
    for column in breakdowns:
        head = apart(column.head)
        is_code = CODE.search(head) or ID.search(column.head)
        names = (
            one for one in breakdowns if one is not column and not (CODE.search(apart(one.head)) or ID.search(one.head))
        )
        if is_code and any(_are_twins(profiles[column.index], profiles[one.index]) for one in names):
            result[column.index] = replace(column, role=Role.IGNORED, why="codes of members beside their names")
    return result


def _without_rounded(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
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


def _without_descriptions(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
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


def _unit_beside(column: Column, found: Mapping[int, Column]) -> Column:
    """Take `MEASURE` beside `INDICATOR` for the unit, as the OECD has them."""
    others = [one.head.casefold() for one in found.values() if one.role == Role.MEASURE]
    is_unit = column.role == Role.MEASURE and column.head.casefold() == "measure" and "indicator" in others
    return replace(column, role=Role.UNIT, why="stands beside the indicator") if is_unit else column


def _levels_as_places(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
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


def _with_units_of_their_own(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
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


def _column(profile: Profile, role: Role, why: str, *, is_doubtful: bool = False, measure: str = "") -> Column:
    return Column(profile.index, profile.head, role, why, profile.example, is_doubtful, measure)


def _open(profiles: Sequence[Profile], found: dict[int, Column]) -> list[Profile]:
    return [profile for profile in profiles if profile.index not in found]


def _is_figures(profile: Profile) -> bool:
    return profile.share_of_figures >= 0.8


def _nothing(profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    """Columns in which nothing stands, or that only number the rows."""
    assert not found, "the first step"
    columns = []
    for before, profile in zip([None, *profiles], profiles, strict=False):
        if (
            all(reading.kind in (CellKind.MARK, CellKind.EMPTY) for reading in profile.readings)
            and period_of(profile.heads)[0]
            and not (before is not None and before.heads == profile.heads)
        ):
            columns.append(_value(profile, "figures of a period, of which none is given"))
        elif not profile.filled:
            is_beside = before is not None and before.filled and before.heads == profile.heads and profile.heads
            role = Role.NOTE if is_beside else Role.IGNORED
            columns.append(_column(profile, role, "empty, under the head of the figures" if is_beside else "empty"))
        elif before is not None and before.heads == profile.heads and profile.heads and _are_in_brackets(profile):
            columns.append(
                _column(profile, Role.IGNORED, "stands in brackets beside its figures: their standard error")
            )
        elif _are_addresses(profile):
            columns.append(_column(profile, Role.IGNORED, "addresses of people"))
        elif TECHNICAL.fullmatch(profile.head.strip()) or TECHNICAL.fullmatch(apart(profile.head.strip())):
            columns.append(_column(profile, Role.IGNORED, "serves who keeps the file"))
        elif profile.is_numbering and (
            not profile.heads or RANK.search(profile.head) or _ORDER.fullmatch(profile.head)
        ):
            columns.append(_column(profile, Role.IGNORED, "numbers the rows"))
        elif RANK.search(profile.head) and _is_figures(profile):
            columns.append(_column(profile, Role.IGNORED, "a rank, which measures nothing itself"))
    return columns


_ORDER = re.compile(r"(?i)(?:sort[ _-]?)?order|nr\.?|no\.?|#|lfd\.? ?nr\.?|orden")
"""Heads of numbers that only put rows in order."""


def _are_in_brackets(profile: Profile) -> bool:
    """Say whether all that stands in a column is in brackets: `(0.45)`, and `(†)` where there is none."""
    inside = [text for text in profile.filled if _BRACKETED.fullmatch(text)]
    return len(inside) == len(profile.filled) > 0 and any(character.isdigit() for character in "".join(inside))


_BRACKETED = re.compile(r"[(\[](?:[0-9.,]+|[^\w\s]{1,3})[)\]]")


def _are_addresses(profile: Profile) -> bool:
    return bool(profile.filled) and all(map(_ADDRESS.fullmatch, profile.distinct))


_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)


def _periods(profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    columns: list[Column] = []
    years = [profile for profile in _open(profiles, found) if profile.share_of_moments >= 0.9]
    by_head = [profile for profile in years if PERIOD.search(apart(profile.head))]
    for profile in by_head or years[:1]:
        if not by_head and moment_in(profile.head)[0]:
            continue  # figures that could all be years, under the head of a period
        why = "every cell names a period" if by_head else message("every cell could be a year")
        columns.append(_column(profile, Role.PERIOD, why, is_doubtful=not by_head))
    taken = {column.index for column in columns}
    for profile in _open(profiles, found):
        if profile.index not in taken and _is_part(profile, has_years=bool(columns)):
            return [*columns, _column(profile, Role.PERIOD_PART, "divides the years")]
    return columns


def _is_part(profile: Profile, *, has_years: bool) -> bool:
    """Say whether a column names months or quarters without their years; numbers do where years stand beside them."""
    if profile.share_of_moments >= 0.5 or not profile.distinct:
        return False
    is_named = bool(PART.search(apart(profile.head)))
    # the subtotals of quarters and years between months are many, and say nothing against these
    named = [text for text in profile.distinct if not is_subtotal(text)]
    parts = sum(map(bool, map(part_of_year, named)))
    if parts and parts >= NAMED * len(named) and (is_named or parts >= SEVERAL):
        return True
    is_numbered = profile.share_of_figures < NAMED or all(text in _NUMBERS for text in profile.distinct)
    return is_named and has_years and is_numbered and len(profile.distinct) <= FEW


def _limits(words: Sequence[str], profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    columns = []
    sizes = {size.index: size for size in sample_sizes(profiles, {one.index: _own(one) for one in profiles}, words)}
    # `Lower 95% Confidence Interval` is a limit, and no margin
    patterns = ((LOWER, Role.LOWER), (UPPER, Role.UPPER), (MARGIN, Role.MARGIN), (SAMPLE, Role.SAMPLE))
    for profile in _open(profiles, found):
        role = next((role for pattern, role in patterns if pattern.search(apart(profile.head))), None)
        size = sizes.get(profile.index)
        if size is not None and role in (None, Role.SAMPLE):
            period, rest = period_of(profile.heads)
            column = _column(profile, Role.SAMPLE, BESIDE_SHARES, is_doubtful=size.is_doubtful, measure=rest)
            columns.append(replace(column, period=period))
        elif STANDARD_ERROR.search(apart(profile.head)) and profile.share_of_figures >= SOME:
            columns.append(_column(profile, Role.IGNORED, "the standard error of figures, and no limit of them"))
        elif role and (_is_figures(profile) or (role == Role.MARGIN and profile.share_of_figures >= SOME)):
            period, rest = period_of(profile.heads)
            columns.append(replace(_column(profile, role, "by its head", measure=rest), period=period))
    return _in_pairs(columns)


BESIDE_SHARES = message("it stands beside percentages")


def _own(profile: Profile) -> str:
    """Return the lowest head of a column that is no period: `n` below `2023`, or below `All ages`."""
    return next((rest for head in reversed(profile.heads) if (rest := moment_in(head)[1])), "")


def _in_pairs(columns: list[Column]) -> list[Column]:
    """Leave out what is called `low` or `lower` without anything that is `high`; `n` alone says nothing either."""
    roles = {one.role for one in columns}
    pairs = {Role.LOWER: Role.UPPER, Role.UPPER: Role.LOWER}
    found = [one for one in columns if pairs.get(one.role, one.role) in roles]
    if {one.role for one in found} - {Role.SAMPLE}:
        return [replace(one, is_doubtful=False) for one in found]
    return [one for one in found if one.why == BESIDE_SHARES or len(one.head) > 1]


def _named(profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    """Columns whose head says what they are, and whose cells do not contradict."""
    columns = []
    for profile in _open(profiles, found):
        head = apart(profile.head)
        is_note = bool(NOTE.search(head)) or _says_where_from(profile, profiles)
        if SCALE.fullmatch(head.strip()):
            columns.append(_column(profile, Role.UNIT, "says in how many figures stand"))
        elif FLAGS.fullmatch(head.strip()) and _are_flags(profile):
            columns.append(_column(profile, Role.FLAG, "letters beside the figures"))
        elif NOTE_NUMBERS.fullmatch(head.strip()) and _is_figures(profile):
            columns.append(_column(profile, Role.IGNORED, "numbers of notes"))
        elif _is_figures(profile):
            continue
        elif UNIT.search(head) and not PLACE.search(head):
            columns.append(_column(profile, Role.UNIT, "by its head"))
        elif LEVEL.search(head) and len(profile.distinct) <= FEW:
            columns.append(_column(profile, Role.LEVEL, "by its head"))
        elif MEASURE.search(head):
            columns.append(_column(profile, _measure_or_code(profile, profiles), "by its head"))
        elif is_note or profile.is_prose:
            columns.append(_note(profile, is_note=is_note))
    return columns


def _measure_or_code(profile: Profile, profiles: Sequence[Profile]) -> Role:
    """Return the role of what a head calls a measure: codes say what is measured only where nothing has their names."""
    is_code = CODE.search(apart(profile.head)) or ID.search(profile.head)
    return Role.IGNORED if is_code and (profile.is_constant or _has_names(profile, profiles)) else Role.MEASURE


def _note(profile: Profile, *, is_note: bool) -> Column:
    """Return the column of a note beside figures; what is said of all of them says nothing of any."""
    if not is_note:
        return _column(profile, Role.NOTE, "sentences")
    is_of_all = profile.is_constant and len(profile.filled) == len(profile.texts) > 1
    return _column(profile, Role.IGNORED if is_of_all else Role.NOTE, EVERYWHERE if is_of_all else "by its head")


EVERYWHERE = "the same in every row"


def _has_names(codes: Profile, profiles: Sequence[Profile]) -> bool:
    """Say whether another column has the names of codes of measures."""
    return any(
        MEASURE.search(apart(other.head)) and not _is_figures(other)
        for other in profiles
        if other is not codes and not CODE.search(apart(other.head)) and not ID.search(other.head)
    ) or any(other.follows(codes) and codes.follows(other) for other in profiles if other is not codes and other.filled)


def _says_where_from(profile: Profile, profiles: Sequence[Profile]) -> bool:
    """Say whether a column has the sources of figures; the only one that names the rows says what they are of."""
    others = [other for other in profiles if other is not profile and not _is_figures(other)]
    return bool(SOURCE.fullmatch(apart(profile.head).strip())) and not (_names_rows(profile) and not others)


def _are_flags(profile: Profile) -> bool:
    return all(len(text) <= SHORT for text in profile.distinct)


def _codes_and_places(profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    """Places by what is known of them, then by their heads; codes by their heads, and as they go with the places."""
    columns: list[Column] = []
    left = _open(profiles, found)
    known = {
        profile.index
        for profile in left
        # 31 and 41 below a year count something, and are no codes of Nebraska and Oregon
        if _known_places(profile) >= 0.6 and not _is_bare_count(profile) and not _are_counts_of_a_period(profile)
    }
    by_head = _places_by_head(left, known)
    for profile in left:
        is_code = _is_code(profile, left) or (profile.index in known and _are_codes_beside(profile, left, known))
        if profile.index in known:
            role = Role.PLACE_CODE if is_code and len(known | by_head) > 1 else Role.PLACE
            columns.append(_column(profile, role, "most of them are known"))
        elif profile.index in by_head:
            columns.append(_column(profile, Role.PLACE_CODE if is_code else Role.PLACE, "by its head"))
    places = [one for one in columns if one.role == Role.PLACE]
    if not places:
        columns = [replace(one, role=Role.PLACE) if one.role == Role.PLACE_CODE else one for one in columns][
            :1
        ] or columns
    return _names_beside_codes(columns, left) or columns or _pair_of(left)


def _are_counts_of_a_period(profile: Profile) -> bool:
    return profile.share_of_figures >= SOME and bool(period_of(profile.heads)[0])


def _pair_of(left: Sequence[Profile]) -> list[Column]:
    """Take `CoC Number` and `CoC Name`, of which each goes with one of the other, for codes and names of places."""
    for names in left:
        what = _kept(names, NAME)
        if _is_figures(names) or not what or len(names.distinct) < SEVERAL:
            continue
        for codes in left:
            is_code = codes is not names and what == (_kept(codes, CODE) or _kept(codes, ID))
            if is_code and codes.follows(names) and names.follows(codes):
                why = "goes with the names beside it"
                return [_column(names, Role.PLACE, "names with codes"), _column(codes, Role.PLACE_CODE, why)]
    return []


def _kept(profile: Profile, words: re.Pattern[str]) -> str:
    """Return what else a head says that has a word for names, or for codes; empty where it has none."""
    head = apart(profile.head)
    return " ".join(words.sub(" ", head).split()).casefold() if words.search(head) else ""


def _are_codes_beside(profile: Profile, left: Sequence[Profile], known: set[int]) -> bool:
    """Say whether a column of known places has codes of one word with digits, and another one their names."""
    if not all(CODED.fullmatch(text) for text in profile.distinct):
        return False
    others = [other for other in left if other.index in known and other is not profile]
    return any(" " in text for other in others for text in other.distinct)


def _names_beside_codes(columns: list[Column], left: Sequence[Profile]) -> list[Column]:
    """Take a column of names beside the only column of places for the place, and that for its code: `1; Innenstadt`."""
    by_index = {profile.index: profile for profile in left}
    taken = {column.index for column in columns}
    places = [column for column in columns if column.role == Role.PLACE]
    if len(places) != 1:
        return []
    place = by_index[places[0].index]
    is_code = all(not any(character.isalpha() for character in text) or len(text) <= 8 for text in place.distinct)
    for profile in left:
        if (
            profile.index not in taken
            and not _is_figures(profile)
            and _is_figures(place)
            and _are_twins(profile, place)
        ):
            renamed = replace(places[0], role=Role.PLACE_CODE, why="goes with the names beside it")
            rest = [column for column in columns if column is not places[0]]
            return [renamed, _column(profile, Role.PLACE, "names beside the codes"), *rest]
        is_beside = abs(profile.index - place.index) == 1 and profile.index not in taken and not _is_figures(profile)
        if is_beside and NAME.search(apart(profile.head)) and is_code and profile.follows(place):
            renamed = replace(places[0], role=Role.PLACE_CODE, why="goes with the names beside it")
            rest = [column for column in columns if column is not places[0]]
            return [renamed, _column(profile, Role.PLACE, "names beside the codes"), *rest]
        if is_beside and (CODE.search(apart(profile.head)) or ID.search(profile.head)) and profile.follows(place):
            return [*columns, _column(profile, Role.PLACE_CODE, "goes with the places")]
    return []


def _places_by_head(left: Sequence[Profile], known: set[int]) -> set[int]:
    """Return the columns whose heads name places; `School phase` names none where another column has them."""
    found = {profile.index for profile in left if _is_place_by_head(profile, left)}
    named = {profile.index for profile in left if profile.index in found and _ends_with_place(profile.head)}
    return named if named or known else found


def _ends_with_place(head: str) -> bool:
    """Say whether what a head names is the place itself, `School district`, and no property of it, `School phase`."""
    words = re.sub(r"\([^)]*\)", " ", apart(head))
    return any(_is_last(words) for words in (words, LAST_WORDS.sub("", words)))


def _is_last(words: str) -> bool:
    found = list(PLACE.finditer(words))
    is_end = bool(found) and not words[found[-1].end() :].strip(" .,:/_-")
    return is_end and found[-1][0].lower() != "characteristic"


def _is_place_by_head(profile: Profile, left: Sequence[Profile]) -> bool:
    head = apart(profile.head)
    if _says_yes_or_no(profile) or _are_groups_of_people(profile):
        return False
    if not PLACE.search(head) or (TYPE.search(head) and not NAME.search(head)):
        return False
    return not _is_measured(profile) or any(_are_twins(profile, other) for other in left if not _is_figures(other))


def _says_yes_or_no(profile: Profile) -> bool:
    said = {text.casefold().strip(" +*†0123456789") for text in profile.distinct}
    return bool(said) and said <= YES_OR_NO


def _are_groups_of_people(profile: Profile) -> bool:
    """Say whether a list of characteristics is one of ages, sexes, races: groups of people, and no places."""
    found = sum(bool(PEOPLE.search(text)) for text in profile.distinct)
    return found > 2 and found * 4 >= len(profile.distinct)


def _are_twins(profile: Profile, other: Profile) -> bool:
    """Say whether two columns name the same things, each in many rows."""
    is_repeated = 1 < len(profile.distinct) * 2 <= len(profile.texts) and len(profile.distinct) == len(other.distinct)
    return is_repeated and profile.follows(other) and other.follows(profile)


def _is_code(profile: Profile, left: Sequence[Profile]) -> bool:
    head = apart(profile.head)
    if NAME.search(head):
        return False
    if CODE.search(head) or ID.search(profile.head):
        return True
    return _is_figures(profile) and any(profile.follows(other) and not _is_figures(other) for other in left)


def _is_measured(profile: Profile) -> bool:
    """Say whether a column under the word for a place counts something: `Region total`, `schools`."""
    if not _is_figures(profile):
        return False
    head = apart(profile.head)
    return not (CODE.search(head) or ID.search(profile.head) or NAME.search(head)) and not _is_padded(profile)


def _is_padded(profile: Profile) -> bool:
    """Say whether numbers begin with zeros, as only codes do."""
    return any(len(text) > 1 and text.startswith("0") and text.isdecimal() for text in profile.distinct)


def _is_bare_count(profile: Profile) -> bool:
    """Say whether numbers only happen to be codes of places: 1 to 56 are counts as well."""
    if not _is_figures(profile):
        return False
    head = apart(profile.head)
    is_named = CODE.search(head) or ID.search(profile.head) or PLACE.fullmatch(head)
    return not (is_named or _is_padded(profile))


def _known_places(profile: Profile) -> float:
    texts = [text for text in profile.distinct if not TOTALS.fullmatch(text)]
    if not texts or len(texts) < 2:
        return 0.0
    if is_region_of_eu(list(texts)):
        return 1.0
    return sum(bool(levels_of(text)) for text in texts) / len(texts)


def _figures(profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    columns = []
    has_place = any(column.role == Role.PLACE for column in found.values())
    for profile in _open(profiles, found):
        if not _is_figures(profile):
            continue
        head = apart(profile.head)
        period, _ = period_of(profile.heads)
        twin = next((one for one in found.values() if _is_code_of(profile, one, profiles)), None)
        if not period and twin is not None:
            role = Role.PLACE_CODE if twin.role == Role.PLACE else Role.IGNORED
            columns.append(_column(profile, role, "goes with the places" if twin.role == Role.PLACE else "a code"))
        elif not period and AGE.search(head) and len(profile.distinct) * 2 <= len(profile.texts):
            columns.append(_column(profile, Role.BREAKDOWN, "a number that describes, and counts nothing"))
        elif not period and _is_identifier(profile) and _names_what_is_counted(profile, profiles):
            columns.append(_column(profile, Role.BREAKDOWN, "codes of what is counted"))
        elif not period and (ID.search(profile.head) or (_is_identifier(profile) and has_place)):
            columns.append(_column(profile, Role.IGNORED, "a number that names, and counts nothing"))
        else:
            columns.append(_value(profile, "figures"))
    return columns


def _names_what_is_counted(profile: Profile, profiles: Sequence[Profile]) -> bool:
    """Say whether codes, each in many rows, go with the names of no other column: they alone part these rows."""
    is_repeated = 1 < len(profile.distinct) * 2 <= len(profile.texts)
    return is_repeated and not any(
        profile.follows(other) for other in profiles if other is not profile and not _is_figures(other) and other.filled
    )


def _is_code_of(profile: Profile, column: Column, profiles: Sequence[Profile]) -> bool:
    """Say whether whole numbers under the head of a code go with the names of another column, one with each."""
    other = profiles[column.index]
    # numbers of one length that go with names are codes, whatever they are called: those of hospitals in France
    is_long = len({len(text) for text in profile.distinct}) == 1 and len(profile.example) >= LONG_CODE
    is_named = CODE.search(apart(profile.head)) or ID.search(profile.head) or is_long
    is_name = column.role in (Role.PLACE, Role.BREAKDOWN) and not _is_figures(other)
    return bool(is_named) and is_name and all(map(str.isdecimal, profile.distinct)) and _are_twins(profile, other)


def _value(profile: Profile, why: str) -> Column:
    period, rest = period_of(profile.heads)
    said = next((mark for head in profile.heads if (mark := mark_of(head)) and moment(head)), "")
    return replace(_column(profile, Role.VALUE, why, measure=rest), period=period, scenario=said)


def _is_identifier(profile: Profile) -> bool:
    head = apart(profile.head)
    is_code_alone = CODE.fullmatch(head) and head.lower() != "number" and len(profile.distinct) == len(profile.filled)
    return bool(LAST_CODE.search(head) or is_code_alone)


def period_of(heads: Sequence[str]) -> tuple[str, str]:
    """Return the period that the heads over a column name, the lowest first, and what else they say."""
    for place in range(len(heads) - 1, -1, -1):
        period, rest = moment_in(heads[place])
        if period:
            others = [*heads[:place], rest, *heads[place + 1 :]]
            part = next((other for other in others if part_of_year(other)), "")
            if part and shape_of(period) == "year":  # `2023` over `Jan`
                others.remove(part)
                period = divided(period, part, first=part)
            return period, measured(others)
    return "", measured(heads)


def measured(heads: Sequence[str]) -> str:
    """Return what heads say is measured, from the top down: `Estimate` under another head says nothing more."""
    words = [head for head in heads if head]
    telling = [head for head in words if head.lower() not in EMPTY_WORDS]
    return ", ".join(telling or words)


EMPTY_WORDS = frozenset({"estimate", "estimates", "value", "values", "wert", "valor"})


def _scenarios(columns: list[Column]) -> list[Column]:
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


def _of_titles(titles: Sequence[str], profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    """Take names without a head for places where the title says that there are: `Cases by county`."""
    if any(column.role == Role.PLACE for column in found.values()):
        return []
    left = [profile for profile in _open(profiles, found) if not profile.heads and len(profile.distinct) > 1]
    said = next((word[0] for title in titles if (word := PLACE.search(title))), "")
    return [_column(left[0], Role.PLACE, f"the title says `{said}`")] if left and said else []


def _lines(profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    """Labels without a head beside years: lines with their total are members, others each a measure of its own."""
    columns: list[Column] = []
    has_places = any(column.role == Role.PLACE for column in found.values())
    is_wide = any(column.period for column in found.values())
    for profile in _open(profiles, found):
        # over the names of lines, beside years, `Year` is said of the heads that follow
        is_corner = bool(PERIOD.fullmatch(apart(profile.head).strip())) and profile.share_of_moments < SOME
        is_headless = (not profile.heads or is_corner) and is_wide and _names_rows(profile)
        if profile.head in (GROUP, ITEM):
            columns.append(_column(profile, Role.BREAKDOWN, "labels that were carried down"))
        elif is_headless and any(map(WHOLES.fullmatch, profile.distinct)):
            columns.append(replace(_column(profile, Role.BREAKDOWN, "lines with their total"), head=""))
        elif is_headless and not has_places:
            why = message("a column without a head, beside years")
            columns.append(replace(_column(profile, Role.MEASURE, why, is_doubtful=True), head=""))
    return columns


def _names_rows(profile: Profile) -> bool:
    """Say whether nearly every row has a text of its own in a column."""
    is_own = len(profile.distinct) * 10 >= len(profile.filled) * 9
    return is_own and len(profile.filled) * 2 > len(profile.texts)


def _no_members(profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    """Sheets that are named after the periods of their rows, and figures among many signs."""
    columns: list[Column] = []
    periods = [profiles[index] for index, column in found.items() if column.role == Role.PERIOD]
    is_wide = any(column.role == Role.VALUE and column.period for column in found.values())
    wide = _are_of_periods(profiles)
    for profile in _open(profiles, found):
        if profile.head == SHEET and periods and profile.follows(periods[0]):
            columns.append(_column(profile, Role.IGNORED, "goes with the periods"))
        elif profile.index in wide or (is_wide and period_of(profile.heads)[0] and profile.share_of_figures):
            columns.append(_value(profile, "figures of a period, as those beside it"))
        elif _has_decimals(profile):
            why = message("some of its cells are figures with decimals")
            columns.append(replace(_value(profile, why), is_doubtful=True))
        elif _are_words_between(profile):
            why = message("most of its cells are figures, the others words")
            columns.append(replace(_value(profile, why), is_doubtful=True))
    return columns


def _are_of_periods(profiles: Sequence[Profile]) -> frozenset[int]:
    """Return the columns whose heads say the same but for their periods, where some of them hold figures.

    Whatever words stand in a column below `2023`, between `2022` and `2024`, they stand in place of figures.
    """
    alike: dict[tuple[str, str], list[Profile]] = defaultdict(list)
    for profile in profiles:
        period, rest = period_of(profile.heads)
        if period and not profile.is_prose:
            alike[rest, shape_of(period)].append(profile)
    return frozenset(
        profile.index
        for group in alike.values()
        if len(group) > 1 and any(profile.share_of_figures for profile in group)
        for profile in group
    )


def _are_words_between(profile: Profile) -> bool:
    """Say whether words stand in place of some figures, `not open yet`; codes and grades are figures and words, too."""
    head = apart(profile.head)
    words = [text for text, one in zip(profile.texts, profile.readings, strict=True) if one.kind == CellKind.TEXT]
    are_plain = not any(character.isdigit() for text in words for character in text)
    is_counted = len({text for text in profile.distinct if text not in words}) >= SEVERAL
    is_named = AGE.search(head) or CODE.search(head) or TYPE.search(head) or LEVEL.search(head) or PLACE.search(head)
    is_plain = bool(words) and are_plain and min(map(len, words)) > 1 and any(map(str.isalpha, head))
    return profile.share_of_figures >= SOME and is_plain and is_counted and not is_named


def _texts(profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    """What is left: breakdowns, and the first column of names, which then is that of the places."""
    columns: list[Column] = []
    places = [profiles[index] for index, column in found.items() if column.role == Role.PLACE]
    for profile in _open(profiles, found):
        rows = len(profile.texts)
        is_named = _names_rows(profile)
        useless = _useless(profile)
        if AGE.search(apart(profile.head)) and len(profile.distinct) > 1:
            columns.append(_column(profile, Role.BREAKDOWN, "by its head"))
        elif _are_groups_of_people(profile):
            columns.append(_column(profile, Role.BREAKDOWN, "groups of people"))
        elif useless:
            columns.append(_column(profile, Role.IGNORED, useless))
        elif is_named and not places and rows > 1:
            columns.append(_column(profile, Role.PLACE, message("each row is about another one"), is_doubtful=True))
            places = [profile]
        elif places and profile.follows(places[0]) and len(profile.distinct) == len(places[0].distinct):
            columns.append(
                _column(profile, Role.PLACE_CODE if _is_code(profile, []) else Role.IGNORED, "goes with the places")
            )
        elif (
            places
            and profile.follows(places[0])
            and not any(one.role == Role.LEVEL for one in (*found.values(), *columns))
            and len(profile.distinct) <= max(FEW, len(places[0].distinct) // 10)
            and max(map(len, profile.distinct)) <= LONG
        ):
            columns.append(
                _column(profile, Role.LEVEL, message("each place has one: a kind of place"), is_doubtful=True)
            )
        elif len(profile.distinct) * 2 <= rows:
            columns.append(_column(profile, Role.BREAKDOWN, MEMBERS))
        else:
            columns.append(_column(profile, Role.NOTE, message("text beside the figures"), is_doubtful=True))
    return columns


def _has_decimals(profile: Profile) -> bool:
    """Say whether figures with decimals stand in a column, which no members of a breakdown have, whatever else does."""
    values = [reading.value for reading in profile.readings if reading.kind == CellKind.FIGURE]
    broken = sum(value is not None and value != value.to_integral_value() for value in values)
    return broken >= SEVERAL and broken * 10 >= len(profile.filled)


def _useless(profile: Profile) -> str:
    """Return why a column of texts is not used; empty where it says something about some of the rows."""
    if not profile.heads and not any(map(str.isalnum, "".join(profile.distinct))):
        return "signs without a head"
    if profile.is_constant and len(profile.filled) == len(profile.texts) > 1:
        return EVERYWHERE
    return "says yes or no of each row" if _says_yes_or_no(profile) else ""


def _with_true_levels(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
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


def _without_twins(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
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


def _with_limits(columns: list[Column]) -> list[Column]:
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
