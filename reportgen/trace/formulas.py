"""How a number was worked out, in words and in symbols, and why its operands may be put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.breakdown import breakdown_members
from reportgen.dataset import Observation
from reportgen.language import message, say, say_count
from reportgen.measure import Qualifier
from reportgen.quantity import Figures, Operation
from reportgen.wording import MINUS, capitalised, exact_number, list_of, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.dataset import Package
    from reportgen.quantity import Operator, Origin

WORDS: dict[Operator, str] = {
    "change": message("change in percent: the difference of the two figures, divided by the earlier one"),
    "difference": message("difference: the later figure less the earlier one"),
    "points": message("change in percentage points: the later share less the earlier one"),
    "share": message("share: the part divided by the whole, in percent"),
    "sum": message("sum of the figures"),
    "rank": message("rank: one more than how many figures are larger"),
    "count": message("how many there are"),
    "ratio": message("how many times the one figure is the other"),
    "highest": message("the largest of several figures"),
    "lowest": message("the smallest of several figures"),
}
SHOWN_DIGITS = 10
MOST_OPERANDS = 12
"""That a formula writes out."""


def formula_words(operation: Operation) -> str:
    """Return what was done, in words."""
    return say(WORDS[operation.operator])


def symbols(operation: Operation) -> str:
    """Return what was done with the figures in their places: `(29,568 − 28,886) ÷ 28,886 × 100 = 2.361005331…`."""
    values = [_figure(each) for each in operation.operands]
    return f"{_expression(operation.operator, values)} = {unrounded(operation.value)}"


def _expression(operator: Operator, values: list[str]) -> str:
    match operator, values:
        case "change", [base, now]:
            return f"({now} {MINUS} {base}) ÷ {base} × 100"
        case (("difference" | "points"), [base, now]):
            return f"{now} {MINUS} {base}"
        case "share", [part, whole]:
            return f"{part} ÷ {whole} × 100"
        case "ratio", [one, other]:
            return f"{one} ÷ {other}"
        case "sum", _:
            few = len(values) <= MOST_OPERANDS
            return " + ".join(values if few else [*values[: MOST_OPERANDS - 1], "…", values[-1]])
        case "rank", [own, among]:
            return say("rank of {figure} among {figures}", figure=own, figures=among)
        case "highest", [_, among]:
            return say("the largest of {figures}", figures=among)
        case "lowest", [_, among]:
            return say("the smallest of {figures}", figures=among)
        case "count", [_, *_]:
            return say("how many of {figures}", figures=list_of(values))
        case _:
            return say(WORDS[operator])


def _figure(origin: Origin) -> str:
    if isinstance(origin, Operation):
        inner = _expression(origin.operator, [_figure(each) for each in origin.operands])
        return f"({inner})"
    if isinstance(origin, Figures):
        return say_count(len(origin.cells), "{count} figure", "{count} figures", count=exact_number(len(origin.cells)))
    value = f"{exact_number(origin.value)}" if origin.value is not None else "?"
    return f"({value})" if value.startswith(MINUS) else value


def unrounded(value: float) -> str:
    """Return a value with its digits, cut after ten of them: `2.361005331…`."""
    if float(value).is_integer() or len(f"{value!r}".lstrip("-0.").replace(".", "")) <= SHOWN_DIGITS:
        return f"{exact_number(value)}"
    decimals = max(0, SHOWN_DIGITS - len(f"{abs(int(value))}"))
    cut = f"{rounded(value, decimals)}".replace("-", MINUS)
    return f"{cut}…"


def rounding_words(number: Mapping[str, Any], *, is_told: bool) -> Iterator[str]:
    """Yield how a number of a ledger was rounded, where that took something away.

    `is_told` where its unrounded value is told by the formula.
    """
    divisor, decimals = number.get("divisor", 1), number.get("decimals", 0)
    value = abs(number["value"]) / divisor
    if "bound" not in number and round(value, decimals) == value:
        return
    told = [] if is_told else [say("unrounded {value}", value=unrounded(number["value"]))]
    told += [say("divided by {divisor}", divisor=exact_number(divisor))] if divisor != 1 else []
    told.append(
        say_count(decimals, "rounded half up to {count} decimal", "rounded half up to {count} decimals", count=decimals)
        if decimals
        else say("rounded half up to a whole number")
    )
    told += [say("beyond the last digit, so that a limit is printed")] if "bound" in number else []
    yield capitalised(", ".join(told))


def why_comparable(operation: Operation, package: Package) -> tuple[str, ...]:
    """Return why the operands of a change or a share may be put together; nothing for other operations."""
    cells = [each for each in operation.operands if isinstance(each, Observation)]
    if len(cells) != 2 or len(operation.operands) != 2:
        return ()
    match operation.operator:
        case "change" | "difference" | "points":
            return _of_one_series(cells[0], cells[1], package)
        case "share":
            return (say("Part and whole are counted alike, for the same period."), *_exactness(cells))
        case _:
            return ()


def _of_one_series(base: Observation, now: Observation, package: Package) -> tuple[str, ...]:
    if (base.indicator, base.place, base.breakdown) != (now.indicator, now.place, now.breakdown):
        return ()
    title = package.indicator(now.indicator).title
    years = (base.year, now.year)
    told = [say("Both are figures of one series: {name}.", name=list_of([title, *_members(now, package)]))]
    if not package.breaks_for(now.indicator, now.breakdown, years, place=now.place):
        told.append(say("No series break lies between {first} and {last}.", first=base.year, last=now.year))
    return (*told, *_exactness([base, now]))


def _members(cell: Observation, package: Package) -> list[str]:
    return [package.label(dimension, code) for dimension, code in breakdown_members(cell.breakdown).items()]


def _exactness(cells: list[Observation]) -> tuple[str, ...]:
    if all(cell.qualifier == Qualifier.EXACT for cell in cells):
        return (say("Both are given exactly."),)
    return (say("Not both are given exactly; only digits that are certain all the same are printed."),)
