"""What the notes below a table say of its marks: `Z  Represents or rounds to zero.`"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROUNDS_TO_ZERO = "N"
"""The status of a figure that is not zero, but rounds to it."""
_LEGEND = re.compile(
    r"^\W{0,2}(?P<mark>[A-Za-z]{1,3}|[*†‡:.–-]{1,3}|\([A-Za-z]\))\W{1,4}(?P<meaning>[A-Za-z].{3,200})$"
)
_MEANT = (
    (re.compile(r"(?i)rounds? to (?:zero|nothing)|less than half"), ROUNDS_TO_ZERO),
    (re.compile(r"(?i)suppress|withheld|confidential|disclos|protect|redact|fewer than|less than [0-9]"), "Q"),
    (re.compile(r"(?i)not applicable|does not apply|entfällt|no aplica"), "M"),
    (re.compile(r"(?i)unreliable|not reliable|too small"), "U"),
    (re.compile(r"(?i)not available|missing|no data|not reported|unknown|nicht verfügbar|no disponible"), "O"),
)


def meanings_of(notes: Sequence[str]) -> dict[str, str]:
    """Return what the notes say, in their own words, of each mark in place of a figure whose status they give."""
    found: dict[str, str] = {}
    for note in notes:
        entry = _LEGEND.match(note.strip())
        if entry and any(pattern.search(entry["meaning"]) for pattern, _ in _MEANT):
            found.setdefault(entry["mark"], _sentence(entry["meaning"]))
    return found


def _sentence(words: str) -> str:
    """Return what a note says without the sign that it is about, which no report prints: `A star shows that`."""
    said = _INDICATES.sub("", words) or words
    return said[:1].upper() + said[1:]


_INDICATES = re.compile(
    r"(?i)^(?:an? )?(?:asterisks?|stars?|daggers?|double daggers?)(?: [a-z]+){0,6}? "
    r"(?:indicates?|means?|denotes?|shows?)(?: that)? "
)


def legend_of(notes: Sequence[str]) -> dict[str, str]:
    """Return the status that each mark gives which the notes explain."""
    found: dict[str, str] = {}
    for note in notes:
        entry = _LEGEND.match(note.strip())
        status = next((code for pattern, code in _MEANT if entry and pattern.search(entry["meaning"])), "")
        if entry and status:
            found.setdefault(entry["mark"], status)
    return found


_SIGN = re.compile(r"(?P<mark>[*†‡§^]{1,3})\s*(?P<meaning>[^\W\d_].{3,})")


def explained(notes: Sequence[str]) -> dict[str, str]:
    """Return what the notes say of signs that stand beside figures: `* Statistically different from zero.`"""
    found: dict[str, str] = {}
    for note in notes:
        entry = _SIGN.fullmatch(note.strip())
        if entry:
            found.setdefault(entry["mark"], _sentence(entry["meaning"]))
    return found
