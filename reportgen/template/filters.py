"""The operators and filters of templates, counted before they begin; what turns an object into text is not there."""

from __future__ import annotations

import re
from functools import wraps
from math import isfinite
from typing import TYPE_CHECKING, Any

from jinja2 import Undefined, pass_environment
from jinja2.filters import FILTERS, do_batch, do_indent, do_round, do_slice, make_attrgetter
from markupsafe import Markup

from reportgen.limits import NUMBER_BITS, limits
from reportgen.quantity import concat
from reportgen.template.budget import BUDGET, STEP, check_number, held
from reportgen.template.escaping import escape_markdown, without_guards
from reportgen.template.marks import marked, unmarked
from reportgen.template.things import not_printed
from reportgen.wording import exact_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from jinja2.environment import Environment

OF_TEXTS = frozenset(
    {"capitalize", "center", "e", "escape", "forceescape", "format", "indent", "lower", "replace", "safe", "string",
     "title", "trim", "truncate", "upper", "urlencode", "wordcount"}
)  # fmt: skip
"""Filters that turn what they are given into text."""
NOT_HERE = ("pprint", "random", "striptags", "tojson", "urlize", "wordwrap", "xmlattr")
"""Filters of Jinja2 that are not the same twice, print objects, make HTML, or take time without end."""
FORMAT = re.compile(r"\d+|\*")


def text_of(value: Any) -> str:
    """Return what a value is as text. Raises TemplateError for what is more than a text or a number."""
    if isinstance(value, float) and isfinite(value):
        return exact_number(value)  # 0.3, and not 0.30000000000000004
    if isinstance(value, str | int | float):
        return value if isinstance(value, str) else str(value)
    if isinstance(value, Undefined):
        return str(value)
    if hasattr(value, "__html__"):
        return Markup(marked(value.__html__()))
    raise not_printed(value)


def joined(parts: Iterable[Any], literal: Sequence[bool] = ()) -> str:
    """Return texts as one. What is no Markdown is escaped where it meets some, but for literals of the template."""
    texts = [text_of(part) for part in parts]
    BUDGET.spend(sum(map(len, texts)))
    if not any(isinstance(text, Markup) for text in texts):
        return concat(texts)
    known = literal or (False,) * len(texts)
    return Markup("").join(
        Markup(text) if is_literal or isinstance(text, Markup) else escape_markdown(text)
        for text, is_literal in zip(texts, known, strict=True)
    )


def joined_by(between: str, values: Iterable[Any]) -> str:
    """Return texts as one, with another between them."""
    items = [part for item in values for part in (between, item)][1:]
    return joined(items, [index % 2 == 1 for index in range(len(items))])


# -- operators --------------------------------------------------------------------------------------------


def _power(left: Any, right: Any) -> Any:
    if isinstance(left, int) and isinstance(right, int) and right > 0:
        check_number(max(left.bit_length() - 1, left.bit_length() > 1) * right)
    return left**right


def _product(left: Any, right: Any) -> Any:
    if isinstance(left, int) and isinstance(right, int):
        check_number(left.bit_length() + right.bit_length())
        return left * right
    for several, count in ((left, right), (right, left)):
        if isinstance(several, str | list | tuple) and isinstance(count, int):
            BUDGET.spend(len(several) * max(count, 0))
            return held(several * count)
    return left * right


def _sum(left: Any, right: Any) -> Any:
    if isinstance(left, Markup) or isinstance(right, Markup):
        return joined((left, right))
    if isinstance(left, str) and isinstance(right, str):
        return joined((left, right))
    found = left + right
    if isinstance(found, int):
        check_number(found.bit_length())
    return held(found)


def _remainder(left: Any, right: Any) -> Any:
    if isinstance(left, str):
        return formatted(left, *(right if isinstance(right, tuple) else (right,)))
    return left % right


def formatted(form: Any, *values: Any, **named: Any) -> str:
    """Return a text with values in the places of `%s` and the like, as the filter `format` does."""
    pattern = text_of(form)
    for found in FORMAT.findall(pattern):
        BUDGET.spend(limits().template_work + 1 if found == "*" or len(found) > len("1000000") else int(found))
    if named and values:
        raise TypeError("can't handle positional and keyword arguments at the same time")
    by_name = values[0] if len(values) == 1 and isinstance(values[0], dict) else named
    plain: Any = {name: _plain(value) for name, value in by_name.items()} or tuple(map(_plain, values))
    text: str = pattern % plain
    BUDGET.spend(len(text))
    return text


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | float) else text_of(value)


def spend_on_method(text: str, name: str, values: Sequence[Any]) -> None:
    """Count what a method of a text is about to return."""
    if name == "replace" and len(values) > 1:
        _spend_on_replacing(text, values[0], values[1])
    elif name in ("center", "ljust", "rjust", "zfill") and values and isinstance(values[0], int):
        BUDGET.spend(max(values[0], 0))
    BUDGET.spend(len(text))


def _spend_on_replacing(text: str, old: Any, new: Any) -> None:
    if isinstance(old, str) and isinstance(new, str):
        BUDGET.spend(text.count(old) * len(new))


# -- filters --------------------------------------------------------------------------------------------


def _counted(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that counts what it returns, and is given text if it makes text."""
    place = 1 if hasattr(function, "jinja_pass_arg") else 0

    @wraps(function)
    def counted(*values: Any, **named: Any) -> Any:
        BUDGET.step()
        if name in OF_TEXTS:
            values = (*values[:place], text_of(values[place]), *values[place + 1 :])
            _spend_before(name, values[place], (*values[place + 1 :], *named.values()))
            if name == "safe" and not isinstance(values[place], Markup):
                values = (*values[:place], marked(values[place]))
        elif name in ("float", "int") and isinstance(values[0], str):
            values = (unmarked(without_guards(values[0])), *values[1:])
        try:
            return held(function(*values, **named))
        except AssertionError as error:  # by which filters of Jinja2 judge what they are given
            raise ValueError(f"filter `{name}`: {error}") from error

    return counted


def _spend_before(name: str, text: str, values: Sequence[Any]) -> None:
    if name == "replace":
        _spend_on_replacing(text, *(text_of(value) for value in values[:2]))
    elif name == "center":
        BUDGET.spend(sum(max(value, 0) for value in values if isinstance(value, int)))


def _indent(text: str, width: int | str = 4, first: bool = False, blank: bool = False) -> str:
    BUDGET.spend((text.count("\n") + 1) * (width if isinstance(width, int) else len(width)))
    return do_indent(text, width, first, blank)


def _round(value: float, precision: int = 0, method: Any = "common") -> float:
    if abs(precision) > NUMBER_BITS:
        check_number(NUMBER_BITS + 1)
    return do_round(value, precision, method)


def _batch(value: Iterable[Any], linecount: int, fill_with: Any = None) -> Iterable[Any]:
    BUDGET.spend(max(linecount, 0))
    return do_batch(value, linecount, fill_with)


def _slice(value: Any, slices: int, fill_with: Any = None) -> Iterable[Any]:
    BUDGET.spend(max(slices, 0) * STEP)
    found: Iterable[Any] = do_slice(value, slices, fill_with)
    return found


@pass_environment
def _join(environment: Environment, value: Iterable[Any], d: str = "", attribute: str | int | None = None) -> str:
    items = list(value if attribute is None else map(make_attrgetter(environment, attribute), value))
    BUDGET.spend(len(items))
    between = [part for item in items for part in (d, item)][1:]
    return joined(between, [index % 2 == 1 for index in range(len(between))])


@pass_environment
def _total(environment: Environment, iterable: Iterable[Any], attribute: Any = None, start: Any = 0) -> Any:
    total = start
    for item in iterable if attribute is None else map(make_attrgetter(environment, attribute), iterable):
        if not isinstance(total, int | float) or not isinstance(item, int | float):
            raise TypeError(f"expected numbers to add up, found a `{type(item).__name__}`")
        BUDGET.spend(1)
        total = _sum(total, item)
    return total


OWN = {"indent": _indent, "round": _round, "batch": _batch, "slice": _slice, "join": _join, "sum": _total,
       "format": formatted}  # fmt: skip
"""Filters of Jinja2 that are counted before they begin."""


def filters() -> dict[str, Callable[..., Any]]:
    """Return what a template may use, by name."""
    known = {name: function for name, function in {**FILTERS, **OWN}.items() if name not in NOT_HERE}
    return {name: _counted(name, function) for name, function in known.items()}


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {"+": _sum, "*": _product, "**": _power, "%": _remainder}
"""What is counted before it is done."""
