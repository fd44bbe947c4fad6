"""Word does not know charts of a user's own: they are pictures there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.builders.docx.native.chart import NativeChart
    from reportgen.exhibits.own.resolve import ResolvedOwn
    from reportgen.theme import Theme


def word(resolved: ResolvedOwn, theme: Theme) -> tuple[NativeChart, ...]:  # noqa: ARG001  # the door of every room
    """Return nothing: the chart is painted."""
    return ()
