"""What the notes of a file say of its figures: that a series begins anew, or something about figures with their sign.

2024 1)   with   1) From 2024 children who came twice are counted once; not comparable with earlier years.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.intake.columns import Role
from reportgen.intake.found import Anew, Question, Said
from reportgen.intake.heads import TO_DATE
from reportgen.intake.moments import moment_in
from reportgen.intake.sums import DERIVED, NO, YES
from reportgen.intake.what import slug
from reportgen.language import say
from reportgen.periods import parse_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportgen.intake.found import Fact
    from reportgen.intake.table import Table

_OBJECT = (
    r"(?:definitions?|methodolog(?:y|ies)|methods?|coverage|registers?|registry|classifications?|counting|questionnaires?|"
    r"basis|scope|systems?|boundaries)"
)
_DING = (
    r"(?:definition\w*|method(?:e|en|ik)|erfassung\w*|erhebung\w*|abgrenzung\w*|systematik|klassifikation\w*|zählweise|"
    r"zählung|registers?)"
)
_COSA = r"(?:definición|definiciones|método|metodología|registros?|cobertura|clasificación|base)"
BREAKS = re.compile(
    r"not\s+(?:\w+\s+){0,2}compar|non-?compar|no\s+longer\s+compar|"
    r"(?:cannot|can't|should\s+not|must\s+not|may\s+not)\s+be\s+(?:\w+\s+)?compared|"
    r"comparab\w+\s+(?:\w+\s+){0,3}(?:limited|affected|restricted)|limited\s+comparab|"
    r"break\s+in\s+(?:the\s+)?(?:time\s+)?series|series\s+break|new\s+(?:time\s+)?series|"
    r"series\s+(?:\w+\s+)?(?:begins?|starts?|began|started)\s+(?:anew|again|afresh)|"
    rf"(?:new|another|other|revised|changed|different|amended|extended|broader|narrower)\s+(?:\w+\s+)?{_OBJECT}|"
    rf"{_OBJECT}\s+(?:\w+\s+){{0,4}}?(?:changed|revised|redefined|replaced|extended|widened|narrowed|introduced|amended)|"
    rf"(?:changes?|revisions?|switch)\s+(?:in|of|to)\s+(?:the\s+|a\s+|an\s+)?(?:\w+\s+)?{_OBJECT}|"
    r"counted\s+(?:\w+\s+)?(?:once|differently)|"
    r"(?<!\w)(?:merged|merger|amalgamated)(?!\w)|figures\s+before\s+(?:\w+\s+){0,3}(?:are|refer|include)(?!\w)|"
    r"(?<!\w)(?:zusammengelegt|fusioniert|fusionad[oa]s?|fusionó)(?!\w)|"
    r"(?:beginning|starting)\s+(?:with|in|from)\s+(?:\w+\s+){0,2}(?:19|20)[0-9]{2}|"
    r"nicht\s+(?:\w+\s+){0,4}vergleichbar|(?:eingeschränkt|bedingt|kaum)\s+vergleichbar|zeitreihenbruch|"
    r"bruch\s+in\s+der\s+(?:zeit)?reihe|(?:methoden|definitions|register)(?:wechsel|änderung|umstellung)|"
    rf"(?:neue|geänderte|veränderte|andere)[rsmn]?\s+(?:\w+\s+)?{_DING}|"
    rf"{_DING}\s+(?:\w+\s+){{0,4}}?(?:geändert|umgestellt|angepasst|erweitert|revidiert)|"
    r"no\s+(?:\w+\s+){0,2}comparables?|ruptura\s+(?:de|en)\s+(?:la\s+)?serie|nueva\s+serie|"
    rf"(?:nuev[oa]|distint[oa]|otr[oa])\s+{_COSA}|cambi(?:o|ó|os|aron)\s+(?:\w+\s+){{0,3}}{_COSA}|"
    rf"{_COSA}\s+(?:\w+\s+){{0,3}}(?:cambió|modificad[oa]s?|revisad[oa]s?)",
    re.IGNORECASE,
)
"""What is said where figures before and after something are not to be compared."""
_YEAR = r"(?P<year>(?:19|20)[0-9]{2}(?:[/–-](?:[0-9]{4}|[0-9]{2})(?![0-9]))?)"
_BEGINS = re.compile(
    r"(?<!\w)(?:(?:from|since|beginning(?:\s+(?:with|in))?|starting(?:\s+(?:with|in|from))?|as\s+of|with\s+effect\s+from|"
    r"in|ab|seit|a\s+partir\s+del?|desde|en)\s+(?:[a-zäñó]+\s+){0,3}?|"
    rf"(?:on|am|el)\s+[0-9]{{1,2}}\.?\s+(?:de\s+)?[a-zäñó]+\s+(?:de\s+)?){_YEAR}",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?<!\w)(?:before|prior\s+to|earlier\s+than|vor|antes\s+del?)\s+(?:\w+\s+)?{_YEAR}", re.IGNORECASE
)
_UNTIL = re.compile(rf"(?<!\w)(?:until|up\s+to|through|bis|hasta)\s+(?:\w+\s+)?{_YEAR}", re.IGNORECASE)
_ANY = re.compile(_YEAR)
_OTHER = re.compile(r"(?i)(?<!\w)(?:with|to|mit|con)\s+(?:\w+\s+){0,2}(?:19|20)[0-9]{2}")
"""A year with which another one is compared."""
_COMPARED = re.compile(r"(?i)compar|vergleich")
KEY = 48
"""Characters of a note by which the question about it is named."""
Series = tuple[str, str]
"""A measure and a place; no place stands for all of them."""


@dataclass(frozen=True, slots=True)
class Told:
    """What notes say: the figures with the notes that are theirs alone, what is said of more, and what is asked."""

    facts: tuple[Fact, ...]
    anew: tuple[Anew, ...] = ()
    said: tuple[Said, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class _Note:
    """A note, the figures that it is about, and where a series begins anew by its words."""

    text: str
    about: tuple[Fact, ...]
    anew: Mapping[Series, str]
    """The first period after the break, by the series; empty where it tells of no break."""
    is_beside: bool = False
    """Whether it already stands with each of its figures, and with no other one."""


def told_by_notes(table: Table, facts: Sequence[Fact]) -> Told:
    """Return what notes say of figures: those with a sign, those about a year, and those beside single figures."""
    if not all(fact.period for fact in facts):
        return Told(tuple(facts))  # of which period they are is asked first
    own = _beside_figures(facts)
    parts = _of_parts(table, facts)
    facts, tied = _of_signs(table, facts)
    anew: list[Anew] = list(parts)
    said: list[Said] = []
    questions: dict[str, Question] = {}
    for note in (*own, *tied, *_of_years(table, facts)):
        key = f"break.{slug(note.text)[:KEY].strip('_')}"
        answered = table.answers.one_of(key, (YES, NO)) if note.anew else NO
        if not answered:
            questions.setdefault(key, _question(key, note))
        if answered != NO:
            anew += [Anew(note.text, *series, period) for series, period in note.anew.items()]
        elif not note.is_beside:
            said += _plain(note, facts)
    parted = {(one.text, one.measure, one.place, one.period) for one in anew}
    kept = (
        replace(fact, note="") if (fact.note, fact.measure, fact.place, fact.period) in parted else fact
        for fact in facts
    )
    return Told(tuple(kept), tuple(dict.fromkeys(anew)), tuple(dict.fromkeys(said)), tuple(questions.values()))


def _of_parts(table: Table, facts: Sequence[Fact]) -> list[Anew]:
    """Return that figures of a part of a year, as their head says, are compared with none before and none after."""
    found = {}
    for column in table.of(Role.VALUE):
        own = [fact for fact in facts if fact.column == column.index] if TO_DATE.search(column.scenario) else []
        for measure in dict.fromkeys(fact.measure for fact in own):
            periods = sorted({fact.period for fact in facts if fact.measure == measure}, key=_start)
            place = periods.index(own[0].period)
            text = say("“{head}” is a part of the year, and is not compared with whole years.", head=column.head)
            text = " ".join(filter(None, (_said_of_part(table, own[0].period), text)))
            for period in periods[max(1, place) : place + 2]:
                found[measure, period] = Anew(text, measure, "", period)
    return list(found.values())


def _said_of_part(table: Table, period: str) -> str:
    """Return the line around a table that says which part of a period it has, `2025: January to June only`."""
    lines = (line for line in (*table.titles, *table.notes) if moment_in(line)[0] == period and TO_DATE.search(line))
    line = next(lines, "")
    return f"{line.rstrip('.')}." if line else ""


def _question(key: str, note: _Note) -> Question:
    places = list(dict.fromkeys(place for _, place in note.anew))
    periods = sorted(set(note.anew.values()), key=_start)
    whose = ", ".join([*filter(None, places[:NAMED]), *periods[:NAMED]]) + (" …" if len(places) > NAMED else "")
    text = say(
        "A note says “{note}”. Does a series begin anew there ({whose}), so that nothing is compared across it?",
        note=note.text.rstrip("."),
        whose=whose,
    )
    return Question(key, text, YES, (YES, NO))


NAMED = 4
"""Places and periods that a question names."""


def _of_signs(table: Table, facts: Sequence[Fact]) -> tuple[Sequence[Fact], list[_Note]]:
    """Return what notes say of the figures whose heads or labels have their signs; those of a label become theirs."""
    origins = table.sheet.origins or tuple(range(table.sheet.width))
    found = []
    result = list(facts)
    for remark in dict.fromkeys(table.sheet.remarks):
        places = [
            place
            for place, fact in enumerate(result)
            if fact.status != DERIVED and remark.is_of(fact.row, origins[fact.column])
        ]
        about = tuple(result[place] for place in places)
        if not about:
            continue
        anew = _parted(remark.text, about, facts)
        if anew or remark.columns or len({fact.period for fact in about}) == 1:
            found.append(_Note(remark.text, about, anew))
            continue
        for place in places:
            words = " ".join(filter(None, (result[place].note, remark.text)))
            result[place] = replace(result[place], note=words)
    return result, found


def _parted(text: str, about: Sequence[Fact], facts: Sequence[Fact]) -> dict[Series, str]:
    """Return where the series of some figures begin anew, as a note on them says: with the first, or in its year."""
    if not BREAKS.search(text):
        return {}
    periods: dict[str, set[str]] = {}
    for fact in facts:
        periods.setdefault(fact.measure, set()).add(fact.period)
    places = {fact.place for fact in about}
    place = places.pop() if len(places) == 1 and len({fact.place for fact in facts}) > 1 else ""
    found = {}
    measures = list(dict.fromkeys(fact.measure for fact in about))
    for measure in _named(text, measures) or measures:
        every = sorted(periods[measure], key=_start)
        first = min((fact.period for fact in about if fact.measure == measure), key=_start)
        begins = first if _start(first) > _start(every[0]) else _begins(text, every)
        if begins:
            found[measure, place] = begins
    return found


def _of_years(table: Table, facts: Sequence[Fact]) -> list[_Note]:
    """Return the notes without a sign of any figure that name the year in which a series begins anew."""
    tied = {remark.text for remark in table.sheet.remarks}
    periods: dict[str, set[str]] = {}
    for fact in facts:
        periods.setdefault(fact.measure, set()).add(fact.period)
    found = []
    for note in table.notes:
        if not BREAKS.search(note) or any(text in note for text in tied):
            continue
        named = _named(note, periods)
        begins = ((measure, _begins(note, sorted(periods[measure], key=_start))) for measure in named or periods)
        places = _places_named(table, note, facts)
        anew = {(measure, place): period for measure, period in begins if period for place in places}
        text = _SIGN.sub("", note)
        if anew:
            found.append(_Note(text, tuple(facts), anew))
    return found


def _places_named(table: Table, note: str, facts: Sequence[Fact]) -> list[str]:
    """Return the places that a note names, `East Harbor merged with …`; the empty one, for all, where it names none."""
    rows = {row: position for position, row in enumerate(table.body)}
    found: dict[str, None] = {}
    for column in table.of(Role.PLACE):
        names = {fact.place: table.texts(column)[rows[fact.row]] for fact in facts if fact.row in rows and fact.place}
        named = (place for place, name in names.items() if name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", note))
        found |= dict.fromkeys(named)
    return list(found) or [""]


STEM = 5
"""Letters by which a word of a note is that of a measure: `absence`, `absent`."""
_GENERAL = frozenset({"percent", "number", "total", "rate", "count", "share"})


def _named(text: str, measures: Iterable[str]) -> list[str]:
    """Return the measures all whose words stand in a note, which then is about no others; often none."""
    stems = {word[:STEM] for word in re.findall(r"[^\W\d_]+", slug(text).replace("_", " "))}
    found = []
    for measure in measures:
        words = [word for word in measure.split("_") if len(word) >= STEM - 1 and word not in _GENERAL]
        if words and all(word[:STEM] in stems for word in words):
            found.append(measure)
    return found


_SIGN = re.compile(
    r"(?i)^\W*(?:[0-9]{1,2}[.](?=\s)|\[(?:note )?[0-9a-z]+\]|[0-9a-z]\)|notes?:|anmerkung(?:en)?:|notas?:)?\s*"
)


def _beside_figures(facts: Sequence[Fact]) -> list[_Note]:
    """Return the notes that stand beside single figures and say that a series begins anew with them."""
    first: dict[Series, str] = {}
    for fact in facts:
        key = (fact.measure, fact.place)
        first[key] = min(first.get(key, fact.period), fact.period, key=_start)
    by_text: dict[str, dict[Series, str]] = {}
    for fact in facts:
        key = (fact.measure, fact.place)
        if (
            fact.note
            and fact.status != DERIVED
            and BREAKS.search(fact.note)
            and _start(fact.period) > _start(first[key])
        ):
            begins = by_text.setdefault(fact.note, {})
            begins[key] = min(begins.get(key, fact.period), fact.period, key=_start)
    return [_Note(text, (), anew, is_beside=True) for text, anew in by_text.items()]


def _plain(note: _Note, facts: Sequence[Fact]) -> list[Said]:
    """Return a note that tells of no break, with the measures and the periods of its figures."""
    measures = tuple(dict.fromkeys(fact.measure for fact in note.about))
    every = {fact.period for fact in facts if fact.measure in measures}
    own = {fact.period for fact in note.about} if not note.anew else every
    first, last = (min(own, key=_start), max(own, key=_start)) if own != every else ("", "")
    return [Said(note.text, measure, first, last) for measure in measures]


def _begins(text: str, periods: Sequence[str]) -> str:
    """Return the first period of a new series by the words of a note; empty where it names none but the first."""
    before, _, _ = text.partition(compared[0]) if (compared := _COMPARED.search(text)) else (text, "", "")
    named = _BEFORE.search(text) or _BEGINS.search(before) or _BEGINS.search(text)
    until = _UNTIL.search(text)
    if named:
        found = _within(named["year"], periods)
    elif until and (last := _within(until["year"], periods)):
        found = next((period for period in periods if _start(period) > _start(last) and last not in period), "")
    else:
        own = _OTHER.sub("", before)
        years = [match["year"] for match in _ANY.finditer(own)] or [match["year"] for match in _ANY.finditer(text)]
        found = next((period for year in sorted(years) if (period := _within(year, periods))), "")
    return found if periods and found != periods[0] else ""


def _within(year: str, periods: Sequence[str]) -> str:
    """Return the first of the periods that is a year, or lies within it."""
    wanted = year.replace("–", "/")
    return next((period for period in periods if period == wanted or period.removeprefix("FY").startswith(wanted)), "")


def _start(period: str) -> tuple[int, int]:
    found = parse_period(period)
    return found.start, found.end
