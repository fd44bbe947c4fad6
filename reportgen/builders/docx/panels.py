"""Write the blocks that sum up: key figures, main points, boxes."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.builders.docx.fields import run, tab
from reportgen.builders.docx.flow import Para, TableCell, TableRow, WordTable
from reportgen.builders.docx.formatting import cell_margins, shading
from reportgen.builders.docx.inlines import BOLD, QUIET, paragraph, runs
from reportgen.builders.docx.markup import twips, w
from reportgen.builders.docx.panel_styles import SMALLER, tile_width
from reportgen.builders.docx.pictures import TREND_RESOLUTION, picture
from reportgen.charts.metrics import text_width
from reportgen.document import Strong, Text, plain_text
from reportgen.exhibits.tables import BOLDER
from reportgen.exhibits.trends import BESIDE, TILE, alt_text, record
from reportgen.language import say
from reportgen.lengths import fits_in

if TYPE_CHECKING:
    from reportgen.builders.docx.flow import Flow
    from reportgen.builders.docx.setting import Setting
    from reportgen.document import BoxColumn, Callout, KeyFigures, MainPoint, MainPoints, RuledBox, Tile

NBSP = "\u00a0"
WIDEST_BOLD = 1.36
"""How wide the bold of DejaVu, which stands in for a missing font, is beside the semibold of Source Sans."""

Rows = tuple[tuple[TableCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a screen reader says of a table before it reads it."""

    title: str
    words: str


def layout_table(
    style: str, widths: tuple[float, ...], rows: Rows, setting: Setting, *, spoken: Spoken, is_tinted: bool = True
) -> WordTable:
    """Return cells in rows that are no table of figures: tiles, a box. Tinted ones begin at the margin, not their text.

    The first row counts as its head, because Word's accessibility checker asks every table for one.
    """
    return WordTable(
        setting.style(style),
        tuple(map(twips, widths)),
        tuple(TableRow(cells, is_head=index == 0) for index, cells in enumerate(rows)),
        title=spoken.title,
        words=spoken.words,
        indent=twips(setting.measures.box_side) if setting.package.hangs_tables and is_tinted else 0,
    )


def layout_cell(width: float, content: Flow, *, span: int = 1, look: str = "") -> TableCell:
    """Return a cell of a width in points."""
    return TableCell(content, twips(width), span, look)


# -- key figures ----------------------------------------------------------------------------------------------------


def key_figures(block: KeyFigures, setting: Setting) -> Flow:
    """Return a row of equal tiles with narrow cells between them; each reads as figure, label, comparison.

    Every figure stands on one line. Where another template has a wider font, or narrower pages, the figures are
    smaller, or there are several rows, each a table.
    """
    columns, size = _tile_columns(block, setting)
    rows = (block.tiles[first : first + columns] for first in range(0, len(block.tiles), columns))
    flow: list[Para | WordTable] = []
    for tiles in rows:
        flow += [paragraph("Table Gap", "", setting)] if flow else []
        flow.append(_row_of_tiles(tiles, columns, setting, size=size))
    return tuple(flow)


def _row_of_tiles(tiles: tuple[Tile, ...], columns: int, setting: Setting, *, size: str) -> WordTable:
    width = _tile_width(columns, setting)
    tint = shading(setting.theme.colours.tint, setting.theme)
    space = setting.measures.tile_gap
    gap = layout_cell(space, (paragraph("Tile Label", "", setting),))
    has_trends = any(tile.trend for tile in tiles)
    cells: list[TableCell] = []
    for tile in tiles:
        cells += [gap] if cells else []
        content = _tile(tile, setting, size=size, columns=columns, has_trends=has_trends)
        cells.append(layout_cell(width, content, look=tint))
    widths = (width, *(space, width) * (len(tiles) - 1))
    spoken = Spoken(say("Key figures"), say("Each cell has a figure, what it counts, and what it is compared with."))
    return layout_table("Report Tiles", widths, (tuple(cells),), setting, spoken=spoken)


def _tile_columns(block: KeyFigures, setting: Setting) -> tuple[int, str]:
    """Return how many tiles stand in a row, and what the names of the styles of their figures end with."""
    widest = max(_figure_width(tile, setting) for tile in block.tiles)
    count = len(block.tiles)
    for rows in range(1, count + 1):
        columns = math.ceil(count / rows)
        room = tile_width(columns, setting.width, setting.theme)
        if fits_in(widest, room):
            return columns, ""
        if fits_in(widest * SMALLER, room):
            return columns, " Small"
    return 1, " Small"


def _figure_width(tile: Tile, setting: Setting) -> float:
    """Return the room that a figure needs on its line, its unit included.

    In another house's template a font may be replaced by a wider one, so that the unit goes to the next line; the
    number itself has room even in the widest.
    """
    styles, faces = setting.theme.styles, setting.theme.faces
    size = setting.package.text_size("Tile Figure") or styles.tile_figure.size
    number = text_width(tile.value, getattr(faces, styles.tile_figure.face), size)
    if not setting.package.is_house:
        words = f"{NBSP}{tile.unit}" if tile.unit else ""
        return float(number + text_width(words, getattr(faces, styles.tile_unit.face), styles.tile_unit.size))
    unit = text_width(f" {tile.unit}" if tile.unit else "", faces.sans, styles.tile_unit.size) * BOLDER
    return max(float(number) * WIDEST_BOLD, (number + unit) * setting.stretch, unit * WIDEST_BOLD)


def _tile_width(columns: int, setting: Setting) -> float:
    return (setting.width - setting.measures.tile_gap * (columns - 1)) / columns


def _tile(tile: Tile, setting: Setting, *, size: str, columns: int, has_trends: bool) -> Flow:
    """Return the paragraphs of a tile, each in line with that of its neighbors."""
    gap = " " if setting.package.is_house else NBSP
    unit = run(f"{gap}{tile.unit}", style=setting.style(f"Tile Unit{size}")) if tile.unit else ""
    inner = tile_width(columns, setting.width, setting.theme)
    label = paragraph("Tile Label", runs(tile.label, setting), setting)
    below = (
        *_tile_trend(tile, setting, width=inner, columns=columns, has_trends=has_trends),
        *_tile_notes(tile, setting),
    )
    room = _free_line(tile, setting, inner)
    if room and below:
        # a label of one line leaves its second line free
        first = below[0]
        above = _above(tile, setting) if first.before is None else first.before
        below = (replace(first, before=room + above), *below[1:])
    return (paragraph(f"Tile Figure{size}", run(tile.value) + unit, setting), label, *below)


def _free_line(tile: Tile, setting: Setting, width: float) -> float:
    style, faces = setting.theme.styles.tile_label, setting.theme.faces
    needed = text_width(plain_text(tile.label), getattr(faces, style.face), style.size) * setting.stretch
    return 0.0 if setting.package.is_house or not fits_in(needed, width) else style.leading


def _above(tile: Tile, setting: Setting) -> float:
    """Return the room that the style of what stands below a label has above it."""
    if tile.trend:
        return setting.measures.above_trend
    return setting.theme.styles.tile_years.before if tile.years[0] else setting.measures.above_tile_rule


def _tile_trend(tile: Tile, setting: Setting, *, width: float, columns: int, has_trends: bool) -> tuple[Para, ...]:
    """Return the trend as a picture, and its years below; in a tile without one as much room, where others have one."""
    years = run(tile.years[0]) + (tab() + run(tile.years[1]) if tile.years[1] else "")
    setting.package.end_at_right(f"Tile Years {columns}", width)
    below = paragraph(f"Tile Years {columns}", years, setting)
    if tile.trend:
        recording = record(tile.trend, setting.theme, size=(width - BESIDE, TILE[1]))
        shown = picture(recording, setting, name="Trend", alt=alt_text(tile.trend), dpi=TREND_RESOLUTION)
        return (paragraph("Tile Trend", shown, setting), below)
    if has_trends:
        return (replace(below, before=setting.measures.above_trend + TILE[1] + setting.theme.styles.tile_years.before),)
    return (below,) if tile.years[0] else ()


def _tile_notes(tile: Tile, setting: Setting) -> tuple[Para, ...]:
    """Return the comparisons; the rule above them stands above the first, since they all have it."""
    return tuple(
        paragraph("Tile Note", runs(words, setting), setting, before=0 if index else None)
        for index, words in enumerate(tile.comparisons)
    )


# -- main points ----------------------------------------------------------------------------------------------------


def main_points(block: MainPoints, setting: Setting) -> Flow:
    """Return the points as rows between hair rules: the topic, a sentence, and where more is shown."""
    measures = setting.measures
    topic = measures.topic_lane + measures.topic_gap
    lane = measures.reference_lane if any(point.reference for point in block.points) else 0
    widths = (topic, setting.width - topic - lane, *((lane,) if lane else ()))
    # in the template of another house they may not all find room: then a page ends between two of them
    kept = 0 if setting.package.is_house else len(block.points) - 1
    rows = tuple(_main_point(point, widths, setting, keeps=index < kept) for index, point in enumerate(block.points))
    spoken = Spoken(say("Main points"), say("Each row has a topic, what was found, and where more is shown."))
    table = layout_table("Report Points", widths, rows, setting, spoken=spoken, is_tinted=False)
    return (replace(table, repeats_head=False),)


def _main_point(point: MainPoint, widths: tuple[float, ...], setting: Setting, *, keeps: bool) -> tuple[TableCell, ...]:
    contents = (
        (paragraph("Main Point Topic", runs(point.topic, setting, BOLD), setting, keeps_next=keeps or None),),
        (paragraph("Main Point", runs(point.children, setting), setting, keeps_next=keeps or None),),
        (paragraph("Main Point Reference", runs(point.reference, setting, QUIET), setting),),
    )
    # the last cell ends at the margin, and its text with it
    at_margin = w("tcMar", w("right", w=0, type="dxa"))
    looks = (*("",) * (len(widths) - 1), at_margin)
    cells = zip(widths, contents, looks, strict=False)
    return tuple(layout_cell(width, content, look=look) for width, content, look in cells)


# -- boxes ----------------------------------------------------------------------------------------------------------


def callout(block: Callout, setting: Setting) -> Flow:
    """Return a tinted box of short items in columns, read row by row."""
    width = setting.width / block.columns
    style = "Box Small Print" if block.role == "legend" else "Box Text"
    rows: list[tuple[tuple[Para, int], ...]] = []
    if block.title:
        rows.append(((paragraph("Box Title", runs(block.title, setting, BOLD), setting), block.columns),))
    last_row = (len(block.items) - 1) // block.columns * block.columns
    for first in range(0, len(block.items), block.columns):
        keeps = first < last_row or None
        items = block.items[first : first + block.columns]
        # the last item takes the rest of its row, so that no cell is empty
        spans = (*(1,) * (len(items) - 1), block.columns - len(items) + 1)
        texts = (paragraph(style, runs(item, setting), setting, keeps_next=keeps) for item in items)
        rows.append(tuple(zip(texts, spans, strict=True)))
    room = twips(setting.measures.box_above)
    written = (
        _box_row(row, width, top=room if index == 0 else 0, bottom=room if index == len(rows) - 1 else 0)
        for index, row in enumerate(rows)
    )
    spoken = Spoken(plain_text(block.title) or say("Legend"), say("Short items, read row by row."))
    widths = (width,) * block.columns
    return (layout_table("Report Box", widths, tuple(written), setting, spoken=spoken),)


def _box_row(row: tuple[tuple[Para, int], ...], width: float, *, top: int, bottom: int) -> tuple[TableCell, ...]:
    """Return the cells of a row of a box, with more room at the upper and lower edge of the box, in Word's unit."""
    edges = (w("top", w=top, type="dxa") if top else "") + (w("bottom", w=bottom, type="dxa") if bottom else "")
    margins = w("tcMar", edges) if edges else ""
    return tuple(layout_cell(width * span, (text,), span=span, look=margins) for text, span in row)


# -- boxes between rules --------------------------------------------------------------------------------------------


def ruled_box(block: RuledBox, setting: Setting) -> Flow:
    """Return statements side by side between two rules, below their title, read column by column."""
    measures, count = setting.measures, len(block.columns)
    width = (setting.width - measures.ruled_box_gap * (count - 1)) / count
    widths = (*(width + measures.ruled_box_gap,) * (count - 1), width)
    rows: list[tuple[TableCell, ...]] = []
    if block.title:
        title = paragraph("Statement Head", runs(block.title, setting, BOLD), setting)
        below = setting.theme.styles.box_title.after
        look = cell_margins(top=measures.ruled_box_above, left=0, bottom=below, right=0, name="tcMar")
        rows.append((layout_cell(setting.width, (title,), span=count, look=look),))
    top = 0 if rows else measures.ruled_box_above
    cells = zip(block.columns, widths, strict=True)
    rows.append(tuple(_box_column(column, room, room - width, setting, top=top) for column, room in cells))
    spoken = Spoken(
        plain_text(block.title) or plain_text(block.columns[0].title), say("Statements, read column by column.")
    )
    return (layout_table("Report Statements", widths, tuple(rows), setting, spoken=spoken, is_tinted=False),)


def _box_column(column: BoxColumn, width: float, right: float, setting: Setting, *, top: float) -> TableCell:
    """Return a cell of a width, with so much room at the right of its text."""
    look = cell_margins(top=top, left=0, bottom=setting.measures.ruled_box_below, right=right, name="tcMar")
    return layout_cell(width, _statements(column, setting), look=look)


def _statements(column: BoxColumn, setting: Setting) -> Flow:
    if not column.points:
        words = (Strong(column.title), *((Text(" "), *column.text) if column.text else ()))
        return (paragraph("Statement", runs(words, setting), setting),)
    head = paragraph("Statement Head", runs(column.title, setting, BOLD), setting)
    style = "Statement Point Hollow" if column.is_hollow else "Statement Point"
    return (head, *(paragraph(style, runs(point, setting), setting) for point in column.points))
