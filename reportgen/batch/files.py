"""Write a file so that nobody ever sees half of it, and read one that is nothing but a file."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, suppress
from hashlib import file_digest, sha256
from typing import IO, TYPE_CHECKING
from uuid import uuid4

from reportgen.bounded import system_hint
from reportgen.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PART = ".part"
"""Ending of a file that is being written; `is_part` tells those that a killed run left from those of others."""
KINDS = {
    stat.S_ISLNK: "a link",
    stat.S_ISDIR: "a folder",
    stat.S_ISFIFO: "a pipe",
    stat.S_ISSOCK: "a socket",
}
"""What may stand where a file is expected; all else is a device."""


def write_whole(path: Path, content: bytes, *, shown: str = "", before: Callable[[Path], None] | None = None) -> Path:
    """Write the content under another name in the same folder, then give it its name; return the path.

    Whatever goes wrong, the final name holds either what it held before or all of the content. Folders are made as
    needed. `before` is called with the finished file before it gets its name. Raises BuildError, which names the file
    as `shown`, when the system refuses.
    """
    with opened_whole(path, shown=shown, before=before) as file:
        file.write(content)
    return path


@contextmanager
def opened_whole(path: Path, *, shown: str = "", before: Callable[[Path], None] | None = None) -> Iterator[IO[bytes]]:
    """Give a file to write to, under another name in the same folder; it gets its name when the block ends well."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = part_beside(path)
        try:
            with beside.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())  # a rename must not reach the disk before the content does
            if before is not None:
                before(beside)
            beside.replace(path)
        except BaseException:
            with suppress(OSError):  # what went wrong first is what there is to say
                beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise refused("write", error, shown or str(path)) from error


def write_durably(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, and wait until it has reached the disk. Raises OSError."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def settle(folder: Path) -> None:
    """Let the names in a folder reach the disk, as far as the system does that: a rename is no more than a promise."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def lock(folder: Path) -> int:
    """Hold a folder until the number that is returned is closed; the system takes it back when the process ends.

    Raises BlockingIOError when another process holds it, and OSError where there is no such folder.
    """
    try:
        import fcntl  # not on Windows, where two runs at once are the user's to avoid
    except ImportError:
        return os.open(os.devnull, os.O_RDONLY)
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(opened)
        raise
    except OSError:
        pass  # a disk of the network may know no locks
    return opened


def is_held(folder: Path) -> bool:
    """Say whether a process may be holding a folder: also where the system does not tell."""
    try:
        import fcntl

        opened = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        return True
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(opened)
    return False


def part_beside(path: Path) -> Path:
    """Return a hidden name beside a file that no other writer has, here or elsewhere, and that tells who gave it."""
    unique = f"{part_stem(path)}{uuid4().hex}"
    return path.with_name(f"{unique}{_seal(unique)}{PART}")


def part_stem(path: Path) -> str:
    """Return how all names begin that stand beside a file while it is written."""
    return f".{path.stem[:32]}."


def _seal(text: str) -> str:
    return sha256(f"reportgen {text}".encode(errors="surrogateescape")).hexdigest()[:16]


def is_part(path: Path) -> bool:
    """Say whether this program began a file: its name holds the checksum of itself, and it is nothing but a file."""
    return is_name_of_part(path.name) and not irregular(path)


def is_name_of_part(name: str) -> bool:
    """Say whether a name was given by `part_beside`."""
    unique = name.removesuffix(PART)
    return name.endswith(PART) and unique[-16:] == _seal(unique[:-16])


def irregular(path: Path) -> str:
    """Return in words what stands under a name, be it a link; empty for a file, and for nothing."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except ValueError:  # a name with a NUL
        return "what no disk takes for a name"
    if stat.S_ISREG(mode):
        return ""
    return next((words for is_kind, words in KINDS.items() if is_kind(mode)), "a device")


def read_regular(path: Path, *, shown: str) -> bytes:
    """Return what a file holds. Raises BuildError for a link, a pipe or a device, and OSError as any reading does."""
    kind = irregular(path)
    if kind:
        raise no_file(kind, shown)
    return path.read_bytes()


def checksum_of(path: Path) -> str:
    """Return the SHA-256 of a file, however large it is."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def no_file(kind: str, shown: str) -> BuildError:
    """Return the error for what stands where a file is expected."""
    return BuildError(f"expected a file, found {kind}", where=shown, hint="move it away, or choose another folder")


def refused(verb: str, error: OSError, where: str) -> BuildError:
    """Return what the system refused as an error with a hint."""
    return BuildError(
        f"cannot {verb}: {(error.strerror or str(error)).lower()}",
        where=where,
        hint=system_hint(error, "choose another folder with `--out`, or close the program that has the file open"),
    )
