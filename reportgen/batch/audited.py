"""How many checks of a package fail, and whether it is valid, found out once: it is kept by the digest of the data."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from reportgen.batch.fingerprints import contents_fingerprint, digest, library_version, program_fingerprint
from reportgen.batch.inputs import data_files
from reportgen.dataset import FolderFiles
from reportgen.kept import kept_folder
from reportgen.stages import stage

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.dataset import Package
    from reportgen.errors import DataError

FOLDER, VALID, ANSWERS = "checks", "valid", "answers"
LONGEST_ANSWER = 2_000_000
"""Characters of an answer that is kept."""

MOST = 200
"""Packages of which it is kept; of more, the oldest are forgotten."""
_failed: dict[str, Failures] = {}
"""The same for this process, which may keep nothing."""


class Failures(NamedTuple):
    """How many checks of a package did not hold."""

    failed: int
    """Those after which no document is final."""
    disclosed: int
    """Hidden figures that can be worked out."""
    sums: int
    """Sums over places that no identity declares: they hold elsewhere, and are told."""


def failed_checks(package: Package) -> Failures:
    """Return how many checks of a package failed.

    Another version of the program may check more, so that it looks again.
    """
    key = _checks_key(package)
    if not checked_before(package):
        _failed[key] = _audited(package)
        folder = kept_folder(FOLDER)
        if folder:
            _keep(folder, key, _failed[key])
    return _failed[key]


def checked_before(package: Package) -> bool:
    """Say whether it is known how many checks of a package failed, so that none has to be made."""
    key, folder = _checks_key(package), kept_folder(FOLDER)
    found = _read(folder / key) if folder and key not in _failed else None
    if found:
        _failed[key] = found
    return key in _failed


def _checks_key(package: Package) -> str:
    return digest(f"{package.checksum} {program_fingerprint()}")


def errors_of(folder: Path) -> tuple[DataError, ...]:
    """Return what frictionless finds wrong with a package that was read; of data found valid before, nothing again."""
    known = kept_folder(VALID)
    mark = known / _key(folder) if known else None
    if mark is not None and mark.exists():
        return ()
    from reportgen.dataset import validate_package  # frictionless; only where nobody has validated these data before

    errors = validate_package(folder, is_read=True)
    if known and mark is not None and not errors:
        with suppress(OSError):
            mark.touch()
            _forget_oldest(known)
    return errors


def answer_before(folder: Path, form: str) -> tuple[str, int] | None:
    """Return what `check` answered of these very data, as text and exit code; None when nothing of it is known."""
    known = kept_folder(ANSWERS)
    with suppress(OSError, ValueError, TypeError, KeyError):
        if known:
            found = json.loads((known / _answer_key(folder, form)).read_bytes())
            return str(found["text"]), int(found["code"])
    return None


def keep_answer(folder: Path, form: str, text: str, code: int) -> None:
    """Keep what `check` answers of data, whole or not at all; a very long answer is found out anew each time."""
    known = kept_folder(ANSWERS)
    if known and len(text) <= LONGEST_ANSWER:
        _keep(known, _answer_key(folder, form), {"text": text, "code": code})


def _answer_key(folder: Path, form: str) -> str:
    """Return a digest of the data, of the program, and of what the answer says besides: the folder as it was named."""
    return digest(f"{_key(folder)} {folder.as_posix()} {form}")


def _key(folder: Path) -> str:
    """Return a digest of all that is validated and of what validates it."""
    contents = contents_fingerprint(data_files(folder, FolderFiles(folder)))
    return digest(f"{contents} {program_fingerprint()} {library_version('frictionless')}")


def _audited(package: Package) -> Failures:
    from reportgen.audit import CHILDREN, DISCLOSURE, Outcome, audit  # only where nobody has checked these data before

    with stage("check the data"):
        checks = audit(package)
    failed = [check.kind for check in checks if check.outcome is Outcome.FAILED]
    disclosed = failed.count(DISCLOSURE)
    sums = sum(check.kind == CHILDREN and check.outcome is Outcome.WARNING for check in checks)
    return Failures(len(failed) - disclosed, disclosed, sums)


def _read(path: Path) -> Failures | None:
    """Return what was kept; None where nothing was, or something else."""
    with suppress(OSError, ValueError, TypeError):
        found = Failures(*json.loads(path.read_bytes()))
        if all(type(count) is int for count in found):
            return found
    return None


def _keep(folder: Path, key: str, found: object) -> None:
    """Keep what was found, whole or not at all; where that is not possible, it is found out again the next time."""
    with suppress(OSError):
        part = folder / f"{key}.{os.getpid()}.part"
        part.write_text(json.dumps(found), encoding="ascii")
        part.replace(folder / key)
        _forget_oldest(folder)


def _forget_oldest(folder: Path) -> None:
    files = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)
    for path in files[:-MOST]:
        path.unlink(missing_ok=True)
