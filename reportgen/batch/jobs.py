"""Make one document: compose it once, build each of its formats, write the files."""

from __future__ import annotations

import traceback
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.batch.files import write_whole
from reportgen.batch.gather import gathering
from reportgen.builders import builder
from reportgen.compose import compose
from reportgen.errors import BuildError, ReportError
from reportgen.file_names import document_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from reportgen.builders.pdf import PdfResult
    from reportgen.compare import Comparison
    from reportgen.dataset import Package
    from reportgen.document import Document
    from reportgen.template import Report
    from reportgen.theme import Theme
    from reportgen.years import YearRange


@dataclass(frozen=True, slots=True)
class Job:
    """One document in the formats it is wanted in.

    The formats share a job because they share the composed document and, for the page numbers, its layout.
    """

    report: str
    place: str
    """Empty for the whole country."""
    years: YearRange
    formats: tuple[str, ...]

    @property
    def name(self) -> str:
        """Name of its files without their endings."""
        return document_name(self.report, place=self.place, years=self.years)


@dataclass(frozen=True, slots=True)
class Context:
    """What all jobs of a batch share; read once, handed to whoever runs them."""

    package: Package
    comparison: Comparison
    reports: Mapping[str, Report]
    themes: Mapping[str, Theme]
    """By report."""
    out: Path
    date: date
    topics: tuple[str, ...] = ()
    draft: str = ""
    """Why the documents are only drafts; printed on every page."""
    with_data: bool = False
    docx_template: bytes | None = None
    native_charts: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: the files that stand whole on disk, and what went wrong."""

    job: Job
    files: tuple[Path, ...] = ()
    errors: tuple[ReportError, ...] = ()

    @property
    def exit_code(self) -> int:
        """The worst of its errors' exit codes, or 0."""
        return max((error.exit_code for error in self.errors), default=0)


def run_jobs(jobs: Iterable[Job], context: Context) -> Iterator[Outcome]:
    """Run the jobs one after the other and yield what became of each, as soon as it is known."""
    for job in jobs:
        yield run_job(job, context)


def run_job(job: Job, context: Context) -> Outcome:
    """Make the files of one document. An error ends up in the outcome and stops neither its other files nor other jobs.

    What was written before an error stays: each file is whole by itself.
    """
    files: list[Path] = []
    errors: list[ReportError] = []
    with _guarding(errors):
        for ending, build in _builds(job, context).items():
            with _guarding(errors):
                files.append(write_whole(context.out / f"{job.name}{ending}", build()))
    return Outcome(job, tuple(files), tuple(errors))


def _builds(job: Job, context: Context) -> dict[str, Callable[[], bytes]]:
    """Return, by ending, what builds each file of the job; the document is composed now, and laid out at most once."""
    document = _compose(job, context)
    theme = context.themes[job.report]
    lay_out = cache(partial(_lay_out, document, theme))
    builds: dict[str, Callable[[], bytes]] = {}
    for name in job.formats:
        match name:
            case "pdf":
                builds[".pdf"] = lambda: lay_out().bytes
            case "docx":
                builds[".docx"] = lambda: _build_docx(document, theme, lay_out().pages, context)
            case _:
                builds[f".{name}"] = partial(builder(name), document, theme)
    if context.with_data:
        builds["-data.xlsx"] = partial(_data_behind, job, context)
    return builds


def _compose(job: Job, context: Context) -> Document:
    return compose(
        context.package,
        context.comparison,
        context.reports[job.report],
        years=job.years,
        place=job.place or context.package.country,
        made=context.date,
        draft=context.draft,
        topics=context.topics,
    )


def _lay_out(document: Document, theme: Theme) -> PdfResult:
    from reportgen.builders.pdf import lay_out  # reportlab; not needed for text

    return lay_out(document, theme)


def _build_docx(document: Document, theme: Theme, pages: Mapping[str, int], context: Context) -> bytes:
    from reportgen.builders.docx import build_docx  # python-docx; not needed for text

    return build_docx(
        document,
        theme,
        page_numbers=pages,
        template=context.docx_template,
        native_charts=context.native_charts,
    )


def _data_behind(job: Job, context: Context) -> bytes:
    from reportgen.export import to_xlsx  # only on request

    return to_xlsx(context.package, places=(job.place,) if job.place else (), years=tuple(job.years))


@contextmanager
def _guarding(errors: list[ReportError]) -> Iterator[None]:
    """Note an error, once, and go on after the block; a fault of the program is noted with the line it came from."""
    try:
        with gathering(errors):
            yield
    except Exception as fault:  # one document must not stop the others
        errors.append(_unexpected(fault))


def _unexpected(fault: Exception) -> BuildError:
    frame = traceback.extract_tb(fault.__traceback__)[-1]
    error = BuildError(
        f"unexpected {type(fault).__name__}: {fault}",
        where=f"{Path(frame.filename).name}:{frame.lineno}",
        hint="this is a fault of the program; please report it with the output of `--traceback`",
    )
    error.__cause__ = fault
    return error
