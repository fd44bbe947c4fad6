"""What each sequence of digits in a finished file is: a number of the trace, or of a few kinds that are no figures."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from reportgen.document import Caption, CrossReference, Heading, Key, Link, Table, plain_text
from reportgen.document.inlines import mark_sign, note_sign
from reportgen.document.walk import exhibits_of, texts, walk
from reportgen.language import say, speaking
from reportgen.measure import MarkCode
from reportgen.quantity import spans_of
from reportgen.version import __version__
from reportgen.wording import exact_number, long_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportgen.dataset import Package
    from reportgen.document import Document
    from reportgen.quantity import Quantity
    from reportgen.said import Said

DIGITS = re.compile(r"\d+(?:[.,’']\d+)*")
"""Digits with the signs between them that group them or begin decimals; a space parts them, as it does in a table."""
ADDRESS = re.compile(r"(?:tel|mailto|https?):|[a-z][a-z0-9_:-]+$")
"""An address, the name of an exhibit or of a note: no words."""
YEAR = re.compile(r"(?<![\d.,])(?:1[5-9]|20)\d\d(?:[–-]\d\d)?(?!\d|[.,]\d)|\bQ[1-4]\b")
PHONE = re.compile(r"\b1-8\d\d-[A-Z0-9-]+")
STAMP = re.compile(
    r"D:\d{14}\S*|\d{4}-\d\d-\d\dT[\d:.]+Z?|\b\d{4}-\d\d-\d\d\b|\b[0-9a-f]{32,}\b|\b\d+(?:\.\d+)+\b|(?m:^1$)"
)
"""A date and time, a checksum, a version or the first revision, among the properties of a file."""
COUNTED = re.compile(r"\d{1,3}(?: \w+ \d{1,3})?")
COUNTING = re.compile(r"\|\s*(?:length|count)\b|\bloop\.")
"""How a template counts, which gives a plain number, and what it then prints: `3`, `1 of 3`."""
AROUND = 6
"""Characters on either side by which words of a template are recognized."""
FAR = 80
"""Characters on either side in which a kind is looked for."""
BESIDE = 4
"""Letters and digits on either side by which a file says the same as the document."""

NUMBER, PERIOD, DATE, LABEL, PHONE_NUMBER = "number", "period", "date", "label or page", "telephone number"
DATA, TEMPLATE, PROPERTY = "words of the data", "words of the template", "property of the file"
LOST = "of unknown origin"
"""What a template made of a number in such a way that nobody knows any more what it is."""
LIMIT, COUNT = "limit that the data state", "count of a template"
LINK, SCALE, LISTED, KEY = "address", "scale of a chart", "list of origins", "key"
LIST = "audit:"
"""The anchors of the tables of an audit copy begin so."""


class Beside(NamedTuple):
    """What stands before and after digits, without spaces, and what they are."""

    before: str
    after: str
    kind: str


class Unknown(NamedTuple):
    """Digits of which nobody knows where they come from."""

    digits: str
    around: str
    """The words around them, with them."""


class Words(NamedTuple):
    """What stands in data and templates as it is printed; the same for all documents of a report."""

    data: dict[str, tuple[str, ...]]
    """Labels, titles, notes and the like, by the digits that stand in them."""
    typed: str
    """The templates, spaces and ends of lines as one space each."""


def words_of(package: Package, templates: Iterable[str]) -> Words:
    """Return the words of data and templates in which digits may stand."""
    return Words(_by_digits(_data_words(package)), " ".join(" ".join(templates).split()))


class Known:
    """All digits that a document says, and what they are."""

    def __init__(self, document: Document, package: Package, words: Words) -> None:
        """Sort the digits of a document by what they are."""
        self.numbers: set[str] = set()
        """The digits of its numbers."""
        self.values: set[float] = set()
        """What a chart may have in place of them: unrounded, or as they are printed."""
        self.unknown: list[Unknown] = []
        """Those that are no number and of no kind: a template made them, and their origin was lost."""
        self._beside: defaultdict[str, set[Beside]] = defaultdict(set)
        self._page_heads: set[str] = set()
        """With which letters what stands before the number of a page ends."""
        self._words = words
        metadata = document.metadata
        with speaking(metadata.language):
            self._patterns = _patterns(document, package)
        listed = tuple(each for each in document.blocks if isinstance(each, Table) and each.anchor.startswith(LIST))
        others = tuple(each for each in document.blocks if each not in listed)
        named = (metadata.title, metadata.short_title, metadata.subject, *metadata.keywords, metadata.draft)
        for text in texts((others, document.notes, named)):
            self._learn(text)
        for text in texts(listed):
            self._learn(text, LISTED)
        self._learn_places(document)

    def _learn(self, text: str, kind: str = "") -> None:
        spans = spans_of(text)
        for start, end, quantity in spans:
            self.numbers.update(DIGITS.findall(text, start, end))
            self.values.update(values_of(quantity))
        if ADDRESS.match(text):
            return
        for found in DIGITS.finditer(text):
            start, end = found.span()
            if any(first <= start and end <= last for first, last, _ in spans):
                continue
            told = kind or self._kind(text, start, end)
            before, after = beside(text, start, end)
            self._beside[found[0]].add(Beside(before, after, told))
            if kind:  # lines of a cell may end anywhere
                self._beside[found[0]].add(Beside("", "", told))
            if not told:
                self.unknown.append(Unknown(found[0], around(text, start, end)))

    def _learn_places(self, document: Document) -> None:
        """Learn where page numbers stand, behind headings and `on page`, and the digits of addresses."""
        for each in walk(document.blocks):
            if isinstance(each, Heading):
                self._page_heads.add(_squeezed(plain_text(each.children))[-BESIDE:])
            elif isinstance(each, CrossReference) and each.form == "page":
                self._page_heads.add(_squeezed(each.before)[-BESIDE:])
            elif isinstance(each, Caption):  # in a list of exhibits
                self._page_heads.add(_squeezed(plain_text(each.headline))[-BESIDE:])
            elif isinstance(each, Link):
                for found in DIGITS.finditer(each.url):
                    self._beside[found[0]].add(Beside(*beside(each.url, *found.span()), LINK))

    def _kind(self, text: str, start: int, end: int) -> str:
        """Return what digits of the document are; nothing for what nobody knows."""
        found = _kind_by(self._patterns, text, start, end)
        if found:
            return found
        if any(_covers(word, text, start, end) for word in self._words.data.get(text[start:end], ())):
            return DATA
        if self._is_typed(text, start, end):
            return TEMPLATE
        return COUNT if COUNTED.fullmatch(text.strip()) and COUNTING.search(self._words.typed) else ""

    def _is_typed(self, text: str, start: int, end: int) -> bool:
        around = text[max(0, start - AROUND) : end + AROUND]
        return " ".join(around.split()) in self._words.typed

    def kind_of(self, said: Said, start: int, end: int) -> str:
        """Return what digits of a finished file are; nothing for those that its document does not have.

        LOST for those that it has, and whose origin nobody knows.
        """
        text, part = said.text, said.part
        digits = text[start:end]
        if part == "label":
            return LABEL
        if part == "values":
            return NUMBER if self._is_value(digits) else PERIOD if YEAR.fullmatch(digits) else ""
        if digits in self.numbers:
            return NUMBER
        found = self._as_in_document(text, start, end) or _kind_by(self._patterns, text, start, end)
        if found:
            return found
        if part == "about" and _stands_in(STAMP, text, start, end):
            return PROPERTY
        if part == "drawn" and _is_round(digits):
            return SCALE
        before, _ = beside(text, start, end)
        return LABEL if any(head and before.endswith(head) for head in self._page_heads) else ""

    def _as_in_document(self, text: str, start: int, end: int) -> str:
        """Return what the same digits are in the document, between the same letters at least on one side."""
        before, after = beside(text, start, end)
        for known in self._beside.get(text[start:end], ()):
            is_before = bool(known.before) and before.endswith(known.before)
            is_after = bool(known.after) and after.startswith(known.after)
            if is_before or is_after or not (known.before or known.after):
                return known.kind or LOST
        return ""

    def _is_value(self, digits: str) -> bool:
        value = float(digits.replace(",", ""))
        return value in self.values or round(value, 9) in self.values


def _kind_by(patterns: Iterable[tuple[str, re.Pattern[str]]], text: str, start: int, end: int) -> str:
    return next((kind for kind, pattern in patterns if _stands_in(pattern, text, start, end)), "")


def _stands_in(pattern: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Say whether a place of a text is a part of what a pattern finds."""
    first = text.rfind("\n", 0, start) + 1
    found = pattern.finditer(text, max(first, start - FAR), end + FAR)
    return any(each.start() <= start and end <= each.end() for each in found)


def _is_round(digits: str) -> bool:
    """Say whether a number may stand at a tick of a scale: two digits and zeros, or a multiple of 2.5 such as 12.5."""
    plain = digits.replace(",", "").replace(".", "").strip("0")
    return len(plain) <= 2 or (len(plain) == 3 and plain[-1] == "5")


def beside(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the characters before and after a place of a text that are no spaces."""
    return _squeezed(text[max(0, start - 3 * BESIDE) : start])[-BESIDE:], _squeezed(text[end : end + 3 * BESIDE])[
        :BESIDE
    ]


def around(text: str, start: int, end: int) -> str:
    """Return the words around a place of a text."""
    return " ".join(text[max(0, start - 30) : end + 30].split())


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold()


def values_of(quantity: Quantity) -> Iterator[float]:
    """Yield how a chart may hold a number: unrounded, scaled, as it is printed; without a sign."""
    scaled = quantity.value / quantity.divisor
    printed = round(scaled, quantity.decimals)
    for value in (quantity.value, scaled, printed, printed * quantity.divisor):
        yield round(abs(value), 9)


def _patterns(document: Document, package: Package) -> tuple[tuple[str, re.Pattern[str]], ...]:
    prefix, made = re.escape(document.exhibit_prefix), document.metadata.date
    labels = [rf"{re.escape(say(word))}\s{prefix}\d+" for word in ("Figure", "Table")]
    labels += [_form(note_sign("\0")), _form(say("Page {number} of {count}", number="\0", count="\0"))]
    labels += [re.escape(sign) for sign in map(mark_sign, MarkCode) if DIGITS.search(sign)]
    labels.append(_form(say("part {number} of {count}", number="\0", count="\0")))
    parts = say("{exhibit}, part {number} of {count}: {title}", exhibit="", number="\0", count="\0", title="")
    labels += [_form(parts.strip(" :")), _form(say("{exhibit}, part {number}", exhibit="", number="\0"))]
    labels.append(_form(say("{heading}, page {page}", heading="", page="\0")))
    labels += [rf"^{re.escape(each.caption.number)}$" for each in exhibits_of(document.blocks) if each.caption.number]
    limits = {exact_number(each) for each in (package.rules.minimum_base, package.rules.minimum_count_for_shares)}
    forms = {form for each in package.years for form in (str(each), each.head, each.short)}
    # the longest first, so that `2022/23` is found before its `2022`
    periods = sorted((form for form in forms if not YEAR.fullmatch(form)), key=lambda form: (-len(form), form))
    kinds = {
        DATE: [re.escape(long_date(made)), re.escape(made.isoformat())],
        PERIOD: [*map(re.escape, periods), YEAR.pattern],
        LABEL: [
            *labels,
            *(_form(f"{words.strip()} \0") for words in (say("on page "), say("The table goes on to page "))),
        ],
        PHONE_NUMBER: [PHONE.pattern],
        LIMIT: [rf"(?<![\d.,]){re.escape(limit)}(?!\d|[.,]\d)" for limit in limits],
        PROPERTY: [re.escape(each) for each in (package.version, package.checksum, __version__) if each],
    }
    if any(isinstance(each, Key) for each in walk(document.blocks)):
        said = [_form(say(words, key="\0")) for words in ("origin of number {key}", "back to number {key}")]
        kinds[KEY] = [r"\[\d+\]", *said]
    return tuple((kind, re.compile("|".join(forms), re.IGNORECASE)) for kind, forms in kinds.items())


def _form(words: str) -> str:
    """Return words as a pattern, with any digits in the place of a null character, and any space for a space."""
    return re.escape(words).replace(r"\ ", r"\s").replace("\0", r"\d+").replace("\\\\d", r"\d")


def _data_words(package: Package) -> Iterator[str]:
    """Yield the words of the data: labels, titles, notes, sources and the like, whatever has digits in it."""
    records = (
        package.indicators, package.places, package.notes, package.sources, package.topics, package.corrections,
        package.codelists, package.dimensions, package.breaks, package.organisation, package.not_published,
    )  # fmt: skip
    yield from (package.title, package.author, package.disclaimer, package.compiled_by)
    yield from package.tables.values()
    for record in records:
        yield from _strings(record)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _strings(each)
    elif hasattr(value, "values"):
        for each in value.values():
            yield from _strings(each)
    elif is_dataclass(value):
        kind: Any = value.__class__
        for name in _names(kind):
            yield from _strings(getattr(value, name))


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def _by_digits(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in dict.fromkeys(words):
        for digits in set(DIGITS.findall(word)):
            found[digits].append(word)
    return {digits: tuple(each) for digits, each in found.items()}


def _covers(word: str, text: str, start: int, end: int) -> bool:
    """Say whether a word stands in a text where the digits are."""
    at = text.find(word, max(0, start - len(word)))
    return 0 <= at <= start and end <= at + len(word)
