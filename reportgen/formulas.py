"""Let no text of a table become a formula in a spreadsheet that opens it."""

from __future__ import annotations

import re

STARTS = re.compile(r"[\s\x00-\x1f\x7f\ufeff'\"]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212]|[\t\r\n]")
"""What a spreadsheet takes for the beginning of a formula, also after spaces and in wide letters."""
BREAKS = re.compile(r"[\r\n]+")


def safe_cell(text: str) -> str:
    """Return a text as the cell of a CSV file that no spreadsheet carries out: with an apostrophe where it might.

    It stays on one line, because some programs begin a new row within quotes.
    """
    guarded = f"'{text}" if STARTS.match(text) else text
    return BREAKS.sub(" ", guarded)


def is_formula(text: str) -> bool:
    """Say whether a spreadsheet might take a text for a formula."""
    return STARTS.match(text) is not None
