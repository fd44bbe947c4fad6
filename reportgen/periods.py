"""What span of time a figure is about: a year, a quarter, a month, several years; how it is written, read and compared.

Written as SDMX or people do: `2024`, `FY2024`, `2023/24`, `2024-Q3`, `2024-03`, `2019-2023`, `2023-01/2023-09`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, assert_never, overload

from reportgen.errors import DataError
from reportgen.language import say, speaking, spoken
from reportgen.limits import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable

EN_DASH = "–"
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
MONTHS_OF_YEAR = 12
MONTHS_OF_QUARTER = 3
KEPT = 100_000
"""Periods kept for whoever reads the same ones again: those of 300,000 rows are a few hundred."""
SHORT_MONTH = 3
"""Letters of a month where room is scarce."""
HINT = "write `2024`, `FY2024`, `2023/24`, `2024-Q3`, `2024-03`, `2019-2023` or `2023-01/2023-09`"


class Kind(StrEnum):
    """What a period is."""

    YEAR = "calendar year"
    FISCAL_YEAR = "fiscal year"
    """Named after one calendar year: `FY2024`."""
    SPLIT_YEAR = "school year"
    """Named after both of its calendar years, as school years and financial years are: `2023/24`."""
    QUARTER = "quarter"
    MONTH = "month"
    WINDOW = "window of years"
    """Several calendar years together: `2019-2023`."""
    PART = "part of a year"
    """Any other run of months: `2023-01/2023-09`."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """When the years of a package begin that are no calendar years."""

    fiscal_year_starts: int = 7
    """Month, from 1."""
    fiscal_year_named_after: Literal["end", "start"] = "end"
    """Whether `FY2024` ends or starts in 2024."""
    school_year_starts: int = 7


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Period:
    """A run of whole months with a name. Made by `parse_period`, `year_period` and its own methods.

    Periods are in the order of their beginnings, the shorter first. A calendar year is equal to its number, so that
    templates may say `year == 2024`.
    """

    kind: Kind
    start: int
    """Months before it begins, counted from the year 0."""
    length: int
    """In months."""
    named: int
    """The year that its name begins with."""
    is_paired: bool = False
    """Whether the name of a fiscal year says both of its calendar years: `FY2023/24`."""
    code: str = field(init=False)
    """How data and options write it: `2024-Q3`."""
    _english: str = field(init=False)
    _hash: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "code", _code(self))
        with speaking("en-US"):
            object.__setattr__(self, "_english", _words(self))
        is_year = self.kind is Kind.YEAR
        object.__setattr__(self, "_hash", hash(self.named if is_year else (self.start, self.length, self.kind.value)))

    @property
    def words(self) -> str:
        """How a sentence and a table say it: `Q3 2024`, in the language that is spoken."""
        if self.kind in ALIKE or spoken().is_english:
            return self._english
        return _words(self)

    def __str__(self) -> str:
        return self.words

    def __html__(self) -> str:
        """Return what a template prints; Jinja2 looks for it under this name."""
        return self.words

    def __repr__(self) -> str:
        return f"<{self.code}>"

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Period):
            return self is other or (self.start, self.length, self.kind) == (other.start, other.length, other.kind)
        if isinstance(other, int):
            return self.kind is Kind.YEAR and self.named == other
        return NotImplemented

    def __lt__(self, other: Period | int) -> bool:
        return (self.start, self.length) < _order(other)

    def __le__(self, other: Period | int) -> bool:
        return (self.start, self.length) <= _order(other)

    def __gt__(self, other: Period | int) -> bool:
        return (self.start, self.length) > _order(other)

    def __ge__(self, other: Period | int) -> bool:
        return (self.start, self.length) >= _order(other)

    @overload
    def __sub__(self, other: int) -> Period: ...
    @overload
    def __sub__(self, other: Period) -> int: ...
    def __sub__(self, other: Period | int) -> Period | int:
        """Return the same period so many years before, or the years since another one, for a template that asks."""
        return self.years_since(other) if isinstance(other, Period) else self.moved(-MONTHS_OF_YEAR * other)

    def __add__(self, years: int) -> Period:
        return self.moved(MONTHS_OF_YEAR * years)

    @property
    def end(self) -> int:
        """Months before the first one after it, counted from the year 0."""
        return self.start + self.length

    @property
    def is_year(self) -> bool:
        """Whether it is a year of any kind."""
        return self.kind in YEARS

    @property
    def sort(self) -> tuple[Kind, int]:
        """What the periods of one series have in common."""
        return self.kind, self.length

    @property
    def years(self) -> float:
        """When it begins, in years: where it stands on an axis."""
        return self.start / MONTHS_OF_YEAR

    @property
    def plain(self) -> int | str:
        """How a table for other programs has it: a calendar year as a number, another period by its code."""
        return self.named if self.kind is Kind.YEAR else self.code

    @property
    def short(self) -> str:
        """How an axis says it where room is scarce: `Mar 24`, `Q3 24`, `2023/24`."""
        match self.kind:
            case Kind.MONTH:
                return f"{_month(self.start, short=True)} {self.named % 100:02d}"
            case Kind.QUARTER:
                return _quarter_of_year(self.start, f"{self.named % 100:02d}")
            case _:
                return self.words

    @property
    def head(self) -> str:
        """How a table says it above a column: `Mar 2024`, `Q3 2024`, `2023/24`."""
        last = self.end - 1
        match self.kind:
            case Kind.MONTH:
                return f"{_month(self.start, short=True)} {self.named}"
            case Kind.PART if last // MONTHS_OF_YEAR == self.named:
                return f"{_month(self.start, short=True)}{EN_DASH}{_month(last, short=True)} {self.named}"
            case _:
                return self.words

    @property
    def file_name(self) -> str:
        """How a file name says it: `2024`, `fy2024`, `2023-24`, `2024-q3`."""
        return self.code.lower().replace("/", "-to-" if self.kind is Kind.PART else "-")

    @property
    def next(self) -> Period:
        """The one that follows on it; of a part of a year, that of the next year."""
        return self.moved(MONTHS_OF_YEAR if self.kind is Kind.PART else self.length)

    def before(self, years: int = 1) -> Period:
        """Return the same period a year before; of a window, the one that it follows on."""
        return self.moved(-years * (self.length if self.kind is Kind.WINDOW else MONTHS_OF_YEAR))

    def moved(self, months: int) -> Period:
        """Return the period of the same sort that begins so many months later."""
        start = self.start + months
        named = self.named + start // MONTHS_OF_YEAR - self.start // MONTHS_OF_YEAR
        return _period(self.kind, start, self.length, named, self.is_paired)

    def years_since(self, base: Period) -> int:
        """Return the whole years from the beginning of another one to its own."""
        return (self.start - base.start) // MONTHS_OF_YEAR

    def overlaps(self, other: Period) -> bool:
        """Say whether any month is in both."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Period) -> bool:
        """Say whether the other one lies within it."""
        return self.start <= other.start and other.end <= self.end

    def is_same_of_year(self, base: Period) -> bool:
        """Say whether the other one is the same period of an earlier year, so that the two may be compared.

        A quarter has the same quarter, a month the same month, a window one of the same length that it does not
        overlap. Nothing is compared with what is of another sort.
        """
        apart = self.start - base.start
        return self.sort == base.sort and apart > 0 and apart % MONTHS_OF_YEAR == 0 and not self.overlaps(base)


def is_within(period: Period | int, first: Period | int | None, last: Period | int | None) -> bool:
    """Say whether a period lies between two others, these included; None is an open end."""
    found = as_period(period)
    return (first is None or as_period(first).start <= found.start) and (
        last is None or found.end <= as_period(last).end
    )


def main_sort(periods: Iterable[Period]) -> tuple[Kind, int] | None:
    """Return of which sort most of the periods are, of equally many the longer; None where there is none."""
    counts = Counter(period.sort for period in periods)
    return max(counts, key=lambda sort: (counts[sort], sort[1], sort[0]), default=None)


def parts_of(period: Period, among: Iterable[Period]) -> tuple[Period, ...]:
    """Return the shorter periods of one sort that make up a longer one, in order; none where one of them is missing.

    A year is made of its months where all of these are there, otherwise of its quarters.
    """
    within: dict[tuple[Kind, int], set[Period]] = {}
    for one in among:
        if one.length < period.length and period.holds(one):
            within.setdefault(one.sort, set()).add(one)
    for sort in sorted(within, key=lambda each: (each[1], each[0])):
        if sum(one.length for one in within[sort]) == period.length:
            return tuple(sorted(within[sort]))
    return ()


YEARS = frozenset({Kind.YEAR, Kind.FISCAL_YEAR, Kind.SPLIT_YEAR})
ALIKE = YEARS | {Kind.WINDOW}
"""Kinds of which the words are the same in all languages."""


def _order(other: Period | int) -> tuple[int, int]:
    found = year_period(other) if isinstance(other, int) else other
    return found.start, found.length


@lru_cache(maxsize=KEPT)
def _period(kind: Kind, start: int, length: int, named: int, is_paired: bool) -> Period:
    return Period(kind, start, length, named, is_paired)


def year_period(year: int) -> Period:
    """Return a calendar year."""
    return _period(Kind.YEAR, MONTHS_OF_YEAR * year, MONTHS_OF_YEAR, year, is_paired=False)


def as_period(value: Period | int | str) -> Period:
    """Return a period as such, or the one that a template writes as a number or in letters."""
    if isinstance(value, Period):
        return value
    return year_period(value) if isinstance(value, int) else parse_period(value)


# -- reading ----------------------------------------------------------------------------------------------------------

_NAMES = "|".join(f"{name}|{name[:SHORT_MONTH]}" for name in MONTHS)
_YEAR = r"(?P<year>[0-9]{4})"
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.YEAR, re.compile(r"(?P<year>[0-9]{1,4})")),
    (Kind.FISCAL_YEAR, re.compile(rf"FY\s?{_YEAR}(?:[/–-](?P<second>[0-9]{{4}}|[0-9]{{2}}))?", re.IGNORECASE)),
    (Kind.SPLIT_YEAR, re.compile(rf"{_YEAR}/(?P<second>[0-9]{{4}}|[0-9]{{2}})")),
    (Kind.QUARTER, re.compile(rf"{_YEAR}[- ]?Q(?P<part>[1-4])", re.IGNORECASE)),
    (Kind.QUARTER, re.compile(rf"Q(?P<part>[1-4])[ /-]?{_YEAR}", re.IGNORECASE)),
    (Kind.MONTH, re.compile(rf"{_YEAR}-?M?(?P<part>0[1-9]|1[0-2])", re.IGNORECASE)),
    (Kind.MONTH, re.compile(rf"(?P<part>{_NAMES}) {_YEAR}", re.IGNORECASE)),
    (Kind.WINDOW, re.compile(rf"{_YEAR}\s?[–-]\s?(?P<second>[0-9]{{4}})")),
    (Kind.SPLIT_YEAR, re.compile(rf"{_YEAR}[–-](?P<second>[0-9]{{2}})")),
    (Kind.PART, re.compile(rf"{_YEAR}-(?P<part>0[1-9]|1[0-2])/(?P<last>[0-9]{{4}})-(?P<end>0[1-9]|1[0-2])")),
)
"""How each kind is written; the first that fits is meant, so that `2009-10` is a month and `2022-23` a school year."""


@lru_cache(maxsize=KEPT)
def parse_period(text: str, calendar: Calendar = Calendar()) -> Period:
    """Return the period that a text names. Raises DataError for one that names none."""
    for kind, pattern in _PATTERNS:
        found = pattern.fullmatch(text.strip())
        if found:
            return _read(kind, found, text, calendar)
    raise DataError(f"expected a period, found `{text[:60]}`", hint=HINT)


def _read(kind: Kind, found: re.Match[str], text: str, calendar: Calendar) -> Period:
    year = int(found["year"])
    if year < FIRST_YEAR:
        raise DataError(f"expected a year from {FIRST_YEAR} to {LAST_YEAR}, found `{text}`", hint=HINT)
    start = MONTHS_OF_YEAR * year
    match kind:
        case Kind.YEAR:
            return year_period(year)
        case Kind.FISCAL_YEAR:
            return _fiscal_year(year, found["second"], text, calendar)
        case Kind.SPLIT_YEAR:
            _check_second(year, found["second"], text)
            return _period(kind, start + calendar.school_year_starts - 1, MONTHS_OF_YEAR, year, is_paired=True)
        case Kind.QUARTER:
            first = start + MONTHS_OF_QUARTER * (int(found["part"]) - 1)
            return _period(kind, first, MONTHS_OF_QUARTER, year, is_paired=False)
        case Kind.MONTH:
            return _period(kind, start + _number_of(found["part"]) - 1, 1, year, is_paired=False)
        case Kind.WINDOW:
            return _run(start, MONTHS_OF_YEAR * (int(found["second"]) + 1), text)
        case Kind.PART:
            return _run(start + int(found["part"]) - 1, MONTHS_OF_YEAR * int(found["last"]) + int(found["end"]), text)
        case _:
            assert_never(kind)


def _number_of(month: str) -> int:
    """Return the number of a month that is written as such or by its name."""
    names = [name[:SHORT_MONTH].lower() for name in MONTHS]
    return int(month) if month.isdigit() else names.index(month[:SHORT_MONTH].lower()) + 1


def _fiscal_year(year: int, second: str | None, text: str, calendar: Calendar) -> Period:
    """Return a fiscal year; one with a single year in its name is named after that in which it ends, or starts."""
    starts = calendar.fiscal_year_starts
    if second:
        _check_second(year, second, text)
    ends = not second and calendar.fiscal_year_named_after == "end" and starts > 1
    start = MONTHS_OF_YEAR * (year - ends) + starts - 1
    return _period(Kind.FISCAL_YEAR, start, MONTHS_OF_YEAR, year, is_paired=bool(second))


def _check_second(year: int, second: str, text: str) -> None:
    if int(second) != (year + 1) % 10 ** len(second):
        or_month = "" if "/" in text else "a month from 01 to 12, or "
        message = f"expected {or_month}two years that follow on each other, found `{text}`"
        raise DataError(message, hint=f"write `{year}/{(year + 1) % 100:02d}`, or all four digits of both")


def _run(start: int, end: int, text: str) -> Period:
    """Return a run of months by the name that it has: what begins and ends with a year is that year, or several."""
    if end <= start:
        raise DataError(f"expected a period that ends after it begins, found `{text}`", hint=HINT)
    year, month = divmod(start, MONTHS_OF_YEAR)
    length = end - start
    kind = Kind.PART
    if month == 0 and length % MONTHS_OF_YEAR == 0:
        kind = Kind.YEAR if length == MONTHS_OF_YEAR else Kind.WINDOW
    elif month % MONTHS_OF_QUARTER == 0 and length == MONTHS_OF_QUARTER:
        kind = Kind.QUARTER
    elif length == 1:
        kind = Kind.MONTH
    return _period(kind, start, length, year, is_paired=False)


# -- writing ----------------------------------------------------------------------------------------------------------


def _code(period: Period) -> str:
    year, last = period.named, period.end - 1
    match period.kind:
        case Kind.YEAR:
            return str(year)
        case Kind.FISCAL_YEAR:
            return f"FY{_pair(year) if period.is_paired else f'{year:04d}'}"
        case Kind.SPLIT_YEAR:
            return _pair(year)
        case Kind.QUARTER:
            return f"{year:04d}-Q{_quarter(period.start)}"
        case Kind.MONTH:
            return _month_code(period.start)
        case Kind.WINDOW:
            return f"{year:04d}-{last // MONTHS_OF_YEAR:04d}"
        case Kind.PART:
            return f"{_month_code(period.start)}/{_month_code(last)}"
        case _:
            assert_never(period.kind)


def _words(period: Period) -> str:
    """Return the words of a period: a dash within it, so that a range of them is `2014–2018 to 2019–2023`."""
    year, last = period.named, period.end - 1
    match period.kind:
        case Kind.YEAR | Kind.FISCAL_YEAR | Kind.SPLIT_YEAR:
            return _code(period)
        case Kind.QUARTER:
            return _quarter_of_year(period.start, str(year))
        case Kind.MONTH:
            return _month_of_year(period.start)
        case Kind.WINDOW:
            return f"{year}{EN_DASH}{last // MONTHS_OF_YEAR}"
        case Kind.PART:
            is_within_year = last // MONTHS_OF_YEAR == year
            begins = _month(period.start) if is_within_year else _month_of_year(period.start)
            return f"{begins}{EN_DASH}{_month_of_year(last)}"
        case _:
            assert_never(period.kind)


def _pair(year: int) -> str:
    return f"{year:04d}/{(year + 1) % 100:02d}"


def _month_code(month: int) -> str:
    return f"{month // MONTHS_OF_YEAR:04d}-{month % MONTHS_OF_YEAR + 1:02d}"


def _month(month: int, *, short: bool = False) -> str:
    if spoken().is_english:
        name = MONTHS[month % MONTHS_OF_YEAR]
        return name[:SHORT_MONTH] if short else name
    from reportgen.language import figures  # babel; only for other languages

    return figures.month_name(month % MONTHS_OF_YEAR + 1, short=short)


def _month_of_year(month: int) -> str:
    year = month // MONTHS_OF_YEAR
    if spoken().is_english:
        return f"{_month(month)} {year}"
    from reportgen.language import figures

    return figures.month_of_year(date(year, month % MONTHS_OF_YEAR + 1, 1))


def _quarter_of_year(month: int, year: str) -> str:
    return say("Q{quarter} {year}", quarter=_quarter(month), year=year)


def _quarter(month: int) -> int:
    return month % MONTHS_OF_YEAR // MONTHS_OF_QUARTER + 1
