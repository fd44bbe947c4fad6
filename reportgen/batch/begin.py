"""Begin a project from a file that was understood: its data, templates for them, settings, and the file itself."""

from __future__ import annotations

import csv
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.batch.scaffold import write_project
from reportgen.errors import LINE, ReportError, each_error, raise_gathered
from reportgen.language import ENGLISH, speaking
from reportgen.project import DATA, TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reportgen.intake import Understanding
    from reportgen.intake.sources import Source

BUILT = ("briefing", "factsheet")
"""Reports that a new project makes without a name, as far as the figures have them."""


def begin_project(
    folder: Path,
    found: Understanding,
    source: Source,
    *,
    organisation: str,
    compiled_by: str,
    language: str = "",
    answers: Mapping[str, str],
    tell: Callable[[str], object],
) -> None:
    """Write a project into a folder that is not there yet. `source` is what was read, `tell` hears what is hidden.
    The reports are in `language`, in English unless it is named.

    Raises UsageError where something stands there, DataError where the data cannot be read; then nothing is left.
    """
    from reportgen.intake.project import front_files, project_files

    organisation = organisation or found.publisher

    def rest(made: Path) -> dict[str, bytes]:
        try:
            return more(made)
        except ReportError as error:
            read = (_as_read(each, made, source.name) for each in reversed(each_error(error)))
            # of one cell, the first: the others are about what was made of it
            raise_gathered([*{(each.where, each.hint): each for each in read}.values()][::-1])
            raise

    def more(made: Path) -> dict[str, bytes]:
        hidden = _hide_further(made, tell) if found.suppress else {}
        templates = _templates(made, language)
        reports = [name for name in BUILT if f"{TEMPLATES}/{name}.md" in templates]
        front = front_files(found, reports, organisation=organisation, compiled_by=compiled_by, language=language)
        return {**hidden, **templates, **front}

    with speaking(language or ENGLISH):
        files = project_files(found, source, organisation=organisation, answers=answers)
    write_project(folder, files, rest, tell=tell)


def _as_read(error: ReportError, made: Path, file: str) -> ReportError:
    """Return an error about the data of a project that does not come to be as one about the file they were read from.

    The place is the cell of a figure; of something else it is what the line of the data begins with.
    """
    place = LINE.fullmatch(error.where)
    where = file if error.where.startswith(str(made)) else error.where
    if place is not None and error.where.startswith(str(made)):
        with Path(place["file"]).open(encoding="utf-8", newline="") as lines:
            row = next(islice(csv.DictReader(lines), int(place["line"]) - 2, None), {})
        where = row.get("location") or f"{file}, `{next(iter(row.values()), '')[:FEW].strip()}`"
    return type(error)(error.message.replace(f"{made}/", ""), where=where, hint=error.hint)


FEW = 40
"""Characters of a name by which it is known."""


def _hide_further(made: Path, tell: Callable[[str], object]) -> dict[str, bytes]:
    """Hide what would give small numbers away, and say how many figures that are; return the file that lists them."""
    from reportgen.batch.suppressing import FILE, propose_suppression, suppression

    proposal = propose_suppression(made / DATA)
    if not proposal.hidden:
        return {}
    tell(f"{proposal.hidden:,} of {proposal.figures:,} figures are small or come from small ones, and are hidden")
    if not proposal.further:
        return {}
    content = suppression(proposal)
    (made / DATA / FILE).write_bytes(content)  # what is made from the data is made without these
    tell(f"{len(proposal.further):,} more are hidden so that none of these can be worked out: {DATA}/{FILE}")
    return {f"{DATA}/{FILE}": content}


def _templates(made: Path, language: str) -> dict[str, bytes]:
    """Return the templates for the data of a project; reading them also proves that the data can be read."""
    from reportgen.dataset import read_package
    from reportgen.outline import outlines

    package = read_package(made / DATA)
    return {f"{TEMPLATES}/{name}.md": text.encode() for name, text in outlines(package, language).items()}
