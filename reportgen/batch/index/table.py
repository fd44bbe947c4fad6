"""The index as a table for programs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from reportgen.batch.kinds import titles
from reportgen.formulas import safe_cell

if TYPE_CHECKING:
    from collections.abc import Collection

    from reportgen.batch.manifest import Manifest

COLUMNS = ("file", "report", "place", "place_name", "title", "years", "topics", "kind", "bytes", "sha256", "date")


def index_csv(manifest: Manifest, *, present: Collection[str]) -> str:
    """Return a table with a row for each document file that is there, in the order of their names."""
    listed = titles()
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS)
    for _, record in sorted(manifest.files.items()):
        if record.is_document and record.kind in listed and record.name in present:
            values = (record.name, record.report, record.place, record.place_name, record.title, record.years)
            cells = (*values, record.topics, record.kind, record.size, record.sha256, record.date)
            writer.writerow(safe_cell(cell) if isinstance(cell, str) else cell for cell in cells)
    return lines.getvalue()
