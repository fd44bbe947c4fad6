"""What a child process does for the page: each task is a function from values of JSON to values of JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Values = dict[str, Any]
"""What JSON holds."""
FINISHED = "finished"
"""Under this name a task is told of a change that was cut off and has been finished or undone before it."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Between a task and who asked for it."""

    tell: Callable[[Values], None]
    """Takes what is to be known before the end."""
    is_stopped: Callable[[], bool] = field(default=lambda: False)


TASKS: Mapping[str, tuple[str, str]] = {
    "contents": ("reportgen.serve.tasks.contents", "contents"),
    "build": ("reportgen.serve.tasks.build", "build"),
    "sheet": ("reportgen.serve.tasks.sheet", "sheet"),
    "create": ("reportgen.serve.tasks.sheet", "create"),
    "refresh": ("reportgen.serve.tasks.refresh", "refresh"),
    "take": ("reportgen.serve.tasks.refresh", "take"),
    "check": ("reportgen.serve.tasks.check", "check"),
    "correct": ("reportgen.serve.tasks.correct", "correct"),
    "explain": ("reportgen.serve.tasks.explain", "explain"),
    "hide": ("reportgen.serve.tasks.hide", "hide"),
    "drop": ("reportgen.serve.tasks.explain", "drop"),
    "take_back": ("reportgen.serve.tasks.taken_back", "take_back"),
    "issues": ("reportgen.serve.tasks.check", "issues"),
    "preview": ("reportgen.serve.tasks.preview", "preview"),
    "picture": ("reportgen.serve.tasks.preview", "picture"),
    "parts": ("reportgen.serve.tasks.parts", "parts"),
    "trace": ("reportgen.serve.tasks.trace", "trace"),
    "numbers": ("reportgen.serve.tasks.trace", "numbers"),
    "changed": ("reportgen.serve.tasks.changed", "changed"),
    "verified": ("reportgen.serve.tasks.changed", "verified"),
    "thumbnail": ("reportgen.serve.tasks.thumbnail", "thumbnail"),
    "documents": ("reportgen.serve.tasks.documents", "documents"),
}
"""The module and the function of each task; no other one can be asked for."""
