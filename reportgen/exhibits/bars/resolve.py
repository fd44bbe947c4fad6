"""Decide how horizontal bars are drawn in their order, with an earlier value as a tick across each."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from reportgen.charts.style import chart_style, marks_text
from reportgen.errors import BuildError
from reportgen.frozen import frozen
from reportgen.lengths import fits_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.charts.metrics import Lettering
    from reportgen.charts.style import Style
    from reportgen.document.charts import Value
    from reportgen.exhibits.bars.values import BarRow, RankedBars
    from reportgen.theme import Theme

PITCH, BAR, HEAD = 15.0, 9.0, 14.0
NAMES = 84.0
"""Width of the lane of names; more where a name needs it, up to WIDEST_NAMES; longer names take further lines."""
WIDEST_NAMES, NARROWEST_NAMES = 190.0, 40.0
NAME_GAP = 8.0
NAME_LEADING = 11.0
NAME_RISE = 1.6
"""From the lower edge of a bar up to the base line of its name and its values."""
LEAST_BARS = 90.0
"""Width that names leave to the bars."""
COLUMN = 42.0
"""Width of the column of earlier values, at the least."""
COLUMN_GAP = 14.0
SWATCH, SWATCH_GAP = 12.0, 9.0
TICK_SWATCH = 8.0
BAR_GAP = 11.0
"""From the longest bar to the head of the values."""
THINNEST = 0.75
"""Length of a bar whose value is too small to be seen; a zero has none."""
TICK_WIDTH, TICK_REACH, TICK_GROUND = 1.75, 2.0, 4.0
LEAST_PADDED = 6.0
"""A tick that is nearer than this to the zero line has no white around it."""


@frozen
class ValueColumn:
    """A column of values: where their digits end, and where the marks after them start."""

    digits: float
    marks: float
    left: float
    """Where its widest entry starts."""


@frozen
class BarPlace:
    """One bar: its names' base lines, its lower edge, and how far bar and tick reach from the left edge."""

    row: BarRow
    name: tuple[tuple[float, str], ...]
    y: float
    end: float
    is_sliver: bool
    """Whether the bar is drawn longer than its value, to be seen at all."""
    tick: float | None
    is_padded: bool = False
    """Whether the tick lies in the bar, so that it needs white around it."""


@frozen
class ResolvedBars:
    """Ranked bars in points."""

    chart: RankedBars
    width: float
    height: float
    left: float
    """Left edge of the bars' lane."""
    right: float
    """Right edge of the bars' lane."""
    zero: float
    """Where bars start."""
    low: float
    """The value at the left edge of the lane."""
    high: float
    """The value at the right edge of the lane."""
    now: ValueColumn
    earlier: ValueColumn | None
    rows: tuple[BarPlace, ...]
    head: float
    """Height of the heads of the value columns; zero without them."""

    @property
    def has_zero_line(self) -> bool:
        """Whether bars reach to both sides, or to the left, of a line."""
        return self.low < 0


def resolve(chart: RankedBars, theme: Theme, width: float) -> ResolvedBars:
    """Return the places of bars, ticks and names; the value columns take what they need at the right.

    Raises BuildError when names are so long that the bars would not fit on a page.
    """
    style = chart_style(theme)
    now, earlier = _columns(chart, style, width)
    right = now.left - BAR_GAP
    lane = max(min(WIDEST_NAMES, width * 0.4, right - NAME_GAP - LEAST_BARS), NARROWEST_NAMES)
    names = [style.name.lines(row.name, lane) for row in chart.rows]
    widest = max((style.name.width(line) for lines in names for line in lines), default=0.0)
    left = max(min(NAMES, lane + NAME_GAP), widest + NAME_GAP)
    low, high = _range(chart)
    scale = (right - left) / (high - low)
    zero = left - low * scale
    # bars that are only there to compare with say their year in the subtitle
    head = HEAD if chart.earlier_title or not chart.is_context else 0.0
    height = head + fsum(_pitch(lines) for lines in names)
    check_height(f"{len(names)} bars", height, theme)
    top = height - head
    rows = []
    for row, lines in zip(chart.rows, names, strict=True):
        rows.append(_place(row, lines, middle=top - _pitch(lines) / 2, zero=zero, scale=scale))
        top -= _pitch(lines)
    return ResolvedBars(chart, width, height, left, right, zero, low, high, now, earlier, tuple(rows), head)


def check_height(what: str, height: float, theme: Theme) -> None:
    """Raise BuildError when a chart is taller than a page."""
    page = theme.page.content_height
    if not fits_in(height, page):
        raise BuildError(
            f"{what} are {height:.0f} points high, the page has {page:.0f}",
            hint="show fewer of them with `top`, or give them shorter names",
        )


def _columns(chart: RankedBars, style: Style, width: float) -> tuple[ValueColumn, ValueColumn | None]:
    """Return the column of values and the one of earlier values, which stands at the right edge."""
    head = 0.0 if chart.is_context and not chart.earlier_title else style.value.width(chart.title)
    now = [row.value for row in chart.rows]
    if not chart.earlier_title:
        return _column(now, style.value, style, right=width, head=head), None
    values = [row.earlier for row in chart.rows if row.earlier is not None]
    head_of_earlier = style.value.width(chart.earlier_title) + TICK_SWATCH
    earlier = _column(values, style.name, style, right=width, head=head_of_earlier)
    right = width - max(COLUMN, width - earlier.left + COLUMN_GAP)
    return _column(now, style.value, style, right=right, head=head + SWATCH + SWATCH_GAP), earlier


def _column(values: Sequence[Value], voice: Lettering, style: Style, *, right: float, head: float) -> ValueColumn:
    """Return a column that ends at `right`: digits end at one place, whatever marks stand after them."""
    marks = max((mark_lane(value, style) for value in values if value.text), default=0.0)
    digits = right - marks
    texts = (voice.width(value.text) if value.text else style.mark.width(marks_text(value.marks)) for value in values)
    return ValueColumn(digits, right - marks + (mark_gap(style) if marks else 0), digits - max(head, *texts))


def mark_gap(style: Style) -> float:
    """Return the room between a value and its marks."""
    return style.mark.width(" ")


def mark_lane(value: Value, style: Style) -> float:
    """Return the room that the marks after a value need; none where it has no marks."""
    return mark_gap(style) + style.mark.width(marks_text(value.marks)) if value.marks else 0.0


def _range(chart: RankedBars) -> tuple[float, float]:
    """Return the values at the ends of the lane, zero between them; a lane of zeros ends at one."""
    values = [
        value.value for row in chart.rows for value in (row.value, row.earlier) if value and value.value is not None
    ]
    low, high = min([0.0, *values]), max([0.0, *values])
    return (low, high) if high > low else (0.0, 1.0)


def _pitch(lines: Sequence[str]) -> float:
    return PITCH + NAME_LEADING * max(len(lines) - 1, 0)


def _place(row: BarRow, lines: Sequence[str], *, middle: float, zero: float, scale: float) -> BarPlace:
    y = middle - BAR / 2
    first = y + NAME_RISE + NAME_LEADING * (len(lines) - 1) / 2
    name = tuple((first - NAME_LEADING * index, line) for index, line in enumerate(lines))
    value, earlier = row.value.value or 0.0, row.earlier.value if row.earlier else None
    length = max(abs(value) * scale, THINNEST) if value else 0.0
    end = zero + (length if value > 0 else -length)
    is_sliver = 0 < abs(value) * scale < THINNEST
    if earlier is None:
        return BarPlace(row, name, y, end, is_sliver, None)
    tick = zero + earlier * scale
    # near the zero line white would eat what is left of a short bar
    is_padded = min(zero, end) < tick < max(zero, end) and abs(tick - zero) > LEAST_PADDED
    return BarPlace(row, name, y, end, is_sliver, tick, is_padded)
