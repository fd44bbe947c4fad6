"""What is to be made, from what, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportgen.batch.kinds import PICTURE, TRACE, WORKBOOK
from reportgen.builders import PAGED
from reportgen.file_names import document_name, safe_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reportgen.batch.entries import Entry
    from reportgen.batch.manifest import Environment, Record
    from reportgen.batch.request import Request
    from reportgen.batch.store import Store
    from reportgen.compare import Comparison
    from reportgen.dataset import Package
    from reportgen.errors import ReportError
    from reportgen.exhibits.own.functions import ChartFile
    from reportgen.profile import Profile
    from reportgen.template import Report
    from reportgen.theme import Theme
    from reportgen.years import PeriodRange

THUMBNAILS = "thumbnails"
"""Folder of the pictures of first pages."""

State = Literal["made", "unchanged", "to make", "edited", "foreign", "failed", "untried"]
"""`edited` by hand after it was made; `foreign` is what this program cannot prove to have made; `untried` when others
failed of a mistake that all share."""


@dataclass(frozen=True, slots=True)
class Job:
    """One document in the formats it is wanted in.

    The formats share a job because they share the composed document and, for the page numbers, its layout.
    """

    report: str
    place: str
    """Empty for the whole country."""
    span: PeriodRange
    formats: tuple[str, ...]
    is_alike: bool = False
    """Whether another place of the data has a code that differs in capitals only, as not all disks tell them apart."""
    is_report_alike: bool = False
    """Whether another report of the folder would give its files the same names."""
    copy: str = ""
    """The profile of an audit copy, which stands beside the document that it is of; empty for the document itself."""

    @property
    def name(self) -> str:
        """Name of its files without their endings; that of an audit copy says so: `briefing-2020-2024-audit`."""
        name = document_name(
            self.report,
            place=self.place,
            span=self.span,
            is_alike=self.is_alike,
            is_report_alike=self.is_report_alike,
        )
        return f"{name}-{safe_name(self.copy)}" if self.copy else name


@dataclass(frozen=True, slots=True)
class Context:
    """What all jobs of a batch share; read once, handed to whoever runs them."""

    package: Package
    comparison: Comparison
    reports: Mapping[str, Report]
    themes: Mapping[str, Theme]
    """By report."""
    store: Store
    request: Request
    """As it was asked for; what it names is read, and stands beside it."""
    draft: str = ""
    """Why the documents are only drafts; printed on every page."""
    profile: Profile | None = None
    """Rules of a reader; each PDF is checked against them before it is written."""
    docx_template: bytes | None = None
    charts: tuple[ChartFile, ...] = ()
    """Files with functions that draw charts of the user's own."""
    overviews: tuple[tuple[str, str], ...] = ()
    """Title and name of the pages on the whole, to which those on places lead."""
    thumbnails: bool = False
    """Make a small picture of the first page of each PDF."""


def file_names(job: Job, context: Context) -> dict[str, str]:
    """Return the name of each file of a job by its kind, in the order they are made."""
    names = {kind: f"{job.name}.{kind}" for kind in job.formats}
    if context.thumbnails and PAGED in names:
        names[PICTURE] = f"{THUMBNAILS}/{job.name}.png"
    if context.request.with_data:
        names[WORKBOOK] = f"{job.name}-data.xlsx"
    if context.request.with_trace:
        names[TRACE] = f"{job.name}.{TRACE}"
    return names


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file."""

    name: str
    state: State
    reason: str = ""
    """Why it was made, or was not."""
    record: Record | None = None
    """How it was made, when it stands as it was made."""
    environment: Environment = ()
    """What the record's environment stands for."""
    entry: Entry | None = None
    """What the index shows of the document; None for a file that is no document's."""
    seconds: float = 0
    """How long its own part took; what the files of a job share counts for the first of them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job, file by file, and what went wrong."""

    job: Job | None
    """None for what is made from all documents together."""
    results: tuple[FileResult, ...] = ()
    errors: tuple[ReportError, ...] = ()
    files: tuple[Path, ...] = ()
    """The files that stand as they should, made now or before."""
    notes: tuple[str, ...] = ()
    """What the user has to know of them."""

    @property
    def exit_code(self) -> int:
        """The worst of its errors' exit codes, or 0."""
        return max((error.exit_code for error in self.errors), default=0)
