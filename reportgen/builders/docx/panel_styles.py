"""The styles of what sums up: tiles, main points, boxes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from reportgen.builders.docx.formatting import border, cell_margins, indent, run_markup, shading, spacing, tab_stops
from reportgen.builders.docx.markup import w
from reportgen.builders.docx.word_style import WordStyle, character_style, paragraph_style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.theme import Theme

POINTS: dict[str, Literal["square", "hollow"]] = {"Statement Point": "square", "Statement Point Hollow": "hollow"}
"""Styles of points in a box, with the kind of their bullets."""
MOST_TILES = 4
"""Tiles side by side for which there is a style."""
SMALLER = 0.75
"""How large a key figure is, and its unit, where the usual size would not let it stand on one line."""


def panel_styles(theme: Theme) -> Iterator[WordStyle]:
    """Yield the styles of all paragraphs and runs in tiles, main points and boxes."""
    styles = theme.styles
    yield paragraph_style("Tile Figure", styles.tile_figure, theme, following="Tile Label")
    half_points = round(styles.tile_figure.size * SMALLER * 2)
    small = w("sz", val=half_points) + w("szCs", val=half_points)
    yield WordStyle("Tile Figure Small", "paragraph", run=small, based_on="Tile Figure", following="Tile Label",
                    is_core=False)  # fmt: skip
    yield paragraph_style("Tile Label", styles.tile_label, theme, following="Tile Note")
    yield from _tile_styles(theme)
    yield character_style("Tile Unit", run_markup(styles.tile_unit, theme))
    small_unit = run_markup(replace(styles.tile_unit, size=styles.tile_unit.size * SMALLER), theme)
    yield replace(character_style("Tile Unit Small", small_unit), is_core=False)
    yield paragraph_style("Main Point", styles.main_point_text, theme)
    yield paragraph_style("Main Point Topic", styles.main_point_topic, theme, following="Main Point")
    reference = paragraph_style("Main Point Reference", styles.main_point_reference, theme, align="right")
    yield replace(reference, is_core=False)
    yield paragraph_style("Box Text", styles.table_text, theme)
    yield paragraph_style("Box Title", styles.table_head, theme, after=2, keeps_next=True, following="Box Text")
    yield paragraph_style("Box Small Print", styles.notes, theme, before=0, after=0)
    yield from _ruled_box_styles(theme)


def _ruled_box_styles(theme: Theme) -> Iterator[WordStyle]:
    """Yield the styles of statements between rules: their heads, their text, and their points."""
    styles, measures = theme.styles, theme.measures
    head = paragraph_style("Statement Head", styles.box_title, theme, after=0, keeps_next=True, following="Statement")
    yield replace(head, is_core=False)
    yield replace(paragraph_style("Statement", styles.box_text, theme), is_core=False)
    hanging = indent(left=measures.point_indent, hanging=measures.point_indent)
    for name, kind in POINTS.items():
        point = paragraph_style(name, styles.box_text, theme, before=measures.box_line / 2, indents=hanging)
        yield replace(point, list_kind=kind, is_core=False)


def _tile_styles(theme: Theme) -> Iterator[WordStyle]:
    """Yield the styles of what stands below the label of a tile."""
    styles, measures = theme.styles, theme.measures
    # the line of a picture is as tall as the picture
    picture = spacing(before=measures.above_trend, after=0, leading=0, rule="auto")
    small = w("sz", val=2) + w("szCs", val=2)
    yield WordStyle("Tile Trend", "paragraph", picture, small, based_on="Normal", following="Tile Years", is_core=False)
    years = paragraph_style("Tile Years", styles.tile_years, theme, following="Tile Note")
    yield replace(years, is_core=False)
    for columns in range(1, MOST_TILES + 1):
        stop = tab_stops((tile_width(columns, theme.page.content_width, theme), "right"))
        yield WordStyle(f"Tile Years {columns}", "paragraph", stop, based_on="Tile Years", is_core=False)
    look = styles.tile_comparison
    rule = border("top", measures.row_rule, theme.colours.locator, theme, space=round(look.before))
    yield paragraph_style("Tile Note", look, theme, before=measures.above_tile_rule, after=0, borders=rule)


def panel_table_styles(theme: Theme) -> Iterator[WordStyle]:
    """Yield the styles of the tables in which they stand."""
    measures = theme.measures
    below = theme.styles.tile_comparison.after
    tiles = w("tblPr", cell_margins(top=0, left=measures.tile_left, bottom=below, right=measures.tile_right))
    yield WordStyle("Report Tiles", "table", table=tiles, based_on="Normal Table")
    line = measures.box_line / 2
    box = w("tblPr", cell_margins(top=line, left=measures.box_side, bottom=line, right=measures.box_side))
    tint = w("tcPr", shading(theme.colours.tint, theme))
    yield WordStyle("Report Box", "table", table=box + tint, based_on="Normal Table")
    rule, hair, room = measures.row_rule, theme.colours.hair, measures.point_padding
    lines = "".join(border(side, rule, hair, theme) for side in ("top", "bottom", "insideH"))
    points = w("tblPr", w("tblBorders", lines), cell_margins(top=room, left=0, bottom=room, right=measures.topic_gap))
    yield WordStyle("Report Points", "table", table=points, based_on="Normal Table")
    rules = border("top", measures.ruled_box_rule, theme.colours.main, theme)
    rules += border("bottom", measures.ruled_box_rule / 2, theme.colours.axis, theme)
    between = w("tblPr", w("tblBorders", rules), cell_margins(top=0, left=0, bottom=0, right=0))
    yield WordStyle("Report Statements", "table", table=between, based_on="Normal Table", is_core=False)


def tile_width(columns: int, width: float, theme: Theme) -> float:
    """Return how wide the text of a tile is where so many stand side by side."""
    measures = theme.measures
    return (width - measures.tile_gap * (columns - 1)) / columns - measures.tile_left - measures.tile_right
