"""Turn a number into characters: the only place where figures are rounded, and the last.

Digits are grouped by commas, minus is U+2212, a range of years in words takes `to` and in a table head an en dash.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from reportgen.measure import MarkCode, Qualifier

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

MINUS = "−"
EN_DASH = "–"
SPOKEN_MARKS = {
    MarkCode.NOT_PUBLISHED: "not published",
    MarkCode.PICTURE: "shown only as a picture",
    MarkCode.SERIES_BREAK: "series break",
    MarkCode.CORRECTED: "corrected",
    MarkCode.DERIVED: "derived",
    MarkCode.NOT_APPLICABLE: "not applicable",
    MarkCode.LOW: "not zero, but rounds to nothing",
}
"""What is heard of a mark."""
SPOKEN_SIGNS = {"pp": "percentage points", ">": "more than", "≥": "at least"}
"""What is heard of an abbreviation or of a sign before a figure."""
NUMBER_WORDS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
ORDINAL_WORDS = ("", "", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MILLION = 1_000_000
WHOLE = 100
MOST_DIGITS = 12
"""Significant digits that somebody may have published; a fraction with more is the quotient of a calculation."""
SHOWN_DIGITS = 3
"""Significant digits that are shown of a quotient, and at least two decimals of one."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A figure in characters, its parts apart: an axis or a row's head may say the unit and the scale for all."""

    digits: str
    """`29,568`, `20.5`, `1 in 6`."""
    sign: str = ""
    """`%`."""
    scale: str = ""
    """`million`."""

    def __str__(self) -> str:
        """Return the figure as a sentence has it: `20.5 million`, `91%`."""
        return f"{self.digits}{self.sign}{' ' if self.scale else ''}{self.scale}"


def rounded(value: float, decimals: int) -> Decimal:
    """Return the value rounded half up, as a reader would by hand: 0.25 to one decimal is 0.3."""
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def number(value: float, *, decimals: int = 0) -> str:
    """Return a figure with grouped digits: `29,568`, `−214`, `36.2`."""
    result = rounded(value, decimals)
    return f"{MINUS if result < 0 else ''}{abs(result):,}"


def decimals_of(value: float) -> int:
    """Return how many decimals a figure has; of a quotient, `98.07692307692308`, how many are worth showing."""
    if float(value).is_integer():
        return 0
    shown = Decimal(repr(value)).normalize()
    if len(shown.as_tuple().digits) > MOST_DIGITS:
        # 15 digits are what a float holds for certain; the others are its noise: 0.30000000000000004
        shown = Decimal(f"{value:.15g}").normalize()
    digits, decimals = len(shown.as_tuple().digits), -int(shown.as_tuple().exponent)
    if digits <= MOST_DIGITS or decimals <= 2:
        return max(0, decimals)
    return max(2, SHOWN_DIGITS - 1 - shown.adjusted())


def exact_number(value: float) -> str:
    """Return a figure with as many decimals as it has: `29,568`, `20.55`."""
    return number(value, decimals=decimals_of(value))


def signed(value: float, *, decimals: int = 0) -> str:
    """Return a difference with its sign: `+1,947`, `−68`, `0`."""
    result = rounded(value, decimals)
    return f"{'+' if result > 0 else ''}{number(value, decimals=decimals)}"


def millions(value: float, *, decimals: int = 1) -> str:
    """Return a figure in millions, without the word: `20.5` for 20,512,803."""
    return number(value / MILLION, decimals=decimals)


def percent(value: float, *, decimals: int = 1) -> str:
    """Return a share: `92.3%`. Only nothing is `0.0%`, and only all of it `100.0%`.

    What merely rounds to one of them is `less than 0.1%`, or `more than 99.9%`.
    """
    step = Decimal(1).scaleb(-decimals)
    if value != 0 and rounded(value, decimals) == 0:
        return f"less than {step:f}%" if value > 0 else f"more than {MINUS}{step:f}%"
    if value < WHOLE <= rounded(value, decimals):
        return f"more than {nearly_whole(decimals)}%"
    return f"{number(value, decimals=decimals)}%"


def percent_in_column(value: float, *, decimals: int = 1) -> str:
    """Return a share for a table cell: `92.3%`, `<0.1%` for what rounds to nothing, `>99.9%` for what is nearly all."""
    return percent(value, decimals=decimals).replace("less than ", "<").replace("more than ", ">")


def nearly_whole(decimals: int) -> str:
    """Return the last percentage before all: `99.9`."""
    return f"{WHOLE - Decimal(1).scaleb(-decimals):f}"


def qualified(text: str, qualifier: Qualifier) -> str:
    """Return a figure as a sentence words it: `more than 21.7 million`, `about 40%`, `29,568`."""
    words = {
        Qualifier.MORE_THAN: "more than ",
        Qualifier.AT_LEAST: "at least ",
        Qualifier.ABOUT: "about ",
        Qualifier.LESS_THAN: "less than ",
    }
    return words.get(qualifier, "") + text


def qualified_short(text: str, qualifier: Qualifier) -> str:
    """Return a figure as a table cell words it: `>19,000`, `≥1,268`, `~40`, `29,568`."""
    signs = {Qualifier.MORE_THAN: ">", Qualifier.AT_LEAST: "≥", Qualifier.ABOUT: "~", Qualifier.LESS_THAN: "<"}
    return signs.get(qualifier, "") + text


def long_date(day: date) -> str:
    """Return a date for the page, as in the United States, whatever the machine's locale: `June 2, 2025`."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def year_span(first: int, last: int) -> str:
    """Return a range of years for a sentence: `2020 to 2024`, or `2024` when it is one."""
    return f"{first}" if first == last else f"{first} to {last}"


def short_year_span(first: int, last: int) -> str:
    """Return a range of years for a table head: `2022–24`; `1999–2001` where the century changes."""
    if first == last:
        return f"{first}"
    return f"{first}{EN_DASH}{last % 100:02d}" if first // 100 == last // 100 else f"{first}{EN_DASH}{last}"


def number_word(count: int) -> str:
    """Return a small count in words: `two`; digits from thirteen on."""
    return NUMBER_WORDS[count] if 0 <= count < len(NUMBER_WORDS) else number(count)


def all_of(count: int) -> str:
    """Return how a sentence names every one of a few things: `The`, `Both`, `All three`."""
    return {1: "The", 2: "Both"}.get(count, f"All {number_word(count)}")


def none_of(count: int) -> str:
    """Return how a sentence denies every one of a few things: `Neither of the two`, `None of the three`."""
    return f"Neither of the {number_word(count)}" if count == 2 else f"None of the {number_word(count)}"


def ordinal(rank: int) -> str:
    """Return a rank: `second`, `tenth`, `11th`, `22nd`; the first is `first`."""
    if rank == 1:
        return "first"
    if rank < len(ORDINAL_WORDS):
        return ORDINAL_WORDS[rank]
    return ordinal_digits(rank)


def ordinal_digits(rank: int) -> str:
    """Return a rank in digits: `1st`, `22nd`, `27th`."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th") if rank % 100 not in (11, 12, 13) else "th"
    return f"{number(rank)}{ending}"


def list_of(words: Sequence[str], *, last: str = "and") -> str:
    """Return words as a list in a sentence: `a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def year_list(years: Sequence[int]) -> str:
    """Return years as a sentence would: `2020, 2022 and 2024`, and `2021 to 2024` for three or more in a row."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    words = []
    for run in runs:
        words += [year_span(run[0], run[-1])] if len(run) > 2 else [str(year) for year in run]
    return list_of(words)


def plural(count: float, singular: str, plural_form: str) -> str:
    """Return the noun that goes with a count: one case, two cases, 0 cases."""
    return singular if count == 1 else plural_form


def capitalised(text: str) -> str:
    """Return text with its first letter as a capital, and the rest as it is."""
    return text[:1].upper() + text[1:]
