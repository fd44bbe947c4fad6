"""What is measured in a foreign table, and in which unit: by heads, signs in cells, and the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.errors import UsageError
from reportgen.intake.heads import COUNTED, GENERIC
from reportgen.intake.magnitudes import CURRENCIES
from reportgen.intake.numerals import CellKind
from reportgen.language import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportgen.intake.numerals import Reading

MOST_DECIMALS = 4
"""With more of them, figures were not published so, but calculated."""
CALCULATED = 2
"""Decimals that are shown of what was calculated."""
BASES = (1, 100, 1_000, 10_000, 100_000, 1_000_000)
SCALES = {
    "thousand": 1_000, "thousands": 1_000, "tausend": 1_000, "tsd": 1_000, "miles": 1_000, "000s": 1_000, "'000": 1_000,
    "million": 1_000_000, "millions": 1_000_000, "millionen": 1_000_000, "mio": 1_000_000, "millones": 1_000_000,
    "billion": 10**9, "billions": 10**9, "milliarden": 10**9, "mrd": 10**9,
}  # fmt: skip
_SCALE = re.compile(
    r"(?i)(?:\bin\s+(?:of\s+)?|\(|^|\|\s|\bnumbers? (?:are )?in |[$€£]\s?)(?P<scale>"
    + "|".join(map(re.escape, SCALES))
    + r")\b"
)
_BESIDE_MONEY = re.compile(
    r"(?i)(?:[$€£]\s?|\b(?:usd|eur|gbp|chf)\s?)(?P<behind>k|m|mm|mn|mio|b|bn|mrd|000)(?![^\W_])|"
    r"(?<![^\W_])(?P<before>k|t|m|mn|tsd|mio|bn|mrd)\.?\s?(?:[$€£]|(?:eur|euro|usd|gbp|chf)(?![^\W_]))"
)
"""Thousands or more of money in a head or a title: `Spending ($M)`, `£000`, `TEUR`, `Mio. €`."""
_SHORT = {
    **dict.fromkeys(("k", "t", "tsd", "000"), 1_000),
    **dict.fromkeys(("m", "mm", "mn", "mio"), 1_000_000),
    **dict.fromkeys(("b", "bn", "mrd"), 10**9),
}
_BASE = r"(?P<base>[0-9]{1,3}(?:[,.\s\u00a0\u202f][0-9]{3})+|[0-9]+)"
_AGES = r"(?:(?<=\s)[0-9]{1,2}(?:[-–][0-9]{1,2})?(?![0-9,.]))"
"""The ages of whom a rate is of, `population under 18`."""
_PER = re.compile(
    rf"(?i)\b(?:per|je|pro|por(?: cada)?|pour|par)\s+(?:capita\b|{_BASE}(?:\s+(?P<of>[a-z][a-z -]{{2,40}}{_AGES}?))?)"
)
_RATES_PER = re.compile(rf"(?i)rates?\s+per:?\s*{_BASE}")
_PERCENT = re.compile(
    r"(?i)%|percent(?!ile)|(?<![a-z])pct(?![a-z])|prozent|porcentaje|pourcentage|(?<![a-z])pc(?![a-z])|anteil|share"
)
_OF_THE_ORDER = re.compile(
    r"(?i)(?<![a-z])(?:top|bottom|upper|lower|highest|lowest|richest|poorest|first|last)\s+[0-9][0-9.]*\s*(?:%|percent)"
)
"""Who is meant, and no unit: `Top 5 percent`."""
_POINTS = re.compile(r"(?i)percentage points?|prozentpunkte")
_DIFFERENCE = re.compile(r"(?i)(?<![a-z])(difference|differenz|diferencia|points?)(?![a-z])")
_RATE = re.compile(r"(?i)(?<![a-z])(rate|rates|ratio|quote|tasa|taux)(?![a-z])")
_MEAN = re.compile(
    r"(?i)(?<![a-z])(avg|average|mean|median|percentiles?|quantiles?|deciles?|quartiles?|durchschnitt\w*|mittelwert|promedio|scores?)(?![a-z])"
)
_PER_ONE = re.compile(
    r"(?i)(?<![a-z])(?:case ?loads?|(?:class|household|family|group|caseload) size|(?:pupils?|students?|children|"
    r"persons?|people|cases|clients|patients|beds|visits|meals|nights|hours) (?:per|to|each) (?:[a-z]+ )?(?:teachers?|"
    r"workers?|households?|famil(?:y|ies)|rooms?|dwellings?|class(?:es)?|persons?|child|pupil|staff|fte|day|visit))"
    r"(?![a-z])"
)
"""What is counted per one of something, and given with decimals: `Caseload`, `Household size`, `Pupils per teacher`."""
_INDEX = re.compile(r"(?i)(?<![a-z])(index|indices|gini|indice|índice)(?![a-z])")
_DURATION = re.compile(
    r"(?i)(?<![a-z])(?<![0-9]\s)(?<![0-9])(days|hours|minutes|weeks|months|tage|stunden|monate|días|"
    r"jours|heures|semaines|mois|horas|semanas|meses)(?![a-z])"
)
_MONEY = re.compile(
    r"(?i)(?<![a-z])(dollars?|[tkm]?usd|euros?|[tkm]?eur|[tkm]?gbp|[tkm]?chf|pounds? sterling|franken)(?![a-z])|[$€£]"
)
_PAID = re.compile(
    r"(?i)(?<![a-z])(costs?|spen[dt]|spending|expenses?|expenditure|income|earnings|wages?|salar(?:y|ies)|amounts?|"
    r"budget|prices?|grants?|funding|revenues?|value|million|thousand)(?![a-z])"
)
"""Words beside which pounds are money; `Pounds distributed` may be food."""
_OF_MONEY = re.compile(
    r"(?i)(?<![a-z])(costs?|spend(?:ing)?|expenses?|expenditures?|incomes?|earnings|wages?|salar(?:y|ies)|budget|prices?|"
    r"revenues?|reserves?|balances?|surplus(?:es)?|deficits?|debts?|ausgaben|einnahmen|kosten|ertrag|aufwand|gastos|ingresos)(?![a-z])"
)
"""What is measured in money, of which a file need not say which."""
_POUNDS = re.compile(r"(?i)(?<![a-z])pounds?(?![a-z])")
_COUNT = re.compile(
    r"(?i)(?<![a-z])(number|count|counts|total|num|n|anzahl|zahl|número|personen|cases|headcount|fte)(?![a-z])"
)
CODES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}


SHARES = ", from shares of 1"
"""How it is said of percentages that the file has them as 0.12 for 12%."""


@dataclass(frozen=True, slots=True)
class UnitGuess:
    """The unit of a measure, as far as the file tells."""

    kind: str
    """`count`, `percent`, `points`, `rate`, `currency`, `mean`, `index`, `duration` or `number`."""
    per: int = 0
    """Of a rate: per how many."""
    of: str = ""
    """Of a rate: of whom, `live births`; of money its currency; of a duration its unit."""
    scale: int = 1
    """Figures stand in thousands or millions."""
    decimals: int = 0
    is_certain: bool = True
    why: str = ""
    factor: int = 1
    """By what the figures of the file are multiplied: 100 where it has shares of one and a reader expects percent."""

    def __str__(self) -> str:
        """Return the unit in words: `rate per 1,000 live births`, `count, in thousands`."""
        words = {"points": "percentage points"}.get(self.kind, self.kind) + (SHARES if self.factor != 1 else "")
        if self.per:
            words += f" per {self.per:,}" + (f" {self.of}" if self.of else "")
        elif self.of:
            words += f" ({self.of})"
        return words + {1: "", 1_000: ", in thousands", 1_000_000: ", in millions"}.get(
            self.scale, f", times {self.scale:,}"
        )


def unit_of(
    head: str, *, stated: str, titles: Sequence[str], notes: Sequence[str], readings: Iterable[Reading]
) -> UnitGuess:
    """Return the unit of figures by their head, by what a column of units states, by signs, and by the words around."""
    figures = [reading for reading in readings if reading.kind == CellKind.FIGURE and reading.value is not None]
    decimals = max((_decimals(reading.value) for reading in figures if reading.value is not None), default=0)
    signs = [reading.sign for reading in figures if reading.sign]
    common = max(set(signs), key=signs.count) if len(signs) * 2 > len(figures) else ""
    found = _by_words(f"{stated} | {head}".replace("_", " "), common) or _by_words_around(head, titles, notes, common)
    if found is None:
        found = _by_figures(head, figures)
    if found.kind == "percent" and common != "%" and _are_shares([reading.value for reading in figures]):
        why = message("all are at most 1, with more decimals than percentages are given")
        found = replace(found, factor=100, is_certain=False, why=why)
        decimals = max(0, decimals - 2)
    found = _of_magnitudes(found, figures, _scale(f"{stated} | {head}", (*titles, *notes)))
    scaled = _scale(f"{stated} | {head}", (*titles, *notes)) if found.kind in ("count", "currency", "number") else 1
    scaled = 1 if any(reading.rounded for reading in figures) else scaled
    if (
        found.kind == "number"
        and scaled > 1
        and not _OF_MONEY.search(head.replace("_", " "))
        and all(reading.value is None or reading.value >= 0 for reading in figures)
    ):
        found = UnitGuess("count", why="in thousands or more of something")
    return replace(found, decimals=decimals if decimals <= MOST_DECIMALS else CALCULATED, scale=scaled)


def unit_in(words: str) -> tuple[str, int] | None:
    """Return the kind of unit that words state, and of a rate its base; None where they state none."""
    found = _by_words(words, "")
    return None if found is None else (found.kind, found.per)


def _of_magnitudes(found: UnitGuess, figures: Sequence[Reading], scale: int) -> UnitGuess:
    """Return the unit of figures some of which are written as `1.2M`; doubtful where others may be in millions, too.

    They may where words say that the figures are in thousands or more, or where others have decimals.
    """
    plain = [reading.value for reading in figures if not reading.rounded and reading.value is not None]
    if len(plain) == len(figures):
        return found
    if scale != 1:
        why = message("some have thousands or millions of their own, and words say that all are in such")
        return replace(found, is_certain=False, why=why)
    if any(value != value.to_integral_value() for value in plain):
        return replace(found, is_certain=False, why=message("some are written as `1.2M`, and others with decimals"))
    return found


def _are_shares(values: Sequence[Decimal | None]) -> bool:
    """Say whether percentages may be shares of one: none above it nor below nothing, most with several decimals."""
    given = [value for value in values if value is not None]
    if len(given) < FEWEST_SHARES or not all(0 <= value <= 1 for value in given) or max(given) < LARGE_SHARE:
        return False
    return sum(_decimals(value) >= DECIMALS_OF_SHARES for value in given) * 2 > len(given)


FEWEST_SHARES, LARGE_SHARE, DECIMALS_OF_SHARES = 4, Decimal("0.2"), 2
"""Figures, the largest of them, and their decimals by which shares of one are told from percentages below one."""


def _by_words(text: str, sign: str) -> UnitGuess | None:
    per = _PER.search(text)
    if per and per["base"]:
        return UnitGuess("rate", int(re.sub(r"\D", "", per["base"])), (per["of"] or "").strip(), why="by its head")
    is_share = sign == "%" or _PERCENT.search(_OF_THE_ORDER.sub("", text))
    if _POINTS.search(text) or (is_share and _DIFFERENCE.search(text)):
        return UnitGuess("points", why="by its head")
    if is_share:
        return UnitGuess("percent", why="percent signs" if sign == "%" else "by its head")
    if sign in CURRENCIES and sign:
        return UnitGuess("currency", of=CODES[sign], why=f"{sign} in the cells")
    if _MONEY.search(text) or (_POUNDS.search(text) and _PAID.search(text)):
        return UnitGuess("currency", of=_currency(text), why="by its head")
    if _INDEX.search(text):
        return UnitGuess("index", why="by its head")
    found = _DURATION.search(text)
    if _MEAN.search(text):
        return UnitGuess("mean", of=found[0].lower() if found else "", why="by its head")
    if found:
        return UnitGuess("duration", of=found[0].lower(), why="by its head")
    return None


def _currency(text: str) -> str:
    lower = text.lower()
    named = {
        "USD": ("$", "dollar", "usd"),
        "EUR": ("€", "euro", "eur"),
        "GBP": ("£", "pound", "gbp"),
        "CHF": ("chf", "franken"),
    }
    return next((code for code, words in named.items() if any(word in lower for word in words)), "")


def _by_words_around(head: str, titles: Sequence[str], notes: Sequence[str], sign: str) -> UnitGuess | None:
    """Look for the base of a rate in titles and notes, if the head says that it is one or says nothing at all."""
    text = head.replace("_", " ")
    around = (*titles, *notes)
    is_silent = not text.strip() or text.strip().lower() in GENERIC or not _COUNT.search(text)
    if _RATE.search(text) or is_silent:
        for words in around:
            per = _RATES_PER.search(words) or _PER.search(words)
            if per and per["base"] and (_RATE.search(text) or "(" in words or not text.strip()):
                of = per.groupdict().get("of") or ""
                return UnitGuess(
                    "rate", int(re.sub(r"\D", "", per["base"])), of.strip(), why="by the words around the table"
                )
    lines = (words for words in around if _IN_BRACKETS.fullmatch(words))
    stated = next((found for words in lines if (found := _by_words(words, sign))), None)
    if stated is not None and not _COUNT.search(text) and not _SCALE.search(text):
        return stated
    is_counted = _COUNT.search(re.sub(r"(?i)total", "", text)) and not _RATE.search(text)
    if not is_counted and any(map(_PERCENT_OF.match, titles)):
        return UnitGuess("percent", why="by the title")
    if not text.strip():
        return next((found for words in titles if (found := _by_words(words, sign))), None)
    return None


_PERCENT_OF = re.compile(
    r"(?i)(?:(?:table|tabelle|tabla|figure)\s*[0-9]+[a-z]?(?:[-.][0-9]+)*[.:]?\s*)?(?:percent(?:age)?s?|"
    r"prozentualer? anteil|anteil|porcentaje) (?!change)(?!and )"
)
"""How a title begins whose figures are percentages: `Percentage of dropouts among ...`."""
_IN_BRACKETS = re.compile(
    r"(?i)\(?(?:(?:all )?(?:figures|numbers|amounts|values|angaben|cifras|datos)?\s?(?:are )?(?:in|en)\s)?"
    r"(?:(?:current|constant|nominal|real|us|u\.s\.|(?:19|20)[0-9]{2})\s)*[a-z$€£%]+\.?\)?"
)
"""A line above a table that only says in what its figures are: `(in dollars)`, `Angaben in Prozent`."""


def _by_figures(head: str, figures: Sequence[Reading]) -> UnitGuess:
    values = [reading.value for reading in figures if reading.value is not None]
    if _PER_ONE.search(head.replace("_", " ")) and any(value != value.to_integral_value() for value in values):
        return UnitGuess("mean", why="per one of something, with decimals")
    if any(value < 0 for value in values):
        return UnitGuess(
            "number", is_certain=False, why=message("some are below zero; the file does not say what they are of")
        )
    if _RATE.search(head.replace("_", " ")):
        return UnitGuess("number", is_certain=False, why=message("a rate; the file does not say per how many"))
    if values and all(value == value.to_integral_value() for value in values):
        return UnitGuess("count", why="whole numbers")
    words = head.replace("_", " ")
    if _COUNT.search(words) and not _OF_MONEY.search(words) and words.strip().casefold() != "total":
        return UnitGuess("count", why="by its head")
    return UnitGuess("number", is_certain=False, why=message("numbers with decimals; the file does not say of what"))


def says_scale(title: str) -> bool:
    """Say whether a title says itself that figures are in thousands or more: `Spending ($M)`, `Ausgaben in Tsd. €`."""
    return _scale(title, ()) != 1


def _scale(head: str, around: Sequence[str]) -> int:
    stated, _, name = head.partition(" | ")
    # what a column of units, or of scales, ends with, and the head of a column of a database: `income_million`
    for words in (stated, name.replace("_", " ") if "_" in name else ""):
        last = words.rsplit(maxsplit=1)[-1:]
        if last and last[0].lower() in SCALES:
            return SCALES[last[0].lower()]
    for words in (head, *around):
        found = _SCALE.search(words.replace("_", " "))
        if found:
            return SCALES[found["scale"].lower()]
        short = _BESIDE_MONEY.search(words)
        if short:
            return _SHORT[(short["behind"] or short["before"]).lower()]
    return 1


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


KINDS = (
    "count",
    "percent",
    "percentage points",
    "percent, from shares of 1",
    "rate per N",
    "currency",
    "mean",
    "index",
    "duration",
    "number",
)
"""What may be answered where a unit is asked for; `currency (EUR)` says of what, `, in thousands` the scale."""


def unit_answered(answer: str, guessed: UnitGuess) -> UnitGuess:
    """Return the unit that somebody states: `rate per 1,000 live births`, `currency (EUR)`, `count, in thousands`.

    Raises UsageError for one that is not known.
    """
    plain = " ".join(answer.lower().split())
    scale = next((factor for word, factor in SCALES.items() if plain.endswith(f"in {word}")), 1)
    plain = re.sub(r",? in [a-z']+$", "", plain)
    per = _PER.search(answer)
    if plain.endswith("shares of 1") or plain in ("share", "shares"):
        return UnitGuess("percent", decimals=max(0, guessed.decimals), why="as answered", factor=100)
    kind = "points" if plain.startswith("percentage point") else plain.split(" ")[0].strip("()")
    if kind == "rate" and per and per["base"]:
        return UnitGuess(
            "rate",
            int(re.sub(r"\D", "", per["base"])),
            (per["of"] or "").strip(),
            1,
            guessed.decimals,
            why="as answered",
        )
    if COUNTED.fullmatch(plain):
        return UnitGuess("count", 0, plain, scale, guessed.decimals, why="as answered")
    of = re.search(r"\(([^)]+)\)", answer)
    if kind not in ("count", "percent", "points", "currency", "mean", "index", "duration", "number"):
        raise UsageError(
            f"unit `{answer}`: expected one of {', '.join(KINDS)}", hint="write, say, `rate per 1,000` or `count`"
        )
    return UnitGuess(kind, 0, of[1].strip() if of else "", scale, guessed.decimals, why="as answered")


def is_rate(head: str) -> bool:
    """Say whether a head is that of a rate, whatever it is a rate of."""
    text = head.replace("_", " ")
    return bool(_RATE.search(text) or _PERCENT.search(text))


def rate_base(
    rates: Sequence[Decimal | None], columns: Sequence[Sequence[Decimal | None]]
) -> tuple[int, int, int] | None:
    """Return which two of the columns give a rate, first / second times base, and the base, in nearly all rows."""
    half = _half_of_last_digit(rates)
    for first, numerators in enumerate(columns):
        for second, denominators in enumerate(columns):
            if first == second:
                continue
            triples = [
                (rate, top, bottom)
                for rate, top, bottom in zip(rates, numerators, denominators, strict=True)
                if rate and top and bottom
            ]
            for base in BASES if len(triples) > 2 else ():
                # most pairs fall at the first rows, so only those that hold there are counted through
                if any(_fits(triple, base, half=half) for triple in triples[:3]):
                    fitting = sum(_fits(triple, base, half=half) for triple in triples)
                    if fitting * 10 >= len(triples) * 9:
                        return first, second, base
    return None


def _half_of_last_digit(rates: Sequence[Decimal | None]) -> Decimal:
    """Return by how much rates with decimals may have been rounded; 0 for whole ones, which would fit anything."""
    exponents = [rate.normalize().as_tuple().exponent for rate in rates if rate]
    last = min((exponent for exponent in exponents if isinstance(exponent, int)), default=0)
    return Decimal(5).scaleb(last - 1) if last < 0 else Decimal(0)


def _fits(triple: tuple[Decimal, Decimal, Decimal], base: int, *, half: Decimal) -> bool:
    """Say whether a rate is that of two figures, within its printed digits."""
    rate, top, bottom = triple
    return abs(top * base - rate * bottom) <= abs(bottom) * max(abs(rate) * _NEAR, half)


_NEAR = Decimal("0.006")
