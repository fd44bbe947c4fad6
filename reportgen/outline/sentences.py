"""Words of the data as they stand within a sentence: names keep their capitals, and figures in thousands say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.intake.gazetteers import levels_of
from reportgen.language import say, say_of, spoken
from reportgen.wording import capitalised

if TYPE_CHECKING:
    from reportgen.dataset import Package
    from reportgen.outline.survey import Series

_SCALED = re.compile(r" \((?:in )?(?P<scale>thousand|million|billion)s\)")
"""What a title says of figures in thousands, which a sentence says behind the figure."""
_PERCENT_SIGN = re.compile(r"\s*(?:\(%\)|(?<!\S)%)$")
"""What a title says of percentages, which the figures say themselves."""
_GENERIC = re.compile(r"(?i)^(?P<what>.+), (?P<kind>number|percent|percentage|rate|share|total|count|amount)$")
"""A title that ends with the kind of its figures, as heads of two levels give it: `Official, Number`."""
_LINKS = frozenset({"of", "de", "del", "la", "and", "&", "und", "y"})
"""Words that link those of a name: `House of Hope`."""
PROPER = frozenset({
    "Covid", "Medicaid", "Medicare", "Hispanic", "Latino", "Latina", "Asian", "African", "American", "Native",
    "Indigenous", "English", "Spanish", "French", "German", "Ukrainian", "Christmas", "Easter", "Thanksgiving",
    "Ramadan", "Internet", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January",
    "February", "March", "April", "June", "July", "August", "September", "October", "November", "December",
})  # fmt: skip
"""Words that keep their capital wherever they stand."""
_ARTICLE = re.compile(
    r"(?:United|Republic|Commonwealth|District|City|County|State|Kingdom) |.* (?:Islands|Republic|States)$"
)
"""Names that stand with an article."""


def stood(one: Series, package: Package, place: str = "") -> str:
    """Return the clause of a sentence on a series, and of a place: `official (number) in Ohio stood at {} thousand`.

    Other languages than English name the series between quotation marks, for its gender and number are not known.
    """
    if not spoken().is_english:
        parts = {"title": one.short, "place": place, "figure": "{}"}
        if place:
            return say("the figure for “{title}” in {place} was {figure}", **parts)
        return say("the figure for “{title}” was {figure}", **parts)
    place = f" in {with_article(place)}" if place else ""
    scale = _SCALED.search(one.short)
    title = _PERCENT_SIGN.sub("", _SCALED.sub("", one.short)).replace("% ", "percent ")
    generic = _GENERIC.match(title)
    if generic:
        title = f"{generic['what']} ({generic['kind'].lower()})"
    names = {place.name for place in package.places.values()}
    words = title if title in names or levels_of(title) else lowered(title)
    return f"{words}{place} stood at {{}}{' ' + scale['scale'] if scale else ''}"


def lowered(words: str) -> str:
    """Return words as within a sentence: a first capital is lowered, unless another one shows that they are a name.

    They stay as they are in a language whose nouns have capitals.
    """
    if say_of("nouns within a sentence", "small") != "small":
        return words
    first, blank, rest = words.partition(" ")
    if first.strip(",;:") in PROPER:
        return words
    telling = [word.strip("()") for word in rest.split()]
    content = telling[1:] if telling and telling[0].lower() in _LINKS else telling[:1]
    is_name = bool(content) and all(word[:1].isupper() and word[1:].islower() for word in content)
    return f"{first.lower() if first[1:].islower() and not is_name else first}{blank}{rest}"


def as_noun(word: str) -> str:
    """Return a name of a level as a noun within a sentence: `county`, and `Kanton` where nouns have capitals."""
    return word if say_of("nouns within a sentence", "small") == "small" else capitalised(word)


def with_article(name: str) -> str:
    """Return the name of a place as it stands behind `in`: `the United States`, `Ohio`."""
    return f"the {name}" if _ARTICLE.match(name) else name
