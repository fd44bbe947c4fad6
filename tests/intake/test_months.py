"""Months and quarters without a year beside them: the year stands in a column, a head, a title or the sheet's name."""

import pytest

from reportgen.errors import DataError
from reportgen.intake.answers import Answers
from reportgen.intake.moments import divided, part_of_year
from reportgen.intake.sheet import Sheet, even
from reportgen.intake.understanding import understand

ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
GERMAN = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
SPANISH = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]
YEAR = tuple(f"2023-{month:02d}" for month in range(1, 13))


def read(rows, *, name="Sheet", spans=(), **answers):
    sheet = Sheet(name, even([list(row) for row in rows]), spans=spans)
    return understand(sheet, file="counts.xlsx", answers=Answers(answers))


def by_month(months, *above, year=()):
    heads = [*(["Year"] if year else []), "Month", "Hope House", "Harbour Lodge"]
    return [*above, heads, *([*year, month, 300 + n, 120 - n] for n, month in enumerate(months))]


@pytest.mark.parametrize("months", [ENGLISH, GERMAN, SPANISH], ids=["English", "German", "Spanish"])
def test_months_are_of_the_year_that_the_title_names(months):
    found = read(by_month(months, ["Nights in shelters in 2023"]))
    assert found.periods == YEAR
    assert found.places == ()  # `Mar` is Morocco to who knows codes of countries only
    assert found.account.rows["with figures"] == 12
    assert [question.key for question in found.questions] == []


def test_months_beside_a_column_of_years_divide_these():
    assert read(by_month(ENGLISH, year=[2023])).periods == YEAR


def test_a_year_that_only_the_sheet_is_called_by_is_asked_about():
    found = read(by_month(ENGLISH), name="2023")
    assert found.periods == YEAR
    assert [(question.key, question.taken) for question in found.questions] == [("period", "2023")]


def test_months_without_any_year_are_asked_about_and_the_answer_counts():
    (question,) = [each for each in read(by_month(ENGLISH)).questions if each.key == "period"]
    assert (question.taken, "Of which year" in question.text) == ("", True)
    assert read(by_month(ENGLISH), period="2023").periods == YEAR


def test_months_of_a_split_year_begin_in_the_first_of_its_two():
    school = [*GERMAN[7:], *GERMAN[:7]]
    assert read(by_month(school), period="2023/24").periods == (*YEAR[7:], *(f"2024-{m:02d}" for m in range(1, 8)))


def test_a_total_of_the_months_is_set_aside_and_counted():
    found = read([*by_month(ENGLISH, ["Nights in 2023"]), ["Total", 4000, 1300]])
    assert found.periods == YEAR
    assert found.account.rows["totals over all periods"] == 1


@pytest.mark.parametrize("is_merged", [True, False])
def test_years_over_months_are_periods_of_one_measure(is_merged):
    years = ["Shelter", 2023, *[None] * 11, 2024, *[None] * 11]
    rows = [years, [None, *ENGLISH, *ENGLISH], ["Hope House", *range(300, 324)], ["Harbour Lodge", *range(100, 124)]]
    found = read(rows, spans=((0, 1, 0, 12), (0, 13, 0, 24)) if is_merged else ())
    assert found.periods == (*YEAR, *(month.replace("2023", "2024") for month in YEAR))
    assert len(found.measures) == 1
    assert [place.name for place in found.places] == ["Hope House", "Harbour Lodge"]


def test_years_over_quarters_and_quarters_beside_years_are_quarters():
    heads = [[None, 2023, None, 2024, None], ["Region", "Q1", "Q2", "Q1", "Q2"]]
    found = read([*heads, ["North", 7, 8, 9, 5], ["South", 3, 4, 6, 2]])
    assert found.periods == ("2023-Q1", "2023-Q2", "2024-Q1", "2024-Q2")


def test_months_in_rows_and_years_in_heads_meet_in_the_cells():
    found = read([["Month", "2022", "2023"], *([month, 30 + n, 40 + n] for n, month in enumerate(ENGLISH))])
    assert len(found.measures) == 1
    assert {(fact.period, int(fact.value)) for fact in found.facts} >= {("2022-03", 32), ("2023-12", 51)}
    assert len(found.facts) == 24


def test_a_name_among_free_places_is_of_the_level_of_the_others():
    names = ["Hope House", "Jordan", "Harbour Lodge", "St. Brigid", "Mar"]
    found = read([["Shelter", "2022", "2023"], *([name, 30 + n, 40 + n] for n, name in enumerate(names))])
    assert {place.level for place in found.places} == {"shelter"}


@pytest.mark.parametrize(
    ("text", "part"),
    [("Mar", "03"), ("März", "03"), ("sept.", "09"), ("Dic", "12"), ("Q3", "Q3"), ("2nd quarter", "Q2"),
     ("1. Quartal", "Q1"), ("Trimestre 4", "Q4"), ("Total", ""), ("March 2023", ""), ("Q5", ""), ("Martha", "")],
)  # fmt: skip
def test_a_month_or_a_quarter_is_known_as_people_write_it(text, part):
    assert part_of_year(text) == part


def test_what_divides_no_year_has_no_period():
    assert divided("2023", "Total", first="Jan") == ""
    assert divided("2023/24", "13", first="Apr") == ""
    assert divided("2023-03", "Jan", first="Jan") == "2023-03"


def test_months_that_a_window_of_years_cannot_divide_are_refused_with_a_way_out():
    with pytest.raises(DataError, match="expected figures"):
        read([["Month", "2013-2015"], ["Total", 3], ["All", 4]], **{"column.1": "part of the period"})
