"""Which numbers a page may print, worked out anew from a raw file: nothing of the program is asked.

A finished text edition is read line by line. A line that begins with the name of a place or an indicator may hold
the figures of that place or indicator only, what lies between two of its periods, and its share of the whole.
"""

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

YEAR = re.compile(r"([0-9]{4})")
WINDOW = re.compile(r"([0-9]{4})-([0-9]{4})")
MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True)
class Measure:
    """How an indicator is printed: with so many decimals, compared in percent, in points or by difference."""

    title: str
    decimals: int = 0
    compared: str = "percent"


@dataclass(frozen=True)
class Raw:
    """Figures as a publisher gives them: `figures[indicator, place][period]`."""

    figures: dict
    measures: dict
    names: dict
    whole: str
    parents: dict = field(default_factory=dict)
    """Of which other place than the whole a place may be given its share."""
    group: str = ","
    point: str = "."

    def series(self, *, indicator=None, place=None):
        wanted = (indicator, place)
        return [key for key in self.figures if all(each in (None, own) for each, own in zip(wanted, key, strict=True))]

    def numbers(self, keys):
        """What may be printed of some series: plain digits, without sign or group."""
        found = set()
        for key in keys:
            found |= _numbers(self.figures[key], self.measures[key[0]])
            for whole in {self.whole, self.parents.get(key[1], self.whole)}:
                found |= _shares(self.figures[key], self.figures.get((key[0], whole), {}), self.measures[key[0]])
        return found

    def unexplained(self, text, *, place, known=()):
        """Return the numbers of a text edition that are none of the raw file, with their lines."""
        return [
            (token, line.strip())
            for block in _without_words(text, known).split("\n\n")
            for line in block.splitlines()
            for token in self._tokens(line)
            if token not in self._allowed(line, block, place)
        ]

    def _tokens(self, line):
        found = re.findall(rf"[0-9](?:[0-9{re.escape(self.group + self.point)}]*[0-9])?", line)
        return [_canonical(each.replace(self.group, "").replace(self.point, ".")) for each in found]

    def _allowed(self, line, block, place):
        row = re.split(r"\s{2,}", line.strip())[0] if re.search(r"\S\s{2,}\S", line.strip()) else ""
        at = [code for code, name in self.names.items() if row == name or (len(row) > WRAPPED and name.startswith(row))]
        titles = [name for name, measure in self.measures.items() if row and row.startswith(measure.title)]
        if at:
            return self._of("", *at)
        if titles:
            return set().union(*(self._of(title, place, self.whole) for title in titles))
        words = " ".join(block.split())
        named = (code for code, name in self.names.items() if name in words or re.search(rf"\b{code}\b", words))
        return self._of("", place, self.whole, *named)

    def _of(self, indicator, *places):
        found = set()
        for place in places:
            key = (id(self), indicator, place)
            if key not in _KEPT:
                _KEPT[key] = self.numbers(self.series(indicator=indicator or None, place=place))
            found |= _KEPT[key]
        return found


_KEPT = {}
WRAPPED = 20
"""Letters of a name from which on it may go on in the next line of its cell."""


def span(code):
    """Return when a period begins and how long it is, in months."""
    if found := WINDOW.fullmatch(code):
        return 12 * int(found[1]), 12 * (int(found[2]) - int(found[1]) + 1)
    if found := MONTH.fullmatch(code):
        return 12 * int(found[1]) + int(found[2]) - 1, 1
    return 12 * int(YEAR.fullmatch(code)[1]), 12


def may_be_compared(base, code):
    """Say whether two periods are of one length, whole years apart, and have no month in common."""
    (first, length), (second, other) = span(base), span(code)
    return length == other and second - first >= length and (second - first) % 12 == 0


def _shares(series, whole, measure):
    """Return the shares of a whole, and by how many points they changed."""
    if measure.compared != "percent":
        return set()
    shares = {period: 100 * value / whole[period] for period, value in series.items() if whole.get(period)}
    return _numbers(shares, Measure("", 1, "points"))


def _numbers(series, measure):
    found = {_rounded(value, measure.decimals) for value in series.values()}
    for base, code in combinations(sorted(series, key=span), 2):
        if may_be_compared(base, code):
            found |= _change(series[base], series[code], measure)
    return found


def _change(base, value, measure):
    found = {_rounded(value - base, 1 if measure.compared == "points" else measure.decimals)}
    if measure.compared == "percent" and base:
        found.add(_rounded(100 * (value - base) / base, 1))
    return found


def _rounded(value, decimals):
    return _canonical(str(abs(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)))


def _canonical(digits):
    """Return digits without the zeros that say nothing: `1.0` is 1."""
    return (digits.rstrip("0").rstrip(".") if "." in digits else digits).lstrip("0") or "0"


def _without_words(text, known):
    """Return a text without the numbers that are no figures, by patterns: periods, numbers of exhibits, ranks."""
    for pattern in known:
        text = re.sub(rf"(?<![0-9.,’-])(?:{pattern})(?![0-9]|[.,’][0-9])", "~", text)
    return text
