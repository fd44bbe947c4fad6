"""Notes say only what holds for the years, places and figures of the document they stand in, whatever its range."""

import re
from functools import cache

import pytest

from reportgen.builders.text.inlines import words
from reportgen.compose.notes import noted
from reportgen.document import Note
from reportgen.document.walk import exhibits_of, texts
from reportgen.years import PeriodRange
from tests import shipped
from tests.composing import World, over_years, rows_table, small_print
from tests.shipped import PACKAGE, RANGES

REPORTS = (("briefing", None), ("appendix", None), ("factsheet", "MO"), ("factsheet", "GU"), ("factsheet", "INTL"))
YEAR = re.compile(r"\b20[12]\d\b")
FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+\.\d+%?")
OWN_FIGURES = {
    "calls-change-2022": "what the report prints, and why it is not what the page shows",
    "calls-change-2023": "the same",
    "cases-2023-contradiction": "a misprint",
    "cases-race-unknown-2023": "a share that explains a break",
    "cybertipline-reports-2021-million": "a misprint",
    "cybertipline-files-2020-truncated": "what the report prints",
    "cybertipline-files-2022-truncated": "what the report prints",
    "identification-2024-images-label": "what the report prints",
    "relationship-shares-adjusted": "an example of what is wrong with printed shares",
    "likely-trafficked-count-2024": "how the printed ratio follows",
}
"""Notes with a figure of their own, and what it is."""


@cache
def documents():
    return [
        (name, PeriodRange(*years), shipped.document(name, place=place, years=years))
        for years in RANGES
        for name, place in REPORTS
    ]


def lines(document):
    """Each line of small print with the exhibit that it stands under."""
    return [(exhibit, words(line.children)) for exhibit in exhibits_of(document.blocks) for line in exhibit.notes]


def test_no_note_names_a_year_outside_the_range():
    found = {
        (text, int(year))
        for _, years, document in documents()
        for _, text in lines(document)
        for year in YEAR.findall(text)
        if int(year) not in years
    }
    assert found == set()


def test_every_note_under_an_exhibit_has_a_mark_in_it():
    for name, years, document in documents():
        for exhibit in exhibits_of(document.blocks):
            shown = {note.note for note in noted(exhibit)}
            said = {line.lead.note for line in exhibit.notes if isinstance(line.lead, Note)}
            assert said <= shown, (name, years, exhibit.anchor)


def test_no_note_names_a_place_that_is_on_no_page():
    names = {place.name for place in PACKAGE.places.values() if place.place not in (PACKAGE.country, "UNK")}
    for name, years, document in documents():
        said = {words(line.children) for exhibit in exhibits_of(document.blocks) for line in exhibit.notes if line.lead}
        said -= {text for text in said if "no row" in text}  # says itself that the place is on no page
        page = " ".join(text for text in texts(document.blocks) if text not in said)
        found = {place for place in names for text in said if re.search(rf"\b{re.escape(place)}\b", text)}
        assert {place for place in found if place not in page} == set(), (name, years)


def test_every_figure_of_a_note_is_on_a_page_unless_it_is_quoted():
    names = {note.text: note.note for note in PACKAGE.notes.values()}
    found = set()
    for _, _, document in documents():
        said = {words(line.children[-1:]) for exhibit in exhibits_of(document.blocks) for line in exhibit.notes}
        page = " ".join(text for text in texts(document.blocks) if text not in said)
        said = {text for text in said if " times the " not in text}  # a jump, whose size only its note tells
        found |= {(text, figure) for text in said for figure in FIGURE.findall(text) if figure not in page}
    assert {names.get(text, text) for text, _ in found} == OWN_FIGURES.keys()


@pytest.mark.parametrize(
    ("applies", "years", "is_printed"),
    [
        ("any", (2020, 2021), True),
        ("any", (2021, 2022), True),
        ("any", (2023, 2023), False),
        ("across", (2020, 2022), True),
        ("across", (2021, 2022), True),
        ("across", (2022, 2023), False),
        ("across", (2020, 2021), False),
        ("within", (2021, 2022), True),
        ("within", (2020, 2022), False),
        ("within", (2022, 2023), False),
    ],
)
def test_a_note_applies_to_any_of_its_years_across_them_or_within(tmp_path, applies, years, is_printed):
    note = {"note": "n", "text": "A note.", "indicator": "cases", "from_year": 2021, "to_year": 2022}
    world = World(tmp_path, over_years("cases", 300, 310, 320, 330), notes=[{**note, "applies": applies}])
    assert ("[note 1] A note." in small_print(world.block(rows_table("cases"), years=years))) is is_printed
