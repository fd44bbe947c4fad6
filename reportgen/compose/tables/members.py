"""A table of one indicator: a row for each member of a breakdown, a column for each published year."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen import wording
from reportgen.compose import phrases
from reportgen.compose.cells import change_cells, change_head, figure_cell, label_cell, share_cell
from reportgen.compose.exhibits import Shown, note_references
from reportgen.compose.figures import years_by_mark
from reportgen.compose.shares import withheld
from reportgen.compose.tables.body import TableBody, missing_lines
from reportgen.document import Cell, Column, Mark, Note, NoteLine, Row, Text
from reportgen.measure import MarkCode, MeasureType, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.compose.figures import FigureView, SeriesKey
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.measure import NoShare

MANY_YEARS = 4
"""From this many columns of years on, a change is given in percent only, so that the table stays within the page."""


def members(scope: Scope, options: Options) -> TableBody | None:
    """Return the rows of all members and their total; None when the breakdown was not published in the range."""
    whole = scope.key(options.text("figure"))
    dimension = options.text("by")
    rows_of = scope.member_keys(whole, dimension)
    years = tuple(sorted({year for member in rows_of for year in scope.published_years(member)}))
    if not years:
        return None
    if options.choice("order", ("list", "size"), "list") == "size":
        rows_of = tuple(sorted(rows_of, key=lambda key: -_size(scope.figure(key, years[-1]))))
    totals = (whole,) if _has_total(scope, whole, years) else ()
    keys = (*rows_of, *totals)
    spans = _change_spans(scope, keys, years) if options.flag("changes", default=True) else ()
    numbers = len(years) < MANY_YEARS and scope.indicator(whole).measure_type is not MeasureType.SHARE
    layout = _MemberLayout(
        scope, dimension, years, spans, numbers=numbers, share=options.flag("share"), whole=whole, keys=keys
    )
    labels = [*(scope.member_label(key, dimension) for key in rows_of), *(options.text("total") for _ in totals)]
    references, common = _without_common(
        [note_references(scope, key, years=years, by=_place_of(key, dimension)) for key in rows_of],
        note_references(scope, whole, years=years) if totals else (),
    )
    references = references[: len(keys)]  # those of a total come last, also where there is no row for it
    rows = [layout.row(key, label, notes) for key, label, notes in zip(keys, labels, references, strict=True)]
    return TableBody(
        columns=layout.columns(),
        head=layout.head(options.text("head"), common),
        rows=tuple(rows),
        shown=layout.shown(keys),
        references=tuple(note for notes in [common, *references] for note in notes),
        lines=(*_missing_lines(scope, years, rows_of), *_uncertain_lines(scope, keys, _pairs(years), spans=spans)),
    )


def _place_of(key: SeriesKey, dimension: str) -> str:
    """Return the place of a row of places, which a series does not name as it names the member of a breakdown."""
    return f"place={key.place}" if dimension == "place" else ""


def _has_total(scope: Scope, whole: SeriesKey, years: Sequence[int]) -> bool:
    """Whether a row of totals says anything: shares add to 100 by themselves, and some totals are not published."""
    if scope.indicator(whole).measure_type in (MeasureType.SHARE, MeasureType.RATIO):
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


def _change_spans(scope: Scope, keys: Sequence[SeriesKey], years: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return the pairs of years worth a column: the last step and the whole range, if any row has a change there."""
    return tuple(pair for pair in _pairs(years) if any(scope.change(key, *pair).comparable for key in keys))


def _pairs(years: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return the last step and the whole range."""
    return tuple(dict.fromkeys([(years[-2], years[-1]), (years[0], years[-1])])) if len(years) > 1 else ()


def _uncertain_lines(
    scope: Scope, keys: Sequence[SeriesKey], pairs: Sequence[tuple[int, int]], *, spans: Sequence[tuple[int, int]]
) -> tuple[NoteLine, ...]:
    """Return why a table has no column of changes, where rounding is the reason; one that is there says it itself."""
    reasons = {scope.change(key, *pair).change.reason for pair in pairs if pair not in spans for key in keys}
    if spans or Reason.UNCERTAIN not in reasons:
        return ()
    text = phrases.no_change_line(Reason.UNCERTAIN, minimum_base=scope.package.rules.minimum_base)
    return (NoteLine(None, (Text(text),)),)


@dataclass(frozen=True, slots=True)
class _MemberLayout:
    """The columns of a table of members, and how a row fills them."""

    scope: Scope
    dimension: str
    years: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    numbers: bool
    """Whether a change is given as a number too, not in percent only."""
    share: bool
    whole: SeriesKey
    keys: tuple[SeriesKey, ...]
    """The series of the rows."""
    decimals: tuple[int, ...] = field(init=False)
    """How many decimals the figures of each year have."""
    change_decimals: tuple[int, ...] = field(init=False)
    """How many the differences or percentage points of each span have."""

    def __post_init__(self) -> None:
        scope, keys = self.scope, self.keys
        figures = ((scope.figure(key, year) for key in keys) for year in self.years)
        changes = ((scope.change(key, *span) for key in keys) for span in self.spans)
        object.__setattr__(self, "decimals", tuple(max(one.decimals for one in column) for column in figures))
        widest = tuple(max(one.decimals for one in column) for column in changes)
        object.__setattr__(self, "change_decimals", widest)

    def columns(self) -> tuple[Column, ...]:
        """Return how each column is set; a break of every row runs down its column."""
        breaks = self._break_years()
        return (
            Column(align="left", is_row_header=True),
            *(Column(break_before=year in breaks) for year in self.years),
            *(Column() for _ in self.spans for _ in range(2 if self.numbers else 1)),
            *((Column(),) if self.share else ()),
        )

    def _break_years(self) -> set[int]:
        """Return the years that are not comparable with the one before them in any row, published or not."""
        pairs = pairwise(self.years)
        return {y for before, y in pairs if not any(self.scope.are_comparable(key, before, y) for key in self.keys)}

    def head(self, text: str, notes: tuple[Note, ...]) -> tuple[Row, ...]:
        """Return one head row, or two when changes are given as numbers and in percent."""
        breaks = self._break_years()
        first = label_cell(text, notes)
        years = tuple(
            Cell((Text(str(year)),), marks=(Mark(MarkCode.SERIES_BREAK),) if year in breaks else ())
            for year in self.years
        )
        share = (Cell((Text(f"Share {self.years[-1]}"),)),) if self.share else ()
        if not self.numbers or not self.spans:
            changes = tuple(change_head(*span) for span in self.spans)
            return (Row((first, *years, *changes, *share), role="head"),)
        empty = Cell(())
        upper = (
            empty,
            *(empty for _ in years),
            *(Cell((Text(_span_name(span)),), column_span=2) for span in self.spans),
        )
        units = tuple(Cell((Text(unit),)) for _ in self.spans for unit in ("number", "%"))
        return (
            Row((*upper, *(empty for _ in share)), role="head"),
            Row((first, *years, *units, *share), role="head"),
        )

    def row(self, key: SeriesKey, label: str, notes: tuple[Note, ...]) -> Row:
        """Return the row of one member, or of the whole."""
        figures = [self.scope.figure(key, year) for year in self.years]
        changes = [cell for index in range(len(self.spans)) for cell in self._change_cells(key, index)]
        share = [share_cell(self.scope, figures[-1], self.dimension)] if self.share else []
        breaks = {*self.scope.break_years(key, self.years)} - self._break_years()
        shown = (
            figure_cell(figure, exact=True, decimals=decimals, break_before=figure.year in breaks)
            for figure, decimals in zip(figures, self.decimals, strict=True)
        )
        return Row((label_cell(label, notes), *shown, *changes, *share), role="total" if key == self.whole else "body")

    def _change_cells(self, key: SeriesKey, index: int) -> tuple[Cell, ...]:
        change = self.scope.change(key, *self.spans[index])
        return change_cells(change, numbers=self.numbers, decimals=self.change_decimals[index])

    def shown(self, keys: Sequence[SeriesKey]) -> Shown:
        """Return everything the table prints."""
        return Shown(
            breaks=bool(self._break_years()) or any(self.scope.break_years(key, self.years) for key in keys),
            resumes=any(self.scope.resumes(key, self.years) for key in keys),
            figures=tuple(
                figure for key in keys for year in self.years if (figure := self.scope.figure(key, year)).published
            ),
            changes=tuple(self.scope.change(key, *span) for key in keys for span in self.spans),
            shares=self.share,
            withheld_shares=self._withheld(keys),
        )

    def _withheld(self, keys: Sequence[SeriesKey]) -> frozenset[NoShare]:
        figures = [self.scope.figure(key, self.years[-1]) for key in keys] if self.share else []
        return withheld(self.scope, figures, self.dimension)


def _span_name(span: tuple[int, int]) -> str:
    return f"Change {wording.short_year_span(*span)}"


def _missing_lines(scope: Scope, years: Sequence[int], members: Sequence[SeriesKey]) -> tuple[NoteLine, ...]:
    absent = years_by_mark(scope.figure(members[0], year) for year in scope.years if year not in years)
    within = missing_lines(scope.figure(key, year) for key in members for year in years)
    return (
        *(NoteLine(Mark(mark), (Text(phrases.not_broken_down_line(found, mark)),)) for mark, found in absent.items()),
        *(
            replace(line, children=(Text(phrases.NO_ROW_LINE),)) if line.lead == Mark(MarkCode.NOT_PUBLISHED) else line
            for line in within
        ),
    )
