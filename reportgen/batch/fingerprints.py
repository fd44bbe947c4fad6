"""What a file was made from, as digests: whether it would come out the same is told by comparing them."""

from __future__ import annotations

import platform
import zlib
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from reportgen.fonts import fallback_files, font_file
from reportgen.resources import PACKAGE
from reportgen.theme import FACES
from reportgen.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.document import Document
    from reportgen.theme import Theme

SOURCE = frozenset({".py", ".css", ".js", ".icc"})
"""How the files end that the program consists of."""
SHORT = 16
"""Digits of a digest that only has to tell one version of an input from another."""


def document_fingerprint(document: Document) -> str:
    """Return the digest of everything a document says: every field of every block, in order.

    What a list says of it, and what is told while it is made, are left out, for no file of the document shows them.
    """
    return digest(repr(replace(document, summary=None, told=())))


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
    paths = sorted(path for path in PACKAGE.rglob("*") if path.suffix in SOURCE)
    source = ((path.relative_to(PACKAGE).as_posix(), path.read_bytes()) for path in paths)
    return f"{__version__} {contents_fingerprint(source)[:SHORT]}"


@cache
def library_version(name: str) -> str:
    """Return the installed version of a library; empty when it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def library_versions(names: Iterable[str]) -> dict[str, str]:
    """Return the versions of libraries, and of what these run on: none for a file that owes its bytes to none."""
    versions = {name: library_version(name) for name in names}
    machine = {"python": platform.python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION}
    return {**versions, **machine} if versions else {}


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
    return contents_fingerprint((path.name, path.read_bytes()) for path in files)[:SHORT]


def contents_fingerprint(contents: Iterable[tuple[str, bytes]]) -> str:
    """Return a digest of names and contents."""
    total = sha256()
    for name, content in contents:
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()
