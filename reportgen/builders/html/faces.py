"""What a page takes from the styles of a theme: faces and colours; sizes are those of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.builders.html.colours import names_of
from reportgen.memory import remembered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.theme import TextStyle, Theme

ROLES = {
    "h1": "title",
    ".lead": "lead",
    ".topic": "topic",
    "h2": "heading_1",
    "h3": "heading_2",
    "h4,h5,h6": "heading_3",
    ".label": "label",
    ".headline": "exhibit_headline",
    ".subtitle": "exhibit_subtitle",
    ".notes": "notes",
    ".figure": "tile_figure",
    ".box-title": "box_title",
    ".points b": "main_point_topic",
}
"""What stands in which style of the theme."""


@remembered(32)
def look_rules(theme: Theme) -> str:
    """Return the rules that give each role of text its face and its colour."""
    names = names_of(theme, are_shades=False)
    return "".join(f"{selector}{{{_rule(getattr(theme.styles, role), names)}}}" for selector, role in ROLES.items()) + (
        ".exhibit{border-top:2px solid var(--main);padding-top:12px}" if theme.exhibits.rule else ""
    )


def _rule(style: TextStyle, names: Mapping[str, str]) -> str:
    """Return the face and the colour of a style; one that is no colour of the palette is as ink in the dark."""
    family = "serif" if style.face.startswith("serif") else "sans"
    weight = 600 if "semibold" in style.face else 400
    slant = ";font-style:italic" if "italic" in style.face else ""
    colour = f"var(--{names.get(style.colour, 'ink')})"
    return f"font-family:var(--{family});font-weight:{weight}{slant};color:{colour}"
