"""The rules of a profile as values, and how they are read from the contents of a TOML file."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, get_type_hints

from reportgen.bounded import is_unseen, what_is_unseen
from reportgen.errors import TemplateError, did_you_mean
from reportgen.limits import LARGEST_LENGTH
from reportgen.theme import length

if TYPE_CHECKING:
    from collections.abc import Mapping


SIZES = {
    **dict.fromkeys(("width", "height"), (72, LARGEST_LENGTH)),
    **dict.fromkeys(("least_text_size", "least_chart_size"), (1, 72)),
    "most_lines_per_inch": (1, 72),
    "most_pages": (1, LARGEST_LENGTH),
    "longest_name": (10, 255),
}
"""What is possible at all, rule by rule."""
LONGEST_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class PageRules:
    """The sheet: lengths in points; None leaves it to the theme, and is not checked."""

    width: float | None = None
    height: float | None = None
    left: float | None = None
    right: float | None = None
    top: float | None = None
    bottom: float | None = None
    text_width: float | None = None
    running_foot: bool | None = None
    """False: no running head or foot may be there."""
    least_margin: float | None = None
    """Nothing may be printed nearer to an edge of the page."""
    most_pages: int | None = None


@dataclass(frozen=True, slots=True)
class TypeRules:
    """Sizes of type, in points."""

    least_text_size: float | None = None
    least_chart_size: float | None = None
    """Lettering inside figures."""
    most_lines_per_inch: float | None = None


@dataclass(frozen=True, slots=True)
class ContentRules:
    """What a document has to say beside what its template makes it say."""

    origins: bool = False
    """A key behind each number, and a list of where each comes from: an audit copy."""


@dataclass(frozen=True, slots=True)
class FileRules:
    """What a file may hold, how large it may be, and what it may be called."""

    accessible: bool = False
    """It has to claim PDF/UA-1."""
    archival: bool = False
    """It has to claim PDF/A."""
    contents: bool = True
    """A table of contents is allowed."""
    links: bool = True
    attachments: bool = True
    forms: bool = True
    """Forms, layers and comments are allowed; without them a file is flat."""
    most_megabytes: float | None = None
    longest_name: int | None = None
    """Characters of a file name, its ending included."""
    name_characters: str | None = None
    """The characters that a file name may have, as in a regular expression's brackets."""


@dataclass(frozen=True, slots=True)
class Profile:
    """All rules of one reader."""

    name: str
    title: str
    rules: str = ""
    """The rules in words."""
    page: PageRules = field(default_factory=PageRules)
    type: TypeRules = field(default_factory=TypeRules)
    file: FileRules = field(default_factory=FileRules)
    content: ContentRules = field(default_factory=ContentRules)


def parse_profile(values: Mapping[str, Any], *, name: str, where: str) -> Profile:
    """Return the profile that the contents of a TOML file describe.

    Raises TemplateError, which names `where`, for an unknown key, a value of the wrong type, or a missing title.
    """
    known = [each.name for each in fields(Profile) if each.name != "name"]
    for key in values:
        if key not in known:
            raise TemplateError(f"unknown key `{key}`", where=where, hint=did_you_mean(key, known))
    for key in ("title", "rules"):
        if not isinstance(values.get(key, ""), str):
            found = f"key `{key}`: expected text, found `{str(values[key])[:60]}`"
            raise TemplateError(found, where=where, hint="write it between quotes")
    if is_unseen(values.get("title", "")):
        found = f"key `title`: expected text, found {what_is_unseen(values['title'])}"
        raise TemplateError(found, where=where, hint="say what the profile is for")
    if "title" not in values:
        raise TemplateError("missing key `title`", where=where, hint="say what the profile is for")
    return Profile(
        name,
        values["title"],
        str(values.get("rules", "")),
        PageRules(**_section(PageRules, values, "page", where=where)),
        TypeRules(**_section(TypeRules, values, "type", where=where)),
        FileRules(**_section(FileRules, values, "file", where=where)),
        ContentRules(**_section(ContentRules, values, "content", where=where)),
    )


def _section(kind: type, values: Mapping[str, Any], section: str, *, where: str) -> dict[str, Any]:
    given = values.get(section, {})
    if not isinstance(given, dict):
        hint = f"write a head `[{section}]`, and its keys below"
        raise TemplateError(f"key `{section}`: expected a table, found `{str(given)[:60]}`", where=where, hint=hint)
    hints = get_type_hints(kind)
    for key, value in given.items():
        if key not in hints:
            raise TemplateError(f"unknown key `{section}.{key}`", where=where, hint=did_you_mean(key, hints))
        if not _is_of(value, hints[key]):
            wanted = "`true` or `false`" if hints[key] is bool else "text" if hints[key] == str | None else "a number"
            message = f"key `{section}.{key}`: expected {wanted}, found `{str(value)[:60]}`"
            raise TemplateError(message, where=where, hint="see docs/accessibility.md for what a profile may say")
        if isinstance(value, int | float) and not isinstance(value, bool):
            length(value, path=f"{section}.{key}", where=where)
            _check_size(section, key, value, where=where)
        if key == "name_characters":
            _check_characters(value, path=f"{section}.{key}", where=where)
    return dict(given)


def _check_size(section: str, key: str, value: float, *, where: str) -> None:
    least, most = SIZES.get(key, (0, LARGEST_LENGTH))
    if not least <= value <= most:
        message = f"key `{section}.{key}`: expected {least:g} to {most:g}, found `{value:g}`"
        raise TemplateError(message, where=where, hint="take the number that the rules of the reader give")


def _check_characters(value: str, *, path: str, where: str) -> None:
    """Refuse what is no list of characters; nothing in it may end the brackets it is put between."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(f"[{value}]")
        is_one = re.search(r"(?<!\\)[\[\]]", value) is None and 0 < len(value) <= LONGEST_CHARACTERS
    except (re.error, OverflowError):
        is_one = False
    if not is_one:
        message = f"key `{path}`: expected characters as within brackets of a regular expression, found `{value[:60]}`"
        raise TemplateError(message, where=where, hint="such as `A-Za-z0-9_.-`, with `-` at the end")


def _is_of(value: Any, hint: Any) -> bool:
    """Return whether a value is of the kind; a whole number is also a length, but `true` is no number."""
    if hint in (bool, bool | None) or isinstance(value, bool):
        return isinstance(value, bool) and hint in (bool, bool | None)
    if hint == float | None:
        return isinstance(value, int | float)
    return isinstance(value, hint)
