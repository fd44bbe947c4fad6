"""Draw columns over years, each stacked from its parts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.charts.scale import spread, tick_text, value_ticks, year_positions, year_steps
from reportgen.charts.style import PART_ROLES, chart_style, marks_text

if TYPE_CHECKING:
    from reportgen.charts.style import Role, Style
    from reportgen.document.charts import Point
    from reportgen.exhibits.columns.values import StackedColumns
    from reportgen.theme import Theme

HEIGHT, BASE, HEADROOM = 122.0, 20.0, 18.0
FIRST_YEAR, SPAN, PITCH, WIDEST_PITCH = 76.0, 304.0, 76.0, 110.0
COLUMN, COLUMN_SHARE = 40.0, 0.53
"""A column is this wide, or this share of the distance between years."""
PART_GAP = 1.0
THINNEST = 1.0
TICK_LIFT, TICK_GAP = 2.5, 8.0
BESIDE = 6.0
LEADING = 11.0


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a column."""

    y: float
    height: float
    role: Role


@dataclass(frozen=True, slots=True)
class PartText:
    """What is printed of a part: inside it (centred on x) or beside the column (from x)."""

    x: float
    y: float
    text: str
    role: Role
    is_inside: bool


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """One year: its column, what stands over it, and what is printed of its parts."""

    x: float
    parts: tuple[Part, ...]
    whole: float
    """Height of a column that is not divided, because only its total was published; else 0."""
    total: str
    total_marks: str
    total_y: float
    texts: tuple[PartText, ...]


@dataclass(frozen=True, slots=True)
class ResolvedColumns:
    """Stacked columns in points."""

    chart: StackedColumns
    width: float
    height: float
    column: float
    ticks: tuple[tuple[float, str], ...]
    columns: tuple[ColumnPlace, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """The scales of the chart, and how wide a column is."""

    xs: tuple[float, ...]
    column: float
    scale: float


def resolve(chart: StackedColumns, theme: Theme, width: float) -> ResolvedColumns:
    """Return the places of columns, parts and labels."""
    style = chart_style(theme)
    largest = max(_heights(chart), default=0.0)
    values = [tick for tick in value_ticks(largest, smallest_step=1) if tick <= largest]
    scale = (HEIGHT - BASE - HEADROOM) / largest if largest else 0.0
    ticks = tuple((BASE + value * scale, tick_text(value, "one") if value else "") for value in values)
    frame = _frame(chart, style, width, scale=scale, ticks=ticks)
    columns = tuple(_column(chart, index, frame, style) for index in range(len(chart.years)))
    return ResolvedColumns(chart, width, HEIGHT, frame.column, ticks, columns)


def _heights(chart: StackedColumns) -> list[float]:
    """Return how tall each year's column is: its total, or the sum of its parts where that is more."""
    return [
        max(total.value or 0, sum(part.points[index].value or 0 for part in chart.parts))
        for index, total in enumerate(chart.totals)
    ]


def _frame(
    chart: StackedColumns, style: Style, width: float, *, scale: float, ticks: tuple[tuple[float, str], ...]
) -> _Frame:
    units = sum(year_steps(chart.years))
    widest = max([style.tick.width(text) for _, text in ticks], default=0)
    left = max(FIRST_YEAR, widest + TICK_GAP + COLUMN / 2)
    lane = max(style.value.width(f"{part.points[-1].text} {part.name}") for part in chart.parts)
    room = width - left - COLUMN / 2 - BESIDE - lane
    span = max(min(room, max(SPAN, PITCH * units), WIDEST_PITCH * units), 0)
    xs = year_positions(chart.years, left=left, span=span)
    pitch = min((b - a for a, b in pairwise(xs)), default=PITCH)
    return _Frame(xs, min(COLUMN, COLUMN_SHARE * pitch), scale)


def _column(chart: StackedColumns, index: int, frame: _Frame, style: Style) -> ColumnPlace:
    x = frame.xs[index]
    total = chart.totals[index]
    points = [part.points[index] for part in chart.parts]
    parts = _parts(points, frame)
    whole = (total.value or 0) * frame.scale if not parts else 0.0
    top = max([BASE + whole] + [part.y + part.height for part in parts])
    is_empty = total.value is None and not parts
    room = frame.xs[1] - frame.xs[0] if len(frame.xs) > 1 else PITCH
    text = total.text if style.value.width(total.text) <= room - 2 else ""
    texts = _part_texts(chart, index, parts, frame, style)
    if whole and len(points):
        missing = next((marks_text(point.marks) for point in points if point.marks), "")
        texts = (PartText(x, BASE + whole / 2 - 3, missing, "total", is_inside=True),)
    total_y = BASE + 7 if is_empty else top + 5
    return ColumnPlace(x, parts, whole, text, marks_text(total.marks), total_y, texts)


def _parts(points: list[Point], frame: _Frame) -> tuple[Part, ...]:
    """Return the parts from the base line upwards, with a white gap between two of them."""
    parts: list[Part] = []
    y = BASE
    for point, role in zip(points, PART_ROLES, strict=False):
        if not point.value:
            continue
        height = point.value * frame.scale
        gap = PART_GAP if parts else 0.0
        parts.append(Part(y + gap, max(height - gap, THINNEST), role))
        y += height
    return tuple(parts)


def _part_texts(
    chart: StackedColumns, index: int, parts: tuple[Part, ...], frame: _Frame, style: Style
) -> tuple[PartText, ...]:
    """Return values inside the parts where they fit, else beside the column; names beside the last column."""
    is_last = index == len(chart.years) - 1
    x = frame.xs[index]
    by_role = dict(zip(PART_ROLES, chart.parts, strict=False))
    inside: list[PartText] = []
    beside: list[tuple[float, str, Role]] = []
    for part in parts:
        text = by_role[part.role].points[index].text
        middle = part.y + part.height / 2
        fits = part.height >= LEADING and style.name.width(text) <= frame.column - 4
        if fits:
            inside.append(PartText(x, middle - 3, text, part.role, is_inside=True))
        name = by_role[part.role].name if is_last else ""
        words = f"{'' if fits else text} {name}".strip()
        if words:
            beside.append((middle, words, part.role))
    return (*inside, *_beside(beside, index, frame, style))


def _beside(wanted: list[tuple[float, str, Role]], index: int, frame: _Frame, style: Style) -> tuple[PartText, ...]:
    """Return texts to the right of a column, pushed apart; left out where the next column is too near."""
    left = frame.xs[index] + frame.column / 2 + BESIDE
    room = frame.xs[index + 1] - frame.column / 2 - 2 - left if index + 1 < len(frame.xs) else float("inf")
    fitting = [entry for entry in wanted if style.name.width(entry[1]) <= room]
    middles = spread([entry[0] for entry in fitting], [LEADING] * len(fitting), low=BASE + 1, high=HEIGHT)
    return tuple(
        PartText(left, middle - 3, text, role, is_inside=False)
        for middle, (_, text, role) in zip(middles, fitting, strict=True)
    )
