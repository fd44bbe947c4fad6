"""Give a workbook back with what is doubtful or wrong in it: a sheet `Issues`, and the cells coloured."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportgen.archives import BROKEN
from reportgen.intake.numerals import DOUBTFUL, MARKS, MEANINGS
from reportgen.intake.sheet import column_letters
from reportgen.intake.tables import WHOLE
from reportgen.intake.unpacked import merged_cells
from reportgen.limits import limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.intake.found import Understanding
    from reportgen.intake.sheet import Value

TITLE = "Issues"
HEADS = ("Cell", "Found", "What", "Taken for")
WRONG, DOUBT = "F4B6B6", "FFE699"
"""Colours of cells that are wrong, and of those that are doubtful; the sheet says in words what each is."""
WIDTHS = (14, 24, 70, 36)
TOP = 5
"""The row of heads of the list."""
LONGEST = 31
"""Characters of the name of a sheet."""
LISTED = 5_000
"""Issues that are listed."""
LOST = ("xl/charts/", "xl/drawings/", "xl/pivotTables/", "xl/media/")
"""Parts of a workbook that do not come along."""


@dataclass(frozen=True, slots=True)
class Issue:
    """Something in a table that somebody should look at."""

    text: str
    taken: str = ""
    found: str = ""
    cell: tuple[int, int] | None = None
    """Row and column, from 0; None for what no single cell says."""
    is_wrong: bool = False


def issues_of(found: Understanding) -> list[Issue]:
    """Return what is wrong or doubtful: cells that are no figures, sums that do not hold, marks, and what is asked."""
    return [*_wrong_cells(found), *_wrong_sums(found), *_clashes(found), *_marks(found), *_questions(found)]


def _wrong_cells(found: Understanding) -> Iterator[Issue]:
    for fact in found.facts:
        if (
            fact.value is None
            and fact.printed
            and fact.printed.lower() not in MARKS
            and fact.printed not in found.signs
        ):
            text = "no figure as the others in its column are"
            yield Issue(text, "left out", fact.printed, (fact.row, fact.column), is_wrong=True)


def _wrong_sums(found: Understanding) -> Iterator[Issue]:
    for proof in found.proofs:
        for fact, by in proof.failed:
            text = f"{proof.text}; here it is {abs(by):f} too {'large' if by > 0 else 'small'}"
            yield Issue(text, "as it stands", fact.printed, (fact.row, fact.column), is_wrong=True)


def _clashes(found: Understanding) -> Iterator[Issue]:
    first = {fact.key: fact for fact in found.facts}
    for fact in found.clashes:
        used = first[fact.key]
        text = f"another figure of the same as {found.sheet.address(used.row, used.column)}, which is {used.printed}"
        yield Issue(text, "left out", fact.printed, (fact.row, fact.column), is_wrong=True)


def _marks(found: Understanding) -> Iterator[Issue]:
    asked = {question.key for question in found.questions}
    for fact in found.facts:
        is_sign = fact.printed.lower() in DOUBTFUL or fact.printed in found.signs
        if fact.value is None and is_sign and f"mark.{fact.printed}" in asked:
            meaning = MEANINGS.get(fact.status, fact.status)
            yield Issue(f"what `{fact.printed}` means is said nowhere", meaning, fact.printed, (fact.row, fact.column))


def _questions(found: Understanding) -> Iterator[Issue]:
    for question in found.questions:
        if not question.key.startswith(("cell.", "mark.")):
            yield Issue(question.text, question.taken or "no answer", question.where)


def with_issues(found: Understanding, content: bytes) -> bytes:
    """Return a workbook with the sheet `Issues`: the one that was read, or a new one with the table of another file."""
    copy = _copy_of(found, content)
    listed = issues_of(found)
    copy.list_issues(listed)
    for issue in listed:
        if issue.cell is not None:
            _colour(copy.sheet.cell(*copy.place(issue.cell)), is_wrong=issue.is_wrong)
    out = io.BytesIO()
    copy.book.save(out)
    return out.getvalue()


def loses_parts(content: bytes) -> bool:
    """Say whether a workbook has charts, pictures or pivot tables, which do not come along."""
    return any(name.startswith(LOST) for name in _parts(content))


def _parts(content: bytes) -> list[str]:
    """Return the names of the parts of a workbook of Excel; none of what is no such workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.namelist()
    except BROKEN:
        return []


@dataclass(frozen=True, slots=True)
class _Copy:
    """A workbook that is given back, and its sheet with the table."""

    found: Understanding
    book: Any
    sheet: Any
    is_own: bool
    """Whether it is the workbook that was read; else a new one, with the columns as they were taken apart."""

    def place(self, cell: tuple[int, int]) -> tuple[int, int]:
        """Return row and column of a cell, from 1."""
        row, column = cell
        origins = self.found.sheet.origins
        if not self.is_own:
            return row + 1, column + 1
        return self.found.sheet.top + row + 1, (origins[column] if origins else column) + 1

    def list_issues(self, listed: list[Issue]) -> None:
        """Add the sheet, with a row for each issue, which leads to its cell."""
        from openpyxl.styles import Font

        added = self.book.create_sheet(_free(self.book.sheetnames))
        for row, text in enumerate((f"{self.found.file}: {self.found.title}", *self.found.account.lines()), 1):
            _fill(added, row, (text,))
        for cell in _fill(added, TOP, HEADS):
            cell.font = Font(bold=True)
        for row, issue in enumerate(listed[:LISTED], TOP + 1):
            self._list(added, row, issue)
        more = f"{len(listed) - LISTED:,} more are coloured in the table." if len(listed) > LISTED else ""
        if more or not listed:
            _fill(added, added.max_row + 1, ("", "", more or "No issues were found."))
        for column, width in enumerate(WIDTHS):
            added.column_dimensions[column_letters(column)].width = width
        added.freeze_panes = f"A{TOP + 1}"

    def _list(self, added: Any, below: int, issue: Issue) -> None:
        from openpyxl.styles import Alignment, Font

        row, column = self.place(issue.cell) if issue.cell else (0, 0)
        address = f"{column_letters(column - 1)}{row}" if row else ""
        first, second, *texts = _fill(added, below, (address, issue.found, issue.text, issue.taken))
        for cell in texts:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if address:
            name = self.sheet.title.replace("'", "''")
            first.hyperlink = f"#'{name}'!{address}"
            first.font = Font(color="0563C1", underline="single")
            _colour(second, is_wrong=issue.is_wrong)


MERGED_SHARE = 30
"""A merged cell takes so many times as much as another one in a workbook that is given back."""
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, SyntaxError, zipfile.BadZipFile)
"""What a workbook may raise that one library reads and another one does not; mistakes of XML are of syntax."""


def _copy_of(found: Understanding, content: bytes) -> _Copy:
    import openpyxl  # only where a workbook is given back

    sheet = found.sheet
    is_excel = sheet.how.get("form") == "workbook" and not sheet.places and "xl/workbook.xml" in _parts(content)
    if is_excel and merged_cells(content) <= limits().cells // MERGED_SHARE:
        with suppress(*UNREADABLE):  # then the table is given back without the rest of the file
            book = openpyxl.load_workbook(io.BytesIO(content))
            return _Copy(found, book, book[sheet.how.get(WHOLE, sheet.name)], is_own=True)
    book = openpyxl.Workbook()
    made = book.active
    made.title = re.sub(r"[\[\]:*?/\\]", "", sheet.name)[:LONGEST] or "Table"
    for number, row in enumerate(sheet.rows, 1):
        _fill(made, number, row)
    return _Copy(found, book, made, is_own=False)


def _fill(sheet: Any, row: int, values: Sequence[Value]) -> list[Any]:
    """Write a row and return its cells; what begins as a formula stays a text, for it was none."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cells = [sheet.cell(row, column) for column in range(1, len(values) + 1)]
    for cell, value in zip(cells, values, strict=True):
        if isinstance(value, str):
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
            cell.data_type = "s"
        else:
            cell.value = value
    return cells


def _free(names: list[str]) -> str:
    taken = {name.lower() for name in names}
    wanted = (TITLE, *(f"{TITLE} {number}" for number in range(2, len(names) + 3)))
    return next(name for name in wanted if name.lower() not in taken)


def _colour(cell: Any, *, is_wrong: bool) -> None:
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", fgColor=WRONG if is_wrong else DOUBT)
