"""Commands in children of this process that the system refuses something once, or that end in the middle of it."""

import os
import shutil
import signal
import sys
from contextlib import suppress

from reportgen.cli import run
from tests.refusing import KILL, Refusing

NEVER = ("open", 0, "EIO")
"""What is refused never: for the counts of what could be."""


def ended(folder, refused, act):
    """Do something in a child that stands in a folder; return how it ended, what it said, and its calls by kind."""
    said, counted = (folder.with_name(f"{folder.name}.{what}") for what in ("said", "counts"))
    counted.write_text("")
    child = os.fork()
    if child == 0:
        _be_child(folder, refused, act, said, counted)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    counts = {name: int(count) for name, count in (pair.split("=") for pair in counted.read_text().split())}
    return code, said.read_text(encoding="utf-8"), counts


def _be_child(folder, refused, act, said, counted):
    code = 99
    try:
        os.chdir(folder)
        sys.stdout = sys.stderr = said.open("w", encoding="utf-8", buffering=1)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        system = Refusing(*refused)
        write = counted.open("w")
        system.install()
        with suppress(BaseException):
            code = act()
        write.write(" ".join(f"{name}={count}" for name, count in system.counts.items()))
        write.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def command(*arguments):
    """Return what runs the program with these arguments."""
    return lambda: run(list(arguments))


def laid(files, folder):
    """Put files into a folder that has nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def files_of(folder):
    """Return what stands in a folder, by name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def each_call(counts, errors):
    """Yield every call of the system twice: a kill in its place, and one of the errors in turn."""
    for call, count in counts.items():
        for number in range(1, count + 1):
            yield call, number, KILL
            yield call, number, errors[number % len(errors)]
