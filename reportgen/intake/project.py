"""The files of a new project: settings, data, the file as it was, how it was read, and what to do next."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from typing import TYPE_CHECKING

from reportgen.bounded import csv_records
from reportgen.errors import DataError
from reportgen.intake.written import package_files, quoted, recipe, table
from reportgen.periods import parse_period
from reportgen.project import DATA, RECIPE, SETTINGS, SOURCES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.intake.again import Difference
    from reportgen.intake.found import Understanding
    from reportgen.intake.sources import Source

FULL = 4
"""A period with fewer figures than one in so many of the fullest one does not end the range of a report."""


def project_files(
    found: Understanding, source: Source, *, organisation: str = "", answers: Mapping[str, str] | None = None
) -> dict[str, bytes]:
    """Return the files of a project that hold what was read, by their paths."""
    data = package_files(found, organisation=organisation, source=found.file)
    files = {
        RECIPE: recipe_of(found, source, answers=answers or {}),
        **{f"{SOURCES}/{name}": content for name, content in source.files.items()},
        **{f"{DATA}/{name}": each for name, each in data.items()},
    }
    if found.notes:
        files[f"{SOURCES}/{found.file}.notes.txt"] = ("\n".join(found.notes) + "\n").encode()
    return files


def files_of_data(found: Understanding) -> dict[str, bytes]:
    """Return the files of the data package of a new reading."""
    return package_files(found, organisation="", source=found.file)


def recipe_of(found: Understanding, source: Source, *, answers: Mapping[str, str]) -> bytes:
    """Return how that was read which now stands among the sources."""
    checksums = {f"{SOURCES}/{name}": hashlib.sha256(content).hexdigest() for name, content in source.files.items()}
    return recipe(found, files=checksums, origin=source.origin, query=source.query, answers=answers)


def revisions(before: bytes, result: Difference, file: str, *, where: str) -> bytes:
    """Return the list of revisions, lengthened by those that a file brought: what was, what is, and in which cell.

    Raises DataError where what was there is no list.
    """
    rows = csv_records(before, DataError, where=where)
    new = [{"file": file, **revision.row()} for revision in result.revised]
    told = [{name: value for name, value in row.items() if value} for row in rows[-len(new) :]]
    # a run that ended in the middle has listed them already
    is_listed = told == [{name: value for name, value in row.items() if value} for row in new]
    return table(rows if is_listed else [*rows, *new])


def front_files(
    found: Understanding,
    reports: Sequence[str],
    *,
    organisation: str = "",
    compiled_by: str = "",
    language: str = "",
) -> dict[str, bytes]:
    """Return the files of a project that somebody opens first: its settings, and what can be done with it."""
    settings = _settings(
        reports, organisation=organisation, compiled_by=compiled_by, language=language, **_range(found)
    )
    return {SETTINGS: settings, README: _readme(found, reports)}


def _range(found: Understanding) -> dict[str, str]:
    """Return the periods that reports are about, and why, where the last ones have figures of a few places only."""
    given = Counter(fact.period for fact in found.facts if fact.value is not None)
    periods = sorted(given, key=parse_period)
    full = max(given.values())
    while len(periods) > 1 and given[periods[-1]] * FULL < full:
        periods.pop()
    last = max(given, key=parse_period)
    if periods[-1] == last or not all(period.isdecimal() for period in given):
        return {}
    why = f"{last} has {given[last]:,} of {full:,} figures"
    return {"years": f"{periods[0]}-{periods[-1]}" if len(periods) > 1 else periods[0], "why": why}


def _settings(
    reports: Sequence[str], *, organisation: str, compiled_by: str, language: str, years: str = "", why: str = ""
) -> bytes:
    return f"""\
# The settings of this project. Every command that runs in this folder, or below it, uses them.

# What `reportgen build` makes without a name.
reports = {json.dumps(reports)}
formats = ["pdf", "docx"]

# Whose figures these are, and who makes the documents.
{_setting("organisation", organisation, "Office of Housing")}
{_setting("compiled_by", compiled_by, "Research Unit")}

# The periods that reports are about{f"; {why}" if why else ": all, unless this is set"}.
{_setting("years", years, "2020-2024")}

# The look: a file of templates/themes/, or one that comes with the program; the sheet: letter, a4, legal, a5.
# theme = "default"
# paper = "letter"

# The language, where the templates are there in several.
{_setting("language", language, "en")}
""".encode()


def _setting(name: str, text: str, example: str) -> str:
    """Return a setting, or how it would be written."""
    return f"{name} = {quoted(text)}" if text else f"# {name} = {quoted(example)}"


README = "README.md"
READ_FROM = re.compile(rf"Read from `{SOURCES}/[^\n]*:\n\n- [^\n]*\n- [^\n]*\n\Z")
"""The end of what is said of a project, as long as nobody has written another one."""


def readme_again(before: bytes, found: Understanding) -> bytes:
    """Return what is said of a project, with what was read last; as it is where somebody has changed its end."""
    text = before.decode("utf-8", "replace")
    return READ_FROM.sub(lambda _: _read_from(found), text).encode() if READ_FROM.search(text) else before


def _read_from(found: Understanding) -> str:
    rows, cells = found.account.lines()
    return f"Read from `{SOURCES}/{found.file}`, {found.sheet.name}:\n\n- {rows}\n- {cells}\n"


def _readme(found: Understanding, reports: Sequence[str]) -> bytes:
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

{_read_from(found)}""".encode()
