"""Directives that are not closed: each has to end with a line of colons, before the next one begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HOLDING = ("pair",)
"""Directives that hold others, between fences of one colon less."""
FENCE = re.compile(r" {0,3}(?P<colons>:{3,})[ \t]*(?P<info>.*)")
KIND = re.compile(r"\{(?P<kind>[a-z-]+)\}")
HINT = "write a line `{colons}` where its options end"


@dataclass(frozen=True, slots=True)
class _Open:
    """A directive that has begun."""

    colons: int
    kind: str
    line: int
    head: str


@dataclass(frozen=True, slots=True)
class NotClosed:
    """A directive that is not closed."""

    error: TemplateError
    line: int
    """Where it begins, counted from 0."""
    end: int
    """Before which line it has to be closed at the latest."""
    colons: str


def not_closed(lines: Sequence[str], place: Callable[[int], str]) -> list[NotClosed]:
    """Return the directives that are not closed; `place` tells where a line is."""
    result: list[NotClosed] = []
    opened: list[_Open] = []

    def leave(end: int, found: str) -> None:
        directive = opened.pop()
        error = _not_closed(directive, found, place)
        result.append(NotClosed(error, directive.line, end, ":" * directive.colons))

    for number, line in enumerate(lines):
        fence = FENCE.fullmatch(line)
        if not fence:
            continue
        colons, info = len(fence["colons"]), fence["info"].strip()
        if info:
            while opened and not (opened[-1].kind in HOLDING and colons < opened[-1].colons):
                leave(number, f"found `{line.strip()[:60]}`")
            kind = KIND.match(info)
            opened.append(_Open(colons, kind["kind"] if kind else "", number, line.strip()))
        elif opened and colons >= opened[-1].colons:
            while len(opened) > 1 and colons >= opened[-2].colons:
                leave(number, f"found `{line.strip()}` of `{opened[-2].head[:60]}`")
            opened.pop()
    while opened:
        leave(len(lines), "found the end of the template")
    return sorted(result, key=lambda each: each.line)


def _not_closed(directive: _Open, found: str, place: Callable[[int], str]) -> TemplateError:
    colons = ":" * directive.colons
    message = f"`{directive.head[:60]}` is not closed: expected a line `{colons}`, {found}"
    return TemplateError(message, where=place(directive.line), hint=HINT.format(colons=colons))
