"""What measures are called in plain words: heads that come from databases, `fc_count` and `FC COUNT`, are parted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.intake.found import Question
from reportgen.intake.heads import GENERIC
from reportgen.language import say

if TYPE_CHECKING:
    from reportgen.intake.answers import Answers

UNIT_WORDS = frozenset([
    "$", "€", "£", "usd", "eur", "gbp", "chf", "dollar", "dollars", "euro", "euros", "pounds", "%", "percent",
    "prozent", "pct", "in", "of", "thousand", "thousands", "million", "millions",
    "billion", "billions", "tausend", "tsd", "mio", "mrd", "'000", "000s",
])  # fmt: skip
"""Words of heads that only say in what is measured."""
SHORTENED = {
    "pop": "population", "pct": "percent", "perc": "percent", "num": "number", "cnt": "count", "avg": "average",
    "med": "median", "hh": "households", "amt": "amount", "est": "estimate", "tot": "total", "exp": "expenditure",
    "pov": "poverty", "popestimate": "population estimate", "estimatesbase": "estimates base",
    "npopchg": "population change", "naturalinc": "natural increase", "internationalmig": "international migration",
    "domesticmig": "domestic migration", "netmig": "net migration", "rbirth": "birth rate", "rdeath": "death rate",
    "fte": "FTE", "gdp": "GDP", "hiv": "HIV", "nhs": "NHS", "ssi": "SSI", "ged": "GED", "lep": "LEP",
}  # fmt: skip
"""Words that databases shorten."""
ACRONYMS = frozenset({
    "AIDS", "SNAP", "TANF", "WIC", "CHIP", "FTE", "GDP", "HIV", "NHS", "SSI", "GED", "LEP", "SAT", "ACT", "ICU", "NICU",
    "PISA", "UNHCR", "UNICEF", "EU", "UK", "US", "USA", "UN", "NGO", "IEP", "ELL", "ESL", "CPS", "DV",
})  # fmt: skip
"""What stays as it is where a whole head stands in capitals."""
SMALL = frozenset([
    "a", "an", "and", "as", "at", "by", "de", "du", "el", "en", "es", "for", "in", "la", "le", "no", "not", "of", "off",
    "on", "or", "per", "re", "the", "to", "un", "up", "von", "und", "y", "zu",
])  # fmt: skip
"""Short words of a language."""
SHORT = 4
"""Letters that an abbreviation without a vowel has at most."""
MOST = 8
"""Names that are asked for one by one."""


def name_of(measure: str, fallback: str) -> str:
    """Return the title of a measure from its head: in words, without marks of footnotes and what says nothing."""
    words = re.sub(r"[*†‡§]+|\(\+\)", "", in_words(measure))
    is_telling = any(word.lower().strip(",()") not in GENERIC | UNIT_WORDS for word in words.split())
    title = " ".join(words.split()) if is_telling else ""
    title = title or " ".join(fallback.replace("_", " ").split())
    return title[:1].upper() + title[1:]


def in_words(head: str) -> str:
    """Return the head of a column of a database in words: `pop_17under` as `population 17 under`."""
    if head.lower() in SHORTENED:
        return SHORTENED[head.lower()]
    if _CODE.fullmatch(head):
        return head
    if not is_of_database(head):
        return head.replace("_", " ")
    words = _IN_CAMELS.sub(" ", head) if _CAMELS.fullmatch(head) else head.replace("_", " ")
    counted = _COUNTED.sub("", _JOINED.sub(" ", words))
    is_lowered = _is_shouted(head)  # words of `FosterCareEntries` keep their capitals, as German nouns have to
    return " ".join(_said(word, is_lowered=is_lowered) for word in counted.split())


def is_of_database(head: str) -> bool:
    """Say whether a head is one of a database, and none that somebody wrote to be read."""
    is_code = bool(_CODE.fullmatch(head) or _CAMELS.fullmatch(head))
    return is_code or ("_" in head and " " not in head) or _is_shouted(head)


_CODE = re.compile(r"(?=(?:.*[0-9]){3})(?!.*[A-Z]{7})[A-Z][A-Z0-9_.-]{4,}")
"""A code and no words: `LASST390000000000003`."""


_CAMELS = re.compile(r"[A-Z]?[a-z]+(?:[A-Z][a-z]+)+")
_JOINED = re.compile(r"(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])(?!(?:st|nd|rd|th)(?![a-z]))")
"""Where a number is joined to a word: `17under`, and not `31st`."""
_IN_CAMELS = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_COUNTED = re.compile(r"(?i)^(?:(?:n|num|nbr|cnt)(?: of)?|no of) (?=[a-z])")
"""How heads begin of what is counted, which its unit says: `n_hh_served`; `No_further_action` is a word."""


def _is_shouted(head: str) -> bool:
    """Say whether a head stands in capitals, and is no acronym or sign."""
    letters = re.sub(r"[^A-Za-zÄÖÜÑ]", "", head)
    return len(letters) > SHORT and letters.isupper() and (" " in head or "_" in head or head.isalpha())


def _said(word: str, *, is_lowered: bool) -> str:
    plain = word.lower()
    if plain in SHORTENED:
        return SHORTENED[plain]
    if is_lowered and word.upper() in ACRONYMS:
        return word.upper()
    if _is_abbreviation(plain) and (is_lowered or word.islower()):
        return word.upper()
    return plain if is_lowered else word


def _is_abbreviation(word: str) -> bool:
    is_short = word.isalpha() and 1 < len(word) <= SHORT
    return is_short and not re.search(r"[aeiouyäöü]", word) and word not in SMALL


def named(measure: str, identifier: str, title: str, answers: Answers) -> tuple[str, tuple[Question, ...]]:
    """Return what a measure is called: as answered, or the title of its head; and a question where that says little."""
    key = f"name.{identifier}"
    answered = answers.get(key)
    if answered:
        return answered, ()
    question = _ASKS.match(measure)
    if question:
        what = question["what"] or title.rstrip(" ?")
        title = what[:1].upper() + what[1:]
    elif not measure or not is_of_database(measure) or not is_cryptic(measure, title):
        return title, ()
    text = say(
        "What is `{head}` called in plain words? Headings and sentences have it as it is said here.", head=measure
    )
    more = say("Write it as it stands within a sentence, such as `households served`.")
    return title, (Question(key, text, title, more=more),)


_ASKS = re.compile(
    r"(?i)how many (?P<what>(?!of )[\w -]+?)(?: (?:did|do|does|have|has|were|was|are|is|will) .*)?\?$|.*\?$"
)
"""A head that asks, as those of a form: `How many families did you serve?`."""


def is_cryptic(head: str, title: str) -> bool:
    """Say whether a head holds what is no word: an abbreviation that nobody spelt out, a letter, a number beside one.

    What stands in capitals among other words was meant so, as `MHA` and `Part_II`.
    """
    written = (
        set()
        if _is_shouted(head)
        else {word for word in re.findall(r"[^\W_]+", head) if sum(map(str.isupper, word)) > 1}
    )
    words = [word for word in re.findall(r"[^\W_]+", title) if word not in written]
    return bool(_JOINED.search(head)) or bool(_CODE.fullmatch(head)) or any(map(_is_no_word, words))


def _is_no_word(word: str) -> bool:
    plain = word.lower()
    is_known = word.upper() in ACRONYMS or plain in SMALL or not plain.isalpha()
    return not is_known and (len(plain) <= SHORTEST or _is_abbreviation(plain))


SHORTEST = 2
"""Letters of what is no word, unless it is a known one."""
