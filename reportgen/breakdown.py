"""Name a breakdown in one string: `age_group=15_17;status=active`, empty for the total."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

TOTAL = "total"
"""The code that every codelist has; a dimension at its total is left out of the breakdown."""


def breakdown_string(members: Mapping[str, str]) -> str:
    """Return `dimension=code` pairs joined by `;`, dimensions in alphabetical order, totals left out."""
    if not members:
        return ""  # the total, which is asked for most
    if len(members) == 1:
        ((dimension, code),) = members.items()
        return f"{dimension}={code}" if code != TOTAL else ""
    return ";".join(f"{dimension}={code}" for dimension, code in sorted(members.items()) if code != TOTAL)


def breakdown_members(breakdown: str) -> dict[str, str]:
    """Return the dimensions and codes of a breakdown string; the inverse of `breakdown_string`.

    Raises DataError for a part that is not `dimension=code`.
    """
    members: dict[str, str] = {}
    for part in filter(None, breakdown.split(";")):
        dimension, equals, code = part.partition("=")
        if not (dimension and equals and code):
            hint = "write the name of a dimension, `=` and one of its codes"
            message = f"expected a breakdown such as `dimension=code;dimension=code`, found `{breakdown[:80]}`"
            raise DataError(message, hint=hint)
        members[dimension] = code
    return members
