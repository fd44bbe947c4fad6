"""Draw a chart of a user's own: it is drawn already."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.charts.recording import Recording
    from reportgen.exhibits.own.resolve import ResolvedOwn
    from reportgen.theme import Theme


def draw(resolved: ResolvedOwn, theme: Theme) -> Recording:  # noqa: ARG001  # the door of every room
    """Return what the function drew."""
    return resolved.recording
