"""A program whose system refuses something once: `reportgen`, with calls of the system that count and fail.

The first arguments say which: `rename 3 ENOSPC` refuses the third rename, `rename 3 KILL` ends the process in its
place; of what is written then, half is written before. `INT` is Ctrl-C there. Only files below the current folder
count.
"""

import builtins
import errno
import io
import os
import signal
from pathlib import Path

from reportgen.cli import run as run_reportgen

CALLS = ("open", "write", "fsync", "rename", "unlink", "mkdir")
REPLACED = ("fsync", "link", "mkdir", "open", "remove", "rename", "replace", "unlink", "write")
KILL, INT = "KILL", "INT"
COUNTS = "counts.txt"
"""Beside the current folder: how often each was called."""


class Refusing:
    """Counts calls, and refuses one."""

    def __init__(self, call: str, number: int, error: str) -> None:
        self.refused = (call, number)
        self.signal = {KILL: signal.SIGKILL, INT: signal.SIGINT}.get(error)
        self.error = None if self.signal else getattr(errno, error)
        self.counts = dict.fromkeys(CALLS, 0)
        self.here = str(Path.cwd())
        self.ours: set[int] = set()

    def count(self, call: str) -> None:
        self.counts[call] += 1
        if (call, self.counts[call]) == self.refused:
            if self.error is None:
                signal.raise_signal(self.signal)
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
        self._wrap_write()
        self._wrap_open()
        self._wrap_low_open()

    def _replace(self, module, name, call, is_counted):
        real = getattr(module, name)

        def counting(*args, **options):
            if is_counted(*args):
                self.count(call)
            return real(*args, **options)

        setattr(module, name, counting)

    def is_last(self, call: str) -> bool:
        """Say whether the process ends in the place of the next such call."""
        return self.signal == signal.SIGKILL and self.refused == (call, self.counts[call] + 1)

    def _wrap_write(self):
        real = os.write

        def writing(number, content):
            if number in self.ours:
                if self.is_last("write"):
                    real(number, content[: len(content) // 2])
                self.count("write")
            return real(number, content)

        os.write = writing

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
                if self.is_last("write"):
                    write(content[: len(content) // 2])
                    opened.flush()
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
    before = {name: getattr(os, name) for name in REPLACED}, io.open
    system.install()
    try:
        return run_reportgen(arguments)
    finally:
        for name, real in before[0].items():
            setattr(os, name, real)
        io.open = builtins.open = before[1]
        (Path("..") / COUNTS).write_text(" ".join(f"{name}={count}" for name, count in system.counts.items()))
