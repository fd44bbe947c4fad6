"""Write figures and tables with all that belongs to them: caption, subtitle, body, legend, notes and source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import exhibits
from reportgen.builders.docx.fields import bookmark, field, run
from reportgen.builders.docx.flow import WordTable, with_room
from reportgen.builders.docx.formatting import shading
from reportgen.builders.docx.inlines import BOLD, PLAIN, note_sign, paragraph, runs
from reportgen.builders.docx.native import chart_runs, native_charts
from reportgen.builders.docx.panels import Spoken, layout_cell, layout_table
from reportgen.builders.docx.pictures import picture
from reportgen.builders.docx.tables import grid, stands_on_one_page
from reportgen.document import Text, plain_text
from reportgen.document.captions import exhibit_word
from reportgen.document.walk import is_numbered
from reportgen.exhibits.tables import LONG_NOTE, line_counts, said_note, small_print_lines, stays_with_next
from reportgen.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.builders.docx.flow import Flow, Para
    from reportgen.builders.docx.setting import Setting
    from reportgen.document import Caption, Figure, Inlines, Swatch, Table
    from reportgen.exhibits.tables import Lines, ResolvedTable

NBSP = "\u00a0"
EN_SPACE = "\u2002"
"""Between the number of an exhibit and its headline: six points wide at twelve."""
EM_SPACE = "\u2003"
SWATCH = NBSP * 5
BETWEEN_SWATCHES = 3


def _pair_words() -> Spoken:
    """Return what is heard of the table in which two exhibits stand side by side."""
    return Spoken(
        say("Two exhibits side by side"), say("Each cell has an exhibit with its caption and its small print.")
    )


def figure(block: Figure, setting: Setting) -> Flow:
    """Return a chart with its caption before it and its small print below."""
    # in the order of reading, in which footnotes are counted
    head = tuple(_head(block.caption, setting, anchor=block.anchor))
    chart = _chart(block, setting, name=exhibit_name(block.caption))
    lines = small_print_lines(block, setting.theme, width=setting.width, stretch=setting.stretch)
    tail = small_print(block, lines, setting, is_kept=True)
    style = "Figure" if tail else "Figure Alone"
    # said here, too: a style of this name may be another house's, in which nothing stays with what follows
    stays = setting.package.is_house and bool(tail)
    return (*head, paragraph(style, chart, setting, keeps_next=stays or None), *tail)


def _chart(block: Figure, setting: Setting, *, name: str) -> str:
    made = native_charts(block.chart, setting.theme, width=setting.width) if setting.native_charts else ()
    if made:
        return chart_runs(made, setting, name=name, figure=block)
    recording = exhibits.record(block.chart, setting.theme, width=setting.width)
    # beside a picture there are no values, as there are behind a chart of Word's own
    return picture(recording, setting, name=name, alt=block.telling or block.alt)


def table(block: Table, setting: Setting) -> Flow:
    """Return a table with its caption before it and its small print below; a wide one comes in parts."""
    parts = setting.tables[block.anchor]
    return tuple(piece for part in parts for piece in _table(part, setting, is_first=part is parts[0]))


def _table(resolved: ResolvedTable, setting: Setting, *, is_first: bool) -> Flow:
    block = resolved.table
    has_notes = bool(resolved.small_print)
    head = tuple(_head(block.caption, setting, anchor=block.anchor if is_first else ""))
    goes_on = _goes_on(block.anchor, setting) if is_first and is_numbered(block) else ()
    title = _title(block)
    name = exhibit_name(block.caption) if goes_on else ""
    body = grid(resolved, setting, title=title, repeated_name=name, has_small_print=has_notes or bool(block.legend))
    legend = _legend(block.legend, setting, is_last=not has_notes)
    tail = small_print(block, resolved.small_print, setting, is_kept=stands_on_one_page(resolved, setting))
    return (*head, *goes_on, body, *legend, *tail)


def _title(table: Table) -> str:
    """Return what a screen reader announces a table by: its name and headline, or its heads when it has neither."""
    if is_numbered(table):
        return f"{exhibit_name(table.caption)}: {plain_text(table.caption.headline)}"
    return ", ".join(plain_text(cell.children) for row in table.head for cell in row.cells)


def side_by_side(left: Flow, right: Flow, setting: Setting, *, gap: Para) -> Flow:
    """Return two exhibits, each as wide as the setting says, in the cells of a table that is only there to place them.

    `gap` stands where nothing does: between them, and below a table at the end of a cell.
    """
    between = setting.measures.pair_gap
    cells = (
        layout_cell(setting.width, _closed(left, gap)),
        layout_cell(between, (gap,)),
        layout_cell(setting.width, _closed(right, gap)),
    )
    widths = (setting.width, between, setting.width)
    return (layout_table("Report Pair", widths, (cells,), setting, spoken=_pair_words(), is_tinted=False),)


def _closed(flow: Flow, gap: Para) -> Flow:
    """Return the contents of a cell, which ends in a paragraph."""
    return (*flow, gap) if isinstance(flow[-1], WordTable) else flow


def exhibit_name(caption: Caption) -> str:
    """Return what an exhibit is called: `Table A1`, kept on one line."""
    return f"{exhibit_word(caption)}{NBSP}{caption.number}"


def _head(caption: Caption, setting: Setting, *, anchor: str) -> Iterator[Para]:
    if caption.headline:
        yield _caption(caption, setting, anchor=anchor)
    if caption.subtitle:
        yield paragraph("Exhibit Subtitle", runs(caption.subtitle, setting), setting)


def _goes_on(anchor: str, setting: Setting) -> Flow:
    """Return where a table ends that runs over several pages; Word cannot print "continued" only where it is."""
    page = setting.places.end_page(anchor)
    if not page:
        return ()
    number = field(f"PAGEREF {setting.places.end_mark(anchor)} \\h", run(page))
    return (paragraph("Exhibit Pages", run(say("The table goes on to page ")) + number + run("."), setting),)


def _caption(caption: Caption, setting: Setting, *, anchor: str) -> Para:
    """Return the number and the headline; a later part of a table, which has no anchor, says both again."""
    is_run_in = setting.theme.exhibits.run_in
    number = _counted(caption, setting, anchor=anchor) if anchor else _name_again(caption, setting)
    gap = run(".", style=setting.style("Caption Number")) + run(" ") if is_run_in else run(EN_SPACE)
    content = number + gap + runs(caption.headline, setting, PLAIN if is_run_in else BOLD)
    if anchor:
        content = bookmark(setting.places.contents_mark(anchor), setting.places.contents_id(anchor), content)
    # said here, too: the captions of other templates do not stay with what follows them
    return paragraph("caption", content, setting, keeps_next=True)


def _counted(caption: Caption, setting: Setting, *, anchor: str) -> str:
    """Return the number, which Word counts, with a bookmark around it."""
    places, style = setting.places, setting.style("Caption Number")
    counted = caption.number.removeprefix(setting.exhibit_prefix)
    label = run(f"{exhibit_word(caption)}{NBSP}{setting.exhibit_prefix}", style=style)
    number = field(f"SEQ {caption.label} \\* ARABIC", run(counted, style=style), style=style)
    return bookmark(places.reference_mark(anchor), places.reference_id(anchor), label + number)


def _name_again(caption: Caption, setting: Setting) -> str:
    return run(exhibit_name(caption), style=setting.style("Caption Number"))


# -- small print ----------------------------------------------------------------------------------------------------


def small_print(block: Figure | Table, lines: Lines, setting: Setting, *, is_kept: bool) -> Flow:
    """Return notes and source; notes that share a line stand in one paragraph."""
    look, measures = setting.theme.styles.notes, setting.measures
    # never wider than in the PDF, or a line would no longer fit that does there
    halves = max(1, int(measures.between_notes / (look.size / 2)))
    gap = (Text(EM_SPACE * (halves // 2) + EN_SPACE * (halves % 2)),)
    styles = (*("Notes Open",) * (len(lines) - 1), "Notes")
    counts = line_counts(lines, setting.theme, width=setting.width, stretch=setting.stretch)
    stays = stays_with_next(counts, is_kept=is_kept)
    written = tuple(
        paragraph(
            style,
            _written(block, notes, gap, setting),
            setting,
            keeps_next=stays_here or None,
            keeps_lines=1 < count < LONG_NOTE,
        )
        for style, notes, count, stays_here in zip(styles, lines, counts, stays, strict=False)
    )
    return with_room(written, before=setting.theme.styles.notes.before)


def _written(block: Figure | Table, notes: tuple[Inlines, ...], gap: Inlines, setting: Setting) -> str:
    return runs(gap, setting).join(_line(block, words, setting) for words in notes)


def _line(block: Figure | Table, words: Inlines, setting: Setting) -> str:
    """Return one line of small print; where a note stands, its number is what references to it lead to."""
    said, places = said_note(block, words), setting.places
    if not said or places.note_homes.get(said) != block.anchor:
        return runs(words, setting)
    return bookmark(places.note_mark(said), places.note_id(said), note_sign(words[0], setting)) + runs(
        words[1:], setting
    )


def _legend(legend: tuple[Swatch, ...], setting: Setting, *, is_last: bool) -> Flow:
    """Return the classes of a heat table, each a shaded space and its words, in one paragraph."""
    if not legend:
        return ()
    return (paragraph("Legend", "".join(_swatches(legend, setting)), setting, keeps_next=False if is_last else None),)


def _swatches(legend: tuple[Swatch, ...], setting: Setting) -> Iterator[str]:
    ramp = setting.theme.colours.ramp
    for index, swatch in enumerate(legend):
        if index:
            yield run(NBSP * BETWEEN_SWATCHES + " ")
        if swatch.shade is not None:
            yield run(SWATCH, direct=shading(ramp[swatch.shade], setting.theme))
            yield run(NBSP * 2)
        yield run(swatch.text)
