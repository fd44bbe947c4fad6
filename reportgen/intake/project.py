"""The files of a new project: settings, data, the file as it was, how it was read, and what to do next."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from typing import TYPE_CHECKING

from reportgen.intake.written import package_files, recipe, table
from reportgen.project import DATA, RECIPE, SETTINGS, SOURCES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.intake.again import Difference
    from reportgen.intake.found import Understanding


def project_files(
    found: Understanding,
    content: bytes,
    *,
    organisation: str = "",
    compiled_by: str = "",
    answers: Mapping[str, str] | None = None,
) -> dict[str, bytes]:
    """Return the files of a project by their paths. `content` is the file that was read."""
    data = package_files(found, organisation=organisation, compiled_by=compiled_by, source=found.file)
    reports = ["briefing", "factsheet"] if has_fact_sheets(found) else ["briefing"]
    files = {
        SETTINGS: _settings(reports),
        RECIPE: recipe_of(found, content, answers=answers or {}),
        f"{SOURCES}/{found.file}": content,
        "README.md": _readme(found, reports),
        **{f"{DATA}/{name}": each for name, each in data.items()},
    }
    if found.notes:
        files[f"{SOURCES}/{found.file}.notes.txt"] = ("\n".join(found.notes) + "\n").encode()
    return files


def files_of_data(found: Understanding) -> dict[str, bytes]:
    """Return the files of the data package of a new reading."""
    return package_files(found, organisation="", compiled_by="", source=found.file)


def recipe_of(found: Understanding, content: bytes, *, answers: Mapping[str, str]) -> bytes:
    """Return how a file was read that now stands among the sources."""
    checksum = hashlib.sha256(content).hexdigest()
    return recipe(found, source=f"{SOURCES}/{found.file}", checksum=checksum, answers=answers)


def revisions(before: bytes, result: Difference, file: str) -> bytes:
    """Return the list of revisions, lengthened by those that a file brought: what was, what is, and in which cell."""
    rows = list(csv.DictReader(io.StringIO(before.decode("utf-8-sig")))) if before else []
    return table([*rows, *({"file": file, **revision.row()} for revision in result.revised)])


def has_fact_sheets(found: Understanding) -> bool:
    """Say whether there are places that can have a fact sheet each: more than one of a level."""
    levels = [place.level for place in found.places]
    return any(levels.count(level) > 1 for level in set(levels))


def _settings(reports: Sequence[str]) -> bytes:
    return f"""\
# The settings of this project. Every command that runs in this folder, or below it, uses them.

# What `reportgen build` makes without a name.
reports = {json.dumps(reports)}
formats = ["pdf", "docx"]

# The look: a file of templates/themes/, or one that comes with the program.
# theme = "default"
""".encode()


def _readme(found: Understanding, reports: Sequence[str]) -> bytes:
    rows, cells = found.account.lines()
    return f"""\
# {found.title}

    reportgen build      makes {" and ".join(reports)} in build/, as PDF and as Word
    reportgen check      says whether the figures are sound and their sums hold

| | |
|---|---|
| `data/` | the figures, a row each, with the cell that each was read from |
| `sources/` | the file as it was |
| `intake.toml` | how it was read: the role of each column, and what was asked and answered |
| `reportgen.toml` | what is built, and its look |

Read from `{SOURCES}/{found.file}`, {found.sheet.name}:

- {rows}
- {cells}
""".encode()
