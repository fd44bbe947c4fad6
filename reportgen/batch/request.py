"""What a user asks for, as it was typed: not yet read, not yet checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.batch.dates import report_date
from reportgen.resources import data_folder, templates_folder

if TYPE_CHECKING:
    from datetime import date

DEFAULT_FORMATS = ("pdf", "docx")


@dataclass(frozen=True, slots=True)
class Request:
    """The documents somebody wants, and how."""

    reports: tuple[str, ...]
    years: str = ""
    """As `parse_years` reads it; empty for all years."""
    places: tuple[str, ...] = ()
    """Codes or names, for reports about a place."""
    all_places: bool = False
    """Every state, district and territory of the package, for reports about a place."""
    topics: tuple[str, ...] = ()
    """For reports that go through the topics: only these; empty for all."""
    formats: tuple[str, ...] = DEFAULT_FORMATS
    out: str | Path = Path("build")
    """A folder, or the URL of one in an object store."""
    data: Path = field(default_factory=data_folder)
    templates: Path = field(default_factory=templates_folder)
    theme: str = ""
    """Empty: the theme that the report names."""
    date: date = field(default_factory=report_date)
    date_is_today: bool = False
    """Nobody asked for this date: a file in which nothing but the date would change is left as it is."""
    allow_failing_checks: bool = False
    """Make a draft from data whose checks fail, instead of nothing."""
    with_data: bool = False
    """Write the figures of each document beside it, as a workbook."""
    docx_template: Path | None = None
    profile: str = ""
    """Rules of a reader that every PDF has to follow; empty for none."""
    chart_data: bool = False
    """Add the values of every chart as tables at the end."""
    native_charts: bool = True
    """Whether charts in Word can be edited there; else they are pictures."""
    index: bool = False
    """List the files, with pictures of their first pages, in `index.html` and `index.csv`."""
    archive: bool = False
    """Put the files into a ZIP file, too."""
    force: bool = False
    """Make every file, also those that would come out the same or were changed by hand."""
    dry_run: bool = False
    """Only say which files would be made, and why."""
