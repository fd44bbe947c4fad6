"""Which numbers and names stand in and beside columns: none over another, out of its part or off the page."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from reportgen.charts.placement import Box
from reportgen.charts.scale import spread
from reportgen.charts.style import marks_text
from reportgen.exhibits.columns.stacks import roles_of
from reportgen.frozen import frozen
from reportgen.lengths import fits_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.charts.style import Role, Style
    from reportgen.document.charts import Point
    from reportgen.exhibits.columns.stacks import Frame, Part, Stack
    from reportgen.exhibits.columns.values import StackedColumns

LEADING = 11.0
BESIDE = 6.0
"""From a column to the text at its right."""
INSIDE = 4.0
"""Room that a text leaves in its part, left and right together."""
ABOVE = 5.0
"""From the end of a column to its total."""
BELOW = 12.0
HEADROOM = 18.0
"""Over the highest column: room for its total."""
ON_BASE = 7.0
"""From the base line to the mark of a year without a figure."""
WIDEST_NAME, WIDEST_WORD = 0.28, 0.36
"""Parts of the chart's width that a name and a single long word may take beside the last column."""
SPARE = 4.0
"""Between the widest name and the edge of the chart: another font may stand in for ours in Word."""
DROP = 3.0
"""From the middle of a line of text down to its base line."""
CAP, DESCENT = 7.0, 2.0
APART = 1.5
"""Half of the room between two totals side by side."""


@frozen
class TotalText:
    """The total of a year over its column, or below one that hangs down; or the mark in its place."""

    left: float
    y: float
    """Base line."""
    text: str
    marks: str
    box: Box


@frozen
class PartText:
    """What is printed of a part: centred inside it, or from its left end beside the column."""

    part: int
    """Which of the chart's parts; -1 for the mark in a column that is not divided, or in a rest."""
    x: float
    """Middle of a text inside, left end of one beside."""
    y: float
    """Base line of the first line."""
    text: str
    """The value, empty where it stands inside and this is only the name."""
    marks: str
    name: tuple[str, ...]
    """The name after the value, line by line; only beside the last column."""
    role: Role
    is_inside: bool
    of: float
    """Height of the middle of what it names or counts."""
    box: Box

    @property
    def middle(self) -> float:
        """Return the height of the middle of its first line."""
        return self.y + DROP


def label_width(text: str, marks: str, style: Style, *, is_total: bool = False) -> float:
    """Return the width of a value with its marks; totals are set in the heavier voice of values."""
    gap = style.mark.width(" ") if text and marks else 0.0
    return (style.value if is_total else style.name).width(text) + gap + style.mark.width(marks)


# -- totals ---------------------------------------------------------------------------------------------------------


def total_texts(
    chart: StackedColumns, stacks: Sequence[Stack], frame: Frame, style: Style, *, width: float
) -> tuple[TotalText | None, ...]:
    """Return the totals that have room, the last, the first and the extremes before the others.

    Where a number is too wide, its marks still stand if they have room alone.
    """
    bars = [Box(one.x - frame.column / 2, one.low, one.x + frame.column / 2, one.high) for one in stacks]
    shown: dict[int, TotalText] = {}
    last = len(stacks) - 1
    for index in _by_weight(chart):
        # the names stand beside the last column and its total, which is the first to be given room
        end = width + APART if index == last else max(bars[-1].right, shown[last].box.right if last in shown else 0.0)
        taken = [*(bar for at, bar in enumerate(bars) if at != index), *(one.box for one in shown.values())]
        marks = marks_text(chart.totals[index].marks)
        for text in dict.fromkeys((chart.totals[index].text, "")):
            found = _total(chart, index, stacks[index], text, style)
            is_on_page = found.box.left >= 0 and found.box.right <= end
            if (text or marks) and is_on_page and not any(found.box.overlaps(box) for box in taken):
                shown[index] = found
                break
    return tuple(shown.get(index) for index in range(len(stacks)))


def _by_weight(chart: StackedColumns) -> list[int]:
    """Return the years in the order in which their totals are given room."""
    last = len(chart.years) - 1
    order = list(range(last, -1, -1))
    published = [index for index in order if chart.totals[index].value is not None]
    extremes = [pick(published, key=lambda index: chart.totals[index].value or 0) for pick in (max, min) if published]
    return list(dict.fromkeys([last, 0, *extremes, *order]))


def _total(chart: StackedColumns, index: int, stack: Stack, text: str, style: Style) -> TotalText:
    marks = marks_text(chart.totals[index].marks)
    width = label_width(text, marks, style, is_total=True)
    left, y = stack.x - width / 2, total_height(chart, index, stack)
    return TotalText(left, y, text, marks, Box(left - APART, y - DESCENT, left + width + APART, y + CAP))


def total_height(chart: StackedColumns, index: int, stack: Stack) -> float:
    """Return the base line of a total: over the column, or under one that ends below zero."""
    total = chart.totals[index].value
    if stack.low == stack.high:
        return stack.high + (ABOVE if total is not None else ON_BASE)
    return stack.low - BELOW if stands_below(chart, index) else stack.high + ABOVE


def stands_below(chart: StackedColumns, index: int) -> bool:
    """Say whether a total stands under its column."""
    total = chart.totals[index].value
    values = [part.points[index].value or 0.0 for part in chart.parts]
    return (fsum(values) if total is None else total) < 0


def total_width(point: Point, style: Style) -> float:
    """Return the width of a total with its marks."""
    return label_width(point.text, marks_text(point.marks), style, is_total=True)


# -- parts ----------------------------------------------------------------------------------------------------------


def named_column(chart: StackedColumns) -> int | None:
    """Return the column beside which the parts are named: the last, if it is divided, for there all have a place."""
    last = len(chart.years) - 1
    return last if is_divided(chart, last) else None


def is_divided(chart: StackedColumns, index: int) -> bool:
    """Say whether any part of a column was published."""
    return any(part.points[index].value is not None for part in chart.parts)


def names_are_clear(
    texts: Sequence[Sequence[PartText]],
    stacks: Sequence[Stack],
    totals: Sequence[TotalText | None],
    frame: Frame,
    *,
    named: int,
    width: float,
) -> bool:
    """Say whether the names beside a column lie over no other column, number or edge."""
    names = [text.box for text in texts[named] if text.name]
    half = frame.column / 2
    others = [Box(one.x - half, one.low, one.x + half, one.high) for one in stacks]
    others += [one.box for one in totals if one is not None]
    others += [text.box for index, each in enumerate(texts) if index != named for text in each]
    top = frame.top + HEADROOM
    return all(
        fits_in(box.right, width) and fits_in(box.top, top) and not any(box.overlaps(other) for other in others)
        for box in names
    )


def name_lines(name: str, style: Style, width: float) -> tuple[str, ...]:
    """Return a name as it stands beside the last column of a chart of this width."""
    longest = max((style.name.width(word) for word in name.split()), default=0.0)
    return style.name.lines(name, max(WIDEST_NAME * width, min(longest, WIDEST_WORD * width)))


def lane_of(chart: StackedColumns, style: Style, width: float, *, named: int | None) -> float:
    """Return the room that values and names beside a column need."""
    if named is None:
        return 0.0
    names = [name_lines(part.name, style, width) for part in chart.parts]
    blocks = [
        _block_width(*_last(part.points[named]), name, style) for part, name in zip(chart.parts, names, strict=True)
    ]
    return max(blocks) + SPARE


def lane_height(chart: StackedColumns, style: Style, width: float, *, named: int | None) -> float:
    """Return how tall the names beside a column are together."""
    if named is None:
        return 0.0
    return LEADING * sum(len(name_lines(part.name, style, width)) for part in chart.parts)


def _last(point: Point) -> tuple[str, str]:
    return point.text, marks_text(point.marks)


def _block_width(text: str, marks: str, name: tuple[str, ...], style: Style) -> float:
    value = label_width(text, marks, style)
    gap = style.name.width(" ") if value and name else 0.0
    return max([value + gap + style.name.width(name[0] if name else ""), *map(style.name.width, name[1:])])


def part_texts(
    chart: StackedColumns,
    stacks: Sequence[Stack],
    totals: Sequence[TotalText | None],
    frame: Frame,
    style: Style,
    *,
    width: float,
    breaks: Sequence[float],
    named: int | None,
) -> tuple[tuple[PartText, ...], ...]:
    """Return the texts of each column: values inside the parts where they fit, else beside it where it has room.

    The names stand beside the column `named`. Beside columns that are no years stands nothing else.
    """
    inside = [_inside(chart, index, stack, frame, style) for index, stack in enumerate(stacks)]
    names: tuple[PartText, ...] = ()
    if named is not None:
        low = _free_from(stacks, totals, named) if named < len(stacks) - 1 else frame.foot + 1
        total = totals[named]
        names = _named(chart, named, stacks[named], inside[named], frame, style, width=width, total=total, low=low)
    taken = [*(one.box for one in totals if one is not None), *(text.box for text in names)]
    texts = []
    for index, stack in enumerate(stacks):
        beside: tuple[PartText, ...] = ()
        if index == named:
            beside = names
        elif index < len(stacks) - 1 and not chart.names:
            # the slots of Word are equally wide, whatever the years between two columns
            mean = (stacks[-1].x - stacks[0].x) / (len(stacks) - 1)
            right = stack.x + min(stacks[index + 1].x - stack.x, mean) - frame.column / 2
            right = min([right, *(x for x in breaks if stack.x < x < right)])
            beside = _between(chart, index, stack, inside[index], frame, style, right=right, taken=taken)
        texts.append((*inside[index], *beside))
    return tuple(texts)


def _free_from(stacks: Sequence[Stack], totals: Sequence[TotalText | None], index: int) -> float:
    """Return the height from which on nothing stands to the right of a column."""
    right = [stack.high for stack in stacks[index + 1 :]]
    return max([*right, *(one.box.top for one in totals[index + 1 :] if one is not None)]) + DESCENT + 1


def _inside(chart: StackedColumns, index: int, stack: Stack, frame: Frame, style: Style) -> tuple[PartText, ...]:
    """Return what fits into the parts; in a column without parts, or in a rest, the mark of what is missing."""
    rooms = [
        (part.index, (part.y, part.height), *_last(chart.parts[part.index].points[index]), part.role)
        for part in stack.parts
    ]
    gaps = [part.points[index].marks for part in chart.parts if part.points[index].value is None]
    empty = stack.whole or stack.rest
    if gaps and empty:
        rooms.append((-1, empty, "", marks_text(gaps[0]), "total"))
    found = []
    for part, (y, height), text, marks, role in rooms:
        low, room = _clear(y, height, stack.mark)
        if fits_in(LEADING, room) and fits_in(label_width(text, marks, style), frame.column - INSIDE):
            middle = low + room / 2
            found.append(_centred(part, stack.x, middle, text, marks, role, style, of=y + height / 2))
    return tuple(found)


def _clear(y: float, height: float, line: float | None) -> tuple[float, float]:
    """Return the room of a part, of one that a line crosses the larger piece."""
    if line is None or not y < line < y + height:
        return y, height
    below, above = line - y, y + height - line
    return (y, below) if below > above else (line, above)


def _centred(
    part: int, x: float, middle: float, text: str, marks: str, role: Role, style: Style, *, of: float
) -> PartText:
    y, half = middle - DROP, label_width(text, marks, style) / 2
    box = Box(x - half, y - DESCENT, x + half, y + CAP)
    return PartText(part, x, y, text, marks, (), role, is_inside=True, of=of, box=box)


def _between(
    chart: StackedColumns,
    index: int,
    stack: Stack,
    inside: Sequence[PartText],
    frame: Frame,
    style: Style,
    *,
    right: float,
    taken: Sequence[Box],
) -> tuple[PartText, ...]:
    """Return the values between a column and the next one, pushed apart; those without room are left out."""
    left = stack.x + frame.column / 2 + BESIDE
    wanted = [part for part in stack.parts if part.index not in {text.part for text in inside}]
    blocks = [(part, *_last(chart.parts[part.index].points[index])) for part in wanted]
    fitting = [block for block in blocks if fits_in(left + label_width(*block[1:], style), right - 2)]
    middles = spread(
        [part.middle for part, *_ in fitting], [LEADING] * len(fitting), low=frame.foot + 1, high=frame.top
    )
    found = (
        _beside(part.index, left, middle, text, marks, (), part.role, style, of=part.middle)
        for middle, (part, text, marks) in zip(middles, fitting, strict=True)
    )
    return tuple(text for text in found if not any(text.box.overlaps(box) for box in taken))


def _named(
    chart: StackedColumns,
    index: int,
    stack: Stack,
    inside: Sequence[PartText],
    frame: Frame,
    style: Style,
    *,
    width: float,
    total: TotalText | None,
    low: float,
) -> tuple[PartText, ...]:
    """Return the names of all parts beside a column, with the values that have no room inside."""
    left = last_lane(stack, frame, total)
    names = [name_lines(part.name, style, width) for part in chart.parts]
    heights = [LEADING * len(lines) for lines in names]
    wanted = _middles(chart, stack, frame)
    middles = spread(wanted, heights, low=low, high=frame.top + HEADROOM)
    has_value = {text.part for text in inside}
    found = []
    for at, middle in enumerate(middles):
        text, marks = ("", "") if at in has_value else _last(chart.parts[at].points[index])
        first = middle + heights[at] / 2 - LEADING / 2
        found.append(_beside(at, left, first, text, marks, names[at], roles_of(chart)[at], style, of=wanted[at]))
    return tuple(found)


def last_lane(stack: Stack, frame: Frame, total: TotalText | None) -> float:
    """Return where the texts beside the last column begin: clear of its total, which may be wider than the column."""
    edge = max(stack.x + frame.column / 2, total.box.right - APART if total else 0.0)
    return edge + BESIDE


def _middles(chart: StackedColumns, stack: Stack, frame: Frame) -> list[float]:
    """Return where each part's name wants to stand: at its middle, one without a height where the stack goes on."""
    known: dict[int, Part] = {part.index: part for part in stack.parts}
    end = frame.base
    middles = []
    for at in range(len(chart.parts)):
        part = known.get(at)
        middles.append(end if part is None else part.middle)
        if part is not None:
            end = part.y + part.height if part.y >= frame.base else part.y
    return middles


def _beside(
    part: int,
    left: float,
    middle: float,
    text: str,
    marks: str,
    name: tuple[str, ...],
    role: Role,
    style: Style,
    *,
    of: float,
) -> PartText:
    y = middle - DROP
    width = _block_width(text, marks, name, style)
    low = y - LEADING * max(len(name) - 1, 0)
    return PartText(
        part,
        left,
        y,
        text,
        marks,
        name,
        role,
        is_inside=False,
        of=of,
        box=Box(left, low - DESCENT, left + width, y + CAP),
    )
