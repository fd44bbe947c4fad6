"""From values of JSON to what the program takes: a request, and errors back to values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import ReportError, ReportErrors

if TYPE_CHECKING:
    from reportgen.batch import Request
    from reportgen.serve.tasks import Values

TEXTS = ("years", "level", "language", "paper", "theme", "profile", "organisation", "compiled_by")
LISTS = ("reports", "places", "topics", "formats")
FLAGS = ("all_places", "with_data", "chart_data", "allow_failing_checks", "force")


def request_of(values: Values) -> Request:
    """Return the request that a page has asked for."""
    from reportgen.batch import Request, is_dated, report_date

    chosen: Values = {name: str(values[name]) for name in TEXTS if values.get(name)}
    chosen |= {name: tuple(map(str, values[name])) for name in LISTS if values.get(name)}
    chosen |= {name: bool(values[name]) for name in FLAGS if name in values}
    return Request(
        **chosen,
        out=Path(values["out"]),
        data=Path(values["data"]),
        templates=Path(values["templates"]),
        date=report_date(),
        date_is_today=not is_dated(),
    )


def told_error(error: ReportError) -> list[Values]:
    """Return an error, or each of several, as values."""
    errors = error.errors if isinstance(error, ReportErrors) else (error,)
    return [{"message": one.message, "where": one.where, "hint": one.hint} for one in errors]
