"""Words of the data as they stand within a sentence: names keep their capitals, and figures in thousands say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.dataset.filled import WHOLES
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
_MONEY_UNIT = re.compile(r"\s*\((?:[A-Z]{3}|[$€£¥])\)$")
"""What a title says of amounts of money, which the figures say themselves."""
_PREPOSITION = re.compile(
    r"(?i) (?:of|in|within|with|without|by|per|from|to|for|at|on|under|over|above|below|between|after|before|who|aged) "
)
"""Words that end the noun which a title begins with: `Children` of `Children in need`."""
_PARTICIPLES = frozenset({"lost", "born", "held", "left", "made", "found", "given", "taken", "seen", "sold", "built",
                          "paid", "met", "kept", "sent", "begun"})  # fmt: skip
"""Words that follow a noun without a preposition, beside those in `-ed`: `children born`."""
_PLURALS = frozenset({"children", "people", "men", "women"})
_SINGULARS = frozenset({"series", "species", "news"})
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
    """Return the clause of a sentence on a series, and of a place: `the number of families in Ohio was {}`.

    What is no count of a noun in the plural stands at its figure: `official (number) in Ohio stood at {} thousand`.

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
    title = _MONEY_UNIT.sub("", title) if one.indicator.measured_in.kind == "currency" else title
    generic = _GENERIC.match(title)
    if generic:
        title = f"{generic['what']} ({generic['kind'].lower()})"
    names = {place.name for place in package.places.values()}
    words = title if title in names or levels_of(title) else lowered(title)
    figure = f"{{}}{' ' + scale['scale'] if scale else ''}"
    if title.casefold() in WHOLES:
        return f"the total{place} was {figure}"
    if words.startswith("number of "):
        return f"the {words}{place} was {figure}"
    if one.indicator.measured_in.is_counted and not generic and _is_plural(title):
        return f"the number of {words}{place} was {figure}"
    return f"{words}{place} stood at {figure}"


def _is_plural(title: str) -> bool:
    """Say whether a title begins with a noun in the plural: `Families housed`, `Children in need`; not `Population`."""
    words = re.split(_PREPOSITION, f"{title.partition('(')[0].partition(',')[0]} ")[0].split()
    while len(words) > 1 and (words[-1].endswith("ed") or words[-1].lower() in _PARTICIPLES):
        words.pop()
    last = words[-1].lower() if words else ""
    is_regular = len(last) > 3 and last.endswith("s") and not last.endswith(("ss", "us", "is", "ics"))
    return last in _PLURALS or (is_regular and last not in _SINGULARS)


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
