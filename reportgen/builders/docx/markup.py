"""Write the markup of Word files: elements as text, which is parsed once when the document is put together."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from docx.oxml import parse_xml
from lxml.etree import cleanup_namespaces

from reportgen.errors import BuildError
from reportgen.lengths import settled

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "cdr": "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
}
XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold."""
TWIPS_PER_POINT = 20
EMU_PER_POINT = 12700
EIGHTHS_PER_POINT = 8


def w(name: str, /, *children: str, **attributes: str | int) -> str:
    """Return an element of WordprocessingML: `w("pStyle", val="Title")`. Its attributes are of the same namespace."""
    words = ""
    for key, value in attributes.items():
        words += f' w:{key}="{value if type(value) is int else quoted(value)}"'
    content = "".join(children)
    return f"<w:{name}{words}>{content}</w:{name}>" if content else f"<w:{name}{words}/>"


def element(name: str, /, *children: str, **attributes: str | int) -> str:
    """Return an element of another namespace, whose attributes have none: `element("a:ext", cx=1, cy=2)`."""
    words = ""
    for key, value in attributes.items():
        words += f' {key}="{value if type(value) is int else quoted(value)}"'
    if not children:
        return f"<{name}{words}/>"
    return f"<{name}{words}>{''.join(children)}</{name}>"


def part_text(markup: str, *prefixes: str) -> str:
    """Return the text of a part: its root element with the namespaces of the prefixes declared."""
    declared = declarations({prefix: NAMESPACES[prefix] for prefix in prefixes})
    name_end = re.search(r"[\s/>]", markup)
    assert name_end
    return f"{XML_HEAD}{markup[: name_end.start()]}{declared}{markup[name_end.start() :]}"


def declarations(namespaces: Mapping[str, str]) -> str:
    """Return namespace declarations for a start tag."""
    return "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in namespaces.items())


def parsed(markup: str) -> Any:
    """Return an element that can be put into a part, from its markup."""
    name_end = min(index for index in (markup.find(" "), markup.find("/"), markup.find(">")) if index > 0)
    element = parse_xml(f"{markup[:name_end]}{declarations(NAMESPACES)}{markup[name_end:]}")
    cleanup_namespaces(element)
    return element


def escaped(text: str) -> str:
    """Return text as markup.

    Raises BuildError when it has a character that no XML file can hold.
    """
    forbidden = FORBIDDEN.search(text)
    if forbidden:
        raise BuildError(
            f"text `{FORBIDDEN.sub('', text)}`: character U+{ord(forbidden[0]):04X} "
            f"({unicodedata.name(forbidden[0], 'a control character')}) cannot stand in a Word file",
            hint="remove it where the text comes from",
        )
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def twips(points: float) -> int:
    """Return a length in Word's unit for text, a twentieth of a point."""
    return round(settled(points) * TWIPS_PER_POINT)


def emu(points: float) -> int:
    """Return a length in Word's unit for pictures."""
    return round(settled(points) * EMU_PER_POINT)


def eighths(points: float) -> int:
    """Return a length in Word's unit for borders."""
    return round(settled(points) * EIGHTHS_PER_POINT)


def hex_colour(colour: str) -> str:
    """Return `12436D` for `#12436D`."""
    return colour.removeprefix("#").upper()


def quoted(value: str | int) -> str:
    """Return the value of an attribute as markup."""
    if isinstance(value, int):
        return str(value)
    if value.isalnum():
        return value  # a name or a colour, as most are
    return escaped(value).replace('"', "&quot;").replace("\n", "&#10;")
