"""What a recording shows: the boxes of its texts and of its filled shapes."""

from itertools import combinations
from pathlib import Path

from reportgen import exhibits
from reportgen.charts.metrics import CAP_HEIGHT, DESCENT
from reportgen.charts.placement import Box
from reportgen.charts.recording import FillStroke, TextRun
from reportgen.charts.style import chart_style
from reportgen.template import read_theme

ROOT = Path(__file__).parent.parent.parent
THEME = read_theme("default", ROOT / "templates")
STYLE = chart_style(THEME)
WIDTH = 480


def drawn(chart, width=WIDTH):
    """A chart, resolved and drawn at a width."""
    kind = exhibits.kind_of(chart)
    return kind.draw(kind.resolve(chart, THEME, width), THEME)


def text_boxes(recording):
    """Each printed text with what its letters cover."""
    return [
        (run.text, Box(run.x, run.y - DESCENT * run.size, run.x + run.width, run.y + CAP_HEIGHT * run.size))
        for run in recording.operations
        if isinstance(run, TextRun)
    ]


def filled_boxes(recording, colour=None):
    """Each filled rectangle, of one colour or of all."""
    boxes = []
    for shape in recording.operations:
        if isinstance(shape, FillStroke) and shape.fill and shape.fill == (colour or shape.fill):
            for corners in _subpaths(shape):
                xs, ys = zip(*corners, strict=True)
                boxes.append(Box(min(xs), min(ys), max(xs), max(ys)))
    return boxes


def _subpaths(shape):
    """The corners of each closed part of a path."""
    corners = []
    for command, *numbers in shape.path:
        if command == "Z":
            yield corners
            corners = []
        else:
            corners.append(tuple(numbers[-2:]))


def assert_clear(recording):
    """No text lies over another one or over a filled shape, and nothing reaches over the edge."""
    texts = text_boxes(recording)
    for (one, box), (other, beside) in combinations(texts, 2):
        assert not box.overlaps(beside), (one, other)
    for text, box in texts:
        assert -0.01 <= box.left <= box.right <= recording.width + 0.01, text
        assert -0.01 <= box.bottom <= box.top <= recording.height + 0.01, text
        assert not any(box.overlaps(shape) for shape in filled_boxes(recording)), text
    for shape in filled_boxes(recording):
        assert -0.01 <= shape.left <= shape.right <= recording.width + 0.01
        assert -0.01 <= shape.bottom <= shape.top <= recording.height + 0.01
