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


def check_fences(lines: Sequence[str], place: Callable[[int], str]) -> None:
    """Raise TemplateError for the first directive that is not closed; `place` tells where a line is."""
    opened: list[_Open] = []
    for number, line in enumerate(lines):
        found = FENCE.fullmatch(line)
        if not found:
            continue
        colons, info = len(found["colons"]), found["info"].strip()
        if info:
            if opened and not (opened[-1].kind in HOLDING and colons < opened[-1].colons):
                raise _not_closed(opened[-1], f"found `{line.strip()[:60]}`", place)
            kind = KIND.match(info)
            opened.append(_Open(colons, kind["kind"] if kind else "", number, line.strip()))
        elif opened and colons >= opened[-1].colons:
            if len(opened) > 1 and colons >= opened[-2].colons:
                raise _not_closed(opened[-1], f"found `{line.strip()}` of `{opened[-2].head[:60]}`", place)
            opened.pop()
    if opened:
        raise _not_closed(opened[-1], "found the end of the template", place)


def _not_closed(directive: _Open, found: str, place: Callable[[int], str]) -> TemplateError:
    colons = ":" * directive.colons
    message = f"`{directive.head[:60]}` is not closed: expected a line `{colons}`, {found}"
    return TemplateError(message, where=place(directive.line), hint=HINT.format(colons=colons))
