"""What is left of what a template may do: every pass, call, text, list and number is counted before it is there."""

from __future__ import annotations

import threading
from math import inf
from time import monotonic, thread_time
from typing import Any

from reportgen.errors import TemplateError
from reportgen.limits import NUMBER_BITS, RAISE, limits

STEP = 100
"""What a pass through a block, or a call, counts for, in characters."""
CLOCK = 16
"""After how many of them the clock is read."""
CONTAINERS = (list, tuple, dict)
DEPTH = 20
"""Of lists in lists that a template makes."""


class Budget(threading.local):
    """What is left of what a template may do, for each thread."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Begin to count for another text."""
        self.left = limits().template_work
        self.until_clock = CLOCK
        self.looks_at = self.ends = inf

    def spend(self, characters: int) -> None:
        """Count characters that are about to be written or kept. Raises TemplateError when there were too many."""
        self.left -= characters
        if self.left < 0:
            self.left = 0
            raise TemplateError(
                f"the template does too much: more than {limits().template_work:,} characters, "
                f"a pass through a loop counted as {STEP}",
                hint=RAISE,
            )

    def step(self, characters: int = 0) -> None:
        """Count a pass through a block, or a call."""
        self.spend(STEP + characters)
        self.until_clock -= 1
        if not self.until_clock:
            self.until_clock = CLOCK
            self._look()

    def _look(self) -> None:
        """Look at the clock. Raises TemplateError when the template has taken too long."""
        now = monotonic()
        if now <= self.looks_at < inf:
            return  # no thread works longer than the time that has passed, which is known without asking the system
        most = limits().template_seconds
        if self.looks_at == inf:  # most texts end before this
            self.looks_at, self.ends = now + most, thread_time() + most
        elif (left := self.ends - thread_time()) < 0:
            raise TemplateError(f"the template takes more than {most} seconds", hint=RAISE)
        else:
            self.looks_at = now + left


BUDGET = Budget()
"""One for all templates of a thread: only one text is rendered at a time."""


def held(value: Any) -> Any:
    """Return a value that a template keeps, counted with everything in it."""
    if isinstance(value, str):
        BUDGET.spend(len(value))
    elif isinstance(value, list | tuple | dict):
        _count(value)
    return value


def _count(value: Any) -> None:
    # by what they are and how often they stand there: a list of the same list twice, and so on, doubles with each level
    level: dict[int, tuple[Any, int]] = {id(value): (value, 1)}
    for _ in range(DEPTH):
        BUDGET.spend(sum(len(each) * times for each, times in level.values()))
        inner: dict[int, tuple[Any, int]] = {}
        for each, times in level.values():
            for item in _nested(each):
                inner[id(item)] = (item, times + inner.get(id(item), (item, 0))[1])
        if not inner:
            return
        level = inner
    raise TemplateError(f"lists stand more than {DEPTH} deep in each other", hint="keep what you need in one list")


def _nested(value: list[Any] | tuple[Any, ...] | dict[Any, Any]) -> list[Any]:
    """Return the lists and mappings directly in another one, of whose million numbers not each is looked at."""
    items = (*value, *value.values()) if isinstance(value, dict) else value
    kinds = [kind for kind in set(map(type, items)) if issubclass(kind, CONTAINERS)]
    return [item for item in items if isinstance(item, CONTAINERS)] if kinds else []


def check_number(bits: int) -> None:
    """Raise TemplateError for a whole number of so many bits, when they are too many."""
    if bits > NUMBER_BITS:
        raise TemplateError(
            "a number gets too large", hint=f"work with numbers below 2 to the power of {NUMBER_BITS:,}"
        )
