"""`reportgen new`: a project from a file, or one clear message and nothing written."""

import csv
import json
import tomllib
from importlib import import_module
from pathlib import Path

import pikepdf
import pytest

from reportgen.cli import run

COUNTS = "state,year,cases\nOhio,2021,5\nOhio,2022,6\nUtah,2021,7\nUtah,2022,9\n"
MARKED = COUNTS + "Iowa,2021,*\nIowa,2022,4\n"


@pytest.fixture
def new(tmp_path, capsys, monkeypatch):
    """Make a project `out` from a text, with a title unless it is left open; returns exit code, output and messages."""
    monkeypatch.chdir(tmp_path)

    def make(text, *options, name="counts.csv", title="Counts"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        code = run(["new", "out", "--from", name, *(["--title", title] if title else []), *options])
        said = capsys.readouterr()
        return code, said.out, said.err

    return make


def test_a_project_has_settings_data_the_file_itself_and_how_it_was_read(new, tmp_path):
    code, out, said = new(COUNTS, "--organisation", "Office of Counts")
    assert code == 0, said
    assert "rows read 5 = 4 with figures + 1 row of heads" in out
    project = tmp_path / "out"
    assert (project / "sources/counts.csv").read_text() == COUNTS
    head, first, *_ = (project / "data/figures.csv").read_text().splitlines()
    assert head == "indicator,period,place,value,obs_status,source,location"
    assert first == 'cases,2021,Ohio,5,A,counts_csv,"counts.csv, line 2, column C"'
    settings = tomllib.loads((project / "reportgen.toml").read_text())
    assert (settings["reports"], settings["organisation"]) == (["briefing", "factsheet"], "Office of Counts")
    recipe = tomllib.loads((project / "intake.toml").read_text())
    assert [(one["head"], one["role"]) for one in recipe["columns"]] == [
        ("state", "place"),
        ("year", "period"),
        ("cases", "figures"),
    ]


def test_settings_of_a_project_are_obeyed_and_options_stand_above_them(new, tmp_path, monkeypatch):
    assert new(COUNTS, "--organisation", "Office of Counts", "--compiled-by", "Unit 5")[0] == 0
    monkeypatch.chdir(tmp_path / "out")
    path = tmp_path / "out/reportgen.toml"
    told = (
        path.read_text()
        .replace('# paper = "letter"', 'paper = "a5"')
        .replace('# years = "2020-2024"', 'years = "2022"')
    )
    path.write_text(told)
    assert run(["build", "briefing", "--format", "pdf", "--format", "txt"]) == 0
    text = (tmp_path / "out/build/briefing-2022.txt").read_text()
    assert "Unit 5" in text
    assert "The publisher of the figures, Office of Counts, did not write, check or endorse this document." in text
    with pikepdf.open(tmp_path / "out/build/briefing-2022.pdf") as file:
        assert [round(float(each)) for each in file.pages[0].mediabox] == [0, 0, 420, 595]
    assert run(["build", "briefing", "--format", "pdf", "--paper", "a4", "--years", "2021"]) == 0
    with pikepdf.open(tmp_path / "out/build/briefing-2021.pdf") as file:
        assert round(float(file.pages[0].mediabox[3])) == 842


def test_a_last_year_with_few_figures_does_not_end_the_range_and_the_settings_say_why(new, tmp_path):
    rows = [f"S{n},{year},{n + 30}" for year in (2020, 2021) for n in range(9)] + ["S1,2022,35"]
    assert new("\n".join(["school,year,pupils", *rows]))[0] == 0
    text = (tmp_path / "out/reportgen.toml").read_text()
    assert tomllib.loads(text)["years"] == "2020-2021"
    assert "2022 has 1 of 9 figures" in text


def test_lines_of_an_account_have_no_total_and_are_told_each_for_itself(new, tmp_path, monkeypatch):
    lines = ("Grants", "Rents", "Nothing yet")
    rows = [
        f"{district},{line},{year},{0 if line == lines[-1] else n * 7 + year - 2000}"
        for n, line in enumerate(lines) for district in ("North", "South", "West") for year in (2020, 2021, 2022)
    ]  # fmt: skip
    assert new("\n".join(["district,line,year,euro", *rows]), "--yes")[0] == 0
    monkeypatch.chdir(tmp_path / "out")
    assert run(["build", "--format", "txt"]) == 0
    sheet = (tmp_path / "out/build/factsheet-North-2020-2022.txt").read_text()
    briefing = (tmp_path / "out/build/briefing-2020-2022.txt").read_text()
    assert "€22  Grants" in sheet
    assert "Nothing yet" in sheet
    assert "Nothing yet" not in briefing, "what is zero everywhere is drawn nowhere"


def test_places_of_no_known_level_are_written_beside_those_that_are_made_of_them(new, tmp_path, monkeypatch):
    own = {
        "Alder": (4117, 5203),
        "Birch": (8290, 7731),
        "Cedar": (3907, 4410),
        "Dogwood": (6011, 6920),
        "Elm": (977, 813),
    }
    listed = {"Uplands": [a + b for a, b in zip(own["Alder"], own["Birch"], strict=True)]} | own
    rows = [
        f"{name},{year},{value}"
        for name, found in listed.items()
        for year, value in zip((2021, 2022), found, strict=True)
    ]
    assert new("\n".join(["place,year,visits", *rows]), "--yes")[0] == 0
    monkeypatch.chdir(tmp_path / "out")
    places = Path("data/places.csv").read_text(encoding="utf-8")
    assert "Alder,Alder,part of a place,Uplands" in places
    assert "Cedar,Cedar,location," in places
    assert run(["build", "--format", "txt"]) == 0


def test_what_is_doubtful_is_asked_and_nothing_is_written_without_an_answer(new, tmp_path):
    code, out, said = new(MARKED)
    assert code == 2
    assert "mark.*: What does `*` mean, which stands in 1 cell?" in out
    assert "1 question is open" in said
    assert "--yes" in said
    assert not (tmp_path / "out").exists()


def test_yes_takes_the_likeliest_and_the_recipe_says_so(new, tmp_path):
    assert new(MARKED, "--yes")[0] == 0
    recipe = tomllib.loads((tmp_path / "out/intake.toml").read_text())
    assert recipe["answers"]["mark.*"] == "suppressed, to protect people"


def test_answers_in_a_file_count(new, tmp_path):
    (tmp_path / "answers.toml").write_text('"mark.*" = "not available"\n')
    assert new(MARKED, "--answers", "answers.toml")[0] == 0
    assert "not available" in (tmp_path / "out/intake.toml").read_text()


def test_an_answer_to_nothing_is_told(new, tmp_path):
    (tmp_path / "answers.toml").write_text('"mark.+" = "not available"\n')
    code, _, said = new(MARKED, "--answers", "answers.toml")
    assert code == 2
    assert "`mark.+`: nothing of that name was asked" in said
    assert "mark.*" in said


def test_a_period_that_nobody_states_has_to_be_answered(new, tmp_path):
    code, _, said = new("school,pupils\nNorth,5\nSouth,7\n", "--yes")
    assert code == 2
    assert "which period are the figures of" in said
    assert 'period = "..."' in said
    (tmp_path / "answers.toml").write_text('period = "2023/24"\n')
    assert new("school,pupils\nNorth,5\nSouth,7\n", "--answers", "answers.toml")[0] == 0


def test_what_stands_there_is_never_touched(new, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine.txt").write_text("mine")
    code, _, said = new(COUNTS)
    assert code == 2
    assert "found something of this name" in said
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_an_empty_folder_becomes_the_project(new, tmp_path):
    (tmp_path / "out").mkdir()
    assert new(COUNTS)[0] == 0
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".out")]


def test_everything_is_said_as_json_where_that_is_asked_for(new):
    _, out, _ = new(MARKED, "--yes", "--log-json")
    said = json.loads(out)
    assert said["rows"] == {"read": 7, "with figures": 6, "rows of heads": 1}
    assert said["cells"] == {"read": 6, "figures": 5, "`*`": 1}
    assert [column["role"] for column in said["columns"]] == ["place", "period", "figures"]
    assert said["marks"] == {"*": {"cells": 1, "meaning": "suppressed, to protect people"}}
    assert said["questions"][0]["key"] == "mark.*"


def test_a_sheet_is_chosen_by_its_name_and_a_wrong_name_has_a_hint(new):
    code, _, said = new(COUNTS, "--sheet", "count.csv")
    assert code == 2
    assert "did you mean `counts.csv`" in said


def test_a_file_that_is_none_is_one_clear_error(new, tmp_path):
    code, _, said = new("")
    assert code == 3
    assert said.count("error:") == 1
    assert "hint:" in said
    assert run(["new", "out", "--from", "nowhere.csv"]) == 3


def test_a_cell_that_a_spreadsheet_would_run_is_text_in_the_package(new, tmp_path):
    assert new('place,year,n\n"=1+1",2021,5\n"=1+1",2022,5\nOhio,2021,6\nOhio,2022,7\n', "--yes")[0] == 0
    rows = (tmp_path / "out/data/figures.csv").read_text()
    assert ",=1+1" not in rows


PATIENTS = "county,year,age,patients\n" + "".join(
    f"{county},{year},{age},{value}\n"
    for year in (2021, 2022)
    for county, young, old in (
        ("Adams County", 5, 60),
        ("Allen County", 40, 90),
        ("Clark County", 30, 70),
        ("Darke County", 80, 85),
    )
    for age, value in (("young", young), ("old", old), ("Total", young + old))
)


def rule_of(folder):
    return json.loads((folder / "out/data/datapackage.json").read_text())["reportgen"].get("rules", {}).get("suppress")


def test_small_counts_of_people_are_asked_about_in_a_table_of_a_few_places_too(new):
    rows = [f"{place},{year},{1 + at + year % 10}" for at, place in enumerate("ABCDE") for year in (2021, 2022)]
    code, out, _ = new("\n".join(["school,year,pupils", *rows]))
    assert code == 2
    assert "counts of `Pupils` are from 1 to 9; somebody may be known by so small a number" in out


# -- renaming an indicator ------------------------------------------------------------------------------------------

NAMED = "place,year,families housed\n" + "".join(
    f"{place},{year},{40 + year % 10}\n" for place in "AB" for year in (2021, 2022)
)


def renamed(tmp_path, monkeypatch, *changes):
    (tmp_path / "figures.csv").write_text(NAMED)
    assert run(["new", str(tmp_path / "out"), "--from", str(tmp_path / "figures.csv"), "--yes"]) == 0
    for name, old, new in changes:
        path = tmp_path / "out/data" / name
        path.write_text(path.read_text().replace(old, new))
    monkeypatch.chdir(tmp_path / "out")
    return run(["build", "briefing", "--format", "txt"])


def test_where_the_old_title_of_an_indicator_stands_in_a_template_is_said(tmp_path, monkeypatch, capsys):
    assert renamed(tmp_path, monkeypatch, ("indicators.csv", "Families housed", "Households placed")) == 0
    told = capsys.readouterr().err
    assert "data/indicators.csv calls `Families housed` now `Households placed`; the old words stand in lines " in told


def test_a_template_that_asks_for_an_indicator_by_its_old_name_is_told_the_new_one(tmp_path, monkeypatch, capsys):
    changes = [(name, "families_housed", "housed") for name in ("indicators.csv", "figures.csv")]
    assert renamed(tmp_path, monkeypatch, *changes) == 4
    told = capsys.readouterr().err
    assert "unknown indicator `families_housed`, in line" in told
    assert "hint: replace `families_housed` by `housed` in this file" in told


def test_small_counts_of_people_are_asked_about(new):
    code, out, said = new(PATIENTS)
    assert code == 2
    assert "suppress: 2 of 24 counts of `Patients` are from 1 to 9; somebody may be known by so small a number." in out
    assert "1 question is open" in said


def test_the_safe_answer_hides_them_and_what_would_give_them_away(new, tmp_path, monkeypatch, capsys):
    code, out, said = new(PATIENTS, "--yes")
    assert (code, rule_of(tmp_path)) == (0, "1-9")
    assert "taken: 1-9" in out
    assert "2 of 24 figures are small or come from small ones, and are hidden" in said
    assert "more are hidden so that none of these can be worked out: data/suppressed.csv" in said
    monkeypatch.chdir(tmp_path / "out")
    assert run(["build", "briefing", "--format", "txt"]) == 0, capsys.readouterr().err
    assert run(["suppress"]) == 0
    (tmp_path / "counts.csv").write_text(PATIENTS + PATIENTS.replace("2022", "2023").partition("\n")[2])
    assert run(["refresh", "--from", "../counts.csv", "--yes"]) == 0
    assert rule_of(tmp_path) == "1-9"


@pytest.mark.parametrize(("answer", "rule"), [("no", None), ("1-4", "1-4"), ("0-12", "0-12")])
def test_another_answer_is_obeyed(new, tmp_path, answer, rule):
    (tmp_path / "answers.toml").write_text(f'suppress = "{answer}"\n')
    code, _, said = new(PATIENTS, "--answers", "answers.toml")
    assert code == 0, said
    package = json.loads((tmp_path / "out/data/datapackage.json").read_text())
    assert package.get("reportgen", {}).get("rules", {}).get("suppress") == rule


def test_an_answer_that_is_no_rule_is_told(new, tmp_path):
    (tmp_path / "answers.toml").write_text('suppress = "few"\n')
    code, _, said = new(PATIENTS, "--answers", "answers.toml")
    assert (code, "answer `suppress`: expected a range of small numbers such as `1-9`, found `few`" in said) == (
        2,
        True,
    )


def test_counts_of_things_and_few_figures_are_not_asked_about(new):
    assert new(PATIENTS.replace("patients", "ships"))[0] == 0
    assert new("\n".join(PATIENTS.splitlines()[:8]), name="few.csv")[0] == 2, "only because the folder is there"


@pytest.fixture
def prompt(monkeypatch):
    """Answers at a terminal, one after the other; what was asked is in the list that is returned."""
    asked = []

    def answered(*answers):
        left = list(answers)

        def ask(text, **_):
            if not left and text.startswith("Whose figures"):
                return "not named"
            asked.append(text)
            return left.pop(0)

        monkeypatch.setattr(import_module("reportgen.cli.new"), "may_ask", lambda: True)
        monkeypatch.setattr("typer.prompt", ask)
        return asked

    return answered


def test_a_wrong_answer_is_told_at_once_and_asked_again(new, tmp_path, prompt):
    asked = prompt("Cases of measles", "soon", "last year", "2023", "Office of Counts")
    code, out, _ = new("state,cases\nOhio,5\nUtah,7\nIowa,9\n", name="cases by state.csv", title="")
    assert code == 0
    assert asked[0].startswith("What are the figures about?")
    assert [text.startswith("Which period") for text in asked] == [False, True, True, True, False]
    assert "answer `period`: expected a period, found `soon`" in out
    recipe = tomllib.loads((tmp_path / "out/intake.toml").read_text())
    assert recipe["answers"]["title"] == "Cases of measles"
    assert recipe["answers"]["period"] == "2023"


def test_the_publisher_is_asked_at_a_terminal_and_is_the_source(new, tmp_path, prompt):
    asked = prompt("Office of Counts")
    assert new(COUNTS, title="Cases of measles")[0] == 0
    assert asked == ["Whose figures are these? Each report names their publisher as its source."]
    assert 'organisation = "Office of Counts"' in (tmp_path / "out/reportgen.toml").read_text()


@pytest.mark.parametrize(
    ("line", "publisher"),
    [("Lakeside Housing Fund", "Lakeside Housing Fund"), ("Stadt Seeheim, Jugendamt", "Stadt Seeheim, Jugendamt"),
     ("Lakeside Children's Foundation", "Lakeside Children's Foundation"), ("Preliminary figures", ""),
     ("Trust in authorities, 2024", ""), ("Households in council housing", "")],
)  # fmt: skip
def test_a_line_above_the_table_may_name_the_publisher(new, tmp_path, line, publisher):
    assert (
        new(f'Nights in shelters,,\n"{line}",,\n,,\nstate,2022,2023\nOhio,5,6\nUtah,7,9\n', "--yes", title="")[0] == 0
    )
    (source,) = csv.DictReader((tmp_path / "out/data/sources.csv").read_text().splitlines())
    assert (source["title"], source.get("publisher") or "") == ("Nights in shelters", publisher)


def test_the_title_may_be_given_beforehand(new, tmp_path, prompt):
    asked = prompt()
    assert new(COUNTS, "--organisation", "Office of Counts", title="Cases of measles")[0] == 0
    assert asked == []
    assert "Cases of measles" in (tmp_path / "out/data/datapackage.json").read_text()


@pytest.mark.parametrize(
    ("language", "units"),
    [
        ("es", {"por ciento", "por cada 1.000 vecinos", "mil"}),
        ("de", {"Prozent", "je 1.000 vecinos", "Tausend"}),
        ("en", {"percent", "per 1,000 vecinos", "thousand"}),
    ],
)
def test_units_are_written_in_the_language_of_the_project(new, tmp_path, language, units):
    table = "Año;Nacimientos por 1.000 vecinos;Parados (%);Camas (in thousands)\n2020;7,1;12,1;30\n2021;7,3;11,9;31\n"
    assert new(table, "--yes", "--language", language)[0] == 0
    with (tmp_path / "out/data/indicators.csv").open(encoding="utf-8") as file:
        assert {row["unit"] for row in csv.DictReader(file)} == units


def test_without_a_terminal_a_title_that_only_the_file_gives_has_to_be_said_or_taken(new, tmp_path):
    code, out, said = new(COUNTS, title="")
    assert code == 2
    assert "title: What are the figures about? Only the name of the file says it.\n    taken: Counts" in out
    assert "1 question is open" in said
    assert not (tmp_path / "out").exists()
    code, out, _ = new(COUNTS, "--yes", title="")
    assert code == 0
    assert "taken: Counts" in out


def test_a_question_explains_itself_and_a_choice_is_known_by_its_number_or_its_beginning(new, prompt):
    asked = prompt("?", "perhaps", "Not avail")
    code, out, _ = new(MARKED)
    assert code == 0
    assert [text.startswith("What does `*` mean") for text in asked] == [True] * 3
    assert asked[0].count("suppressed, to protect people") == 1
    assert "suppressed" not in asked[1]
    assert "`<` leads back" in out
    assert "`perhaps` is none of the answers" in out
    assert out.count("rows read") == 1


def test_one_may_go_back_to_the_question_before(new, tmp_path, prompt):
    prompt("Cases", "<", "Cases of measles", "1")
    assert new(MARKED, title="")[0] == 0
    assert "Cases of measles" in (tmp_path / "out/data/datapackage.json").read_text()


LEVELS = "country,year,deaths\n" + "".join(
    f"{name},2021,{number}5\n"
    for number, name in enumerate(("Chile", "Peru", "Spain", "Ghana", "Oz", "Narnia", "Nepal"), 1)
)


def test_a_level_is_a_word_and_one_that_nobody_knows_is_asked_back_about(new, tmp_path, prompt, monkeypatch):
    answered = []
    monkeypatch.setattr("typer.confirm", lambda text, **_: answered.append(text) or len(answered) > 1)
    prompt("?", "7", "contry", "realm")
    code, out, _ = new(LEVELS)
    assert code == 0
    assert "All of them: Oz, Narnia." in out
    assert "expected what such places are called, found `7`" in out
    assert [text.partition(" is none of")[0] for text in answered] == ["`contry`", "`realm`"]
    assert "Oz,Oz,realm" in (tmp_path / "out/data/places.csv").read_text()


def test_a_unit_of_people_is_a_count_of_them(new, tmp_path):
    (tmp_path / "answers.toml").write_text('"unit.cases" = "people"\n')
    assert new(COUNTS, "--answers", "answers.toml")[0] == 0
    assert "people,count" in (tmp_path / "out/data/indicators.csv").read_text()


def test_rates_with_decimals_are_rounded_to_them_and_counts_are_not(tmp_path):
    text = "place,year,cases,rate per 1000\nA,2021,51,4.2\nA,2022,50,4.0\nB,2021,61,5.1\nB,2022,60,5.0\n"
    (tmp_path / "figures.csv").write_text(text)
    assert run(["new", str(tmp_path / "out"), "--from", str(tmp_path / "figures.csv"), "--yes"]) == 0
    with (tmp_path / "out/data/figures.csv").open() as file:
        rows = list(csv.DictReader(file))
    told = {(row["indicator"], row["qualifier"]) for row in rows}
    assert told == {("cases", "exact"), ("rate_per_1000", "rounded")}
    assert [row["value"] for row in rows if row["qualifier"] == "rounded"] == ["4.2", "4.0", "5.1", "5.0"]


def test_sums_that_hold_within_rounding_hold_for_check_as_well(new, tmp_path, capsys, monkeypatch):
    rows = [("1.01", "2.02", "3.04"), ("1.11", "2.12", "3.23"), ("4.40", "2.20", "6.60"), ("5.51", "2.02", "7.52")]
    heads = "year,phase,income_million\n"
    lines = [
        f"{2019 + at},{phase},{amount}\n"
        for at, row in enumerate(rows)
        for phase, amount in zip(("Primary", "Secondary", "Total"), row, strict=True)
    ]
    code, out, said = new(heads + "".join(lines), "--yes")
    assert code == 0, said
    assert "add up to the total: in all 4 cases" in out
    monkeypatch.chdir(tmp_path / "out")
    assert run(["check"]) == 0, capsys.readouterr().out
    with Path("data/figures.csv").open(encoding="utf-8", newline="") as figures:
        assert {row["qualifier"] for row in csv.DictReader(figures)} == {"rounded"}


def test_limits_of_a_count_need_not_be_whole_numbers(new, tmp_path):
    code, _, said = new("Year,State,Poor,Margin of Error\n2021,Ohio,4200,310.6\n2022,Ohio,4300,320\n", "--yes")
    assert code == 0, said
    indicators = (tmp_path / "out/data/indicators.csv").read_text()
    assert "poor,Poor,count" in indicators
    assert '"Poor, lower limit",quantity' in indicators
