"""What the figures of each row and column measure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.intake.columns import Role
from reportgen.intake.found import Measure
from reportgen.intake.gazetteers import levels_of
from reportgen.intake.heads import GENERIC, LIMIT_MEMBER, apart
from reportgen.intake.measures import is_rate, rate_base, unit_answered, unit_of
from reportgen.intake.moments import moment_in
from reportgen.intake.naming import MOST, name_of, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportgen.intake.columns import Column
    from reportgen.intake.found import Question
    from reportgen.intake.table import Table

LONGEST = 60
"""Characters of an identifier."""
SAMPLE_SIZE = "Sample size"
"""What is measured under `n`, beside limits of figures."""
COMPARED = 12
"""Columns among which the two are looked for that give a rate."""

OTHER_COLUMNS = frozenset([
    "indicator", "year", "last_year", "from_year", "to_year", "period", "place", "value", "qualifier", "obs_status",
    "source", "location", "printed", "printed_label", "preferred", "derived_from", "correction", "note",
])  # fmt: skip
"""What columns of figures are called that are no breakdowns."""
_BY = re.compile(r"(?i)(?P<what>.*?\w)(?P<comma>,)? by (?P<by>[\w ,]+)$")
_SPAN = re.compile(
    r"(?i)[,:]?\s+(?:years? (?:ending|ended) (?:[0-9]{1,2} )?[a-z]+ )?(?:from |von |del? |in )?(?:19|20)[0-9]{2}"
    r"\s*(?:to|bis|al?|à|and|und|y|et|–|-)\s*(?:19|20)[0-9]{2}$"
)
"""The years that a title ends with, which are none of what is measured: `Hilfen nach Kreisen 2018 bis 2023`."""
_YEAR = re.compile(r"(?i)(?:[,:]\s+|\s+in\s+)(?:19|20)[0-9]{2}$")
"""The one year that a title ends with: `Children in care, 2024`."""
EVER = frozenset({"year", "month", "quarter"})
"""By what titles say that figures are given, whatever the heads are."""


@dataclass(frozen=True, slots=True)
class What:
    """The measures of a table, and which of them a head, a name and a unit stand for."""

    measures: Mapping[str, Measure]
    by_words: Mapping[tuple[str, str, str], str]
    questions: tuple[Question, ...] = ()
    """What measures are called whose heads say little."""


def what(table: Table) -> What:
    """Group the figures by what they measure: by heads without their periods, and by columns of names and units."""
    values = (*table.of(Role.VALUE), *table.of(Role.SAMPLE))
    names, units = table.keys(Role.MEASURE), table.keys(Role.UNIT)
    rows_of: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, key in enumerate(zip(names, units, strict=True)):
        rows_of[key].append(row)
    units_of = Counter(name for name, unit in rows_of if unit and not LIMIT_MEMBER.search(unit))
    heads = dict.fromkeys(column.measure for column in values)
    measures: dict[str, Measure] = {}
    by_words: dict[tuple[str, str, str], str] = {}
    questions: list[Question] = []
    for head in heads:
        columns = [column for column in values if column.measure == head]
        for (name, unit), rows in rows_of.items():
            if LIMIT_MEMBER.search(unit):
                continue
            own = ", ".join(filter(None, (name, head if not name or len(heads) > 1 else "")))
            is_size = all(column.role == Role.SAMPLE for column in columns)
            title = name_of(_without_unit(own, heads), SAMPLE_SIZE if is_size else _subject(table)) + (
                f" ({unit})" if units_of[name] > 1 and unit else ""
            )
            if title in {measure.title for measure in measures.values()} and own:
                title = _apart_from(title, own)
            identifier = _free(slug(title, fallback="m"), measures)
            by_words[head, name, unit] = identifier
            title, asked = named(own, identifier, title, table.answers)
            questions += asked
            measures[identifier] = _measure(
                table, identifier, title, own if head in own else f"{own} | {head}", unit, columns, rows
            )
    return What(_with_rates(table, measures), by_words, tuple(questions[:MOST]))


def _without_unit(head: str, heads: Iterable[str]) -> str:
    """Return a head without a last part that says only that it is counted: `Hilfen, Anzahl` beside no other of them."""
    rest, comma, last = head.rpartition(", ")
    is_alone = comma and sum(each.startswith(f"{rest}, ") for each in heads) == 1
    return rest if is_alone and last.casefold() in GENERIC else head


def _apart_from(title: str, head: str) -> str:
    """Return another title for a second measure of the same: `Children in care, percent`."""
    words = " ".join(apart(head).split())
    return f"{title}, {words[:1].lower()}{words[1:]}" if words.casefold() not in title.casefold() else title


def _subject(table: Table) -> str:
    """Return the title of a table without the breakdowns that it lists: `Nights, by shelter and month` is of nights."""
    return _YEAR.sub("", _SPAN.sub("", listed_in(table)[0])) or table.title


def listed_in(table: Table) -> tuple[str, tuple[str, ...]]:
    """Return what the title of a table is about, and the breakdowns that it lists, in small letters; often none."""
    subject, comma, listed = named_in(table)
    heads = {word.casefold() for column in table.columns for word in column.head.split()} | EVER
    across = {column.breakdown for column in table.columns}
    is_list = listed and (comma or all(word in heads | across for word in listed))
    return (subject, listed) if is_list else (table.title, ())


def named_in(table: Table) -> tuple[str, bool, tuple[str, ...]]:
    """Return what stands before `by` in a title, whether a comma does, and the words behind it, but for periods."""
    found = None if table.answers.get("title") else _BY.match(_SPAN.sub("", re.sub(r"\s*\([^)]*\)", "", table.title)))
    if not found:
        return table.title, False, ()
    words = (word.strip().casefold() for word in re.split(r",|\band\b", found["by"]))
    listed = tuple(word for word in words if word and not moment_in(word)[0] and not levels_of(word))
    return found["what"], bool(found["comma"]), listed


def _measure(
    table: Table, identifier: str, title: str, words: str, unit: str, columns: list[Column], rows: list[int]
) -> Measure:
    readings = [table.readings(column)[row] for column in columns for row in rows]
    guessed = unit_of(words, stated=unit, titles=table.titles, notes=table.notes, readings=readings)
    answered = table.answers.get(f"unit.{identifier}")
    found = unit_answered(answered, guessed) if answered else guessed
    is_size = all(column.role == Role.SAMPLE for column in columns)
    return Measure(identifier, title, found, tuple(column.index for column in columns), is_size=is_size)


def _free(wanted: str, taken: Mapping[str, Measure]) -> str:
    identifier, number = wanted, 2
    while identifier in taken:
        identifier, number = f"{wanted}_{number}", number + 1
    return identifier


def _with_rates(table: Table, measures: dict[str, Measure]) -> dict[str, Measure]:
    """Say of rates per how many they are, where two other columns give them."""
    plain = [column for column in table.of(Role.VALUE) if not column.period]
    named = {measure.columns[0]: key for key, measure in measures.items() if len(measure.columns) == 1}
    counts = [column for column in plain if not is_rate(column.head)][:COMPARED]
    numbers = [[reading.value for reading in table.readings(column)] for column in counts]
    result = dict(measures)
    for column in plain:
        identifier = named.get(column.index, "")
        if not identifier or not is_rate(column.head) or table.answers.get(f"unit.{identifier}"):
            continue
        found = rate_base([reading.value for reading in table.readings(column)], numbers)
        stated = measures[identifier].unit
        if found is None or (stated.kind == "rate" and stated.per != found[2]):  # a base that a head states is meant
            continue
        top, bottom, base = counts[found[0]], counts[found[1]], found[2]
        kind, per = ("percent", 0) if base in (1, 100) else ("rate", base)
        why = f"`{top.head}` / `{bottom.head}`" + (f" times {base:,}" if base > 1 else "")
        unit = replace(measures[identifier].unit, kind=kind, per=per, is_certain=True, why=why, factor=100 // base or 1)
        result[identifier] = replace(
            measures[identifier], unit=unit, numerator=named.get(top.index, ""), denominator=named.get(bottom.index, "")
        )
    return result


def dimension_of(head: str) -> str:
    """Return the identifier of a breakdown by its head, which no other column of figures has."""
    found = slug(head, fallback="item")
    return f"{found}_item" if found in OTHER_COLUMNS else found


def dimensions_of(heads: Iterable[str]) -> list[str]:
    """Return the identifiers of several breakdowns by their heads; where two heads give the same, one has a number."""
    found: list[str] = []
    for head in heads:
        name = base = dimension_of(head)
        number = 2
        while name in found:
            name, number = f"{base}_{number}", number + 1
        found.append(name)
    return found


def slug(text: str, *, fallback: str = "x") -> str:
    """Return an identifier: small letters, digits and underscores, with a letter first."""
    words = text.replace("ß", "ss").replace("%", " percent ")
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    found = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")[:LONGEST].strip("_")
    return found if found and found[0].isalpha() else f"{fallback}_{found}".strip("_")
