"""Know places by names and codes: states and counties of the US, countries and the largest parts of some, regions
of the EU, areas of the UK.

What is not known is a place all the same, only of no level that could be told.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

COUNTRY = "country"
NUTS = {2: COUNTRY, 3: "NUTS-1 region", 4: "NUTS-2 region", 5: "NUTS-3 region"}
"""Levels of the regions of the EU by the length of their codes."""
UK = {
    "E92": COUNTRY, "W92": COUNTRY, "S92": COUNTRY, "N92": COUNTRY, "K02": COUNTRY, "K03": COUNTRY, "K04": COUNTRY,
    "E12": "region", "E13": "region", "E06": "local authority", "E07": "local authority", "E08": "local authority",
    "E09": "local authority", "E10": "local authority", "W06": "local authority", "S12": "local authority",
    "N09": "local authority", "E14": "constituency", "E05": "ward", "E01": "small area", "E02": "small area",
}  # fmt: skip
"""Levels of the areas of the UK by the beginnings of their codes of nine characters."""
COUNTY = re.compile(r"(?i)\b(county|parish|borough|census area|municipality|city and borough)$")
CENSUS = {
    "010": COUNTRY, "020": "region", "040": "state", "050": "county", "060": "county subdivision", "140": "tract",
    "160": "city", "310": "metropolitan area", "500": "congressional district", "860": "ZIP area",
    "970": "school district",
}  # fmt: skip
"""Levels of the areas of the US by the beginnings of their codes of the Census Bureau, `0500000US39001`."""
_CENSUS_CODE = re.compile(r"(?P<level>[0-9]{3})[0-9A-Z]{4}US[0-9A-Z]*")
_FIPS = re.compile(r"[0-9]{5}")
LANGUAGES = ("de", "es", "fr", "it", "nl", "pt")
"""Languages beside English in which offices call countries, as `Schweiz` and `España`."""
GROUP_OF_COUNTRIES = "group of countries"
GROUPS = re.compile(
    r"EU-?[0-9]{2}(?:_[0-9]{4})?|EA(?:-?[0-9]{2})?(?:_[0-9]{4})?|EEA(?:[0-9]{2})?|EFTA|OECD(?:E|AVG|-.*)?|OAVG|G-?(?:7|20)|"
    r"BRICS|ASEAN|(?i:world|european union.*|euro area.*|arab world|"
    r"(?:sub-saharan|northern|eastern|western|southern|central|latin|north|south|east|middle east).*"
    r"(?:africa|america|asia|europe|pacific|caribbean)\b.*|(?:africa|asia|europe|oceania|americas)|"
    r"(?:(?:very )?(?:high|low|upper|lower|medium)\W?(?:er)?\W?)?(?:middle )?(?:income|human development)\b.*|"
    r"(?:least|less|more|heavily|fragile|small|other|pre-|post-|early-|late-)\b.*(?:countries|states|dividend|economies).*|"
    r"ida\b.*|ibrd\b.*|oecd members|members of .*)"
)
"""Names and codes of what is made of several countries, and stands among them in a list."""
_UK_CODE = re.compile(r"[EWSNK][0-9]{8}")
_NUTS_CODE = re.compile(r"[A-Z]{2}[A-Z0-9]{0,3}")
TOTALS = re.compile(
    r"(?i)\W*(?:(?:grand\s+|sub-?\s*)?total\b.{0,40}|gesamt|insgesamt|summe|zusammen|ensemble|todos|todas|"
    r"ambos(?: sexos)?|"
    r"(?:all|both|alle|beide)(?:\s+(?:ages?|sexes|genders?|persons?|people|races?|groups?|types?|causes?|categories|"
    r"states?|countries|counties|regions?|areas?|places?|districts?|schools?|combined|years?|months?))?)\W*"
)
"""How a row or a member begins that is the sum of others."""
WHOLES = re.compile(
    TOTALS.pattern.removeprefix("(?i)") + "|"
    r"(?!all (?:other|saints|souls|hallows))(?:all|alle|todos los|todas las)(?: [\w-]+){0,2} \w+|"
    r"(?:the )?(?:whole|entire) (?:of )?[\w ]+|sum|suma|overall|combined|national|nacional|"
    r"(?:state|nation|county|city|district|region|country)-?wide|"
    r".{0,40} (?:total|gesamt|insgesamt|combined)",
    re.IGNORECASE,
)
"""What a row or a member is called that stands for all others; its figures have to be their sums, or it is asked."""


_OVER_ALL = re.compile(
    r"(?i)(?:the )?(?:whole )?(?:state|nation|country|land|bund|bundesgebiet|estado|país|pais)(?: as a whole)?|"
    r"(?:median|mean|average|avg\.?|mittelwert|durchschnitt|media|mediana|promedio)"
    r"(?:,? (?:of|over|for|aller|de|del)(?: the| los| las)?(?: all| todos| todas)?(?: [\w-]+)?)?"
)
"""What a row is called that is the rate, the mean or the median of all others."""
_STATISTIC = re.compile(
    r"(?i)[ ,]*\(?(?:median|mean|average|avg\.?|mittelwert|durchschnitt|media|mediana|promedio)\)?$"
)
"""What stands behind such a name: `All clinics (median)`."""
_COUNTRIES = frozenset({
    "england", "scotland", "wales", "northern ireland", "great britain", "united kingdom", "uk", "united states", "us",
    "u.s.", "usa", "deutschland", "germany", "österreich", "austria", "schweiz", "switzerland", "españa", "spain",
    "méxico", "mexico", "canada", "australia", "ireland",
})  # fmt: skip


def is_over_all(name: str, names: Iterable[str]) -> bool:
    """Say whether a name says that it stands for all others: `Statewide`, `All clinics (median)`, `State`, `England`.

    A country stands for others where none of these is one.
    """
    plain = _STATISTIC.sub("", name).strip() or name
    if WHOLES.fullmatch(plain) or _OVER_ALL.fullmatch(plain) or (plain != name and plain.casefold() in _COUNTRIES):
        return True
    others = (other for other in names if other != name)
    return plain.casefold() in _COUNTRIES and not any(COUNTRY in levels_of(other) for other in others)


def totals_of(members: Iterable[str]) -> frozenset[str]:
    """Return the members that are called as one that stands for all others.

    `Total 18 to 64 years` is one where nothing else is: beside `All people` it is a member.
    """
    found = [member for member in members if TOTALS.fullmatch(member)]
    plain = [member for member in found if not _TOTAL_OF.fullmatch(member)]
    return frozenset(plain or found[:1])


_TOTAL_OF = re.compile(r"(?i)\W*total\W+\w.*")


_STATE_OF = re.compile(r"(?:the )?(?:commonwealth|state) of ")
"""How states call themselves: `Commonwealth of Virginia`."""


_OF_STATE = re.compile(r"(?P<first>.+?) \((?P<state>[A-Z]{2})\)")
"""A county with its state, as the Census Bureau writes it: `Autauga County (AL)`."""


@cache
def _states() -> dict[str, tuple[str, str]]:
    """Return level and usual code by name, code of two letters and FIPS code, in small letters."""
    text = (files("reportgen.intake") / "gazetteer" / "us-states.csv").read_text(encoding="utf-8")
    known: dict[str, tuple[str, str]] = {}
    for row in csv.DictReader(StringIO(text)):
        for name in (row["name"], row["code"], row["fips"]):
            if name:
                known[name.casefold()] = (row["level"], row["code"] or row["name"])
    return known


@cache
def _subdivisions() -> dict[str, tuple[str, ...]]:
    """Return levels by the names of the largest parts of some countries, in small letters."""
    text = (files("reportgen.intake") / "gazetteer" / "subdivisions.csv").read_text(encoding="utf-8")
    known: dict[str, tuple[str, ...]] = {}
    for row in csv.DictReader(StringIO(text)):
        for name in row["names"].split("|"):
            known[_plain(name)] = (*known.get(_plain(name), ()), row["level"])
    return known


@cache
def _countries() -> dict[str, str]:
    """Return codes of countries by their names and codes of two and three letters, from CLDR."""
    from babel import Locale
    from babel.core import get_global

    found: dict[str, str] = {}
    territories = Locale("en").territories
    for code, name in territories.items():
        if len(code) == 2 and code.isalpha():
            found[_plain(name)] = found[code.casefold()] = code
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                found.setdefault(_plain(name), code)
    for alias, codes in get_global("territory_aliases").items():
        if len(alias) == 3 and alias.isalpha() and len(codes) == 1:
            found[alias.casefold()] = codes[0]
    return found | {"el": "GR", "uk": "GB"}  # as the European Union writes them


def _plain(name: str) -> str:
    return name.replace("’", "'").replace("&", "and").casefold()


def clean_name(text: str) -> str:
    """Return the name of a place without the dots that indent it and the marks of footnotes behind it."""
    return re.sub(r"(?:\s?\[note [0-9a-z]+\]|[\s*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰]|\s[0-9]\))+$", "", re.sub(r"^[\s.…·•>–-]+", "", text))


def levels_of(text: str) -> tuple[str, ...]:
    """Return the levels that a place of this name or code may be of; none where it is not known.

    Georgia is a state and a country; which one is meant, the other places of the table say.
    """
    name = clean_name(text)
    plain = _plain(name)
    of = _STATE_OF.match(plain)
    if of and plain[of.end() :] in _states():
        plain = plain[of.end() :]
    found = []
    first, comma, last = name.rpartition(", ")
    if comma and _plain(last) in _states() and COUNTY.search(first):
        found.append("county")
    of_state = _OF_STATE.fullmatch(name)
    if of_state and of_state["state"].casefold() in _states() and COUNTY.search(of_state["first"]):
        found.append("county")
    census = _CENSUS_CODE.fullmatch(name)
    if census and census["level"] in CENSUS:
        found.append(CENSUS[census["level"]])
    if plain in _states():
        found.append(_states()[plain][0])
    if COUNTY.search(name) or (_FIPS.fullmatch(name) and name[:2] in _states()):
        found.append("state" if name.endswith("000") else "county")
    if _UK_CODE.fullmatch(name):
        found.append(UK.get(name[:3], "area"))
    if plain in _countries():
        found.append(COUNTRY)
    found += _subdivisions().get(plain, ())
    if not found and GROUPS.fullmatch(name):
        found.append(GROUP_OF_COUNTRIES)
    return tuple(dict.fromkeys(found))


def is_part(name: str) -> bool:
    """Say whether a name is known only as that of a part of a country, whose levels every language calls otherwise."""
    plain = _plain(clean_name(name))
    return plain in _subdivisions() and plain not in _states() and plain not in _countries()


@cache
def _names() -> dict[tuple[str, str], str]:
    """Return names by level and code."""
    from babel import Locale

    text = (files("reportgen.intake") / "gazetteer" / "us-states.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(StringIO(text)))
    states = {(row["level"], code): row["name"] for row in rows for code in (row["code"], row["fips"]) if code}
    territories = Locale("en").territories
    countries = {(COUNTRY, code): territories.get(found, "") for code, found in _codes_of_countries().items()}
    return countries | states


def _codes_of_countries() -> dict[str, str]:
    return {text.upper(): code for text, code in _countries().items() if len(text) in (2, 3)}


def name_of(code: str, level: str) -> str:
    """Return the name of a place by its code; empty where it is not known."""
    return _names().get((level, code), "")


def is_region_of_eu(codes: list[str]) -> bool:
    """Say whether codes are those of the regions of the EU: countries of two letters, and longer ones within them."""
    fitting = [code for code in codes if _NUTS_CODE.fullmatch(code)]
    countries = {code[:2] for code in fitting if len(code) == 2}
    within = [code for code in fitting if len(code) > 2 and code[:2] in countries]
    return len(fitting) * 10 >= len(codes) * 9 and len(within) * 2 > len(codes)


def nuts_level(code: str) -> str:
    """Return the level of a region of the EU."""
    return NUTS.get(len(code), "NUTS region")
