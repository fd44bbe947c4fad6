"""What is wrong with a template: gathered, so that all of it is told at once, each at its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from reportgen.errors import ReportError, TemplateError, each_error, raise_gathered
from reportgen.exhibits import KINDS
from reportgen.template import Directive
from reportgen.template.fences import FENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reportgen.template import Mended, Report, Slip

PLACE = re.compile(r"(?P<file>.+?):(?P<line>[0-9]+)(?P<rest>(?::.*)?)", re.DOTALL)
MEANT = re.compile(r"did you mean `(?P<word>[^`]+)`\?")
NAMED = re.compile(r"`(?P<word>[^`\n]+)`")
UNKNOWN_OPTION = re.compile(r"unknown option `(?P<name>[^`]+)`")
KIND = "option `kind`: unknown"
MISSED = re.compile(r"missing option|found nothing")
FILLER = "\u2026"
MOST = 8
"""Mistakes of one directive that are told together."""
REFERENCE = re.compile(r"(?:unknown cross-reference|unknown note|cross-reference) `(?P<name>[^`]+)`")
TWICE = re.compile(r"anchor `(?P<name>[^`]+)` is used twice")


@dataclass
class Mistakes:
    """The errors of one template, and the lines that cannot be judged any more."""

    report: Report
    errors: list[ReportError] = field(default_factory=list)
    _filled: set[int] = field(default_factory=set)
    """Lines of the file on which something stands for what could not be printed."""
    _lost: set[int] = field(default_factory=set)
    """Lines of the file on which something is not as it was meant."""
    _failed: set[str] = field(default_factory=set)
    """Names of exhibits that could not be made."""

    def add(self, error: ReportError) -> None:
        """Keep an error, or the parts of it, once."""
        known = {(each.where, each.message) for each in self.errors}
        self.errors += [each for each in each_error(error) if (each.where, each.message) not in known]

    def slipped(self, slips: Iterable[Slip], line: int) -> None:
        """Keep the slips of a text that begins on a line, but for lines with which something else is wrong."""
        for slip in slips:
            at = slip.line + line - 1
            where = f"{self.report.where}:{at}"
            if all(error.where != where for error in self.errors):
                self.add(TemplateError(slip.message, where=where, hint=slip.hint))
            self._lost.add(at)

    def mended(self, mended: Mended, line: int) -> None:
        """Keep what is wrong with the Jinja2 of a text that begins on a line."""
        for error in mended.errors:
            self.add(error)
        self._filled |= {at + line - 1 for at in mended.filled}
        self._lost |= {at + line - 1 for at in mended.lost}

    def of_directive(self, directive: Directive, make: Callable[[Directive], Any], error: ReportError) -> None:
        """Keep what is wrong with a directive: the error, and those that are met when its options are as meant.

        What follows from a mistake elsewhere is left out.
        """
        self._failed |= {each.name for each in directive.nested()}
        for found in _one_after_the_other(directive, make, error):
            if not self._follows(found):
                self.add(self._at_its_line(found))

    def is_unclear(self, where: str) -> bool:
        """Say whether a directive, which begins at a place, is not as it was meant."""
        return bool(self._lost & set(self._span(where)))

    def failed(self, directive: Directive) -> None:
        """Note that an exhibit is not there, for whatever refers to it."""
        self._failed |= {each.name for each in directive.nested()}

    @property
    def names(self) -> frozenset[str]:
        """Names of exhibits that could not be made, so that a reference to them is none to nothing."""
        return frozenset(self._failed)

    def _follows(self, error: ReportError) -> bool:
        return FILLER in error.message and bool(self._filled & set(self._span(error.where)))

    def _span(self, where: str) -> range:
        """Return the lines of the file of the directive that begins at a place."""
        place = PLACE.fullmatch(where)
        if not place:
            return range(1, 1 + len(self._lines) + self.report.body_line)
        begin = int(place["line"])
        return range(begin, _end_of(self._lines, begin - self.report.body_line) + self.report.body_line + 1)

    @property
    def _lines(self) -> list[str]:
        return self.report.body.split("\n")

    def _at_its_line(self, error: ReportError) -> ReportError:
        """Return an error of a directive at the line of the word, or of the option, that it names."""
        place, lines = PLACE.fullmatch(error.where), self._lines
        first = int(place["line"]) - self.report.body_line if place else -1
        if place is None or not 0 <= first < len(lines) or not FENCE.match(lines[first]):
            return error
        words = [each["word"] for each in NAMED.finditer(error.message)]
        options = [f"{each['word']}:" for each in NAMED.finditer(f"{place['rest']} {error.message}")]
        for word in (*words[-1:], *reversed(options)):
            found = [at for at in range(first + 1, _end_of(lines, first) + 1) if word in lines[at]]
            if found:
                where = f"{place['file']}:{found[0] + self.report.body_line}{place['rest']}"
                return type(error)(error.message, where=where, hint=error.hint)
        return error

    def of_whole(self, error: ReportError) -> None:
        """Keep errors about anchors, notes and references, each at the line where such a thing is typed."""
        for each in each_error(error):
            where = each.where or self._typed_at(each.message) or self.report.where
            self.add(TemplateError(each.message, where=where, hint=each.hint))

    def _typed_at(self, message: str) -> str:
        twice, lost = TWICE.match(message), REFERENCE.match(message)
        if twice:
            pattern = rf"\s*:{{3,}}\s*\{{[a-z-]+\}}\s*{re.escape(twice['name'])}\s*"
            found = [at for at, line in enumerate(self._lines) if re.fullmatch(pattern, line)][1:]
        elif lost:
            pattern = rf"\{{(?:ref|page|note):{re.escape(lost['name'])}\}}|\bnotes?:.*\b{re.escape(lost['name'])}\b"
            found = [at for at, line in enumerate(self._lines) if re.search(pattern, line)]
        else:
            found = []
        return f"{self.report.where}:{found[0] + self.report.body_line}" if found else ""

    def raise_all(self) -> None:
        """Raise what was gathered, in the order of the lines; nothing where there is nothing."""
        raise_gathered(sorted(self.errors, key=_line))


def _line(error: ReportError) -> tuple[int, int]:
    place = PLACE.fullmatch(error.where)
    return (0, int(place["line"])) if place else (1, 0)


def _end_of(lines: Sequence[str], first: int) -> int:
    """Return the last line of the directive that begins on a line, both counted from 0."""
    opening = FENCE.match(lines[first]) if 0 <= first < len(lines) else None
    if not opening:
        return first
    for at in range(first + 1, len(lines)):
        fence = FENCE.fullmatch(lines[at])
        if fence and not fence["info"].strip() and len(fence["colons"]) >= len(opening["colons"]):
            return at
    return len(lines) - 1


# -- a directive with several mistakes --------------------------------------------------------------------


def _one_after_the_other(
    directive: Directive, make: Callable[[Directive], Any], error: ReportError
) -> Iterator[ReportError]:
    """Yield an error, and those that are met when what it offers stands in place of what it found."""
    for turn in range(MOST):
        # what was changed may be what is missed now: an option of another name, or what another kind of chart needs
        yield from (each for each in each_error(error) if not (turn and MISSED.search(each.message)))
        meant = _as_meant(directive, error)
        if meant is None or meant == directive:
            return
        directive = meant
        try:
            make(directive)
        except ReportError as other:
            error = other
        else:
            return


def _as_meant(directive: Directive, error: ReportError) -> Directive | None:
    """Return a directive without what an error is about: with the word that is offered, or without the option."""
    parts = each_error(error)
    for part in parts:
        offered, named = MEANT.search(part.hint), list(NAMED.finditer(part.message))
        unknown = UNKNOWN_OPTION.fullmatch(part.message)
        if offered and part.message.startswith(KIND) and offered["word"] not in KINDS:
            return None  # nobody's own function is called on a guess
        if offered and named:
            directive = _changed(directive, named[-1]["word"], offered["word"])
        elif unknown:
            directive = _changed(directive, unknown["name"], None)
        else:
            return None
    return directive


def _changed(directive: Directive, word: str, meant: str | None) -> Directive:
    children = tuple(
        _changed(each, word, meant) if isinstance(each, Directive) else each for each in directive.children
    )
    return replace(directive, options=_put(directive.options, word, meant), children=children)


def _put(value: Any, word: str, meant: str | None) -> Any:
    """Return options with another word in place of one; None: without the option of that name."""
    match value:
        case dict():
            kept = {name: each for name, each in value.items() if meant is not None or name != word}
            return {(meant if name == word else name): _put(each, word, meant) for name, each in kept.items()}
        case list():
            return [_put(each, word, meant) for each in value]
        case str() if meant is not None and word in value:
            return re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _: meant, value)
        case _:
            return value
