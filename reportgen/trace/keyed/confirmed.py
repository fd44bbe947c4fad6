"""Work every number of an audit copy out once more, of its operands, and round it anew."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from reportgen.errors import BuildError
from reportgen.wording import separators

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportgen.trace.keyed.entries import Shown

Values = dict[str, Any]
EXACT = Decimal(10) ** -9
"""So much of a result may be lost to the digits of floats."""


def confirm(shown: Iterable[Shown], values: Values) -> None:
    """Raise BuildError for a number whose digits are not those of its value, or whose value not that of its formula."""
    wrong = [f"`{each.text}`" for each in shown if not _is_printed_so(each, values["numbers"][each.place])]
    wrong += [f"`{operation['symbols']}`" for operation in values["operations"] if not _is_right(operation, values)]
    if wrong:
        found = ", ".join(dict.fromkeys(wrong))
        hint = "this is a fault of the program; please report it"
        raise BuildError(f"worked out once more, a number is another one: {found}", hint=hint)


def _is_printed_so(shown: Shown, number: Values) -> bool:
    return re.search(rf"(?<!\d){re.escape(_digits(number))}(?!\d)", shown.text) is not None


def _digits(number: Values) -> str:
    """Return the digits of a number, rounded as it says."""
    step = Decimal(1).scaleb(-number.get("decimals", 0))
    scaled = abs(_exact(number["value"])) / _exact(number.get("divisor", 1))
    value = scaled.quantize(step, ROUND_HALF_UP)
    if "bound" in number:
        value = 100 - step if number["bound"] == ">" and value >= 100 - step else step
    group, decimal = separators()
    return f"{value:,}".replace(",", "\0").replace(".", decimal).replace("\0", group)


def _is_right(operation: Values, values: Values) -> bool:
    value, found = _exact(operation["value"]), _worked_out(operation, values)
    return found is None or abs(found - value) <= abs(value) * EXACT


def _worked_out(operation: Values, values: Values) -> Decimal | None:
    """Return the result of a formula; None for a rank and a count, which are no sum of their operands."""
    match operation["operator"], list(_operands(operation, values)):
        case "change", [base, now]:
            return 100 * (now - base) / base
        case (("difference" | "points"), [base, now]):
            return now - base
        case "share", [part, whole]:
            return 100 * part / whole
        case "ratio", [one, other]:
            return one / other
        case "sum", found:
            return sum(found, Decimal())
        case _:
            return None


def _operands(operation: Values, values: Values) -> Iterator[Decimal]:
    for kind, place in operation.get("operands", ()):
        yield _exact(values["operations" if kind == "operation" else "cells"][place]["value"])


def _exact(value: float) -> Decimal:
    return Decimal(repr(value))
