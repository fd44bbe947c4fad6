"""Set the blocks that sum up: key figures, main points, boxes, the contents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.builders.pdf.boxes import Group, LinkBox, Part, RuleBox, SquareBox, Stack, TextBox, Tint
from reportgen.builders.pdf.pages import Item
from reportgen.builders.pdf.pictures import PictureBox
from reportgen.builders.pdf.prose import stronger, text_box
from reportgen.builders.pdf.structure import LAYOUT, Attribute, Node
from reportgen.builders.pdf.text import Line, Target, break_lines
from reportgen.document import Strong, Text, plain_text
from reportgen.document.inlines import without_keys
from reportgen.exhibits.trends import BESIDE, TILE, alt_text, record
from reportgen.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.builders.pdf.setting import Setting
    from reportgen.builders.pdf.structure import Owner
    from reportgen.document import (
        BoxColumn,
        Callout,
        Heading,
        Inlines,
        KeyFigures,
        MainPoint,
        MainPoints,
        RuledBox,
        TableOfContents,
        Tile,
    )

SMALLEST_FIGURE = 10.0
LABEL_LINES = 2
"""Lines that the label of a key figure has room for, used or not."""
MOST_TOGETHER = 25
"""Lines of contents that are kept on one page."""
NO_NUMBERING = (Attribute("List", "ListNumbering", "/None"),)


# -- key figures ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Tile:
    """What stands in a tile; its rows are those of its neighbors."""

    figure: TextBox
    label: TextBox
    trend: PictureBox | None
    years: tuple[TextBox, TextBox]
    comparisons: Stack


@dataclass(frozen=True, slots=True)
class _Rows:
    """How far below the edge of a tile each row begins, the same in all tiles of a row."""

    figure: float
    label: float
    trend: float
    years: float
    rule: float
    comparisons: float
    bottom: float


def key_figures(block: KeyFigures, setting: Setting) -> Iterator[Item]:
    """Yield a row of equal tiles, whose figures, labels, trends and comparisons stand in common rows."""
    measures = setting.measures
    count = len(block.tiles)
    width = (setting.width - measures.tile_gap * (count - 1)) / count
    inner = width - measures.tile_left - measures.tile_right
    list_node = Node("L", setting.root, NO_NUMBERING)
    size = min(_figure_size(tile, setting, inner) for tile in block.tiles)  # none is to look weightier than another
    tiles = tuple(_tile(tile, setting, parent=list_node, width=inner, size=size) for tile in block.tiles)
    rows = _rows(tiles, setting)
    parts = [
        part
        for index, tile in enumerate(tiles)
        for part in _tile_parts(tile, rows, setting, left=index * (width + measures.tile_gap) + measures.tile_left)
    ]
    tint = setting.theme.colours.tint
    tints = tuple(Tint(index * (width + measures.tile_gap), 0, width, rows.bottom, tint) for index in range(count))
    yield Item(Group(rows.bottom, tuple(parts), tints), 0, measures.around_panels, where="a row of key figures")


def _rows(tiles: tuple[_Tile, ...], setting: Setting) -> _Rows:
    measures, styles = setting.measures, setting.theme.styles
    label = styles.tile_figure.before + styles.tile_figure.leading + styles.tile_figure.after
    # a label of one line leaves its second line free, so that tiles of several reports are alike
    trend = label + max(LABEL_LINES * styles.tile_label.leading, *(tile.label.height for tile in tiles))
    years = rule = trend
    if any(tile.trend for tile in tiles):
        years = trend + measures.above_trend + TILE[1] + styles.tile_years.before
        rule = years + styles.tile_years.leading
    elif any(box.lines for tile in tiles for box in tile.years):
        rule = years + styles.tile_years.leading
    comparisons = rule + measures.above_tile_rule + measures.row_rule + styles.tile_comparison.before
    height = max(tile.comparisons.height for tile in tiles)
    bottom = (comparisons + height if height else rule) + styles.tile_comparison.after
    return _Rows(
        figure=styles.tile_figure.before,
        label=label,
        trend=trend + measures.above_trend,
        years=years,
        rule=rule + measures.above_tile_rule,
        comparisons=comparisons,
        bottom=bottom,
    )


def _tile_parts(tile: _Tile, rows: _Rows, setting: Setting, *, left: float) -> Iterator[Part]:
    """Yield what stands in a tile, in the order in which it is read: the label before its figure."""
    yield Part(left, rows.label, tile.label)
    yield Part(left, rows.figure, tile.figure)
    if tile.trend:
        yield Part(left, rows.trend, tile.trend)
    for box in tile.years:
        yield Part(left, rows.years, box)
    if tile.comparisons.parts:
        rule = RuleBox(tile.years[1].width, setting.measures.row_rule, setting.theme.colours.locator)
        yield Part(left, rows.rule, rule)
        yield Part(left, rows.comparisons, tile.comparisons)


def _tile(tile: Tile, setting: Setting, *, parent: Node, width: float, size: float) -> _Tile:
    """Return the texts of a tile, each a paragraph, so that a screen reader pauses between them."""
    styles = setting.theme.styles
    owner = Node("LBody", Node("LI", parent))
    label = text_box(setting, Node("P", owner), (*tile.label, Text(" ")), style=styles.tile_label, width=width)
    lines = _figure_lines(tile, setting, width, size)
    figure = TextBox(Node("P", owner), lines, styles.tile_figure.size, styles.tile_figure.leading)
    comparisons = tuple(
        (0.0, text_box(setting, Node("P", owner), words, style=styles.tile_comparison, width=width))
        for words in tile.comparisons
    )
    return _Tile(
        figure, label, _trend(tile, setting, owner, width), _years(tile, setting, owner, width), Stack(comparisons)
    )


def _trend(tile: Tile, setting: Setting, owner: Node, width: float) -> PictureBox | None:
    if tile.trend is None:
        return None
    recording = record(tile.trend, setting.theme, size=(width - BESIDE, TILE[1]))
    return PictureBox(Node("Figure", owner, alt=alt_text(tile.trend)), recording)


def _years(tile: Tile, setting: Setting, parent: Node, width: float) -> tuple[TextBox, TextBox]:
    """Return the first and the last year of a trend, whose words tell them: they are not read out again."""
    owner: Owner = LAYOUT if tile.trend else Node("P", parent)
    style = setting.theme.styles.tile_years
    first, last = ((Text(word),) if word else () for word in tile.years)
    return (
        text_box(setting, owner, first, style=style, width=width),
        text_box(setting, owner, last, style=style, width=width, align="right"),
    )


def _figure_size(tile: Tile, setting: Setting, width: float) -> float:
    """Return the size in which a value with its unit stands on one line, the largest that the style allows."""
    size = setting.theme.styles.tile_figure.size
    while size > SMALLEST_FIGURE and len(_figure_lines(tile, setting, width, size)) > 1:
        size -= 1
    return size


def _figure_lines(tile: Tile, setting: Setting, width: float, size: float) -> tuple[Line, ...]:
    styles = setting.theme.styles
    value = setting.run(tile.value, replace(styles.tile_figure, size=size))
    unit = setting.run(f"\u00a0{tile.unit} " if tile.unit else " ", styles.tile_unit)
    return break_lines((value, unit), width)


# -- main points ----------------------------------------------------------------------------------------------------


def main_points(block: MainPoints, setting: Setting) -> Iterator[Item]:
    """Yield the points between hair rules, each a topic in its lane, a sentence, and where more is shown."""
    node = Node("L", setting.root, NO_NUMBERING)
    rule = RuleBox(setting.width, setting.measures.row_rule, setting.theme.colours.hair)
    last = len(block.points) - 1
    has_lane = any(point.reference for point in block.points)
    for index, point in enumerate(block.points):
        box = _main_point(point, setting, parent=node, rule=rule, has_lane=has_lane, is_last=index == last)
        yield Item(box, 0, setting.measures.around_panels / 2 if index == last else 0, where="a main point")


def _main_point(
    point: MainPoint, setting: Setting, *, parent: Node, rule: RuleBox, has_lane: bool, is_last: bool
) -> Group:
    measures, styles, node = setting.measures, setting.theme.styles, Node("LI", parent)
    name = (*point.topic, Text(" "))
    topic = text_box(setting, Node("Lbl", node), name, style=styles.main_point_topic, width=measures.topic_lane)
    left, lane = measures.topic_lane + measures.topic_gap, measures.reference_lane
    room = setting.width - left - (lane + measures.topic_gap if has_lane else 0)
    body = Node("LBody", node)
    owner = Node("P", body) if point.reference else body
    words = text_box(setting, owner, (*point.children, Text(" ")), style=styles.main_point_text, width=room)
    texts = [Part(0, 0, topic), Part(left, 0, words)]
    if point.reference:
        quiet = replace(setting, has_quiet_references=True)
        style = styles.main_point_reference
        reference = text_box(quiet, Node("P", body), point.reference, style=style, width=lane, align="right")
        texts.append(Part(setting.width - lane, 0, reference))
    down = rule.height + measures.point_padding
    height = down + max(part.box.height for part in texts) + measures.point_padding
    closing = (Part(0, height, rule),) if is_last else ()
    shown = (replace(part, down=down) for part in texts)
    return Group(height, (Part(0, 0, rule), *shown, *closing))


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
    lane = setting.width / block.columns
    for start in range(0, len(block.items), block.columns):
        items = block.items[start : start + block.columns]
        # the last item takes the rest of its row
        lanes = (*(lane,) * (len(items) - 1), setting.width - lane * (len(items) - 1))
        boxes = [
            text_box(setting, Node("LBody", Node("LI", node)), item, style=style, width=wide - 2 * measures.box_side)
            for item, wide in zip(items, lanes, strict=True)
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


def ruled_box(block: RuledBox, setting: Setting) -> Iterator[Item]:
    """Yield statements side by side between two rules, read column by column."""
    measures, theme = setting.measures, setting.theme
    down = measures.ruled_box_rule + measures.ruled_box_above
    parts = [Part(0, 0, RuleBox(setting.width, measures.ruled_box_rule, theme.colours.main))]
    if block.title:
        title = text_box(
            setting, Node("P", setting.root), block.title, style=theme.styles.box_title, width=setting.width
        )
        parts.append(Part(0, down, title))
        down += title.height + theme.styles.box_title.after
    count, gap = len(block.columns), measures.ruled_box_gap
    width = (setting.width - gap * (count - 1)) / count
    columns = [_box_column(column, setting, width=width) for column in block.columns]
    parts += [Part(index * (width + gap), down, column) for index, column in enumerate(columns)]
    bottom = down + max(column.height for column in columns) + measures.ruled_box_below
    lower = RuleBox(setting.width, measures.ruled_box_rule / 2, theme.colours.axis)
    height = bottom + lower.height
    around = measures.around_panels
    yield Item(Group(height, (*parts, Part(0, bottom, lower))), around, around, where="a box")


def _box_column(column: BoxColumn, setting: Setting, *, width: float) -> Stack:
    """Return a statement with the sentence that follows it, or a head over its points."""
    styles, root = setting.theme.styles, setting.root
    if not column.points:
        words = (Strong(column.title), *((Text(" "), *column.text) if column.text else ()))
        return Stack(((0.0, text_box(setting, Node("P", root), words, style=styles.box_text, width=width)),))
    title = text_box(setting, Node("P", root), column.title, style=styles.box_title, width=width)
    node = Node("L", root, NO_NUMBERING)
    points = [_point(point, setting, parent=node, width=width, is_hollow=column.is_hollow) for point in column.points]
    gap = setting.measures.box_line / 2
    return Stack(((0.0, title), *((gap, point) for point in points)))


def _point(point: Inlines, setting: Setting, *, parent: Node, width: float, is_hollow: bool) -> Group:
    style, indent = setting.theme.styles.box_text, setting.measures.point_indent
    words = text_box(setting, Node("LBody", Node("LI", parent)), point, style=style, width=width - indent)
    bullet = SquareBox(setting.measures.bullet, style.leading, setting.theme.colours.main, is_hollow)
    return Group(words.height, (Part(0, 0, bullet), Part(indent, 0, words)))


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
        (*without_keys(heading.children), Text(" ")),
        style=style,
        width=setting.width - measures.page_lane,
        indent=indent,
    )
    page = setting.pages.get(heading.anchor, 0)
    number = text_box(setting, node, (Text(f"{page}"),), style=regular, width=setting.width, align="right")
    target = Target(
        anchor=heading.anchor, text=say("{heading}, page {page}", heading=plain_text(heading.children), page=page)
    )
    both = Group(words.height, (Part(0, 0, words), Part(0, words.height - number.height, number)))
    return LinkBox(node, target, both, setting.width)
