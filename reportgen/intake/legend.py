"""What the notes below a table say of its marks: `Z  Represents or rounds to zero.`"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROUNDS_TO_ZERO = "N"
"""The status of a figure that is not zero, but rounds to it."""
_LEGEND = re.compile(
    r"^\W{0,2}(?P<mark>[Nn]/[Aa]|[Nn]\.[Aa]\.|[A-Za-z]{1,3}|[*†‡:.–-]{1,3}|\([A-Za-z]\)|\[[A-Za-z]{1,5}\]|"
    r"\([0-9]{1,2}\)|(?<!\()[0-9]{1,2}\))\W{1,4}(?P<meaning>[A-Za-z].{3,200})$"
)
_JOINED = re.compile(r"^(?P<mark>[†‡#§*]{1,3})(?P<meaning>[A-Za-z].{3,200})$")
"""A sign and its meaning without a blank, as `†Not applicable.`"""
_SHORTHAND = re.compile(r"(?P<mark>\[[A-Za-z]{1,5}\])\s*(?:=|:|means|is)?\s*(?P<meaning>[A-Za-z][^,;.\[\]]{2,80})")
"""One of several signs that a sentence explains: `[x] = not available, [c] = confidential`."""
_DASH = re.compile(r"^(?P<mark>[-–—]{1,3})\s*[:=]?\s*(?P<meaning>[A-Za-z]\S*(?: \S+){0,4})$")
"""A dash and few words: more of them are a note of which the dash is only the bullet."""
_BETWEEN = re.compile(r"\s{2,}|\t|;\s+|\s\|\s")
"""What parts several marks that are explained in one line."""
NOTHING = "nothing"
"""What stands in place of a figure that is zero, as `-` of German offices: nothing is there."""
_MEANT = (
    (
        re.compile(r"(?i)nichts vorhanden|genau null|exactly zero|(?:true|real) zero|^(?:nil|zero|null|cero|néant)\b"),
        NOTHING,
    ),
    (re.compile(r"(?i)rounds? to (?:zero|nothing)|less than half|weniger als die hälfte"), ROUNDS_TO_ZERO),
    (
        re.compile(
            r"(?i)suppress|withheld|confidential|disclos|protect|redact|fewer than|less than [0-9]|geheim|"
            r"unterdrückt|secret|confidenti|weniger als [0-9]|menos de [0-9]|moins de [0-9]"
        ),
        "Q",
    ),
    (
        re.compile(
            r"(?i)not applicable|does not apply|entfällt|gesperrt|nicht sinnvoll|no aplica|no procede|"
            r"sans objet|non applicable"
        ),
        "M",
    ),
    (
        re.compile(
            r"(?i)unreliable|not reliable|too small|too few cases|reporting standards|nicht sicher genug|"
            r"unsicher|peu fiable|poco fiable|non significati"
        ),
        "U",
    ),
    (
        re.compile(
            r"(?i)not available|missing|no data|not reported|unknown|nicht verfügbar|liegen? nicht vor|"
            r"fällt später an|unbekannt|no disponible|sin dato|non disponible|manquant"
        ),
        "O",
    ),
)


def meanings_of(notes: Sequence[str]) -> dict[str, str]:
    """Return what the notes say, in their own words, of each mark in place of a figure whose status they give."""
    found: dict[str, str] = {}
    for entry in _entries(notes):
        if any(pattern.search(entry["meaning"]) for pattern, _ in _MEANT):
            for mark in _forms(entry["mark"]):
                found.setdefault(mark, _sentence(entry["meaning"]))
    return found


def _forms(mark: str) -> tuple[str, ...]:
    """Return how a sign may stand in a cell: `(2)` and `2)` are one."""
    digits = mark.strip("()")
    return (f"({digits})", f"{digits})") if digits.isdecimal() else (mark,)


def letters_of(notes: Sequence[str]) -> frozenset[str]:
    """Return the single letters that notes explain, which then are no thousands or millions behind a figure."""
    return frozenset(entry["mark"] for entry in _entries(notes) if len(entry["mark"]) == 1 and entry["mark"].isalpha())


def _entries(notes: Sequence[str]) -> Iterator[re.Match[str]]:
    """Yield what is said of each mark; a line may explain several: `– no data    n/a not available`."""
    for note in notes:
        for said in (note.strip(), *(each.strip() for each in _BETWEEN.split(note.strip()))):
            entry = _DASH.match(said) or _JOINED.match(said) or _LEGEND.match(said)
            if entry and not (said == note.strip() and _BETWEEN.search(said) and _is_several(said)):
                yield entry
        if note.count("[") > 1:
            yield from _SHORTHAND.finditer(note)


def _is_several(said: str) -> bool:
    """Say whether each part of a line explains a mark."""
    return all(_DASH.match(each) or _LEGEND.match(each) for each in map(str.strip, _BETWEEN.split(said)))


def _sentence(words: str) -> str:
    """Return what a note says without the sign that it is about, which no report prints: `A star shows that`."""
    said = _INDICATES.sub("", words) or words
    return said[:1].upper() + said[1:]


_INDICATES = re.compile(
    r"(?i)^(?:an? )?(?:asterisks?|stars?|daggers?|double daggers?)(?: [a-z]+){0,6}? "
    r"(?:indicates?|means?|denotes?|shows?)(?: that)? "
)


_GERMAN_OFFICE = re.compile(
    r"(?i)statistische[sn]? (?:ämter|bundesamt|landesamt|amt)|destatis|it\.nrw|amt für statistik"
)
GERMAN = {"-": NOTHING, ".": "Q", "x": "M", "/": "U", "...": "O", "…": "O"}
"""The marks of German statistical offices, which are the same in all of their tables."""


def legend_of(notes: Sequence[str]) -> dict[str, str]:
    """Return the status that each mark gives which the notes explain, or which German statistical offices agreed on."""
    found: dict[str, str] = {}
    for entry in _entries(notes):
        status = next((code for pattern, code in _MEANT if pattern.search(entry["meaning"])), "")
        for mark in _forms(entry["mark"]) if status else ():
            found.setdefault(mark, status)
    return GERMAN | found if any(map(_GERMAN_OFFICE.search, notes)) else found


_SIGN = re.compile(r"(?P<mark>[*†‡§^]{1,3})\s*(?P<meaning>[^\W\d_].{3,})")


def explained(notes: Sequence[str]) -> dict[str, str]:
    """Return what the notes say of signs that stand beside figures: `* Statistically different from zero.`"""
    found: dict[str, str] = {}
    for note in notes:
        entry = _SIGN.fullmatch(note.strip())
        if entry:
            found.setdefault(entry["mark"], _sentence(entry["meaning"]))
    return found
