"""Draw horizontal bars of equal length, each cut into the shares of its whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.charts.style import PART_ROLES, chart_style

if TYPE_CHECKING:
    from reportgen.charts.style import Role, Style
    from reportgen.exhibits.shares.values import ShareRow, StackedShares
    from reportgen.theme import Theme

PITCH, BAR, HEAD = 19.0, 11.0, 14.0
NAMES = 150.0
"""Width of the lane of names at the full width; more where a name needs it; longer names take two lines."""
WIDEST_NAMES = 190.0
NAME_GAP, NAME_LEADING = 10.0, 11.0
PART_GAP = 1.5
INSIDE = 5.0
"""From the edge of a part to the text inside it."""
OUTSIDE, OUTSIDE_GAP = 6.0, 8.0
"""From a bar to the text at its right, and between two such texts."""
SMALL_SWATCH, SMALL_SWATCH_GAP = 6.0, 3.0
TOTAL_GAP = 16.0
KEY_SWATCH, KEY_SWATCH_GAP, KEY_GAP, KEY_LEADING = 9.0, 4.0, 12.0, 13.0


@dataclass(frozen=True, slots=True)
class SharePlace:
    """One part of a bar: where it lies, what is printed of it, and whether that stands inside."""

    x: float
    width: float
    text: str
    role: Role
    is_inside: bool


@dataclass(frozen=True, slots=True)
class ShareBar:
    """One bar: base lines of its name, lower edge, parts."""

    row: ShareRow
    name: tuple[tuple[float, str], ...]
    y: float
    parts: tuple[SharePlace, ...]


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A part's name over the bars. With two parts the names stand at the ends of the bar, else behind a swatch."""

    x: float
    y: float
    name: str
    role: Role
    has_swatch: bool


@dataclass(frozen=True, slots=True)
class ResolvedShares:
    """Stacked shares in points."""

    chart: StackedShares
    width: float
    height: float
    end: float
    head: float
    """Base line of the head of the totals."""
    key: tuple[KeyEntry, ...]
    rows: tuple[ShareBar, ...]


def resolve(chart: StackedShares, theme: Theme, width: float) -> ResolvedShares:
    """Return the places of the parts; texts that do not fit inside their part stand to the right of the bar."""
    style = chart_style(theme)
    names = [style.name.lines(row.name, min(WIDEST_NAMES, width * 0.4)) for row in chart.rows]
    start = max([NAMES * width / 480] + [style.name.width(line) + NAME_GAP for lines in names for line in lines])
    end = _bar_end(chart, style, start=start, limit=width - _totals_width(chart, style))
    pitches = [PITCH + NAME_LEADING * (len(lines) - 1) for lines in names]
    key = _key(chart, style, start=start, end=end, limit=width - style.value.width(chart.total_title) - KEY_GAP)
    # the key grew downwards from zero; its lowest line is 9 below the upper edge of the plot
    top = sum(pitches)
    head = top + HEAD - 9
    key = tuple(KeyEntry(e.x, head + e.y - key[-1].y, e.name, e.role, e.has_swatch) for e in key)
    height = top + HEAD + (key[0].y - head if key else 0)
    rows = []
    for row, lines, pitch in zip(chart.rows, names, pitches, strict=True):
        y = top - pitch / 2 - BAR / 2
        first = y + 2.6 + NAME_LEADING * (len(lines) - 1) / 2
        name = tuple((first - NAME_LEADING * index, line) for index, line in enumerate(lines))
        rows.append(ShareBar(row, name, y, _parts(row, style, start=start, bar=end - start)))
        top -= pitch
    return ResolvedShares(chart, width, height, end, head, key, tuple(rows))


def _totals_width(chart: StackedShares, style: Style) -> float:
    texts = [style.value.width(chart.total_title)] + [style.name.width(row.total_text) for row in chart.rows]
    return max(texts) + TOTAL_GAP if max(texts) else 0.0


def _bar_end(chart: StackedShares, style: Style, *, start: float, limit: float) -> float:
    """Return where the bars end, so that what does not fit inside them fits beside them."""
    end = limit
    while (lane := _lane_width(chart, style, bar=end - start)) > limit - end + 1e-9:
        end = limit - lane
    return end


def _lane_width(chart: StackedShares, style: Style, *, bar: float) -> float:
    """Return the room that the texts to the right of bars of this length need."""
    widest = 0.0
    for row in chart.rows:
        outside = [part for part in _parts(row, style, start=0, bar=bar) if not part.is_inside and part.text]
        each = SMALL_SWATCH + SMALL_SWATCH_GAP if len(outside) > 1 else 0.0
        texts = sum(style.value.width(part.text) + each for part in outside)
        widest = max(widest, texts + OUTSIDE_GAP * max(len(outside) - 1, 0))
    return widest + OUTSIDE


def _parts(row: ShareRow, style: Style, *, start: float, bar: float) -> tuple[SharePlace, ...]:
    """Return the parts; the last one's text always stands outside, in line with those of the other bars."""
    whole = sum(row.values)
    parts = []
    x = start
    for index, (value, text) in enumerate(zip(row.values, row.texts, strict=True)):
        length = bar * value / whole if whole else 0.0
        is_last = index == len(row.values) - 1
        # a sliver keeps more than half of its width, whatever the gap
        width = length if is_last else max(length - PART_GAP, 0.6 * length)
        fits = style.value.width(text) + 2 * INSIDE <= width
        parts.append(SharePlace(x, width, text, PART_ROLES[index], fits and not is_last))
        x += length
    return tuple(parts)


def _key(chart: StackedShares, style: Style, *, start: float, end: float, limit: float) -> tuple[KeyEntry, ...]:
    if len(chart.parts) == 2:
        first, second = chart.parts
        right = end - style.value.width(second)
        return (
            KeyEntry(start, 0, first, "first", has_swatch=False),
            KeyEntry(max(right, start + style.value.width(first) + KEY_GAP), 0, second, "second", has_swatch=False),
        )
    entries: list[KeyEntry] = []
    x, y = start, 0.0
    for name, role in zip(chart.parts, PART_ROLES, strict=False):
        width = KEY_SWATCH + KEY_SWATCH_GAP + style.value.width(name)
        if x > start and x + width > limit:
            x, y = start, y - KEY_LEADING
        entries.append(KeyEntry(x, y, name, role, has_swatch=True))
        x += width + KEY_GAP
    return tuple(entries)
