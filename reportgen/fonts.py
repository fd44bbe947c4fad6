"""Where the font files are."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from reportgen.errors import BuildError

FONT_PACKAGES = ("font_source_sans_pro", "font_source_serif_pro")
"""Packages that hold TrueType files in a folder `files`."""
FALLBACKS = (("matplotlib", "mpl-data/fonts/ttf", "DejaVuSans.ttf"),)
"""Package, folder and name of the fonts that lend what the others lack, as far as they are installed."""

VARIABLE_FALLBACKS = (
    ("justmytype_intl_cjk", "fonts/ofl/notosanssc", "NotoSansSC[wght].ttf"),
    ("justmytype_intl_cjk", "fonts/ofl/notosansjp", "NotoSansJP[wght].ttf"),
    ("justmytype_intl_cjk", "fonts/ofl/notosanskr", "NotoSansKR[wght].ttf"),
    ("justmytype_intl_cjk", "fonts/ofl/notosanstc", "NotoSansTC[wght].ttf"),
    ("manimgx_fonts", ".", "NotoEmoji[wght].ttf"),
    ("manimgx_fonts", ".", "NotoSansArmenian[wght].ttf"),
    ("manimgx_fonts", ".", "NotoSansGeorgian[wght].ttf"),
    ("manimgx_fonts", ".", "NotoSansEthiopic[wght].ttf"),
    ("manimgx_fonts", ".", "NotoSansSymbols[wght].ttf"),
)
"""Fonts of the extra `reportgen[fonts]`: one file holds every weight, and far more characters than a report needs."""


@cache
def font_file(face: str) -> Path:
    """Return the TrueType file of a face such as `SourceSansPro-Regular`.

    Raises BuildError when no installed font package has it.
    """
    for package in FONT_PACKAGES:
        path = _folder(package) / f"{face}.ttf"
        if path.is_file():
            return path
    raise BuildError(f"font `{face}` not found", hint="install the font packages: " + ", ".join(FONT_PACKAGES))


@cache
def fallback_files() -> tuple[Path, ...]:
    """Return the installed TrueType files to turn to, in this order, for a character that a theme's fonts lack."""
    found = (_folder(package, folder) / name for package, folder, name in FALLBACKS)
    return tuple(path for path in found if path.is_file())


@cache
def variable_files() -> tuple[Path, ...]:
    """Return the installed fonts, each with all weights in one file, that know scripts beyond those of Europe."""
    found = (_folder(package, folder) / name for package, folder, name in VARIABLE_FALLBACKS)
    return tuple(path for path in found if path.is_file())


@cache
def _folder(package: str, folder: str = "files") -> Path:
    spec = find_spec(package)
    return Path(spec.origin or "").parent / folder if spec else Path(package)
