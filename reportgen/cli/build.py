"""`reportgen build`: make documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reportgen.builders import BUILDERS, DEFAULT_FORMATS
from reportgen.cli.columns import columns
from reportgen.cli.here import are_about_places, data_here, reports_here, settings_here, templates_here
from reportgen.cli.options import Charts, Data, Templates, Years
from reportgen.cli.reporting import Json, Plain
from reportgen.cli.running import run
from reportgen.cli.usage import one_of
from reportgen.stages import measuring
from reportgen.wording import list_of

DOCX_CHARTS = ("native", "picture")
FORMATS = list_of([*BUILDERS], last="or")


def build(
    reports: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="REPORT...", help="Which reports; `list reports` shows them.", show_default="those of the project"
        ),
    ] = None,
    years: Years = "",
    places: Annotated[
        list[str] | None,
        typer.Option("--place", metavar="PLACE", help="For a report about a place: its code or name. Repeatable."),
    ] = None,
    all_places: Annotated[
        bool, typer.Option("--all-places", help="For a report about a place: one for each of them.")
    ] = False,
    level: Annotated[
        str,
        typer.Option(
            "--level", metavar="LEVEL", help="With --all-places: those of one level.", show_default="every level"
        ),
    ] = "",
    topics: Annotated[
        list[str] | None,
        typer.Option("--topics", metavar="TOPICS", help="For a report by topic: only these, separated by commas."),
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=f"{FORMATS}; several, separated by commas.",
            show_default=list_of(DEFAULT_FORMATS),
        ),
    ] = None,
    out: Annotated[str, typer.Option("--out", metavar="DIR", help="Folder to write to, or its URL.")] = "build",
    data: Data = None,
    templates: Templates = None,
    language: Annotated[
        str, typer.Option("--language", metavar="TAG", help="Language, as en or es-US.", show_default="the template's")
    ] = "",
    paper: Annotated[
        str, typer.Option("--paper", metavar="NAME", help="Sheet: letter, a4, legal, a5.", show_default="the theme's")
    ] = "",
    theme: Annotated[
        str, typer.Option("--theme", metavar="NAME", help="The look.", show_default="the one the report names")
    ] = "",
    profile: Annotated[
        str,
        typer.Option(
            "--profile", metavar="NAME", help="Rules each PDF must follow: audit, board, section-508, nih-attachment."
        ),
    ] = "",
    chart_data: Annotated[
        bool, typer.Option("--chart-data", help="Add the values of every chart as tables at the end.")
    ] = False,
    date: Annotated[
        str,
        typer.Option(
            "--date", metavar="YYYY-MM-DD", help="Date on the pages.", show_default="SOURCE_DATE_EPOCH, else today"
        ),
    ] = "",
    with_data: Annotated[
        bool, typer.Option("--with-data", help="Write the figures behind each document beside it, as XLSX.")
    ] = False,
    with_trace: Annotated[
        bool, typer.Option("--with-trace", help="Write where each number comes from beside each document, as JSON.")
    ] = False,
    allow_failing_checks: Annotated[
        bool, typer.Option("--allow-failing-checks", help="Make a draft even when checks of the data fail.")
    ] = False,
    docx_template: Annotated[
        Path | None, typer.Option("--docx-template", metavar="FILE", help="Word file whose styles are used.")
    ] = None,
    charts: Charts = None,
    docx_charts: Annotated[
        str, typer.Option("--docx-charts", metavar="KIND", help="Charts in Word: native (editable) or picture.")
    ] = "native",
    page_trace: Annotated[
        bool, typer.Option("--trace/--no-trace", help="Whether pages say of each number where it comes from.")
    ] = True,
    jobs: Annotated[
        int, typer.Option("--jobs", metavar="N", min=0, help="Processes.", show_default="as many as help")
    ] = 0,
    scheduler: Annotated[
        str, typer.Option("--scheduler", metavar="ADDRESS", help="Dask cluster to use, as tcp://HOST:PORT.")
    ] = "",
    force: Annotated[
        bool, typer.Option("--force", help="Make every file, also unchanged ones and ones changed by hand.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say which files would be made, and why.")] = False,
    index: Annotated[
        bool | None,
        typer.Option("--index/--no-index", help="Write index.html and index.csv.", show_default="with --all-places"),
    ] = None,
    site: Annotated[
        bool, typer.Option("--site", help="Make a site of the folder: pages, a front page and what belongs to them.")
    ] = False,
    address: Annotated[
        str, typer.Option("--address", metavar="URL", help="With --site: where it will stand, for its feed and map.")
    ] = "",
    archive: Annotated[bool, typer.Option("--zip", help="Put the files into a ZIP file, too.")] = False,
    log_json: Annotated[bool, typer.Option("--log-json", help="Say everything as lines of JSON.")] = False,
    timings: Annotated[
        bool, typer.Option("--timings", help="Say where the time went; makes everything in one process.")
    ] = False,
    show_traceback: Annotated[
        bool, typer.Option("--traceback", help="Show where an unexpected error came from.", hidden=True)
    ] = False,
) -> int:
    """Make reports and print the names of their files."""
    from reportgen.batch import (  # Jinja2 and all else that makes reports
        Request,
        by_files,
        checked_address,
        is_dated,
        report_date,
    )

    settings = settings_here(data)
    named, templates = by_files(reports or (), templates)
    folder = templates_here(templates, data)
    named = named or reports_here(data, folder)
    is_plain = not (reports or places or all_places) and are_about_places(named, folder)
    request = Request(
        reports=named,
        years=years or settings.years,
        places=tuple(places or ()),
        all_places=all_places or is_plain,
        with_figures=is_plain,
        level=level,
        topics=tuple(_each(topics)),
        formats=tuple(_each(formats) or settings.formats or DEFAULT_FORMATS),
        out=out,
        data=data_here(data),
        templates=folder,
        organisation=settings.organisation,
        compiled_by=settings.compiled_by,
        language=language or settings.language,
        paper=paper or settings.paper,
        theme=theme or settings.theme,
        profile=profile,
        chart_data=chart_data,
        date=report_date(date),
        date_is_today=not is_dated(date),
        with_data=with_data,
        with_trace=with_trace,
        allow_failing_checks=allow_failing_checks,
        docx_template=docx_template,
        charts=tuple(charts or ()),
        native_charts=one_of(docx_charts, DOCX_CHARTS, what="kind of charts") == "native",
        page_trace=page_trace,
        site=site,
        site_address=checked_address(address),
        index=site or (all_places or is_plain if index is None else index),
        archive=archive,
        force=force,
        dry_run=dry_run,
    )
    voice = Json() if log_json else Plain(show_traceback=show_traceback)
    if not timings:
        return run(request, voice, jobs=jobs, scheduler=scheduler, has_bar=not log_json)
    with measuring() as times:
        code = run(request, voice, jobs=1, scheduler="", has_bar=False)
    voice.note(columns(times.lines(), right=(1, 2, 3)))
    return code


def _each(given: list[str] | None) -> list[str]:
    """Return what an option names, be it repeated or separated by commas."""
    return [name.strip() for names in given or () for name in names.split(",")]
