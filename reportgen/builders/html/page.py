"""The whole page: what a browser is told, the bar, the contents, the text, its look and its script."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from reportgen.builders.html.bar import bar, contents
from reportgen.builders.html.brought import act, sheet
from reportgen.builders.html.colours import check_contrast, colour_rules
from reportgen.builders.html.faces import look_rules
from reportgen.builders.html.fonts import font_rules
from reportgen.builders.html.markup import Html, element, joined
from reportgen.builders.html.origins import origins
from reportgen.builders.html.paper import paper_rules
from reportgen.builders.html.setting import Setting
from reportgen.builders.html.story import story
from reportgen.builders.html.tables import indent_rules
from reportgen.document import Emphasis, TitleBlock
from reportgen.document.walk import walk
from reportgen.language import say
from reportgen.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.builders import Beside, Numbers
    from reportgen.document import Document, Metadata
    from reportgen.theme import Theme


def page(document: Document, theme: Theme, numbers: Numbers | None = None, *, beside: Sequence[Beside] = ()) -> str:
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
        bar(setting, beside),
        "\n",
        element("div", contents(setting, beside), text, class_="wrap"),
        "\n",
        *(origins(numbers) if numbers else ()),
        element("script", act(), id=":act"),
    )
    has_italics = any(isinstance(each, Emphasis) for each in walk(document.blocks))
    look = Html(
        font_rules(theme, body, has_italics=has_italics)
        + colour_rules(theme)
        + look_rules(theme)
        + sheet()
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
        f"default-src 'none'; style-src '{digest_of(look)}'; script-src '{digest_of(act())}'; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )


def digest_of(text: str) -> str:
    """Return what a policy calls a text that it allows."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _text(setting: Setting) -> Html:
    document = setting.document
    has_title = any(isinstance(block, TitleBlock) for block in document.blocks)
    draft = element("p", document.metadata.draft, class_="draft") if document.metadata.draft else ""
    title = "" if has_title else element("h1", document.metadata.title, class_="said")
    words = {
        "data_show": say("Show table"),
        "data_hide": say("Hide table"),
        "data_figure": say("Link to this figure"),
        "data_table": say("Link to this table"),
    }
    parts = (each for part in (title, draft, *story(setting)) if part for each in (part, "\n"))
    return element("main", "\n", *parts, id=":text", tabindex=-1, **words)
