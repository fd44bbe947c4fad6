"""Read a workbook of one of Excel's binary kinds in a process of its own, with bounds.

What such a file claims to hold cannot be told before it is read, and the library that reads it ends the whole process
when it is refused memory: that is this one then, of which another one can tell.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import DataError
from reportgen.limits import FACTOR, limits

if TYPE_CHECKING:
    from reportgen.intake.sheet import Sheet

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a workbook of Excel 97 to 2003 begins."""
BINARY = b"xl/workbook.bin"
PACKAGE = str(Path(__file__).parents[2])
START = f"import sys; sys.path.insert(0, {PACKAGE!r}); from reportgen.intake.within_bounds import main; main()"


def is_binary(content: bytes) -> bool:
    """Say whether a workbook is of a binary kind: `.xls` or `.xlsb`, whatever its name."""
    return content.startswith(OLD) or (content.startswith(b"PK") and BINARY in content)


def read_apart(content: bytes, *, where: str) -> list[Sheet]:
    """Return the sheets of a workbook. Raises DataError where it is none, or takes too much to read."""
    asked = limits()
    try:
        done = subprocess.run(
            [sys.executable, "-c", START, where], input=content, capture_output=True, check=False,
            timeout=asked.workbook_seconds,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise _too_much(f"{asked.workbook_seconds:,} seconds", where) from None
    if done.returncode:
        raise _too_much(f"{asked.workbook_memory:,} bytes of memory", where)
    result = pickle.loads(done.stdout)
    if isinstance(result, DataError):
        raise result
    return list(result)


def _too_much(what: str, where: str) -> DataError:
    return DataError(
        f"expected a workbook that can be read with {what}, found one that takes more, or is damaged", where=where,
        hint=f"save it as .xlsx in Excel or LibreOffice; `{FACTOR}=10` in the environment takes ten times as much",
    )  # fmt: skip
