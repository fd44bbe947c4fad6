"""What may have been meant by what cannot be read: the hint that fits a cell, a row or a head of a table.

Only guesses stand here, and no decision: what is an error has been decided before anybody asks.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING

from reportgen.errors import DataError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DESCRIPTOR = "datapackage.json"
PERIOD_COLUMNS = ("year", "last_year", "from_year", "to_year", "period")
"""Columns in which a number is a time."""

DIGITS = r"[+-]?[0-9]+(?:\.[0-9]+)?"
PLAIN = re.compile(DIGITS)
THOUSANDS = re.compile(
    r"[+-]?[0-9]{1,3}(?P<sign>[,'’. \u00a0\u202f])[0-9]{3}(?:(?P=sign)[0-9]{3})*(?P<rest>[.,][0-9]+)?"
)
DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
PERCENT = re.compile(rf"(?P<number>{DIGITS})\s*%")
MONEY = re.compile(rf"[$€£¥]\s*(?P<before>{DIGITS})|(?P<after>{DIGITS})\s*(?:[$€£¥]|[A-Z]{{3}})")
BOUND = re.compile(rf"(?P<sign>[<>≤≥~≈]=?|c\.|ca\.|about)\s*(?P<number>{DIGITS})")
BOUNDS = {"<": "less_than", ">": "more_than", "≥": "at_least", ">=": "at_least"}
BRACKETS = re.compile(rf"\(\s*(?P<number>{DIGITS})\s*\)")
MARKED = re.compile(rf"(?P<number>{DIGITS})\s*(?P<mark>[*†‡§¹²³]+|\[[^\]]{{1,12}}\]|\([^)]{{1,12}}\)|[a-z]{{1,2}})")
BROKEN = re.compile(r"#(?:REF|DIV/0|VALUE|NAME|NUM|NULL|N/A)[!?]?")
NOTHING = re.compile(
    r"[-–—.…:*x/]{1,3}|n\.?/?a\.?|nan|null|none|nil|missing|suppressed|confidential|\?+", re.IGNORECASE
)
DATE = re.compile(
    r"(?P<year>[12][0-9]{3})-[01]?[0-9]-[0-3]?[0-9](?:[T ][0-9:.]+Z?)?|[0-3]?[0-9][/.][0-3]?[0-9][/.][0-9]{2,4}"
)
MONTH_NAME = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*", re.IGNORECASE)
LETTERS = str.maketrans("OolI|", "00111")
"""Letters that look like a digit."""
MINUS = str.maketrans("−–", "--")


def number_hint(text: str) -> str:
    """Return what to do about a text where a number was expected; empty when nobody can tell what it is."""
    bare = text.strip()
    for guess in (_separated, _with_sign, _with_mark, _of_spreadsheet):
        hint = guess(bare)
        if hint:
            return hint
    if NOTHING.fullmatch(bare):
        return (
            "leave the cell empty and say why in `obs_status`, such as `O` for a figure that is missing; "
            f"or add `{bare}` to the `missingValues` in `{DESCRIPTOR}`"
        )
    return ""


def _separated(text: str) -> str:
    found = THOUSANDS.fullmatch(text)
    if found and not (found["sign"] == "." and not found["rest"]):
        sign, rest = found["sign"], found["rest"] or ""
        plain = text.removesuffix(rest).replace(sign, "") + rest.replace(",", ".")
        decimal = ' and `"decimalChar": ","`' if rest.startswith(",") else ""
        return (
            f"write thousands without a separator: `{plain}`; or give the field "
            f'`"groupChar": "{sign}"`{decimal} in `{DESCRIPTOR}`'
        )
    if DECIMAL_COMMA.fullmatch(text):
        return (
            f"write decimals after a point: `{text.replace(',', '.')}`; or give the field "
            f'`"decimalChar": ","` in `{DESCRIPTOR}`'
        )
    return ""


def _with_sign(text: str) -> str:
    if found := PERCENT.fullmatch(text):
        return f"write `{found['number']}`: that it is a percentage is said once, by the `unit` in `indicators.csv`"
    if found := MONEY.fullmatch(text):
        number = found["before"] or found["after"]
        return f"write `{number}`: the currency is said once, by the `unit` in `indicators.csv`"
    if found := BOUND.fullmatch(text):
        qualifier = BOUNDS.get(found["sign"], "about")
        return f"write `{found['number']}`, and `{qualifier}` as its `qualifier`"
    if found := BRACKETS.fullmatch(text):
        return f"write a number below zero with a minus sign: `-{found['number']}`"
    minus = text.translate(MINUS)
    if minus != text and PLAIN.fullmatch(minus):
        return f"write the minus sign of the keyboard: `{minus}`"
    return ""


def _with_mark(text: str) -> str:
    digits = text.translate(LETTERS)
    if digits != text and any(map(str.isdigit, text)):
        letters = "".join(dict.fromkeys(one for one, other in zip(text, digits, strict=True) if one != other))
        plain = digits.replace(",", "")
        if PLAIN.fullmatch(plain):
            return f"write `{plain}`: `{letters}` is a letter, not a digit"
    if found := MARKED.fullmatch(text):
        return (
            f"write `{found['number']}`: is `{found['mark']}` the mark of a footnote? "
            "what it says is a row of `notes.csv`"
        )
    return ""


def _of_spreadsheet(text: str) -> str:
    if BROKEN.fullmatch(text):
        return "a formula of the spreadsheet failed there: mend it, and save the table anew"
    if DATE.fullmatch(text) or (MONTH_NAME.search(text) and any(map(str.isdigit, text))):
        return "a spreadsheet has made a date of it: format the column as text there, and enter the figure again"
    return ""


# -- times ------------------------------------------------------------------------------------------------


PERIODS = (
    (re.compile(r"FY ?'?[0-9]{2,4}", re.IGNORECASE), "a fiscal year"),
    (re.compile(r"[12][0-9]{3}[/–-][0-9]{2}|[12][0-9]{3}/[12][0-9]{3}"), "a fiscal or school year"),
    (re.compile(r"[12][0-9]{3}[- ]?Q[1-4]|Q[1-4][- /]?[12][0-9]{3}", re.IGNORECASE), "a quarter"),
    (re.compile(r"[12][0-9]{3}[-–][12][0-9]{3}"), "several years"),
    (re.compile(rf"{MONTH_NAME.pattern}[ -]?[12][0-9]{{3}}", re.IGNORECASE), "a month"),
)
"""How times are written that are no calendar year."""
WITH_DECIMALS = re.compile(r"(?P<year>[12][0-9]{3})\.0+")
MARKED_YEAR = re.compile(r"(?P<year>[12][0-9]{3})\s*(?:[*†‡§¹²³pre]+|\[[^\]]*\]|\([^)]*\))")
FIRST_DAY = date(1899, 12, 30)
"""The day from which spreadsheets count."""
SPREADSHEET_DAYS = range(10_000, 80_000)
"""Numbers of days from 1927 to 2119: others are rather a year with a slip."""


def date_hint(text: str) -> str:
    """Return what to do about a day where a period was expected; empty for another text."""
    day = ISO_DAY.fullmatch(text.strip())
    if not day:
        return ""
    month, year = day["month"], day["year"]
    return f"a day is no period: write `{month}` for its month, or `{year}`; `reportgen new` reads days itself"


ISO_DAY = re.compile(r"(?P<month>(?P<year>[0-9]{4})-[0-9]{2})-[0-9]{2}(?:[T ].*)?")


def year_hint(text: str) -> str:
    """Return what to do about a text, or a number, where a year was expected; empty when nobody can tell what it is."""
    bare = text.strip()
    for pattern, what in PERIODS:
        if pattern.fullmatch(bare):
            return f"`{bare}` is {what}: name the column `period`"
    if bare.isdecimal() and len(bare) < 6 and int(bare) in SPREADSHEET_DAYS:
        day = FIRST_DAY + timedelta(days=int(bare))
        return f"`{bare}` is the number of a spreadsheet for {day}: write the year, or the date as text"
    if found := WITH_DECIMALS.fullmatch(bare) or MARKED_YEAR.fullmatch(bare):
        return f"write `{found['year']}` and nothing after it"
    if DATE.fullmatch(bare):
        year = DATE.fullmatch(bare)["year"]  # type: ignore[index]
        return f"write the year only{f': `{year}`' if year else ''}; or name the column `period` where months count"
    if bare.isdecimal() and len(bare) != 4:
        return "write the year with its four digits"
    return ""


# -- identifiers ------------------------------------------------------------------------------------------


TOTALS = re.compile(
    r"(?:grand |sub-?)?totals?|sum|all|overall|together|gesamt|insgesamt|summe|suma|total general", re.IGNORECASE
)


def code_hint(text: str, known: Iterable[str], *, file: str) -> str:
    """Return what to do about a name that is none of the known ones, which are rows of a file."""
    names = {str(each) for each in known}
    spaced = " ".join(text.split())
    if spaced != text and spaced in names:
        return f"write `{spaced}`, without the spaces"
    number = _without_zeros(spaced)
    for name in sorted(names) if number else ():
        if _without_zeros(name) == number:
            return f"write `{name}`: a spreadsheet drops a zero before a number, unless the column is formatted as text"
    if TOTALS.fullmatch(spaced):
        return f"is this a row of totals? take it out, or name the row of {file} that it is about"
    near = did_you_mean(text, names)
    return near if near.startswith("did") or len(names) <= FEW else f"add a row `{text[:60]}` to {file}, or correct it"


def is_slip(text: str, known: Iterable[str]) -> bool:
    """Say whether a name that is none of the known ones is one of them, written otherwise: no name of its own.

    Codes with digits differ by one of them all the time, so only words are compared letter by letter.
    """
    names = {str(each) for each in known}
    told, folded = code_hint(text, names, file=""), text.casefold().strip()
    if told.startswith(("write", "is this")) or folded in {name.casefold() for name in names}:
        return True
    return len(text) >= WORD and text.isalpha() and bool(get_close_matches(text, names, cutoff=ALIKE))


WORD = 5
"""Letters from which on a name is no code."""
ALIKE = 0.8
"""`Alabma` is like `Alabama`, `North` is not like `South`."""
FEW = 12
"""Known names up to which all are listed."""


def _without_zeros(text: str) -> str:
    """Return what a spreadsheet leaves of digits; empty for what is no number."""
    digits = text.removesuffix(".0")
    return digits.lstrip("0") or "0" if digits.isdecimal() else ""


# -- rows and heads ---------------------------------------------------------------------------------------


FOOTNOTE = re.compile(
    r"\s*(?:\*|†|‡|[¹²³]|\([0-9a-z]\)|\[[0-9a-z]\]|notes?\b|sources?\b|footnotes?\b|quelle|anmerkung|fuente|nota\b)",
    re.IGNORECASE,
)
"""How a line below a table begins that explains it."""
FOOTNOTE_HINT = "is this a footnote row? take it out: what it says belongs into `notes.csv` or `sources.csv`"
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def is_footnote(cells: Sequence[str]) -> bool:
    """Return whether a row holds a sentence below a table instead of figures."""
    filled = [cell for cell in cells if cell.strip()]
    if not filled or not cells[0].strip():
        return False
    return (len(filled) == 1 and len(cells) > 2) or (len(cells) != 1 and FOOTNOTE.match(cells[0]) is not None)


def row_hint(cells: Sequence[str], count: int) -> str:
    """Return what to do about a row with another number of cells than the table has columns."""
    if not any(cells):
        return "take the empty row out"
    if FOOTNOTE.match(cells[0]) or (sum(map(bool, cells)) == 1 and " " in cells[0].strip()):
        return FOOTNOTE_HINT
    if TOTALS.fullmatch(cells[0].strip()):
        return "is this a row of totals? take it out: sums are found by the program"
    for sign, words in SEPARATORS.items():
        if len(cells) == 1 and cells[0].count(sign) == count - 1:
            return f"{words} part the cells of this row: part all of them alike"
    if len(cells) > count:
        return "put text, and a number, that holds a comma between double quotes"
    return "give the row all its cells, also the empty ones"


def separator_of(header: Sequence[str]) -> str:
    """Return what parts the columns of a table whose head came out as one cell; empty when that is not why."""
    if len(header) != 1:
        return ""
    return max(SEPARATORS, key=header[0].count) if any(map(header[0].__contains__, SEPARATORS)) else ""


def parted_otherwise(separator: str, *, where: str) -> DataError:
    """Return the error for a table whose columns are not parted by what its dialect says."""
    sign = "\\t" if separator == "\t" else separator
    found = f"expected columns parted by commas, found them parted by {SEPARATORS[separator]}"
    hint = f'add to its resource in `{DESCRIPTOR}`: `"dialect": {{"delimiter": "{sign}"}}`, or save it with commas'
    return DataError(found, where=where, hint=hint)


def column_hint(name: str, fields: Iterable[str]) -> str:
    """Return what to do about a column that is not known."""
    if name.startswith("\ufeff"):
        return "an invisible mark stands before the name: save the file as CSV UTF-8 once more, without a second mark"
    if not name.strip():
        return "the column has no name: give it one, or take it out"
    return did_you_mean(name.strip().lower(), fields)
