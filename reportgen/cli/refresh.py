"""`reportgen refresh`: read the file of a project again, or the one of the next year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.messages import print_lines, say
from reportgen.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from reportgen.intake.again import Recipe
    from reportgen.intake.sheet import Sheet
    from reportgen.project import Project


REVISIONS = "revisions.csv"
"""Where a project lists which figures were revised."""


def refresh(
    file: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="The new file.", show_default="the one in `sources/`"),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write what is shown; without it nothing is written.")] = False,
) -> int:
    """Read new figures into a project: what is new, and what was revised."""
    from reportgen.batch import refresh_project
    from reportgen.bounded import read_file
    from reportgen.intake import read_sheets, understand
    from reportgen.intake.again import difference, read_recipe
    from reportgen.intake.project import files_of_data, recipe_of, revisions

    project = _project()
    recipe = read_recipe((project.folder / "intake.toml").read_bytes(), where="intake.toml")
    source = file or project.folder / recipe.file
    found = understand(_sheet(read_sheets(source), recipe, source), file=source.name, answers=recipe.as_answers())
    files, before = files_of_data(found), _data(project)
    result = difference(found, files, before, recipe)
    print_lines("\n".join([*found.account.lines(), "", *result.lines()]))
    if result.is_nothing:
        return 0
    if not yes:
        raise UsageError("nothing is written yet", hint="`--yes` writes what is shown")
    content = read_file(source)
    written = {
        **{f"data/{name}": each for name, each in result.files.items()},
        f"sources/{source.name}": content,
        "intake.toml": recipe_of(found, content, answers=recipe.answers),
    }
    if result.revised:
        written[REVISIONS] = revisions(_read(project.folder / REVISIONS), result, source.name)
    refresh_project(project.folder, written)
    say(f"{len(result.files)} files of data/ are new; next: reportgen build")
    return 0


def _project() -> Project:
    from reportgen.project import RECIPE, find_project

    project = find_project()
    if project is None or not (project.folder / RECIPE).is_file():
        hint = "run it in the folder that `reportgen new` made"
        raise UsageError("expected a project with a file `intake.toml`, found none here", hint=hint)
    return project


def _sheet(sheets: list[Sheet], recipe: Recipe, source: Path) -> Sheet:
    """Return the sheet that was read before; of a file with one sheet, this one, whatever it is called now."""
    names = {sheet.name: sheet for sheet in sheets}
    if len(sheets) == 1:
        return sheets[0]
    if recipe.sheet not in names:
        hint = f"{did_you_mean(recipe.sheet, names)}; change `sheet` in intake.toml"
        raise UsageError(f"expected a sheet `{recipe.sheet}`, found none", where=source.name, hint=hint)
    return names[recipe.sheet]


def _data(project: Project) -> dict[str, bytes]:
    files = [path for path in project.data.rglob("*") if path.is_file()]
    return {path.relative_to(project.data).as_posix(): path.read_bytes() for path in files}


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
