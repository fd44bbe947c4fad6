"""Arithmetic as it is written in the data: `a{dimension=code} + b`, `100 * (a + b) / c`, `a@-1`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, assert_never

from reportgen.audit.figures import PLACE, Cell, constant
from reportgen.breakdown import TOTAL, breakdown_members
from reportgen.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.audit.figures import Figure, Figures
    from reportgen.dataset import Package

EARLIEST_YEAR = 1000
"""A whole number from here on is a year of its own; a smaller one is counted from the year of the check."""

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[a-z_]\w*)(?:\{(?P<members>[^}]*)\})?(?:@(?P<year>-?\d+))?|(?P<sign>[-+*/()]))"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is written out."""

    value: float


@dataclass(frozen=True, slots=True)
class Operand:
    """An indicator, in the cell of the check unless it names other members or another year."""

    indicator: str
    members: Mapping[str, str]
    year: int = 0
    """A year, or so many years from that of the check."""


@dataclass(frozen=True, slots=True)
class Operation:
    """Two expressions and what is done with them."""

    sign: Literal["+", "-", "*", "/"]
    left: Expression
    right: Expression


Expression = Number | Operand | Operation


def parse(text: str) -> Expression:
    """Return the expression that a text writes; raises DataError when it cannot be read."""
    parser = _Parser(text, tuple(_tokens(text)))
    expression = parser.read_sum()
    parser.expect_end()
    return expression


def operands_of(expression: Expression) -> Iterator[Operand]:
    """Yield every operand, from left to right."""
    match expression:
        case Number():
            return
        case Operand():
            yield expression
        case Operation(_, left, right):
            yield from operands_of(left)
            yield from operands_of(right)
        case _:
            assert_never(expression)


def check_names(expression: Expression, package: Package) -> None:
    """Raise DataError when an operand names an indicator, dimension, code or place that is unknown."""
    for operand in operands_of(expression):
        package.indicator(operand.indicator)
        for dimension, code in operand.members.items():
            package.label(dimension, code)


def evaluate(expression: Expression, figures: Figures, cell: Cell) -> Figure | None:
    """Return the value of an expression in a cell.

    None when an operand was not published, or when it is divided by what may be zero.
    """
    match expression:
        case Number(value):
            return constant(value)
        case Operand():
            return figures.figure(expression.indicator, operand_cell(expression, cell))
        case Operation(sign, left, right):
            first, second = evaluate(left, figures, cell), evaluate(right, figures, cell)
            if first is None or second is None or (sign == "/" and second.may_be_zero):
                return None
            return _calculate(sign, first, second)
        case _:
            assert_never(expression)


def operand_cell(operand: Operand, cell: Cell) -> Cell:
    """Return the cell in which an operand stands when the check stands in `cell`."""
    merged = {**cell.members, **operand.members}
    place = merged.pop(PLACE, cell.place)
    members = {dimension: code for dimension, code in merged.items() if code != TOTAL}
    year = operand.year if operand.year >= EARLIEST_YEAR else cell.year + operand.year
    return Cell(year, place, members)


def _calculate(sign: Literal["+", "-", "*", "/"], first: Figure, second: Figure) -> Figure:
    match sign:
        case "+":
            return first + second
        case "-":
            return first - second
        case "*":
            return first * second
        case "/":
            return first / second
        case _:
            assert_never(sign)


def _tokens(text: str) -> Iterator[re.Match[str]]:
    position = 0
    while text[position:].strip():
        match = _TOKEN.match(text, position)
        if match is None:
            raise DataError(f"expected an operand or a sign, found `{text[position:].strip()}`")
        yield match
        position = match.end()


@dataclass(slots=True)
class _Parser:
    """Reads sums of products of operands, as far as it has come."""

    text: str
    tokens: tuple[re.Match[str], ...]
    position: int = 0

    def read_sum(self) -> Expression:
        expression = self._read_product()
        while (sign := self._sign()) in ("+", "-"):
            self.position += 1
            expression = Operation("+" if sign == "+" else "-", expression, self._read_product())
        return expression

    def expect_end(self) -> None:
        if self.position < len(self.tokens):
            raise DataError(f"expected a sign, found `{self.tokens[self.position][0].strip()}` in `{self.text}`")

    def _read_product(self) -> Expression:
        expression = self._read_operand()
        while (sign := self._sign()) in ("*", "/"):
            self.position += 1
            expression = Operation("*" if sign == "*" else "/", expression, self._read_operand())
        return expression

    def _read_operand(self) -> Expression:
        if self.position == len(self.tokens):
            raise DataError(f"expected an operand at the end of `{self.text}`")
        token = self.tokens[self.position]
        self.position += 1
        if token["number"]:
            return Number(float(token["number"]))
        if token["name"]:
            return Operand(token["name"], breakdown_members(token["members"] or ""), int(token["year"] or 0))
        if token["sign"] == "(":
            expression = self.read_sum()
            if self._sign() != ")":
                raise DataError(f"expected a closing bracket in `{self.text}`")
            self.position += 1
            return expression
        raise DataError(f"expected an operand, found `{token['sign']}` in `{self.text}`")

    def _sign(self) -> str:
        return (self.tokens[self.position]["sign"] or "") if self.position < len(self.tokens) else ""
