"""Begin a project from a file that was understood: its data, templates for them, settings, and the file itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.batch.scaffold import write_project
from reportgen.language import ENGLISH, speaking
from reportgen.project import DATA, TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

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
        hidden = _hide_further(made, tell) if found.suppress else {}
        templates = _templates(made, language)
        reports = [name for name in BUILT if f"{TEMPLATES}/{name}.md" in templates]
        front = front_files(found, reports, organisation=organisation, compiled_by=compiled_by, language=language)
        return {**hidden, **templates, **front}

    with speaking(language or ENGLISH):
        files = project_files(found, source, organisation=organisation, answers=answers)
    write_project(folder, files, rest, tell=tell)


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
