"""The date that stands on a report: as given, or as the environment says, or today."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from reportgen.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = "SOURCE_DATE_EPOCH"
"""Seconds since 1970; set by builds that must give the same bytes on another day."""


def report_date(text: str = "", environment: Mapping[str, str] = os.environ) -> date:
    """Return the date written as `YYYY-MM-DD`, else that of SOURCE_DATE_EPOCH in UTC, else today's.

    Raises UsageError when one of them cannot be read.
    """
    if text:
        return _read_date(text)
    if environment.get(VARIABLE):
        return _read_epoch(environment[VARIABLE])
    return date.today()  # noqa: TID251 - the one place that may ask for today's date


def is_dated(text: str = "", environment: Mapping[str, str] = os.environ) -> bool:
    """Say whether somebody asked for a date; else it is today's only because it has to be some date."""
    return bool(text or environment.get(VARIABLE))


def _read_date(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError as error:
        raise UsageError(f"date `{text}`: expected a day of the calendar", hint="write `YYYY-MM-DD`") from error


def _read_epoch(text: str) -> date:
    try:
        return datetime.fromtimestamp(int(text), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            f"{VARIABLE}: expected seconds since 1970, found `{text}`", hint="unset it, or use `--date`"
        ) from error
