"""Find the place a user means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from reportgen.dataset import Package


def place_code(text: str, package: Package) -> str:
    """Return the code of a place that is written as its code or its name, in capitals or not.

    Raises UsageError when there is no such place.
    """
    known = {place.name.casefold(): code for code, place in package.places.items()}
    known |= {code.casefold(): code for code in package.places}
    if text.casefold() not in known:
        raise UsageError(f"unknown place `{text}`", hint=_near_place(text, package))
    return known[text.casefold()]


def _near_place(text: str, package: Package) -> str:
    names = {place.name for place in package.places.values()}
    hint = did_you_mean(text.title(), names)
    return hint if hint.startswith("did") else "`reportgen list places` shows them"


def all_places(package: Package) -> tuple[str, ...]:
    """Return the codes of the places that can have a report of their own: not the whole, no row such as `Unknown`."""
    return tuple(code for code in package.places if package.levels.is_ranked(code))
