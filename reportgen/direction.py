"""Words that are written from right to left, within lines from left to right: Hebrew, Arabic."""

from __future__ import annotations

import re

AFTER = "\u200e"
"""A mark that prints nothing: figures that follow on such words would otherwise be shown before them."""
_STRONG = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
RIGHT_TO_LEFT = re.compile(f"[{_STRONG}](?:[{_STRONG}\\s'’\"\\-–.,&]*[{_STRONG}])?")
"""Words of such a script one after the other, with what stands between them."""
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")


def set_apart(text: str) -> str:
    """Return text in which what follows on words from right to left stands where it does in any other line."""
    return text if text.isascii() else RIGHT_TO_LEFT.sub(rf"\g<0>{AFTER}", text)


def script_language(text: str) -> str:
    """Return the language that Word takes for the script of such words: it has no name for a script."""
    return "he-IL" if _HEBREW.search(text) else "ar-SA"
