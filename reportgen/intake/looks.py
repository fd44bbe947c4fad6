"""What the cells of a column look like, whatever its head says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.intake.columns import Column, Role
from reportgen.intake.gazetteers import TOTALS, is_region_of_eu, levels_of
from reportgen.intake.heads import (
    AGE,
    CODE,
    CODED,
    ID,
    LAST_CODE,
    LEVEL,
    MEASURE,
    NAME,
    PART,
    PEOPLE,
    PLACE,
    SOURCE,
    TYPE,
    apart,
)
from reportgen.intake.moments import divided, is_subtotal, moment_in, part_of_year, shape_of
from reportgen.intake.numerals import CellKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.intake.profiles import Profile

LONG_CODE = 6
"""Digits from which on numbers that go with names are codes."""
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


def is_figures(profile: Profile) -> bool:
    """Say whether nearly all cells are figures."""
    return profile.share_of_figures >= 0.8


def are_in_brackets(profile: Profile) -> bool:
    """Say whether all that stands in a column is in brackets: `(0.45)`, and `(†)` where there is none."""
    inside = [text for text in profile.filled if _BRACKETED.fullmatch(text)]
    return len(inside) == len(profile.filled) > 0 and any(character.isdigit() for character in "".join(inside))


_BRACKETED = re.compile(r"[(\[](?:[0-9.,]+|[^\w\s]{1,3})[)\]]")


def are_addresses(profile: Profile) -> bool:
    """Say whether the cells are addresses of electronic mail."""
    return bool(profile.filled) and all(map(_ADDRESS.fullmatch, profile.distinct))


_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)


def is_part_of_period(profile: Profile, *, has_years: bool) -> bool:
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


def own_words(profile: Profile) -> str:
    """Return the lowest head of a column that is no period: `n` below `2023`, or below `All ages`."""
    return next((rest for head in reversed(profile.heads) if (rest := moment_in(head)[1])), "")


EVERYWHERE = "the same in every row"


def has_names_beside(codes: Profile, profiles: Sequence[Profile]) -> bool:
    """Say whether another column has the names of codes of measures."""
    return any(
        MEASURE.search(apart(other.head)) and not is_figures(other)
        for other in profiles
        if other is not codes and not CODE.search(apart(other.head)) and not ID.search(other.head)
    ) or any(other.follows(codes) and codes.follows(other) for other in profiles if other is not codes and other.filled)


def says_where_from(profile: Profile, profiles: Sequence[Profile]) -> bool:
    """Say whether a column has the sources of figures; the only one that names the rows says what they are of."""
    others = [other for other in profiles if other is not profile and not is_figures(other)]
    return bool(SOURCE.fullmatch(apart(profile.head).strip())) and not (names_rows(profile) and not others)


def are_flags(profile: Profile) -> bool:
    """Say whether the cells are letters that a status has."""
    return all(len(text) <= SHORT for text in profile.distinct)


def are_counts_of_a_period(profile: Profile) -> bool:
    """Say whether cells are figures under a head that names a period."""
    return profile.share_of_figures >= SOME and bool(period_of(profile.heads)[0])


def words_kept(profile: Profile, words: re.Pattern[str]) -> str:
    """Return what else a head says that has a word for names, or for codes; empty where it has none."""
    head = apart(profile.head)
    return " ".join(words.sub(" ", head).split()).casefold() if words.search(head) else ""


def are_codes_beside(profile: Profile, left: Sequence[Profile], known: set[int]) -> bool:
    """Say whether a column of known places has codes of one word with digits, and another one their names."""
    if not all(CODED.fullmatch(text) for text in profile.distinct):
        return False
    others = [other for other in left if other.index in known and other is not profile]
    return any(" " in text for other in others for text in other.distinct)


def is_place_by_head(profile: Profile, left: Sequence[Profile]) -> bool:
    """Say whether the head says that the cells are places."""
    head = apart(profile.head)
    if _says_yes_or_no(profile) or are_groups_of_people(profile):
        return False
    if not PLACE.search(head) or (TYPE.search(head) and not NAME.search(head)):
        return False
    return not _is_measured(profile) or any(are_twins(profile, other) for other in left if not is_figures(other))


def _says_yes_or_no(profile: Profile) -> bool:
    said = {text.casefold().strip(" +*†0123456789") for text in profile.distinct}
    return bool(said) and said <= YES_OR_NO


def are_groups_of_people(profile: Profile) -> bool:
    """Say whether a list of characteristics is one of ages, sexes, races: groups of people, and no places."""
    found = sum(bool(PEOPLE.search(text)) for text in profile.distinct)
    return found > 2 and found * 4 >= len(profile.distinct)


def are_twins(profile: Profile, other: Profile) -> bool:
    """Say whether two columns name the same things, each in many rows."""
    is_repeated = 1 < len(profile.distinct) * 2 <= len(profile.texts) and len(profile.distinct) == len(other.distinct)
    return is_repeated and profile.follows(other) and other.follows(profile)


def looks_like_code(profile: Profile, left: Sequence[Profile]) -> bool:
    """Say whether the cells are codes, of places as of anything else."""
    head = apart(profile.head)
    if NAME.search(head):
        return False
    if CODE.search(head) or ID.search(profile.head):
        return True
    return is_figures(profile) and any(profile.follows(other) and not is_figures(other) for other in left)


def _is_measured(profile: Profile) -> bool:
    """Say whether a column under the word for a place counts something: `Region total`, `schools`."""
    if not is_figures(profile):
        return False
    head = apart(profile.head)
    return not (CODE.search(head) or ID.search(profile.head) or NAME.search(head)) and not _is_padded(profile)


def _is_padded(profile: Profile) -> bool:
    """Say whether numbers begin with zeros, as only codes do."""
    return any(len(text) > 1 and text.startswith("0") and text.isdecimal() for text in profile.distinct)


def is_bare_count(profile: Profile) -> bool:
    """Say whether numbers only happen to be codes of places: 1 to 56 are counts as well."""
    if not is_figures(profile):
        return False
    head = apart(profile.head)
    is_named = CODE.search(head) or ID.search(profile.head) or PLACE.fullmatch(head)
    return not (is_named or _is_padded(profile))


def known_places(profile: Profile) -> float:
    """Return the share of the different texts that are known places."""
    texts = [text for text in profile.distinct if not TOTALS.fullmatch(text)]
    if not texts or len(texts) < 2:
        return 0.0
    if is_region_of_eu(list(texts)):
        return 1.0
    return sum(bool(levels_of(text)) for text in texts) / len(texts)


def names_what_is_counted(profile: Profile, profiles: Sequence[Profile]) -> bool:
    """Say whether codes, each in many rows, go with the names of no other column: they alone part these rows."""
    is_repeated = 1 < len(profile.distinct) * 2 <= len(profile.texts)
    return is_repeated and not any(
        profile.follows(other) for other in profiles if other is not profile and not is_figures(other) and other.filled
    )


def is_code_of(profile: Profile, column: Column, profiles: Sequence[Profile]) -> bool:
    """Say whether whole numbers under the head of a code go with the names of another column, one with each."""
    other = profiles[column.index]
    # numbers of one length that go with names are codes, whatever they are called: those of hospitals in France
    is_long = len({len(text) for text in profile.distinct}) == 1 and len(profile.example) >= LONG_CODE
    is_named = CODE.search(apart(profile.head)) or ID.search(profile.head) or is_long
    is_name = column.role in (Role.PLACE, Role.BREAKDOWN) and not is_figures(other)
    return bool(is_named) and is_name and all(map(str.isdecimal, profile.distinct)) and are_twins(profile, other)


def is_identifier(profile: Profile) -> bool:
    """Say whether the cells only number or identify the rows."""
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


def names_rows(profile: Profile) -> bool:
    """Say whether nearly every row has a text of its own in a column."""
    is_own = len(profile.distinct) * 10 >= len(profile.filled) * 9
    return is_own and len(profile.filled) * 2 > len(profile.texts)


def are_words_between(profile: Profile) -> bool:
    """Say whether words stand in place of some figures, `not open yet`; codes and grades are figures and words, too."""
    head = apart(profile.head)
    words = [text for text, one in zip(profile.texts, profile.readings, strict=True) if one.kind == CellKind.TEXT]
    are_plain = not any(character.isdigit() for text in words for character in text)
    is_counted = len({text for text in profile.distinct if text not in words}) >= SEVERAL
    is_named = AGE.search(head) or CODE.search(head) or TYPE.search(head) or LEVEL.search(head) or PLACE.search(head)
    is_plain = bool(words) and are_plain and min(map(len, words)) > 1 and any(map(str.isalpha, head))
    return profile.share_of_figures >= SOME and is_plain and is_counted and not is_named


def has_decimals(profile: Profile) -> bool:
    """Say whether figures with decimals stand in a column, which no members of a breakdown have, whatever else does."""
    values = [reading.value for reading in profile.readings if reading.kind == CellKind.FIGURE]
    broken = sum(value is not None and value != value.to_integral_value() for value in values)
    return broken >= SEVERAL and broken * 10 >= len(profile.filled)


def why_useless(profile: Profile) -> str:
    """Return why a column of texts is not used; empty where it says something about some of the rows."""
    if not profile.heads and not any(map(str.isalnum, "".join(profile.distinct))):
        return "signs without a head"
    if profile.is_constant and len(profile.filled) == len(profile.texts) > 1:
        return EVERYWHERE
    return "says yes or no of each row" if _says_yes_or_no(profile) else ""
