"""What the list of origins says of a number: what it is, how it was worked out, and where that stands."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from reportgen.language import say
from reportgen.trace.formulas import rounding_words
from reportgen.wording import exact_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

Values = dict[str, Any]
"""What a ledger gives, or an entry of one of its lists."""

MOST_IN_FULL = 2
"""Cells of which each is told with its place in the source; that of more would make a row as high as a page."""
MOST_WITH_VALUES = 6
"""Operands of which each is told with its value; of more only where they stand."""
MOST_RUNS = 40
"""Runs of lines of a file that are written out, so that no row is as high as a page."""


def origin_words(values: Values, place: int) -> tuple[str, ...]:
    """Return what a number is, in lines: the figure, or the formula in words and in symbols, and how it was rounded."""
    number = values["numbers"][place]
    if "origin" not in number:
        return (say("No figure of the data, but a count or a limit that the report gives."),)
    kind, at = number["origin"]
    told = _operation(values["operations"][at]) if kind == "operation" else _cell(values["cells"][at], values)
    return (*told, *rounding_words(number, is_told=kind == "operation"))


def place_lines(values: Values, place: int, listed: AbstractSet[int]) -> tuple[str, ...]:
    """Return where the cells of a number stand: file and line of the data, and the place in the source.

    The place in the source of an operand is left out where its cell is `listed` as a number of its own.
    """
    number = values["numbers"][place]
    if "origin" not in number:
        return ()
    is_figure = number["origin"][0] == "cell"
    places = tuple(_cells(values, *number["origin"]))
    cells = [values["cells"][at] for at in places]
    compared = tuple(_compared(values, *number["origin"]))
    if len(cells) > MOST_WITH_VALUES:
        return (*_together(cells), *compared)
    is_short = len(cells) <= MOST_IN_FULL
    told = (
        (_line(cell) if is_figure else _valued(cell), *(_source(cell, values) if is_short and not is_said else ()))
        for cell, is_said in zip(cells, (not is_figure and at in listed for at in places), strict=True)
    )
    return (*(line for lines in told for line in lines), *compared)


def figure_words(cell: Values) -> str:
    """Return what a cell is a figure of: `Cases, Resolved, Texas, 2024`."""
    return ", ".join([cell["indicator"], *cell.get("members", {}).values(), cell["place"], cell["period"]])


def _cell(cell: Values, values: Values) -> Iterator[str]:
    yield figure_words(cell)
    if "correction" in cell:
        told = cell["correction"]
        yield say("A misprint, “{printed}”, corrected: {proof}", printed=told["printed"], proof=told["proof"])
    if "derived_from" in cell:
        yield say("Not printed in its source, but derived: {formula}", formula=cell["derived_from"])
    if "made_of" in cell:
        yield from _operation(values["operations"][cell["made_of"][1]])


def _operation(operation: Values) -> Iterator[str]:
    yield operation["words"].partition(":")[0]  # what that means is said once, before the list
    if operation.get("operands"):
        yield operation["symbols"]


def _cells(values: Values, kind: str, place: int) -> Iterator[int]:
    """Yield the places of the cells that an origin leads back to, each once, in the order of the formula."""
    waiting: list[tuple[str, int]] = [(kind, place)]
    seen: set[tuple[str, int]] = set()  # a derived figure may be a part of what it was made of
    while waiting:
        found = waiting.pop()
        if found in seen:
            continue
        seen.add(found)
        if found[0] == "cell":
            yield found[1]
            made = values["cells"][found[1]].get("made_of")
            waiting += [made] if made else []
        else:
            waiting += reversed(values["operations"][found[1]].get("operands", ()))


def _compared(values: Values, kind: str, place: int) -> Iterator[str]:
    """Yield where the many figures stand that a rank or a count looks at: `data/cases.csv:341-497/3`."""
    if kind != "operation":
        return
    operation = values["operations"][place]
    for line in operation.get("lines", ()):
        runs = line.split(",")
        yield ",".join(runs[:MOST_RUNS]) + (" …" if len(runs) > MOST_RUNS else "")
    for operand in operation.get("operands", ()):
        yield from _compared(values, *operand)


def _line(cell: Values) -> str:
    return f"{cell['file']}:{cell['line']}"


def _valued(cell: Values) -> str:
    value = exact_number(cell["value"]) if "value" in cell else "?"
    return f"{value} ({cell['period']}): {_line(cell)}"


def _source(cell: Values, values: Values) -> Iterator[str]:
    """Yield the publication of a cell and the place in it, as far as the data know them."""
    title = values["sources"][cell["source"]]["title"] if "source" in cell else ""
    if title or "location" in cell:
        yield ": ".join(filter(None, (title, cell.get("location", ""))))


def _together(cells: list[Values]) -> Iterator[str]:
    """Yield where many cells stand, file by file: `data/cases.csv:12, 15–19`."""
    lines: dict[str, set[int]] = {}
    for cell in cells:
        lines.setdefault(cell["file"], set()).add(cell["line"])
    for file, found in lines.items():
        runs = list(_runs(sorted(found)))
        told = [f"{first}–{last}" if first != last else f"{first}" for first, last in runs[:MOST_RUNS]]
        more = sum(last - first + 1 for first, last in runs[MOST_RUNS:])
        yield f"{file}:{', '.join(told)}" + (say(" and {number} more lines", number=exact_number(more)) if more else "")


def _runs(lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of lines that follow each other."""
    for _, found in groupby(enumerate(lines), key=lambda each: each[1] - each[0]):
        run = [line for _, line in found]
        yield run[0], run[-1]
