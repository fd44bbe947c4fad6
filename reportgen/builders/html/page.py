"""The whole page: what a browser is told, the bar, the contents, the text, its look and its script."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote

from reportgen.builders.html.colours import check_contrast, colour_rules
from reportgen.builders.html.faces import look_rules
from reportgen.builders.html.fonts import font_rules
from reportgen.builders.html.inlines import runs
from reportgen.builders.html.markup import Html, element, identifier, joined
from reportgen.builders.html.origins import origins
from reportgen.builders.html.paper import paper_rules
from reportgen.builders.html.setting import Setting
from reportgen.builders.html.story import story
from reportgen.builders.html.tables import indent_rules
from reportgen.document import Emphasis, Heading, TableOfContents, TitleBlock, plain_text
from reportgen.document.walk import walk
from reportgen.language import say
from reportgen.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.builders import Numbers
    from reportgen.document import Document, Metadata
    from reportgen.theme import Theme

FEWEST_CONTENTS = 2
"""Headings that make contents."""
DEPTH = 2
"""Levels of headings in the contents of a document that has none of its own."""


def page(
    document: Document, theme: Theme, numbers: Numbers | None = None, *, beside: Sequence[tuple[str, str]] = ()
) -> str:
    """Return a numbered document as a page of one file that asks nobody for anything.

    Raises TemplateError for a colour of the theme that could not be read in it, BuildError for a character that no page
    can hold.
    """
    check_contrast(theme)
    setting = Setting(document, theme, numbers)
    text = _text(setting)
    body = joined(
        element("a", say("Skip to the text"), class_="skip", href="#:text"),
        "\n",
        _bar(setting),
        "\n",
        element("div", _contents(setting, beside), text, class_="wrap"),
        "\n",
        *(origins(numbers) if numbers else ()),
        element("script", _resource("act.js"), id=":act"),
    )
    has_italics = any(isinstance(each, Emphasis) for each in walk(document.blocks))
    look = Html(
        font_rules(theme, body, has_italics=has_italics)
        + colour_rules(theme)
        + look_rules(theme)
        + _resource("look.css")
        + paper_rules(theme, document.metadata.short_title)
        + indent_rules(setting)
    )
    head = element("head", "\n", *_head(document.metadata, look), element("style", look), "\n")
    page = element("html", "\n", head, "\n", element("body", "\n", body, "\n"), "\n", lang=document.metadata.language)
    return f"<!DOCTYPE html>\n{page}\n"


def _head(metadata: Metadata, look: Html) -> Iterator[Html]:
    yield element("meta", charset="utf-8")
    yield element("meta", http_equiv="Content-Security-Policy", content=_policy(look))
    yield element("meta", name="viewport", content="width=device-width, initial-scale=1")
    yield element("meta", name="color-scheme", content="light dark")
    yield element("title", metadata.title)
    told = {
        "author": metadata.author,
        "description": metadata.subject,
        "keywords": ", ".join(metadata.keywords),
        "date": metadata.date.isoformat(),
        "generator": f"reportgen {__version__}",
    }
    yield from (element("meta", name=name, content=content) for name, content in told.items() if content)


def _policy(look: Html) -> str:
    """Return what a browser may do for the page: use this look, this script and the fonts within, and nothing else."""
    return (
        f"default-src 'none'; style-src '{digest_of(look)}'; script-src '{digest_of(_resource('act.js'))}'; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )


def digest_of(text: str) -> str:
    """Return what a policy calls a text that it allows."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@cache
def _resource(name: str) -> Html:
    """Return a file that comes along; nothing in it ends the element it stands in."""
    return Html("\n" + files(__package__).joinpath(name).read_text(encoding="utf-8"))


def _bar(setting: Setting) -> Html:
    """Return what stays in sight: what this is, and buttons that only a script can serve."""
    metadata = setting.document.metadata
    dark, light = say("Dark"), say("Light")
    scheme = element("button", dark, id=":scheme", type="button", class_="scripted", data_dark=dark, data_light=light)
    printing = element("button", say("Print"), id=":print", type="button", class_="scripted")
    name = element("p", element("b", metadata.short_title))
    return element("header", name, scheme, printing, class_="bar")


def _contents(setting: Setting, beside: Sequence[tuple[str, str]]) -> Html:
    """Return the contents, which stand beside the text and follow it; nothing for a document of few headings."""
    blocks = setting.document.blocks
    own = next((block for block in blocks if isinstance(block, TableOfContents)), TableOfContents((), DEPTH))
    headings = [
        block for block in blocks if isinstance(block, Heading) and block.in_contents and block.level <= own.depth
    ]
    if len(headings) < FEWEST_CONTENTS:
        return element("nav", _files(beside), class_="contents", aria_label=say("Files")) if beside else Html("")
    title = runs(own.title, setting) or say("Contents")
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
        element("ul", *entries),
        _files(beside) if beside else "",
        open=True,
    )
    return element("nav", opened, class_="contents", aria_label=plain_text(own.title) or say("Contents"))


def _files(beside: Sequence[tuple[str, str]]) -> Html:
    """Return links to the other files of a document of a site, and to its front page."""
    links = (element("li", element("a", title, href=quote(name))) for title, name in beside)
    return element("ul", *links, class_="files")


def _text(setting: Setting) -> Html:
    document = setting.document
    has_title = any(isinstance(block, TitleBlock) for block in document.blocks)
    draft = element("p", document.metadata.draft, class_="draft") if document.metadata.draft else ""
    title = "" if has_title else element("h1", document.metadata.title, class_="said")
    words = {
        "data_show": say("Show table"),
        "data_hide": say("Hide table"),
        "data_link": say("Link to this"),
    }
    parts = (each for part in (title, draft, *story(setting)) if part for each in (part, "\n"))
    return element("main", "\n", *parts, id=":text", tabindex=-1, **words)
