"""Turn a chart directive into a Figure: values, words and small print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import wording
from reportgen.compose import phrases
from reportgen.compose.classes import class_of, class_texts, shade_bounds
from reportgen.compose.exhibits import (
    Shown,
    caption,
    free_lines,
    mark_lines,
    note_lines,
    note_references,
    source_line,
)
from reportgen.compose.options import directive_options
from reportgen.compose.shares import ranked, share_percent
from reportgen.describe import alt_text
from reportgen.document import (
    BarRow,
    Break,
    Chart,
    Figure,
    Line,
    LineChart,
    MapClass,
    MapTile,
    Mark,
    NoteLine,
    Panel,
    Point,
    RankedBars,
    ShareRow,
    SmallMultiples,
    StackedShares,
    Text,
    TileMap,
    plain_text,
)
from reportgen.measure import MarkCode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Literal

    from reportgen.compose.figures import FigureView, SeriesKey
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.template import Directive

    Drawn = tuple[Chart, Shown, tuple[NoteLine, ...]]

COMMON = ("kind", "headline", "subtitle", "notes")
ROLES = ("first", "second", "third", "fourth", "total")


def figure(scope: Scope, directive: Directive) -> tuple[Figure, ...]:
    """Return the figure that a directive asks for; none when the range has too few values to draw.

    Raises TemplateError for an unknown kind or option.
    """
    kinds: dict[str, tuple[Callable[[Scope, Options], Drawn | None], tuple[str, ...]]] = {
        "line": (_line_chart, ("lines",)),
        "bars": (_ranked_bars, ("figure", "by", "top")),
        "shares": (_stacked_shares, ("figure", "by", "parts", "first", "total-title")),
        "multiples": (_small_multiples, ("figure", "by", "top")),
        "map": (_tile_map, ("figure", "legend")),
    }
    known = tuple(dict.fromkeys(name for _, names in kinds.values() for name in names))
    kind = directive_options(directive, (*COMMON, *known)).choice("kind", tuple(kinds))
    draw, names = kinds[kind]
    options = directive_options(directive, (*COMMON, *names))
    drawn = draw(scope, options)
    return () if drawn is None else (_figure(scope, directive, options, drawn),)


def _figure(scope: Scope, directive: Directive, options: Options, drawn: Drawn) -> Figure:
    chart, shown, lines = drawn
    head = caption("Figure", options)
    return Figure(
        anchor=directive.name,
        caption=head,
        chart=chart,
        alt=alt_text(chart, headline=plain_text(head.headline), subtitle=plain_text(head.subtitle)),
        notes=(*lines, *mark_lines(scope, shown), *free_lines(options)),
        source=source_line(scope, shown),
    )


def _point(figure: FigureView) -> Point:
    marks = tuple(code for code in figure.mark_codes if code is not MarkCode.SERIES_BREAK)
    if not figure.published:
        return Point(figure.year, None, "", marks)
    return Point(figure.year, figure.value, figure.plotted, marks)


def _line_chart(scope: Scope, options: Options) -> Drawn | None:
    lines, keys = [], []
    for index, line in enumerate(options.mappings("lines", ("figure", "name", "role", "hollow"))):
        key = scope.key(line.text("figure"))
        if not scope.published(key):
            continue
        keys.append(key)
        role = line.choice("role", ROLES, ROLES[index])
        points = tuple(_point(view) for view in scope.figures(key))
        lines.append(Line(line.text("name"), points, role=_role(role), hollow=line.flag("hollow")))
    years = {view.year for key in keys for view in scope.published(key)}
    if len(years) < 2:
        return None
    chart = LineChart(scope.years, tuple(lines), breaks=_breaks(scope, keys), scale=_scale(scope, keys[0]))
    shown = Shown(tuple(view for key in keys for view in scope.published(key)), breaks=bool(chart.breaks))
    notes = note_lines(scope, [note for key in keys for note in note_references(scope, key)])
    return chart, shown, (*notes, *_gap_lines(scope, keys, [line.name for line in lines]))


def _role(role: str) -> Literal["first", "second", "third", "fourth", "total"]:
    return next(known for known in ("first", "second", "third", "fourth", "total") if known == role)


def _scale(scope: Scope, key: SeriesKey) -> Literal["one", "million", "percent"]:
    indicator = scope.indicator(key)
    if indicator.unit == "percent":
        return "percent"
    return "million" if scope.in_millions(key) else "one"


def _breaks(scope: Scope, keys: Sequence[SeriesKey]) -> tuple[Break, ...]:
    found = {
        series_break.year: series_break.short
        for key in keys
        for series_break in scope.breaks(key)
        if any(view.year < series_break.year for view in scope.published(key))
    }
    return tuple(Break(year, phrases.break_label(year, short)) for year, short in sorted(found.items()))


def _gap_lines(scope: Scope, keys: Sequence[SeriesKey], names: Sequence[str]) -> tuple[NoteLine, ...]:
    """Return which figures are missing: one line for each set of years, naming the lines they are missing from."""
    missing: dict[tuple[int, ...], list[str]] = {}
    for key, name in zip(keys, names, strict=True):
        years = tuple(view.year for view in scope.figures(key) if not view.published)
        if years:
            missing.setdefault(years, []).append(name)
    return tuple(
        NoteLine(
            Mark(MarkCode.NOT_PUBLISHED),
            (Text(phrases.not_published_line(years, gaps if len(gaps) < len(keys) else ())),),
        )
        for years, gaps in missing.items()
    )


def _ranked_bars(scope: Scope, options: Options) -> Drawn | None:
    key = scope.key(options.text("figure"))
    dimension = options.text("by")
    years = _years_of_members(scope, key, dimension)
    if not years:
        return None
    largest = ranked(scope, key, years[-1], dimension)[: options.count("top", 8)]
    comparable = all(scope.change(view.key, years[0], years[-1]).comparable for view in largest if years[0] < years[-1])
    earlier = years[0] if len(years) > 1 and comparable else None
    rows, shown = [], []
    for view in largest:
        before = scope.figure(view.key, earlier) if earlier else None
        shown += [view, *([before] if before and before.published else [])]
        rows.append(_bar_row(scope, view, before, dimension))
    chart = RankedBars(tuple(rows), title=str(years[-1]), earlier_title=str(earlier) if earlier else "")
    return chart, Shown(tuple(shown)), ()


def _bar_row(scope: Scope, view: FigureView, before: FigureView | None, dimension: str) -> BarRow:
    name = scope.member_label(view.key, dimension)
    if before is None:
        return BarRow(name, view.value, view.text)
    if not before.published:
        return BarRow(name, view.value, view.text, None, f"[{MarkCode.NOT_PUBLISHED}]")
    return BarRow(name, view.value, view.text, before.value, before.text)


def _years_of_members(scope: Scope, key: SeriesKey, dimension: str) -> tuple[int, ...]:
    members = scope.member_keys(key, dimension)
    return tuple(sorted({year for member in members for year in scope.published_years(member)}))


def _stacked_shares(scope: Scope, options: Options) -> Drawn | None:
    key = scope.key(options.text("figure"))
    dimension = options.text("by")
    part_dimension = options.text("parts")
    years = _years_of_members(scope, key, dimension)
    if not years:
        return None
    year = years[-1]
    first = options.text("first", "")
    parts = scope.package.members(key.indicator, part_dimension, year=year, place=key.place)
    parts = tuple(sorted(parts, key=lambda part: part != first))
    shown, rows = [], []
    for member in scope.member_keys(key, dimension):
        whole = scope.figure(member, year)
        views = [scope.figure(member.with_member(part_dimension, part), year) for part in parts]
        if not whole.published or not all(view.published for view in views):
            continue
        shares = [share_percent(scope, view, part_dimension) for view in views]
        if any(share is None for share in shares):
            continue
        shown += [whole, *views]
        values = tuple(share for share in shares if share is not None)
        texts = tuple(wording.percent(value) for value in values)
        rows.append(ShareRow(scope.member_label(member, dimension), values, texts, whole.text))
    if not rows:
        return None
    rows.sort(key=lambda row: -row.values[0])
    labels = tuple(scope.package.label(part_dimension, part) for part in parts)
    chart = StackedShares(labels, tuple(rows), total_title=options.text("total-title"))
    return chart, Shown(tuple(shown), shares=True), ()


def _small_multiples(scope: Scope, options: Options) -> Drawn | None:
    key = scope.key(options.text("figure"))
    dimension = options.text("by")
    first = max((found.year for found in scope.breaks(key)), default=scope.range.first)
    years = tuple(year for year in _years_of_members(scope, key, dimension) if year >= first)
    if len(years) < 2:
        return None
    largest = ranked(scope, key, years[-1], dimension)[: options.count("top", 4)]
    panels, shown = [], []
    for view in largest:
        views = [scope.figure(view.key, year) for year in years]
        shown += [found for found in views if found.published]
        panels.append(Panel(scope.member_label(view.key, dimension), tuple(_point(found) for found in views)))
    missing = tuple(year for year in scope.years if year not in years)
    lines = (
        (NoteLine(Mark(MarkCode.NOT_PUBLISHED), (Text(phrases.not_published_line(missing, ())),)),) if missing else ()
    )
    return SmallMultiples(tuple(panels)), Shown(tuple(shown)), lines


def _tile_map(scope: Scope, options: Options) -> Drawn | None:
    key = scope.key(options.text("figure"))
    years = _years_of_members(scope, key, "place")
    if not years:
        return None
    year = years[-1]
    on_map = [place for place in scope.package.places.values() if place.tile_row is not None]
    views = {place.place: scope.figure(key.at(place.place), year) for place in on_map}
    bounds = shade_bounds([view.value for view in views.values() if view.published])
    tiles = tuple(
        MapTile(
            place.place,
            place.tile_row or 0,
            place.tile_column or 0,
            views[place.place].text if views[place.place].published else f"[{MarkCode.NOT_PUBLISHED}]",
            class_of(views[place.place].value, bounds) if views[place.place].published else None,
        )
        for place in on_map
    )
    classes = tuple(MapClass(text) for text in class_texts(bounds))
    chart = TileMap(tiles, classes, title=options.text("legend"), missing_text=f"[{MarkCode.NOT_PUBLISHED}] no row")
    shown = Shown(tuple(view for view in views.values() if view.published))
    return chart, shown, _map_lines(scope, key, year, views)


def _map_lines(scope: Scope, key: SeriesKey, year: int, views: dict[str, FigureView]) -> tuple[NoteLine, ...]:
    lines: list[NoteLine] = []
    without = [scope.package.places[code].in_sentence for code, view in views.items() if not view.published]
    if without:
        lines.append(NoteLine(Mark(MarkCode.NOT_PUBLISHED), (Text(phrases.missing_places_line(year, without)),)))
    elsewhere = [
        scope.figure(member, year)
        for member in scope.member_keys(key, "place")
        if scope.package.places[member.place].tile_row is None
    ]
    texts = [f"{scope.member_label(view.key, 'place')}, {view.text}" for view in elsewhere if view.published]
    if texts:
        lines.append(NoteLine(None, (Text(phrases.not_on_map_line(texts)),)))
    lines.append(NoteLine(None, (Text(phrases.RATE_CAVEAT),)))
    return tuple(lines)
