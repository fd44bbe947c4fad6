"""Unknowns that have one value though neither elimination nor an equation by itself says so: values are tried.

An unknown has more than one value where two solutions differ in it. In a small group of equations all solutions are
looked for until each unknown has two; in a large one an end of an interval is only tried by what follows from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.audit.disclosure.elimination import bounded, intervals, narrowed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from fractions import Fraction

    Row = Mapping[int, int]
    Equation = tuple[Row, int]
    """The coefficients of unknowns, and what they come to."""

SMALL = 48
"""Unknowns of a group of equations, at most, in which all solutions are looked for."""
WIDE = 4
"""Numbers between which an unknown of a large group may lie to be tried."""
STEPS = 20_000
"""Equations that are gone through in one search, and for one unknown of a large group ten times less."""
ALL_STEPS = 400_000
"""The same of a whole package: what is not looked at by then counts as having more than one value."""


@dataclass(slots=True)
class _Group:
    """Equations that share unknowns, with the ends of these, which are narrowed and put back."""

    rows: Sequence[Equation]
    low: dict[int, int | None]
    high: dict[int, int | None]
    steps: int = 0
    having: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for at, (row, _) in enumerate(self.rows):
            for unknown in row:
                self.having.setdefault(unknown, []).append(at)

    def is_possible(self, unknown: int, value: int, *, undo: list[tuple[int, int | None, int | None]]) -> bool:
        """Set an unknown and what follows from it; say whether all equations can still hold. `undo` puts it back."""
        undo.append((unknown, self.low.get(unknown), self.high.get(unknown)))
        self.low[unknown] = self.high[unknown] = value
        waiting = dict.fromkeys(self.having[unknown])
        while waiting:
            at = next(iter(waiting))
            del waiting[at]
            self.steps -= 1
            if self.steps < 0:
                return True
            row, right = self.rows[at]
            changed = narrowed(row, right, self.low, self.high, undo)
            if changed is None:
                return False
            for each in changed:
                least, most = self.low.get(each), self.high.get(each)
                if least is not None and most is not None and least > most:
                    return False
                waiting.update(dict.fromkeys(self.having[each]))
        return True

    def put_back(self, undo: list[tuple[int, int | None, int | None]]) -> None:
        while undo:
            unknown, self.low[unknown], self.high[unknown] = undo.pop()

    def solution(self) -> dict[int, int] | None:
        """Return values of all unknowns, within their ends, that make the equations hold; None where there are none."""
        free = [each for each in self.having if self.low.get(each) is None or self.low.get(each) != self.high.get(each)]
        if not free:
            return {each: value for each in self.having if (value := self.low[each]) is not None}
        unknown = min(free, key=lambda each: (self._width(each), each))
        for value in self._values(unknown):
            undo: list[tuple[int, int | None, int | None]] = []
            found = self.solution() if self.is_possible(unknown, value, undo=undo) and self.steps > 0 else None
            self.put_back(undo)
            if found is not None or self.steps <= 0:
                return found
        return None

    def _width(self, unknown: int) -> int:
        least, most = self.low.get(unknown), self.high.get(unknown)
        return most - least if least is not None and most is not None else 1 << 60

    def _values(self, unknown: int) -> Iterator[int]:
        """Yield what an unknown can be, its ends first; of one without ends, some."""
        least, most = self.low.get(unknown), self.high.get(unknown)
        if least is None or most is None:
            first = least if least is not None else most if most is not None else 0
            sign = -1 if least is None and most is not None else 1
            yield from (first + sign * step for step in range(WIDE))
            return
        for step in range((most - least) // 2 + 1):
            yield least + step
            if most - step > least + step:
                yield most - step


def searched(
    rows: Iterable[tuple[Row, Fraction]], least: Mapping[int, int | None], most: Mapping[int, int]
) -> set[int]:
    """Return the unknowns that have one value, as far as the equations in whole numbers tell by a search."""
    return pinned(*bounded([(row, right) for row, right in rows if row], least, most))


def pinned(rows: Sequence[Equation], least: Mapping[int, int | None], most: Mapping[int, int]) -> set[int]:
    """Return unknowns that have one value; those that the search comes to no end with are left out."""
    low, high = intervals(rows, least, most)
    found: set[int] = set()
    left = ALL_STEPS
    for group in sorted(_groups(rows), key=len):
        unknowns = {unknown for row, _ in group for unknown in row}
        ends = ({each: low.get(each) for each in unknowns}, {each: high.get(each) for each in unknowns})
        own = _Group(group, *ends)
        found |= _of_small(own, left) if len(unknowns) <= SMALL else _of_large(own, left)
        left -= len(unknowns) + max(0, -own.steps)
        if left < 0:
            break
    return found


def _of_small(group: _Group, left: int) -> set[int]:
    """Return the unknowns of which two solutions were looked for and not found."""
    group.steps = min(STEPS, left)
    first = group.solution()
    if first is None:
        return set()  # equations that cannot hold together say nothing
    various: set[int] = set()
    for unknown in group.having:
        if unknown in various:
            continue
        other = _other(group, unknown, first[unknown])
        if other is not None:
            various |= {each for each, value in other.items() if value != first[each]}
        elif group.steps <= 0:
            various.add(unknown)
    return set(group.having) - various


def _other(group: _Group, unknown: int, value: int) -> dict[int, int] | None:
    """Return a solution in which an unknown has another value; None without any."""
    group.steps = STEPS
    ends = group.low.get(unknown), group.high.get(unknown)
    for side in ((ends[0], value - 1), (value + 1, ends[1])):
        least, most = side
        if least is not None and most is not None and least > most:
            continue
        group.low[unknown], group.high[unknown] = side
        found = group.solution()
        group.low[unknown], group.high[unknown] = ends
        if found is not None or group.steps <= 0:
            return found
    return None


def _of_large(group: _Group, left: int) -> set[int]:
    """Return the unknowns of which every value but one leads by itself to an equation that cannot hold."""
    found = set()
    for unknown in group.having:
        least, most = group.low.get(unknown), group.high.get(unknown)
        if least is None or most is None or not 0 < most - least < WIDE or left < 0:
            continue
        possible = 0
        for value in range(least, most + 1):
            undo: list[tuple[int, int | None, int | None]] = []
            group.steps = STEPS // 10
            possible += group.is_possible(unknown, value, undo=undo)
            left -= STEPS // 10 - group.steps
            group.put_back(undo)
            if possible > 1:
                break
        if possible == 1:
            found.add(unknown)
    return found


def _groups(rows: Sequence[Equation]) -> list[list[Equation]]:
    """Return the equations in groups that have no unknown in common."""
    above: dict[int, int] = {}

    def top(unknown: int) -> int:
        while above.setdefault(unknown, unknown) != unknown:
            above[unknown] = above[above[unknown]]
            unknown = above[unknown]
        return unknown

    for row, _ in rows:
        first, *others = row
        for each in others:
            above[top(each)] = top(first)
    found: dict[int, list[Equation]] = {}
    for row, right in rows:
        found.setdefault(top(next(iter(row))), []).append((row, right))
    return list(found.values())
