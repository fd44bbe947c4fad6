"""Word has no chart of tiles: a map is a picture there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.builders.docx.native.chart import NativeChart
    from reportgen.exhibits.tile_map.resolve import ResolvedMap
    from reportgen.theme import Theme


def word(resolved: ResolvedMap, theme: Theme) -> tuple[NativeChart, ...]:  # noqa: ARG001  # the door of every room
    """Return nothing: the map is painted."""
    return ()
