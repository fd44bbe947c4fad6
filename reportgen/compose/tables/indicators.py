"""A table of series: a row for each, in groups, a column for each year, with the changes at the end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reportgen.compose.cells import (
    change_cell,
    decimals_of,
    figure_cell,
    is_low,
    label_cell,
    points_cell,
    seems_off,
    share_cell,
    trend_cell,
)
from reportgen.compose.exhibits import Shown, note_references
from reportgen.compose.figures import with_unit
from reportgen.compose.scope import PLACES_NAMED
from reportgen.compose.shares import points_of, points_operation, share_percent, withheld
from reportgen.compose.tables.body import TableBody, missing_lines
from reportgen.compose.tables.columns import (
    TRENDS,
    TableColumn,
    change_columns,
    first_and_last,
    head_rows,
    recent,
    trend_head,
    wanted_pairs,
    wanted_units,
    year_pairs,
)
from reportgen.document import Cell, Column, Note, Row, RowRole, Text
from reportgen.errors import TemplateError
from reportgen.language import say
from reportgen.measure import MarkCode, Reason
from reportgen.unit import Compared

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.compare import Points
    from reportgen.compose.figures import ChangeView, FigureView, SeriesKey
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.compose.tables.columns import ChangeColumn, ChangeUnit, Span
    from reportgen.measure import NoShare
    from reportgen.periods import Period

ALONE = (Compared.POINTS, Compared.DIFFERENCE)
"""Ways to compare that give one number for a change, where others give it in percent, too."""
OPTIONS = ("groups", "head", "years", "noted", "trend", "changes", "change-in")
ROW_OPTIONS = ("figure", "label", "place", "share-of", "total", "own")


@dataclass(frozen=True, slots=True)
class _Line:
    """One row to be: a series, or its share of the total over a dimension."""

    key: SeriesKey
    label: str
    share_of: str
    """A dimension, or `place`; empty for the figure itself."""
    role: RowRole

    @property
    def has_sign(self) -> bool:
        """Whether `%` stands after its shares; where the label says it, `Resolved, %`, they are bare numbers."""
        return not self.label.endswith("%")


def indicators(scope: Scope, options: Options) -> TableBody | None:
    """Return the rows of the listed series that are published in the range; None when none is.

    `years: published` leaves out the years in which no row of the report's place has a figure; `ends` shows the first
    and the last, with the same changes.
    """
    groups = [
        (group.text("title", ""), _lines(scope, group)) for group in options.mappings("groups", ("title", "rows"))
    ]
    lines = [line for _, found in groups for line in found]
    if not any(scope.published(line.key) for line in lines):
        return None
    scope = scope.of(*(line.key for line in lines))
    choice = options.choice("years", ("all", "published", "ends", "recent"), "all")
    compared = _years(scope, lines, choice)
    years = first_and_last(compared) if choice == "ends" else compared
    plain = [line.key for line in lines if not line.share_of]
    decimals = {year: decimals_of(scope.figure(key, year) for key in plain) for year in years}
    layout = _Layout(
        scope,
        years,
        year_pairs(compared, wanted_pairs(options)),
        wanted_units(options, default=("percent",)),
        decimals,
        trend=options.flag("trend") and any(_trend_of(scope, line).trend for line in lines),
        noted=options.flag("noted", default=True),
    )
    rows = [row for title, found in groups if found for row in layout.group(title, found)]
    figures = layout.figures(lines)
    return TableBody(
        columns=(Column(align="left", is_row_header=True), *(each.column for each in layout.columns)),
        head=head_rows(Cell((Text(options.text("head")),)), layout.columns),
        rows=tuple(rows),
        shown=Shown(
            tuple(figure for figure in figures if figure.published),
            tuple(change for line in lines if not line.share_of for change in layout.changes(line)),
            unmarked=layout.unmarked(lines),
            shares=any(line.share_of for line in lines),
            withheld_shares=frozenset().union(*(layout.withheld(line) for line in lines)),
            withheld_points=frozenset(points.reason for line in lines for points in layout.points(line)),
            low_points=any(is_low(points) for line in lines for points in layout.points(line)),
            points_seem_off=any(layout.seem_off(line) for line in lines),
            breaks=any(cell.break_before for row in rows for cell in row.cells),
            resumes=any(scope.resumes(line.key, years) for line in lines if not line.share_of),
        ),
        references=tuple(dict.fromkeys(note for line in lines for note in layout.notes(line))),
        lines=missing_lines(figures),
    )


def _lines(scope: Scope, group: Options) -> list[_Line]:
    found = []
    for row in group.mappings("rows", ROW_OPTIONS):
        place = scope.place_named(row.choice("place", PLACES_NAMED, "own"))
        key = scope.key(row.text("figure"), place=place)
        line = _Line(key, row.text("label", "") or _row_label(scope, key), row.text("share-of", ""), _role(row))
        if line.share_of and not row.text("label", ""):
            raise TemplateError("a row with `share-of` needs a `label`", where=row.where, hint="add `label: …`")
        if scope.is_known(key):
            found.append(line)
    return found


def _role(row: Options) -> RowRole:
    return "total" if row.flag("total") else "own" if row.flag("own") else "body"


def _trend_of(scope: Scope, line: _Line) -> Cell:
    return trend_cell(scope, line.key, share_of=line.share_of)


def _row_label(scope: Scope, key: SeriesKey) -> str:
    indicator = scope.indicator(key)
    title = indicator.short_title or indicator.title
    if scope.in_millions(key):
        return say("{title}, million", title=title)
    return with_unit(title, indicator)


def _row_unit(scope: Scope, key: SeriesKey) -> str:
    return "million" if scope.in_millions(key) else scope.indicator(key).unit


def _years(scope: Scope, lines: Sequence[_Line], choice: str) -> tuple[Period, ...]:
    if choice != "published":
        return recent(scope.years) if choice == "recent" else scope.years
    own = [line.key for line in lines if line.key.place == scope.place] or [line.key for line in lines]
    years = {*scope.years_of_any(tuple(own))}
    # of 100,000 places beside it nobody has to ask for a year that is there already
    if _is_part(scope) and not years.issuperset(scope.all_years()):
        beside = map(scope.keys_beside, {_total(key) for key in own})
        years.update(year for keys in beside for year in scope.years_of_any(keys))
    return tuple(sorted(years))


def _is_part(scope: Scope) -> bool:
    return scope.place != scope.package.country


def _total(key: SeriesKey) -> SeriesKey:
    return replace(key, members=())


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns of the table, and how a row fills them."""

    scope: Scope
    years: tuple[Period, ...]
    spans: tuple[Span, ...]
    units: tuple[ChangeUnit, ...]
    decimals: Mapping[Period, Mapping[str, int]]
    """By year, then by indicator: what stands under each other of one kind has as many."""
    trend: bool
    noted: bool
    """Whether rows refer to notes; a short document may say them in its text instead."""
    _points: dict[_Line, tuple[Points, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Changes of shares asked for before: cells and small print follow from the same ones."""

    @property
    def columns(self) -> tuple[TableColumn[_Line], ...]:
        """All columns after the first, which names the rows."""
        changes = (self._change_column(each) for each in change_columns(self.spans, self.units))
        trends = (TableColumn(trend_head(), self._trend, column=TRENDS),) if self.trend else ()
        return (*trends, *map(self._year_column, self.years), *changes)

    def group(self, title: str, lines: Sequence[_Line]) -> list[Row]:
        """Return the rows of one group under its title."""
        heading = [Row((Cell((Text(title),), column_span=1 + len(self.columns)),), role="group")] if title else []
        return [*heading, *(self.row(line) for line in lines)]

    def row(self, line: _Line) -> Row:
        """Return the row of one series, or of its shares."""
        label = label_cell(line.label, self.notes(line))
        unit = "share" if line.share_of else _row_unit(self.scope, line.key)
        return Row((label, *(each.fill(line) for each in self.columns)), line.role, unit)

    def _trend(self, line: _Line) -> Cell:
        return _trend_of(self.scope, line)

    def _year_column(self, year: Period) -> TableColumn[_Line]:
        return TableColumn(Cell((Text(year.head),)), lambda line: self._year_cell(line, year))

    def _year_cell(self, line: _Line, year: Period) -> Cell:
        """Return a figure or its share; the first figure after a break has the dotted edge and the mark."""
        view = self.scope.figure(line.key, year)
        if line.share_of:
            return share_cell(self.scope, view, line.share_of, has_sign=line.has_sign)
        decimals = self.decimals[year][line.key.indicator]
        is_broken = year in self.scope.break_years(line.key, self.years)
        return figure_cell(view, decimals=decimals, break_before=is_broken)

    def _change_column(self, column: ChangeColumn) -> TableColumn[_Line]:
        return TableColumn(column.head, lambda line: self._change_cell(line, column), column.over)

    def _change_cell(self, line: _Line, column: ChangeColumn) -> Cell:
        """Return a change; one in points, or in the unit of the figures alone, stands among the numbers, if any."""
        is_in_percent = not line.share_of and self.scope.indicator(line.key).measured_in.compared not in ALONE
        if not is_in_percent and column.unit != self.units[0]:
            return Cell(())
        if not line.share_of:
            change = self.scope.change(line.key, *column.span)
            unit = "number" if self.is_told_by_difference(change) else column.unit
            return change_cell(change, unit=unit, with_unit=True)
        points = self.points(line)[self.spans.index(column.span)]
        origin = points_operation(self.scope, line.key, column.span, line.share_of)
        return points_cell(points, missing=self._missing(line, *column.span), origin=origin)

    def is_told_by_difference(self, change: ChangeView) -> bool:
        """Say whether a difference stands in place of a percentage, which figures below zero do not have."""
        return change.is_below_zero and "number" not in self.units

    def unmarked(self, lines: Sequence[_Line]) -> frozenset[Reason]:
        """Return the reasons for which the table has no percentage, and no mark."""
        changes = [change for line in lines if not line.share_of for change in self.changes(line)]
        below = [change for change in changes if change.change.reason is Reason.BELOW_ZERO]
        return frozenset({Reason.BELOW_ZERO} if below and all(map(self.is_told_by_difference, below)) else ())

    def figures(self, lines: Sequence[_Line]) -> tuple[FigureView, ...]:
        """Return every figure that the table prints or marks."""
        return tuple(self.scope.figure(line.key, year) for line in lines for year in self.years)

    def changes(self, line: _Line) -> tuple[ChangeView, ...]:
        """Return the changes of a series in the columns at the end."""
        return tuple(self.scope.change(line.key, *span) for span in self.spans)

    def withheld(self, line: _Line) -> frozenset[NoShare]:
        """Return why published figures have no share."""
        return withheld(self.scope, self._views(line) if line.share_of else (), line.share_of)

    def points(self, line: _Line) -> tuple[Points, ...]:
        """Return the changes of a share in the columns at the end; none of a row of figures."""
        if line not in self._points:
            spans = self.spans if line.share_of else ()
            self._points[line] = tuple(points_of(self.scope, line.key, span, line.share_of) for span in spans)
        return self._points[line]

    def seem_off(self, line: _Line) -> bool:
        """Whether a change of a share is not the difference of the shares as printed."""
        shares = self._shares(line) if line.share_of else {}
        found = zip(self.points(line), self.spans, strict=False)
        return any(seems_off(points, shares[base], shares[year]) for points, (base, year) in found)

    def notes(self, line: _Line) -> tuple[Note, ...]:
        """Return the notes on a row."""
        whole = line.key.place == self.scope.package.country
        return (
            ()
            if line.share_of or not self.noted
            else note_references(self.scope, line.key, years=self.years, whole=whole)
        )

    def _missing(self, line: _Line, *years: Period) -> MarkCode:
        """Return why there is no difference of two shares: the figure is missing, or no share is calculated."""
        views = (self.scope.figure(line.key, year) for year in years)
        return next((view.missing for view in views if not view.published), MarkCode.NOT_APPLICABLE)

    def _shares(self, line: _Line) -> dict[Period, float | None]:
        return {view.year: share_percent(self.scope, view, line.share_of) for view in self._views(line)}

    def _views(self, line: _Line) -> list[FigureView]:
        return [self.scope.figure(line.key, year) for year in self.years]
