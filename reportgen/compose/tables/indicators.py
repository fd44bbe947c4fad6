"""A table of series: a row for each, in groups, a column for each year, with the changes at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from reportgen.compose.cells import (
    change_cells,
    change_head,
    decimals_of,
    figure_cell,
    is_low,
    label_cell,
    points_cell,
    seems_off,
    share_cell,
)
from reportgen.compose.exhibits import Shown, note_references
from reportgen.compose.shares import points_of, share_percent, withheld
from reportgen.compose.tables.body import TableBody, missing_lines
from reportgen.document import Cell, Column, Note, Row, Text
from reportgen.errors import TemplateError
from reportgen.measure import MarkCode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.compare import Points
    from reportgen.compose.figures import ChangeView, FigureView, SeriesKey
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.measure import NoShare

ROW_OPTIONS = ("figure", "label", "place", "share-of", "total")


@dataclass(frozen=True, slots=True)
class _Line:
    """One row to be: a series, or its share of the total over a dimension."""

    key: SeriesKey
    label: str
    share_of: str
    """A dimension, or `place`; empty for the figure itself."""
    total: bool


def indicators(scope: Scope, options: Options) -> TableBody | None:
    """Return the rows of the listed series that are published in the range; None when none is.

    `years: published` leaves out the years in which no row of the report's place has a figure.
    """
    groups = [
        (group.text("title", ""), _lines(scope, group)) for group in options.mappings("groups", ("title", "rows"))
    ]
    lines = [line for _, found in groups for line in found]
    if not lines:
        return None
    years = _years(scope, lines, options.choice("years", ("all", "published"), "all"))
    plain = [line.key for line in lines if not line.share_of]
    decimals = {year: decimals_of(scope.figure(key, year) for key in plain) for year in years}
    layout = _Layout(scope, years, _spans(years), decimals, noted=options.flag("noted", default=True))
    rows = [row for title, found in groups if found for row in layout.group(title, found)]
    figures = layout.figures(lines)
    return TableBody(
        columns=(Column(align="left", is_row_header=True), *(Column() for _ in (*years, *layout.spans))),
        head=(layout.head(options.text("head")),),
        rows=tuple(rows),
        shown=Shown(
            tuple(figure for figure in figures if figure.published),
            tuple(change for line in lines if not line.share_of for change in layout.changes(line)),
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
        place = scope.package.country if row.choice("place", ("own", "country"), "own") == "country" else scope.place
        key = scope.key(row.text("figure"), place=place)
        line = _Line(key, row.text("label", "") or _row_label(scope, key), row.text("share-of", ""), row.flag("total"))
        if line.share_of and not row.text("label", ""):
            raise TemplateError("a row with `share-of` needs a `label`", where=row.where)
        if scope.published(key):
            found.append(line)
    return found


def _row_label(scope: Scope, key: SeriesKey) -> str:
    indicator = scope.indicator(key)
    unit = ", millions" if scope.in_millions(key) else ""
    return f"{indicator.short_title or indicator.title}{unit}"


def _row_unit(scope: Scope, key: SeriesKey) -> str:
    return "million" if scope.in_millions(key) else scope.indicator(key).unit


def _years(scope: Scope, lines: Sequence[_Line], choice: str) -> tuple[int, ...]:
    if choice == "all":
        return scope.years
    own = [line.key for line in lines if line.key.place == scope.place] or [line.key for line in lines]
    dimension_years = {
        year
        for key in own
        for year in scope.years
        if scope.place != scope.package.country and scope.package.places_with(key.indicator, year)
    }
    return tuple(sorted(dimension_years | {year for key in own for year in scope.published_years(key)}))


def _spans(years: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return the last step and the whole range."""
    if len(years) < 2:
        return ()
    return tuple(dict.fromkeys([(years[-2], years[-1]), (years[0], years[-1])]))


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns of the table, and how a row fills them."""

    scope: Scope
    years: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    decimals: Mapping[int, Mapping[str, int]]
    """By year, then by indicator: what stands under each other of one kind has as many."""
    noted: bool
    """Whether rows refer to notes; a short document may say them in its text instead."""
    _points: dict[_Line, tuple[Points, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Changes of shares asked for before: cells and small print follow from the same ones."""

    def head(self, first: str) -> Row:
        """Return the head row."""
        years = (Cell((Text(str(year)),)) for year in self.years)
        return Row((Cell((Text(first),)), *years, *(change_head(*span) for span in self.spans)), role="head")

    def group(self, title: str, lines: Sequence[_Line]) -> list[Row]:
        """Return the rows of one group under its title."""
        span = 1 + len(self.years) + len(self.spans)
        heading = [Row((Cell((Text(title),), column_span=span),), role="group")] if title else []
        return [*heading, *(self.row(line) for line in lines)]

    def row(self, line: _Line) -> Row:
        """Return the row of one series, or of its shares."""
        label = label_cell(line.label, self.notes(line))
        if line.share_of:
            return Row((label, *self._share_cells(line)), unit="share")
        changes = (cell for change in self.changes(line) for cell in change_cells(change, numbers=False))
        role: Literal["total", "body"] = "total" if line.total else "body"
        return Row((label, *self._figure_cells(line), *changes), role, _row_unit(self.scope, line.key))

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

    def _figure_cells(self, line: _Line) -> list[Cell]:
        """Return the figures; the first one after a break has the dotted edge and the mark."""
        breaks = self.scope.break_years(line.key, self.years)
        return [
            figure_cell(
                self.scope.figure(line.key, year),
                decimals=self.decimals[year][line.key.indicator],
                break_before=year in breaks,
            )
            for year in self.years
        ]

    def _share_cells(self, line: _Line) -> list[Cell]:
        cells = [share_cell(self.scope, view, line.share_of) for view in self._views(line)]
        points = (
            points_cell(each, missing=self._missing(line, *span))
            for each, span in zip(self.points(line), self.spans, strict=True)
        )
        return [*cells, *points]

    def _missing(self, line: _Line, *years: int) -> MarkCode:
        """Return why there is no difference of two shares: the figure is missing, or no share is calculated."""
        views = (self.scope.figure(line.key, year) for year in years)
        return next((view.missing for view in views if not view.published), MarkCode.NOT_APPLICABLE)

    def _shares(self, line: _Line) -> dict[int, float | None]:
        return {view.year: share_percent(self.scope, view, line.share_of) for view in self._views(line)}

    def _views(self, line: _Line) -> list[FigureView]:
        return [self.scope.figure(line.key, year) for year in self.years]
