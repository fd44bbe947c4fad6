"""What a foreign table was taken for: roles, places, periods, units and marks; its account adds up; doubt is asked."""

from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.errors import DataError, UsageError
from reportgen.intake.answers import Answers, read_answers
from reportgen.intake.files import read_sheets
from reportgen.intake.moments import moment, moment_in
from reportgen.intake.numerals import Convention, convention_of, read_cell
from reportgen.intake.understanding import understand
from reportgen.measure import Qualifier

LONG = "year,county,fips,cases,people,rate\n" + "".join(
    f"{year},{name},{code},{count},{people},{count / people * 1000}\n"
    for year in (2021, 2022)
    for name, code, count, people in (("Ohio", "39", 5000, 1800000), ("Adams", "39001", 12, 27000), ("Allen", "39003", 40, 101000))  # noqa: E501
)  # fmt: skip


def read(tmp_path, text, **answers):
    path = tmp_path / "counts.csv"
    path.write_text(text, encoding="utf-8")
    return understand(
        read_sheets(path)[0], file=path.name, answers=Answers({k.replace("__", "."): v for k, v in answers.items()})
    )


def roles(found):
    return {column.head: column.role.value for column in found.columns}


def adds_up(found):
    assert sum(found.account.rows.values()) == len(found.sheet.rows)
    assert sum(found.account.rows.values()) > 0


def fact(found, **wanted):
    (one,) = [each for each in found.facts if all(getattr(each, name) == value for name, value in wanted.items())]
    return one


def test_a_long_table_with_places_of_two_levels_and_a_rate_of_its_own_figures(tmp_path):
    found = read(tmp_path, LONG)
    assert roles(found) == {
        "year": "period", "county": "place", "fips": "code of the place", "cases": "figures", "people": "figures", "rate": "figures",  # noqa: E501
    }  # fmt: skip
    assert {place.code: (place.name, place.level) for place in found.places} == {
        "39": ("Ohio", "state"), "39001": ("Adams", "county"), "39003": ("Allen", "county"),
    }  # fmt: skip
    rate = next(measure for measure in found.measures if measure.identifier == "rate")
    assert (str(rate.unit), rate.numerator, rate.denominator) == ("rate per 1,000", "cases", "people")
    assert found.account.lines() == ("rows read 7 = 6 with figures + 1 row of heads", "cells read 18 = 18 figures")
    assert found.questions == ()


def test_a_name_keeps_its_code_where_the_code_is_missing(tmp_path):
    found = read(tmp_path, LONG.replace("2021,Ohio,39", "2021,Ohio,NA"))
    assert {each.place for each in found.facts} == {"39", "39001", "39003"}


def test_one_name_with_two_codes_is_two_places(tmp_path):
    found = read(
        tmp_path,
        "year,area name,area code,n\n2020,Dorset,E10000009,5\n2021,Dorset,E06000059,6\n2021,Kent,E10000016,9\n",
    )
    assert [(place.code, place.name) for place in found.places][:2] == [
        ("E10000009", "Dorset"),
        ("E06000059", "Dorset"),
    ]


def test_years_in_heads_are_periods_of_one_measure(tmp_path):
    found = read(tmp_path, "Country Name,Country Code,2019,2020,2021\nChad,TCD,5,..,7\nPeru,PER,1,2,3\n")
    assert found.periods == ("2019", "2020", "2021")
    assert len(found.measures) == 1
    missing = fact(found, place="TCD", period="2020")
    assert (missing.value, missing.status, missing.printed) == (None, "O", "..")
    assert found.account.lines()[1] == "cells read 6 = 5 figures + 1 `..`"


def test_plan_and_result_are_said_of_one_measure(tmp_path):
    found = read(tmp_path, "Nr;Bezirk;Ergebnis 2011;Plan 2012\n1;Mitte;9.577.207;5.699.552\n2;Nord;-35;193\n")
    assert len(found.measures) == 1
    assert [(each.period, each.value, each.status) for each in found.facts[:2]] == [
        ("2011", Decimal(9577207), "A"), ("2012", Decimal(5699552), "F"),
    ]  # fmt: skip


def test_flags_behind_figures_and_limits_as_rows(tmp_path):
    text = "unit,geo\\time\t2016 \t2015 \nPC_LW95,AT\t13.0 \t: \nPC_UP95,AT\t15.5 \t: \nPC_POP,AT\t14.1 b\t13.9 e\nPC_POP,AT11\t: \t9 \nPC_POP,AT12\t8 \t9 \n"  # noqa: E501
    found = read(tmp_path, text)
    one = fact(found, place="AT", period="2016")
    assert (one.value, one.status, one.low, one.high) == (Decimal("14.1"), "B", Decimal("13.0"), Decimal("15.5"))
    assert {place.level for place in found.places} == {"country", "NUTS-2 region"}
    assert str(found.measures[0].unit) == "percent"
    adds_up(found)


def test_limits_without_a_figure_are_kept_and_a_sample_size_is_a_count(tmp_path):
    found = read(
        tmp_path, "unit,geo\\time\t2016\nPC_LW95,AT\t13.0\nPC_UP95,AT\t15.5\nPC_POP,BE\t9.0\nPC_POP,BE2\t9.5\n"
    )
    alone = fact(found, place="AT")
    assert (alone.value, alone.low, alone.high) == (None, Decimal("13.0"), Decimal("15.5"))
    found = read(tmp_path, "state,year,mean score,sample size\nOhio,2020,5.5,120\nUtah,2020,6.5,90\n")
    assert [(measure.title, str(measure.unit)) for measure in found.measures] == [
        ("Mean score", "mean"),
        ("Sample size", "count"),
    ]


def test_heads_of_three_levels_margins_of_error_and_a_legend(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    rows = [
        ["Table 4. Poverty by State, 3-Year Average: 2013, 2014, and 2015"],
        ["(Numbers in thousands)"],
        ["Area", "Official**", None, None, None],
        [None, "Number", None, "Percent", None],
        [None, "Estimate", "Margin of error (+)", "Estimate", "Margin of error (+)"],
        ["United States", 45725, 703, 14.5, 0.2],
        ["Ohio", "*-182", 60, "Z", 1.3],
        ["Z  Represents or rounds to zero."],
    ]
    for row in rows:
        sheet.append(row)
    for span in ("B3:E3", "B4:C4", "D4:E4"):
        sheet.merge_cells(span)
    book.save(tmp_path / "a.xlsx")
    found = understand(read_sheets(tmp_path / "a.xlsx")[0], file="a.xlsx")
    assert [(measure.title, measure.unit.scale) for measure in found.measures] == [
        ("Official, Number", 1000),
        ("Official, Percent", 1),
    ]
    assert found.periods == ("2013-2015",)
    assert fact(found, place="Ohio", column=1).value == -182
    zero = fact(found, place="Ohio", column=3)
    assert (zero.value, zero.status) == (0, "N")
    assert (found.facts[0].low, found.facts[0].high) == (45022, 46428)
    adds_up(found)


def test_rows_without_a_period_or_a_place_are_totals_that_are_told(tmp_path):
    text = 'Notes,Region,Year,Deaths\n,North,2020,5\n,North,2021,6\nTotal,North,,11\n,South,2020,1\n,South,2021,2\nTotal,South,,3\nTotal,,,14\n"---",,,\nHelp: see the manual.,,,\n'  # noqa: E501
    found = read(tmp_path, text)
    assert found.account.rows == {
        "with figures": 4, "totals over all periods": 2, "totals": 1, "rows of heads": 1, "notes": 2,
    }  # fmt: skip


def test_a_cell_of_another_unit_is_asked_about_and_left_out(tmp_path):
    found = read(
        tmp_path,
        'Location,TimeFrame,DataFormat,Data\nOhio,2011,Number,24%\nOhio,2012,Number,"29,468"\nUtah,2011,Number,7\nUtah,2012,Number,8\n',
    )
    (question,) = found.questions
    assert (question.key, question.where) == ("cell.line 2, column D", "line 2, column D")
    assert fact(found, place="Ohio", period="2011").value is None
    assert found.account.cells == {"not understood": 1, "figures": 3}


def test_codes_of_two_letters_may_be_states_or_countries_as_the_others_say(tmp_path):
    countries = read(tmp_path, "country,2020\nGeorgia,5\nFrance,6\nPeru,7\n")
    states = read(tmp_path, "state,2020\nGeorgia,5\nOhio,6\nUtah,7\n")
    assert [{place.level for place in found.places} for found in (countries, states)] == [{"country"}, {"state"}]


def test_a_place_that_is_not_known_is_asked_about(tmp_path):
    found = read(tmp_path, "country,2020\nAtlantis,5\nFrance,6\nPeru,7\nChad,9\n")
    assert "Atlantis" in found.questions[0].text
    answered = read(tmp_path, "country,2020\nAtlantis,5\nFrance,6\nPeru,7\nChad,9\n", places="group")
    assert {place.name: place.level for place in answered.places}["Atlantis"] == "group"
    assert answered.questions == ()


def test_without_any_period_it_is_asked_for_and_the_answer_counts(tmp_path):
    text = "DBN,SCHOOL NAME,Takers,Avg. Score\n01M292,HENRY STREET,29,355\n01M448,ALL CITY LEADERSHIP,s,s\n"
    found = read(tmp_path, text)
    assert [question.key for question in found.questions] == ["period", "mark.s"]
    answered = read(tmp_path, text, period="2012", mark__s="not available")
    assert answered.periods == ("2012",)
    assert answered.questions == ()
    assert {each.status for each in answered.facts if each.value is None} == {"O"}
    assert [str(measure.unit) for measure in answered.measures] == ["count", "mean"]
    assert {place.level for place in answered.places} == {"school"}


def test_an_answer_that_is_none_of_the_choices_names_them(tmp_path):
    with pytest.raises(UsageError, match="`once`, `added`"):
        read(tmp_path, LONG, repeated="twice")
    with pytest.raises(UsageError, match="expected a period"):
        read(tmp_path, LONG, period="soon")


def test_rows_repeated_to_the_digit_count_once_or_are_added_as_answered(tmp_path):
    text = "state,sex,2000\n" + "Ohio,M,5\nOhio,F,6\n" * 3
    once = read(tmp_path, text)
    assert once.account.rows == {"with figures": 2, "repeated to the digit": 4, "rows of heads": 1}
    assert [question.key for question in once.questions] == ["sums.sex", "repeated"]
    added = read(tmp_path, text, repeated="added")
    assert sorted(each.value for each in added.facts) == [15, 18, 33]


def test_labels_within_labels_are_carried_down(tmp_path):
    text = (
        "State,County,Year,n\nOhio,Adams,2021,1\n,,2022,2\n,Clark,2021,3\n,,2022,4\nIowa,Adams,2021,5\n,,2022,6\n"
        ",Boone,2021,7\n,,2022,8\n"
    )
    found = read(tmp_path, text)
    assert [fact.value for fact in found.facts] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert found.account.rows == {"with figures": 8, "rows of heads": 1}


def test_each_measure_of_a_wide_table_has_the_unit_of_its_own_rows(tmp_path):
    text = (
        "Indicator,Unit,2021,2022\nChildren in care,number,1200,1210\nRate of children in care,per 1 000,4.5,4.4\n"
        "Spending,$ million,45.1,46.0\n"
    )
    found = read(tmp_path, text)
    assert [(each.title, str(each.unit)) for each in found.measures] == [
        ("Children in care", "count"),
        ("Rate of children in care", "rate per 1,000"),
        ("Spending", "currency (USD), in millions"),
    ]


def test_dots_beside_small_whole_numbers_part_thousands(tmp_path):
    found = read(
        tmp_path, "año\tprovincia\tcasos\n2022\tMadrid\t1.234\n2022\tÁvila\t34\n2023\tMadrid\t1.250\n2023\tÁvila\t36\n"
    )
    assert [fact.value for fact in found.facts] == [1234, 34, 1250, 36]
    assert [question.key for question in found.questions] == ["decimal"]


def test_a_head_that_only_says_the_unit_is_no_name_of_a_measure(tmp_path):
    found = read(tmp_path, "program,2021 ($ thousands),2022 ($ thousands)\nCare,5,6\nHelp,7,8\n")
    assert [(each.title, str(each.unit)) for each in found.measures] == [("Counts", "currency (USD), in thousands")]


def test_places_that_are_known_by_their_codes_have_names(tmp_path):
    found = read(tmp_path, "geo,2020,2021\nAT,5,6\nEL,7,8\nUK,9,10\nFR,3,4\n")
    assert [(place.code, place.name) for place in found.places] == [
        ("AT", "Austria"), ("EL", "Greece"), ("UK", "United Kingdom"), ("FR", "France")
    ]  # fmt: skip


def test_members_that_are_all_there_are_add_up_to_a_total_and_others_do_not(tmp_path):
    text = "state,year,sex,age,n\n" + "".join(
        f"Ohio,{year},{sex},{age},{count}\n"
        for year in (2020, 2021)
        for sex in ("Male", "Female")
        for age, count in (("0-4", 1), ("5-17", 10), ("18 and over", 100))
    )
    found = read(tmp_path, text)
    totals = {
        each.period: each.value for each in found.facts if dict(each.breakdown) == {"sex": "total", "age": "total"}
    }
    assert totals == {"2020": 222, "2021": 222}
    assert [question.taken for question in found.questions] == ["yes", "yes"]
    refused = read(tmp_path, text, sums__sex="no", sums__age="no")
    assert "total" not in {code for each in refused.facts for _, code in each.breakdown}
    races = read(
        tmp_path,
        "state,year,race,n\nOhio,2020,Black,5\nOhio,2020,Hispanic,6\nOhio,2021,Black,5\nOhio,2021,Hispanic,7\n",
    )
    assert [(question.key, question.taken) for question in races.questions] == [("sums.race", "no")]


def test_sums_that_hold_are_found_and_one_that_nearly_holds_names_its_cell(tmp_path):
    rows = [(2018 + n, age, count + n) for n in range(6) for age, count in (("Total", 30), ("0-5", 10), ("6+", 20))]
    text = "year,age,n\n" + "".join(
        f"{year},{age},{count + (year - 2018 if age == 'Total' else 0)}\n" for year, age, count in rows
    )
    (proof,) = read(tmp_path, text).proofs
    assert (proof.holds, proof.held) == (True, 6)
    (proof,) = read(tmp_path, text.replace("2020,Total,34", "2020,Total,35")).proofs
    assert [(each.row, by) for each, by in proof.failed] == [(7, 1)]


def test_columns_that_add_up_to_a_total_are_found(tmp_path):
    text = "site,year,Detained,Informal,Other,Total patients\n" + "".join(
        f"S{n},2020,{n},{2 * n + 1},{n * n},{3 * n + 1}\n" for n in range(1, 8)
    )
    (proof,) = read(tmp_path, text).proofs
    assert (proof.indicator, proof.operands) == ("total_patients", "detained + informal")


def test_labels_left_blank_where_they_repeat_are_carried_down(tmp_path):
    found = read(
        tmp_path, "County,Year,Cases\nAdams,2022,312\n,2023,339\nBrook,2022,488\n,2023,530\nDale,2022,5\n,2023,6\n"
    )
    assert {(each.place, each.period) for each in found.facts} == {
        (c, y) for c in ("Adams", "Brook", "Dale") for y in ("2022", "2023")
    }
    assert found.account.rows == {"with figures": 6, "rows of heads": 1}


def test_labels_on_rows_of_their_own_divide_the_rows_below_them(tmp_path):
    text = "State,2021,2022\nMen,,\nOhio,5,6\nUtah,7,8\nIowa,1,2\nWomen,,\nOhio,15,16\nUtah,17,18\nIowa,11,12\n"
    found = read(tmp_path, text)
    assert fact(found, place="Utah", period="2021", breakdown=(("group", "Women"),)).value == 17
    assert "clash" not in {question.key for question in found.questions}
    assert found.account.rows["labels of groups"] == 2
    adds_up(found)


def test_a_column_of_totals_beside_columns_of_years_is_not_used(tmp_path):
    found = read(tmp_path, "state,2021,2022,Total,% of all\nOhio,5,6,11,25%\nUtah,7,8,15,75%\n")
    assert roles(found) == {
        "state": "place",
        "2021": "figures",
        "2022": "figures",
        "Total": "not used",
        "% of all": "not used",
    }
    assert [question.key for question in found.questions] == ["column.5"]
    assert found.periods == ("2021", "2022")


def test_a_first_row_of_marks_is_no_head(tmp_path):
    found = read(
        tmp_path, "County,Year,Deaths,Rate\nAdams,2020,Suppressed,Unreliable\nAdams,2021,23,12.1\nBaker,2020,15,9.3\n"
    )
    assert roles(found) == {"County": "place", "Year": "period", "Deaths": "figures", "Rate": "figures"}
    assert found.account.rows == {"with figures": 3, "rows of heads": 1}


def test_days_are_refused_and_one_day_of_each_month_is_that_month(tmp_path):
    with pytest.raises(DataError, match="found days: 2021-01-01, 2021-01-02"):
        read(tmp_path, "date,visits\n2021-01-01,5\n2021-01-02,6\n2021-02-01,8\n")
    assert read(tmp_path, "date,visits\n2021-01-31,5\n2021-02-28,6\n").periods == ("2021-01", "2021-02")


def test_names_without_a_head_beside_years_are_measures_and_ages_are_a_breakdown(tmp_path):
    found = read(tmp_path, ",2019,2020\nBirths,100,110\nDeaths,50,55\n")
    assert [measure.title for measure in found.measures] == ["Births", "Deaths"]
    assert [question.key for question in found.questions] == ["column.1"]
    ages = read(tmp_path, "Age,Male 2020,Male 2021\n0-17,5,6\n18-64,15,16\n65+,25,26\n")
    assert ages.dimensions == {"age": ("0-17", "18-64", "65+")}


def test_two_figures_of_the_same_are_told_with_their_cells(tmp_path):
    found = read(tmp_path, "state,year,n\nOhio,2020,5\nOhio,2020,6\nUtah,2020,7\nUtah,2021,7\n")
    (question,) = found.questions
    assert (question.key, question.where) == ("clash", "line 3, column C")
    adds_up(found)


def test_a_row_for_each_person_is_refused(tmp_path):
    text = ",Music,Movies,Age group,Sport\n" + "".join(
        f"{row},{row % 5}.0,{row % 3}.0,{row % 4},{row % 2}\n" for row in range(60)
    )
    with pytest.raises(DataError, match="about one person") as error:
        read(tmp_path, text)
    assert "count first" in error.value.hint


@pytest.mark.parametrize(
    "text", ["/,year,/\nOhio,2021,<5\nOhio,,6\nUtah,,by\nUtah,2022,9\n", "state,year,n\nOhio,,5\nUtah,,6\n,2020,7\n"]
)
def test_a_table_of_which_no_figure_can_be_told_is_refused_with_a_way_out(tmp_path, text):
    with pytest.raises(DataError) as error:
        read(tmp_path, text)
    assert "--answers" in error.value.hint


def test_a_breakdown_has_its_total_as_such(tmp_path):
    found = read(
        tmp_path,
        "year,age group,n\n2020,Total,9\n2020,0 to 5,4\n2020,6 and over,5\n2021,Total,9\n2021,0 to 5,4\n2021,6 and over,5\n",  # noqa: E501
    )
    assert found.dimensions == {"age_group": ("0 to 5", "6 and over")}
    assert found.facts[0].breakdown == (("age_group", "total"),)


@pytest.mark.parametrize(
    ("cell", "value", "qualifier", "sign", "mark"),
    [
        ("29,568", "29568", Qualifier.EXACT, "", ""),
        ("(35)", "-35", Qualifier.EXACT, "", ""),
        ("−35", "-35", Qualifier.EXACT, "", ""),
        ("$1,234.50", "1234.50", Qualifier.EXACT, "$", ""),
        ("12 %", "12", Qualifier.EXACT, "%", ""),
        ("<5", "5", Qualifier.LESS_THAN, "", ""),
        ("≥ 10", "10", Qualifier.AT_LEAST, "", ""),
        ("≤9", "10", Qualifier.LESS_THAN, "", ""),
        ("<=9", "10", Qualifier.LESS_THAN, "", ""),
        ("at most 4", "5", Qualifier.LESS_THAN, "", ""),
        ("about 40", "40", Qualifier.ABOUT, "", ""),
        ("15.2 b", "15.2", Qualifier.EXACT, "", "b"),
        ("1,234 [1]", "1234", Qualifier.EXACT, "", "[1]"),
        ("*-182", "-182", Qualifier.EXACT, "", "*"),
        ("1 234 567", "1234567", Qualifier.EXACT, "", ""),
        ("12,34,567", "1234567", Qualifier.EXACT, "", ""),
        ("8'000", "8000", Qualifier.EXACT, "", ""),
        ("3.1E5", "3.1E+5", Qualifier.EXACT, "", ""),
    ],
)
def test_a_cell_is_read_as_people_type_it(cell, value, qualifier, sign, mark):
    found = read_cell(cell, Convention())
    assert (found.value, found.qualifier, found.sign, found.mark) == (Decimal(value), qualifier, sign, mark)


@pytest.mark.parametrize(
    "cell", ["0-4", "12 years", "1,2,3", "10:30", "A12", "1.2.3.4", "5 to 9", "(5", "n=5", "≤5%", "≤2.5"]
)
def test_what_is_no_number_is_not_taken_for_one(cell):
    assert read_cell(cell, Convention()).value is None


@pytest.mark.parametrize(
    ("texts", "delimiter", "decimal", "is_certain"),
    [
        (["9.577.207", "-35"], "semicolon", ",", True),
        (["12,5", "1.000,25"], "semicolon", ",", True),
        (["1,234.5"], "comma", ".", True),
        (["1.234", "2.345"], "semicolon", ",", False),
        (["1,234"], "comma", ".", True),
        (["5", "7"], "comma", ".", True),
    ],
)
def test_the_decimal_sign_is_found_or_doubted(texts, delimiter, decimal, is_certain):
    found = convention_of(texts, delimiter=delimiter)
    assert (found.decimal, found.is_certain) == (decimal, is_certain)


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        ("2010", "2010"), ("2019-2023", "2019-2023"), ("FY2015", "FY2015"), ("FY 15", "FY2015"), ("2023/24", "2023/24"),
        ("Q3 2024", "2024-Q3"), ("2024 Q1", "2024-Q1"), ("2024-03", "2024-03"), ("Mar 2020", "2020-03"), ("März 2020", "2020-03"),  # noqa: E501
        ("12/31/2019", "2019-12"), ("31.12.2019", "2019-12"), ("July 1, 2019", "2019-07"), (2015.0, "2015"), ("1999/00", "1999/00"),  # noqa: E501
        ("0-4", ""), ("29,568", ""), (415.0, ""), ("12", ""), ("age 85", ""), ("2019-2019", ""),
    ],
)  # fmt: skip
def test_a_period_is_known_as_people_write_it(cell, period):
    assert moment(cell) == period


def test_a_period_within_a_head_leaves_the_rest():
    assert moment_in("Population, 2010") == ("2010", "Population")
    assert moment_in("pop2008") == ("2008", "pop")


def test_answers_are_read_from_a_file(tmp_path):
    path = tmp_path / "answers.toml"
    path.write_text('period = "2024"\n[mark]\ns = "not available"\n')
    assert read_answers(path).given == {"period": "2024", "mark.s": "not available"}
    path.write_text("period = [1]\n")
    with pytest.raises(UsageError, match="expected a text"):
        read_answers(path)


CELL = st.one_of(
    st.integers(-10**6, 10**6).map(str), st.floats(0, 100).map(lambda x: f"{x:.1f}"), st.sampled_from(["", "..", "<5", "*", "n/a", "12%", "x y", "2020"])  # noqa: E501
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(CELL, min_size=3, max_size=5), min_size=2, max_size=12), st.sampled_from(["year", "place", "n"])
)
def test_no_row_and_no_cell_is_lost_whatever_the_table_holds(tmp_path_factory, rows, head):
    path = tmp_path_factory.mktemp("t") / "a.csv"
    path.write_text("\n".join(",".join(row) for row in [[head, "a", "b", "c", "d"], *rows]))
    try:
        sheet = read_sheets(path)[0]
        found = understand(sheet, file="a.csv")
    except DataError:  # nothing in it is a figure, which another test is about
        return
    adds_up(found)
    values = [column for column in found.columns if column.role == "figures"]
    others = {"titles", "rows of heads", "blank", "notes", "labels of groups", "repeated heads"}
    body = sum(count for name, count in found.account.rows.items() if name not in others)
    assert sum(found.account.cells.values()) == body * len(values)
