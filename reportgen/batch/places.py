"""Find the places a user means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.dataset import Package


def place_code(text: str, package: Package) -> str:
    """Return the code of a place that is written as its code or its name, in capitals or not.

    Raises UsageError when there is no such place, or more than one.
    """
    if text in package.places:
        return text
    wanted = text.casefold()
    found = [code for code in package.places if code.casefold() == wanted]
    found = found or [code for code, place in package.places.items() if place.name.casefold() == wanted]
    if not found:
        raise UsageError(f"unknown place `{text}`", hint=_near_place(text, package))
    if len(found) > 1:
        raise UsageError(f"`{text}` is more than one place", hint=f"name one by its code: {_told(found, package)}")
    return found[0]


def _told(codes: Sequence[str], package: Package) -> str:
    """Return codes with what tells them apart: `01095` (county of Alabama)."""
    return ", ".join(f"`{code}` ({_what(code, package)})" for code in codes)


def _what(code: str, package: Package) -> str:
    place, above = package.places[code], package.levels.parent(code)
    level = package.levels.names.get(place.level)
    words = level.in_sentence if level else place.name
    return f"{words} of {package.places[above].in_sentence}" if above in package.places else words


def _near_place(text: str, package: Package) -> str:
    names = {place.name for place in package.places.values()}
    hint = did_you_mean(text.title(), names)
    return hint if hint.startswith("did") else "`reportgen list places` shows them"


def level_code(text: str, package: Package, *, where: str = "") -> str:
    """Return the level that is written as itself, its title or its plural, in capitals or not.

    Raises UsageError when no place below the whole is of such a level.
    """
    levels = {name: package.levels.names[name] for name in package.levels.below(package.country)}
    for name, level in levels.items():
        if text.casefold() in {each.casefold() for each in (name, level.title, level.in_sentence, level.plural)}:
            return name
    raise UsageError(f"unknown level `{text}`", where=where, hint=did_you_mean(text, levels))


def all_places(package: Package, level: str = "") -> tuple[str, ...]:
    """Return the codes of the places of a level that can have a report of their own; of every level with a figure."""
    levels = {level} if level else _levels_with_figures(package)
    return tuple(
        code for code, place in package.places.items() if package.levels.is_ranked(code) and place.level in levels
    )


def with_figures(package: Package, places: Sequence[str]) -> tuple[str, ...]:
    """Return those of the places of which anything has a figure."""
    known = {place for place, value in set(package.rows.cells(("place", "value"))) if value is not None}
    return tuple(place for place in places if place in known)


def _levels_with_figures(package: Package) -> set[str]:
    """Return the levels of which any place has a figure; all where no place has one."""
    found = {package.places[place].level for _, place, _ in package.series if package.levels.is_ranked(place)}
    return found or set(package.levels.names)
