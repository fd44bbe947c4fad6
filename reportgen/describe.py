"""Say in words what a chart shows, for readers who cannot see it: what it is, its values, its gaps and breaks.

The words come from the chart's own texts, so that they hold the same digits as the page. Nothing is said about causes,
and nothing is called good or bad.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from reportgen.document.charts import (
    LineChart,
    RankedBars,
    Ranking,
    SmallMultiples,
    StackedColumns,
    StackedShares,
    TileMap,
)
from reportgen.measure import MarkCode
from reportgen.wording import capitalised, list_of, number_word, ordinal, plural, year_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reportgen.document.charts import BarRow, Chart, MapTile, Point

LONGEST = 900
"""Characters; screen readers read an alternative text in one go, without a way back."""
NAMED_TILES = 3
UNIT_WORDS = {"one": "", "thousand": " thousand", "million": " million", "percent": "%"}
GAP_WORDS = {
    MarkCode.NOT_PUBLISHED: "no figure was published for",
    MarkCode.NOT_APPLICABLE: "a figure is not applicable for",
}


def alt_text(chart: Chart, *, headline: str, subtitle: str) -> str:
    """Return what the chart shows, at most about 900 characters; the subtitle says what its figures are.

    Small charts are told value by value, larger ones by their first, last, highest and lowest values.
    The headline, which a reader has just heard as the caption, is told only where there is no subtitle.
    """
    what = (subtitle or headline).rstrip(". ")
    match chart:
        case LineChart():
            tellings = _line_chart(chart)
        case RankedBars():
            tellings = _ranked_bars(chart)
        case StackedShares():
            tellings = _stacked_shares(chart)
        case StackedColumns():
            tellings = _stacked_columns(chart)
        case SmallMultiples():
            tellings = _small_multiples(chart)
        case TileMap():
            tellings = _tile_map(chart)
        case Ranking():
            tellings = _ranking(chart)
        case _:
            assert_never(chart)
    return _shortened([[f"{kind}: {what}", *sentences] for kind, sentences in tellings])


Telling = tuple[str, list[str]]
"""The kind of chart, and sentences without their full stop."""


def _shortened(tellings: list[list[str]]) -> str:
    """Return the first telling that is short enough; else as many sentences of the last one as are."""
    for sentences in tellings:
        text = _text(sentences)
        if len(text) <= LONGEST:
            return text
    kept = tellings[-1]
    while len(kept) > 1 and len(_text(kept)) > LONGEST:
        kept = kept[:-1]
    return _text(kept)


def _text(sentences: Iterable[str]) -> str:
    return " ".join(f"{capitalised(sentence)}." for sentence in sentences if sentence)


def _line_chart(chart: LineChart) -> list[Telling]:
    count = len(chart.lines)
    kind = "Line chart" if count == 1 else f"Line chart with {number_word(count)} lines"
    unit = UNIT_WORDS[chart.scale]
    ends = [*_missing([(line.name, line.points) for line in chart.lines]), *_breaks(chart)]
    tellings: list[Telling] = []
    for tell in (_every_value, _first_extreme_last, _first_last):
        lines = [_named(line.name if count > 1 else "", tell(line.points, unit)) for line in chart.lines]
        tellings.append((kind, [*lines, *ends]))
    return tellings


def _breaks(chart: LineChart) -> list[str]:
    found = [entry for entry in chart.breaks if chart.years[0] < entry.year <= chart.years[-1]]
    spells = dict.fromkeys(entry.apart for entry in found if entry.apart)
    apart = [f"figures for {year_list(years)} cannot be compared with those of other years" for years in spells]
    match [entry.year for entry in found if not entry.apart]:
        case []:
            return apart
        case [year]:
            which = f"for {year}" if year == chart.years[-1] else f"from {year} on"
            return [f"there is a series break: figures {which} cannot be compared with those of earlier years", *apart]
        case years:
            names = list_of([str(year) for year in years])
            told = f"there are series breaks before {names}: figures on two sides of a break cannot be compared"
            return [told, *apart]


def _named(name: str, words: str) -> str:
    return f"{name}: {words}" if name and words else words


def _published(points: Sequence[Point]) -> list[Point]:
    return [point for point in points if point.value is not None]


def _in_year(point: Point, unit: str = "") -> str:
    """Return a value as a sentence would: `29.4 million in 2021 (corrected)`."""
    value = point.text if unit and point.text.endswith(unit) else f"{point.text}{unit}"
    return f"{value} in {point.year}{' (corrected)' if MarkCode.CORRECTED in point.marks else ''}"


def _every_value(points: Sequence[Point], unit: str = "") -> str:
    return list_of([_in_year(point, unit) for point in _published(points)])


def _first_extreme_last(points: Sequence[Point], unit: str = "") -> str:
    published = _published(points)
    if len(published) < 3:
        return _every_value(points, unit)
    first, last = published[0], published[-1]
    highest = max(published, key=lambda point: point.value or 0)
    lowest = min(published, key=lambda point: point.value or 0)
    words = [_in_year(first, unit)]
    words += [f"{name} {_in_year(point, unit)}" for name, point in (("highest", highest), ("lowest", lowest))]
    words = [word for word, point in zip(words, (None, highest, lowest), strict=True) if point not in (first, last)]
    return ", ".join([*words, f"and {_in_year(last, unit)}"])


def _first_last(points: Sequence[Point], unit: str = "") -> str:
    published = _published(points)
    return " and ".join(_in_year(point, unit) for point in (published[:1] + published[1:][-1:]))


def _missing(series: Sequence[tuple[str, Sequence[Point]]]) -> list[str]:
    """Return what is missing, series with the same gaps together."""
    names: dict[tuple[MarkCode, tuple[int, ...]], list[str]] = {}
    for name, points in series:
        for mark in GAP_WORDS:
            years = tuple(point.year for point in points if point.value is None and mark in point.marks)
            if years:
                names.setdefault((mark, years), []).append(name)
    return [
        f"{GAP_WORDS[mark]} {year_list(years) if len(group) == len(series) else _whose(group, years)}"
        for (mark, years), group in names.items()
    ]


def _whose(names: Sequence[str], years: Sequence[int]) -> str:
    return f"{list_of(names)} in {year_list(years)}"


def _ranked_bars(chart: RankedBars) -> list[Telling]:
    kind = f"Bar chart with {_counted(len(chart.rows), 'bar')}"
    published = [row for row in chart.rows if row.value is not None]
    gaps = _rows_missing([row for row in chart.rows if row.value is None])
    every = [_bar(row, chart.earlier_title) for row in published]
    plain = [f"{row.name} {row.text}" for row in published]
    return [
        (kind, [_named(chart.title, "; ".join(every)), gaps]),
        (kind, [_named(chart.title, "; ".join(plain)), gaps]),
        (kind, [_named(chart.title, _extremes(published)), gaps]),
    ]


def _counted(count: int, noun: str) -> str:
    return f"{number_word(count)} {plural(count, noun, f'{noun}s')}"


def _bar(row: BarRow, earlier_title: str) -> str:
    has_earlier = earlier_title and row.earlier is not None
    return f"{row.name} {row.text}{f' ({earlier_title}: {row.earlier_text})' if has_earlier else ''}"


def _extremes(rows: Sequence[BarRow]) -> str:
    """Return the largest and the smallest row; nothing where there is none."""
    if not rows:
        return ""
    largest = max(rows, key=lambda row: row.value or 0)
    smallest = min(reversed(rows), key=lambda row: row.value or 0)
    if largest.value == smallest.value:
        return f"all are {largest.text}" if len(rows) > 1 else f"{largest.name} {largest.text}"
    return f"the largest is {largest.name} with {largest.text}, the smallest {smallest.name} with {smallest.text}"


def _rows_missing(rows: Sequence[BarRow]) -> str:
    return f"no figure is given for {list_of([row.name for row in rows])}" if rows else ""


def _stacked_shares(chart: StackedShares) -> list[Telling]:
    kind = f"Stacked bar chart with {_counted(len(chart.rows), 'bar')}"
    parts = f"each bar is divided into {list_of(chart.parts)}"
    full = [f"{row.name} {list_of(row.texts)} ({chart.total_title}: {row.total_text})" for row in chart.rows]
    plain = [f"{row.name} {list_of(row.texts)}" for row in chart.rows]
    ranges = [f"{part}: {_range(chart, index)}" for index, part in enumerate(chart.parts) if chart.rows]
    return [
        (kind, [parts, "; ".join(full if chart.total_title else plain)]),
        (kind, [parts, "; ".join(plain)]),
        (kind, [parts, *ranges]),
    ]


def _range(chart: StackedShares, part: int) -> str:
    rows = sorted(chart.rows, key=lambda row: row.values[part])
    low, high = rows[0], rows[-1]
    return f"from {low.texts[part]} ({low.name}) to {high.texts[part]} ({high.name})"


def _stacked_columns(chart: StackedColumns) -> list[Telling]:
    kind = "Stacked column chart" if len(chart.parts) > 1 else "Column chart"
    gaps = _missing([("the total", chart.totals)])
    for mark, words in GAP_WORDS.items():
        missing = _parts_missing(chart, mark)
        gaps += [f"{words} {_whose(names, group)}" for names, group in missing.items()]
    years = [_column(chart, index) for index, total in enumerate(chart.totals) if total.value is not None]
    return [
        (kind, [*years, *gaps]),
        (kind, [_named("total", _every_value(chart.totals)), *gaps]),
        (kind, [_named("total", _first_extreme_last(chart.totals)), *gaps]),
    ]


def _parts_missing(chart: StackedColumns, mark: MarkCode) -> dict[tuple[str, ...], tuple[int, ...]]:
    """Return the years in which the total was published but parts were not, by the names of the parts."""
    years: dict[tuple[str, ...], tuple[int, ...]] = {}
    for index, total in enumerate(chart.totals):
        points = [(part.name, part.points[index]) for part in chart.parts]
        names = tuple(name for name, point in points if point.value is None and mark in point.marks)
        if names and total.value is not None:
            years[names] = (*years.get(names, ()), total.year)
    return years


def _column(chart: StackedColumns, index: int) -> str:
    total = chart.totals[index]
    points = [(part.name, part.points[index]) for part in chart.parts]
    parts = [f"{point.text} {name}" for name, point in points if point.value is not None]
    corrected = " (corrected)" if MarkCode.CORRECTED in total.marks else ""
    return f"{total.year}: {total.text}{corrected}{f', of these {list_of(parts)}' if parts else ''}"


def _small_multiples(chart: SmallMultiples) -> list[Telling]:
    count = len(chart.panels)
    kind = f"{capitalised(number_word(count))} column charts on one scale" if count > 1 else "Column chart"
    gaps = _missing([(panel.title, panel.points) for panel in chart.panels])
    tellings: list[Telling] = []
    tell: Callable[[Sequence[Point]], str]
    for tell in (_every_value, _first_last):
        tellings.append((kind, [*(_named(panel.title, tell(panel.points)) for panel in chart.panels), *gaps]))
    return tellings


def _tile_map(chart: TileMap) -> list[Telling]:
    shown = [tile for tile in chart.tiles if tile.map_class is not None]
    missing = [tile.code for tile in chart.tiles if tile.map_class is None]
    kind = f"Map with one tile for each of {_counted(len(chart.tiles), 'place')}"
    gaps = f"no figure is given for {list_of(missing)}" if missing else ""
    ordered = sorted(shown, key=_size)
    extremes = []
    if len(ordered) > 2 * NAMED_TILES:
        largest, smallest = ordered[: -NAMED_TILES - 1 : -1], ordered[:NAMED_TILES]
        extremes = [f"the largest figures are {_tiles(largest)}", f"the smallest are {_tiles(smallest)}"]
    elif ordered:
        extremes = [_tiles(ordered[::-1])]
    return [(kind, [*extremes, _classes(chart, shown), gaps]), (kind, [*extremes, gaps])]


def _size(tile: MapTile) -> tuple[int, float, str]:
    """Return what orders tiles: their class, and within it the digits of their text."""
    digits = "".join(character for character in tile.text if character.isdigit() or character == ".").strip(".")
    return tile.map_class or 0, float(digits) if digits.count(".") < 2 and digits else 0.0, tile.code


def _tiles(tiles: Sequence[MapTile]) -> str:
    return list_of([f"{tile.code} {tile.text}" for tile in tiles])


def _classes(chart: TileMap, shown: Sequence[MapTile]) -> str:
    """Return how many places are in each class: `12 places are in the class 1–99, 14 in 100–249 ...`."""
    counts = [sum(tile.map_class == index for tile in shown) for index in range(len(chart.classes))]
    words = [f"{count} in {entry.text}" for count, entry in zip(counts, chart.classes, strict=True) if count]
    return f"number of places in each class: {list_of(words)}" if words else ""


def _ranking(chart: Ranking) -> list[Telling]:
    published = [row for row in chart.rows if row.value is not None]
    kind = f"Column chart of {_counted(len(chart.rows), 'place')}, the largest first"
    sentences = [_extremes(published)]
    if chart.marked is not None:
        sentences.append(_marked(chart.rows[chart.marked], published))
    named = [text for _, text in chart.labels]
    return [(kind, [*sentences, *named]), (kind, sentences)]


def _marked(row: BarRow, published: Sequence[BarRow]) -> str:
    """Return where the marked row stands, ties said as such."""
    if row.value is None:
        return f"{row.name} is marked and has no figure"
    rank = 1 + sum((other.value or 0) > row.value for other in published)
    tied = sum(other.value == row.value for other in published) > 1
    return f"{row.name} is marked: {ordinal(rank)} of {len(published)}{', tied,' if tied else ''} with {row.text}"
