"""Check that a finished file says what it should before it gets its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.document import KeyFigures
from reportgen.errors import BuildError
from reportgen.reading import read_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.document import Document


def prove(content: bytes, ending: str, *, document: Document, place_name: str) -> None:
    """Raise BuildError unless the file has the document's title and prints its key figures and the place's name.

    `place_name` comes from the job and not from the document, so that a document of another place does not pass;
    empty for a report that is not about one place.
    """
    try:
        words = read_words(content, ending)
    except ValueError as error:
        raise BuildError(
            f"the finished {ending} cannot be read back: {error}",
            hint="this is a fault of the program; please report it",
        ) from error
    if words.title and words.title != document.metadata.title:
        raise _wrong(ending, f"title `{document.metadata.title}`", found=f"`{words.title}`")
    missing = [text for text in (*([place_name] if place_name else []), *key_figures(document)) if not words.hold(text)]
    if missing:
        raise _wrong(ending, ", ".join(f"`{text}`" for text in missing), found="none")


def key_figures(document: Document) -> Iterable[str]:
    """Return the values of a document's key figures as they are printed."""
    return dict.fromkeys(
        tile.value for block in document.blocks if isinstance(block, KeyFigures) for tile in block.tiles if tile.value
    )


def _wrong(ending: str, expected: str, *, found: str) -> BuildError:
    return BuildError(
        f"the finished {ending} does not say what it should: expected {expected}, found {found}",
        hint="a report about a place has to print `{{ place.name }}`; else this is a fault of the program",
    )
