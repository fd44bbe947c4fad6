"""What tagging costs: build the same document with and without structure, in turn, in one run.

    python -m benchmarks.pdf_tagging

Both builds draw the same pages with links and bookmarks; the untagged one leaves out marked content, the structure
tree, the metadata of the standards and the colour profile. Prints medians of time and peaks of memory.
"""

from __future__ import annotations

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable
from datetime import date

from reportgen.builders.pdf import lay_out
from reportgen.builders.pdf import layout as pdf_layout
from reportgen.builders.pdf.canvas import TaggedCanvas
from reportgen.builders.pdf.finish import Bookmark, Finisher
from reportgen.compare import compare
from reportgen.compose import compose
from reportgen.dataset import read_package
from reportgen.document import Document, Heading, plain_text
from reportgen.resources import data_folder, templates_folder
from reportgen.template import read_reports, read_theme
from reportgen.theme import Theme
from reportgen.years import PeriodRange

ROUNDS = 25


class UntaggedCanvas(TaggedCanvas):
    """Draws the same, and marks nothing."""

    def _begin(self, owner: object) -> None:
        """Open nothing."""


def tagged(document: Document, theme: Theme) -> bytes:
    pdf_layout.TaggedCanvas = TaggedCanvas
    return lay_out(document, theme).bytes


def untagged(document: Document, theme: Theme) -> bytes:
    pdf_layout.TaggedCanvas = UntaggedCanvas
    drawing = pdf_layout.draw_pages(lay_out(document, theme).layout)
    bookmarks = [
        Bookmark(block.level, plain_text(block.children), block.anchor)
        for block in document.blocks
        if isinstance(block, Heading)
    ]
    finisher = Finisher(drawing)
    root = finisher.objects.add(f"<</Type/Catalog{finisher.pages()}{finisher.bookmarks(bookmarks)}>>")
    return finisher.objects.file(root=root, info=finisher.information(document.metadata))


def briefing() -> tuple[Document, Theme]:
    package = read_package(data_folder())
    years = PeriodRange(package.years[0], package.years[-1])
    report = read_reports(templates_folder())["briefing"]
    document = compose(package, compare(package), report, years=years, made=date(2025, 6, 30))
    return document, read_theme("default", templates_folder())


def seconds(build: Callable[[], bytes]) -> float:
    gc.collect()
    start = time.process_time()
    build()
    return time.process_time() - start


def peak(build: Callable[[], bytes]) -> float:
    gc.collect()
    tracemalloc.start()
    build()
    _, highest = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return highest / 1e6


def main() -> None:
    document, theme = briefing()
    with_tags, without = (lambda: tagged(document, theme)), (lambda: untagged(document, theme))
    with_tags(), without()
    pairs = [(seconds(with_tags), seconds(without)) for _ in range(ROUNDS)]
    slow, fast = (statistics.median(times) for times in zip(*pairs, strict=True))
    high, low = peak(with_tags), peak(without)
    print(f"time    {slow * 1000:6.1f} ms tagged, {fast * 1000:6.1f} ms untagged: {slow / fast - 1:+.0%}")
    print(f"memory  {high:6.1f} MB tagged, {low:6.1f} MB untagged: {high / low - 1:+.0%}")
    print(f"size    {len(with_tags()) / 1000:6.1f} kB tagged, {len(without()) / 1000:6.1f} kB untagged")


if __name__ == "__main__":
    main()
