"""A figure and what it should be by an identity."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, isfinite
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
        found = _told(self.left)
        told = say(self.told)
        if "{found}" not in told:
            told = f"{told}, {say('found {found}')}"
        return told.format(_told(self.right), found=found)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Where the figures stand from which the second was computed."""
        return self.find_parts()

    @property
    def part(self) -> Part:
        """Where the figure itself stands."""
        return self.indicator, self.cell


def _told(figure: Figure) -> str:
    """Return a figure in words: what is under a ceiling, or was added up with such, as the numbers it may be."""
    if not (figure.is_bound and figure.low < figure.value) or not isfinite(figure.low):
        return as_text(figure.value)
    is_whole = figure.low.is_integer() and figure.value.is_integer()
    least, most = as_text(figure.low), as_text(floor(figure.high) if is_whole else figure.high)
    return say("{first} to {last}", first=least, last=most) if isfinite(figure.high) else as_text(figure.value)
