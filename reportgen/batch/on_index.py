"""The numbers that the front page of a folder shows of a document: those of its entry, and of its key figures."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from reportgen.batch.entries import entry_values
from reportgen.trace import Where, numbers_in, numbers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportgen.batch.entries import Entry
    from reportgen.document import Document
    from reportgen.trace import Printed

NO_DIGIT = re.compile(r"[^\d.,]")


def may_say(entry: Entry, number: str) -> bool:
    """Say whether the entry of a document may have a number, so that the document has to be composed."""
    return NO_DIGIT.sub("", number) in json.dumps(entry_values(entry), ensure_ascii=False)


def numbers_on_index(documents: Iterable[tuple[str, Document]], page: str) -> Iterator[tuple[Printed, ...]]:
    """Yield of each document the numbers that a front page shows of it, of which the markup is given.

    Documents come with the name that they have there. What the page says of all of them stands with the first one.
    """
    about_all = True
    for name, document in documents:
        summary, where = document.summary, Where(part="index", row=name)
        told: list[Printed] = []
        if summary is not None:
            told += numbers_in(summary.listing, Where(part="index")) if about_all else ()
            told += numbers_in((summary.figure, summary.change, summary.percent, summary.spoken, summary.trend), where)
            about_all = False
        shown = (replace(each, where=replace(each.where, part="index")) for each in told if _whole(each) in page)
        yield (*shown, *_key_figures(name, document, page))


def _key_figures(name: str, document: Document, page: str) -> Iterator[Printed]:
    for each in numbers_of(document):
        label = each.where.row
        if each.where.part == "tile" and re.search(_key_figure(_whole(each), escape(label)), page):
            yield replace(each, where=Where(part="index", row=name), before=f"{label}: ")


def _whole(printed: Printed) -> str:
    return escape(f"{printed.before}{printed.text}{printed.after}")


def _key_figure(figure: str, label: str) -> str:
    return rf">{re.escape(figure)}[^<>]*</b><span>{re.escape(label)}</span>"
