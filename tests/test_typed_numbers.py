"""A number that is typed by hand in a template is told where no figure of the data prints so."""

from dataclasses import replace

import pytest

from reportgen.compose.typed_numbers import typed_numbers
from reportgen.dataset import read_package
from tests.packages import make_package, observation

ROWS = [observation(value, year=year) for year, value in ((2022, 7_053), (2023, 7_075), (2024, 36_200_000))]


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    return read_package(make_package(tmp_path_factory.mktemp("girls"), ROWS))


def told(body, package):
    return list(typed_numbers(body, 10, package))


def test_a_slip_in_a_figure_typed_by_hand_is_told_with_its_line(package):
    body = "# Girls\n\nIn {{ last }} the state enrolled 7,503 girls, 4.2% more; before, it was 7,053.\n"
    assert told(body, package) == ["line 12: typed by hand, and no figure of the data prints so: 7,503 and 4.2%"]


@pytest.mark.parametrize(
    "text",
    ["It was 7,053 in 2022.", "It was 7.053 im Jahr 2022.", "Reports rose to 36.2 million.", "In 2024, ages 12 to 17.",
     "Call 1-800-843-5678 or see [the law](https://example.org/2,258).", "{{ figure('girls') }} {# 9,999 #}",
     ":::{chart} girls\nkind: line\nheight: 7.5\nwidth: 1,024\n:::", "`9,999` is code."],
)  # fmt: skip
def test_figures_of_the_data_years_addresses_code_and_options_are_not_told(text, package):
    assert told(text, package) == []


def test_a_headline_is_text_that_is_printed(package):
    assert told(":::{chart} girls\nkind: line\nheadline: Girls rose to 7,503\n:::\n", package) == [
        "line 12: typed by hand, and no figure of the data prints so: 7,503"
    ]


def test_a_number_in_what_a_figure_is_called_is_not_told(package):
    (name,) = package.indicators
    rate = replace(package.indicators[name], title="rate per 1,000 girls")
    named = replace(package, indicators={name: rate})
    assert told("The rate per 1,000 girls rose.", named) == []
    assert told("The rate per 1,000 girls rose.", package) != []
