"""Which numbers are typed by hand in a template, and are no figure of the data: nothing else contradicts them."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from reportgen.document.walk import texts
from reportgen.language import say
from reportgen.wording import list_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.dataset import Package

_COMPUTED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|`[^`\n]*`|\]\([^)\n]*\)|<[^>\n]*>", re.DOTALL)
"""What is no text that somebody typed to be printed: Jinja's tags, code, addresses."""
_NUMBER = re.compile(
    r"(?<![\w.,/:#-])(?:\d{1,3}(?:[,.\u202f\u00a0]\d{3})+(?:[.,]\d+)?|\d+[.,]\d+|\d+(?=[ \u00a0]?%))[ \u00a0]?%?"
    r"(?![\w/:-]|[.,]\d)"
)
"""Numbers as figures are printed: with thousands parted, with decimals, or before a percent sign; no years."""
_OPTION = re.compile(r"\s*(?:- )?(?:(?P<key>[\w-]+)\s*:\s)?")
WORDS = frozenset({"headline", "subtitle", "text", "value", "label", "comparison", "note"})
"""Options of directives that are printed as they stand."""
SCALES = (1, 1e3, 1e6, 1e9)
"""`36.2 million` is a figure of millions."""


def typed_numbers(body: str, line: int, package: Package) -> Iterator[str]:
    """Yield a remark on each line of a template with numbers that no figure of the data prints; `line` is its first."""
    found = [(number, typed) for number, text in _lines(body) if (typed := _typed(text))]
    if not found:
        return
    values = sorted({abs(value) for (value,) in package.rows.cells(("value",)) if value is not None})
    # what figures are called may hold a number, as `rate per 1,000` does
    named = {number for each in package.indicators.values() for text in texts(each) for number in _typed(text)}
    for number, typed in found:
        unknown = [text for text in typed if text not in named and not _is_figure(text, values)]
        if unknown:
            yield say(
                "line {line}: typed by hand, and no figure of the data prints so: {numbers}",
                line=str(number + line),
                numbers=list_of(unknown),
            )


def _lines(body: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are printed as they stand, with their numbers from 0."""
    plain = _COMPUTED.sub(lambda found: "\n" * found[0].count("\n") + " x ", body)
    depth = 0
    for number, text in enumerate(plain.splitlines()):
        if text.lstrip().startswith(":::"):
            depth += 1 if "{" in text else -1
        elif depth <= 0 or _is_printed(text):
            yield number, text


def _is_printed(text: str) -> bool:
    found = _OPTION.match(text)
    return bool(found and found["key"] in WORDS)


def _typed(text: str) -> list[str]:
    return [found[0].strip() for found in _NUMBER.finditer(text)]


def _is_figure(text: str, values: Sequence[float]) -> bool:
    """Say whether a figure, rounded as the number is printed, is that number, in any of the languages' ways."""
    digits = text.rstrip("% \u00a0").replace("\u202f", "").replace("\u00a0", "")
    ways = {digits.replace(",", ""), digits.replace(".", "").replace(",", ".")}
    return any(_is_near(float(way), len(way.partition(".")[2]), values) for way in ways if way.count(".") <= 1)


def _is_near(number: float, decimals: int, values: Sequence[float]) -> bool:
    half = 0.5 * 10.0**-decimals + 1e-9
    for scale in SCALES:
        at = bisect_left(values, (number - half) * scale)
        if at < len(values) and values[at] <= (number + half) * scale:
            return True
    return False
