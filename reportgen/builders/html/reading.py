"""Read a finished page back: its title, and what its text says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.said import Said

if TYPE_CHECKING:
    from collections.abc import Iterator

VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta"})
UNREAD = frozenset({"script", "style", "template", "title"})
WITHIN_A_LINE = frozenset({"a", "abbr", "b", "em", "small", "span", "strong"})
HEARD = ("aria-label", "title", "alt", "data-said", "data-tip")
"""Attributes that are told to who cannot see, or points at something."""
UNTOLD = (None, "viewport", "color-scheme")
"""Entries of the head that tell a browser what to do."""
REPEATED = frozenset({"narrow", "said", "back"})
"""Looks of what is only there for narrow screens, or says again what can be seen."""


def read(content: bytes) -> tuple[str, str]:
    """Return the title of a page and the words of its text, each element on a line of its own.

    What is only there for narrow screens, or says again what can be seen, is left out. Raises ValueError for a file
    that is no page, or not whole.
    """
    root = _root(content)
    title = "".join(root.xpath("//head/title/text()"))
    words: list[str] = []
    for main in root.iter("main"):
        _words(main, words)
    return title, "".join(words)


def said(content: bytes) -> Iterator[Said]:
    """Yield what a page says: all that can be seen in it, what is heard or shown where it is pointed at, its head.

    What the script tells of a number that is clicked is the trace itself, and is left out. Raises ValueError for a file
    that is no page, or not whole.
    """
    root = _root(content)
    for body in root.iter("body"):
        yield Said("text", "printed", _apart(_all_words(body)))
        yield Said("charts", "drawn", "\n".join("".join(each.itertext()) for each in body.iter("text")))
        heard = (element.get(name) for element in body.iter() for name in HEARD)
        yield Said("alternative text", "heard", "\n".join(filter(None, heard)))
    for head in root.iter("head"):
        told = [meta.get("content", "") for meta in head.iter("meta") if meta.get("name") not in UNTOLD]
        yield Said("properties", "about", "\n".join(["".join(head.xpath("title/text()")), *told]))


def _apart(words: Iterator[str]) -> str:
    """Return words as one text; digits that stand in two elements are no one number."""
    found: list[str] = []
    for word in filter(None, words):
        found += ["\n", word] if found and found[-1][-1:].isdigit() and word[:1].isdigit() else [word]
    return "".join(found)


def _all_words(element: Any) -> Iterator[str]:
    """Yield all that an element says, also what only narrow screens show, each element of a block on its own line."""
    if element.tag in (*UNREAD, "svg") or not isinstance(element.tag, str):
        return
    yield element.text or ""
    for child in element:
        yield from _all_words(child)
        yield "" if child.tag in WITHIN_A_LINE else "\n"
        yield child.tail or ""


def _root(content: bytes) -> Any:
    """Return the elements of a page. Raises ValueError for a file that is no page, or not whole."""
    text = content.decode("utf-8")
    if not text.startswith("<!DOCTYPE html>") or not text.rstrip().endswith("</html>"):
        raise ValueError("the page is not whole")
    # a parser in C: Python's own takes as long to read a page as it takes to make one
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    return etree.fromstring(content, parser)


def _words(element: Any, found: list[str]) -> None:
    """Add what an element says, and what ends a line in it; a generator within a generator takes twice as long."""
    if element.text:
        found.append(element.text)
    for child in element:
        _part(child, found)
        if child.tail:
            found.append(child.tail)


def _part(element: Any, found: list[str]) -> None:
    tag = element.tag
    if tag in VOID:
        found.append("\n")
        return
    if tag not in UNREAD:
        look = element.get("class")
        if look is None or REPEATED.isdisjoint(look.split()):
            _words(element, found)
    if tag not in WITHIN_A_LINE:
        found.append("\n")
