"""Figures that are written with thousands or millions behind them: `1.2M`, `640K`, `1,2 Mio. €`."""

from decimal import Decimal

import pytest

from reportgen.intake.answers import Answers
from reportgen.intake.files import read_sheets
from reportgen.intake.numerals import CellKind, Convention, read_cell
from reportgen.intake.understanding import understand
from reportgen.intake.written import package_files, titled
from reportgen.measure import Qualifier

INCOME = (
    "Item;2022;2023\nGrants;$1.2M;$1.35M\nDonations;$640K;$702K\nEvents;$85K;n/a\nInvestment income;($42K);$18K\n"
    "Total;$1.9M;$2.1M\n"
)


def read(tmp_path, text, **answers):
    path = tmp_path / "income.csv"
    path.write_text(text, encoding="utf-8")
    given = Answers({key.replace("__", "."): answer for key, answer in answers.items()})
    return understand(read_sheets(path)[0], file=path.name, answers=given)


def values(found):
    return [fact.value for fact in found.facts]


@pytest.mark.parametrize(
    ("cell", "value", "sign"),
    [("$1.2M", 1_200_000, "$"), ("640K", 640_000, ""), ("640k", 640_000, ""), ("($42K)", -42_000, "$"),
     ("1.2m", 1_200_000, ""), ("£1.2 m", 1_200_000, "£"), ("3 bn", 3_000_000_000, ""), ("$3B", 3_000_000_000, "$"),
     ("1.35 million", 1_350_000, ""), ("EUR 640k", 640_000, "€"), ("85 T€", 85_000, "€"), ("12 Tsd. EUR", 12_000, "€")],
)  # fmt: skip
def test_digits_are_multiplied_by_what_stands_behind_them_and_rounded_to_the_last(cell, value, sign):
    reading = read_cell(cell, Convention())
    assert (reading.value, reading.sign, reading.qualifier) == (Decimal(value), sign, Qualifier.ROUNDED)


@pytest.mark.parametrize("cell", ["6 m", "12m", "98 k"])
def test_a_letter_that_may_be_a_unit_or_a_sign_makes_no_figure(cell):
    assert read_cell(cell, Convention()).kind == CellKind.TEXT


def test_a_letter_that_a_note_explains_or_a_break_is_no_magnitude():
    assert read_cell("98 k", Convention(signs=frozenset("k"))).value == 98
    assert (read_cell("15.2 b", Convention()).value, read_cell("15.2 b", Convention()).status) == (Decimal("15.2"), "B")


def test_millions_beside_thousands_are_of_one_unit_and_add_up_within_their_digits(tmp_path):
    found = read(tmp_path, INCOME)
    assert values(found) == [
        1_200_000,
        1_350_000,
        640_000,
        702_000,
        85_000,
        None,
        -42_000,
        18_000,
        1_900_000,
        2_100_000,
    ]
    assert (found.measures[0].unit.kind, found.measures[0].unit.of, found.measures[0].unit.scale) == (
        "currency",
        "USD",
        1,
    )
    assert [question.key for question in found.questions] == []


def test_amounts_with_german_words_are_read(tmp_path):
    found = read(
        tmp_path,
        "Bereich;2023;2024\nJugend;1,2 Mio. €;1,4 Mio. €\nHeime;0,6 Mio. €;1,0 Mio. €\nRat;85 Tsd. €;91 Tsd. €\n",
    )
    assert values(found) == [1_200_000, 1_400_000, 600_000, 1_000_000, 85_000, 91_000]
    rows = package_files(found, organisation="", source="income.csv")["figures.csv"].decode().splitlines()
    assert rows[4].endswith("1.0 million")  # the text of the cell would say that it is rounded to a million


def test_letters_mean_the_same_in_a_table_of_which_some_are_certain(tmp_path):
    assert values(read(tmp_path, "County,2023,2024\nAdams,1.2M,3m\nBrook,640K,2B\n")) == [
        1_200_000, 3_000_000, 640_000, 2_000_000_000,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "cell"), [("Income (in millions)\n", "$3"), ("", "$0.6")]
)  # fmt: skip
def test_figures_with_and_without_magnitudes_are_asked_about(tmp_path, title, cell):
    found = read(tmp_path, f"{title}Item,2023,2024\nGrants,$1.2M,$1.4M\nDonations,$640K,{cell}\n")
    assert any(question.key.startswith("unit.") for question in found.questions)


def test_the_sum_of_rounded_figures_is_rounded_as_the_coarsest(tmp_path):
    found = read(tmp_path, "Item,2023,2024\nGrants,$1.2M,$1.4M\nDonations,$640K,$702K\n", sums__item="yes")
    assert [(fact.value, fact.qualifier) for fact in found.facts[-2:]] == [
        (1_800_000, Qualifier.ABOUT), (2_100_000, Qualifier.ABOUT),
    ]  # fmt: skip


def test_an_income_source_is_what_figures_are_of_and_no_note(tmp_path):
    found = read(tmp_path, INCOME.replace("Item", "Income source"))
    assert found.columns[0].role.value in ("breakdown", "place")
    assert (values(found)[0], found.clashes) == (1_200_000, ())


def test_sources_beside_places_are_notes(tmp_path):
    found = read(tmp_path, "County,2023,2024,Source\nAdams,12,13,Census\nBrook,14,15,Survey\n")
    assert found.columns[3].role.value == "note"


@pytest.mark.parametrize(
    ("head", "scale", "currency"),
    [("Spending ($M)", 1_000_000, "USD"), ("Spending, £m", 1_000_000, "GBP"), ("Spending ($000)", 1_000, "USD"),
     ("Ausgaben (TEUR)", 1_000, "EUR"), ("Ausgaben, Mio. €", 1_000_000, "EUR"), ("Spending (US$ bn)", 10**9, "USD"),
     ("Spending ($)", 1, "USD"), ("Cost per meal, $", 1, "USD")],
)  # fmt: skip
def test_heads_say_in_what_money_is_given(tmp_path, head, scale, currency):
    found = read(tmp_path, f"County;{head} 2022;{head} 2023\nAdams;1.2;1.3\nBrook;0.6;0.7\n")
    (measure,) = found.measures
    assert (measure.unit.kind, measure.unit.scale, measure.unit.of) == ("currency", scale, currency)
    assert titled(measure) == head
