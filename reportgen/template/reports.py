"""Find the reports: one Markdown file each, with its settings in front."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from os.path import isdir, isfile
from typing import TYPE_CHECKING, Any, Literal

from reportgen.bounded import is_unseen, place_of
from reportgen.errors import TemplateError, did_you_mean
from reportgen.language.speaking import TAG
from reportgen.measure import NoteKind, NotePlace
from reportgen.template.files import read_text
from reportgen.template.loader import YamlMistake, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

FENCE = "---"


@dataclass(frozen=True, slots=True)
class Report:
    """A template as it stands on disk, not yet rendered."""

    name: str
    """Name of the file without its ending."""
    folder: Path
    body: str
    """Markdown and Jinja2 after the front matter."""
    body_line: int
    """Line of the file on which the body begins."""
    title: str
    """Each text of the front matter may hold Jinja2."""
    kicker: str
    description: str
    lead: str = ""
    coverage: str = ""
    byline: str = ""
    short_title: str = ""
    scope: Literal["country", "place", "any"] = "country"
    """Whether one document is about the whole, about one place, or about the place named and else the whole."""
    level: str = ""
    """The level of place of which `--all-places` makes documents; empty for every level."""
    exhibit_prefix: str = ""
    theme: str = "default"
    language: str = "en-US"
    paper: str = ""
    """The sheet; empty for that of the package, or else of the theme."""
    keywords: tuple[str, ...] = ()
    note_kinds: tuple[NoteKind, ...] = tuple(NoteKind)
    """Kinds of notes that stand under its exhibits; a short report may leave the others to a longer one."""
    notes: NotePlace = NotePlace.EACH
    """Where the words of notes are printed."""
    file: str = ""
    """The name of the file, where it is not that of the report."""
    setting_lines: Mapping[str, int] = field(default_factory=dict)
    """Line of the file on which each setting begins."""

    @property
    def where(self) -> str:
        """The file, as errors name it."""
        return place_of(self.file or f"{self.name}.md", self.folder)


SCOPES = ("country", "place", "any")
REQUIRED = ("title", "kicker", "description")
OPTIONAL = (
    "lead",
    "coverage",
    "byline",
    "short_title",
    "scope",
    "level",
    "exhibit_prefix",
    "theme",
    "language",
    "paper",
    "keywords",
    "note_kinds",
    "notes",
)


RENAMED = {"standfirst": "lead"}
"""Settings by the names that earlier versions had for them; templates written then are read as before."""


def files_of_reports(folder: Path) -> dict[str, Path]:
    """Return the file of each report of a template folder, by name and in the order of the names.

    Raises TemplateError when the folder does not exist.
    """
    if not isdir(folder):  # noqa: PTH112 - a name that no disk takes is none
        hint = "name the folder of your templates with `--templates`"
        found = "a file" if isfile(folder) else "none"  # noqa: PTH113
        raise TemplateError(f"expected a folder of templates, found {found}", where=str(folder), hint=hint)
    return {report_name(path): path for path in sorted(folder.glob("*.md"))}


def report_name(path: Path) -> str:
    """Return the name of the report that a file holds: of `factsheet.es.md`, in Spanish, `factsheet-es`."""
    name, _, language = path.stem.rpartition(".")
    return f"{name}-{language}" if name and TAG.fullmatch(language) else path.stem


def read_reports(folder: Path) -> dict[str, Report]:
    """Return the reports of a template folder by name; raises TemplateError also for one that cannot be understood."""
    return {name: read_report(path) for name, path in files_of_reports(folder).items()}


def report_files(name: str) -> tuple[str, ...]:
    """Return the files that a report of this name may be: `factsheet-es` is `factsheet.es.md`, or has its own name."""
    return (f"{name}.md", f"{'.'.join(name.rsplit('-', 1))}.md")


def report_in(language: str, name: str, known: Mapping[str, Report]) -> Report | None:
    """Return a report in a language, for `es` and `es-US` that of `factsheet.es.md`; None where there is none."""
    own = language.partition("-")[0].lower()
    for wanted in (f"{name}-{language}", f"{name}-{own}", name):
        report = known.get(wanted)
        if report is not None and report.language.partition("-")[0].lower() == own:
            return replace(report, language=language)
    return None


def reports_in(language: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return which reports have a template in a language, of names such as `factsheet-es`."""
    own = f"-{language.partition('-')[0].lower()}"
    return tuple(sorted(name.removesuffix(own) for name in names if name.lower().endswith(own)))


def read_report(path: Path) -> Report:
    """Return what a file holds; `factsheet.es.md` is the report `factsheet-es`, in Spanish unless it says otherwise.

    Raises TemplateError when its front matter cannot be understood.
    """
    name, _, language = path.stem.rpartition(".")
    is_other = bool(name) and TAG.fullmatch(language) is not None
    where = place_of(path.name, path.parent)
    front, body, body_line = _split(read_text(path, where), where)
    settings = _settings(front, where)
    lines = {name: index for index, line in enumerate(front.split("\n"), start=2) for name in _begun(line)}
    if is_other:
        settings = {"language": language, **settings}
    return Report(
        name=report_name(path),
        file=path.name,
        folder=path.parent,
        body=body,
        body_line=body_line,
        setting_lines=lines,
        **settings,
    )


def _begun(line: str) -> list[str]:
    """Return the name of the setting that begins on a line of the front matter, or nothing."""
    name, colon, _ = line.partition(":")
    name = RENAMED.get(name, name)
    return [name] if colon and name in REQUIRED + OPTIONAL else []


def _split(text: str, where: str) -> tuple[str, str, int]:
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE or FENCE not in (line.rstrip() for line in lines[1:]):
        raise TemplateError(
            "expected settings between two lines of `---` at the top, found none",
            where=f"{where}:1",
            hint="begin the file with `---`, `title: …`, `kicker: …`, `description: …`, `---`",
        )
    end = next(index for index, line in enumerate(lines[1:], start=1) if line.rstrip() == FENCE)
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2


def _settings(front: str, where: str) -> Mapping[str, Any]:
    try:
        settings = read_yaml(front)
    except YamlMistake as error:
        line = f":{error.line + 1}" if error.line else ""  # the settings begin below the first `---`
        raise TemplateError(
            f"front matter: {error.problem}", where=f"{where}{line}", hint=error.hint or "quote texts with a colon"
        ) from error
    settings = {} if settings is None else settings
    if not isinstance(settings, dict):
        hint = "begin the file with `---`, `title: …`, `kicker: …`, `description: …`, `---`"
        raise TemplateError("front matter: expected `name: value` lines", where=where, hint=hint)
    for old, new in RENAMED.items():
        if old in settings and new in settings:
            hint = f"keep `{new}`; `{old}` is its earlier name"
            raise TemplateError(f"front matter: `{new}` stands there twice, once as `{old}`", where=where, hint=hint)
    settings = {RENAMED.get(key, key) if isinstance(key, str) else key: value for key, value in settings.items()}
    for key in settings:
        if key not in REQUIRED + OPTIONAL:
            hint = did_you_mean(str(key), REQUIRED + OPTIONAL)
            line = _line_of(str(key), front)
            raise TemplateError(f"front matter: unknown setting `{key}`", where=f"{where}{line}", hint=hint)
    for key in REQUIRED:
        if key not in settings:
            hint = f"add a line `{key}: …`"
            raise TemplateError(f"front matter: missing setting `{key}`", where=where, hint=hint)
    return {key: _setting(key, value, where) for key, value in settings.items()}


def _line_of(name: str, front: str) -> str:
    """Return the line of the file on which a setting begins, as it follows its name; empty where it is not found."""
    lines = front.split("\n")
    found = next((at for at, line in enumerate(lines, start=2) if line.partition(":")[0].strip("\"'") == name), None)
    return f":{found}" if found else ""


def _setting(key: str, value: Any, where: str) -> Any:
    """Return the value of a setting. Raises TemplateError when it is of another kind than the setting is."""
    match key:
        case "keywords":
            return _keywords(value, where)
        case "note_kinds":
            return _note_kinds(value, where)
        case "notes":
            return _note_place(value, where)
        case _:
            text = _text(key, value, where)
    if key == "scope" and text not in SCOPES:
        found = f"front matter: `scope`: expected `country`, `place` or `any`, found `{text}`"
        raise TemplateError(found, where=where, hint=did_you_mean(text, SCOPES))
    if key == "language" and not TAG.fullmatch(text):
        found = f"front matter: `language`: expected the code of a language, found `{text}`"
        raise TemplateError(found, where=where, hint="such as `en-US`")
    if key in REQUIRED and (not text or is_unseen(text)):
        raise TemplateError(f"front matter: `{key}` is empty", where=where, hint=f"write it: `{key}: …`")
    return text


def _text(key: str, value: Any, where: str) -> str:
    """Return a text; a number or a date is one as it stands there, nothing is an empty one."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        found = f"front matter: `{key}`: expected a text, found {_kind(value)}"
        raise TemplateError(found, where=where, hint="put a text between quotes")
    return str(value)


def _kind(value: Any) -> str:
    """Return in words what a value is that is no text."""
    return {bool: "yes or no", list: "a list", dict: "names with values", type(None): "nothing"}.get(
        type(value), f"a `{type(value).__name__}`"
    )


def _keywords(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        found = f"front matter: `keywords`: expected a list, found {_kind(value) if not _is_text(value) else 'a text'}"
        raise TemplateError(found, where=where, hint="write `keywords: [one, another]`")
    return tuple(_text("keywords", item, where) for item in value if item is not None)


def _is_text(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _note_kinds(value: Any, where: str) -> tuple[NoteKind, ...]:
    if not isinstance(value, list):
        hint = f"known: {', '.join(f'`{kind}`' for kind in NoteKind)}"
        found = f"front matter: `note_kinds`: expected a list, found `{_text('note_kinds', value, where)}`"
        raise TemplateError(found, where=where, hint=hint)
    for kind in (_text("note_kinds", each, where) for each in value):
        if kind not in set(NoteKind):
            message = f"front matter: `note_kinds`: expected a kind of notes, found `{kind}`"
            raise TemplateError(message, where=where, hint=did_you_mean(str(kind), NoteKind))
    return tuple(NoteKind(kind) for kind in value)


def _note_place(value: Any, where: str) -> NotePlace:
    if _text("notes", value, where) not in set(NotePlace):
        known = ", ".join(f"`{place}`" for place in NotePlace)
        message = f"front matter: `notes`: expected one of {known}, found `{value}`"
        raise TemplateError(message, where=where, hint=did_you_mean(str(value), NotePlace))
    return NotePlace(value)
