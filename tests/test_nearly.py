"""Nearly all is not all, nearly nothing is not nothing, and no fraction is printed with more digits than it has."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen import wording
from reportgen.precision import printed_decimals
from tests.composing import World, broken_down, cells, indicator, members_table, over_years, rows_table, small_print


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (99.94, 1, "99.9%"),
        (99.95, 1, "more than 99.9%"),
        (99.9999992, 1, "more than 99.9%"),
        (100, 1, "100.0%"),
        (100.04, 1, "100.0%"),
        (99.6, 0, "more than 99%"),
        (0.3, 0, "less than 1%"),
        (0.0000001, 1, "less than 0.1%"),
        (-0.01, 1, "more than −0.1%"),
        (99.996, 2, "more than 99.99%"),
        (0, 1, "0.0%"),
    ],
)
def test_only_all_is_printed_as_all_and_only_nothing_as_nothing(value, decimals, text):
    assert wording.percent(value, decimals=decimals) == text


@given(st.integers(1, 10**9), st.integers(1, 10**9), st.integers(0, 3))
def test_a_part_that_is_neither_all_nor_nothing_never_reads_so(one, other, decimals):
    text = wording.percent(100 * one / (one + other), decimals=decimals)
    assert not re.fullmatch(r"(100|0)(\.0+)?%", text)


@pytest.mark.parametrize(
    ("base", "value", "sentence", "cell"),
    [
        (1_200_000, 250, "a fall of more than 99.9%", "below −99.9%"),
        (1_200_000, 0, "a fall of 100.0%", "−100.0%"),
        (1000, 2000, "a rise of 100.0%", "+100.0%"),
        (100_000, 199_970, "a rise of 100.0%", "+100.0%"),
        (100_000, 99_990, "a fall of less than 0.1%", "[low]"),
        (100_000, 200, "a fall of 99.8%", "−99.8%"),
    ],
)
def test_a_fall_to_almost_nothing_is_not_one_to_nothing(tmp_path, base, value, sentence, cell):
    world = World(tmp_path, broken_down("kind", (base, value), a=(base, value)))
    assert sentence in world.text("{{ s.say('cases', '{} cases') }}")
    assert (
        f"down {sentence.removeprefix('a fall of ')} on 2020" in world.text("{{ s.tile('cases') }}")
        or "rise" in sentence
    )
    assert cells(world.block(members_table()))[0][-1] == cell
    (row,) = cells(world.block(rows_table("cases")))[1:]
    assert row[-1] == cell


def test_a_rounded_figure_that_fell_to_almost_nothing_says_about_how_much(tmp_path):
    rows = over_years("visits", 20_000_000, 100_000, qualifier="rounded")
    rows = [{**row, "printed": text} for row, text in zip(rows, ("20 million", "0.1 million"), strict=True)]
    world = World(tmp_path, rows, indicators=[indicator("visits", scale="million")])
    assert "a fall of about 99%." in world.text("{{ s.say('visits', '{} visits') }}")


def test_the_share_of_nearly_all_is_no_hundred_in_a_sentence_nor_in_a_table(tmp_path):
    world = World(tmp_path, broken_down("kind", (1_196_889,), a=(1_196_880,), b=(9,)))
    assert world.text("{{ members('cases', 'kind')[0].share }}") == "more than 99.9%"
    assert world.text("{{ share_of(members('cases', 'kind'), 'cases') }}") == "100.0%"
    assert [row[-1] for row in cells(world.block(members_table(share="true")))] == [
        ">99.9%", "<0.1%", "100.0%"
    ]  # fmt: skip


def test_a_percentage_published_as_whole_stays_whole(tmp_path):
    world = World(tmp_path, over_years("rate", 99.96, 100), indicators=[indicator("rate", "share", "percent")])
    assert world.text("{{ figure('rate', 2020) }} {{ figure('rate', 2021) }}") == "99.96% 100%"


def test_shares_that_hardly_differ_are_not_the_same(tmp_path):
    rows = broken_down("kind", (10_000, 10_001), a=(5000, 5000))
    block = World(tmp_path, rows).block(
        rows_table("cases").replace('figure: "cases"', 'figure: "cases{kind=a}", share-of: kind, label: Part')
    )
    assert cells(block)[1] == ["Part", "50.0%", "50.0%", "[low]"]
    assert "[low] Not zero, but rounds to nothing." in small_print(block)


def test_a_figure_that_millions_round_to_nothing_is_not_nothing(tmp_path):
    rows = over_years("visits", 5_000_000, 20_000)
    world = World(tmp_path, rows, indicators=[indicator("visits", scale="million")])
    assert world.text("{{ figure('visits') }}|{{ figure('visits').plotted }}") == "20,000|less than 0.1"
    assert cells(world.block(rows_table("visits")))[1][1:3] == ["5.0", "<0.1"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (98.07692307692308, "98.08"),
        (2 / 3, "0.667"),
        (0.00123456789012345, "0.00123"),
        (1234.5678901234567, "1,234.57"),
        (-98.07692307692308, "−98.08"),
        (123456789012.25, "123,456,789,012.25"),
        (12345678901234567.0, "12,345,678,901,234,568"),
        (20.55, "20.55"),
        (0.000123, "0.000123"),
        (0.7999999999999999, "0.8"),
    ],
)
def test_a_fraction_is_printed_without_the_noise_of_its_bits(value, text):
    assert wording.exact_number(value) == text


@given(st.integers(-(10**11), 10**11), st.integers(0, 6))
def test_a_figure_that_somebody_wrote_is_printed_with_its_own_digits(digits, decimals):
    value = digits / 10**decimals
    assert float(wording.exact_number(value).replace(",", "").replace("−", "-")) == value


def test_a_difference_has_no_noise(tmp_path):
    world = World(tmp_path, over_years("spend", 0.1, 0.4, kind="a") + over_years("spend", 0.1, 0.3))
    assert world.text("{{ change('spend{kind=a}', 2020, 2021).difference }}") == "0.3"
    assert cells(world.block(members_table("spend")))[0][3] == "+0.3"


@pytest.mark.parametrize(
    ("value", "printed", "decimals"),
    [
        (20, "20.0", 1),
        (1000, "€ 1,000.00", 2),
        (20, "20", 0),
        (36.2e6, "36.2 million", 0),
        (16.65, "16.0", 0),
        (5, "", 0),
        (-3, "−3.0%", 1),
    ],
)
def test_a_zero_at_the_end_of_a_printed_figure_counts(value, printed, decimals):
    assert printed_decimals(value, printed) == decimals


def test_a_column_has_one_number_of_decimals(tmp_path):
    rows = broken_down("kind", (33.15,), "spend", a=(12.5,), b=(3.25,), c=(0.4,), d=(17,))
    assert [row[1] for row in cells(World(tmp_path, rows).block(members_table("spend")))] == [
        "12.50", "3.25", "0.40", "17.00", "33.15"
    ]  # fmt: skip


def test_a_figure_published_with_a_zero_keeps_it(tmp_path):
    rows = over_years("spend", 20, kind="a", printed="20.0") + over_years("spend", 132.5, kind="b")
    world = World(tmp_path, [*rows, *over_years("spend", 152.5)])
    assert [row[1] for row in cells(world.block(members_table("spend")))] == ["20.0", "132.5", "152.5"]
    assert world.text("{{ figure('spend{kind=a}') }}") == "20.0"


def test_columns_of_other_years_and_other_indicators_have_their_own_decimals(tmp_path):
    rows = [*over_years("spend", 20.5, 7), *over_years("cases", 300, 400), *over_years("spend", 3.25, 4, kind="a")]
    world = World(tmp_path, rows)
    table = cells(world.block(rows_table("spend", "cases", "spend{kind=a}")))[1:]
    assert [row[1:3] for row in table] == [["20.50", "7"], ["300", "400"], ["3.25", "4"]]


def test_a_bound_and_a_rounded_million_are_printed_as_before(tmp_path):
    rows = over_years("floor", 500.25, kind="a", qualifier="more_than") + over_years("floor", 12.5, kind="b")
    world = World(tmp_path, [*rows, *over_years("floor", 612.5)])
    assert [row[1] for row in cells(world.block(members_table("floor")))] == [">500.25", "12.5", "612.5"]
