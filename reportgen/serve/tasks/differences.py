"""The words of two editions of a file, and where they differ."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.serve.tasks import Values

AROUND = 8
"""Words before and after a change."""
NEAR = 3
"""Words that are the same between two changes which are told as one."""
ALONE = 3
"""Words of a figure that stands by itself; more of them are a sentence, or a line among the sources."""
DIGIT = re.compile(r"\d")


def words_of(content: bytes, kind: str) -> list[tuple[str, int]]:
    """Return the words of a file, each with its page; 0 where the format has none."""
    if kind != "pdf":
        from reportgen.builders import builder

        return [(word, 0) for word in builder(kind).read(content)[1].split()]
    import pypdfium2

    with pypdfium2.PdfDocument(content) as pdf:
        texts = [page.get_textpage().get_text_range() for page in pdf]
    return [(word, number) for number, text in enumerate(texts, start=1) for word in text.split()]


def differences(before: Sequence[tuple[str, int]], now: Sequence[tuple[str, int]]) -> Iterator[Values]:
    """Yield the changes between two texts, in their order: what is gone, what has come, and the words around it."""
    old, new = [word for word, _ in before], [word for word, _ in now]
    for old_at, old_end, new_at, new_end in _joined(_changes(old, new)):
        gone, come = old[old_at:old_end], new[new_at:new_end]
        place = now[min(new_at, len(now) - 1)][1] if now else 0
        yield {
            "page": place,
            "before": " ".join(new[max(0, new_at - AROUND) : new_at]),
            "gone": " ".join(gone),
            "come": " ".join(come),
            "after": " ".join(new[new_end : new_end + AROUND]),
            "is_figure": _is_figure(gone, come),
        }


def _is_figure(gone: Sequence[str], come: Sequence[str]) -> bool:
    """Say whether a figure changed: there is one before and after, or one alone came or went, and no whole line."""
    numbered = [words for words in (gone, come) if any(map(DIGIT.search, words))]
    return len(numbered) == 2 or (len(numbered) == 1 and len(numbered[0]) <= ALONE)


def _changes(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    for what, *places in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            old_at, old_end, new_at, new_end = places
            yield old_at, old_end, new_at, new_end


def _joined(found: Iterator[tuple[int, int, int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """Yield changes, those as one that are only a few words apart."""
    last: tuple[int, int, int, int] | None = None
    for each in found:
        if last is not None and each[0] - last[1] <= NEAR:
            last = (last[0], each[1], last[2], each[3])
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last
