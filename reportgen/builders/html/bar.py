"""What stands around the text of a page: the bar above it, the contents beside it, the files of its document."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from reportgen.builders.html.inlines import runs
from reportgen.builders.html.markup import Html, element, identifier, joined
from reportgen.document import Heading, KeyFigures, MainPoints, TableOfContents, TitleBlock, plain_text
from reportgen.language import say, say_count
from reportgen.wording import file_size

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.builders import Beside
    from reportgen.builders.html.setting import Setting

FEWEST_CONTENTS = 2
"""Headings that make contents."""
DEPTH = 2
"""Levels of headings in the contents of a document that has none of its own."""
DOWN = "M12 3v12m-6-5 6 6 6-6M4 21h16"
MOON = "M20.5 14.2A8.7 8.7 0 0 1 9.8 3.5a8.7 8.7 0 1 0 10.7 10.7z"
"""Lines of the signs that stand for words on a narrow screen, in a square of 24."""


def bar(setting: Setting, beside: Sequence[Beside]) -> Html:
    """Return what stays in sight: what this is, buttons that only a script can serve, and the files to take along."""
    metadata = setting.document.metadata
    title = next((block for block in setting.document.blocks if isinstance(block, TitleBlock)), None)
    names = (title.title, title.kicker) if title else (metadata.short_title, "")
    name = element("p", element("b", names[0]), " ", element("span", names[1]) if names[1] else "")
    dark, light = say("Dark"), say("Light")
    scheme = element(
        "button",
        sign(MOON),
        element("span", dark, class_="word"),
        id=":scheme",
        type="button",
        class_="scripted",
        data_dark=dark,
        data_light=light,
    )
    printing = element("button", say("Print"), id=":print", type="button", class_="scripted")
    return element("header", name, scheme, printing, *_menu(beside), class_="bar")


def _menu(beside: Sequence[Beside]) -> Iterator[Html]:
    files = [each for each in beside if each.is_file]
    if files:
        opener = element("summary", sign(DOWN), element("span", say("Download"), class_="word"), class_="button first")
        yield element("details", opener, element("ul", *map(_link, files), class_="files"), class_="menu")


def sign(lines: str) -> Html:
    """Return a sign that says nothing which the words beside it do not."""
    return element(
        "svg",
        element("path", d=lines),
        class_="sign",
        viewbox="0 0 24 24",
        width=20,
        height=20,
        aria_hidden="true",
    )


def contents(setting: Setting, beside: Sequence[Beside]) -> Html:
    """Return the contents, which stand beside the text and follow it; nothing for a document of few headings."""
    blocks = setting.document.blocks
    own = next((block for block in blocks if isinstance(block, TableOfContents)), TableOfContents((), DEPTH))
    headings = [
        block for block in blocks if isinstance(block, Heading) and block.in_contents and block.level <= own.depth
    ]
    if len(headings) < FEWEST_CONTENTS:
        return element("nav", _beside(beside), class_="contents", aria_label=say("Files")) if beside else Html("")
    title = runs(own.title, setting) or say("Contents")
    first = next(place for place, block in enumerate(blocks) if block is headings[0])
    has_front = any(isinstance(block, KeyFigures | MainPoints) for block in blocks[:first])
    front = element("li", element("a", say("At a glance"), href="#:text"), class_="of-1") if has_front else ""
    entries = (
        element(
            "li",
            element("a", plain_text(each.children), href=f"#{identifier(each.anchor)}"),
            class_=f"of-{each.level}",
        )
        for each in headings
    )
    opened = element(
        "details",
        element("summary", title, " ", element("span", id=":here")),
        element("ul", front, *entries),
        _beside(beside),
        open=True,
    )
    return element("nav", opened, class_="contents", aria_label=plain_text(own.title) or say("Contents"))


def _beside(beside: Sequence[Beside]) -> Html:
    """Return links to the other files of a document of a site, and to its other pages."""
    files, pages = ([_link(each) for each in beside if each.is_file is is_file] for is_file in (True, False))
    title = element("p", say("Download"), class_="files-title") if files else ""
    return joined(
        title, *(element("ul", *links, class_=look) for links, look in ((files, "files"), (pages, "ways")) if links)
    )


def _link(each: Beside) -> Html:
    """Return a link, of a file with how long and large it is, as far as that is known."""
    pages = say_count(each.pages, "{count} page", "{count} pages", count=each.pages) if each.pages else ""
    title = element(
        "a", each.title, element("span", f", {pages}", class_="size") if pages else "", href=quote(each.address)
    )
    return element("li", title, element("span", file_size(each.size), class_="size") if each.size else "")
