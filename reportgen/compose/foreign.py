"""Say of the words of the data that have no translation which language they are in."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from reportgen.dataset.translations import SHORTEST
from reportgen.document import Figure, TitleBlock
from reportgen.document.foreign import ForeignWords
from reportgen.document.walk import change_exhibits, texts, with_foreign
from reportgen.language import ENGLISH, languages, spoken
from reportgen.language.catalogue import read_catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.dataset import Package
    from reportgen.document import Document, Table
    from reportgen.template import Report

FILLED = re.compile(r"\{[^{}]*\}")
"""What a clause leaves open."""
WORD = re.compile(r"\w+")


def in_own_language(document: Document, package: Package, report: Report) -> Document:
    """Return the document with what is not translated told apart; as it is where all of it is."""
    if not package.untranslated:
        return document
    words = _foreign(package.untranslated, package.own_language, report.body).found_in(texts(document))
    if not words:
        return document
    titled = tuple(_titled(block, words) if isinstance(block, TitleBlock) else block for block in document.blocks)
    blocks = with_foreign(change_exhibits(titled, lambda exhibit: _charted(exhibit, words)), words)
    return replace(document, blocks=blocks, notes=with_foreign(document.notes, words))


def _titled(block: TitleBlock, words: ForeignWords) -> TitleBlock:
    """Return a title block that knows the words of its title, which are also metadata, and no inlines."""
    found = words.found_in((block.title, block.kicker, block.coverage, block.byline))
    return replace(block, foreign=found) if found else block


def _charted(exhibit: Figure | Table, words: ForeignWords) -> Figure | Table:
    """Return a figure that knows the words of its chart, of which its table of values is made."""
    if not isinstance(exhibit, Figure):
        return exhibit
    found = words.found_in(texts(exhibit.chart))
    return replace(exhibit, foreign=found) if found else exhibit


def _foreign(untranslated: Mapping[str, str], language: str, template: str) -> ForeignWords:
    """Return the words that are foreign.

    A single word within others may be one of the document's own language that is spelt alike, as `hospital` is: it is
    taken for foreign only when the program, in this language, and the template do not have it.
    """
    known = _own_words(spoken().name) | _words(template)
    parts = {
        form
        for part in chain.from_iterable(map(FILLED.split, untranslated))
        for form in _forms(part.strip())
        if len(form) > SHORTEST and (" " in form or form.lower() not in known)
    }
    return ForeignWords(language, tuple(sorted(untranslated)), tuple(sorted(parts)))


def _forms(text: str) -> tuple[str, ...]:
    """Return a text as it is, as it may begin a sentence, and as it may stand in one."""
    return text, text[:1].upper() + text[1:], text[:1].lower() + text[1:]


@cache
def _own_words(language: str) -> frozenset[str]:
    """Return every word that the program has in a language."""
    if language == ENGLISH:
        other = next(name for name in languages() if name != ENGLISH)
        return _words(" ".join(message for _, message in read_catalogue(other).messages))
    return _words(" ".join(chain.from_iterable(read_catalogue(language).messages.values())))


def _words(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text.lower()))
