"""What a report became when it was composed last, its exhibits above all, for whoever composes it again.

An exhibit depends on the data, on what the report is about, on what the template says of it, and on which of the notes
that say the same was asked for first. Where all of these are as they were, so is the exhibit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from reportgen.document.alike import is_alike
from reportgen.document.walk import change_exhibits
from reportgen.language import spoken
from reportgen.quantity import Figures, Operation
from reportgen.template.marks import numbered_alone, numbers_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportgen.compare import Comparison
    from reportgen.compose.scope import Scope
    from reportgen.dataset import Package
    from reportgen.document import Block, Figure, Table
    from reportgen.quantity import Origin
    from reportgen.template import Directive

KINDS = ("chart", "table", "pair")
"""Directives that take long, and have a name, or hold such that do."""
MOST = 200
"""Exhibits that are kept; no report has so many."""


class _Made(NamedTuple):
    asked: tuple[object, ...]
    blocks: tuple[Block, ...]
    said: dict[str, str]
    """The notes that it was the first to ask for, by their words."""


@dataclass
class Before:
    """The exhibits as they were composed last, by kind and name."""

    _of: tuple[Package, Comparison] | None = None
    _made: dict[tuple[tuple[str, str], ...], _Made] = field(default_factory=dict)
    _numbered: dict[str, Figure | Table] = field(default_factory=dict)
    """The exhibits with their numbers, by anchor."""
    _blocks: tuple[Block, ...] = ()
    """All blocks with their numbers."""

    def blocks(
        self, scope: Scope, directive: Directive, make: Callable[[Scope, Directive], tuple[Block, ...]]
    ) -> tuple[Block, ...]:
        """Return what becomes of a directive: what it was before, or as `make` makes it. Raises what that does."""
        if directive.kind not in KINDS or scope.charts:
            return make(scope, directive)
        self._begin(scope)
        asked, key = _asked(scope, directive), tuple((each.kind, each.name) for each in directive.nested())
        found = self._made.get(key)
        if found is None or found.asked != asked:
            known = len(scope.said)
            blocks = make(scope, directive)
            found = self._made[key] = _Made(asked, blocks, dict(list(scope.said.items())[known:]))
        scope.said.update(found.said)
        return found.blocks

    def with_same(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Return numbered blocks with the very ones that were there before where these are alike.

        Exhibits are known again by their anchors, others by how many stand before or after them. Whoever sets them
        knows by that what need not be set anew.
        """
        known, self._numbered = self._numbered, {}

        def same(exhibit: Figure | Table) -> Figure | Table:
            found = known.get(exhibit.anchor)
            kept = self._numbered[exhibit.anchor] = found if found is not None and is_alike(found, exhibit) else exhibit
            return kept

        found, last = change_exhibits(blocks, same), self._blocks
        self._blocks = tuple(
            next((each for each in _at(last, index, index - len(found)) if is_alike(each, block)), block)
            for index, block in enumerate(found)
        )
        return self._blocks

    def _begin(self, scope: Scope) -> None:
        """Forget everything when it is of other data, or more than any report has."""
        of = self._of
        if of is None or of[0] is not scope.package or of[1] is not scope.comparison or len(self._made) > MOST:
            self._made.clear()
            self._of = (scope.package, scope.comparison)


def _at(blocks: tuple[Block, ...], *places: int) -> Iterator[Block]:
    """Yield the blocks at places, counted from the end where these are negative, as far as there are any."""
    return (blocks[place] for place in places if -len(blocks) <= place < len(blocks))


def _asked(scope: Scope, directive: Directive) -> tuple[object, ...]:
    """Return all that an exhibit depends on, its numbers with their origins."""
    text, places = numbered_alone(repr([(each.name, each.options) for each in directive.nested()]))
    about = (scope.range, scope.place, scope.topics, scope.note_kinds, spoken())
    numbers = [(*each[:-1], _by_content(each.origin)) for each in numbers_at(places)]
    return (text, numbers, about, tuple(scope.said.values()))


def _by_content(origin: Origin | None) -> object:
    """Return what an origin is equal to by what it holds: a set of figures is else only equal to itself."""
    match origin:
        case Figures():
            return origin.cells
        case Operation():
            return (origin.operator, origin.value, origin.agrees_with, *map(_by_content, origin.operands))
        case _:
            return origin
