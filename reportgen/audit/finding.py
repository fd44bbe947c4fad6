"""A figure and what it should be by an identity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.audit.check import as_text
from reportgen.language import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.audit.check import Outcome
    from reportgen.audit.figures import Cell, Figure

    Part = tuple[str, Cell]
    """An indicator and the cell in which a figure of it stands."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A figure, what it should be by its identity, and how a message tells the second."""

    indicator: str
    cell: Cell
    left: Figure
    right: Figure
    told: str
    """A message, `the parts add up to {}`; the figure is added as found, unless it is named: `{found} is under {}`."""
    find_parts: Callable[[], tuple[Part, ...]] = tuple
    """Return where the figures stand from which the second was computed; asked of few findings."""
    verdict: tuple[Outcome, str] | None = None
    """The outcome and its explanation, where these do not follow from the two figures alone."""
    where: str = ""
    """File and line of the figure, where that is not the preferred row of its cell."""

    @property
    def message(self) -> str:
        """What was found, in words."""
        found = as_text(self.left.value)
        told = say(self.told)
        if "{found}" not in told:
            told = f"{told}, {say('found {found}')}"
        return told.format(as_text(self.right.value), found=found)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Where the figures stand from which the second was computed."""
        return self.find_parts()

    @property
    def part(self) -> Part:
        """Where the figure itself stands."""
        return self.indicator, self.cell
