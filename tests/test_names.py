"""Names that say what is counted, in words that a reader has, and the same ones everywhere."""

import re

import pytest

from reportgen.builders.text.inlines import words
from reportgen.document import Figure, Table
from tests.shipped import PACKAGE, RANGES, REPORTS, document, text_of

INSIDE = (
    r"\bfloors?\b|given as text|no shade|come on top|tables of the range|\bartists of\b|"
    r"A change is one in|[Cc]hildren in care\b|worked on .* reports|published as numbers?"
)
"""Words that only those who made the program understand, or that say something else than what is counted."""


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("years", RANGES)
def test_no_word_is_only_ours(report, years):
    text = text_of(report, place="TX", years=years)
    assert re.findall(INSIDE, text) == []
    assert "Internet Crimes Against Children" in text or "ICAC" not in text


@pytest.mark.parametrize(
    ("years", "word"), [((2022, 2023), "cases"), ((2021, 2022), "cases"), ((2023, 2024), "reports")]
)
def test_children_missing_from_care_are_counted_in_the_word_of_the_source(years, word):
    other = {"cases": "reports", "reports": "cases"}[word]
    text = text_of("briefing", years=years)
    assert re.search(rf"\d {word} of children missing from care", text)
    assert not re.search(rf"\d {other} of children missing from care", text)


def test_reports_of_likely_victims_are_not_called_children():
    indicator = PACKAGE.indicators["likely_trafficked_children"]
    assert (indicator.unit, indicator.noun_plural) == ("report", "reports of likely victims")
    assert "Likely victims, children" not in text_of("appendix", years=(2020, 2024))


def test_every_stock_says_that_it_is_one_or_counts_what_can_hardly_change():
    stocks = [
        each
        for each in PACKAGE.indicators.values()
        if each.measure_type == "stock" and each.topic == "online-exploitation"
    ]
    assert [each.short_title for each in stocks if not each.short_title.endswith(", stock")] == []


@pytest.mark.parametrize("report", ["briefing", "factsheet"])
@pytest.mark.parametrize("years", RANGES)
def test_no_headline_only_says_that_cells_are_filled(report, years):
    shown = [block for block in document(report, place="TX", years=years).blocks if isinstance(block, Figure | Table)]
    headlines = [words(block.caption.headline) for block in shown]
    assert [line for line in headlines if re.search(r"\b(?:have|has) (?:a figure|figures|a row)\b", line)] == []


def test_the_ratio_of_likely_victims_names_whom_it_is_of_and_what_it_compares_with():
    sentence = "In 2024, 1 in 7 children reported missing were likely victims of child sex trafficking (2023: 1 in 6)"
    assert f"{sentence}." in text_of("briefing", years=(2023, 2024))
    assert f"{sentence}. For earlier years the ratio is given only for children who had run away" in text_of(
        "briefing", years=(2022, 2024)
    )
    assert "1 in 6 children reported missing who ran away were" in text_of("briefing", years=(2020, 2022))
    assert "1 in 6 children reported missing were" in text_of("briefing", years=(2023, 2023))


def test_the_new_count_of_the_cybertipline_has_its_size_and_what_is_not_known():
    text = text_of("briefing", years=(2020, 2024))
    assert "20.5 million reports relate to 29.2 million incidents." in text
    assert "The reports do not say what 2023 would be in the count of 2024." in text
    assert "one report may cover" not in text


@pytest.mark.parametrize("years", RANGES)
def test_reports_to_the_cybertipline_are_not_called_those_of_the_country(years):
    """Most of them resolve to places outside of it."""
    shown = [block for block in document("briefing", years=years).blocks if isinstance(block, Figure | Table)]
    online = {"cybertipline-reports", "cybertipline-categories", "key-indicators"}
    subtitles = [words(block.caption.subtitle) for block in shown if block.anchor in online]
    assert subtitles
    assert [line for line in subtitles if PACKAGE.places[PACKAGE.country].name in line] == []


def test_the_reports_on_trafficking_of_2020_were_responded_to():
    assert "NCMEC responded to more than 17,000 reports of possible child sex trafficking" in text_of(
        "briefing", years=(2020, 2020)
    )
    assert "NCMEC gave analytical support on more than 17,200 reports" in text_of("briefing", years=(2020, 2021))
    assert "NCMEC responded to more than 17,000 reports" in text_of("appendix", years=(2020, 2020))


@pytest.mark.parametrize("years", [years for years in RANGES if years[0] < years[1]])
def test_a_headline_of_what_rose_and_fell_says_between_which_years(years):
    shown = [block for block in document("briefing", years=years).blocks if isinstance(block, Table)]
    (headline,) = (words(block.caption.headline) for block in shown if block.anchor == "key-indicators")
    assert headline.startswith(f"From {years[1] - 1} to {years[1]} ")


@pytest.mark.parametrize("years", [years for years in RANGES if 2021 in range(years[0], years[1] + 1)])
def test_a_picture_is_not_said_to_be_no_figure(years):
    """The 2021 report shows the cases by status, and so the share resolved, only as a picture."""
    text = text_of("briefing", years=years)
    assert not re.search(r"2021 not (published|given)|no figure for 2021", text)
    assert "Resolved: figure given for" not in text
    assert "their types are not." not in text


@pytest.mark.parametrize("years", RANGES)
def test_a_section_does_not_say_its_topic_again(years):
    text = text_of("briefing", years=years)
    sentences = re.findall(r"(?<=[.=] )[A-Z][^.]{30,}\.", text.partition("* * *")[2])
    assert [each for each in set(sentences) if sentences.count(each) > 1 and "NCMEC, report" not in each] == []
