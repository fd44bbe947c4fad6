"""`reportgen refresh`: next year's file is read as this year's was; what changes is told before it is written."""

import csv
import tomllib

import openpyxl
import pytest

from reportgen.batch.files import write_durably
from reportgen.cli import run
from reportgen.dataset import read_package

COUNTS = "state,year,cases\nOhio,2021,5\nOhio,2022,6\nUtah,2021,7\nUtah,2022,9\n"


@pytest.fixture
def project(tmp_path, capsys, monkeypatch):
    """A project made from counts; `refresh(text)` reads another file into it: exit code, output, messages."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "counts.csv").write_text(COUNTS)
    assert run(["new", "out", "--from", "counts.csv", "--yes"]) == 0
    monkeypatch.chdir(tmp_path / "out")
    capsys.readouterr()

    def refresh(text, *options, name="counts.csv"):
        (tmp_path / name).write_text(text)
        code = run(["refresh", "--from", f"../{name}", *options])
        said = capsys.readouterr()
        return code, said.out, said.err

    return refresh


def figures(tmp_path):
    rows = csv.DictReader((tmp_path / "out/data/figures.csv").read_text().splitlines())
    return {(row["place"], row["period"]): row["value"] for row in rows}


def test_the_same_file_again_brings_nothing_new(project):
    code, out, _ = project(COUNTS)
    assert (code, out.splitlines()[-1]) == (0, "nothing new")


def test_a_new_year_is_added_and_what_was_there_stays(project, tmp_path):
    code, out, _ = project("state,year,cases\nOhio,2023,8\nUtah,2023,4\n", "--yes", name="counts-2023.csv")
    assert code == 0
    assert "new: 2 figures of 2023" in out
    assert "kept: 4 figures that the file does not have" in out
    assert figures(tmp_path)["Ohio", "2023"] == "8"
    assert len(figures(tmp_path)) == 6
    assert (tmp_path / "out/sources/counts-2023.csv").exists()
    sources = (tmp_path / "out/data/sources.csv").read_text()
    assert "counts_csv,2021,2022" in sources
    assert "counts_2023_csv,2023" in sources
    assert tomllib.loads((tmp_path / "out/intake.toml").read_text())["file"] == "sources/counts-2023.csv"


def test_a_changed_figure_is_a_revision_with_its_cell(project, tmp_path):
    code, out, said = project(COUNTS.replace("Utah,2021,7", "Utah,2021,77"))
    assert code == 2
    assert "Utah, 7 is now 77" not in out
    assert "7 is now 77 (counts.csv, line 4, column C)" in out
    assert "`--yes` writes what is shown" in said
    assert figures(tmp_path)["Utah", "2021"] == "7"
    project(COUNTS.replace("Utah,2021,7", "Utah,2021,77"), "--yes")
    assert figures(tmp_path)["Utah", "2021"] == "77"
    (row,) = csv.DictReader((tmp_path / "out/revisions.csv").read_text().splitlines())
    assert (row["old"], row["new"], row["place"]) == ("7", "77", "Utah")


def test_a_revised_figure_has_a_note_in_the_report(project, tmp_path, monkeypatch):
    project(COUNTS.replace("Utah,2021,7", "Utah,2021,77"), "--yes")
    (note,) = csv.DictReader((tmp_path / "out/data/notes.csv").read_text().splitlines())
    assert (note["member"], note["from_year"], note["to_year"]) == ("Utah", "2021", "2021")
    monkeypatch.chdir(tmp_path / "out")
    assert run(["build", "briefing", "--format", "txt"]) == 0
    text = next((tmp_path / "out/build").glob("*.txt")).read_text()
    assert "Utah, 2021: Revised since it was first given." in text


def test_what_was_edited_in_the_lists_stays(project, tmp_path):
    path = tmp_path / "out/data/indicators.csv"
    path.write_text(path.read_text().replace("Cases", "Reported cases"))
    project(COUNTS + "Iowa,2021,3\nIowa,2022,4\n", "--yes")
    assert "Reported cases" in path.read_text()
    assert "Iowa" in (tmp_path / "out/data/places.csv").read_text()


def test_a_changed_layout_is_told(project):
    _, out, _ = project("state,year,sort,cases\nOhio,2023,A,5\nUtah,2023,B,6\nOhio,2022,A,6\nUtah,2022,B,9\n")
    assert "layout: `sort` is new" in out


def test_outside_a_project_there_is_nothing_to_refresh(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["refresh"]) == 2
    assert "reportgen new" in capsys.readouterr().err


@pytest.fixture
def shelters(tmp_path, capsys, monkeypatch):
    """A project whose total is called as nothing else is, and a function that changes the answers of `intake.toml`."""
    monkeypatch.chdir(tmp_path)
    text = "Shelter,2022,2023\nHope House,300,310\nHarbour Lodge,120,111\nSt. Brigid,45,44\nEverything,470,465\n"
    (tmp_path / "nights.csv").write_text(text)
    assert run(["new", "out", "--from", "nights.csv", "--yes"]) == 0
    monkeypatch.chdir(tmp_path / "out")
    capsys.readouterr()

    def answer(line):
        path = tmp_path / "out/intake.toml"
        kept = [each for each in path.read_text().splitlines() if not each.lstrip('"').startswith("total")]
        path.write_text("\n".join(kept).replace("[answers]", f"[answers]\n{line}"))
        code = run(["refresh", "--yes"])
        return code, capsys.readouterr().out

    return answer


def places(tmp_path):
    rows = csv.DictReader((tmp_path / "out/data/places.csv").read_text().splitlines())
    return {row["place"]: row["level"] for row in rows}


def test_an_answer_in_the_recipe_says_what_stands_for_all_others(shelters, tmp_path):
    assert places(tmp_path)["Everything"] == "shelter"
    code, out = shelters('total = "Everything"')
    assert (code, "layout: `Everything` stands for all others now" in out) == (0, True)
    names = ("Hope House", "Harbour Lodge", "St. Brigid")
    assert places(tmp_path) == {"Everything": "total"} | dict.fromkeys(names, "shelter")
    assert read_package(tmp_path / "out/data").country == "Everything"
    assert shelters('total = "Everything"')[1].splitlines()[-1] == "nothing new"
    shelters('total = "none"')
    assert places(tmp_path) == {"total": "total"} | dict.fromkeys(("Everything", *names), "shelter")
    assert read_package(tmp_path / "out/data").country == "total"


def test_a_line_that_was_taken_out_of_a_list_is_not_put_back(shelters, tmp_path):
    path = tmp_path / "out/data/places.csv"
    path.write_text("".join(line for line in path.read_text().splitlines(True) if not line.startswith("total,")))
    out = shelters('period = "2023"')[1]
    assert out.splitlines()[-1] == "nothing new"
    assert "total" not in places(tmp_path)


def test_a_figure_that_the_file_no_longer_has_is_named_with_its_cell(project, tmp_path):
    _, out, _ = project(COUNTS.replace("Utah,2021,7\n", "") + "Iowa,2022,4\n", "--yes")
    assert "Utah: 7 (counts.csv, line 4, column C) has it no longer" in out
    assert figures(tmp_path)["Utah", "2021"] == "7"


def test_the_limits_of_a_figure_go_with_it(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = "state,year,rate,lower,upper\nOhio,2021,5.1,4.2,6.3\nOhio,2022,6.2,5.1,7.3\nUtah,2021,7.3,6.4,8.2\n"
    (tmp_path / "rates.csv").write_text(text + "Utah,2022,9.1,8.3,9.9\n")
    assert run(["new", "out", "--from", "rates.csv", "--yes"]) == 0
    monkeypatch.chdir(tmp_path / "out")
    (tmp_path / "rates.csv").write_text(text + "Utah,2022,..,,\n")
    capsys.readouterr()
    assert run(["refresh", "--from", "../rates.csv", "--yes"]) == 0
    out = capsys.readouterr().out
    assert "left out: 2 limits of figures that are no longer given" in out
    assert "rate_lower, 2022, Utah: 8.3 (rates.csv, line 5, column D) goes with its figure" in out
    rows = list(csv.DictReader((tmp_path / "out/data/figures.csv").read_text().splitlines()))
    left = {row["indicator"]: row["value"] for row in rows if (row["place"], row["period"]) == ("Utah", "2022")}
    assert left == {"rate_lower": "", "rate_upper": "", "rate": ""}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("data/sources.csv", b"rource,year\nx,2021\n", "data/sources.csv"),
        ("data/figures.csv", "indicator,period\n".encode("utf-16"), "expected UTF-8, found UTF-16"),
        ("data/places.csv", b"place,name\nOhio,Oh\0io\n", "found the control character U+0000"),
        ("data/datapackage.json", b"[" * 3000, "data/datapackage.json"),
        ("intake.toml", b"\xff\xfe", "intake.toml"),
        ("revisions.csv", b"file,old\n\xe9,1\n", "revisions.csv:2: expected UTF-8, found the byte 0xE9"),
        ("revisions.csv", b"file,old\na,1,2,3\n", "revisions.csv:2: expected 2 cells as in the head, found 4"),
    ],
)
def test_a_project_that_cannot_be_read_is_told_and_nothing_is_written(project, tmp_path, name, content, message):
    path = tmp_path / "out" / name
    path.write_bytes(content)
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    code, _, said = project(COUNTS.replace("Utah,2021,7", "Utah,2021,77"), "--yes")
    assert code in (2, 3), said
    assert message in said
    assert "hint: " in said
    assert {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()} == before


@pytest.mark.conformance
def test_a_refresh_that_was_killed_is_finished_by_the_next_one(project, tmp_path, monkeypatch):
    revised = COUNTS.replace("Utah,2021,7", "Utah,2021,77").replace("Ohio,2022,6", "Ohio,2022,66")
    assert project(revised, "--yes")[0] == 0
    out = tmp_path / "out"
    expected = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    for stop in range(7):  # more than it writes
        project(COUNTS, "--yes")
        (out / "revisions.csv").unlink()
        with monkeypatch.context() as patch:
            patch.setattr("reportgen.batch.changes.write_durably", _stopping_after(stop))
            project(revised, "--yes")
        assert project(revised, "--yes")[0] == 0
        assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == expected


def _stopping_after(stop):
    """Write so many files, and end as somebody does who presses Ctrl-C."""
    left = iter(range(stop))

    def writing(path, content):
        if next(left, None) is None:
            raise KeyboardInterrupt
        write_durably(path, content)

    return writing


def test_a_refresh_writes_nothing_through_a_link(project, tmp_path):
    theirs = tmp_path / "theirs"
    theirs.write_text("theirs")
    for name in ("data/.figures.csv.part", ".intake.toml.part"):
        (tmp_path / "out" / name).symlink_to(theirs)
    assert project("state,year,cases\nOhio,2023,8\n", "--yes")[0] == 0
    assert theirs.read_text() == "theirs"
    assert (tmp_path / "out/data/.figures.csv.part").is_symlink()


def test_what_nobody_has_answered_of_the_new_file_is_told_with_what_is_taken(project, tmp_path):
    text = "state,year,cases\nOhio,2023,8\nUtah,2023,about -\nIowa,2023,*\n"
    code, out, _ = project(text, name="counts-2023.csv")
    assert code == 2
    assert "What is `about -`? It is no figure as the others in its column are, and is left out." in out
    assert "mark.*: What does `*` mean" in out
    recipe = tmp_path / "out/intake.toml"
    recipe.write_text(recipe.read_text().replace("[answers]\n", '[answers]\n"mark.*" = "not available"\n', 1))
    _, out, _ = project(text, name="counts-2023.csv")
    assert "mark.*" not in out


def test_a_workbook_with_a_sheet_more_is_read_again_as_one(tmp_path, monkeypatch, capsys):
    book = openpyxl.Workbook()
    book.active.title = "2022"
    for sheet in (book.active, book.create_sheet("2023")):
        for row in (["county", "beds"], ["Adams", 31], ["Brown", 28 + int(sheet.title)]):
            sheet.append(row)
    book.save(tmp_path / "beds.xlsx")
    monkeypatch.chdir(tmp_path)
    assert run(["new", "out", "--from", "beds.xlsx", "--yes"]) == 0
    third = book.create_sheet("2024")
    for row in (["county", "beds"], ["Adams", 35], ["Brown", 29]):
        third.append(row)
    book.save(tmp_path / "beds.xlsx")
    monkeypatch.chdir(tmp_path / "out")
    capsys.readouterr()
    assert run(["refresh", "--from", "../beds.xlsx", "--yes"]) == 0
    assert "new: 2 figures of 2024" in capsys.readouterr().out
    assert len(figures(tmp_path)) == 6


@pytest.fixture
def yearbook(tmp_path, monkeypatch, capsys):
    """A project of a workbook with years below a merged head; `refresh(years, *options)` brings another one."""

    def written(years, name):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(["State", "Residents"])
        sheet.append([None, *years])
        for number, state in enumerate(("Ohio", "Utah", "Iowa"), 1):
            sheet.append([state, *(number * 40_000 + year for year in years)])
        sheet.merge_cells("B1:D1")
        sheet.merge_cells("A1:A2")
        book.save(tmp_path / name)

    written((2021, 2022, 2023), "residents.xlsx")
    monkeypatch.chdir(tmp_path)
    assert run(["new", "out", "--from", "residents.xlsx", "--yes"]) == 0
    monkeypatch.chdir(tmp_path / "out")

    def refresh(years, *options):
        written(years, "later.xlsx")
        capsys.readouterr()
        code = run(["refresh", "--from", "../later.xlsx", *options])
        said = capsys.readouterr()
        return code, said.out, said.err

    return refresh


def test_a_year_beside_a_merged_head_is_the_next_one_of_its_measure_and_that_is_asked(yearbook, tmp_path):
    code, out, _ = yearbook((2021, 2022, 2023, 2024, 2025), "--yes")
    assert code == 0
    assert "Column E has the head `2024` and nothing above it." in out
    assert "as in columns B to D?" in out
    assert "new: 6 figures of 2024, 2025" in out
    assert "layout" not in out
    assert "indicators.csv" not in out
    assert len(read_package(tmp_path / "out/data").indicators) == 1


def test_a_year_beside_a_merged_head_is_of_another_measure_where_somebody_says_so(yearbook, tmp_path):
    recipe = tmp_path / "out/intake.toml"
    recipe.write_text(recipe.read_text().replace("[answers]\n", '[answers]\n"continues.5" = "no"\n', 1))
    _, out, _ = yearbook((2021, 2022, 2023, 2024), "--yes")
    assert "Column E" not in out
    assert "new in indicators.csv" in out


def test_a_figure_beside_those_of_a_later_period_is_said_with_its_own(yearbook, tmp_path, capsys):
    recipe = tmp_path / "out/intake.toml"
    recipe.write_text(recipe.read_text().replace("[answers]\n", '[answers]\n"continues.5" = "no"\n', 1))
    yearbook((2021, 2022, 2023, 2024), "--yes")
    indicators = tmp_path / "out/data/indicators.csv"
    name = indicators.read_text().splitlines()[2].partition(",")[0]
    (tmp_path / "out/templates/briefing.md").write_text(
        "---\ntitle: A\nkicker: B\ndescription: C\n---\n\n:::{key-figures}\n"
        "{% for name in ('residents', '" + name + "') %}{% set highest = members(name, 'state')[0] %}\n"
        '- value: "{{ highest.figure }}"\n  label: "{{ name }} of {{ highest.label }}"\n'
        "{% endfor %}\n- value: 7\n  label: things\n:::\n"
    )
    assert run(["build", "briefing", "--format", "txt", "--date", "2025-01-01"]) == 0
    text = " ".join(next((tmp_path / "out/build").glob("*.txt")).read_text().split())
    assert "residents of Iowa, 2023" in text
    assert f"{name} of Iowa" in text
    assert f"{name} of Iowa, 20" not in text


def test_a_renamed_column_is_the_one_before_where_its_figures_are_the_same(project, tmp_path):
    renamed = COUNTS.replace("cases", "children") + "Iowa,2022,3\n"
    code, out, _ = project(renamed, "--yes")
    assert code == 0
    assert "`children` is new, and `cases` is no longer there. Is it the same column?\n    taken: cases" in out
    assert "new: 1 figure of 2022" in out
    assert "indicators.csv" not in out
    assert len(read_package(tmp_path / "out/data").indicators) == 1
    # what was answered once is not asked again
    code, out, _ = project(renamed)
    assert (code, "children" in out, out.splitlines()[-1]) == (0, False, "nothing new")


def test_a_renamed_column_without_a_figure_in_common_has_to_be_answered(project, tmp_path):
    later = "state,year,children\nOhio,2023,8\nUtah,2023,4\n"
    before = (tmp_path / "out/data/figures.csv").read_bytes()
    code, out, said = project(later, "--yes")
    assert code == 2
    assert "`children` is new, and `cases` is no longer there" in out
    assert '`"renamed.children" = "cases"`' in said
    assert (tmp_path / "out/data/figures.csv").read_bytes() == before
    for answer, indicators in (("cases", 1), ("no", 2)):
        (tmp_path / "answers.toml").write_text(f'"renamed.children" = "{answer}"\n')
        assert project(later, "--yes", "--answers", "../answers.toml")[0] == 0
        assert len(read_package(tmp_path / "out/data").indicators) == indicators
        recipe = tmp_path / "out/intake.toml"
        recipe.write_text(recipe.read_text().replace('"renamed.children" = "cases"\n', ""))


def test_a_column_with_other_figures_under_a_new_name_is_another_one(project, tmp_path):
    code, out, _ = project("state,year,deaths\nOhio,2021,1\nOhio,2022,2\nUtah,2021,0\nUtah,2022,3\n", "--yes")
    assert code == 0
    assert "Is it the same column?\n    taken: no" in out
    assert "`cases` is no longer there; its figures stay" in out
    assert "new in indicators.csv: deaths" in out


def test_a_file_of_other_columns_is_refused_and_nothing_is_written(project, tmp_path):
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    code, _, said = project("school,term,teachers,rooms\nNorth,2021,5,9\nSouth,2021,7,8\n", "--yes")
    assert code == 3
    assert "this is another file: expected columns such as `state`, `year` and `cases`, found `school`" in said
    assert "`reportgen new` makes a project" in said
    assert {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(("cell", "told"), [("1O1", "holds `1O1`"), ("", "is empty"), ("see note", "holds `see note`")])
def test_a_figure_that_cannot_be_read_any_more_is_kept_and_told(project, tmp_path, cell, told):
    text = "state,year,cases,beds\nOhio,2021,5,1\nOhio,2022,6,1\nUtah,2021,7,1\nUtah,2022,9,1\n"
    project(text, "--yes")
    code, out, _ = project(text.replace("Utah,2021,7", f"Utah,2021,{cell}"), "--yes")
    assert code == 0
    assert f"cases, 2021, Utah: 7 stays; counts.csv, line 4, column C {told}" in out
    assert "is now none" not in out
    rows = list(csv.DictReader((tmp_path / "out/data/figures.csv").read_text().splitlines()))
    assert [row["value"] for row in rows if (row["place"], row["period"]) == ("Utah", "2021")] == ["7", "1"]


def test_a_figure_that_its_source_hides_now_is_hidden_and_a_revision(project, tmp_path):
    code, out, _ = project(COUNTS.replace("Utah,2021,7", "Utah,2021,*"), "--yes")
    assert code == 0
    assert "7 is now none" in out
    assert figures(tmp_path)["Utah", "2021"] == ""


def test_answers_about_columns_and_cells_by_their_number_are_not_those_of_another_file(project, tmp_path):
    recipe = tmp_path / "out/intake.toml"
    answers = '[answers]\n"column.3" = "note"\n"cell.C4" = "left out"\n'
    recipe.write_text(recipe.read_text().replace("[answers]\n", answers, 1))
    code, out, _ = project("sort,state,year,cases\nA,Ohio,2023,5\nB,Utah,2023,8\nC,Iowa,2023,9\n", "--yes")
    assert (code, "new: 3 figures of 2023" in out) == (0, True)


def test_a_sum_that_no_longer_holds_is_told_before_anything_is_written(tmp_path, capsys, monkeypatch):
    text = "County,2021,2022,2023\nAdams,300,310,320\nBrown,120,111,100\nClark,45,44,46\nTotal,465,465,466\n"
    (tmp_path / "counts.csv").write_text(text)
    monkeypatch.chdir(tmp_path)
    assert run(["new", "out", "--from", "counts.csv", "--yes"]) == 0
    monkeypatch.chdir(tmp_path / "out")
    capsys.readouterr()
    (tmp_path / "counts.csv").write_text(text.replace("Brown,120,111,100", "Brown,120,111,1000"))
    assert run(["refresh", "--from", "../counts.csv"]) == 2
    told = capsys.readouterr().out
    assert "2023, Total: the places within it add up to 1,366, found 466" in told
    assert "2022, Total" not in told
    assert run(["refresh", "--from", "../counts.csv", "--yes"]) == 0
    capsys.readouterr()
    assert run(["build", "briefing", "--format", "txt"]) == 0
    assert "1 sum over places does not hold: `reportgen check` shows it" in capsys.readouterr().err


def test_several_files_at_once_leave_the_periods_of_those_before_in_the_reports(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for year in (2021, 2022, 2023):
        rows = "".join(f"{name},{year},{300 + 40 * n + year - 2020}\n" for n, name in enumerate(("Adams", "Brown")))
        (tmp_path / f"h{year}.csv").write_text(f"County,Year,Families housed\n{rows}", encoding="utf-8")
    assert run(["new", "out", "--from", "h2021.csv", "--from", "h2022.csv", "--yes"]) == 0
    monkeypatch.chdir(tmp_path / "out")
    assert run(["refresh", "--from", "../h2022.csv", "--from", "../h2023.csv", "--yes"]) == 0
    assert run(["build", "briefing", "--format", "txt"]) == 0
    assert (tmp_path / "out/build/briefing-2021-2023.txt").is_file()


def test_what_is_said_of_a_project_is_of_what_was_read_last(project, tmp_path):
    readme = tmp_path / "out" / "README.md"
    readme.write_text(f"Ours.\n\n{readme.read_text()}")
    project("state,year,cases\nOhio,2023,8\nUtah,2023,4\n", "--yes", name="counts-2023.csv")
    assert readme.read_text().startswith("Ours.\n\n#")
    assert "Read from `sources/counts-2023.csv`" in readme.read_text()
    assert "rows read 3 = 2 with figures" in readme.read_text()


def test_what_somebody_wrote_in_its_place_stays(project, tmp_path):
    readme = tmp_path / "out" / "README.md"
    readme.write_text(readme.read_text() + "And more of ours.\n")
    before = readme.read_bytes()
    project("state,year,cases\nOhio,2023,8\nUtah,2023,4\n", "--yes", name="counts-2023.csv")
    assert readme.read_bytes() == before


def added_up(members, count=11):
    lines = [f"{state},2020,{sex},{at}" for state in ("Ohio", "Utah") for at, sex in enumerate(members, count)]
    return "state,year,sex,cases\n" + "\n".join(lines) + "\n"


def test_a_total_that_was_added_up_is_that_of_all_members_of_the_next_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "counts.csv").write_text(added_up("mf"))
    assert run(["new", "out", "--from", "counts.csv", "--title", "Counts", "--yes"]) == 0
    (tmp_path / "next.csv").write_text(added_up("mfx"))
    monkeypatch.chdir(tmp_path / "out")
    assert run(["refresh", "--from", "../next.csv", "--yes"]) == 0
    rows = csv.DictReader((tmp_path / "out/data/figures.csv").read_text().splitlines())
    totals = {row["place"]: (row["value"], row["derived_from"].count("+")) for row in rows if row["sex"] == "total"}
    assert totals == {"Ohio": ("36", 2), "Utah": ("36", 2)}


def test_figures_by_other_columns_are_refused_by_the_name_of_the_file(project, tmp_path):
    before = (tmp_path / "out/data/figures.csv").read_bytes()
    code, _, said = project("year,cases\n2023,8\n2024,4\n", "--yes", name="next.csv")
    assert code == 3
    assert "next.csv: expected figures by `place`, found them by period alone" in said
    assert (tmp_path / "out/data/figures.csv").read_bytes() == before


def test_a_file_of_which_nothing_tells_the_period_is_asked_about(project):
    code, _, said = project("state,cases\nOhio,8\nUtah,4\n", "--yes", name="next.csv")
    assert (code, "which period are the figures of" in said) == (2, True)


def test_a_revised_figure_is_printed_as_it_stands_now(project, tmp_path):
    assert project(COUNTS.replace("9", '"1,009"'), "--yes", name="one.csv")[0] == 0
    assert project(COUNTS.replace("9", "12"), "--yes", name="two.csv")[0] == 0
    text = (tmp_path / "out/data/figures.csv").read_text()
    assert ("Utah,12" in text, "1,009" in text) == (True, False)
