"""Errors a user can act on: what is wrong, where, and one hint."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that a terminal obeys or hides, but for the ends of lines and tabs."""


def visible(text: str, *, lines: bool = False) -> str:
    """Return text in which no character does anything to a terminal, but stands there by its number.

    With `lines`, text may have several; otherwise a line of a message cannot be forged by what it quotes.
    """
    shown = UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return shown if lines else shown.replace("\n", "\\n").replace("\t", "\\t")


class ReportError(Exception):
    """Say what went wrong, where, and what to do about it.

    `message` is in lower case, without a full stop, names in backticks, what was expected against what was found.
    `where` is a place such as `data/cases.csv:17` or `templates/briefing.md:42`.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        message, where, hint = _short(message), _short(where), _short(hint)
        super().__init__(message, where, hint)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        head = f"{self.where}: {self.message}" if self.where else self.message
        return f"{head}\nhint: {self.hint}" if self.hint else head

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.message, self.where, self.hint))


LONGEST = 1000
"""Characters of a message: it may quote whatever somebody wrote."""


def _short(text: str) -> str:
    """Return a text of which too long a middle is left out."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 100]} … {text[-97:]}"


def _rebuild(kind: type[ReportError], message: str, where: str, hint: str) -> ReportError:
    return kind(message, where=where, hint=hint)


class UsageError(ReportError):
    """An option or an argument that cannot be meant."""

    exit_code = 2


class DataError(ReportError):
    """A Data Package that cannot be read, or a question it cannot answer."""

    exit_code = 3


class TemplateError(ReportError):
    """A template that cannot be rendered or understood."""

    exit_code = 4


class BuildError(ReportError):
    """A document that cannot be built or written."""

    exit_code = 5


class ProgramFault(ReportError):
    """Something that the program itself did wrong, and that nobody can mend but who writes it."""

    exit_code = 70


class ReportErrors(ReportError):
    """Several errors of one kind, raised together so that all can be mended at once.

    A mistake that stands in many lines of a file is one error. The exit code is the worst, that is the highest, one
    among them.
    """

    def __init__(self, errors: Sequence[ReportError]) -> None:
        assert errors, "ReportErrors needs at least one error"
        self.errors = told_once(errors)
        super().__init__("")
        self.message = "\n".join(str(error) for error in self.errors)

    @property
    def exit_code(self) -> int:  # type: ignore[override]
        return max(error.exit_code for error in self.errors)

    def __reduce__(self) -> tuple[object, ...]:
        return (ReportErrors, (self.errors,))


def each_error(error: ReportError) -> tuple[ReportError, ...]:
    """Return the errors that one error stands for: itself, or its parts."""
    return error.errors if isinstance(error, ReportErrors) else (error,)


def raise_gathered(errors: Sequence[ReportError]) -> None:
    """Raise errors, one by itself and several together; nothing where there is none."""
    if errors:
        raise errors[0] if len(errors) == 1 else ReportErrors(errors)


MANY = 4
"""Lines of a file from which on the same mistake in them is told once."""
FIRST = 5
"""Lines, and things found in them, that are named then."""
LINE = re.compile(r"(?P<file>.+):(?P<line>[0-9]+)", re.DOTALL)
FOUND = re.compile(r"(?P<named>\b(?:column|field|option|resource|setting) )?(?:`[^`]*`|(?<![\w`])[0-9][0-9,.]*)")
"""What one line has and another has not, where both have the same mistake; names of fields and the like are none."""


def told_once(errors: Iterable[ReportError]) -> tuple[ReportError, ...]:
    """Return errors so that a mistake in many lines of one file is told once, with a count and the first lines."""
    alike: dict[object, list[ReportError]] = {}
    for error in errors:
        alike.setdefault(_mistake(error), []).append(error)
    return tuple(each for group in alike.values() for each in _together(group))


def _mistake(error: ReportError) -> object:
    """Return what errors of the same mistake in lines of one file have in common; of others, the error itself."""
    place = LINE.fullmatch(error.where)
    if place is None or isinstance(error, ReportErrors):
        return error
    return type(error), place["file"], _bare(error.message), _bare(error.hint)


def _bare(text: str) -> str:
    """Return a text without what was found in a line."""
    return FOUND.sub(lambda found: found[0] if found["named"] else "`", text)


def _together(errors: Sequence[ReportError]) -> Sequence[ReportError]:
    """Return the errors of one mistake as one, when they are of many lines."""
    lines = list(dict.fromkeys(error.where.rpartition(":")[2] for error in errors))
    if len(lines) < MANY:
        return errors
    first, others = errors[0], lines[1:]
    named = ", ".join(others[:FIRST]) + (f", … {others[-1]}" if len(others) > FIRST else "")
    told = f"{first.message}; the same in {len(others):,} other lines: {named}{_other_finds(errors)}"
    return [type(first)(told, where=first.where, hint=first.hint)]


def _other_finds(errors: Sequence[ReportError]) -> str:
    """Return in words what the other errors of one mistake have found instead."""
    finds = [[found[0] for found in FOUND.finditer(error.message) if not found["named"]] for error in errors]
    differing = [list(dict.fromkeys(each)) for each in zip(*finds, strict=False) if len(set(each)) > 1]
    if not differing:
        return ""
    quoted = [each for each in differing if each[0].startswith("`")]
    others = (quoted[-1] if quoted else differing[0])[1:]
    more = f" and {len(others) - FIRST:,} more" if len(others) > FIRST else ""
    return f", found there: {', '.join(others[:FIRST])}{more}"


MOST_NAMES = 40
"""Names that a hint lists at most."""
LONGEST_NAME = 120
"""Characters of a name by which it is compared: the time that takes grows with their square."""


def did_you_mean(name: object, known: Iterable[object]) -> str:
    """Return a hint that offers the nearest known name, or lists the known ones when none is near."""
    names = sorted({str(one) for one in known})
    near = _nearest(str(name)[:LONGEST_NAME], tuple(names))
    if near:
        return f"did you mean `{near[0]}`?"
    listed = ", ".join(f"`{known_name}`" for known_name in names[:MOST_NAMES])
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return f"known: {listed}{more}" if names else "none is known"


@lru_cache(maxsize=1024)
def _nearest(name: str, names: tuple[str, ...]) -> list[str]:
    """Return the name that is nearest, if one is near; a wrong name stands in many rows, and comparing takes long."""
    return get_close_matches(name, names, n=1, cutoff=0.6)
