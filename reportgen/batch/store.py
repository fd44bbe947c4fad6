"""Where finished files go: a folder of this machine, or one of an object store."""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

from reportgen.batch.files import PART, opened_whole, refused, write_whole
from reportgen.errors import BuildError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Store(Protocol):
    """A folder of finished files, known by their names in it. A name may have one `/`, for a folder within.

    What is written is there whole or not at all. Every method but the questions raises BuildError when it cannot do it.
    """

    def shown(self, name: str) -> str:
        """Return a file's name as a user would type it."""
        ...

    def path(self, name: str) -> Path:
        """Return where a file is, for a program; in an object store only its name."""
        ...

    def read(self, name: str) -> bytes | None:
        """Return what a file holds; None when there is no such file."""
        ...

    def checksum(self, name: str) -> str:
        """Return the SHA-256 of a file; empty when there is no such file."""
        ...

    def write(self, name: str, content: bytes) -> None:
        """Write a file whole."""
        ...

    def writing(self, name: str) -> Any:
        """Return a context that gives a file to write to, which gets its name when the block ends well."""
        ...

    def appending(self, name: str) -> Any:
        """Return a context that gives a function to append lines with; each has left the process when it returns.

        The file is there from the first line on. A store that cannot append keeps nothing.
        """
        ...

    def names(self, folder: str = "") -> tuple[str, ...]:
        """Return the names of the files in it, in order, hidden ones left out."""
        ...

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
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
        raise UsageError(f"cannot write to `{text}`: {str(error).lower().rstrip('.')}") from error
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
                return (self.root / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def checksum(self, name: str) -> str:
        """Return the SHA-256 of a file; empty when there is no such file."""
        content = self.read(name)
        return "" if content is None else sha256(content).hexdigest()

    def write(self, name: str, content: bytes) -> None:
        """Write a file whole."""
        write_whole(self.root / name, content, shown=self.shown(name))

    def writing(self, name: str) -> Any:
        """Return a context that gives a file to write to, which gets its name when the block ends well."""
        return opened_whole(self.root / name, shown=self.shown(name))

    @contextmanager
    def appending(self, name: str) -> Iterator[Callable[[str], None]]:
        """Give a function that appends lines to a file."""
        with ExitStack() as stack:
            opened: list[IO[bytes]] = []

            def append(line: str) -> None:
                with _refusing("write", self.shown(name)):
                    if not opened:
                        opened.append(stack.enter_context((self.root / name).open("ab", buffering=0)))
                    opened[0].write(f"{line}\n".encode())

            yield append

    def names(self, folder: str = "") -> tuple[str, ...]:
        """Return the names of the files in it, in order, hidden ones left out."""
        inside = self.root / folder
        if not inside.is_dir():
            return ()
        found = sorted(path.name for path in inside.iterdir() if path.is_file() and not path.name.startswith("."))
        return tuple(f"{folder}/{name}" if folder else name for name in found)

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        with suppress(OSError):
            (self.root / name).unlink()

    def sweep(self) -> None:
        """Remove what a run that was killed has left half written."""
        for part in (*self.root.glob(f".*{PART}"), *self.root.glob(f"*/.*{PART}")):
            with suppress(OSError):
                part.unlink()

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold a lock on the folder; the system takes it back when the process ends, however it ends."""
        try:
            import fcntl  # not on Windows, where two runs at once are the user's to avoid
        except ImportError:
            yield
            return
        with _refusing("write", str(self.typed)):
            self.root.mkdir(parents=True, exist_ok=True)
            folder = os.open(self.root, os.O_RDONLY)
        try:
            _lock(folder, fcntl.flock, fcntl.LOCK_EX | fcntl.LOCK_NB, shown=str(self.typed))
            yield
        finally:
            os.close(folder)


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
                files.put_file(str(beside), path)

    @contextmanager
    def appending(self, name: str) -> Iterator[Callable[[str], None]]:  # noqa: ARG002 - as every store
        """Give a function that does nothing: an object is written once."""
        yield lambda _: None

    def names(self, folder: str = "") -> tuple[str, ...]:
        """Return the names of the objects in it, in order, hidden ones left out."""
        files, path = self._opened(folder)
        try:
            found = sorted(one.rpartition("/")[2] for one in files.ls(path.rstrip("/"), detail=False))
        except FileNotFoundError:
            return ()
        return tuple(f"{folder}/{name}" if folder else name for name in found if not name.startswith("."))

    def remove(self, name: str) -> None:
        """Remove an object, if it is there."""
        files, path = self._opened(name)
        with suppress(OSError):
            files.rm_file(path)

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


def _lock(folder: int, flock: Callable[[int, int], None], how: int, *, shown: str) -> None:
    try:
        flock(folder, how)
    except BlockingIOError as error:
        raise BuildError(
            "another run is writing to this folder", where=shown, hint="let it end, or choose another with `--out`"
        ) from error
    except OSError:
        return  # a disk of the network may know no locks


@contextmanager
def _refusing(verb: str, where: str) -> Iterator[None]:
    """Say what the system refused as a BuildError; whoever reads may judge for himself that a file is not there."""
    try:
        yield
    except OSError as error:
        if verb == "read" and isinstance(error, FileNotFoundError | NotADirectoryError):
            raise
        raise refused(verb, error, where) from error
