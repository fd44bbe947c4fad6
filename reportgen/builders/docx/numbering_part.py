"""Write the lists of a Word file: bullets and numbers on several levels, and a new count for each numbered list."""

from __future__ import annotations

from reportgen.builders.docx.markup import twips, w
from reportgen.builders.docx.panel_styles import POINTS
from reportgen.builders.docx.styles import LIST_LEVELS, style_id

BULLETS = ("•", "–", "·")
SQUARES = {"square": "■", "hollow": "□"}
SQUARE_SIZE = 12
"""Of the bullets of a box, in half points: as large as they are in print."""
LIST_STYLES: dict[str, str] = {
    "bullet": "List Bullet",
    "number": "List Number",
    **{str(kind): name for name, kind in POINTS.items()},
}
"""The style of the first level of each kind of list."""


def abstract_list(kind: str, identifier: int, *, indent: float, colour: str = "") -> str:
    """Return a list with all its levels, each bound to its style: `bullet` or `number`, or of squares in a box.

    Every level stands `indent` points to the right of the one before. Squares have one level, and a `colour`, the
    markup of one.
    """
    last = 1 if kind in SQUARES else LIST_LEVELS
    levels = (_level(kind, level, indent=indent, colour=colour) for level in range(1, last + 1))
    # any eight hexadecimal digits will do, as long as no two lists share them
    name = w("nsid", val=f"{0x52470000 + identifier:08X}")
    return w("abstractNum", name, w("multiLevelType", val="multilevel"), *levels, abstractNumId=identifier)


def _level(kind: str, level: int, *, indent: float, colour: str) -> str:
    name = LIST_STYLES[kind]
    style = style_id(f"{name} {level}" if level > 1 else name)
    text = SQUARES.get(kind) or (BULLETS[(level - 1) % len(BULLETS)] if kind == "bullet" else f"%{level}.")
    look = w("rPr", colour, w("sz", val=SQUARE_SIZE), w("szCs", val=SQUARE_SIZE)) if kind in SQUARES else ""
    place = w("pPr", w("ind", left=twips(indent * level), hanging=twips(indent)))
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="decimal" if kind == "number" else "bullet"),
        w("pStyle", val=style),
        w("lvlText", val=text),
        w("lvlJc", val="left"),
        place,
        look,
        ilvl=level - 1,
    )


def list_instance(identifier: int, abstract: int, *, restart_level: int | None = None) -> str:
    """Return a use of a list; one that restarts counts from 1 on its level, counted from 0."""
    restart = w("lvlOverride", w("startOverride", val=1), ilvl=restart_level) if restart_level is not None else ""
    return w("num", w("abstractNumId", val=abstract), restart, numId=identifier)
