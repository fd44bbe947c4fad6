"""What a template asks for and is not there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined
from jinja2.environment import TemplateModule
from jinja2.utils import missing

from reportgen.errors import did_you_mean
from reportgen.template.jinja_words import in_our_words
from reportgen.template.things import thing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Unknown(StrictUndefined):
    """What a template asked for and is not there; says so with the names that are."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return str(self._undefined_hint)
        name = str(self._undefined_name)
        if self._undefined_obj is missing:
            return f"unknown name `{name}`"
        if isinstance(self._undefined_obj, list | tuple) and isinstance(self._undefined_name, int):
            count = len(self._undefined_obj)
            return f"a list of {count} has none of number {name}\nthey are counted from 0; ask with `if` or `| length`"
        kind = thing(type(self._undefined_obj).__name__)
        if isinstance(self._undefined_obj, TemplateModule):
            kind = f"the file `{self._undefined_obj.__name__}`"
        return f"{kind} has no `{name}`\n{did_you_mean(name, _names_of(self._undefined_obj))}"


def _names_of(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        return map(str, value)
    if isinstance(value, TemplateModule):
        return (name for name in vars(value) if not name.startswith("_"))
    return (name for name in dir(type(value)) if not name.startswith("_"))


def unknown_in_our_words(said: str, variables: Mapping[str, Any]) -> tuple[str, str]:
    """Return what is wrong, and a hint, of what an unknown name says of itself."""
    message, _, hint = said.partition("\n")
    if hint:
        return message, hint
    found = re.fullmatch(r"unknown name `(?P<name>.*)`", message)
    if not found:
        return in_our_words(message)
    near = did_you_mean(found["name"], variables)
    return message, near if near.startswith("did") else "see the names in docs/templates.md"
