"""Gather the errors of several steps, so that a user can mend all of them at once."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from reportgen.errors import ReportError, each_error, raise_gathered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

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
