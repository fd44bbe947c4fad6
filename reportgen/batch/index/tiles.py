"""The map of places as navigation, and the card of the place that is chosen on it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from reportgen import wording
from reportgen.batch.index.drawn import CARD, drawn, years
from reportgen.batch.index.links import buttons, main_link, picture
from reportgen.batch.index.listing import main_file
from reportgen.batch.index.rows import anchor
from reportgen.batch.kinds import PAGE, titles
from reportgen.compose.classes import class_of, class_texts, map_bounds
from reportgen.exhibits.tile_map.resolve import ramp_index
from reportgen.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.batch.index.listing import Front, Item
    from reportgen.document import Listing, Summary

LONGEST_VALUE = 7
"""Characters of a figure that a tile has room for; where one is longer, tiles have codes only."""
MOST_COLUMNS = 14
"""Columns of a map whose tiles are wide enough for figures."""
LONG_FIGURE = 9


def tile_map(front: Front) -> str:
    """Return the map: a list of links in reading order, each of which says the place and its figure."""
    placed = sorted(((tile, item) for item in front.main if (tile := _tile(item))), key=lambda pair: pair[0])
    top, left = min(row for (row, _), _ in placed), min(column for (_, column), _ in placed)
    columns = 1 + max(column for (_, column), _ in placed) - left
    values = [item.summary.value for _, item in placed if item.summary and item.summary.value is not None]
    listing = front.listing
    assert listing is not None, "a map has a list"
    bounds = map_bounds(values, are_counts=listing.are_counts) if values else ()
    tiles = [
        _link(item, corner=(row - top, column - left), shade=_shade(item, bounds)) for (row, column), item in placed
    ]
    longest = max(len(item.summary.figure) for _, item in placed if item.summary)
    is_coded = longest > LONGEST_VALUE or columns > MOST_COLUMNS
    return (
        f'<div><nav class="places" aria-label="{say("Map of places")}"><ul class="map{" coded" if is_coded else ""}">\n'
        f"{chr(10).join(tiles)}\n</ul>{_legend(listing, bounds, values, placed)}</nav>"
        f'<p class="small">{escape(_caption(listing, front.main))}</p></div>'
    )


def tile_rules(front: Front) -> str:
    """Return the rules of where each tile of the map stands: a page may have no style but what its head says."""
    tiles = [tile for item in front.main if (tile := _tile(item))]
    if not tiles:
        return ""
    rows, columns = {row for row, _ in tiles}, {column for _, column in tiles}
    top, left = min(rows), min(columns)
    return (
        f".map{{--columns:{1 + max(columns) - left}}}"
        + "".join(f".down-{row - top}{{grid-row:{row - top + 1}}}" for row in sorted(rows))
        + "".join(f".across-{column - left}{{grid-column:{column - left + 1}}}" for column in sorted(columns))
    )


def shaded_tiles(front: Front) -> list[tuple[int, int, int | None]]:
    """Return row, column and shade of each place on the map; nothing where the places have no map."""
    listing = front.listing
    placed = [(tile, item) for item in front.main if (tile := _tile(item))]
    if listing is None or len({tile for tile, _ in placed}) < len(placed) or not placed:
        return []
    values = [item.summary.value for _, item in placed if item.summary and item.summary.value is not None]
    bounds = map_bounds(values, are_counts=listing.are_counts) if values else ()
    top, left = min(row for (row, _), _ in placed), min(column for (_, column), _ in placed)
    return [(row - top, column - left, _shade(item, bounds)) for (row, column), item in placed]


def _tile(item: Item) -> tuple[int, int] | None:
    return item.summary.tile if item.summary else None


def _shade(item: Item, bounds: Sequence[float]) -> int | None:
    value = item.summary.value if item.summary else None
    found = class_of(value, bounds) if value is not None and bounds else None
    return None if found is None else ramp_index(found, len(bounds), 5)


def _link(item: Item, *, corner: tuple[int, int], shade: int | None) -> str:
    row, column = corner
    look = "none" if shade is None else f"shade-{shade}"
    summary = item.summary
    assert summary is not None, "a place on the map has a figure, or says that it has none"
    said = f"{item.name}, {summary.spoken}" if summary.spoken else item.name
    return (
        f'<li class="down-{row} across-{column}"><a class="{look}" href="{main_link(item)}" data-row="{row}"'
        f' data-column="{column}" data-card="{anchor(item)}"><span class="said">{escape(said)}</span>'
        f'<b aria-hidden="true">{escape(item.place)}</b><i aria-hidden="true">{escape(summary.figure)}</i></a></li>'
    )


def _legend(
    listing: Listing,
    bounds: Sequence[float],
    values: Sequence[float],
    placed: Sequence[tuple[tuple[int, int], Item]],
) -> str:
    if not bounds:
        return ""
    texts = class_texts(bounds, decimals=max(map(wording.decimals_of, values)))
    entries = [
        f'<li><i class="shade-{ramp_index(index, len(bounds), 5)}"></i>{escape(text)}</li>'
        for index, text in reversed(list(enumerate(texts)))
    ]
    missing = {item.summary.figure for _, item in placed if item.summary and item.summary.value is None}
    entries += [f'<li><i class="none"></i>{escape(mark)} {say("no figure")}</li>' for mark in sorted(missing) if mark]
    head = f"<p><b>{escape(wording.capitalised(listing.label))}</b></p>" if listing.label else ""
    return f'<div class="legend">{head}<ul>{"".join(entries)}</ul></div>'


def _caption(listing: Listing, items: Sequence[Item]) -> str:
    kinds = {main_file(item).kind for item in items}
    what = f"{wording.capitalised(listing.label)}. " if listing.label else ""
    if len(kinds) > 1:
        return what + say("Select a tile to open the document of the place.")
    (kind,) = kinds
    if kind == PAGE:
        return what + say("Select a tile to open the page of the place.")
    return what + say("Select a tile to open the {format} of the place.", format=titles()[kind])


def card(front: Front) -> str:
    """Return the frame of the card, which the script fills, and what it is filled with for each place on the map."""
    cards = "\n".join(_card(front, item) for item in front.main if _tile(item))
    return f'<div class="card scripted"></div>\n{cards}\n'


def _card(front: Front, item: Item) -> str:
    summary = item.summary
    assert summary is not None, "a place on the map has a summary"
    kicker = f'<p class="small">{escape(item.entry.kicker)}</p>' if item.entry.kicker else ""
    figures = "".join(_figure(figure, label) for figure, label in _figures(item, summary))
    trend = summary.trend
    shown = f"<div>{drawn(trend, front.theme, size=CARD)}{years(trend)}</div>" if trend else ""
    sight = f"{shown}{picture(item)}"
    return (
        f'<template id="{anchor(item)}">{kicker}<h2>{escape(item.name)}</h2><div class="figures">{figures}</div>'
        f"{f'<div class=sight>{sight}</div>' if sight else ''}"
        f'<div class="files">{buttons(item, is_first_filled=True)}</div></template>'
    )


def _figure(figure: str, label: str) -> str:
    look = ' class="long"' if len(figure) > LONG_FIGURE else ""
    return f"<div><b{look}>{escape(figure)}</b><span>{escape(label)}</span></div>"


def _figures(item: Item, summary: Summary) -> list[tuple[str, str]]:
    """Return three figures: the one of the list, the next one on the page of the document, and the change."""
    listing = summary.listing
    found = [(summary.figure, listing.label)] if summary.figure else []
    others = [(each.figure, each.label) for each in item.entry.key_figures if each.figure != summary.figure]
    found += others[: 1 if summary.change else 2]
    if summary.change:
        beside = f" ({summary.percent})" if summary.percent and not summary.percent.startswith("[") else ""
        found.append((summary.change, say("since {year}", year=listing.base_year) + beside))
    return found
