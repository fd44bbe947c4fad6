"""The measured times as Markdown tables."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from benchmarks.tools import Run, Tool

KINDS = {"pdf": "PDF", "docx": "Word"}


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table: the first column to the left, the others to the right."""
    lines = [head, [":--", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def tools_table(kind: str, runs: Mapping[Tool, Sequence[Run]], cold: Mapping[Tool, Sequence[float]]) -> str:
    """Return the tools that make one kind of file, with what each needs as a multiple of reportgen's."""
    tools = [tool for tool in runs if tool.kind == kind]
    head = (KINDS[kind], "ms a sheet", "times reportgen", "first sheet, s", "peak MB", "file kB")
    return markdown(head, [_row(tool, tools[0], runs, cold) for tool in tools])


def _row(
    tool: Tool, ours: Tool, runs: Mapping[Tool, Sequence[Run]], cold: Mapping[Tool, Sequence[float]]
) -> tuple[str, ...]:
    if not runs[tool]:
        return (tool.title, "not installed", "", "", "", "")
    seconds = median(warm(one) for one in runs[tool])
    return (
        tool.title,
        f"{1000 * seconds:.0f}",
        f"{ratio(runs[tool], runs[ours]):.1f}",
        f"{median(cold[tool]):.2f}",
        f"{max(one.peak_mb for one in runs[tool]):.0f}",
        f"{median(one.size for one in runs[tool]) / 1000:.0f}",
    )


def warm(run: Run) -> float:
    """Return the median time of a sheet, without the first, which prepares for the others."""
    return median(run.seconds[1:])


def ratio(slow: Sequence[Run], fast: Sequence[Run]) -> float:
    """Return how many times as long one tool takes, as the median over the rounds."""
    return median(warm(one) / warm(other) for one, other in zip(slow, fast, strict=False))
