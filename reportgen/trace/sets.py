"""Figures that are looked at together, told by the lines of the data on which they stand, however many they are."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportgen.dataset import Observation

FEW = 8
"""So many cells are told one by one."""
LEAST_OF_RUN = 3
"""So many lines at the same distance are told by the first and the last of them."""


def lines_of(cells: Iterable[Observation], files: Mapping[str, str]) -> list[str]:
    """Return where cells stand, as `data/figures.csv:7-60` or `data/figures.csv:7-272/5`, in the order of the files.

    The lines of a file are numbers and runs between commas; `/5` is the distance between the lines of a run.
    """
    places = sorted({(files.get(cell.resource, cell.resource), cell.line) for cell in cells})
    return [
        f"{file}:{','.join(_runs([line for _, line in found]))}"
        for file, found in groupby(places, key=lambda place: place[0])
    ]


def _runs(lines: Sequence[int]) -> Iterator[str]:
    """Yield runs of lines in their order: `7`, `7-60`, `7-272/5`."""
    at = 0
    while at < len(lines):
        end = _end_of_run(lines, at)
        if end - at < LEAST_OF_RUN:
            yield str(lines[at])
            at += 1
        else:
            step = lines[at + 1] - lines[at]
            yield f"{lines[at]}-{lines[end - 1]}" + (f"/{step}" if step > 1 else "")
            at = end


def _end_of_run(lines: Sequence[int], at: int) -> int:
    """Return the place after the last line that follows at the same distance."""
    end = at + 1
    while end < len(lines) and lines[end] - lines[end - 1] == lines[at + 1] - lines[at]:
        end += 1
    return end
