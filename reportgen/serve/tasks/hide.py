"""Hide more figures of a project, so that no hidden one can be worked out: what `reportgen suppress` does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.batch.suppressing import FILE, propose_suppression, suppression_at
from reportgen.errors import UsageError
from reportgen.language import ENGLISH, say_count, speaking
from reportgen.serve.tasks.taken_back import keep_and_write, new_name

if TYPE_CHECKING:
    from reportgen.batch.suppressing import Proposal
    from reportgen.serve.tasks import Talk, Values

_proposed: dict[tuple[str, str], Proposal] = {}
"""What is proposed for the last data that were looked at, by their folder and checksum."""


def proposal_of(data: Path, checksum: str) -> Proposal:
    """Return what to hide of the data of a folder; it is looked for once for the same data. Raises DataError."""
    key = (str(data), checksum)
    if key not in _proposed:
        _proposed.clear()
        _proposed[key] = propose_suppression(data)
    return _proposed[key]


def hide(values: Values, talk: Talk) -> Values:
    """List what is proposed among the figures that are not shown. Raises ReportError."""
    del talk
    data = Path(values["data"])
    proposal = propose_suppression(data)
    if not proposal.further:
        raise UsageError("there is nothing more to hide", hint="look at the checks again")
    count = len(proposal.further)
    with speaking(str(values.get("language", "")) or ENGLISH):
        words = say_count(count, "{count} more figure is hidden", "{count} more figures are hidden", count=count)
    name = new_name()
    keep_and_write(data, Path(values["kept"]), name, {FILE: suppression_at(proposal).decode()}, {"words": words})
    return {"correction": name}
