"""Try cases until the time is over; print what became of them, and keep the faults.

Exit code 1 when a fault was found. Each is made smaller, as far as that goes quickly, and written to a folder; what is
worth keeping is moved from there to `tests/fuzz/corpus/`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings

from tests.fuzz.families import REHEARSED, strategies
from tests.fuzz.judge import OUTCOMES, Court

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

    from tests.fuzz.cases import Case
    from tests.fuzz.judge import Verdict

BATCH = 60
"""Cases of one family before the next one's turn."""
FIRST = 15
"""The same in the first round, so that every family has its turn within a minute."""
SHRINKING = 60
"""Seconds to make one fault smaller."""


class Found:
    """What was found: how many cases ended how, and an input for each fault."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.counts: Counter[tuple[str, str]] = Counter()
        self.faults: dict[tuple[str, str], tuple[int, Case, Verdict]] = {}
        self.seen: set[str] = set()

    def add(self, case: Case, verdict: Verdict) -> bool:
        """Count a case; return whether it shows a fault not seen before."""
        self.counts[case.family, verdict.outcome] += 1
        if verdict.outcome in OUTCOMES[:2]:
            return False
        key = (verdict.outcome, verdict.signature)
        times, first, said = self.faults.get(key, (0, case, verdict))
        self.faults[key] = (times + 1, first, said)
        return times == 0

    def smaller(self, case: Case, verdict: Verdict) -> None:
        """Remember a smaller case for a fault, and write it down."""
        key = (verdict.outcome, verdict.signature)
        self.faults[key] = (self.faults[key][0], case, verdict)
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
            number = sha256(repr(key).encode()).hexdigest()[:8]
            name = f"{case.family}-{verdict.outcome.replace(' ', '-')}-{number}.json"
            (self.folder / name).write_text(case.text(), encoding="utf-8")

    def table(self) -> str:
        """Return family by outcome, as a table of Markdown."""
        head = ("family", "cases", *OUTCOMES)
        rows = [f"| {' | '.join(head)} |", "|---|" + "--:|" * (len(head) - 1)]
        families = [*sorted({family for family, _ in self.counts}), "all"]
        for family in families:
            counts = [self._count(family, outcome) for outcome in OUTCOMES]
            rows.append(f"| {family} | {' | '.join(f'{count:,}' for count in (sum(counts), *counts))} |")
        return "\n".join(rows)

    def _count(self, family: str, outcome: str) -> int:
        return sum(n for (one, how), n in self.counts.items() if how == outcome and family in (one, "all"))

    def listing(self) -> str:
        """Return each fault with how often it was seen and how to see it again."""
        found = sorted(self.faults.values(), key=lambda each: -each[0])
        return "\n".join(
            f"{times:>5} x {verdict.outcome}: {verdict.signature}\n"
            f"        {case.name}: {' '.join(case.commands[0])[:150]!r}"
            for times, case, verdict in found
        )


def explore(
    court: Court,
    drawn: SearchStrategy[Case],
    found: Found,
    *,
    number: int,
    count: int,
    until: float,
    shrinks: bool,
) -> None:
    """Try so many cases of one family; what is new among the faults is made smaller afterwards."""
    fresh: list[tuple[str, str]] = []

    def attempt(case: Case) -> None:
        if time.monotonic() > until or case.name in found.seen:
            return
        found.seen.add(case.name)
        verdict = court.judge(case)
        if found.add(case, verdict):
            fresh.append((verdict.outcome, verdict.signature))
            found.smaller(case, verdict)

    run_examples(drawn, attempt, number=number, count=count, phases=(Phase.generate,))
    for key in fresh:
        if shrinks and key[0] not in ("hang", "memory"):
            shrink(court, drawn, found, key=key, number=number, count=count, until=time.monotonic() + SHRINKING)


def shrink(
    court: Court,
    drawn: SearchStrategy[Case],
    found: Found,
    *,
    key: tuple[str, str],
    number: int,
    count: int,
    until: float,
) -> None:
    """Look for a smaller case with the same fault, from the same seed on."""
    best: list[tuple[Case, Verdict]] = []
    known: dict[str, bool] = {}

    def attempt(case: Case) -> None:
        if time.monotonic() > until and best and case != best[-1][0]:
            return
        if case.name not in known:
            verdict = court.judge(case)
            known[case.name] = (verdict.outcome, verdict.signature) == key
            if known[case.name]:
                best.append((case, verdict))
        assert not known[case.name]

    try:
        run_examples(drawn, attempt, number=number, count=count, phases=(Phase.generate, Phase.shrink))
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
    if best:
        found.smaller(*min(best, key=lambda each: len(each[0].text())))


def run_examples(
    drawn: SearchStrategy[Case], attempt: Callable[[Case], None], *, number: int, count: int, phases: tuple[Phase, ...]
) -> None:
    """Give so many drawn cases to a function; the same for the same number."""
    quiet = settings(
        max_examples=count,
        database=None,
        deadline=None,
        derandomize=False,
        phases=phases,
        verbosity=Verbosity.quiet,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    seed(number)(quiet(given(drawn)(lambda case: attempt(case))))()


def number_of(text: str) -> int:
    """Return a number for a text, the same everywhere."""
    return int.from_bytes(sha256(text.encode()).digest()[:6], "big")


def main(arguments: list[str]) -> int:
    """Run as the options say."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--cases", type=int, default=10**9, help="no more than so many")
    parser.add_argument("--seed", default="1", help="any text; the same one gives the same cases")
    parser.add_argument("--family", action="append", help="only this one; repeatable")
    parser.add_argument("--keep", type=Path, help="folder for a case of each fault")
    parser.add_argument("--no-shrink", action="store_true", help="leave the faults as large as they were found")
    asked = parser.parse_args(arguments)
    until = time.monotonic() + asked.seconds
    found = Found(asked.keep)
    with Court(is_shared=True) as court:
        court.build_first()
        court.rehearse(REHEARSED)
        drawn = strategies(court.files)
        wanted = asked.family or list(drawn)
        batch = 0
        while time.monotonic() < until and found.counts.total() < asked.cases:
            family = wanted[batch % len(wanted)]
            number = number_of(f"{asked.seed} {family} {batch}")
            most = FIRST if batch < len(wanted) else BATCH
            # a few at least: the first one that is drawn is the simplest, and known after the first round
            count = min(most, max(FIRST, asked.cases - found.counts.total()))
            explore(court, drawn[family], found, number=number, count=count, until=until, shrinks=not asked.no_shrink)
            batch += 1
    print(found.table())
    print(found.listing())
    if batch < len(wanted):
        print(f"not tried, for want of time: {', '.join(wanted[batch:])}")
    return 1 if any(outcome not in OUTCOMES[:3] for outcome, _ in found.faults) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
