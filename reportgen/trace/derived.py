"""What a figure was made of that its source does not print: the data say so in `derived_from`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.breakdown import TOTAL, breakdown_members, breakdown_string
from reportgen.compare import counts_behind
from reportgen.dataset import Observation
from reportgen.precision import exact_difference, exact_sum
from reportgen.quantity import Operation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.dataset import Package
    from reportgen.quantity import Origin

_OPERAND = re.compile(r"(?P<indicator>[A-Za-z_]\w*)(?:\{(?P<members>[^{}]*)\})?")
_SHARE = re.compile(r"\s*100\s*\*\s*(?P<part>.+?)\s*/\s*(?P<whole>.+?)\s*")


def parts_of(cell: Observation, package: Package) -> Operation | None:
    """Return how a derived figure is worked out: a sum, a difference or a share of cells that are all there.

    None for a figure that is not derived, and for one whose formula is of another kind, or about cells without a value.
    """
    if not cell.derived_from or cell.value is None:
        return None
    share = _SHARE.fullmatch(cell.derived_from)
    if share:
        return _share(_sum(share["part"].strip("()"), cell, package), _sum(share["whole"], cell, package))
    first, *others = cell.derived_from.split(" - ")
    if others:
        return _difference(_sum(first, cell, package), _cells(others, cell, package))
    found = _sum(first, cell, package)
    return found if isinstance(found, Operation) else None


def with_counts(operation: Operation, package: Package) -> Operation:
    """Return percentage points between the counts that the published percentages are of, where these were compared."""
    if operation.operator != "points":
        return operation
    shares = tuple(_counted(each, package) for each in operation.operands)
    found = [each for each in shares if each is not None]
    return replace(operation, operands=tuple(found)) if len(found) == len(shares) else operation


def _counted(origin: Origin, package: Package) -> Origin | None:
    if not isinstance(origin, Observation):
        return origin
    counts = counts_behind(package, (origin.indicator, origin.place, origin.breakdown), origin)
    counted = _share(*counts) if counts else None
    return replace(counted, agrees_with=(origin,)) if counted else None


def _share(part: Origin | None, whole: Origin | None) -> Operation | None:
    if part is None or whole is None or not whole.value or part.value is None:
        return None
    return Operation("share", (part, whole), 100 * part.value / whole.value)


def _difference(first: Origin | None, others: Sequence[Observation]) -> Operation | None:
    if first is None or first.value is None or not others:
        return None
    less = others[0] if len(others) == 1 else _added(others)
    return Operation("difference", (less, first), exact_difference(first.value, less.value or 0.0))


def _sum(text: str, cell: Observation, package: Package) -> Origin | None:
    """Return the one cell that a part of a formula names, or the sum of several; None where one of them is missing."""
    cells = _cells(text.split(" + "), cell, package)
    return (cells[0] if len(cells) == 1 else _added(cells)) if cells else None


def _added(cells: Sequence[Observation]) -> Operation:
    return Operation("sum", tuple(cells), exact_sum(each.value or 0.0 for each in cells))


def _cells(terms: Sequence[str], cell: Observation, package: Package) -> tuple[Observation, ...]:
    """Return the cells that the terms of a formula name, all with a value; nothing where one of them has none."""
    found = [_cell(term.strip(), cell, package) for term in terms]
    cells = tuple(each for each in found if each is not None and each.value is not None)
    return cells if len(cells) == len(terms) else ()


def _cell(term: str, cell: Observation, package: Package) -> Observation | None:
    """Return the cell that a term of a formula names, for the period, the place and the breakdown of the figure."""
    match = _OPERAND.fullmatch(term)
    if match is None or match["indicator"] not in package.indicators:
        return None
    named = breakdown_members(match["members"] or "")
    place = named.pop("place", cell.place)
    merged = {**breakdown_members(cell.breakdown), **named}
    breakdown = breakdown_string({name: code for name, code in merged.items() if code != TOTAL})
    return package.series.get((match["indicator"], place, breakdown), {}).get(cell.year)
