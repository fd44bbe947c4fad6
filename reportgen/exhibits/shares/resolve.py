"""Resolve horizontal bars on one scale of 100%, each cut into the shares of its whole."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from reportgen.charts.key import KeyEntry, key_entries
from reportgen.charts.style import PART_ROLES, chart_style, marks_text
from reportgen.exhibits.shares.values import WHOLE
from reportgen.lengths import fits_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.charts.style import Role, Style
    from reportgen.document.charts import Value
    from reportgen.exhibits.shares.values import ShareRow, StackedShares
    from reportgen.theme import Theme

PITCH, BAR, HEAD = 19.0, 11.0, 14.0
NAMES = 150.0
"""Width of the lane of names at the full width; more where a name needs it; longer names take two lines."""
WIDEST_NAMES = 190.0
NAME_GAP, LEADING = 10.0, 11.0
PART_GAP = 1.5
INSIDE = 5.0
"""From the edge of a part to the text inside it."""
LIFT = 2.6
"""From the lower edge of a bar to the base line of its texts."""
OUTSIDE, OUTSIDE_GAP = 6.0, 8.0
"""From a bar to the text at its right, and between two such texts."""
WIDEST_OUTSIDE = 0.3
"""Part of the width that texts beside the bars take at most; more of them stand in further lines."""
SHORTEST_BAR = 0.2
"""Part of the width that is left to the bars, unless a single text beside them needs more."""
SMALL_SWATCH, SMALL_SWATCH_GAP = 6.0, 3.0
TOTAL_GAP = 16.0
WIDEST_TITLE = 90.0
KEY_GAP, TOP_GAP = 12.0, 9.0


@dataclass(frozen=True, slots=True)
class SharePlace:
    """One part of a bar: where it lies, and whether its text stands inside."""

    x: float
    width: float
    role: Role
    is_inside: bool


@dataclass(frozen=True, slots=True)
class ShareText:
    """The text of a part: inside it, or to the right of the bar, there behind a swatch where it is one of several."""

    part: int
    x: float
    """Left end of the words."""
    y: float
    """Base line."""
    text: str
    marks: str
    role: Role
    is_inside: bool
    has_swatch: bool
    width: float


@dataclass(frozen=True, slots=True)
class ShareBar:
    """One bar: base lines of its name, lower edge, parts, what they leave of the whole, and texts."""

    row: ShareRow
    name: tuple[tuple[float, str], ...]
    y: float
    parts: tuple[SharePlace, ...]
    rest: tuple[float, float] | None
    """Left edge and width of what the shares leave; it is outlined."""
    texts: tuple[ShareText, ...]


@dataclass(frozen=True, slots=True)
class ResolvedShares:
    """Stacked shares in points, from the lower left corner."""

    chart: StackedShares
    width: float
    height: float
    start: float
    """Where the bars begin, and where 100% ends."""
    end: float
    plot: float
    """Height of the bars together, from the lower edge."""
    title: tuple[tuple[float, str], ...]
    """Base lines and words of the head of the totals."""
    key: tuple[KeyEntry, ...]
    """The parts' names over the bars. Those of two parts stand at the ends of the bars where they fit."""
    rows: tuple[ShareBar, ...]


def resolve(chart: StackedShares, theme: Theme, width: float) -> ResolvedShares:
    """Return the places of the parts; texts that do not fit inside their part stand to the right of the bar."""
    style = chart_style(theme)
    names = [style.name.lines(row.name, min(WIDEST_NAMES, width * 0.4)) for row in chart.rows]
    start = max([NAMES * width / 480] + [style.name.width(line) + NAME_GAP for lines in names for line in lines])
    title = style.value.lines(chart.total_title, WIDEST_TITLE)
    lane, end = _lanes(chart, style, start=start, limit=width - _totals_width(chart, title, style), width=width)
    beside = [_beside(row, style, bar=end - start, lane=lane) for row in chart.rows]
    pitches = [
        PITCH + LEADING * (max(len(lines), len(texts), 1) - 1) for lines, texts in zip(names, beside, strict=True)
    ]
    top = fsum(pitches)
    widest = max((style.value.width(line) for line in title), default=0.0)
    key = _key(chart, style, start=start, end=end, right=width - (widest + KEY_GAP if widest else 0.0))
    head = top + HEAD - TOP_GAP
    height = top + HEAD + max(head_depth(key), LEADING * (len(title) - 1), 0.0)
    rows, y = [], top
    for row, lines, texts, pitch in zip(chart.rows, names, beside, pitches, strict=True):
        rows.append(_bar(row, lines, texts, style, y=y - pitch / 2 - BAR / 2, start=start, end=end))
        y -= pitch
    return ResolvedShares(
        chart,
        width,
        height,
        start,
        end,
        fsum(pitches),
        tuple((head + LEADING * (len(title) - 1 - at), line) for at, line in enumerate(title)),
        tuple(KeyEntry(one.x, head + one.y - key[-1].y, one.name, one.role, one.has_swatch) for one in key),
        tuple(rows),
    )


def head_depth(key: Sequence[KeyEntry]) -> float:
    """Return how far the key reaches above its lowest line."""
    return key[0].y - key[-1].y if key else 0.0


def value_width(text: str, marks: str, style: Style) -> float:
    """Return the width of a share with its marks."""
    gap = style.mark.width(" ") if text and marks else 0.0
    return style.value.width(text) + gap + style.mark.width(marks)


def total_width(total: Value, style: Style) -> float:
    """Return the width of the whole, in the voice of names, with its marks."""
    marks = marks_text(total.marks)
    return style.name.width(f"{total.text} {marks}".strip())


def _totals_width(chart: StackedShares, title: Sequence[str], style: Style) -> float:
    texts = [*(style.value.width(line) for line in title), *(total_width(row.total, style) for row in chart.rows)]
    widest = max(texts, default=0.0)
    return widest + TOTAL_GAP if widest else 0.0


# -- texts beside the bars ------------------------------------------------------------------------------------------


def _lanes(chart: StackedShares, style: Style, *, start: float, limit: float, width: float) -> tuple[float, float]:
    """Return the room for the texts that do not fit inside the bars, and where the bars end before it."""
    single = [_text_width(part, style, has_swatch=True) for row in chart.rows for part in row.parts]
    widest = max([*single, min(WIDEST_OUTSIDE * width, limit - OUTSIDE - start - SHORTEST_BAR * width)])
    end = limit
    while True:
        lines = [_beside(row, style, bar=end - start, lane=widest) for row in chart.rows]
        widths = [
            _line_width(line, row, style, of=texts)
            for row, texts in zip(chart.rows, lines, strict=True)
            for line in texts
        ]
        needed = max(widths, default=0.0)
        if fits_in(needed + OUTSIDE, limit - end):
            return needed, end
        end = limit - needed - OUTSIDE


def _text_width(value: Value, style: Style, *, has_swatch: bool) -> float:
    swatch = SMALL_SWATCH + SMALL_SWATCH_GAP if has_swatch else 0.0
    return value_width(value.text, marks_text(value.marks), style) + swatch


def _line_width(line: Sequence[int], row: ShareRow, style: Style, *, of: Sequence[Sequence[int]]) -> float:
    has_swatch = _has_swatches(of)
    return fsum(_text_width(row.parts[at], style, has_swatch=has_swatch) for at in line) + OUTSIDE_GAP * (len(line) - 1)


def _has_swatches(lines: Sequence[Sequence[int]]) -> bool:
    return sum(len(line) for line in lines) > 1


def _beside(row: ShareRow, style: Style, *, bar: float, lane: float) -> list[list[int]]:
    """Return the parts whose texts stand beside the bar, in lines that fit the lane."""
    places = _parts(row, style, start=0, bar=bar)
    outside = [
        at
        for at, (place, part) in enumerate(zip(places, row.parts, strict=True))
        if not place.is_inside and (part.text or part.marks)
    ]
    lines: list[list[int]] = []
    for at in outside:
        longer = [*lines[-1], at] if lines else [at]
        if lines and fits_in(_line_width(longer, row, style, of=[outside]), lane):
            lines[-1].append(at)
        else:
            lines.append([at])
    return lines


# -- bars -----------------------------------------------------------------------------------------------------------


def scale_of(row: ShareRow, bar: float) -> float:
    """Return how long one percent is, on bars of which the whole length is 100%."""
    return bar / max(WHOLE, fsum(part.value or 0.0 for part in row.parts))


def _parts(row: ShareRow, style: Style, *, start: float, bar: float) -> tuple[SharePlace, ...]:
    """Return the parts; the last one's text always stands outside, in line with those of the other bars."""
    scale = scale_of(row, bar)
    parts = []
    x = start
    for index, part in enumerate(row.parts):
        length = (part.value or 0.0) * scale
        is_last = index == len(row.parts) - 1
        # a sliver keeps more than half of its width, whatever the gap
        width = length if is_last else max(length - PART_GAP, 0.6 * length)
        fits = fits_in(value_width(part.text, marks_text(part.marks), style) + 2 * INSIDE, width)
        parts.append(SharePlace(x, width, PART_ROLES[index], fits and not is_last and part.value is not None))
        x += length
    return tuple(parts)


def _bar(
    row: ShareRow,
    name: Sequence[str],
    beside: Sequence[Sequence[int]],
    style: Style,
    *,
    y: float,
    start: float,
    end: float,
) -> ShareBar:
    parts = _parts(row, style, start=start, bar=end - start)
    texts = [
        _text(row, at, part.x + INSIDE, y + LIFT, style, is_inside=True)
        for at, part in enumerate(parts)
        if part.is_inside
    ]
    for base, line in zip(_base_lines(y, len(beside)), beside, strict=True):
        x = end + OUTSIDE
        for at in line:
            found = _text(row, at, x, base, style, has_swatch=_has_swatches(beside))
            texts.append(found)
            x = found.x + found.width + OUTSIDE_GAP
    filled = max((part.x + part.width for part in parts if part.width), default=start)
    rest = (filled, end - filled) if row.rest else None
    return ShareBar(row, tuple(zip(_base_lines(y, len(name)), name, strict=True)), y, parts, rest, tuple(texts))


def _base_lines(y: float, count: int) -> list[float]:
    """Return the base lines of this many lines of text, about the middle of a bar."""
    return [y + LIFT + LEADING * ((count - 1) / 2 - at) for at in range(count)]


def _text(
    row: ShareRow, at: int, x: float, y: float, style: Style, *, is_inside: bool = False, has_swatch: bool = False
) -> ShareText:
    part = row.parts[at]
    marks = marks_text(part.marks)
    left = x + SMALL_SWATCH + SMALL_SWATCH_GAP if has_swatch else x
    width = value_width(part.text, marks, style)
    return ShareText(at, left, y, part.text, marks, PART_ROLES[at], is_inside, has_swatch, width)


# -- key ------------------------------------------------------------------------------------------------------------


def _key(chart: StackedShares, style: Style, *, start: float, end: float, right: float) -> tuple[KeyEntry, ...]:
    """Return the names of the parts with their base lines, the first at 0."""
    named = tuple(zip(chart.parts, PART_ROLES, strict=False))
    if len(named) == 2:
        first, second = (style.value.width(name) for name, _ in named)
        x = max(end - second, start + first + KEY_GAP)
        if fits_in(x + second, right):
            return tuple(
                KeyEntry(at, 0.0, name, role, has_swatch=False)
                for at, (name, role) in zip((start, x), named, strict=True)
            )
    return key_entries(named, style, left=start, right=right, top=0.0)
