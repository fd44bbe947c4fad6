"""The measured times as Markdown tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.tools import NOT_INSTALLED, Failure, Run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.tools import Tool

KINDS = {"pdf": "PDF", "docx": "Word"}
COLUMNS = ("first sheet, s", "peak MB", "file kB")


@dataclass(frozen=True, slots=True)
class Results:
    """What became of each tool in each round; a tool that failed is there, too."""

    warm: Mapping[Tool, list[Run | Failure]] = field(default_factory=dict)
    cold: Mapping[Tool, list[Run | Failure]] = field(default_factory=dict)

    def runs(self, tool: Tool) -> list[Run]:
        return [one for one in self.warm.get(tool, ()) if isinstance(one, Run)]

    def failures(self, tool: Tool) -> list[Failure]:
        found = (*self.warm.get(tool, ()), *self.cold.get(tool, ()))
        return [one for one in found if isinstance(one, Failure)]

    def ratio(self, slow: Tool, fast: Tool) -> float | None:
        """Return how many times as long one tool takes: the median of the rounds in which both worked."""
        pairs = zip(self.warm.get(slow, ()), self.warm.get(fast, ()), strict=False)
        found = [warm(one) / warm(other) for one, other in pairs if isinstance(one, Run) and isinstance(other, Run)]
        return median(found) if found else None


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table: the first column to the left, the others to the right."""
    lines = [head, [":--", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def tools_table(results: Results, tools: Sequence[Tool]) -> str:
    """Return tools that make one kind of file, with what each needs as a multiple of the first one's."""
    head = (KINDS[tools[0].kind], "ms a sheet", "times reportgen", *COLUMNS)
    return markdown(head, [_row(results, tool, ours=tools[0]) for tool in tools])


def own_table(results: Results, tools: Sequence[Tool]) -> str:
    """Return the ways in which a sheet is made that nobody else makes."""
    return markdown(
        ("the fact sheet that comes along", "ms a sheet", *COLUMNS), [_row(results, tool) for tool in tools]
    )


def _row(results: Results, tool: Tool, *, ours: Tool | None = None) -> tuple[str, ...]:
    if not results.runs(tool):
        return (tool.title, _missing(results, tool), *[""] * (len(COLUMNS) + (ours is not None)))
    milliseconds, *others = figures(results, tool)
    if ours is None:
        return (tool.title, milliseconds, *others)
    ratio = results.ratio(tool, ours)
    return (tool.title, milliseconds, "" if ratio is None else f"{ratio:.1f}", *others)


def _missing(results: Results, tool: Tool) -> str:
    reasons = [failure.reason for failure in results.failures(tool)]
    return "not installed" if set(reasons) == {NOT_INSTALLED} else "failed"


def figures(results: Results, tool: Tool) -> tuple[str, str, str, str]:
    """Return milliseconds of a warm sheet, seconds of the first one, peak memory and the size of a file."""
    runs = results.runs(tool)
    cold = [one.whole for one in results.cold.get(tool, ()) if isinstance(one, Run)]
    return (
        f"{1000 * median(warm(one) for one in runs):.0f}",
        f"{median(cold):.2f}" if cold else "",
        f"{max(one.peak_mb for one in runs):.0f}",
        f"{median(one.size for one in runs) / 1000:.0f}",
    )


def warm(run: Run) -> float:
    """Return the median time of a sheet, without the first, which prepares for the others."""
    return median(run.seconds[1:])


def failures(results: Results) -> str:
    """Return a list of the tools that failed, each with its reason; empty when all worked."""
    lines = []
    for tool in results.warm:
        reasons = [failure.reason for failure in results.failures(tool)]
        of = len(results.warm[tool]) + len(results.cold.get(tool, ()))
        for reason in dict.fromkeys(reasons):
            lines.append(f"- {tool.title}: {reason} ({reasons.count(reason)} of {of} runs)")
    return "\n".join(lines)
