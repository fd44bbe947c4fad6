"""Values that a database gives, as cells of a sheet."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.errors import DataError
from reportgen.intake.sheet import Sheet, even
from reportgen.limits import RAISE, limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportgen.intake.sheet import Value

FORM = {"form": "database"}
"""How tables of databases are read."""


def sheet_of_rows(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]], *, where: str) -> Sheet:
    """Return what a query gave as a sheet, its heads in the first row. Raises DataError for more cells than a limit."""
    most = limits().cells // max(1, len(heads))
    kept: list[list[Value]] = [list(heads)]
    for row in rows:
        if len(kept) > most:
            raise DataError(f"expected at most {limits().cells:,} cells, found more", where=where, hint=RAISE)
        kept.append([cell_of(value) for value in row])
    return Sheet(name, even(kept), how=FORM)


def cell_of(value: object) -> Value:
    """Return a value of a database as a cell: a decimal number keeps its digits, what is no number is a text."""
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, str | bool | int | datetime | date | time | timedelta):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    return str(value)


def _number(value: Decimal) -> Value:
    if not value.is_finite():
        return None
    if value == value.to_integral_value():
        return int(value)
    near = float(value)
    return near if Decimal(repr(near)) == value else f"{value:f}"
