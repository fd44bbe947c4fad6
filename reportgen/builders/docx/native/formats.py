"""How Word words the figures of a chart, and where its wording would not be the report's."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reportgen import wording
from reportgen.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportgen.language import Language
    from reportgen.measure import MarkCode

NBSP = "\u00a0"
PLAIN = "#,##0"


class Printed(Protocol):
    """A value with the words that are printed beside it: a `Value` or a `Point`."""

    @property
    def value(self) -> float | None:
        """The number; None for a gap."""

    @property
    def text(self) -> str:
        """As printed, without marks."""

    @property
    def marks(self) -> tuple[MarkCode, ...]:
        """Printed after the text."""


class Format(NamedTuple):
    """How numbers are worded: divided by a scale, with so many decimals, and with a word behind them or before."""

    decimals: int
    scale: int = 1
    word: str = ""
    lead: str = ""
    """A currency before the digits: `€`."""

    def text(self, value: float) -> str:
        """Return a value in this wording."""
        text = f"{wording.number(value / self.scale, decimals=self.decimals)}{self.word}"
        digits = text.removeprefix(wording.MINUS)
        return f"{text[: len(text) - len(digits)]}{self.lead}{digits}"

    def published(self, value: float) -> Decimal:
        """Return the number that a reader of this wording has: rounded as it is printed, in full units."""
        shown = (_decimal(value) / self.scale).quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
        return shown * self.scale

    @property
    def code(self) -> str:
        """The same as a number format of spreadsheets, negative numbers with the minus sign of the report."""
        commas = "," * ((len(str(self.scale)) - 1) // 3)
        digits = PLAIN + ("." + "0" * self.decimals if self.decimals else "") + commas
        lead = f'"{self.lead}"' if self.lead else ""
        shown = lead + digits + (f'"{self.word.replace(" ", NBSP)}"' if self.word else "")
        return f"{shown};{wording.MINUS}{shown}"


THOUSAND, MILLION, BILLION = 1_000, 1_000_000, 1_000_000_000
SCALES = {THOUSAND: "thousand", MILLION: "million", BILLION: "billion"}


@cache
def _formats(_language: Language) -> tuple[Format, ...]:
    return (
        *(Format(decimals) for decimals in range(4)),
        *(Format(decimals, word=wording.percent_sign()) for decimals in range(4)),
        *(Format(decimals, scale) for scale in (MILLION, THOUSAND, BILLION) for decimals in (1, 2, 0, 3)),
        *(
            Format(decimals, scale, word)
            for scale, name in SCALES.items()
            for word in _words(name)
            for decimals in range(3)
        ),
    )


def _words(scale: str) -> tuple[str, ...]:
    """Return the words after a figure in this scale, the one for several first."""
    return tuple(dict.fromkeys(f" {wording.scale_word(count, scale)}" for count in (2, 1)))


def formats() -> tuple[Format, ...]:
    """Return the wordings that figures may have in the language that is spoken, to be tried in this order."""
    return _formats(spoken())


def value_format(values: Iterable[Printed]) -> Format:
    """Return the wording in which most values are printed as the report prints them."""
    shown = tuple((each.value, each.text) for each in values if each.value is not None and not each.marks)
    return _most_fitting(shown, _forms([text for _, text in shown]))


def _forms(texts: Sequence[str]) -> tuple[Format, ...]:
    """Return the wordings that these texts may have: those with the currency that the last of them has, if any."""
    signs = CURRENCY.match(texts[-1]) if texts else None
    has_currency = signs and (signs["before"] or signs["after"])
    return _forms_of_money(signs["before"], signs["after"], spoken()) if signs and has_currency else formats()


CURRENCY = re.compile(
    rf"{wording.MINUS}?(?P<before>[^\d\s<>≥~{wording.MINUS}]{{1,4}}{NBSP}?)?\d[\d.,{NBSP}]*?"
    rf"(?P<after>{NBSP}[^\d\s%]{{1,4}})?$"
)
"""A figure with a currency before or after its digits; what words a bound ends with a plain space."""


@lru_cache(maxsize=32)
def _forms_of_money(before: str | None, after: str | None, _language: Language) -> tuple[Format, ...]:
    plain = (form for form in formats() if "%" not in form.word)
    return tuple(form._replace(lead=before or "", word=form.word + (after or "")) for form in plain)


Ticks = tuple[tuple[float, str], ...]
"""Values of an axis, each with what is printed there."""


def axis_format(ticks: Sequence[tuple[float, str]]) -> str:
    """Return the number format of a value axis that prints its ticks, each with its text, as they are.

    A tick at zero without a text is not printed. No tick is rounded: an axis that says 0, 1, 1 lies.
    """
    shown = tuple((value, text) for value, text in ticks if text)
    forms = _forms([text for _, text in shown])
    form = next((form for form in forms if _is_said(form, shown) and _is_exact(form, shown)), None)
    if form is None:
        form = _most_fitting(shown, tuple(form for form in forms if _is_exact(form, shown)) or forms)
        if not _is_said(form, shown) and (as_they_are := _as_they_are(ticks)):
            return as_they_are
    zero = [text for value, text in ticks if value == 0]
    if zero == [""]:
        return f"{form.code};"
    if zero and zero[0] != form.text(0):
        return f'{form.code};"{zero[0]}"'
    return form.code


def _is_said(form: Format, shown: Ticks) -> bool:
    return all(form.text(value) == text for value, text in shown)


def _is_exact(form: Format, shown: Ticks) -> bool:
    return all(form.published(value) == _decimal(value) for value, _ in shown)


def _as_they_are(ticks: Sequence[tuple[float, str]]) -> str:
    """Return the format of ticks that have decimals only where they need them: 0%, 0.5%, 1%; empty for no such ticks.

    It groups no digits, which is why larger numbers are not written in it.
    """
    sign = wording.percent_sign()
    word = sign if ticks[-1][1].endswith(sign) else ""
    shown = [(value, text) for value, text in ticks if text]
    if any(abs(value) >= THOUSAND or text != f"{wording.exact_number(value)}{word}" for value, text in shown):
        return ""
    quoted = f'"{word}"' if word else ""
    zero = next((f'"{text}"' for value, text in ticks if value == 0 and text), "")
    return f"General{quoted};{wording.MINUS}General{quoted};{zero}"


@lru_cache(maxsize=512)
def _most_fitting(values: tuple[tuple[float | None, str], ...], forms: tuple[Format, ...]) -> Format:
    # one wording nearly always prints all of them, and it is the first: the others need not be tried
    best, most = forms[0], -1
    for form in forms:
        count = sum(value is not None and form.text(value) == text for value, text in values)
        if count == len(values):
            return form
        if count > most:
            best, most = form, count
    return best


def _decimal(value: float) -> Decimal:
    return Decimal(repr(float(value)))


def label_text(each: Printed) -> str:
    """Return what is printed at a value: `29.4 [r]`, `[x]` in a gap."""
    return " ".join([each.text, *(f"[{mark.value}]" for mark in each.marks)]).strip()


def own_words(each: Printed, form: Format) -> str:
    """Return what is printed at a value where the wording of its series would print something else; else nothing."""
    is_same = each.value is not None and not each.marks and _is_worded(form, each.value, each.text, spoken())
    return "" if is_same else label_text(each)


@lru_cache(maxsize=4096)
def _is_worded(form: Format, value: float, text: str, _language: Language) -> bool:
    return form.text(value) == text


def published(each: Printed) -> Decimal | None:
    """Return the number that a reader has who sees a value printed: rounded as it is; None for a gap.

    `98.1%` gives 98.1, though its share is 98.0769...; `more than 21.7 million` gives 21,700,000. What is printed in no
    known wording, or not at all, gives the value with twelve digits, without what binary fractions add.
    """
    return None if each.value is None else _published(each.value, each.text, spoken())


# the chart and its workbook ask for the same numbers, and all panels of small charts for like ones
@lru_cache(maxsize=4096)
def _published(value: float, text: str, _language: Language) -> Decimal:
    digits = text.rpartition(" ")[2] if text[:1].isalpha() else text
    for form in _forms([text]):
        if form.text(value) in (text, digits):
            return form.published(value)
    return Decimal(f"{value:.12g}")
