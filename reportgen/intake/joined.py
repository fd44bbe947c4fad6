"""Put files of one shape below each other, as one for each year: one sheet, with a column of periods if need be."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reportgen.errors import DataError, did_you_mean
from reportgen.intake.extent import RowKind, column_heads, find_extent
from reportgen.intake.moments import moment, moment_in
from reportgen.intake.sheet import Sheet, as_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.intake.extent import Extent
    from reportgen.intake.sheet import Row

PERIOD = "Period"
"""The head of the column of periods that the files' names or titles give."""
LEFT_HEADS = "heads of further files"
"""How many rows of heads were left out, which say what those of the first file say."""
NAMED = 4
"""Heads that a message names."""
Heads = tuple[str, ...]


def joined(sheets: Mapping[str, Sheet], *, name: str) -> Sheet:
    """Return the sheets of several files, by the names of the files, as one that is called `name`.

    Titles and notes of all files are kept, of their heads those of the first. Raises DataError where a file has other
    columns than the first, or where nothing tells of which period its figures are.
    """
    extents = {file: find_extent(sheet) for file, sheet in sheets.items()}
    heads = {file: _heads(sheet, extents[file]) for file, sheet in sheets.items()}
    first = next(iter(sheets))
    for file in sheets:
        _require_same(first, heads[first], file, heads[file])
    periods = {} if _names_periods(sheets[first], extents[first], heads[first]) else _periods(sheets, extents)
    return _together(sheets, extents, {file: _order(heads[first], heads[file]) for file in sheets}, periods, name)


def _heads(sheet: Sheet, extent: Extent) -> Heads:
    if not extent.heads:
        return tuple(str(column + 1) for column in range(sheet.width))
    return tuple(" ".join(words) for words in column_heads(sheet, extent))


def _require_same(first: str, expected: Heads, file: str, found: Heads) -> None:
    """Raise DataError where two files have other columns; in which order they stand does not matter."""
    wanted, has = Counter(map(str.casefold, expected)), Counter(map(str.casefold, found))
    if wanted == has:
        return
    lacks = [head for head in expected if head.casefold() not in has][:NAMED]
    more = [head for head in found if head.casefold() not in wanted][:NAMED]
    told = " and ".join(
        words
        for words in (
            f"no {', '.join(f'`{head}`' for head in lacks)}" if lacks else "",
            f"{', '.join(f'`{head}`' for head in more)} more" if more else "",
        )
        if words
    )
    near = did_you_mean(more[0], lacks) if lacks and more else ""
    hint = f"{near}; " if near.startswith("did") else ""
    raise DataError(
        f"expected the columns of {first}, found {told or 'one of them twice'}", where=file,
        hint=f"{hint}name its columns as there, or make a project of its own for it",
    )  # fmt: skip


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
    from reportgen.intake.profiles import profiles_of, unpacked
    from reportgen.intake.roles import Role, roles_of

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
    periods: Mapping[str, str],
    name: str,
) -> Sheet:
    """Return titles and heads of the first file, the bodies of all, and below them what else there is to read."""
    top: list[tuple[Row, str]] = []
    body: list[tuple[Row, str]] = []
    notes: list[tuple[Row, str]] = []
    left = 0
    first = next(iter(sheets))
    for file, sheet in sheets.items():
        extent, order = extents[file], orders[file]
        for number, cells in enumerate(sheet.rows):
            kind = extent.kinds[number]
            row = (*(cells[column] for column in order), *_period_cell(kind, extent, number, periods.get(file, "")))
            place = f"{file}, line {sheet.lines[number]}" if sheet.lines else f"{file}, row {number + 1}"
            if kind in (RowKind.TITLE, RowKind.HEAD) and file == first:
                top.append((row, place))
            elif kind == RowKind.HEAD:
                left += 1
            elif kind in (RowKind.TITLE, RowKind.NOTE):
                notes.append((row, place))
            else:
                body.append((row, place))
    every = [*top, *body, *notes]
    spans = tuple(span for span in sheets[first].spans if span[2] < len(top))
    how = {**sheets[first].how, LEFT_HEADS: str(left)}
    return Sheet(name, tuple(row for row, _ in every), spans, how=how, places=tuple(place for _, place in every))


def _period_cell(kind: RowKind, extent: Extent, number: int, period: str) -> tuple[str | None, ...]:
    if not period:
        return ()
    if extent.heads and number == extent.heads[-1]:
        return (PERIOD,)
    return (period if kind == RowKind.FIGURES else None,)
