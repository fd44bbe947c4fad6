"""Changes of shares: from counts where both are known, else only where sign and digits are certain."""

import pytest

from reportgen.compare import certain_decimals, compare, share_points
from reportgen.dataset import read_package
from reportgen.measure import Reason
from tests.packages import make_package, observation

COUNTS = {"identity": "rate-of-counts", "kind": "share", "indicator": "rate", "operands": "part / whole"}
MEMBERS = {
    "identity": "rate-of-members",
    "kind": "share",
    "indicator": "rate",
    "dimension": "kind",
    "operands": "part / part{kind=total}",
}


def rates(*values, first=2020, qualifier="rounded", **cells):
    return figures("rate", *values, first=first, qualifier=qualifier, **cells)


def figures(indicator, *values, first=2020, **cells):
    return [observation(value, year=first + i, indicator=indicator, **cells) for i, value in enumerate(values)]


def change_of(tmp_path, rows, *, identities=(COUNTS,), **members):
    package = read_package(make_package(tmp_path, rows, measure_types={"rate": "share"}, identities=identities))
    return compare(package).change("rate", 2020, 2021, **members)


def test_a_share_changes_by_its_counts_and_not_by_its_printed_digits(tmp_path):
    rows = [*rates(88, 91), *figures("part", 25_386, 27_033), *figures("whole", 28_886, 29_568)]
    change = change_of(tmp_path, rows)
    assert change.points == pytest.approx(100 * 27_033 / 29_568 - 100 * 25_386 / 28_886)
    assert (change.points_low, change.points_high) == (change.points, change.points)
    assert (change.base_value, change.value, change.from_rounded) == (88, 91, False)


def test_a_member_changes_by_the_counts_of_that_member(tmp_path):
    rows = [*rates(20.55, 20, kind="a"), *figures("part", 607, 663, kind="a"), *figures("part", 2_954, 3_269)]
    change = change_of(tmp_path, rows, identities=[MEMBERS], kind="a")
    assert change.points == pytest.approx(100 * 663 / 3_269 - 100 * 607 / 2_954)


@pytest.mark.parametrize("missing", ["part", "whole"])
def test_a_count_that_is_missing_in_one_year_leaves_the_printed_digits(tmp_path, missing):
    rows = [*rates(88, 91), *figures("part", 25_386, 27_033), *figures("whole", 28_886, 29_568)]
    rows = [row for row in rows if (row["indicator"], row["year"]) != (missing, 2020)]
    assert change_of(tmp_path, rows).reason == Reason.UNCERTAIN


def test_counts_that_contradict_the_printed_share_are_not_used(tmp_path):
    rows = [*rates(50, 91), *figures("part", 25_386, 27_033), *figures("whole", 28_886, 29_568)]
    change = change_of(tmp_path, rows)
    assert (change.reason, change.points) == (Reason.UNCERTAIN, None)


def test_counts_of_a_small_total_give_no_points(tmp_path):
    rows = [*rates(75, 86.8), *figures("part", 9, 118), *figures("whole", 12, 136)]
    change = change_of(tmp_path, rows)
    assert (change.reason, change.points, change.direction) == (Reason.SMALL_TOTAL, None, "")


@pytest.mark.parametrize(
    ("base", "value", "points"),
    [(88, 91, None), (88, 88, None), (58, 57.5, None), (11.64, 12.29, 0.65), (2.2, 2.9, 0.7), (11.64, 14.59, 2.95)],
)
def test_printed_shares_change_only_where_every_digit_is_certain(tmp_path, base, value, points):
    change = change_of(tmp_path, rates(base, value), identities=())
    assert change.points == points
    assert change.reason == (Reason.UNCERTAIN if points is None else Reason.NONE)


def test_exact_shares_change_as_by_hand(tmp_path):
    assert change_of(tmp_path, rates(11.64, 12.29, qualifier="exact"), identities=()).points == 0.65


@pytest.mark.parametrize(
    ("low", "high", "decimals"),
    [(0.65, 0.65, 1), (0, 0, 1), (-0.1, 0.1, None), (0.65, 0.74, 1), (0.6, 0.75, 0), (1.4, 1.6, None), (-0.3, -0.1, 0)],
)
def test_digits_are_certain_where_both_ends_are_printed_alike(low, high, decimals):
    assert certain_decimals(low, high) == decimals


def place_rows(part, whole):
    return [*figures("cases", *part, status="resolved"), *figures("cases", *whole)]


def test_calculated_shares_change_without_the_noise_of_floats(tmp_path):
    package = read_package(make_package(tmp_path, place_rows((1_164, 1_229), (10_000, 10_000))))
    points = share_points(package, "cases", (2020, 2021), "status", status="resolved")
    assert (points.amount, points.decimals) == (0.65, 1)


def test_calculated_shares_of_few_cases_do_not_change(tmp_path):
    package = read_package(make_package(tmp_path, place_rows((9, 118), (12, 136))))
    assert share_points(package, "cases", (2020, 2021), "status", status="resolved").reason == Reason.SMALL_TOTAL


def test_calculated_shares_of_rounded_counts_change_only_where_certain(tmp_path):
    rows = [
        *figures("cases", 30_000_000, 33_000_000, status="resolved", qualifier="rounded", printed="30 million"),
        *figures("cases", 40_000_000, 40_000_000),
    ]
    rows[1]["printed"] = "33 million"
    package = read_package(make_package(tmp_path, rows))
    assert share_points(package, "cases", (2020, 2021), "status", status="resolved").reason == Reason.UNCERTAIN
