"""Which numbers of a document are asked for, and to which cells each of them leads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.dataset import Observation
from reportgen.errors import UsageError, did_you_mean
from reportgen.limits import DIGITS
from reportgen.quantity import Figures, Operation
from reportgen.trace.derived import parts_of, with_counts
from reportgen.trace.files import names_of_files
from reportgen.trace.ledger import figure_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reportgen.dataset import Package
    from reportgen.quantity import Origin
    from reportgen.trace.numbers import Printed

NO_DIGIT = re.compile(r"[^\d.,]")


@dataclass(frozen=True, slots=True)
class Question:
    """Which numbers of a document somebody means; what is empty does not matter."""

    text: str = ""
    """As printed: `2.4%`."""
    table: str = ""
    """`T3`, `Table 3`, `F2`, or the name of the exhibit in its template."""
    row: str = ""
    column: str = ""
    figure: str = ""
    """`cases@2024{status=resolved}`."""
    cell: str = ""
    """`data/cases-by-type.csv:17`."""


def asked_for(numbers: Iterable[Printed], package: Package, question: Question) -> tuple[Printed, ...]:
    """Return those numbers that a question means, in their order; none where they stand nowhere."""
    tests = tuple(_tests(question, package))
    return tuple(each for each in numbers if all(test(each) for test in tests))


def _tests(question: Question, package: Package) -> Iterator[Callable[[Printed], bool]]:
    if question.text:
        yield lambda each: is_said(question.text, each.text)
    if question.table:
        label = exhibit_label(question.table)
        yield lambda each: label in (each.where.exhibit.casefold(), each.where.anchor.casefold())
    if question.row:
        yield lambda each: question.row.casefold() in each.where.row.casefold()
    if question.column:
        yield lambda each: question.column.casefold() in each.where.column.casefold()
    if question.figure:
        name = figure_in_order(question.figure)
        yield lambda each: any(name == figure_name(cell, package) for cell in cells_of(each.quantity.origin, package))
    if question.cell:
        place = cell_named(package, question.cell)
        yield lambda each: any(place == (cell.resource, cell.line) for cell in cells_of(each.quantity.origin, package))


def is_said(asked: str, printed: str) -> bool:
    """Say whether somebody who writes a number so means the one that is printed: `2.4` for `2.4%`, `<0.1%`."""
    one, other = _plain(asked), _plain(printed)
    if one[:1] not in SIGNS:
        other = other.lstrip(SIGNS)  # a sentence says `rose by 2.4%` where a cell has `+2.4%`
    return one == other or (bool(one) and NO_DIGIT.sub("", one) == one and one == NO_DIGIT.sub("", other))


SIGNS = "+−"


def _plain(text: str) -> str:
    return "".join(text.split()).replace("-", "−").lstrip("<>≥~").casefold()


def exhibit_label(text: str) -> str:
    """Return how an exhibit is named, of what somebody writes in short: `table 3` for `T3`."""
    short = re.fullmatch(r"([tf])\s*([a-z]?\d+)", text.strip().casefold())
    kind = {"t": "table", "f": "figure"}
    return f"{kind[short[1]]} {short[2]}" if short else text.strip().casefold()


def figure_in_order(text: str) -> str:
    """Return the name of a figure with its members in the order that `figure_name` gives them."""
    match = re.fullmatch(r"\s*(\w+)\s*@\s*([^{}\s]+)\s*(?:\{([^{}]*)\})?\s*", text)
    if not match:
        hint = "such as `name@2024`, or `name@2024{dimension=code;place=TX}`"
        raise UsageError(f"expected the name of a figure, found `{text}`", hint=hint)
    parts = [part.strip() for part in re.split(r"[;,]", match[3] or "") if part.strip()]
    members = sorted(part for part in parts if not part.startswith("place="))
    places = [part for part in parts if part.startswith("place=")]
    within = ";".join([*members, *places])
    return f"{match[1]}@{match[2]}" + (f"{{{within}}}" if within else "")


def place_in_data(text: str) -> tuple[str, int]:
    """Return the file and the line that somebody names: `data/cases.csv:17`. Raises UsageError for something else."""
    file, _, line = text.rpartition(":")
    if not file or not (line.isascii() and line.isdigit() and len(line) <= DIGITS):
        raise UsageError(
            f"expected a file of the data and a line, found `{text}`", hint="such as `data/figures.csv:17`"
        )
    return file, int(line)


def cells_of(origin: Origin | None, package: Package) -> Iterator[Observation]:
    """Yield every cell that an origin leads back to, also those that a derived figure was made of."""
    waiting, seen = [origin], set[Observation]()
    while waiting:
        found = waiting.pop()
        if isinstance(found, Operation):
            waiting += reversed((*with_counts(found, package).operands, *found.agrees_with))
        elif isinstance(found, Figures):
            waiting += reversed(found.cells)
        elif isinstance(found, Observation) and found not in seen:
            seen.add(found)
            yield found
            waiting.append(parts_of(found, package))


def cell_named(package: Package, cell: str) -> tuple[str, int]:
    """Return the resource and the line of a cell that somebody names in any way: `cases.csv:17`, `data/cases.csv:17`.

    Raises UsageError when the data have no such file, or no figure on that line.
    """
    file, line = place_in_data(cell)
    names = names_of_files(package)
    known = [name for name, short in names.items() if file in (name, short, short.partition("/")[2])]
    known = known or [name for name, short in names.items() if f"/{file}".endswith(f"/{short}")]
    if len(known) != 1:
        raise UsageError(f"the data have no file `{file}` with figures", hint=did_you_mean(file, names.values()))
    lines = [number for resource, number in package.rows.cells(("resource", "line")) if resource == known[0]]
    if line not in lines:
        hint = f"its last one is on line {max(lines):,}" if lines else ""
        raise UsageError(f"no figure stands in `{names[known[0]]}` on line {line:,}", hint=hint)
    return known[0], line


def nowhere(question: Question, numbers: Sequence[Printed], name: str) -> UsageError:
    """Return what is to be said where a number stands nowhere; `numbers` are those that do."""
    named = ", ".join(
        f"{label} `{value}`"
        for label, value in (
            ("number", question.text),
            ("exhibit", question.table),
            ("row", question.row),
            ("column", question.column),
            ("figure", question.figure),
            ("cell", question.cell),
        )
        if value
    )
    return UsageError(f"{named}: no such number stands in `{name}`", hint=_near(question, numbers))


def _near(question: Question, printed: Sequence[Printed]) -> str:
    if question.text and printed:
        return did_you_mean(question.text, list(dict.fromkeys(each.text for each in printed)))
    if question.table:
        label = exhibit_label(question.table)
        within = [each for each in printed if label in (each.where.exhibit.casefold(), each.where.anchor.casefold())]
        if not within:
            labels = dict.fromkeys(each.where.exhibit for each in printed if each.where.exhibit)
            return f"it has {', '.join(labels)}" if labels else "it has no tables and figures with numbers"
        printed = within
    for name, asked in (("row", question.row), ("column", question.column)):
        named = {getattr(each.where, name) for each in printed} - {""}
        if asked and not any(asked.casefold() in each.casefold() for each in named):
            return did_you_mean(asked, named)
    return "ask for a number as it is printed"
