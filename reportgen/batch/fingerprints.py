"""What a file was made from, as digests: whether it would come out the same is told by comparing them."""

from __future__ import annotations

import platform
import zlib
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen import __version__
from reportgen.fonts import fallback_files, font_file
from reportgen.resources import PACKAGE
from reportgen.theme import FACES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.document import Document
    from reportgen.theme import Theme

LIBRARIES = {
    "pdf": ("reportlab", "matplotlib", "pikepdf", "pillow"),
    "docx": ("python-docx", "lxml", "reportlab", "matplotlib", "pillow"),
    "xlsx": ("xlsxwriter", "pandas"),
    "png": ("pypdfium2", "pillow", "reportlab", "matplotlib"),
}
"""The libraries that a file of a format owes its bytes to; words and figures are in the Document already."""
SHORT = 16
"""Digits of a digest that only has to tell one version of an input from another."""


def document_fingerprint(document: Document) -> str:
    """Return the digest of everything a document says: every field of every block, in order."""
    return digest(repr(document))


def sealed(document: Document) -> Document:
    """Return the document with the digest of what it says as its checksum of the data.

    So a file changes when a figure that it shows does, and not when the data change elsewhere.
    """
    bare = replace(document, metadata=replace(document.metadata, data_checksum=""))
    checksum = document_fingerprint(bare)
    return replace(document, metadata=replace(document.metadata, data_checksum=checksum))


def digest(text: str | bytes) -> str:
    """Return the SHA-256 of text, as UTF-8, or of bytes."""
    return sha256(text.encode() if isinstance(text, str) else text).hexdigest()


@cache
def program_fingerprint() -> str:
    """Return the version of the program and a digest of its source: between two versions the source counts."""
    return f"{__version__} {_digest_of_files(sorted(PACKAGE.rglob('*.py')), PACKAGE)[:SHORT]}"


@cache
def library_version(name: str) -> str:
    """Return the installed version of a library; empty when it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def library_versions(ending: str) -> dict[str, str]:
    """Return the versions that the bytes of a format depend on."""
    machine = {"python": platform.python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION} if ending in LIBRARIES else {}
    return {**{name: library_version(name) for name in LIBRARIES.get(ending, ())}, **machine}


def theme_fingerprint(theme: Theme) -> str:
    """Return the name of a theme and a digest of all its values."""
    return f"{theme.name} {digest(repr(theme))[:SHORT]}"


def fonts_fingerprint(theme: Theme) -> str:
    """Return a digest of the font files that a theme names, and of those that lend what these lack."""
    faces = sorted({getattr(theme.faces, voice) for voice in FACES})
    return _fonts_fingerprint(tuple(faces))


@cache
def _fonts_fingerprint(faces: tuple[str, ...]) -> str:
    files = [*(font_file(face) for face in faces), *fallback_files()]
    return _digest_of_files(files, None)[:SHORT]


def folder_fingerprint(folder: Path) -> str:
    """Return a digest of the names and contents of all files in a folder, hidden ones left out."""
    inside = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
    files = [folder / path for path in inside if not any(part.startswith((".", "__pycache__")) for part in path.parts)]
    return _digest_of_files(files, folder)


def _digest_of_files(files: Iterable[Path], folder: Path | None) -> str:
    total = sha256()
    for path in files:
        name = path.relative_to(folder).as_posix() if folder else path.name
        content = path.read_bytes()
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()
