"""Whether two parts of documents print the same, with numbers from the same cells; most of both may be one object."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from operator import is_
from typing import Any

from reportgen.quantity import spans_of


def is_alike(one: Any, other: Any) -> bool:
    """Say whether two values of a document are equal, and the numbers in their texts, too.

    What both share is not looked at. Sets of figures count as equal only when they are one object.
    """
    if one is other:
        return True
    if one.__class__ is not other.__class__:
        return False
    if isinstance(one, str):
        return one == other and spans_of(one) == spans_of(other)
    if isinstance(one, tuple):
        return len(one) == len(other) and (all(map(is_, one, other)) or all(map(is_alike, one, other)))
    if is_dataclass(one):
        return all(is_alike(getattr(one, name), getattr(other, name)) for name in _fields(one.__class__))
    return bool(one == other)


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))
