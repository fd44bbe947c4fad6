"""Where a number of a preview comes from, found by the place on the page that somebody points at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reportgen.serve.tasks.kept import shown_place
from reportgen.serve.tasks.preview import kept

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from reportgen.serve.tasks import Talk, Values
    from reportgen.trace import Printed

TOKEN = re.compile(r"[<>−+-]?\d[\d.,   ’]*\d%?|[<>−+-]?\d%?")
NEAR = 4
"""Points around the place that is pointed at."""
AROUND = 60
"""Characters around a number by which it is told from others that are printed alike."""
MOST = 3
"""Numbers that are printed alike, and cannot be told apart."""
LISTED = 400
"""Numbers of a page that are listed."""


def trace(values: Values, talk: Talk) -> Values:
    """Return the numbers that stand at a place of a page, or that are printed like a text, with their origins.

    `x` and `y` are shares of the width and the height of the page. How a number was worked out is told in the
    `language` of whoever asks. Raises UsageError for pages that are not kept.
    """
    from reportgen.language import speaking
    from reportgen.trace import Ledger, numbers_of

    del talk
    shown = kept(str(values["of"]))
    with speaking(shown.document.metadata.language):
        printed = tuple(numbers_of(shown.document))
        text, before, after = _pointed_at(shown.pdf, values, _texts(printed))
        if not text:
            return {"text": "", "numbers": []}
        known = [each for each in printed if _is_printed(each.text, text)]
        ledger = Ledger(shown.package)
        chosen = _nearest(known, before, after)
    with speaking(str(values.get("language", "")) or shown.document.metadata.language):
        told = [{**_told(each), "number": ledger.place_of(each.quantity)} for each in chosen]
        listed = ledger.as_values()
    for cell in listed["cells"]:
        cell["file"] = shown_place(cell["file"])
    return {"text": text, "numbers": told, **{f"ledger_{name}": each for name, each in listed.items()}}


def numbers(values: Values, talk: Talk) -> Values:
    """Return the figures that a page prints, each once, in the order of the page."""
    import pypdfium2

    from reportgen.language import speaking
    from reportgen.trace import numbers_of

    del talk
    shown = kept(str(values["of"]))
    with pypdfium2.PdfDocument(shown.pdf) as pdf:
        text = pdf[_page(values, len(pdf))].get_textpage().get_text_range()
    with speaking(shown.document.metadata.language):
        known = _texts(numbers_of(shown.document))
    found = (number for run in TOKEN.finditer(text) for number, _ in _numbers_in(run[0], known))
    return {"numbers": list(dict.fromkeys(number for number in found if number in known))[:LISTED]}


def _page(values: Values, pages: int) -> int:
    return min(max(1, int(values.get("page", 1))), pages) - 1


def _pointed_at(pdf: bytes, values: Values, known: Collection[str]) -> tuple[str, str, str]:
    """Return the number at a place, or the one that is asked for by its text, and what stands around it."""
    import pypdfium2

    asked = _plain(str(values.get("text", "")))
    if asked:
        return asked, "", ""
    with pypdfium2.PdfDocument(pdf) as opened:
        page = opened[_page(values, len(opened))]
        x, y = float(values["x"]) * page.get_width(), (1 - float(values["y"])) * page.get_height()
        words = page.get_textpage()
        index = words.get_index(x, y, NEAR, NEAR)
        text = words.get_text_range()
        if index is None:
            return "", "", ""
    for run in TOKEN.finditer(text):
        for number, (start, end) in _numbers_in(run[0], known) if run.start() <= index < run.end() else ():
            start, end = run.start() + start, run.start() + end
            if start <= index < end:
                return number, text[:start][-AROUND:], text[end:][:AROUND]
    return "", "", ""


def _texts(printed: Iterable[Printed]) -> frozenset[str]:
    """Return how figures are printed, with and without the word behind them: `21.7 million` and `21.7`."""
    texts = {_plain(each.text) for each in printed}
    return frozenset(texts | {text.partition(" ")[0] for text in texts if text[-1:].isalpha()})


def _numbers_in(run: str, known: Collection[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Part digits with blanks between them into numbers, and say where each stands.

    A page gives the cells of a row, `802 854`, and the thousands of a number, `29 568`, alike: what is printed so
    as one number is one.
    """
    pieces = [found.span() for found in _PIECE.finditer(run)]
    at = 0
    while at < len(pieces):
        ends = range(len(pieces), at, -1)
        end = next((end for end in ends if _plain(run[pieces[at][0] : pieces[end - 1][1]]) in known), at + 1)
        span = pieces[at][0], pieces[end - 1][1]
        yield _plain(run[slice(*span)]), span
        at = end


_PIECE = re.compile(r"\S+")


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text).strip().rstrip(".,").strip()


_BLANKS = re.compile(r"\s+")


def _is_printed(known: str, text: str) -> bool:
    """Say whether a number is printed so: `21.7 million` where `21.7` is pointed at."""
    known = _plain(known)
    return known == text or (known.startswith(text) and known[len(text) : len(text) + 1] in (" ", "%", " "))


def _nearest(known: Sequence[Printed], before: str, after: str) -> list[Printed]:
    """Return those among numbers that are printed alike around which the page says the same, each origin once."""
    scored = [(_likeness(each, before, after), each) for each in known]
    best = max((score for score, _ in scored), default=0)
    found = {each.quantity: each for score, each in reversed(scored) if score == best}
    return list(found.values())[::-1][:MOST]


def _likeness(each: Printed, before: str, after: str) -> int:
    """Return how many letters around a number are the same on the page and in the document, or in heads of its row."""
    left, right = _bare(each.before), _bare(each.after)
    page_left, page_right = _bare(before), _bare(after)
    same = _common(left[::-1], page_left[::-1]) + _common(right, page_right)
    row = _bare(each.where.row)
    return same + (len(row) if row and row in page_left else 0)


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _common(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _told(each: Printed) -> dict[str, Any]:
    where = each.where
    return {
        "text": each.text,
        "before": each.before,
        "after": each.after,
        "where": [
            part
            for part in (where.exhibit, where.section if not where.exhibit else "", where.row, where.column)
            if part
        ],
    }
