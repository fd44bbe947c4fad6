"""What was asked to be made: kept on disk, so that a restart goes on where it was, and made one after the other."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import secrets
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from reportgen.serve.children import Child, Refused
from reportgen.serve.desk import JOBS

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.serve.desk import Bench, Desk
    from reportgen.serve.tasks import Values

IDENTIFIER = re.compile(r"[0-9]{10}-[0-9a-f]{8}")
KEPT = 50
"""Jobs of a person that are remembered."""
SAVE_SECONDS = 1.0
"""How often the course of a job is written down."""
STANDING = ("made", "unchanged")
"""States of a file that stands as it should."""
GONE_ON = ("queued", "running")
"""States of a job that has not ended."""


@dataclass
class Job:
    """Something that was asked to be made, and what became of it."""

    identifier: str
    bench: str
    asked: dict[str, Any]
    person: str = ""
    state: str = "queued"
    """`queued`, `running`, `done`, `failed`, or `stopped`."""
    documents: int = 0
    finished: int = 0
    now: str = ""
    """The place whose document was finished last."""
    last: str = ""
    """Its code."""
    places: dict[str, str] = field(default_factory=dict)
    """The file to look at of each place that is finished, by its code; empty where it failed."""
    files: list[dict[str, Any]] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    begun: float = 0.0
    ended: float = 0.0

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.state not in GONE_ON

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return (self.ended or time.time()) - self.begun if self.begun else 0.0

    @property
    def rate(self) -> float:
        """Documents per second."""
        return self.finished / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long it will take, as it went so far; None while nobody can say."""
        if not 0 < self.finished < self.documents or self.is_over:
            return None
        return (self.documents - self.finished) / self.rate if self.rate else None

    @property
    def states(self) -> Counter[str]:
        """How many files came to what."""
        return Counter(each["state"] for each in self.files)

    @property
    def standing(self) -> list[str]:
        """The names of the files that stand as they should."""
        return [each["name"] for each in self.files if each["state"] in STANDING]

    def hear(self, told: Values) -> None:
        """Take in what its child tells."""
        match told:
            case {"event": "plan", "documents": int(count)}:
                self.documents, self.finished = count, 0
                self.files, self.errors, self.places = [], [], {}
            case {"event": "note", "text": str(text)}:
                self.notes.append(text)
            case {"event": "document" | "more" as event, "files": files, "errors": errors, "notes": notes}:
                self.finished += event == "document" and self.documents > 0
                self.now = str(told.get("name") or self.now)
                if place := str(told.get("place") or ""):
                    self.last = place
                    self.places[place] = next((one["name"] for one in files if one["state"] in STANDING), "")
                self.files += files
                self.errors += errors
                self.notes += notes
            case {"done": {"warnings": warnings}}:
                self.notes += [each["message"] for each in warnings]
            case {"failed": errors}:
                self.errors += errors


def new_identifier() -> str:
    """Return the name of a job or an upload: nobody can guess it, and later ones come later."""
    return f"{int(time.time()):010d}-{secrets.token_hex(4)}"


def write_json(path: Path, values: object) -> None:
    """Write values whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    part.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
    part.replace(path)


def read_jobs(desk: Desk) -> list[Job]:
    """Return the jobs of a person, the latest first; what is no job is passed over."""
    found = []
    for path in sorted(desk.root.glob(f"{JOBS}/*.json"), reverse=True):
        if IDENTIFIER.fullmatch(path.stem):
            with contextlib.suppress(OSError, ValueError, TypeError):
                found.append(Job(**json.loads(path.read_text(encoding="utf-8"))))
    return found


class Queue:
    """Makes what was asked for, one job at a time: each uses all processors. People take turns."""

    def __init__(self) -> None:
        self.jobs: dict[str, Job] = {}
        self._desks: dict[str, tuple[Desk, Bench]] = {}
        self._waiting: list[str] = []
        self._children: dict[str, Child] = {}
        self._stopped: set[str] = set()
        self._last = ""
        self._wakes = asyncio.Event()

    def resume(self, desk: Desk) -> None:
        """Take in what a person had asked for before a restart; what had not ended is made now."""
        benches = desk.benches()
        for job in reversed(read_jobs(desk)):
            if job.identifier in self.jobs:
                continue
            self.jobs[job.identifier] = job
            if job.is_over:
                continue
            if job.bench in benches:
                job.state = "queued"
                self._enter(job, desk, benches[job.bench])
            else:
                job.state = "failed"

    def add(self, desk: Desk, bench: Bench, asked: Values, *, person: str) -> Job:
        """Write down what is asked for and put it at the end of the queue."""
        job = Job(new_identifier(), bench.name, asked, person=person)
        self.jobs[job.identifier] = job
        self._enter(job, desk, bench)
        self._save(job)
        self._forget_old(desk, person)
        return job

    def of(self, person: str, bench: str = "") -> list[Job]:
        """Return the jobs of a person, in a project or in all, the latest first."""
        own = [job for job in self.jobs.values() if job.person == person and bench in ("", job.bench)]
        return sorted(own, key=lambda job: job.identifier, reverse=True)

    def ahead(self, job: Job) -> int:
        """Return how many others will be made before a job."""
        return self._waiting.index(job.identifier) + bool(self._children) if job.identifier in self._waiting else 0

    def is_making(self, folder: Path) -> bool:
        """Say whether documents of the project in a folder are being made, or wait to be, whoever asked for them."""
        return any(
            not job.is_over and self._desks[name][1].folder == folder
            for name, job in self.jobs.items()
            if name in self._desks
        )

    def stop(self, job: Job) -> None:
        """End a job after the documents in hand."""
        if job.identifier in self._waiting:
            self._waiting.remove(job.identifier)
            job.state = "stopped"
            self._save(job)
        elif job.identifier in self._children:
            self._stopped.add(job.identifier)
            with contextlib.suppress(Refused):
                self._children[job.identifier].stop()

    async def run(self) -> None:
        """Make what is asked for until this is cancelled."""
        while True:
            while self._waiting:
                await self._make(self.jobs[self._next()])
            self._wakes.clear()
            await self._wakes.wait()

    async def end(self) -> None:
        """Ask what is being made to end; it goes on after a restart."""
        await asyncio.gather(*(child.end() for child in list(self._children.values())))

    def _next(self) -> str:
        """Take the first that waits, of somebody else than the last where there is one."""
        others = [each for each in self._waiting if self.jobs[each].person != self._last]
        chosen = (others or self._waiting)[0]
        self._waiting.remove(chosen)
        self._last = self.jobs[chosen].person
        return chosen

    async def _make(self, job: Job) -> None:
        desk, bench = self._desks[job.identifier]
        job.state, job.begun = "running", time.time()
        self._save(job)
        saved = time.monotonic()
        try:
            child = self._children[job.identifier] = await Child.start(bench.folder, desk.scratch)
            async for told in child.work({**bench.asking("build"), **job.asked, "editions": str(desk.editions(bench))}):
                job.hear(told)
                if time.monotonic() - saved > SAVE_SECONDS:
                    self._save(job)
                    saved = time.monotonic()
        except Refused as error:
            job.errors += error.errors
        except OSError as error:
            job.errors.append({"message": str(error.strerror or error), "where": "", "hint": ""})
        finally:
            ended = self._children.pop(job.identifier, None)
            if ended is not None:
                await asyncio.shield(ended.end())
        job.ended = time.time()
        job.state = self._end_of(job)
        self._save(job)

    def _end_of(self, job: Job) -> str:
        if job.identifier in self._stopped:
            self._stopped.discard(job.identifier)
            return "stopped"
        return "failed" if job.errors else "done"

    def _enter(self, job: Job, desk: Desk, bench: Bench) -> None:
        self._desks[job.identifier] = (desk, bench)
        self._waiting.append(job.identifier)
        self._wakes.set()

    def _save(self, job: Job) -> None:
        desk, _ = self._desks[job.identifier]
        write_json(desk.folder(JOBS) / f"{job.identifier}.json", asdict(job))

    def _forget_old(self, desk: Desk, person: str) -> None:
        for job in self.of(person)[KEPT:]:
            if job.is_over:
                (desk.folder(JOBS) / f"{job.identifier}.json").unlink(missing_ok=True)
                self.jobs.pop(job.identifier, None)
                self._desks.pop(job.identifier, None)
