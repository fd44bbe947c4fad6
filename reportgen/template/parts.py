"""A text in parts that are compiled one by one, for whoever renders it again with every key.

Compiling takes more time than rendering, and a key changes one part. What the parts print one after the other, within
one context, is what the whole prints: a part ends where nothing is open, and nothing takes away white space.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jinja2 import Template

LEAST = 400
"""Characters of a part; shorter ones would take longer together than the whole."""
TAG = re.compile(
    r"\{#.*?#\}|\{\{.*?\}\}|\{%[-+]?\s*(?P<name>\w*)(?P<rest>.*?)[-+]?%\}|\n\n(?=[^\s{])|\n\n(?=\{[{%#][^-])", re.DOTALL
)
"""What opens or closes something, and where a part may end: at an empty line."""
OPENING = frozenset({"if", "for", "macro", "call", "filter", "with", "autoescape", "raw"})
WHOLE = frozenset({"block", "extends"})
"""Tags that are about the whole text."""
STRIPPING = re.compile(r"-[%}#]\}\s*$")
"""The end of a part that takes away the white space of the next one."""

_IN_PARTS: ContextVar[bool] = ContextVar("in_parts", default=False)


@contextmanager
def compiled_in_parts() -> Iterator[None]:
    """Compile texts in parts within the block."""
    before = _IN_PARTS.set(True)
    try:
        yield
    finally:
        _IN_PARTS.reset(before)


def is_in_parts() -> bool:
    """Say whether texts are compiled in parts."""
    return _IN_PARTS.get()


def parts_of(text: str) -> tuple[str, ...]:
    """Return the parts of a text; one where it has to be compiled whole."""
    cuts, depth = [0], 0
    for found in TAG.finditer(text):
        name = found["name"]
        if found[0] == "\n\n":
            at = found.end()
            if depth == 0 and at - cuts[-1] >= LEAST and not STRIPPING.search(text, cuts[-1], at):
                cuts.append(at)
        elif name in WHOLE:
            return (text,)
        elif name in OPENING or (name == "set" and "=" not in found["rest"]):
            depth += 1
        elif name and name.startswith("end"):
            depth -= 1
    return tuple(text[begin:end] for begin, end in zip(cuts, [*cuts[1:], len(text)], strict=True))


@dataclass(frozen=True, slots=True)
class InParts:
    """A text as its parts were compiled."""

    templates: tuple[Template, ...]
    lines: tuple[int, ...]
    """How many lines stand before each."""

    def render(self, variables: Mapping[str, Any]) -> str:
        """Return what all parts print: a name that one of them gives is known to those after it."""
        first = self.templates[0]
        context = first.new_context(dict(variables))
        printed: list[str] = []
        try:
            for template, before in zip(self.templates, self.lines, strict=True):
                template.lines_before = before  # type: ignore[attr-defined]
                printed += template.root_render_func(context)
        except Exception:
            first.environment.handle_exception()
        return first.environment.concat(printed)
