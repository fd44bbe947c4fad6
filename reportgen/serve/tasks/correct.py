"""Correct a figure at which two or more failing sums point, with the proof on record.

The data are written only after they were read as they would be: every sum that failed with the figure has to hold then.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import DataError, UsageError
from reportgen.language import ENGLISH, say, speaking
from reportgen.serve.tasks.kept import package_at, shown_place
from reportgen.serve.tasks.tables import HINT, sheet_of, written
from reportgen.serve.tasks.taken_back import as_it_would_be, keep_and_write, new_name
from reportgen.wording import exact_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.audit.suspects import Suspect
    from reportgen.dataset import Package
    from reportgen.serve.tasks import Talk, Values

CORRECTIONS = "corrections.csv"
COLUMNS = ("correction", "printed", "corrected", "proof", "note")


def correct(values: Values, talk: Talk) -> Values:
    """Write what the sums prove in place of a figure, and keep what stood there. Raises ReportError.

    `where` is file and line of the figure as the page shows them, `kept` the folder of what can be taken back.
    """
    del talk
    data = Path(values["data"])
    package = package_at(data)
    found = _suspect(package, str(values["where"]))
    with speaking(package.language or ENGLISH):
        proof = _proof(found, package)
    name = new_name()
    files = _corrected(data, found, name=f"corrected-{name}", proof=proof)
    _require_proven(data, files, found)
    told = {
        "words": str(values.get("words", ""))[:300],
        "found": exact_number(found.found),
        "should_be": exact_number(found.should_be),
    }
    keep_and_write(data, Path(values["kept"]), name, files, told)
    return {"correction": name}


def _suspect(package: Package, where: str) -> Suspect:
    from reportgen.audit.suspects import suspects

    found = next((one for one in suspects(package) if shown_place(one.where) == where), None)
    if found is None:
        raise UsageError("no sums point at this figure any more", hint="look at the checks again")
    return found


def _proof(found: Suspect, package: Package) -> str:
    """Return in half a sentence why the figure is wrong; it is printed where the figure is."""
    names = dict.fromkeys(package.identities[identity].description.rstrip(".") for identity, *_ in found.sums)
    return say(
        "{count} sums hold with {figure} and fail with {printed}: {sums}", count=len(found.sums),
        figure=exact_number(found.should_be), printed=exact_number(found.found), sums="; ".join(sorted(names)),
    )  # fmt: skip


def _corrected(data: Path, found: Suspect, *, name: str, proof: str) -> dict[str, str]:
    """Return the files that are written, by their names, as they will be."""
    file, _, line = found.where.rpartition(":")
    if not Path(file).is_relative_to(data):
        raise DataError("this figure does not stand in a table of the project", where=found.where, hint=HINT)
    sheet = sheet_of(data, Path(file).relative_to(data).as_posix())
    at = next((at for at, (begins, _) in enumerate(sheet.rows) if begins == int(line)), -1)
    if at < 0 or sheet.column("value") not in sheet.head:
        raise DataError("this figure is not found in its table", where=found.where, hint=HINT)
    before = dict(zip(sheet.head, sheet.rows[at][1], strict=False))
    if before.get("correction"):
        raise DataError("this figure is corrected already", where=found.where, hint=HINT)
    printed = before.get(sheet.column("printed")) or before[sheet.column("value")]
    should_be = _plain(found.should_be)
    has_status = sheet.column("obs_status") in sheet.head
    cells = {"value": should_be.replace(".", sheet.decimal), "printed": printed, "correction": name}
    sheet = sheet.with_columns(*cells).with_cells(at, {**cells, **({"obs_status": "I"} if has_status else {})})
    told = {"correction": name, "printed": printed, "corrected": should_be, "proof": proof}
    return written(data, sheet, sheet_of(data, CORRECTIONS, COLUMNS).with_columns(*told).with_row(told))


def _require_proven(data: Path, files: Mapping[str, str], found: Suspect) -> None:
    """Raise UsageError unless all sums hold in a copy of the data that failed with the figure."""
    from reportgen.audit import audit

    with as_it_would_be(data, files) as package:
        failed = {
            (each.identity, each.year, each.place, each.breakdown)
            for each in audit(package)
            if each.outcome == "failed"
        }
    if failed & found.sums:
        raise UsageError("not all of these sums would hold", hint="nothing was written; look at the checks again")


def _plain(value: float) -> str:
    """Return a figure as a cell of the data has it: `2380`, `0.5`."""
    return f"{value:.12g}" if abs(value) < 1e12 else f"{value:.0f}"
