"""Levels of place: which places are put beside each other, and which of them are parts of another one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reportgen.dataset.records import Level
from reportgen.wording import capitalised, list_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from reportgen.dataset.records import Place
    from reportgen.dataset.tables import Table

PLACE = "place"
"""The dimension of places: those at the first level below the place in question. Also a level without a name."""
NO_PLACE = "other"
"""The level, or the type, of a row such as `Unknown`."""
ONE_LEVEL = ("state", "district", "territory")
"""Types of place that packages without a column `level` have at one level, as the first edition of them had it."""


def with_levels(places: Table, country: str) -> Table:
    """Return places that have their level: as stated, as their type says, or one for all where nothing is said."""
    stated = list(places.cells(("place", "place_type", "level")))
    levels = [_level_of(level, kind) for _, kind, level in stated]
    if not any(level for level, (place, *_) in zip(levels, stated, strict=True) if place != country):
        levels = [level if kind else PLACE for level, (_, kind, _) in zip(levels, stated, strict=True)]
    return replace(places, columns={**places.columns, "level": levels})


def _level_of(level: str | None, kind: str | None) -> str:
    found = level or (ONE_LEVEL[0] if kind in ONE_LEVEL else kind)
    return "" if found in (None, NO_PLACE) else found


def named_levels(places: Sequence[Place], given: Iterable[Level]) -> dict[str, Level]:
    """Return the levels with what they are called: those given in their order, the others as they first occur."""
    known = {level.level: level for level in given}
    occurring = {place.level: Level(place.level) for place in places if place.level}
    return {name: _named(level, places) for name, level in {**known, **occurring, **known}.items()}


def _named(level: Level, places: Sequence[Place]) -> Level:
    words = level.in_sentence or _words(level.level, places)
    return replace(level, title=level.title or capitalised(words), in_sentence=words)


def _words(level: str, places: Sequence[Place]) -> str:
    """Return the level itself; where it holds several types of place, all of these: `county or city`."""
    types = {place.place_type for place in places if place.level == level == ONE_LEVEL[0]}
    return list_of([each for each in ONE_LEVEL if each in types], last="or") or level.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Levels:
    """The places of a package, level by level, and what lies within what."""

    country: str
    """The place that is the whole."""
    places: Mapping[str, Place]
    """In their order."""
    names: Mapping[str, Level]
    """What each level is called, from the largest places to the smallest."""
    breakdowns: Collection[str] = ()
    """Dimensions that are none of places; one that is called like a level is meant, and not the level."""
    _above: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """By place: what it is a part of, what that is a part of, and so on."""
    _below: dict[str, set[str]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """By place: the levels of the places within it."""
    _alike: set[str] = field(default_factory=set, init=False, repr=False, compare=False)
    """Places of whose level another one has the same name."""
    _found: dict[tuple[str, str, bool], tuple[str, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Lists asked for before: every report on a place asks for the same ones."""

    def __post_init__(self) -> None:
        named = [(place.level, place.name) for place in self.places.values()]
        if len(set(named)) < len(named):
            counts = Counter(named)
            several = (code for code, name in zip(self.places, named, strict=True) if counts[name] > 1)
            self._alike.update(code for code in several if self.parent(code))
        chains: dict[str, tuple[str, ...]] = {"": ()}
        """What a place is a part of, and what that is a part of: many have the same."""
        for code, place in self.places.items():
            parent = self.parent(code)
            if parent not in chains:
                chains[parent] = (parent, *self._parents(parent))
            self._above[code] = chains[parent]
            for above in chains[parent] if place.level else ():
                self._below.setdefault(above, set()).add(place.level)

    def _parents(self, place: str) -> Iterator[str]:
        above = self.parent(place)
        while above:
            yield above
            above = self.parent(above)

    def parent(self, place: str) -> str:
        """Return the place that one is a part of; empty for the whole."""
        return "" if place == self.country else self.places[place].parent or self.country

    def is_within(self, place: str, whole: str) -> bool:
        """Say whether a place is a part of another one, or a part of one of its parts."""
        return whole in self._above[place]

    def above(self, place: str, level: str) -> str:
        """Return the place of a level that one is a part of; empty where there is none."""
        return next((code for code in self._above[place] if self.places[code].level == level), "")

    def told_apart(self, place: str, words: str, *, within: str = "") -> str:
        """Return the words for a place; with what it is a part of, where another one of its level has its name.

        That is not said where all is about the place that it lies `within`.
        """
        if place not in self._alike or self.parent(place) == within:
            return words
        return f"{words} ({self.places[self.parent(place)].name})"

    def is_level(self, dimension: str) -> bool:
        """Say whether a dimension is one of places: `place`, or the name of a level."""
        return dimension == PLACE or (dimension in self.names and dimension not in self.breakdowns)

    def is_ranked(self, place: str) -> bool:
        """Say whether a place has others beside it: it is not the whole, and not a row such as `Unknown`."""
        return place != self.country and bool(self.places[place].level)

    def beside(self, place: str) -> tuple[str, ...]:
        """Return the places of one's own level, itself included; none of the whole, or of a row that is no place."""
        return self._at(self.places[place].level, self.country) if self.is_ranked(place) else ()

    def level_listed(self, place: str, dimension: str = PLACE) -> str:
        """Return the level of the places that a list about a place has: that named, or the first one below.

        A place without any within it has those of its own level beside it, a row that is no place those of the whole.
        """
        if dimension != PLACE:
            return dimension
        first = next(iter(self.below(place)), self.places[place].level)
        return first or (self.level_listed(self.country) if place != self.country else "")

    def below(self, place: str) -> tuple[str, ...]:
        """Return the levels of the places within a place, those of the largest places first."""
        below = self._below.get(place, ())
        return tuple(name for name in self.names if name in below)

    def whole(self, place: str, dimension: str = PLACE) -> str:
        """Return what the places of such a list are parts of: the place itself, or the whole package."""
        return place if self.level_listed(place, dimension) in self._below.get(place, ()) else self.country

    def listed(self, place: str, dimension: str = PLACE) -> tuple[str, ...]:
        """Return the places that a list about a place has, in their order.

        Rows that are no place stand in the lists of the whole that they are a part of.
        """
        return self._at(self.level_listed(place, dimension), self.whole(place, dimension), rest=True)

    def _at(self, level: str, whole: str, *, rest: bool = False) -> tuple[str, ...]:
        """Return the places of a level within a whole; with the `rest`, rows of this whole that are no place, too."""
        key = (level, whole, rest)
        if key not in self._found:
            self._found[key] = tuple(
                code
                for code, place in self.places.items()
                if (place.level == level and self.is_within(code, whole))
                or (rest and not place.level and self.parent(code) == whole)
            )
        return self._found[key]
