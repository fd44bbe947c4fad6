"""Which unknowns of linear equations can be worked out: sparse elimination in whole numbers, and intervals.

The arithmetic is exact, modulo a prime far above any count, and the same on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    Row = Mapping[int, int]
    """The coefficients of an equation by the numbers of its unknowns."""

PRIME = 2**61 - 1
"""A determinant of so few small coefficients is not a multiple of it."""
SPREAD = 0x9E3779B97F4A7C15
"""Makes numbers that have nothing to do with each other from 1, 2, 3 and so on."""
ROUNDS = 60
"""How often intervals are narrowed by each other."""


@dataclass(slots=True)
class Echelon:
    """Equations brought into steps: each is solved for an unknown that no later one has."""

    pivots: list[tuple[int, dict[int, int]]] = field(default_factory=list)
    """In the order in which they were found: an unknown, and what it is by the others."""
    _at: dict[int, int] = field(default_factory=dict)

    def add(self, row: Row, weights: Mapping[int, int]) -> None:
        """Take in one more equation; solve it for the unknown of the least weight, if it says anything new."""
        rest = self.reduced(row)
        if not rest:
            return
        pivot = min(rest, key=lambda unknown: (weights.get(unknown, 0), unknown))
        inverse = pow(rest.pop(pivot), -1, PRIME)
        self._at[pivot] = len(self.pivots)
        self.pivots.append((pivot, {unknown: -factor * inverse % PRIME for unknown, factor in rest.items()}))

    def reduced(self, row: Row) -> dict[int, int]:
        """Return an equation without the unknowns that others are solved for."""
        rest = {unknown: factor % PRIME for unknown, factor in row.items() if factor % PRIME}
        steps = [self._at[unknown] for unknown in rest if unknown in self._at]
        heapify(steps)
        while steps:
            # a later step may bring in an unknown of an earlier one never, so that each is met once
            pivot, others = self.pivots[heappop(steps)]
            factor = rest.pop(pivot, 0)
            for unknown, other in others.items() if factor else ():
                value = (rest.get(unknown, 0) + factor * other) % PRIME
                if value and unknown not in rest and unknown in self._at:
                    heappush(steps, self._at[unknown])
                if value:
                    rest[unknown] = value
                else:
                    rest.pop(unknown, None)
        return rest

    def determined(self) -> set[int]:
        """Return the unknowns that have one value, whatever the free ones are.

        The free ones get numbers that have nothing to do with each other, and every equation a right side of zero: what
        is then not zero depends on them. What is zero is proved by bringing its own equation down to nothing.
        """
        values: dict[int, int] = {}
        found = set()
        for pivot, others in reversed(self.pivots):
            total = sum(factor * _value(values, unknown) for unknown, factor in others.items()) % PRIME
            values[pivot] = total
            if not total and not self.reduced(others):
                found.add(pivot)
        return found


def _value(values: dict[int, int], unknown: int) -> int:
    """Return the number of an unknown; of a free one, always the same."""
    if unknown not in values:
        mixed = (unknown + 1) * SPREAD % 2**64
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
        values[unknown] = (mixed ^ (mixed >> 27)) % (PRIME - 1) + 1
    return values[unknown]


def determined(rows: Iterable[Row]) -> set[int]:
    """Return the unknowns that the equations leave one value each."""
    ordered = sorted((row for row in rows if row), key=len)
    weights: dict[int, int] = {}
    for row in ordered:
        for unknown in row:
            weights[unknown] = weights.get(unknown, 0) + 1
    echelon = Echelon()
    for row in ordered:
        echelon.add(row, weights)
    return echelon.determined()


def worked_out(
    rows: Iterable[tuple[Row, Fraction]], least: Mapping[int, int | None], most: Mapping[int, int]
) -> set[int]:
    """Return the unknowns that have one value, by the equations or by what they can be at all."""
    told = [(row, right) for row, right in rows if row]
    return determined(row for row, _ in told) | settled(*bounded(told, least, most))


def ranges(
    rows: Iterable[tuple[Row, Fraction]], least: Mapping[int, int | None], most: Mapping[int, int]
) -> dict[int, tuple[int, int]]:
    """Return between which whole numbers unknowns lie, those of which both ends are known."""
    low, high = intervals(*bounded([(row, right) for row, right in rows if row], least, most))
    ends = ((unknown, low.get(unknown), greatest) for unknown, greatest in high.items())
    return {unknown: (least, most) for unknown, least, most in ends if least is not None and most is not None}


def bounded(
    rows: Sequence[tuple[Row, Fraction]], least: Mapping[int, int | None], most: Mapping[int, int]
) -> tuple[list[tuple[Row, int]], dict[int, int | None], dict[int, int]]:
    """Return the equations in whole numbers, and the ends of their unknowns."""
    whole = [(row, int(right)) for row, right in rows if right.denominator == 1]
    bounds = {unknown: least[unknown] for row, _ in whole for unknown in row}
    return whole, bounds, {each: most[each] for each in bounds if each in most}


def can_hold(row: Row, right: Fraction, least: Mapping[int, int | None], most: Mapping[int, int]) -> bool:
    """Say whether any values of its unknowns, within their ends, make an equation hold; one without unknowns may."""
    if not row:
        return True
    ends = [_ends(factor, least.get(unknown), most.get(unknown)) for unknown, factor in row.items()]
    lowest, highest = _total(one for one, _ in ends), _total(other for _, other in ends)
    return not ((lowest[1] == 0 and lowest[0] > right) or (highest[1] == 0 and highest[0] < right))


def settled(
    rows: Sequence[tuple[Row, int]], least: Mapping[int, int | None], most: Mapping[int, int] | None = None
) -> set[int]:
    """Return the unknowns that have one value because none of them can be below its least one, or above its greatest.

    `rows` are equations with their right sides; an unknown without such a value may be anything.
    """
    low, high = intervals(rows, least, most)
    return {unknown for unknown, most in high.items() if most is not None and most == low.get(unknown)}


def intervals(
    rows: Sequence[tuple[Row, int]], least: Mapping[int, int | None], most: Mapping[int, int] | None = None
) -> tuple[dict[int, int | None], dict[int, int | None]]:
    """Return the least and the greatest value that each unknown can have, as far as its equations one by one tell."""
    low: dict[int, int | None] = dict(least)
    high: dict[int, int | None] = dict(most or {})
    for _ in range(ROUNDS):
        narrowed = [_narrow(row, right, low, high) for row, right in rows]
        if True not in narrowed:
            break
    return low, high


def _narrow(row: Row, right: int, low: dict[int, int | None], high: dict[int, int | None]) -> bool:
    """Narrow the intervals of the unknowns of one equation; return whether any has become narrower.

    One that cannot hold says nothing.
    """
    return bool(narrowed(row, right, low, high, []))


def narrowed(
    row: Row,
    right: int,
    low: dict[int, int | None],
    high: dict[int, int | None],
    undo: list[tuple[int, int | None, int | None]],
) -> list[int] | None:
    """Narrow the intervals of the unknowns of one equation; return those that are narrower, None where it cannot hold.

    The unknowns and the ends that they had are added to `undo`.
    """
    ends = {unknown: _ends(factor, low.get(unknown), high.get(unknown)) for unknown, factor in row.items()}
    lowest, highest = _total(one for one, _ in ends.values()), _total(other for _, other in ends.values())
    if (lowest[1] == 0 and lowest[0] > right) or (highest[1] == 0 and highest[0] < right):
        return None
    changed = []
    for unknown, factor in row.items():
        own = ends[unknown]
        most = _left(right, lowest, own[0])
        fewest = _left(right, highest, own[1])
        if factor < 0:
            most, fewest = fewest, most
        before = (unknown, low.get(unknown), high.get(unknown))
        is_lower = _lower(high, unknown, None if most is None else _floor(most, factor))
        if _raise(low, unknown, None if fewest is None else _ceiling(fewest, factor)) or is_lower:
            changed.append(unknown)
            undo.append(before)
    return changed


def _ends(factor: int, low: int | None, high: int | None) -> tuple[int | None, int | None]:
    ends = tuple(None if end is None else factor * end for end in (low, high))
    return (ends[0], ends[1]) if factor > 0 else (ends[1], ends[0])


def _total(ends: Iterable[int | None]) -> tuple[int, int]:
    """Return the sum of the ends that are known, and how many are not."""
    total = unknown = 0
    for end in ends:
        if end is None:
            unknown += 1
        else:
            total += end
    return total, unknown


def _left(right: int, total: tuple[int, int], own: int | None) -> int | None:
    """Return what is left for one unknown where the others are at their ends; None where these are not known."""
    known, unknown = total
    if unknown - (own is None):
        return None
    return right - known + (own or 0)


def _floor(value: int, factor: int) -> int:
    return value // factor


def _ceiling(value: int, factor: int) -> int:
    return -(-value // factor)


def _lower(high: dict[int, int | None], unknown: int, most: int | None) -> bool:
    known = high.get(unknown)
    if most is None or (known is not None and known <= most):
        return False
    high[unknown] = most
    return True


def _raise(low: dict[int, int | None], unknown: int, fewest: int | None) -> bool:
    known = low.get(unknown)
    if fewest is None or (known is not None and known >= fewest):
        return False
    low[unknown] = fewest
    return True


def having(rows: Mapping[int, Row]) -> dict[int, list[int]]:
    """Return, by unknown, the numbers of the equations that have it."""
    found: dict[int, list[int]] = {}
    for name, row in rows.items():
        for each in row:
            found.setdefault(each, []).append(name)
    return found


def needed(rows: Mapping[int, Row], unknown: int, by_unknown: Mapping[int, Sequence[int]]) -> tuple[int, ...]:
    """Return equations by which an unknown is determined, none of which can be done without; they are named by number.

    They are looked for near it first, so that they are few. `by_unknown` is what `having` says of the equations: it is
    the same for all that are asked for.
    """
    near = _around(rows, unknown, by_unknown)
    while unknown not in determined(rows[name] for name in near[0]):
        if len(near) == 1:
            return ()
        near = [near[0] | near[1], *near[2:]]
    return _irreducible(rows, sorted(near[0], key=lambda name: (len(rows[name]), name)), unknown)


def _around(rows: Mapping[int, Row], unknown: int, by_unknown: Mapping[int, Sequence[int]]) -> list[set[int]]:
    """Return the equations that have an unknown, those that have one of theirs, and so on."""
    seen, reached, rings = {unknown}, [unknown], []
    taken: set[int] = set()
    while ring := {name for each in reached for name in by_unknown.get(each, ())} - taken:
        rings.append(ring)
        taken |= ring
        reached = sorted({each for name in ring for each in rows[name]} - seen)
        seen.update(reached)
    return rings or [set()]


def _irreducible(rows: Mapping[int, Row], names: Sequence[int], unknown: int) -> tuple[int, ...]:
    """Leave out equations, half of them at first, as long as the rest determines the unknown."""
    kept, size = list(names), max(1, len(names) // 2)
    while True:
        at = len(kept) - size
        while at > -size:
            rest = kept[: max(at, 0)] + kept[max(at, 0) + size :]
            if rest and unknown in determined(rows[name] for name in rest):
                kept = rest
            at -= size
        if size == 1:
            return tuple(sorted(kept))
        size //= 2
