"""Which face of the theme a text of a matplotlib figure is set in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.charts.house_style import SEMIBOLD, family
from reportgen.fonts import font_file
from reportgen.theme import FACES

if TYPE_CHECKING:
    from reportgen.theme import Faces

SANS = ("sans-serif", "sans serif", "sans")
WEIGHTS = {"semibold": 600, "demibold": 600, "demi": 600, "bold": 700, "heavy": 800, "extra bold": 800, "black": 900}


def face_of(prop: Any, faces: Faces) -> str | None:
    """Return the face that font properties ask for by its file, or by family, weight and style; None for another."""
    if prop.get_file():
        return _by_file(Path(prop.get_file()), faces)
    is_semibold = _weight(prop.get_weight()) >= SEMIBOLD
    is_italic = prop.get_style() in ("italic", "oblique")
    for name in prop.get_family():
        if name in (*SANS, faces.sans, faces.word_sans, family(faces.sans)):
            return {
                (False, False): faces.sans,
                (True, False): faces.sans_semibold,
                (False, True): faces.sans_italic,
                (True, True): faces.sans_semibold_italic,
            }[is_semibold, is_italic]
        if name in ("serif", faces.serif, faces.word_serif, family(faces.serif)):
            return faces.serif_italic if is_italic else faces.serif_semibold if is_semibold else faces.serif
    return None


def _by_file(path: Path, faces: Faces) -> str | None:
    names = dict.fromkeys(getattr(faces, voice) for voice in FACES)
    return next((name for name in names if font_file(name).resolve() == path.resolve()), None)


def _weight(weight: str | float) -> float:
    return WEIGHTS.get(weight.lower(), 400) if isinstance(weight, str) else weight
