"""Scales of a chart: which ticks a value axis has, where years stand, how labels give way to each other."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, fsum, gcd
from typing import TYPE_CHECKING, Literal

from reportgen import wording
from reportgen.lengths import settled
from reportgen.periods import MONTHS_OF_QUARTER, MONTHS_OF_YEAR, Kind, as_period
from reportgen.quantity import ended

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reportgen.periods import Period

Unit = Literal["one", "thousand", "million", "percent"]
UNIT_SIZES: dict[Unit, float] = {"one": 1, "thousand": 1_000, "million": 1_000_000, "percent": 1}
MOST_INTERVALS = 4.2
"""A tick may stand a little below the largest value, so four intervals and a bit."""
BEYOND = 1.15
"""A tick above the largest value is drawn if it is at most this much larger."""


def value_ticks(
    maximum: float, *, minimum: float = 0, smallest_step: float = 0, limit: float = float("inf")
) -> tuple[float, ...]:
    """Return round values about from `minimum` to `maximum`, zero among them: (0, 10,000, 20,000, 30,000) for 29,782.

    `smallest_step` 1 keeps counts whole; `limit` is what no tick passes as long as no value does: 100 for percentages.
    """
    top, bottom = max(maximum, 0.0), max(-minimum, 0.0)
    if not top and not bottom:
        return (0.0,)
    step = max(_round_step((top + bottom) / MOST_INTERVALS), smallest_step)
    above = int(min(top * BEYOND, max(limit, top)) / step + 1e-9)
    below = int(bottom * BEYOND / step + 1e-9)
    # twelve digits, so that three times 0.1 is 0.3
    return tuple(float(f"{step * index:.12g}") + 0.0 for index in range(-below, above + 1))


def _round_step(least: float) -> float:
    power = float(f"1e{f'{least:e}'.partition('e')[2]}")  # read, as powers below one differ in their last digit
    steps = (1, 2, 2.5, 5, 10) if power >= 10 else (1, 2, 5, 10)
    return next(power * step for step in steps if power * step >= least * (1 - 1e-9))


def tick_text(value: float, unit: Unit, *, currency: str = "") -> str:
    """Return a tick as the axis words it: `30,000`, `30 million`, `25%`, `€500`."""
    return _with_currency(wording.exact_number(value / UNIT_SIZES[unit]) + unit_word(value, unit), currency)


def unit_word(value: float, unit: Unit) -> str:
    """Return what stands after the digits of a value: ` million`, `%`; nothing after single ones."""
    match unit:
        case "one":
            return ""
        case "percent":
            return wording.percent_sign()
        case _:
            return f" {wording.scale_word(value / UNIT_SIZES[unit], unit)}"


def with_unit(text: str, value: float | None, unit: Unit) -> str:
    """Return a value's text with what stands after its digits, unless it ends with that already."""
    if value is None:
        return text
    word = unit_word(value, unit)
    return text if word and text.endswith(word) else ended(text, word)


def _with_currency(text: str, currency: str) -> str:
    return wording.money(text, currency) if currency else text


def tick_texts(values: Sequence[float], unit: Unit, *, currency: str = "") -> tuple[str, ...]:
    """Return ticks as the axis words them; those in thousands or millions all with the same decimals: `5.0 million`."""
    size = UNIT_SIZES[unit]
    if size == 1:
        return tuple(tick_text(value, unit, currency=currency) for value in values)
    digits = [wording.exact_number(value / size).partition(".")[2] for value in values]
    decimals = max(map(len, digits), default=0)
    texts = (f"{wording.number(value / size, decimals=decimals)}{unit_word(value, unit)}" for value in values)
    return tuple(_with_currency(text, currency) for text in texts)


def year_positions(
    years: Sequence[Period], *, left: float, span: float, breaks: Sequence[Period] = ()
) -> tuple[float, ...]:
    """Return where each year stands between `left` and `left + span`, in proportion to time.

    A step that crosses a series break (first years after it in `breaks`) takes a little more room.
    """
    steps = year_steps(years, breaks=breaks)
    total = fsum(steps)
    positions = [left]
    for step in steps:
        positions.append(positions[-1] + span * step / total)
    return tuple(positions)


BREAK_STEP = 90 / 76
"""Years on either side of a break stand 90 points apart where others stand 76."""


def year_steps(years: Sequence[Period], *, breaks: Sequence[Period] = ()) -> tuple[float, ...]:
    """Return the distances between years without a break, 1 from one to the next; so of months and of quarters."""
    periods = [as_period(year) for year in years]
    apart = [after.start - before.start for before, after in pairwise(periods)]
    step = min([periods[0].next.start - periods[0].start, *apart])
    return tuple(
        months / step + (BREAK_STEP - 1) * sum(before < year <= after for year in breaks)
        for months, (before, after) in zip(apart, pairwise(periods), strict=True)
    )


def axis_texts(years: Sequence[Period], *, pitch: float, width: Callable[[str], float]) -> tuple[str, ...]:
    """Return what stands below the years of an axis, nothing where there is no room.

    Where they are too close, every second or third year is named, counted from the last; of months each third, that
    begins a quarter, or the years where they begin.
    """
    periods = [as_period(year) for year in years]
    for texts in _texts_by_calendar(periods):
        named = [at for at, text in enumerate(texts) if text]
        room = pitch * min((after - before for before, after in pairwise(named)), default=1)
        if named and max(width(texts[at]) for at in named) <= room:
            return texts
    texts = tuple(period.short for period in periods)
    every = max(1, ceil(settled(max(map(width, texts)) / max(pitch, 1))))
    last = len(texts) - 1
    return tuple(text if (last - at) % every == 0 else "" for at, text in enumerate(texts))


def _texts_by_calendar(periods: Sequence[Period]) -> Iterator[tuple[str, ...]]:
    """Yield the ways to name months and quarters: all, each that begins a quarter, each that begins a year."""
    if not all(period.kind in (Kind.MONTH, Kind.QUARTER) for period in periods):
        return
    yield tuple(period.short for period in periods)
    yield tuple("" if period.start % MONTHS_OF_QUARTER else period.short for period in periods)
    yield tuple("" if period.start % MONTHS_OF_YEAR else str(period.named) for period in periods)


def even_slots(years: Sequence[Period]) -> tuple[int, ...]:
    """Return the places of years that stand in columns of one width, in proportion to time, from 0."""
    starts = [as_period(year).start for year in years]
    step = gcd(*(after - before for before, after in pairwise(starts))) or 1
    return tuple((start - starts[0]) // step for start in starts)


def spread(centres: Sequence[float], heights: Sequence[float], *, low: float, high: float) -> tuple[float, ...]:
    """Return centres moved as little as possible so that blocks of these heights do not overlap.

    They keep their order and lie between `low` and `high`, unless they are too tall together: then they start at
    `low` and reach beyond `high`.
    """
    order = sorted(range(len(centres)), key=lambda index: (centres[index], index))
    groups: list[tuple[list[int], float, float]] = []
    for index in order:
        groups.append(_settled([index], centres, heights, low=low, high=high))
        while len(groups) > 1 and groups[-2][1] + groups[-2][2] > groups[-1][1] + 1e-9:
            upper, lower = groups.pop(), groups.pop()
            groups.append(_settled(lower[0] + upper[0], centres, heights, low=low, high=high))
    return _unstacked(groups, heights)


def _settled(
    members: list[int], centres: Sequence[float], heights: Sequence[float], *, low: float, high: float
) -> tuple[list[int], float, float]:
    """Return a stack of touching blocks as (members, lower edge, height), as near to their centres as can be."""
    below, wanted = 0.0, 0.0
    for index in members:
        wanted += centres[index] - heights[index] / 2 - below
        below += heights[index]
    edge = max(low, min(wanted / len(members), high - below))
    return members, edge, below


def _unstacked(groups: list[tuple[list[int], float, float]], heights: Sequence[float]) -> tuple[float, ...]:
    result = [0.0] * len(heights)
    for members, edge, _ in groups:
        for index in members:
            result[index] = edge + heights[index] / 2
            edge += heights[index]
    return tuple(result)
