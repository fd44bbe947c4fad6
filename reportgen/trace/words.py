"""A number and its origin as lines of text, for a terminal: from the JSON that a ledger gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.trace.numbers import ENDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.trace.numbers import Printed

STEP = "   "
OF_AUDIT = "audit:"
"""The anchors of what an audit copy has beside its document begin so."""
MOST_OPERANDS = 24
"""That are written out."""


def place_words(printed: Printed) -> str:
    """Return where a number stands: `Table 3, row Total, column 2024`, or the words around it."""
    where = printed.where
    if where.part in ("cell", "chart"):
        row = f"row “{where.row}”" if where.part == "cell" else f"“{where.row}”"
        column = f"column “{where.column}”" if where.part == "cell" else where.column
        name = "the list of origins" if where.anchor.startswith(OF_AUDIT) else where.exhibit or where.anchor
        parts = (name, row if where.row else "", column if where.column else "")
        return ", ".join(filter(None, parts))
    said = f"“{_cut(printed.before, 0)}{printed.text}{_cut(printed.after, -1)}”"
    if where.part == "tile":
        return f"key figure “{where.row}”: {said}"
    if where.part == "index" and where.row:
        return f"“{where.row}”: {said}"
    named_parts = {"alt": "alternative text", "notes": "notes", "caption": "caption", "index": "index of documents"}
    named = " ".join(filter(None, (where.exhibit, named_parts.get(where.part, ""))))
    return f"{named or (f'section “{where.section}”' if where.section else where.part)}: {said}"


def _cut(text: str, end: int) -> str:
    """Return what stands beside a number, with an ellipsis where more stands there."""
    if len(text) < ENDS:
        return text
    return f"…{text}" if end == 0 else f"{text}…"


def origin_lines(values: dict[str, Any], place: int) -> Iterator[str]:
    """Yield what a number of a ledger is and where it comes from, what it was made of further to the right."""
    number = values["numbers"][place]
    yield _rounding(number)
    if "origin" not in number:
        yield "It is no figure of the data, but a count or a limit that the report states."
        return
    yield from _origin(values, *number["origin"], indent="", seen=set())


def _rounding(number: dict[str, Any]) -> str:
    decimals = number.get("decimals", 0)
    to = "to a whole number" if not decimals else f"to {decimals} decimal{'s' if decimals > 1 else ''}"
    scaled = f", divided by {number['divisor']:,.0f}" if "divisor" in number else ""
    bound = {
        "<": "; less than the last digit, so a limit is printed",
        ">": "; beyond the last digit, so a limit is printed",
    }
    return f"unrounded {number['unrounded']}{scaled}, rounded half up {to}{bound.get(number.get('bound', ''), '')}"


def _origin(values: dict[str, Any], kind: str, place: int, *, indent: str, seen: set[tuple[str, int]]) -> Iterator[str]:
    if kind == "operation":
        yield from _operation(values, values["operations"][place], indent=indent, seen=seen)
        return
    cell = values["cells"][place]
    yield f"{indent}{_figure(cell)}"
    if (kind, place) in seen:
        return
    seen.add((kind, place))
    for line in _cell(values, cell):
        yield f"{indent}{STEP}{line}"
    if "made_of" in cell:
        yield from _origin(values, *cell["made_of"], indent=indent + STEP, seen=seen)


def _operation(
    values: dict[str, Any], operation: dict[str, Any], *, indent: str, seen: set[tuple[str, int]]
) -> Iterator[str]:
    if operation["operator"] == "figures":
        yield f"{indent}{': '.join(filter(None, (operation['symbols'], operation.get('figure', ''))))}"
        yield from (f"{indent}{STEP}{line}" for line in operation.get("lines", ()))
    else:
        yield f"{indent}{operation['words']}"
        yield f"{indent}{operation['symbols']}"
    if "comparable" in operation:
        yield f"{indent}{' '.join(operation['comparable'])}"
    for _, place in operation.get("agrees_with", ()):
        cell = values["cells"][place]
        yield f"{indent}printed by the source as {_figure(cell)}, {cell['file']}:{cell['line']}"
    operands = operation.get("operands", [])
    for kind, place in operands[:MOST_OPERANDS]:
        yield from _origin(values, kind, place, indent=indent + STEP, seen=seen)
    if len(operands) > MOST_OPERANDS:
        yield f"{indent}{STEP}and {len(operands) - MOST_OPERANDS:,} more; `--json` has them all"


def _figure(cell: dict[str, Any]) -> str:
    value = f"{cell['value']:,}" if "value" in cell else "no value"
    members = [f"{member}" for member in cell.get("members", {}).values()]
    return f"{value}  {', '.join([cell['indicator'], *members, cell['place'], cell['period']])}  ({cell['figure']})"


def _cell(values: dict[str, Any], cell: dict[str, Any]) -> Iterator[str]:
    yield f"{cell['file']}:{cell['line']}"
    source = values["sources"][cell["source"]]["title"] if "source" in cell else ""
    if source or "location" in cell:
        yield f"in {': '.join(filter(None, (source, cell.get('location', ''))))}"
    if "printed" in cell:
        yield f"printed there as “{cell['printed']}”"
    if "correction" in cell:
        correction = cell["correction"]
        yield f"a misprint, “{correction['printed']}”, corrected: {correction['proof']}"
    if "derived_from" in cell:
        yield f"not printed there, but derived: {cell['derived_from']}"
