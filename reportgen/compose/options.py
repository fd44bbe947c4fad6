"""The options of a directive, read with care: what is expected, what was found, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import TYPE_CHECKING, Any

from reportgen.errors import DataError, TemplateError, did_you_mean
from reportgen.periods import Period, as_period
from reportgen.template import parse_inlines, resolved, without_guards
from reportgen.wording import NUMBER_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.document import Inlines
    from reportgen.template import Directive

YES_AND_NO = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}
"""Words that are as good as `true` and `false` where one of these is expected."""
SHOWN = 60
"""Characters of a wrong value that an error shows."""
MOST = 1_000_000
"""Of anything that is counted, and of years."""


@dataclass(frozen=True, slots=True)
class Options:
    """A mapping of options that knows its place and refuses what it does not know."""

    values: Mapping[str, Any]
    where: str

    def text(self, name: str, default: str | None = None) -> str:
        """Return a plain text, to be printed as it is. Raises TemplateError when it is missing, without a default."""
        return plain(self.markdown(name, default))

    def inlines(self, name: str, default: str | None = None) -> Inlines:
        """Return a line of Markdown as inlines."""
        return parse_inlines(self.markdown(name, default), where=self.where)

    def lines(self, name: str) -> tuple[Inlines, ...]:
        """Return a list of lines of Markdown as inlines; empty ones, which a condition may leave, are left out."""
        return tuple(parse_inlines(line, where=self.where) for line in self._markdowns(name) if line.strip())

    def markdown(self, name: str, default: str | None = None) -> str:
        """Return a text as the template gives it: data in it are escaped for Markdown."""
        value = self.values.get(name, default)
        if value is None:
            raise TemplateError(f"missing option `{name}`", where=self.where, hint=f"add a line `{name}: …`")
        return self._one(name, value)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of plain texts; a single text is a list of one, a missing option an empty list."""
        return tuple(plain(line) for line in self._markdowns(name))

    def _markdowns(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name)
        items = value if isinstance(value, list) else [value]
        return tuple(self._one(name, item) for item in items if item is not None)

    def _one(self, name: str, value: Any) -> str:
        if isinstance(value, bool) or not isinstance(value, str | int | float | date):
            hint = "put a text between quotes"
            raise TemplateError(f"option `{name}`: expected a text, found {found(value)}", where=self.where, hint=hint)
        return str(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a yes or no."""
        value = self.switch(name, default=default)
        if value is None:
            message = f"option `{name}`: expected `true` or `false`, found {found(self.values.get(name))}"
            raise TemplateError(message, where=self.where, hint="write one of the two")
        return value

    def switch(self, name: str, *, default: bool) -> bool | None:
        """Return a yes or no, None where something else stands there."""
        value = self.values.get(name, default)
        if isinstance(value, str):
            return YES_AND_NO.get(plain(value).strip().lower())
        return value if isinstance(value, bool) else None

    def count(self, name: str, default: int) -> int:
        """Return a whole number above zero; a number word (`eight`) is as good as a digit."""
        value = self.values.get(name, default)
        number = NUMBER_WORDS.index(value) if isinstance(value, str) and value in NUMBER_WORDS else value
        if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= MOST:
            hint = "such as `3` or `three`"
            message = f"option `{name}`: expected a number above zero, found {found(value)}"
            raise TemplateError(message, where=self.where, hint=hint)
        return number

    def period(self, name: str, default: Period) -> Period:
        """Return a period: a year as a number, or as the data write it."""
        value = self.values.get(name, default)
        try:
            return as_period(value if isinstance(value, Period | int) else self.text(name))
        except DataError as error:
            message = f"option `{name}`: {error.message}"
            raise TemplateError(message, where=self.where, hint=error.hint) from None

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
            message = f"option `{name}`: expected a list, found {found(value)}"
            raise TemplateError(message, where=self.where, hint="begin each of its lines with `- `")
        return tuple(self._item(item, name, known) for item in value)

    def _item(self, item: Any, name: str, known: Sequence[str]) -> Options:
        values = item if isinstance(item, dict) else {known[0]: item}
        return check_options(values, known, where=f"{self.where}: `{name}`")


def found(value: Any) -> str:
    """Return in words what stands where something else is expected."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "`true`" if value else "`false`"
        case str() | int() | float() | date():
            text = plain(str(value))
            return f"`{text[:SHOWN]}…`" if len(text) > SHOWN else f"`{text}`"
        case dict():
            return "names with values"
        case _:
            return "a list"


def plain(markdown: str) -> str:
    """Return a text of the data that was escaped for Markdown as it was before."""
    return resolved(unescape(without_guards(markdown)))


def check_options(values: Any, known: Sequence[str], *, where: str) -> Options:
    """Return the options, or raise TemplateError for a name that is not among the known ones."""
    if values is None:
        values = {}
    if not isinstance(values, dict):
        hint = f"known: {', '.join(f'`{name}`' for name in known)}" if known else "it has no options"
        raise TemplateError(f"expected `name: value` lines, found {found(values)}", where=where, hint=hint)
    for name in values:
        if name not in known:
            raise TemplateError(f"unknown option `{name}`", where=where, hint=did_you_mean(str(name), known))
    return Options(values, where)


def directive_options(directive: Directive, known: Sequence[str]) -> Options:
    """Return the options of a directive, or raise TemplateError for a name it does not know."""
    return check_options(directive.options, known, where=directive.where)
