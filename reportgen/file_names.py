"""How a finished file is called: readable, sorted well, and safe on every system."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.years import YearRange

LONGEST_PART = 90
"""Bytes of a report's or a place's name; with the years and an ending a name stays below 255, the most a disk takes."""
UNSAFE = re.compile(r"[^\w]+")
"""What is neither a letter or digit of any script nor an underscore."""


def document_name(report: str, *, place: str = "", span: YearRange) -> str:
    """Return the name of a document without its ending: `briefing-2020-2024`, `factsheet-TX-2024`.

    An empty place is the whole country, which is not named.
    """
    return "-".join([safe_name(report), *([safe_name(place)] if place else []), str(span)])


def safe_name(text: str) -> str:
    """Return text as part of a file name.

    Letters, digits and underscores stay; all else becomes `-`. What had to be changed ends in a few digits made from
    the text, so that two names that differ only in unsafe characters stay two.
    """
    safe = UNSAFE.sub("-", text).strip("-").encode()[:LONGEST_PART].decode(errors="ignore")
    return safe if safe == text else f"{safe}-{_digits(text)}".lstrip("-")


def _digits(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]
