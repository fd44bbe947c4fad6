"""A program whose system refuses something once: `reportgen`, with calls of the system that count and fail.

The first argument says which: `rename 3 ENOSPC` refuses the third rename. Only files below the current folder count.
"""

import builtins
import errno
import io
import os
from pathlib import Path

from reportgen.cli import run as run_reportgen

CALLS = ("open", "write", "fsync", "rename", "unlink", "mkdir")
COUNTS = "counts.txt"
"""Beside the current folder: how often each was called."""


class Refusing:
    """Counts calls, and refuses one."""

    def __init__(self, call: str, number: int, error: str) -> None:
        self.refused = (call, number)
        self.error = getattr(errno, error)
        self.counts = dict.fromkeys(CALLS, 0)
        self.here = str(Path.cwd())
        self.ours: set[int] = set()

    def count(self, call: str) -> None:
        self.counts[call] += 1
        if (call, self.counts[call]) == self.refused:
            raise OSError(self.error, os.strerror(self.error))

    def is_here(self, path: object) -> bool:
        return isinstance(path, str | os.PathLike) and os.path.abspath(path).startswith(self.here)  # noqa: PTH100 - os.path

    def install(self) -> None:
        """Put counting functions in the place of those of the system."""
        self._replace(os, "fsync", "fsync", lambda *_: True)
        for name, call in (("rename", "rename"), ("replace", "rename"), ("link", "rename")):
            self._replace(os, name, call, lambda *_: True)
        for name, call in (("unlink", "unlink"), ("remove", "unlink"), ("mkdir", "mkdir")):
            self._replace(os, name, call, lambda path, *_: not Path(path).is_absolute() or self.is_here(path))
        self._replace(os, "write", "write", lambda number, *_: number in self.ours)
        self._wrap_open()
        self._wrap_low_open()

    def _replace(self, module, name, call, is_counted):
        real = getattr(module, name)

        def counting(*args, **options):
            if is_counted(*args):
                self.count(call)
            return real(*args, **options)

        setattr(module, name, counting)

    def _wrap_open(self):
        real = io.open

        def opening(file, mode="r", *args, **options):
            is_written = set("wxa+") & set(mode) and (
                file in self.ours if isinstance(file, int) else self.is_here(file)
            )
            if not is_written:
                return real(file, mode, *args, **options)
            self.count("open")
            opened = real(file, mode, *args, **options)
            write = opened.write

            def writing(content):
                self.count("write")
                return write(content)

            opened.write = writing
            return opened

        io.open = builtins.open = opening

    def _wrap_low_open(self):
        real = os.open

        def opening(path, flags, *args, **options):
            is_written = flags & (os.O_WRONLY | os.O_RDWR) and (options.get("dir_fd") is not None or self.is_here(path))
            if is_written:
                self.count("open")
            number = real(path, flags, *args, **options)
            if is_written:
                self.ours.add(number)
            return number

        os.open = opening


def run(command: list[str]) -> int:
    """Run `CALL NUMBER ERRNO reportgen-arguments...`."""
    call, number, error, *arguments = command
    system = Refusing(call, int(number), error)
    before = {name: getattr(os, name) for name in ("open", "write")}
    system.install()
    code = run_reportgen(arguments)
    number = before["open"](Path("..") / COUNTS, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    before["write"](number, " ".join(f"{name}={count}" for name, count in system.counts.items()).encode())
    os.close(number)
    return code
