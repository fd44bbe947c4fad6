"""A tile for each place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.compose.charts.drawn import (
    Drawn,
    level_on_map,
    level_wanted,
    place_lines,
    places_on_map,
    years_of_members,
)
from reportgen.compose.classes import class_of, class_texts, map_bounds
from reportgen.compose.exhibits import Shown
from reportgen.compose.figures import alike
from reportgen.document import Value
from reportgen.exhibits.tile_map.values import MapClass, MapTile, TileMap
from reportgen.language import say
from reportgen.measure import MarkCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.compose.figures import FigureView
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope

OPTIONS = ("figure", "legend", "size", "level")
"""Names of the options, beside those of every figure."""


def ask(scope: Scope, options: Options) -> Drawn | None:
    """Return the map of the latest published year, of the first level that has tiles; None where none has any."""
    key = scope.key(options.text("figure"))
    level = level_wanted(scope, options) or level_on_map(scope, key.place)
    years = years_of_members(scope, key, level) if level else ()
    if not years:
        return None
    places = places_on_map(scope, key.place, level)
    figures = alike(scope.figure(key.at(place.place), years[-1]) for place in places)
    views = {view.key.place: view for view in figures}
    published = [view for view in views.values() if view.published]
    if not published:
        return None
    are_counts = scope.indicator(key).measured_in.is_counted
    bounds = map_bounds([view.value for view in published], are_counts=are_counts)
    decimals = max(view.decimals for view in published)
    chart = TileMap(
        tuple(_tile(scope, view, bounds) for view in views.values()),
        tuple(MapClass(text) for text in class_texts(bounds, decimals=decimals)),
        title=options.text("legend"),
        missing_text=_missing_text([view.missing for view in views.values() if not view.published]),
        size="small" if options.choice("size", ("usual", "small"), "usual") == "small" else "usual",
    )
    listed = scope.package.levels.listed(key.place, level)
    return Drawn(chart, Shown(tuple(published)), place_lines(scope, key, years[-1], shown=views, listed=listed))


def _missing_text(marks: Sequence[MarkCode]) -> str:
    """Return what a tile without a shade is, by the marks that such tiles have."""
    hidden = f"[{MarkCode.CONFIDENTIAL}] {say('confidential')}"
    without = f"[{MarkCode.NOT_PUBLISHED}] {say('no row')}"
    if MarkCode.CONFIDENTIAL not in marks:
        return without
    return hidden if set(marks) == {MarkCode.CONFIDENTIAL} else f"{without}, {hidden}"


def _tile(scope: Scope, view: FigureView, bounds: Sequence[float]) -> MapTile:
    place = scope.package.place(view.key.place)
    marks = tuple(code for code in view.mark_codes if code is not MarkCode.SERIES_BREAK)
    value = Value(view.value, view.text, marks) if view.published else Value(None, "", marks)
    map_class = class_of(view.value, bounds) if view.published else None
    return MapTile(place.place, place.tile_row or 0, place.tile_column or 0, value, map_class)
