"""The widths of columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.exhibits.tables.widths import Needs, column_widths, content_width

LABEL = Needs(120, 60, is_text=True)


def figures(natural: float, least: float | None = None) -> Needs:
    return Needs(natural, natural if least is None else least, is_text=False)


def test_columns_fill_the_width():
    assert sum(column_widths((LABEL, figures(40), figures(50)), 480)) == pytest.approx(480)


def test_columns_of_figures_are_alike_where_there_is_room():
    _, first, second = column_widths((LABEL, figures(30), figures(50)), 480)
    assert first == pytest.approx(second)


def test_narrow_columns_get_the_spare_width_first():
    _, first, second, third = column_widths((LABEL, figures(60), figures(100), figures(65)), 360)
    assert (first, second) == (pytest.approx(third), 100)


def test_figures_stay_near_their_labels():
    label, figure = column_widths((LABEL, figures(40)), 480)
    assert figure <= 40 + 22
    assert label > 400


def test_text_gives_way_before_figures_do():
    label, first, second = column_widths((Needs(400, 60, is_text=True), figures(80), figures(80)), 480)
    assert (first, second) == (80, 80)
    assert label == pytest.approx(320)


def test_too_many_columns_do_not_fit():
    assert column_widths((LABEL, *(figures(60) for _ in range(9))), 480) is None


def test_a_table_is_as_wide_as_what_stands_in_it_with_some_room():
    assert content_width((LABEL, figures(40)), 480) == 160 + 2 * 12


def test_a_table_that_nearly_fills_the_page_fills_it():
    assert content_width((LABEL, *(figures(50) for _ in range(5))), 480) == 480


def test_a_column_of_drawings_is_as_wide_as_they_are():
    bars = Needs(34, 34, is_text=False, is_fixed=True)
    label, figure, bar = column_widths((LABEL, figures(40), bars), 480)
    assert bar == 34
    assert label + figure == pytest.approx(446)


NEEDS = st.builds(
    lambda least, more, is_text: Needs(least + more, least, is_text), st.floats(5, 60), st.floats(0, 90), st.booleans()
)


@given(st.lists(NEEDS, min_size=1, max_size=8).map(tuple))
def test_no_column_is_narrower_than_it_has_to_be(needs):
    widths = column_widths(needs, 480)
    if widths is None:
        assert sum(need.least for need in needs) > 240
        return
    assert sum(widths) == pytest.approx(480)
    floors = [min(need.least, max(60, need.natural / 4)) if need.is_text else need.least for need in needs]
    assert all(width >= floor - 1e-6 for width, floor in zip(widths, floors, strict=True))


def test_a_word_is_broken_only_where_there_is_no_room_for_it():
    label, figures = Needs(150, 90, is_text=True), tuple(Needs(60, 40, is_text=False) for _ in range(3))
    assert column_widths((label, *figures), 240)[0] >= 90
    assert column_widths((label, *figures), 200)[0] < 90
