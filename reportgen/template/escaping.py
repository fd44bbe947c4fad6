"""Let text from the data print as itself, wherever it stands in Markdown or in the YAML of a directive."""

from __future__ import annotations

import re

from markupsafe import Markup

from reportgen.template.controls import check_controls
from reportgen.template.marks import marked, resolved

GUARD = "\ufdd0"
"""Stands before a text that might mean something where it stands; taken away after parsing."""
MARKDOWN_CHARACTERS = re.compile(r"[\\`*_{}\[\]<>#|~&\"':]")
BEGINNINGS = "+-=.) "
"""What begins a list or underlines a heading at the beginning of a line."""
SPACES = re.compile(r"[\t\n\r\u2028\u2029]+")
NUMBERS = re.compile(r"\d{1,9}[.)]?(?:\s|$)|0[xob]|[\d._eE+:-]+$")
"""What Markdown takes for the number of an item, YAML for a number or a date."""
YAML_WORDS = re.compile(r"true|false|null", re.IGNORECASE)
"""Words that YAML takes for something else than a text."""


def escape_markdown(text: str) -> Markup:
    """Return text in which no character means anything to Markdown, nor to the YAML of a directive.

    Character references do both, where backslashes would end a quoted text of YAML. What means something only at the
    beginning of a line or a value, such as `-` and `1.`, gets a guard. Raises TemplateError for a control character.
    """
    if not text.isprintable():
        text = resolved(text)  # what a macro has put together
        text = SPACES.sub(" ", text) if SPACES.search(text) else text
        text = text.replace(GUARD, "")
        check_controls(text)
    if not text:
        return Markup("")
    escaped = marked(text, escaped_signs)
    # emphasis does not end after a space
    after = GUARD if text[-1] == " " and len(text) > 1 else ""
    return Markup(f"{GUARD if _means_something(text) else ''}{escaped}{after}")


def _means_something(text: str) -> bool:
    """Say whether a text might be taken for something else where a line, or a value of YAML, begins with it."""
    first = text[0]
    if first.isalpha():
        return YAML_WORDS.fullmatch(text) is not None
    if first.isdigit():
        return NUMBERS.match(text) is not None
    return first in BEGINNINGS or any(map(str.isalnum, text))


def escaped_signs(text: str) -> str:
    """Return text with its signs of Markdown as character references, to stand where it may mean something to YAML."""
    return MARKDOWN_CHARACTERS.sub(lambda found: f"&#{ord(found[0])};", text)


def without_guards(text: str) -> str:
    """Return text as it is printed."""
    return text.replace(GUARD, "") if GUARD in text else text
