"""Where the font files are."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from reportgen.errors import BuildError

FONT_PACKAGES = ("font_source_sans_pro", "font_source_serif_pro")
"""Packages that hold TrueType files in a folder `files`."""


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
def _folder(package: str) -> Path:
    spec = find_spec(package)
    return Path(spec.origin or "").parent / "files" if spec else Path(package)
