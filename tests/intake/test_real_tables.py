"""What tables of census offices, school boards and counties have in common, a kind each."""

from decimal import Decimal

import openpyxl
import pytest

from reportgen.intake.answers import Answers
from reportgen.intake.formats import shown_in, sign_of
from reportgen.intake.moments import moment, moment_in
from reportgen.intake.numerals import CellKind, Convention, read_cell
from reportgen.intake.sheet import Sheet, even
from reportgen.intake.sources import read_source
from reportgen.intake.understanding import understand


def table(*rows, spans=(), **answers):
    sheet = Sheet("Sheet1", even([list(row) for row in rows]), spans, how={"form": "workbook"})
    return understand(sheet, file="kept.xlsx", answers=Answers(answers))


def roles(found):
    return {column.head: column.role.value for column in found.columns}


def value(found, **wanted):
    (one,) = [each for each in found.facts if all(getattr(each, name) == text for name, text in wanted.items())]
    return one.value


# -- periods --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2013 (1)", "2013"), ("2010 3/", "2010"), ("2020¹", "2020"), ("2023p", "2023"), ("2019r", "2019"),
        ("Sep-23", "2023-09"), ("Dec-97", "1997-12"), ("Q1 FY24", "2023/24-Q1"), ("FY2024 Q3", "2023/24-Q3"),
        ("AY 2002-03", "2002/03"), ("1019", ""),
    ],
)  # fmt: skip
def test_periods_are_known_as_offices_write_them(text, period):
    assert moment(text) == period


def test_ages_and_bases_in_heads_are_no_years():
    assert moment_in("pop_1019") == ("", "pop_1019")
    assert moment_in("per_1000") == ("", "per_1000")


def test_the_mark_of_a_footnote_behind_a_year_is_no_measure():
    found = table(["County", "2012", "2013 (1)", "2014p"], ["Adams", 5, 6, 8], ["Brook", 51, 61, 72])
    assert found.periods == ("2012", "2013", "2014")
    assert len(found.measures) == 1


def test_heads_of_months_beside_years_are_the_months_of_the_year_of_each_row():
    months = ["Jan", "Feb", "Mar", "Apr"]
    found = table(["Year", *months, "Annual"], [2022, 4.1, 4.2, 4.4, 4.2], [2023, 3.9, 3.8, 4.0, 3.9])
    assert found.periods == ("2022-01", "2022-02", "2022-03", "2022-04", *(f"2023-0{month}" for month in range(1, 5)))
    assert value(found, period="2023-02") == Decimal("3.8")
    assert roles(found)["Annual"] == "not used"


def test_a_period_that_is_not_given_in_a_row_leaves_the_others_periods():
    found = table(
        ["place", "year", "cases"], *[["Adams", 2010 + year, 40 + year] for year in range(6)], ["Adams", "NA", 7]
    )
    assert roles(found)["year"] == "period"
    assert found.account.rows["totals over all periods"] == 1


# -- heads ----------------------------------------------------------------------------------------------------------


def test_heads_go_on_above_and_below_blank_rows():
    found = table(
        ["Uninsured by state"], [],
        ["State", "2014", None, "2015", None], [None] * 5,
        [None, "Number", "Margin", "Number", "Margin"], [None, None, "of error", None, "of error"], [None] * 5,
        ["Ohio", 300, 12, 280, 11], ["Utah", 90, 8, 85, 7],
        spans=((2, 1, 2, 2), (2, 3, 2, 4)),
    )  # fmt: skip
    assert found.periods == ("2014", "2015")
    assert {(fact.value, fact.low) for fact in found.facts if fact.place == "Ohio"} == {(300, 288), (280, 269)}


def test_a_head_of_ranges_of_money_is_no_row_of_figures():
    found = table(
        ["Households and what they have"], [],
        ["Year", "Households", None], [None, "Under $15,000", "$15,000 to $24,999"],
        [2021, 116, 105], [2022, 126, 109],
        spans=((2, 1, 2, 2),),
    )  # fmt: skip
    assert [measure.title for measure in found.measures] == [
        "Households, Under $15,000",
        "Households, $15,000 to $24,999",
    ]


def test_dots_that_lead_to_the_figures_are_no_part_of_a_name():
    found = table(["State", "2020"], ["Ohio……………..", 3], ["....Utah", 4], ["Iowa..........", 5])
    assert [place.name for place in found.places] == ["Ohio", "Utah", "Iowa"]
    assert {place.level for place in found.places} == {"state"}


def test_a_margin_of_error_goes_with_the_figures_before_it_and_not_with_others():
    found = table(
        ["State", "2014", "2015", "Change 2014 to 2015", "Margin of error"],
        ["Ohio", 300, 280, -20, 15], ["Utah", 90, 85, -5, 9],
    )  # fmt: skip
    assert roles(found)["Margin of error"] == "not used"
    assert all(fact.low is None for fact in found.facts)


def test_a_standard_error_is_no_limit():
    found = table(["Year", "Mean income", "Standard error"], [2020, 5100, 40], [2021, 5200, 41])
    assert roles(found)["Standard error"] == "not used"


def test_low_birthweight_and_high_school_are_no_limits():
    found = table(["Year", "Low birthweight", "High school diploma"], [2020, 51, 640], [2021, 52, 641])
    assert roles(found) == {"Year": "period", "Low birthweight": "figures", "High school diploma": "figures"}


@pytest.mark.parametrize(
    "heads", [("Lower 95% CI", "Upper 95% CI"), ("low", "high"), ("LCL", "UCL"), ("ci_low", "ci_high")]
)
def test_limits_are_known_by_both_of_their_heads(heads):
    found = table(["Year", "Rate per 1,000", *heads], [2020, 5.1, 4.2, 6.3], [2021, 5.2, 4.4, 6.1])
    assert next((fact.low, fact.high) for fact in found.facts) == (Decimal("4.2"), Decimal("6.3"))


# -- codes, names, groups -------------------------------------------------------------------------------------------


def test_numbers_of_divisions_are_codes_of_their_names():
    rows = [[year, number, name, 40 + number + year % 100] for year in (2019, 2020, 2021)
            for number, name in ((2, "Albemarle County"), (104, "Charlottesville City"))]  # fmt: skip
    found = table(["year", "division_number", "division_name", "students"], *rows)
    assert roles(found)["division_number"] == "code of the place"
    assert [place.code for place in found.places] == ["2", "104"]


def test_yes_and_no_about_each_state_name_no_places():
    found = table(
        ["State", "Expansion state? Yes (Y) or No (N)", "2020"], ["Ohio", "Y", 3], ["Utah", "N", 4], ["Iowa", "Y+", 5]
    )
    assert [place.name for place in found.places] == ["Ohio", "Utah", "Iowa"]


def test_characteristics_of_people_are_a_breakdown_and_no_places():
    rows = [["Male", 15], ["Female", 17], ["Under 18 years", 12], ["18 to 64 years", 16], ["With a job", 4]]
    found = table(["Poverty in 2015"], ["Characteristic", "Number (thousands)"], *rows)
    assert not found.places
    assert "Under 18 years" in found.dimensions["characteristic"]


def test_rows_of_one_breakdown_are_about_all_of_another():
    rows = [
        ["white", "race", "NA", 60],
        ["black", "race", "NA", 40],
        ["NA", "ethn", "hisp", 12],
        ["NA", "ethn", "other", 88],
    ]
    found = table(
        ["race", "group", "ethn", "count"], *[[*row[:3], row[3] + year, year] for year in (2020, 2021) for row in rows]
    )
    assert roles(found) | {"count": "", "": ""} == {
        "race": "breakdown",
        "group": "not used",
        "ethn": "breakdown",
        "count": "",
        "": "",
    }
    assert found.dimensions == {"race": ("white", "black"), "ethn": ("hisp", "other")}


def test_a_label_below_two_groups_is_told_apart():
    found = table(
        ["Region", "2020", "2021"], ["North"], ["Larch", 1, 2], ["Other", 3, 4], ["South"], ["Maple", 5, 6],
        ["Other", 7, 8], ["Oak", 3, 3],
    )  # fmt: skip
    assert [place.name for place in found.places] == ["Larch", "Other, North", "Maple", "Other, South", "Oak"]
    assert not [question for question in found.questions if question.key == "clash"]


def test_of_several_totals_the_others_are_members():
    found = table(
        ["Characteristic", "2020", "2021"], ["All people", 90, 93], ["Male", 40, 43], ["Female", 50, 50],
        ["Under 18 years", 20, 20], ["Total 18 to 64 years", 70, 73],
    )  # fmt: skip
    assert "Total 18 to 64 years" in found.dimensions["characteristic"]


# -- figures --------------------------------------------------------------------------------------------------------


def test_shares_of_one_are_percentages():
    rows = [["Ohio", 12, 48, 0.25], ["Utah", 10, 80, 0.125], ["Iowa", 9, 36, 0.25]]
    found = table(["State", "Renters", "Households", "Percent renting"], *rows, period="2020")
    assert value(found, place="Utah", measure="percent_renting") == Decimal("12.5")
    assert not [question for question in found.questions if question.key.startswith("unit")]


def test_percentages_that_may_be_shares_of_one_are_asked_about():
    rows = [["Ohio", 0.253], ["Utah", 0.125], ["Iowa", 0.305], ["Texas", 0.5]]
    found = table(["State", "Percent renting"], *rows, period="2020")
    assert value(found, place="Utah") == Decimal("12.5")
    (question,) = [each for each in found.questions if each.key.startswith("unit")]
    assert question.taken == "percent, from shares of 1"
    plain = table(["State", "Percent renting"], *rows, period="2020", **{question.key: "percent"})
    assert value(plain, place="Utah") == Decimal("0.125")
    again = table(["State", "Percent renting"], *rows, period="2020", **{question.key: question.taken})
    assert value(again, place="Utah") == Decimal("12.5")


def test_a_rate_of_whole_numbers_is_no_count():
    found = table(["State", "Rate"], ["Ohio", 12], ["Utah", 9], period="2020")
    assert [question.key for question in found.questions] == ["unit.rate"]


def test_two_measures_of_the_same_have_two_titles():
    found = table(
        ["Children in care"], ["State", "Count", "Percent"], ["Ohio", 120, 4.5], ["Utah", 90, 3.1], period="2020"
    )
    assert [measure.title for measure in found.measures] == ["Children in care", "Children in care, percent"]


@pytest.mark.parametrize(
    ("text", "status"), [(": c", "Q"), (": z", "M"), (": u", "U"), ("****", "O"), ("#DIV/0!", "O")]
)
def test_marks_with_a_letter_and_errors_of_a_spreadsheet_are_no_figures(text, status):
    reading = read_cell(text, Convention())
    assert (reading.kind, reading.status) == (CellKind.MARK, status)


def test_a_line_above_a_table_says_in_what_its_figures_are():
    found = table(
        ["Poverty thresholds"],
        ["(in dollars)"],
        ["Family", "2014", "2015"],
        ["Renters", 25459.5, 25583.1],
        ["Owners", 25844.4, 25929.8],
    )
    assert {measure.unit.kind for measure in found.measures} == {"currency"}


def test_limits_behind_a_figure_in_its_cell_are_limits():
    rows = [
        ["Northdale", 2021, "8.8 (7.0-10.9)", 321],
        ["Southdale", 2021, "12.3 (10.5 to 14.4)", 455],
        ["Eastdale", 2021, "*", 2],
    ]
    found = table(["Area", "Year", "Rate per 1000 (95% CI)", "Count"], *rows)
    fact = next(each for each in found.facts if each.place == "Southdale")
    assert (fact.value, fact.low, fact.high) == (Decimal("12.3"), Decimal("10.5"), Decimal("14.4"))
    assert found.sheet.address(fact.row, fact.column) == "C3"
    assert [measure.title for measure in found.measures] == ["Rate per 1000", "Kept"]


def test_states_in_heads_are_places_and_rows_what_is_measured():
    found = table(
        ["Indicator", "Ohio", "Indiana", "Utah"],
        ["Children assessed", 118, 79, 51],
        ["Ready (%)", 37.1, 42.0, 46.3],
        period="2023",
    )
    assert {place.level for place in found.places} == {"state"}
    assert value(found, place="Utah", measure="ready_percent") == Decimal("46.3")


def test_columns_for_countries_beside_years_are_places():
    found = table(["Year", "DE", "FR", "IT"], [2020, 5.1, 6.2, 7.3], [2021, 5.2, 6.1, 7.0])
    assert value(found, place="FR", period="2021") == Decimal("6.1")
    assert [place.name for place in found.places] == ["Germany", "France", "Italy"]


def test_figures_under_a_provisional_year_are_provisional():
    found = table(["County", "2022", "2023 (provisional) [p]"], ["Adams", 5412, 6120], ["Brook", 5100, 7200])
    assert {fact.status for fact in found.facts if fact.period == "2023"} == {"P"}


def test_a_head_that_refers_to_a_note_is_no_note():
    found = table(
        ["Region [note 1]", "2021 [note 2]", "2022"], ["North East", 5412, 6120], ["London [note 3]", 5100, 7200]
    )
    assert roles(found) == {"Region": "place", "2021": "figures", "2022": "figures"}
    assert [place.name for place in found.places] == ["North East", "London"]


def test_the_total_of_a_fiscal_year_stands_beside_its_quarters():
    heads = ["Site", "Q1 FY23", "Q2 FY23", "Q3 FY23", "Q4 FY23", "FY23 Total"]
    found = table(["Calls answered"], heads, ["Harbor", 2100, 2200, 2300, 2400, 9000], ["Hilltop", 11, 12, 13, 14, 50])
    assert [measure.title for measure in found.measures] == ["Calls answered", "Calls answered (year)"]
    assert value(found, place="Harbor", period="FY2023") == 9000


def test_numbers_beyond_this_century_are_figures_and_no_years():
    found = table(["Region", "2020", "2021"], ["North", 4640, 2204], ["South", 8370, 7281])
    assert (roles(found)["2020"], found.periods) == ("figures", ("2020", "2021"))


# -- workbooks ------------------------------------------------------------------------------------------------------


def formatted(tmp_path, rows, formats):
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    for area, code in formats.items():
        for cells in workbook.active[area]:
            for cell in cells:
                cell.number_format = code
    workbook.save(tmp_path / "kept.xlsx")
    return read_source([str(tmp_path / "kept.xlsx")])


def test_a_number_that_is_shown_as_a_percentage_is_one(tmp_path):
    rows = [["State", "Renting", "Cost"], ["Ohio", 0.253, 1500], ["Utah", 0.07, -20]]
    source = formatted(tmp_path, rows, {"B2:B3": "0.0%", "C2:C3": '"$"#,##0;[Red]("$"#,##0)'})
    found = understand(source.sheet, file=source.name, answers=Answers({"period": "2020"}))
    assert {measure.title: str(measure.unit) for measure in found.measures} == {
        "Renting": "percent",
        "Cost": "currency (USD)",
    }
    assert [fact.value for fact in found.facts] == [Decimal("25.3"), 1500, 7, -20]
    assert found.facts[0].printed == "25.3%"


@pytest.mark.parametrize(
    ("code", "sign"),
    [("0%", "%"), ('0.0"%"', "%?"), ('"$"#,##0', "$"), ("[$€-407]#,##0.00", "€"), ("#,##0", ""), ("0.00;-0%", "")],
)
def test_the_sign_of_a_format_is_that_of_its_numbers(code, sign):
    assert sign_of(code) == sign


def test_a_percent_sign_that_is_only_written_changes_no_number(tmp_path):
    rows = [["State", "Renting"], ["Ohio", 25.3], ["Utah", 7]]
    source = formatted(tmp_path, rows, {"B2:B3": '0.0"%"'})
    found = understand(source.sheet, file=source.name, answers=Answers({"period": "2020"}))
    assert [fact.value for fact in found.facts] == [Decimal("25.3"), 7]


def test_a_workbook_with_broken_styles_is_read_without_them(tmp_path):
    formatted(tmp_path, [["State", "2020"], ["Ohio", 0.25], ["Utah", 3]], {"B2:B3": "0%"})
    content = (tmp_path / "kept.xlsx").read_bytes()
    assert shown_in(content)
    assert shown_in(content[: len(content) // 2]) == {}
