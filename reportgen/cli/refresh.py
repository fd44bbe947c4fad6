"""`reportgen refresh`: read the file of a project again, or the one of the next year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.asking import answers_to, may_ask
from reportgen.cli.here import make_whole
from reportgen.cli.messages import doubtful, print_lines, say
from reportgen.errors import UsageError
from reportgen.project import find_project

if TYPE_CHECKING:
    from reportgen.batch import Reread
    from reportgen.project import Project


SHOWN = 10
"""Checks that are told one by one."""


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
    answers: Annotated[
        Path | None, typer.Option("--answers", metavar="FILE", help="Answers to what is doubtful, as TOML.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write what is shown; without it nothing is written.")] = False,
) -> int:
    """Read new figures into a project: what is new, and what was revised."""
    from reportgen.batch import reread, write_reread
    from reportgen.intake import read_answers

    project = _project()
    known = read_answers(answers).given if answers else {}
    found = reread(project, given or [], query=query, answers=known, tell=say)
    is_asking = may_ask() and not yes
    if is_asking and found.questions:
        _tell(found)
        known = {**known, **(answers_to(found.questions) or {})}
        found = reread(project, given or [], query=query, answers=known)
    _tell(found)
    if found.difference.is_nothing:
        return 0
    if not yes and not (is_asking and typer.confirm("Is this to be written?")):
        raise UsageError("nothing is written yet", hint="`--yes` writes what is shown")
    write_reread(project, found)
    say(f"{len(found.difference.files)} files of data/ are new; next: reportgen build")
    return 0


def _tell(found: Reread) -> None:
    """Tell where all went, what is doubtful, and what would change."""
    told = [doubtful(found.questions), "  `--answers FILE` or `[answers]` of intake.toml has others", ""]
    print_lines("\n".join([*found.account, "", *(told if found.questions else []), *found.difference.lines()]))
    if found.failing:
        more = len(found.failing) - SHOWN
        lines = [f"  {each}" for each in found.failing[:SHOWN]]
        lines += [f"  {more:,} more; `reportgen check` lists all once it is written"] if more > 0 else []
        print_lines("\n".join(["", "What `reportgen check` would say anew", *lines]))


def _project() -> Project:
    project = find_project()
    if project is None:
        hint = "run it in the folder that `reportgen new` made"
        raise UsageError("expected a project with a file `intake.toml`, found none here", hint=hint)
    make_whole(project.data)
    return project
