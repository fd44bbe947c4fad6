"""A table of one indicator: a row for each member of a breakdown, or for a place and its neighbors, over the years."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.compose import phrases
from reportgen.compose.bases import shared_years
from reportgen.compose.exhibits import note_references
from reportgen.compose.figures import member_mapping, years_by_mark
from reportgen.compose.tables.body import TableBody, missing_lines
from reportgen.compose.tables.columns import first_and_last, recent, wanted_pairs, wanted_units, year_pairs
from reportgen.compose.tables.member_columns import MemberColumns, PartShare, broken_years
from reportgen.dataset.package import PLACE_DIMENSION
from reportgen.document import Mark, Note, NoteLine, RowRole, Text
from reportgen.errors import TemplateError
from reportgen.language import say
from reportgen.measure import MarkCode, Reason
from reportgen.unit import Compared, UnitKind
from reportgen.wording import sort_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportgen.compose.figures import FigureView, SeriesKey
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.compose.tables.columns import ChangeUnit, Span
    from reportgen.periods import Period

MANY_YEARS = 4
"""From this many columns of years on, a change is given in percent only, so that the table stays within the page."""
REST_CODES = ("other", "others", "unknown")
"""Members that are all others, or nobody knows which."""
OPTIONS = (
    "figure", "by", "of", "head", "total", "order", "years", "years-head", "trend", "bars", "share", "part-share",
    "changes", "change-in",
)  # fmt: skip


def members(scope: Scope, options: Options) -> TableBody | None:
    """Return the rows of all members and their total; None when the breakdown was not published in the range.

    `of: neighbors` gives the report's place, those that border on it and the country instead. The total of places is
    that of what they lie within.
    """
    key, dimension = scope.key(options.text("figure")), options.text("by")
    whole = _whole(scope, key, dimension)
    is_near = options.choice("of", ("all", "neighbors"), "all") == "neighbors"
    rows_of = _neighbors(scope, key, options) if is_near else scope.member_keys(key, dimension)
    scope = scope.of(*rows_of)
    years = _years_of_places(scope, key) if is_near else _years(scope, rows_of)
    if not years:
        return None
    if not is_near:
        rows_of = _ordered(
            scope, rows_of, dimension, options.choice("order", ("list", "size", "name"), "list"), years[-1]
        )
    country = whole.at(scope.package.country)
    total = country if is_near else whole
    are_places = is_near or scope.is_level(dimension) or dimension == PLACE_DIMENSION
    totals = (total,) if _has_total(scope, total, years, are_places=are_places) else ()
    keys = (*rows_of, *totals)
    columns = _columns(scope, options, keys=keys, whole=total, years=years)
    labels = [scope.member_label(key, dimension) for key in rows_of]
    labels += [scope.package.place(country.place).name if is_near else options.text("total") for _ in totals]
    references, common = _without_common(
        [note_references(scope, key, years=columns.used, by=_place_of(scope, key, dimension)) for key in rows_of],
        note_references(scope, total, years=columns.used) if totals else (),
    )
    references = references[: len(keys)]  # those of a total come last, also where there is no row for it
    roles = [_role(scope, key, total, is_near=is_near) for key in keys]
    rows = (columns.row(*row) for row in zip(keys, labels, references, roles, strict=True))
    return TableBody(
        columns=columns.settings(),
        head=columns.head(options.text("head"), common),
        rows=tuple(rows),
        shown=columns.shown(),
        references=tuple(note for notes in [common, *references] for note in notes),
        lines=(
            *_missing_lines(scope, years, rows_of, columns),
            *_uncertain_lines(
                scope, keys, year_pairs(shared_years(scope, keys, years), wanted_pairs(options)), spans=columns.spans
            ),
        ),
    )


def _whole(scope: Scope, key: SeriesKey, dimension: str) -> SeriesKey:
    """Return what the members are parts of: of places, what those listed lie within."""
    return key.at(scope.package.levels.whole(key.place, dimension)) if scope.is_level(dimension) else key


def _columns(
    scope: Scope, options: Options, *, keys: Sequence[SeriesKey], whole: SeriesKey, years: tuple[Period, ...]
) -> MemberColumns:
    shown = {"all": years, "last": years[-1:], "ends": first_and_last(years), "recent": recent(years)}
    chosen = shown[options.choice("years", tuple(shown), "all")]
    return MemberColumns(
        scope,
        options.text("by"),
        chosen,
        spans=_change_spans(scope, keys, years, wanted_pairs(options)),
        units=_units(scope, options, whole, chosen),
        share=_share(options),
        part_share=_part_share(scope, options, keys, chosen[-1]),
        bars=options.flag("bars"),
        trend=options.flag("trend"),
        years_head=options.text("years-head", ""),
        place=scope.place if options.text("of", "") == "neighbors" else "",
        place_years=years,
        whole=whole,
        keys=tuple(keys),
    )


def _units(scope: Scope, options: Options, whole: SeriesKey, years: Sequence[Period]) -> tuple[ChangeUnit, ...]:
    """Return in which units changes are given; shares change in points only, other figures by their difference only.

    So do those of an indicator that goes below zero, unless the template asks for percentages.
    """
    default: tuple[ChangeUnit, ...] = ("number", "percent") if len(years) < MANY_YEARS else ("percent",)
    wanted = wanted_units(options, default=default)
    match scope.indicator(whole).measured_in.compared:
        case Compared.POINTS:
            return ("percent",)
        case Compared.DIFFERENCE:
            return ("number",)
        case _ if scope.package.has_negative(whole.indicator) and "change-in" not in options.values:
            return ("number",)
        case _:
            return wanted


def _share(options: Options) -> str:
    """Return for which years each member's share is given: `last` or `each` of those shown, or empty for none."""
    value = options.switch("share", default=False)
    if value is not None:
        return "last" if value else ""
    return options.choice("share", ("last", "each"))


def _part_share(scope: Scope, options: Options, keys: Sequence[SeriesKey], year: Period) -> PartShare | None:
    """Return the part whose share is given for the last year; None where no row has one, or it is not asked for."""
    if "part-share" not in options.values:
        return None
    given = options.mapping("part-share", ("parts", "part", "head"))
    part = PartShare(given.text("parts"), given.text("part"), given.text("head"))
    return part if any(scope.figure(part.of(key), year).published for key in keys) else None


def _neighbors(scope: Scope, key: SeriesKey, options: Options) -> tuple[SeriesKey, ...]:
    """Return the series of the report's place, and those of the places that border on it by name."""
    if not scope.is_level(options.text("by")) or scope.place == scope.package.country:
        raise TemplateError(
            "option `of`: `neighbors` needs `by: place` and a report about a place",
            where=options.where,
            hint="add `by: place`, or leave `of` out",
        )
    near = sorted(
        scope.package.place(scope.place).neighbours, key=lambda code: sort_name(scope.package.place(code).name)
    )
    return tuple(key.at(place) for place in (scope.place, *near))


def _ordered(
    scope: Scope, keys: tuple[SeriesKey, ...], dimension: str, order: str, year: Period
) -> tuple[SeriesKey, ...]:
    """Return the rows as the data list them, by size, the largest first, or by name.

    Where they do not stand as listed, what is no member like the others, such as `Unknown`, comes last.
    """
    ranks: dict[str, Callable[[SeriesKey], float | str]] = {
        "size": lambda key: -_size(scope.figure(key, year)),
        "name": lambda key: sort_name(scope.member_label(key, dimension)),
    }
    if order not in ranks:
        return keys
    rank = ranks[order]
    return tuple(sorted(keys, key=lambda key: (_is_rest(scope, key, dimension), rank(key))))


def _is_rest(scope: Scope, key: SeriesKey, dimension: str) -> bool:
    if scope.is_level(dimension):
        return not scope.is_member(key, dimension)
    return member_mapping(key)[dimension] in REST_CODES


def _role(scope: Scope, key: SeriesKey, whole: SeriesKey, *, is_near: bool) -> RowRole:
    if key == whole:
        return "total"
    return "own" if is_near and key.place == scope.place else "body"


def _years(scope: Scope, rows_of: Sequence[SeriesKey]) -> tuple[Period, ...]:
    return scope.years_of_any(tuple(rows_of))


def _years_of_places(scope: Scope, key: SeriesKey) -> tuple[Period, ...]:
    """Return the years in which any place of its level has a figure, so that all of them have the same columns."""
    return _years(scope, scope.keys_beside(key))


def _place_of(scope: Scope, key: SeriesKey, dimension: str) -> str:
    """Return the place of a row of places, which a series does not name as it names the member of a breakdown."""
    return f"{PLACE_DIMENSION}={key.place}" if scope.is_level(dimension) else ""


def _has_total(scope: Scope, whole: SeriesKey, years: Sequence[Period], *, are_places: bool) -> bool:
    """Whether a row of totals says anything: shares of one whole add to 100, and some totals are not published.

    That of places is their own whole, whose percentage is one more of the same kind.
    """
    if scope.indicator(whole).measured_in.kind in (UnitKind.PERCENT, UnitKind.ONE_IN) and not are_places:
        return False
    return any(year in years for year in scope.published_years(whole))


def _size(figure: FigureView) -> float:
    return figure.value if figure.published else float("-inf")


def _without_common(
    rows: Sequence[tuple[Note, ...]], total: tuple[Note, ...]
) -> tuple[list[tuple[Note, ...]], tuple[Note, ...]]:
    """Return each row's notes and the total's, without those that all rows share, and the shared ones for the head.

    A note on the whole stays on the last row, the total, only; a table without one gives none for it.
    """
    of_all = [note for note in rows[0] if all(note in notes for notes in rows)]
    common = tuple(note for note in of_all if note not in total) if len(rows) > 1 else ()
    elsewhere = {*common, *(note for note in of_all if note in total)}
    return [*(tuple(note for note in notes if note not in elsewhere) for notes in rows), total], common


def _change_spans(
    scope: Scope, keys: Sequence[SeriesKey], years: Sequence[Period], wanted: Sequence[str]
) -> tuple[Span, ...]:
    """Return the pairs of years worth a column, those in which any row has a change.

    Where no row can be compared across a break, they are those before it.
    """
    broken = broken_years(scope, keys, years)
    years = shared_years(scope, keys, years)
    for count in range(len(years), 1, -1):
        found = [
            pair
            for pair in year_pairs(years[:count], wanted)
            if any(scope.change(key, *pair).comparable for key in keys)
        ]
        if found or years[count - 1] not in broken:
            return tuple(found)
    return ()


def _uncertain_lines(
    scope: Scope,
    keys: Sequence[SeriesKey],
    pairs: Sequence[tuple[Period, Period]],
    *,
    spans: Sequence[tuple[Period, Period]],
) -> tuple[NoteLine, ...]:
    """Return why a table has no column of changes, where rounding is the reason; one that is there says it itself."""
    reasons = {scope.change(key, *pair).change.reason for pair in pairs if pair not in spans for key in keys}
    if spans or Reason.UNCERTAIN not in reasons:
        return ()
    text = phrases.no_change_line(Reason.UNCERTAIN, minimum_base=scope.package.rules.minimum_base)
    return (NoteLine(None, (Text(text),)),)


def _missing_lines(
    scope: Scope, years: Sequence[Period], rows_of: Sequence[SeriesKey], columns: MemberColumns
) -> tuple[NoteLine, ...]:
    absent = years_by_mark(scope.figure(rows_of[0], year) for year in scope.years if year not in years)
    within = missing_lines((*(scope.figure(key, year) for key in rows_of for year in columns.used), *columns.parts()))
    return (
        *(NoteLine(Mark(mark), (Text(phrases.not_broken_down_line(found, mark)),)) for mark, found in absent.items()),
        *(
            replace(line, children=(Text(say(phrases.NO_ROW_LINE)),))
            if line.lead == Mark(MarkCode.NOT_PUBLISHED)
            else line
            for line in within
        ),
    )
