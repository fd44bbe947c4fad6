"""Word has no chart of pairs of dots in rows: it is a picture there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.builders.docx.native.chart import NativeChart
    from reportgen.exhibits.dots.resolve import ResolvedDots
    from reportgen.theme import Theme


def word(resolved: ResolvedDots, theme: Theme) -> tuple[NativeChart, ...]:  # noqa: ARG001  # the door of every room
    """Return nothing: the dots are painted."""
    return ()
