"""Where the parts of a report stand on its pages, so that one can be framed whose text has a mistake."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from reportgen.document import Compiled, KeyFigures, MainPoints, RuledBox

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.builders import Pages
    from reportgen.builders.pdf.pages import Placed
    from reportgen.document import Document

OPENED = re.compile(r"\s*(?P<fence>:{3,})\s*\{(?P<kind>\w[\w-]*)\}?\s*(?P<name>[\w-]*)\s*")
CLOSED = re.compile(r"\s*:{3,}\s*")
UNNAMED: Mapping[str, type] = {
    "box": RuledBox, "compiled": Compiled, "key-figures": KeyFigures, "main-points": MainPoints
}  # fmt: skip
"""Directives without a name, and what becomes of each; they are known by their number among their kind."""
Frame = tuple[int, float, float, float, float]
"""Page, left, top, width and height; all but the first as shares of the page."""


def part_at(text: str, line: int) -> str:
    """Return the directive of a template within which a line stands, by its name or its number; empty for none."""
    counts: Counter[str] = Counter()
    opened: list[str] = []
    for at, each in enumerate(text.split("\n"), 1):
        directive = OPENED.fullmatch(each)
        if directive:
            counts[directive["kind"]] += 1
            opened.append(directive["name"] or f"{directive['kind']} {counts[directive['kind']]}")
        if at == line:
            return opened[-1] if opened else ""
        if CLOSED.fullmatch(each) and opened:
            opened.pop()
    return ""


def frames(document: Document, laid_out: Pages, text: str) -> dict[str, Frame]:
    """Return where each part of a report stands that `part_at` knows; of one on several pages, where it begins."""
    from reportgen.builders.pdf import PdfResult

    assert isinstance(laid_out, PdfResult), "pages are those of the PDF"
    layout = laid_out.layout
    sheet = layout.setting.theme.page
    numbers = _numbers(document, text)
    found: dict[str, Frame] = {}
    for number, page in enumerate(layout.pages, 1):
        lies = sheet.turned if page.is_turned else sheet
        for placed in page.placed:
            names = placed.item.anchors or _unnamed(placed, numbers)
            width = lies.content_width / max(1, len(names))
            top, height = (lies.top + placed.down) / lies.height, placed.item.box.height / lies.height
            for at, name in enumerate(names):
                left = (lies.left + at * width) / lies.width
                rounded = (round(each, 4) for each in (left, top, width / lies.width, height))
                found.setdefault(name, (number, *rounded))  # type: ignore[arg-type]
    return found


def _unnamed(placed: Placed, numbers: Mapping[int, str]) -> tuple[str, ...]:
    place = placed.item.place
    return (numbers[place[0]],) if place and place[0] in numbers else ()


def _numbers(document: Document, text: str) -> dict[int, str]:
    """Return the number of each directive without a name, by its block, of those kinds of which all are printed."""
    written = Counter(found["kind"] for line in text.split("\n") if (found := OPENED.fullmatch(line)))
    return {index: name for kind, of in UNNAMED.items() for index, name in _numbered(document, kind, of)
            if written[kind] == sum(isinstance(block, of) for block in document.blocks)}  # fmt: skip


def _numbered(document: Document, kind: str, of: type) -> Iterator[tuple[int, str]]:
    places = (index for index, block in enumerate(document.blocks) if isinstance(block, of))
    return ((index, f"{kind} {number}") for number, index in enumerate(places, 1))
