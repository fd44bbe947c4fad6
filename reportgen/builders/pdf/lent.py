"""Fonts lent to one document for the few characters that its own fonts lack: East Asian scripts, emoji.

Such fonts hold ten thousand glyphs in every weight; only the wanted ones, at the regular weight, are taken out of them.
"""

from __future__ import annotations

from functools import cache, lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from reportgen.builders.pdf.faces import UNPRINTED, Face, face_of, named_face
from reportgen.fonts import variable_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportgen.theme import Theme

REGULAR, UNITS = 400, 1000
NAME, FULL_NAME, POSTSCRIPT_NAME = 1, 4, 6


def lent_faces(characters: frozenset[str], theme: Theme) -> tuple[Face, ...]:
    """Return faces for the characters that the fonts of the theme and their fallbacks lack, as far as any has them.

    The font that has most of them comes first, so that a name is not set in two fonts.
    """
    own = named_face(theme.faces.sans)
    wanted = characters - UNPRINTED - own.glyphs
    # asked in two steps: the reach opens every fallback, which takes longer than a short report
    if not wanted or not (wanted := wanted - own.reach):
        return ()
    candidates = sorted(variable_files(), key=lambda path: -len(wanted & _coverage(path)))
    return tuple(_faces(candidates, wanted))


@lru_cache(maxsize=64)  # compared by identity: lines that were set with it are found again
def stand_in(characters: frozenset[str], theme: Theme) -> Face:
    """Return a face that gives letters that cannot be set the room of those that can."""
    own = named_face(theme.faces.sans)
    return Face(own.font, characters, dict.fromkeys(characters, own.widths["n"]), stands_in=True)


def _faces(candidates: list[Path], wanted: frozenset[str]) -> Iterator[Face]:
    for path in candidates:
        here = wanted & _coverage(path)
        if here:
            yield _instance(path, here)
            wanted -= here


@cache
def _coverage(path: Path) -> frozenset[str]:
    from fontTools.ttLib import TTFont  # heavy, and only needed here

    with TTFont(path, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


@cache
def _instance(path: Path, characters: frozenset[str]) -> Face:
    """Return the face of a variable font, cut down to some characters at the regular weight."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.scaleUpem import scale_upem
    from fontTools.varLib import instancer

    options = subset.Options(layout_features=[], notdef_outline=True, name_IDs=["*"], recalc_timestamp=False)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "STAT", "HVAR", "MVAR", "VVAR"]
    with TTFont(path, lazy=True, recalcTimestamp=False) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(text="".join(sorted(characters | {" "})))
        cutter.subset(font)
        regular = instancer.instantiateVariableFont(font, {"wght": REGULAR}, inplace=True)
        # reportlab scales some widths twice when there are not 1,000 units to the em
        scale_upem(regular, UNITS)
        _rename(regular, path)
        result = BytesIO()
        regular.save(result)
    result.seek(0)
    return face_of(result, name=f"{path.stem}-{len(characters)}")


def _rename(font: object, path: Path) -> None:
    """Name the font after its file: its own name is that of its lightest weight."""
    name = path.stem.partition("[")[0]
    for number in (NAME, FULL_NAME, POSTSCRIPT_NAME):
        font["name"].setName(f"{name}-Regular", number, 3, 1, 0x409)  # type: ignore[index]
        font["name"].setName(f"{name}-Regular", number, 1, 0, 0)  # type: ignore[index]
