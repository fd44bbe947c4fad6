"""What it costs that printed numbers know where they come from: the same documents with their origins and without.

The program is loaded twice into one process, once as it is and once so that its texts are plain, and each document is
made by both, in turn; so what else the machine does falls on both sides.

    python -m benchmarks.origins [ROUNDS]
"""

from __future__ import annotations

import sys
from collections import defaultdict
from contextlib import contextmanager
from importlib import import_module
from time import process_time
from typing import TYPE_CHECKING

from benchmarks.tables import markdown
from reportgen.memory import seldom_collected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import ModuleType

PACKAGE = "reportgen"
ROUNDS = 12
KINDS = {
    "PDF and Word": ("pdf", "docx"),
    "PDF": ("pdf",),
    "Word": ("docx",),
    "page for a browser": ("html",),
    "text": ("txt",),
}
REPORTS = {"factsheet": ("TX", "CA", "NY", "GA", "WY", "GU"), "briefing": ("",)}
"""With the places that a round makes them for."""


def without_origins() -> None:
    """Let texts be plain from now on; nothing but `reportgen.quantity` may have been loaded before."""
    quantity = import_module(f"{PACKAGE}.quantity")
    nothing = type("Nothing", (), {"__new__": lambda _kind, *_values, **_named: None})
    plain = {
        "quantified": lambda text, _quantity: text,
        "as_one": lambda text, _number: text,
        "below_zero": lambda text: text,
        "ended": lambda text, sign: text + sign,
        "with_origin": lambda text, _origin: text,
        "lettered": lambda _text, changed: changed,
        "concat": lambda parts, between="": between.join(parts),
        "filled": lambda form, parts: form.format(**parts),
        "measured": lambda value, _origin: value,
        "origin_of": lambda _value: None,
        "plain": lambda text: text,
        "Counted": type("Counted", (int,), {"__new__": lambda _kind, value, _origin: value}),
        "Quantity": nothing,
        "Operation": nothing,
    }
    for name, made in plain.items():
        setattr(quantity, name, made)


class Loaded:
    """The program as it is loaded once more, with its own modules."""

    def __init__(self, *, has_origins: bool) -> None:
        self._modules: dict[str, ModuleType] = {}
        with self.in_use():
            if not has_origins:
                without_origins()
            self._ours = import_module("benchmarks.ours")

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Let what is imported within the block be that of this program."""
        others = _taken_out()
        sys.modules.update(self._modules)
        try:
            yield
        finally:
            self._modules = _taken_out()
            sys.modules.update(others)

    def timed(self, report: str, kinds: Sequence[str]) -> Callable[[str], float]:
        """Return what makes the document of a place, or of none, and gives the processor seconds that it took."""
        with self.in_use():
            make = self._ours.document_maker(report, kinds)

        def timed(place: str) -> float:
            with self.in_use():
                started = process_time()
                make(place)
                return process_time() - started

        return timed


def _taken_out() -> dict[str, ModuleType]:
    names = [name for name in sys.modules if name.partition(".")[0] == PACKAGE or name == "benchmarks.ours"]
    return {name: sys.modules.pop(name) for name in names}


def measure_origins(rounds: int = ROUNDS) -> str:
    """Return the processor time of documents with and without origins as a table in Markdown."""
    programs = {has: Loaded(has_origins=has) for has in (True, False)}
    rows = []
    for report, places in REPORTS.items():
        for title, kinds in KINDS.items():
            timed = {has: program.timed(report, kinds) for has, program in programs.items()}
            with_, without = _in_turn(timed, places, rounds)
            more = f"{100 * (with_ / without - 1):+.1f}%"
            rows.append((report, title, *(f"{1000 * each / len(places):.2f}" for each in (without, with_)), more))
    return markdown(("report", "file", "ms without origins", "ms with them", "more"), rows)


def _in_turn(timed: dict[bool, Callable[[str], float]], places: Sequence[str], rounds: int) -> tuple[float, float]:
    """Return the processor seconds of all documents with and without, the quickest of each."""
    for make in timed.values():
        for place in places:
            make(place)
    found: dict[tuple[bool, str], list[float]] = defaultdict(list)
    with seldom_collected():  # as a batch does
        for number in range(rounds):
            for place in places:
                for has in sorted(timed, reverse=bool(number % 2)):
                    found[has, place].append(timed[has](place))
    with_, without = (sum(min(found[has, place]) for place in places) for has in (True, False))
    return with_, without


if __name__ == "__main__":
    print(measure_origins(*map(int, sys.argv[1:])))
