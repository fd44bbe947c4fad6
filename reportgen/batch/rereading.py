"""Read new figures into a project: what a file says otherwise than the project, and its files as they would be."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.batch.scaffold import refresh_project
from reportgen.bounded import read_file, read_inside, unreadable
from reportgen.errors import DataError, UsageError
from reportgen.language import ENGLISH, speaking
from reportgen.project import DATA, RECIPE, SOURCES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reportgen.intake.again import Difference, Recipe
    from reportgen.intake.found import Question
    from reportgen.intake.sources import Source
    from reportgen.project import Project

REVISIONS = "revisions.csv"
"""Where a project lists which figures were revised."""


@dataclass(frozen=True, slots=True)
class Reread:
    """What a file says, beside what the project has."""

    account: tuple[str, ...]
    """Where its rows and cells went, as lines."""
    difference: Difference
    files: Mapping[str, bytes]
    """All that is to be written, by the name within the project; empty where nothing is new.

    Figures come last: a run that ends before them is gone on with by the next one, which finds the same to be new.
    """
    questions: tuple[Question, ...] = ()
    """What the file does not tell for certain and nobody has answered; the likeliest answers are taken."""

    @property
    def seal(self) -> str:
        """A digest of what is to be written: another one when the project or the file was changed meanwhile."""
        told = {name: hashlib.sha256(content).hexdigest() for name, content in self.files.items()}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def reread(
    project: Project,
    given: Sequence[str] = (),
    *,
    query: str = "",
    tell: Callable[[str], object] = lambda _: None,
) -> Reread:
    """Read files as those of the project were read, or these again; nothing is written.

    `tell` hears what there is to say of what was read. Raises UsageError for a folder that no file was read into, and
    DataError for a package that cannot be read: nothing is added to one.
    """
    from reportgen.dataset import read_package
    from reportgen.intake import understand
    from reportgen.intake.again import difference, read_recipe
    from reportgen.intake.project import files_of_data, recipe_of, revisions

    if not (project.folder / RECIPE).is_file():
        hint = "run it in the folder that `reportgen new` made"
        raise UsageError("expected a project with a file `intake.toml`, found none here", hint=hint)
    try:
        recipe = read_recipe(read_file(project.folder / RECIPE), where=RECIPE)
    except OSError as error:
        raise unreadable(error, UsageError, where=RECIPE) from None
    read_package(project.data)
    source = _source(given, query, recipe, project, tell)
    found = understand(source.sheet, file=source.name, answers=recipe.as_answers())
    with speaking(project.language or ENGLISH):
        files_now = files_of_data(found)
    result = difference(found, files_now, _data(project), recipe)
    account = tuple(found.account.lines())
    if result.is_nothing:
        return Reread(account, result, {}, found.questions)
    files = {
        **{f"{SOURCES}/{name}": content for name, content in source.files.items()},
        RECIPE: recipe_of(found, source, answers=recipe.answers),
        **{f"{DATA}/{name}": each for name, each in result.files.items()},
    }
    if result.revised:
        before = _read(project.folder / REVISIONS)
        files = {REVISIONS: revisions(before, result, source.name, where=REVISIONS), **files}
    return Reread(account, result, files, found.questions)


def write_reread(project: Project, found: Reread) -> None:
    """Write what is new into the project. Raises UsageError where a file cannot be written."""
    refresh_project(project.folder, found.files)


def _source(
    given: Sequence[str], query: str, recipe: Recipe, project: Project, tell: Callable[[str], object]
) -> Source:
    """Return what is new as it was read before: the files of the project again, or others; a server as it was asked."""
    from reportgen.intake import read_source

    again = [recipe.origin] if recipe.origin else [str(project.folder / file) for file in recipe.files]
    source = read_source(list(given) or again, sheet=recipe.sheet, query=query or recipe.query, is_again=True)
    for line in source.told:
        tell(line)
    return source


def _data(project: Project) -> dict[str, bytes]:
    files = [path for path in project.data.rglob("*") if path.is_file()]
    return {path.relative_to(project.data).as_posix(): path.read_bytes() for path in files}


def _read(path: Path) -> bytes:
    try:
        return read_inside(path, path.parent) if path.exists() else b""
    except OSError as error:
        raise unreadable(error, DataError, where=path.name) from None
