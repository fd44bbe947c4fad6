"""Refuse characters that are no text, whoever wrote them."""

from __future__ import annotations

import re

from reportgen.errors import TemplateError

CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd1-\ufdef\ufffe\uffff]"
)
"""Characters that nobody sees, and that a terminal or a reader may obey; the guard of `escaping` is not among them."""


def check_controls(text: str, *, where: str = "") -> None:
    """Raise TemplateError when a control character stands in a text."""
    found = CONTROLS.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        around = text[max(found.start() - 20, 0) : found.start()].rpartition("\n")[2]
        raise TemplateError(
            f"expected text, found the control character U+{ord(found[0]):04X} after `{around}`",
            where=f"{where}:{line}" if where else "",
            hint="take it out of the data or the template; an editor may not show it",
        )
