"""What charts are drawn with: a canvas that records plain operations, scales, lettering, and who replays a recording.

A chart is drawn once, as a `Recording`. A builder that has vectors replays it; for the others `picture` has matplotlib
paint it, so that both show the same. The kinds of charts themselves stand in `reportgen.exhibits`.
"""

from reportgen.charts.locator import draw_locator
from reportgen.charts.picture import paint_picture
from reportgen.charts.recording import FillStroke, Operation, Recording, TextRun
from reportgen.charts.svg import write_svg

__all__ = ["FillStroke", "Operation", "Recording", "TextRun", "draw_locator", "paint_picture", "write_svg"]
