"""The last word: what is said of an exception that nobody else knew anything to say about."""

from __future__ import annotations

import os
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.bounded import system_hint
from reportgen.errors import BuildError, ProgramFault
from reportgen.process import silence
from reportgen.resources import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.errors import ReportError

TRACEBACK = "REPORTGEN_TRACEBACK"
"""The environment variable by which a fault of the program is shown in full."""
PIPE_CLOSED = 141
"""Exit code when who reads the output has gone, as shells have it."""
REPORT = (
    f"this is a fault of the program; please report it with the command, this message and what `{TRACEBACK}=1` shows "
    "before it (CONTRIBUTING.md)"
)


def last_word(fault: Exception, arguments: Sequence[str]) -> ReportError:
    """Return an exception as an error: what the system refuses, or else a fault of the program and how to report it."""
    if os.environ.get(TRACEBACK) or "--traceback" in arguments:
        traceback.print_exception(fault)
    match fault:
        case OSError():
            reason = (fault.strerror or str(fault)).lower()
            where = os.fsdecode(fault.filename) if isinstance(fault.filename, str | bytes) else "the system"
            hint = "free what is short of: disk, rights; the same command goes on from here"
            return BuildError(f"refuses: {reason}", where=where, hint=system_hint(fault, hint))
        case MemoryError():
            hint = "build fewer documents at once, with `--jobs 1`, or on a machine with more memory"
            return BuildError("there is not enough memory", where="the system", hint=hint)
        case _:
            text = " ".join(str(fault).split())[:200]
            return ProgramFault(f"unexpected {type(fault).__name__}: {text}", where=_line(fault), hint=REPORT)


def _line(fault: Exception) -> str:
    """Return file and line of the program in which it happened, or else of whatever it was in."""
    frames = traceback.extract_tb(fault.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(PACKAGE)]
    frame = (own or frames)[-1]
    path = Path(frame.filename)
    name = path.relative_to(PACKAGE).as_posix() if path.is_relative_to(PACKAGE) else path.name
    return f"{name}:{frame.lineno}"


def leave_pipe() -> int:
    """Return the exit code when nobody reads the output any more, and let nothing more be written to it."""
    silence(1)
    return PIPE_CLOSED
