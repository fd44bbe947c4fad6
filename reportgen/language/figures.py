"""Write numbers, dates and lists as CLDR has them for the language that is spoken; `wording` has the English ones.

Only documents in other languages come here, and only they load babel.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.language.say import say_of
from reportgen.language.speaking import spoken
from reportgen.quantity import concat, filled

NBSP = "\u00a0"
NUMBERED = re.compile(r"\{(\d)\}")
"""The places of a pattern of CLDR, which a message names."""

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

APOSTROPHE = "’"
"""What groups the digits of Swiss numbers, as a page has it: text sets the straight one so, too, and tables do not."""


def grouped(value: Decimal) -> str:
    """Return a number that is not negative, with as many decimals as it has: `29.568`, `36,20`."""
    from babel.numbers import format_decimal

    decimals = max(0, -int(value.as_tuple().exponent))
    pattern = f"#,##0{'.' * bool(decimals)}{'0' * decimals}"
    return format_decimal(value, pattern, locale=spoken().locale).replace("'", APOSTROPHE)


def separators() -> tuple[str, str]:
    """Return what stands between groups of digits, and before decimals: `.` and `,`."""
    signs = spoken().locale.number_symbols["latn"]
    return str(signs["group"]).replace("'", APOSTROPHE), str(signs["decimal"])


def percent_sign() -> str:
    """Return what stands after the digits of a percentage: `%`, in many languages with a space before it."""
    pattern = spoken().locale.percent_formats[None].pattern
    return pattern.rpartition("0")[2] or "%"


def with_currency(amount: str, currency: str) -> str:
    """Return an amount that is not negative with its currency, on the side that the language has it: `1.200 €`."""
    pattern = spoken().locale.currency_formats["standard"].pattern.partition(";")[0]
    is_after = not pattern.startswith("¤")
    space = NBSP if re.search(r"\s", pattern) or currency[-1:].isalpha() or currency.endswith(".") else ""
    return concat((amount, space, currency) if is_after else (currency, space, amount))


def long_date(day: date) -> str:
    """Return a date for the page: `2 de junio de 2025`."""
    from babel.dates import format_date

    return format_date(day, "long", locale=spoken().locale)


def month_of_year(day: date) -> str:
    """Return the month of a day with its year: `junio de 2025`."""
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", day, locale=spoken().locale)


def month_name(month: int, *, short: bool = False) -> str:
    """Return the name of a month as it stands alone: `junio`, `jun`."""
    return str(spoken().locale.months["stand-alone"]["abbreviated" if short else "wide"][month])


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: `a, b y c`, `padre e hijo`."""
    patterns = spoken().locale.list_patterns["standard"]
    text = words[0]
    for place, word in enumerate(words[1:], start=2):
        is_last = place == len(words)
        name = "2" if len(words) == 2 else "end" if is_last else "start" if place == 2 else "middle"
        text = (is_last and _before_a_sound(text, word)) or filled(
            NUMBERED.sub(r"{_\1}", patterns[name]), {"_0": text, "_1": word}
        )
    return text


def _before_a_sound(words: str, last: str) -> str:
    """Return a list whose last word changes the `and` before it, as `y` is `e` before `i`; nothing where none does."""
    sound = say_of("list", "A pattern: words before which `and` is another word, because they begin with its sound")
    if sound.startswith("A pattern") or not re.match(sound, last, re.IGNORECASE):
        return ""
    return say_of("list before that sound", "{words} and {last}", words=words, last=last)
