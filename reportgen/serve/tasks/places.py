"""On which page the lines of a template are printed, as far as their headings, charts and tables tell it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMED = re.compile(r"\s*:{3,}\s*\{\w[\w-]*\}\s*(?P<name>[\w-]+)\s*")
HEADING = re.compile(r"#{1,6}\s+(?P<words>.+)")
MACRO, END = re.compile(r"\{%-?\s*macro\b"), re.compile(r"\{%-?\s*endmacro\b")
"""What a macro prints stands where it is called, and not where it is written."""
FRONT = "---"


def printed_at(text: str, pages: Mapping[str, int]) -> list[tuple[int, int]]:
    """Return lines of a template, counted from 1, each with the page from which on it is printed.

    `pages` has the page of each anchor. A line between two of them is on the page of the first, or a later one.
    """
    from reportgen.template.markdown import slug

    lines = text.split("\n")
    begin = lines.index(FRONT, 1) + 1 if lines[0] == FRONT and FRONT in lines[1:] else 0
    found: list[tuple[int, int]] = [(1, 1)]
    in_macro = 0
    for number, line in enumerate(lines[begin:], begin + 1):
        in_macro += len(MACRO.findall(line))
        named, heading = NAMED.fullmatch(line), HEADING.fullmatch(line)
        anchor = named["name"] if named else slug(heading["words"]) if heading else ""
        if anchor in pages and not in_macro:
            found.append((number, pages[anchor]))
        in_macro = max(0, in_macro - len(END.findall(line)))
    return found
