"""What was changed of the data on the page, kept so that it can be taken back; the last change first."""

from __future__ import annotations

import json
import re
import secrets
import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.batch.changes import change_files, checksum
from reportgen.batch.files import write_whole
from reportgen.bounded import json_value
from reportgen.errors import DataError, ReportError, UsageError
from reportgen.serve.tasks.tables import text_of, write_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.dataset import Package
    from reportgen.serve.tasks import Talk, Values

IDENTIFIER = re.compile(r"[0-9]{10}-[0-9a-f]{8}")
TOLD = ("words", "found", "should_be", "reason", "made")


def new_name() -> str:
    """Return a name for a change that no other one has; the names of later ones come after it."""
    return f"{int(time.time()):010d}-{secrets.token_hex(4)}"


def keep_and_write(data: Path, kept: Path, name: str, files: Mapping[str, str], told: Values) -> None:
    """Write files of the data, all or none; what stood there before is kept, with what is `told` of the change."""
    for never_made in _names(kept)[: len(_names(kept)) - len(changes_of(kept, data))]:
        (kept / f"{never_made}.json").unlink()
    before = {name: text_of(data, name) for name in files}
    after = {name: _digest(text) for name, text in files.items()}
    record = {**told, "made": time.time(), "before": before, "after": after}
    write_whole(kept / f"{name}.json", json.dumps(record).encode())
    _change(data, files, was=before)


def take_back(values: Values, talk: Talk) -> Values:
    """Put back what stood there before a change. Raises UsageError when the data were changed since."""
    del talk
    data, kept, name = Path(values["data"]), Path(values["kept"]), str(values["correction"])
    record = _record(kept, name)
    now = {file: text_of(data, file) for file in record["after"]}
    if any(_digest(now[file]) != digest for file, digest in record["after"].items()):
        raise UsageError("the data were changed since", hint="correct the figure in its file")
    _change(data, record["before"], was=now)
    (kept / f"{name}.json").unlink()
    return {}


def _change(data: Path, files: Mapping[str, str | None], *, was: Mapping[str, str | None]) -> None:
    place = data.absolute()
    change_files(
        place.parent,
        {f"{place.name}/{name}": None if text is None else text.encode() for name, text in files.items()},
        was={f"{place.name}/{name}": _digest(text) for name, text in was.items()},
    )


def changes_of(kept: Path, data: Path) -> list[Values]:
    """Return the changes that were made here, the last one first; only that one can be taken back.

    A last one of which the data have nothing was never made, or is taken back: the process was killed in between.
    """
    records = [(name, _record(kept, name)) for name in _names(kept)]
    while records and all(text_of(data, file) == text for file, text in records[0][1]["before"].items()):
        records.pop(0)
    return [{"correction": name, **{key: record.get(key, "") for key in TOLD}} for name, record in records]


def _names(kept: Path) -> list[str]:
    return sorted((path.stem for path in kept.glob("*.json") if IDENTIFIER.fullmatch(path.stem)), reverse=True)


@contextmanager
def as_it_would_be(data: Path, files: Mapping[str, str]) -> Iterator[Package]:
    """Yield the data as they would be with these files. Raises ReportError where they could not be read."""
    from reportgen.dataset import read_package

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "data"
        shutil.copytree(data, copy)
        for name, text in files.items():
            write_text(copy / name, text)
        yield read_package(copy)


def _record(kept: Path, name: str) -> Values:
    """Return what is kept of a change. Raises UsageError for one that is not there."""
    path = kept / f"{name}.json"
    if not IDENTIFIER.fullmatch(name) or not path.is_file() or path.is_symlink():
        raise UsageError("this correction is not there any more", hint="look at the checks again")
    try:
        found: Values = json_value(path.read_bytes(), DataError, where=path.name)
    except (OSError, ReportError) as error:
        hint = "correct the cells by hand: its file in the work folder is damaged"
        raise UsageError("this correction cannot be read any more", hint=hint) from error
    return found


def _digest(text: str | None) -> str:
    return checksum(None if text is None else text.encode())
