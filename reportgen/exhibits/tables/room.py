"""How much room a table has, and how wide text comes out there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.theme import Page


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
