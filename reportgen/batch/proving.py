"""Prove that finished files print the numbers of their traces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.batch.tracing import reopen_files
from reportgen.batch.verify import Finding
from reportgen.builders import PAGED
from reportgen.reading import read_words
from reportgen.trace import numbers_of
from reportgen.wording import MINUS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.batch.manifest import Manifest
    from reportgen.batch.request import Request
    from reportgen.batch.store import Store
    from reportgen.batch.tracing import Reopened

UNSEEN = frozenset({"alt", "index"})
"""Parts that stand on no page."""
DRAWN = "chart"
"""What only a PDF has as words: Word words the values of its charts itself, and a text has none."""
NAMED = 5
"""Numbers that are named of those that a file does not print."""


def prove_numbers(store: Store, manifest: Manifest, request: Request) -> Iterator[Finding]:
    """Yield of each document on record whether it prints every number that its trace has.

    `request` says where data and templates are. Raises DataError where they are not those that it was made from.
    """
    for made in reopen_files(manifest, request):
        content = store.read(made.name)
        if content is None:
            yield Finding(made.name, "missing", "the file is not there")
            continue
        lacking = _lacking(made, content)
        named = ", ".join(f"`{text}`" for text in lacking[:NAMED])
        more = f" and {len(lacking) - NAMED:,} more" if len(lacking) > NAMED else ""
        yield Finding(made.name, "different", f"it does not print {named}{more}") if lacking else _whole(made)


def _whole(made: Reopened) -> Finding:
    return Finding(made.name, "whole")


def _lacking(made: Reopened, content: bytes) -> list[str]:
    """Return the numbers that a file does not print, each once. A file that cannot be read prints none."""
    kind = made.name.rpartition(".")[2]
    left_out = UNSEEN if kind == PAGED else UNSEEN | {DRAWN}
    printed = dict.fromkeys(each.text for each in numbers_of(made.document) if each.where.part not in left_out)
    try:
        words = read_words(content, kind)
    except ValueError:
        return list(printed)
    return [text for text in printed if not (words.hold(text) or words.hold(text.replace(MINUS, "-")))]
