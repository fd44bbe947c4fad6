"""Compile a Data Package and a template into a formatted report, as PDF and as Word.

import reportgen

package = reportgen.load()
reportgen.build("briefing", years="2021-2023", formats=("pdf",), out="build")
"""

from __future__ import annotations

from reportgen.version import __version__

TYPE_CHECKING = False  # that of `typing`, without its import: until `__main__` runs, Ctrl-C is a traceback of Python
if TYPE_CHECKING:
    from typing import Any

    from reportgen.api import build, load, origins

__all__ = ["__version__", "build", "load", "origins"]


def __getattr__(name: str) -> Any:
    """Import the Python interface, and with it all that makes reports, when it is first used and not before."""
    if name in ("build", "load", "origins"):
        from reportgen import api

        return getattr(api, name)
    raise AttributeError(f"module `reportgen` has no attribute `{name}`")
