"""Whether the values that a chart of Word shows are those of the workbook behind it, with which Word draws it anew."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TARGET = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
COLUMN = re.compile(r"'?(?P<sheet>.+?)'?!\$(?P<column>[A-Z]+)\$(?P<first>\d+)(?::\$(?P=column)\$\d+)?")
"""Where the values of a series stand: `Figures!$B$2:$B$6`."""


def contradictions(chart: bytes, workbook: bytes) -> Iterator[str]:
    """Yield each value that a chart shows and its workbook does not have in its place: "`1251` in place of `1250`"."""
    cells = _cells(workbook)
    for series in fromstring(chart).iter(f"{CHART}numRef"):
        place = COLUMN.fullmatch(series.findtext(f"{CHART}f", ""))
        if place is None:
            yield f"values of `{series.findtext(f'{CHART}f', '')}`, which is no column of its workbook"
            continue
        shown = _points(series)
        for row in range(max([*shown, -1]) + 1):
            held = cells.get((place["sheet"], f"{place['column']}{int(place['first']) + row}"), "")
            value = shown.get(row, "")
            if value != held and (not value or not held or float(value) != float(held)):
                yield f"`{value or 'nothing'}` in place of `{held or 'nothing'}`"


def _points(series: Element) -> dict[int, str]:
    """Return the values that are shown, by their places in the series."""
    points = series.iter(f"{CHART}pt")
    return {int(point.get("idx", "0")): point.findtext(f"{CHART}v", "") for point in points}


def _cells(workbook: bytes) -> dict[tuple[str, str], str]:
    """Return the numbers of a workbook by the name of their sheet and their address."""
    found: dict[tuple[str, str], str] = {}
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        relations = fromstring(parts.read("xl/_rels/workbook.xml.rels"))
        files = {each.get("Id", ""): each.get("Target", "").removeprefix("/xl/") for each in relations}
        for sheet in fromstring(parts.read("xl/workbook.xml")).iter(f"{SHEET}sheet"):
            root = fromstring(parts.read(f"xl/{files[sheet.get(TARGET, '')]}"))
            numbers = (cell for cell in root.iter(f"{SHEET}c") if cell.get("t", "n") == "n")
            found |= {(sheet.get("name", ""), cell.get("r", "")): cell.findtext(f"{SHEET}v", "") for cell in numbers}
    return found
