"""What stands out of the text: tiles of key figures, main points, boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.builders.html.drawing import picture
from reportgen.builders.html.inlines import runs, words
from reportgen.builders.html.markup import Html, element
from reportgen.builders.html.setting import PIXELS
from reportgen.document import Strong, Text
from reportgen.exhibits.trends import TILE, alt_text, record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.builders.html.setting import Setting
    from reportgen.document import BoxColumn, Callout, KeyFigures, MainPoint, MainPoints, RuledBox, Tile

LONG_FIGURE = 8
"""Letters of a figure with its unit; longer ones are set smaller."""


def key_figures(block: KeyFigures, setting: Setting) -> Html:
    """Return tiles, each read as its label, figure, trend and comparisons, whatever stands above what."""
    return element("ul", *(_tile(tile, setting) for tile in block.tiles), class_="tiles", role="list")


def _tile(tile: Tile, setting: Setting) -> Html:
    unit = (" ", element("small", tile.unit)) if tile.unit else ()
    is_long = len(tile.value) > LONG_FIGURE or (tile.unit and len(tile.value + tile.unit) > LONG_FIGURE + 3)
    comparisons = (element("p", runs(each, setting)) for each in tile.comparisons)
    return element(
        "li",
        element("p", runs(tile.label, setting), class_="label"),
        element("p", words(tile.value, setting), *unit, class_="figure long" if is_long else "figure"),
        *_trend(tile, setting),
        element("div", *comparisons, class_="comparisons") if tile.comparisons else "",
    )


def _trend(tile: Tile, setting: Setting) -> Iterator[Html]:
    """Yield the trend and the years below it, which its words tell, so that they are not read out again."""
    if tile.trend:
        drawn = record(tile.trend, setting.theme, size=TILE)
        yield element("div", picture(drawn, setting.theme, said=alt_text(tile.trend), scale=PIXELS), class_="trend")
    if any(tile.years):
        years = (element("span", year) for year in tile.years)
        yield element("p", *years, class_="years", aria_hidden="true" if tile.trend else None)


def main_points(block: MainPoints, setting: Setting) -> Html:
    """Return the points, each with its topic in a lane of its own and a link to where more is shown."""
    return element("ul", *(_point(point, setting) for point in block.points), class_="points", role="list")


def _point(point: MainPoint, setting: Setting) -> Html:
    more = element("span", runs(point.reference, setting), class_="more") if point.reference else ""
    return element(
        "li", element("b", runs(point.topic, setting)), " ", element("span", runs(point.children, setting)), " ", more
    )


def callout(block: Callout, setting: Setting) -> Html:
    """Return a tinted box of short items in columns, read row by row."""
    items = (element("li", runs(item, setting)) for item in block.items)
    title = element("p", runs(block.title, setting), class_="box-title") if block.title else ""
    look = f"box{' small' if block.role == 'legend' else ''} of-{min(block.columns, 4)}"
    return element("div", title, element("ul", *items, role="list"), class_=look)


def ruled_box(block: RuledBox, setting: Setting) -> Html:
    """Return statements side by side between two rules, read column by column."""
    title = element("p", runs(block.title, setting), class_="box-title") if block.title else ""
    columns = (_box_column(column, setting) for column in block.columns)
    return element("div", title, element("div", *columns, class_="columns"), class_="ruled")


def _box_column(column: BoxColumn, setting: Setting) -> Html:
    if not column.points:
        statement = (Strong(column.title), *((Text(" "), *column.text) if column.text else ()))
        return element("p", runs(statement, setting))
    points = (element("li", runs(point, setting)) for point in column.points)
    head = element("p", runs(column.title, setting), class_="box-title")
    return element("div", head, element("ul", *points, class_="hollow" if column.is_hollow else "squares"))
