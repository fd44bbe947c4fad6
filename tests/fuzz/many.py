"""Read thousands of mutated tables with `reportgen new`, and count the rows of each again with another reader.

`python -m tests.fuzz.many --files 10000` prints what became of them, by kind of file, and exits with 1 where a file led
to a traceback, a hang, too much memory, or a row that the account does not tell of. Many files are read in one process,
with bounds of time and memory; what looks like a fault is read again by a process of its own, and that counts. `--log
FILE` has a line of JSON for each, and a run that was stopped goes on from there; `--only NUMBER` reads one again.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.fuzz.judge import FAULTS, OUTCOMES, Court, Verdict, text_of, verdict_of
from tests.fuzz.mutated import bases_of, first_of_each_kind, mutated, own_bases
from tests.fuzz.otherwise import NotRead, filled, read_otherwise, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tests.fuzz.mutated import Mutated

FORMATS = ("--format", "pdf", "--format", "docx", "--format", "html", "--jobs", "1")
BUILT = 80
"""Of the projects that are made, a report of every so manieth is built."""
ASKED = {
    "period": ("which period are", "2020"),
    "clash": ("stand there twice with different values", "the first counts"),
}
"""What is asked back about, by the name of the question: words of the error, and the answer."""
ALL, SOME, NONE = "all", "some", "none"
"""How many of the rows of a file were counted again: those of tables that the program names and refuses are not."""
NO_PLACE = "no place"
"""What ends with an error that names nothing of the file, or a column of the data that would have been written."""
_NO_PLACE = re.compile(r"^error: expected |: field `|[.]part/", re.MULTILINE)
COLUMNS = (*OUTCOMES, NO_PLACE, "rows lost", "rows more", "counted", "in part")
_ROWS = re.compile(r"^rows read ([\d,]+) = (.*)$", re.MULTILINE)
_READING = re.compile(
    r": reading (.*?)(?: together)?(?:; not read: (.*?))?(?: and ([\d,]+) more)? \(`--sheet NAME` reads "
)
_NAME = re.compile("`([^`]*)`")


@dataclass
class Told:
    """What the program said of the rows of a file: how many with anything in them each table has, by its name."""

    rows: dict[tuple[str, ...], int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    unnamed: int = 0


@dataclass
class Result:
    """What became of one file."""

    number: int
    base: str
    kind: str
    how: str
    outcome: str
    code: int
    seconds: float
    megabytes: int
    signature: str = ""
    account: str = ""
    counted: str = NONE
    rows_told: int = 0
    rows_counted: int = 0
    said: str = ""
    not_counted: str = ""
    built: str = ""

    @property
    def lost(self) -> bool:
        """Whether the account tells of fewer rows than another reader finds."""
        return self.counted != NONE and self.rows_told < self.rows_counted

    @property
    def more(self) -> bool:
        """Whether it tells of more: cells that one reader takes for two rows."""
        return self.counted != NONE and self.rows_told > self.rows_counted


class Trial:
    """A folder in which one file after the other is read, each by a process of its own."""

    def __init__(self, court: Court) -> None:
        self.court = court
        self.folder = court.folder / "many"
        self.world = self.folder / "world"
        self.is_shared = True
        self.made: list[str] = []
        """The projects that were made of the file, or tried to."""

    def judge(self, file: Mutated, number: int) -> Result:
        """Read a file in a process with others; what looks like a fault counts as one of its own finds it."""
        is_built = number % BUILT == 0
        self.is_shared = True
        result = self.read(file, number, is_built=is_built)
        if not is_fault(result):
            return result
        self.is_shared = False
        return self.read(file, number, is_built=is_built)

    def read(self, file: Mutated, number: int, *, is_built: bool) -> Result:
        """Read a file, each table of it that is named, and count its rows again."""
        shutil.rmtree(self.world, ignore_errors=True)
        self.world.mkdir(parents=True)
        self.made = []
        (self.world / file.name).write_bytes(file.content)
        verdict, ended, out = self._new(file.name)
        result = Result(
            number, file.base, file.kind, file.how, verdict.outcome, verdict.code, ended["seconds"], ended["megabytes"],
            verdict.signature, said="" if verdict.outcome == "accepted" else verdict.said[-600:],
        )  # fmt: skip
        if verdict.outcome != "accepted" and _NO_PLACE.search(verdict.said):
            result.outcome = NO_PLACE
        if verdict.outcome == "accepted":
            self._count(result, file, out)
            if is_built:
                self._build(result)
        return result

    def _new(self, name: str, sheet: str = "") -> tuple[Verdict, dict[str, Any], str]:
        """Make a project as nobody who could be asked does, but for what has no likeliest answer."""
        command = ["new", f"o{len(self.made)}", "--from", name, "--yes", *(["--sheet", sheet] if sheet else [])]
        self.made.append(command[1])
        answers: dict[str, str] = {}
        while True:
            verdict, ended, out = self._try([*command, "--answers", "answers.toml"] if answers else command)
            asked = {key: answer for key, (words, answer) in ASKED.items() if verdict.code and words in verdict.said}
            if asked.keys() <= answers.keys():
                return verdict, ended, out
            answers |= asked
            lines = [f'{key} = "{answer}"' for key, answer in answers.items()]
            (self.world / "answers.toml").write_text("\n".join(lines))

    def _try(self, command: list[str], at: str = "") -> tuple[Verdict, dict[str, Any], str]:
        for name in ("stdout", "stderr"):
            (self.folder / name).unlink(missing_ok=True)
        ended = self.court.ask(tuple(command), self.folder, at=at, is_shared=self.is_shared)
        said = "".join(text_of(self.folder / name) for name in ("stdout", "stderr"))
        return verdict_of(ended, self.folder), ended, said

    def _count(self, result: Result, file: Mutated, out: str) -> None:
        told = self._told(file, out)
        result.account = next((found[0] for found in _ROWS.finditer(out)), "")
        try:
            sheets = {name: filled(rows) for name, rows in read_otherwise(file).items()}
        except NotRead as error:
            result.not_counted = str(error)
            return
        counted = {name: count for name, count in sheets.items() if count}
        result.counted, result.rows_told, result.rows_counted = compared(told, counted)

    def _told(self, file: Mutated, out: str) -> Told:
        """Return what is told of each table of a file: those that are named as not read are read then."""
        told = Told()
        reading = _READING.search(out)
        told.rows[tuple(_NAME.findall(reading[1])) if reading else ("",)] = rows_told(out)
        told.unnamed = int((reading[3] or "0").replace(",", "")) if reading else 0
        for name in _NAME.findall((reading[2] or "") if reading else ""):
            verdict, _, said = self._new(file.name, name)
            if verdict.outcome == "accepted":
                told.rows[name,] = rows_told(said)
            else:
                told.refused.append(name)
        return told

    def _build(self, result: Result) -> None:
        verdict, _, _ = self._try(["build", "briefing", *FORMATS], at=self.made[0])
        result.built = verdict.outcome
        if verdict.is_fault:
            result.outcome, result.signature, result.said = verdict.outcome, verdict.signature, verdict.said[-600:]


def tried(
    bases: Sequence[Mutated], numbers: Sequence[int], *, seed: str, log: Path | None = None, keep: Path | None = None
) -> list[Result]:
    """Read the files of these numbers, one after the other; `keep` gets those that show a fault."""
    results = []
    with Court() as court:
        court.rehearse(rehearsed(court, bases))
        trial = Trial(court)
        for number in numbers:
            file = mutated(bases, seed=seed, number=number)
            result = trial.judge(file, number)
            results.append(result)
            if log is not None:
                line = asdict(result) | {"lost": result.lost, "more": result.more}
                with log.open("a", encoding="utf-8") as lines:
                    lines.write(json.dumps(line) + "\n")
            if keep is not None and is_fault(result):
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{seed}-{number}-{file.name}").write_bytes(file.content)
    return results


def logged(log: Path | None) -> list[Result]:
    """Return the results of an earlier run of the same seed and bases that was stopped."""
    if log is None or not log.is_file():
        return []
    lines = map(json.loads, log.read_text(encoding="utf-8").splitlines())
    return [Result(**{name: value for name, value in line.items() if name not in ("lost", "more")}) for line in lines]


def rehearsed(court: Court, bases: Sequence[Mutated]) -> list[tuple[str, ...]]:
    """Return commands that read a file of each kind, and build: each child finds then what they have imported.

    Of Parquet none is read: its library begins threads, of which a child would have none.
    """
    commands = []
    for number, file in enumerate(first_of_each_kind(bases)):
        if file.kind != "parquet":
            (court.base / f"{number}-{file.name}").write_bytes(file.content)
            commands.append(("new", f"r{number}", "--from", f"{number}-{file.name}", "--yes"))
    return [*commands, ("build", "--data", "r0/data", *FORMATS, "--out", "r0/build")]


def rows_told(out: str) -> int:
    """Return of how many rows with anything in them an account tells. Raises ValueError where it does not add up."""
    found = _ROWS.search(out)
    if found is None:
        raise ValueError("no account of the rows")
    parts = {
        name: int(count.replace(",", ""))
        for count, name in re.findall(r"(?:^|\+ )([\d,]+) ([a-z ]+?)(?= \+|$)", found[2])
    }
    if sum(parts.values()) != int(found[1].replace(",", "")):
        raise ValueError(f"the account does not add up: {found[0]}")
    return sum(count for name, count in parts.items() if name != "blank")


def compared(told: Told, counted: Mapping[str, int]) -> tuple[str, int, int]:
    """Return how much of a file could be compared, and of how many rows the program and the other reader know there."""
    if not told.refused and not told.unnamed:
        return ALL, sum(told.rows.values()), sum(counted.values())
    if told.unnamed:
        return NONE, 0, 0
    refused = {whole(name) for name in told.refused}
    known: dict[str, int] = defaultdict(int)
    for names, count in told.rows.items():
        if refused.isdisjoint(map(whole, names)):
            known[next(map(whole, names))] += count
    sheets = {whole(name) for names in told.rows for name in names} - refused
    if not known or any(sheet not in counted for sheet in sheets):
        return NONE, 0, 0
    of_known = {whole(name) for names in told.rows if refused.isdisjoint(map(whole, names)) for name in names}
    return SOME, sum(known.values()), sum(counted[name] for name in of_known)


def table(results: Iterable[Result]) -> str:
    """Return kind of file by outcome, as a table of Markdown."""
    counts: Counter[tuple[str, str]] = Counter()
    for result in results:
        kind = f"{result.kind}, {result.how}"
        names = [result.outcome]
        names += ["rows lost"] * result.lost + ["rows more"] * result.more
        names += ["counted"] * (result.counted == ALL) + ["in part"] * (result.counted == SOME)
        for name in (*names, "files"):
            counts[kind, name] += 1
            counts["all", name] += 1
    heads = ("files", *COLUMNS)
    rows = [f"| | {' | '.join(heads)} |", "|---|" + "--:|" * len(heads)]
    kinds = [*sorted({kind for kind, _ in counts} - {"all"}), "all"]
    return "\n".join(
        [*rows, *(f"| {kind} | {' | '.join(f'{counts[kind, head]:,}' for head in heads)} |" for kind in kinds)]
    )


def is_fault(result: Result) -> bool:
    """Say whether the program may not do what it did."""
    return result.outcome in (*FAULTS, NO_PLACE) or result.lost


def main(arguments: Sequence[str]) -> int:
    """Run as the options say."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.many", description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=1, help="so many processes")
    parser.add_argument("--seed", default="1", help="any text; the same one gives the same files")
    parser.add_argument("--bases", type=Path, action="append", default=[], help="folder of tables; repeatable")
    parser.add_argument("--log", type=Path, help="a line of JSON for each file")
    parser.add_argument("--only", type=int, action="append", help="only the file of this number; repeatable")
    parser.add_argument("--keep", type=Path, help="folder for the files that show a fault")
    asked = parser.parse_args(arguments)
    bases = [*own_bases(), *(base for folder in asked.bases for base in bases_of(folder))]
    known = [] if asked.only else logged(asked.log)
    done = {result.number for result in known}
    numbers = asked.only or [number for number in range(asked.files) if number not in done]
    read = partial(tried, bases, seed=asked.seed, log=asked.log, keep=asked.keep)
    if asked.log:
        asked.log.parent.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(asked.jobs) as threads:  # the work is in processes: each thread asks its own
        parts = list(threads.map(read, [numbers[one :: asked.jobs] for one in range(asked.jobs)]))
    results = sorted((result for part in [known, *parts] for result in part), key=lambda each: each.number)
    print(table(results))
    for result in filter(is_fault, results):
        print(f"{result.number}: {result.outcome} {result.signature} {result.account} {result.rows_counted} counted")
    return 1 if any(map(is_fault, results)) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
