"""Set the blocks that sum up: key figures, main points, boxes, the contents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.builders.pdf.boxes import Group, LinkBox, Part, RuleBox, TextBox, Tint
from reportgen.builders.pdf.pages import Item
from reportgen.builders.pdf.prose import stronger, text_box
from reportgen.builders.pdf.structure import Attribute, Node
from reportgen.builders.pdf.text import Target, break_lines
from reportgen.document import Text, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.builders.pdf.setting import Setting
    from reportgen.document import (
        Callout,
        Heading,
        KeyFigures,
        MainPoint,
        MainPoints,
        TableOfContents,
        Tile,
    )

SMALLEST_FIGURE = 16.0
MOST_TOGETHER = 25
"""Lines of contents that are kept on one page."""
NO_NUMBERING = (Attribute("List", "ListNumbering", "/None"),)


# -- key figures ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Tile:
    figure: TextBox
    label: TextBox
    comparison: TextBox


def key_figures(block: KeyFigures, setting: Setting) -> Iterator[Item]:
    """Yield a row of equal tiles, whose figures, labels and comparisons stand on three common lines."""
    measures = setting.measures
    styles, count = setting.theme.styles, len(block.tiles)
    width = (setting.width - measures.tile_gap * (count - 1)) / count
    list_node = Node("L", setting.root, NO_NUMBERING)
    tiles = tuple(
        _tile(tile, setting, parent=list_node, width=width - measures.tile_left - measures.tile_right)
        for tile in block.tiles
    )
    figure_down = styles.tile_figure.before
    label_down = figure_down + styles.tile_figure.leading + styles.tile_figure.after
    comparison_down = label_down + max(tile.label.height for tile in tiles) + styles.tile_label.after
    bottom = comparison_down + max(tile.comparison.height for tile in tiles) + styles.tile_comparison.after
    parts: list[Part] = []
    for index, tile in enumerate(tiles):
        left = index * (width + measures.tile_gap) + measures.tile_left
        parts += [
            Part(left, label_down, tile.label),
            Part(left, figure_down, tile.figure),
            Part(left, comparison_down, tile.comparison),
        ]
    tint = setting.theme.colours.tint
    tints = tuple(Tint(index * (width + measures.tile_gap), 0, width, bottom, tint) for index in range(count))
    yield Item(Group(bottom, tuple(parts), tints), 8, measures.around_panels, where="a row of key figures")


def _tile(tile: Tile, setting: Setting, *, parent: Node, width: float) -> _Tile:
    """Return the texts of a tile, all in one element, so that they are read as one: label, value, comparison."""
    styles = setting.theme.styles
    owner = Node("LBody", Node("LI", parent))
    label = text_box(setting, owner, (*tile.label, Text(" ")), style=styles.tile_label, width=width)
    comparison = text_box(setting, owner, tile.comparison, style=styles.tile_comparison, width=width)
    return _Tile(_tile_figure(tile, setting, owner=owner, width=width), label, comparison)


def _tile_figure(tile: Tile, setting: Setting, *, owner: Node, width: float) -> TextBox:
    """Return the value with its unit, in a smaller size where it would not fit on one line."""
    styles = setting.theme.styles
    size = styles.tile_figure.size
    while True:
        value = setting.run(tile.value, replace(styles.tile_figure, size=size))
        unit = setting.run(f"\u00a0{tile.unit} " if tile.unit else " ", styles.tile_unit)
        lines = break_lines((value, unit), width)
        if len(lines) == 1 or size <= SMALLEST_FIGURE:
            return TextBox(owner, lines, styles.tile_figure.size, styles.tile_figure.leading)
        size -= 1


# -- main points ----------------------------------------------------------------------------------------------------


def main_points(block: MainPoints, setting: Setting) -> Iterator[Item]:
    """Yield the points, each a topic in its lane and a sentence beside it, between hair rules."""
    node = Node("L", setting.root, NO_NUMBERING)
    rule = RuleBox(setting.width, 0.5, setting.theme.colours.hair)
    last = len(block.points) - 1
    for index, point in enumerate(block.points):
        box = _main_point(point, setting, parent=node, rule=rule, is_last=index == last)
        yield Item(box, 0, setting.measures.around_panels / 2 if index == last else 0, where="a main point")


def _main_point(point: MainPoint, setting: Setting, *, parent: Node, rule: RuleBox, is_last: bool) -> Group:
    measures = setting.measures
    styles, node = setting.theme.styles, Node("LI", parent)
    topic = text_box(
        setting, Node("Lbl", node), (*point.topic, Text(" ")), style=styles.main_point_topic, width=measures.topic_lane
    )
    left = measures.topic_lane + measures.topic_gap
    words = text_box(setting, Node("LBody", node), point.children, style=styles.body, width=setting.width - left)
    down = rule.height + measures.point_padding
    height = down + max(topic.height, words.height) + measures.point_padding
    closing = (Part(0, height, rule),) if is_last else ()
    return Group(height, (Part(0, 0, rule), Part(0, down, topic), Part(left, down, words), *closing))


# -- boxes ----------------------------------------------------------------------------------------------------------


def callout(block: Callout, setting: Setting) -> Iterator[Item]:
    """Yield a tinted box of short items in columns, read row by row."""
    measures = setting.measures
    styles = setting.theme.styles
    style = styles.notes if block.role == "legend" else styles.table_text
    inner = setting.width - 2 * measures.box_side
    parts: list[Part] = []
    down = measures.box_above
    if block.title:
        title = text_box(setting, Node("P", setting.root), block.title, style=stronger(style), width=inner)
        parts.append(Part(measures.box_side, down, title))
        down += title.height + 2 * measures.box_line
    node = Node("L", setting.root, (Attribute("List", "ListNumbering", "/None"),))
    lane = inner / block.columns
    for start in range(0, len(block.items), block.columns):
        boxes = [
            text_box(setting, Node("LBody", Node("LI", node)), item, style=style, width=lane - measures.box_side)
            for item in block.items[start : start + block.columns]
        ]
        parts += [Part(measures.box_side + at * lane, down, box) for at, box in enumerate(boxes)]
        down += max(box.height for box in boxes) + measures.box_line
    height = down - measures.box_line + measures.box_above
    tint = Tint(0, 0, setting.width, height, setting.theme.colours.tint)
    yield Item(
        Group(height, tuple(parts), (tint,)),
        measures.around_panels / 2,
        measures.around_panels,
        pulls_up=True,
        between=measures.around_panels / 2,
        where="a box",
    )


# -- contents -------------------------------------------------------------------------------------------------------


def table_of_contents(block: TableOfContents, setting: Setting, *, headings: tuple[Heading, ...]) -> Iterator[Item]:
    """Yield the title of the contents and a line for each heading, with its page at the right."""
    styles, node = setting.theme.styles, Node("TOC", setting.root)
    if block.title:
        title = text_box(setting, Node("Caption", node), block.title, style=styles.heading_2, width=setting.width)
        before, after = styles.heading_2.before, styles.heading_2.after + 4
        yield Item(title, before, after, keeps_next=True, where="the contents")
    last = len(headings) - 1
    for index, heading in enumerate(headings):
        box = _contents_line(heading, setting, parent=node, is_last=index == last)
        # contents that fit on a page are not cut
        keeps_next = index < last and len(headings) <= MOST_TOGETHER
        yield Item(
            box, 0, setting.measures.around_panels if index == last else 0, keeps_next, where="a line of the contents"
        )


def _contents_line(heading: Heading, setting: Setting, *, parent: Node, is_last: bool) -> Group:
    """Return a line of the contents, between rules when it is of the first level; all of it is one link."""
    measures = setting.measures
    line = _entry(heading, setting, parent=parent)
    is_top = heading.level == 1
    rule = RuleBox(setting.width, 0.5, setting.theme.colours.hair)
    down = measures.above_entry if is_top else 0.0
    height = down + line.height + (measures.above_entry if is_top else measures.below_entry)
    rules = (Part(0, 0, rule),) if is_top else ()
    closing = (Part(0, height, rule),) if is_last else ()
    return Group(height, (*rules, Part(0, down, line), *closing))


def _entry(heading: Heading, setting: Setting, *, parent: Node) -> LinkBox:
    """Return the words of a heading with the page at the right, all of it one link."""
    measures = setting.measures
    regular = setting.theme.styles.contents
    style = regular if heading.level > 1 else stronger(regular)
    reference = Node("Reference", Node("TOCI", parent))
    node = reference if setting.theme.page.is_flat else Node("Link", reference)
    indent = measures.contents_indent * (heading.level - 1)
    words = text_box(
        setting,
        node,
        (*heading.children, Text(" ")),
        style=style,
        width=setting.width - measures.page_lane,
        indent=indent,
    )
    page = setting.pages.get(heading.anchor, 0)
    number = text_box(setting, node, (Text(f"{page}"),), style=regular, width=setting.width, align="right")
    target = Target(anchor=heading.anchor, text=f"{plain_text(heading.children)}, page {page}")
    both = Group(words.height, (Part(0, 0, words), Part(0, words.height - number.height, number)))
    return LinkBox(node, target, both, setting.width)
