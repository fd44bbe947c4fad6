"""Read the words of a package in another language: `translations-es.csv`, with the columns file, key, column and text.

`file` is the file that has the word in it, `key` the record there, `column` the column: `indicators.csv`, `cases`,
`title`. What stands in `datapackage.json` is named by what it is about: `organisation`, or the name of a dimension.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from reportgen.bounded import csv_rows, text_of
from reportgen.breakdown import TOTAL
from reportgen.errors import DataError, ReportErrors, did_you_mean
from reportgen.language import ENGLISH, is_same_language, message, say, speaking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.dataset.files import FolderFiles

THE_WHOLE = message("All places")
"""What the whole is called where no file of the package names it."""
PREFIX = "translations-"
COLUMNS = ["file", "key", "column", "text"]
WORDS = {
    "indicators": ("title", "short_title", "noun_singular", "noun_plural", "definition", "clause"),
    "topics": ("title",),
    "places": ("name", "in_sentence", "clearinghouse"),
    "notes": ("text", "location"),
    "breaks": ("short",),
    "sources": ("title", "reference", "note"),
}
"""What is in words, by the records of a package."""
FILES = {f"{name}.csv": name for name in WORDS} | {"series-breaks.csv": "breaks"}
CODE_WORDS = ("label", "short_label", "in_sentence", "note")
LEVEL_WORDS = ("title", "in_sentence", "plural")
CONTACT_WORDS = ("title", "text", "url")

Translations = dict[tuple[str, str, str], str]
"""By file, key and column."""


def read_translations(files: FolderFiles) -> dict[str, bytes]:
    """Return the files of translations as they are, by language; most documents need none of them."""
    names = [name for name in files.names(".csv") if is_translations(name)]
    return {name.removeprefix(PREFIX).removesuffix(".csv"): files.content(name) for name in names}


def is_translations(name: str) -> bool:
    """Say whether a file of a package holds translations, and no figures."""
    return name.startswith(PREFIX) and name.endswith(".csv")


def in_language(package: Any, tag: str) -> Any:
    """Return a `Package`, which knows this module, with its words in a language, as far as they are translated.

    Raises ReportErrors for translations of what the package does not have.
    """
    if is_same_language(tag, package.own_language or ENGLISH) or not package.own_language:
        return _with_named_whole(package, tag)
    found = next((each for each in (tag, tag.partition("-")[0]) if each in package.translations), "")
    where = f"translations-{found}.csv"
    texts = _parsed(package.translations[found], where) if found else {}
    lines = {key: line for key, (_, line) in texts.items()}
    reader = _Reader({key: text for key, (text, _) in texts.items()})
    translated = reader.package(_with_named_whole(package, tag))
    unknown = [_unknown(key, reader, f"{where}:{lines[key]}") for key in lines if key not in reader.used]
    if unknown:
        raise unknown[0] if len(unknown) == 1 else ReportErrors(unknown)
    return replace(translated, untranslated=reader.lacking)


def has_unnamed_whole(package: Any) -> bool:
    """Say whether the whole of a package has the name that the program gave it."""
    return bool(package.country == TOTAL and package.places[TOTAL].name == THE_WHOLE)


def _with_named_whole(package: Any, tag: str) -> Any:
    """Return the package with the program's name of the whole in a language."""
    if not has_unnamed_whole(package):
        return package
    with speaking(tag):
        name = say(THE_WHOLE)
    whole = replace(package.places[TOTAL], name=name, in_sentence=name)
    return replace(package, places={**package.places, TOTAL: whole})


def _parsed(content: bytes, where: str) -> dict[tuple[str, str, str], tuple[str, int]]:
    """Return the texts with their lines."""
    head, *rows = csv_rows(text_of(content, DataError, where=where), DataError, where=where)
    if head != COLUMNS:
        hint = f"begin the file with `{','.join(COLUMNS)}`"
        raise DataError(f"expected the columns {', '.join(COLUMNS)}, found {', '.join(head)}", where=where, hint=hint)
    found: dict[tuple[str, str, str], tuple[str, int]] = {}
    for line, row in enumerate(rows, start=2):
        if not row:
            continue
        if len(row) != len(COLUMNS):
            hint = "put a text with commas between quotes"
            raise DataError(f"expected {len(COLUMNS)} cells, found {len(row)}", where=f"{where}:{line}", hint=hint)
        file, key, column, text = row
        if (file, key, column) in found:
            raise DataError(f"`{key}`: translated twice", where=f"{where}:{line}", hint="keep one of the two lines")
        found[file, key, column] = text, line
    return found


def _unknown(key: tuple[str, str, str], reader: _Reader, where: str) -> DataError:
    file, record, column = key
    if file not in reader.known:
        return DataError(f"unknown file `{file}`", where=where, hint=did_you_mean(file, reader.known))
    if record not in reader.known[file]:
        return DataError(f"unknown key `{record}`", where=where, hint=did_you_mean(record, reader.known[file]))
    return DataError(f"unknown column `{column}`", where=where, hint=did_you_mean(column, reader.known[file][record]))


class _Reader:
    """Puts translations in the place of the words of a package, and notes which were used and which are lacking."""

    def __init__(self, texts: Translations) -> None:
        self.texts = texts
        self.used: set[tuple[str, str, str]] = set()
        self.known: dict[str, dict[str, tuple[str, ...]]] = {}
        self.lacking: dict[str, str] = {}
        """What is not translated, with where it stands."""

    def package(self, package: Any) -> Any:
        """Return the package with all that is translated."""
        changed: dict[str, Any] = {
            name: self.records(f"{name}.csv", getattr(package, name), WORDS[name]) for name in WORDS if name != "breaks"
        }
        breaks = tuple(self.record("series-breaks.csv", one.note, one, WORDS["breaks"]) for one in package.breaks)
        by_indicator: dict[str, list[Any]] = {}
        for one in breaks:
            by_indicator.setdefault(one.indicator, []).append(one)
        levels = package.levels
        return replace(
            package,
            **changed,
            breaks=breaks,
            breaks_by_indicator={name: tuple(each) for name, each in by_indicator.items()},
            codelists={
                dimension: self.records(f"codelists/{dimension}.csv", codes, CODE_WORDS)
                for dimension, codes in package.codelists.items()
            },
            levels=replace(
                levels, places=changed["places"], names=self.records("levels.csv", levels.names, LEVEL_WORDS)
            ),
            title=self.word("datapackage.json", "package", "title", package.title),
            tables={
                name: self.word("datapackage.json", PurePosixPath(name).stem, "title", title)
                for name, title in package.tables.items()
            },
            dimensions=self.dimensions(package.dimensions, "title"),
            dimensions_in_sentence=self.dimensions(package.dimensions_in_sentence, "in_sentence"),
            organisation=self.organisation(package.organisation),
        )

    def records(self, file: str, records: Mapping[str, Any], columns: tuple[str, ...]) -> dict[str, Any]:
        """Return records with their words translated."""
        return {key: self.record(file, key, record, columns) for key, record in records.items()}

    def record(self, file: str, key: str, record: Any, columns: tuple[str, ...]) -> Any:
        """Return a record with its words translated; the same where none is."""
        found = {column: self.word(file, key, column, getattr(record, column)) for column in columns}
        changed = {column: text for column, text in found.items() if text != getattr(record, column)}
        return replace(record, **changed) if changed else record

    def word(self, file: str, key: str, column: str, text: str) -> str:
        """Return a word in the language, or as it is."""
        columns = self.known.setdefault(file, {}).setdefault(key, ())
        self.known[file][key] = (*columns, column)
        place = file, key, column
        if place in self.texts:
            self.used.add(place)
            return self.texts[place]
        if file != "places.csv" and column != "url" and any(character.isalpha() for character in text or ""):
            self.lacking.setdefault(text, f"{file}, `{key}`, `{column}`")
        return text

    def dimensions(self, titles: Mapping[str, str], column: str) -> dict[str, str]:
        """Return what dimensions are called."""
        return {name: self.word("datapackage.json", name, column, title) for name, title in titles.items()}

    def organisation(self, organisation: Any) -> Any:
        """Return whose figures these are, and whom to turn to."""
        contacts = tuple(
            self.record("datapackage.json", f"contact {number}", contact, CONTACT_WORDS)
            for number, contact in enumerate(organisation.contacts, start=1)
        )
        name = self.word("datapackage.json", "organisation", "name", organisation.name)
        self.lacking.pop(organisation.name, None)  # an organisation keeps its name, unless it has one in the language
        in_sentence = organisation.in_sentence
        if in_sentence:
            place = "datapackage.json", "organisation", "in_sentence"
            told = self.word(*place, in_sentence)
            self.lacking.pop(in_sentence, None)
            in_sentence = told if place in self.used else ""  # an article is of its own language
        return replace(organisation, name=name, contacts=contacts, in_sentence=in_sentence)


def lacking_in(untranslated: Mapping[str, str], printed: str) -> Iterator[str]:
    """Yield where each text of the package stands that is printed, but not translated."""
    for text, where in untranslated.items():
        if len(text) > SHORTEST and re.search(rf"(?<!\w){re.escape(text)}(?!\w)", printed):
            yield where


SHORTEST = 3
"""Letters of a text that is found in others by chance."""
