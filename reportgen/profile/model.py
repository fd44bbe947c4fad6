"""The rules of a profile as values, and how they are read from the contents of a TOML file."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, get_type_hints

from reportgen.errors import TemplateError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping


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


def parse_profile(values: Mapping[str, Any], *, name: str, where: str) -> Profile:
    """Return the profile that the contents of a TOML file describe.

    Raises TemplateError, which names `where`, for an unknown key, a value of the wrong type, or a missing title.
    """
    known = [each.name for each in fields(Profile) if each.name != "name"]
    for key in values:
        if key not in known:
            raise TemplateError(f"unknown key `{key}`", where=where, hint=did_you_mean(key, known))
    if not isinstance(values.get("title"), str):
        raise TemplateError("missing key `title`", where=where, hint="say what the profile is for")
    return Profile(
        name,
        values["title"],
        str(values.get("rules", "")),
        PageRules(**_section(PageRules, values, "page", where=where)),
        TypeRules(**_section(TypeRules, values, "type", where=where)),
        FileRules(**_section(FileRules, values, "file", where=where)),
    )


def _section(kind: type, values: Mapping[str, Any], section: str, *, where: str) -> dict[str, Any]:
    given = values.get(section, {})
    if not isinstance(given, dict):
        raise TemplateError(f"key `{section}`: expected a table, found `{given}`", where=where)
    hints = get_type_hints(kind)
    for key, value in given.items():
        if key not in hints:
            raise TemplateError(f"unknown key `{section}.{key}`", where=where, hint=did_you_mean(key, hints))
        if not _is_of(value, hints[key]):
            wanted = "`true` or `false`" if hints[key] is bool else "text" if hints[key] == str | None else "a number"
            raise TemplateError(f"key `{section}.{key}`: expected {wanted}, found `{value}`", where=where)
    return dict(given)


def _is_of(value: Any, hint: Any) -> bool:
    """Return whether a value is of the kind; a whole number is also a length, but `true` is no number."""
    if hint in (bool, bool | None) or isinstance(value, bool):
        return isinstance(value, bool) and hint in (bool, bool | None)
    if hint == float | None:
        return isinstance(value, int | float)
    return isinstance(value, hint)
