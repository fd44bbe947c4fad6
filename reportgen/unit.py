"""What the figures of an indicator are measured in, and what follows from it: signs, and how two are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from reportgen.measure import COUNTED, MeasureType, Reason


class UnitKind(StrEnum):
    """What kind of number a figure is."""

    COUNT = "count"
    """So many of something."""
    PERCENT = "percent"
    """Parts of a hundred."""
    PROPORTION = "proportion"
    """Parts of one: 0.42."""
    RATE = "rate"
    """So many for each thousand, or another number, of those among whom they were counted."""
    CURRENCY = "currency"
    """An amount of money, at the prices of its time unless the indicator names a year of prices."""
    MEAN = "mean"
    """An average, or a median: 41.5 m² for each resident."""
    INDEX = "index"
    """A number that says nothing by itself, but only beside others: a price index, a score."""
    RATIO = "ratio"
    """So much of one thing for each of another: 14.2 pupils for each teacher."""
    ONE_IN = "one_in"
    """One in so many."""
    DURATION = "duration"
    """Days, hours, years that something takes."""
    QUANTITY = "quantity"
    """What is measured and adds up: tonnes, kilometres, hectares."""
    CHANGE = "change"
    """A change that a source itself prints."""


class Compared(StrEnum):
    """How two figures of an indicator are compared."""

    PERCENT = "percent"
    POINTS = "points"
    """Percentage points."""
    DIFFERENCE = "difference"
    """In the unit of the figures: 0.4 m² less."""
    NOT = "not"


DEFAULTS = {
    UnitKind.COUNT: Compared.PERCENT,
    UnitKind.PERCENT: Compared.POINTS,
    UnitKind.PROPORTION: Compared.DIFFERENCE,
    UnitKind.RATE: Compared.PERCENT,
    UnitKind.CURRENCY: Compared.PERCENT,
    UnitKind.MEAN: Compared.DIFFERENCE,
    UnitKind.INDEX: Compared.DIFFERENCE,
    UnitKind.RATIO: Compared.DIFFERENCE,
    UnitKind.ONE_IN: Compared.NOT,
    UnitKind.DURATION: Compared.DIFFERENCE,
    UnitKind.QUANTITY: Compared.PERCENT,
    UnitKind.CHANGE: Compared.NOT,
}
"""How figures of each kind are compared where the indicator does not say; an index with a base in percent."""

ALLOWED = {
    UnitKind.PERCENT: (Compared.POINTS, Compared.NOT),
    UnitKind.PROPORTION: (Compared.DIFFERENCE, Compared.NOT),
    UnitKind.ONE_IN: (Compared.NOT,),
    UnitKind.CHANGE: (Compared.NOT,),
}
"""What an indicator may say instead, where it is not free: a percentage of a percentage is never printed."""
FREE = (Compared.PERCENT, Compared.DIFFERENCE, Compared.NOT)

NEVER_NEGATIVE = frozenset(
    {UnitKind.COUNT, UnitKind.PROPORTION, UnitKind.RATE, UnitKind.RATIO, UnitKind.ONE_IN, UnitKind.DURATION}
)
"""Kinds of which no figure is below zero, unless the indicator says so."""

SCALED = frozenset({UnitKind.PROPORTION, UnitKind.RATE, UnitKind.INDEX, UnitKind.RATIO})
"""Kinds that are higher or lower; of the others there is more or less."""

SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩", "NGN": "₦", "PHP": "₱", "UAH": "₴"}
"""Signs of currencies that need no country beside them; the others have their code."""

MOST_DECIMALS = 6
"""That an indicator may state; more are not published of anything, and would not be told apart by a reader."""
PERCENT_SIGNS = ("percent", "%")
"""Units that stand after a figure as `%`."""

NEVER_COMPARED = {
    UnitKind.ONE_IN: Reason.RATIO,
    UnitKind.CHANGE: Reason.PRINTED_CHANGE,
}

_DURATIONS = r"second|minute|hour|day|week|month|year|decade"
_SCORES = r"point|index|score|degree|celsius|fahrenheit|kelvin"
_MEANS = r"average|mean|median"
_MONEY = (
    r"euro|dollar|cent|pound|sterling|franc|yen|yuan|rupee|krone|krona|peso|won|lira|rouble|ruble|zloty"
    r"|eur|usd|gbp|chf|jpy|cny"
)
_MEASURES = (
    r"share|time|gram|kilogram|kg|tonne|ton|ounce|meter|metre|kilometer|kilometre|km|mile|feet|foot|inch|hectare|acre"
    r"|liter|litre|gallon|barrel|watt|kilowatt|kwh|megawatt|gigawatt|joule|calorie|volt|hertz|decibel|byte|megabyte"
    r"|gigabyte|terabyte|equivalent|fte|thousand|million|billion|hundred"
)
_KINDS = (
    (UnitKind.PERCENT, r"percent|percentage"),
    (UnitKind.MEAN, _MEANS),
    (UnitKind.RATE, r"rate|per"),
    (UnitKind.INDEX, _SCORES),
    (UnitKind.RATIO, r"ratio"),
    (UnitKind.CURRENCY, _MONEY),
    (UnitKind.DURATION, _DURATIONS),
    (UnitKind.QUANTITY, _MEASURES),
)
"""Words of a unit that tell what kind of number it is, where the indicator does not say; the first that fits."""
_PATTERNS = tuple((kind, re.compile(rf"\b(?:{words})s?\b")) for kind, words in _KINDS)
_SIGNS = ((UnitKind.PERCENT, "%"), (UnitKind.CURRENCY, "$€£¥₹₩"), (UnitKind.QUANTITY, "°²³"))


@dataclass(frozen=True, slots=True)
class Unit:
    """What the figures of an indicator are measured in."""

    kind: UnitKind
    compared: Compared
    reason: Reason = Reason.NONE
    """Why two figures are never compared; none where they are."""
    symbol: str = ""
    """Of a currency that the indicator declares: `€`, `CHF`."""
    decimals: int | None = None
    """With how many decimals every figure is printed; None: with as many as each has."""
    allows_negative: bool = True
    base: str = ""
    """Of an index, what is 100 or 1; of money, the year whose prices it is in."""
    sign: str = ""
    """What stands right after the digits of every figure: `%`."""

    @property
    def is_counted(self) -> bool:
        """Whether it is so many of something."""
        return self.kind is UnitKind.COUNT

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage."""
        return self.kind is UnitKind.PERCENT

    @property
    def axis_symbol(self) -> str:
        """The symbol of a currency at each value of a chart; empty for several words, which a subtitle says once."""
        return "" if " " in self.symbol else self.symbol

    @property
    def is_nominal(self) -> bool:
        """Whether it is money at the prices of its time, so that a rise may be one of prices."""
        return self.kind is UnitKind.CURRENCY and not self.base


@lru_cache(maxsize=1024)
def unit_of(
    unit: str,
    measure_type: MeasureType,
    *,
    kind: str = "",
    compared: str = "",
    symbol: str = "",
    decimals: int | None = None,
    negative: bool | None = None,
    base: str = "",
) -> Unit:
    """Return the unit of an indicator from its columns; what it does not declare follows from the words of `unit`."""
    found = UnitKind(kind) if kind else kind_of(unit, measure_type)
    way = Compared(compared) if compared else _way(found, base)
    reason = Reason.CUMULATIVE if measure_type is MeasureType.CUMULATIVE else NEVER_COMPARED.get(found, Reason.NONE)
    if way is Compared.NOT and not reason:
        reason = Reason.NOT_COMPARED
    shown = symbol or SYMBOLS.get(unit.upper(), unit)
    return Unit(
        kind=found,
        compared=Compared.NOT if reason else way,
        reason=reason,
        symbol=shown if kind and found is UnitKind.CURRENCY else "",
        decimals=decimals,
        allows_negative=found not in NEVER_NEGATIVE if negative is None else negative,
        base=base,
        sign="%" if kind == UnitKind.PERCENT or unit.lower() in PERCENT_SIGNS else "",
    )


def _way(kind: UnitKind, base: str) -> Compared:
    # of two levels of an index with a base, the points depend on that base, and the percentage does not
    return Compared.PERCENT if kind is UnitKind.INDEX and base else DEFAULTS[kind]


def kind_of(unit: str, measure_type: MeasureType) -> UnitKind:
    """Return what kind of number an indicator is that does not say so: by its type of measure, then its unit."""
    match measure_type:
        case MeasureType.SHARE:
            return UnitKind.PERCENT
        case MeasureType.RATIO:
            return UnitKind.ONE_IN
        case MeasureType.CHANGE:
            return UnitKind.CHANGE
        case _:
            assert measure_type in COUNTED, "the other types of measure stand above"
    lower = unit.lower()
    by_sign = next((kind for kind, signs in _SIGNS if any(sign in lower for sign in signs)), None)
    by_word = next((kind for kind, pattern in _PATTERNS if pattern.search(lower)), None)
    return by_word or by_sign or UnitKind.COUNT
