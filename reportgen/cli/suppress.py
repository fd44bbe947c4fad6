"""`reportgen suppress`: which further figures to hide, so that none that is hidden can be worked out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.breakdown import breakdown_members
from reportgen.cli.columns import columns
from reportgen.cli.here import data_here
from reportgen.cli.messages import print_lines
from reportgen.cli.options import Data
from reportgen.errors import DataError
from reportgen.wording import plural

if TYPE_CHECKING:
    from reportgen.batch.suppressing import Proposal


def suppress(
    yes: Annotated[bool, typer.Option("--yes", help="Write what is proposed; without it nothing is written.")] = False,
    data: Data = None,
) -> int:
    """Propose what else to hide, so that no small number can be worked out."""
    from reportgen.batch import propose_suppression, write_suppression

    proposal = propose_suppression(data_here(data))
    print_lines("\n".join(_lines(proposal)))
    if not proposal.disclosed:
        return 0
    if not yes:
        print_lines("\nNothing is written yet; `--yes` adds them to `suppressed.csv` of the data.")
        return DataError.exit_code
    path, open_figures = write_suppression(proposal)
    print_lines(f"\n{path}")
    if open_figures:
        told = f"{open_figures:,} hidden {plural(open_figures, 'figure', 'figures')} can still be worked out"
        hint = "nothing else can be hidden beside them: leave out their totals, or the breakdown"
        raise DataError(told, where=str(path), hint=hint)
    print_lines("No hidden figure can be worked out any more.")
    return 0


def _lines(proposal: Proposal) -> list[str]:
    """Return what is hidden, what can be worked out of it, and what hiding more costs, by indicator and breakdown."""
    hidden, disclosed, further = proposal.hidden, len(proposal.disclosed), len(proposal.further)
    if not hidden and not proposal.by_source:
        return ["No figure is hidden: the data state no rule `suppress`, or nothing is small."]
    by_list = f", {proposal.listed:,} of them by `suppressed.csv`" if proposal.listed else ""
    lines = [f"{hidden:,} of {proposal.figures:,} {plural(hidden, 'figure is', 'figures are')} hidden{by_list}"]
    if proposal.by_source:
        lines.append(
            f"{proposal.by_source:,} {plural(proposal.by_source, 'figure is', 'figures are')} hidden by the source"
        )
    lines.append(f"{disclosed:,} of them can be worked out from what is shown")
    if disclosed:
        cost = 100 * further / proposal.figures
        lines += [f"{further:,} more to hide, {cost:.1f}% of all, and none can", "", _table(proposal)]
    return lines


def _table(proposal: Proposal) -> str:
    can, more = (Counter((key[0], _cut(key[3])) for key in keys) for keys in (proposal.disclosed, proposal.further))
    rows = [(*name, f"{can[name]:,}", f"{more[name]:,}") for name in sorted(can | more)]
    return columns([("indicator", "by", "can be worked out", "more to hide"), *rows], right=(2, 3))


def _cut(breakdown: str) -> str:
    return ", ".join(breakdown_members(breakdown)) or "total"
