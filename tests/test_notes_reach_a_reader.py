"""Every note of the data is printed by some document; a note that none can print is listed with a reason."""

from dataclasses import fields, is_dataclass
from itertools import combinations, combinations_with_replacement
from pathlib import Path

import pytest

from reportgen.compare import compare
from reportgen.document import Note
from tests import shipped
from tests.composing import World, members_table, over_years, rows_table
from tests.shipped import PACKAGE, REPORTS

ROOT = Path(__file__).parent.parent

NEVER_PRINTED: dict[str, str] = {}
"""Notes that no document prints, and why that is right."""

DOUBTS = ("not compared", "does not say whether", "cannot be compared", "may count", "are kept apart")
"""Words by which a note doubts that two years can be compared."""


def values_in(part):
    """Yield every note that is referred to, and every text, anywhere in a part of a document."""
    if isinstance(part, (str, Note)):
        yield part
    elif isinstance(part, dict):
        yield from (found for value in part.values() for found in values_in(value))
    elif isinstance(part, (tuple, list, frozenset)):
        yield from (found for value in part for found in values_in(value))
    elif is_dataclass(part):
        yield from (found for field in fields(part) for found in values_in(getattr(part, field.name)))


def unprinted(package, documents):
    """Return the notes that none of the documents refers to or prints within a text."""
    found = {value for document in documents for value in values_in(document.blocks)}
    referred = {value.note for value in found if isinstance(value, Note)}
    text = "\n".join(value for value in found if isinstance(value, str))
    return [name for name, note in package.notes.items() if name not in referred and note.text not in text]


@pytest.fixture(scope="module")
def published():
    return PACKAGE


@pytest.fixture(scope="module")
def documents(published):
    """Every report that is on no place, for every range: {(report, first, last): document}."""
    return {
        (report.name, *years): shipped.document(report.name, years=years)
        for report in REPORTS.values()
        if report.scope != "place"
        for years in combinations_with_replacement(published.years, 2)
    }


def test_some_document_of_some_range_prints_each_note(published, documents):
    assert len(documents) % 15 == 0
    assert {name for name, *_ in documents} >= {"appendix", "briefing"}
    assert set(unprinted(published, documents.values())) == set(NEVER_PRINTED)


@pytest.mark.parametrize(("year", "note"), [(2022, "calls-change-2022"), (2023, "calls-change-2023")])
def test_where_both_years_of_a_printed_change_are_shown_the_digits_of_the_report_are_told(documents, year, note):
    for (_, first, last), document in documents.items():
        told = {value.note for value in values_in(document.blocks) if isinstance(value, Note)}
        assert (note in told) is (first < year <= last)


def test_a_note_that_no_exhibit_can_print_is_found(tmp_path):
    notes = [
        {"note": "shown", "text": "Shown.", "indicator": "cases", "kind": "caveat"},
        {"note": "of-no-year", "text": "Of no year.", "indicator": "cases", "from_year": 1900, "to_year": 1900},
        {"note": "of-no-table", "text": "Of no table.", "indicator": "cases", "dimension": "type", "kind": "caveat"},
    ]
    rows = [*over_years("cases", 300, 320), *over_years("cases", 300, 320, type="a")]
    world = World(tmp_path, rows, notes=notes)
    assert unprinted(world.package, [world.compose(rows_table("cases"))]) == ["of-no-year", "of-no-table"]
    both = rows_table("cases") + "\n" + members_table(by="type").replace("} x", "} y")
    assert unprinted(world.package, [world.compose(both)]) == ["of-no-year"]


def compared(package):
    """Yield every series of the country and two of its years that are compared."""
    comparison = compare(package)
    for (indicator, place, breakdown), series in package.series.items():
        members = dict(part.split("=") for part in breakdown.split(";") if part)
        years = [year for year in package.years if year in series and series[year].value is not None]
        for pair in combinations(years, 2) if place == package.country else ():
            if comparison.change(indicator, *pair, **members).is_comparable:
                yield indicator, breakdown, pair


def test_no_change_is_calculated_that_a_note_doubts(published):
    doubted = [
        (indicator, breakdown, pair, note.note)
        for indicator, breakdown, pair in compared(published)
        for note in published.notes_for(indicator, pair, breakdown=breakdown)
        if note.kind != "definition" and any(words in note.text for words in DOUBTS)
    ]
    told = {note for *_, note in doubted}
    # a spell: the note is on 2023, and is printed wherever its years are shown, also beside changes that leave it out
    assert told <= {"cases-race-unknown-2023", "trafficking-race-unknown-2023"}
    assert [one for one in doubted if 2023 in one[2] and len(set(one[2])) > 1] == []


@pytest.mark.parametrize(
    ("indicator", "years"),
    [
        ("team_hope_contacts", (2023, 2024)),
        ("children_reached", (2023, 2024)),
        ("parents_reached", (2023, 2024)),
        ("actively_traded_children", (2021, 2022)),
        ("identification_files", (2023, 2024)),
        ("offenders_located", (2020, 2022)),
        ("offenders_located", (2023, 2024)),
        ("genealogy_cases", (2022, 2024)),
        ("mental_health_requests", (2022, 2023)),
    ],
)
def test_what_the_reports_word_otherwise_is_not_compared(published, indicator, years):
    change = compare(published).change(indicator, *years)
    assert (change.is_comparable, change.reason.value) in {(False, "definition_differs"), (False, "series_break")}
