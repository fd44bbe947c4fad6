"""The fonts of a theme within the page, with the characters that it uses: it asks nobody for anything."""

from __future__ import annotations

import io
import re
from base64 import b64encode
from typing import TYPE_CHECKING, NamedTuple

from reportgen.fonts import font_file
from reportgen.memory import remembered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.theme import Theme

ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\u00a0\u00ad·–—‘’“”…•−×÷≥≤±§©°½¼¾€£↩→∧")
"""What every page brings: what somebody may type into it, and the signs of running text and of small charts."""
UNDRAWN = frozenset("\n\ufe0e")
"""What has no shape: an end of line, and the sign that asks for a shape without colours."""
LEFT_OUT = frozenset({"FFTM", "GDEF", "GPOS", "GSUB"})
"""Tables of a font that a page has no use for."""
COMMON = re.compile("[ -~]+")
"""Most of a page, which is not looked at letter by letter."""
BLOCKS: tuple[frozenset[int] | range, ...] = (
    frozenset(
        map(ord, "áéíóúüñÁÉÍÓÚÜÑ¿¡ªº«»")
    ),  # Spanish, which has few of the letters of its block, and a third of its bytes
    frozenset(map(ord, "äöüßÄÖÜ„‚")),  # German
    range(0xA0, 0x100),
    range(0x100, 0x180),
    range(0x180, 0x250),
    range(0x250, 0x370),
    range(0x370, 0x400),
    range(0x400, 0x530),
    range(0x1E00, 0x1F00),
    range(0x1F00, 0x2000),
    range(0x2000, 0x2100),
    range(0x2100, 0x2200),
    range(0x2200, 0x2300),
)
"""Letters that go together: a page with one of a block brings all of it, so that pages of a batch share their fonts.

Of a letter in several blocks the first one counts."""
SANS = '"report sans", "Source Sans 3", "Source Sans Pro", Calibri, Arial, sans-serif'
SERIF = '"report serif", "Source Serif 4", "Source Serif Pro", Cambria, Georgia, serif'
SYSTEM_SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
SYSTEM_SERIF = 'ui-serif, Georgia, Cambria, "Times New Roman", serif'


class Face(NamedTuple):
    """One of the faces of a page."""

    family: str
    weight: int
    style: str
    file: str


def faces_of(theme: Theme, *, has_italics: bool) -> tuple[Face, ...]:
    """Return the faces that a page uses; slanted ones only where something is stressed."""
    faces = theme.faces
    upright = (
        Face("report sans", 400, "normal", faces.sans),
        Face("report sans", 600, "normal", faces.sans_semibold),
        Face("report serif", 400, "normal", faces.serif),
        Face("report serif", 600, "normal", faces.serif_semibold),
    )
    # a browser slants the others itself
    slanted = (Face("report sans", 400, "italic", faces.sans_italic),)
    return (*upright, *(slanted if has_italics else ()))


def font_rules(theme: Theme, text: str, *, has_italics: bool = False) -> str:
    """Return the rules that bring the fonts of a theme for a text, or that name those of the reader's system."""
    if theme.system_fonts:
        return f":root{{--sans:{SYSTEM_SANS};--serif:{SYSTEM_SERIF}}}\n"
    characters = characters_for(text)
    brought = "\n".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-style:{face.style};'
        f"font-display:block;src:url(data:font/woff2;base64,{encoded(face.file, characters)})}}"
        for face in faces_of(theme, has_italics=has_italics)
    )
    return f"{brought}\n:root{{--sans:{SANS};--serif:{SERIF}}}\n"


def characters_for(text: str) -> str:
    """Return the characters that a page with this text brings, in their order."""
    return _with_their_blocks(frozenset(COMMON.sub("", text)) - ALWAYS - UNDRAWN)


@remembered(64)
def _with_their_blocks(rare: frozenset[str]) -> str:
    return "".join(sorted(ALWAYS | frozenset(_whole_blocks(rare))))


def _whole_blocks(rare: frozenset[str]) -> Iterator[str]:
    left = {ord(each) for each in rare}
    for block in BLOCKS:
        if not left.isdisjoint(block):
            yield from map(chr, block)
            left.difference_update(block)
    yield from map(chr, left)


@remembered(64)
def encoded(face: str, characters: str) -> str:
    """Return a face with those of these characters that it has, as a web font in base64."""
    # the compressor and the tables of fonts take a tenth of a second to load
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(font_file(face), recalcTimestamp=False)
    # without kerning and ligatures, as the PDF is set; the digits of the faces are of one width
    for table in LEFT_OUT & {*font.keys()}:
        del font[table]  # before the subsetter reads them, which takes longer than all else
    options = Options(layout_features=[], hinting=False, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    font.flavor = "woff2"
    woff = io.BytesIO()
    font.save(woff)
    return b64encode(woff.getvalue()).decode()
