"""Pages from templates of the program: every value is escaped, every word is from the catalogue."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.language import languages, say, say_count, speaking
from reportgen.serve import words
from reportgen.serve.told import language_of, told

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

FOLDER = Path(__file__).parent / "screens"


TICKED = re.compile(r"`([^`]*)`")


def ticked(text: str) -> Markup:
    """Return a message with what stands between backticks as code; all of it escaped."""
    from markupsafe import Markup, escape

    return Markup(TICKED.sub(r"<code>\1</code>", str(escape(text))))


def _lang(text: str) -> Markup:
    """Return the attribute of an element that says a text in another language than the page."""
    from markupsafe import Markup

    tag = language_of(text)
    return Markup(f' lang="{tag}"') if tag else Markup()


@cache
def environment() -> Environment:
    """Return what renders the pages."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    found = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False, extensions=["jinja2.ext.loopcontrols"],
    )  # fmt: skip
    found.filters |= {"ticked": ticked, "told": told, "lang": _lang}
    found.globals |= {
        "ROLES": words.ROLES,
        "role_class": words.role_class,
        "say": say,
        "say_count": say_count,
        "count": words.count,
        "how_long": words.how_long,
        "when": words.when,
        "size": words.size,
        "STATES": words.STATES,
        "FILE_STATES": words.FILE_STATES,
        "SCREENS": ("make", "import", "check", "write", "documents"),
        "LANGUAGES": {tag: words.NAMES.get(tag, tag) for tag in languages()},
    }
    return found


def page(name: str, language: str, /, **values: Any) -> str:
    """Return a page in a language."""
    with speaking(language):
        return environment().get_template(name).render(language=language, **values)
