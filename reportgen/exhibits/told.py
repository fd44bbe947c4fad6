"""What a chart tells beside its drawing: sentences for who cannot see it, and its values as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.frozen import frozen

if TYPE_CHECKING:
    from reportgen.document import Row


class Incomparable(str):
    """A sentence on what must not be compared; it is told before the values of further series."""

    __slots__ = ()


Telling = tuple[str, list[str]]
"""The kind of chart, and sentences without their full stop."""


@frozen
class ValueTable:
    """The head, the rows, and the columns before which a series breaks."""

    head: Row
    rows: tuple[Row, ...]
    breaks: frozenset[int] = frozenset()


@frozen
class Spot:
    """A value in a drawing: a box around it, in points from the lower left corner, and its words."""

    left: float
    bottom: float
    width: float
    height: float
    words: str
