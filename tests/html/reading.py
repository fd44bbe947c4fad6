"""Finished pages as the tests look at them."""

import lxml.html

from reportgen.builders import BUILDERS
from reportgen.reading import squeezed


def opened(content):
    """A finished page as a tree."""
    return lxml.html.document_fromstring(content.decode("utf-8"))


def built(document, theme):
    """The page of a document as a tree."""
    return opened(BUILDERS["html"].build(document, theme))


def looks(element):
    """The classes of an element."""
    return (element.get("class") or "").split()


def text_of(page):
    """The text of a page without what says again, in other words or for narrow screens, what stands there."""
    main = page.get_element_by_id(":text")
    for element in list(main.iter()):
        if {"back", "narrow", "said"} & {*looks(element)}:
            element.drop_tree()
    return main


def said(element):
    """What an element says, squeezed."""
    return squeezed(element.text_content())
