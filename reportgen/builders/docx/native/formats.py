"""How Word words the figures of a chart, and where its wording would not be the report's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, assert_never

from reportgen import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.document import Point

Unit = Literal["one", "thousand", "million", "percent"]


def tick_format(unit: Unit) -> str:
    """Return the number format of a value axis: `30,000`, `30 million`, `30%`."""
    match unit:
        case "one":
            return "#,##0"
        case "thousand":
            return '#,##0,"\u00a0thousand"'
        case "million":
            return '#,##0,,"\u00a0million";;0'
        case "percent":
            return '0"%"'
        case _:
            assert_never(unit)


FORMATS = ("#,##0", "#,##0.0", "#,##0.00", '#,##0"%"', '#,##0.0"%"', "#,##0.0,,", "#,##0.00,,", "#,##0,,", "#,##0.0,")
"""Number formats that figures may have, tried in this order."""


def number_format(points: Sequence[Point]) -> str:
    """Return the format in which most of the points are printed as the report prints them."""
    return text_format([(point.value, point.text) for point in points if not point.marks])


def needs_words(point: Point, form: str) -> bool:
    """Say whether the point's label has to be spelled out, because a number format would print something else."""
    return bool(point.marks) or point.value is None or _formatted(point.value, form) != point.text


def point_text(point: Point) -> str:
    """Return the label of a point in words: `29.4 [r]`."""
    return " ".join([point.text, *(f"[{mark.value}]" for mark in point.marks)]).strip()


def text_format(values: Sequence[tuple[float | None, str]]) -> str:
    """Return the format in which most values, given with their texts, are printed as the report prints them."""
    published = [(value, text) for value, text in values if value is not None]
    # one format nearly always prints all of them, and it is the first: the others need not be tried
    for form in FORMATS:
        if all(is_printed_as(value, text, form) for value, text in published):
            return form
    return max(FORMATS, key=lambda form: sum(is_printed_as(value, text, form) for value, text in published))


def is_printed_as(value: float | None, text: str, form: str) -> bool:
    """Say whether the format prints the value like this."""
    return value is not None and _formatted(value, form) == text


def _formatted(value: float, form: str) -> str:
    digits = form.replace('"%"', "")
    scale = 1000 ** (len(digits) - len(digits.rstrip(",")))
    decimals = len(digits.rstrip(",").partition(".")[2])
    return wording.number(value / scale, decimals=decimals) + ("%" if form.endswith('"%"') else "")
