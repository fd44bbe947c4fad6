from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.audit import Outcome, audit, unexplained
from reportgen.audit.check import PLAUSIBILITY
from reportgen.audit.expressions import Number, Operand, Operation, operands_of, parse
from reportgen.audit.figures import KEY, Figure, constant
from reportgen.dataset import read_package
from reportgen.dataset.observations import ObservationRows, PreferredSeries
from reportgen.errors import DataError
from tests.packages import make_package, observation

DATA = Path(__file__).parent.parent / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the data are not there")


def audited(folder, rows, *, identities=(), **records):
    records = {
        "identities": [{"identity": "it", "indicator": "cases", **identity} for identity in identities],
        **records,
    }
    return audit(read_package(make_package(folder, rows, **records)))


def outcomes(checks, identity="it"):
    return [check.outcome for check in checks if check.identity == identity]


def findings(checks):
    return {
        check.identity.removeprefix(PLAUSIBILITY): check for check in checks if check.identity.startswith(PLAUSIBILITY)
    }


BY_STATUS = {"kind": "sum", "dimension": "status"}


def by_status(active, resolved, total, **cells):
    return [
        observation(active, status="active", **cells),
        observation(resolved, status="resolved", **cells),
        observation(total, **cells),
    ]


def test_parts_that_add_up_pass(tmp_path):
    (check,) = audited(tmp_path, by_status(5, 7, 12), identities=[BY_STATUS])
    assert (check.outcome, check.left, check.right, check.difference) == (Outcome.PASSED, 12, 12, 0)


def test_parts_that_do_not_add_up_fail_with_place_and_line(tmp_path):
    checks = audited(tmp_path, [*by_status(5, 7, 12), *by_status(5, 7, 13, place="AA")], identities=[BY_STATUS])
    (failed,) = unexplained(checks)
    assert (failed.identity, failed.year, failed.place, failed.difference) == ("it", 2020, "AA", 1)
    assert failed.where == f"{tmp_path.as_posix()}/figures.csv:7"
    assert failed.message == "the parts add up to 12, found 13"


def test_places_add_up_to_the_country_in_every_breakdown(tmp_path):
    rows = [
        *by_status(5, 7, 12, place="AA"),
        *by_status(1, 2, 3, place="BB"),
        *by_status(6, 9, 15),
    ]
    assert outcomes(audited(tmp_path, rows, identities=[{"kind": "sum", "dimension": "place"}])) == ["passed"] * 3
    rows[-2]["value"] = 8
    (failed,) = unexplained(audited(tmp_path, rows, identities=[{"kind": "sum", "dimension": "place"}]))
    assert (failed.place, failed.breakdown) == ("US", "status=resolved")


def test_one_part_alone_is_no_sum(tmp_path):
    rows = [observation(5, status="active"), observation(12)]
    assert outcomes(audited(tmp_path, rows, identities=[BY_STATUS])) == [Outcome.SKIPPED]


def test_parts_of_a_part_add_up_to_it(tmp_path):
    codes = {"kind": ["a", {"code": "b", "label": "B"}, *({"code": c, "label": c, "parent": "b"} for c in "cd")]}
    rows = [observation(value, kind=code) for code, value in zip("abcd", (1, 5, 2, 3), strict=True)]
    checks = audited(tmp_path, [*rows, observation(6)], identities=[{"kind": "sum", "dimension": "kind"}], codes=codes)
    assert [(check.breakdown, check.right) for check in checks] == [("", 6), ("kind=b", 5)]
    assert unexplained(checks) == ()


def test_parts_of_an_unpublished_part_count_one_level_up(tmp_path):
    codes = {"kind": ["a", {"code": "b", "label": "B"}, *({"code": c, "label": c, "parent": "b"} for c in "cd")]}
    rows = [observation(value, kind=code) for code, value in zip("acd", (1, 2, 3), strict=True)]
    checks = audited(tmp_path, [*rows, observation(6)], identities=[{"kind": "sum", "dimension": "kind"}], codes=codes)
    assert [(check.breakdown, check.right) for check in checks] == [("", 6)]


@pytest.mark.parametrize(
    ("total", "outcome"),
    [
        (65_449_999, "passed"),
        (65_465_314, "explained"),
        (65_350_000, "passed"),
        (65_349_999, "failed"),
        (65_500_000, "failed"),
    ],
)
def test_a_total_in_words_may_be_rounded_and_is_explained_where_it_is_cut_off(tmp_path, total, outcome):
    rows = by_status(total - 1, 1, 65_400_000)
    rows[-1] |= {"qualifier": "rounded", "printed": "65.4 million"}
    assert outcomes(audited(tmp_path, rows, identities=[BY_STATUS])) == [outcome]


def test_a_figure_that_is_cut_off_says_what_it_would_be_if_rounded(tmp_path):
    rows = by_status(65_465_313, 1, 65_400_000)
    rows[-1] |= {"qualifier": "rounded", "printed": "65.4 million"}
    (check,) = audited(tmp_path, rows, identities=[BY_STATUS])
    assert check.explanation == "The printed figure is cut off after its last digit; rounded it would be 65,500,000."


@pytest.mark.parametrize(("total", "passes"), [(26_500, True), (26_599, True), (26_600, False), (26_499, False)])
def test_a_floor_is_taken_as_cut_off_after_its_last_digit(tmp_path, total, passes):
    rows = by_status(total - 1, 1, 26_500)
    rows[-1] |= {"qualifier": "more_than", "printed": "more than 26,500"}
    assert outcomes(audited(tmp_path, rows, identities=[BY_STATUS])) == ["passed" if passes else "failed"]


def with_a_bound(value, qualifier, printed, total):
    rows = by_status(22, value, total)
    rows[1] |= {"qualifier": qualifier, "printed": printed}
    return rows


@pytest.mark.parametrize(("total", "passes"), [(21, False), (22, True), (26, True), (27, False)])
@pytest.mark.parametrize("tolerance", [None, 0])
def test_a_part_under_5_is_0_to_4_in_a_sum(tmp_path, total, passes, tolerance):
    identities = [BY_STATUS | ({} if tolerance is None else {"tolerance": tolerance})]
    found = outcomes(audited(tmp_path, with_a_bound(5, "less_than", "<5", total), identities=identities))
    assert found == ["explained" if passes else "failed"]


@pytest.mark.parametrize(("total", "passes"), [(71, False), (72, True), (100, True), (9000, True)])
def test_a_part_that_a_sign_hides_above_50_has_no_upper_end(tmp_path, total, passes):
    (check,) = audited(tmp_path, with_a_bound(50, "at_least", "≥50", total), identities=[BY_STATUS])
    assert (check.outcome != "failed") is passes
    assert check.tolerance is None or check.tolerance < 1


@pytest.mark.parametrize(("value", "outcome"), [(9, "passed"), (5, "passed"), (3, "explained"), (0, "explained")])
def test_a_figure_is_at_least_one_under_5_as_far_as_that_is_known(tmp_path, value, outcome):
    rows = [observation(value), observation(5, indicator="a", qualifier="less_than", printed="<5")]
    checks = audited(tmp_path, rows, identities=[{"kind": "at_least", "operands": "a"}])
    assert outcomes(checks) == [outcome]


@pytest.mark.parametrize(("tolerance", "outcome"), [(1, "explained"), (0, "failed")])
def test_what_only_a_declared_tolerance_lets_pass_is_explained_by_it(tmp_path, tolerance, outcome):
    checks = audited(tmp_path, by_status(5, 7, 13), identities=[{**BY_STATUS, "tolerance": tolerance}])
    assert outcomes(checks) == [outcome]


def series(indicator, values, **cells):
    return [observation(value, indicator=indicator, year=2020 + year, **cells) for year, value in enumerate(values)]


@pytest.mark.parametrize("kind", ["stock_flow", "cumulative_flow"])
def test_a_stock_grows_by_its_flow(tmp_path, kind):
    rows = [*series("stock", [500, 520, 550]), *series("cases", [15, 20, 31])]
    identity = {"indicator": "stock", "kind": kind, "operands": "cases"}
    checks = audited(tmp_path, rows, identities=[identity], measure_types={"stock": "stock"})
    assert outcomes(checks) == ["passed", "failed"]
    assert checks[1].message == "the year before and the additions give 551, found 550"


def test_a_stock_is_not_tested_over_a_missing_year(tmp_path):
    rows = [*series("stock", [500, None, 550]), *series("cases", [15, 20, 31])]
    checks = audited(tmp_path, rows, identities=[{"indicator": "stock", "kind": "stock_flow", "operands": "cases"}])
    assert outcomes(checks) == [Outcome.SKIPPED]


@pytest.mark.parametrize(("rate", "outcome"), [(92, "passed"), (91, "explained"), (90, "failed"), (93, "failed")])
def test_a_printed_share_may_be_rounded_and_is_explained_where_it_is_cut_off(tmp_path, rate, outcome):
    rows = [*by_status(84, 916, 1000), observation(rate, indicator="rate", printed=f"{rate}%")]
    identity = {"indicator": "rate", "kind": "share", "operands": "cases{status=resolved} / cases"}
    assert outcomes(audited(tmp_path, rows, identities=[identity], measure_types={"rate": "share"})) == [outcome]


@pytest.mark.parametrize(("whole", "outcome"), [(650, "passed"), (690, "passed"), (600, "explained"), (640, "failed")])
def test_a_ratio_of_a_bound_holds_where_all_it_can_stand_for_is_rounded_to_it(tmp_path, whole, outcome):
    bound = {"qualifier": "more_than", "printed": f"more than {whole}"}
    rows = [observation(whole, **bound), observation(100, indicator="part")]
    rows.append(observation(7, indicator="ratio", qualifier="rounded", printed="1 in 7"))
    identity = {"indicator": "ratio", "kind": "parts", "operands": "cases / part"}
    checks = audited(tmp_path, rows, identities=[identity], measure_types={"ratio": "ratio"})
    assert outcomes(checks) == [outcome]


def test_a_share_of_nothing_is_not_tested(tmp_path):
    rows = [observation(0), observation(0, status="resolved"), observation(91, indicator="rate")]
    identity = {"indicator": "rate", "kind": "share", "operands": "cases{status=resolved} / cases"}
    assert outcomes(audited(tmp_path, rows, identities=[identity], measure_types={"rate": "share"})) == ["skipped"]


def test_shares_of_a_dimension_are_tested_member_by_member(tmp_path):
    rows = [
        *by_status(250, 750, 1000),
        observation(25, indicator="rate", status="active"),
        observation(70, indicator="rate", status="resolved"),
    ]
    identity = {"indicator": "rate", "kind": "share", "dimension": "status", "operands": "cases / cases{status=total}"}
    checks = audited(tmp_path, rows, identities=[identity], measure_types={"rate": "share"})
    assert [(check.breakdown, check.outcome) for check in checks] == [
        ("status=active", "passed"),
        ("status=resolved", "failed"),
    ]


@pytest.mark.parametrize(("printed", "outcome"), [(17, "passed"), (16, "explained"), (15, "failed"), (18, "failed")])
def test_a_printed_change_is_computed_from_its_base_period(tmp_path, printed, outcome):
    codes = {"base_period": [{"code": "previous_year", "label": "Before", "years_back": 1}]}
    change = observation(printed, indicator="change", year=2021, base_period="previous_year", printed=f"{printed}%")
    identity = {"indicator": "change", "kind": "change", "dimension": "base_period", "operands": "cases"}
    folder = make_package(
        tmp_path,
        [*series("cases", [100_000, 116_650]), change],
        identities=[{"identity": "it", **identity}],
        measure_types={"change": "change"},
        codes=codes,
    )
    assert outcomes(audit(read_package(folder))) == [outcome]


def test_parts_and_equal_figures_are_compared(tmp_path):
    rows = [observation(3), observation(1, indicator="a"), observation(2, indicator="b"), observation(4, indicator="c")]
    identities = [
        {"identity": "parts", "kind": "parts", "operands": "a + b"},
        {"identity": "equal", "kind": "equal", "operands": "c"},
    ]
    checks = audited(tmp_path, rows, identities=identities)
    assert [(check.identity, check.outcome) for check in checks] == [("parts", "passed"), ("equal", "failed")]


def test_a_derived_figure_is_what_its_parts_give(tmp_path):
    rows = [
        observation(1, indicator="a"),
        observation(2, indicator="b"),
        observation(3, obs_status="E", derived_from="a + b"),
        observation(4, indicator="c", obs_status="E", derived_from="2 * (a + b)"),
        observation(9, indicator="d", obs_status="E", derived_from="by definition"),
    ]
    checks = audited(tmp_path, rows, identities=[{"kind": "derived", "indicator": ""}])
    assert [(check.indicator, check.outcome) for check in checks] == [("c", "failed"), ("cases", "passed")]


def derived(value, parts, **cells):
    return observation(value, obs_status="E", derived_from=parts, **cells)


def test_a_total_derived_from_its_parts_cannot_fail_against_them_and_is_not_counted(tmp_path):
    rows = by_status(5, 7, 12)
    rows[-1] = derived(12, "cases{status=active} + cases{status=resolved}")
    (check,) = audited(tmp_path, rows, identities=[BY_STATUS])
    assert (check.outcome, check.message) == (Outcome.SKIPPED, "it was derived here from the same figures")


def test_where_a_total_was_derived_its_printed_form_is_checked_with_the_parts(tmp_path):
    rows = by_status(65_465_313, 1, 0)
    rows[-1] = derived(65_465_314, "cases{status=active} + cases{status=resolved}")
    text = {"location": "text", "preferred": "false", "qualifier": "rounded", "printed": "65.4 million"}
    (check,) = audited(tmp_path, [*rows, observation(65_400_000, **text)], identities=[BY_STATUS])
    assert (check.outcome, check.left, check.right) == (Outcome.EXPLAINED, 65_400_000, 65_465_314)
    assert check.where.endswith("figures.csv:5")


def test_a_total_derived_otherwise_is_checked_with_its_parts(tmp_path):
    rows = [*by_status(5, 7, 0)[:2], observation(4, kind="a"), observation(9, kind="b")]
    rows.append(derived(13, "cases{kind=a} + cases{kind=b}"))
    assert outcomes(audited(tmp_path, rows, identities=[BY_STATUS])) == ["failed"]


@pytest.mark.parametrize(("value", "outcome"), [(7, "passed"), (5, "passed"), (4, "failed")])
def test_a_figure_is_not_under_one_that_it_includes(tmp_path, value, outcome):
    rows = [observation(value), observation(5, indicator="a")]
    checks = audited(tmp_path, rows, identities=[{"kind": "at_least", "operands": "a"}])
    assert outcomes(checks) == [outcome]
    if outcome == "failed":
        assert checks[0].message == "4 is under 5"


def test_a_figure_since_the_beginning_grows_even_where_it_is_a_bound(tmp_path):
    rows = series("total", [5000, 5000, 4900, 5100], qualifier="more_than")
    identity = {"kind": "grows", "indicator": ""}
    checks = audited(tmp_path, rows, identities=[identity], measure_types={"total": "cumulative"})
    assert outcomes(checks) == ["failed", "failed", "passed"]
    assert checks[0].message == "5,000 is not more than the 5,000 of 2020"


def test_only_the_member_and_the_years_that_an_identity_names_are_checked(tmp_path):
    rows = [row for year in (2020, 2021, 2022) for row in by_status(5, 5, 10, year=year)]
    identity = {"kind": "equal", "dimension": "status", "member": "active", "operands": "cases{status=resolved}"}
    checks = audited(tmp_path, rows, identities=[{**identity, "from_year": 2021, "to_year": 2021}])
    assert [(check.year, check.breakdown) for check in checks if check.identity == "it"] == [(2021, "status=active")]


AGAIN = {"location": "text", "preferred": "false"}
RESTATED = {"kind": "restated", "indicator": ""}


@pytest.mark.parametrize(
    ("value", "again", "outcome"),
    [
        (28_886, {"value": 28_886}, "passed"),
        (28_886, {"value": 28_800, "qualifier": "more_than", "printed": "more than 28,800"}, "passed"),
        (88_377_207, {"value": 88_300_000, "qualifier": "rounded", "printed": "88.3 million"}, "explained"),
        (26_355, {"value": 26_355, "qualifier": "more_than", "printed": "more than 26,355"}, "explained"),
    ],
)
def test_a_figure_printed_again_is_the_same_rounded_or_explained(tmp_path, value, again, outcome):
    rows = [observation(value), observation(**AGAIN | again)]
    assert outcomes(audited(tmp_path, rows, identities=[RESTATED])) == [outcome]


def test_a_figure_printed_again_as_another_unit_is_explained(tmp_path):
    rows = [observation(42, printed_label="trainings"), observation(42, printed_label="training sessions", **AGAIN)]
    (check,) = audited(tmp_path, rows, identities=[RESTATED])
    assert check.explanation == "Counted as “trainings” in one place and as “training sessions” in the other."


def test_a_count_that_is_called_otherwise_needs_a_note(tmp_path):
    rows = series("cases", [10, 11, 12])
    for row, label in zip(rows, ("families", "people", "people"), strict=True):
        row["printed_label"] = label
    identity = {"kind": "wording", "indicator": ""}
    checks = audited(tmp_path / "1", rows, identities=[identity])
    assert outcomes(checks) == ["failed", "passed"]
    assert checks[0].message == "11 count “people”, the 10 of 2020 “families”"
    note = {"note": "n", "text": "People, not families.", "indicator": "cases", "kind": "comparability"}
    (check, _) = audited(tmp_path / "2", rows, identities=[identity], notes=[{**note, "from_year": 2021}])
    assert (check.outcome, check.explanation) == (Outcome.EXPLAINED, "People, not families.")


def test_a_corrected_misprint_is_shown_with_its_proof(tmp_path):
    rows = [observation(2380, obs_status="I", printed="154", correction="slip")]
    slip = {
        "correction": "slip",
        "printed": "154",
        "corrected": "2380",
        "proof": "the row gives 2,380",
        "note": "a-note",
    }
    found = plausible(tmp_path, rows, corrections=[slip])["misprint"]
    assert (found.outcome, found.explanation) == (Outcome.EXPLAINED, "The row gives 2,380.")
    assert found.message == "154 is printed, 2,380 is used"


EXCEPTION = {"identity": "it", "year": 2020, "place": "US", "explanation": "The total was printed so."}


def test_an_exception_explains_a_failure(tmp_path):
    (check,) = audited(tmp_path, by_status(5, 7, 13), identities=[BY_STATUS], exceptions=[EXCEPTION])
    assert (check.outcome, check.explanation) == (Outcome.EXPLAINED, "The total was printed so.")


@pytest.mark.parametrize("other", [{"year": 2021}, {"place": "AA"}, {"breakdown": "status=active"}])
def test_an_exception_explains_only_its_own_cell_and_is_stale_otherwise(tmp_path, other):
    checks = audited(tmp_path, by_status(5, 7, 13), identities=[BY_STATUS], exceptions=[{**EXCEPTION, **other}])
    assert [check.identity for check in unexplained(checks)] == ["it", "exceptions"]
    assert checks[-1].where.endswith("exceptions.csv:2")


def test_an_exception_for_what_holds_is_stale(tmp_path):
    (stale,) = unexplained(audited(tmp_path, by_status(5, 7, 12), identities=[BY_STATUS], exceptions=[EXCEPTION]))
    assert stale.message == "an exception for `it` explains nothing: there is no such failure"


@pytest.mark.parametrize(
    ("identity", "message"),
    [
        ({"kind": "summ"}, "expected a kind of identity, found `summ`\nhint: did you mean `sum`?"),
        ({"kind": "parts", "operands": "a +"}, "expected an operand at the end"),
        ({"kind": "parts", "operands": "a ? b"}, "found `\\? b`"),
        ({"kind": "parts", "operands": "(cases"}, "expected a closing bracket"),
        ({"kind": "parts", "operands": "cases cases"}, "expected a sign, found `cases`"),
        ({"kind": "parts", "operands": "case"}, "unknown indicator `case`"),
        ({"kind": "parts", "operands": "cases{state=x}"}, "unknown dimension `state`"),
        ({"kind": "sum", "dimension": "shape"}, "unknown dimension `shape`"),
        ({"kind": "change", "dimension": "status", "operands": "cases / cases"}, "expected one indicator"),
    ],
)
def test_an_identity_that_cannot_be_read_is_an_error_with_its_line(tmp_path, identity, message):
    with pytest.raises(DataError, match=rf"identities.csv:2: .*{message}"):
        audited(tmp_path, by_status(1, 2, 3), identities=[identity])


def test_an_expression_names_its_operands():
    found = list(operands_of(parse("100 * (a{x=y;z=w} + b@-1) / c@2021")))
    assert found == [Operand("a", {"x": "y", "z": "w"}), Operand("b", {}, -1), Operand("c", {}, 2021)]


def test_signs_bind_as_in_arithmetic():
    a, b, c = Operand("a", {}), Operand("b", {}), Operand("c", {})
    assert parse("a - b - c") == Operation("-", Operation("-", a, b), c)
    assert parse("a + b * c") == Operation("+", a, Operation("*", b, c))
    assert parse("2.5") == Number(2.5)


bounded = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 3))


@given(bounded, bounded, st.floats(0, 100), st.floats(0, 100))
def test_the_result_of_intervals_holds_the_result_of_their_values(one, other, width, height):
    left, right = Figure(one, one - width, one + height), Figure(other, other - height, other + width)
    for result in (left + right, left - right, left * right, *([] if right.may_be_zero else [left / right])):
        assert result.low <= result.value <= result.high
    assert constant(one) - constant(one) == constant(0)


def plausible(tmp_path, rows, **records):
    return findings(audited(tmp_path, rows, **records))


def test_a_figure_published_otherwise_elsewhere_is_a_contradiction(tmp_path):
    rows = [observation(28_886), observation(28_866, location="text", preferred="false")]
    found = plausible(tmp_path, rows)["contradiction"]
    assert found.outcome == Outcome.WARNING
    assert found.message == "28,886 is used, 28,866 is published too"
    assert found.where.endswith("figures.csv:3")


def test_a_rounding_elsewhere_is_no_contradiction(tmp_path):
    rounded = {"location": "text", "preferred": "false", "qualifier": "rounded", "printed": "28.9 thousand"}
    assert plausible(tmp_path, [observation(28_886), observation(28_900, **rounded)]) == {}


def test_a_note_explains_a_contradiction(tmp_path):
    rows = [observation(28_886, note="a-note"), observation(28_866, location="text", preferred="false")]
    found = plausible(tmp_path, rows)["contradiction"]
    assert (found.outcome, found.explanation) == (Outcome.EXPLAINED, "A note.")


def test_a_year_missing_within_a_series_needs_a_reason(tmp_path):
    rows = [*series("cases", [500, 510, 530]), *series("calls", [1, 2, 3])]
    del rows[1]
    assert plausible(tmp_path / "1", rows)["gap"].year == 2021
    reason = {"indicator": "cases", "year": 2021, "source": "report-2021", "reason": "only a picture"}
    assert plausible(tmp_path / "2", rows, not_published=[reason]) == {}
    assert plausible(tmp_path / "3", [*rows, observation(None, year=2021)]) == {}


@pytest.mark.parametrize(
    "values", [[5000, 5100, 51_200], [5000, 512, 5050], [130, 12], [20_000, 21_000, 20_500, 99_000]]
)
def test_a_slip_of_a_digit_or_a_jump_like_no_other_is_an_outlier(tmp_path, values):
    assert "outlier" in plausible(tmp_path, series("cases", values))


@pytest.mark.parametrize("values", [[5000, 5100, 7200], [2, 30], [100, 210, 100, 230], [0, 500]])
def test_usual_changes_are_no_outliers(tmp_path, values):
    assert "outlier" not in plausible(tmp_path, series("cases", values))


def test_a_jump_at_a_break_is_explained_by_it(tmp_path):
    breaks = [{"indicator": "cases", "year": 2021}]
    found = plausible(tmp_path / "1", series("cases", [500, 5000]), series_breaks=breaks)["outlier"]
    assert (found.outcome, found.explanation) == (Outcome.EXPLAINED, "A note.")
    assert plausible(tmp_path / "2", series("cases", [500, 700]), series_breaks=breaks) == {}


def test_jumps_into_years_that_stand_apart_and_out_of_them_are_explained(tmp_path):
    breaks = [{"indicator": "cases", "year": 2021, "last_year": 2021}]
    checks = audited(tmp_path, series("cases", [500, 5000, 510]), series_breaks=breaks)
    assert [(check.year, check.outcome) for check in checks] == [(2021, "explained"), (2022, "explained")]


def test_the_very_figure_of_the_year_before_is_a_repeat(tmp_path):
    assert plausible(tmp_path / "1", series("cases", [28, 28]))["repeat"].year == 2021
    assert plausible(tmp_path / "2", series("cases", [28, 28]), measure_types={"cases": "stock"}) == {}
    assert plausible(tmp_path / "3", series("cases", [28, 28], qualifier="more_than")) == {}


def test_a_copied_table_is_one_finding(tmp_path):
    rows = [
        row
        for year in (2020, 2021)
        for row in [*by_status(110, 120, 230, year=year), observation(9, year=year, status="x")]
    ]
    rows += [observation(500, year=year, place="AA") for year in (2020, 2021)]
    checks = [check for check in audited(tmp_path, rows) if check.kind == "repeat"]
    assert [check.message for check in checks] == ["4 figures are exactly those of the year before, among them 110"]


def test_the_very_figure_beside_it_is_a_neighbour(tmp_path):
    rows = by_status(154, 154, 308)
    found = plausible(tmp_path, rows)["neighbour"]
    assert found.breakdown == "status=resolved"
    assert found.message == "154 is exactly the figure beside it, of Active"
    assert plausible(tmp_path, by_status(15, 15, 30)) == {}


def test_equal_neighbours_among_many_figures_that_are_often_equal_are_no_finding(tmp_path):
    def members(values):
        return [observation(value, status=f"s{number}") for number, value in enumerate(values, 100)]

    small = [20 + at * 7 % 15 for at in range(38)] + [33, 33]
    assert "neighbour" not in plausible(tmp_path / "small", members(small))
    large = [2000 + at * 71 for at in range(38)] + [9123, 9123]
    assert plausible(tmp_path / "large", members(large))["neighbour"].message.startswith("9,123 is exactly")


def test_a_row_without_one_of_its_columns_misses_a_counterpart(tmp_path):
    rows = [row for place in ("AA", "BB", "CC") for row in by_status(1, 2, 3, place=place)]
    del rows[4]
    found = plausible(tmp_path, rows)["counterpart"]
    assert (found.place, found.breakdown) == ("BB", "status=resolved")


@pytest.mark.parametrize("identity", ["plausibility:repeat", "plausibility:repeat:cases"])
def test_an_exception_explains_what_is_not_plausible(tmp_path, identity):
    exception = {"identity": identity, "year": 2021, "place": "US", "explanation": "It is so."}
    checks = audited(tmp_path, series("cases", [28, 28]), exceptions=[exception])
    assert [check.outcome for check in checks] == [Outcome.EXPLAINED]


def test_an_exception_for_one_indicator_leaves_the_others(tmp_path):
    exception = {"identity": "plausibility:repeat:calls", "year": 2021, "place": "US", "explanation": "It is so."}
    rows = [*series("calls", [28, 28]), *series("cases", [31, 31])]
    (left,) = unexplained(audited(tmp_path, rows, exceptions=[exception]))
    assert left.indicator == "cases"


@pytest.fixture(scope="module")
def published():
    return read_package(DATA)


@needs_data
def test_the_published_figures_hold_or_are_explained(published):
    left = [f"{check.where}: {check.identity}: {check.message}" for check in unexplained(audit(published))]
    assert left == []


CELLS = [
    ("cases", 2020, "US", "case_type=family_abduction;status=active"),
    ("cases", 2024, "US", "age_group=12_to_14;race_ethnicity=black"),
    ("cases", 2020, "TX", "status=resolved"),
    ("cases", 2022, "GA", ""),
    ("cases", 2024, "UNK", "status=active"),
    ("cybertipline_reports", 2024, "US", "category=misleading_domain_name"),
    ("cybertipline_reports", 2022, "US", "channel=public"),
    ("cybertipline_files", 2024, "US", "file_type=video"),
    ("identification_requests", 2023, "US", "agency=military"),
    ("identification_videos", 2022, "US", "agency=us_federal"),
    ("relationships", 2024, "US", "relationship=other_relative"),
    ("actively_traded_children", 2024, "US", "age_stage=pubescent;gender=male"),
    ("likely_trafficked_children", 2024, "US", "gender=female;race_ethnicity=white"),
    ("likely_trafficked_children", 2024, "US", "age_single=15;gender=female"),
]


def _with_one_more(rows, cell):
    """Return the rows with the value of one figure one larger."""
    places = [
        (table, at)
        for table in rows.tables
        for at, key in enumerate(zip(*(table[name] for name in KEY), table["preferred"], strict=True))
        if key == (*cell, True)
    ]
    [(spoiled, at)] = places
    values = [*spoiled["value"]]
    values[at] += 1
    return ObservationRows({**table, "value": values} if table is spoiled else table for table in rows.tables)


@needs_data
@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: "-".join(map(str, cell[:3])))
def test_a_cell_changed_by_one_fails_with_its_place_named(published, cell):
    _, year, place, _ = cell
    rows = _with_one_more(published.rows, cell)
    spoiled = replace(published, rows=rows, series=PreferredSeries(rows))
    failed = [check for check in unexplained(audit(spoiled)) if check.outcome == Outcome.FAILED]
    assert (year, place) in {(check.year, check.place) for check in failed}
    assert all(check.where for check in failed)


def test_what_is_added_up_with_a_bound_is_told_as_the_numbers_that_it_may_be(tmp_path):
    (check,) = audited(tmp_path, with_a_bound(5, "less_than", "<5", 26), identities=[BY_STATUS])
    assert check.message == "the parts add up to 22 to 26, found 26"
    assert check.explanation == "One of the figures is only a bound, which leaves room for it."
