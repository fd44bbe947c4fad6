"""Markup as a type of its own: whatever is not markup already is escaped where it enters an element."""

from __future__ import annotations

import re
from functools import cache
from html import escape

from reportgen.direction import RIGHT_TO_LEFT, set_apart
from reportgen.errors import BuildError

VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta"})
"""Elements without an end."""
DRAWN = frozenset({"path", "rect"})
"""Elements of a drawing, which alone may end where they begin."""
UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that no page may hold, not even as a reference."""
SPECIAL = re.compile(f"[&<>\"']|{UNHELD.pattern}|{RIGHT_TO_LEFT.pattern}")
"""What few texts have: all others stand in a page as they are."""
PLAIN = re.compile(r"[A-Za-z0-9.-]+")
"""Characters that an identifier has as they are."""


class Html(str):
    """Finished markup: all text in it is escaped."""

    __slots__ = ()


Child = Html | str
"""What stands in an element: markup as it is, other text escaped."""
Attribute = str | int | float | bool | None


def element(name: str, /, *children: Child, **attributes: Attribute) -> Html:
    """Return an element with its attributes and what stands in it.

    The name of an attribute is written with `_` for `-` and may end in one (`class_`). Of an attribute that is true
    only the name is written; one that is false or None, or a class without a name, is left out.
    """
    inner = "".join([child if isinstance(child, Html) else escaped(child) for child in children])
    head = f"<{name}{_attributes(attributes)}>"
    if name in DRAWN and not inner:
        return Html(f"{head[:-1]}/>")
    return Html(head if name in VOID else f"{head}{inner}</{name}>")


def _attributes(attributes: dict[str, Attribute]) -> str:
    written = ""
    for key, value in attributes.items():
        if value is None or value is False or (key == "class_" and not value):
            continue
        written += f" {_name(key)}" if value is True else f' {_name(key)}="{escaped(str(value))}"'
    return written


@cache
def _name(key: str) -> str:
    # SVG alone has a capital letter in one that is used here
    return "viewBox" if key == "viewbox" else key.rstrip("_").replace("_", "-")


def escaped(text: str) -> str:
    """Return text as it stands within an element or an attribute.

    Raises BuildError when a character cannot stand in a page.
    """
    if not SPECIAL.search(text):
        return text
    found = UNHELD.search(text)
    if found:
        raise BuildError(
            f"the character U+{ord(found[0]):04X} cannot stand in a page: `{text[: found.start()][-20:]}`",
            hint="remove it from the data or the template",
        )
    return set_apart(escape(text))


def joined(*parts: Child) -> Html:
    """Return markup and text one after the other."""
    return Html("".join([part if isinstance(part, Html) else escaped(part) for part in parts]))


def identifier(anchor: str) -> str:
    """Return an anchor as the `id` of an element; what the page itself names begins with a colon, which none has."""
    if PLAIN.fullmatch(anchor):
        return anchor
    return "".join(each if PLAIN.fullmatch(each) else "__" if each == "_" else f"_{ord(each):x}_" for each in anchor)
