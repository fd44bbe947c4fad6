"""Which mistakes are not one document's but those of all: such a mistake is told once, and the others are not tried."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.batch.jobs import FileResult, Outcome, file_names
from reportgen.errors import ReportError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportgen.batch.jobs import Context, Job

TRIALS = 3
"""Documents of a report that stand far apart and fail of one mistake, before the others are not tried."""
MANY = 8
"""Documents that fail of one mistake wherever they stand, with none made, before the others are not tried."""
NAMED = 5
"""Documents that are named where the same mistake was met again."""

Mistake = tuple[type[ReportError], str, str]


class Shared:
    """What went wrong so far in a batch, by report."""

    def __init__(self, jobs: Iterable[Job], context: Context) -> None:
        self._context = context
        self._waiting = list(jobs)
        self._order = {job: at for at, job in enumerate(self._waiting)}
        self._untried: list[Job] = []
        self._met: dict[Mistake, list[Job]] = {}
        self._first: dict[Mistake, ReportError] = {}
        self._failed: dict[str, list[Mistake]] = defaultdict(list)
        self._alive: set[str] = set()
        """Reports of which a document could be made, at least in one format."""
        self._lost: dict[str, Mistake] = {}
        """Reports that are given up, and why."""
        self._noted: dict[str, list[Job]] = {}
        """What was told of documents, without their names."""
        self._heard: Counter[str] = Counter()
        """How many documents of a report were tried."""

    def first(self) -> tuple[Job, ...]:
        """Return the first job of each report that has so many that it is worth a trial."""
        counts = Counter(job.report for job in self._waiting)
        first = {job.report: job for job in reversed(self._waiting)}
        return tuple(first[report] for report in counts if counts[report] > TRIALS)

    def trial(self, report: str) -> Iterator[Job]:
        """Yield the first job of a report; when it fails, its last, and then the one in the middle.

        When all of them fail of one mistake, it is no mistake of one place, and the report is given up.
        """
        for job in self._apart(report):
            yield job
            if report in self._alive:
                return
        self._give_up(report)

    def _apart(self, report: str) -> Iterator[Job]:
        """Yield jobs of a report that stand far apart; each is then no longer among those that wait."""
        for place in (0, -1, 0.5):
            own = [job for job in self._waiting if job.report == report]
            job = own[len(own) // 2 if place == 0.5 else int(place)]
            self._waiting.remove(job)
            yield job

    def jobs(self) -> Iterator[Job | None]:
        """Yield the other jobs in their order, but for those of reports that are given up.

        Of a report of which none was tried yet, those that stand far apart come first, and its others when one of these
        is made. None says that this is not known yet: what is in hand decides it.
        """
        untried = [job.report for job in self.first() if not self._heard[job.report]]
        for report in untried:
            yield from self._apart(report)
        for job in self._waiting:
            while job.report in untried and self._is_open(job.report):
                yield None
            if len(self._failed[job.report]) >= MANY or job.report in untried:
                self._give_up(job.report)
            if job.report in self._lost:
                self._untried.append(job)
            else:
                yield job

    def _is_open(self, report: str) -> bool:
        """Say whether it is not known yet if documents of a report can be made."""
        return report not in self._alive and self._heard[report] < TRIALS

    def _give_up(self, report: str) -> None:
        """Give up a report of which nothing was made, if all that failed failed of one mistake."""
        mistakes = set(self._failed[report])
        if report not in self._alive and len(mistakes) == 1:
            self._lost[report] = mistakes.pop()

    def hear(self, outcome: Outcome) -> Outcome:
        """Return an outcome without the errors and the notes that were told before of another document."""
        job = outcome.job
        if job is None:
            return outcome
        self._heard[job.report] += 1
        if any(result.state != "failed" for result in outcome.results):
            self._alive.add(job.report)
        mistakes = [(self._mistake(error, job), error) for error in outcome.errors]
        if mistakes:
            self._failed[job.report].append(mistakes[0][0])
        news = tuple(error for mistake, error in mistakes if mistake not in self._met)
        for mistake, error in mistakes:
            self._met.setdefault(mistake, []).append(job)
            self._first.setdefault(mistake, error)
        return replace(outcome, errors=news, notes=tuple(note for note in outcome.notes if self._is_new(note, job)))

    def _is_new(self, note: str, job: Job) -> bool:
        """Note what is told of a document, and say whether it was told of none before."""
        known = self._noted.setdefault(note.removeprefix(f"{job.name}: "), [])
        known.append(job)
        return len(known) == 1

    def rest(self) -> Iterator[Outcome]:
        """Yield what became of the documents that were not tried, and what is to be said of those that failed alike."""
        for job in self._untried:
            names = file_names(job, self._context).values()
            yield Outcome(job, tuple(FileResult(name, "untried", "others failed") for name in names))
        errors = tuple(self._not_tried(report, mistake) for report, mistake in self._lost.items())
        notes = tuple(
            _again(_placed(self._first[mistake]), self._in_order(jobs[1:]))
            for mistake, jobs in self._met.items()
            if len(jobs) > 1 and mistake not in self._lost.values()
        )
        notes += tuple(_again(note, self._in_order(jobs[1:])) for note, jobs in self._noted.items() if len(jobs) > 1)
        if errors or notes:
            yield Outcome(None, errors=errors, notes=notes)

    def _in_order(self, jobs: Iterable[Job]) -> list[Job]:
        """Return jobs in the order that they were asked for: that of workers is another one each time."""
        return sorted(jobs, key=self._order.__getitem__)

    def _not_tried(self, report: str, mistake: Mistake) -> ReportError:
        count = sum(job.report == report for job in self._untried)
        first, failed = self._first[mistake], len(self._failed[report])
        documents = "document" if count == 1 else "documents"
        return type(first)(
            f"the other {count:,} {documents} of `{report}` were not tried: {failed} failed of this mistake",
            where=first.where,
            hint="mend it, and give the same command again",
        )

    def _mistake(self, error: ReportError, job: Job) -> Mistake:
        """Return what errors of several documents have in common when they are the same mistake."""
        names = [job.name, job.place]
        if job.place:
            names.append(self._context.package.place(job.place).name)
        own = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names if name))
        return type(error), own.sub("…", error.where), own.sub("…", error.message)


def _placed(error: ReportError) -> str:
    return f"{error.where}: {error.message}" if error.where else error.message


def _again(told: str, jobs: list[Job]) -> str:
    """Return in words of which other documents the same is true that was told of one."""
    named = ", ".join(f"`{job.name}`" for job in jobs[:NAMED]) + (", …" if len(jobs) > NAMED else "")
    documents = "document" if len(jobs) == 1 else "documents"
    return f"{told}: the same in {len(jobs):,} other {documents}: {named}"
