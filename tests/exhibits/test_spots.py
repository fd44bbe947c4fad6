"""What can be pointed at in a chart: every value that is drawn, once, where it is drawn, with its words."""

from pathlib import Path

import pytest

from reportgen import exhibits
from reportgen.template.themes import read_theme
from tests.composing import World, line_chart, over_years
from tests.documents import CHARTS

THEME = read_theme("default", Path("templates"))
ROOM = 3.0


@pytest.mark.parametrize("width", [480.0, 264.0])
@pytest.mark.parametrize("kind", CHARTS)
def test_spots_lie_within_the_drawing_and_say_a_figure(kind, width):
    chart = CHARTS[kind]
    drawn = exhibits.record(chart, THEME, width=width)
    spots = exhibits.spots(chart, THEME, width=width)
    assert spots
    for spot in spots:
        assert spot.words
        middle = spot.left + spot.width / 2, spot.bottom + spot.height / 2
        assert -ROOM <= middle[0] <= drawn.width + ROOM
        assert -ROOM <= middle[1] <= drawn.height + ROOM
        assert any(character.isdigit() for character in spot.words)


def test_a_line_has_a_spot_for_each_published_point():
    words = [spot.words for spot in exhibits.spots(CHARTS["line"], THEME)]
    assert len(words) == 13
    assert words[0] == "All cases: 29,782 in 2020"
    assert "Resolved: 27,349 in 2020" in words


def test_a_value_says_how_it_differs_from_the_one_before(tmp_path):
    world = World(tmp_path, over_years("cases", 300, 310, 320))
    (figure,) = [block for block in world.compose(line_chart("cases")).blocks if hasattr(block, "chart")]
    (line,) = figure.chart.lines
    assert [point.change for point in line.points] == ["", "+3.3% on 2020", "+3.2% on 2021"]
    assert exhibits.spots(figure.chart, THEME)[-1].words.endswith("320 in 2022; +3.2% on 2021")


def test_no_value_says_how_it_differs_across_a_break(tmp_path):
    breaks = [{"indicator": "cases", "year": 2022, "short": "anew"}]
    world = World(tmp_path, over_years("cases", 300, 310, 320), series_breaks=breaks)
    (figure,) = [block for block in world.compose(line_chart("cases")).blocks if hasattr(block, "chart")]
    assert len(figure.chart.breaks) == 1
    assert [point.change for point in figure.chart.lines[0].points] == ["", "+3.3% on 2020", ""]
