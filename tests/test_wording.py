from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen import wording
from reportgen.measure import Qualifier


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (29568, 0, "29,568"),
        (0, 0, "0"),
        (-214, 0, "−214"),
        (0.25, 1, "0.3"),
        (2.5, 0, "3"),
        (-2.5, 0, "−3"),
        (1.005, 2, "1.01"),
        (36.2, 1, "36.2"),
        (999.95, 1, "1,000.0"),
    ],
)
def test_a_number_is_grouped_and_rounded_half_up(value, decimals, text):
    assert wording.number(value, decimals=decimals) == text


@pytest.mark.parametrize(
    ("value", "text"), [(29568.0, "29,568"), (20.55, "20.55"), (88.0, "88"), (0.0, "0"), (1e6, "1,000,000")]
)
def test_an_exact_number_has_as_many_decimals_as_it_needs(value, text):
    assert wording.exact_number(value) == text


@given(st.integers(-(10**9), 10**9))
def test_an_exact_whole_number_reads_back_as_itself(value):
    assert int(wording.exact_number(float(value)).replace(",", "").replace("−", "-")) == value


@pytest.mark.parametrize(("value", "text"), [(1947, "+1,947"), (-68, "−68"), (0, "0"), (0.04, "0.0"), (-0.04, "0.0")])
def test_a_difference_has_its_sign_unless_it_prints_as_zero(value, text):
    decimals = 0 if isinstance(value, int) else 1
    assert wording.signed(value, decimals=decimals) == text


def test_millions_stand_without_the_word():
    assert wording.millions(20_512_803) == "20.5"
    assert wording.millions(63_000_000, decimals=0) == "63"


@pytest.mark.parametrize(
    ("value", "text"),
    [(92.34, "92.3%"), (0, "0.0%"), (0.04, "less than 0.1%"), (0.05, "0.1%"), (100, "100.0%")],
)
def test_a_percentage_that_is_not_zero_never_prints_as_zero(value, text):
    assert wording.percent(value) == text


@pytest.mark.parametrize(
    ("qualifier", "sentence", "cell"),
    [
        (Qualifier.MORE_THAN, "more than 19,000", ">19,000"),
        (Qualifier.AT_LEAST, "at least 19,000", "≥19,000"),
        (Qualifier.ABOUT, "about 19,000", "~19,000"),
        (Qualifier.LESS_THAN, "less than 19,000", "<19,000"),
        (Qualifier.ROUNDED, "19,000", "19,000"),
        (Qualifier.EXACT, "19,000", "19,000"),
    ],
)
def test_a_qualifier_stands_before_the_figure(qualifier, sentence, cell):
    assert wording.qualified("19,000", qualifier) == sentence
    assert wording.qualified_short("19,000", qualifier) == cell


@pytest.mark.parametrize(
    ("first", "last", "sentence", "head"),
    [
        (2020, 2024, "2020 to 2024", "2020–24"),
        (2024, 2024, "2024", "2024"),
        (1999, 2001, "1999 to 2001", "1999–2001"),
        (2000, 2005, "2000 to 2005", "2000–05"),
    ],
)
def test_a_span_of_years_is_worded_for_a_sentence_and_for_a_head(first, last, sentence, head):
    assert wording.year_span(first, last) == sentence
    assert wording.short_year_span(first, last) == head


def test_counts_up_to_twelve_are_words():
    assert [wording.number_word(count) for count in (0, 1, 12, 13)] == ["zero", "one", "twelve", "13"]


@pytest.mark.parametrize(
    ("rank", "text"),
    [(1, "first"), (2, "second"), (10, "tenth"), (11, "11th"), (13, "13th"), (21, "21st"), (22, "22nd"), (53, "53rd")],
)
def test_a_rank_is_an_ordinal(rank, text):
    assert wording.ordinal(rank) == text


@pytest.mark.parametrize(
    ("words", "text"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_words_make_a_list(words, text):
    assert wording.list_of(words) == text


def test_a_list_may_end_in_another_word():
    assert wording.list_of(["a", "b"], last="or") == "a or b"


@pytest.mark.parametrize(
    ("years", "text"),
    [
        ((2024,), "2024"),
        ((2023, 2024), "2023 and 2024"),
        ((2020, 2022, 2024), "2020, 2022 and 2024"),
        ((2021, 2022, 2023, 2024), "2021 to 2024"),
        ((2020, 2022, 2023, 2024), "2020 and 2022 to 2024"),
        ((2024, 2020), "2020 and 2024"),
        ((), ""),
    ],
)
def test_years_in_a_row_are_a_span_from_three_on(years, text):
    assert wording.year_list(years) == text


@given(st.sets(st.integers(1990, 2040), min_size=1))
def test_a_list_of_years_names_each_year_or_spans_it(years):
    text = wording.year_list(sorted(years))
    named = set()
    for part in text.replace(" and ", ", ").split(", "):
        first, _, last = part.partition(" to ")
        named |= set(range(int(first), int(last or first) + 1))
    assert named == years


def test_a_noun_goes_with_its_count():
    assert [wording.plural(count, "case", "cases") for count in (0, 1, 2)] == ["cases", "case", "cases"]


def test_capitalising_leaves_the_rest_as_it_is():
    assert wording.capitalised("more than FBI") == "More than FBI"
    assert wording.capitalised("") == ""


def test_a_date_is_written_out_whatever_the_locale():
    assert wording.long_date(date(2026, 3, 5)) == "March 5, 2026"
