"""Which counts the words of a rate, a share, a mean or a change name: `Families housed per 1,000` that of families."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.unit import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportgen.dataset.records import Indicator

ABOUT_COUNTS = frozenset({
    UnitKind.PERCENT, UnitKind.PROPORTION, UnitKind.RATE, UnitKind.MEAN, UnitKind.RATIO, UnitKind.ONE_IN,
    UnitKind.CHANGE,
})  # fmt: skip
"""Kinds of figures that are those of something counted."""
_WORD = re.compile(r"[^\W_]+")
SAYING_NOTHING = frozenset({
    "number", "numbers", "count", "counts", "total", "all", "no", "n", "of", "the", "sum", "anzahl", "zahl", "der",
    "gesamt", "insgesamt", "número", "de", "todos", "todas", "los", "las",
})  # fmt: skip
"""Words at the ends of a title that do not say what is counted."""


def counts_named(indicators: Mapping[str, Indicator]) -> dict[str, tuple[str, ...]]:
    """Return the counts that each rate names in its title, those with the most words; one that names none is left out.

    An indicator that says itself of which counts it is the quotient is not looked at.
    """
    counts = {name: _said(one.title or name) for name, one in indicators.items() if one.measured_in.is_counted}
    found = {}
    for name, one in indicators.items():
        if one.measured_in.kind in ABOUT_COUNTS and not (one.numerator and one.denominator):
            words = _words(one.title or name)
            named = [(len(said), count) for count, said in counts.items() if said and _stand_in(said, words)]
            most = max((length for length, _ in named), default=0)
            if named:
                found[name] = tuple(count for length, count in named if length == most)
    return found


def _words(title: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(title.casefold().replace("_", " ")))


def _said(title: str) -> tuple[str, ...]:
    """Return the words of a title from the first to the last that says what is counted."""
    words = _words(title)
    told = [at for at, word in enumerate(words) if word not in SAYING_NOTHING]
    return words[told[0] : told[-1] + 1] if told else ()


def _stand_in(said: Sequence[str], words: Sequence[str]) -> bool:
    return any(words[at : at + len(said)] == said for at in _starts(said, words))


def _starts(said: Sequence[str], words: Sequence[str]) -> Iterable[int]:
    return range(len(words) - len(said) + 1)
