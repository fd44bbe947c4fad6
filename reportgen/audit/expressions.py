"""Arithmetic as it is written in the data: `a{dimension=code} + b`, `100 * (a + b) / c`, `a@-1`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal, assert_never

from reportgen.audit.figures import PLACE, Cell, constant
from reportgen.breakdown import TOTAL, breakdown_members, breakdown_string
from reportgen.errors import DataError
from reportgen.limits import DEPTH, LAST_YEAR, RAISE, limits
from reportgen.periods import year_period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from reportgen.audit.figures import Figure, Figures
    from reportgen.dataset import Package
    from reportgen.periods import Period

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


HINT = "write it like `a{dimension=code} + b` or `100 * (a + b) / c`; `a@-1` is the year before"
LONGEST_NUMBER = 15
"""Digits of a number, with its decimals."""


def parse(text: str) -> Expression:
    """Return the expression that a text writes; raises DataError when it cannot be read."""
    tokens = tuple(islice(_tokens(text), limits().operands + 1))
    if len(tokens) > limits().operands:
        raise DataError(f"expected at most {limits().operands} names, numbers and signs, found more", hint=RAISE)
    parser = _Parser(text, tokens)
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
    return evaluator(expression, figures, place=cell.place, members=cell.members)(cell.year)


def evaluator(
    expression: Expression, figures: Figures, *, place: str, members: Mapping[str, str]
) -> Callable[[Period], Figure | None]:
    """Return what gives the value of an expression in each year: where its operands stand is found out once for all."""
    match expression:
        case Number(value):
            number = constant(value)
            return lambda _: number
        case Operand():
            at, rest = _operand_place(expression, place, members)
            published = figures.published(expression.indicator, at, breakdown_string(rest))
            if not expression.year:
                return published.get
            return lambda year: published.get(_operand_year(expression, year))
        case Operation(sign, left, right):
            first = evaluator(left, figures, place=place, members=members)
            second = evaluator(right, figures, place=place, members=members)
            return lambda year: _calculate(sign, first(year), second(year))
        case _:
            assert_never(expression)


def operand_cell(operand: Operand, cell: Cell) -> Cell:
    """Return the cell in which an operand stands when the check stands in `cell`."""
    return Cell(_operand_year(operand, cell.year), *_operand_place(operand, cell.place, cell.members))


def _operand_year(operand: Operand, year: Period) -> Period:
    return year_period(operand.year) if operand.year >= EARLIEST_YEAR else year.before(-operand.year)


def _operand_place(operand: Operand, place: str, members: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return the place of an operand, and its members that are not at their total."""
    merged = {**members, **operand.members}
    at = merged.pop(PLACE, place)
    return at, {dimension: code for dimension, code in merged.items() if code != TOTAL}


def _calculate(sign: Literal["+", "-", "*", "/"], first: Figure | None, second: Figure | None) -> Figure | None:
    if first is None or second is None or (sign == "/" and second.may_be_zero):
        return None
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


def shown(text: str) -> str:
    """Return as much of a text as a message repeats."""
    return text if len(text) <= 80 else f"{text[:80]}…"


def _number(text: str) -> float:
    if len(text) > LONGEST_NUMBER:
        raise DataError(f"expected a number of at most {LONGEST_NUMBER} digits, found `{shown(text)}`", hint=HINT)
    return float(text)


def _year(text: str) -> int:
    if len(text) > 5 or not -LAST_YEAR <= int(text) <= LAST_YEAR:
        hint = "write a year with four digits, or how many years before or after, as in `@-1`"
        raise DataError(f"expected a year up to {LAST_YEAR}, found `{shown(text)}`", hint=hint)
    return int(text)


def _tokens(text: str) -> Iterator[re.Match[str]]:
    position = 0
    while text[position:].strip():
        match = _TOKEN.match(text, position)
        if match is None:
            raise DataError(f"expected an operand or a sign, found `{shown(text[position:].strip())}`", hint=HINT)
        yield match
        position = match.end()


@dataclass(slots=True)
class _Parser:
    """Reads sums of products of operands, as far as it has come."""

    text: str
    tokens: tuple[re.Match[str], ...]
    position: int = 0
    depth: int = 0

    def read_sum(self) -> Expression:
        expression = self._read_product()
        while (sign := self._sign()) in ("+", "-"):
            self.position += 1
            expression = Operation("+" if sign == "+" else "-", expression, self._read_product())
        return expression

    def expect_end(self) -> None:
        if self.position < len(self.tokens):
            found = shown(self.tokens[self.position][0].strip())
            raise DataError(f"expected a sign, found `{found}` in `{shown(self.text)}`", hint=HINT)

    def _read_product(self) -> Expression:
        expression = self._read_operand()
        while (sign := self._sign()) in ("*", "/"):
            self.position += 1
            expression = Operation("*" if sign == "*" else "/", expression, self._read_operand())
        return expression

    def _read_operand(self) -> Expression:
        if self.position == len(self.tokens):
            raise DataError(f"expected an operand at the end of `{shown(self.text)}`", hint=HINT)
        token = self.tokens[self.position]
        self.position += 1
        if token["number"]:
            return Number(_number(token["number"]))
        if token["name"]:
            return Operand(token["name"], breakdown_members(token["members"] or ""), _year(token["year"] or "0"))
        if token["sign"] == "(":
            return self._read_brackets()
        raise DataError(f"expected an operand, found `{token['sign']}` in `{shown(self.text)}`", hint=HINT)

    def _read_brackets(self) -> Expression:
        self.depth += 1
        if self.depth > DEPTH:
            hint = "write it with fewer brackets, or as several identities"
            raise DataError(f"expected brackets at most {DEPTH} deep, found deeper ones", hint=hint)
        expression = self.read_sum()
        if self._sign() != ")":
            raise DataError(f"expected a closing bracket in `{shown(self.text)}`", hint="close every bracket")
        self.position += 1
        self.depth -= 1
        return expression

    def _sign(self) -> str:
        return (self.tokens[self.position]["sign"] or "") if self.position < len(self.tokens) else ""
