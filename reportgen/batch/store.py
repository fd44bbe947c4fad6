"""Where finished files go: a folder of this machine, or one of an object store."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from errno import ENOSPC
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol
from uuid import uuid4

from reportgen.batch.files import (
    PART,
    checksum_of,
    irregular,
    is_part,
    lock,
    no_file,
    opened_whole,
    read_regular,
    refused,
    settle,
    write_whole,
)
from reportgen.errors import BuildError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

MANIFEST = "manifest.json"
SEAL = 16
"""Digits of the checksum that a line of notes ends with."""
JOURNAL = ".manifest.journal"
"""Where notes are kept until the manifest is written; `journal` says what they hold."""
NO_FILE = "no file"
"""The checksum of what is no file: a link, a folder, a pipe, a device. No file has it."""


def promise(name: str, sha256: str) -> str:
    """Return the note that a file is about to get its name, with the checksum of what it will hold."""
    return sealed_line({"writing": name, "sha256": sha256})


def sealed_line(values: dict[str, object]) -> str:
    """Return a line of JSON that ends with its own checksum, so that one that is cut off or damaged is known."""
    text = json.dumps(values, ensure_ascii=False)
    return f"{text}\t{seal(text)}"


def seal(text: str) -> str:
    """Return the checksum that a line of notes ends with."""
    return sha256(text.encode(errors="replace")).hexdigest()[:SEAL]


class FolderBusy(BuildError):
    """Another run is writing to the folder."""


class Store(Protocol):
    """A folder of finished files, known by their names in it. A name may have one `/`, for a folder within.

    What is written is there whole or not at all, and its checksum is noted in the journal before it gets its name: a
    run that is killed between the two must not take it for somebody else's. Nothing is read or written through a link.
    Every method but the questions raises BuildError when it cannot do it.
    """

    def shown(self, name: str) -> str:
        """Return a file's name as a user would type it."""
        ...

    def path(self, name: str) -> Path:
        """Return where a file is, for a program; in an object store only its name."""
        ...

    def read(self, name: str) -> bytes | None:
        """Return what a file holds; None when there is no such file. Raises BuildError for what is no file."""
        ...

    def notes(self) -> bytes | None:
        """Return what the journal holds; None when there is none."""
        ...

    def checksum(self, name: str) -> str:
        """Return the SHA-256 of a file; empty when there is no such file, NO_FILE for what is no file."""
        ...

    def write(self, name: str, content: bytes) -> None:
        """Write a file whole."""
        ...

    def writing(self, name: str) -> Any:
        """Return a context that gives a file to write to, which gets its name when the block ends well."""
        ...

    def note(self, line: str) -> None:
        """Append a line to the journal; it has left the process when this returns.

        An object store, which cannot append, keeps only what it promises itself.
        """
        ...

    def forget(self) -> None:
        """Remove the journal, if it is there."""
        ...

    def names(self, folder: str = "") -> tuple[str, ...]:
        """Return the names of the files in it, in order, hidden ones left out."""
        ...

    def sweep(self) -> None:
        """Remove what a run that was killed has left half written."""
        ...

    def exclusive(self) -> Any:
        """Return a context in which no other run writes here. Raises BuildError when another one does."""
        ...


def store_at(out: str | Path) -> Store:
    """Return the store of a path or a URL such as `s3://bucket/reports`.

    Raises UsageError for a URL whose kind is unknown, or needs a library that is not installed.
    """
    text = str(out)
    if "://" not in text:
        return Folder(Path(out), Path(out).absolute())
    try:
        import fsspec  # only for a URL; comes with `reportgen[cloud]`
    except ImportError as error:
        raise UsageError(f"cannot write to `{text}`", hint="pip install `reportgen[cloud]`") from error
    try:
        fsspec.filesystem(text.partition("://")[0])
    except (ImportError, ValueError) as error:
        hint = "write to a folder, or install what the kind of URL needs"
        raise UsageError(f"cannot write to `{text}`: {str(error).lower().rstrip('.')}", hint=hint) from error
    return Bucket(text.rstrip("/"))


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine, or one that several machines share."""

    typed: Path
    """As the user typed it, for messages."""
    root: Path
    """The same from the root of the disk: workers may stand in another folder."""

    def shown(self, name: str) -> str:
        """Return a file's name as a user would type it."""
        return str(self.typed / name)

    def path(self, name: str) -> Path:
        """Return the path of a file, from where the user stands."""
        return self.typed / name

    def read(self, name: str) -> bytes | None:
        """Return what a file holds; None when there is no such file."""
        try:
            with _refusing("read", self.shown(name)):
                return read_regular(self._inside(name), shown=self.shown(name))
        except (FileNotFoundError, NotADirectoryError):
            return None

    def notes(self) -> bytes | None:
        """Return what the journal holds; None when there is none."""
        return self.read(JOURNAL)

    def checksum(self, name: str) -> str:
        """Return the SHA-256 of a file; empty when there is no such file, NO_FILE for what is no file."""
        with _refusing("read", self.shown(name)):
            path = self._inside(name)
            if irregular(path):
                return NO_FILE
            try:
                return checksum_of(path)
            except (FileNotFoundError, NotADirectoryError):
                return ""

    def write(self, name: str, content: bytes) -> None:
        """Write a file whole."""
        with _refusing("write", self.shown(name)):
            path = self._inside(name)
        if name == MANIFEST:
            self._settle()  # what it tells of has to be there before it, also when the power fails
        checksum = sha256(content).hexdigest()
        write_whole(path, content, shown=self.shown(name), before=lambda _: self._promise(name, checksum))
        if name == MANIFEST:
            settle(self.root)

    @contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """Give a file to write to, which gets its name when the block ends well."""
        with _refusing("write", self.shown(name)):
            path = self._inside(name)
        with opened_whole(
            path, shown=self.shown(name), before=lambda part: self._promise(name, checksum_of(part))
        ) as file:
            yield file

    def note(self, line: str) -> None:
        """Append a line to the journal, with one call of the system, so that no other process writes between."""
        shown = self.shown(JOURNAL)
        path = self.root / JOURNAL
        with _refusing("write", shown):
            kind = irregular(path)
            if kind:
                raise no_file(kind, shown)
            how = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
            journal = os.open(path, how, 0o666)
            try:
                # The line begins with its end: a line before it that was cut off, on a full disk, does not spoil it.
                content = f"\n{line}".encode(errors="replace")
                if os.write(journal, content) < len(content):
                    raise OSError(ENOSPC, os.strerror(ENOSPC))
            finally:
                os.close(journal)

    def forget(self) -> None:
        """Remove the journal, if it is there."""
        with _refusing("remove", self.shown(JOURNAL)):
            (self.root / JOURNAL).unlink(missing_ok=True)

    def names(self, folder: str = "") -> tuple[str, ...]:
        """Return the names of the files in it, in order, hidden ones left out."""
        inside = self.root / folder
        if (folder and inside.is_symlink()) or not inside.is_dir():
            return ()
        with _refusing("read", self.shown(folder)):
            found = sorted(one.name for one in os.scandir(inside) if _is_listed(one))
        return tuple(f"{folder}/{name}" if folder else name for name in found)

    def sweep(self) -> None:
        """Remove what a run that was killed has left half written; what merely looks like it is somebody else's."""
        with suppress(OSError):
            within = [Path(each.path) for each in os.scandir(self.root) if each.is_dir(follow_symlinks=False)]
            for part in (part for folder in (self.root, *within) for part in folder.glob(f".*{PART}") if is_part(part)):
                with suppress(OSError):
                    part.unlink()

    def _settle(self) -> None:
        """Let the names of all files reach the disk."""
        settle(self.root)
        with suppress(OSError):
            for each in os.scandir(self.root):
                if each.is_dir(follow_symlinks=False):
                    settle(Path(each.path))

    def _promise(self, name: str, checksum: str) -> None:
        """Note the checksum of what is about to get its name.

        What cannot be noted does not get its name: without a note the next run would take it for somebody else's.
        """
        if name != MANIFEST:
            self.note(promise(name, checksum))

    def _inside(self, name: str) -> Path:
        """Return where a file is. Raises BuildError when a link leads from here to elsewhere."""
        folder, _, _ = name.rpartition("/")
        if folder and (kind := irregular(self.root / folder)) and kind != "a folder":
            raise BuildError(
                f"expected a folder, found {kind}", where=self.shown(folder), hint="move it away; a folder is made anew"
            )
        return self.root / name

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold a lock on the folder; the system takes it back when the process ends, however it ends."""
        kind = irregular(self.root)
        if (kind or self.root.is_file()) and not self.root.is_dir():
            found = "a link to nowhere" if kind == "a link" else kind or "a file"
            raise BuildError(
                f"expected a folder, found {found}", where=str(self.typed), hint="choose another folder with `--out`"
            )
        with _refusing("write", str(self.typed)):
            self.root.mkdir(parents=True, exist_ok=True)
            held = _locked(self.root, shown=str(self.typed))
        try:
            yield
        finally:
            os.close(held)


@dataclass(frozen=True, slots=True)
class Bucket:
    """A folder of an object store, which puts an object whole or not at all."""

    url: str

    def shown(self, name: str) -> str:
        """Return a file's name as a user would type it."""
        return f"{self.url}/{name}"

    def path(self, name: str) -> Path:
        """Return the name of an object, as a path within the URL."""
        return Path(name)

    def read(self, name: str) -> bytes | None:
        """Return what an object holds; None when there is no such object."""
        files, path = self._opened(name)
        try:
            with _refusing("read", self.shown(name)):
                return bytes(files.cat_file(path))
        except FileNotFoundError:
            return None

    def checksum(self, name: str) -> str:
        """Return the SHA-256 of an object; empty when there is no such object. The object is read for it."""
        content = self.read(name)
        return "" if content is None else sha256(content).hexdigest()

    def write(self, name: str, content: bytes) -> None:
        """Put an object."""
        files, path = self._opened(name)
        with _refusing("write", self.shown(name)):
            self._promise(name, sha256(content).hexdigest())
            files.pipe_file(path, content)

    @contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """Give a temporary file of this machine; it is put as an object when the block ends well."""
        files, path = self._opened(name)
        with tempfile.TemporaryDirectory() as folder:
            beside = Path(folder) / "part"
            with beside.open("wb") as file:
                yield file
            with _refusing("write", self.shown(name)):
                self._promise(name, checksum_of(beside))
                files.put_file(str(beside), path)

    def notes(self) -> bytes | None:
        """Return what was promised, each in an object of its own; None when nothing was."""
        files, path = self._opened(JOURNAL)
        with _refusing("read", self.shown(JOURNAL)):
            found = files.find(path)
            return b"\n".join(bytes(files.cat_file(one)) for one in found) if found else None

    def note(self, line: str) -> None:
        """Do nothing: an object is written once, and one for each note would take longer than the notes save."""

    def forget(self) -> None:
        """Remove what was promised."""
        files, path = self._opened(JOURNAL)
        with _refusing("remove", self.shown(JOURNAL)):
            if files.exists(path):
                files.rm(path, recursive=True)

    def _promise(self, name: str, checksum: str) -> None:
        if name != MANIFEST:
            files, path = self._opened(f"{JOURNAL}/{uuid4().hex}")
            files.pipe_file(path, promise(name, checksum).encode())

    def names(self, folder: str = "") -> tuple[str, ...]:
        """Return the names of the objects in it, in order, hidden ones left out."""
        files, path = self._opened(folder)
        try:
            found = sorted(one.rpartition("/")[2] for one in files.ls(path.rstrip("/"), detail=False))
        except FileNotFoundError:
            return ()
        return tuple(f"{folder}/{name}" if folder else name for name in found if not name.startswith("."))

    def sweep(self) -> None:
        """Do nothing: an object is never half there."""

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold nothing: an object store has no locks."""
        yield

    def _opened(self, name: str) -> tuple[Any, str]:
        from fsspec.core import url_to_fs  # only for a URL

        files, path = url_to_fs(self.shown(name))
        return files, path


def _is_listed(entry: os.DirEntry[str]) -> bool:
    return entry.is_file(follow_symlinks=False) and not entry.name.startswith(".")


def _locked(folder: Path, *, shown: str) -> int:
    try:
        return lock(folder)
    except BlockingIOError as error:
        hint = "let it end, or choose another with `--out`"
        raise FolderBusy("another run is writing to this folder", where=shown, hint=hint) from error


@contextmanager
def _refusing(verb: str, where: str) -> Iterator[None]:
    """Say what the system refused as a BuildError; whoever reads may judge for himself that a file is not there."""
    try:
        yield
    except OSError as error:
        if verb == "read" and isinstance(error, FileNotFoundError | NotADirectoryError):
            raise
        raise refused(verb, error, where) from error
