"""The style sheet and the script of every page, without what only their authors need."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from reportgen.builders.html.markup import Html


@cache
def sheet() -> Html:
    """Return the style sheet, without comments and spaces that say nothing; no text in it ends its element."""
    without = re.sub(r"/\*.*?\*/|\s+", " ", _read("look.css"), flags=re.DOTALL)
    return Html(re.sub(r" ?([{};,]) ?|(?<=:) ", r"\1", without).strip() + "\n")


@cache
def act() -> Html:
    """Return the script, without indents and lines of comment; no text in it ends its element.

    None of its texts stands on several lines.
    """
    lines = (line.strip() for line in _read("act.js").splitlines())
    return Html("\n".join(["", *(line for line in lines if line and not line.startswith("//")), ""]))


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
