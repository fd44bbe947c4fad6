"""Change files of a project: all of them or none, at whatever moment the process ends.

What each file will hold is written beside it, and what it holds is kept beside it. Then one file, the plan, names both
by their checksums. From the moment it is there the change counts: files are renamed, and the plan goes. Who opens the
project and finds a plan finishes the change, or undoes it where something is missing; no data are read beside a plan.
"""

from __future__ import annotations

import glob
import json
import os
import shutil
import time
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from reportgen.batch.files import (
    PART,
    checksum_of,
    irregular,
    is_part,
    lock,
    opened_whole,
    part_beside,
    part_stem,
    settle,
    write_durably,
)
from reportgen.batch.store import NO_FILE, seal, sealed_line
from reportgen.bounded import read_file, reason
from reportgen.errors import BuildError, DataError, UsageError
from reportgen.project import DATA, PLAN, SOURCES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

PATIENCE, MOMENT = 200, 0.05
"""How often a reader looks whether a change that another process carries out is over, and for how long between."""
AGAIN = "run the same command again"


@dataclass(frozen=True, slots=True)
class Step:
    """One file of a change. Checksums are empty where there is no file."""

    name: str
    """From the folder on, with `/`."""
    was: str
    now: str
    old: str
    """The file beside it that holds what it held; empty for none."""
    new: str
    """The file beside it that holds what it will hold; empty where it is removed."""


def checksum(content: bytes | None) -> str:
    """Return the checksum of what a file holds; empty for none."""
    return "" if content is None else sha256(content).hexdigest()


def change_files(folder: Path, files: Mapping[str, bytes | None], *, was: Mapping[str, str]) -> None:
    """Write files into a folder, or remove those that are None: all, or none of them.

    `was` are the checksums of what they held when they were read. Raises UsageError where one was changed since, where
    another process is changing the folder, where a link leads out of it, and where one cannot be written; then all are
    as they were.
    """
    with _alone(folder, tries=1):
        _finish(folder)
        _sweep(folder, files)
        wanted = {name: content for name, content in files.items() if checksum(content) != was[name]}
        for name in wanted:
            if not _is_within(folder, name):
                hint = "put the folder itself in place of the link"
                raise UsageError("a link leads out of the project; nothing is written there", where=name, hint=hint)
            if _now(folder / name) != was[name]:
                raise UsageError("the file was changed meanwhile; nothing is written", where=name, hint=AGAIN)
        steps = _staged(folder, wanted, was)
        _carry_out(folder, steps)


def finish_change(folder: Path, tell: Callable[[str], object] = lambda _: None) -> None:
    """Finish a change of the files of a folder that was cut off, or undo it; `tell` hears which. Mostly there is none.

    Raises DataError where neither is possible.
    """
    plan = folder / PLAN
    if not os.path.lexists(plan):
        return
    with _alone(folder, tries=PATIENCE):
        for line in _finish(folder):
            tell(line)


def _finish(folder: Path) -> list[str]:
    """Return what was done about a plan, in a line; none where there is no plan any more."""
    if not os.path.lexists(folder / PLAN):
        return []
    steps = _planned(folder)
    names = ", ".join(step.name for step in steps)
    try:
        if all(_can_forward(folder, step) for step in steps):
            _forward(folder, steps)
            told = f"a change that was cut off is finished: {names}"
        elif all(_can_back(folder, step) for step in steps):
            _back(folder, steps)
            told = f"a change that was cut off is undone: {names}"
        else:
            raise _edited(folder, steps)
        _close(folder, _parts(folder, steps))
    except OSError as error:
        hint = "make the files of the project writable, and run the same command again"
        raise DataError(
            f"a change that was cut off cannot be finished: {reason(error)}", where=str(folder / PLAN), hint=hint
        ) from error
    return [told]


def _edited(folder: Path, steps: Sequence[Step]) -> DataError:
    """Return the error for files that are neither as they were nor as they were to be."""
    others = [step.name for step in steps if _now(folder / step.name) not in (step.was, step.now)]
    what = f"`{others[0]}` was changed since" if others else "what it was to write is gone"
    hint = f"remove `{PLAN}` to keep all files as they are, and look at them: some are of before the change"
    return DataError(f"a change was cut off, and {what}", where=str(folder / PLAN), hint=hint)


# -- beside the files ------------------------------------------------------------------------------------------------


def _staged(folder: Path, files: Mapping[str, bytes | None], was: Mapping[str, str]) -> tuple[Step, ...]:
    """Write beside each file what it will hold, and then the plan. Raises UsageError; then nothing is left of it."""
    steps: list[Step] = []
    parts: list[Path] = []
    name = ""
    try:
        for name, content in files.items():
            path = folder / PurePosixPath(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            old, new = part_beside(path), part_beside(path)
            parts += (old, new)
            if was[name]:
                _keep(path, old)
            if content is not None:
                write_durably(new, content)
            kept = old.name if was[name] else ""
            steps.append(Step(name, was[name], checksum(content), kept, "" if content is None else new.name))
        if len(steps) > 1:  # a single file is renamed or not, without a plan
            _settle(folder, steps)
            with opened_whole(folder / PLAN) as plan:
                plan.write(sealed_line({"change": [asdict(step) for step in steps]}).encode())
            settle(folder)
    except BaseException as error:
        with suppress(OSError):
            _close(folder, parts)
        if isinstance(error, OSError | BuildError):
            raise _unwritable(folder / name, error) from None
        raise
    return tuple(steps)


def _keep(path: Path, old: Path) -> None:
    """Keep what a file holds under a second name, or, where that cannot be had or removed again, as a copy."""
    if irregular(path):
        raise OSError(0, f"expected a file, found {irregular(path)}")
    try:
        if path.stat().st_uid != os.geteuid():  # in a folder of many users nobody removes a name of another one's file
            raise PermissionError
        os.link(path, old)
    except (OSError, AttributeError):  # or a disk without second names, or Windows, which has no users of this kind
        shutil.copyfile(path, old)


def _sweep(folder: Path, files: Iterable[str]) -> None:
    """Remove what a process that was killed has left beside the files of a project."""
    data = folder / DATA
    places = [data, folder / SOURCES, *(path for path in sorted(data.glob("*")) if path.is_dir())]
    found = [part for place in places if not place.is_symlink() for part in place.glob(f".*{PART}")]
    # others write into the folder itself, too: there only what began one of these files
    begun = [folder / PLAN, *(folder / name for name in files)]
    found += [part for path in begun for part in path.parent.glob(f"{glob.escape(part_stem(path))}*{PART}")]
    _remove(part for part in found if is_part(part))


def _remove(parts: Iterable[Path]) -> None:
    for part in parts:
        with suppress(OSError):
            part.unlink(missing_ok=True)


# -- forward and back ------------------------------------------------------------------------------------------------


def _carry_out(folder: Path, steps: Sequence[Step]) -> None:
    """Rename all files. Raises UsageError where the system refuses one; then those before it are as they were."""
    try:
        _forward(folder, steps)
    except OSError as error:
        with suppress(OSError):  # what cannot be undone now is finished or undone by whoever comes next
            _back(folder, steps)
            _close(folder, _parts(folder, steps))
        raise _unwritable(Path(error.filename2 or error.filename or folder), error) from None
    with suppress(OSError):  # the change is there; a plan that stays is found to be carried out
        _close(folder, _parts(folder, steps))


def _can_forward(folder: Path, step: Step) -> bool:
    now = _now(folder / step.name)
    return now == step.now or (now == step.was and (not step.now or _now(_beside(folder, step, step.new)) == step.now))


def _can_back(folder: Path, step: Step) -> bool:
    now = _now(folder / step.name)
    return now == step.was or (now == step.now and (not step.was or _now(_beside(folder, step, step.old)) == step.was))


def _forward(folder: Path, steps: Sequence[Step]) -> None:
    for step in steps:
        if _now(folder / step.name) != step.now:
            _put(folder, step, step.new)
    _settle(folder, steps)


def _back(folder: Path, steps: Sequence[Step]) -> None:
    for step in steps:
        if _now(folder / step.name) != step.was:
            _put(folder, step, step.old)
    _settle(folder, steps)


def _put(folder: Path, step: Step, part: str) -> None:
    """Let a file hold what the one beside it holds; without one, remove it."""
    path = folder / step.name
    if part:
        _beside(folder, step, part).replace(path)
    else:
        path.unlink()


def _close(folder: Path, parts: Iterable[Path]) -> None:
    """Remove what stands beside the files, and then the plan: without it nobody would know whose they are."""
    _remove(parts)
    (folder / PLAN).unlink(missing_ok=True)
    settle(folder)


def _parts(folder: Path, steps: Sequence[Step]) -> list[Path]:
    return [_beside(folder, step, part) for step in steps for part in (step.old, step.new) if part]


def _beside(folder: Path, step: Step, part: str) -> Path:
    return (folder / step.name).with_name(part)


def _now(path: Path) -> str:
    """Return the checksum of a file as it is; empty for none."""
    try:
        return checksum_of(path) if path.is_file() else NO_FILE if irregular(path) else ""
    except FileNotFoundError:
        return ""


def _settle(folder: Path, steps: Sequence[Step]) -> None:
    for place in sorted({(folder / step.name).parent for step in steps}):
        settle(place)


# -- the plan --------------------------------------------------------------------------------------------------------


def _planned(folder: Path) -> tuple[Step, ...]:
    """Return the steps of the plan of a folder. Raises DataError for what is none."""
    plan = folder / PLAN
    try:
        if irregular(plan):
            raise ValueError(irregular(plan))
        text, _, checked = read_file(plan).decode().rpartition("\t")
        if seal(text) != checked:
            raise ValueError(checked)
        steps = tuple(Step(**{name: str(value) for name, value in each.items()}) for each in json.loads(text)["change"])
        if not all(_is_ours(folder, step) for step in steps):
            raise ValueError(text)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        hint = "move it away: nothing else belongs under this name"
        raise DataError("expected the plan of a change, found something else", where=str(plan), hint=hint) from None
    return steps


def _is_ours(folder: Path, step: Step) -> bool:
    """Say whether a step stays within the folder, and moves only what this program has written or kept there."""
    are_whole = bool(step.was) == bool(step.old) and bool(step.now) == bool(step.new)
    beside = [part for part in (step.old, step.new) if part]
    are_parts = all("/" not in part and is_part(_beside(folder, step, part)) for part in beside)
    return are_whole and are_parts and _is_within(folder, step.name)


def _is_within(folder: Path, name: str) -> bool:
    """Say whether a file lies in a folder, and not behind a link that leads out of it."""
    path = PurePosixPath(name)
    is_below = not path.is_absolute() and ".." not in path.parts
    return is_below and (folder / path).parent.resolve().is_relative_to(folder.resolve())


@contextmanager
def _alone(folder: Path, *, tries: int) -> Iterator[None]:
    """Let no other process change the files of a folder. Raises UsageError after so many tries."""
    try:
        opened = _locked(folder, tries)
    except BlockingIOError:
        hint = f"let it end, and {AGAIN}"
        raise UsageError("another run is changing this folder", where=str(folder), hint=hint) from None
    except OSError as error:
        raise _unwritable(folder, error) from None
    try:
        yield
    finally:
        os.close(opened)


def _locked(folder: Path, tries: int) -> int:
    for _ in range(tries - 1):
        with suppress(BlockingIOError):
            return lock(folder)
        time.sleep(MOMENT)
    try:
        return lock(folder)
    except PermissionError:  # one may write below a folder that one may not list
        return os.open(os.devnull, os.O_RDONLY)


def _unwritable(path: Path, error: Exception) -> UsageError:
    cause = error.__cause__ if isinstance(error, BuildError) else error
    told = reason(cause) if isinstance(cause, OSError) else str(error)
    hint = "choose a folder that you may write to, or make room on its disk; nothing was changed"
    return UsageError(f"cannot be written: {told}", where=str(path), hint=hint)
