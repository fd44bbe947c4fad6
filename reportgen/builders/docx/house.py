"""Adapt a theme to the template of another house: its colours, so that all can be read, its fonts, its paper."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

from reportgen import tints
from reportgen.builders.docx.cascade import cascade_of
from reportgen.builders.docx.markup import NAMESPACES
from reportgen.builders.docx.theme_part import HouseColours, HouseFaces
from reportgen.theme import Colours, Styles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as WordDocument

    from reportgen.theme import Faces, Theme

A = f"{{{NAMESPACES['a']}}}"
SLOTS = (
    "dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink",
)  # fmt: skip
STRAIGHT = {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2"}
"""How nearly every file maps what text and ground are called to the slots of its theme."""
WHITE = "#FFFFFF"
LINE = 3.0
"""Least contrast of a line with its ground, by WCAG 2.2, 1.4.11."""
DARK = 14.0
"""Least contrast of ink with white, with which it can be read on a colour that stands out as a line."""
LIGHT = 1.3
"""Most contrast with white of a ground for text."""
WIDTHS = {
    "source sans pro": 1.03, "source serif pro": 1.14, "calibri": 1.04, "calibri light": 1.04, "carlito": 1.04,
    "cambria": 1.07, "caladea": 1.07, "times new roman": 1.1, "times": 1.1, "liberation serif": 1.1,
    "arial": 1.17, "helvetica": 1.17, "liberation sans": 1.17, "aptos": 1.17, "segoe ui": 1.17, "tahoma": 1.17,
    "georgia": 1.16, "gelasio": 1.16, "open sans": 1.25, "noto sans": 1.25, "roboto": 1.15, "lato": 1.13,
}  # fmt: skip
"""How wide words of a family are beside Source Sans: 99 of 100 words of the reports are narrower, as measured on it or
on the font of the same widths that stands in for it."""
WIDEST = 1.32
"""The same of DejaVu, which stands in for a family that is not known."""


@dataclass(frozen=True, slots=True)
class WordFonts:
    """The fonts of a Word theme, and those that the template's own text is set in."""

    major: str
    minor: str
    headings: str
    text: str


def house_theme(document: WordDocument, theme: Theme, ids: Mapping[str, str]) -> Theme:
    """Return the theme in the colours and fonts of a template; `ids` has the identifiers of its styles by name.

    Where the template has no theme of colours, those of ours stay; where it has, they are taken over one to one, and
    darkened or lightened only as far as text needs it that stands in them or on them.
    """
    part = _theme_part(document)
    fonts = _fonts(document, part, theme, ids)
    faces = _faces(theme.faces, fonts, has_theme=part is not None)
    slots = _slots(part) if part is not None else {}
    if set(slots) < set(SLOTS):
        return replace(theme, faces=faces, colours=theme.colours if part is None else _plain(theme.colours))
    colours = house_colours(theme.colours, slots, is_mapped=_is_mapped_straight(document))
    return replace(theme, faces=faces, colours=colours, styles=_recoloured(theme, colours))


def stretch(faces: Faces) -> float:
    """Return how wide a word in tables and tiles may be beside the same in Source Sans."""
    return WIDTHS.get(faces.word_sans.lower(), WIDEST)


# -- colours --------------------------------------------------------------------------------------------------------


def house_colours(ours: Colours, slots: Mapping[str, str], *, is_mapped: bool = True) -> Colours:
    """Return a palette from the colours of a Word theme, by slot.

    White can be read on main, fourth and total, and they on white, main also on the tint; ink on second, third and
    spare, which stand out from white as lines; what ends in `_text` can be read on white.
    """
    ink = _darker(slots["dk1"], WHITE, DARK)
    second, third, spare = (_between(slots[name], ink) for name in ("accent2", "accent3", "accent5"))
    fourth, total = (_darker(slots[name], WHITE, tints.READABLE) for name in ("accent4", "dk2"))
    is_light = slots["lt2"] != WHITE and tints.contrast(slots["lt2"], WHITE) <= LIGHT
    tint = slots["lt2"] if is_light else tints.tint(slots["accent1"], tints.TINT)
    main = _darker(slots["accent1"], tint, tints.READABLE)
    values = {
        **{field.name: getattr(ours, field.name) for field in fields(Colours)},
        **{"main": main, "second": second, "third": third, "fourth": fourth, "spare": spare, "total": total},
        **{"ink": ink, "tint": tint},
        **{"locator": tints.tint(main, tints.LOCATOR), "ramp": tints.ramp(main, ink=ink)},
        **{
            f"{name}_text": _darker(colour, WHITE, tints.READABLE)
            for name, colour in (("second", second), ("third", third), ("spare", spare))
        },
    }
    return HouseColours(**values, slots=tuple(slots.items()) if is_mapped else ())


def _plain(colours: Colours) -> Colours:
    """Return colours that no slot of the file's theme has."""
    return HouseColours(**{field.name: getattr(colours, field.name) for field in fields(Colours)}, slots=())


def _darker(colour: str, ground: str, contrast: float) -> str:
    """Return a colour, darkened as far as it has to be for this contrast with a light ground."""
    if tints.contrast(colour, ground) >= contrast:
        return colour
    return tints.tint(colour, tints.Tint(_luminance_below(ground, contrast), 1.0, 0.0))


def _between(colour: str, ink: str) -> str:
    """Return a colour that is dark enough for a line on white, and light enough for ink on it."""
    darkened = _darker(colour, WHITE, LINE)
    if tints.contrast(darkened, ink) >= tints.READABLE:
        return darkened
    return tints.tint(colour, tints.Tint(_luminance_below(WHITE, LINE), 1.0, 0.0))


def _luminance_below(ground: str, contrast: float) -> float:
    """Return the luminance that is this contrast darker than a ground, and a rounding of the colour more."""
    ground_luminance = tints.contrast(ground, "#000000") * 0.05
    return max(0.0, ground_luminance / contrast - 0.05 - tints.ROUNDING / 2)


def _recoloured(theme: Theme, colours: Colours) -> Styles:
    """Return the theme's styles of text in the other palette: each in the colour that has the place of its own."""
    others = {
        str(getattr(theme.colours, field.name)).upper(): str(getattr(colours, field.name))
        for field in reversed(fields(Colours))
        if field.name != "ramp"
    }
    styles = {}
    for field in fields(Styles):
        style = getattr(theme.styles, field.name)
        colour = others.get(style.colour.upper(), style.colour)
        styles[field.name] = replace(style, colour=_darker(colour, WHITE, tints.READABLE))
    return Styles(**styles)


def _slots(part: etree._Element) -> dict[str, str]:
    """Return the colour of each slot of a theme part, as `#RRGGBB`; those that say one."""
    slots = {}
    for name in SLOTS:
        slot = part.find(f".//{A}clrScheme/{A}{name}")
        value = None if slot is None or not len(slot) else slot[0].get("lastClr") or slot[0].get("val")
        if value and len(value) == len("RRGGBB"):
            slots[name] = f"#{value.upper()}"
    return slots


def _is_mapped_straight(document: WordDocument) -> bool:
    """Say whether text 1 of the template is dark 1 of its theme, and so on."""
    mapping = document.settings.element.find(qn("w:clrSchemeMapping"))
    if mapping is None:
        return True
    return all(mapping.get(qn(f"w:{name}"), slot) == slot for name, slot in STRAIGHT.items()) and all(
        mapping.get(qn(f"w:{name}"), name) == name for name in SLOTS if name.startswith("accent")
    )


# -- fonts ----------------------------------------------------------------------------------------------------------


def _theme_part(document: WordDocument) -> etree._Element | None:
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.THEME and not relation.is_external:
            return etree.fromstring(relation.target_part.blob)
    return None


def _fonts(document: WordDocument, part: etree._Element | None, theme: Theme, ids: Mapping[str, str]) -> WordFonts:
    cascade = cascade_of(document.styles.element)
    named = {role: "" if part is None else _typeface(part, role) for role in ("major", "minor")}
    text = cascade.family(ids.get("body text", ids.get("normal", "")), named)
    text = text or named["minor"] or theme.faces.word_sans
    headings = ids.get("heading 1", ids.get("title", ""))
    found = cascade.family(headings, named) if headings else named["major"]
    return WordFonts(named["major"], named["minor"], headings=found or text, text=text)


def _typeface(part: etree._Element, role: str) -> str:
    font = part.find(f".//{A}fontScheme/{A}{role}Font/{A}latin")
    return "" if font is None else font.get("typeface", "")


def _faces(ours: Faces, fonts: WordFonts, *, has_theme: bool) -> Faces:
    """Return faces that Word finds by their names, where they are not those of the file's theme."""
    same = {field: value for field, value in asdict(ours).items() if not field.startswith("named_")}
    same |= {"word_sans": fonts.text, "word_serif": fonts.headings}
    is_theirs = has_theme and fonts.minor
    return HouseFaces(
        **same,
        named_minor=fonts.text if is_theirs and fonts.text != fonts.minor else "",
        named_major=fonts.headings if is_theirs and fonts.headings != fonts.major else "",
    )
