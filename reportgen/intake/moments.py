"""Recognise periods as people write them in cells and heads, and write them as the program does."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from reportgen.intake.sheet import Shown, as_text
from reportgen.limits import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.intake.sheet import Value

MONTHS = (
    ("january", "jan", "januar", "enero", "janvier", "ene"),
    ("february", "feb", "februar", "febrero", "février"),
    ("march", "mar", "märz", "marzo", "mars", "mrz"),
    ("april", "apr", "abril", "avril", "abr"),
    ("may", "mai", "mayo"),
    ("june", "jun", "juni", "junio", "juin"),
    ("july", "jul", "juli", "julio", "juillet"),
    ("august", "aug", "agosto", "août", "ago"),
    ("september", "sep", "sept", "septiembre", "septembre"),
    ("october", "oct", "oktober", "okt", "octubre", "octobre"),
    ("november", "nov", "noviembre", "novembre"),
    ("december", "dec", "dezember", "dez", "diciembre", "décembre", "dic"),
)
"""Names of the months in English, German, Spanish and French, as heads have them."""
_MONTH = {name: number for number, names in enumerate(MONTHS, 1) for name in names}
_NAME = "|".join(sorted(map(re.escape, _MONTH), key=len, reverse=True))
_YEAR = r"(?<![0-9])(?P<y>(?:1[6-9]|2[01])[0-9]{2})(?![0-9])"
_FISCAL = r"(?<![a-z])(?:FY|ffy|sfy)\s*[-']?\s*(?P<fy>(?:20)?[0-9]{2})"
_DASH = r"\s*[-–—/]\s*|\s+(?:to|bis|a)\s+"

_QUARTER = re.compile(
    r"(?:q|t|qtr\.?|quarter|quartal|trimestre)\s*(?P<before>[1-4])|"
    r"(?P<behind>[1-4])\s*(?:st|nd|rd|th|\.|º|er|o)?\s*(?:q|qtr\.?|quarter|quartal|trimestre)"
)
"""A quarter without its year, in small letters."""

FIRST, LAST = 1600, 2199
"""Other numbers are no years of which anything was counted."""
MONTHS_OF_YEAR, MONTHS_OF_QUARTER = 12, 3
REMEMBERED = 50_000
"""Texts that are remembered with what they mean: a table says the same few in thousands of rows."""

_DAY = r"[0-9]{1,2}(?:st|nd|rd|th|\.)?"
_DATES = (
    rf"(?<![0-9–-]){_DAY}[\s-]+(?:of\s+|de\s+)?(?P<name>{_NAME})\.?[\s,-]+(?:del?\s+)?{_YEAR}",
    rf"(?<![0-9–-]){_DAY}[\s-](?P<name>{_NAME})\.?[\s-]+[’']?(?P<yy>[0-9]{{2}})(?![0-9])",
    rf"(?<![a-z])(?P<name>{_NAME})\.?\s+{_DAY}\s*,?\s+{_YEAR}",
)
"""Days with the name of their month: `30 June 2023`, `30-Jun-23`, `June 30, 2023`."""
_AS_OF = re.compile(r"(?i)(?:^|(?<=\s))(?:as\s+(?:of|at)|at|on|stand|zum|stichtag|am|al)\s*:?\s*$")
"""What stands before a day on which something was counted."""
_MONTHS_LONG = re.compile(
    rf"(?<![a-z])(?P<first>{_NAME})\.?\s*(?P<own>[12][0-9]{{3}})?\s*(?:[-–—]|to|through|bis|a|à)\s*"
    rf"(?P<last>{_NAME})\.?[\s,]*{_YEAR}",
    re.IGNORECASE,
)
"""Several months: `Jan–Mar 2025`, `July 2023 to June 2024`."""

_FORMS = (
    (
        "ending",
        re.compile(
            r"(?<![a-z])(?P<span>year|12 months|quarter|3 months|three months) (?:ending|ended|to)(?: (?:in|on))?"
            rf"(?: [0-9]{{1,2}}(?:st|nd|rd|th)?)? (?P<name>{_NAME})\.?(?: [0-9]{{1,2}},)? {_YEAR}",
            re.IGNORECASE,
        ),
    ),
    (
        "split quarter",
        re.compile(
            rf"(?<![a-z])(?:q|quarter\s*)(?P<q>[1-4])\s*[,-]?\s*(?:fy\s*)?{_YEAR}\s*[-/–]\s*(?P<next>[0-9]{{2}})(?![0-9])",
            re.IGNORECASE,
        ),
    ),
    (
        "split quarter",
        re.compile(
            rf"(?:fy\s*)?{_YEAR}\s*[-/–]\s*(?P<next>[0-9]{{2}})(?![0-9])[\s,-]*(?:q|quarter\s*)(?P<q>[1-4])(?![0-9])",
            re.IGNORECASE,
        ),
    ),
    (
        "split quarter",
        re.compile(rf"(?<![a-z])(?:q|quarter\s*)(?P<q>[1-4])\s*[,-]?\s*{_FISCAL}(?![0-9])", re.IGNORECASE),
    ),
    ("split quarter", re.compile(rf"{_FISCAL}[\s,-]*(?:q|quarter\s*)(?P<q>[1-4])(?![0-9])", re.IGNORECASE)),
    ("quarter", re.compile(rf"{_YEAR}[\s-]*(?:q|t|quarter\s*)(?P<q>[1-4])(?![0-9])", re.IGNORECASE)),
    ("quarter", re.compile(rf"(?<![a-z])(?:q|t|quarter\s*)(?P<q>[1-4])\s*[/,-]?\s*{_YEAR}", re.IGNORECASE)),
    *(("date", re.compile(pattern, re.IGNORECASE)) for pattern in _DATES),
    ("month", re.compile(rf"(?<![a-z])(?P<name>{_NAME})\.?[\s,-]*(?:of\s+)?{_YEAR}", re.IGNORECASE)),
    ("month", re.compile(rf"(?<![a-z])(?P<name>{_NAME})\.?\s?[-’'/]\s?(?P<yy>[0-9]{{2}})(?![0-9])", re.IGNORECASE)),
    ("month", re.compile(rf"{_YEAR}[\s-]*(?P<name>{_NAME})(?![a-z])", re.IGNORECASE)),
    ("day", re.compile(rf"{_YEAR}-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-3][0-9])(?![0-9])(?:[T ][0-9:.]+Z?)?")),
    ("day", re.compile(rf"(?<![0-9])(?P<m>[0-9]{{1,2}})/(?P<d>[0-9]{{1,2}})/{_YEAR}")),
    ("day", re.compile(rf"(?<![0-9])(?P<d>[0-9]{{1,2}})\.(?P<m>[0-9]{{1,2}})\.{_YEAR}")),
    ("month", re.compile(rf"{_YEAR}[-/M](?P<m>0[1-9]|1[0-2])(?![0-9])")),
    (
        "fiscal",
        re.compile(
            rf"(?<![a-z])(?:FY|fiscal\s+year|ffy|sfy)\s*[-']?\s*{_YEAR}"
            r"(?:\s*[-/–]\s*(?P<second>[0-9]{4}|[0-9]{2})(?![0-9]))?",
            re.IGNORECASE,
        ),
    ),
    ("fiscal", re.compile(r"(?<![a-z])(?:FY|ffy|sfy)\s*[-']?\s*(?P<short>[0-9]{2})(?![0-9])", re.IGNORECASE)),
    ("window", re.compile(rf"{_YEAR}(?:{_DASH})(?P<z>[12][0-9]{{3}})(?![0-9])")),
    ("split", re.compile(rf"(?:(?<![a-z])(?:AY|SY)\s*)?{_YEAR}\s*[-/–]\s*(?P<next>[0-9]{{2}})(?![0-9])")),
    ("year", re.compile(rf"{_YEAR}(?:\.0)?(?:\s*\[YR[12][0-9]{{3}}\])?")),
)
"""From the most particular to the least: what fits first counts."""


def moment(value: Value) -> str:
    """Return the period that a cell as a whole names, as the program writes it; empty where it names none."""
    if isinstance(value, bool | Shown):
        return ""
    if isinstance(value, datetime | date):
        return f"{value.year:04d}-{value.month:02d}"
    if isinstance(value, int | float):
        return str(int(value)) if float(value).is_integer() and FIRST <= value <= LAST else ""
    return _moment_of(as_text(value))


@lru_cache(maxsize=REMEMBERED)
def _moment_of(text: str) -> str:
    if len(text) < 4 or not any(character.isdecimal() for character in text):
        return ""
    if text.isdecimal():
        return text if len(text) == 4 and FIRST <= int(text) <= LAST else ""
    return _moment(text, whole=True)[0]


def moment_under(value: Value, *, is_date: bool) -> str:
    """Return the period that a cell below the head of one names, where digits alone are enough: `202301` is a month.

    Below the head of a date a whole number is a day as workbooks keep it, 44927 for the first of January 2023.
    """
    found = moment(value)
    text = "" if found or isinstance(value, bool) else as_text(value)
    if not text.isdecimal():
        return found
    if _MONTH_DIGITS.fullmatch(text):
        return f"{text[:4]}-{text[4:6]}"
    if is_date and FIRST_DAY <= int(text) <= LAST_DAY:
        day = WORKBOOK_EPOCH + timedelta(days=int(text))
        return f"{day.year:04d}-{day.month:02d}"
    return ""


_MONTH_DIGITS = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-3][0-9])?")
"""A month as digits alone, `202301`, or a day."""
_SPLIT_DIGITS = re.compile(r"(?P<first>(?:19|20)[0-9]{2})(?P<last>[0-9]{2})")
"""A year that ends in the next one as digits alone, `202324`."""


def split_years(texts: Sequence[str]) -> dict[str, str]:
    """Return the years that digits alone name, `202324`, where all of a column can be such and not all months.

    `201011` and `201112` may be months as well; that all of several are also years that follow each other is no chance.
    """
    found = {text: _split_of(text) for text in dict.fromkeys(texts)}
    are_all = bool(found) and all(found.values())
    is_one_month = len(found) == 1 and all(map(_MONTH_DIGITS.fullmatch, found))
    return found if are_all and not is_one_month else {}


def _split_of(text: str) -> str:
    digits = _SPLIT_DIGITS.fullmatch(text)
    if not digits or (int(digits["first"]) + 1) % 100 != int(digits["last"]):
        return ""
    return f"{digits['first']}/{digits['last']}"


WORKBOOK_EPOCH = date(1899, 12, 30)
"""The day 0 of a workbook."""
FIRST_DAY, LAST_DAY = 18_264, 73_050
"""The days of a workbook from 1950 to 2099: what could be one below the head of a date."""


def moment_in(text: str) -> tuple[str, str]:
    """Return the period that a head names, and the rest: `Population, 2010` gives `2010` and `Population`."""
    if _MONTH_DIGITS.fullmatch(text):
        return f"{text[:4]}-{text[4:6]}", ""
    found, rest = _moment(text, whole=False)
    words = " ".join(rest.split()).strip(" ,;:-–_()[]").strip()
    # `Spending ($M) 2022` keeps the bracket that ends its unit
    return found, f"{words})" if words.count("(") > words.count(")") else words


def part_of_year(text: str) -> str:
    """Return which month or quarter of an unnamed year a text names: `03` for `März`, `Q2` for `2nd quarter`.

    Empty where it names neither, or a year as well.
    """
    plain = text.strip(" .,*†").casefold()
    if plain in _MONTH:
        return f"{_MONTH[plain]:02d}"
    numbered = _NUMBERED_MONTH.fullmatch(plain)
    if numbered:
        return numbered[1]
    found = _QUARTER.fullmatch(plain)
    return f"Q{found['before'] or found['behind']}" if found else ""


_NUMBERED_MONTH = re.compile(r"m(0[1-9]|1[0-2])")
"""A month as the Bureau of Labor Statistics writes it; `M13` is the whole year."""
WHOLE_YEAR = frozenset({"m13", "a01", "s03", "q05", "annual", "annual average"})
"""What stands beside months or quarters for the year that they make up."""
_SUBTOTAL = re.compile(
    r"(?i)(?<![a-zäöü])(?:sub-?\s?totals?|zwischensummen?|subtotales|sous-total|(?:grand\s+)?totals?|sum|summe|gesamt|insgesamt)"
    r"(?![a-zäöü])"
)
"""What a row among months or quarters is called that is the sum of some of them."""
_YEARS = frozenset({"year", "full year", "annual", "jahr", "gesamtjahr", "año", "année"})
"""How such a row calls the year without its number."""


def is_subtotal(text: str) -> bool:
    """Say whether a text among months or quarters names a sum of some of them: `Q1 subtotal`, `Total 2023`."""
    return bool(_SUBTOTAL.search(text))


def subtotal(period: str, text: str) -> str:
    """Return the period that a subtotal within a year is of: `2023-Q1` for `Q1 subtotal`, `2023` for `Total 2023`.

    Empty for what is no subtotal, and for one that does not say of what.
    """
    rest, times = _SUBTOTAL.subn(" ", text)
    rest = rest.strip(" .,:;*†()–-")
    if not times or not rest:
        return ""
    part = part_of_year(rest)
    if part.startswith("Q"):
        return divided(period, part, first=part)
    return period if rest.casefold() in _YEARS or moment(rest) == period else ""


def numbered_quarters(texts: Sequence[str]) -> tuple[str, ...]:
    """Return quarters that are only numbered, as below the head `Quarter`, so that none is taken for a month."""
    return tuple(f"Q{text}" if text in ("1", "2", "3", "4") else text for text in texts)


def divided(period: str, part: str, *, first: str) -> str:
    """Return a month or quarter of a year: `2024` and `March` give `2024-03`; empty for what is no part of it.

    `first` is the part with which the year begins: after `April` is the first, `2023/24` and `March` give `2024-03`.
    """
    if shape_of(period) == "fiscal year" and part and part.casefold() not in WHOLE_YEAR:
        return _of_fiscal_year(period, part, first=first)
    if shape_of(period) == "fiscal year":
        period = _split_of_fiscal(period, first)
    if not part or shape_of(period) not in ("year", "split year") or not period or part.casefold() in WHOLE_YEAR:
        return period
    found = part_of_year(part) or (f"{int(part):02d}" if part.isdecimal() and 1 <= int(part) <= MONTHS_OF_YEAR else "")
    if not found:
        return ""
    if shape_of(period) == "year":
        return f"{period}-{found}"
    start = part_of_year(first) or (f"{int(first):02d}" if first.isdecimal() else "")
    if found.startswith("Q"):
        return f"{period}-{found}"
    if not start.isdecimal() or not found.isdecimal():
        return ""
    return f"{int(period[:4]) + (found < start)}-{found}"


def _of_fiscal_year(period: str, part: str, *, first: str) -> str:
    """Return a month or quarter of a fiscal year, which is called by the year in which it ends: FY2023 ends in 2023."""
    years = period.removeprefix("FY")
    if "/" not in years:
        is_calendar = part_of_year(first) == "01" or first == "1"
        years = years if is_calendar else f"{int(years) - 1}/{int(years) % 100:02d}"
    return divided(years, part, first=first)


def _split_of_fiscal(period: str, first: str) -> str:
    """Return a fiscal year whose first part is a month as one that ends in the year that it is named after."""
    start = part_of_year(first)
    if not start.isdecimal() or "/" in period:
        return period
    year = int(period.removeprefix("FY"))
    return str(year) if int(start) == 1 else _span(year - 1, year)


def quarter_of(period: str, *, year_begins: int) -> str:
    """Return a quarter of a split year as one of a calendar year: `2022-Q2` for `2022/23-Q1` of years from April on.

    `year_begins` is the month, from 1, and has to begin a quarter; all other periods stay as they are.
    """
    if shape_of(period) != "split quarter":
        return period
    months = year_begins - 1 + (int(period[-1]) - 1) * 3
    return f"{int(period[:4]) + months // MONTHS_OF_YEAR}-Q{months % MONTHS_OF_YEAR // 3 + 1}"


def mark_of(text: str) -> str:
    """Return the letter or word behind a period that says of what status its figures are: `p` of `2023p`."""
    found = _MARKED.fullmatch(text.strip())
    return found["mark"].strip("()[] ").lower() if found else ""


_MARKED = re.compile(
    r"(?P<period>(?:FY ?)?[12][0-9]{3}(?: ?[-/–] ?(?:[0-9]{2}|[0-9]{4}))?)"
    r"(?P<mark>(?:\s*(?:\([0-9a-zA-Z]{1,2}\)|\((?:provisional|preliminary|revised|estimated?|forecast|projected|"
    r"vorläufig|geschätzt|provisional|preliminar)\)|\[(?:note )?[0-9a-zA-Z]{1,2}\]|[0-9]{1,2}/|[0-9]\)|"
    r"[¹²³⁴⁵⁶⁷⁸⁹⁰*†‡§#]+|[pPrReEbBfF](?![a-zA-Z])))+)"
)
"""A period with the mark of a footnote or of a status behind it: `2013 (1)`, `2013 2/`, `2020¹`, `2023p`."""


def _moment(text: str, *, whole: bool) -> tuple[str, str]:
    marked = _MARKED.fullmatch(text.strip())
    long = _MONTHS_LONG.search(text)
    if long and not (whole and long[0].strip() != text.strip(" ,.*†")):
        period, part = _of_months(long)
        return ("", text) if whole and part else (period, f"{text[: long.start()]} {part} {text[long.end() :]}")
    if marked:
        text = marked["period"]
    for kind, pattern in _FORMS:
        for found in pattern.finditer(text):
            if whole and found[0].strip() != text.strip(" ,.*†"):
                continue
            written = _written(kind, found)
            if written:
                before = text[: found.start()]
                before = _AS_OF.sub("", before) if kind in ("date", "day") else before
                return written, before + " " + text[found.end() :]
    return "", text


def _written(kind: str, found: re.Match[str]) -> str:
    groups = {name: value for name, value in found.groupdict().items() if value}
    if groups.keys() & {"short", "fy", "span"}:
        return _named_by_its_end(groups)
    year = int(groups.get("y") or _century(groups["yy"]))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return ""
    match kind:
        case "quarter":
            return f"{year}-Q{groups['q']}"
        case "split quarter":
            split = _span(year, year - year % 100 + int(groups["next"]) + (100 if groups["next"] == "00" else 0))
            return f"{split}-Q{groups['q']}" if "/" in split else ""
        case "month" | "day" | "date":
            return _month(year, groups)
        case "fiscal":
            second = groups.get("second", "")
            return f"FY{year}/{second[-2:]}" if second and int(second[-2:]) == (year + 1) % 100 else f"FY{year}"
        case "window":
            return _span(year, int(groups["z"]))
        case "split":
            return _span(year, year - year % 100 + int(groups["next"]) + (100 if groups["next"] == "00" else 0))
        case _:
            return str(year)


def _named_by_its_end(groups: dict[str, str]) -> str:
    """Return a fiscal year of two digits, a quarter of one, or the year or quarter that ends in a month."""
    if "short" in groups:
        return f"FY20{groups['short']}" if int(groups["short"]) < THIS_CENTURY else f"FY19{groups['short']}"
    if "fy" in groups:  # named after the year in which it ends
        year = 2000 + int(groups["fy"][-2:])
        return f"{year - 1}/{year % 100:02d}-Q{groups['q']}"
    return _ending(int(groups["y"]), _MONTH[groups["name"].lower()], groups["span"].lower())


def _of_months(found: re.Match[str]) -> tuple[str, str]:
    """Return the period that several months are, and what is to be said where they are a part of one: `Jan–Jun`."""
    first, last = _MONTH[found["first"].lower()], _MONTH[found["last"].lower()]
    year = int(found["y"])
    begins = int(found["own"] or year - (first > last))
    count = (year - begins) * MONTHS_OF_YEAR + last - first + 1
    if count == MONTHS_OF_YEAR:
        return (str(year) if first == 1 else f"{begins}/{year % 100:02d}"), ""
    if count == MONTHS_OF_QUARTER and first % MONTHS_OF_QUARTER == 1:
        return f"{year}-Q{last // MONTHS_OF_QUARTER}", ""
    return str(year), f"{found['first']}–{found['last']}"


def _century(digits: str) -> str:
    return f"{20 if int(digits) < THIS_CENTURY else 19}{digits}"


THIS_CENTURY = 60
"""Two digits below are years of this century: `Sep-23`."""


def _month(year: int, groups: dict[str, str]) -> str:
    if "name" in groups:
        return f"{year}-{_MONTH[groups['name'].lower()]:02d}"
    first, second = int(groups["m"]), int(groups.get("d", 0))
    month = first if first <= 12 else second  # a day before its month
    return f"{year}-{month:02d}" if 1 <= month <= 12 else ""


def _ending(year: int, month: int, span: str) -> str:
    """Return the year or quarter that ends in a month; empty for months with which no quarter ends."""
    if "year" not in span and "12" not in span:
        return f"{year}-Q{month // 3}" if month % 3 == 0 else ""
    return str(year) if month == MONTHS_OF_YEAR else _span(year - 1, year)


def _span(first: int, last: int) -> str:
    """Return a year that ends in the next one, or a window of several."""
    if last == first + 1:
        return f"{first}/{last % 100:02d}"
    return f"{first}-{last}" if first < last <= LAST_YEAR else ""


def shape_of(period: str) -> str:
    """Return what kind of period it is: `year`, `fiscal year`, `split year`, `quarter`, `month` or `window`.

    `split quarter` is a quarter of a split year, of which only somebody can say in which month it begins.
    """
    if "/" in period and "Q" in period:
        return "split quarter"
    if period.startswith("FY"):
        return "fiscal year"
    if "/" in period:
        return "split year"
    if "Q" in period:
        return "quarter"
    if len(period) == 7:
        return "month"
    return "window" if "-" in period else "year"
