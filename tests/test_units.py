"""What a figure is measured in says how it is printed, how two are compared, and what it cannot be."""

import zipfile
from io import BytesIO

import pytest

from reportgen.audit import audit
from reportgen.builders.text.inlines import words
from reportgen.compare import compare
from reportgen.dataset import read_package
from reportgen.errors import ReportErrors
from reportgen.export import to_xlsx
from reportgen.measure import MeasureType, Reason
from reportgen.unit import Compared, UnitKind, kind_of, unit_of
from tests.composing import (
    World,
    cells,
    exhibit,
    head,
    indicator,
    line_chart,
    members_table,
    over_years,
    rows_table,
    small_print,
)
from tests.packages import make_package

NAMES = {
    "count": ("case", "cases"),
    "percent": ("percent", "percent"),
    "proportion": ("part", "parts"),
    "rate": ("case per 1,000 residents", "cases per 1,000 residents"),
    "currency": ("euro", "euros"),
    "mean": ("m²", "m²"),
    "index": ("point", "points"),
    "ratio": ("pupil per teacher", "pupils per teacher"),
    "one_in": ("child", "children"),
    "duration": ("day", "days"),
    "quantity": ("tonne", "tonnes"),
    "change": ("percent", "percent"),
}


def measured(kind, **more):
    singular, plural = NAMES[kind]
    units = {"percent": "percent", "currency": "EUR", "change": "percent"}
    unit = units.get(kind, singular)
    return indicator(kind, unit=unit, kind=kind, noun_singular=singular, noun_plural=plural, **more)


def world(tmp_path, kind, *values, rows=(), **more):
    return World(tmp_path, [*over_years(kind, *values), *rows], indicators=[measured(kind, **more)])


def change(tmp_path, kind, earlier, value, **more):
    package = read_package(
        make_package(tmp_path, over_years(kind, earlier, value), indicators=[measured(kind, **more)])
    )
    return compare(package).change(kind, 2020, 2021)


# --- what follows from the words of a unit ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("case", UnitKind.COUNT),
        ("person", UnitKind.COUNT),
        ("euro", UnitKind.CURRENCY),
        ("million dollars", UnitKind.CURRENCY),
        ("€", UnitKind.CURRENCY),
        ("index", UnitKind.INDEX),
        ("degrees", UnitKind.INDEX),
        ("days", UnitKind.DURATION),
        ("m²", UnitKind.QUANTITY),
        ("tonne", UnitKind.QUANTITY),
        ("cases per 100,000", UnitKind.RATE),
        ("mean score", UnitKind.MEAN),
        ("percent", UnitKind.PERCENT),
    ],
)
def test_the_words_of_a_unit_tell_its_kind_where_no_column_does(unit, kind):
    assert kind_of(unit, MeasureType.FLOW) is kind


@pytest.mark.parametrize(
    ("measure_type", "kind"),
    [
        (MeasureType.SHARE, UnitKind.PERCENT),
        (MeasureType.RATIO, UnitKind.ONE_IN),
        (MeasureType.CHANGE, UnitKind.CHANGE),
    ],
)
def test_types_of_measure_keep_their_meaning(measure_type, kind):
    assert kind_of("case", measure_type) is kind


def test_money_has_its_sign_or_its_code_only_where_the_data_declare_it():
    declared = {unit: unit_of(unit, MeasureType.FLOW, kind="currency").symbol for unit in ("EUR", "USD", "CHF", "Fr.")}
    assert declared == {"EUR": "€", "USD": "$", "CHF": "CHF", "Fr.": "Fr."}
    assert unit_of("EUR", MeasureType.FLOW).symbol == ""


# --- how two values are compared ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "base", "value", "difference", "percent", "points"),
    [
        ("count", 200, 250, 50, 25, None),
        ("percent", 12.5, 15, None, None, 2.5),
        ("proportion", 0.42, 0.45, 0.03, None, None),
        ("rate", 2.5, 3, 0.5, 20, None),
        ("currency", 12.5, 15, 2.5, 20, None),
        ("mean", 41.5, 41.1, -0.4, None, None),
        ("index", 98.2, 99.4, 1.2, None, None),
        ("ratio", 14.2, 13.9, -0.3, None, None),
        ("duration", 30, 42, 12, None, None),
        ("quantity", 40.5, 81, 40.5, 100, None),
    ],
)
def test_how_two_values_are_compared_follows_from_their_unit(tmp_path, kind, base, value, difference, percent, points):
    found = change(tmp_path, kind, base, value)
    assert (found.difference, found.percent, found.points) == (difference, percent, points)
    assert found.reason is Reason.NONE


@pytest.mark.parametrize(("kind", "reason"), [("one_in", Reason.RATIO), ("change", Reason.PRINTED_CHANGE)])
def test_some_kinds_are_never_compared(tmp_path, kind, reason):
    found = change(tmp_path, kind, 6, 5)
    assert (found.reason, found.difference, found.percent, found.points) == (reason, None, None, None)


def test_an_index_with_a_base_changes_in_percent_since_its_points_depend_on_that_base(tmp_path):
    assert change(tmp_path, "index", 120, 126, base="2015").percent == 5


def test_an_indicator_may_say_how_it_is_compared_or_that_it_is_not(tmp_path):
    assert change(tmp_path / "a", "mean", 40, 50, compared_in="percent").percent == 25
    found = change(tmp_path / "b", "mean", 40, 50, compared_in="not")
    assert (found.reason, found.difference) == (Reason.NOT_COMPARED, None)


def test_money_may_turn_from_a_loss_to_a_gain_without_a_percentage(tmp_path):
    found = change(tmp_path, "currency", -40, 60)
    assert (found.reason, found.difference, found.percent) == (Reason.BELOW_ZERO, 100, None)


def test_the_minimum_base_is_one_of_cases_and_not_of_amounts(tmp_path):
    assert change(tmp_path / "a", "count", 50, 60).reason is Reason.SMALL_BASE
    assert change(tmp_path / "b", "currency", 50, 60).percent == 20


def rate_of(tmp_path, cases):
    rows = [*over_years("rate", 2.5, 3), *over_years("cases", *cases), *over_years("people", 8000, 8000)]
    parts = [indicator("cases"), indicator("people"), measured("rate", numerator="cases", denominator="people")]
    return compare(read_package(make_package(tmp_path, rows, indicators=parts))).change("rate", 2020, 2021)


def test_a_rate_of_few_cases_is_given_no_percentage(tmp_path):
    assert rate_of(tmp_path / "a", (20, 24)).reason is Reason.SMALL_BASE
    assert rate_of(tmp_path / "b", (200, 240)).percent == 20


def test_a_percentage_changes_by_its_counts_where_its_indicator_names_them(tmp_path):
    rows = [*over_years("percent", 20.5, 20), *over_years("part", 607, 663), *over_years("all", 2954, 3269)]
    parts = [indicator("part"), indicator("all"), measured("percent", numerator="part", denominator="all")]
    found = compare(read_package(make_package(tmp_path, rows, indicators=parts))).change("percent", 2020, 2021)
    assert round(found.points, 4) == -0.267


def test_a_rate_that_is_not_that_of_its_counts_is_told(tmp_path):
    rows = [*over_years("rate", 2.5, 3.1), *over_years("cases", 20, 24), *over_years("people", 8000, 8000)]
    parts = [
        indicator("cases"),
        indicator("people"),
        measured("rate", numerator="cases", denominator="people", per=1000),
    ]
    checks = [
        one for one in audit(read_package(make_package(tmp_path, rows, indicators=parts))) if one.kind == "quotient"
    ]
    assert [(one.year, str(one.outcome), one.right) for one in checks] == [
        (2020, "passed", 2.5),
        (2021, "warning", 3.0),
    ]


# --- words --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "base", "value", "more", "said"),
    [
        ("count", 50, 60, {}, "10 more than in 2020"),
        ("count", 60, 50, {}, "10 fewer than in 2020"),
        ("percent", 12.5, 15, {}, "compared with 12.5% in 2020: 2.5 percentage points more"),
        ("proportion", 0.42, 0.45, {}, "0.03 higher than in 2020"),
        ("rate", 2.5, 3, {}, "compared with 2.5 in 2020: a rise of 20.0%"),
        ("currency", 12.5, 15, {"decimals": 2}, "compared with €12.50 in 2020: a nominal rise of 20.0%"),
        ("currency", 12.5, 15, {"base": "2015"}, "compared with €12.50 in 2020: a rise of 20.0%"),
        ("currency", -3, 15, {"decimals": 2}, "€18.00 more than in 2020"),
        ("mean", 41.5, 41.1, {}, "0.4\u00a0m² less than in 2020"),
        ("index", 98.2, 99.4, {}, "1.2\u00a0points higher than in 2020"),
        ("duration", 30, 42, {}, "12\u00a0days more than in 2020"),
        ("duration", 30, 31, {}, "1\u00a0day more than in 2020"),
        ("mean", 41.5, 41.5, {}, "the same as in 2020"),
        ("mean", 41.504, 41.507, {"decimals": 2}, "less than 0.01\u00a0m² more than in 2020"),
    ],
)
def test_a_sentence_says_the_change_in_words_of_the_unit(tmp_path, kind, base, value, more, said):
    text = world(tmp_path, kind, base, value, **more).text(f"{{{{ s.say('{kind}', 'it was {{}}') }}}}")
    assert text.endswith(f", {said}.")


@pytest.mark.parametrize(
    ("qualifier", "reason"), [("less_than", "“less than”."), ("more_than", "“more than” or the like.")]
)
def test_a_ceiling_is_called_less_than_and_a_floor_more_than(tmp_path, qualifier, reason):
    rows = over_years("count", 100, first=2021, qualifier=qualifier)
    block = world(tmp_path, "count", 300, rows=rows).block(rows_table("count"))
    assert small_print(block) == [f"[z] No change is calculated from a figure given as {reason}"]


def test_a_legend_explains_no_signs_before_figures_where_all_are_exact(tmp_path):
    *_, legend = world(tmp_path, "count", 300).blocks("One {mark:x}.\n\n:::{legend}\n:::\n")
    assert [words(item) for item in legend.items if "than" in words(item)] == []


def test_a_legend_of_nothing_is_not_printed(tmp_path):
    assert world(tmp_path, "count", 300).blocks("One.\n\n:::{legend}\n:::\n")[1:] == ()


def test_a_legend_explains_the_signs_before_figures_that_the_data_have(tmp_path):
    rows = over_years("count", 5, first=2021, qualifier="less_than")
    (legend,) = world(tmp_path, "count", 300, rows=rows).blocks(":::{legend}\n:::\n")
    assert "> more than, ≥ at least, < less than" in [words(item) for item in legend.items]


# --- decimals -----------------------------------------------------------------------------------------------------


def test_decimals_are_stated_once_and_printed_alike(tmp_path):
    rows = [*over_years("currency", 1000.5, 20.25, kind="a"), *over_years("currency", 7, 7.125, kind="b")]
    made = World(
        tmp_path,
        [*over_years("currency", 1007.5, 27.375), *rows],
        indicators=[measured("currency", decimals=2)],
    )
    table = made.block(members_table("currency"))
    assert [row[1:4] for row in cells(table)] == [
        ["€1,000.50", "€20.25", "−€980.25"],
        ["€7.00", "€7.13", "+€0.13"],
        ["€1,007.50", "€27.38", "−€980.13"],
    ]
    assert made.text("{{ figure('currency') }}; {{ latest_change('currency').difference }}") == "€27.38; €980.13"


def test_what_rounds_to_nothing_is_less_than_the_last_digit(tmp_path):
    made = world(tmp_path, "currency", 0.001, -0.002, 0, decimals=2)
    texts = [made.text(f"{{{{ figure('currency', {year}) }}}}") for year in (2020, 2021, 2022)]
    assert texts == ["less than €0.01", "more than −€0.01", "€0.00"]


def test_percentage_points_have_the_decimals_of_the_percentages(tmp_path):
    made = world(tmp_path, "percent", 1.25, 1.5, decimals=2)
    assert made.text("{{ latest_change('percent').points }}") == "0.25 percentage points"
    assert cells(made.block(rows_table("percent")))[1][1:] == ["1.25", "1.50", "+0.25 pp"]


def test_a_table_of_many_units_names_that_of_a_difference(tmp_path):
    kinds = {"count": (200, 250), "mean": (41.5, 41.1), "index": (98.2, 99.4), "percent": (12.5, 15)}
    rows = [row for kind, values in kinds.items() for row in over_years(kind, *values)]
    made = World(tmp_path, rows, indicators=[measured(kind) for kind in kinds])
    assert [row[-1] for row in cells(made.block(rows_table(*kinds)))[1:]] == [
        "+25.0%",
        "−0.4\u00a0m²",
        "+1.2\u00a0points",
        "+2.5 pp",
    ]


def test_a_table_of_means_has_differences_only(tmp_path):
    rows = over_years("mean", 40, 42.5, kind="a")
    table = World(tmp_path, [*over_years("mean", 41.5, 41.1), *rows], indicators=[measured("mean")]).block(
        members_table("mean")
    )
    assert head(table)[-1][-1] == "Change\n2020–21"
    assert [row[-1] for row in cells(table)] == ["+2.5", "−0.4"]


def test_a_table_of_changes_of_money_says_that_they_are_nominal(tmp_path):
    line = "Changes of amounts of money are nominal: they include changes of prices."
    assert small_print(world(tmp_path / "a", "currency", 100, 120).block(rows_table("currency"))) == [line]
    at_prices_of_2015 = world(tmp_path / "b", "currency", 100, 120, base="2015")
    assert small_print(at_prices_of_2015.block(rows_table("currency"))) == []


def test_the_values_of_a_chart_have_one_number_of_decimals(tmp_path):
    places = [
        row
        for place, value in (("AA", 9), ("BB", 7.6), ("CC", 8))
        for row in over_years("mean", value, value + 1, place=place)
    ]
    made = world(tmp_path, "mean", 8, 9.25, rows=places)
    line = made.block(line_chart("mean")).chart
    assert [point.text for point in line.lines[0].points] == ["8.00", "9.25"]
    bars = made.block(exhibit("chart", kind="bars", figure="mean", by="place")).chart
    assert [row.value.text for row in bars.rows] == ["10.0", "9.0", "8.6"]
    ranking = made.block(exhibit("chart", kind="ranking", figure="mean")).chart
    assert [row.value.text for row in ranking.rows] == ["10.0", "9.0", "8.6"]


def test_a_workbook_shows_the_stated_decimals(tmp_path):
    package = world(tmp_path, "currency", 20, 8.25, decimals=2).package
    with zipfile.ZipFile(BytesIO(to_xlsx(package))) as parts:
        assert 'formatCode="#,##0.00"' in parts.read("xl/styles.xml").decode("utf-8")


def test_a_template_that_joins_a_number_prints_no_bits_of_it(tmp_path):
    made = world(tmp_path, "mean", 0.1 + 0.2, 41.5)
    assert made.text("{{ 'it was ' ~ figure('mean', 2020).value }}") == "it was 0.3"


# --- what a figure cannot be --------------------------------------------------------------------------------------


def errors(tmp_path, values, **indicators):
    with pytest.raises(ReportErrors, match=r".") as caught:
        read_package(make_package(tmp_path, over_years("x", *values), indicators=[indicator("x", **indicators)]))
    assert all(error.where and error.hint for error in caught.value.errors)
    return [str(error).partition("\n")[0].partition(": ")[2] for error in caught.value.errors]


@pytest.mark.parametrize(
    ("kind", "value", "found"),
    [
        ("count", -1, "`x` is a count: expected no number below zero, found `-1`"),
        ("count", 2.5, "`x` is a count: expected a whole number, found `2.5`"),
        ("rate", -0.5, "`x` is a rate: expected no number below zero, found `-0.5`"),
        ("proportion", 42, "`x` is a proportion: expected a number from 0 to 1, found `42`"),
        ("duration", -3, "`x` is a duration: expected no number below zero, found `-3`"),
    ],
)
def test_a_figure_that_its_kind_cannot_have_is_a_mistake(tmp_path, kind, value, found):
    assert errors(tmp_path, (value,), kind=kind) == [f"field `value`: {found}"]


@pytest.mark.parametrize("kind", ["currency", "index", "mean", "change", "quantity", "percent"])
def test_money_indexes_means_and_changes_may_be_below_zero(tmp_path, kind):
    assert world(tmp_path, kind, -2.5).package.observation(kind, 2020).value == -2.5


def test_a_column_says_otherwise(tmp_path):
    assert world(tmp_path / "a", "count", -3, negative="true").package.has_negative("count")
    assert "below zero" in errors(tmp_path / "b", (-2.5,), kind="mean", negative="false")[0]


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        ({"kind": "counts"}, "field `kind`: expected one of `count`, `percent`"),
        ({"compared_in": "percents"}, "field `compared_in`: expected one of `percent`, `points`"),
        (
            {"kind": "percent", "compared_in": "percent"},
            "field `compared_in`: expected `points` or `not` for a `percent`",
        ),
        ({"decimals": 9}, "field `decimals`: expected a whole number from 0 to 6, found `9`"),
        ({"kind": "rate", "numerator": "cases"}, "field `numerator`: expected an indicator, found `cases`"),
        (
            {"kind": "mean", "per": 1000},
            "field `per`: expected a number above zero of a `rate`, found `1000` of a `mean`",
        ),
        ({"kind": "mean", "numerator": "x"}, "field `numerator`: expected nothing for a `mean`, found `x`"),
    ],
)
def test_a_unit_that_is_none_is_a_mistake(tmp_path, columns, found):
    assert errors(tmp_path, (5,), **columns)[0].startswith(found)


def test_what_seems_to_count_but_has_fractions_is_a_quantity(tmp_path):
    rows = [*over_years("x", 41.5, 41.1), *over_years("y", 41, 42)]
    package = read_package(make_package(tmp_path, rows, indicators=[indicator("x", unit="Fr."), indicator("y")]))
    kinds = [package.indicator(name).measured_in.kind for name in ("x", "y")]
    assert kinds == [UnitKind.QUANTITY, UnitKind.COUNT]


def test_a_ways_to_compare_are_four():
    assert [str(way) for way in Compared] == ["percent", "points", "difference", "not"]
