"""The builders by name: each turns a Document and a Theme into the bytes of one file."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from reportgen.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.document import Document
    from reportgen.theme import Theme

    Builder = Callable[[Document, Theme], bytes]

BUILDERS = {
    "pdf": ("reportgen.builders.pdf", "build_pdf"),
    "docx": ("reportgen.builders.docx", "build_docx"),
    "txt": ("reportgen.builders.text", "build_text"),
}
"""Name of a format, which is also the ending of its files: the module and the function that build it."""


def require_builder(name: str) -> str:
    """Return the name when a builder of that name exists; raise UsageError when none does. Imports nothing."""
    if name not in BUILDERS:
        raise UsageError(f"unknown format `{name}`", hint=did_you_mean(name, BUILDERS))
    return name


def builder(name: str) -> Builder:
    """Return the builder of a format. Its module, and with it a heavy library, is imported only now.

    Raises UsageError when there is no such format.
    """
    module, function = BUILDERS[require_builder(name)]
    found: Builder = getattr(import_module(module), function)
    return found
