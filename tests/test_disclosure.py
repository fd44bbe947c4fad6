"""What is hidden cannot be worked out from what is shown: it is found where it can, and mended, with a proof."""

import csv
import json
import shutil
from fractions import Fraction
from itertools import combinations

import pytest

from reportgen.audit.disclosure import disclosures, further_to_hide, narrowed
from reportgen.audit.disclosure.elimination import determined, having, needed, settled
from reportgen.cli import run
from reportgen.dataset import read_package
from reportgen.periods import parse_period
from reportgen.resources import data_folder
from tests.test_small_packages import package

RULE = {"reportgen": {"rules": {"suppress": "1-9"}}}
SIDE = range(3)
TABLE = [{3 * row + column: 1 for column in SIDE} for row in SIDE]
TABLE += [{3 * row + column: 1 for row in SIDE} for column in SIDE]
"""The sums over rows and columns of a table of nine cells."""


def by_hand(rows, count):
    """The unknowns that are determined, the long way with fractions: is the unit vector a sum of the rows."""
    steps = []
    for row in rows:
        rest = reduced([Fraction(row.get(at, 0)) for at in range(count)], steps)
        at = next((at for at, value in enumerate(rest) if value), None)
        if at is not None:
            rest = [value / rest[at] for value in rest]
            steps = [(other, minus(line, rest, line[at])) for other, line in steps] + [(at, rest)]
    return {at for at in range(count) if not any(reduced([Fraction(at == one) for one in range(count)], steps))}


def reduced(line, steps):
    for at, step in steps:
        line = minus(line, step, line[at])
    return line


def minus(line, step, times):
    return [one - times * other for one, other in zip(line, step, strict=True)]


@pytest.mark.parametrize("hidden", [each for size in (3, 4, 5, 6) for each in list(combinations(range(9), size))[::5]])
def test_elimination_finds_what_the_long_way_finds(hidden):
    rows = [{at: factor for at, factor in row.items() if at in hidden} for row in TABLE]
    assert determined(rows) == by_hand(rows, 9)


def test_coefficients_other_than_one_are_exact():
    rows = [{0: 3, 1: 7}, {1: 2, 2: -5}, {0: 1, 2: 4}, {0: 6, 1: 14, 3: 9}]
    assert determined(rows) == by_hand(rows, 4) == {0, 1, 2, 3}


def test_the_fewest_equations_that_give_a_figure_away_are_named():
    rows = {1: {0: 1, 1: 1, 2: 1}, 2: {1: 1}, 3: {2: 1, 3: 1}, 4: {3: 1, 5: 1}, 5: {5: 1}, 6: {2: 1, 7: 1}, 7: {7: 1}}
    assert needed(rows, 1, having(rows)) == (2,)
    assert needed(rows, 0, having(rows)) == (1, 2, 6, 7), "and not those over 3 and 5, which are more"


def test_figures_that_are_as_small_as_they_can_be_are_given_away():
    assert settled([({0: 1, 1: 1}, 2)], {0: 1, 1: 1}) == {0, 1}
    assert settled([({0: 1, 1: 1}, 3)], {0: 1, 1: 1}) == set()
    assert settled([({0: 1, 1: 1}, 1)], {0: 1, 1: 1}) == set(), "an equation that cannot hold says nothing"


def written(folder, cells, **files):
    rows = "".join(f"2022,{place},{age},{value}\n" for (place, age), value in cells.items())
    return read_package(package(folder, RULE, cases="year,place,age,value\n" + rows, **files))


def named(found):
    return [(one.figure[2], one.figure[3]) for one in found]


CELLS = {
    ("N", "total"): 60, ("N", "young"): 5, ("N", "old"): 55,
    ("S", "total"): 90, ("S", "young"): 40, ("S", "old"): 50,
    ("W", "total"): 90, ("W", "young"): 4, ("W", "old"): 86,
}  # fmt: skip


def test_a_member_is_its_total_less_the_others(tmp_path):
    found = disclosures(written(tmp_path, CELLS))
    assert named(found) == [("N", "age=young"), ("W", "age=young")]
    assert [key[3] for key in found[0].shown] == ["", "age=old"]


def test_a_breakdown_that_does_not_add_up_gives_nothing_away(tmp_path):
    many = {(place, age): value + 30 * (age == "old") for (place, age), value in CELLS.items()}
    assert disclosures(written(tmp_path, many)) == ()


LEVELS = "place,name,level,parent\nUS,Whole,country,\nA,Alpha,state,\nB,Beta,state,\n" + "".join(
    f"{state}{number},{state}{number},county,{state}\n" for state in "AB" for number in "12"
)
COUNTIES = {
    ("US", "total"): 300, ("A", "total"): 100, ("B", "total"): 200,
    ("A1", "total"): 7, ("A2", "total"): 93, ("B1", "total"): 80, ("B2", "total"): 120,
}  # fmt: skip


def test_a_county_is_its_state_less_the_others(tmp_path):
    assert named(disclosures(written(tmp_path, COUNTIES, places=LEVELS))) == [("A1", "")]
    others = {**COUNTIES, ("B2", "total"): 121, ("US", "total"): 301}
    assert disclosures(written(tmp_path / "2", others, places=LEVELS)) == (), "the counties of no state add up to it"


def test_hidden_figures_that_are_tied_to_each_other_are_found_together(tmp_path):
    cells = {**CELLS, ("W", "total"): 95, ("W", "young"): 4, ("W", "mid"): 5, ("W", "old"): 86}
    assert named(disclosures(written(tmp_path, cells))) == [("N", "age=young")], "two in a row protect each other"


TWO_ARE_FIVE = {**CELLS, ("W", "total"): 91, ("W", "young"): 2, ("W", "mid"): 3, ("W", "old"): 86}


def test_hidden_figures_that_lie_closer_than_their_rule_are_told(tmp_path):
    found = narrowed(written(tmp_path, TWO_ARE_FIVE))
    assert [(one.figure[2], one.figure[3], one.least, one.most) for one in found] == [
        ("W", "age=young", 1, 4),
        ("W", "age=mid", 1, 4),
    ], "5 is 1 to 4 and the rest; `N` has one value, and is given away"


def test_two_that_come_to_ten_lie_where_the_rule_says(tmp_path):
    wide = {**TWO_ARE_FIVE, ("W", "total"): 96, ("W", "young"): 6, ("W", "mid"): 4}
    assert narrowed(written(tmp_path, wide)) == ()


def test_check_tells_a_range_that_is_closer_than_the_rule_and_does_not_fail_for_it(tmp_path, capsys):
    cells = {key: value for key, value in TWO_ARE_FIVE.items() if key[0] == "W"} | {
        ("S", "total"): 90,
        ("S", "old"): 90,
    }
    written(tmp_path, cells)
    assert run(["check", "--data", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "Hidden by a rule, and known more closely than it" in told
    assert "it is hidden, and known to lie from 1 to 4" in told


def test_a_declared_identity_gives_away_what_it_ties(tmp_path):
    counts = "indicator,year,value\nopen,2022,6\nclosed,2022,60\nall,2022,66\n"
    identities = "identity,kind,indicator,operands\na,parts,all,open + closed\n"
    read = read_package(package(tmp_path, RULE, counts=counts, identities=identities))
    assert [one.figure[0] for one in disclosures(read)] == ["open"]
    assert [key[0] for key in disclosures(read)[0].shown] == ["all", "closed"]


def test_a_month_is_its_quarter_less_the_other_months(tmp_path):
    months = "".join(f"calls,2022-0{month},{count}\n" for month, count in ((1, 6), (2, 60), (3, 71)))
    identities = "identity,kind,indicator,operands\na,periods,quarters,calls\n"
    counts = f"indicator,period,value\n{months}quarters,2022-Q1,137\n"
    read = read_package(package(tmp_path, RULE, counts=counts, identities=identities))
    assert [one.figure[:2] for one in disclosures(read)] == [("calls", parse_period("2022-01"))]


def test_figures_that_are_proposed_leave_nothing_to_work_out(tmp_path):
    read = written(tmp_path, CELLS)
    further = further_to_hide(read)
    assert further == further_to_hide(read)
    assert [key[2] for key in further] == ["N", "W"], "one for each, no zero and no total"
    (tmp_path / "suppressed.csv").write_text(listed(further), encoding="utf-8")
    assert disclosures(read_package(tmp_path)) == ()


def listed(keys):
    return "indicator,year,place,breakdown\n" + "".join(f"{a},{year.code},{c},{d}\n" for a, year, c, d in keys)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """The data that come along, with a rule."""
    folder = tmp_path_factory.mktemp("shipped") / "data"
    shutil.copytree(data_folder(), folder)
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["reportgen"]["rules"]["suppress"] = "1-9"
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def test_of_the_shipped_table_by_place_most_small_figures_can_be_worked_out_and_then_none(shipped):
    read = read_package(shipped)
    hidden = [key for key in read.hidden if key[0] == "cases" and key[2] != read.country]
    found = [one for one in disclosures(read) if one.figure in hidden]
    assert (len(found), len(hidden)) == (37, 45)
    (shipped / "suppressed.csv").write_text(listed(further_to_hide(read)), encoding="utf-8")
    after = read_package(shipped)
    (shipped / "suppressed.csv").unlink()
    assert disclosures(after) == ()
    assert len(after.hidden) < 2 * len(read.hidden)


def synthetic(folder, counties, ages=10):
    """Counties in states by age, with all totals; of five counties, three have small numbers."""
    folder.mkdir(exist_ok=True)
    states = [f"S{number}" for number in range(max(2, counties // 60))]
    places = ["place,name,level,parent", "US,Whole,country,", *(f"{state},{state},state," for state in states)]
    cells, seed = {}, 7
    for number in range(counties):
        county, state = f"{number:05d}", states[number % len(states)]
        places.append(f"{county},C{county},county,{state}")
        for age in range(ages):
            seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
            value = (seed >> 33) % (3, 10, 40, 200, 2000)[(number * 7 + age // 4) % 5]
            for place in (county, state, "US"):
                for cut in (f"a{age}", "total"):
                    cells[place, cut] = cells.get((place, cut), 0) + value
    text = "year,place,age,value\n" + "".join(f"2023,{place},{cut},{value}\n" for (place, cut), value in cells.items())
    (folder / "cases.csv").write_text(text, encoding="utf-8")
    (folder / "places.csv").write_text("\n".join(places) + "\n", encoding="utf-8")
    settings = {"organisation": {"country": "US"}, "rules": {"suppress": "1-9"}}
    (folder / "datapackage.json").write_text(json.dumps({"reportgen": settings}), encoding="utf-8")
    return folder


@pytest.mark.parametrize("counties", [120, pytest.param(1600, marks=pytest.mark.conformance)])
def test_counties_by_age_are_protected_at_all_levels_at_once(tmp_path, counties):
    folder = synthetic(tmp_path, counties)
    read = read_package(folder)
    assert disclosures(read)
    further = further_to_hide(read)
    (folder / "suppressed.csv").write_text(listed(further), encoding="utf-8")
    assert disclosures(read_package(folder)) == ()
    assert len(further) <= len(disclosures(read)) + 2


def test_check_tells_what_can_be_worked_out_and_never_the_figure(tmp_path, capsys):
    written(tmp_path, {**CELLS, ("N", "young"): 7, ("N", "total"): 62})
    assert run(["check", "--data", str(tmp_path), "--format", "json"]) == 3
    found = [each for each in json.loads(capsys.readouterr().out) if each["kind"] == "disclosure"]
    assert [found[0][name] for name in ("place", "breakdown", "outcome")] == ["N", "age=young", "failed"]
    assert found[0]["message"].endswith("from 2 that are shown: `total`, `age=old`")
    assert not any("7" in each["message"] for each in found)


REPORT = "---\ntitle: Cases\nkicker: All\ndescription: All\n---\n\nText.\n"


def test_a_final_document_is_refused_until_what_is_proposed_is_hidden(tmp_path, capsys):
    written(tmp_path / "data", CELLS)
    (tmp_path / "r.md").write_text(REPORT, encoding="utf-8")
    build = [
        "build",
        str(tmp_path / "r.md"),
        "--data",
        str(tmp_path / "data"),
        "--out",
        str(tmp_path / "out"),
        "--format",
        "txt",
    ]
    assert run(build) == 3
    assert (
        "2 hidden figures can be worked out\nhint: `reportgen check` shows them; `reportgen suppress`"
        in capsys.readouterr().err
    )
    assert run([*build, "--allow-failing-checks"]) == 0
    assert "Draft: 2 hidden figures can be worked out" in next((tmp_path / "out").glob("*.txt")).read_text("utf-8")
    assert run(["suppress", "--data", str(tmp_path / "data")]) == 3
    assert "2 more to hide, 22.2% of all" in capsys.readouterr().out
    assert run(["suppress", "--data", str(tmp_path / "data"), "--yes"]) == 0
    listing = (tmp_path / "data/suppressed.csv").read_text(encoding="utf-8")
    assert [row["place"] for row in csv.DictReader(listing.splitlines())] == ["N", "W"]
    assert run(build) == 0, capsys.readouterr().err
    assert run(["suppress", "--data", str(tmp_path / "data")]) == 0
