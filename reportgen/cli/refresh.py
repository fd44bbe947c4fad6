"""`reportgen refresh`: read the file of a project again, or the one of the next year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.messages import doubtful, print_lines, say
from reportgen.errors import UsageError
from reportgen.project import find_project

if TYPE_CHECKING:
    from reportgen.project import Project


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
    from reportgen.batch import reread, write_reread

    project = _project()
    found = reread(project, given or [], query=query, tell=say)
    told = [doubtful(found.questions), "  `[answers]` of intake.toml takes others", ""] if found.questions else []
    print_lines("\n".join([*found.account, "", *told, *found.difference.lines()]))
    if found.difference.is_nothing:
        return 0
    if not yes:
        raise UsageError("nothing is written yet", hint="`--yes` writes what is shown")
    write_reread(project, found)
    say(f"{len(found.difference.files)} files of data/ are new; next: reportgen build")
    return 0


def _project() -> Project:
    project = find_project()
    if project is None:
        hint = "run it in the folder that `reportgen new` made"
        raise UsageError("expected a project with a file `intake.toml`, found none here", hint=hint)
    return project
