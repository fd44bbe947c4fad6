"""Write the lists of a Word file: bullets and numbers on several levels, and a new count for each numbered list."""

from __future__ import annotations

from reportgen.builders.docx.markup import twips, w
from reportgen.builders.docx.styles import LIST_LEVELS, style_id

BULLETS = ("•", "–", "·")


def abstract_list(kind: str, identifier: int, *, indent: float) -> str:
    """Return a list with all its levels, each bound to its style: `bullet` or `number`.

    Every level stands `indent` points to the right of the one before.
    """
    levels = (_level(kind, level, indent=indent) for level in range(1, LIST_LEVELS + 1))
    # any eight hexadecimal digits will do, as long as no two lists share them
    name = w("nsid", val=f"{0x52470000 + identifier:08X}")
    return w("abstractNum", name, w("multiLevelType", val="multilevel"), *levels, abstractNumId=identifier)


def _level(kind: str, level: int, *, indent: float) -> str:
    name = "List Bullet" if kind == "bullet" else "List Number"
    style = style_id(f"{name} {level}" if level > 1 else name)
    text = BULLETS[(level - 1) % len(BULLETS)] if kind == "bullet" else f"%{level}."
    place = w("pPr", w("ind", left=twips(indent * level), hanging=twips(indent)))
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="bullet" if kind == "bullet" else "decimal"),
        w("pStyle", val=style),
        w("lvlText", val=text),
        w("lvlJc", val="left"),
        place,
        ilvl=level - 1,
    )


def list_instance(identifier: int, abstract: int, *, restart_level: int | None = None) -> str:
    """Return a use of a list; one that restarts counts from 1 on its level, counted from 0."""
    restart = w("lvlOverride", w("startOverride", val=1), ilvl=restart_level) if restart_level is not None else ""
    return w("num", w("abstractNumId", val=abstract), restart, numId=identifier)
