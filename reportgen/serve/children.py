"""Child processes as the server sees them: one for each thing to be made, and a warm one for each project."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator
    from pathlib import Path

    from reportgen.serve.tasks import Values

LONGEST_LINE = 64_000_000
"""Bytes of an answer: a page as a picture is the longest."""
PATIENCE = 10
"""Seconds in which a child ends that is asked to."""
WARM = 3
"""Children that are kept with what they have read."""


class Refused(Exception):
    """What a child could not do, as errors to show."""

    def __init__(self, errors: list[Values]) -> None:
        super().__init__(errors[0]["message"] if errors else "")
        self.errors = errors


def gone(what: str, hint: str) -> Refused:
    """Return the error of a child that says nothing any more."""
    return Refused([{"message": what, "where": "", "hint": hint}])


class Child:
    """A process that does tasks one after the other."""

    def __init__(self, process: Process) -> None:
        self.process = process

    @classmethod
    async def start(cls, folder: Path, scratch: Path) -> Child:
        """Start one in a folder; what it writes for a moment goes to `scratch`."""
        folder.mkdir(parents=True, exist_ok=True)
        scratch.mkdir(parents=True, exist_ok=True)
        places = [os.path.abspath(each) for each in os.environ.get("PYTHONPATH", "").split(os.pathsep) if each]  # noqa: PTH100 - not resolved
        environment = {**os.environ, "TMPDIR": str(scratch), "PYTHONPATH": os.pathsep.join(places)}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "reportgen.serve.child",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            cwd=folder, env=environment, limit=LONGEST_LINE, start_new_session=True,
        )  # fmt: skip
        return cls(process)

    @property
    def is_alive(self) -> bool:
        """Whether it has not ended."""
        return self.process.returncode is None

    async def work(self, asked: Values) -> AsyncIterator[Values]:
        """Give a task and yield all that is told of it, the end last. Raises Refused when it dies meanwhile."""
        self._write(asked)
        assert self.process.stdout is not None
        while line := await self.process.stdout.readline():
            told: Values = json.loads(line)
            yield told
            if "done" in told or "failed" in told:
                return
        raise gone("the work broke off", "try again; if it breaks off again, ask for less at once")

    async def ask(self, asked: Values, *, seconds: float) -> Values:
        """Give a task and return its result. Raises Refused with its errors, or when it takes too long."""
        try:
            async with asyncio.timeout(seconds):
                async for told in self.work(asked):
                    if "done" in told:
                        result: Values = told["done"]
                        return result
                    if "failed" in told:
                        raise Refused(told["failed"])
        except TimeoutError:
            self.kill()
            raise gone("this takes too long", "ask for less at once, or use the command line") from None
        raise AssertionError("a task ends with a result or with errors")

    def stop(self) -> None:
        """Ask the task in hand to end soon."""
        self._write({"stop": True})

    async def end(self) -> None:
        """Let it end, and everything it has started; kill what does not."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            async with asyncio.timeout(PATIENCE):
                await self.gone()
        except TimeoutError:
            self.kill()
            await self.gone()

    async def gone(self) -> None:
        """Wait until it has ended, and let go of what led to it."""
        await self.process.wait()
        if self.process.stdin is not None:
            self.process.stdin.close()
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                await self.process.stdin.wait_closed()
        if self.process.stdout is not None:
            await self.process.stdout.read()

    def kill(self) -> None:
        """Kill it and everything it has started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()

    def _write(self, values: Values) -> None:
        if self.process.stdin is None or self.process.stdin.is_closing():
            raise gone("the work broke off", "try again")
        self.process.stdin.write(json.dumps(values).encode() + b"\n")


class WarmChildren:
    """A child for each project that was asked about last, which keeps what it has read."""

    def __init__(self, scratch: Path, most: int = WARM) -> None:
        self.scratch = scratch
        self.most = most
        self._children: OrderedDict[str, Child] = OrderedDict()
        self._locks: dict[str, asyncio.Lock] = {}

    async def ask(self, folder: Path, asked: Values, *, seconds: float = 120) -> Values:
        """Do a task in the child of a folder, and start it when there is none. Raises Refused."""
        folder.mkdir(parents=True, exist_ok=True)
        key = f"{folder} {folder.stat().st_ino}"  # a child works in a folder, and not in another one of its name
        async with self._locks.setdefault(key, asyncio.Lock()):
            child = self._children.pop(key, None)
            if child is None or not child.is_alive:
                child = await Child.start(folder, self.scratch)
            self._children[key] = child
            self._let_go()
            try:
                return await child.ask(asked, seconds=seconds)
            except (BrokenPipeError, ConnectionResetError):
                raise gone("the work broke off", "try again") from None
            except asyncio.CancelledError:
                child.kill()  # its answer would be taken for that of the next question
                raise

    def _let_go(self) -> None:
        for key in list(self._children)[: -self.most]:
            lock = self._locks.get(key)
            if lock is None or not lock.locked():
                self._children.pop(key).kill()
                self._locks.pop(key, None)

    async def end(self) -> None:
        """Kill all of them: they hold nothing that is not on the disk."""
        for child in self._children.values():
            child.kill()
            await child.gone()
        self._children.clear()
