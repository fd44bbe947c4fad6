"""Where the time of a run goes, stage by stage. Nothing is measured unless somebody asks for it."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(slots=True)
class Times:
    """What each stage took, in the order in which they were first reached."""

    seconds: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    started: float = field(default_factory=perf_counter)

    def lines(self) -> tuple[tuple[str, str, str, str], ...]:
        """Return a table: stage, how often, milliseconds each time, seconds in all."""
        rows = [(name, self.counts[name], seconds) for name, seconds in self.seconds.items()]
        whole = perf_counter() - self.started
        rows.append(("everything else", 1, whole - sum(self.seconds.values())))
        told = ((name, str(count), f"{1000 * seconds / count:.1f}", f"{seconds:.3f}") for name, count, seconds in rows)
        return (("stage", "times", "ms each", "seconds"), *told, ("all", "", "", f"{whole:.3f}"))


_times: ContextVar[Times | None] = ContextVar("times", default=None)


@contextmanager
def measuring() -> Iterator[Times]:
    """Measure the stages that are reached within the block, in this process."""
    times = Times()
    token = _times.set(times)
    try:
        yield times
    finally:
        _times.reset(token)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Count the block to a stage, if anybody measures; stages do not stand within each other."""
    times = _times.get()
    if times is None:
        yield
        return
    started = perf_counter()
    try:
        yield
    finally:
        times.seconds[name] = times.seconds.get(name, 0.0) + perf_counter() - started
        times.counts[name] = times.counts.get(name, 0) + 1
