"""The theme's fonts within the page, with the characters that it uses: a page of one file asks nobody for anything."""

from __future__ import annotations

import io
from base64 import b64encode
from functools import lru_cache
from typing import TYPE_CHECKING

from reportgen.fonts import font_file

if TYPE_CHECKING:
    from reportgen.theme import Theme

ALWAYS = "".join(map(chr, range(32, 127)))
"""What somebody may type into the search."""


def font_faces(theme: Theme, text: str) -> str:
    """Return the rules that bring the fonts of a theme, in the weights that the page uses."""
    characters = "".join(sorted({*text, *ALWAYS}))
    faces = theme.faces
    return "\n".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:block;'
        f"src:url(data:font/woff;base64,{_encoded(face, characters)})}}"
        for family, weight, face in (
            ("report sans", 400, faces.sans),
            ("report sans", 600, faces.sans_semibold),
            ("report serif", 400, faces.serif),
            ("report serif", 600, faces.serif_semibold),
        )
    )


@lru_cache(maxsize=8)
def _encoded(face: str, characters: str) -> str:
    """Return a face with these characters as a web font, in base64."""
    # only for an index
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(font_file(face), recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=["kern", "tnum", "liga"], hinting=False, notdef_outline=True))
    subsetter.populate(text=characters)
    subsetter.subset(font)
    font.flavor = "woff"
    woff = io.BytesIO()
    font.save(woff)
    return b64encode(woff.getvalue()).decode()
