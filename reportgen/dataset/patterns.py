"""Regular expressions of the data, compared so that no pattern and no cell can take long.

Python's own `re` tries one way after the other, and a pattern such as `(a+)+` has more ways than there is time. Here
all ways are gone at once: a part of the pattern turns all places of a text that were reached into all that can be
reached next. What a pattern of Table Schema cannot hold, such as a reference back, is refused. How far a comparison may
go is counted in steps, not in seconds, so that every machine says the same.
"""

from __future__ import annotations

import re
import warnings
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from reportgen.limits import limits

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Places = set[int]
    Part = Callable[[Places, "_Run"], Places]
    Test = Callable[[str], bool]

LONGEST = 2_000
"""Characters of a pattern."""
CHARACTERS = ("LITERAL", "NOT_LITERAL", "ANY", "IN")
"""What the parser calls parts of a pattern that stand for one character."""
FAULTS = (re.error, RecursionError, OverflowError, ValueError)
"""What a text that is no pattern makes `re` raise."""


class PatternError(ValueError):
    """A pattern that is none, holds what no pattern of a table may, or takes too many steps."""


class _Run:
    """One comparison: the text, and the steps that are left."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = len(text)
        self.left = limits().pattern_steps

    def step(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise PatternError("takes too long to compare")


@cache
def pattern_of(text: str) -> Callable[[str], bool]:
    """Return whether a cell is what a pattern asks for, as a function. Raises PatternError, and so may the function."""
    if len(text) > LONGEST:
        raise PatternError(f"has more than {LONGEST:,} characters")
    try:
        # the parser is what `re` itself compiles from; as frictionless has it, the whole cell has to match
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what a bracket may mean one day
            tree = import_module("re._parser").parse(f"^{text}$")
        if tree.state.flags & ~re.UNICODE:
            raise PatternError("holds `(?…)` flags, which no pattern of a table may")
        whole = _sequence(tree)
    except FAULTS as error:
        raise error if isinstance(error, PatternError) else PatternError(f"cannot be understood: {error}") from None
    return lambda cell: bool(whole({0}, _Run(cell)))


def _sequence(items: Any) -> Part:
    parts = [_part(str(kind), value) for kind, value in items]

    def go(places: Places, run: _Run) -> Places:
        for part in parts:
            if not places:
                break
            places = part(places, run)
        return places

    return parts[0] if len(parts) == 1 else go


def _part(kind: str, value: Any) -> Part:
    match kind:
        case _ if kind in CHARACTERS:
            return _character(_test(kind, value))
        case "AT":
            return _at(str(value))
        case "BRANCH":
            return _branch([_sequence(items) for items in value[1]])
        case "SUBPATTERN" if not value[1] and not value[2]:
            return _sequence(value[3])
        case "MAX_REPEAT" | "MIN_REPEAT":
            return _repeat(*value)
        case _:
            name = kind.lower().replace("_", " ")
            raise PatternError(f"holds `{name}`, which no pattern of a table may")


def _character(is_one: Test) -> Part:
    def go(places: Places, run: _Run) -> Places:
        run.step(len(places))
        text, end = run.text, run.end
        return {place + 1 for place in places if place < end and is_one(text[place])}

    return go


def _branch(ways: Sequence[Part]) -> Part:
    def go(places: Places, run: _Run) -> Places:
        return set().union(*(way(places, run) for way in ways))

    return go


def _repeat(least: int, most: int, items: Any) -> Part:
    kind, value = items[0]
    if len(items) == 1 and str(kind) in CHARACTERS and str(most) == "MAXREPEAT":
        return _row(least, _test(str(kind), value))
    body = _sequence(items)

    def go(places: Places, run: _Run) -> Places:
        found = set(places) if least == 0 else set()
        new, count = places, 0
        while new and count < most:
            run.step(1)
            new, count = body(new, run), count + 1
            if count >= least:
                new = new - found
                found |= new
        return found

    return go


def _row(least: int, is_one: Test) -> Part:
    """Return the part that goes along as many such characters as there are: what nearly every pattern is made of."""

    def go(places: Places, run: _Run) -> Places:
        found: Places = set()
        text, end, reached = run.text, run.end, -1
        for place in sorted(places):
            if place < reached:
                continue  # within the row before: nothing new can be reached from there
            reached = place
            while reached < end and is_one(text[reached]):
                reached += 1
            run.step(reached - place + 1)
            found.update(range(place + least, reached + 1))
        return found

    return go


def _at(code: str) -> Part:
    is_there = PLACES[code]

    def go(places: Places, run: _Run) -> Places:
        run.step(len(places))
        return {place for place in places if is_there(run.text, place)}

    return go


def _is_end(text: str, place: int) -> bool:
    return place == len(text) or (place == len(text) - 1 and text[place] == "\n")


def _is_boundary(text: str, place: int) -> bool:
    before = place > 0 and _is_word(text[place - 1])
    return before != (place < len(text) and _is_word(text[place]))


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


PLACES: dict[str, Callable[[str, int], bool]] = {
    "AT_BEGINNING": lambda _, place: place == 0,
    "AT_BEGINNING_STRING": lambda _, place: place == 0,
    "AT_END": _is_end,
    "AT_END_STRING": lambda text, place: place == len(text),
    "AT_BOUNDARY": _is_boundary,
    "AT_NON_BOUNDARY": lambda text, place: not _is_boundary(text, place),
}
CATEGORIES: dict[str, Test] = {
    "CATEGORY_DIGIT": str.isdecimal,
    "CATEGORY_SPACE": str.isspace,
    "CATEGORY_WORD": _is_word,
}


def _test(kind: str, value: Any) -> Test:
    match kind:
        case "ANY":
            return lambda character: character != "\n"
        case "LITERAL":
            return chr(value).__eq__
        case "NOT_LITERAL":
            return chr(value).__ne__
        case "RANGE":
            first, last = map(chr, value)
            return lambda character: first <= character <= last
        case "CATEGORY":
            name = str(value)
            known = CATEGORIES[name.replace("_NOT_", "_")]
            return (lambda character: not known(character)) if "_NOT_" in name else known
        case _:
            return _one_of(value)


def _one_of(items: Sequence[tuple[Any, Any]]) -> Test:
    is_not = str(items[0][0]) == "NEGATE"
    tests = [_test(str(kind), value) for kind, value in items[is_not:]]
    # a cell has few different characters, and each is looked up again and again
    return cache(lambda character: any(test(character) for test in tests) != is_not)
