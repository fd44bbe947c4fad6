"""What was aimed at, beside what was measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks import shell, tools
from benchmarks.pages import MOST_PLACES, STATES
from benchmarks.tables import markdown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.shell import Commands
    from benchmarks.tables import Results


@dataclass(frozen=True, slots=True)
class Target:
    """One quantity that has to reach a number, or to stay below it."""

    title: str
    must: float
    measured: float | None
    """None where it was not measured: the other tool is missing."""
    aim: float | None = None
    unit: str = "s"
    """`times` has to be reached; `s` and `MB` are not to be reached."""

    @property
    def is_met(self) -> bool | None:
        """Whether the number that it must have is met; None when nothing was measured."""
        return None if self.measured is None else self._holds(self.must)

    @property
    def verdict(self) -> str:
        match self.is_met:
            case None:
                return "not measured"
            case False:
                return "**missed**"
        return "yes, and the aim" if self.aim is not None and self._holds(self.aim) else "yes"

    def row(self) -> tuple[str, ...]:
        """Return the target, its number, the aim, what was measured, and whether that is enough."""
        sign = "at least" if self.unit == "times" else "under"
        return (
            self.title,
            f"{sign} {self.must:g} {self.unit}",
            "" if self.aim is None else f"{self.aim:g} {self.unit}",
            "" if self.measured is None else f"{self.measured:.{self._digits}f} {self.unit}",
            self.verdict,
        )

    def _holds(self, number: float) -> bool:
        assert self.measured is not None, "asked for only when it was measured"
        measured = round(self.measured, self._digits)  # as printed
        return measured >= number if self.unit == "times" else measured < number

    @property
    def _digits(self) -> int:
        return {"times": 1, "s": 2, "MB": 0}[self.unit]


def targets(
    results: Results, commands: Commands, *, beyond: Mapping[int, float], saving: float | None
) -> tuple[Target, ...]:
    """Return the targets with what was measured for each.

    `beyond` says by its pages what a site takes beyond composing, and `saving` how long it takes from a saved change to
    the picture of its page; both in seconds.
    """
    pdf, native, pictures = tools.PDF, tools.NATIVE, tools.PICTURES
    nothing_drawn = max(commands.seconds(shell.HELP), commands.seconds(shell.LIST))
    return (
        Target("PDF against R Markdown", 40, results.ratio(tools.R_PDF, pdf), 60, "times"),
        Target("PDF against Typst, charts by matplotlib", 4, results.ratio(tools.TYPST, pdf), 6, "times"),
        Target("PDF against Typst, charts by hand", 1, results.ratio(tools.TYPST_SHAPES, pdf), None, "times"),
        Target(
            "PDF against Typst, charts by hand, as PDF/UA-1 and PDF/A-2a",
            1,
            results.ratio(tools.TYPST_VALID, pdf),
            None,
            "times",
        ),
        Target("PDF against reportlab and pyplot", 12, results.ratio(tools.PLAIN_PDF, pdf), 20, "times"),
        Target("Word, charts to edit, against R Markdown", 40, results.ratio(tools.R_DOCX, native), 50, "times"),
        Target("Word, charts as pictures, against R Markdown", 7, results.ratio(tools.R_DOCX, pictures), 12, "times"),
        Target("every place in both formats, two processes", 5, commands.seconds(shell.TWO_PROCESSES), 3.5),
        Target("one fact sheet as PDF, from the start", 1, commands.seconds(shell.ONE_PDF), 0.7),
        Target("commands that draw nothing", 0.3, nothing_drawn),
        Target("the briefing in both formats", 3, commands.seconds(shell.BRIEFING)),
        Target("where the numbers of a page come from", 1, commands.seconds(shell.TRACE)),
        Target("a project from a file of 100,000 rows", 10, commands.seconds(shell.NEW)),
        Target("a saved change of the briefing, to the picture of its page", 0.3, saving),
        Target("a site of 54 pages, beyond composing", 2, beyond.get(STATES)),
        Target("a site of 3,144 pages, beyond composing", 60, beyond.get(MOST_PLACES)),
        Target("a check of hidden numbers, 3,144 counties by ten ages", 60, commands.seconds(shell.CHECK_HIDDEN)),
        Target("what else to hide of them", 60, commands.seconds(shell.SUPPRESS)),
        Target("peak memory of a worker", 200, commands.worker_mb(shell.TWO_PROCESSES), None, "MB"),
    )


def targets_table(found: Sequence[Target]) -> str:
    """Return the targets as Markdown, and a sentence on those that are missed."""
    table = markdown(("target", "must", "aim", "measured", "met"), [one.row() for one in found])
    missed = [one.title for one in found if one.is_met is False]
    if not missed:
        return table
    return (
        f"{table}\n\nMissed: {'; '.join(missed)}. [Where the time goes](#where-the-time-goes) says what it is spent on."
    )
