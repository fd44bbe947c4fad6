"""Classes of maps and heat tables, for values of all signs and sizes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.compose.classes import CLASSES, class_of, class_texts, map_bounds, shade_bounds
from reportgen.document import plain_text
from tests.composing import World, broken_down, exhibit, indicator, over_years
from tests.packages import observation

VALUES = st.lists(st.integers(-(10**9), 10**9).map(lambda digits: digits / 1000), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([5, 2684], ["1–99", "100–249", "250–499", "500–999", "1,000 or more"]),
        ([0.1, 480.3], ["0.1–9.9", "10.0–24.9", "25.0–49.9", "50.0–99.9", "100.0 or more"]),
        ([-50, 20], ["−50 to −26", "−25 to −1", "0 or more"]),
        ([-0.5, 0.3], ["−0.5 to −0.1", "0.0 or more"]),
        ([0.001], ["0.01 or more"]),
        ([0], ["1 or more"]),
    ],
)
def test_bounds_are_round_for_values_of_any_sign_and_size(values, texts):
    assert list(class_texts(shade_bounds(values))) == texts


@given(VALUES)
def test_every_value_but_zero_has_a_class_and_larger_ones_no_lighter(values):
    bounds = shade_bounds(values)
    assert 1 <= len(bounds) <= CLASSES
    assert list(bounds) == sorted(set(bounds))
    found = [class_of(value, bounds) for value in sorted(values) if value]
    assert None not in found
    assert found == sorted(found)


@given(VALUES)
def test_every_value_has_a_class_on_a_map(values):
    bounds = map_bounds(values)
    assert all(class_of(value, bounds) is not None for value in values)
    assert len(class_texts(bounds)) == len(bounds)


def test_a_heat_table_with_a_figure_below_zero_shades_all_of_them(tmp_path):
    rows = broken_down("kind", (10,), a=(-20,), b=(30,)) + broken_down("sex", (10,), f=(4,), m=(6,))[1:]
    cells = {("a", "f"): -25, ("a", "m"): 5, ("b", "f"): 29, ("b", "m"): 0}
    rows += [observation(value, kind=kind, sex=sex) for (kind, sex), value in cells.items()]
    body = exhibit("table", kind="cross", figure="cases", rows="kind", columns="sex", head="Kind", total="All")
    table = World(tmp_path, rows, indicators=[indicator("cases", unit="euro")]).block(body)
    assert [[cell.shade for cell in row.cells[1:3]] for row in table.rows[:2]] == [[0, 1], [2, 1]]
    assert [swatch.text for swatch in table.legend] == ["−25 to −1", "0 to 24", "25 or more"]


def test_a_heat_table_has_one_number_of_decimals_in_a_column(tmp_path):
    rows = over_years("cases", 20.5) + over_years("cases", 12.25, kind="a") + over_years("cases", 8, kind="b")
    rows += over_years("cases", 20, sex="f")
    rows += [observation(3.5, kind="a", sex="f"), observation(8, kind="b", sex="f")]
    body = exhibit("table", kind="cross", figure="cases", rows="kind", columns="sex", head="Kind", total="All")
    table = World(tmp_path, rows).block(body)
    assert [plain_text(row.cells[1].children) for row in table.rows] == ["3.5", "8.0", "20.0"]
    assert [plain_text(row.cells[2].children) for row in table.rows] == ["12.25", "8.00", "20.50"]
