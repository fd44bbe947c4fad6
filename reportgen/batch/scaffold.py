"""Write a new project: all of its files, or none."""

from __future__ import annotations

import shutil
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from uuid import uuid4

from reportgen.batch.files import opened_whole
from reportgen.bounded import reason
from reportgen.errors import BuildError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


def write_project(
    folder: Path, files: Mapping[str, bytes], more: Callable[[Path], Mapping[str, bytes]] = lambda _: {}
) -> None:
    """Write files into a folder that is not there yet, or is empty: under another name, which then becomes this one.

    `more` returns further files, made from the ones that are written. Raises UsageError where something stands there,
    or nothing can be written; then, and whatever `more` raises, nothing is left behind.
    """
    check_free(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = folder.parent / f".{folder.name[:32]}.{uuid4().hex}"
        made.mkdir()
    except OSError as error:
        raise _unwritable(folder, error) from None
    try:
        _write(made, files)
        _write(made, more(made))
        if folder.is_dir():
            folder.rmdir()  # it is empty
        made.replace(folder)
    except OSError as error:
        raise _unwritable(folder, error) from None
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / PurePosixPath(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def refresh_project(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a project, each whole or not at all. Raises UsageError where one cannot be written."""
    for name, content in files.items():
        path = folder / PurePosixPath(name)
        try:
            with opened_whole(path) as file:
                file.write(content)
        except BuildError as error:
            cause = error.__cause__
            raise _unwritable(path, cause if isinstance(cause, OSError) else OSError(str(error))) from None


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet. Raises UsageError where something has its name, or it cannot be written."""
    if path.suffix.lower() != ".xlsx":
        raise UsageError(
            "expected the name of a workbook", where=str(path), hint=f"write `{path.stem or 'issues'}.xlsx`"
        )
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        hint = "choose another name: nothing that is there is written over"
        raise UsageError(
            "expected a file that is not there yet, found one of this name", where=str(path), hint=hint
        ) from None
    except (OSError, ValueError) as error:
        raise UsageError(
            f"cannot be written: {error}", where=str(path), hint="choose a folder that you may write to"
        ) from None


def check_free(folder: Path) -> None:
    """Raise UsageError where a file or a folder with something in it has the name of a new project."""
    try:
        is_taken = folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir())))
    except (OSError, ValueError) as error:
        raise UsageError(f"`{folder}` cannot be the name of a folder: {error}", hint="choose another name") from None
    if is_taken:
        raise UsageError(
            "expected a folder that is not there yet, found something of this name", where=str(folder),
            hint="choose another name, or move what is there; `reportgen refresh` reads new figures into a project",
        )  # fmt: skip


def _unwritable(folder: Path, error: OSError) -> UsageError:
    hint = "choose a folder that you may write to"
    return UsageError(f"cannot be written: {reason(error)}", where=str(folder), hint=hint)
