import pytest

from reportgen.measure import Qualifier
from reportgen.precision import printed_interval, printed_unit


@pytest.mark.parametrize(
    ("value", "printed", "unit"),
    [
        (36_200_000, "36.2 million", 100_000),
        (36_000_000, "36 million", 1_000_000),
        (20_000_000, "20 million", 1_000_000),
        (22_300_000, "22.3M+", 100_000),
        (83_000, "83,000+", 1_000),
        (83_000, "", 1_000),
        (29_568, "", 1),
        (430_600_000, "more than 430.6 million", 100_000),
        (1_500_000_000, "1.5 billion", 100_000_000),
        (93.5, "93.5%", 0.1),
        (93.5, "", 0.1),
        (0, "", 1),
    ],
)
def test_the_last_printed_digit_tells_the_unit(value, printed, unit):
    assert printed_unit(value, printed) == pytest.approx(unit)


def test_the_zeros_of_a_percentage_count():
    assert printed_unit(90, is_share=True) == 1
    assert printed_unit(90) == 10


@pytest.mark.parametrize("exact", [36_150_000, 36_249_999, 36_210_368, 36_299_999])
def test_a_rounded_figure_may_be_rounded_or_cut_off(exact):
    low, high = printed_interval(36_200_000, Qualifier.ROUNDED, "36.2 million")
    assert low <= exact < high


@pytest.mark.parametrize(
    ("qualifier", "interval"),
    [
        (Qualifier.EXACT, (5, 5)),
        (Qualifier.MORE_THAN, (5, 6)),
        (Qualifier.AT_LEAST, (5, 6)),
        (Qualifier.LESS_THAN, (0, 5)),
        (Qualifier.ROUNDED, (4.5, 6)),
        (Qualifier.ABOUT, (4.5, 6)),
    ],
)
def test_a_bound_is_cut_off_on_one_side(qualifier, interval):
    assert printed_interval(5, qualifier) == pytest.approx(interval, abs=1e-5)


def test_the_zeros_of_a_bound_are_rounded_away_also_in_a_percentage():
    assert printed_interval(300, Qualifier.MORE_THAN, "more than 300%", is_share=True) == pytest.approx(
        (300, 400), abs=1e-3
    )
