"""Turn a number into characters: the only place where figures are rounded, and the last.

Digits are grouped as the language that is spoken groups them, in English by commas; minus is U+2212 in all of them. A
range of years in words takes `to` and in a table head an en dash.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING, Literal
from unicodedata import combining, normalize

from reportgen.frozen import frozen
from reportgen.language import message, say, say_count, say_of, spoken
from reportgen.measure import MarkCode, Qualifier
from reportgen.memory import remembered
from reportgen.periods import EN_DASH as EN_DASH
from reportgen.periods import MONTHS, Kind, Period, as_period
from reportgen.quantity import (
    Operation,
    Quantity,
    as_one,
    concat,
    ended,
    lettered,
    origin_of,
    plain,
    quantified,
    with_origin,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reportgen.language import Language

MINUS = "−"
NBSP = "\u00a0"
SPOKEN_MARKS = {
    MarkCode.NOT_PUBLISHED: message("not published"),
    MarkCode.PICTURE: message("shown only as a picture"),
    MarkCode.SERIES_BREAK: message("series break"),
    MarkCode.CORRECTED: message("corrected"),
    MarkCode.DERIVED: message("derived"),
    MarkCode.NOT_APPLICABLE: message("not applicable"),
    MarkCode.CONFIDENTIAL: message("confidential"),
    MarkCode.LOW: message("not zero, but rounds to nothing"),
}
SPOKEN_SIGNS = {">": message("more than"), "≥": message("at least"), "<": message("less than"), "~": message("about")}
NUMBER_WORDS = (
    message("zero"),
    message("one"),
    message("two"),
    message("three"),
    message("four"),
    message("five"),
    message("six"),
    message("seven"),
    message("eight"),
    message("nine"),
    message("ten"),
    message("eleven"),
    message("twelve"),
)
ORDINAL_WORDS = (
    "",
    message("first"),
    message("second"),
    message("third"),
    message("fourth"),
    message("fifth"),
    message("sixth"),
    message("seventh"),
    message("eighth"),
    message("ninth"),
    message("tenth"),
)
MILLION = 1_000_000
WHOLE = 100
MOST_DIGITS = 12
"""Significant digits that somebody may have published; a fraction with more is the quotient of a calculation."""
SHOWN_DIGITS = 3
"""Significant digits that are shown of a quotient, and at least two decimals of one."""


@frozen
class Worded:
    """A figure in characters, its parts apart: an axis or a row's head may say the unit and the scale for all."""

    digits: str
    """`29,568`, `20.5`, `1 in 6`."""
    sign: str = ""
    """`%`, in many languages with a space before it."""
    scale: str = ""
    """`million`."""
    currency: str = ""
    """`€`, `CHF`."""

    def __str__(self) -> str:
        """Return the figure as a sentence has it: `20.5 million`, `91%`, `€1,008.25`."""
        if not (self.sign or self.scale or self.currency):
            return self.digits
        text = f"{self.digits}{self.sign}{' ' if self.scale else ''}{self.scale}"
        return as_one(money(text, self.currency) if self.currency else text, self.digits)

    @property
    def bare(self) -> Worded:
        """The same without its sign or currency, which an axis or a row's head says for all."""
        return Worded(self.digits, scale=self.scale)


def rounded(value: float, decimals: int) -> Decimal:
    """Return the value rounded half up, as a reader would by hand: 0.25 to one decimal is 0.3."""
    return Decimal(repr(value)).quantize(_step(decimals), rounding=ROUND_HALF_UP)


@cache
def _step(decimals: int) -> Decimal:
    """Return the least step with so many decimals."""
    return Decimal(1).scaleb(-decimals)


def number(value: float, *, decimals: int = 0) -> str:
    """Return a figure with grouped digits: `29,568`, `−214`, `36.2`."""
    amount = float(value)
    return quantified(_number(amount, decimals, spoken()), Quantity(amount, decimals, 1, "", origin_of(value)))


@remembered(4096)  # the same figures stand in many places; to round one takes longer than to find it
def _number(value: float, decimals: int, _language: Language) -> str:
    result = rounded(value, decimals)
    return f"{MINUS if result < 0 else ''}{grouped(abs(result))}"


def file_size(count: int) -> str:
    """Return a number of bytes as a reader thinks of it: `78 kB`, `1.2 MB`."""
    return f"{number(count / 1e6, decimals=1)} MB" if count >= 1e6 else f"{number(max(1, round(count / 1e3)))} kB"


def grouped(value: Decimal) -> str:
    """Return a number that is not negative, with the decimals that it has: `29,568`, `36.20`."""
    if spoken().is_english:
        return f"{value:,}"
    from reportgen.language import figures  # babel; only for other languages

    return figures.grouped(value)


def separators() -> tuple[str, str]:
    """Return what stands between groups of digits, and before decimals: `,` and `.`."""
    if spoken().is_english:
        return ",", "."
    from reportgen.language import figures

    return figures.separators()


def percent_sign() -> str:
    """Return what stands after the digits of a percentage: `%`, in many languages with a space before it."""
    if spoken().is_english:
        return "%"
    from reportgen.language import figures

    return figures.percent_sign()


def with_percent(digits: str) -> str:
    """Return a percentage of its digits: `92.3%`."""
    return ended(digits, percent_sign())


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
    text = number(value, decimals=decimals)
    return as_one(f"+{text}", text) if rounded(value, decimals) > 0 else text


def money(text: str, currency: str) -> str:
    """Return an amount with its currency: `−€1,008.25`, `CHF 1,200` with a space that does not break; `1.200 €`.

    One of several words stands behind the amount: `8,117 thousand USD`.
    """
    if " " in currency:
        return as_one(f"{text}{NBSP}{currency}", text)
    amount = text.removeprefix(MINUS)
    minus = MINUS if amount != text else ""
    if not spoken().is_english:
        from reportgen.language import figures

        return as_one(minus + figures.with_currency(amount, currency), text)
    space = NBSP if currency[-1:].isalpha() or currency.endswith(".") else ""
    return as_one(f"{minus}{currency}{space}{amount}", text)


def millions(value: float, *, decimals: int = 1) -> str:
    """Return a figure in millions, without the word: `20.5` for 20,512,803."""
    scaled = number(value / MILLION, decimals=decimals)
    return quantified(f"{scaled}", Quantity(value, decimals, MILLION))


def scale_word(scaled: float, scale: str) -> str:
    """Return the word after a figure that is given in `thousand`, `million` or `billion`; nothing for no scale."""
    match scale:
        case "thousand":
            return say_count(scaled, "thousand", "thousand")
        case "million":
            return say_count(scaled, "million", "million")
        case "billion":
            return say_count(scaled, "billion", "billion")
        case _:
            return ""


def percent(value: float, *, decimals: int = 1) -> str:
    """Return a share: `92.3%`. Only nothing is `0.0%`, and only all of it `100.0%`.

    What merely rounds to one of them is `less than 0.1%`, or `more than 99.9%`.
    """
    short = with_percent(_percent_digits(value, decimals))
    match short[:1]:
        case "<":
            return say_of("a percentage", "less than {figure}", figure=short[1:])
        case ">":
            return say_of("a percentage", "more than {figure}", figure=short[1:])
        case _:
            return short


def percent_in_column(value: float, *, decimals: int = 1, has_sign: bool = True) -> str:
    """Return a share for a table cell: `92.3%`, `<0.1%` for what rounds to nothing, `>99.9%` for what is nearly all."""
    digits = _percent_digits(value, decimals)
    return with_percent(digits) if has_sign else digits


def _percent_digits(value: float, decimals: int) -> str:
    step = Decimal(1).scaleb(-decimals)
    if value != 0 and rounded(value, decimals) == 0:
        return _beyond("<" if value > 0 else ">", f"{'' if value > 0 else MINUS}{grouped(step)}", value, decimals)
    if value < WHOLE <= rounded(value, decimals):
        return _beyond(">", nearly_whole(decimals), value, decimals)
    return number(value, decimals=decimals)


def _beyond(sign: Literal["<", ">"], digits: str, value: float, decimals: int) -> str:
    """Return a limit that stands in place of what is less, or more."""
    return concat((sign, quantified(digits, Quantity(float(value), decimals, bound=sign, origin=origin_of(value)))))


def nearly_whole(decimals: int) -> str:
    """Return the last percentage before all: `99.9`."""
    return grouped(last_before_whole(decimals))


def last_before_whole(decimals: int) -> Decimal:
    """Return the same as a number."""
    return WHOLE - Decimal(1).scaleb(-decimals)


def qualified(text: str, qualifier: Qualifier) -> str:
    """Return a figure as a sentence words it: `more than 21.7 million`, `about 40%`, `29,568`."""
    match qualifier:
        case Qualifier.MORE_THAN:
            return say("more than {figure}", figure=text)
        case Qualifier.AT_LEAST:
            return say("at least {figure}", figure=text)
        case Qualifier.ABOUT:
            return say("about {figure}", figure=text)
        case Qualifier.LESS_THAN:
            return say("less than {figure}", figure=text)
        case _:
            return text


def qualified_short(text: str, qualifier: Qualifier) -> str:
    """Return a figure as a table cell words it: `>19,000`, `≥1,268`, `~40`, `29,568`."""
    sign = SIGNS.get(qualifier, "")
    return concat((sign, text)) if sign else text


SIGNS = {Qualifier.MORE_THAN: ">", Qualifier.AT_LEAST: "≥", Qualifier.ABOUT: "~", Qualifier.LESS_THAN: "<"}


def spoken_mark(code: MarkCode) -> str:
    """Return what is heard of a mark."""
    return say(SPOKEN_MARKS[code])


def spoken_sign(text: str) -> str:
    """Return what is heard of an abbreviation or of a sign before a figure; nothing where it is neither."""
    if text == points_sign():
        return say("percentage points")
    return say(SPOKEN_SIGNS[text]) if text in SPOKEN_SIGNS else ""


def points_sign() -> str:
    """Return how percentage points are written short: `pp`."""
    return say("pp")


def long_date(day: date) -> str:
    """Return a date for the page, in English as in the United States: `June 2, 2025`."""
    if spoken().is_english:
        return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
    from reportgen.language import figures

    return figures.long_date(day)


def month_name(month: int, *, short: bool = False) -> str:
    """Return the name of a month: `January`, `Jan`."""
    if spoken().is_english:
        return MONTHS[month - 1][: 3 if short else None]
    from reportgen.language import figures

    return figures.month_name(month, short=short)


def year_span(first: Period, last: Period) -> str:
    """Return a range of periods for a sentence: `2020 to 2024`, `Q1 2023 to Q2 2024`, or `2024` when it is one."""
    return f"{first}" if first == last else say("{first} to {last}", first=first, last=last)


def short_year_span(first: Period, last: Period) -> str:
    """Return a range for a table head: `2022–24`; `1999–2001` where the century changes; `May 2023–May 2024`."""
    first, last = as_period(first), as_period(last)
    if first == last:
        return first.head
    if first.kind in (Kind.WINDOW, Kind.PART):
        return say("{first} to {last}", first=first.head, last=last.head)
    is_short = first.kind is Kind.YEAR and first.named // 100 == last.named // 100
    return f"{first}{EN_DASH}{last.named % 100:02d}" if is_short else f"{first.head}{EN_DASH}{last.head}"


PERIOD_TITLES = {
    Kind.YEAR: message("Year"),
    Kind.FISCAL_YEAR: message("Fiscal year"),
    Kind.SPLIT_YEAR: message("Year"),
    Kind.QUARTER: message("Quarter"),
    Kind.MONTH: message("Month"),
}


def period_title(years: Sequence[Period]) -> str:
    """Return what periods are called above a column of them: `Year`, `Month`, `Period` for any others."""
    kinds = {as_period(year).kind for year in years}
    return say(PERIOD_TITLES.get(kinds.pop(), PERIOD) if len(kinds) == 1 else PERIOD)


PERIOD = message("Period")


def number_word(count: int) -> str:
    """Return a small count in words: `two`; digits from thirteen on, which know what was counted."""
    if 0 <= count < len(NUMBER_WORDS):
        return say(NUMBER_WORDS[count])
    return counted(count)


def counted(count: int) -> str:
    """Return how many there are of something, in digits; a plain number is a count that the program made."""
    return with_origin(number(count), Operation("count", (), int(count)))


def number_of_word(number: str | int) -> int:
    """Return a small count that stands there in words, as `number_word` writes it, or in digits."""
    words = {say(word): count for count, word in enumerate(NUMBER_WORDS)}
    return int(words.get(str(number), number))


def all_of(count: int) -> str:
    """Return how a sentence names every one of a few things: `The`, `Both`, `All three`."""
    match count:
        case 1:
            return say("The")
        case 2:
            return say("Both")
        case _:
            return say("All {count}", count=number_word(count))


def none_of(count: int) -> str:
    """Return how a sentence denies every one of a few things: `Neither of the two`, `None of the three`."""
    if count == 2:
        return say("Neither of the {count}", count=number_word(count))
    return say("None of the {count}", count=number_word(count))


def ordinal(rank: int) -> str:
    """Return a rank: `second`, `tenth`, `11th`, `22nd`; the first is `first`."""
    return say(ORDINAL_WORDS[rank]) if 0 < rank < len(ORDINAL_WORDS) else ordinal_digits(rank)


def ordinal_digits(rank: int) -> str:
    """Return a rank in digits: `1st`, `22nd`, `27th`."""
    if not spoken().is_english:
        return as_one(say_of("a rank in digits", "{number}th", number=number(rank)), number(rank))
    ending = {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th") if rank % 100 not in (11, 12, 13) else "th"
    return as_one(f"{number(rank)}{ending}", number(rank))


def list_of(words: Sequence[str], *, last: str = "and") -> str:
    """Return words as a list in a sentence: `a`, `a and b`, `a, b and c`; English has no comma before `and`."""
    if len(words) < 2:
        return concat(words)
    if last == "and" and not spoken().is_english:
        from reportgen.language import figures

        return figures.listed(words)
    return concat((concat(words[:-1], ", "), f" {last} ", words[-1]))


def year_list(years: Sequence[Period]) -> str:
    """Return periods as a sentence would: `2020, 2022 and 2024`, and `2021 to 2024` for three or more in a row."""
    runs: list[list[Period]] = []
    for year in sorted(map(as_period, years)):  # a template may list them as numbers
        if runs and year == runs[-1][-1].next:
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
    letters = plain(text)
    return lettered(text, letters[:1].upper() + letters[1:])


def lowered_noun(noun: str) -> str:
    """Return a noun within a sentence: with a small letter, unless nouns have a capital in the language spoken."""
    is_small = say_of("nouns within a sentence", "small") == "small"
    return lettered(noun, noun[:1].lower() + noun[1:]) if is_small else noun


def sort_name(name: str) -> str:
    """Return a name as it is sorted: small letters without accents; ñ is a letter of its own, behind n."""
    plain = normalize("NFKD", name.casefold().replace("ñ", "n\uffff"))
    return "".join(each for each in plain if not combining(each))
