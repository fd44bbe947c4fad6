"""A report for any package: what `reportgen new` made of a file builds at once, and every exhibit says something."""

import re

import pytest

from reportgen.cli import run
from reportgen.dataset import read_package
from reportgen.outline import outlines
from reportgen.outline.exhibits import Exhibit, set_out

YEARS = (2019, 2020, 2021, 2022)
PLACES = {"Ohio": 5000, "Adams County": 120, "Allen County": 400, "Ashland County": 90, "Butler County": 1700}
FILES = {
    "places": "place,year,cases\n"
    + "".join(f"{name},{year},{size + 7 * (year - 2019)}\n" for year in YEARS for name, size in PLACES.items()),
    "wide": "county,2019,2020,2021\n" + "".join(f"{name},{size},{size + 3},{size + 9}\n" for name, size in PLACES.items()),  # noqa: E501
    "months": "month,permits\n" + "".join(f"{year}-{month:02d},{40 + month}\n" for year in (2022, 2023) for month in range(1, 13)),  # noqa: E501
    "quarters": "quarter,starts\n" + "".join(f"{year} Q{quarter},{100 + quarter}\n" for year in (2022, 2023) for quarter in (1, 2, 3, 4)),  # noqa: E501
    "one year": "district,year,people,rate per 1000\n" + "".join(f"D{n},2023,{n * 50},{n / 3:.1f}\n" for n in range(1, 15)),  # noqa: E501
    "breakdown": "year,age group,n\n"
    + "".join(f"{year},{age},{count + year - 2019}\n" for year in YEARS for age, count in (("Total", 60), ("0-5", 10), ("6-17", 20), ("18+", 30))),  # noqa: E501
    "money": "Bezirk;2021;2022;2023\nMitte;1.234.567,50 €;1.300.000,00 €;-12,00 €\nNord;5,00 €;6,50 €;7,25 €\nSüd;1,00 €;2,00 €;3,00 €\n",  # noqa: E501
    "marks": "state,year,n\nOhio,2021,<5\nOhio,2022,7\nUtah,2021,*\nUtah,2022,12\nIowa,2021,9\nIowa,2022,11\n",
    "several": "state,year,births,deaths,share %\n"
    + "".join(f"{name},{year},{90 + n},{60 + n},{40.5 + n}\n" for year in YEARS for n, name in enumerate(("Ohio", "Utah", "Iowa"))),  # noqa: E501
}  # fmt: skip


@pytest.fixture
def project(tmp_path, monkeypatch, capsys):
    """Make a project of a file and build its reports; returns the text of each by its name."""
    monkeypatch.chdir(tmp_path)

    def make(text, *options):
        (tmp_path / "figures.csv").write_text(text, encoding="utf-8")
        assert run(["new", "out", "--from", "figures.csv", "--yes"]) == 0, capsys.readouterr().err
        monkeypatch.chdir(tmp_path / "out")
        code = run(["build", *options])
        said = capsys.readouterr()
        assert code == 0, said.err
        return {path.stem: path.read_text(encoding="utf-8") for path in (tmp_path / "out/build").glob("*.txt")}

    return make


@pytest.mark.parametrize("name", FILES)
def test_what_a_file_holds_becomes_reports(project, name):
    texts = project(FILES[name], "briefing", "appendix", "--format", "txt")
    briefing = next(text for stem, text in texts.items() if stem.startswith("briefing"))
    assert re.search(r"^(Figure|Table) 1", briefing, re.MULTILINE)
    assert not re.search(r"\d\.\d{5,}", briefing), "a number as a machine holds it"
    assert "not shown" not in re.sub(r"confidential, not shown|not shown,\s+to\s+keep\s+small", "", briefing.lower())


def test_every_place_has_its_fact_sheet_in_pdf_and_word(project, tmp_path):
    project(FILES["places"])
    made = {path.name for path in (tmp_path / "out/build").iterdir()}
    assert {"briefing-2019-2022.pdf", "briefing-2019-2022.docx", "index.html"} <= made
    sheets = {name for name in made if name.startswith("factsheet")}
    assert len(sheets) == 2 * 4, "of the counties, not of the state that they are in"


def test_without_figures_of_the_whole_the_course_of_each_place_is_shown_and_the_title_names_the_span(project):
    rows = "".join(f"D{n},{year},{n + year - 2000}\n" for n in range(4) for year in YEARS)
    text = f"Permits as of 2022,,\ndistrict,year,permits 2022\n{rows}"
    briefing = project(text, "briefing", "--format", "txt")["briefing-2019-2022"]
    assert "Permits since 2019: up in all four" in briefing
    assert "Permits by district, 2019 to 2022" in briefing
    assert "PERMITS AS OF 2022, 2019 TO 2022" in briefing
    assert "Source: Permits as of 2022. Figures of 2019 to 2022." in briefing


def test_a_project_makes_no_fact_sheet_of_a_place_without_any_figure_and_says_so(project, tmp_path, capsys):
    project(
        "state,year,n\nOhio,2021,5\nOhio,2022,6\nIowa,2021,\nIowa,2022,\nUtah,2021,7\nUtah,2022,8\n", "--format", "txt"
    )
    made = {path.name for path in (tmp_path / "out/build").glob("factsheet*")}
    assert made == {"factsheet-Ohio-2021-2022.txt", "factsheet-Utah-2021-2022.txt"}
    assert run(["build", "--format", "html"]) == 0
    assert "note: factsheet: none is made for Iowa, of which no figure is given" in capsys.readouterr().err


def test_the_templates_are_there_to_be_edited(project, tmp_path):
    project(FILES["places"], "briefing", "--format", "txt")
    path = tmp_path / "out/templates/briefing.md"
    path.write_text(path.read_text().replace("# At a glance", "# In short"))
    assert run(["build", "briefing", "--format", "txt"]) == 0
    assert "In short" in (tmp_path / "out/build/briefing-2019-2022.txt").read_text()


def test_words_of_the_data_are_never_taken_for_the_template_language(project):
    text = (
        'place,year,"cases {{ 1 + 1 }} {% x %} "": #"\nA: b,2021,5\nA: b,2022,6\n"{{ c }}",2021,7\n"{{ c }}",2022,8\n'
    )
    texts = project(text, "briefing", "--format", "txt")
    assert "2 " not in next(iter(texts.values())).split("\n")[0]


def test_without_a_name_a_project_builds_its_own_reports(project, tmp_path):
    project(FILES["months"])
    assert {path.suffix for path in (tmp_path / "out/build").glob("briefing*")} == {".pdf", ".docx"}
    assert not list((tmp_path / "out/build").glob("factsheet*"))


CLAUSE = "{} families were housed"


def with_clause(folder, clause):
    """Give the only indicator of a package words for a sentence."""
    path = folder / "data/indicators.csv"
    head, row = path.read_text(encoding="utf-8").splitlines()
    path.write_text(f"{head},clause\n{row},{clause}\n", encoding="utf-8")


def test_an_indicator_brings_its_own_words_for_a_sentence(project, tmp_path):
    project(FILES["places"], "briefing", "--format", "txt")
    with_clause(tmp_path / "out", CLAUSE)
    package = read_package(tmp_path / "out/data")
    (tmp_path / "out/templates/briefing.md").write_text(outlines(package)["briefing"], encoding="utf-8")
    assert "{{ s.say('cases') }}" in outlines(package)["briefing"]
    assert run(["build", "briefing", "--format", "txt"]) == 0
    assert "In 2022, 5,021 families were housed, compared with" in (
        tmp_path / "out/build/briefing-2019-2022.txt"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize("clause", ["families were housed", "{} of {} families", "{n} families {}"])
def test_a_clause_without_one_place_for_the_figure_is_refused(project, tmp_path, clause, capsys):
    project(FILES["places"], "briefing", "--format", "txt")
    with_clause(tmp_path / "out", clause)
    assert run(["build", "briefing"]) == 3
    said = capsys.readouterr().err
    assert f"indicators.csv:2: field `clause`: expected one `{{}}` where the figure goes, found `{clause}`" in said
    assert "write, say, `{} families were housed`" in said


def test_a_sentence_of_a_template_without_a_place_for_the_figure_is_refused_at_its_line(project, tmp_path, capsys):
    project(FILES["places"], "briefing", "--format", "txt")
    path = tmp_path / "out" / "templates" / "briefing.md"
    text, changed = re.subn(
        r"s\.say\('(\w+)'.*\)", r"s.say('\1', 'none were')", path.read_text(encoding="utf-8"), count=1
    )
    assert changed
    path.write_text(text, encoding="utf-8")
    assert run(["build", "briefing"]) == 4
    said = capsys.readouterr().err
    assert "expected one `{}` where the figure goes, found none in `none were`" in said
    assert re.search(r"briefing\.md:\d+: ", said)


# -- how exhibits stand on a page -------------------------------------------------------------------------------------


def outline_of(tmp_path, text, report="briefing"):
    path = tmp_path / "figures.csv"
    path.write_text(text, encoding="utf-8")
    assert run(["new", str(tmp_path / "out"), "--from", str(path), "--yes"]) == 0
    return outlines(read_package(tmp_path / "out/data"))[report]


def test_two_exhibits_that_need_half_of_the_width_stand_side_by_side():
    narrow, wide = Exhibit("narrow", is_narrow=True), Exhibit("wide")
    assert set_out([narrow, narrow, wide]) == ["::::{pair}\nnarrow\n\nnarrow\n::::", "wide"]
    assert set_out([narrow, wide, narrow]) == ["narrow", "wide", "narrow"]


def test_a_table_of_many_measures_does_not_stand_among_the_first_and_limits_stand_in_the_appendix(tmp_path, capsys):
    measures = [f"measure {letter}" for letter in "abcdefghijkl"]
    rows = "".join(
        f"Total,{year},{','.join(str(30 + n + year) for n in range(12))},4,9\n" for year in (3021, 3022, 3023)
    )
    text = f"state,year,{','.join(measures)},lower,upper\n{rows}".replace("30", "20")
    briefing = outline_of(tmp_path, text)
    assert briefing.index("# All figures") > briefing.index("# Measure a")
    assert "lower" not in briefing
    assert "lower" in outlines(read_package(tmp_path / "out/data"))["appendix"]


def test_a_single_figure_has_no_table_of_its_own(tmp_path, capsys):
    rows = "".join(f"D{n},{40 + n}\n" for n in range(1, 5))
    briefing = outline_of(tmp_path, f"Homes in 2023,\ndistrict,homes\nTotal,170\n{rows}")
    assert "kind: indicators" not in briefing
    assert 'title: "Homes in 2023"' in briefing, "the only year is said once"


def test_of_figures_below_zero_no_highest_are_shown_and_no_bars(tmp_path, capsys):
    rows = "".join(f"D{n},2023,{n - 9}\n" for n in range(1, 19))
    briefing = outline_of(tmp_path, f"district,year,balance\n{rows}")
    assert 'kind: "members"' in briefing
    assert 'kind: "bars"' not in briefing
    assert "bars: true" not in briefing


def test_ages_stand_in_their_order_and_not_by_size(tmp_path, capsys):
    ages = ("0-5", "6-11", "12-17", "18-24", "25-39", "40-54", "55-64", "65-74", "75+")
    rows = "".join(f"{year},{age},{n * 7 % 10 + 20}\n" for year in YEARS for n, age in enumerate(ages))
    briefing = outline_of(tmp_path, f"year,age group,people\n{rows}")
    assert re.search(r'by: "age_group"\nall: true\norder: "list"', briefing)


def test_percentages_of_places_stand_beside_that_of_the_whole(tmp_path, capsys, monkeypatch):
    rows = "".join(f"D{n},2023,{40 + n}.5%\n" for n in range(1, 15))
    outline_of(tmp_path, f"district,year,share\nTotal,2023,47.3%\n{rows}")
    monkeypatch.chdir(tmp_path / "out")
    assert run(["build", "briefing", "--format", "txt"]) == 0
    assert re.search(r"Total +47\.3%", (tmp_path / "out/build/briefing-2023.txt").read_text(encoding="utf-8"))


def test_formats_may_be_separated_by_commas(project, tmp_path, capsys):
    project(FILES["places"], "briefing", "--format", "txt,html")
    made = {path.name for path in (tmp_path / "out/build").glob("briefing*")}
    assert made == {"briefing-2019-2022.txt", "briefing-2019-2022.html"}
    assert run(["build", "briefing", "--format", "txt,htlm"]) == 2
    assert "htlm" in capsys.readouterr().err


# -- what is shown, and in which order ------------------------------------------------------------------------------


def test_what_has_one_period_beside_courses_comes_last_and_has_no_section(tmp_path, capsys):
    places = (("Total", 120), *((f"D{n}", n) for n in range(1, 16)))
    rows = "".join(f"{name},2010,{90 * n},\n" for name, n in places)
    rows += "".join(f"{name},{year},,{(year - 1900) * n}\n" for name, n in places for year in (2011, 2012, 2013))
    briefing = outline_of(tmp_path, f"district,year,census,homes\n{rows}")
    assert "# Homes" in briefing
    assert "# Census" not in briefing
    assert briefing.index("s.say('homes'") < briefing.index("s.say('census'")
    assert 'kind: "members"' in briefing, "of one section there is room for every place"


def briefing_of(tmp_path, text):
    """The briefing of a file as plain text."""
    outline_of(tmp_path, text)
    made = ["build", "briefing", "--data", str(tmp_path / "out/data"), "--templates", str(tmp_path / "out/templates")]
    assert run([*made, "--format", "txt", "--out", str(tmp_path / "made")]) == 0
    return next((tmp_path / "made").glob("*.txt")).read_text(encoding="utf-8")


@pytest.mark.parametrize(("counts", "said"), [
    ((70, 50, 40), "Homes: North highest, 70 in 2023"),
    ((70, 70, 40), "Homes by district"),
    ((-3, -5, -7), "Homes by district"),
])  # fmt: skip
def test_a_headline_says_which_is_the_highest_or_else_what_is_shown(tmp_path, capsys, counts, said):
    rows = "".join(f"{name},2023,{n}\n" for name, n in zip(("North", "South", "East"), counts, strict=True))
    briefing = briefing_of(tmp_path, f"district,year,homes\n{rows}")
    assert f"Figure 1. {said}\n" in briefing


def test_a_level_of_which_nearly_all_figures_are_zero_has_bars_of_the_others_only(tmp_path, capsys):
    rows = "".join(
        f"{kind} {n},{kind},2023,{40 if kind == 'Ward' and n < 3 else 0},{n + 1000}\n"
        for kind in ("Ward", "Clinic") for n in range(1, 16)
    )  # fmt: skip
    briefing = outline_of(tmp_path, f"place,geographic_level,year,falls,beds\n{rows}")
    falls = briefing[briefing.index("# Falls") :].partition("\n# ")[0]
    assert 'by: "ward"\ntop: "two"' in falls
    assert 'by: "clinic"' not in falls


def test_sums_of_others_come_first(tmp_path, capsys):
    rows = "".join(f"D{n},2023,{30 * n},{40 * n},{70 * n}\n" for n in range(1, 16))
    briefing = outline_of(tmp_path, f"district,year,families,singles,all households\n{rows}")
    assert briefing.index("# All households") < briefing.index("# Families")


def test_a_place_has_its_rank_only_where_enough_others_have_a_figure(project):
    rows = "".join(f"School {n},{'s' if n > 2 else 400 + n},{300 + n}\n" for n in range(1, 13))
    text = f"Results 2023,,\nschool,average score,pupils\n{rows}"
    sheets = project(text, "factsheet", "--all-places", "--format", "txt")
    assert "ranks" not in "".join(text for stem, text in sheets.items() if "Average score:" in text)


def test_the_year_compared_with_is_one_that_most_have(tmp_path, capsys):
    rows = "".join(f"D{n},{year},{100 + n + year % 9}\n" for n in range(1, 16) for year in (2021, 2022))
    briefing = briefing_of(tmp_path, f"district,year,homes\nTotal,2021,900\nTotal,2022,950\nD1,2010,50\n{rows}")
    table = briefing[briefing.index("Homes, every") :]
    assert "2021" in table
    assert "2010" not in table


def test_the_only_source_stands_on_the_first_page_also_without_a_figure_of_the_whole(tmp_path, capsys):
    rows = "".join(f"D{n},2023,{40 + n}\n" for n in range(1, 30))
    briefing = outline_of(tmp_path, f"district,year,homes\n{rows}")
    assert briefing.index(":::{sources}") < briefing.index("# Homes")
    assert briefing.count(":::{sources}") == 1


def test_a_place_of_no_level_with_an_exhibit_is_told_in_a_sentence(project):
    states = {"Ohio": 5000, "Utah": 120, "Iowa": 400, "Texas": 900, "Puerto Rico": 300}
    lines = [f"{name},{year},{size + year - 2020}\n" for year in (2020, 2021, 2022) for name, size in states.items()]
    (text,) = project("place,year,cases\n" + "".join(lines), "briefing", "--format", "txt").values()
    assert "Beside these, Puerto Rico: 302 in 2022." in text


def test_a_fact_sheet_has_no_table_of_what_its_key_figures_say(tmp_path, capsys):
    rows = "".join(f"D{n},{40 + n},{70 - n},{20 + 2 * n}\n" for n in range(1, 12))
    sheet = outline_of(tmp_path, f"Results 2023,,,\ndistrict,homes,beds,rooms\n{rows}", "factsheet")
    assert ":::{key-figures}" in sheet
    assert "kind: indicators" not in sheet


def test_key_figures_that_are_too_few_for_a_row_are_said_once(project):
    rows = "".join(f"{year},{50 + year - 2000},{9 + year - 2000}\n" for year in (2021, 2022, 2023))
    (text,) = project(f"year,referrals,homes\n{rows}", "briefing", "--format", "txt").values()
    assert "In 2023, the number of referrals was 73, compared with 72 in 2022: a rise of 1.4%." in text
    assert "73 Referrals" not in text


def test_the_highest_place_of_a_rate_stands_in_no_row_of_totals(tmp_path, capsys):
    rows = "".join(
        f"{name},{year},{4 * n},{2 * n},{n},{0 if name == 'Total' else n / 7:.1f}\n".replace(",0.0\n", ",\n")
        for year in YEARS for name, n in (("North", 30), ("South", 40), ("East", 50), ("Total", 120))
    )  # fmt: skip
    briefing = outline_of(tmp_path, f"district,year,calls,visits,homes,rate per 1000\n{rows}")
    tiles = briefing[briefing.index(":::{key-figures}") :].partition("\n:::")[0]
    assert "the highest" not in tiles
    assert tiles.count("- figure:") == 3


def test_a_measure_with_the_figures_of_another_is_drawn_once_and_named(tmp_path, capsys):
    rows = "".join(f"D{n},2023,{30 * n},{30 * n},{7 * n}\n" for n in range(1, 16))
    briefing = outline_of(tmp_path, f"district,year,families,households,homes\n{rows}")
    assert "# Families" in briefing
    assert "# Households" not in briefing
    assert "Without a chart here, but in the appendix: Households." in briefing


def test_a_measure_called_all_says_what_it_is_the_sum_of(tmp_path, capsys):
    rows = "".join(f"D{n},2023,{30 * n},{40 * n},{70 * n}\n" for n in range(1, 16))
    briefing = outline_of(tmp_path, f"district,year,girls,boys,all\n{rows}")
    assert "# All: Girls and boys\n" in briefing


def test_a_mark_that_an_exhibit_explains_needs_no_box_and_no_heading_stands_alone(project):
    text = "state,year,n\n" + "".join(
        f"{name},{year},{'<5' if n == 1 else 30 * n + year - 2000}\n"
        for n, name in enumerate(("Ohio", "Utah", "Iowa", "Texas")) for year in YEARS
    )  # fmt: skip
    (briefing,) = project(text, "briefing", "--format", "txt").values()
    assert "[x]" not in briefing.rpartition("Source:")[2]
    assert not briefing.rstrip().endswith("Notes")


def test_grades_stand_in_their_order_also_where_one_begins_with_a_letter(tmp_path, capsys):
    rows = "".join(
        f"{year},{grade},{n}\n"
        for year in YEARS
        for grade, n in (("Total", 170), ("K-5", 40), ("6-8", 70), ("9-12", 60))
    )
    assert 'order: "list"' in outline_of(tmp_path, f"year,grade,pupils\n{rows}")


def test_a_breakdown_that_only_places_have_is_shown_for_each_of_few_members(tmp_path, capsys):
    rows = "".join(
        f"{name},{year},{sex},{n + 7 * (sex == 'girls')}\n"
        for name, n in (("North", 30), ("South", 40), ("East", 50)) for year in (2021, 2022)
        for sex in ("girls", "boys")
    )  # fmt: skip
    briefing = outline_of(tmp_path, f"district,year,sex,rate of pupils %\n{rows}")
    assert "sex=girls" in briefing


def test_data_of_which_no_exhibit_can_be_made_are_not_an_empty_report(project):
    rows = "".join(
        f"{year},{plan},{line},{10 * a + b}\n" for year in YEARS
        for a, plan in enumerate(("Parks", "Roads", "Schools")) for b, line in enumerate(("Pay", "Rent", "Other"))
    )  # fmt: skip
    texts = project(f"year,plan,line,amount\n{rows}", "briefing", "appendix", "--format", "txt")
    for text in texts.values():
        assert re.search(r"^(Figure|Table) ", text, re.MULTILINE) or "No chart or table could be made" in text


def test_a_fact_sheet_says_in_sentences_what_has_too_little_company_for_key_figures(project, tmp_path):
    rows = "".join(
        f"D{n},{year},{40 + n},{70 + n if n > 1 else ''},{20 + n if n > 1 else ''}\n" for n in range(1, 5)
        for year in YEARS
    )  # fmt: skip
    sheets = project(f"district,year,homes,beds,rooms\n{rows}", "factsheet", "--all-places", "--format", "txt")
    few = next(text for stem, text in sheets.items() if "D1" in stem)
    full = next(text for stem, text in sheets.items() if "D2" in stem)
    assert "In 2022, the number of homes was 41, the same as in 2021." in few
    assert "number of homes was" not in full


def test_a_title_does_not_say_twice_what_its_figures_are_by(tmp_path, capsys):
    rows = "".join(f"D{n},{40 + n},{50 + n},{60 + n}\n" for n in range(1, 5))
    briefing = outline_of(tmp_path, f"Homes by district,,,\nDistrict,2020,2021,2022\n{rows}")
    assert "# Homes\n" in briefing
    assert "by district by district" not in briefing


def test_the_list_of_fact_sheets_has_the_title_of_the_data_and_a_figure_of_each_place(project, tmp_path):
    project(FILES["places"], "--format", "html", "--format", "txt")
    page = (tmp_path / "out/build/index.html").read_text(encoding="utf-8")
    assert "<h1>Index of reports" not in page
    assert "421" in page
