"""The numbers of a workbook of figures, each with the cell that it is: its rows say where they stand in the data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.dataset.observations import observation_at
from reportgen.language import say
from reportgen.quantity import Quantity
from reportgen.trace import Printed, Where
from reportgen.trace.files import names_of_files
from reportgen.wording import decimals_of, number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from reportgen.dataset import Observation, Package


def numbers_in_workbook(content: bytes, name: str, package: Package) -> tuple[Printed, ...]:
    """Return the figures of a workbook in its order; they are named in the language that is spoken."""
    from reportgen.intake.workbooks import read_workbook  # python-calamine; only for a workbook

    found = [each for sheet in read_workbook(Path(name), content) for each in _figures(sheet.name, sheet.rows)]
    cells = _cells({place for _, _, place in found}, package)
    return tuple(_printed(where, value, cells[place], package) for where, value, place in found if place in cells)


def _figures(sheet: str, rows: Sequence[Sequence[object]]) -> Iterator[tuple[Where, float, str]]:
    """Yield where each figure of a sheet stands, the figure, and its file and line; nothing of other sheets."""
    value_head, place_head = say("Value"), say("Where in the data")
    before, _, after = str(say("{cell}, column {column}", cell="\0", column="value")).partition("\0")
    first = next((at for at, row in enumerate(rows, start=1) if {value_head, place_head} <= {*row}), len(rows))
    head = [*rows[first - 1]] if first < len(rows) else []
    for row in rows[first:]:
        at = head.index(value_head)
        value, place = row[at], str(row[head.index(place_head)])
        if isinstance(value, int | float):
            named = ", ".join(_word(cell) for cell in row[:at] if cell not in (None, ""))
            where = Where(part="cell", exhibit=sheet, anchor=sheet, row=named, column=value_head)
            yield where, float(value), place.removeprefix(before).removesuffix(after)


def _word(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _cells(places: Collection[str], package: Package) -> Mapping[str, Observation]:
    """Return the figures that stand on these lines of the data, `data/figures.csv:7`."""
    files, rows = names_of_files(package), package.rows
    named = (f"{files.get(file, file)}:{line}" for file, line in rows.cells(("resource", "line")))
    return {place: observation_at(rows, number) for number, place in enumerate(named) if place in places}


def _printed(where: Where, value: float, cell: Observation, package: Package) -> Printed:
    stated = package.indicator(cell.indicator).decimals
    decimals = decimals_of(value) if stated is None else stated
    text = str.__str__(number(value, decimals=decimals))
    return Printed(text, Quantity(value, decimals, origin=cell), where, "", "")
