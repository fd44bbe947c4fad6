"""Prove that finished files say the numbers of their traces, and no other digits but those that are no figures."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reportgen.batch.tracing import Older, reopen_files
from reportgen.batch.verify import Finding
from reportgen.builders import builder
from reportgen.language import speaking
from reportgen.reading import squeezed
from reportgen.resources import inherited
from reportgen.trace.digits import DIGITS, LOST, Known, around, words_of
from reportgen.trace.printed import Finished, lacking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.batch.manifest import Manifest
    from reportgen.batch.request import Request
    from reportgen.batch.store import Store
    from reportgen.batch.tracing import Reopened
    from reportgen.said import Said
    from reportgen.trace.digits import Words

NAMED = 5
"""Numbers that are named of those that are not as they should be."""


def prove_numbers(store: Store, manifest: Manifest, request: Request) -> Iterator[Finding]:
    """Yield of each document on record whether it says the numbers of its trace, and what its digits are.

    `request` says where data and templates are; of a document that was made from others this is all that is told.
    """
    typed = typed_words(request)
    words: dict[str, Words] = {}
    for made in reopen_files(manifest, request):
        if isinstance(made, Older):
            yield Finding(made.name, "older", made.why)
            continue
        content = store.read(made.name)
        if content is None:
            yield Finding(made.name, "missing", "the file is not there")
            continue
        if made.language not in words:
            words[made.language] = words_of(made.package, typed)
        yield prove(made, content, words[made.language])


def prove(made: Reopened, content: bytes, words: Words) -> Finding:
    """Return whether a finished file says the numbers of its document, and what each sequence of digits in it is."""
    with speaking(made.language):
        return _proven(made, content, words)


def _proven(made: Reopened, content: bytes, words: Words) -> Finding:
    kind = made.name.rpartition(".")[2]
    try:
        all_said = tuple(builder(kind).said(content))
    except ValueError as error:
        return Finding(made.name, "different", f"it cannot be read: {error}")
    torn = [f"{each.where}: {each.text}" for each in all_said if each.part == "torn"]
    said = tuple(each for each in all_said if each.part != "torn")
    known = Known(made.document, made.package, words)
    counts: Counter[str] = Counter()
    strange = [f"{each.where}: {told}" for each in said for told in _strange(each, known, counts)]
    reasons = (
        _told("it does not print", [f"`{each}`" for each in lacking(made.document, _finished(said, made))]),
        _told("not of its trace", strange),
        _told("a chart shows what its workbook has not,", torn),
        _told(LOST, [f"`{each.digits}` in “{each.around}”" for each in known.unknown]),
    )
    wrong = "; ".join(filter(None, reasons))
    return Finding(made.name, "different" if wrong else "whole", wrong, tuple(sorted(counts.items())))


def _finished(said: tuple[Said, ...], made: Reopened) -> Finished:
    return Finished(said, made.document, squeezed)


def _strange(said: Said, known: Known, counts: Counter[str]) -> Iterator[str]:
    """Yield the digits of a piece of a file that its document does not have, and count all of them by their kinds."""
    for found in DIGITS.finditer(said.text):
        kind = known.kind_of(said, *found.span())
        counts[kind if kind != LOST else ""] += 1
        if not kind:
            yield f"`{found[0]}` in “{around(said.text, *found.span())}”"


def _told(what: str, found: list[str]) -> str:
    """Return what is wrong, with the first places; nothing where nothing was found."""
    more = f" and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
    return f"{what} {', '.join(found[:NAMED])}{more}" if found else ""


def typed_words(request: Request) -> list[str]:
    """Return the texts that somebody typed: templates, macros, and functions that draw charts."""
    folders = inherited(request.templates)
    paths = [path for folder in folders for path in sorted(folder.rglob("*.md"))]
    return [path.read_text(encoding="utf-8", errors="replace") for path in (*paths, *request.charts)]
