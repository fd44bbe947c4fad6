"""A table that is set: rows of known height that are drawn, and split between rows."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from math import fsum
from typing import TYPE_CHECKING

from reportgen.builders.pdf.boxes import ABOVE_BASE
from reportgen.builders.pdf.structure import BACKGROUND, PAGINATION
from reportgen.exhibits.tables.resolve import FEWEST_ROWS
from reportgen.frozen import frozen
from reportgen.lengths import fits_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.builders.pdf.boxes import TextBox
    from reportgen.builders.pdf.canvas import TaggedCanvas
    from reportgen.builders.pdf.pictures import PictureBox
    from reportgen.builders.pdf.structure import Node
    from reportgen.builders.pdf.text import Line
    from reportgen.theme import Theme

DOTTED = (1.0, 2.0)


@frozen
class Band:
    """A horizontal rule below a row."""

    thickness: float
    colour: str


@frozen
class Dots:
    """A dotted vertical line at this distance from the left edge: a series break."""

    x: float


@frozen
class GridCell:
    """A cell with its words."""

    node: Node
    lines: tuple[Line, ...]
    x: float
    width: float
    is_right: bool
    tint: tuple[float, float, str] | None = None
    """Left and right edge of its shade, and the colour."""
    picture: PictureBox | None = None
    """A drawing in place of words, in the middle of the row."""


@frozen
class Bar:
    """A bar beside its figure, centered on the first line of the row: it is not read, as the figure is."""

    x: float
    width: float
    height: float
    colour: str


@frozen
class GridRow:
    """A row; its words begin `above` points below its upper edge."""

    height: float
    above: float
    cells: tuple[GridCell, ...]
    rule: Band | None
    dots: tuple[Dots, ...]
    spanners: tuple[tuple[float, float], ...]
    """Left and right ends of the rules under heads that span columns."""
    is_head: bool
    may_end: bool
    """Whether a page may end below it."""
    size: float
    leading: float
    bars: tuple[Bar, ...] = ()

    @property
    def words_height(self) -> float:
        """Height of the lines of the tallest cell."""
        return max((len(cell.lines) for cell in self.cells), default=0) * self.leading


@frozen
class Grid:
    """The rows of a table, or of a part of it. A later part repeats the head, which is then read no second time."""

    head: tuple[GridRow, ...]
    rows: tuple[GridRow, ...]
    width: float
    theme: Theme
    continued: TextBox | None = None
    """Words over a later part: `Table 4, continued`."""
    is_later: bool = False
    goes_on: float = 0
    """Height of the line in which Word says on which page the table ends: it has room in print, too."""
    in_word: bool = False
    """Whether it is set as Word sets it, which has no words over a later part."""

    @property
    def height(self) -> float:
        """Head and rows, and the words over a later part."""
        return self._head_height + fsum(row.height for row in self.rows)

    @property
    def _head_height(self) -> float:
        return self._over + fsum(row.height for row in self.head)

    @property
    def _over(self) -> float:
        if not (self.is_later and self.continued):
            return 0
        return self._named if self.in_word else self.continued.height + self.theme.measures.above_continued

    @property
    def _named(self) -> float:
        """By how much the head of a table that goes on is higher in Word, where it names the table in its corner."""
        row = self.head[0] if self.head else None
        if row is None or not row.cells or not row.cells[0].lines:
            return 0
        return max(0.0, (len(row.cells[0].lines) + 1) * row.leading - row.words_height)

    def split(self, room: float, *, least: int) -> tuple[Grid, Grid] | None:
        """Return as many rows as fit, and the rest; never a lone group row, nor a total without rows."""
        count = self._fitting(room if self.is_later else room - self.goes_on - self._named)
        while count and not self._may_end_after(count):
            count -= 1
        if count < max(FEWEST_ROWS, least):
            return None
        return replace(self, rows=self.rows[:count]), replace(self, rows=self.rows[count:], is_later=True)

    def _fitting(self, room: float) -> int:
        room -= self._head_height
        for count, row in enumerate(self.rows):
            room -= row.height
            if not fits_in(0, room):
                return count
        return len(self.rows)

    def _may_end_after(self, count: int) -> bool:
        return len(self.rows) - count >= FEWEST_ROWS and self.rows[count - 1].may_end

    def draw(self, canvas: TaggedCanvas, *, x: float, top: float) -> None:
        """Draw shades, then words in reading order, then rules."""
        if self.is_later and self.continued:
            self.continued.draw(canvas, x=x, top=top)
        placed = tuple(self._placed(top))
        for row, upper in placed:
            _shade(canvas, row, x=x, top=upper, gutter=self.theme.measures.heat_gutter / 2)
            _draw_bars(canvas, row, x=x, top=upper)
        for index, (row, upper) in enumerate(placed):
            _write(canvas, row, x=x, top=upper, is_repeated=self.is_later and index < len(self.head))
        for row, upper in placed:
            self._rules(canvas, row, x=x, top=upper)
        _dots(canvas, placed, x=x, theme=self.theme)

    def _placed(self, top: float) -> Iterator[tuple[GridRow, float]]:
        top -= self._head_height - fsum(row.height for row in self.head)
        for row in (*self.head, *self.rows):
            yield row, top
            top -= row.height

    def _rules(self, canvas: TaggedCanvas, row: GridRow, *, x: float, top: float) -> None:
        y = top - row.height
        for left, right in row.spanners:
            rule, colour = self.theme.measures.row_rule, self.theme.colours.axis
            canvas.rule((x + left, y), (x + right, y), width=rule, colour=colour)
        if row.rule:
            canvas.rule((x, y), (x + self.width, y), width=row.rule.thickness, colour=row.rule.colour)


@frozen
class Blocks:
    """The blocks of a table side by side, on one page. All rows belong to one table, whose head is read once."""

    grids: tuple[Grid, ...]
    gap: float

    @property
    def height(self) -> float:
        """As high as the highest block."""
        return max(grid.height for grid in self.grids)

    def split(self, room: float, *, least: int) -> None:
        """Return None: blocks stand on one page."""

    def draw(self, canvas: TaggedCanvas, *, x: float, top: float) -> None:
        """Draw one block after the other."""
        for grid in self.grids:
            grid.draw(canvas, x=x, top=top)
            x += grid.width + self.gap


def in_blocks(grid: Grid, *, per_block: int, gap: float) -> Blocks:
    """Return the rows of a table in blocks; rows beside each other are alike in height."""
    starts = range(0, len(grid.rows), per_block)
    blocks = [grid.rows[start : start + per_block] for start in starts]
    heights = [max(row.height for row in beside if row) for beside in zip_longest(*blocks)]
    grids = (
        replace(
            grid,
            rows=tuple(replace(row, height=height) for row, height in zip(rows, heights, strict=False)),
            is_later=index > 0,
        )
        for index, rows in enumerate(blocks)
    )
    return Blocks(tuple(grids), gap)


def _shade(canvas: TaggedCanvas, row: GridRow, *, x: float, top: float, gutter: float) -> None:
    for cell in row.cells:
        if cell.tint:
            left, right, colour = cell.tint
            bottom, height = top - row.height + gutter, row.height - 2 * gutter
            canvas.fill(BACKGROUND, x=x + left, y=bottom, width=right - left, height=height, colour=colour)


def _draw_bars(canvas: TaggedCanvas, row: GridRow, *, x: float, top: float) -> None:
    for bar in row.bars:
        bottom = top - row.above - (row.leading + bar.height) / 2
        canvas.fill(BACKGROUND, x=x + bar.x, y=bottom, width=bar.width, height=bar.height, colour=bar.colour)


def _write(canvas: TaggedCanvas, row: GridRow, *, x: float, top: float, is_repeated: bool) -> None:
    base = top - row.above - (row.leading - row.size) / 2 - ABOVE_BASE * row.size
    for cell in row.cells:
        if not is_repeated:
            canvas.element(cell.node)
        if cell.picture:
            cell.picture.draw(canvas, x=x + cell.x, top=top - (row.height - cell.picture.height) / 2)
        owner = PAGINATION if is_repeated else cell.node
        lower = row.words_height - len(cell.lines) * row.leading if row.is_head else 0
        for index, line in enumerate(cell.lines):
            left = x + cell.x + (cell.width - line.width if cell.is_right else 0)
            canvas.text(owner, line, x=left, y=base - lower - index * row.leading)


def _dots(canvas: TaggedCanvas, placed: tuple[tuple[GridRow, float], ...], *, x: float, theme: Theme) -> None:
    """Draw each run of breaks in neighbouring rows as one dotted line."""
    open_at: dict[float, float] = {}
    lower = placed[0][1] if placed else 0
    for row, top in (*placed, (None, lower)):
        here = {dots.x for dots in row.dots} if row else set()
        for left in sorted(open_at.keys() - here):
            end = top if row else placed[-1][1] - placed[-1][0].height
            rule, colour = theme.measures.break_rule, theme.colours.total
            canvas.rule((x + left, open_at.pop(left)), (x + left, end), width=rule, colour=colour, dash=DOTTED)
        for left in sorted(here):
            open_at.setdefault(left, top)
