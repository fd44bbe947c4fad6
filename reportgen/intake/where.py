"""Which place the figures of each row are about, and of which level it is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.errors import DataError, UsageError
from reportgen.intake.columns import Column, Role
from reportgen.intake.found import FoundPlace, Question
from reportgen.intake.gazetteers import (
    TOTALS,
    WHOLES,
    clean_name,
    is_part,
    is_region_of_eu,
    levels_of,
    name_of,
    nuts_level,
)
from reportgen.intake.heads import MISSING, PERIOD, apart
from reportgen.intake.recoded import as_before
from reportgen.language import say
from reportgen.limits import NAME_CHARACTERS
from reportgen.wording import number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.intake.table import Table

NAMED = 8
"""Places that a question names."""
PLACES = "places"
"""The question of which level places are."""
WHOLE = "total"
"""The level of a row such as `All districts`."""
LARGE = (WHOLE, "country", "state")
"""Levels of which a single place among others holds these, the largest first."""
_NO_LEVEL = re.compile(r"(?i)(?<![a-z])(?:name|names|code|id|bezeichnung|label|geographic)(?![a-z])")
NAMES_OF_LEVELS = frozenset({
    "district", "county", "region", "state", "borough", "ward", "municipality", "parish", "province", "school",
    "hospital", "bezirk", "stadtbezirk", "stadtteil", "kreis", "landkreis", "gemeinde", "bundesland", "kanton",
    "provinz", "schule", "distrito", "municipio", "provincia", "comarca", "commune", "canton", "departement",
    "département", "région",
})  # fmt: skip
"""What places of one kind are called, also above their codes; `DBN` or `FIPS` is no such word."""
_ANY_PLACE = frozenset({"", "location", "geo", "area", "place", "characteristic", "geography"})


@dataclass(frozen=True, slots=True)
class Where:
    """The code of the place of each row, and the places by their codes."""

    rows: tuple[str, ...]
    """Empty for a row that names none, which is a total over all places."""
    places: Mapping[str, FoundPlace]
    has_column: bool
    questions: tuple[Question, ...] = ()


def where(table: Table) -> Where:
    """Return the places of a table: the last filled of its columns of names, with the code that goes with it."""
    names = table.of(Role.PLACE)
    if not names:
        heads = dict.fromkeys(column.place for column in table.of(Role.VALUE) if column.place)
        settled, questions = _with_levels(table, (), {code: FoundPlace(code, clean_name(code), "") for code in heads})
        return Where(("",) * len(table.body), settled, False, questions)
    rows = range(len(table.body))
    found = [_deepest(table, names, row) for row in rows]
    _refuse_long(table, found)
    codes = [_deepest(table, table.of(Role.PLACE_CODE), row)[0] for row in rows]
    code_of = _codes_by_name([name for name, *_ in found], codes)
    before = as_before(dict.fromkeys((*code_of.values(), *(name for name, *_ in found))), table.answers)
    places: dict[str, FoundPlace] = {}
    coded = []
    parents: dict[str, set[str]] = defaultdict(set)
    for name, _, parent in found:
        parents[name].add(parent)
    for row, (name, column, parent) in enumerate(found):
        # two places of one name are parts of different others: `Adams, Ohio` and `Adams, Iowa`
        apart = f"{name}, {parent}" if parent and len(parents[name]) > 1 else name
        code = code_of.get((name, codes[row])) or apart
        code = apart if code == WHOLE else code  # which is that of all places together
        code = before.get(code, code)
        coded.append(code)
        if code and code not in places:
            level = next((text for one in table.of(Role.LEVEL) if (text := table.texts(one)[row])), "")
            if not level and len(names) > 1 and column is not None:
                level = _level_in(column.head)
            places[code] = FoundPlace(code, name or code, level, parent)
    settled, questions = _with_levels(table, names, places)
    return Where(tuple(coded), _with_parents(settled), True, questions)


def _refuse_long(table: Table, found: Sequence[tuple[str, Column | None, str]]) -> None:
    """Raise DataError for a place whose name is a whole text: it would be the title of a page."""
    for row, (name, column, _) in enumerate(found):
        if column is not None and len(name) > NAME_CHARACTERS:
            raise DataError(
                f"expected the name of a place, of at most {NAME_CHARACTERS:,} characters, found {len(name):,}",
                where=f"{table.file}, {table.sheet.address(table.body[row], column.index)}",
                hint=f'shorten it; or write `"column.{column.index + 1}" = "note"` into a file, say, and add '
                "`--answers FILE`",
            )


def _deepest(table: Table, columns: Sequence[Column], row: int) -> tuple[str, Column | None, str]:
    """Return the last filled of columns that go from the large to the small, its column, and what stands before."""
    filled = [
        (text, column)
        for column in columns
        if (text := table.texts(column)[row]) and not _is_missing(text, column, table)
    ]
    if not filled:
        return "", None, ""
    text, column = filled[-1]
    others = [other for other, _ in filled[:-1] if other != text]
    return clean_name(text) if column.role == Role.PLACE else text, column, others[-1] if others else ""


def _is_missing(text: str, column: Column, table: Table) -> bool:
    """Say whether a cell says that there is nothing; `NA` among codes of two letters is that of Namibia."""
    if text.casefold() not in MISSING:
        return False
    others = table.profiles[column.index].distinct
    return not (text == "NA" and all(len(other) == len(text) for other in others))


def _codes_by_name(names: Sequence[str], codes: Sequence[str]) -> dict[tuple[str, str], str]:
    """Return the code of each place by name and code in its row: a name with one code has it in every row."""
    known: dict[str, dict[str, None]] = defaultdict(dict)
    named: dict[str, set[str]] = defaultdict(set)
    for name, code in zip(names, codes, strict=True):
        if code:
            known[name][code] = None
            named[code].add(name)
    result = {}
    for name, code in zip(names, codes, strict=True):
        own = list(known.get(name, {}))
        only = own[0] if len(own) == 1 else code
        # one code for several names is no code of the place
        result[name, code] = only if only and (len(named[only]) == 1 or not name) else ""
    return result


def _with_levels(
    table: Table, names: Sequence[Column], places: Mapping[str, FoundPlace]
) -> tuple[dict[str, FoundPlace], tuple[Question, ...]]:
    """Give places the level that they are known to be of; one that may be of two is of that of most others."""
    open_ones = [code for code, place in places.items() if not place.level]
    distinct = table.profiles[names[0].index].distinct if names else tuple(places)
    is_eu = len(names) <= 1 and bool(distinct) and is_region_of_eu(list(distinct))
    known: dict[str, tuple[str, ...]] = {code: _possible(places[code], is_eu=is_eu) for code in open_ones}
    if sum(map(bool, known.values())) * 2 < len(open_ones):
        known = dict.fromkeys(open_ones, ())  # a name among free ones that a country has, too, is none: `Jordan`
    stated = (_level_in(names[-1].head) or _level_of_codes(table)) if names else ""
    if stated:  # Kanton, and not canton, as the table itself has it
        known = {code: (stated,) if levels and is_part(places[code].name) else levels for code, levels in known.items()}
    votes = Counter(known[code][0] for code in open_ones if len(known[code]) == 1)
    usual = votes.most_common(1)[0][0] if votes else ""
    is_usual = votes[usual] * 2 > len(open_ones) > 0
    answer = table.answers.get(PLACES)
    answered = level_answered(answer) if answer else ""
    result = dict(places)
    unknown = []
    for code in open_ones:
        level = usual if usual in known[code] else next(iter(known[code]), "")
        if not level and TOTALS.fullmatch(places[code].name):
            level = WHOLE
        if not level and is_usual:
            unknown += [] if WHOLES.fullmatch(places[code].name) else [places[code].name]
            level = answered or usual
        name = (name_of(code, level) if places[code].name == code else "") or places[code].name
        result[code] = replace(places[code], level=level or stated or "place", name=name)
    if not unknown or answered:
        return result, ()
    told, left = ", ".join(unknown[:NAMED]), len(unknown) - NAMED
    if left > 0:
        told = say("{names} and {count} more", names=told, count=number(left))
    text = say(
        "Of which level are these, which are not known: {names}? Most others are of level {level}.",
        names=told,
        level=usual,
    )
    levels = dict.fromkeys([*(place.level for place in result.values()), *KNOWN_LEVELS])
    more = say(
        "A level is what places of one kind are called: they stand beside each other in tables and rankings. "
        "All of them: {names}.",
        names=", ".join(unknown),
    )
    words = tuple(level for level in levels if level not in ("place", WHOLE))
    return result, (Question(PLACES, text, usual, more=more, known=words),)


KNOWN_LEVELS = ("country", "region", "state", "county", "city")
"""Levels that are no slips of whoever names one."""


def level_answered(answer: str) -> str:
    """Return the level that somebody names. Raises UsageError for what is no word."""
    if not any(character.isalpha() for character in answer):
        raise UsageError(
            f"answer `{PLACES}`: expected what such places are called, found `{answer}`",
            hint="write a word such as `country`, `region` or `school`",
        )
    return answer


def _possible(place: FoundPlace, *, is_eu: bool) -> tuple[str, ...]:
    return (nuts_level(place.code),) if is_eu else levels_of(place.name) or levels_of(place.code)


def _with_parents(places: Mapping[str, FoundPlace]) -> dict[str, FoundPlace]:
    codes = {place.name: code for code, place in places.items()}
    parents = {code: codes.get(place.parent, "") for code, place in places.items()}
    return {
        code: replace(place, parent="" if _is_part_of_itself(code, parents) else parents[code])
        for code, place in places.items()
    }


def _is_part_of_itself(code: str, parents: Mapping[str, str]) -> bool:
    """Say whether a place is a part of one that is a part of it, as where two columns say the same in turns."""
    seen: set[str] = set()
    above = parents[code]
    while above and above != code and above not in seen:
        seen.add(above)
        above = parents[above]
    return above == code


def _level_in(head: str) -> str:
    """Return what the head of a column of places calls them: `school` for `SCHOOL NAME`, `la` for `la_name`."""
    plain = " ".join(_NO_LEVEL.sub(" ", apart(head)).split()).lower().rstrip("0123456789")
    return "" if plain in _ANY_PLACE or PERIOD.fullmatch(plain) or not plain.replace(" ", "").isalpha() else plain


def _level_of_codes(table: Table) -> str:
    """Return what the head of the codes calls the places, as `Bezirk`, where that of their names does not."""
    heads = [_level_in(column.head) for column in table.of(Role.PLACE_CODE)]
    return next((head for head in reversed(heads) if head in NAMES_OF_LEVELS), "")


def level_of(level: str) -> str:
    """Return the level as it stands within a sentence: `region` for `Regional`; empty for any place."""
    plain = {"national": "country", "regional": "region", "state level": "state", "county level": "county", "place": ""}
    return plain.get(level.lower(), level if any(c.isupper() for c in level[1:]) else level.lower())


def whole_of(places: Sequence[FoundPlace]) -> str:
    """Return the code of the place that all others are parts of; empty where there is none among them.

    It is the row of the total, or else the only place of the level that is known to hold the others.
    """
    for level in LARGE:
        found = [place.code for place in places if level_of(place.level) == level]
        if len(found) == 1 and len(places) > 1:
            return found[0]
        if found:
            break
    return ""
