"""Propose which further figures to hide, and list them in a file of the package that its reading obeys."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.audit.disclosure import disclosures, further_to_hide, hidden_by_source
from reportgen.batch.changes import change_files, checksum
from reportgen.bounded import csv_records, read_inside, unreadable
from reportgen.dataset import FolderFiles, read_package
from reportgen.errors import DataError
from reportgen.suppression import Hidden

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.audit.disclosure.relations import FigureKey

FILE = "suppressed.csv"
"""The file of a package that lists what is hidden besides what the rule hides."""
COLUMNS = ("indicator", "year", "place", "breakdown", "reason")
REASON = "would give away a hidden figure"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a package hides, what can be worked out all the same, and what else to hide so that nothing can."""

    folder: Path
    figures: int
    """Rows of the package."""
    hidden: int
    """Figures that are hidden: by the rule, with those, and by the list."""
    listed: int
    """Those of them that are hidden by the list."""
    by_source: int
    """Figures that the source hides."""
    disclosed: tuple[FigureKey, ...]
    further: tuple[FigureKey, ...]


def propose_suppression(folder: Path) -> Proposal:
    """Return what else to hide in the package of a folder. Nothing is written.

    Raises DataError, or ReportErrors, for a package that cannot be read.
    """
    package = read_package(folder, FolderFiles(folder))
    disclosed = tuple(one.figure for one in disclosures(package))
    return Proposal(
        folder=folder,
        figures=len(package.rows),
        hidden=len(package.hidden),
        by_source=len(hidden_by_source(package)),
        listed=sum(why in (Hidden.FURTHER, Hidden.ZERO) for why in package.hidden.values()),
        disclosed=disclosed,
        further=further_to_hide(package) if disclosed else (),
    )


def write_suppression(proposal: Proposal) -> tuple[Path, int]:
    """Add the proposed figures to the list of the package; return its path, and how many can be worked out then.

    Raises DataError when the list that is there cannot be read, UsageError when it cannot be written.
    """
    path = proposal.folder / FILE
    listed = _listed(path, proposal.folder)
    place = proposal.folder.resolve()
    name = f"{place.name}/{FILE}"
    change_files(place.parent, {name: suppression(proposal, listed)}, was={name: checksum(listed)})
    return path, len(disclosures(read_package(proposal.folder, FolderFiles(proposal.folder))))


def suppression(proposal: Proposal, listed: bytes | None = None) -> bytes:
    """Return the list of a package, as far as there is one, with the proposed figures. Raises DataError."""
    known = csv_records(listed or b"", DataError, where=(proposal.folder / FILE).as_posix())
    rows = [*known, *map(_row, proposal.further)]
    text = io.StringIO(newline="")
    names = list(dict.fromkeys((*(name for row in rows for name in row), *COLUMNS)))
    writer = csv.DictWriter(text, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def suppression_at(proposal: Proposal) -> bytes:
    """Return the list of a package as it is on disk with the proposed figures. Raises DataError."""
    return suppression(proposal, _listed(proposal.folder / FILE, proposal.folder))


def _listed(path: Path, folder: Path) -> bytes | None:
    if not path.is_file():
        return None
    try:
        return read_inside(path, folder)
    except OSError as error:
        raise unreadable(error, DataError, where=path.as_posix()) from None


def _row(figure: FigureKey) -> dict[str, str]:
    indicator, year, place, breakdown = figure
    return dict(zip(COLUMNS, (indicator, year.code, place, breakdown, REASON), strict=True))
