"""What a publication hides and gives away by its own totals is told; a count under 5 is a bound, and no 5."""

import json
from itertools import count as numbers
from itertools import product
from math import log

import pytest

from reportgen.audit import source_disclosures
from reportgen.audit.disclosure import disclosures, hidden_by_source
from reportgen.audit.disclosure.columns import column_equations
from reportgen.cli import run
from reportgen.dataset import read_package
from tests.test_disclosure import named
from tests.test_small_packages import package

PLACES = "place,name,level\nALL,All,whole\n" + "".join(f"{name},{name},county\n" for name in "ABCD")
HEAD = "year,place,value,qualifier,obs_status\n"
WHOLE = {"reportgen": {"organisation": {"country": "ALL"}}}
SHOWN = "2021,ALL,100,exact,A\n2021,A,10,exact,A\n2021,B,20,exact,A\n2021,C,30,exact,A\n2021,D,40,exact,A\n"


def cells(total, *values):
    """Rows of 2022 for the whole and its counties; `*` is hidden, `<5` is a ceiling."""
    lines = []
    for place, value in zip(("ALL", *"ABCD"), (total, *values), strict=True):
        if value == "*":
            lines.append(f"2022,{place},,exact,Q\n")
        elif str(value).startswith("<"):
            lines.append(f"2022,{place},{value[1:]},less_than,A\n")
        else:
            lines.append(f"2022,{place},{value},exact,A\n")
    return HEAD + SHOWN + "".join(lines)


def read(folder, rows, descriptor=WHOLE):
    return read_package(package(folder, descriptor, cases=rows, places=PLACES))


def test_a_star_that_its_total_gives_away_is_a_remark_with_what_gives_it_away(tmp_path):
    (told,) = source_disclosures(read(tmp_path, cells(68, "*", 20, 30, 10)))
    assert (told.place, told.outcome) == ("A", "remark")
    assert told.message.startswith("the source hides it, and it can be worked out from 4 that are shown: ")
    assert "8" not in told.message.replace("68", "")


def test_two_stars_protect_each_other(tmp_path):
    found = read(tmp_path, cells(68, "*", "*", 30, 10))
    assert len(hidden_by_source(found)) == 2
    assert source_disclosures(found) == ()


def test_a_count_under_5_that_its_total_gives_away_is_told(tmp_path):
    assert [each.place for each in source_disclosures(read(tmp_path, cells(63, "<5", 20, 30, 10)))] == ["A"]


@pytest.mark.parametrize("total", [60, 65, 66, 59])
def test_a_count_under_5_is_a_bound_and_no_5(tmp_path, total):
    found = [each.place for each in source_disclosures(read(tmp_path, cells(total, "<5", 20, 30, 10)))]
    assert found == (["A"] if total == 60 else []), "a sum that no count from 0 to 4 makes hold gives nothing away"


def test_bounds_that_leave_one_value_each_give_it_away(tmp_path):
    assert [each.place for each in source_disclosures(read(tmp_path, cells(48, "<5", "<5", 30, 10)))] == ["A", "B"]
    assert source_disclosures(read(tmp_path / "2", cells(47, "<5", "<5", 30, 10))) == ()


def test_a_star_that_would_be_less_than_nothing_is_not_told(tmp_path):
    assert source_disclosures(read(tmp_path, cells(50, "*", 20, 30, 10))) == ()


def test_figures_whose_parts_do_not_add_up_give_nothing_away(tmp_path):
    rows = cells(68, "*", 20, 30, 10).replace("2021,ALL,100", "2021,ALL,90")
    assert source_disclosures(read(tmp_path, rows)) == ()


def test_check_tells_it_and_is_content(tmp_path, capsys):
    read(tmp_path, cells(68, "*", 20, 30, 10))
    assert run(["check", "--data", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "Hidden by the source, and given away by it\n" in said
    assert "`reportgen suppress` proposes what else to hide" in said
    assert run(["check", "--data", str(tmp_path), "--format", "json"]) == 0
    records = json.loads(capsys.readouterr().out)
    assert [one["outcome"] for one in records if one["kind"] == "disclosure"] == ["remark"]


def test_a_package_that_hides_small_numbers_itself_may_not_give_those_of_its_source_away(tmp_path):
    rule = {"reportgen": {"organisation": {"country": "ALL"}, "rules": {"suppress": "1-4"}}}
    read(tmp_path, cells(68, "*", 20, 30, 10), rule)
    assert run(["check", "--data", str(tmp_path)]) == 3


def test_what_is_hidden_besides_protects_what_the_source_hides(tmp_path, capsys):
    read(tmp_path, cells(68, "*", 20, 30, 10))
    assert run(["suppress", "--data", str(tmp_path)]) == 3
    assert "1 figure is hidden by the source\n1 of them can be worked out from what is shown" in capsys.readouterr().out
    assert run(["suppress", "--data", str(tmp_path), "--yes"]) == 0
    found = read_package(tmp_path)
    assert [key[2] for key in found.hidden] == ["D"]
    assert disclosures(found) == ()
    assert run(["check", "--data", str(tmp_path)]) == 0


SIZES = (3, 8, 20, 60, 200, 900)


def drawn(seed):
    """Numbers from 0 to 1 that look like drawn ones, always the same."""
    state = seed
    for _ in numbers():
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield (state >> 33) / 2**31


def counties(folder, *, count, states, ages, seed):
    """Write generated counties by age with all totals, counts from 1 to 9 starred; return the counts."""
    draw = drawn(seed)
    counts = {}
    places = ["place,name,level,parent", "US,Whole,country,", *(f"S{at},S{at},state,US" for at in range(states))]
    for at in range(count):
        code, state, size = f"{at:05}", f"S{at % states}", SIZES[int(next(draw) * len(SIZES))]
        places.append(f"{code},{code},county,{state}")
        for age in range(ages):
            value = int(-size * log(1 - next(draw)))
            for key in product((code, state, "US"), (f"a{age}", "total")):
                counts[key] = counts.get(key, 0) + value
    stars = (
        f"{place},{age},,Q" if 0 < value < 10 else f"{place},{age},{value},A" for (place, age), value in counts.items()
    )
    rows = "year,place,age,value,obs_status\n" + "".join(f"2022,{star}\n" for star in stars)
    descriptor = {"reportgen": {"organisation": {"country": "US"}}}
    return counts, read_package(package(folder, descriptor, cases=rows, places="\n".join(places) + "\n"))


def alone(counts, *, count, states, ages):
    """Return the starred cells that are the only one of their row, or of their age within their state."""
    starred = {key for key, value in counts.items() if 0 < value < 10}
    names = [f"a{age}" for age in range(ages)]
    groups = [[(place, age) for age in (*names, "total")] for place in {place for place, _ in counts}]
    for age in (*names, "total"):
        groups.append([(place, age) for place in ("US", *(f"S{at}" for at in range(states)))])
        for at in range(states):
            groups.append([(f"S{at}", age), *((f"{one:05}", age) for one in range(at, count, states))])
    return {next(iter(found)) for group in groups if len(found := starred & set(group)) == 1}


def test_every_star_that_stands_alone_is_found(tmp_path):
    shape = {"count": 60, "states": 4, "ages": 4}
    counts, found = counties(tmp_path, seed=3, **shape)
    expected = alone(counts, **shape)
    told = {(place, age.removeprefix("age=") or "total") for place, age in named(disclosures(found))}
    assert expected
    assert expected <= told <= {key for key, value in counts.items() if 0 < value < 10}


@pytest.mark.conformance
def test_every_county_of_a_country_by_age_is_looked_through(tmp_path):
    shape = {"count": 3144, "states": 51, "ages": 10}
    counts, found = counties(tmp_path, seed=1, **shape)
    told = {(place, age.removeprefix("age=") or "total") for place, age in named(disclosures(found))}
    assert len(hidden_by_source(found)) > 9000
    assert alone(counts, **shape) <= told


SHELTERS = "place,name,level\nTotal,Total,total\n" + "".join(
    f"{name},{name},shelter\n" for name in ("Oak", "Elm", "Ash", "Fir")
)
COLUMNS = {"Oak": (22, "<5", 26), "Elm": (31, 12, 43), "Ash": (18, 15, 33), "Fir": (25, 11, 36), "Total": (96, 42, 138)}
NAMES = "indicator,title\ngirls,Girls\nboys,Boys\nall,All\n"
WHOLE_OF_SHELTERS = {"organisation": {"country": "Total"}}


def in_columns(folder, cells=COLUMNS, names=NAMES, **rules):
    """A package of three indicators, of which nothing says that one is the sum of the others."""
    rows = []
    for place, values in cells.items():
        for name, value in zip(("girls", "boys", "all"), values, strict=True):
            is_bound = str(value).startswith("<")
            rows.append(f"{name},2024,{place},{str(value).strip('<')},{'less_than' if is_bound else 'exact'}")
    text = "indicator,year,place,value,qualifier\n" + "\n".join(rows) + "\n"
    descriptor = {"reportgen": WHOLE_OF_SHELTERS | ({"rules": rules} if rules else {})}
    return read_package(package(folder, descriptor, figures=text, places=SHELTERS, indicators=names))


def suppressed(folder, capsys):
    assert run(["suppress", "--data", str(folder), "--yes"]) == 0, capsys.readouterr().err
    return {(key[0], key[2]) for key in read_package(folder).hidden}


def test_a_column_that_is_the_sum_of_two_others_gives_away_what_is_under_5_in_one(tmp_path):
    alone = {place: values for place, values in COLUMNS.items() if place not in ("Fir", "Total")}
    (told,) = source_disclosures(in_columns(tmp_path, alone))
    assert (told.indicator, told.place) == ("boys", "Oak")
    assert told.message.endswith("from 2 that are shown: `all`, `girls`")


def test_what_protects_it_is_hidden_over_columns_and_places_at_once(tmp_path, capsys):
    in_columns(tmp_path)
    assert suppressed(tmp_path, capsys) == {("boys", "Fir"), ("girls", "Oak"), ("girls", "Fir")}


@pytest.mark.parametrize("four", ["<5", 4])
def test_what_a_rule_hides_and_what_its_source_masks_are_protected_by_the_same_figures(tmp_path, capsys, four):
    in_columns(tmp_path, {**COLUMNS, "Oak": (22, four, 26)}, suppress="1-9")
    assert suppressed(tmp_path, capsys) == {("boys", "Oak"), ("boys", "Fir"), ("girls", "Oak"), ("girls", "Fir")}


def test_three_columns_of_which_one_is_the_sum_of_none_give_nothing_away(tmp_path):
    others = {place: (girls, boys, 2 * girls + 7) for place, (girls, boys, _) in COLUMNS.items() if place != "Total"}
    assert source_disclosures(in_columns(tmp_path, others)) == ()


def test_a_sum_that_no_name_says_is_one_needs_more_than_chance(tmp_path):
    cells = {"Oak": (22, "<5", 26), "Elm": (31, 12, 43), "Ash": (18, 15, 33)}
    assert source_disclosures(in_columns(tmp_path, cells, NAMES.replace("All", "Guests"))) == ()
    longer = cells | {f"P{at}": (100 + at, 700 + at * at, 800 + at + at * at) for at in range(4)}
    places = SHELTERS + "".join(f"P{at},P{at},shelter\n" for at in range(4))
    in_columns(tmp_path / "2", cells, NAMES.replace("All", "Guests"))
    (tmp_path / "2" / "places.csv").write_text(places, encoding="utf-8")
    rows = "".join(
        f"{name},2024,{place},{value},exact\n"
        for place, values in longer.items()
        if place.startswith("P")
        for name, value in zip(("girls", "boys", "all"), values, strict=True)
    )
    with (tmp_path / "2" / "figures.csv").open("a", encoding="utf-8") as file:
        file.write(rows)
    assert [each.place for each in source_disclosures(read_package(tmp_path / "2"))] == ["Oak"]


def test_more_than_three_parts_in_a_row_are_found(tmp_path):
    names = "indicator,title\n" + "".join(f"{name},{name}\n" for name in ("a", "b", "c", "d", "e")) + "total,Total\n"
    rows = {2022: (3, 40, 50, 60, 70, 223), 2023: (11, 41, 55, 61, 73, 241), 2024: (12, 44, 57, 66, 75, 254)}
    text = "indicator,year,value\n" + "".join(
        f"{name},{year},{value}\n"
        for year, values in rows.items()
        for name, value in zip(("a", "b", "c", "d", "e", "total"), values, strict=True)
    )
    read_it = read_package(
        package(tmp_path, {"reportgen": {"rules": {"suppress": "1-9"}}}, figures=text, indicators=names)
    )
    assert [one.figure[0] for one in disclosures(read_it)] == ["a"]


def test_a_zero_that_is_hidden_for_another_is_no_less_than_nothing(tmp_path):
    text = "indicator,year,value\ngirls,2024,0\nboys,2024,9\nall,2024,9\n"
    text += "girls,2023,40\nboys,2023,50\nall,2023,90\n"
    package(tmp_path, {"reportgen": {"rules": {"suppress": "1-9"}}}, figures=text, indicators=NAMES)
    (tmp_path / "suppressed.csv").write_text("indicator,year\ngirls,2024\n", encoding="utf-8")
    # both of all and boys are hidden as 9; girls, which is 0, can be told from nothing
    assert disclosures(read_package(tmp_path)) == ()


def with_rates(folder, *rows, rate="Guests per 1,000", numerator="guests,people", **rules):
    """Guests, people and a rate of them in some places."""
    names = "indicator,title,unit,kind,per,numerator,denominator\nguests,Guests,,count,,,\npeople,People,,count,,,\n"
    names += f'rate,{rate.replace(",", "")},"per 1,000",rate,1000,{numerator or ","}\n'
    text = "indicator,year,place,value,qualifier,obs_status,printed\n"
    for place, guests, people, value in rows:
        cell = f"{guests[1:]},less_than,A,{guests}" if str(guests).startswith("<") else f"{guests},exact,A,"
        text += f"guests,2024,{place},{',exact,Q,' if guests == '*' else cell}\n"
        text += f"people,2024,{place},{people},exact,A,\nrate,2024,{place},{value},rounded,A,{value}\n"
    places = "place,name,level\n" + "".join(f"{row[0]},{row[0]},town\n" for row in rows)
    descriptor = {"reportgen": {"rules": rules}} if rules else {}
    return read_package(package(folder, descriptor, figures=text, places=places, indicators=names))


OTHERS = (("B", 40, 10000, 4.0), ("C", 30, 10000, 3.0), ("D", 55, 10000, 5.5))


@pytest.mark.parametrize(
    ("guests", "people", "rate", "numbers"),
    [
        # 1.9 to 2.1 of 1,500 in a thousand are 2.9 to 3.2: 3 alone
        ("<5", 1500, 2.0, 1),
        ("*", 1500, 2.0, 1),
        # 0.15 to 0.25 of 12,000 are 1.8 to 3: 2 and 3
        ("<5", 12000, 0.2, 2),
        # 0.05 to 0.15 of 30,000 are 1.5 to 4.5: 2, 3 and 4
        ("<5", 30000, 0.1, 3),
        # 0 to 0.05 of 100,000 are 0 to 5, which its bound says
        ("<5", 100000, 0.0, 0),
        # of 80,000 it is 4 to 12: nine numbers, as many as of a star whose bound is not known
        ("*", 80000, 0.1, 0),
        ("*", 79000, 0.1, 8),
    ],
)
def test_a_rate_that_leaves_fewer_numbers_than_the_bound_gives_a_count_away(tmp_path, guests, people, rate, numbers):
    found = disclosures(with_rates(tmp_path, ("A", guests, people, rate), *OTHERS))
    assert [(one.figure[0], one.figure[2], one.numbers) for one in found] == (
        [("guests", "A", numbers)] if numbers else []
    )


def test_a_rate_that_the_figures_alone_show_to_be_one_counts_too(tmp_path):
    more = [("E", 61, 10000, 6.1)]
    assert len(disclosures(with_rates(tmp_path, ("A", "<5", 1500, 2.0), *OTHERS, *more, numerator=""))) == 1


def test_the_rate_is_hidden_then_and_nothing_else(tmp_path, capsys):
    with_rates(tmp_path, ("A", "<5", 1500, 2.0), *OTHERS)
    assert suppressed(tmp_path, capsys) == {("rate", "A")}


@pytest.mark.parametrize("guests", ["<5", 4, "*"])
@pytest.mark.parametrize("title", ["Guests per 1,000", "Mean stay of guests", "Share of all guests"])
def test_with_a_rule_what_names_a_hidden_count_is_hidden_with_it_whoever_hides_that(tmp_path, guests, title):
    found = with_rates(tmp_path, ("A", guests, 50000, 0.1), *OTHERS, rate=title, numerator="", suppress="1-4")
    assert ("rate", "A") in {(key[0], key[2]) for key in found.hidden}
    assert ("rate", "B") not in {(key[0], key[2]) for key in found.hidden}


def test_a_rate_of_something_else_is_shown(tmp_path):
    beds = [
        (place, guests, people, value) for (place, guests, people, _), value in zip(OTHERS, (7, 1.3, 2), strict=True)
    ]
    found = with_rates(tmp_path, ("A", 4, 50000, 0.3), *beds, rate="Beds per 1,000", numerator="", suppress="1-4")
    assert ("rate", "A") not in {(key[0], key[2]) for key in found.hidden}


def test_the_rest_of_a_sum_whose_parts_are_declared_says_nothing_of_what_is_hidden(tmp_path):
    lines = ["girls,boys,other,all"] + [f"{20 + at},{30 + 3 * at},0,{50 + 4 * at}" for at in range(8)]
    lines += ["41,<5,7,52"]  # 4, and no 11
    rows = []
    for at, line in enumerate(lines[1:]):
        for name, value in zip(lines[0].split(","), line.split(","), strict=True):
            rows.append(f"{name},{2010 + at},{value.strip('<')},{'less_than' if '<' in value else 'exact'}")
    text = "indicator,year,value,qualifier\n" + "\n".join(rows) + "\n"
    names = "indicator,title\ngirls,Girls\nboys,Boys\nother,Other\nall,All\n"
    identities = (
        "identity,kind,indicator,operands,description\nall,parts,all,girls + boys + other,All is them together.\n"
    )
    found = read_package(package(tmp_path, figures=text, indicators=names, identities=identities))
    assert not [whole for (whole, *_), _ in (terms[0] for terms in column_equations(found))]
