"""What a list of many documents says of one of them, and what it says of them all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from reportgen.document.trends import Trend
    from reportgen.periods import Period


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list of documents says of itself. The same in all documents of one report and range."""

    title: str
    """`Families housed, by county`."""
    documents: str
    """What the documents are, as its bar says it: `Fact sheets`."""
    text: str
    """A sentence under the title."""
    label: str
    """What the figure of each document is: `cases reported in 2024`; empty where none has one."""
    year: Period | None
    base_year: Period | None
    """The year with which `year` is compared; None where there is no earlier one."""
    are_counts: bool
    box_title: str = ""
    box: str = ""
    """What to know before the documents are compared."""
    notes: tuple[str, ...] = ()
    """Lines of small print below the list."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The figure of one document, as a list of many shows it; words and digits are final."""

    listing: Listing
    figure: str = ""
    """`1,377`; a mark in its place where there is none."""
    value: float | None = None
    change: str = ""
    """`+726`; a mark in its place where there is none."""
    percent: str = ""
    direction: Literal["rise", "fall", "none", ""] = ""
    """Empty where nothing can be compared."""
    spoken: str = ""
    """`1,377 cases in 2024, up 726 since 2020`."""
    trend: Trend | None = None
    """How it went over the range."""
    tile: tuple[int, int] | None = None
    """Row and column of its place on the tile map."""
    level: str = ""
    """The level of its place: those of one are listed together."""
    marks: tuple[tuple[str, str], ...] = field(default=())
    """What each mark that it prints means."""
