"""What a value is to whoever writes a template, and what to print of one that is no text."""

from __future__ import annotations

from typing import Any

from reportgen.errors import TemplateError

THINGS = {
    "str": "a text", "Markup": "a text", "int": "a number", "float": "a number", "bool": "yes or no",
    "list": "a list", "tuple": "a list", "dict": "names with values", "NoneType": "nothing", "function": "a question",
    "method": "a question", "builtin_function_or_method": "a question", "Macro": "a macro", "range": "a list",
    "generator": "a list", "Unknown": "nothing", "FigureView": "a figure", "ChangeView": "a change",
    "MemberView": "a member of a breakdown", "BreakdownView": "a breakdown", "Tally": "a tally", "Rank": "a rank",
    "Topic": "a topic", "Source": "a source", "SeriesBreak": "a series break", "NoteRecord": "a note",
}  # fmt: skip
"""What the types of Python are to a writer."""


def thing(name: str) -> str:
    """Return what a type of Python is to a writer, such as a text."""
    return THINGS.get(name.rpartition(".")[2], f"a `{name.rpartition('.')[2]}`")


PARTS = {
    "ChangeView": "print a part of it, such as `.signed_percent`, or its words: `{{ s.compared(…) }}`",
    "MemberView": "print a part of it, such as `.label`, `.figure` or `.share`",
    "BreakdownView": "print a part of it, such as `.title`",
    "Tally": "print a part of it, such as `.rose` or `.fell`",
    "Rank": "print a part of it, such as `.rank`",
    "Topic": "print a part of it, such as `.title`",
    "Source": "print a part of it, such as `.reference`",
    "NoneType": "ask `{% if … %}` first whether there is one",
    "bool": "ask it: `{% if … %}words{% endif %}`",
}
"""What to print of a thing that is no text."""
ASKED = ("function", "method", "builtin_function_or_method")


def not_printed(value: Any) -> TemplateError:
    """Return the error where something is to be printed that is no text."""
    kind = type(value).__name__
    if kind in ASKED:
        name = value.__name__
        message = f"expected something to print, found the question `{name}` without what it is asked"
        return TemplateError(message, hint=f"write `{name}('…')`")
    hint = PARTS.get(kind, "print a part of it, such as `.label`")
    if thing(kind) == "a list":
        hint = "print its items: `{{ list_of(…) }}`, or `{% for … %}`"
    return TemplateError(f"expected something to print, found {thing(kind)}", hint=hint)
