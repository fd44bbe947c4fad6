"""Put files of one shape below each other, as one for each year: one sheet, with a column of periods if need be."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reportgen.errors import DataError, did_you_mean
from reportgen.intake.extent import RowKind, column_heads, find_extent
from reportgen.intake.labels import SHEET
from reportgen.intake.moments import moment, moment_in, part_of_year
from reportgen.intake.sheet import ROW, Remark, Sheet, as_text
from reportgen.intake.signs import without_signs
from reportgen.intake.subjects import subjects_of
from reportgen.language import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.intake.extent import Extent
    from reportgen.intake.sheet import Row, Value
    from reportgen.intake.subjects import Subject

PERIOD = "Period"
"""The head of the column of periods that the files' names or titles give."""
LEFT_HEADS, LEFT_TITLES = "heads of further files", "titles of further files"
"""How many rows of heads and of titles were left out, which say what those of the first file say."""
NAMED = 4
"""Heads that a message names."""
TOGETHER = "together"
"""Under which a sheet tells the names of those that it was put together from, a line each."""
LEFT = "left out"
"""Under which it tells those of nearly the same shape, a line each."""
MEASURE, UNIT = "Measure", "Unit"
"""The heads of the columns that say what sheets measure, where their titles differ, and in which unit."""
BY_TITLES = "by titles"
"""Under which a sheet tells the first of these columns that it has."""
OF_ONE_SHAPE = "sheets of one shape"
"""What sheets of a workbook are called together."""
_UNNAMED = re.compile(r"(?i)(?:sheet|tabelle|hoja|feuil|foglio|blatt)\s*[0-9]+")
Heads = tuple[str, ...]


def together(sheets: Sequence[Sheet]) -> Sheet | None:
    """Return the sheets of a workbook that have the same heads as one; None where there are no two.

    A column says of each row from which sheet it is: its period, be it in the heads, the title or the name of the
    sheet, or else the name, as that of a county.
    """
    shapes: dict[tuple[str, ...], dict[str, Sheet]] = defaultdict(dict)
    for sheet in sheets:
        heads = () if sheet.is_hidden else _shape(sheet)
        if heads:
            shapes[tuple(sorted(map(str.casefold, heads)))][sheet.name] = sheet
    best = max(shapes.values(), key=lambda each: sum(len(sheet.rows) for sheet in each.values()), default={})
    if len(best) < 2:
        return None
    left = _left_out(_shape(next(iter(best.values()))), [one for each in shapes.values() for one in each.values()])
    try:
        found = joined(best, name=OF_ONE_SHAPE, are_sheets=True)
    except DataError:
        return None
    kept = {name: found.how[name] for name in ("form", LEFT_HEADS, LEFT_TITLES, BY_TITLES) if name in found.how}
    return replace(found, how={**kept, TOGETHER: "\n".join(best), **({LEFT: "\n".join(left)} if left else {})})


def _shape(sheet: Sheet) -> Heads:
    """Return the heads of a sheet without their periods and the signs of notes; none where it has none."""
    try:
        extent = find_extent(sheet)
    except DataError:
        return ()
    heads = _heads(without_signs(sheet, extent), extent) if extent.heads else ()
    return _without(heads) if _one_period(heads) else heads


def _left_out(heads: Heads, sheets: Sequence[Sheet]) -> list[str]:
    """Return the sheets with half of these heads or more, and not with all: name, heads that it lacks, and others."""
    wanted = set(map(str.casefold, heads))
    found = []
    for sheet in sheets:
        shape = _shape(sheet)
        lacks, more = _lacking(heads, shape), _lacking(shape, heads)
        if (lacks or more) and len(wanted & set(map(str.casefold, shape))) * 2 >= len(wanted) > 2:
            found.append("\t".join((sheet.name, _in_row(lacks), _in_row(more))))
    return found


def others_among(sheets: Mapping[str, Sheet]) -> dict[str, str]:
    """Return the files that have less than half of the heads of most, by their names, and in words why they are others.

    None where no two have the same heads, and all of them are tables: then nobody can say which are meant.
    """
    shapes = {file: frozenset(map(str.casefold, _shape(sheet))) for file, sheet in sheets.items()}
    found = {file: say("no figures") for file, shape in shapes.items() if not shape and not _has_figures(sheets[file])}
    if len(sheets) - len(found) == 1:
        return found
    usual, count = Counter(shape for shape in shapes.values() if shape).most_common(1)[0] if any(shapes.values()) else (
        frozenset(), 0)  # fmt: skip
    heads = next((_shape(sheets[file]) for file, shape in shapes.items() if shape == usual), ())
    for file, shape in shapes.items() if count > 1 else ():
        if file not in found and len(usual & shape) * 2 < len(usual):
            found[file] = say("no {heads}", heads=_in_row(_lacking(heads, _shape(sheets[file]))))
    return found


def _has_figures(sheet: Sheet) -> bool:
    try:
        find_extent(sheet)
    except DataError:
        return False
    return True


def _in_row(heads: Sequence[str]) -> str:
    return ", ".join(f"`{head}`" for head in heads)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sheet that has nearly the columns of those that are read together, and is not among them."""

    name: str
    lacks: str
    """Heads that it has not."""
    more: str
    """Heads that the others have not."""


def left_out(sheet: Sheet) -> list[LeftOut]:
    """Return the sheets of nearly the same shape that a sheet was put together without."""
    return [LeftOut(*line.split("\t")) for line in sheet.how.get(LEFT, "").split("\n") if line]


def _one_period(heads: Heads) -> str:
    """Return the period that some heads name, and no other one; empty where they name none or several."""
    found = {period for head in heads if (period := moment_in(head)[0])}
    return found.pop() if len(found) == 1 else ""


def _without(heads: Heads) -> Heads:
    return tuple(moment_in(head)[1] or head for head in heads)


def joined(sheets: Mapping[str, Sheet], *, name: str, are_sheets: bool = False) -> Sheet:
    """Return the sheets of several files, by the names of the files, as one that is called `name`.

    Titles and notes of all files are kept, of their heads those of the first. `are_sheets` says that they are those of
    one workbook. Raises DataError where a file has other columns than the first, or where nothing tells of which period
    its figures are.
    """
    extents = {file: find_extent(sheet, file=file) for file, sheet in sheets.items()}
    sheets = {file: without_signs(sheet, extents[file]) for file, sheet in sheets.items()}
    heads = {file: _heads(sheet, extents[file]) for file, sheet in sheets.items()}
    first = next(iter(sheets))
    by_heads = {file: _one_period(each) for file, each in heads.items()}
    are_told = all(by_heads.values()) and len(set(by_heads.values())) == len(sheets)
    if are_told:
        heads = {file: _without(each) for file, each in heads.items()}
    for file in sheets:
        _require_same(first, heads[first], file, heads[file])
    if are_told:
        added = Added(PERIOD, by_heads)
    elif are_sheets:
        added = _of_sheets(sheets, extents, heads[first])
    elif _names_periods(sheets[first], extents[first], heads[first]):
        added = Added("", {})
    else:
        added = Added(PERIOD, _periods(sheets, extents))
    return _together(sheets, extents, {file: _order(heads[first], heads[file]) for file in sheets}, added, name)


@dataclass(frozen=True, slots=True)
class Added:
    """A column that says of each row from which file it is: its head, and what it says by the names of the files."""

    head: str
    texts: Mapping[str, str]
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    """What the sheets measure, and in which unit, by their names; empty where they measure the same."""

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of what is added to each row."""
        if not self.subjects:
            return (self.head,) if self.head else ()
        parts = zip((MEASURE, UNIT), zip(*self.subjects.values(), strict=True), strict=True)
        return tuple(head for head, texts in parts if any(texts))

    def cells(self, file: str) -> tuple[str | None, ...]:
        """Return what is added to each row of a file."""
        said = dict(zip((MEASURE, UNIT), self.subjects[file], strict=True)) if self.subjects else {}
        return tuple((said[head] or None) if said else self.texts[file] for head in self.heads)

    @property
    def has_periods(self) -> bool:
        """Whether it tells the period, which heads and titles of the first file then no longer do."""
        return self.head == PERIOD


def _of_sheets(sheets: Mapping[str, Sheet], extents: Mapping[str, Extent], heads: Heads) -> Added:
    """Return what tells the sheets of a workbook apart. Raises DataError where nothing does."""
    first = next(iter(sheets))
    if not _names_periods(sheets[first], extents[first], heads):
        by_name = {file: _period_in([file]) for file in sheets}
        if any(by_name.values()):
            return Added(PERIOD, _periods(sheets, extents))
        parts = [part_of_year(file) for file in sheets]
        if all(parts):
            return Added("Quarter" if parts[0].startswith("Q") else "Month", {file: file for file in sheets})
    if any(_UNNAMED.fullmatch(file) for file in sheets):
        raise DataError(
            "expected names that say how sheets differ",
            where=first,
            hint="name each sheet by its year, or by what it is about; or give one sheet with `--sheet`",
        )
    titles = {file: _titles(sheet, extents[file]) for file, sheet in sheets.items()}
    return Added(SHEET, {file: file for file in sheets}, subjects_of(titles))


def _heads(sheet: Sheet, extent: Extent) -> Heads:
    if not extent.heads:
        return tuple(str(column + 1) for column in range(sheet.width))
    return tuple(" ".join(words) for words in column_heads(sheet, extent))


def _require_same(first: str, expected: Heads, file: str, found: Heads) -> None:
    """Raise DataError where two files have other columns; in which order they stand does not matter."""
    lacks, more = _lacking(expected, found), _lacking(found, expected)
    told = _difference(expected, found)
    if not told and len(expected) == len(found):
        return
    near = did_you_mean(more[0], lacks) if lacks and more else ""
    hint = f"{near}; " if near.startswith("did") else ""
    raise DataError(
        f"expected the columns of {first}, found {told or 'one of them twice'}", where=file,
        hint=f"{hint}name its columns as there, or make a project of its own for it",
    )  # fmt: skip


def _lacking(expected: Heads, found: Heads) -> list[str]:
    """Return the first heads of those expected that are not found."""
    has = set(map(str.casefold, found))
    return [head for head in expected if head.casefold() not in has][:NAMED]


def _difference(expected: Heads, found: Heads) -> str:
    """Return in words which columns there are not, and which others: `no `Cases`, `Reports` more`."""
    lacks, more = _in_row(_lacking(expected, found)), _in_row(_lacking(found, expected))
    return " and ".join(filter(None, (f"no {lacks}" if lacks else "", f"{more} more" if more else "")))


def _order(expected: Heads, found: Heads) -> tuple[int, ...]:
    """Return in which column of a file each column of the first one stands; of equal heads the first is the first."""
    left = [head.casefold() for head in found]
    places = []
    for head in expected:
        place = left.index(head.casefold())
        left[place] = "\0"
        places.append(place)
    return tuple(places)


def _names_periods(sheet: Sheet, extent: Extent, heads: Heads) -> bool:
    """Say whether a head names a period, or a column holds nothing but periods under a head that says so."""
    from reportgen.intake.columns import Role
    from reportgen.intake.profiles import profiles_of, unpacked
    from reportgen.intake.roles import roles_of

    columns = roles_of(profiles_of(unpacked(sheet, extent), extent))
    return any(column.role == Role.PERIOD or column.period for column in columns) or any(moment(head) for head in heads)


def _periods(sheets: Mapping[str, Sheet], extents: Mapping[str, Extent]) -> dict[str, str]:
    """Return the period of each file: by its titles, or else by its name; another one for each. Raises DataError."""
    by_title = {file: _period_in(_titles(sheet, extents[file])) for file, sheet in sheets.items()}
    by_name = {file: _period_in([file.replace("_", " ").replace("-", " "), file]) for file in sheets}
    for found in (by_title, by_name):
        if all(found.values()) and len(set(found.values())) == len(sheets):
            return found
    lacking = next((file for file in sheets if not by_name[file]), "")
    if lacking:
        raise DataError(
            "expected a period in its columns, titles or name, found none", where=lacking,
            hint="call the files by their periods: `2023.csv`, `2024.csv`",
        )  # fmt: skip
    (period, _), *_ = Counter(by_name.values()).most_common(1)
    twice = [file for file, found in by_name.items() if found == period]
    raise DataError(
        f"expected another period in each file, found {period} in {', '.join(twice[:NAMED])}", where=twice[1],
        hint="leave one of them out, or call each by its period",
    )  # fmt: skip


def _titles(sheet: Sheet, extent: Extent) -> list[str]:
    return [text for row in extent.of(RowKind.TITLE) for cell in sheet.rows[row] if (text := as_text(cell))]


def _period_in(texts: Sequence[str]) -> str:
    return next((period for text in texts if (period := moment_in(text)[0])), "")


def _together(
    sheets: Mapping[str, Sheet],
    extents: Mapping[str, Extent],
    orders: Mapping[str, Sequence[int]],
    added: Added,
    name: str,
) -> Sheet:
    """Return titles and heads of the first file, the bodies of all, and below them what else there is to read."""
    top: list[tuple[Row, str]] = []
    body: list[tuple[Row, str]] = []
    notes: list[tuple[Row, str]] = []
    places_in: dict[str, dict[int, int]] = {file: {} for file in sheets}
    left = {LEFT_HEADS: 0, LEFT_TITLES: 0}
    first = next(iter(sheets))
    for file, sheet in sheets.items():
        extent, order = extents[file], orders[file]
        for number, cells in enumerate(sheet.rows):
            kind = extent.kinds[number]
            if added.has_periods and kind in (RowKind.TITLE, RowKind.HEAD):
                cells = tuple(_plain(cell, added.texts[file]) for cell in cells)
            if added.subjects and kind == RowKind.TITLE:
                cells = tuple(None if as_text(cell) in added.subjects[file] else cell for cell in cells)
            row = (*(cells[column] for column in order), *_added_cell(kind, extent, number, added, file))
            line = f", line {sheet.number(number)}" if sheet.lines else f"{ROW}{sheet.number(number)}"
            place = f"{file}, {sheet.places[number]}" if sheet.places else f"{file}{line}"
            if kind in (RowKind.TITLE, RowKind.HEAD) and file == first:
                top.append((row, place))
            elif kind == RowKind.HEAD:
                left[LEFT_HEADS] += 1
            elif kind == RowKind.TITLE and (not any(row) or any(row == one for one, _ in top)):
                left[LEFT_TITLES] += 1
            elif kind in (RowKind.TITLE, RowKind.NOTE):
                notes.append((row, place))
            else:
                if kind == RowKind.FIGURES:
                    places_in[file][number] = len(body)
                body.append((row, place))
    every = [*top, *body, *notes]
    remarks = tuple(
        _moved(remark, {number: len(top) + place for number, place in places_in[file].items()}, orders[file])
        for file, sheet in sheets.items()
        for remark in sheet.remarks
    )
    spans = tuple(span for span in sheets[first].spans if span[2] < len(top))
    how = {**sheets[first].how, **{name: str(count) for name, count in left.items()}}
    how |= {BY_TITLES: added.heads[0]} if added.subjects else {}
    rows, places = tuple(row for row, _ in every), tuple(place for _, place in every)
    return Sheet(name, rows, spans, how=how, places=places, remarks=remarks)


def _moved(remark: Remark, rows: Mapping[int, int], order: Sequence[int]) -> Remark:
    """Return what a note of a file says, of the rows and columns in which its figures stand now."""
    kept = frozenset(place for number, place in rows.items() if not remark.rows or number in remark.rows)
    columns = frozenset(place for place, column in enumerate(order) if column in remark.columns)
    return Remark(remark.text, kept, columns)


def _plain(cell: Value, period: str) -> Value:
    """Return a title or a head without the period that a column of its own tells."""
    if not isinstance(cell, str):
        return None if moment(cell) == period else cell
    found, rest = moment_in(cell)
    return (rest or None) if found == period else cell


def _added_cell(kind: RowKind, extent: Extent, number: int, added: Added, file: str) -> tuple[str | None, ...]:
    if extent.heads and number == extent.heads[-1]:
        return added.heads
    return added.cells(file) if kind == RowKind.FIGURES else (None,) * len(added.heads)
