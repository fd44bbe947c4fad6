"""Turn a table directive into a Table: rows of members, of indicators, or two breakdowns crossed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen import wording
from reportgen.compose import phrases
from reportgen.compose.cells import change_cells, change_head, figure_cell, label_cell, share_cell
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
from reportgen.document import (
    Cell,
    Column,
    Mark,
    Note,
    NoteLine,
    Row,
    Swatch,
    Table,
    Text,
    plain_text,
)
from reportgen.measure import MarkCode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportgen.compose.figures import ChangeView, FigureView, SeriesKey
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.template import Directive

COMMON = ("kind", "headline", "subtitle", "notes", "dense")
MANY_YEARS = 4
"""From this many columns of years on, a change is given in percent only, so that the table stays within the page."""


@dataclass(frozen=True, slots=True)
class _Body:
    """What a kind of table makes; the rest is common to all."""

    columns: tuple[Column, ...]
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    shown: Shown
    references: tuple[Note, ...]
    lines: tuple[NoteLine, ...] = ()
    legend: tuple[Swatch, ...] = ()


def table(scope: Scope, directive: Directive) -> tuple[Table, ...]:
    """Return the table that a directive asks for; none when nothing was published in the range.

    Raises TemplateError for an unknown kind or option.
    """
    kinds: dict[str, tuple[Callable[[Scope, Options], _Body | None], tuple[str, ...]]] = {
        "members": (_members, ("figure", "by", "head", "total", "share", "changes", "order")),
        "indicators": (_indicators, ("groups", "head")),
        "cross": (_cross, ("figure", "rows", "columns", "head", "total")),
    }
    known = tuple(dict.fromkeys(name for _, names in kinds.values() for name in names))
    kind = directive_options(directive, (*COMMON, *known)).choice("kind", tuple(kinds))
    make, names = kinds[kind]
    options = directive_options(directive, (*COMMON, *names))
    body = make(scope, options)
    return () if body is None else (_table(scope, directive, options, body),)


def _table(scope: Scope, directive: Directive, options: Options, body: _Body) -> Table:
    head = caption("Table", options)
    return Table(
        anchor=directive.name,
        caption=head,
        columns=body.columns,
        head=body.head,
        rows=body.rows,
        notes=(
            *note_lines(scope, body.references),
            *mark_lines(scope, body.shown),
            *body.lines,
            *free_lines(options),
        ),
        source=source_line(scope, body.shown),
        dense=options.flag("dense"),
        legend=body.legend,
        summary=f"{plain_text(head.headline)}. {plain_text(head.subtitle)}.",
    )


# --- rows of members ---------------------------------------------------------------------------------------------


def _members(scope: Scope, options: Options) -> _Body | None:
    whole = scope.key(options.text("figure"))
    dimension = options.text("by")
    members = scope.member_keys(whole, dimension)
    years = tuple(sorted({year for member in members for year in scope.published_years(member)}))
    if not years:
        return None
    if options.choice("order", ("list", "size"), "list") == "size":
        members = tuple(sorted(members, key=lambda key: -_size(scope.figure(key, years[-1]))))
    spans = _change_spans(scope, (*members, whole), years) if options.flag("changes", default=True) else ()
    layout = _MemberLayout(
        scope, dimension, years, spans, numbers=len(years) < MANY_YEARS, share=options.flag("share"), whole=whole
    )
    keys = (*members, whole)
    labels = [scope.member_label(key, dimension) for key in members] + [options.text("total")]
    references = [
        () if key == whole and dimension != "place" else note_references(scope, key, years=years) for key in members
    ] + [note_references(scope, whole, years=years)]
    references, common = _without_common(references)
    rows = [layout.row(key, label, notes) for key, label, notes in zip(keys, labels, references, strict=True)]
    return _Body(
        columns=layout.columns(),
        head=layout.head(options.text("head"), common),
        rows=tuple(rows),
        shown=layout.shown(keys),
        references=tuple(note for notes in [common, *references] for note in notes),
        lines=_missing_lines(scope, years, members),
    )


def _size(figure: FigureView) -> float:
    return figure.value if figure.published else -1.0


def _without_common(references: Sequence[tuple[Note, ...]]) -> tuple[list[tuple[Note, ...]], tuple[Note, ...]]:
    """Return each row's notes without those that all rows share, and the shared ones, which go to the head.

    A note on the whole stays on the last row, the total, only.
    """
    *rows, total = references
    common = tuple(note for note in rows[0] if note not in total and all(note in notes for notes in rows))
    elsewhere = {*total, *common} if len(rows) > 1 else set(total)
    own = [tuple(note for note in notes if note not in elsewhere) for notes in rows]
    return [*own, total], common if len(rows) > 1 else ()


def _change_spans(scope: Scope, keys: Sequence[SeriesKey], years: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return the pairs of years worth a column: the last step and the whole range, if any row has a change there."""
    if len(years) < 2:
        return ()
    pairs = dict.fromkeys([(years[-2], years[-1]), (years[0], years[-1])])
    return tuple(pair for pair in pairs if any(scope.change(key, *pair).comparable for key in keys))


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

    def columns(self) -> tuple[Column, ...]:
        """Return how each column is set; a break of the whole series runs down its column."""
        breaks = self._break_years()
        return (
            Column(align="left", is_row_header=True),
            *(Column(break_before=year in breaks) for year in self.years),
            *(Column() for _ in self.spans for _ in range(2 if self.numbers else 1)),
            *((Column(),) if self.share else ()),
        )

    def _break_years(self) -> set[int]:
        """Years before which a break lies; one in an unpublished year counts for the next published one."""
        found = set()
        for series_break in self.scope.breaks(self.whole):
            after = [year for year in self.years if year >= series_break.year]
            if after and after[0] != self.years[0]:
                found.add(after[0])
        return found

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
        changes = [
            cell for span in self.spans for cell in change_cells(self.scope.change(key, *span), numbers=self.numbers)
        ]
        share = [share_cell(self.scope, figures[-1], self.dimension)] if self.share else []
        cells = (label_cell(label, notes), *(figure_cell(figure, exact=True) for figure in figures), *changes, *share)
        return Row(cells, role="total" if key == self.whole else "body")

    def shown(self, keys: Sequence[SeriesKey]) -> Shown:
        """Return everything the table prints."""
        return Shown(
            breaks=bool(self._break_years()),
            figures=tuple(
                figure for key in keys for year in self.years if (figure := self.scope.figure(key, year)).published
            ),
            changes=tuple(self.scope.change(key, *span) for key in keys for span in self.spans),
            shares=self.share,
        )


def _span_name(span: tuple[int, int]) -> str:
    return f"Change {wording.short_year_span(*span)}"


def _missing_lines(scope: Scope, years: Sequence[int], members: Sequence[SeriesKey]) -> tuple[NoteLine, ...]:
    mark = Mark(MarkCode.NOT_PUBLISHED)
    absent = [year for year in scope.years if year not in years]
    lines = []
    if absent:
        lines.append(NoteLine(mark, (Text(phrases.not_broken_down_line(absent)),)))
    if any(not scope.figure(key, year).published for key in members for year in years):
        lines.append(NoteLine(mark, (Text(phrases.NO_ROW_LINE),)))
    return tuple(lines)


# --- rows of indicators ------------------------------------------------------------------------------------------


def _indicators(scope: Scope, options: Options) -> _Body | None:
    years = scope.years
    spans = _indicator_spans(years)
    rows: list[Row] = []
    figures: list[FigureView] = []
    changes: list[ChangeView] = []
    references: list[Note] = []
    for group in options.mappings("groups", ("title", "rows")):
        lines = group.mappings("rows", ("figure", "label"))
        keys = [(scope.key(line.text("figure")), line.text("label", "")) for line in lines]
        published = [(key, label) for key, label in keys if scope.published(key)]
        if not published:
            continue
        if group.text("title", ""):
            rows.append(
                Row((Cell((Text(group.text("title")),), column_span=1 + len(years) + len(spans)),), role="group")
            )
        for key, label in published:
            notes = note_references(scope, key, whole=True)
            views = [scope.figure(key, year) for year in years]
            compared = [scope.change(key, *span) for span in spans]
            rows.append(_indicator_row(scope, views, compared, label_cell(label or _row_label(scope, key), notes)))
            figures += views
            changes += compared
            references += notes
    if not figures:
        return None
    return _Body(
        columns=(Column(align="left", is_row_header=True), *(Column() for _ in (*years, *spans))),
        head=(
            Row(
                (
                    Cell((Text(options.text("head")),)),
                    *(Cell((Text(str(year)),)) for year in years),
                    *(change_head(*span) for span in spans),
                ),
                role="head",
            ),
        ),
        rows=tuple(rows),
        shown=Shown(
            tuple(figure for figure in figures if figure.published),
            tuple(changes),
            breaks=any(cell.break_before for row in rows for cell in row.cells),
        ),
        references=tuple(dict.fromkeys(references)),
        lines=_cross_marks(figures),
    )


def _indicator_spans(years: Sequence[int]) -> tuple[tuple[int, int], ...]:
    if len(years) < 2:
        return ()
    return tuple(dict.fromkeys([(years[-2], years[-1]), (years[0], years[-1])]))


def _row_label(scope: Scope, key: SeriesKey) -> str:
    indicator = scope.indicator(key)
    unit = ", millions" if scope.in_millions(key) else ""
    return f"{indicator.short_title or indicator.title}{unit}"


def _indicator_row(scope: Scope, views: Sequence[FigureView], changes: Sequence[ChangeView], label: Cell) -> Row:
    breaks = scope.breaks(views[0].key)
    seen = crossed = False
    cells = []
    for view in views:
        crossed = crossed or (seen and any(found.year == view.year for found in breaks))
        cells.append(figure_cell(view, break_before=crossed and view.published))
        seen = seen or view.published
        crossed = crossed and not view.published
    return Row((label, *cells, *(cell for change in changes for cell in change_cells(change, numbers=False))))


def _cross_marks(figures: Sequence[FigureView]) -> tuple[NoteLine, ...]:
    if all(figure.published for figure in figures):
        return ()
    meaning = wording.capitalised(phrases.MARK_LEGEND[MarkCode.NOT_PUBLISHED])
    return (NoteLine(Mark(MarkCode.NOT_PUBLISHED), (Text(f"{meaning}."),)),)


# --- two breakdowns crossed --------------------------------------------------------------------------------------


def _cross(scope: Scope, options: Options) -> _Body | None:
    whole = scope.key(options.text("figure"))
    down, across = options.text("rows"), options.text("columns")
    row_keys = scope.member_keys(whole, down)
    column_keys = scope.member_keys(whole, across)
    crossed = [
        (year, scope.figure(_both(row, column, across), year))
        for row in row_keys
        for column in column_keys
        for year in scope.years
    ]
    years = sorted({year for year, view in crossed if view.published})
    if not years:
        return None
    year = years[-1]
    bounds = shade_bounds([v.value for y, v in crossed if y == year and v.published])
    rows, figures = [], []
    for row in (*row_keys, whole):
        label = options.text("total") if row == whole else scope.member_label(row, down)
        views = [scope.figure(_both(row, column, across), year) for column in column_keys]
        total = scope.figure(row, year)
        cells = [figure_cell(view, shade=None if row == whole else _shade(view, bounds)) for view in views]
        rows.append(
            Row(
                (label_cell(label, ()), *cells, figure_cell(total, strong=row != whole)),
                role="total" if row == whole else "body",
            )
        )
        figures += [*views, total]
    references = note_references(scope, column_keys[0], years=[year]) + note_references(
        scope, row_keys[0], years=[year]
    )
    return _Body(
        columns=(Column(align="left", is_row_header=True), *(Column() for _ in (*column_keys, whole))),
        head=(
            Row(
                (
                    Cell((Text(options.text("head")),)),
                    *(Cell((Text(scope.member_label(key, across, short=True)),)) for key in column_keys),
                    Cell((Text(options.text("total")),)),
                ),
                role="head",
            ),
        ),
        rows=tuple(rows),
        shown=Shown(tuple(view for view in figures if view.published)),
        references=tuple(dict.fromkeys(references)),
        lines=_cross_marks(figures),
        legend=(
            *(Swatch(index, text) for index, text in enumerate(class_texts(bounds))),
            Swatch(None, phrases.NO_SHADE),
        ),
    )


def _both(row: SeriesKey, column: SeriesKey, across: str) -> SeriesKey:
    return row.with_member(across, dict(column.members)[across])


def _shade(view: FigureView, bounds: Sequence[float]) -> int | None:
    return class_of(view.value, bounds) if view.published else None
