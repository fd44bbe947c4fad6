"""`reportgen refresh`: read the file of a project again, or the one of the next year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.messages import print_lines, say
from reportgen.errors import UsageError
from reportgen.project import DATA, RECIPE, SOURCES, find_project

if TYPE_CHECKING:
    from reportgen.intake.again import Recipe
    from reportgen.intake.sources import Source
    from reportgen.project import Project


REVISIONS = "revisions.csv"
"""Where a project lists which figures were revised."""


def refresh(
    given: Annotated[
        list[str] | None,
        typer.Option(
            "--from", metavar="FILE", help="What is new, as for `new`. Repeatable.", show_default="what was read before"
        ),
    ] = None,
    query: Annotated[
        str, typer.Option("--sql", metavar="QUERY", help="What to ask a database.", show_default="as before")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Write what is shown; without it nothing is written.")] = False,
) -> int:
    """Read new figures into a project: what is new, and what was revised."""
    from reportgen.batch import refresh_project
    from reportgen.bounded import read_file
    from reportgen.intake import understand
    from reportgen.intake.again import difference, read_recipe
    from reportgen.intake.project import files_of_data, recipe_of, revisions

    project = _project()
    recipe = read_recipe(read_file(project.folder / RECIPE), where=RECIPE)
    source = _source(given or [], query, recipe, project)
    found = understand(source.sheet, file=source.name, answers=recipe.as_answers())
    files, before = files_of_data(found), _data(project)
    result = difference(found, files, before, recipe)
    print_lines("\n".join([*found.account.lines(), "", *result.lines()]))
    if result.is_nothing:
        return 0
    if not yes:
        raise UsageError("nothing is written yet", hint="`--yes` writes what is shown")
    written = {
        **{f"{DATA}/{name}": each for name, each in result.files.items()},
        **{f"{SOURCES}/{name}": content for name, content in source.files.items()},
        RECIPE: recipe_of(found, source, answers=recipe.answers),
    }
    if result.revised:
        written[REVISIONS] = revisions(_read(project.folder / REVISIONS), result, source.name)
    refresh_project(project.folder, written)
    say(f"{len(result.files)} files of data/ are new; next: reportgen build")
    return 0


def _source(given: list[str], query: str, recipe: Recipe, project: Project) -> Source:
    """Return what is new as it was read before: the files of the project again, or others; a server as it was asked."""
    from reportgen.intake import read_source

    again = [recipe.origin] if recipe.origin else [str(project.folder / file) for file in recipe.files]
    source = read_source(given or again, sheet=recipe.sheet, query=query or recipe.query, is_again=True)
    for line in source.told:
        say(line)
    return source


def _project() -> Project:
    project = find_project()
    if project is None or not (project.folder / RECIPE).is_file():
        hint = "run it in the folder that `reportgen new` made"
        raise UsageError("expected a project with a file `intake.toml`, found none here", hint=hint)
    return project


def _data(project: Project) -> dict[str, bytes]:
    files = [path for path in project.data.rglob("*") if path.is_file()]
    return {path.relative_to(project.data).as_posix(): path.read_bytes() for path in files}


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
