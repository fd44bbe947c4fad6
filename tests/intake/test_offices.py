"""Tables as public offices publish them, a few rows of each kind."""

import pytest

from reportgen.intake.answers import Answers
from reportgen.intake.moments import moment_in
from reportgen.intake.notes_apart import with_notes
from reportgen.intake.sheet import Sheet, even
from reportgen.intake.understanding import understand


def read(*rows, notes=(), **answers):
    sheet = Sheet("Sheet", even([list(row) for row in (*rows, *((note,) for note in notes))]))
    return understand(sheet, file="table.csv", answers=Answers(answers))


def roles(found):
    return {column.head: column.role.value for column in found.columns}


def values(found, measure):
    return [fact.value for fact in found.facts if fact.measure == measure]


def test_margins_of_the_census_bureau_are_read_with_their_sign():
    heads = ("Label", "Ohio!!Total!!Estimate", "Ohio!!Total!!Margin of Error", "Ohio!!Poor!!Estimate",
             "Ohio!!Poor!!Margin of Error")  # fmt: skip
    rows = [
        ("Under 18", "2,533,124", "±4,711", "447,191", "±13,118"),
        ("18 to 64", "6,811,200", "±2,811", "866,100", "*****"),
    ]
    found = read(heads, *rows, title="People in Ohio", period="2023")
    assert {fact.place for fact in found.facts} == {"Ohio"}
    first = found.facts[0]
    assert (first.value, first.low, first.high) == (2533124, 2528413, 2537835)


def test_numbers_of_columns_below_heads_and_standard_errors_in_brackets_are_no_figures():
    rows = [
        ("Percentage of dropouts, by sex",), ("Year", "Total", None, "Male\\1\\", None), ("1", "2", None, "3", "4"),
        ("2021 ....", 5.3, "(0.18)", "#", "(†)"), ("2022 ....", 5.1, "(0.2)", "‡", "(†)"),
        ("2023 ....", 5.4, "(0.21)", 6.1, "(0.3)"),
    ]  # fmt: skip
    sheet = Sheet("Sheet", even([list(row) for row in rows]), spans=((1, 1, 1, 2), (1, 3, 1, 4)))
    found = understand(sheet, file="table.xlsx")
    assert found.account.rows["with figures"] == 3
    assert [column.role.value for column in found.columns][1:] == ["figures", "not used", "figures", "not used"]
    assert {measure.unit.kind for measure in found.measures} == {"percent"}


def test_signs_without_a_blank_are_explained_by_the_notes():
    rows = [("Year", "State", "Rate"), (2021, "Ohio", 5.3), (2022, "Ohio", "‡"), (2023, "Ohio", "†")]
    notes = ("†Not applicable.", "‡Reporting standards not met (too few cases).")
    found = read(*rows, notes=notes)
    assert [fact.status for fact in found.facts] == ["A", "U", "M"]
    assert not any(question.key.startswith("mark.") for question in found.questions)


def test_a_sign_that_no_note_explains_is_no_nought():
    found = read(("Year", "State", "Cases"), (2022, "Ohio", 53), (2023, "Ohio", "#"), (2023, "Utah", 61))
    assert [fact.value for fact in found.facts] == [53, None, 61]
    assert [question.taken for question in found.questions if question.key == "mark.#"] == ["not available"]


def test_shorthand_that_a_line_above_the_table_explains_is_not_asked_about():
    line = "Some shorthand is used, [x] = not available, [c] = confidential, [low] = less than 5."
    rows = [("Cases by region",), (line,), ("Region", "2022", "2023"), ("North", 51, "[x]"), ("South", "[low]", "[c]")]
    found = read(*rows)
    assert [fact.status for fact in found.facts] == ["A", "O", "Q", "Q"]


def test_series_of_a_database_are_measures_and_its_months_parts_of_the_year():
    rows = [(series, 2023, f"M{month:02d}", 3.1 + month / 10, "P" if month == 2 else None)
            for series in ("LASST390000000003", "LASST180000000003") for month in (1, 2, 3, 13)]  # fmt: skip
    found = read(("series_id", "year", "period", "value", "footnote_codes"), *rows)
    assert found.periods == ("2023", "2023-01", "2023-02", "2023-03")
    series = ["LASST390000000003", "LASST180000000003"]
    assert [measure.title for measure in found.measures] == [*series, *(f"{one} (year)" for one in series)]
    assert {fact.status for fact in found.facts if fact.period == "2023-02"} == {"P"}


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Year ending March 2020", "2019/20"), ("12 months ending 31 December 2023", "2023"),
        ("Quarter ending June 2023", "2023-Q2"), ("Year ending 30 September 2021", "2020/21"),
        ("March 2020", "2020-03"),
    ],
)  # fmt: skip
def test_a_year_is_named_by_the_month_in_which_it_ends(text, period):
    assert moment_in(text)[0] == period


def test_notes_on_a_sheet_of_their_own_are_those_of_the_heads_with_their_signs():
    heads = ["Region", "2021 [note 1]", "2022 [note 1] [note 2]", "2023 [note 1] [note 2]"]
    table = Sheet("1", even([["Cases by region"], heads, ["North", 51, 52, 60], ["South", 41, 42, 40]]))
    kept = Sheet("Notes", even([["Notes"], ["note 1", "Rounded."], ["note 2", "From 2022 a new register is used."]]))
    first, _ = with_notes([table, kept])
    found = understand(first, file="table.xlsx")
    assert [(one.period, one.text) for one in found.anew] == [("2022", "From 2022 a new register is used.")]
    assert [one.text for one in found.said] == ["Rounded."]


def test_codes_before_labels_are_left_out():
    heads = ("REF_AREA:Area", "SEX:Sex", "TIME_PERIOD:Period", "OBS_VALUE:Value", "DATA_SOURCE:Data Source")
    rows = [("KEN: Kenya", sex, year, 41.5, "UN") for sex in ("F: Female", "M: Male") for year in (2021, 2022)]
    found = read(heads, *rows)
    assert {fact.place for fact in found.facts} == {"Kenya"}
    assert found.dimensions == {"sex": ("Female", "Male")}
    assert roles(found)["Data Source"] == "not used"


def test_figures_that_stand_there_again_rounded_are_read_as_they_were_published():
    heads = ("Location", "Period", "Dim1", "Dim1ValueCode", "FactValueNumeric", "Value")
    rows = [("Kenya", year, sex, f"SEX_{sex[:1]}", value + 0.0123, f"{value} [{value - 2}-{value + 2}]")
            for year, value in ((2021, 41.2), (2022, 40.1)) for sex in ("Female", "Male")]  # fmt: skip
    found = read(heads, *rows, title="Mortality")
    assert roles(found) | {"FactValueNumeric": "not used", "Dim1ValueCode": "not used"} == roles(found)
    assert found.dimensions == {"dim1": ("Female", "Male")}


def test_a_table_of_men_women_and_both_is_about_its_title():
    title = "Mortality rate per 1000 live births"
    found = read((title,), ("Country", "Year", "Both sexes", "Male", "Female"), ("Kenya", 2021, 41.1, 43.2, 39.5),
                 ("Ghana", 2021, 44.1, 47.2, 41.5))  # fmt: skip
    assert [measure.title for measure in found.measures] == [title]


def test_marks_of_a_german_office_mean_what_they_mean_in_all_its_tables():
    rows = [("Stichtag", "Kreis", "Hilfen", "Heime"), (None, None, "Anzahl", "Anzahl"),
            ("31.12.2022", "Kleve", 311, "."), ("31.12.2022", "Mettmann", "-", 41),
            ("31.12.2022", "Düren", "x", 12)]  # fmt: skip
    found = read(*rows, notes=("© Statistische Ämter des Bundes und der Länder, 2024",))
    assert [(fact.value, fact.status) for fact in found.facts if fact.printed in (".", "-", "x")] == [
        (None, "Q"), (0, "A"), (None, "M"),
    ]  # fmt: skip
    assert [measure.title for measure in found.measures] == ["Hilfen", "Heime"]


def test_what_a_form_asks_is_named_and_nobodys_address_is_kept():
    heads = ("Timestamp", "Contact", "Which county?", "Quarter", "How many families did you serve?")
    rows = [
        (f"2024/01/0{day} 10:22:11 AM GMT-5", f"a{day}@example.org", "Adams County", f"Q{day} 2023", 40 + day)
        for day in (1, 2, 3, 4)
    ]
    found = read(heads, *rows, title="Families served")
    assert roles(found)["Contact"] == roles(found)["Timestamp"] == "not used"
    (asked,) = [question for question in found.questions if question.key.startswith("name.")]
    assert asked.taken == "Families"


def test_rows_without_a_state_are_those_of_the_country():
    rows = [(2022, None, None, 3012), (2022, "OH", "Ohio", 120), (2022, "UT", "Utah", 90), (2022, "NV", "Nevada", 70),
            (2023, None, None, 3013), (2023, "OH", "Ohio", 121), (2023, "UT", "Utah", 91),
            (2023, "NV", "Nevada", 71)]  # fmt: skip
    found = read(("year", "state_abbr", "state_name", "cases"), *rows)
    assert next(each for each in found.questions if each.key == "unnamed.state_name").taken == "the total"
    assert values(found, "cases")[0] == 3012


def test_members_that_have_units_of_their_own_are_measures():
    kinds = (("Youth in custody", "Number", 41), ("Rate of custody per 10,000", "Rate", 2.3))
    rows = [(year, place, *kind) for year in (2022, 2023) for place in ("Ohio", "Utah") for kind in kinds]
    found = read(("Year", "State", "Custody", "UOM", "Value"), *rows)
    assert [(one.title, one.unit.kind, one.unit.per) for one in found.measures] == [
        ("Youth in custody", "count", 0), ("Rate of custody per 10,000", "rate", 10_000),
    ]  # fmt: skip


def test_a_row_that_says_how_many_states_reported_is_none_of_them():
    rows = [("Ohio", 41, 43), ("Utah", 22, 23), ("Iowa", 12, 15), ("National", 75, 81), ("States reporting", 3, 3)]
    found = read(("State", "2022", "2023"), *rows)
    assert found.account.rows["averages"] == 1
    assert [place.level for place in found.places if place.name == "National"] == ["total"]


def test_months_below_fiscal_years_are_those_of_the_year_before_until_it_ends():
    names = ("July", "August", "September", "October", "November", "December", "January", "February", "March")
    found = read(("Month", "FY2023", "FY2024"), *((name, 10 + place, 20 + place) for place, name in enumerate(names)))
    assert found.periods[:2] == ("2022-07", "2022-08")
    assert found.periods[-1] == "2024-03"
    assert len(found.facts) == 18


@pytest.mark.parametrize("text", ["2023T2", "T2 2023", "2023-T2"])
def test_a_quarter_of_a_spanish_office_is_one(text):
    assert moment_in(text)[0] == "2023-Q2"


def test_limits_in_brackets_behind_their_interval_are_limits():
    heads = ("Order", "State", "Use Estimate", "Use 95% CI (Lower)", "Use 95% CI (Upper)")
    found = read(heads, (1, "Ohio", "13.1%", "12.0%", "14.4%"), (2, "Utah", "5.4%", "4.4%", "6.3%"),
                 (3, "Iowa", "7.4%", "6.6%", "8.3%"), title="Use of tobacco", period="2023")  # fmt: skip
    assert [column.role.value for column in found.columns] == [
        "not used", "place", "figures", "lower limit", "upper limit",
    ]  # fmt: skip


def test_areas_under_the_head_of_a_census_year_are_places():
    heads = ("2023 Local authorities Code", "2023 Local authorities", "Ethnic group", "Observation")
    areas = (("E06000001", "Hartlepool"), ("E06000002", "Middlesbrough"), ("E06000003", "Redcar and Cleveland"))
    rows = [(*area, group, 40 + place) for place, area in enumerate(areas) for group in ("Asian", "White")]
    found = read(heads, *rows, title="People", period="2021")
    assert {fact.place for fact in found.facts} == {"E06000001", "E06000002", "E06000003"}
    assert [measure.title for measure in found.measures] == ["People"]


@pytest.mark.parametrize("end", ["31/01/2024", "13/02/2024"])
def test_a_day_that_can_be_no_month_says_how_all_dates_are_written(end):
    rows = [("05/01/2024", end, "Ohio", 41), ("05/02/2024", end, "Ohio", 42)]
    found = read(("Start", "End", "State", "Cases"), *rows, **{"column.1": "period", "column.2": "not used"})
    assert found.periods == ("2024-01", "2024-02")


def test_counties_with_their_state_in_brackets_are_known():
    rows = [(2022, "0", "United States", 990), (2022, "1000", "Alabama", 120),
            (2022, "1001", "Autauga County (AL)", 12),
            (2022, "1003", "Baldwin County (AL)", 31)]  # fmt: skip
    found = read(("Year", "ID", "Name", "Number in Poverty"), *rows)
    assert [place.level for place in found.places] == ["country", "state", "county", "county"]


def test_what_is_called_a_level_is_a_place_where_nothing_else_is():
    heads = ("Month", "PRIMARY_LEVEL", "PRIMARY_LEVEL_DESCRIPTION", "MEASURE_NAME", "MEASURE_VALUE")
    rows = [(month, code, name, "Open referrals", value) for month in ("2024-01", "2024-02")
            for code, name, value in (("RX1", "Nottingham Trust", 41), ("RX2", "Sussex Partnership", 52))]  # fmt: skip
    found = read(heads, *rows)
    assert [(place.code, place.name) for place in found.places] == [
        ("RX1", "Nottingham Trust"), ("RX2", "Sussex Partnership"),
    ]  # fmt: skip
