"""Write a new project: all of its files, or none."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reportgen.batch.files import PART, is_held, is_name_of_part, lock, part_beside, settle, write_durably
from reportgen.bounded import reason
from reportgen.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


def write_project(
    folder: Path,
    files: Mapping[str, bytes],
    more: Callable[[Path], Mapping[str, bytes]] = lambda _: {},
    *,
    tell: Callable[[str], object] = lambda _: None,
) -> None:
    """Write files into a folder that is not there yet, or is empty: under another name, which then becomes this one.

    `more` returns further files, made from the ones that are written. What an earlier process that was killed has left
    of a project beside this one is removed, and `tell` hears of it. Raises UsageError where something stands there, or
    nothing can be written; then, and whatever `more` raises, nothing is left behind.
    """
    check_free(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _sweep(folder.parent, tell)
        made = part_beside(folder)
        made.mkdir()
        held = lock(made)
    except OSError as error:
        raise _unwritable(folder, error) from None
    try:
        _write(made, files)
        _write(made, more(made))
        _settle(made)
        if folder.is_dir():
            folder.rmdir()  # it is empty
        made.replace(folder)
        settle(folder.parent)
    except OSError as error:
        raise _unwritable(folder, error) from None
    finally:
        os.close(held)
        shutil.rmtree(made, ignore_errors=True)


def _sweep(folder: Path, tell: Callable[[str], object]) -> None:
    """Remove the beginnings of projects in a folder: their names tell who began them, and nobody is at work on them."""
    for path in sorted(folder.glob(f".*{PART}")):
        if is_name_of_part(path.name) and path.is_dir() and not path.is_symlink() and not is_held(path):
            shutil.rmtree(path, ignore_errors=True)
            if not path.exists():
                tell(f"{path} is removed: `reportgen new` was killed in it")


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / PurePosixPath(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # `more` may say one otherwise
        write_durably(path, content)


def _settle(folder: Path) -> None:
    for place in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        settle(place)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet. Raises UsageError where something has its name, or it cannot be written."""
    if path.suffix.lower() != ".xlsx":
        raise UsageError(
            "expected the name of a workbook", where=str(path), hint=f"write `{path.stem or 'issues'}.xlsx`"
        )
    try:
        part = part_beside(path)
        try:
            write_durably(part, content)
            _name_new(part, path)
        finally:
            part.unlink(missing_ok=True)
    except FileExistsError:
        hint = "choose another name: nothing that is there is written over"
        raise UsageError(
            "expected a file that is not there yet, found one of this name", where=str(path), hint=hint
        ) from None
    except (OSError, ValueError) as error:
        raise UsageError(
            f"cannot be written: {error}", where=str(path), hint="choose a folder that you may write to"
        ) from None


def _name_new(part: Path, path: Path) -> None:
    """Give a file its name. Raises FileExistsError where something has it, as a rename would not."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # a disk without second names
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        part.replace(path)


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
