"""What a command takes that names no folder: that of the project it runs in, or else what comes with the program."""

from __future__ import annotations

from os.path import lexists
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.cli.messages import say
from reportgen.errors import UsageError
from reportgen.project import PLAN, SETTINGS, Project, find_project
from reportgen.resources import data_folder, templates_folder

if TYPE_CHECKING:
    from collections.abc import Sequence


def data_here(given: Path | None) -> Path:
    """Return the folder of the data package: as given, of the project, or that of the program."""
    project = None if given else find_project()
    folder = given or (project.data if project else data_folder())
    make_whole(folder)
    return folder


def make_whole(data: Path) -> None:
    """Finish what was being written of data when a process was killed, and say so. Raises DataError where it cannot."""
    folder = data.absolute().parent
    if lexists(folder / PLAN):
        from reportgen.batch import finish_change  # hardly ever

        finish_change(folder, say)


def templates_here(given: Path | None, data: Path | None = None) -> Path:
    """Return the folder of the templates: as given, of the project where it has one, or that of the program.

    The templates of the program are about its own data; for those of another package they are outlines, made of it.
    """
    project = None if given else project_of(data)
    own = project.templates if project and project.templates.is_dir() else None
    if given or own or data is None:
        return given or own or templates_folder()
    from reportgen.batch import needs_outlines, outline_folder  # Jinja2 and all else that makes reports

    make_whole(data)
    return outline_folder(data) if needs_outlines(data) else templates_folder()


def project_of(data: Path | None) -> Project | None:
    """Return the project in which a command runs, or else that of the data that it names."""
    if data is None:
        return find_project()
    found = find_project(data.parent) if (data.parent / SETTINGS).is_file() else None
    return found if found and found.data.resolve() == data.resolve() else None


def settings_here(data: Path | None) -> Project:
    """Return the settings that documents are made by: those of the project, and none for other data."""
    return project_of(data) or Project(Path())


def reports_here(data: Path | None, folder: Path) -> tuple[str, ...]:
    """Return the reports of the project, or the first ones of an outline. Raises UsageError for none."""
    from reportgen.batch import BUILT
    from reportgen.template import files_of_reports  # yaml

    project = project_of(data)
    reports = project.reports if project else ()
    if not reports and data is not None:
        reports = tuple(name for name in BUILT if name in files_of_reports(folder))
    if not reports:
        hint = "`reportgen list reports` shows them; a project names its own in `reportgen.toml`"
        raise UsageError("expected the name of a report, found none", hint=hint)
    return reports


def are_about_places(reports: Sequence[str], templates: Path) -> bool:
    """Say whether one of the reports is made once for each place; one that there is not is told elsewhere."""
    from reportgen.template import read_reports  # yaml

    known = read_reports(templates)
    return any(known[name].scope == "place" for name in reports if name in known)
