"""What a command takes that names no folder: that of the project it runs in, or else what comes with the program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import UsageError
from reportgen.project import Project, find_project
from reportgen.resources import data_folder, templates_folder

if TYPE_CHECKING:
    from collections.abc import Sequence


def data_here(given: Path | None) -> Path:
    """Return the folder of the data package: as given, of the project, or that of the program."""
    project = None if given else find_project()
    return given or (project.data if project else data_folder())


def templates_here(given: Path | None) -> Path:
    """Return the folder of the templates: as given, of the project where it has one, or that of the program."""
    project = None if given else find_project()
    own = project.templates if project and project.templates.is_dir() else None
    return given or own or templates_folder()


def settings_here(data: Path | None) -> Project:
    """Return the settings that documents are made by: those of the project, and none for the data of another one."""
    project = None if data else find_project()
    return project or Project(Path())


def reports_here(given: Sequence[str]) -> tuple[tuple[str, ...], Project | None]:
    """Return the reports to make, as given or those of the project, and the project. Raises UsageError for none."""
    project = find_project()
    reports = tuple(given) or (project.reports if project else ())
    if not reports:
        hint = "`reportgen list reports` shows them; a project names its own in `reportgen.toml`"
        raise UsageError("expected the name of a report, found none", hint=hint)
    return reports, project


def are_about_places(reports: Sequence[str], templates: Path | None) -> bool:
    """Say whether one of the reports is made once for each place; one that there is not is told elsewhere."""
    from reportgen.template import read_reports  # yaml

    known = read_reports(templates_here(templates))
    return any(known[name].scope == "place" for name in reports if name in known)
