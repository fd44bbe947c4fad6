"""Correct a figure at which two or more failing sums point, with the proof on record; and take that back.

The data are written only after they were read as they would be: every sum that failed with the figure has to hold then.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import secrets
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.bounded import json_value, read_inside
from reportgen.errors import DataError, ReportError, UsageError
from reportgen.language import ENGLISH, say, speaking
from reportgen.serve.tasks.kept import package_at, shown_place
from reportgen.wording import exact_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.audit.suspects import Suspect
    from reportgen.dataset import Package
    from reportgen.serve.tasks import Talk, Values

IDENTIFIER = re.compile(r"[0-9]{10}-[0-9a-f]{8}")
CORRECTIONS = "corrections.csv"
COLUMNS = ("correction", "printed", "corrected", "proof", "note")
DESCRIPTOR = "datapackage.json"
HINT = "correct it in the file and line that are named, and add a row to `corrections.csv`: docs/data.md"


def correct(values: Values, talk: Talk) -> Values:
    """Write what the sums prove in place of a figure, and keep what stood there. Raises ReportError.

    `where` is file and line of the figure as the page shows them, `kept` the folder of what can be taken back.
    """
    del talk
    data, kept = Path(values["data"]), Path(values["kept"])
    package = package_at(data)
    found = _suspect(package, str(values["where"]))
    with speaking(package.language or ENGLISH):
        proof = _proof(found, package)
    identifier = f"{int(time.time()):010d}-{secrets.token_hex(4)}"
    written = _corrected(data, found, name=f"corrected-{identifier}", proof=proof)
    _require_proven(data, written, found)
    before = {name: _text(data, name) for name in written}
    record = {
        "words": str(values.get("words", ""))[:300],
        "found": exact_number(found.found),
        "should_be": exact_number(found.should_be),
        "made": time.time(),
        "before": before,
        "after": {name: _digest(text) for name, text in written.items()},
    }
    kept.mkdir(parents=True, exist_ok=True)
    _write(kept / f"{identifier}.json", json.dumps(record))
    for name, text in written.items():
        _write(data / name, text)
    return {"correction": identifier}


def take_back(values: Values, talk: Talk) -> Values:
    """Put back what stood there before a correction. Raises UsageError when the data were changed since."""
    del talk
    data, kept, identifier = Path(values["data"]), Path(values["kept"]), str(values["correction"])
    record = _record(kept, identifier)
    if any(_digest(_text(data, name) or "") != digest for name, digest in record["after"].items()):
        raise UsageError("the data were changed since", hint="correct the figure in its file")
    for name, text in record["before"].items():
        if text is None:
            (data / name).unlink()
        else:
            _write(data / name, text)
    (kept / f"{identifier}.json").unlink()
    return {}


def corrections(kept: Path) -> list[Values]:
    """Return the corrections that were made here, the last one first; only that one can be taken back."""
    names = sorted((path.stem for path in kept.glob("*.json") if IDENTIFIER.fullmatch(path.stem)), reverse=True)
    told = ("words", "found", "should_be", "made")
    return [{"correction": name, **{key: _record(kept, name)[key] for key in told}} for name in names]


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
    _require_plain(data)
    resource, _, line = found.where.rpartition(":")
    file = Path(resource).name
    text = _text(data, file) if file.endswith(".csv") else None
    if text is None:
        raise DataError("this figure does not stand in a table of the project", where=found.where, hint=HINT)
    head, rows = _table(text)
    at = next((at for at, (number, _) in enumerate(rows) if number == int(line)), -1)
    if at < 0 or "value" not in head:
        raise DataError("this figure is not found in its table", where=found.where, hint=HINT)
    cells = dict(zip(head, rows[at][1], strict=False))
    if cells.get("correction"):
        raise DataError("this figure is corrected already", where=found.where, hint=HINT)
    more = {"value": _plain(found.should_be), "printed": cells.get("printed") or cells["value"], "correction": name}
    cells |= {**more, **({"obs_status": "I"} if "obs_status" in head else {})}
    wide = [*head, *(column for column in more if column not in head)]
    bodies = [[*row, *[""] * (len(wide) - len(row))] for _, row in rows]
    bodies[at] = [cells.get(column, "") for column in wide]
    kept = _text(data, CORRECTIONS)
    known_head, known = _table(kept) if kept else (list(COLUMNS), [])
    new = {"correction": name, "printed": more["printed"], "corrected": more["value"], "proof": proof}
    listed = [*(row for _, row in known), [new.get(column, "") for column in known_head]]
    return {file: _as_csv([wide, *bodies]), CORRECTIONS: _as_csv([known_head, *listed])}


def _require_plain(data: Path) -> None:
    """Raise DataError for a package that lists its files itself: new columns would have to be listed there, too."""
    text = _text(data, DESCRIPTOR)
    described = json_value(text.encode(), DataError, where=DESCRIPTOR) if text else {}
    if isinstance(described, dict) and described.get("resources"):
        raise DataError("this package lists its files and columns itself", where=DESCRIPTOR, hint=HINT)


def _require_proven(data: Path, written: Mapping[str, str], found: Suspect) -> None:
    """Raise UsageError unless all sums hold in a copy of the data that failed with the figure."""
    from reportgen.audit import audit
    from reportgen.dataset import read_package

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "data"
        shutil.copytree(data, copy)
        for name, text in written.items():
            _write(copy / name, text)
        failed = {
            (each.identity, each.year, each.place, each.breakdown)
            for each in audit(read_package(copy))
            if each.outcome == "failed"
        }
    if failed & found.sums:
        raise UsageError("not all of these sums would hold", hint="nothing was written; look at the checks again")


def _table(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the head of a table and its rows, each with the line on which it begins. Raises DataError."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for row in reader:
            rows.append((begins, row))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise DataError(f"a table that cannot be read: {error}", hint=HINT) from None
    return (rows[0][1], rows[1:]) if rows else ([], [])


def _as_csv(rows: Sequence[Sequence[str]]) -> str:
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(rows)
    return lines.getvalue()


def _text(folder: Path, name: str) -> str | None:
    """Return what stands in a file of the data; None where there is none, or a link that leads out of them."""
    path = folder / name
    if not path.is_file() or path.is_symlink():
        return None
    try:
        return read_inside(path, folder).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None


def _record(kept: Path, identifier: str) -> Values:
    """Return what is kept of a correction. Raises UsageError for one that is not there."""
    path = kept / f"{identifier}.json"
    if not IDENTIFIER.fullmatch(identifier) or not path.is_file() or path.is_symlink():
        raise UsageError("this correction is not there any more", hint="look at the checks again")
    try:
        found: Values = json_value(path.read_bytes(), DataError, where=path.name)
    except (OSError, ReportError) as error:
        hint = "correct the cells by hand: its file in the work folder is damaged"
        raise UsageError("this correction cannot be read any more", hint=hint) from error
    return found


def _write(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8", newline="")
    part.replace(path)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: float) -> str:
    """Return a figure as a cell of the data has it: `2380`, `0.5`."""
    return f"{value:.12g}" if abs(value) < 1e12 else f"{value:.0f}"
