"""Files that somebody brought: kept as they came, with what was answered about them."""

from __future__ import annotations

import json
import re
import shutil
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, TypedDict

from starlette.datastructures import UploadFile

from reportgen.errors import UsageError
from reportgen.serve.desk import UPLOADS
from reportgen.serve.jobs import IDENTIFIER, new_identifier, write_json
from reportgen.serve.tasks.asked import told_error

if TYPE_CHECKING:
    from starlette.requests import Request

    from reportgen.serve.desk import Desk
    from reportgen.serve.tasks import Values

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".html", ".htm", ".sqlite", ".db")
"""Files that hold tables."""
UNSAFE = re.compile(r"[^\w .()+-]+")
LONGEST_NAME = 100
SHOWN = 20
"""Uploads of a person that are listed."""
STATE = "state.json"


class Again(TypedDict):
    """What was answered about a file as new figures of a project, and the questions."""

    answers: dict[str, str]
    questions: dict[str, Values]


@dataclass
class Upload:
    """A file that somebody brought, and what was answered about it."""

    identifier: str
    name: str
    brought: float
    sheet: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    questions: dict[str, Values] = field(default_factory=dict)
    """The questions that were answered, so that an answer can be changed."""
    project: str = ""
    """The project that was made of it."""
    again: dict[str, Again] = field(default_factory=dict)
    """What was answered about it as new figures, by the project to which they are brought."""
    told: list[str] = field(default_factory=list)
    """What there was to say when it was made: how many small numbers were hidden."""

    def path(self, desk: Desk) -> Path:
        """Return where the file lies."""
        return desk.root / UPLOADS / self.identifier / self.name

    def save(self, desk: Desk) -> None:
        """Write down what was answered."""
        write_json(desk.root / UPLOADS / self.identifier / STATE, asdict(self))


def safe_file_name(text: str) -> str:
    """Return the name of a file without folders and without signs that a disk may not take.

    Raises UsageError for one that does not end as files with tables do.
    """
    name = PureWindowsPath(PurePosixPath(text).name).name
    name = UNSAFE.sub("-", name).strip(" .-")
    ending = PurePosixPath(name).suffix.lower()
    if ending not in ENDINGS:
        known = ", ".join(f"`{each}`" for each in ENDINGS)
        raise UsageError("expected a file with a table", where=name or "file", hint=f"save it as one of {known}")
    stem = name[: -len(ending)][: LONGEST_NAME - len(ending)].strip(" .") or "table"
    return f"{stem}{ending}"


def keep_upload(desk: Desk, name: str, content: bytes) -> Upload:
    """Keep a file whole, and return it. Raises UsageError for what is no table, and for an empty file."""
    name = safe_file_name(name)
    if not content.strip():
        raise UsageError("expected a table, found an empty file", where=name, hint="choose another file")
    found = Upload(new_identifier(), name, time.time())
    folder = desk.folder(UPLOADS)
    part = folder / f".{found.identifier}"
    part.mkdir()
    (part / name).write_bytes(content)
    write_json(part / STATE, asdict(found))
    part.rename(folder / found.identifier)
    return found


async def _keep_sent(desk: Desk, request: Request) -> Upload:
    """Keep the file of a form. Raises UsageError for a form without, and for what is no table."""
    async with request.form(max_files=1, max_fields=5) as form:
        given = form.get("file")
        if not isinstance(given, UploadFile) or not given.filename:
            raise UsageError("no file was chosen", hint="choose one with a table")
        return keep_upload(desk, given.filename, await given.read())


async def take_sent(desk: Desk, request: Request) -> tuple[Upload | None, list[Values]]:
    """Return the file that a request brings, none for one that only asks for the form, and what is wrong with it."""
    if request.method != "POST":
        return None, []
    try:
        return await _keep_sent(desk, request), []
    except UsageError as error:
        return None, told_error(error)


def read_upload(desk: Desk, identifier: str) -> Upload | None:
    """Return an upload of a person; None where there is none of this name."""
    if not IDENTIFIER.fullmatch(identifier):
        return None
    try:
        found = Upload(**json.loads((desk.root / UPLOADS / identifier / STATE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return found if found.path(desk).is_file() else None


def read_uploads(desk: Desk) -> list[Upload]:
    """Return the uploads of a person, the latest first."""
    names = sorted((path.parent.name for path in desk.root.glob(f"{UPLOADS}/*/{STATE}")), reverse=True)
    found = (read_upload(desk, name) for name in names[:SHOWN])
    return [each for each in found if each is not None]


def remove_upload(desk: Desk, upload: Upload) -> None:
    """Remove a file that somebody brought, and what was answered about it."""
    shutil.rmtree(upload.path(desk).parent, ignore_errors=True)
