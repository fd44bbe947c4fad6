"""The columns of a package that hold periods, and what reads their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.dataset.meant import date_hint, year_hint
from reportgen.errors import DataError
from reportgen.limits import FIRST_YEAR, LAST_YEAR
from reportgen.periods import Calendar, parse_period, year_period

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    CellRules = Callable[[str], tuple[Any, str]]

COLUMNS: Mapping[str, str] = {
    "period": "year",
    "last_period": "last_year",
    "from_period": "from_year",
    "to_period": "to_year",
}
"""What a column may be called as well, and how the program knows it."""
PERIODS = frozenset(COLUMNS.values())
ABOUT = frozenset({"indicator", "source", "identity", "value"})
"""Columns of which a table has one that speaks of periods; in any other, `year` is whatever its owner means by it."""
NOTES = frozenset({"note", "text"})
"""Columns of the table of notes, which may be about the whole package, and then names no indicator."""
SETTINGS: Mapping[str, str] = {
    "fiscal_year_starts": "the month in which fiscal years begin, from 1 to 12",
    "fiscal_year_named_after": "`end` or `start`: which of its two years a fiscal year is named after",
    "school_year_starts": "the month in which years such as 2023/24 begin, from 1 to 12",
}
"""The properties of `reportgen.periods` in the descriptor."""


def column_name(name: str) -> str:
    """Return the name by which the program knows a column: `year` for `period`."""
    return COLUMNS.get(name, name)


def holds_periods(name: str, fields: Collection[str]) -> bool:
    """Say whether a column of a table with these fields holds periods."""
    return column_name(name) in PERIODS and (not ABOUT.isdisjoint(fields) or set(fields) >= NOTES)


def period_rules(read: CellRules, calendar: Calendar) -> CellRules:
    """Return what reads a cell as a period, after the rules of its field."""

    def read_cell(text: str) -> tuple[Any, str]:
        value, problem = read(text)
        return (value, problem) if problem else _period(value, calendar)

    return read_cell


def _period(value: Any, calendar: Calendar) -> tuple[Any, str]:
    if value is None:
        return None, ""
    if isinstance(value, int | float):
        if value in range(FIRST_YEAR, LAST_YEAR + 1) and not isinstance(value, bool):
            return year_period(int(value)), ""
        hint = year_hint(str(value)) or "write the year with its four digits"
        return None, f"expected a year from {FIRST_YEAR} to {LAST_YEAR}, found `{value}`\n{hint}"
    try:
        if isinstance(value, tuple):
            # what Table Schema calls `yearmonth`
            return parse_period(f"{value[0]:04d}-{value[1]:02d}", calendar), ""
        return parse_period(str(value), calendar), ""
    except DataError as error:
        if isinstance(value, str) and value.strip().removeprefix("-").isdigit():
            return _period(int(value), calendar)
        return None, f"{error.message}\n{date_hint(str(value)) or error.hint}"


def calendar_of(settings: Any) -> tuple[Calendar, list[str]]:
    """Return when the years of a package begin, and what is wrong with what it says of that."""
    if not isinstance(settings, dict):
        return Calendar(), ["expected an object"]
    wrong = [f"unknown setting `{name}`" for name in settings if name not in SETTINGS]
    for name, meaning in SETTINGS.items():
        if name in settings and not _is_right(name, settings[name]):
            wrong.append(f"`{name}`: expected {meaning}")
    return (Calendar(), wrong) if wrong else (Calendar(**settings), [])


def _is_right(name: str, value: Any) -> bool:
    if name == "fiscal_year_named_after":
        return value in ("end", "start")
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 12
