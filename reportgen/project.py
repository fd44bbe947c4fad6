"""A project: a folder with figures, templates and settings, which every command finds that runs inside it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.bounded import is_unseen, read_file, toml_values, unreadable
from reportgen.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

SETTINGS = "reportgen.toml"
"""The file that makes a folder a project."""
PLAN = ".reportgen-change"
"""The file beside the data that names what is just being written of them: until it is gone, they are not whole."""
DATA, TEMPLATES, SOURCES, OUT, RECIPE = "data", "templates", "sources", "build", "intake.toml"
TEXTS = ("organisation", "compiled_by", "years", "theme", "language", "paper")
LISTS = ("reports", "formats")


@dataclass(frozen=True, slots=True)
class Project:
    """The settings of a project; what it does not say is as everywhere."""

    folder: Path
    """As somebody in the current folder would type it."""
    reports: tuple[str, ...] = ()
    """What `reportgen build` makes without a name."""
    formats: tuple[str, ...] = ()
    organisation: str = ""
    """Whose figures these are, where the data do not say so themselves, or say it otherwise."""
    compiled_by: str = ""
    """Who makes the documents."""
    years: str = ""
    """The periods that reports are about, as `--years` has them."""
    theme: str = ""
    language: str = ""
    paper: str = ""

    @property
    def data(self) -> Path:
        """The folder of its data package."""
        return self.folder / DATA

    @property
    def templates(self) -> Path:
        """The folder of its templates, which stand above those of the program."""
        return self.folder / TEMPLATES

    @property
    def out(self) -> Path:
        """Where its documents go."""
        return self.folder / OUT


def find_project(start: Path | None = None) -> Project | None:
    """Return the project that a folder is in, be it the folder itself or one above it; None where it is in none.

    Raises UsageError, with a hint, where the settings are gone, cannot be read or name what there is not.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        shown = Path(os.path.relpath(folder, here)) if start is None else folder
        if (folder / SETTINGS).is_file():
            return _read(shown)
        if (folder / RECIPE).is_file():
            # without them the figures that come with the program would stand in the place of the project's own
            hint = f"write an empty file `{SETTINGS}` beside it, or take the file `{RECIPE}` away"
            message = f"expected the settings of the project, `{SETTINGS}`, found only `{RECIPE}`"
            raise UsageError(message, where=str(shown), hint=hint)
    return None


def _read(folder: Path) -> Project:
    path = folder / SETTINGS
    try:
        values = toml_values(read_file(path), UsageError, where=str(path))
    except OSError as error:
        raise unreadable(error, UsageError, where=str(path)) from None
    for name in values:
        if name not in (*TEXTS, *LISTS):
            raise UsageError(f"unknown setting `{name}`", where=str(path), hint=did_you_mean(name, (*TEXTS, *LISTS)))
    return Project(
        folder,
        reports=_names(values, "reports", path),
        formats=_names(values, "formats", path),
        **{name: _word(values, name, path) for name in TEXTS},
    )


def _names(values: Mapping[str, Any], name: str, path: Path) -> tuple[str, ...]:
    found = values.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, str) and each.strip() for each in found):
        hint = f'write `{name} = ["a", "b"]`'
        raise UsageError(f"setting `{name}`: expected a list of names", where=str(path), hint=hint)
    return tuple(found)


def _word(values: Mapping[str, Any], name: str, path: Path) -> str:
    found = values.get(name, "")
    if not isinstance(found, str) or is_unseen(found):
        raise UsageError(f"setting `{name}`: expected a text", where=str(path), hint=f'write `{name} = "..."`')
    return found
