"""Which further figures to hide so that no hidden one can be worked out: each time the one that mends most for least.

In every equation that gives a figure away another one is hidden, until none does; then those that were not needed after
all are shown again. There is no clock and no chance in it, so that the same package gives the same figures.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from reportgen.audit.disclosure.elimination import worked_out
from reportgen.audit.disclosure.probing import searched

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportgen.audit.disclosure.relations import FigureKey, Relations

WHOLE = 2
"""How many parts it is worth to keep the figure that they add up to."""
WORK = 2_000_000
"""Hidden figures of equations, at most, that are gone through to try whether figures may be shown after all."""


def proposed(relations: Relations) -> tuple[FigureKey, ...]:
    """Return the figures that have to be hidden, too."""
    proposal = _Proposal(relations)
    proposal.complete()
    proposal.reduce()
    # what only a search finds is mended last, for it takes longer
    while hidden := proposal.found_by_search():
        proposal.mend(hidden)
        proposal.complete()
    return tuple(relations.keys[number] for number in sorted(proposal.added))


class _Proposal:
    """The equations of a package while more and more of their figures are hidden."""

    def __init__(self, relations: Relations) -> None:
        self.relations = relations
        self.added: dict[int, None] = {}
        self.stuck: set[int] = set()
        """Figures that nothing can protect: all that could be hidden is."""
        self.terms = [dict(each.terms) for each in relations.equations]
        self.wholes = [each.whole for each in relations.equations]
        self.having: dict[int, list[int]] = {}
        for at, terms in enumerate(self.terms):
            for number in terms:
                self.having.setdefault(number, []).append(at)
        self.unknown = [{n for n in terms if relations.values[n] is None} for terms in self.terms]
        self.changed: set[int] | None = None
        """Equations in which a figure was hidden since it was last asked what can be worked out; None before that."""

    def complete(self) -> None:
        """Hide one figure after the other until no hidden one can be worked out."""
        while True:
            self._mend_single()
            around = self._open() if self.changed is None else self._reached(self.changed)
            self.changed = set()
            open_ones = sorted(self._known(around) - self.stuck)
            if not open_ones:
                return
            self.mend(open_ones)

    def mend(self, numbers: Sequence[int]) -> None:
        """Hide one figure beside each that can be worked out, but for those beside which one was hidden now."""
        mended: set[int] = set()
        for number in numbers:
            near = {each for at in self.having[number] for each in self.unknown[at]}
            if not mended & near:
                self._mend(number)
                mended |= near

    def found_by_search(self) -> list[int]:
        """Return the hidden figures that have one value by a search, without those that nothing can protect."""
        found = searched(self._rows(self._open()), self.relations.least, self.relations.most)
        return sorted(number for number in found - self.stuck if self._is_protected(number))

    def _right(self, at: int) -> Fraction:
        """Return what the hidden figures of an equation come to."""
        shown = ((self.relations.values[each], each) for each in self.terms[at] if each not in self.unknown[at])
        return -sum((value * self.terms[at][each] for value, each in shown if value is not None), Fraction(0))

    def _mend_single(self) -> None:
        """Hide a second figure in each equation that has only one hidden."""
        waiting = [at for at, unknown in enumerate(self.unknown) if self._is_open(unknown)]
        while waiting:
            later: list[int] = []
            for at in waiting:
                if self._is_open(self.unknown[at]):
                    chosen = self._hide_in(at)
                    later += self.having[chosen] if chosen is not None else []
            waiting = sorted({at for at in later if self._is_open(self.unknown[at])})

    def _is_open(self, unknown: set[int]) -> bool:
        return len(unknown) == 1 and self._is_protected(next(iter(unknown))) and not unknown <= self.stuck

    def _is_protected(self, number: int) -> bool:
        return number in self.relations.hidden or number in self.added

    def _mend(self, number: int) -> None:
        """Hide a figure in the equation of a figure that can be worked out in which it costs least."""
        choices = [choice for at in self.having[number] if (choice := self._choice(at))]
        if choices:
            self._hide(min(choices)[-1])
        else:
            self.stuck.add(number)

    def _hide_in(self, at: int) -> int | None:
        choice = self._choice(at)
        if choice is None:
            self.stuck |= self.unknown[at]
            return None
        self._hide(choice[-1])
        return choice[-1]

    def _hide(self, number: int) -> None:
        self.added[number] = None
        for at in self.having[number]:
            self.unknown[at].add(number)
        if self.changed is not None:
            self.changed.update(self.having[number])

    def _choice(self, at: int) -> tuple[int, int, float, int] | None:
        """Return what it costs to hide the figure of an equation that costs least, and its number."""
        whole = self.wholes[at]
        costs = [self._cost(number, whole) for number in self.terms[at] if number not in self.unknown[at]]
        return min((cost for cost in costs if cost is not None), default=None)

    def _cost(self, number: int, whole: int) -> tuple[int, int, float, int] | None:
        """Return how many equations are left open, less those that are mended; then how large the figure is.

        A zero is shown to be one everywhere else, so that hiding it would hide nothing; it is the last resort.
        """
        value = self.relations.values[number]
        if value is None:
            return None
        counts = [len(self.unknown[at]) for at in self.having[number]]
        opened, mended = counts.count(0), counts.count(1)
        is_zero = value == 0
        return (int(is_zero), opened - mended + WHOLE * (number == whole), float(abs(value)), number)

    def _known(self, equations: Sequence[int]) -> set[int]:
        """Return the hidden figures that can be worked out from these equations as they stand."""
        found = worked_out(self._rows(equations), self.relations.least, self.relations.most)
        return {number for number in found if self._is_protected(number)}

    def _rows(self, equations: Sequence[int]) -> list[tuple[dict[int, int], Fraction]]:
        return [({number: self.terms[at][number] for number in self.unknown[at]}, self._right(at)) for at in equations]

    def _open(self) -> list[int]:
        """Return the equations that have hidden figures."""
        return [at for at, unknown in enumerate(self.unknown) if unknown]

    def _reached(self, equations: Iterable[int]) -> list[int]:
        """Return these equations and all that share a hidden figure with them, or with one that does, and so on.

        What can be worked out in them depends on no other, so that no other has to be looked at when they change.
        """
        found: set[int] = set()
        seen: set[int] = set()
        waiting = list(equations)
        while waiting:
            at = waiting.pop()
            if at in found or not self.unknown[at]:
                continue
            found.add(at)
            for number in self.unknown[at] - seen:
                seen.add(number)
                waiting += self.having[number]
        return sorted(found)

    def reduce(self) -> None:
        """Show again what does not have to be hidden, the largest figures first."""
        left = WORK
        for number in sorted(self.added, key=lambda each: (-abs(self.relations.values[each] or 0), each)):
            self._show(number)
            # most are needed for an equation that would have one unknown left, which needs no elimination to be seen
            is_needed = any(self._is_open(self.unknown[at]) for at in self.having[number])
            if not is_needed:
                around = self._reached(self.having[number])
                left -= sum(len(self.unknown[at]) for at in around)
                is_needed = left < 0 or bool(self._known(around) - self.stuck)
            if is_needed:
                self._hide(number)

    def _show(self, number: int) -> None:
        del self.added[number]
        for at in self.having[number]:
            self.unknown[at].discard(number)
