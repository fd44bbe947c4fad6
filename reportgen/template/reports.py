"""Find the reports: one Markdown file each, with its settings in front."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import yaml

from reportgen.errors import TemplateError, did_you_mean
from reportgen.measure import NoteKind, NotePlace
from reportgen.template.files import read_text
from reportgen.template.loader import SAFE_LOADER

if TYPE_CHECKING:
    from collections.abc import Mapping
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
    scope: Literal["country", "place"] = "country"
    """Whether one document is about the whole country or about one place."""
    exhibit_prefix: str = ""
    theme: str = "default"
    language: str = "en-US"
    keywords: tuple[str, ...] = ()
    note_kinds: tuple[NoteKind, ...] = tuple(NoteKind)
    """Kinds of notes that stand under its exhibits; a short report may leave the others to a longer one."""
    notes: NotePlace = NotePlace.EACH
    """Where the words of notes are printed."""
    setting_lines: Mapping[str, int] = field(default_factory=dict)
    """Line of the file on which each setting begins."""

    @property
    def where(self) -> str:
        """The file, as errors name it."""
        return f"{self.folder.name}/{self.name}.md"


REQUIRED = ("title", "kicker", "description")
OPTIONAL = (
    "lead",
    "coverage",
    "byline",
    "short_title",
    "scope",
    "exhibit_prefix",
    "theme",
    "language",
    "keywords",
    "note_kinds",
    "notes",
)


RENAMED = {"standfirst": "the sentences under the title are called `lead`"}
"""Settings of earlier versions, with what to write instead."""


def read_reports(folder: Path) -> dict[str, Report]:
    """Return the reports of a template folder by name, in the order of their names.

    Raises TemplateError when the folder does not exist or a file's front matter cannot be understood.
    """
    if not folder.is_dir():
        raise TemplateError("expected a folder of templates, found none", where=str(folder))
    return {path.stem: _read_report(path) for path in sorted(folder.glob("*.md"))}


def _read_report(path: Path) -> Report:
    where = f"{path.parent.name}/{path.name}"
    front, body, body_line = _split(read_text(path, where), where)
    settings = _settings(front, where)
    lines = {name: index for index, line in enumerate(front.split("\n"), start=2) for name in _begun(line)}
    return Report(name=path.stem, folder=path.parent, body=body, body_line=body_line, setting_lines=lines, **settings)


def _begun(line: str) -> list[str]:
    """Return the name of the setting that begins on a line of the front matter, or nothing."""
    name, colon, _ = line.partition(":")
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
        settings = yaml.load(front, Loader=SAFE_LOADER) or {}
    except yaml.YAMLError as error:
        raise TemplateError(
            f"front matter: {_yaml_problem(error)}", where=where, hint="quote texts with a colon"
        ) from error
    if not isinstance(settings, dict):
        raise TemplateError("front matter: expected `name: value` lines", where=where)
    for key in settings:
        if key not in REQUIRED + OPTIONAL:
            hint = RENAMED.get(str(key)) or did_you_mean(str(key), REQUIRED + OPTIONAL)
            raise TemplateError(f"front matter: unknown setting `{key}`", where=where, hint=hint)
    for key in REQUIRED:
        if key not in settings:
            raise TemplateError(f"front matter: missing setting `{key}`", where=where)
    if settings.get("scope", "country") not in ("country", "place"):
        raise TemplateError(
            f"front matter: `scope`: expected `country` or `place`, found `{settings['scope']}`", where=where
        )
    return {key: _setting(key, value, where) for key, value in settings.items()}


def _setting(key: str, value: Any, where: str) -> Any:
    match key:
        case "keywords":
            return tuple(value)
        case "note_kinds":
            return _note_kinds(value, where)
        case "notes":
            return _note_place(value, where)
        case _:
            return str(value)


def _note_kinds(value: Any, where: str) -> tuple[NoteKind, ...]:
    if not isinstance(value, list):
        hint = f"known: {', '.join(f'`{kind}`' for kind in NoteKind)}"
        raise TemplateError(f"front matter: `note_kinds`: expected a list, found `{value}`", where=where, hint=hint)
    for kind in value:
        if kind not in set(NoteKind):
            message = f"front matter: `note_kinds`: expected a kind of notes, found `{kind}`"
            raise TemplateError(message, where=where, hint=did_you_mean(str(kind), NoteKind))
    return tuple(NoteKind(kind) for kind in value)


def _note_place(value: Any, where: str) -> NotePlace:
    if value not in set(NotePlace):
        known = ", ".join(f"`{place}`" for place in NotePlace)
        message = f"front matter: `notes`: expected one of {known}, found `{value}`"
        raise TemplateError(message, where=where, hint=did_you_mean(str(value), NotePlace))
    return NotePlace(value)


def _yaml_problem(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or error).lower()
