"""Write the theme of a Word file: the colours and fonts a user sees under Design, on which all styles draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.builders.docx.markup import element, escaped, hex_colour, part_text
from reportgen.theme import Colours, Faces

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.theme import Theme

FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
LINE = f'<a:ln w="9525">{FILL}</a:ln>'
EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"
"""Word wants three of each; nothing here uses them."""


@dataclass(frozen=True, slots=True)
class HouseColours(Colours):
    """A palette made from the Word theme of another house's template."""

    slots: tuple[tuple[str, str], ...] = ()
    """The colours of that theme by slot; a colour that is none of them is written as digits."""


@dataclass(frozen=True, slots=True)
class HouseFaces(Faces):
    """The fonts of another house's template, by their names where its theme has other ones."""

    named_minor: str = ""
    named_major: str = ""


def scheme(colours: Colours) -> Mapping[str, str]:
    """Return the colour of each slot of the file's theme, by the slot's name."""
    if isinstance(colours, HouseColours):
        return dict(colours.slots)
    return {
        "dk1": colours.ink,
        "lt1": "#FFFFFF",
        "dk2": colours.total,
        "lt2": colours.tint,
        "accent1": colours.main,
        "accent2": colours.second,
        "accent3": colours.third,
        "accent4": colours.fourth,
        "accent5": colours.spare,
        "accent6": colours.ramp[2],
        "hlink": colours.main,
        "folHlink": colours.third_text,
    }


def theme_part(theme: Theme) -> str:
    """Return the theme part of a Word file."""
    slots = "".join(
        element(f"a:{slot}", element("a:srgbClr", val=hex_colour(colour)))
        for slot, colour in scheme(theme.colours).items()
    )
    fonts = _font("major", theme.faces.word_serif) + _font("minor", theme.faces.word_sans)
    formats = (
        f"<a:fillStyleLst>{FILL * 3}</a:fillStyleLst><a:lnStyleLst>{LINE * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{EFFECT * 3}</a:effectStyleLst><a:bgFillStyleLst>{FILL * 3}</a:bgFillStyleLst>"
    )
    name = theme.name
    return part_text(
        element(
            "a:theme",
            element(
                "a:themeElements",
                element("a:clrScheme", slots, name=name),
                element("a:fontScheme", fonts, name=name),
                element("a:fmtScheme", formats, name=name),
            ),
            "<a:objectDefaults/><a:extraClrSchemeLst/>",
            name=name,
        ),
        "a",
    )


def _font(role: str, family: str) -> str:
    return f'<a:{role}Font><a:latin typeface="{escaped(family)}"/><a:ea typeface=""/><a:cs typeface=""/></a:{role}Font>'


def font_table(theme: Theme) -> str:
    """Return the font table, which names the font to be used where a family is not installed."""
    faces = theme.faces
    return part_text(
        "<w:fonts>"
        + _family(faces.word_sans, faces.word_sans_fallback, kind="swiss")
        + _family(faces.word_serif, faces.word_serif_fallback, kind="roman")
        + "</w:fonts>",
        "w",
    )


def _family(name: str, fallback: str, *, kind: str) -> str:
    return (
        f'<w:font w:name="{escaped(name)}"><w:altName w:val="{escaped(fallback)}"/><w:charset w:val="00"/>'
        f'<w:family w:val="{kind}"/><w:pitch w:val="variable"/></w:font>'
    )
