"""Read what a request is made from, once, and give it a digest by which the same request is known again."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import date
from os.path import isfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.batch.changes import finish_change
from reportgen.batch.charts import installed_charts
from reportgen.batch.fingerprints import (
    contents_fingerprint,
    digest,
    library_version,
    library_versions,
    program_fingerprint,
)
from reportgen.batch.kinds import all_needs
from reportgen.batch.request import options
from reportgen.dataset import DESCRIPTOR, FolderFiles
from reportgen.resources import templates_folder
from reportgen.template.reports import report_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.batch.request import Request

WORDING = (
    "jinja2",
    "markdown-it-py",
    "mdit-py-plugins",
    "pyyaml",
    "frictionless",
    "font-source-sans-pro",
    "font-source-serif-pro",
)
"""Libraries that every document goes through, and the fonts that come as libraries."""


AGAIN, MOMENT = 20, 0.1
"""How often data are read that others change, and how long after each other; then who reads the package says so."""
FOLDERS = ("data", "templates")
"""The options that are read as folders."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a request is made from, as it was at one moment."""

    key: str
    """Digest of the request and of everything that its files depend on; the same key has the same files."""
    data: FolderFiles


def read_inputs(request: Request) -> Inputs:
    """Return the inputs of a request. The files of the data are read here, and by nobody after that.

    Neither the data nor a template is understood for it. What cannot be read is left to whoever needs it.
    """
    data, contents = _data_of_one_moment(request.data)
    templates = _template_files(request)
    asked = {each.name: _keyed(getattr(request, each.name)) for each in options() if each.name not in FOLDERS}
    values = {
        **asked,
        **({"date": ""} if request.date_is_today else {}),
        "data": contents,
        "templates": contents_fingerprint(templates),
        "inherited": contents_fingerprint(FolderFiles(templates_folder()).contents()),
        "installed charts": installed_charts(content for name, content in templates if name.endswith(".md")),
        "program": program_fingerprint(),
        "libraries": [library_versions(needs.libraries) for needs in all_needs().values()],
        "wording": {name: library_version(name) for name in WORDING},
    }
    return Inputs(digest(json.dumps(values, sort_keys=True)), data)


def _data_of_one_moment(folder: Path) -> tuple[FolderFiles, str]:
    """Return the files of the data with their digest, read again where one was changed meanwhile: then not for ever."""
    for _ in range(AGAIN):
        data = FolderFiles(folder)
        contents = contents_fingerprint(data_files(folder, data))
        if data.are_of_one_moment():
            break
        finish_change(folder.absolute().parent)  # waits for who carries one out
        time.sleep(MOMENT)
    return data, contents


def data_files(folder: Path, data: FolderFiles) -> Iterable[tuple[str, bytes]]:
    """Return name and bytes of what a package is read from; of a folder without descriptor only of its tables."""
    if isfile(folder / DESCRIPTOR):  # noqa: PTH113 - a name that no disk takes is none
        return data.contents()
    return ((name, data.content(name)) for name in data.names(".csv"))


def _template_files(request: Request) -> tuple[tuple[str, bytes], ...]:
    """Return name and bytes of what a template may be made from; nothing of a folder that has no report."""
    folder = request.templates
    files = (file for name in request.reports for file in report_files(name))
    has_reports = any(isfile(folder / name) for name in files)  # noqa: PTH113 - a name that no disk takes is none
    return tuple(FolderFiles(folder).contents()) if has_reports else ()


def is_input(path: Path, folder: Path) -> bool:
    """Say whether a path, by whatever name or link, leads to one of the files of a data package."""
    return path.exists() and any(
        (folder / name).is_file() and path.samefile(folder / name) for name, _ in FolderFiles(folder).contents()
    )


def _keyed(value: Any) -> Any:
    """Return the value of an option for the key; of a file, what is in it. What is no file is refused later."""
    match value:
        case Path():
            return digest(value.read_bytes()) if isfile(value) else ""  # noqa: PTH113 - a name that no disk takes is none
        case date():
            return value.isoformat()
        case tuple():
            return [_keyed(item) for item in value]
        case _:
            return value
