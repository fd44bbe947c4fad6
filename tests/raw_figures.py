"""Which numbers a page may print, worked out anew from a raw file: nothing of the program is asked.

A finished text edition is read line by line. A line that begins with the name of a place or an indicator may hold
the figures of that place or indicator only, what lies between two of its periods, and its share of the whole.
"""

import re
from dataclasses import dataclass
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
    group: str = ","
    point: str = "."

    def series(self, *, indicator=None, place=None):
        wanted = (indicator, place)
        return [key for key in self.figures if all(each in (None, own) for each, own in zip(wanted, key, strict=True))]

    def numbers(self, keys):
        """What may be printed of some series: plain digits, without sign or group."""
        found = set()
        for key in keys:
            found |= _numbers(self.figures[key], self.measures[key[0]], self.figures.get((key[0], self.whole), {}))
        return found

    def unexplained(self, text, *, place, known=()):
        """Return the numbers of a text edition that are none of the raw file, with their lines."""
        text = _without_words(text, known)
        return [
            (token, line.strip())
            for line in text.splitlines()
            for token in self._tokens(line)
            if token not in self._allowed(line, place)
        ]

    def _tokens(self, line):
        found = re.findall(rf"[0-9](?:[0-9{re.escape(self.group + self.point)}]*[0-9])?", line)
        return [_canonical(each.replace(self.group, "").replace(self.point, ".")) for each in found]

    def _allowed(self, line, place):
        start = line.strip()
        places = [code for code, name in self.names.items() if start.startswith(name)]
        titles = [name for name, measure in self.measures.items() if start.startswith(measure.title)]
        if places and len(start.split("  ")) > 1:  # a row of a table
            return self._of(("place", *places))
        if titles and len(start.split("  ")) > 1:
            return self._of(("indicator", place, *titles))
        return self._of(("all",))

    def _of(self, what):
        if what not in _KEPT.setdefault(id(self), {}):
            match what:
                case ("place", *places):
                    keys = [key for place in places for key in self.series(place=place)]
                case ("indicator", place, *titles):
                    keys = [
                        key
                        for name in titles
                        for at in (place, self.whole)
                        for key in self.series(indicator=name, place=at)
                    ]
                case _:
                    keys = self.series()
            _KEPT[id(self)][what] = self.numbers(keys)
        return _KEPT[id(self)][what]


_KEPT = {}


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


def _numbers(series, measure, whole):
    found = {_rounded(value, measure.decimals) for value in series.values()}
    for period, value in series.items():
        if whole.get(period) and measure.compared == "percent":
            found.add(_rounded(100 * value / whole[period], 1))
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
