"""Pieces of a template: directives, and texts of the data as the template language and YAML hold them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from reportgen.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportgen.outline.survey import Series
    from reportgen.periods import Period

FOOT = 60
"""Characters of a title that have room in the foot of a page."""


def with_span(title: str, periods: Sequence[Period]) -> str:
    """Return a title with the span of the report, unless it names one; a single year in it may be that of a file."""
    years = set(re.findall(r"(?<![0-9])[12][0-9]{3}(?![0-9])", title))
    is_said = len(years) > 1 or (len(periods) == 1 and str(periods[0]) in title)
    return title if is_said else f"{title}, {{{{ span }}}}"


def shortened(title: str) -> str:
    """Return a title that has room in the foot of a page."""
    words = plain(title)
    return words if len(words) <= FOOT else f"{words[:FOOT].rsplit(' ', 1)[0]} …"


def reference_of(one: Series) -> str:
    """Return how a series is asked for, as YAML reads it."""
    return as_yaml(one.reference) if "{" in one.reference else one.reference


def comment(text: str) -> str:
    """Return a text as a comment, which no report shows."""
    return f"{{# {text} #}}"


def directive(what: str, anchor: str, *, lines: Iterable[str] = (), **options: str) -> str:
    """Return a directive: what is shown, the name of it, and options, some of them lists."""
    body = [
        f"{name}: {value if value in ('true', 'false') or value.isdecimal() else as_yaml(value)}"
        for name, value in options.items()
    ]
    listed = ["lines:", *(f"  - {line}" for line in lines)] if lines else []
    return "\n".join([f":::{{{what}}} {anchor_of(anchor)}", *body, *listed, ":::"])


def joined(parts: Iterable[str]) -> str:
    """Return parts as one text, with a blank line between them; empty ones are left out."""
    return "\n\n".join(part for part in parts if part) + "\n"


def short_of(one: Series) -> str:
    """Return what a series is called where room is scarce."""
    return one.short


def unit_of(one: Series) -> str:
    """Return the unit of a series behind its title; empty where the title says it."""
    unit = one.indicator.unit
    if unit.lower() == one.indicator.measured_in.kind:
        # the program's own name of the kind: said in the language of the report, where its figures do not tell
        unit = say("percent") if unit.lower() == "percent" else ""
    return f", {plain(unit)}" if unit and unit.lower() not in one.title.lower() else ""


def anchor_of(text: str) -> str:
    """Return the name of an exhibit: small letters, digits and hyphens."""
    kept = "".join(character if character.isalnum() and character.isascii() else "-" for character in text.lower())
    return "-".join(filter(None, kept.split("-"))) or "x"


def plain(text: str) -> str:
    """Return a text of the data as a template may hold it: nothing in it is taken for the template language."""
    return " ".join(text.split()).replace("{{", "{ {").replace("{%", "{ %").replace("{#", "{ #").replace('"', "'")


def as_yaml(text: str) -> str:
    """Return a text between quotation marks, as YAML reads it; what stands between braces stays the template's."""
    return (
        json.dumps(" ".join(text.split()), ensure_ascii=False)
        if '"' not in text
        else f"'{text.replace(chr(39), chr(39) * 2)}'"
    )


def as_jinja(text: str) -> str:
    """Return a text between the quotation marks of the template language."""
    words = plain(text).replace("\\", "").replace("'", "’")
    return f"'{words}'"
