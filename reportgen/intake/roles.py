"""Say what each column of a foreign table is: its role, and why that is thought."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reportgen.intake.columns import Column, Role, as_column
from reportgen.intake.extent import LONG
from reportgen.intake.gazetteers import WHOLES
from reportgen.intake.heads import (
    AGE,
    CHANNEL,
    CODE,
    FLAGS,
    ID,
    LAST_WORDS,
    LEVEL,
    LOWER,
    MARGIN,
    MEASURE,
    NAME,
    NOTE,
    NOTE_NUMBERS,
    PERIOD,
    PLACE,
    RANK,
    SAMPLE,
    SCALE,
    STANDARD_ERROR,
    TECHNICAL,
    UNIT,
    UPPER,
    apart,
)
from reportgen.intake.labels import GROUP, ITEM, SHEET
from reportgen.intake.looks import (
    EVERYWHERE,
    FEW,
    SEVERAL,
    SOME,
    are_addresses,
    are_codes_beside,
    are_counts_of_a_period,
    are_flags,
    are_groups_of_people,
    are_in_brackets,
    are_words_between,
    has_decimals,
    has_names_beside,
    is_bare_count,
    is_code_of,
    is_figures,
    is_identifier,
    is_part_of_period,
    is_place_by_head,
    known_places,
    looks_like_code,
    names_rows,
    names_what_is_counted,
    own_words,
    period_of,
    says_where_from,
    why_useless,
    words_kept,
)
from reportgen.intake.moments import mark_of, moment, moment_in, shape_of
from reportgen.intake.numerals import CellKind
from reportgen.intake.samples import sample_sizes
from reportgen.intake.together import (
    BESIDE_SHARES,
    MEMBERS,
    in_pairs,
    levels_as_places,
    names_beside_codes,
    one_for_places,
    totals_of_periods,
    unit_beside,
    with_limits,
    with_scenarios,
    with_true_levels,
    with_units_of_their_own,
    without_codes,
    without_descriptions,
    without_names_of_others,
    without_rounded,
    without_totals,
    without_twins,
)
from reportgen.language import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.intake.profiles import Profile

WITHOUT_PERIOD = message("names no period, as the others do")
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
    columns = with_true_levels([unit_beside(found[profile.index], found) for profile in profiles], profiles)
    columns = without_twins(without_names_of_others(one_for_places(columns, profiles), profiles), profiles)
    columns = with_units_of_their_own(levels_as_places(columns, profiles), profiles)
    columns = without_descriptions(without_rounded(without_codes(columns, profiles), profiles), profiles)
    return with_limits(without_totals(with_scenarios(totals_of_periods(columns))))


def _open(profiles: Sequence[Profile], found: dict[int, Column]) -> list[Profile]:
    return [profile for profile in profiles if profile.index not in found]


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
            columns.append(as_column(profile, role, "empty, under the head of the figures" if is_beside else "empty"))
        elif before is not None and before.heads == profile.heads and profile.heads and are_in_brackets(profile):
            columns.append(
                as_column(profile, Role.IGNORED, "stands in brackets beside its figures: their standard error")
            )
        elif are_addresses(profile):
            columns.append(as_column(profile, Role.IGNORED, "addresses of people"))
        elif _serves_the_keeper(profile):
            columns.append(as_column(profile, Role.IGNORED, "serves who keeps the file"))
        elif profile.is_numbering and (
            not profile.heads or RANK.search(profile.head) or _ORDER.fullmatch(profile.head)
        ):
            columns.append(as_column(profile, Role.IGNORED, "numbers the rows"))
        elif RANK.search(profile.head) and is_figures(profile):
            columns.append(as_column(profile, Role.IGNORED, "a rank, which measures nothing itself"))
    return columns


_ORDER = re.compile(r"(?i)(?:sort[ _-]?)?order|nr\.?|no\.?|#|lfd\.? ?nr\.?|orden")
"""Heads of numbers that only put rows in order."""


LONGEST_COUNT = 6
"""Digits of a count; a number of a telephone has more."""


def _serves_the_keeper(profile: Profile) -> bool:
    """Say whether a column only serves who keeps the file: `Phone` does above numbers to call, not above counts."""
    head = profile.head.strip()
    is_named = bool(TECHNICAL.fullmatch(head) or TECHNICAL.fullmatch(apart(head)))
    are_counts = profile.share_of_figures >= 0.8 and max(map(len, profile.distinct), default=0) <= LONGEST_COUNT
    return is_named and not (CHANNEL.fullmatch(head) and are_counts)


def _periods(profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    columns: list[Column] = []
    years = [profile for profile in _open(profiles, found) if profile.share_of_moments >= 0.9]
    by_head = [profile for profile in years if PERIOD.search(apart(profile.head))]
    for profile in by_head or years[:1]:
        if not by_head and moment_in(profile.head)[0]:
            continue  # figures that could all be years, under the head of a period
        why = "every cell names a period" if by_head else message("every cell could be a year")
        columns.append(as_column(profile, Role.PERIOD, why, is_doubtful=not by_head))
    taken = {column.index for column in columns}
    for profile in _open(profiles, found):
        if profile.index not in taken and is_part_of_period(profile, has_years=bool(columns)):
            return [*columns, as_column(profile, Role.PERIOD_PART, "divides the years")]
    return columns


def _limits(words: Sequence[str], profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    columns = []
    sizes = {
        size.index: size for size in sample_sizes(profiles, {one.index: own_words(one) for one in profiles}, words)
    }
    # `Lower 95% Confidence Interval` is a limit, and no margin
    patterns = ((LOWER, Role.LOWER), (UPPER, Role.UPPER), (MARGIN, Role.MARGIN), (SAMPLE, Role.SAMPLE))
    for profile in _open(profiles, found):
        role = next((role for pattern, role in patterns if pattern.search(apart(profile.head))), None)
        size = sizes.get(profile.index)
        if size is not None and role in (None, Role.SAMPLE):
            period, rest = period_of(profile.heads)
            column = as_column(profile, Role.SAMPLE, BESIDE_SHARES, is_doubtful=size.is_doubtful, measure=rest)
            columns.append(replace(column, period=period))
        elif STANDARD_ERROR.search(apart(profile.head)) and profile.share_of_figures >= SOME:
            columns.append(as_column(profile, Role.IGNORED, "the standard error of figures, and no limit of them"))
        elif role and (is_figures(profile) or (role == Role.MARGIN and profile.share_of_figures >= SOME)):
            period, rest = period_of(profile.heads)
            columns.append(replace(as_column(profile, role, "by its head", measure=rest), period=period))
    return in_pairs(columns)


def _named(profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    """Columns whose head says what they are, and whose cells do not contradict."""
    columns = []
    for profile in _open(profiles, found):
        head = apart(profile.head)
        is_note = bool(NOTE.search(head)) or says_where_from(profile, profiles)
        if SCALE.fullmatch(head.strip()):
            columns.append(as_column(profile, Role.UNIT, "says in how many figures stand"))
        elif FLAGS.fullmatch(head.strip()) and are_flags(profile):
            columns.append(as_column(profile, Role.FLAG, "letters beside the figures"))
        elif NOTE_NUMBERS.fullmatch(head.strip()) and is_figures(profile):
            columns.append(as_column(profile, Role.IGNORED, "numbers of notes"))
        elif is_figures(profile):
            continue
        elif UNIT.search(head) and not PLACE.search(head):
            columns.append(as_column(profile, Role.UNIT, "by its head"))
        elif LEVEL.search(head) and len(profile.distinct) <= FEW:
            columns.append(as_column(profile, Role.LEVEL, "by its head"))
        elif MEASURE.search(head):
            columns.append(as_column(profile, _measure_or_code(profile, profiles), "by its head"))
        elif is_note or profile.is_prose:
            columns.append(_note(profile, is_note=is_note))
    return columns


def _measure_or_code(profile: Profile, profiles: Sequence[Profile]) -> Role:
    """Return the role of what a head calls a measure: codes say what is measured only where nothing has their names."""
    is_code = CODE.search(apart(profile.head)) or ID.search(profile.head)
    return Role.IGNORED if is_code and (profile.is_constant or has_names_beside(profile, profiles)) else Role.MEASURE


def _note(profile: Profile, *, is_note: bool) -> Column:
    """Return the column of a note beside figures; what is said of all of them says nothing of any."""
    if not is_note:
        return as_column(profile, Role.NOTE, "sentences")
    is_of_all = profile.is_constant and len(profile.filled) == len(profile.texts) > 1
    return as_column(profile, Role.IGNORED if is_of_all else Role.NOTE, EVERYWHERE if is_of_all else "by its head")


def _codes_and_places(profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    """Places by what is known of them, then by their heads; codes by their heads, and as they go with the places."""
    columns: list[Column] = []
    left = _open(profiles, found)
    known = {
        profile.index
        for profile in left
        # 31 and 41 below a year count something, and are no codes of Nebraska and Oregon
        if known_places(profile) >= 0.6 and not is_bare_count(profile) and not are_counts_of_a_period(profile)
    }
    by_head = _places_by_head(left, known)
    for profile in left:
        is_code = looks_like_code(profile, left) or (profile.index in known and are_codes_beside(profile, left, known))
        if profile.index in known:
            role = Role.PLACE_CODE if is_code and len(known | by_head) > 1 else Role.PLACE
            columns.append(as_column(profile, role, "most of them are known"))
        elif profile.index in by_head:
            columns.append(as_column(profile, Role.PLACE_CODE if is_code else Role.PLACE, "by its head"))
    places = [one for one in columns if one.role == Role.PLACE]
    if not places:
        columns = [replace(one, role=Role.PLACE) if one.role == Role.PLACE_CODE else one for one in columns][
            :1
        ] or columns
    return names_beside_codes(columns, left) or columns or _pair_of(left)


def _pair_of(left: Sequence[Profile]) -> list[Column]:
    """Take `CoC Number` and `CoC Name`, of which each goes with one of the other, for codes and names of places."""
    for names in left:
        what = words_kept(names, NAME)
        if is_figures(names) or not what or len(names.distinct) < SEVERAL:
            continue
        for codes in left:
            is_code = codes is not names and what == (words_kept(codes, CODE) or words_kept(codes, ID))
            if is_code and codes.follows(names) and names.follows(codes):
                why = "goes with the names beside it"
                return [as_column(names, Role.PLACE, "names with codes"), as_column(codes, Role.PLACE_CODE, why)]
    return []


def _places_by_head(left: Sequence[Profile], known: set[int]) -> set[int]:
    """Return the columns whose heads name places; `School phase` names none where another column has them."""
    found = {profile.index for profile in left if is_place_by_head(profile, left)}
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


def _figures(profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    columns = []
    has_place = any(column.role == Role.PLACE for column in found.values())
    for profile in _open(profiles, found):
        if not is_figures(profile):
            continue
        head = apart(profile.head)
        period, _ = period_of(profile.heads)
        twin = next((one for one in found.values() if is_code_of(profile, one, profiles)), None)
        if not period and twin is not None:
            role = Role.PLACE_CODE if twin.role == Role.PLACE else Role.IGNORED
            columns.append(as_column(profile, role, "goes with the places" if twin.role == Role.PLACE else "a code"))
        elif not period and AGE.search(head) and len(profile.distinct) * 2 <= len(profile.texts):
            columns.append(as_column(profile, Role.BREAKDOWN, "a number that describes, and counts nothing"))
        elif not period and is_identifier(profile) and names_what_is_counted(profile, profiles):
            columns.append(as_column(profile, Role.BREAKDOWN, "codes of what is counted"))
        elif not period and (ID.search(profile.head) or (is_identifier(profile) and has_place)):
            columns.append(as_column(profile, Role.IGNORED, "a number that names, and counts nothing"))
        else:
            columns.append(_value(profile, "figures"))
    return columns


def _value(profile: Profile, why: str) -> Column:
    period, rest = period_of(profile.heads)
    said = next((mark for head in profile.heads if (mark := mark_of(head)) and moment(head)), "")
    return replace(as_column(profile, Role.VALUE, why, measure=rest), period=period, scenario=said)


def _of_titles(titles: Sequence[str], profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    """Take names without a head for places where the title says that there are: `Cases by county`."""
    if any(column.role == Role.PLACE for column in found.values()):
        return []
    left = [profile for profile in _open(profiles, found) if not profile.heads and len(profile.distinct) > 1]
    said = next((word[0] for title in titles if (word := PLACE.search(title))), "")
    return [as_column(left[0], Role.PLACE, f"the title says `{said}`")] if left and said else []


def _lines(profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    """Labels without a head beside years: lines with their total are members, others each a measure of its own."""
    columns: list[Column] = []
    has_places = any(column.role == Role.PLACE for column in found.values())
    is_wide = any(column.period for column in found.values())
    for profile in _open(profiles, found):
        # over the names of lines, beside years, `Year` is said of the heads that follow
        is_corner = bool(PERIOD.fullmatch(apart(profile.head).strip())) and profile.share_of_moments < SOME
        is_headless = (not profile.heads or is_corner) and is_wide and names_rows(profile)
        if profile.head in (GROUP, ITEM):
            columns.append(as_column(profile, Role.BREAKDOWN, "labels that were carried down"))
        elif is_headless and any(map(WHOLES.fullmatch, profile.distinct)):
            columns.append(replace(as_column(profile, Role.BREAKDOWN, "lines with their total"), head=""))
        elif is_headless and not has_places:
            why = message("a column without a head, beside years")
            columns.append(replace(as_column(profile, Role.MEASURE, why, is_doubtful=True), head=""))
    return columns


def _no_members(profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    """Sheets that are named after the periods of their rows, and figures among many signs."""
    columns: list[Column] = []
    periods = [profiles[index] for index, column in found.items() if column.role == Role.PERIOD]
    is_wide = any(column.role == Role.VALUE and column.period for column in found.values())
    wide = _are_of_periods(profiles)
    for profile in _open(profiles, found):
        if profile.head == SHEET and periods and profile.follows(periods[0]):
            columns.append(as_column(profile, Role.IGNORED, "goes with the periods"))
        elif profile.index in wide or (is_wide and period_of(profile.heads)[0] and profile.share_of_figures):
            columns.append(_value(profile, "figures of a period, as those beside it"))
        elif has_decimals(profile):
            why = message("some of its cells are figures with decimals")
            columns.append(replace(_value(profile, why), is_doubtful=True))
        elif are_words_between(profile):
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


def _texts(profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    """What is left: breakdowns, and the first column of names, which then is that of the places."""
    columns: list[Column] = []
    places = [profiles[index] for index, column in found.items() if column.role == Role.PLACE]
    for profile in _open(profiles, found):
        rows = len(profile.texts)
        is_named = names_rows(profile)
        useless = why_useless(profile)
        if AGE.search(apart(profile.head)) and len(profile.distinct) > 1:
            columns.append(as_column(profile, Role.BREAKDOWN, "by its head"))
        elif are_groups_of_people(profile):
            columns.append(as_column(profile, Role.BREAKDOWN, "groups of people"))
        elif useless:
            columns.append(as_column(profile, Role.IGNORED, useless))
        elif is_named and not places and rows > 1:
            columns.append(as_column(profile, Role.PLACE, message("each row is about another one"), is_doubtful=True))
            places = [profile]
        elif places and profile.follows(places[0]) and len(profile.distinct) == len(places[0].distinct):
            columns.append(
                as_column(
                    profile, Role.PLACE_CODE if looks_like_code(profile, []) else Role.IGNORED, "goes with the places"
                )
            )
        elif (
            places
            and profile.follows(places[0])
            and not any(one.role == Role.LEVEL for one in (*found.values(), *columns))
            and len(profile.distinct) <= max(FEW, len(places[0].distinct) // 10)
            and max(map(len, profile.distinct)) <= LONG
        ):
            columns.append(
                as_column(profile, Role.LEVEL, message("each place has one: a kind of place"), is_doubtful=True)
            )
        elif len(profile.distinct) * 2 <= rows:
            columns.append(as_column(profile, Role.BREAKDOWN, MEMBERS))
        else:
            columns.append(as_column(profile, Role.NOTE, message("text beside the figures"), is_doubtful=True))
    return columns
