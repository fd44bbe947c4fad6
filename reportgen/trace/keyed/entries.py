"""What the list of origins has: one entry for each key, with the numbers that the key stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Shown:
    """A number that is printed."""

    text: str
    """As printed: `29,568`, `2.4%`."""
    quantity: Quantity
    place: int
    """In the ledger; the same for equal quantities."""
    column: str = ""
    """The head of its column, its period, or what else tells it from others of the same key."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its numbers."""

    number: int
    """Of the key, counted from 1 in reading order."""
    section: str
    """The heading above its first place."""
    shown: tuple[Shown, ...]
    """At least one."""
    head: str = ""
    """What the numbers have in common: `Table 3, Texas`; empty for a number of running text."""
