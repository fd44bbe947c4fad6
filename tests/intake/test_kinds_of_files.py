"""Files as offices keep them, a kind each: pivot tables, a sheet for each year, exports of statistical offices."""

import zipfile
from decimal import Decimal

import openpyxl
import pytest

from reportgen.cli import run
from reportgen.errors import DataError, UsageError
from reportgen.intake.answers import Answers
from reportgen.intake.files import read_sheets
from reportgen.intake.gazetteers import levels_of
from reportgen.intake.moments import moment, moment_in, moment_under, quarter_of
from reportgen.intake.sheet import Sheet, even
from reportgen.intake.sources import read_source
from reportgen.intake.text import decode
from reportgen.intake.understanding import understand


def book(tmp_path, **sheets):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    path = tmp_path / "kept.xlsx"
    workbook.save(path)
    return read_source([str(path)])


def table(*rows, name="Sheet1", **answers):
    sheet = Sheet(name, even([list(row) for row in rows]), how={"form": "workbook"})
    given = {key.replace("__", "."): value for key, value in answers.items()}
    return understand(sheet, file="kept.xlsx", answers=Answers(given))


def roles(found):
    return {column.head: column.role.value for column in found.columns}


def value(found, **wanted):
    (one,) = [each for each in found.facts if all(getattr(each, name) == text for name, text in wanted.items())]
    return one.value


# -- heads ----------------------------------------------------------------------------------------------------------


def test_grades_from_one_on_are_heads_and_members_of_what_the_title_says():
    schools = [["Adams", "0101", 40, 51, 44, 39, 20, 194], ["Brook", "0102", None, 50, 61, None, 30, 141]]
    total = ["District Total", None, 40, 101, 105, 39, 50, 335]
    heads = ["School", "School Code", "K", "1", "2", "3", "4", "Total"]
    found = table(["Millbrook District"], ["Enrollment by Grade, Fall 2023"], [], heads, *schools, total)
    assert found.dimensions == {"grade": ("K", "1", "2", "3", "4")}
    assert [measure.title for measure in found.measures] == ["Enrollment"]
    assert value(found, place="0101", breakdown=(("grade", "2"),)) == 44
    assert [place.level for place in found.places] == ["school", "school", "total"]


def test_months_as_six_digits_are_heads_of_months():
    rows = [["Barnet", "Theft", 31, 28, 40, 39], ["Camden", "Theft", 30, 29, 44, 32]]
    found = table(["BoroughName", "MajorText", "202311", "202312", "202401", "202402"], *rows)
    assert found.periods == ("2023-11", "2023-12", "2024-01", "2024-02")
    assert [place.level for place in found.places] == ["borough", "borough"]


def test_months_across_are_of_the_year_in_the_title_and_an_average_is_no_place():
    rows = [["Hope House", 30, 41, 35, 106], ["Harbour", 10, 11, 12, 33], ["All shelters", 40, 52, 47, 139]]
    found = table(
        ["Nights 2023"], ["Shelter", "Jan", "Feb", "Mar", "Total"], *rows, ["Average per day", 1.3, 1.9, 1.5, 4.6]
    )
    assert found.periods == ("2023-01", "2023-02", "2023-03")
    assert found.account.rows["averages"] == 1
    assert [str(measure.unit) for measure in found.measures] == ["count"]
    assert value(found, place="Harbour", period="2023-02") == 11


def test_what_is_called_average_and_measured_is_no_average_of_rows():
    found = table(["Indicator", 2022, 2023], ["Families housed", 210, 233], ["Average stay", 41, 39])
    assert [measure.title for measure in found.measures] == ["Families housed", "Average stay"]


def test_heads_of_years_over_members_are_one_measure_where_the_title_names_them():
    heads = [["State", 2021, None, 2023, None], [None, "Owners", "Renters", "Owners", "Renters"]]
    rows = [["Ohio", 3.1, 1.6, 3.0, 1.7], ["Utah", 0.8, 0.3, 0.9, 0.3], ["Iowa", 0.9, 0.3, 0.9, 0.4]]
    found = table(["Households by tenure (in millions)"], *heads, *rows)
    assert [str(measure.unit) for measure in found.measures] == ["count, in millions"]
    assert found.dimensions == {"tenure": ("Owners", "Renters")}
    assert value(found, place="Utah", period="2023", breakdown=(("tenure", "Renters"),)) == Decimal("0.3")


@pytest.mark.parametrize("title", ["Poverty by county", "Homes by tenure and budget"])
def test_a_title_that_names_what_stands_in_no_heads_makes_no_members(title):
    found = table([title], ["Area", 2022, None, 2023, None], [None, "Budget", "Actual", "Budget", "Actual"],
                  ["Ohio", 30, 16, 30, 17], ["Utah", 8, 3, 9, 3])  # fmt: skip
    assert [measure.title for measure in found.measures] == ["Budget", "Actual"]


def test_a_change_between_years_is_not_read_as_figures_of_a_year():
    found = table(["Funder", "FY2022", "FY2023", "Change 2022-23"], ["County", 5, 7, 2], ["State", 9, 8, -1])
    assert roles(found)["Change 2022-23"] == "not used"
    assert found.periods == ("FY2022", "FY2023")


def test_lines_with_their_total_are_parts_of_one_measure():
    rows = [["Staff", 412, 441], ["Rent", 96, 97], ["Total expenses", 508, 538]]
    found = table(["Programme budget"], [None, "FY 2022/23", "FY 2023/24"], *rows)
    assert found.periods == ("FY2022/23", "FY2023/24")
    assert [sorted(members) for members in found.dimensions.values()] == [["Rent", "Staff"]]


@pytest.mark.parametrize("head", ["No-shows", "Number of beds"])
def test_counts_that_could_be_codes_of_states_are_counts(head):
    rows = [
        [f"2023-{month:02d}", clinic, 500 + month, month + 20] for month in range(1, 13) for clinic in ("Ash", "Elm")
    ]
    found = table(["Month", "Clinic", "Visits", head], *rows)
    assert roles(found) == {"Month": "period", "Clinic": "place", "Visits": "figures", head: "figures"}


def test_days_as_a_workbook_counts_them_are_months_below_the_head_of_a_date():
    found = table(["Reporting date", "Visits"], [44927, 31], [44958, 28], [44986, 40])
    assert found.periods == ("2023-01", "2023-02", "2023-03")
    assert moment_under(44927, is_date=False) == ""


# -- periods --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q1 2022/23", "2022/23-Q1"),
        ("2022-23 Q4", "2022/23-Q4"),
        ("FY 2022/23", "FY2022/23"),
        ("FY2023", "FY2023"),
        ("2015 [YR2015]", "2015"),
        ("0101", ""),
    ],
)
def test_a_period_is_read_as_offices_write_it(text, expected):
    assert moment(text) == expected
    assert moment_in(text)[0] == expected


@pytest.mark.parametrize(
    ("begins", "first", "last"), [(4, "2022-Q2", "2023-Q1"), (7, "2022-Q3", "2023-Q2"), (1, "2022-Q1", "2022-Q4")]
)
def test_a_quarter_of_a_financial_year_is_one_of_a_calendar_year(begins, first, last):
    assert quarter_of("2022/23-Q1", year_begins=begins) == first
    assert quarter_of("2022/23-Q4", year_begins=begins) == last


def test_it_is_asked_when_years_begin_of_which_there_are_quarters():
    rows = [["Quarter", "Waiting"], ["Q1 2022/23", 31], ["Q2 2022/23", 28], ["Q3 2022/23", 40]]
    assert [(question.key, question.taken) for question in table(*rows).questions] == [("year_begins", "April")]
    assert table(*rows, year_begins="October").periods == ("2022-Q4", "2023-Q1", "2023-Q2")
    with pytest.raises(UsageError, match="expected one of `January`"):
        table(*rows, year_begins="March")


# -- exports of statistical offices ---------------------------------------------------------------------------------


def test_an_export_of_statistics_canada_has_its_scale_its_totals_and_its_grades():
    heads = [
        "REF_DATE",
        "GEO",
        "DGUID",
        "Sex",
        "UOM",
        "SCALAR_FACTOR",
        "VECTOR",
        "COORDINATE",
        "VALUE",
        "STATUS",
        "DECIMALS",
    ]
    rows = [
        [2021 + year, place, f"2016A{place}", sex, "Number", "thousands", f"v{year}", "1.1", 10.5 + year, status, "1"]
        for year in (0, 1)
        for place, status in (("Canada", "A"), ("Ontario", "E"), ("Quebec", ""))
        for sex in ("Both sexes", "Males", "Females")
    ]
    found = table(heads, *rows)
    assert {head: role for head, role in roles(found).items() if role == "not used"}.keys() == {
        "DGUID", "VECTOR", "COORDINATE", "DECIMALS",
    }  # fmt: skip
    assert [str(measure.unit) for measure in found.measures] == ["count, in thousands"]
    assert [place.level for place in found.places] == ["country", "province", "province"]
    assert found.dimensions == {"sex": ("Males", "Females")}
    assert {fact.status for fact in found.facts if fact.place == "Ontario"} == {"U"}


def test_letters_of_the_oecd_beside_figures_say_of_what_status_they_are():
    heads = ["LOCATION", "INDICATOR", "SUBJECT", "MEASURE", "TIME", "Value", "Flag Codes"]
    rows = [
        [place, "EMPRATE", subject, "PC_WKGPOP", year, 61.5, "E" if year == 2021 else None]
        for place in ("AUS", "AUT", "OECD") for subject in ("MEN", "WOMEN", "TOT") for year in (2020, 2021)
    ]  # fmt: skip
    found = table(heads, *rows)
    assert {fact.period: fact.status for fact in found.facts} == {"2020": "A", "2021": "E"}
    assert {place.code: place.level for place in found.places}["OECD"] == "group of countries"
    assert found.dimensions == {"subject": ("MEN", "WOMEN")}
    assert [str(measure.unit) for measure in found.measures] == ["percent"]


def test_heads_of_the_census_bureau_are_read_in_words_and_margins_end_at_nothing():
    keys = ["GEO_ID", "NAME", "B17001_002E", "B17001_002M"]
    words = [
        "Geography",
        "Geographic Area Name",
        "Estimate!!Total:!!Poor in the past 12 months:",
        "Margin of Error!!Total:!!Poor in the past 12 months:",
    ]
    rows = [["0500000US50001", "Addison County, Vermont", 400, 90], ["0500000US50009", "Essex County, Vermont", 35, 61]]
    found = table(keys, words, *rows, period="2021")
    assert [(measure.title, measure.unit.kind) for measure in found.measures] == [
        ("Total, Poor in the past 12 months", "count")
    ]
    assert [place.level for place in found.places] == ["county", "county"]
    assert [(fact.low, fact.high) for fact in found.facts] == [(310, 490), (0, 96)]


def test_names_and_keys_run_together_are_told_apart():
    heads = ["periodid", "periodname", "organisationunitid", "organisationunitname", "dataid", "dataname", "Value"]
    rows = [
        [f"2023{month:02d}", name, place, place.title(), key, key.upper(), 10 + month]
        for month, name in ((1, "January 2023"), (2, "February 2023"))
        for place in ("xbo1", "xka2") for key in ("anc1", "anc2")
    ]  # fmt: skip
    found = table(heads, *rows)
    assert roles(found) == {
        "periodid": "period", "periodname": "not used", "organisationunitid": "code of the place",
        "organisationunitname": "place", "dataid": "not used", "dataname": "name of the measure", "Value": "figures",
    }  # fmt: skip


def test_a_column_that_says_primary_and_secondary_of_each_place_is_no_level_of_places():
    rows = [["Jalisco", year, level, 38] for year in (2021, 2022) for level in ("Primaria", "Secundaria")]
    rows += [["Oaxaca", year, level, 27] for year in (2021, 2022) for level in ("Primaria", "Secundaria")]
    found = table(["Entidad", "Año", "Nivel", "Alumnos"], *rows)
    assert roles(found)["Nivel"] == "breakdown"
    assert [place.level for place in found.places] == ["entidad", "entidad"]


def test_names_without_a_head_are_places_where_the_title_says_so():
    found = table(["Cases by county"], [None, 2022, 2023], ["Ash", 5, 7], ["Elm", 9, 8], ["Oak", 4, 4])
    assert found.columns[0].role.value == "place"


# -- units and cells ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("Waiting within 18 weeks", "count"),
        ("Median wait (weeks)", "mean (weeks)"),
        ("Pounds distributed", "count"),
        ("Cost in pounds", "currency (GBP)"),
        ("Fälle je 1.000 Einwohner", "rate per 1,000 Einwohner"),
    ],
)
def test_a_unit_is_what_the_head_means(head, unit):
    found = table(["Year", head], [2021, 31], [2022, 28])
    assert [str(measure.unit) for measure in found.measures] == [unit]


def test_a_sign_of_money_beside_a_dash_is_nothing():
    found = table(["Year", "Grants"], [2021, "$1,200"], [2022, "$ -"], [2023, "$(35)"])
    assert [fact.value for fact in found.facts] == [1200, 0, -35]


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
def test_letters_with_accents_tell_the_encoding(encoding):
    text = "Département;Année;Ménages aidés (€)\nAin;2020;5\N{NO-BREAK SPACE}720\n"
    assert decode(text.encode(encoding), where="kept.csv") == (text, encoding)


def test_shares_are_not_asked_to_add_up():
    found = table(["Year", "Answer", "Percent"], *[[year, text, 50] for year in (2021, 2022) for text in ("Yes", "No")])
    assert not any(question.key.startswith("sums.") for question in found.questions)


# -- workbooks ------------------------------------------------------------------------------------------------------

COUNTIES = [["Ash County", 310, 290], ["Birch County", 280, 200], ["Total", 590, 490]]


def test_a_sheet_for_each_year_is_read_as_one_table(tmp_path):
    years = {year: [[f"Beds in use, {year}"], [], ["County", "Beds", "In use"], *COUNTIES] for year in ("2022", "2023")}
    source = book(tmp_path, Read_me=[["One sheet for each year"]], **years)
    found = understand(source.sheet, file=source.name)
    assert found.periods == ("2022", "2023")
    assert found.title == "Beds in use"
    assert source.told == (
        "kept.xlsx: reading `2022`, `2023` together; not read: `Read me` (`--sheet NAME` reads one alone)",
    )
    assert found.account.lines()[0] == (
        "rows read 12 = 6 with figures + 1 title + 1 row of heads + 2 blank + 1 row of heads of a further file"
        " + 1 title of a further file"
    )
    (one,) = [
        fact for fact in found.facts if (fact.period, fact.place, fact.measure) == ("2023", "Birch County", "beds")
    ]
    assert found.sheet.address(one.row, one.column) == "2023, B5"


def test_heads_with_their_year_are_the_same_heads_on_each_sheet(tmp_path):
    rows = [["AL", 8, 310], ["AK", 2, 77]]
    sheets = {year: [["State", "Teams", f"Homeless, {year}"], *rows] for year in ("2022", "2023")}
    source = book(tmp_path, **sheets)
    found = understand(source.sheet, file=source.name)
    assert [measure.title for measure in found.measures] == ["Teams", "Homeless"]
    assert found.periods == ("2022", "2023")


def test_a_sheet_for_each_place_has_the_name_of_the_sheet_in_a_column(tmp_path):
    sheets = {name: [["Year", "Beds"], [2022, 31], [2023, 28]] for name in ("Ohio", "Utah", "Iowa")}
    source = book(tmp_path, **sheets)
    found = understand(source.sheet, file=source.name)
    assert [place.code for place in found.places] == ["Ohio", "Utah", "Iowa"]
    assert len(found.facts) == 6


def test_sheets_without_names_of_their_own_are_not_put_together(tmp_path):
    source = book(tmp_path, Sheet1=[["Year", "Beds"], [2022, 31]], Sheet2=[["Year", "Beds"], [2022, 28]])
    assert source.sheet.name == "Sheet1"


def test_the_second_table_of_a_sheet_is_told_and_can_be_asked_for(tmp_path):
    first = [["Table 1. Calls by county"], ["County", 2022, 2023], ["Ash", 5, 7], ["Elm", 9, 8]]
    second = [["Table 2. Calls by topic"], ["Topic", 2022, 2023], ["Housing", 8, 9], ["Money", 6, 6]]
    source = book(tmp_path, Calls=[*first, [], *second])
    assert [fact.place for fact in understand(source.sheet, file=source.name).facts] == ["Ash", "Ash", "Elm", "Elm"]
    assert source.told == ("kept.xlsx: reading `Calls`; not read: `Calls, table 2` (`--sheet NAME` reads another)",)
    other = read_source([str(tmp_path / "kept.xlsx")], sheet="Calls, table 2")
    found = understand(other.sheet, file=other.name)
    assert found.title == "Calls by topic"
    assert found.sheet.address(found.facts[0].row, found.facts[0].column) == "B8"


def test_a_blank_row_within_a_table_makes_no_second_one(tmp_path):
    rows = [["State", 2022, 2023], ["Ohio", 5, 7], [], ["Utah", 9, 8], [], ["State", 2022, 2023], ["Iowa", 4, 4]]
    source = book(tmp_path, Counts=rows)
    assert source.told == ()
    assert len(understand(source.sheet, file=source.name).facts) == 6


def test_a_pivot_table_is_read_with_its_groups_and_without_its_labels(tmp_path):
    rows = [["Year", "(All)"], [], ["Sum of Clients served", "Column Labels"],
            ["Row Labels", "2022", "2023", "Grand Total"],
            ["Food pantry", 90, 80, 170], ["Harbor", 50, 30, 80], ["Hilltop", 40, 50, 90],
            ["Legal aid", 20, 25, 45], ["Harbor", 20, 25, 45], ["Grand Total", 110, 105, 215]]  # fmt: skip
    source = book(tmp_path, Sheet4=rows)
    found = understand(source.sheet, file=source.name)
    assert found.title == "Clients served"
    assert found.dimensions == {"item": ("Harbor", "Hilltop"), "group": ("Food pantry", "Legal aid")}
    assert value(found, period="2023", breakdown=(("item", "Harbor"), ("group", "Legal aid"))) == 25
    assert value(found, period="2022", breakdown=(("item", "total"), ("group", "total"))) == 110


@pytest.mark.parametrize(
    ("head", "title"), [("pop_17under", "Population 17 under"), ("avg_stay", "Average stay"), ("Deaths", "Deaths")]
)
def test_the_head_of_a_column_of_a_database_is_said_in_words(head, title):
    assert [measure.title for measure in table(["year", head], [2021, 31], [2022, 28]).measures] == [title]


def test_a_cell_of_a_web_page_that_spans_rows_leaves_the_cells_below_in_their_columns(tmp_path):
    page = (
        "<html><table><tr><th rowspan=2>County</th><th colspan=2>Homes</th></tr><tr><th>2021</th><th>2022</th></tr>"
        "<tr><td>Adams</td><td>5</td><td>6</td></tr><tr><td>Brown</td><td>7</td><td>8</td></tr></table></html>"
    )
    (tmp_path / "t.xls").write_text(page, encoding="utf-8")
    (sheet,) = read_sheets(tmp_path / "t.xls")
    assert sheet.rows[1] == (None, "2021", "2022")
    assert sheet.spans == ((0, 0, 1, 0), (0, 1, 0, 2))


@pytest.mark.parametrize("page", ["<html><!--", "<table></table>", "<html>\0</html>"])
def test_a_web_page_without_a_table_is_refused(tmp_path, page):
    (tmp_path / "t.xls").write_text(page, encoding="utf-8")
    with pytest.raises(DataError, match="found a web page without one"):
        read_sheets(tmp_path / "t.xls")


def test_a_country_among_its_parts_is_known_by_its_name_in_their_language():
    assert levels_of("Schweiz") == levels_of("España") == levels_of("Italia") == ("country",)


def test_a_limit_that_its_head_calls_one_of_an_interval_is_no_margin():
    found = table(
        ["State", "Year", "Rate", "Rate Lower 95% Confidence Interval", "Rate Upper 95% Confidence Interval"],
        ["Ohio", 2021, 5.1, 4.2, 6.3], ["Utah", 2021, 7.3, 6.4, 8.2],
    )  # fmt: skip
    assert [column.role.value for column in found.columns[2:]] == ["figures", "lower limit", "upper limit"]
    assert found.facts[0].low == Decimal("4.2")


def test_a_rate_with_one_decimal_is_proved_within_its_printed_digits():
    rows = [[f"D{n}", 2021, n, 40_000 + 500 * n, round(n / (40_000 + 500 * n) * 100_000, 1)] for n in range(1, 20)]
    found = table(["District", "Year", "Deaths", "Population", "Crude Rate"], *rows)
    assert str(found.measures[2].unit) == "rate per 100,000"


def test_numbers_and_names_of_one_thing_are_codes_and_places_and_what_describes_rows_is_left_out():
    rows = [
        [f"AK-50{n}", f"Area {n} CoC", "all" if year == 2022 else "sheltered", year, 100 * n + year - 2000]
        for year in (2021, 2022)
        for n in range(1, 9)
    ]
    found = table(["CoC Number", "CoC Name", "Count Types", "Year", "Overall Homeless"], *rows)
    assert [column.role.value for column in found.columns] == [
        "code of the place", "place", "not used", "period", "figures",
    ]  # fmt: skip
    assert "column.3" in [question.key for question in found.questions]


def test_raised_figures_behind_heads_are_signs_of_notes_and_those_of_units_are_none():
    found = table(["District¹ Name", "2021²", "2022"], ["Adams", 5, 6], ["Brown", 7, 8])
    assert {fact.period for fact in found.facts} == {"2021", "2022"}
    assert found.places[0].level == "district"
    area = table(["District", "Year", "Area (km²)"], ["Adams", 2021, 5], ["Brown", 2021, 8])
    assert area.measures[0].title == "Area (km²)"


def test_a_title_below_the_name_of_an_office_is_that_of_the_table():
    found = table(
        ["Statistisches Landesamt Musterland", None], ["Hilfen zur Erziehung nach Kreisen 2021 1)", None], [None, None],
        ["Kreis", "2021"], ["Ahrweiler", 5], ["Neuwied", 7],
    )  # fmt: skip
    assert found.title == "Hilfen zur Erziehung nach Kreisen 2021"
    export = table(
        ["Data Source", "World Development Indicators"],
        [],
        ["Country", "2019", "2020", "2021"],
        ["Kenya", 5, 6, 7],
        ["Ghana", 7, 8, 9],
    )
    assert export.title == "World Development Indicators"


def test_marks_that_a_note_in_german_explains_are_what_it_says():
    found = table(
        ["Kreis", "2021", "2022"], ["Ahrweiler", 5, "-"], ["Neuwied", ".", 7], ["Mayen", 8, 9], [None, None, None],
        ["- = nichts vorhanden", None, None], [". = Zahlenwert unbekannt oder geheim zu halten", None, None],
    )  # fmt: skip
    given = {(fact.place, fact.period): (fact.value, fact.status) for fact in found.facts}
    assert given["Ahrweiler", "2022"] == (0, "A")
    assert given["Neuwied", "2021"] == (None, "Q")
    assert not [question for question in found.questions if question.key.startswith("mark.")]


def test_the_period_of_a_table_is_told_with_what_says_it(tmp_path, capsys):
    (tmp_path / "t.csv").write_text("Homes built in 2023,\nCounty,Homes\nAdams,50\nBrown,70\n", encoding="utf-8")
    assert run(["new", str(tmp_path / "out"), "--from", str(tmp_path / "t.csv"), "--yes"]) == 0
    assert "all figures are of 2023, by the title" in capsys.readouterr().out


def test_a_hidden_figure_has_one_reason(tmp_path, capsys):
    (tmp_path / "t.csv").write_text("County,Year,Homes\nAdams,2023,50\nBrown,2023,s\nClark,2023,70\n", encoding="utf-8")
    assert run(["new", str(tmp_path / "out"), "--from", str(tmp_path / "t.csv"), "--yes"]) == 0
    assert not (tmp_path / "out/data/notes.csv").exists()


ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Rates">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
)


def opendocument(path, rows):
    """A small workbook of OpenDocument: a row is a list of cells, each its attributes and its text."""
    cell = "<table:table-cell {}><text:p>{}</text:p></table:table-cell>"
    cells = ["".join(cell.format(how, text) for how, text in row) for row in rows]
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    types = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", types)
        archive.writestr("content.xml", ODS.format(rows=body))


def test_merged_heads_and_percentages_of_a_workbook_of_opendocument_are_read(tmp_path):
    word, wide = 'office:value-type="string"', 'office:value-type="string" table:number-columns-spanned="2"'
    share = 'office:value-type="percentage" office:value="0.125"'
    opendocument(tmp_path / "t.ods", [
        [(word, ""), (wide, "Owned"), ("", ""), (wide, "Rented"), ("", "")],
        [(word, "County"), *((word, year) for year in ("2021", "2022", "2021", "2022"))],
        *([(word, name), *[(share, "12.5%")] * 4] for name in ("Adams", "Brown")),
    ])  # fmt: skip
    (sheet,) = read_sheets(tmp_path / "t.ods")
    assert sheet.spans == ((0, 1, 0, 2), (0, 3, 0, 4))
    found = understand(sheet, file="t.ods")
    assert [(one.title, one.unit.kind) for one in found.measures] == [("Owned", "percent"), ("Rented", "percent")]
    assert {fact.value for fact in found.facts} == {Decimal("12.5")}


def test_a_numbered_day_in_the_head_of_a_database_stays_one_word():
    found = table(["District", "Year", "Total_patients_31st_march"], ["Adams", 2021, 5], ["Brown", 2021, 8])
    assert found.measures[0].title == "Total patients 31st march"
