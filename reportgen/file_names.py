"""How a finished file is called: readable, sorted well, and safe on every system."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.years import PeriodRange

LONGEST_PART = 90
"""Bytes of a report's or a place's name; with the years and an ending a name stays below 255, the most a disk takes."""
UNSAFE = re.compile(r"[^\w]+")
"""What is neither a letter or digit of any script nor an underscore."""


def document_name(
    report: str, *, place: str = "", span: PeriodRange, is_alike: bool = False, is_report_alike: bool = False
) -> str:
    """Return the name of a document without its ending: `briefing-2020-2024`, `factsheet-TX-2024`.

    An empty place is the whole, which is not named. One whose code `is_alike` to another one gets digits of its own,
    and so does a report whose name is.
    """
    return "-".join(
        [
            safe_name(report, is_alike=is_report_alike),
            *([safe_name(place, is_alike=is_alike)] if place else []),
            span.file_name,
        ]
    )


def safe_name(text: str, *, is_alike: bool = False) -> str:
    """Return text as part of a file name.

    Letters, digits and underscores stay; all else becomes `-`. What `is_alike` to another text, or is cut, or has
    nothing that could stay, ends in a few digits made from the text.
    """
    bare = _bare(text)
    whole = bare.encode()[:LONGEST_PART].decode(errors="ignore")
    return whole if bare and whole == bare and not is_alike else f"{whole}-{_digits(text)}".lstrip("-")


def alike(texts: Iterable[str]) -> frozenset[str]:
    """Return those of several texts that a disk which does not tell capitals apart would give one name."""
    given = tuple(texts)
    bare = [_bare(text).casefold() for text in given]
    if len(set(bare)) == len(bare):
        return frozenset()
    counts = Counter(bare)
    return frozenset(text for text, name in zip(given, bare, strict=True) if counts[name] > 1)


def _bare(text: str) -> str:
    return UNSAFE.sub("-", text).strip("-")


def _digits(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]
