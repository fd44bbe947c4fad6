"""Rows as columns of text, the same on a terminal and in a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def columns(rows: Sequence[Sequence[str]], *, indent: int = 0, right: Collection[int] = ()) -> str:
    """Return rows as columns: words at the left, the columns in `right` at the right; the last may be of any length."""
    if not rows:
        return f"{' ' * indent}none"
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = (
        "  ".join(
            f"{text:>{width}}" if at in right else f"{text:<{width}}"
            for at, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "\n".join(f"{' ' * indent}{line}".rstrip() for line in lines)
