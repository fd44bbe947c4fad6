"""A chart as Word stores it, before it is put into a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.builders.docx.native.overlays import Overlay
    from reportgen.builders.docx.native.sheet import Sheet


@dataclass(frozen=True, slots=True)
class NativeChart:
    """A chart as Word stores it: what is drawn, in which size, and the sheet behind it."""

    chart: str
    """Markup of the chart: title, plot."""
    sheet: Sheet
    width: float
    height: float
    title: str = ""
    """Of one among several; empty for a chart that stands alone."""
    overlays: tuple[Overlay, ...] = ()
    """Words and lines over the chart."""


def single(plot: str, sheet: Sheet, width: float, height: float, *, overlays: tuple[Overlay, ...] = ()) -> NativeChart:
    """Return a chart that stands alone, without a title."""
    return NativeChart(f'<c:autoTitleDeleted val="1"/>{plot}', sheet, width, height, overlays=overlays)
