"""The methods of dataclasses as Python has compiled them, kept for the next start.

A dataclass writes its methods as texts and has each compiled, anew in every process: 1,600 texts, which are a sixth of
the time of a first fact sheet from the shell. A text gives the same code whoever wrote it, so that nothing else has to
be known of it, and what is kept can never be of another class. It is code, and kept as Python keeps its own: in a
folder that only this user can write.
"""

from __future__ import annotations

import builtins
import dataclasses
import marshal
import os
import sys
from contextlib import contextmanager, suppress
from hashlib import sha256
from types import CodeType
from typing import TYPE_CHECKING, Any

from reportgen.kept import kept_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = "methods"
LENGTH = sha256().digest_size
"""Bytes of the checksum with which the file begins."""
MOST = 6_000
"""Texts that are kept; of more, only those that the last process asked for. The program has some 2,700."""


class Methods:
    """Codes by their texts: those kept before, and those that this process has asked for."""

    def __init__(self, kept: dict[str, bytes]) -> None:
        self.kept = kept
        self.asked: dict[str, bytes] = {}
        """By text, each as `marshal` writes it: what is not asked for is not read."""

    def run(self, text: str, names: dict[str, Any] | None = None, into: dict[str, Any] | None = None) -> None:
        """Do what `exec` does with a text, in the same names."""
        code = self._known(text)
        if code is None:
            code = compile(text, "<string>", "exec", dont_inherit=True)
            self.asked[text] = marshal.dumps(code)
        builtins.exec(code, names, into)

    def _known(self, text: str) -> CodeType | None:
        found = self.asked.get(text) or self.kept.get(text)
        if found is None:
            return None
        self.asked[text] = found
        with suppress(EOFError, ValueError, TypeError):
            code = marshal.loads(found)
            return code if isinstance(code, CodeType) else None
        return None

    @property
    def to_keep(self) -> dict[str, bytes]:
        """What the next start may ask for."""
        together = {**self.kept, **self.asked}
        return together if len(together) <= MOST else self.asked


@contextmanager
def kept_methods() -> Iterator[None]:
    """Let dataclasses find their methods compiled within the block, and keep those of which no start knew before.

    Where nothing can be kept, all is as it is without.
    """
    folder = kept_folder(FOLDER)
    if folder is None:
        yield
        return
    path = folder / f"{sys.implementation.cache_tag}-{sys.hexversion:x}"
    methods = Methods(_read(path))
    # the module asks for `exec` by its name, in every Python from 3.11 to 3.14, and finds its own before that of Python
    names = vars(dataclasses)
    names["exec"] = methods.run
    try:
        yield
    finally:
        names.pop("exec", None)
        if methods.asked.keys() - methods.kept.keys():
            _write(path, methods.to_keep)


def _read(path: Path) -> dict[str, bytes]:
    """Return what was kept; nothing when that is no file of ours, or is not as it was written.

    `marshal` may end the process with what is damaged, so that nothing is given to it that the checksum does not fit.
    """
    with suppress(OSError):
        content = path.read_bytes()
        if sha256(content[LENGTH:]).digest() == content[:LENGTH]:
            found: dict[str, bytes] = marshal.loads(content[LENGTH:])
            return found
    return {}


def _write(path: Path, methods: dict[str, bytes]) -> None:
    """Keep methods, in one step; where that is not possible, they are compiled again the next time."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        try:
            content = marshal.dumps(methods)
            beside.write_bytes(sha256(content).digest() + content)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
