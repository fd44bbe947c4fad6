"""Read a cell as a figure: digits in any convention, signs of percent and money, marks that stand in place of figures.

What a mark means follows SDMX (code list CL_OBS_STATUS) and the habits of statistical offices; where one sign means
several things, the likeliest is taken and is asked about.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from reportgen.intake.magnitudes import CODE, CODES, CURRENCIES, in_words, magnitude_of
from reportgen.intake.sheet import Shown, as_text
from reportgen.language import message
from reportgen.limits import DIGITS, LARGEST_VALUE
from reportgen.measure import Qualifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportgen.intake.sheet import Value


class CellKind(StrEnum):
    """What a cell turned out to be, where a figure was looked for."""

    FIGURE = "figure"
    MARK = "mark"
    EMPTY = "empty"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Convention:
    """How numbers are written in a file."""

    decimal: str = "."
    thousands: str = ","
    is_certain: bool = True
    """Whether a cell proves it; `1.234` alone may be a thousand or a little more than one."""
    has_letters: bool = False
    """Whether cells show that letters behind digits are magnitudes; then `3m` and `2B` are such, too."""
    signs: frozenset[str] = frozenset()
    """What could be a figure or a magnitude, and is the sign of a note: `(2)`, the `k` of `120 k`."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one cell says."""

    kind: CellKind
    value: Decimal | None = None
    qualifier: Qualifier = Qualifier.EXACT
    sign: str = ""
    """`%`, or a currency: `$`, `€`, `£`."""
    mark: str = ""
    """What stands in place of a figure, `..`, or beside one: `b`, `*`."""
    status: str = ""
    """The SDMX status that the mark gives; empty for a figure without one."""
    rounded: str = ""
    """How a figure with a magnitude is printed, `1.2 million` for `1,2 Mio.`; it is rounded to these digits."""


MARKS = {
    "": "O",
    ":": "O",
    "..": "O",
    "...": "O",
    "…": "O",
    "n/a": "O",
    "na": "O",
    "n.a.": "O",
    "#n/a": "O",
    "nan": "O",
    "null": "O",
    "none": "O",
    ".": "O",
    "-": "O",
    "–": "O",
    "—": "O",
    "not available": "O",
    "k.a.": "O",
    "nd": "O",
    "n.d.": "O",
    "x": "O",
    "z": "M",
    "not applicable": "M",
    "m": "M",
    "c": "Q",
    "s": "Q",
    "*": "Q",
    "**": "Q",
    "supp": "Q",
    "suppressed": "Q",
    "(d)": "Q",
    "d": "Q",
    "(s)": "Q",
    "[c]": "Q",
    "[x]": "O",
    "[z]": "M",
    "[low]": "N",
    "low": "N",
    "k": "N",
    "[u]": "U",
    "confidential": "Q",
    "redacted": "Q",
    "†": "M",
    "(†)": "M",
    "‡": "U",
    "(‡)": "U",
    "#": "O",
    "(#)": "O",
    "(x)": "M",
    "not reported": "O",
    "missing": "O",
    "no data": "O",
    "masked": "Q",
    "unreliable": "U",
    "u": "U",
    "***": "O",
    "****": "O",
    "*****": "O",
    "#value!": "O",
    "#div/0!": "O",
    "#ref!": "O",
    "#name?": "O",
    "#num!": "O",
    "#null!": "O",
}
"""What stands in place of a figure, in small letters, and the status it gives."""
ERRORS = ("***", "****", "*****", "#value!", "#div/0!", "#ref!", "#name?", "#num!", "#null!")
"""What a spreadsheet shows where it cannot work a formula out, or a program where a number has no room."""
DOUBTFUL = frozenset(
    {"-", "–", "—", "*", "**", "x", "z", "c", "s", "d", "m", "u", "k", "low", "(d)", ".", "†", "‡", "#", *ERRORS}
)
"""Marks that mean one thing here and another there: they are taken as said, and asked about."""
FLAGS = {
    "b": "B",
    "c": "Q",
    "d": "D",
    "e": "E",
    "f": "F",
    "i": "I",
    "n": "N",
    "p": "P",
    "r": "A",
    "s": "E",
    "u": "U",
    "z": "M",
}
"""Letters behind a figure, as Eurostat and others set them."""
CONFIDENTIAL = "c"
HIDDEN = FLAGS[CONFIDENTIAL]
"""The status of what is known, and not shown to protect people."""
MEANINGS = {
    "A": message("as published"),
    "B": message("a series begins anew"),
    "D": message("another definition"),
    "E": message("estimated"),
    "F": message("forecast"),
    "I": message("imputed"),
    "M": message("does not apply"),
    "N": message("nothing, or nearly nothing"),
    "O": message("not available"),
    "P": message("provisional"),
    "Q": message("suppressed, to protect people"),
    "U": message("unreliable"),
}
EARLIER = {"cannot exist": "M", "not significant, or rounds to nothing": "N"}
"""How answers were worded that projects have kept."""
IN_PLACE = ("O", "Q", "M", "N", "U")
"""What may stand in place of a figure, the likeliest first."""
MINUS = "-−–﹣－"
PLUS_MINUS = "±"
SPACES = "\u00a0\u202f\u2009 "
APOSTROPHES = "'’"
FOOT = "*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰#"

_CORE = re.compile(rf"[0-9][0-9.,{SPACES}{APOSTROPHES}]*")
_SCIENTIFIC = re.compile(r"-?[0-9](?:\.[0-9]{1,20})?[eE][+-]?[0-9]{1,2}")
_FLAGGED = re.compile(r":\s?[a-zA-Z](?:\s?[a-zA-Z])?")
"""No figure, with the letter that says why, as Eurostat has it: `: u`."""
NO_FIGURE = {"c": "Q", "z": "M", "n": "N", "u": "U"}
"""What the letter behind `:` says of a figure that is not there."""
_NOTHING = re.compile(rf"[{CURRENCIES}]\s*[{MINUS}—]")
"""No money, as accounts write it: `$ -`."""
_AT_MOST = ("<=", "≤", "at most", "up to", "no more than")
"""What stands before the greatest value that a count can have: at most 4 is under 5."""
_BOUND = {
    "<": Qualifier.LESS_THAN,
    "&lt;": Qualifier.LESS_THAN,
    "under": Qualifier.LESS_THAN,
    "less than": Qualifier.LESS_THAN,
    "fewer than": Qualifier.LESS_THAN,
    ">": Qualifier.MORE_THAN,
    "more than": Qualifier.MORE_THAN,
    "over": Qualifier.MORE_THAN,
    "≥": Qualifier.AT_LEAST,
    ">=": Qualifier.AT_LEAST,
    "at least": Qualifier.AT_LEAST,
    **dict.fromkeys(_AT_MOST, Qualifier.LESS_THAN),
    "~": Qualifier.ABOUT,
    "≈": Qualifier.ABOUT,
    "about": Qualifier.ABOUT,
    "ca.": Qualifier.ABOUT,
    "approx.": Qualifier.ABOUT,
}
_BEFORE = re.compile(
    rf"(?P<bound>[<>]=?|[≥≤~≈]|&lt;|[a-z .]+?)?\s*(?P<rest>[{re.escape(FOOT + CURRENCIES + MINUS)}+(]*)\s*",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?P<close>\))?\s*(?P<sign>%|[{CURRENCIES}]|{CODE})?\s*(?P<close2>\))?\s*"
    rf"(?P<foot>[{FOOT}]+|[\[(]\s*[\w*†]{{1,3}}(?:\s*,\s*[\w*]{{1,3}})*\s*[\])]|[a-z](?:\s?[a-z])?)?",
    re.IGNORECASE,
)


THREE = 3
"""Digits between two signs that part thousands."""


def is_mark_text(text: str) -> bool:
    """Say whether a text stands in place of a figure."""
    return text.lower() in MARKS or bool(_FLAGGED.fullmatch(text))


def are_grouped(texts: Sequence[str]) -> bool:
    """Say whether a column has `1.234` beside `34` and nothing else: then a dot parts thousands."""
    shapes = Counter(_shape(found[0].strip(SPACES)) for text in texts if (found := _CORE.search(text)))
    plain = [text for text in texts if text.isdecimal()]
    return set(shapes) == {"either .", "plain"} and all(len(text) <= THREE for text in plain)


def convention_of(texts: Iterable[str], *, delimiter: str = "", has_groups: bool = False) -> Convention:
    """Return how numbers are written in these cells: which sign is the decimal one and which parts thousands.

    `has_groups` says that a column shows dots to part thousands, as `are_grouped` finds it.
    """
    seen: Counter[str] = Counter()
    for text in texts:
        found = _CORE.search(text)
        if found:
            seen[_shape(found[0].strip(SPACES))] += 1
    if seen["decimal ,"] > seen["decimal ."]:
        return Convention(",", ".")
    if seen["decimal ."]:
        return Convention()
    dots, commas = seen["either ."], seen["either ,"]
    if dots and commas:
        return Convention(is_certain=False)
    if dots:
        # three decimals in every cell are rarer than thousands where the delimiter says that commas are decimals
        is_group = has_groups or delimiter == "semicolon"
        return Convention(",", ".", is_certain=False) if is_group else Convention(is_certain=False)
    return Convention(is_certain=not (commas and delimiter == "semicolon"))


def _shape(digits: str) -> str:
    """Say which sign of a number is its decimal one, as far as the number itself tells."""
    signs = [character for character in digits if character in ".,"]
    if not signs:
        return "plain"
    last = signs[-1]
    if len(set(signs)) == 2:
        return f"decimal {last}"
    other = "," if last == "." else "."
    if len(signs) > 1:
        return f"decimal {other}"
    whole, _, rest = digits.partition(last)
    is_group = len(rest) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")
    return f"either {last}" if is_group else f"decimal {last}"


def read_cell(cell: Value, convention: Convention) -> Reading:
    """Return what a cell says where a figure is looked for."""
    if isinstance(cell, bool):
        return Reading(CellKind.TEXT)
    if isinstance(cell, int | float):
        return _in_bounds(_of_number(cell))
    if isinstance(cell, Shown):
        return _in_bounds(replace(_of_number(cell.number), value=cell.value, sign=cell.sign))
    text = as_text(cell)
    if not text:
        return Reading(CellKind.EMPTY, status="O")
    if not isinstance(cell, str):
        return Reading(CellKind.TEXT)
    if text[0] == PLUS_MINUS and len(text) > 1:  # a margin of error, as the Census Bureau writes it
        text = text[1:].lstrip()
    return _of_cell_text(text, convention)


def _in_bounds(reading: Reading) -> Reading:
    """Return what was read; a number that no package may hold is no figure."""
    value = reading.value
    return reading if value is None or abs(value) <= LARGEST_VALUE else Reading(CellKind.TEXT)


@lru_cache(maxsize=50_000)
def _of_cell_text(text: str, convention: Convention) -> Reading:
    """Read a text; remembered, for tables say the same few in thousands of cells."""
    if _SCIENTIFIC.fullmatch(text):
        return _in_bounds(Reading(CellKind.FIGURE, Decimal(text)))
    if _NOTHING.fullmatch(text):
        return Reading(CellKind.FIGURE, Decimal(0), sign=text[0])
    if text in convention.signs:
        return Reading(CellKind.MARK, mark=text, status="O")
    if text.lower() in MARKS:
        return Reading(CellKind.MARK, mark=text, status=MARKS[text.lower()])
    if _FLAGGED.fullmatch(text):
        return Reading(CellKind.MARK, mark=text, status=NO_FIGURE.get(text[-1].lower(), "O"))
    return _in_bounds(_of_text(text, convention))


def _of_number(cell: float) -> Reading:
    value = Decimal(repr(cell))
    if not value.is_finite():
        return Reading(CellKind.MARK, mark=str(cell), status="O")
    return Reading(CellKind.FIGURE, value.to_integral() if value == value.to_integral() else value)


def _of_text(text: str, convention: Convention) -> Reading:
    found = _CORE.search(text)
    before = _BEFORE.fullmatch(text[: found.start()]) if found else None
    core = found[0].rstrip(SPACES + ",." + APOSTROPHES) if found else ""
    end = found.start() + len(core) if found else 0
    magnitude = magnitude_of(text, end, are_letters=convention.has_letters, signs=convention.signs)
    after = _AFTER.fullmatch(magnitude.rest.strip()) if found and magnitude else None
    if not found or before is None or after is None or magnitude is None:
        return Reading(CellKind.TEXT)
    bound = (before["bound"] or "").strip().lower()
    if bound and bound not in _BOUND and bound not in _BESIDE:
        return Reading(CellKind.TEXT)
    digits = number_of(core, convention)
    if digits is None:
        return Reading(CellKind.TEXT)
    value = _settled(digits * magnitude.factor) if magnitude.factor > 1 else digits
    if bound in _AT_MOST:
        if value != value.to_integral_value() or after["sign"] == "%" or magnitude.factor > 1:
            return Reading(CellKind.TEXT)
        value += 1
    signs = before["rest"] or ""
    closed = bool(after["close"] or after["close2"])
    if ("(" in signs) != closed:
        return Reading(CellKind.TEXT)
    is_negative = closed or any(sign in MINUS for sign in signs)
    money = next((sign for sign in signs if sign in CURRENCIES), CODES.get(bound, ""))
    sign = (after["sign"] or "").lower()
    mark = "".join(sign for sign in signs if sign in FOOT) + (after["foot"] or "")
    return Reading(
        CellKind.FIGURE,
        -value if is_negative else value,
        _BOUND.get(bound, Qualifier.ROUNDED if magnitude.factor > 1 else Qualifier.EXACT),
        CODES.get(sign, sign) or money,
        mark,
        FLAGS.get(mark.lower(), ""),
        in_words(-digits if is_negative else digits, magnitude.factor) if magnitude.factor > 1 else "",
    )


_BESIDE = {"us", *CODES}
"""What may stand before an amount: `US` of `US$`, and the codes of currencies."""


def _settled(value: Decimal) -> Decimal:
    """Return a number without zeros behind its decimal sign."""
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()


def number_of(digits: str, convention: Convention) -> Decimal | None:
    """Return the number that digits with signs between them stand for; None where they stand for none: `1,2,3`."""
    if len(digits) > DIGITS:
        return None
    whole, decimal, rest = digits.partition(convention.decimal)
    if decimal and not rest.isdecimal():
        return None
    groups = re.split(rf"[{SPACES}{APOSTROPHES}{re.escape(convention.thousands)}]", whole)
    is_grouped = len(groups) == 1 or (1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]))
    is_indian = len(groups) > 2 and len(groups[-1]) == 3 and all(len(group) == 2 for group in groups[1:-1])
    if not (is_grouped or is_indian) or not all(group.isdecimal() for group in groups):
        return None
    try:
        return Decimal("".join(groups) + (f".{rest}" if decimal else ""))
    except InvalidOperation:
        return None
