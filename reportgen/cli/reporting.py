"""Say what becomes of a batch while it runs and when it is done."""

from __future__ import annotations

import json
import time
import traceback
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from reportgen.cli.columns import columns
from reportgen.cli.messages import error_console, print_lines, show_error
from reportgen.errors import ReportErrors, visible
from reportgen.process import tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import Console
    from rich.progress import Progress

    from reportgen.batch import FileResult, Outcome
    from reportgen.errors import ReportError

STATES = {
    "made": "made",
    "to make": "to make",
    "unchanged": "unchanged",
    "edited": "changed by hand",
    "foreign": "not made here",
    "failed": "failed",
    "untried": "not tried",
}
"""How each state is called in a summary, in this order."""


class Voice(Protocol):
    """What a run says."""

    def file(self, result: FileResult, shown: str) -> None:
        """Tell what became of a file."""

    def error(self, error: ReportError) -> None:
        """Tell what went wrong."""

    def note(self, text: str) -> None:
        """Tell something that is neither a result nor an error."""

    def summary(self, tally: Tally) -> None:
        """Tell what became of the whole."""


class Tally:
    """What became of the files so far."""

    def __init__(self) -> None:
        self.states: Counter[str] = Counter()
        self.documents = 0
        """With at least one file made now."""
        self.failed: list[tuple[str, str, str]] = []
        """File, what, why."""
        self.exit_code = 0
        self.started = time.monotonic()

    def add(self, outcome: Outcome) -> None:
        """Count an outcome."""
        self.states.update(result.state for result in outcome.results)
        self.documents += outcome.job is not None and any(result.state == "made" for result in outcome.results)
        self.exit_code = max(self.exit_code, outcome.exit_code)
        self.failed += [
            (result.name, STATES[result.state], result.reason)
            for result in outcome.results
            if result.state in ("edited", "foreign", "failed")
        ]

    @property
    def seconds(self) -> float:
        """Since the beginning."""
        return time.monotonic() - self.started

    def sentence(self) -> str:
        """Return the counts in words."""
        counts = [f"{self.states[state]:,} {words}" for state, words in STATES.items() if self.states[state]]
        files = sum(self.states.values())
        rate = f", {self.documents / self.seconds:.1f} documents per second" if self.documents else ""
        return f"{files:,} {'file' if files == 1 else 'files'}: {', '.join(counts)}; {self.seconds:.1f} s{rate}"


class Plain:
    """Say it to a person: results on standard output, the rest on standard error."""

    def __init__(self, *, show_traceback: bool) -> None:
        self.show_traceback = show_traceback

    def file(self, result: FileResult, shown: str) -> None:
        """Print the name of a file that was made, or would be and why."""
        if result.state == "made":
            print_lines(shown)
        elif result.state == "to make":
            print_lines(f"{shown}: {result.reason}")

    def error(self, error: ReportError) -> None:
        """Print an error with its place and hint."""
        show_error(error)
        if self.show_traceback and error.__cause__ is not None:
            traceback.print_exception(error.__cause__)

    def note(self, text: str) -> None:
        """Print a line."""
        error_console().print(visible(text, lines=True), markup=False)

    def summary(self, tally: Tally) -> None:
        """Print the files that failed as a table, and the counts; of a few files all is said already."""
        if sum(tally.states.values()) > MANY and tally.failed:
            rows = [("file", "state", "reason"), *sorted(tally.failed)]
            self.note(f"\n{columns(rows)}\n")
        if set(tally.states) == {"unchanged"}:
            files = tally.states["unchanged"]
            self.note(f"nothing to do: {files:,} {'file is' if files == 1 else 'files are'} up to date")
        elif sum(tally.states.values()) > MANY:
            self.note(tally.sentence())


MANY = 4
"""Files up to which each has been read about; more of them are summed up."""


class Json:
    """Say it to a program: a line of JSON for each event on standard error, names of files on standard output."""

    def file(self, result: FileResult, shown: str) -> None:
        """Print a file with its state, its reason and the time it took."""
        values = {"file": shown, "state": result.state, "reason": result.reason, "seconds": round(result.seconds, 4)}
        if result.record is not None:
            values |= {"bytes": result.record.size, "sha256": result.record.sha256, "place": result.record.place}
        self._print("file", values)
        if result.state == "made":
            print_lines(shown)

    def error(self, error: ReportError) -> None:
        """Print an error, or each of several."""
        for each in error.errors if isinstance(error, ReportErrors) else (error,):
            kind = type(each).__name__
            self._print("error", {"kind": kind, "where": each.where, "message": each.message, "hint": each.hint})

    def note(self, text: str) -> None:
        """Print a note."""
        self._print("note", {"text": text})

    def summary(self, tally: Tally) -> None:
        """Print the counts."""
        seconds = round(tally.seconds, 3)
        counts = {"documents": tally.documents, "seconds": seconds, "exit_code": tally.exit_code}
        self._print("summary", {**{state: tally.states[state] for state in STATES}, **counts})

    def _print(self, event: str, values: Mapping[str, object]) -> None:
        tell(visible(json.dumps({"event": event, **values}, ensure_ascii=False)) + "\n")


@contextmanager
def progress(count: int, *, is_wanted: bool) -> Iterator[Progress | None]:
    """Show a bar with the rate and the remaining time when there are several documents and somebody is looking."""
    if not is_wanted or count == 1:
        yield None
        return
    console = error_console()
    if not console.is_terminal:
        yield None
        return
    with _bar(console) as bar:
        bar.add_task("Building", total=count)
        yield bar


def _bar(console: Console) -> Progress:
    from rich.progress import (  # only when a bar is shown
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Documents per second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f} documents/s" if task.speed else "")

    shown = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    return Progress(*shown, console=console, transient=True)
