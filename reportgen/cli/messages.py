"""What the program says to a person: results on standard output, everything else on standard error."""

from __future__ import annotations

import io
import signal
import sys
from typing import IO, TYPE_CHECKING, Any, cast

from reportgen.errors import ReportErrors, visible
from reportgen.process import SAID, tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console
    from rich.text import Text

    from reportgen.errors import ReportError
    from reportgen.intake.found import Proof, Question, Understanding


WIDTH = 80
"""Columns of a terminal that says it has none."""


def stopped(number: int = signal.SIGINT) -> int:
    """Say in a line that Ctrl-C or another signal has ended the program, and return the exit code."""
    tell(SAID)
    return 128 + number


def use_utf8() -> None:
    """Write UTF-8 wherever output goes; Windows would take the code page of the console and fail on a minus sign."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n" if stream is sys.stdout else None)


def error_console() -> Console:
    """Return where errors and progress go; plain when it is not a terminal."""
    from rich.console import Console  # imports 40 modules; only when something is said

    console = Console(file=cast("IO[str]", _Telling()), highlight=False, soft_wrap=True)
    if console.width < 1:  # as `COLUMNS=0` has it: nothing would be shown
        console.width = WIDTH
    return console


class _Telling:
    """The standard error for a console, which would end the program when nobody reads it any more."""

    def __getattr__(self, name: str) -> Any:
        return getattr(sys.stderr, name)

    def write(self, text: str) -> None:
        tell(text)

    def flush(self) -> None:
        """Do nothing: what is told is told at once."""


def show_error(error: ReportError) -> int:
    """Show an error, or each of several, with its place and hint; return the exit code."""
    console = error_console()
    for each in error.errors if isinstance(error, ReportErrors) else (error,):
        console.print(_error_text(each))
    return error.exit_code


def _error_text(error: ReportError) -> Text:
    from rich.text import Text

    text = Text.assemble(("error: ", "bold red"))
    if error.where:
        text.append(f"{visible(error.where)}: ", style="bold")
    text.append(visible(error.message))
    if error.hint:
        text.append(f"\nhint: {visible(error.hint)}", style="dim")
    return text


def say(text: str) -> None:
    """Say something beside the result: on standard error, where it is in nobody's way."""
    error_console().print(visible(text), markup=False)


def print_lines(text: str) -> None:
    """Print a result as it is, without colours and without wrapping."""
    shown = visible(text, lines=True)
    sys.stdout.write(shown if shown.endswith("\n") else f"{shown}\n")


def print_bytes(content: bytes) -> None:
    """Print bytes as they are: no line ending and no character is changed on the way."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def doubtful(questions: Iterable[Question]) -> str:
    """Return what a file does not tell for certain, and what was taken for it."""
    lines = (f"  {each.key}: {each.text}\n    taken: {each.taken or 'no answer'}" for each in questions)
    return "\n".join(["Doubtful", *lines])


def sum_in_words(found: Understanding, proof: Proof) -> str:
    """Return a sum with how often it holds, and the first cells in which it does not."""
    if proof.holds:
        return f"{proof.text}: in all {proof.held:,} cases"
    cells = [f"{found.sheet.address(fact.row, fact.column)} by {by:f}" for fact, by in proof.failed[:3]]
    more = f" and {len(proof.failed) - 3:,} more" if len(proof.failed) > 3 else ""
    return f"{proof.text}: in {proof.held:,} cases, but not in {', '.join(cells)}{more}"
