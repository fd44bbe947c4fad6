"""Read workbooks: Excel, old and new, and OpenDocument."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportgen.errors import DataError
from reportgen.intake.apart import is_binary, read_apart
from reportgen.intake.formats import shown_in, with_signs
from reportgen.intake.opendocument import layouts_of
from reportgen.intake.sheet import Sheet, even
from reportgen.intake.unpacked import check_cells, check_size
from reportgen.limits import RAISE, limits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from python_calamine import CalamineSheet

    from reportgen.intake.sheet import Span


def read_workbook(path: Path, content: bytes) -> list[Sheet]:
    """Return the sheets of a workbook that hold anything; of a formula its value. Raises DataError where it is none."""
    check_size(content, where=path.name)
    return read_apart(content, where=path.name) if is_binary(content) else sheets_of(content, where=path.name)


def sheets_of(content: bytes, *, where: str) -> list[Sheet]:
    """Return the sheets of a workbook that hold anything, in this process."""
    import python_calamine as calamine

    broken = (
        calamine.CalamineError,
        calamine.XmlError,
        calamine.ZipError,
        calamine.WorksheetNotFound,
        ValueError,
        OSError,
    )
    try:
        book = calamine.load_workbook(io.BytesIO(content))
        hidden = {each.name for each in book.sheets_metadata if each.visible != calamine.SheetVisibleEnum.Visible}
        kinds = {each.name for each in book.sheets_metadata if each.typ == calamine.SheetTypeEnum.WorkSheet}
        if len(book.sheet_names) > limits().sheets:
            told = f"expected at most {limits().sheets:,} sheets, found {len(book.sheet_names):,}"
            raise DataError(told, where=where, hint=RAISE)
        layouts = layouts_of(content)
        signs = shown_in(content) or {name: layout.signs for name, layout in layouts.items()}
        spans = {name: layout.spans for name, layout in layouts.items()}
        sheets = []
        sizes: list[tuple[int, int]] = []
        for name in (each for each in book.sheet_names if each in kinds):
            found = book.get_sheet_by_name(name)
            sizes.append((found.total_height, found.total_width))
            check_cells(sizes, where=where)
            merged = found.merged_cell_ranges or ()
            own = [(top, left, bottom, right) for (top, left), (bottom, right) in merged] or spans.get(name, [])
            sheets.append(_sheet(found, name, is_hidden=name in hidden, signs=signs.get(name, {}), spans=own))
    except calamine.PasswordError:
        raise DataError(
            "expected a workbook that anybody may open, found one with a password", where=where,
            hint="save a copy without the password",
        ) from None  # fmt: skip
    except broken as error:
        raise DataError(
            f"expected a workbook, found a file that cannot be read as one: {error}", where=where,
            hint="open it in Excel or LibreOffice and save it as .xlsx",
        ) from None  # fmt: skip
    return [sheet for sheet in sheets if sheet.rows]


def _sheet(
    found: CalamineSheet,
    name: str,
    *,
    is_hidden: bool,
    signs: Mapping[tuple[int, int], str],
    spans: Sequence[Span],
) -> Sheet:
    rows = found.to_python(skip_empty_area=False)
    return Sheet(name, even(with_signs(rows, signs)), tuple(spans), is_hidden, {"form": "workbook"})
