"""Go on after a mistake in a text, so that all of its mistakes are told together.

What Jinja2 stumbles over is taken out, and the rest carried out again, until nothing is wrong or nothing more can be
taken out. What depends on something that was taken out is not told: it may be right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.errors import ReportError
from reportgen.limits import RAISE
from reportgen.template.parts import compiled_in_parts
from reportgen.template.rendering import line_of, render
from reportgen.template.slips import QUOTED, names_given

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from reportgen.template.reports import Report

MOST = 25
"""Mistakes of a text that are told together; each takes as long as the text does."""
TAG = re.compile(
    rf"\{{#(?:.*?#\}}|.*)|(?P<printed>\{{\{{{QUOTED}\}}\}})|\{{%[-+]?\s*(?P<word>\w*)(?P<rest>{QUOTED})%\}}"
    r"|(?P<opened>\{\{|\{%)",
    re.DOTALL,
)
UNKNOWN = re.compile(r"unknown name `(?P<name>\w+)`")
FILLER = "\u2026"
"""Stands where something would be printed, so that what holds it is not empty."""
INSTEAD: Mapping[str, str] = {
    "if": "{% if false %}", "elif": "{% elif false %}", "for": "{% for nothing in [] %}"
}  # fmt: skip
"""What stands in place of a statement so that nothing is done where it was to decide."""


@dataclass
class Mended:
    """What a text says without its mistakes."""

    text: str | None
    """None where nothing of it can be told before a mistake is mended."""
    errors: list[ReportError] = field(default_factory=list)
    filled: set[int] = field(default_factory=set)
    """Lines of the text, counted from 1, on which something else stands in place of what was to be printed."""
    lost: set[int] = field(default_factory=set)
    """Lines on which a statement was taken out."""


def render_mended(report: Report, text: str, variables: Mapping[str, Any], *, line: int = 1) -> Mended:
    """Return what a text says as `render` does, and in place of an error all of them with what it says without them."""
    mended, given = Mended(None), set[str]()
    rest, is_first = text, True
    for _ in range(MOST):
        try:
            mended.text = _render(report, rest, variables, line=line, is_first=is_first)
            break
        except ReportError as error:
            is_first = False
            if error.hint == RAISE and mended.errors:
                break  # all tries together may do what one text may do
            _note(mended, error, given)
            found = None if error.hint == RAISE else _without(report, rest, variables, error, line=line)
            if found is None:
                break
            tag, put = found
            rest = rest[: tag.start()] + put + rest[tag.end() :]
            given |= names_given(tag[0])
            (mended.filled if put.startswith(FILLER) else mended.lost).update(_lines_of(tag))
    return mended


def _render(report: Report, text: str, variables: Mapping[str, Any], *, line: int, is_first: bool) -> str:
    if is_first:
        return render(report, text, variables, line=line)
    with compiled_in_parts():
        return render(report, text, variables, line=line, goes_on=True)


def _note(mended: Mended, error: ReportError, given: set[str]) -> None:
    """Keep an error, unless it is about a name that something gave which was taken out."""
    unknown = UNKNOWN.fullmatch(error.message)
    known = {(each.where, each.message) for each in mended.errors}
    if not (unknown and unknown["name"] in given) and (error.where, error.message) not in known:
        mended.errors.append(error)


def _without(
    report: Report, text: str, variables: Mapping[str, Any], error: ReportError, *, line: int
) -> tuple[re.Match[str], str] | None:
    """Return what is wrong, and what may stand in its place; None when that is not found."""
    at = line_of(error, report, line)
    tries = [each for tag in _tags_on(text, at) for each in _replacements(tag)]
    for _, tag, put in sorted(tries, key=lambda each: each[0])[:MOST]:
        if len(tries) == 1:
            return tag, put
        try:
            _render(report, text[: tag.start()] + put + text[tag.end() :], variables, line=line, is_first=False)
        except ReportError as other:
            if other.hint == RAISE:
                return None
            if (other.where, other.message) == (error.where, error.message):
                continue
        return tag, put
    return None


def _tags_on(text: str, line: int) -> Iterator[re.Match[str]]:
    """Yield what stands on a line and is carried out, or is not closed."""
    first, position = 1, 0
    for tag in TAG.finditer(text):
        first += text.count("\n", position, tag.start())
        position = tag.start()
        if first > line:
            return
        if line <= first + tag[0].count("\n") and not tag[0].startswith("{#"):
            yield tag


def _lines_of(tag: re.Match[str]) -> range:
    first = tag.string.count("\n", 0, tag.start()) + 1
    return range(first, first + tag[0].count("\n") + 1)


def _replacements(tag: re.Match[str]) -> Iterator[tuple[int, re.Match[str], str]]:
    """Yield what may stand in place of something, over as many lines, and its turn.

    What keeps the others in their order has its turn first: without an `if`, its `else` belongs to nothing.
    """
    lines = "\n" * tag[0].count("\n")
    if tag["printed"] or tag["opened"]:
        yield 0, tag, FILLER + lines
        return
    instead = INSTEAD.get(tag["word"], "")
    if instead and tag[0] != instead:
        yield 1, tag, instead + lines
    yield 2, tag, lines
