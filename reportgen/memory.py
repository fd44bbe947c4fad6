"""What is remembered of one document for the next: results by what they were made from, a bounded number of each.

In a batch most of a document is what the last one had, too: heads of tables, notes, feet, the words of a style. A
function that turns such content into something frozen is asked once for the same content. The key is always the whole
content, compared by value, so what is remembered is to the byte what would be made anew; and the bound is stated where
the function is, so that memory stays level however many documents are made. Of what is large and made once for a whole
batch, such as the rows of a ranking, the very object is the key (`Same`): to compare it anew each time would take as
long as what is to be saved.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from functools import _lru_cache_wrapper

    Made = TypeVar("Made")

Thing = TypeVar("Thing")

MEMORIES: dict[str, _lru_cache_wrapper[Any]] = {}
"""Every function with a memory, by its module and name."""


def remembered(most: int) -> Callable[[Callable[..., Made]], _lru_cache_wrapper[Made]]:
    """Let a function remember the results of its last `most` different calls; its arguments have to be values."""

    def remembering(function: Callable[..., Made]) -> _lru_cache_wrapper[Made]:
        memory = lru_cache(maxsize=most)(function)
        MEMORIES[f"{function.__module__}.{function.__qualname__}"] = memory
        return memory

    return remembering


class Same(Generic[Thing]):
    """The very object, as a key: equal to no other, be it alike. Nobody may ever change it."""

    __slots__ = ("thing",)

    def __init__(self, thing: Thing) -> None:
        self.thing = thing

    def __hash__(self) -> int:
        return id(self.thing)  # which is no other's as long as the key is there

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.thing is self.thing


def forget() -> None:
    """Forget everything, as in a new process."""
    for memory in MEMORIES.values():
        memory.cache_clear()


SELDOM = (20_000, 10, 10)
"""After how many new objects, and how many such passes, Python looks for lost circles of objects: 700, 10 and 10 of
its own accord. In the middle of a document it would look through all that has been made of it, for a tenth of the
time of a batch; so it mostly looks when `collect` asks it to."""


def collect() -> None:
    """Look for lost circles among what was made last: when a document is finished, of which nearly all is gone then.

    The trees of Word files are in such circles, and would pile up by tens of megabytes.
    """
    gc.collect(0)


def collect_seldom() -> None:
    """Let Python look for lost circles seldom from now on, and not among what is there already."""
    gc.freeze()
    gc.set_threshold(*SELDOM)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Let Python look for lost circles seldom within the block."""
    before = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python from looking for lost circles within the block: cells, figures and checks are never in one.

    It would look through all of them again and again while they become more, for a third of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():
                # what has been made goes among the old at once: as young, it would be looked through next
                gc.freeze()
                gc.unfreeze()
            gc.enable()
