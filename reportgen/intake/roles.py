"""Say what each column of a foreign table is: its role, and why that is thought."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.intake.gazetteers import TOTALS, is_region_of_eu, levels_of
from reportgen.intake.moments import divided, moment_in, part_of_year, shape_of
from reportgen.language import message

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    of: int = -1
    """Of limits and of notes beside figures: the column of the figures."""


def _words(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<![a-z])(?:{text})(?![a-z])")


PERIOD = _words(
    r"years?|periods?|time|time[ _-]?(?:frame|period)|date|fiscal[ _-]?year|fy|school[ _-]?year|academic[ _-]?year|"
    r"reporting[ _-]?(?:period|year)|ref[ _-]?(?:date|period)|jahr|jahre|monat|zeit|zeitraum|datum|berichtsjahr|"
    r"stichtag|año|anio|ano|periodo|fecha|année|annee|période|quarter|month"
)
PART = _words(r"month|quarter|monat|quartal|mes|trimestre|mois|qtr|mon")
PLACE = _words(
    r"places?|states?|country|countries|county|counties|region|regions|locations?|area|areas|locality|localities|"
    r"city|cities|municipality|district|districts|province|territory|borough|parish|ward|tract|zip|neighbou?rhood|"
    r"geo|geograph(?:y|ic)|geographic[ _-]?area|jurisdiction|school|institution|organi[sz]ation|provider|agency|"
    r"facility|hospital|site|trust|land|bundesland|kreis|gemeinde|bezirk|stadt|ort|quartier|wohnviertel|kanton|gebiet|"
    r"estado|país|pais|municipio|provincia|ciudad|région|département|commune|la[ _-]?name|nation|nuts|"
    r"characteristic"
)
NAME = _words(r"name|names|bezeichnung|label|nombre|nom|title|description")
CODE = _words(
    r"codes?|fips|geo[ _-]?id|id|ids|iso[ _-]?[0-9]?|nuts|gss|ons|key|dbn|nr|nummer|no|number|abbr(?:eviation)?|ags|"
    r"bfs|geocode|alpha-?[23]|usps|stateabbr"
)
ID = re.compile(
    r"[a-z](?:Id|ID|Code|Nr)$|"
    r"(?i:^id$|[ _-]id$|(?:geo|place|location|state|county|school|area|region|site|district|agency|record|row|object)"
    r"(?:id|code)$)"
)
"""A head that ends with a code, as `LocationId` does; `Covid`, `paid` and `St. Brigid` end otherwise."""
_LAST_CODE = re.compile(r"(?i)(?<![a-z])(?:code|id|fips|key|geoid)$")
TYPE = _words(
    r"types?|class|classification|category|categories|group|groups|kind|sector|art|typ|gruppe|kategorie|tipo|grupo"
)
LEVEL = _words(
    r"(?:geographic(?:al)?|geo|area|place|location)[ _-]?(?:level|type)|level|ebene|nivel|location[ _-]?type"
)
MEASURE = _words(
    r"indicators?|measures?|variables?|series|metric|statistic|kennzahl(?:en)?|indikator|merkmal|indicador|"
    r"(?:indicator|measure|series|variable)[ _-]?name"
)
UNIT = _words(
    r"units?|data[ _-]?format|uom|unit[ _-]?of[ _-]?measure|einheit|unidad|unité|data[ _-]?type|measure[ _-]?type"
)
LOWER = _words(r"lower|lcl|lci|low(?:er)?[ _-]?(?:ci|cl|limit|bound|95)?|ci[ _-]?low(?:er)?|ll|untere|inf(?:erior)?")
UPPER = _words(
    r"upper|ucl|uci|high|up(?:per)?[ _-]?(?:ci|cl|limit|bound|95)?|ci[ _-]?(?:up(?:per)?|high)|ul|obere|superior"
)
LIMIT_MEMBER = re.compile(r"(?i)(?:^|[_-])(?P<end>LW|LOW|LO|LL|LOWER|UP|UPP|UL|UPPER)[0-9]*$")
MARGIN = _words(
    r"margin[ _-]?of[ _-]?error|moe|±|\+/-|standard[ _-]?error|std[ _-]?err(?:or)?|confidence[ _-]?interval"
)
SAMPLE = _words(r"n|sample[ _-]?size|unweighted[ _-]?(?:n|count|base)|n[ _-]?unweighted|base[ _-]?size|stichprobe")
NOTE = _words(
    r"notes?|foot[ _-]?notes?|comments?|remarks?|flags?|symbols?|annotations?|anmerkung(?:en)?|nota|source|quelle"
)
RANK = _words(r"rank(?:ing)?|rang|hdi rank|posición")
AGE = _words(r"age|ages|age[ _-]?group|grade|edad|alter|altersgruppe|âge|sex|gender|geschlecht|sexo")
FEW = 12
"""Different values that answers to a question have at most: grades, ages in groups, yes and no."""
NAMED = 0.75
"""Of the different texts of a column: so many are names of months where it divides the years; the rest are totals."""
SEVERAL = 3
"""Names of months that are none by chance: a column with fewer needs a head that says so."""
_NUMBERS = frozenset(str(number) for number in range(1, 13)) | frozenset(f"{number:02d}" for number in range(1, 10))
"""Numbers of months and of quarters."""
MANY_ROWS = 30
"""Rows from which on a table without place and period may be one of people."""


def roles_of(profiles: Sequence[Profile]) -> list[Column]:
    """Return the role of each column, in their order."""
    found: dict[int, Column] = {}
    for step in (_nothing, _periods, _limits, _named, _codes_and_places, _figures, _texts):
        for column in step(profiles, found):
            found.setdefault(column.index, column)
    columns = [found[profile.index] for profile in profiles]
    return _with_limits(_without_totals(_scenarios(_without_twins(columns, profiles))))


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
            not profile.filled
            and period_of(profile.heads)[0]
            and not (before is not None and before.heads == profile.heads)
        ):
            columns.append(_value(profile, "figures of a period, of which none is given"))
        elif not profile.filled:
            is_beside = before is not None and before.filled and before.heads == profile.heads and profile.heads
            role = Role.NOTE if is_beside else Role.IGNORED
            columns.append(_column(profile, role, "empty, under the head of the figures" if is_beside else "empty"))
        elif profile.is_numbering and (not profile.heads or RANK.search(profile.head)):
            columns.append(_column(profile, Role.IGNORED, "numbers the rows"))
        elif RANK.search(profile.head) and _is_figures(profile):
            columns.append(_column(profile, Role.IGNORED, "a rank, which follows from the figures"))
    return columns


def _periods(profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    columns: list[Column] = []
    years = [profile for profile in _open(profiles, found) if profile.share_of_moments >= 0.9]
    by_head = [profile for profile in years if PERIOD.search(_apart(profile.head))]
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
    is_named = bool(PART.search(_apart(profile.head)))
    if profile.share_of_parts >= NAMED and (is_named or len(profile.distinct) >= SEVERAL):
        return True
    is_numbered = profile.share_of_figures < NAMED or all(text in _NUMBERS for text in profile.distinct)
    return is_named and has_years and is_numbered and len(profile.distinct) <= FEW


def _limits(profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    columns = []
    patterns = ((MARGIN, Role.MARGIN), (LOWER, Role.LOWER), (UPPER, Role.UPPER), (SAMPLE, Role.SAMPLE))
    for profile in _open(profiles, found):
        role = next((role for pattern, role in patterns if pattern.search(_apart(profile.head))), None)
        if role and _is_figures(profile):
            period, rest = period_of(profile.heads)
            columns.append(replace(_column(profile, role, "by its head", measure=rest), period=period))
    roles = {one.role for one in columns}
    # `n` and `low` alone say nothing; beside limits they do
    return columns if roles - {Role.LOWER, Role.SAMPLE} or len(columns) > 1 else _sizes(columns)


def _sizes(columns: list[Column]) -> list[Column]:
    return [column for column in columns if column.role == Role.SAMPLE and len(column.head) > 1]


def _named(profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    """Columns whose head says what they are, and whose cells do not contradict."""
    columns = []
    for profile in _open(profiles, found):
        head = _apart(profile.head)
        if _is_figures(profile):
            continue
        if UNIT.search(head):
            columns.append(_column(profile, Role.UNIT, "by its head"))
        elif LEVEL.search(head) and len(profile.distinct) <= FEW:
            columns.append(_column(profile, Role.LEVEL, "by its head"))
        elif MEASURE.search(head):
            role = Role.IGNORED if CODE.search(head) or ID.search(profile.head) else Role.MEASURE
            columns.append(_column(profile, role, "by its head"))
        elif NOTE.search(head) or profile.is_prose:
            columns.append(_column(profile, Role.NOTE, "by its head" if NOTE.search(head) else "sentences"))
    return columns


def _codes_and_places(profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    """Places by what is known of them, then by their heads; codes by their heads, and as they go with the places."""
    columns: list[Column] = []
    left = _open(profiles, found)
    known = {profile.index for profile in left if _known_places(profile) >= 0.6 and not _is_bare_count(profile)}
    by_head = {profile.index for profile in left if _is_place_by_head(profile, left)}
    for profile in left:
        is_code = _is_code(profile, left)
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
    return _names_beside_codes(columns, left) or columns


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
        if is_beside and NAME.search(_apart(profile.head)) and is_code and profile.follows(place):
            renamed = replace(places[0], role=Role.PLACE_CODE, why="goes with the names beside it")
            rest = [column for column in columns if column is not places[0]]
            return [renamed, _column(profile, Role.PLACE, "names beside the codes"), *rest]
        if is_beside and (CODE.search(_apart(profile.head)) or ID.search(profile.head)) and profile.follows(place):
            return [*columns, _column(profile, Role.PLACE_CODE, "goes with the places")]
    return []


def _is_place_by_head(profile: Profile, left: Sequence[Profile]) -> bool:
    head = _apart(profile.head)
    if not PLACE.search(head) or (TYPE.search(head) and not NAME.search(head)):
        return False
    return not _is_measured(profile) or any(_are_twins(profile, other) for other in left if not _is_figures(other))


def _are_twins(profile: Profile, other: Profile) -> bool:
    """Say whether two columns name the same things, each in many rows."""
    is_repeated = 1 < len(profile.distinct) * 2 <= len(profile.texts) and len(profile.distinct) == len(other.distinct)
    return is_repeated and profile.follows(other) and other.follows(profile)


def _is_code(profile: Profile, left: Sequence[Profile]) -> bool:
    head = _apart(profile.head)
    if NAME.search(head):
        return False
    if CODE.search(head) or ID.search(profile.head):
        return True
    return _is_figures(profile) and any(profile.follows(other) and not _is_figures(other) for other in left)


def _is_measured(profile: Profile) -> bool:
    """Say whether a column under the word for a place counts something: `Region total`, `schools`."""
    if not _is_figures(profile):
        return False
    head = _apart(profile.head)
    return not (CODE.search(head) or ID.search(profile.head) or NAME.search(head)) and not _is_padded(profile)


def _is_padded(profile: Profile) -> bool:
    """Say whether numbers begin with zeros, as only codes do."""
    return any(len(text) > 1 and text.startswith("0") and text.isdecimal() for text in profile.distinct)


def _is_bare_count(profile: Profile) -> bool:
    """Say whether numbers only happen to be codes of places: 1 to 56 are counts as well."""
    if not _is_figures(profile):
        return False
    head = _apart(profile.head)
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
        head = _apart(profile.head)
        period, _ = period_of(profile.heads)
        if not period and AGE.search(head) and len(profile.distinct) * 2 <= len(profile.texts):
            columns.append(_column(profile, Role.BREAKDOWN, "a number that describes, and counts nothing"))
        elif not period and (ID.search(profile.head) or _is_identifier(profile)) and has_place:
            columns.append(_column(profile, Role.IGNORED, "a number that names, and counts nothing"))
        else:
            columns.append(_value(profile, "figures"))
    return columns


def _value(profile: Profile, why: str) -> Column:
    period, rest = period_of(profile.heads)
    return replace(_column(profile, Role.VALUE, why, measure=rest), period=period)


def _is_identifier(profile: Profile) -> bool:
    head = _apart(profile.head)
    is_code_alone = CODE.fullmatch(head) and head.lower() != "number" and len(profile.distinct) == len(profile.filled)
    return bool(_LAST_CODE.search(head) or is_code_alone)


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


SCENARIOS = _words(
    r"plan|planned|budget|target|forecast|projected|projection|actual|ergebnis|ist|soll|estimate|estimated|provisional|"
    r"vorläufig|ansatz|outturn|presupuesto"
)


def _scenarios(columns: list[Column]) -> list[Column]:
    """Take `Plan` and `Ergebnis` of `Plan 2012` for what is said of one measure, and not for two measures."""
    periods = [column.period for column in columns if column.period]
    names = {column.measure for column in columns if column.period}
    if len(set(periods)) < len(periods):
        return columns
    others = {SCENARIOS.sub("", name).strip(" -_") for name in names}
    if len(names) < 2 or not all(SCENARIOS.search(name) for name in names) or len(others) > 1:
        return columns
    rest = others.pop() if others else ""
    return [
        replace(column, scenario=column.measure.removesuffix(rest).strip(), measure=rest) if column.period else column
        for column in columns
    ]


def _texts(profiles: Sequence[Profile], found: dict[int, Column]) -> list[Column]:
    """What is left: breakdowns, and the first column of names, which then is that of the places."""
    columns: list[Column] = []
    places = [profiles[index] for index, column in found.items() if column.role == Role.PLACE]
    for profile in _open(profiles, found):
        rows = len(profile.texts)
        is_named = len(profile.distinct) * 10 >= len(profile.filled) * 9 and len(profile.filled) * 2 > rows
        is_wide = any(column.period for column in found.values())
        if not profile.heads and is_named and is_wide and not places:
            columns.append(
                _column(profile, Role.MEASURE, message("a column without a head, beside years"), is_doubtful=True)
            )
        elif AGE.search(_apart(profile.head)) and len(profile.distinct) > 1:
            columns.append(_column(profile, Role.BREAKDOWN, "by its head"))
        elif profile.is_constant and len(profile.filled) == rows > 1:
            columns.append(_column(profile, Role.IGNORED, "the same in every row"))
        elif is_named and not places and rows > 1:
            columns.append(_column(profile, Role.PLACE, message("each row is about another one"), is_doubtful=True))
            places = [profile]
        elif places and profile.follows(places[0]) and len(profile.distinct) == len(places[0].distinct):
            columns.append(
                _column(profile, Role.PLACE_CODE if _is_code(profile, []) else Role.IGNORED, "goes with the places")
            )
        elif places and profile.follows(places[0]) and not any(one.role == Role.LEVEL for one in found.values()):
            columns.append(
                _column(profile, Role.LEVEL, message("each place has one: a kind of place"), is_doubtful=True)
            )
        elif len(profile.distinct) * 2 <= rows:
            columns.append(_column(profile, Role.BREAKDOWN, "few members, each in many rows"))
        else:
            columns.append(_column(profile, Role.NOTE, message("text beside the figures"), is_doubtful=True))
    return columns


def _without_twins(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
    """Use one of two columns of periods that say the same, or that name the same for all rows."""
    periods = [column for column in columns if column.role == Role.PERIOD]
    result = list(columns)
    for column in periods[1:]:
        is_same = profiles[column.index].moments == profiles[periods[0].index].moments
        why = f"says the same as `{periods[0].head}`" if is_same else f"`{periods[0].head}` is the period"
        result[column.index] = replace(column, role=Role.IGNORED, why=why, is_doubtful=not is_same)
    return result


def _without_totals(columns: list[Column]) -> list[Column]:
    """Leave out figures under heads without a period where the others name theirs: totals, or changes between two."""
    has_periods = sum(bool(column.period) for column in columns if column.role == Role.VALUE)
    if has_periods < 2 or any(column.role == Role.PERIOD for column in columns):
        return columns
    return [
        replace(
            column,
            role=Role.IGNORED,
            why=message("names no period, as the others do"),
            is_doubtful=not TOTALS.fullmatch(column.head),
        )
        if column.role == Role.VALUE and not column.period
        else column
        for column in columns
    ]


def _with_limits(columns: list[Column]) -> list[Column]:
    """Say to which figures limits belong: those whose heads they share, else the last before them."""
    result = list(columns)
    for place, column in enumerate(columns):
        if column.role not in (Role.LOWER, Role.UPPER, Role.MARGIN) and not (
            column.role == Role.NOTE and not column.example
        ):
            continue
        before = [one for one in columns[:place] if one.role == Role.VALUE]
        after = [one for one in columns[place + 1 :] if one.role == Role.VALUE]
        nearest = before[-1:] or after[:1]
        for chosen in nearest:
            result[place] = replace(column, of=chosen.index, measure=chosen.measure, period=chosen.period)
    return result


def _apart(head: str) -> str:
    """Return a head in words: `TimeFrame` as `Time Frame`, `la_name` as `la name`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", head).replace("_", " ")
