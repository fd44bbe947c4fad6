"""What `--from` names as one sheet: a file, several of one shape, a folder of them, or a query to a server."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.bounded import read_file
from reportgen.errors import DataError, UsageError, did_you_mean
from reportgen.intake.files import read_sheets
from reportgen.intake.joined import OF_ONE_SHAPE, TOGETHER, joined, others_among
from reportgen.intake.server import address_of, is_server, name_of, read_server
from reportgen.intake.sheet import Sheet, as_text
from reportgen.intake.tables import best_of
from reportgen.language import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ENDINGS = frozenset({
    ".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".sqlite", ".db", ".duckdb", ".parquet",
    ".htm", ".html",
})  # fmt: skip
"""What files of a folder end in that are read; others are told. A file that is named is read in any case."""
MOST_FILES = 500
"""Files that are read together."""
NAMED = 4
"""Files that a message names."""


@dataclass(frozen=True, slots=True)
class Source:
    """A sheet that was read, with what has to be kept to read it so again."""

    sheet: Sheet
    name: str
    """What it is called: the file, the folder, or the database."""
    files: Mapping[str, bytes]
    """What was read, by the names of the files; of a server the answer, as CSV."""
    origin: str = ""
    """The address of a server, without whoever asked it."""
    query: str = ""
    told: tuple[str, ...] = field(default=())
    """What is to be said: other sheets and files that were not read."""


def read_source(given: Sequence[str], *, sheet: str = "", query: str = "", is_again: bool = False) -> Source:
    """Return what files, folders or the address of a server hold, as one sheet.

    `sheet` names the sheet or table of each file, `query` is what a database is asked; what is read again may have
    another name where a file has one sheet only. Raises UsageError for what cannot be meant, DataError for what cannot
    be read.
    """
    if any(is_server(text) for text in given):
        return _from_server(given, query)
    files, told = _files(given)
    if len(files) == 1:
        sheets = read_sheets(files[0], query=query)
        chosen, more = _chosen(sheets, "" if is_again and len(sheets) == 1 else sheet, files[0])
        return Source(chosen, files[0].name, {files[0].name: read_file(files[0])}, query=query, told=(*told, *more))
    named = frozenset(Path(text).name for text in given if not Path(text).is_dir())
    return _from_files(files, told, named, sheet="" if is_again else sheet, query=query)


def _from_server(given: Sequence[str], query: str) -> Source:
    if len(given) > 1:
        raise UsageError("expected one server alone, found other sources beside it", hint="make a project for each")
    url = given[0]
    answer = read_server(url, query=query)
    if len(answer.rows) < 2:
        raise DataError("the query gives no rows", where=address_of(url), hint="try it without its conditions")
    name = f"{name_of(url)}.csv"
    # as a text file from here on: every figure is found again in the answer that is kept
    rows = [[as_text(cell) for cell in row] for row in answer.rows]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    sheet = Sheet(name, answer.rows, how=answer.how, lines=tuple(range(1, len(rows) + 1)))
    return Source(sheet, name, {name: out.getvalue().encode()}, origin=address_of(url), query=query)


def _files(given: Sequence[str]) -> tuple[list[Path], tuple[str, ...]]:
    """Return the files that are named, those of a folder by their names, and what is to be said of others."""
    found: list[Path] = []
    told: list[str] = []
    for text in given:
        path = Path(text)
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(each for each in path.iterdir() if each.is_file() and not each.name.startswith((".", "~$")))
        read = [each for each in inside if each.suffix.lower() in ENDINGS]
        others = [f"`{each.name}`" for each in inside if each not in read]
        if not read:
            hint = f"files that are read end in {', '.join(sorted(ENDINGS))}"
            raise DataError("expected files with tables, found none in this folder", where=text, hint=hint)
        if others:
            told.append(f"{text}: not read: {_some(others)}")
        found += read
    if len(found) > MOST_FILES:
        raise DataError(f"expected at most {MOST_FILES} files, found {len(found):,}", hint="put their tables together")
    return _each_once(found), tuple(told)


def _each_once(files: Sequence[Path]) -> list[Path]:
    names = [path.name for path in files]
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise UsageError(f"expected files of different names, found `{twice}` twice", hint="rename one of them")
    return list(files)


def _from_files(files: Sequence[Path], told: Sequence[str], named: frozenset[str], *, sheet: str, query: str) -> Source:
    """Return files of one shape as one sheet; of a folder those are left out that are about something else."""
    sheets: dict[str, Sheet] = {}
    more: list[str] = []
    for path in files:
        sheets[path.name], said = _chosen(read_sheets(path, query=query), sheet, path)
        more += said
    others = {file: why for file, why in others_among(sheets).items() if file not in named}
    kept = [path for path in files if path.name not in others]
    left = [say("{file}: not read with the others: {why}", file=file, why=why) for file, why in others.items()]
    contents = {path.name: read_file(path) for path in kept}
    told = (*told, *left, *more)
    if len(kept) == 1:
        (only,) = kept
        return Source(sheets[only.name], only.name, contents, query=query, told=told)
    name = _named(kept)
    return Source(joined({path.name: sheets[path.name] for path in kept}, name=name), name, contents, query=query,
                  told=told)  # fmt: skip


def _named(files: Sequence[Path]) -> str:
    """Return what several files are called together: the words that their names begin with, or their folder."""
    stem = re.sub(r"[\W\d_]+$", "", _common([path.stem for path in files]))
    if len(stem) > 2:
        return stem
    return files[0].resolve().parent.name or "files"


def _common(names: Sequence[str]) -> str:
    """Return the letters that all names begin with."""
    first, last = min(names), max(names)
    return next((first[:place] for place in range(len(first)) if first[place] != last[place : place + 1]), first)


def _chosen(sheets: Sequence[Sheet], wanted: str, file: Path) -> tuple[Sheet, list[str]]:
    """Return the sheet of a name, or else the one with the most cells among those that are shown; and which are not."""
    names = {sheet.name: sheet for sheet in sheets}
    if wanted:
        if wanted not in names and wanted.startswith(OF_ONE_SHAPE):
            raise UsageError(
                "expected several sheets of the same columns, as the project was made from, found none",
                where=file.name,
                hint="is it another file? Name the one of this project, or one of its sheets: `--sheet NAME`",
            )
        if wanted not in names:
            raise UsageError(f"unknown sheet `{wanted}`", where=file.name, hint=did_you_mean(wanted, names))
        return names[wanted], []
    chosen = best_of(sheets)
    one_by_one = chosen.how.get(TOGETHER, "").split("\n") if TOGETHER in chosen.how else [chosen.name]
    others = [f"`{sheet.name}`" for sheet in sheets if sheet is not chosen and sheet.name not in one_by_one]
    if not others and len(one_by_one) == 1:
        return chosen, []
    reading = _some([f"`{name}`" for name in one_by_one]) + (" together" if len(one_by_one) > 1 else "")
    left = f"; not read: {_some(others)}" if others else ""
    another = "one alone" if len(one_by_one) > 1 else "another"
    return chosen, [f"{file.name}: reading {reading}{left} (`--sheet NAME` reads {another})"]


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
