"""The texts of a large table column by column, each once, and these as bytes, so that it is parsed only once."""

from __future__ import annotations

import json
import sys
from array import array
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

BLOCK = 4096
"""Rows that are taken apart together."""
SIZES = (("B", 1 << 8), ("H", 1 << 16), ("I", 1 << 32))
"""How a place in a list of texts is written, and how long the list may be."""
END = b"\n"


@dataclass(frozen=True, slots=True)
class TextColumn:
    """One column of a table, as it was written."""

    texts: Sequence[str]
    """Its different texts, in the order in which they come first."""
    places: Sequence[int]
    """By row: the place of its text among them."""


Columns = tuple[TextColumn, ...]
"""Of one table, in the order of its head; all are equally long."""


def columns_of(rows: Iterator[list[str]]) -> Columns:
    """Return the columns of a table of which every row has as many cells as the head, which comes first."""
    width = len(next(rows, []))
    texts: list[dict[str, int]] = [{} for _ in range(width)]
    places = [array("I") for _ in range(width)]
    while block := list(islice(rows, BLOCK)):
        for known, found, column in zip(texts, places, zip(*block, strict=True), strict=True):
            for text in dict.fromkeys(column):
                known.setdefault(text, len(known))
            found.extend(map(known.__getitem__, column))
    return tuple(TextColumn(tuple(known), found) for known, found in zip(texts, places, strict=True))


def to_bytes(tables: Mapping[str, Columns]) -> bytes:
    """Return tables by name as bytes, which begin with their own digest: what a disk has spoiled is not believed."""
    head = {name: [[column.texts, len(column.places)] for column in columns] for name, columns in tables.items()}
    body = b"".join(_packed(column).tobytes() for columns in tables.values() for column in columns)
    content = json.dumps([sys.byteorder, head]).encode("ascii") + END + body
    return sha256(content).hexdigest().encode("ascii") + END + content


def from_bytes(content: bytes) -> dict[str, Columns]:
    """Return the tables; none of bytes that are not whole, or of another kind of machine."""
    digest, _, rest = content.partition(END)
    if digest.decode("ascii", "replace") != sha256(rest).hexdigest():
        return {}
    head, _, body = rest.partition(END)
    byteorder, tables = json.loads(head)
    if byteorder != sys.byteorder:
        return {}
    packed = _unpacked(tables, body)
    return {name: tuple(next(packed) for _ in columns) for name, columns in tables.items()}


def _packed(column: TextColumn) -> array[int]:
    return array(_size(column.texts), column.places)


def _unpacked(tables: Mapping[str, Any], body: bytes) -> Iterator[TextColumn]:
    at = 0
    for columns in tables.values():
        for texts, count in columns:
            places = array(_size(texts))
            end = at + count * places.itemsize
            places.frombytes(body[at:end])
            yield TextColumn(tuple(texts), places)
            at = end


def _size(texts: Sequence[str]) -> str:
    return next(size for size, most in SIZES if len(texts) <= most)
