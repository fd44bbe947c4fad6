"""Values below zero: what is compared, what is a share, what is looked at; and nothing ends in arithmetic."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.audit import audit
from reportgen.compare import compare, share, shares
from reportgen.dataset import read_package
from reportgen.measure import Qualifier
from reportgen.precision import exact_difference, exact_sum, printed_interval
from tests.composing import World, broken_down, cells, exhibit, indicator, members_table, over_years, small_print
from tests.packages import make_package

VALUES = st.one_of(
    st.none(), st.sampled_from([0.0, -0.1, 0.1, -5.0, 5.0]), st.floats(-1e9, 1e9).map(lambda v: round(v, 2))
)
"""What a cell may hold."""


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    rows = [
        *broken_down("kind", (-500, 500, 170), "net", a=(-800, 300, 270), b=(300, 200, -100)),
        *broken_down("kind", (-400, -500, -600), "loss", a=(-100, -200, -300), b=(-300, -300, -300)),
    ]
    return World(tmp_path_factory.mktemp("signs"), rows)


@pytest.mark.parametrize(("base", "value"), [(-5, 5), (5, -5), (-500, -600), (-500, 0), (500, -1), (0, -500)])
def test_no_percentage_is_given_from_or_to_a_figure_below_zero(tmp_path, base, value):
    package = read_package(make_package(tmp_path, over_years("net", base, value)))
    change = compare(package).change("net", 2020, 2021)
    assert (change.percent, change.reason, change.difference) == (None, "below_zero", value - base)
    assert change.is_comparable


def test_a_sentence_tells_the_difference_across_zero(world):
    assert world.text("{{ s.say('net', 'the net was {}') }}", years=(2020, 2021)) == (
        "In 2021, the net was 500, 1,000 more than in 2020."
    )
    assert world.text("{{ s.tile('loss') }}") == "100 fewer than in 2021"


def test_a_table_of_what_goes_below_zero_has_differences_only(world):
    block = world.block(members_table("net"), years=(2020, 2021))
    assert cells(block) == [
        ["A", "−800", "300", "+1,100"],
        ["B", "300", "200", "−100"],
        ["All", "−500", "500", "+1,000"],
    ]
    assert small_print(block) == []


def test_a_table_that_asks_for_percentages_says_why_there_is_none(world):
    block = world.block(members_table("net", **{"change-in": "[percent]"}), years=(2020, 2021))
    assert [row[-1] for row in cells(block)] == ["[z]", "[z]", "[z]"]
    assert small_print(block) == ["[z] No percentage change is calculated in a series that goes below zero."]


def test_parts_of_opposite_signs_are_no_shares(world):
    block = world.block(members_table("net", share="true", changes="false"))
    assert [row[-1] for row in cells(block)] == ["[z]", "[z]", "[z]"]
    assert small_print(block) == ["[z] No share is calculated where parts of the whole are above and below zero."]
    line = "{{ share('net{kind=a}', 'kind') }};{{ members('net', 'kind')[0].share }};"
    line += "{{ share_of(members('net', 'kind')[:1], 'net') }}"
    assert world.text(line) == ";;"


def test_parts_that_are_all_below_zero_are_shares(world):
    found = shares(world.package, "loss", 2022, "kind")
    assert found == {"a": 50.0, "b": 50.0}
    assert world.text("{{ share_of(members('loss', 'kind'), 'loss') }}") == "100.0%"


def test_only_the_years_with_opposite_signs_are_without_shares(world):
    assert share(world.package, "net", 2021, "kind", kind="a").percent == 60
    assert share(world.package, "net", 2020, "kind", kind="a").reason == "opposite_signs"


def test_a_bound_is_named_as_the_reason_for_no_share(tmp_path):
    rows = broken_down("kind", (100, 110), a=(60, 70))
    rows += over_years("cases", 40, 40, kind="b", qualifier="more_than")
    block = World(tmp_path, rows).block(members_table(share="true", changes="false"))
    assert [row[-1] for row in cells(block)] == ["63.6%", "[z]", "100.0%"]
    assert small_print(block) == ["[z] No share is calculated from a figure given as “more than” or the like."]


def test_members_by_size_have_those_below_zero_before_those_without_a_figure(world, tmp_path):
    rows = broken_down("kind", (10, 20), a=(5, None), b=(-5, -10), c=(10, 30))
    block = World(tmp_path, rows, indicators=[indicator("cases", unit="euro")]).block(members_table(order="size"))
    assert [row[0] for row in cells(block)] == ["C", "B", "A", "All"]


def test_a_rounded_figure_below_zero_was_cut_off_towards_zero():
    low, high = printed_interval(36.2, Qualifier.ROUNDED, "36.2")
    assert printed_interval(-36.2, Qualifier.ROUNDED, "−36.2") == (-high, -low)


def test_a_step_that_leaves_a_digit_out_is_found_below_zero_too(tmp_path):
    package = read_package(make_package(tmp_path, over_years("net", -5000, -5100, -510)))
    assert [(check.year, check.message) for check in audit(package) if check.kind == "outlier"] == [
        (2022, "−510 is 1/10 of the −5,100 of 2021")
    ]


def test_a_step_across_zero_is_no_multiple(tmp_path):
    package = read_package(make_package(tmp_path, over_years("net", -5000, 5000, 0, -400, 40)))
    assert not [check for check in audit(package) if check.kind == "outlier"]


@pytest.mark.conformance
@settings(max_examples=60, deadline=None)
@given(totals=st.lists(VALUES, min_size=3, max_size=3), parts=st.lists(VALUES, min_size=6, max_size=6))
def test_any_values_can_be_audited_compared_and_printed(tmp_path_factory, totals, parts):
    rows = broken_down("kind", totals, "net", a=parts[:3], b=parts[3:])
    if not rows:
        return
    world = World(tmp_path_factory.mktemp("any"), rows, codes={"kind": ["a", "b"]}, measure_types={"net": "flow"})
    audit(world.package)
    for pair in ((2020, 2021), (2020, 2022), (2021, 2022)):
        change = world.comparison.change("net", *pair)
        assert not (change.has_percent and min(value or 0 for value in totals) < 0)
    world.blocks(members_table("net", share="true"))
    found = shares(world.package, "net", 2020, "kind")
    assert not found or all(share_ >= 0 for share_ in found.values())


@given(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6), st.integers(0, 4))
def test_differences_and_sums_are_those_by_hand(one, other, decimals):
    scale = 10**decimals
    assert exact_difference(one / scale, other / scale) == (one - other) / scale
    assert exact_sum([one / scale, other / scale]) == (one + other) / scale


def test_a_chart_of_the_country_is_not_ended_by_a_change_of_sign(world):
    chart = world.block(exhibit("chart", kind="line", lines='[{figure: "net", name: Net}]')).chart
    assert [point.text for point in chart.lines[0].points] == ["−500", "500", "170"]
