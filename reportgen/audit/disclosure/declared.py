"""The equations between figures that identities declare, or that say how a figure was derived."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from reportgen.audit.expressions import Number, Operand, Operation, operand_cell, parse
from reportgen.audit.figures import Cell
from reportgen.breakdown import breakdown_members, breakdown_string
from reportgen.errors import DataError
from reportgen.measure import ObservationStatus
from reportgen.periods import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportgen.audit.expressions import Expression
    from reportgen.dataset import Identity, Package
    from reportgen.dataset.observations import SeriesKey
    from reportgen.periods import Period

    FigureKey = tuple[str, Period, str, str]
    Terms = list[tuple[FigureKey, Fraction]]

LINEAR = ("parts", "equal", "stock_flow", "cumulative_flow")
"""Kinds of identities that say what a figure is the sum of."""


@dataclass(frozen=True, slots=True)
class _Sum:
    """Figures, each times a number, and a number."""

    factors: Mapping[FigureKey, Fraction]
    constant: Fraction = Fraction(0)

    def plus(self, other: _Sum, times: int) -> _Sum:
        names = dict.fromkeys((*self.factors, *other.factors))
        factors = {name: self.factors.get(name, Fraction(0)) + times * other.factors.get(name, 0) for name in names}
        return _Sum(factors, self.constant + times * other.constant)

    def times(self, number: Fraction) -> _Sum:
        return _Sum({name: factor * number for name, factor in self.factors.items()}, self.constant * number)


def declared_equations(package: Package) -> Iterator[Terms]:
    """Yield the terms of each equation, the figure that the others give first; what is no sum is left out."""
    keys = list(dict.fromkeys(package.rows.cells(("indicator", "year", "place", "breakdown"))))
    known = set(keys)
    for identity in package.identities.values():
        if identity.kind == "periods":
            yield from _over_periods(identity, keys)
        if identity.kind in LINEAR:
            expression = _expression(identity)
            for key in keys if expression is not None else ():
                if key[0] == identity.indicator and _is_meant(identity, key):
                    yield from _equation(key, expression, known)
    estimated = _estimated(package)
    for indicator, place, breakdown in (each for each in package.series if each in estimated):
        for year, one in package.series[indicator, place, breakdown].items():
            if one.obs_status == ObservationStatus.ESTIMATED:
                yield from _derivation((indicator, year, place, breakdown), one.derived_from, known)


def _estimated(package: Package) -> set[SeriesKey]:
    """Return the series that have a derived figure: few, so that of the others no record is made."""
    asked = ("indicator", "place", "breakdown", "obs_status")
    rows = package.rows.cells(asked)
    return {(name, place, cut) for name, place, cut, status in rows if status == ObservationStatus.ESTIMATED}


def _over_periods(identity: Identity, keys: Sequence[FigureKey]) -> Iterator[Terms]:
    """Yield for each figure of a longer period that it is the sum of the shorter ones that make it up."""
    operand = _expression(identity)
    if not isinstance(operand, Operand):
        return
    shorter: defaultdict[tuple[str, str], list[Period]] = defaultdict(list)
    for indicator, year, place, breakdown in keys:
        if indicator == operand.indicator:
            shorter[place, breakdown].append(year)
    for key in keys:
        _, year, place, breakdown = key
        if key[0] == identity.indicator and identity.is_about(year):
            within = breakdown_string({**breakdown_members(breakdown), **operand.members})
            parts = parts_of(year, shorter[place, within])
            if parts:
                terms = [((operand.indicator, part, place, within), Fraction(1)) for part in parts]
                yield [(key, Fraction(-1)), *terms]


def _expression(identity: Identity) -> Expression | None:
    try:
        read = parse(identity.operands)
    except DataError:
        return None  # told by the audit itself
    return (
        read
        if identity.kind in ("parts", "equal", "periods")
        else Operation("+", Operand(identity.indicator, {}, -1), read)
    )


def _is_meant(identity: Identity, key: FigureKey) -> bool:
    code = breakdown_members(key[3]).get(identity.dimension, "")
    if identity.dimension and (not code or (identity.member and code != identity.member)):
        return False
    return identity.is_about(key[1])


def _derivation(key: FigureKey, derived_from: str, known: set[FigureKey]) -> Iterator[Terms]:
    try:
        expression = parse(derived_from)
    except DataError:
        return  # some derivations are told in words
    yield from _equation(key, expression, known, members={})


def _equation(
    key: FigureKey, expression: Expression | None, known: set[FigureKey], members: Mapping[str, str] | None = None
) -> Iterator[Terms]:
    _, year, place, breakdown = key
    cell = Cell(year, place, breakdown_members(breakdown) if members is None else members)
    found = _linear(expression, cell) if expression is not None else None
    if found is None or found.constant or not found.factors.keys() <= known:
        return
    terms = [(name, factor) for name, factor in found.factors.items() if name != key]
    if terms:
        yield [(key, found.factors.get(key, Fraction(0)) - 1), *terms]


def _linear(expression: Expression, cell: Cell) -> _Sum | None:
    """Return an expression as a sum of figures; None where figures are multiplied or divided by each other."""
    match expression:
        case Number(value):
            return _Sum({}, Fraction(repr(value)))
        case Operand():
            at = operand_cell(expression, cell)
            return _Sum({(expression.indicator, at.year, at.place, at.breakdown): Fraction(1)})
        case Operation(sign, left, right):
            first, second = _linear(left, cell), _linear(right, cell)
            return _combined(sign, first, second) if first and second else None
        case _:
            assert_never(expression)


def _combined(sign: str, first: _Sum, second: _Sum) -> _Sum | None:
    if sign in ("+", "-"):
        return first.plus(second, 1 if sign == "+" else -1)
    if not second.factors and (sign == "*" or second.constant):
        return first.times(second.constant if sign == "*" else 1 / second.constant)
    if sign == "*" and not first.factors:
        return second.times(first.constant)
    return None
