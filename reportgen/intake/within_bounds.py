"""The process in which `apart` has a workbook read: it has less memory than others, and may end in the middle."""

from __future__ import annotations

import pickle
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from reportgen.errors import DataError
from reportgen.intake.workbooks import sheets_of
from reportgen.limits import limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.intake.sheet import Sheet


def main() -> None:
    """Be the process: read the workbook from the standard input, and write what it holds, or the error."""
    _bound()
    content = sys.stdin.buffer.read()
    result: Sequence[Sheet] | DataError
    try:
        result = sheets_of(content, where=sys.argv[1])
    except DataError as error:
        result = error
    pickle.dump(result, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
    sys.stdout.buffer.flush()


def _bound() -> None:
    with suppress(ImportError):  # Windows has no such limits
        import resource

        asked = limits().workbook_memory
        resource.setrlimit(resource.RLIMIT_AS, (asked, asked))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
