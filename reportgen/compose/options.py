"""The options of a directive, read with care: what is expected, what was found, and where."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from reportgen.errors import TemplateError, did_you_mean
from reportgen.template import parse_inlines
from reportgen.wording import NUMBER_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.document import Inlines
    from reportgen.template import Directive


@dataclass(frozen=True, slots=True)
class Options:
    """A mapping of options that knows its place and refuses what it does not know."""

    values: Mapping[str, Any]
    where: str

    def text(self, name: str, default: str | None = None) -> str:
        """Return a plain text, to be printed as it is. Raises TemplateError when it is missing, without a default."""
        return unescape(self.markdown(name, default))

    def inlines(self, name: str, default: str | None = None) -> Inlines:
        """Return a line of Markdown as inlines."""
        return parse_inlines(self.markdown(name, default), where=self.where)

    def lines(self, name: str) -> tuple[Inlines, ...]:
        """Return a list of lines of Markdown as inlines; empty ones, which a condition may leave, are left out."""
        return tuple(parse_inlines(line, where=self.where) for line in self.texts(name) if line.strip())

    def markdown(self, name: str, default: str | None = None) -> str:
        """Return a text as the template gives it: data in it are escaped for Markdown."""
        value = self.values.get(name, default)
        if value is None:
            raise TemplateError(f"missing option `{name}`", where=self.where, hint=f"add a line `{name}: …`")
        if isinstance(value, dict | list):
            raise TemplateError(f"option `{name}`: expected a text, found a list", where=self.where)
        return str(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one, a missing option an empty list."""
        value = self.values.get(name) or []
        return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a yes or no."""
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise TemplateError(f"option `{name}`: expected `true` or `false`, found `{value}`", where=self.where)
        return value

    def count(self, name: str, default: int) -> int:
        """Return a whole number above zero; a number word (`eight`) is as good as a digit."""
        value = self.values.get(name, default)
        number = NUMBER_WORDS.index(value) if value in NUMBER_WORDS else value
        if not isinstance(number, int) or number < 1:
            raise TemplateError(f"option `{name}`: expected a number above zero, found `{value}`", where=self.where)
        return number

    def choice(self, name: str, known: Sequence[str], default: str | None = None) -> str:
        """Return one of a few words."""
        value = self.text(name, default)
        if value not in known:
            raise TemplateError(
                f"option `{name}`: unknown `{value}`", where=self.where, hint=did_you_mean(value, known)
            )
        return value

    def mapping(self, name: str, known: Sequence[str]) -> Options:
        """Return a mapping with known names only."""
        return check_options(self.values.get(name), known, where=f"{self.where}: `{name}`")

    def mappings(self, name: str, known: Sequence[str]) -> tuple[Options, ...]:
        """Return a list of mappings, each with known names only; a bare text stands for its first name."""
        value = self.values.get(name)
        if not isinstance(value, list) or not value:
            raise TemplateError(f"option `{name}`: expected a list, found `{value}`", where=self.where)
        return tuple(self._item(item, name, known) for item in value)

    def _item(self, item: Any, name: str, known: Sequence[str]) -> Options:
        values = item if isinstance(item, dict) else {known[0]: item}
        return check_options(values, known, where=f"{self.where}: `{name}`")


def check_options(values: Any, known: Sequence[str], *, where: str) -> Options:
    """Return the options, or raise TemplateError for a name that is not among the known ones."""
    if values is None:
        values = {}
    if not isinstance(values, dict):
        raise TemplateError(f"expected `name: value` lines, found `{values}`", where=where)
    for name in values:
        if name not in known:
            raise TemplateError(f"unknown option `{name}`", where=where, hint=did_you_mean(str(name), known))
    return Options(values, where)


def directive_options(directive: Directive, known: Sequence[str]) -> Options:
    """Return the options of a directive, or raise TemplateError for a name it does not know."""
    return check_options(directive.options, known, where=directive.where)
