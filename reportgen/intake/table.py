"""The table of a sheet with the roles of its columns: what every step of understanding it asks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reportgen.intake.columns import Role
from reportgen.intake.extent import RowKind
from reportgen.intake.heads import COUNTED, SCALE
from reportgen.intake.numerals import Convention
from reportgen.intake.sheet import as_text
from reportgen.language import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.intake.answers import Answers
    from reportgen.intake.columns import Column
    from reportgen.intake.extent import Extent
    from reportgen.intake.numerals import Reading
    from reportgen.intake.profiles import Profile
    from reportgen.intake.sheet import Sheet

POWERS = {"0": "", "units": "", "unit": "", "3": "thousands", "6": "millions", "9": "billions"}
"""What a column of scales says as a power of ten."""
_TABLE_NUMBER = re.compile(r"(?i)^(?:table|tabelle|tabla)\s*:?\s*[0-9]+[a-z]?(?:[-–.][0-9]+[a-z]?)*\.?:?\s*")


_BODY = re.compile(
    r"(?i)(?<![a-zäöüñ])(?:foundation|fund|department|ministry|office|agency|bureau|institute|council|association|society|"
    r"trust|charity|authority|commission|board|network|coalition|union|school district|university|red cross|ngo|"
    r"stiftung|\w*ministerium|\w*amt|behörde|verein|verband|senatsverwaltung|fundación|asociación|ministerio|secretaría|"
    r"instituto|ayuntamiento|consejería|diputación)(?![a-zäöüñ])|\be\. ?V\.|\bgGmbH\b"
)
"""A word of the name of whoever publishes figures."""
LONGEST_NAME = 8
"""Words of such a name; what is longer is a sentence."""
NOT_NAMED = message("not named")
"""The answer that says that nobody is named as the publisher."""
TITLES = 3
"""Titles among which the one is looked for that says what a table is about."""


_BY = re.compile(r"(?i)\s(?:by|nach|por|par|según|selon)\s")
"""What stands in a title that says what a table is about: `Enrolment by grade`."""
_OFFICE = re.compile(
    r"(?i)^(?:(?:the )?(?:[\w.]+ ){0,4}(?:department|ministry|bureau|office|institute|agency|board) (?:of|for) |"
    r"statistisches (?:\w+amt|amt)|(?:\w+)?(?:bundes|landes)amt |(?:bundes)?ministeri(?:o|um|e) |institut[eo]? )"
)
"""How a title begins that only says whose table it is."""
_LABELS = re.compile(r"(?i)(?:data ?source|source|last ?updated(?: date)?|data ?set|database|quelle|stand|fuente)\s*:?")
"""Words beside which a title stands, as `Data Source` in an export."""
_MARK = re.compile(r"(?<=\S)\s*(?:[¹²³⁴⁵⁶⁷⁸⁹⁰*†‡]+|\s[0-9][)]|[(][0-9][)])$")
"""Where a title refers to a note."""


def _telling(title: str) -> str:
    """Return a title without the number of the table; empty for one word, and for what is about the sheet."""
    words = _MARK.sub("", _TABLE_NUMBER.sub("", title).strip())
    if _LABELS.fullmatch(words):
        return ""
    is_technical = "row headers" in title.lower() or title.startswith(("(", "This worksheet")) or "http" in title
    return words if len(words.split()) > 1 and not is_technical else ""


def _is_name_of_office(title: str) -> bool:
    """Say whether a title is the name of an office and says nothing of figures: `Lakeside Housing Fund`."""
    words = title.split()
    if not 1 < len(words) <= LONGEST_NAME or re.search(r"[0-9:]| by | per |–| - ", title):
        return False
    is_name = all(word[:1].isupper() or len(word) < SMALL for word in words)
    found = _BODY.search(title)
    is_last = found is not None and bool(re.fullmatch(r"|\s+(?:of|for)\s.*", title[found.end() :]))
    return is_name and found is not None and (is_last or not COUNTED.search(title))


def notes_of(sheet: Sheet, extent: Extent) -> tuple[str, ...]:
    """Return what stands below a table, a line each."""
    delimiter = sheet.how.get("delimiter", "")
    # a sentence that was not quoted was parted at its own commas
    between = f"{delimiter} " if delimiter in (",", ";") else " "
    rows = extent.of(RowKind.NOTE)
    return tuple(between.join(text for cell in sheet.rows[row] if (text := as_text(cell))) for row in rows)


SMALL = 4
"""Letters from which on a word of a name has a capital."""


@dataclass(frozen=True)
class Table:
    """A sheet, what its rows are, and what its columns are."""

    file: str
    sheet: Sheet
    extent: Extent
    profiles: Sequence[Profile]
    columns: Sequence[Column]
    answers: Answers

    @cached_property
    def body(self) -> tuple[int, ...]:
        """The rows with figures."""
        return self.extent.of(RowKind.FIGURES)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """What stands above the table, and the heading of a web page."""
        rows = self.extent.of(RowKind.TITLE)
        found = [text for row in rows for cell in self.sheet.rows[row] if (text := as_text(cell))]
        return (*found, *filter(None, [self.sheet.how.get("title", "")]))

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What stands below it, a line each."""
        return notes_of(self.sheet, self.extent)

    @cached_property
    def publisher(self) -> str:
        """Whose figures these are: as answered, or a title that is the name of an office; empty where none is."""
        answered = self.answers.get("publisher")
        if answered:
            return "" if answered == NOT_NAMED else answered
        return next((title for title in self.titles if _is_name_of_office(title) and title != self.stated_title), "")

    @cached_property
    def title(self) -> str:
        """What the table is about: as answered, by its title, or by the name of its file."""
        return self.stated_title or self._title_of_file

    @cached_property
    def stated_title(self) -> str:
        """What an answer or the table itself says that it is about; empty where only its file has a name."""
        answered = self.answers.get("title")
        if answered:
            return answered
        named = self.of(Role.MEASURE)
        if len(named) == 1 and self.profiles[named[0].index].is_constant:
            return self.profiles[named[0].index].example
        telling = [words for title in self.titles if (words := _telling(title))]
        about = next((words for words in telling[:TITLES] if _BY.search(words)), "")
        # whose table it is may stand above what it is about: `Statistisches Landesamt`
        others = (words for words in telling if not (_OFFICE.search(words) or _is_name_of_office(words)))
        return about or next(others, next(iter(telling), ""))

    @property
    def _title_of_file(self) -> str:
        stem = re.sub(r"(?i)\.[a-z0-9]{1,6}$", "", self.file)
        words = " ".join(re.sub(r"[_\-]+", " ", stem).split())
        return words[:1].upper() + words[1:]

    @cached_property
    def convention(self) -> Convention:
        """How the numbers are written."""
        return next((profile.convention for profile in self.profiles if profile.share_of_figures), Convention())

    def of(self, role: Role) -> tuple[Column, ...]:
        """Return the columns of a role."""
        return self._by_role.get(role, ())

    @cached_property
    def _by_role(self) -> dict[Role, tuple[Column, ...]]:
        roles = {column.role for column in self.columns}
        return {role: tuple(column for column in self.columns if column.role == role) for role in roles}

    def texts(self, column: Column) -> tuple[str, ...]:
        """Return the cells of a column as text, one for each row of the body."""
        return self.profiles[column.index].texts

    def readings(self, column: Column) -> tuple[Reading, ...]:
        """Return the cells of a column read as figures, one for each row of the body."""
        return self.profiles[column.index].readings

    def _words(self, column: Column) -> Sequence[str]:
        texts = self.texts(column)
        return [POWERS.get(text, text) for text in texts] if SCALE.fullmatch(column.head) else texts

    def keys(self, role: Role) -> list[str]:
        """Return what the columns of a role say together in each row of the body."""
        columns = [self._words(column) for column in self.of(role)]
        return [" ".join(filter(None, texts)) for texts in zip(*columns, strict=True)] or [""] * len(self.body)
