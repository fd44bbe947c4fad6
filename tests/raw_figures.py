"""Which numbers a page may print, worked out anew from a raw file: nothing of the program is asked.

A finished text edition is read line by line. A line that begins with the name of a place or an indicator may hold
the figures of that place or indicator only, what lies between two of its periods, and its share of the whole.
"""

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

YEAR = re.compile(r"([0-9]{4})")
FISCAL = re.compile(r"FY([0-9]{4})")
SCHOOL = re.compile(r"([0-9]{4})/[0-9]{2}")
QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")
WINDOW = re.compile(r"([0-9]{4})-([0-9]{4})")
MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True)
class Measure:
    """How an indicator is printed: with so many decimals, compared in percent, in points or by difference."""

    title: str
    decimals: int = 0
    compared: str = "percent"
    """`percent`, `points`, `difference`, `not`."""
    since: str = ""
    """The period from which on another thing is counted: what lies before it is not compared with what comes after."""
    bounds: frozenset = frozenset()
    """Places and periods of which only a bound is known, which has no change."""
    base: int = 0
    """Of a smaller figure there is no change in percent, nor of a series that goes below zero."""

    def compares(self, place, base, code):
        """Say whether two figures of a place may be compared."""
        return (
            self.compared != "not"
            and may_be_compared(base, code)
            and not (self.since and span(base) < span(self.since) <= span(code))
            and not {(place, base), (place, code)} & self.bounds
        )


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
            found |= _numbers(self.figures[key], self.measures[key[0]], key[1])
            for whole in {self.whole, self.parents.get(key[1], self.whole)}:
                found |= _shares(self.figures[key], self.figures.get((key[0], whole), {}), self.measures[key[0]])
        return found

    def unexplained(self, text, *, place, known=()):
        """Return the numbers of a text edition that are none of the raw file, with their lines."""
        blocks = _without_words(text, known).split("\n\n")
        return [
            (token, line.strip())
            for before, block in zip(["", *blocks], blocks, strict=False)
            for line in block.splitlines()
            for token in self._tokens(line)
            if token not in self._allowed(line, f"{before} {block}", place)
        ]

    def _tokens(self, line):
        found = re.findall(rf"[0-9](?:[0-9{re.escape(self.group + self.point)}]*[0-9])?", line)
        return [_canonical(each.replace(self.group, "").replace(self.point, ".")) for each in found]

    def _allowed(self, line, block, place):
        row = re.split(r"\s{2,}", line.strip())[0] if re.search(r"\S\s{2,}\S", line.strip()) else ""
        at = [code for code, name in self.names.items() if row == name or (len(row) > WRAPPED and name.startswith(row))]
        titles = [name for name, measure in self.measures.items() if row and row.startswith(measure.title)]
        if at:  # a chart may be about a member of each place
            return self._of("", *(code for code in self.names if code in at or code.partition("|")[0] in at))
        if titles:
            members = [code for code, name in self.names.items() if row.endswith(f", {name}")]
            return set().union(*(self._of(title, place, self.whole, *members) for title in titles))
        words = " ".join(block.split())
        named = (code for code, name in self.names.items() if name in words or re.search(rf"\b{code}\b", words))
        return self._of("", place, self.whole, *named)

    def _of(self, indicator, *places):
        found = set()
        for place in places:
            key = (id(self), indicator, place)
            if key not in _KEPT:
                _KEPT[key] = self, self.numbers(self.series(indicator=indicator or None, place=place))
            found |= _KEPT[key][1]
        return found


_KEPT = {}
"""Each with the file that it is of, so that no other one gets its identity."""
WRAPPED = 20
"""Letters of a name from which on it may go on in the next line of its cell."""


def span(code):
    """Return when a period begins and how long it is, in months."""
    if found := WINDOW.fullmatch(code):
        return 12 * int(found[1]), 12 * (int(found[2]) - int(found[1]) + 1)
    if found := MONTH.fullmatch(code):
        return 12 * int(found[1]) + int(found[2]) - 1, 1
    if found := QUARTER.fullmatch(code):
        return 12 * int(found[1]) + 3 * int(found[2]) - 3, 3
    if found := FISCAL.fullmatch(code):
        return 12 * int(found[1]) - 6, 12
    if found := SCHOOL.fullmatch(code):
        return 12 * int(found[1]) + 6, 12
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
    return _numbers(shares, Measure("", 1, "points"), "")


def _numbers(series, measure, place):
    found = {_rounded(value, measure.decimals) for value in series.values()}
    has_percent = measure.compared == "percent" and all(value >= 0 for value in series.values())
    for base, code in combinations(sorted(series, key=span), 2):
        if measure.compares(place, base, code):
            found |= _worded(series[code] - series[base], 1 if measure.compared == "points" else measure.decimals)
            if has_percent and series[base] and series[base] >= measure.base:
                found |= _worded(100 * (series[code] - series[base]) / series[base], 1)
    return found


def _worded(value, decimals):
    """Return a change, and where it rounds to nothing, or to all, what is printed: less than 0.1, more than 99.9."""
    step = Decimal(1).scaleb(-decimals)
    least = {_rounded(step, decimals)} if value and _rounded(value, decimals) == "0" else set()
    most = {_rounded(100 - step, decimals)} if value > -100 and _rounded(value, decimals) == "100" else set()
    return {_rounded(value, decimals), *least, *most}


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
