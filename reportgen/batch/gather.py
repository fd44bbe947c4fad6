"""Gather the errors of several steps, so that a user can mend all of them at once."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from reportgen.errors import ReportError, ReportErrors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")


@contextmanager
def gathering(errors: list[ReportError]) -> Iterator[None]:
    """Add the errors that a block raises to the list, each by itself and once, and go on after the block."""
    try:
        yield
    except ReportError as error:
        known = {str(earlier) for earlier in errors}
        errors += [each for each in each_error(error) if str(each) not in known]


def for_each(items: Iterable[Item], step: Callable[[Item], Result]) -> tuple[Result, ...]:
    """Return what a step returns for each item; raise the errors of all items together."""
    errors: list[ReportError] = []
    results: list[Result] = []
    for item in items:
        with gathering(errors):
            results.append(step(item))
    raise_gathered(errors)
    return tuple(results)


def each_error(error: ReportError) -> tuple[ReportError, ...]:
    """Return the errors that one error stands for: itself, or its parts."""
    return error.errors if isinstance(error, ReportErrors) else (error,)


def raise_gathered(errors: Sequence[ReportError]) -> None:
    """Raise the errors: one as itself, several together, none not at all."""
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise ReportErrors(errors)
