"""What a person has: a folder with projects, uploads, and the list of what was asked for.

A name that comes from a browser is only ever looked up among the names that are there; no path is made from it before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.builders import DEFAULT_FORMATS
from reportgen.errors import ReportError
from reportgen.project import RECIPE, SETTINGS, TEMPLATES, find_project
from reportgen.resources import data_folder, templates_folder

if TYPE_CHECKING:
    from reportgen.project import Project
    from reportgen.serve.tasks import Values

SHIPPED = "examples"
"""The name of what comes with the program."""
OWN = "project"
"""The name of the project that the page was opened in."""
NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
PROJECTS, UPLOADS, JOBS, PEOPLE, SCRATCH, BUILD = "projects", "uploads", "jobs", "people", "tmp", "build"
EDITIONS, CORRECTIONS = "editions", "corrections"


@dataclass(frozen=True, slots=True)
class Bench:
    """One project as the page works on it."""

    name: str
    """In addresses."""
    folder: Path
    """Where its work is done, so that messages name files as somebody there would."""
    data: Path
    templates: Path
    own_templates: Path
    """Where templates may be written; the same as `templates` once there are own ones."""
    out: Path
    reports: tuple[str, ...] = ()
    """Those that are offered first."""
    formats: tuple[str, ...] = DEFAULT_FORMATS
    theme: str = ""
    language: str = ""
    paper: str = ""
    years: str = ""
    organisation: str = ""
    compiled_by: str = ""

    @property
    def is_writable(self) -> bool:
        """Whether the reports are its own, and may be edited."""
        return self.templates == self.own_templates

    @property
    def has_own_data(self) -> bool:
        """Whether the data are its own, and may be corrected."""
        return self.name != SHIPPED and self.data.resolve().is_relative_to(self.folder.resolve())

    @property
    def takes_figures(self) -> bool:
        """Whether it was made of a file, and new ones can be read into it."""
        return (self.folder / RECIPE).is_file() and (self.folder / SETTINGS).is_file()

    def _places(self) -> tuple[tuple[str, Path], ...]:
        return (("data", self.data), ("templates", self.templates), ("out", self.out))

    def _short(self, path: Path) -> str:
        """Return a path as messages name it, and as the child finds it that works in the folder."""
        return str(path.relative_to(self.folder)) if path.is_relative_to(self.folder) else str(path)

    def asking(self, task: str, **more: object) -> Values:
        """Return what a child is asked about this project."""
        where = {name: self._short(path) for name, path in self._places()}
        named = {"organisation": self.organisation, "compiled_by": self.compiled_by}
        return {"task": task, **where, **named, **more}


@dataclass(frozen=True, slots=True)
class Desk:
    """The folder of a person."""

    root: Path
    project: Project | None = None
    home: Path | None = None
    """Where what is made of that project goes, when several people share it; None for into the project."""

    @property
    def scratch(self) -> Path:
        """Where children keep what they need for a moment."""
        return self.root / SCRATCH

    def editions(self, bench: Bench) -> Path:
        """Return where the words of earlier editions of the files of a project are kept."""
        return self.root.absolute() / EDITIONS / bench.name

    def corrections(self, bench: Bench) -> Path:
        """Return where corrections of the data of a project are kept, to be taken back."""
        return self.root.absolute() / CORRECTIONS / bench.name

    def folder(self, kind: str) -> Path:
        """Return the folder of uploads, jobs or projects, made when it is not there."""
        path = self.root / kind
        path.mkdir(parents=True, exist_ok=True)
        return path

    def benches(self) -> dict[str, Bench]:
        """Return the projects by name: that of the folder, or what comes with the program, and those made here."""
        first = _of_project(OWN, self.project, self.home) if self.project else self._shipped()
        found = {first.name: first}
        for folder in sorted(self.root.glob(f"{PROJECTS}/*/{SETTINGS}")):
            name = folder.parent.name
            if NAME.fullmatch(name) and name not in found and not folder.parent.is_symlink():
                try:
                    project = find_project(folder.parent)
                except ReportError:
                    continue  # its settings are broken: `reportgen build` in it says how
                assert project is not None
                found[name] = _of_project(name, project)
        return found

    def _shipped(self) -> Bench:
        own = self.root / TEMPLATES
        return Bench(
            SHIPPED,
            folder=self.root,
            data=data_folder().absolute(),
            templates=own if own.is_dir() else templates_folder().absolute(),
            own_templates=own,
            out=self.root / BUILD,
        )


def _of_project(name: str, project: Project, home: Path | None = None) -> Bench:
    shared = project.templates.absolute()
    own = home / TEMPLATES if home else shared
    known = [folder for folder in (own, shared) if folder.is_dir()]
    return Bench(
        name,
        folder=project.folder.absolute(),
        data=project.data.absolute(),
        templates=known[0] if known else templates_folder().absolute(),
        own_templates=own,
        out=home / BUILD if home else project.out.absolute(),
        reports=project.reports,
        formats=project.formats or DEFAULT_FORMATS,
        theme=project.theme,
        language=project.language,
        paper=project.paper,
        years=project.years,
        organisation=project.organisation,
        compiled_by=project.compiled_by,
    )


def desk_of(root: Path, project: Project | None, person: str) -> Desk:
    """Return the desk of a person; of an empty one, that of whoever sits at this machine."""
    home = root / PEOPLE / person if person else root
    return Desk(home, project, home if person else None)


def own_work(folder: Path) -> None:
    """Make a work folder, and keep it out of what is shared with others."""
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / ".gitignore"
    if folder.name.startswith(".") and not note.exists():
        note.write_text("*\n", encoding="utf-8")
