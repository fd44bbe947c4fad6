"""Runs of the program that begin at once: each is forked from a process that has imported what it needs.

They are processes like those of a shell, led by nobody and with a signal mask of their own, so that they can be killed.
`python -m tests.forked` begins one for each line of JSON it reads and says its number; a line with a number waits for
its end and says how it ended. One that is rehearsed runs in the process itself, which then knows what it worked out.
"""

from __future__ import annotations

import gc
import io
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tests.worlds import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Server = subprocess.Popen[str]


class Run:
    """A run that was begun, with as much of `Popen` as is needed to watch and kill it."""

    def __init__(self, server: Server, command: Sequence[str], said: Path) -> None:
        self.server = server
        self.said = said
        self.pid = ask(server, {"command": list(command), "said": str(said)})
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return how it ended; None while it goes on."""
        if self.returncode is None and is_gone(self.pid):
            self.returncode = ask(self.server, {"wait": self.pid})
        return self.returncode

    def communicate(self, timeout: float) -> tuple[None, str]:
        """Wait for the end; return what it said on its standard error."""
        until = time.monotonic() + timeout
        while self.poll() is None:
            if time.monotonic() > until:
                raise TimeoutError(f"{self.pid} goes on after {timeout} s: {self.said.read_text()}")
            time.sleep(0.01)
        return None, self.said.read_text(encoding="utf-8")


def ask(server: Server, question: dict[str, object]) -> int:
    """Return the answer of the process from which runs are forked."""
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(json.dumps(question) + "\n")
    server.stdin.flush()
    return int(server.stdout.readline())


@contextmanager
def forking() -> Iterator[Server]:
    """Begin the process from which runs are forked."""
    command = [sys.executable, "-m", "tests.forked"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        yield server
        assert server.stdin is not None
        server.stdin.close()


def is_gone(process: int) -> bool:
    """Say whether a process has ended, though nobody may have asked how."""
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return True
    return status.rpartition(")")[2].split()[0] == "Z"


def serve() -> None:
    """Begin runs and wait for them, as the lines say."""
    import reportgen.batch
    import reportgen.builders.pdf
    import reportgen.cli
    import reportgen.export

    for line in sys.stdin:
        asked = json.loads(line)
        if "wait" in asked:
            _, status = os.waitpid(asked["wait"], 0)
            answer = os.waitstatus_to_exitcode(status)
        elif "rehearsed" in asked:
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                answer = reportgen.cli.run(asked["rehearsed"])
            gc.collect()
            gc.freeze()
        else:
            answer = os.fork()
            if answer == 0:
                _be_run(reportgen.cli.main, asked["command"], asked["said"])
        print(answer, flush=True)


def _be_run(main: object, command: list[str], said: str) -> None:
    code = 1
    try:
        os.setsid()
        for number, name in ((0, os.devnull), (1, os.devnull), (2, said)):
            os.dup2(os.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC), number)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.argv[1:] = command
        assert callable(main)
        code = main()
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 1
    finally:
        with suppress(ValueError, OSError):
            sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    serve()
