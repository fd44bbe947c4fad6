"""Read a finished page back: its title, and what its text says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta"})
UNREAD = frozenset({"script", "style", "template", "title"})
WITHIN_A_LINE = frozenset({"a", "abbr", "b", "em", "small", "span", "strong"})
REPEATED = frozenset({"narrow", "said", "back"})
"""Looks of what is only there for narrow screens, or says again what can be seen."""


def read(content: bytes) -> tuple[str, str]:
    """Return the title of a page and the words of its text, each element on a line of its own.

    What is only there for narrow screens, or says again what can be seen, is left out. Raises ValueError for a file
    that is no page, or not whole.
    """
    text = content.decode("utf-8")
    if not text.startswith("<!DOCTYPE html>") or not text.rstrip().endswith("</html>"):
        raise ValueError("the page is not whole")
    # a parser in C: Python's own takes as long to read a page as it takes to make one
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(content, parser)
    title = "".join(root.xpath("//head/title/text()"))
    return title, "".join(word for main in root.iter("main") for word in _words(main))


def _words(element: Any) -> Iterator[str]:
    """Yield what an element says, and what ends a line in it."""
    if element.text:
        yield element.text
    for child in element:
        yield from _part(child)
        if child.tail:
            yield child.tail


def _part(element: Any) -> Iterator[str]:
    if element.tag in VOID:
        yield "\n"
        return
    if element.tag not in UNREAD and not REPEATED & {*element.get("class", "").split()}:
        yield from _words(element)
    if element.tag not in WITHIN_A_LINE:
        yield "\n"
