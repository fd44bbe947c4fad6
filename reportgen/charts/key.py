"""A key over a chart: the names of its parts, each behind a swatch of its colour, or at the ends of a bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.lengths import fits_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.charts.canvas import Canvas
    from reportgen.charts.style import Role, Style

SWATCH, SWATCH_HEIGHT, SWATCH_GAP = 9.0, 7.0, 4.0
SWATCH_DROP = 0.5
"""A swatch reaches this much below the base line."""
ENTRY_GAP, LEADING = 12.0, 13.0


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A line of a name: `x` and `y` are where the swatch begins, or the words where there is none."""

    x: float
    y: float
    name: str
    role: Role
    has_swatch: bool

    @property
    def text_x(self) -> float:
        """Return where the words begin."""
        return self.x + SWATCH + SWATCH_GAP if self.has_swatch else self.x


def key_entries(
    names: Sequence[tuple[str, Role]], style: Style, *, left: float, right: float, top: float
) -> tuple[KeyEntry, ...]:
    """Return the names from `left` to `right`, in lines downwards from the base line `top`; a long name takes several.

    The first line of a name has the swatch, the others stand below its words.
    """
    entries: list[KeyEntry] = []
    indent = SWATCH + SWATCH_GAP
    x, y = left, top
    for name, role in names:
        first, *others = style.value.lines(name, max(right - left - indent, indent)) or ("",)
        width = max(style.value.width(line) for line in (first, *others)) + indent
        if x > left and not fits_in(x + width, right):
            x, y = left, y - LEADING
        entries.append(KeyEntry(x, y, first, role, has_swatch=True))
        for line in others:
            y -= LEADING
            entries.append(KeyEntry(x + indent, y, line, role, has_swatch=False))
        x += width + ENTRY_GAP
    return tuple(entries)


def draw_key(canvas: Canvas, entries: Sequence[KeyEntry], style: Style) -> None:
    """Draw the names in the colours of their parts, with their swatches."""
    for entry in entries:
        if entry.has_swatch:
            canvas.rectangles([(entry.x, entry.y - SWATCH_DROP, SWATCH, SWATCH_HEIGHT)], style.lines[entry.role])
        canvas.text(entry.text_x, entry.y, entry.name, style.value.in_colour(style.texts[entry.role]))
