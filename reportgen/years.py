"""Which periods a report covers, and how a user writes them: `2020-2024`, `2024`, `2022-`, `2023-Q1:2024-Q2`."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from reportgen.errors import DataError, UsageError
from reportgen.periods import MONTHS_OF_YEAR, YEARS, Kind, Period, as_period, main_sort, parse_period
from reportgen.wording import year_list, year_span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DASHES = "-–"
BETWEEN = f":{DASHES}"
"""What may stand between the two ends of a range; a dash may also stand within one of them."""
OTHER_PACE = 3
"""So many equal longer steps one after the other are no holes: figures came every ten years, then every year."""
MOST_HOLES = 2
"""For each period that is there; with more of them missing the periods keep no pace at all."""


@dataclass(frozen=True, slots=True, order=True)
class PeriodRange:
    """The periods from `first` to `last`, both included; one period is its own first and last."""

    first: Period
    last: Period

    def __post_init__(self) -> None:
        object.__setattr__(self, "first", as_period(self.first))
        object.__setattr__(self, "last", as_period(self.last))
        assert self.first <= self.last, f"{self.first} to {self.last} is reversed"

    def __contains__(self, period: object) -> bool:
        if not isinstance(period, Period | int):
            return False
        found = as_period(period)
        return self.first.start <= found.start and found.end <= self.last.end

    def __iter__(self) -> Iterator[Period]:
        period = self.first
        while period <= self.last:
            yield period
            period = period.next

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __str__(self) -> str:
        if self.is_one_year:
            return self.first.code
        return f"{self.first.code}{'-' if self.first.kind in YEARS else ':'}{self.last.code}"

    @property
    def file_name(self) -> str:
        """How a file name says it: `2020-2024`, `2023-q1-to-2024-q2`."""
        if self.is_one_year:
            return self.first.file_name
        joint = "-" if self.first.kind is Kind.YEAR else "-to-"
        return f"{self.first.file_name}{joint}{self.last.file_name}"

    @property
    def is_one_year(self) -> bool:
        """Whether there is only one period, and so nothing within the range to compare it with."""
        return self.first == self.last


def periods_within(span: PeriodRange, available: Sequence[Period]) -> tuple[Period, ...]:
    """Return the periods, of any sort, that a report on a range is about; a range of all years is one of all others."""
    own = [period for period in available if period.sort == span.first.sort]
    is_whole = bool(own) and span.first <= own[0] and own[-1] <= span.last
    return tuple(period for period in available if period in span or (is_whole and period.sort != span.first.sort))


def without_holes(periods: Sequence[Period]) -> tuple[Period, ...]:
    """Return periods of one sort, in order, with those between them that are missing; as they are where none is.

    One is missing where the step to the next is a multiple of the usual one: 2021 of 2019, 2020 and 2022. Periods that
    come at a pace of their own, every five years or at no even distance, lack nothing; nor do windows that overlap.
    """
    steps = [after.start - before.start for before, after in pairwise(periods)]
    usual = min(steps, default=0)
    if not steps or not _is_usual(usual, steps, periods[0]):
        return tuple(periods)
    runs = [len(list(run)) for _, run in groupby(steps)]
    alike = [length for length in runs for _ in range(length)]
    found = [periods[0]]
    for before, step, times in zip(periods, steps, alike, strict=False):
        is_hole = step % usual == 0 and times < OTHER_PACE and step > before.length
        found += [before.moved(months) for months in range(usual if is_hole else step, step + 1, usual)]
    return tuple(found) if len(found) - len(periods) <= MOST_HOLES * len(periods) else tuple(periods)


def _is_usual(step: int, steps: Sequence[int], period: Period) -> bool:
    """Say whether a step is that from a period to the next, or that of most."""
    return step in (period.next.start - period.start, MONTHS_OF_YEAR) or 2 * steps.count(step) >= len(steps)


def span_of(text: str) -> PeriodRange | None:
    """Return a range that was written by `str`; None for a text that was not."""
    for sign in BETWEEN:
        for at, letter in enumerate(text):
            if letter == sign:
                try:
                    return PeriodRange(parse_period(text[:at]), parse_period(text[at + 1 :]))
                except DataError:
                    continue
    try:
        return PeriodRange(parse_period(text), parse_period(text))
    except DataError:
        return None


def parse_years(text: str, available: Sequence[Period]) -> PeriodRange:
    """Return the range that the text asks for: `A-B`, `A`, `A-` to the last period, `-B` from the first; all for ``.

    `available` are the periods that the data hold; a longer period stands for those within it. Raises UsageError when
    the text is unreadable, reversed, or reaches outside them.
    """
    assert available, "there are no years to choose from"
    known = sorted(map(as_period, available))
    first, last = _ends(text.strip(), known)
    if first.start > last.start:
        raise UsageError(
            f"years `{text}`: the range is reversed: {first} comes after {last}",
            hint=f"write `{PeriodRange(last, first)}`",
        )
    held = [period for period in known if first.start <= period.start and period.end <= last.end]
    if not (any(_begins_in(first, one) for one in held) and any(_ends_in(last, one) for one in held)):
        raise UsageError(
            f"years {year_span(first, last)}: the data hold {year_list(_most(known))}",
            hint=_nearest_range(_most(held), _most(known)),
        )
    alike = _alike(first, last, held)
    return PeriodRange(alike[0], alike[-1])


def _alike(first: Period, last: Period, held: Sequence[Period]) -> list[Period]:
    """Return the periods that a range is of, where the data hold several sorts: those it is written in, or the most."""
    is_named = first in held and last in held
    return [period for period in held if period.sort == first.sort] if is_named else _most(held)


def _most(periods: Sequence[Period]) -> list[Period]:
    """Return the periods of the sort that most of them are of."""
    sort = main_sort(periods)
    return [period for period in periods if period.sort == sort]


def _begins_in(period: Period, held: Period) -> bool:
    """Say whether what the data hold begins in a period: itself, a shorter one within it, several years from it on."""
    return period.start <= held.start < period.end


def _ends_in(period: Period, held: Period) -> bool:
    return period.start < held.end <= period.end


def _ends(text: str, known: Sequence[Period]) -> tuple[Period, Period]:
    if not text:
        return _most(known)[0], _most(known)[-1]
    names = {period.code.lower(): period for period in known}
    whole = _end(text, names, known)
    if whole is not None:
        return whole, whole
    for at in (at for sign in BETWEEN for at, letter in enumerate(text) if letter == sign):
        before, after = text[:at].strip(), text[at + 1 :].strip()
        first, last = (_end(each, names, known) if each else None for each in (before, after))
        if (before or after) and bool(before) == bool(first) and bool(after) == bool(last):
            return _open_ends(first, last, known)
    parts = text.split()
    if len(parts) == 2 and all(_end(part, names, known) for part in parts):
        raise UsageError(f"years `{text}`: expected a dash between the years", hint=f"write `{'-'.join(parts)}`")
    raise UsageError(f"years `{text}`: expected a year or a range of years", hint=_how(known))


def _end(text: str, names: dict[str, Period], known: Sequence[Period]) -> Period | None:
    """Return one end of a range: as the data write it, or another year, or what is of the same kind as the data."""
    if text.lower() in names:
        return names[text.lower()]
    try:
        found = parse_period(text)
    except DataError:
        return None
    if found.kind is Kind.YEAR:
        return found if len(text) == 4 else None
    is_longer = found.kind is not Kind.WINDOW and any(found.holds(period) for period in known)
    return found if is_longer or any(period.sort == found.sort for period in known) else None


def _open_ends(first: Period | None, last: Period | None, known: Sequence[Period]) -> tuple[Period, Period]:
    """Return both ends; an open one reaches to the other at least: `2026-` is outside the data, not reversed."""
    if first is None:
        assert last is not None, "one end of a range is given"
        return min(known[0], last), last
    return first, last if last is not None else max(known[-1], first)


def _how(known: Sequence[Period]) -> str:
    if all(period.kind is Kind.YEAR for period in known):
        return "write `2024`, `2020-2024`, `2022-` or `-2022`"
    first, last = known[0], known[-1]
    return f"write `{last.code}`, `{PeriodRange(first, last)}`, `{first.code}:` or `:{last.code}`"


def _nearest_range(held: Sequence[Period], known: Sequence[Period]) -> str:
    if not held:
        return f"write `{PeriodRange(known[0], known[-1])}`, or leave `--years` out for all of them"
    return f"write `{PeriodRange(held[0], held[-1])}`"
