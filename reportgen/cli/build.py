"""`reportgen build`: make documents."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.messages import error_console, print_lines, show_error
from reportgen.cli.options import Data, Templates, Years
from reportgen.cli.usage import one_of
from reportgen.resources import data_folder, templates_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportgen.batch import Outcome, Plan

DOCX_CHARTS = ("native", "picture")


def build(
    reports: Annotated[
        list[str], typer.Argument(metavar="REPORT...", help="Which reports; `list reports` shows them.")
    ],
    years: Years = "",
    places: Annotated[
        list[str] | None,
        typer.Option("--place", metavar="PLACE", help="For a report about a place: its code or name. Repeatable."),
    ] = None,
    all_places: Annotated[
        bool, typer.Option("--all-places", help="For a report about a place: one for each of them.")
    ] = False,
    topics: Annotated[
        list[str] | None,
        typer.Option("--topics", metavar="TOPICS", help="For a report by topic: only these, separated by commas."),
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="FORMAT", help="pdf, docx or txt. Repeatable.", show_default="pdf and docx"),
    ] = None,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder to write to.")] = Path("build"),
    data: Data = None,
    templates: Templates = None,
    theme: Annotated[
        str, typer.Option("--theme", metavar="NAME", help="The look.", show_default="the one the report names")
    ] = "",
    date: Annotated[
        str,
        typer.Option(
            "--date", metavar="YYYY-MM-DD", help="Date on the pages.", show_default="SOURCE_DATE_EPOCH, else today"
        ),
    ] = "",
    with_data: Annotated[
        bool, typer.Option("--with-data", help="Write the figures behind each document beside it, as XLSX.")
    ] = False,
    allow_failing_checks: Annotated[
        bool, typer.Option("--allow-failing-checks", help="Make a draft even when checks of the data fail.")
    ] = False,
    docx_template: Annotated[
        Path | None, typer.Option("--docx-template", metavar="FILE", help="Word file whose styles are used.")
    ] = None,
    docx_charts: Annotated[
        str, typer.Option("--docx-charts", metavar="KIND", help="Charts in Word: native (editable) or picture.")
    ] = "native",
    show_traceback: Annotated[
        bool, typer.Option("--traceback", help="Show where an unexpected error came from.", hidden=True)
    ] = False,
) -> int:
    """Make reports and print the names of their files."""
    from reportgen.batch import DEFAULT_FORMATS, Request, plan, report_date  # pandas, for the data

    request = Request(
        reports=tuple(reports),
        years=years,
        places=tuple(places or ()),
        all_places=all_places,
        topics=tuple(name for names in topics or () for name in names.split(",")),
        formats=tuple(formats or DEFAULT_FORMATS),
        out=out,
        data=data or data_folder(),
        templates=templates or templates_folder(),
        theme=theme,
        date=report_date(date),
        with_data=with_data,
        allow_failing_checks=allow_failing_checks,
        docx_template=docx_template,
        native_charts=one_of(docx_charts, DOCX_CHARTS, what="kind of charts") == "native",
    )
    return _run(plan(request), show_traceback=show_traceback)


def _run(planned: Plan, *, show_traceback: bool) -> int:
    """Run the jobs, print each file as it is finished and each error as it happens; return the worst exit code."""
    from reportgen.batch import run_jobs

    worst = 0
    for outcome in _with_progress(run_jobs(planned.jobs, planned.context), len(planned.jobs)):
        for file in outcome.files:
            print_lines(str(file))
        for error in outcome.errors:
            worst = max(worst, show_error(error))
            if show_traceback and error.__cause__ is not None:
                traceback.print_exception(error.__cause__)
    return worst


def _with_progress(outcomes: Iterable[Outcome], count: int) -> Iterator[Outcome]:
    """Yield the outcomes; show a bar meanwhile when there are several and somebody is looking."""
    console = error_console()
    if count == 1 or not console.is_terminal:
        yield from outcomes
        return
    from rich.progress import Progress  # only when a bar is shown

    # File names go through the bar only when both are on the same terminal; a pipe must get them as they are.
    with Progress(console=console, transient=True, redirect_stdout=sys.stdout.isatty()) as progress:
        yield from progress.track(outcomes, total=count, description="Building")
