"""Sums over the places of a level, looked for by themselves."""

from reportgen.audit import Outcome, audit
from reportgen.cli import run
from reportgen.dataset import read_package
from tests.composing import over_years
from tests.packages import make_package
from tests.test_levels import LEVELS, PLACES, ROWS

RECORDS = [{"in_sentence": place["name"], **place} for place in PLACES]


def checks_of(tmp_path, rows=ROWS, **more):
    package = read_package(make_package(tmp_path, rows, places=RECORDS, levels=LEVELS, **more))
    return [each for each in audit(package) if each.kind in ("children", "sum")]


def told(checks):
    return {(int(str(each.year)), each.place): str(each.outcome) for each in checks}


def changed(place, value):
    return [{**row, "value": value} if row["place"] == place else row for row in ROWS]


def test_places_add_up_to_what_they_are_parts_of_level_by_level(tmp_path):
    assert told(checks_of(tmp_path)) == {(2020, place): "passed" for place in ("US", "R1", "R2")}


def test_a_sum_that_does_not_hold_is_a_warning_with_both_figures(tmp_path):
    (wrong,) = [each for each in checks_of(tmp_path, changed("01003", 99)) if each.outcome is not Outcome.PASSED]
    assert (wrong.place, wrong.outcome, wrong.left, wrong.right) == ("R1", Outcome.WARNING, 600, 599)
    assert wrong.message == "the places within it add up to 599, found 600"
    assert wrong.where.endswith("figures.csv:3")


def test_such_a_warning_keeps_nobody_from_building(tmp_path, capsys):
    make_package(tmp_path / "data", changed("01003", 99), places=RECORDS, levels=LEVELS)
    assert run(["check", "--data", str(tmp_path / "data")]) == 3
    assert "plausibility:children: 2020, R1: the places within it add up to 599" in capsys.readouterr().out


def test_sums_that_bounds_leave_room_for_show_none(tmp_path):
    rows = [{**row, "value": 5000} if row["place"] == "US" else row for row in ROWS]
    bound = {"value": 9000, "qualifier": "less_than", "printed": "<9,000"}
    checks = checks_of(tmp_path, [{**row, **bound} if row["place"] == "01003" else row for row in rows])
    assert "warning" not in {str(each.outcome) for each in checks}


def test_there_is_no_sum_where_the_figure_of_a_place_is_missing(tmp_path):
    rows = [row for row in ROWS if row["place"] != "01003"]
    assert told(checks_of(tmp_path, rows)) == {(2020, "US"): "passed", (2020, "R2"): "passed"}


def test_places_that_never_add_up_may_not_be_all_places_and_are_not_counted(tmp_path):
    rows = [{**row, "value": 5000} if row["place"] == "US" else row for row in ROWS]
    checks = checks_of(tmp_path, rows)
    assert told(checks) == {(2020, "US"): "skipped", (2020, "R1"): "passed", (2020, "R2"): "passed"}
    assert "they may not be all of its places" in next(each.message for each in checks if each.place == "US")


def test_what_is_no_count_is_not_added_up(tmp_path):
    assert checks_of(tmp_path, measure_types={"cases": "share"}) == []


def test_a_declared_sum_takes_its_place_and_fails(tmp_path):
    sums = [{"identity": "places", "kind": "sum", "indicator": "cases", "dimension": "place"}]
    checks = checks_of(tmp_path, changed("AT-9", 149), identities=sums)
    assert told(checks) == {(2020, "US"): "passed", (2020, "R1"): "passed", (2020, "R2"): "failed"}
    assert {each.identity for each in checks} == {"places"}


def test_a_known_difference_is_explained_by_an_exception(tmp_path):
    known = {"identity": "plausibility:children:cases", "place": "R1", "explanation": "One county was merged."}
    checks = checks_of(tmp_path, changed("01003", 99), exceptions=[known])
    assert told(checks)[2020, "R1"] == "explained"


def test_a_rounded_figure_may_be_what_the_sum_rounds_to(tmp_path):
    rows = [*over_years("cases", 1_000_000, place="US", qualifier="rounded", printed="1.0 million"),
            *over_years("cases", 600_000, place="R1"), *over_years("cases", 401_000, place="R2")]  # fmt: skip
    assert told(checks_of(tmp_path, rows)) == {(2020, "US"): "passed"}
