"""Figures and tables with all that belongs to them: caption, chart or rows, values, legend, notes and source."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reportgen import exhibits
from reportgen.builders.html.drawing import picture
from reportgen.builders.html.inlines import note_label, runs, way_back
from reportgen.builders.html.markup import Html, element, identifier, joined
from reportgen.builders.html.setting import HALF, NARROW, PIXELS, WIDE
from reportgen.builders.html.tables import grid
from reportgen.document import Figure, Note, Text, plain_text
from reportgen.document.captions import exhibit_word
from reportgen.document.walk import is_numbered
from reportgen.errors import BuildError
from reportgen.exhibits import value_table
from reportgen.exhibits.tables import resolve_tables, room_of
from reportgen.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportgen.builders.html.setting import Setting
    from reportgen.document import Caption, Inlines, NoteLine, Pair, Swatch, Table

NBSP = "\u00a0"
LONGEST_KEPT = 30
"""Rows of a table that print keeps on one page."""


def figure(block: Figure, setting: Setting, *, is_half: bool = False) -> Html:
    """Return a chart with its caption, its values as a table that can be opened, and its small print."""
    setting.exhibit = block
    made = element(
        "figure",
        _head(block.caption, setting),
        element("div", *_charts(block, setting, width=HALF if is_half else WIDE), class_="chart"),
        _values(block, setting),
        *_small_print(block.notes, block.source, setting),
        class_="exhibit",
        id=identifier(block.anchor),
    )
    setting.exhibit = None
    return made


def _charts(block: Figure, setting: Setting, *, width: float) -> Iterator[Html]:
    """Yield the chart as wide as its room, and, where it can be drawn so, as narrow as a phone."""
    theme, chart = setting.theme, block.chart
    are_shades = chart.kind == "map"
    wide = exhibits.record(chart, theme, width=width)
    on_phone = exhibits.without_scale(chart)
    try:
        narrow = exhibits.record(on_phone, theme, width=NARROW) if width > NARROW else None
    except BuildError:
        narrow = None  # it stays wide, in a frame that scrolls
    look = "wide" if narrow else "only"
    drawn = partial(picture, theme=theme, said=block.alt, are_shades=are_shades, numbers=setting.numbers)
    yield drawn(wide, look=look, scale=PIXELS, spots=exhibits.spots(chart, theme, width=width))
    if narrow:
        yield drawn(narrow, look="narrow", spots=exhibits.spots(on_phone, theme, width=NARROW))


def _values(block: Figure, setting: Setting) -> Html:
    name = exhibit_name(block.caption)
    caption = say("Values of ") + name
    opener = element("summary", say("Values as a table"), element("span", f", {name}", class_="said"))
    return element("details", opener, grid(value_table(block), setting, caption=caption), class_="values")


def table(block: Table, setting: Setting) -> Html:
    """Return a table with its caption, its legend and its small print."""
    setting.exhibit = block
    made = element(
        "figure",
        _head(block.caption, setting),
        grid(block, setting, caption=_name(block)),
        _legend(block.legend),
        *_small_print(block.notes, block.source, setting),
        class_=" ".join(_table_looks(block)),
        id=identifier(block.anchor),
    )
    setting.exhibit = None
    return made


def _table_looks(table: Table) -> Iterator[str]:
    yield from ("exhibit", "of-table")
    if len(table.rows) > LONGEST_KEPT:
        yield "long"
    if table.blocks > 1:
        yield "in-blocks"


def _name(table: Table) -> str:
    """Return what a table is announced by: its number and what it holds, or its heads when it has neither."""
    if is_numbered(table):
        name = f"{exhibit_name(table.caption)}. "
        return name + (table.summary or plain_text(table.caption.headline))
    return table.summary or ", ".join(plain_text(cell.children) for row in table.head for cell in row.cells)


def pair(block: Pair, setting: Setting) -> Html:
    """Return two exhibits, side by side where the screen has room for them, and half of it is enough for each."""
    both = (block.left, block.right)
    resolved = resolve_tables((block,), setting.theme, room_of(setting.theme.page))
    fits = (part.fit.tightness for parts in resolved.resolved.values() for part in parts)
    is_beside = bool(resolved.beside) and "tight" not in fits
    written = (
        figure(each, setting, is_half=is_beside) if isinstance(each, Figure) else table(each, setting) for each in both
    )
    return element("div", *written, class_="pair" if is_beside else "")


def exhibit_name(caption: Caption) -> str:
    """Return what an exhibit is called: `Table A1`, kept on one line."""
    return f"{exhibit_word(caption)}{NBSP}{caption.number}"


def _head(caption: Caption, setting: Setting) -> Html:
    parts = []
    if caption.headline:
        is_run_in = setting.theme.exhibits.run_in
        number = element("span", exhibit_name(caption) + ("." if is_run_in else ""), class_="number")
        parts.append(element("p", number, " ", runs(caption.headline, setting), class_="headline"))
    if caption.subtitle:
        parts.append(element("p", runs(caption.subtitle, setting), class_="subtitle"))
    return element("figcaption", *parts) if parts else Html("")


def _legend(legend: Iterable[Swatch]) -> Html:
    """Return the classes of a heat table, each a swatch with its words."""
    entries = [
        element(
            "li",
            "" if swatch.shade is None else element("span", class_=f"swatch shade-{swatch.shade}"),
            swatch.text,
        )
        for swatch in legend
    ]
    return element("ul", *entries, class_="legend") if entries else Html("")


def _small_print(notes: Iterable[NoteLine], source: Inlines, setting: Setting) -> Iterator[Html]:
    lines = [element("p", *_note(note, setting)) for note in notes]
    if source:
        lines.append(element("p", runs(source, setting)))
    if lines:
        yield element("div", *lines, class_="notes")


def _note(note: NoteLine, setting: Setting) -> Iterator[Html | str]:
    """Yield one line of small print; where it gives the words of a note, that is where references lead."""
    if note.lead is None:
        yield runs(note.children, setting)
        return
    if not isinstance(note.lead, Note):
        yield joined(runs((note.lead, Text(" ")), setting), runs(note.children, setting))
        return
    yield joined(note_label(note.lead, setting), " ", runs(note.children, setting), way_back(note.lead, setting))
