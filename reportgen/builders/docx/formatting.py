"""Write what a style says: of a paragraph, of its text, of its borders. The order of the elements is Word's."""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from typing import TYPE_CHECKING, Literal

from reportgen.builders.docx.markup import eighths, hex_colour, twips, w
from reportgen.builders.docx.theme_part import HouseFaces, scheme
from reportgen.memory import remembered

if TYPE_CHECKING:
    from reportgen.theme import Colours, Faces, TextStyle, Theme

THEME_COLOURS = {
    "dk1": "text1",
    "dk2": "text2",
    "lt2": "background2",
    "hlink": "hyperlink",
    "folHlink": "followedHyperlink",
}
"""What text and borders call the slots of a theme, where it is not the slot's own name."""
KEYS = {"themeColor": "themeTint", "themeFill": "themeFillTint"}
"""Attributes that name a colour of the theme, with the one that says how light it is made."""
NEAR = 1.5 / 255
"""A tint has 255 steps: one step of a colour is rounding."""
SERIF = ("serif", "serif_semibold", "serif_italic")
HEAVY = ("sans_semibold", "sans_semibold_italic", "serif_semibold")
SLANTED = ("sans_italic", "sans_semibold_italic", "serif_italic")

Tab = tuple[float, Literal["left", "right"]]


@remembered(256)  # every style asks for one of a dozen
def theme_colour(colour: str, colours: Colours) -> tuple[str, str]:
    """Return the theme's colour that this is, and the tint of it, in Word's words; nothing where it is none.

    Another template, or *Design, Colors*, puts its own in that place. A muted grey is a tint of the text's colour.
    """
    for slot, slot_colour in scheme(colours).items():
        if slot_colour.upper() == colour.upper() and slot != "lt1":
            return THEME_COLOURS.get(slot, slot), ""
    tint = _tint(colour, colours.ink)
    return (THEME_COLOURS["dk1"], tint) if tint else ("", "")


def _tint(colour: str, base: str) -> str:
    """Return the tint of `base`, `C3`, that makes exactly this colour, or nothing: Word lightens in HLS."""
    hue, lightness, saturation = rgb_to_hls(*_parts(base))
    _, wanted, _ = rgb_to_hls(*_parts(colour))
    if not lightness < wanted < 1:
        return ""
    tint = round(255 * (1 - wanted) / (1 - lightness))
    tinted = hls_to_rgb(hue, 1 - (1 - lightness) * tint / 255, saturation)
    near = all(abs(one - other) < NEAR for one, other in zip(tinted, _parts(colour), strict=True))
    return f"{tint:02X}" if near else ""


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _named(colour: str, colours: Colours, *, key: str) -> dict[str, str]:
    """Return the attributes that name a colour of the theme, `themeColor` and `themeTint`; none for another colour."""
    name, tint = theme_colour(colour, colours)
    return {} if not name else {key: name} if not tint else {key: name, KEYS[key]: tint}


def text_colour(colour: str, theme: Theme) -> str:
    """Return the colour of text."""
    return w("color", val=hex_colour(colour), **_named(colour, theme.colours, key="themeColor"))


def shading(colour: str, theme: Theme) -> str:
    """Return a fill behind a paragraph or in a cell."""
    named = _named(colour, theme.colours, key="themeFill")
    return w("shd", val="clear", color="auto", fill=hex_colour(colour), **named)


def border(
    side: str, width: float, colour: str, theme: Theme, *, space: int = 0, kind: Literal["single", "dotted"] = "single"
) -> str:
    """Return one side of a border; `width` and `space` in points."""
    return _border(side, width, colour, theme.colours, space, kind)


@remembered(256)  # most cells of a table have one or two of a few
def _border(side: str, width: float, colour: str, colours: Colours, space: int, kind: str) -> str:
    named = _named(colour, colours, key="themeColor")
    return w(side, val=kind, sz=eighths(width), space=space, color=hex_colour(colour), **named)


def run_markup(style: TextStyle, theme: Theme) -> str:
    """Return face, weight, colour and size of a style of text.

    The heavier weight is the family's bold: a family of its own for it would not be bold where it is not installed.
    """
    role: Literal["major", "minor"] = "major" if style.face in SERIF else "minor"
    half_points = round(style.size * 2)
    return (
        _font(theme.faces, role)
        + (w("b") + w("bCs") if style.face in HEAVY else "")
        + (w("i") + w("iCs") if style.face in SLANTED else "")
        + text_colour(style.colour, theme)
        + w("sz", val=half_points)
        + w("szCs", val=half_points)
    )


def _font(faces: Faces, role: Literal["major", "minor"]) -> str:
    """Return the font of the file's theme for a role, or the one that stands there in another house's template."""
    named = getattr(faces, f"named_{role}") if isinstance(faces, HouseFaces) else ""
    if named:
        return w("rFonts", ascii=named, hAnsi=named, eastAsia=named, cs=named)
    return w("rFonts", asciiTheme=f"{role}HAnsi", hAnsiTheme=f"{role}HAnsi", eastAsiaTheme=f"{role}EastAsia",
             cstheme=f"{role}Bidi")  # fmt: skip


def spacing(*, before: float, after: float, leading: float, rule: Literal["exact", "atLeast", "auto"] = "exact") -> str:
    """Return the space around a paragraph and between its lines, in points; `auto` is single spacing."""
    line = 240 if rule == "auto" else twips(leading)
    return w("spacing", before=twips(before), after=twips(after), line=line, lineRule=rule)


def indent(*, left: float = 0, right: float = 0, hanging: float = 0) -> str:
    """Return the indents of a paragraph, in points; nothing when there are none."""
    sides = {"left": twips(left), "right": twips(right), "hanging": twips(hanging)}
    if not any(sides.values()):
        return ""
    return w("ind", **{side: value for side, value in sides.items() if value or side == "left"})


def tab_stops(*tabs: Tab) -> str:
    """Return tab stops at these distances from the margin, in points."""
    return w("tabs", *(w("tab", val=kind, pos=twips(at)) for at, kind in tabs)) if tabs else ""


def table_look(*, has_head: bool, has_row_heads: bool) -> str:
    """Return which parts of a table are its heads; screen readers go by this."""
    bits = 0x0600 | (0x0020 if has_head else 0) | (0x0080 if has_row_heads else 0)
    return w(
        "tblLook",
        val=f"{bits:04X}",
        firstRow=int(has_head),
        lastRow=0,
        firstColumn=int(has_row_heads),
        lastColumn=0,
        noHBand=1,
        noVBand=1,
    )


def cell_margins(*, top: float, left: float, bottom: float, right: float, name: str = "tblCellMar") -> str:
    """Return the room around what stands in cells, in points."""
    sides = {"top": top, "left": left, "bottom": bottom, "right": right}
    return w(name, *(w(side, w=twips(value), type="dxa") for side, value in sides.items()))
