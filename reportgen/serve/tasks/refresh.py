"""Read new figures into a project: what `reportgen refresh` does, by the same functions."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import UsageError
from reportgen.language import ENGLISH, speaking
from reportgen.project import find_project
from reportgen.serve.tasks import FINISHED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportgen.batch import Reread
    from reportgen.intake.again import Difference, Key, Row
    from reportgen.project import Project
    from reportgen.serve.tasks import Talk, Values

MOST = 500
"""Figures that are listed one by one."""
NAMED = 12
"""New places, measures or members that are named."""


def refresh(values: Values, talk: Talk) -> Values:
    """Return what a file says otherwise than the project, with a seal of what would be written. Raises ReportError.

    What is asked is asked in the `language` of the page; `answers` are to what was asked before.
    """
    del talk
    with speaking(str(values.get("language", "")) or ENGLISH):
        return _looked_at(values)


def _looked_at(values: Values) -> Values:
    from reportgen.intake.again import unread_lines
    from reportgen.serve.tasks.sheet import told_question

    told: list[str] = list(values.get(FINISHED, ()))
    found = _reread(_project(values), values, tell=told.append)
    told += [*unread_lines(found.difference.unread), *found.failing]
    return {
        **_told(found.difference),
        "account": list(found.account),
        "told": told,
        "seal": found.seal,
        "questions": [told_question(each) for each in found.questions],
    }


def _reread(project: Project, values: Values, *, tell: Callable[[str], object]) -> Reread:
    from reportgen.batch import reread

    answers = {str(key): str(value) for key, value in values.get("answers", {}).items()}
    return reread(project, [str(values["file"])], answers=answers, tell=tell)


def take(values: Values, talk: Talk) -> Values:
    """Write what was shown, which has this seal. Raises UsageError when it would be something else by now."""
    from reportgen.batch import write_reread

    del talk
    project = _project(values)
    with speaking(str(values.get("language", "")) or ENGLISH):
        found = _reread(project, values, tell=lambda _: None)
    open_ones = [one for one in found.questions if not one.taken]
    if open_ones:
        raise UsageError(open_ones[0].text, where=open_ones[0].where, hint="answer it beside what changes")
    if found.seal != values["seal"]:
        hint = "look at what would change now, and take it then"
        raise UsageError("the project was changed meanwhile; nothing was written", hint=hint)
    _require_inside(project, found)
    write_reread(project, found)
    result = found.difference
    return {"added": len(result.added), "revised": len(result.revised)}


def _project(values: Values) -> Project:
    """Return the project of a folder, and not one that the folder lies in."""
    folder = Path(values["folder"])
    project = find_project(folder)
    if project is None or project.folder != folder.resolve():
        raise UsageError("this is no project", hint="make one of a file first")
    return project


def _require_inside(project: Project, found: Reread) -> None:
    """Raise UsageError where a folder of the project is a link that leads out of it."""
    home = project.folder.resolve()
    for name in found.files:
        if not (project.folder / name).parent.resolve().is_relative_to(home):
            raise UsageError("a folder of the project is a link that leads out of it", where=name, hint="use a shell")


def _told(result: Difference) -> Values:
    periods = Counter(dict(key).get("period", "") for key in result.added)
    return {
        "is_nothing": result.is_nothing,
        "layout": list(result.layout),
        "added": [{"period": period, "count": count} for period, count in sorted(periods.items())],
        "listed": [
            {"file": name, "names": names[:NAMED], "more": max(0, len(names) - NAMED)}
            for name, names in result.listed.items()
        ],
        "revised": [
            {"what": _named(each.key), "old": each.old, "new": each.new, "where": each.location}
            for each in result.revised[:MOST]
        ],
        "revised_count": len(result.revised),
        "kept": len(result.kept),
        "gone": _cells(result.gone),
        "without": _cells(result.without),
    }


def _cells(rows: Sequence[tuple[Key, Row]]) -> list[Values]:
    return [
        {"what": _named(key), "old": row.get("value", ""), "where": row.get("location", "")} for key, row in rows[:MOST]
    ]


def _named(key: Key) -> str:
    """Return what a figure is of: its measure, its period, and all else but how it was worked out."""
    said = dict(key)
    rest = [value for name, value in key if name not in ("indicator", "period", "derived_from")]
    return ", ".join(filter(None, (said.get("indicator"), said.get("period"), *rest)))
