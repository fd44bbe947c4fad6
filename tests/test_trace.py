"""A number of a document leads back to the cells that it was made of."""

import json
import pickle

import pytest

from reportgen.document.walk import texts
from reportgen.errors import TemplateError
from reportgen.quantity import Figures, Operation
from reportgen.trace import Ledger, numbers_of
from reportgen.trace.tree import is_said
from tests.composing import World, broken_down, over_years

TEMPLATE = """
{% import "macros/sentences.md" as s with context %}
# Cases

{{ s.say('cases', '{} cases were reported') }} Of these, {{ share('cases{status=resolved}', 'status') }} were resolved,
{{ "between " ~ lowest('cases').text ~ " and " ~ highest('cases').text }} a year;
**{{ latest_change('cases').percent }}** more, {{ sum_of(members('cases', 'status')) }} in all. Only 12 is typed.

:::{key-figures}
- figure: cases
  label: cases
  comparisons: ["{{ s.tile('cases') }}"]
- figure: cases{status=resolved}
  label: resolved
- figure: cases{status=active}
  label: active
:::

:::{chart} course
kind: line
headline: "Cases rose to {{ latest('cases') }}"
subtitle: Number
lines:
  - {figure: cases, name: All}
:::

:::{table} by-status
kind: members
figure: cases
by: status
head: Status
total: All
share: last
changes: [previous]
change-in: [number, percent]
headline: By status
subtitle: Number
:::
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    rows = broken_down("status", (1200, 1250, 1345), resolved=(900, 950, 1000), active=(300, 300, 345))
    return World(tmp_path_factory.mktemp("traced"), rows)


@pytest.fixture(scope="module")
def document(world):
    return world.compose(TEMPLATE)


def cells(origin):
    """The cells that an origin leads back to."""
    if isinstance(origin, Figures):
        return list(origin.cells)
    if isinstance(origin, Operation):
        return [cell for each in origin.operands for cell in cells(each)]
    return [origin]


def printed(document, part, **where):
    found = [each for each in numbers_of(document) if each.where.part == part]
    return [each for each in found if all(getattr(each.where, name) == value for name, value in where.items())]


def test_a_figure_in_a_sentence_leads_to_its_cell(world, document):
    first = printed(document, "text")[0]
    assert first.text == "1,345"
    cell = first.quantity.origin
    line = (world.templates.parent / cell.resource).read_text().splitlines()[cell.line - 1]
    assert line.startswith("cases,2022,US,total,1345,")


def test_what_is_worked_out_leads_to_its_operands(document):
    found = {each.text: each.quantity.origin for each in printed(document, "text")}
    assert {text: [cell.value for cell in cells(origin)] for text, origin in found.items()} == {
        "1,345": [1000, 345] if found["1,345"].operator == "sum" else [1345],
        "1,250": [1250],
        "7.6%": [1250, 1345],
        "74.3%": [1000, 1345],
        "1,200": [1200, 1200, 1250, 1345],
    }
    assert [found[text].operator for text in ("7.6%", "74.3%", "1,200")] == ["change", "share", "lowest"]
    assert found["74.3%"].value == pytest.approx(74.349442)


def test_tiles_charts_and_tables_hand_their_origin_down(document):
    tile = [each.text for each in printed(document, "tile", row="cases")]
    assert tile == ["1,345", "7.6%"]
    chart = printed(document, "chart")
    assert [(each.where.row, each.where.column, each.text) for each in chart][:3] == [
        ("All", "2020", "1,200"),
        ("All", "2021", "1,250"),
        ("All", "2022", "1,345"),
    ]
    cell = printed(document, "cell", row="Resolved", column="Change 2021–22 %")[0]
    assert (cell.where.exhibit, cell.where.anchor, cell.text) == ("Table 1", "by-status", "+5.3%")
    assert [each.value for each in cells(cell.quantity.origin)] == [950, 1000]
    assert {each.text for each in printed(document, "alt")} >= {"1,345"}


def test_a_rank_and_a_count_lead_to_the_figures_that_were_compared(tmp_path):
    rows = [*over_years("cases", 500, 600, place="AA"), *over_years("cases", 500, 400, place="BB")]
    body = "{{ rank_of('cases').rank }} of {{ rank_of('cases').of }}; {{ tally('cases', 'place', 2020, 2021).fell }}"
    found = list(numbers_of(World(tmp_path, rows).compose(body, place="BB", scope="place")))
    assert [(each.text, each.quantity.origin.operator) for each in found] == [
        ("2", "rank"),
        ("2", "count"),
        ("1", "count"),
    ]
    assert [[cell.value for cell in cells(each.quantity.origin)] for each in found] == [
        [400, 600, 400],
        [600, 400],
        [500, 500, 600, 400],
    ]


def test_what_was_asked_of_a_package_goes_along_to_another_process(tmp_path):
    rows = [*over_years("cases", 500, 600, place="AA"), *over_years("cases", 500, 400, place="BB")]
    world = World(tmp_path, rows)
    world.compose(
        "{{ rank_of('cases').rank }} {{ tally('cases', 'place', 2020, 2021).fell }}", place="BB", scope="place"
    )
    package = pickle.loads(pickle.dumps(world.package))
    sets = [each for answers in package.kept.values() for each in answers.sets.values()]
    assert sorted(len(each.cells) for each in sets) == [2, 2, 2]


def test_every_number_of_the_data_has_an_origin(document):
    assert [each.text for each in numbers_of(document) if each.quantity.origin is None] == []


def test_no_mark_is_left_in_a_text(document):
    assert not [text for text in texts(document) if any("\ufdd0" <= sign <= "\ufdef" for sign in text)]


def test_two_reports_that_print_the_same_have_their_own_origins(tmp_path):
    rows = [*over_years("cases", 500, 600, place="AA"), *over_years("cases", 500, 600, place="BB")]
    world = World(tmp_path, rows)
    body = "{{ place.name }}: **{{ figure('cases') }}** cases, {{ latest_change('cases').percent }} more."
    for place in ("AA", "BB"):
        found = list(numbers_of(world.compose(body, place=place, scope="place")))
        assert {cell.place for each in found for cell in cells(each.quantity.origin)} == {place}


def test_nobody_else_can_make_a_mark(world):
    with pytest.raises(TemplateError, match="control character U\\+FDD1"):
        world.compose("{{ '\ufdd1\ufde01,345\ufdd2' }}")


def test_a_ledger_tells_each_cell_and_operation_once(world, document):
    ledger = Ledger(world.package)
    places = [ledger.place_of(each.quantity) for each in numbers_of(document)]
    values = json.loads(json.dumps(ledger.as_values()))
    assert len(values["numbers"]) == len(set(places)) < len(places)
    kind, place = values["numbers"][places[0]]["origin"]
    assert (kind, values["cells"][place]["value"]) == ("cell", 1345)
    change = next(each for each in values["operations"] if each["operator"] == "change")
    assert change["symbols"] == "(1,345 − 1,250) ÷ 1,250 × 100 = 7.6"
    assert change["comparable"][1:] == ["No series break lies between 2021 and 2022.", "Both are given exactly."]
    cell = values["cells"][change["operands"][0][1]]
    assert (cell["figure"], cell["location"], cell["period"]) == ("cases@2021", "Table 1", "2021")


def test_a_change_is_meant_with_its_sign_and_without():
    assert is_said("40.6%", "+40.6%")
    assert is_said("40.6 %", "−40.6%")
    assert is_said("+40.6%", "+40.6%")
    assert not is_said("+40.6%", "−40.6%")
    assert not is_said("-40.6%", "40.6%")
