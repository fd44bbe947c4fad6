"""`reportgen observations`: the figures for others, as CSV, JSON or XLSX."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli.here import data_here
from reportgen.cli.messages import print_bytes, print_lines
from reportgen.cli.options import Data, Years
from reportgen.cli.usage import one_of
from reportgen.errors import ReportError, UsageError, raise_gathered

FORMS = ("csv", "json", "xlsx")


def observations(
    indicators: Annotated[
        list[str] | None,
        typer.Option("--indicator", metavar="INDICATOR", help="Repeatable.", show_default="all"),
    ] = None,
    places: Annotated[
        list[str] | None, typer.Option("--place", metavar="PLACE", help="Code or name. Repeatable.", show_default="all")
    ] = None,
    years: Years = "",
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="csv, json or xlsx.")] = "csv",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="File to write.", show_default="standard output")
    ] = None,
    data: Data = None,
    force: Annotated[bool, typer.Option("--force", help="Also replace a file that is none of these figures.")] = False,
) -> int:
    """Print the figures with all that is known of them."""
    one_of(form, FORMS, what="format")
    if form == "xlsx" and out is None and sys.stdout.isatty():
        raise UsageError("a workbook cannot be shown in a terminal", hint="add `--out FILE`")
    folder = data_here(data)
    content = _content(tuple(indicators or ()), tuple(places or ()), years=years, form=form, data=folder)
    if out is None:
        print_bytes(content)
    else:
        from reportgen.batch import write_export

        print_lines(str(write_export(out, content, data=folder, force=force)))
    return 0


def _content(indicators: tuple[str, ...], places: tuple[str, ...], *, years: str, form: str, data: Path) -> bytes:
    from reportgen.batch import for_each, gathering, place_code  # Jinja2 comes along
    from reportgen.dataset import read_package
    from reportgen.export import to_csv, to_json, to_xlsx
    from reportgen.years import parse_years

    package = read_package(data)
    # A report also restates figures of years before the first report, so ask the figures, not the sources.
    available = sorted({row["year"] for row in package.rows})
    errors: list[ReportError] = []
    with gathering(errors):
        chosen = for_each(indicators, lambda name: one_of(name, package.indicators, what="indicator"))
    with gathering(errors):
        codes = for_each(places, lambda text: place_code(text, package))
    with gathering(errors):
        span = tuple(parse_years(years, available)) if years else ()
    raise_gathered(errors)
    write = {"csv": to_csv, "json": to_json, "xlsx": to_xlsx}[form]
    return write(package, indicators=chosen, places=codes, years=span)
