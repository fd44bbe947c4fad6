"""The Python interface: what the command line does, for scripts and notebooks."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.batch import (
    Request,
    Standing,
    Way,
    by_files,
    by_record,
    checked_address,
    finish_change,
    is_dated,
    needs_outlines,
    outline_folder,
    prepare,
    report_date,
    run_plan,
    traced,
)
from reportgen.builders import DEFAULT_FORMATS
from reportgen.dataset import read_package
from reportgen.errors import UsageError, raise_gathered
from reportgen.resources import data_folder, templates_folder
from reportgen.trace import Question

if TYPE_CHECKING:
    import datetime
    import os
    from collections.abc import Sequence

    from reportgen.dataset import Package

    AnyPath = str | os.PathLike[str]


def load(data: AnyPath | None = None) -> Package:
    """Return the Data Package of a folder, or the one that comes with the program.

    Raises DataError, or several together as ReportErrors, when the package is not valid.
    """
    return read_package(_whole(data))


def build(
    *reports: str,
    years: str = "",
    places: Sequence[str] = (),
    all_places: bool = False,
    with_figures: bool = False,
    level: str = "",
    topics: Sequence[str] = (),
    formats: Sequence[str] = DEFAULT_FORMATS,
    out: AnyPath = "build",
    data: AnyPath | None = None,
    templates: AnyPath | None = None,
    organisation: str = "",
    compiled_by: str = "",
    language: str = "",
    paper: str = "",
    theme: str = "",
    date: datetime.date | None = None,
    profile: str = "",
    chart_data: bool = False,
    with_data: bool = False,
    with_trace: bool = False,
    allow_failing_checks: bool = False,
    docx_template: AnyPath | None = None,
    charts: Sequence[AnyPath] = (),
    native_charts: bool = True,
    page_trace: bool = True,
    jobs: int = 1,
    scheduler: str = "",
    force: bool = False,
    index: bool = False,
    site: bool = False,
    site_address: str = "",
    archive: bool = False,
) -> list[Path]:
    """Make reports and return their files, those among them that stood already as they would be made included.

    `years` is written as on the command line: `2020-2024`, `2024`, `2022-`, `-2022`; empty for all. `date` stands on
    the pages; without it, it is that of SOURCE_DATE_EPOCH or today's.

    `level` is that of which `all_places` are meant: `county`; empty for what the report says, or for every level.
    `with_figures` leaves out those of which nothing has a figure. `organisation` and `compiled_by` stand in place of
    what the data say. `site` makes a site of the folder, `site_address` is where it will stand.

    `jobs` is the number of processes, `scheduler` the address of a Dask cluster; with more than one process, a script
    needs its `if __name__ == "__main__":`. `force` makes files anew that would come out the same or were changed by
    hand. `charts` are files of Python whose functions draw charts; `page_trace` says whether pages for a browser tell
    where each number comes from. `out` may be the URL of an object store; the files
    are then returned by their names in it.

    Warns of what a Word template brings that the report does not have, and the other way round.

    Raises ReportError: of what was asked for, before anything is written; of single documents, after all others are.
    """
    names, folder = by_files(reports, None if templates is None else Path(templates))
    request = Request(
        reports=names,
        years=years,
        places=tuple(places),
        all_places=all_places,
        with_figures=with_figures,
        level=level,
        topics=tuple(topics),
        formats=tuple(formats),
        out=str(out) if "://" in str(out) else Path(out),
        data=_whole(data),
        templates=folder or _templates_for(data),
        organisation=organisation,
        compiled_by=compiled_by,
        language=language,
        paper=paper,
        theme=theme,
        date=date or report_date(),
        date_is_today=date is None and not is_dated(),
        profile=profile,
        chart_data=chart_data,
        with_data=with_data,
        with_trace=with_trace,
        allow_failing_checks=allow_failing_checks,
        docx_template=None if docx_template is None else Path(docx_template),
        charts=tuple(map(Path, charts)),
        native_charts=native_charts,
        page_trace=page_trace,
        index=index or site,
        site=site,
        site_address=checked_address(site_address),
        archive=archive,
        force=force,
    )
    planned = prepare(request)
    if isinstance(planned, Standing):
        return list(planned.files)
    for note in planned.notes:
        warnings.warn(note, stacklevel=2)
    order = {job: place for place, job in enumerate(planned.jobs)}
    outcomes = list(run_plan(planned, Way(jobs=jobs, scheduler=scheduler)))
    outcomes.sort(key=lambda outcome: order[outcome.job] if outcome.job else len(order))
    raise_gathered([error for outcome in outcomes for error in outcome.errors])
    return [file for outcome in outcomes for file in outcome.files]


def origins(
    file: AnyPath,
    number: str = "",
    *,
    page: int = 0,
    table: str = "",
    row: str = "",
    column: str = "",
    figure: str = "",
    cell: str = "",
    data: AnyPath | None = None,
    templates: AnyPath | None = None,
    docx_template: AnyPath | None = None,
    charts: Sequence[AnyPath] = (),
) -> list[dict[str, Any]]:
    """Return where a number of a finished document comes from, as `reportgen trace --json` tells it.

    The list has one entry for each document: one, or those of a folder that a `cell` reaches, `data/figures.csv:17`;
    docs/trace.md says what is in it. `number` is as printed, `2.4%`; the others are as on the command line.

    Raises UsageError for numbers that stand nowhere, and when none is asked for; BuildError for a file that is not on
    record or was changed; DataError when the data or the templates are not those that it was made from.
    """
    if not any((number, page, table, row, column, figure, cell)):
        raise UsageError("expected a number, found none", hint='`origins("report.pdf", "2.4%")`, or `table="T3"`')
    request = by_record(
        _whole(data),
        _templates_for(data) if templates is None else Path(templates),
        docx_template=None if docx_template is None else Path(docx_template),
        charts=tuple(map(Path, charts)),
    )
    found = traced(str(file), Question(number, table, row, column, figure, cell), request, page=page)
    return [made.as_values(printed) for made, printed in found]


def _templates_for(data: AnyPath | None) -> Path:
    """Return the templates of the program, which are about its own data; for other data their outlines."""
    is_other = data is not None and needs_outlines(Path(data))
    return outline_folder(Path(data)) if data is not None and is_other else templates_folder()


def _whole(data: AnyPath | None) -> Path:
    """Return the folder of the data, and finish what was being written of them when a process was killed."""
    folder = data_folder() if data is None else Path(data)
    finish_change(folder.absolute().parent, lambda told: warnings.warn(told, stacklevel=4))
    return folder
