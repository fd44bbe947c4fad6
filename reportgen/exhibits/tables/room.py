"""How much room a table has, and how wide text comes out there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.lengths import fits_in

if TYPE_CHECKING:
    from reportgen.theme import Page, Theme

NARROWEST_HALF = 180.0
"""An exhibit that has less room than this stands on its own."""


@dataclass(frozen=True, slots=True)
class Room:
    """The widths between the margins of a page, in points. Another Word template has others, and other fonts."""

    upright: float
    turned: float
    """Of the page on its long side; no more than upright where the page lies so already."""
    text: float
    """Width of running text on an upright page."""
    stretch: float = 1.0
    """How much wider text may come out than measured in the theme's faces."""

    @property
    def can_turn(self) -> bool:
        """Whether a turned page is wider."""
        return self.turned > self.upright

    def width(self, *, is_turned: bool) -> float:
        """Return the width between the margins."""
        return self.turned if is_turned else self.upright


def room_of(page: Page, *, stretch: float = 1.0) -> Room:
    """Return the room that a page gives."""
    width = page.content_width
    return Room(width, page.turned.content_width, min(page.text_width, width), stretch)


def half_width(width: float, theme: Theme) -> float:
    """Return the width of one of two exhibits that stand side by side in a width."""
    return (width - theme.measures.pair_gap) / 2


def half_of(room: Room, theme: Theme) -> Room | None:
    """Return the room of one of two exhibits side by side on an upright page; None where that is too narrow."""
    half = half_width(room.upright, theme)
    return (
        replace(room, upright=half, turned=half, text=min(room.text, half)) if fits_in(NARROWEST_HALF, half) else None
    )
