"""What a user asks for, as it was typed: not yet read, not yet checked.

All that the program knows of an option stands here, at its field: whether files depend on it, and where the record of
a file tells what was chosen. The digest of a request, the environment of a file and a rebuild are derived from that. A
new option is a field here, an argument of the doors, and the place where it is heeded.
"""

from __future__ import annotations

from dataclasses import Field, dataclass, field, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_type_hints

from reportgen.batch.dates import report_date
from reportgen.builders import DEFAULT_FORMATS
from reportgen.errors import UsageError
from reportgen.resources import data_folder, templates_folder
from reportgen.template import report_name

if TYPE_CHECKING:
    from collections.abc import Sequence

Told = Literal["environment", "format", "record", "nowhere"]
"""Where the record of a file tells what was chosen: in the environment of every file that a document comes in, in that
of the formats that name the option among their inputs, in a field of the record of the same name, or nowhere, because
the option says which files are made, and not what is in them."""

IN_FORMAT = {"told": "format"}
IN_RECORD = {"told": "record"}
NOWHERE = {"told": "nowhere"}
OUTSIDE_KEY = {"told": "nowhere", "outside key": True}
"""No file depends on it."""


def by_files(reports: Sequence[str], templates: Path | None) -> tuple[tuple[str, ...], Path | None]:
    """Return names of reports and their folder, where a report may be named by its file: `mine/brief.md`.

    Raises UsageError for files of several folders, or of another folder than that of the templates.
    """
    files = {name: Path(name) for name in reports if name.endswith(ENDING)}
    folders = {file.parent for file in files.values()}
    if templates is not None and files:
        folders = {folder for folder in folders if folder not in (templates, Path())} | {templates}
    if len(folders) > 1:
        named = " and ".join(f"`{folder}`" for folder in sorted(folders))
        hint = "make them one folder after the other, or put the files into one"
        raise UsageError(f"expected reports of one folder, found {named}", hint=hint)
    names = tuple(report_name(files[name]) if name in files else name for name in reports)
    return names, folders.pop() if folders else templates


ENDING = ".md"


@dataclass(frozen=True, slots=True)
class Request:
    """The documents somebody wants, and how."""

    reports: tuple[str, ...] = field(metadata=NOWHERE)
    years: str = field(default="", metadata=IN_RECORD)
    """As `parse_years` reads it; empty for all years."""
    places: tuple[str, ...] = field(default=(), metadata=NOWHERE)
    """Codes or names, for reports about a place."""
    all_places: bool = field(default=False, metadata=NOWHERE)
    """Every place of a level, for reports about a place."""
    with_figures: bool = field(default=False, metadata=NOWHERE)
    """Of all places, only those of which anything has a figure."""
    level: str = field(default="", metadata=NOWHERE)
    """Of which level all places are meant; empty for that which the report names, or for all levels."""
    topics: tuple[str, ...] = field(default=(), metadata=IN_RECORD)
    """For reports that go through the topics: only these; empty for all."""
    formats: tuple[str, ...] = field(default=DEFAULT_FORMATS, metadata=NOWHERE)
    out: str | Path = field(default=Path("build"), metadata=OUTSIDE_KEY)
    """A folder, or the URL of one in an object store."""
    data: Path = field(default_factory=data_folder, metadata=NOWHERE)
    templates: Path = field(default_factory=templates_folder, metadata=NOWHERE)
    organisation: str = ""
    """Whose figures these are; empty for what the data say."""
    compiled_by: str = ""
    """Who makes the documents; empty for what the data say."""
    language: str = ""
    """Empty: the language that each report is written in."""
    paper: str = ""
    """The sheet that pages are on; empty for that of the theme."""
    theme: str = field(default="", metadata=NOWHERE)
    """Empty: the theme that the report names. The environment names the one that was used."""
    date: date = field(default_factory=report_date, metadata=IN_RECORD)
    date_is_today: bool = field(default=False, metadata=NOWHERE)
    """Nobody asked for this date: a file in which nothing but the date would change is left as it is."""
    allow_failing_checks: bool = field(default=False, metadata=NOWHERE)
    """Make a draft from data whose checks fail, instead of nothing."""
    with_data: bool = field(default=False, metadata=NOWHERE)
    """Write the figures of each document beside it, as a workbook."""
    with_trace: bool = field(default=False, metadata=NOWHERE)
    """Write where each number of a document comes from beside it, as JSON."""
    docx_template: Path | None = field(default=None, metadata=NOWHERE)
    """The environment of the formats that take it has its digest."""
    charts: tuple[Path, ...] = field(default=(), metadata=NOWHERE)
    """Files of Python with functions that draw charts; a document names the version of those that it uses."""
    profile: str = ""
    """Rules of a reader that every PDF has to follow; empty for none."""
    chart_data: bool = False
    """Add the values of every chart as tables at the end."""
    native_charts: bool = field(default=True, metadata=IN_FORMAT)
    """Whether charts in Word can be edited there; else they are pictures."""
    page_trace: bool = field(default=True, metadata=IN_FORMAT)
    """Whether pages for a browser say of each number where it comes from."""
    index: bool = field(default=False, metadata=NOWHERE)
    """List the files, with pictures of their first pages, in `index.html` and `index.csv`."""
    site: bool = field(default=False, metadata=IN_FORMAT)
    """Make a site of the folder, of pages that lead to the other files of their documents."""
    site_address: str = field(default="", metadata=NOWHERE)
    """Where the site will stand: a whole address that ends in `/`; empty where that is not known."""
    archive: bool = field(default=False, metadata=NOWHERE)
    """Put the files into a ZIP file, too."""
    force: bool = field(default=False, metadata=OUTSIDE_KEY)
    """Make every file, also those that would come out the same or were changed by hand."""
    dry_run: bool = field(default=False, metadata=OUTSIDE_KEY)
    """Only say which files would be made, and why."""


def by_record(
    data: Path, templates: Path, *, docx_template: Path | None = None, charts: Sequence[Path] = ()
) -> Request:
    """Return a request for documents that a record tells all else of: only where they are made from."""
    return Request((), data=data, templates=templates, docx_template=docx_template, charts=tuple(charts))


def options() -> tuple[Field[Any], ...]:
    """Return the options of a request on which files depend."""
    return tuple(each for each in fields(Request) if not each.metadata.get("outside key"))


def told_in(where: Told) -> tuple[Field[Any], ...]:
    """Return the options whose choice is told there; in the environment unless an option says otherwise."""
    return tuple(each for each in fields(Request) if each.metadata.get("told", "environment") == where)


def choices(request: Request, inputs: tuple[str, ...]) -> dict[str, str]:
    """Return what was chosen other than by default, for the environment of a file with these inputs."""
    told = (*told_in("environment"), *(each for each in told_in("format") if each.name in inputs))
    chosen = ((each, getattr(request, each.name)) for each in told)
    return {spoken(each.name): as_text(value) for each, value in chosen if value != each.default}


def spoken(name: str) -> str:
    """Return the name of an option in words."""
    return name.replace("_", " ")


def as_text(value: object) -> str:
    """Return a choice as text, for a record; `from_text` reads it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case tuple():
            return " ".join(value)
        case str():
            return value
        case _:
            raise TypeError(f"no text for {value!r}")


def from_text(name: str, text: str) -> Any:
    """Return the choice of an option that a record tells as text."""
    match kind := _types()[name]:
        case _ if kind is bool:
            return text == "yes"
        case _ if kind is date:
            return date.fromisoformat(text)
        case _ if kind is str:
            return text
        case _:
            return tuple(text.split())


@cache
def _types() -> dict[str, Any]:
    return get_type_hints(Request)
