"""Decide everything about a table: how tight and how wide it is set, what is in line, and where a page may end."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from math import ceil, fsum
from typing import TYPE_CHECKING, Literal, assert_never

from reportgen.errors import BuildError
from reportgen.exhibits.tables.cells import all_rows, decimal_indents, indent_of, is_number, starts, with_marks
from reportgen.exhibits.tables.cut import cut_in_parts, without_drawings
from reportgen.exhibits.tables.reach import Reach, lettering, line_count, plain_width, reach
from reportgen.exhibits.tables.small_print import small_print_lines
from reportgen.exhibits.tables.widths import Needs, column_widths, content_width
from reportgen.exhibits.trends import CELL
from reportgen.frozen import frozen
from reportgen.lengths import fits_in
from reportgen.memory import Same, remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reportgen.document import Cell, Column, Inlines, Row, RowRole, Table
    from reportgen.exhibits.tables.cells import Indents
    from reportgen.exhibits.tables.reach import Lettering
    from reportgen.exhibits.tables.room import Room
    from reportgen.exhibits.tables.small_print import Lines
    from reportgen.theme import TextStyle, Theme

LONGEST_KEPT = 30
"""Rows of a table that is kept on one page, if it is not higher than one."""
MOST_OF_A_PAGE = 0.85
"""Part of a page that blocks may take, with room for their caption."""
FEWEST_ROWS = 3
"""Rows of a longer table that may stand alone on a page."""
BAR_SHADE = 2
"""Class of the ramp in which bars are filled."""
LIGHT_CLASSES = 3
"""Shades on which ink is readable; white stands on the darker ones."""
ROUNDING = 0.5
"""Points that a column of words is wider than what stands in it: no program measures quite like another."""

Rule = Literal["none", "row", "total", "edge"]
"""The rule below a row: none, that between rows, that above a total, or that at the edges of head and table."""


@frozen
class Fit:
    """How tightly a table is set."""

    tightness: Literal["wide", "close", "snug", "tight"]
    is_heat: bool
    """Whether its figures stand on shades."""
    text: TextStyle
    head: TextStyle
    above: float
    """Room above and below what stands in a cell."""
    side: float
    """Room left of it, and right of it where `right` does not say otherwise; none at the edges of the table."""
    right: float
    gutter: float = 0
    """White between shaded cells."""

    def pads(self, start: int, end: int, *, columns: int, is_shaded: bool, is_bar: bool = False) -> tuple[float, float]:
        """Return the room left and right of what stands in the columns from `start` to before `end`.

        A bar has the room that the figures beside it have.
        """
        is_outer = end == columns and not (self.gutter and is_shaded)
        if is_bar:
            return 0.0, 0.0
        return (self.side if start else 0.0), (0.0 if is_outer else self.right)


@frozen
class ResolvedCell:
    """A cell at its place, with all that is decided about it."""

    cell: Cell
    start: int
    end: int
    """The columns it stands in, up to and without `end`."""
    words: Inlines
    """What stands in it, marks included."""
    is_right: bool
    """Whether it stands at the right of its columns."""
    indent: float
    """How far it ends before that, so that decimal signs are in line."""
    is_spanner: bool
    """Whether it is the head of several columns, with a rule below it."""
    has_break: bool
    """Whether the dotted line of a series break stands at its left."""
    is_on_dark: bool
    is_number: bool
    """Whether it holds a figure and nothing else, which a spreadsheet should take for one."""


@frozen
class ResolvedRow:
    """A row with all that is decided about it."""

    role: RowRole
    cells: tuple[ResolvedCell, ...]
    rule: Rule
    may_end: bool
    """Whether a page may end below it, in a table that runs over several."""


@frozen
class ResolvedTable:
    """A table with all that is decided about it, the same for every builder."""

    table: Table
    fit: Fit
    widths: tuple[float, ...]
    """Of the columns; those of a block, where the rows stand in several."""
    per_block: int
    """How many rows stand in each block; all of them where there is only one."""
    gap: float
    """Between two blocks."""
    is_turned: bool
    """Whether it stands on a page turned on its side."""
    head: tuple[ResolvedRow, ...]
    """Repeated on each of its pages."""
    rows: tuple[ResolvedRow, ...]
    is_kept: bool
    """Whether it stands on one page, if that is high enough."""
    small_print: Lines
    """Below the rows and the legend: the notes, and last the source."""

    @property
    def width(self) -> float:
        """The width of the table, which is no wider than it has to be."""
        count = len(self.blocks)
        return fsum(self.widths) * count + self.gap * (count - 1)

    @property
    def blocks(self) -> tuple[tuple[ResolvedRow, ...], ...]:
        """The rows of each block; the blocks stand side by side, and the rows go on in the next."""
        starts_at = range(0, max(len(self.rows), 1), max(self.per_block, 1))
        return tuple(self.rows[at : at + self.per_block] for at in starts_at)


def resolve_table(table: Table, theme: Theme, room: Room) -> tuple[ResolvedTable, ...]:
    """Return a table as it is set: upright if it fits, else on a turned page, and no tighter than it has to be.

    One that is too wide even for a turned page comes in parts, as few as will do, each with some of the columns.

    Raises BuildError when a row has more or fewer cells than there are columns, or a single column needs more room than
    there is.
    """
    _require_full_rows(table)
    for blocks in range(table.blocks, 1, -1):
        found_in_blocks = _in_blocks(table, theme, room, count=blocks)
        if found_in_blocks:
            return (found_in_blocks,)
    for count in range(1, len(table.columns) + 1):
        parts = cut_in_parts(table, count, is_run_in=theme.exhibits.run_in) if count > 1 else (table,)
        found = _fitted(parts, theme, room) if parts else None
        if found:
            return found
    widest = room.width(is_turned=room.can_turn)
    raise BuildError(
        f"table `{table.anchor}`: one of its {len(table.columns)} columns needs more than the {widest:.0f} points "
        f"between the margins{' of a landscape page' if room.can_turn else ''}",
        hint="shorten what stands in its cells, or leave columns out",
    )


def _fitted(parts: tuple[Table, ...], theme: Theme, room: Room) -> tuple[ResolvedTable, ...] | None:
    """Return the parts of a table, all set alike; None when one of them is too wide."""
    is_heat = any(cell.shade is not None for part in parts for row in part.rows for cell in row.cells)
    fits = _fits(Same(theme), parts[0].dense, is_heat)
    contents = cache(lambda letters: tuple(_contents(part, theme, letters) for part in parts))
    measured = cache(lambda fit: tuple(_measured(each, fit) for each in contents(_letters(fit, theme, room))))
    for is_turned in (False, True) if room.can_turn else (False,):
        found = _best_set(fits, measured, room.width(is_turned=is_turned))
        if found:
            wide = room.width(is_turned=is_turned)
            return tuple(
                _resolved(part, theme, columns, room=wide, stretch=room.stretch, is_turned=is_turned)
                for part, columns in found
            )
    return None


def _best_set(
    fits: Iterable[Fit], measured: Callable[[Fit], tuple[_Measured, ...]], width: float
) -> tuple[tuple[_Measured, Columns], ...] | None:
    """Return the parts and columns that break the fewest lines; in smaller type only where nothing else will do."""
    best: tuple[tuple[_Measured, Columns], ...] | None = None
    fewest = 0
    for fit in fits:
        if best and fit.tightness in ("snug", "tight"):
            break
        found = tuple((part, _set(part, width)) for part in measured(fit))
        fitting = tuple((part, columns) for part, columns in found if columns)
        if len(fitting) < len(found):
            continue
        lines = sum(_lines(part, widths) for part, (widths, _) in fitting)
        if best is None or lines < fewest:
            best, fewest = fitting, lines
        if fewest == sum(len(part.table.head) + len(part.table.rows) for part, _ in fitting):
            break  # none is broken
    return best


def _set(measured: _Measured, width: float) -> Columns | None:
    wanted = width if measured.fit.is_heat else content_width(measured.flush, width)
    return _columns(measured, wanted)


def _in_blocks(table: Table, theme: Theme, room: Room, *, count: int) -> ResolvedTable | None:
    """Return a table with its rows in so many blocks side by side; None where they have no room.

    They are set so that the fewest lines are broken, and without bars where only these have no room. One with groups
    of rows, or with more rows than are kept on a page, stands in one block.
    """
    if ceil(len(table.rows) / count) > LONGEST_KEPT or any(row.role == "group" for row in table.rows):
        return None
    tables = dict.fromkeys((table, without_drawings(table, ("bars",))))
    found = (_best_in_blocks(each, theme, room, count=count) for each in tables)
    return next((each for each in found if each), None)


def _best_in_blocks(table: Table, theme: Theme, room: Room, *, count: int) -> ResolvedTable | None:
    gap, per_block = theme.measures.block_gap, ceil(len(table.rows) / count)
    width = (room.upright - gap * (count - 1)) / count
    found: list[tuple[int, int, _Measured, Columns]] = []
    contents = cache(lambda letters: _contents(table, theme, letters))
    for fit in table_fits(theme, is_dense=table.dense, is_heat=False):
        measured = _measured(contents(_letters(fit, theme, room)), fit)
        columns = _columns(measured, width)
        if columns:
            found.append((_lines(measured, columns[0]), len(found), measured, columns))
    if not found:
        return None
    _, _, measured, columns = min(found, key=lambda each: each[:2])
    beside = _block_lines(measured, columns[0], per_block)
    height = beside * measured.fit.text.leading + 2 * per_block * measured.fit.above
    if not fits_in(height, theme.page.content_height * MOST_OF_A_PAGE):
        return None
    return _resolved(
        measured, theme, columns, room=room.upright, stretch=room.stretch, is_turned=False, per_block=per_block
    )


def _require_full_rows(table: Table) -> None:
    """Raise BuildError when a row has more or fewer cells than there are columns."""
    for number, row in enumerate((*table.head, *table.rows), start=1):
        count = sum(cell.column_span for cell in row.cells)
        if count != len(table.columns):
            raise BuildError(
                f"table `{table.anchor}`: expected {len(table.columns)} columns in row {number}, found {count}",
                hint="a cell that spans columns says so with `column_span`",
            )


# -- how tight ------------------------------------------------------------------------------------------------------


def table_fits(theme: Theme, *, is_dense: bool, is_heat: bool) -> Iterator[Fit]:
    """Yield how a table may be set, from the wanted way to the tightest that can still be read."""
    styles, measures = theme.styles, theme.measures
    text = styles.table_dense if is_dense else styles.table_text
    head = replace(styles.table_head, size=text.size, leading=text.leading)
    small, small_head = tight_style(text, theme), tight_style(head, theme)
    wide, close, tight = measures.cell_side, measures.cell_side_close, measures.cell_side_tight
    if is_heat:
        gutter = measures.heat_gutter
        yield Fit("wide", True, text, head, measures.heat_above, wide, measures.heat_side, gutter)
        yield Fit("tight", True, small, small_head, measures.heat_above_tight, tight, tight, gutter)
        return
    above = measures.cell_above_dense if is_dense else measures.cell_above
    yield Fit("wide", False, text, head, above, wide, wide)
    yield Fit("close", False, text, head, above, close, close)
    yield Fit("snug", False, text, head, above, tight, tight)
    yield Fit("tight", False, small, small_head, measures.cell_above_tight, tight, tight)


@remembered(32)
def _fits(theme: Same[Theme], is_dense: bool, is_heat: bool) -> tuple[Fit, ...]:
    return tuple(table_fits(theme.thing, is_dense=is_dense, is_heat=is_heat))


def tight_style(style: TextStyle, theme: Theme) -> TextStyle:
    """Return a style of cells as small as it may get: as small print."""
    notes = theme.styles.notes
    return replace(style, size=min(style.size, notes.size), leading=min(style.leading, notes.leading))


# -- how wide -------------------------------------------------------------------------------------------------------


Columns = tuple[tuple[float, ...], "Indents"]
"""Widths of the columns, and the indents of the numbers in them."""


@frozen
class _Contents:
    """What stands in the columns of a table, measured in some letters, however tightly it is set."""

    table: Table
    letters: Lettering
    indents: Indents
    """How far numbers end before the right edge of their column, where their decimal signs are in line."""
    in_line: tuple[Reach, ...]
    """How far what stands in the columns reaches with these indents."""
    flush: tuple[Reach, ...]
    """How far it does without."""


@frozen
class _Measured:
    """A table and what its columns need, set like this."""

    contents: _Contents
    fit: Fit
    in_line: tuple[Needs, ...]
    """What the columns need where decimal signs are in line."""
    flush: tuple[Needs, ...]
    """What they need without."""

    @property
    def table(self) -> Table:
        """The table as it was composed."""
        return self.contents.table

    @property
    def indents(self) -> Indents:
        """How far numbers end before the right edge of their column, where their decimal signs are in line."""
        return self.contents.indents


def _letters(fit: Fit, theme: Theme, room: Room) -> Lettering:
    return lettering(fit.text, theme, stretch=room.stretch)


def _contents(table: Table, theme: Theme, letters: Lettering) -> _Contents:
    indents = decimal_indents(table, lambda text, is_heavy: plain_width(text, letters, is_heavy=is_heavy))
    flush = _reaches(table, theme, letters, {})
    return _Contents(table, letters, indents, _reaches(table, theme, letters, indents) if indents else flush, flush)


def _measured(contents: _Contents, fit: Fit) -> _Measured:
    flush = _needs(contents.table, fit, contents.flush)
    in_line = _needs(contents.table, fit, contents.in_line) if contents.indents else flush
    return _Measured(contents, fit, in_line, flush)


def _needs(table: Table, fit: Fit, reaches: tuple[Reach, ...]) -> tuple[Needs, ...]:
    """Return what columns need in which words reach so far."""
    return tuple(_padded(table, fit, at=at, wide=wide) for at, wide in enumerate(reaches))


def _columns(measured: _Measured, width: float) -> Columns | None:
    """Return the widths of the columns and the indents of numbers; None when the columns need more than `width`.

    Decimal signs are in line where that makes no row higher: in a narrow table words come first.
    """
    flush = column_widths(measured.flush, width)
    in_line = column_widths(measured.in_line, width) if measured.indents else flush
    if in_line and (in_line == flush or flush is None or _lines(measured, in_line) <= _lines(measured, flush)):
        return in_line, measured.indents
    return (flush, {}) if flush else None


def _lines(measured: _Measured, widths: tuple[float, ...]) -> int:
    """Return how many lines the rows take at these widths; only words break, figures do not."""
    return sum(_row_lines(measured, row, widths) for row in all_rows(measured.table))


def _block_lines(measured: _Measured, widths: tuple[float, ...], per_block: int) -> int:
    """Return how many lines blocks of so many rows take side by side: a row is as high as the highest beside it."""
    head, rows = measured.table.head, measured.table.rows
    counts = [_row_lines(measured, row, widths) for row in rows]
    beside = (max(counts[at::per_block]) for at in range(min(per_block, len(rows))))
    return sum(_row_lines(measured, replace(row, role="head"), widths) for row in head) + sum(beside)


def _row_lines(measured: _Measured, row: Row, widths: tuple[float, ...]) -> int:
    return max((_cell_lines(measured, row, start, cell, widths) for start, cell in starts(row)), default=1)


def _cell_lines(measured: _Measured, row: Row, start: int, cell: Cell, widths: tuple[float, ...]) -> int:
    end = start + cell.column_span
    if row.role != "head" and measured.table.columns[start].align == "right":
        return 1
    pads = measured.fit.pads(start, end, columns=len(widths), is_shaded=cell.shade is not None)
    room = fsum(widths[start:end]) - fsum(pads)
    return line_count(with_marks(cell), measured.contents.letters, room, is_heavy=row.role != "body")


def _reaches(table: Table, theme: Theme, letters: Lettering, indents: Indents) -> tuple[Reach, ...]:
    """Return how far what stands in the columns reaches with these indents of numbers."""
    natural = [_drawn_width(column, theme) for column in table.columns]
    least = [*natural]
    plain = replace(letters, bolder=1.0)
    spanning: list[tuple[range, Reach]] = []
    for row in all_rows(table):
        for start, cell in starts(row):
            if cell.column_span > 1 and row.role != "head":
                continue
            is_text = table.columns[start].align == "left"
            wide = reach(with_marks(cell), letters if is_text else plain, is_heavy=row.role != "body")
            if cell.column_span > 1:
                spanning.append((range(start, start + cell.column_span), wide))
                continue
            breaks = row.role == "head" or is_text
            indent = indent_of(table, row, start, cell, indents=indents)
            natural[start] = max(natural[start], wide.natural + indent)
            least[start] = max(least[start], wide.least if breaks else wide.natural + indent)
    _widen_for_spans(spanning, natural, least, inset=theme.measures.spanner_inset)
    return tuple(map(Reach, natural, least))


def _drawn_width(column: Column, theme: Theme) -> float:
    """Return the width of what is drawn in a column; 0 where there are words."""
    match column.holds:
        case "words":
            return 0.0
        case "bars":
            return theme.measures.bar_width
        case "trends":
            return CELL[0]
        case _:
            assert_never(column.holds)


def _padded(table: Table, fit: Fit, *, at: int, wide: Reach) -> Needs:
    column = table.columns[at]
    is_fixed = column.holds != "words"
    is_text = column.align == "left" and not is_fixed
    is_bar = column.holds == "bars"
    pads = fit.pads(at, at + 1, columns=len(table.columns), is_shaded=True, is_bar=is_bar)
    room = fsum(pads) + (ROUNDING if is_text else 0.0)
    return Needs(wide.natural + room, wide.least + room, is_text, is_fixed)


def _widen_for_spans(
    spanning: Sequence[tuple[range, Reach]], natural: list[float], least: list[float], *, inset: float
) -> None:
    """Let columns be wide enough together for a head that spans them; a group's words may reach over all."""
    for columns, wide in spanning:
        for widths in (natural, least):
            missing = wide.natural + inset - fsum(widths[at] for at in columns)
            for at in columns:
                widths[at] += max(0.0, missing) / len(columns)


# -- all of it ------------------------------------------------------------------------------------------------------


def _resolved(
    measured: _Measured,
    theme: Theme,
    columns: Columns,
    *,
    room: float,
    stretch: float,
    is_turned: bool,
    per_block: int = 0,
) -> ResolvedTable:
    """Return a table of these widths; its small print takes all the `room` between the margins."""
    table, fit, (widths, indents) = measured.table, measured.fit, columns
    per_block = per_block or len(table.rows)
    rows = all_rows(table)
    count = len(table.head)
    resolved = tuple(
        ResolvedRow(
            row.role,
            tuple(_cell(table, row, indents, place, is_last=at == count - 1) for place in starts(row)),
            _rule(rows, at, heads=count, is_heat=fit.is_heat, per_block=per_block),
            _may_end(table.rows, at - count),
        )
        for at, row in enumerate(rows)
    )
    return ResolvedTable(
        table,
        fit,
        widths,
        per_block,
        theme.measures.block_gap,
        is_turned,
        head=resolved[:count],
        rows=resolved[count:],
        is_kept=per_block <= LONGEST_KEPT,
        small_print=small_print_lines(table, theme, width=room, stretch=stretch),
    )


def _cell(table: Table, row: Row, indents: Indents, place: tuple[int, Cell], *, is_last: bool) -> ResolvedCell:
    start, cell = place
    end = start + cell.column_span
    column, aligned = table.columns[start], table.columns[end - 1 if row.role == "head" else start]
    is_right = aligned.align == "right" and row.role != "group"
    is_figure = is_right and row.role != "head"
    return ResolvedCell(
        cell,
        start,
        end,
        with_marks(cell),
        is_right,
        indent_of(table, row, start, cell, indents=indents),
        is_spanner=row.role == "head" and not is_last and cell.column_span > 1,
        has_break=bool(start) and row.role != "group" and (cell.break_before or column.break_before),
        is_on_dark=cell.shade is not None and cell.shade >= LIGHT_CLASSES,
        is_number=is_figure and is_number(cell),
    )


def _rule(rows: Sequence[Row], at: int, *, heads: int, is_heat: bool, per_block: int) -> Rule:
    """Return the rule below a row: heads are one block, and shades need no rules between them."""
    if at < heads - 1:
        return "none"
    if at == len(rows) - 1 or (at - heads + 1) % max(per_block, 1) == 0:
        return "edge"
    if rows[at + 1].role == "total":
        return "total"
    return "none" if is_heat else "row"


def _may_end(rows: Sequence[Row], at: int) -> bool:
    """Say whether a page may end below a row: not near the ends of the table, below a group's head, above a total."""
    rest = rows[at + 1 :]
    if at + 1 < FEWEST_ROWS or len(rest) < FEWEST_ROWS:
        return False
    return rows[at].role != "group" and rest[0].role != "total"
