"""The columns of a table of members: years, bars, shares and changes, and what a row prints in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.compare import GIVEN
from reportgen.compose.cells import bar_cell, change_cell, figure_cell, label_cell, share_cell, trend_cell
from reportgen.compose.exhibits import Shown
from reportgen.compose.shares import withheld
from reportgen.compose.tables.columns import TRENDS, TableColumn, change_columns, head_rows, trend_head
from reportgen.document import Cell, Column, Mark, Row, Text
from reportgen.language import message, say
from reportgen.measure import MarkCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reportgen.compose.figures import ChangeView, FigureView, SeriesKey
    from reportgen.compose.scope import Scope
    from reportgen.compose.tables.columns import ChangeColumn, ChangeUnit, Span
    from reportgen.document import Note, RowRole
    from reportgen.measure import NoShare
    from reportgen.periods import Period

SHARE_HEAD = message("Share")
NUMBER_HEAD = message("Number")


@dataclass(frozen=True, slots=True)
class PartShare:
    """The share of a part in what each row counts: resolved cases among all of a type."""

    dimension: str
    part: str
    """Its code in the dimension."""
    head: str

    def of(self, key: SeriesKey) -> SeriesKey:
        """Return the series of the part in what a row counts."""
        return key.with_member(self.dimension, self.part)


def broken_years(scope: Scope, keys: Sequence[SeriesKey], years: Sequence[Period]) -> frozenset[Period]:
    """Return the years that are not comparable with the one before them in any row, published or not."""
    pairs = pairwise(years)
    return frozenset(year for before, year in pairs if not any(scope.are_comparable(key, before, year) for key in keys))


@dataclass(frozen=True, slots=True)
class MemberColumns:
    """The columns of one table, and how a row fills them."""

    scope: Scope
    dimension: str
    years: tuple[Period, ...]
    """Those with a column."""
    spans: tuple[Span, ...]
    units: tuple[ChangeUnit, ...]
    share: str
    """`last`, `each` or empty: for which of the years shown a share of the total is given."""
    part_share: PartShare | None
    bars: bool
    trend: bool
    years_head: str
    """Over the years, where shares of each of them stand beside them."""
    place: str
    """That of the report, if the rows are it and its neighbors."""
    place_years: tuple[Period, ...]
    """The years for which the rows have figures, with a column or not."""
    whole: SeriesKey
    keys: tuple[SeriesKey, ...]
    """The series of the rows."""
    breaks: frozenset[Period] = field(init=False)
    decimals: dict[Period, int] = field(init=False)
    """How many decimals the figures of each year have."""
    change_decimals: dict[Span, int] = field(init=False)
    """How many the differences or percentage points of each span have."""
    columns: tuple[TableColumn[SeriesKey], ...] = field(init=False, repr=False)
    """All after the first, which names the rows."""

    def __post_init__(self) -> None:
        scope, keys = self.scope, self.keys
        decimals = {year: max(scope.figure(key, year).decimals for key in keys) for year in self.years}
        changes = {span: max(scope.change(key, *span).decimals for key in keys) for span in self.spans}
        object.__setattr__(self, "decimals", decimals)
        object.__setattr__(self, "change_decimals", changes)
        object.__setattr__(self, "breaks", broken_years(scope, keys, self.years))
        object.__setattr__(self, "columns", tuple(self._columns()))

    @property
    def used(self) -> tuple[Period, ...]:
        """The years whose figures the table prints, or compares."""
        return tuple(sorted({*self.years, *(year for span in self.spans for year in span)}))

    # -- rows -----------------------------------------------------------------------------------------------------

    def settings(self) -> tuple[Column, ...]:
        """Return how each column is set; a break of every row runs down its column."""
        return (Column(align="left", is_row_header=True), *(each.column for each in self.columns))

    def head(self, text: str, notes: tuple[Note, ...]) -> tuple[Row, ...]:
        """Return one head row, or two where columns have a head in common."""
        return head_rows(label_cell(text, notes), self.columns)

    def row(self, key: SeriesKey, label: str, notes: tuple[Note, ...], role: RowRole) -> Row:
        """Return the row of one member, or of the whole."""
        return Row((label_cell(label, notes), *(each.fill(key) for each in self.columns)), role=role)

    # -- columns --------------------------------------------------------------------------------------------------

    def _columns(self) -> Iterator[TableColumn[SeriesKey]]:
        """Yield all columns after the first; changes that end before a break stand before it."""
        last = self.spans[0][1] if self.spans else self.years[-1]
        early = tuple(year for year in self.years if year <= last) or self.years
        late = self.years[len(early) :]
        changes = tuple(self._change(each) for each in change_columns(self.spans, self.units))
        if self.trend and any(self._trend(key).trend for key in self.keys):
            yield TableColumn(trend_head(), self._trend, column=TRENDS)
        yield from map(self._year, early)
        if late:
            yield from (*changes, *map(self._year, late))
        if self.bars:
            yield self._bar()
        yield from self._shares()
        if not late:
            yield from changes
        if self.part_share:
            yield self._part(self.part_share)

    def _trend(self, key: SeriesKey) -> Cell:
        """Return the trend of a row; beside a place its neighbors and the country are in other colors.

        That of the country is the one of the table: the years for which places have figures.
        """
        if not self.place:
            return trend_cell(self.scope, key)
        if key == self.whole:
            return trend_cell(self.scope, key, role="total", years=self.place_years)
        return trend_cell(self.scope, key, role="main" if key.place == self.place else "other")

    def _year(self, year: Period) -> TableColumn[SeriesKey]:
        is_broken = year in self.breaks
        over = (self.years_head or say(NUMBER_HEAD)) if self.share == "each" else ""
        head = Cell((Text(year.head),), marks=(Mark(MarkCode.SERIES_BREAK),) if is_broken else ())
        return TableColumn(head, lambda key: self._figure(key, year), over, Column(break_before=is_broken))

    def _figure(self, key: SeriesKey, year: Period) -> Cell:
        breaks = {*self.scope.break_years(key, self.years)} - self.breaks
        figure = self.scope.figure(key, year)
        return figure_cell(figure, exact=True, decimals=self.decimals[year], break_before=year in breaks)

    def _bar(self) -> TableColumn[SeriesKey]:
        """Return a column of bars for the figures before it, on one scale for all rows but the total."""
        views = [self.scope.figure(key, self.years[-1]) for key in self.keys if key != self.whole]
        longest = max((view.value for view in views if view.published), default=0)
        return TableColumn(Cell(()), lambda key: self._bar_cell(key, longest), column=Column("left", holds="bars"))

    def _bar_cell(self, key: SeriesKey, longest: float) -> Cell:
        return Cell(()) if key == self.whole else bar_cell(self.scope.figure(key, self.years[-1]), longest)

    def _shares(self) -> Iterator[TableColumn[SeriesKey]]:
        for year in self._share_years():
            share = say(SHARE_HEAD)
            over = share if self.share == "each" else ""
            head = year.head if over else share if len(self.years) == 1 else f"{share} {year.head}"
            yield TableColumn(Cell((Text(head),)), self._share_of(year), over)

    def _share_years(self) -> tuple[Period, ...]:
        return {"each": self.years, "last": self.years[-1:]}.get(self.share, ())

    def _share_of(self, year: Period) -> Callable[[SeriesKey], Cell]:
        return lambda key: share_cell(self.scope, self.scope.figure(key, year), self.dimension, within=self.within)

    @property
    def within(self) -> str:
        """The place that places are given a share of; empty for members of a breakdown."""
        return self.whole.place if self.scope.is_level(self.dimension) else ""

    def _change(self, column: ChangeColumn) -> TableColumn[SeriesKey]:
        span, unit = column.span, column.unit
        return TableColumn(
            column.head,
            lambda key: change_cell(self.scope.change(key, *span), unit=unit, decimals=self.change_decimals[span]),
            column.over,
        )

    def _part(self, part: PartShare) -> TableColumn[SeriesKey]:
        head = Cell((Text(f"{part.head} {self.years[-1]}"),))
        return TableColumn(head, lambda key: share_cell(self.scope, self._part_of(key, part), part.dimension))

    def _part_of(self, key: SeriesKey, part: PartShare) -> FigureView:
        return self.scope.figure(part.of(key), self.years[-1])

    # -- what the table prints --------------------------------------------------------------------------------------

    def parts(self) -> tuple[FigureView, ...]:
        """Return the figures whose shares stand in the last column."""
        return tuple(self._part_of(key, self.part_share) for key in self.keys) if self.part_share else ()

    def shown(self) -> Shown:
        """Return everything the table prints."""
        keys, years = self.keys, self.years
        views = (self.scope.figure(key, year) for key in keys for year in years)
        return Shown(
            breaks=bool(self.breaks) or any(self.scope.break_years(key, years) for key in keys),
            resumes=any(self.scope.resumes(key, years) for key in keys),
            figures=tuple(view for view in (*views, *self.parts()) if view.published),
            changes=self._changes(),
            unmarked=frozenset() if "percent" in self.units else GIVEN,
            shares=bool(self.share or self.part_share),
            withheld_shares=self._withheld(),
        )

    def _changes(self) -> tuple[ChangeView, ...]:
        return tuple(self.scope.change(key, *span) for key in self.keys for span in self.spans)

    def _withheld(self) -> frozenset[NoShare]:
        figures: Iterable[FigureView] = (self.scope.figure(k, year) for k in self.keys for year in self._share_years())
        parts = withheld(self.scope, self.parts(), self.part_share.dimension) if self.part_share else frozenset()
        return withheld(self.scope, figures, self.dimension, within=self.within) | parts
