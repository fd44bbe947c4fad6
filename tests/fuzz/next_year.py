"""Read mutated tables with `reportgen refresh` into the project of the table that they were, and look at what it has.

`python -m tests.fuzz.next_year --files 300` prints what became of them, and exits with 1 where a file led to a
traceback or a hang, where one that was refused changed anything, or where one that was taken changed or dropped what
was there: a template, a setting, a source, or a figure that is in no list of revisions.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fuzz.judge import FAULTS, Court, text_of, verdict_of
from tests.fuzz.many import ASKED, rehearsed
from tests.fuzz.mutated import bases_of, mutated, own_bases, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.fuzz.mutated import Mutated

PROJECT = "project"
OURS = re.compile(r"data/.*|sources/.*|intake\.toml|revisions\.csv|README\.md")
"""Files of a project that a refresh may write; sources only beside those that are there."""
REST = frozenset(
    {"value", "qualifier", "obs_status", "source", "location", "printed", "note", "preferred", "derived_from"}
)
"""Columns of a figure that do not say what it is of."""
Files = dict[str, bytes]


class Year:
    """The projects of tables, and the folder in which mutated ones are read into copies of them."""

    def __init__(self, court: Court) -> None:
        self.court = court
        self.folder = court.folder / "year"
        self.world = self.folder / "world"
        self.made: dict[str, Path] = {}

    def project_of(self, base: Mutated) -> Path | None:
        """Return the project that is made of a table; None where none is."""
        if base.name not in self.made:
            self._clean()
            (self.world / base.name).write_bytes(base.content)
            code, _ = self._run(["new", PROJECT, "--from", base.name, "--yes"])
            kept = self.court.folder / "projects" / str(len(self.made))
            if code == 0:
                shutil.copytree(self.world / PROJECT, kept)
            self.made[base.name] = kept
        kept = self.made[base.name]
        return kept if kept.is_dir() else None

    def read(self, base: Mutated, file: Mutated) -> str | None:
        """Return what became of a mutated table: `taken`, `refused`, or what is wrong; None without a project."""
        kept = self.project_of(base)
        if kept is None:
            return None
        self._clean()
        shutil.copytree(kept, self.world / PROJECT)
        (self.world / file.name).write_bytes(file.content)
        before = contents(self.world / PROJECT)
        code, outcome = self._run(["refresh", "--from", f"../{file.name}", "--yes"], at=PROJECT)
        if outcome in FAULTS:
            return outcome
        after = contents(self.world / PROJECT)
        if code:
            return "refused" if before == after else "changed by a file that was refused"
        return next(wrong(before, after), "taken")

    def _clean(self) -> None:
        shutil.rmtree(self.world, ignore_errors=True)
        self.world.mkdir(parents=True)

    def _run(self, command: list[str], at: str = "") -> tuple[int, str]:
        """Run a command, with answers where it asks for some that have no likeliest one."""
        answers: dict[str, str] = {}
        while True:
            for name in ("stdout", "stderr"):
                (self.folder / name).unlink(missing_ok=True)
            more = ["--answers", str(self.world / "answers.toml")] if answers else []
            ended = self.court.ask((*command, *more), self.folder, at=at)
            verdict = verdict_of(ended, self.folder)
            self.said = text_of(self.folder / "stdout") + verdict.said
            asked = {key: answer for key, (words, answer) in ASKED.items() if verdict.code and words in verdict.said}
            if asked.keys() <= answers.keys():
                return verdict.code, verdict.outcome
            answers |= asked
            (self.world / "answers.toml").write_text("\n".join(f'{key} = "{answers[key]}"' for key in answers))


def contents(folder: Path) -> Files:
    """Return the files of a folder by their paths."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def wrong(before: Files, after: Files) -> Iterator[str]:
    """Yield what a refresh did that it may not do."""
    for name, content in before.items():
        if name not in after:
            yield f"gone: {name}"
        elif after[name] != content and (not OURS.fullmatch(name) or name.startswith("sources/")):
            yield f"written over: {name}"
    old, new = figures(before), figures(after)
    if old.keys() - new.keys():
        yield "figures gone"
    changed = [key for key in old.keys() & new.keys() if old[key] != new[key]]
    if len(changed) > len(rows_in(after.get("revisions.csv", b""))):
        yield "figures changed that are in no list"


def figures(files: Files) -> dict[tuple[tuple[str, str], ...], str]:
    """Return the values of a project by what they are of, empty ones, too; without limits, which go with a figure."""
    rows = [row for row in rows_in(files["data/figures.csv"]) if not row["indicator"].endswith(("_lower", "_upper"))]
    return {
        tuple(sorted((name, cell) for name, cell in row.items() if name not in REST and cell)): row["value"]
        for row in rows
        if row.get("preferred") != "false"
    }


def rows_in(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a table."""
    return list(csv.DictReader(io.StringIO(content.decode())))


def main(arguments: Sequence[str]) -> int:
    """Run as the options say."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.next_year", description=__doc__)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--seed", default="1", help="any text; the same one gives the same files")
    parser.add_argument("--bases", type=Path, action="append", default=[], help="folder of tables; repeatable")
    parser.add_argument("--keep", type=Path, help="folder for the files that show a fault")
    asked = parser.parse_args(arguments)
    bases = [base for folder in asked.bases for base in bases_of(folder)] or own_bases()
    bases = [base for base in bases if rows_of(base)]
    counts: Counter[str] = Counter()
    with Court() as court:
        court.rehearse(rehearsed(court, bases))
        year = Year(court)
        number = 0
        while counts.total() < asked.files:
            base = bases[number % len(bases)]
            file = mutated([base], seed=asked.seed, number=number)
            number += 1
            outcome = year.read(base, file)
            if outcome is None:
                continue
            counts[outcome] += 1
            if outcome not in GOOD:
                print(f"{number - 1}: {base.name}: {outcome}\n{year.said[-1500:]}")
                if asked.keep:
                    asked.keep.mkdir(parents=True, exist_ok=True)
                    (asked.keep / f"{number - 1}-{file.name}").write_bytes(file.content)
    print(", ".join(f"{count:,} {outcome}" for outcome, count in counts.most_common()))
    return int(any(outcome not in GOOD for outcome in counts))


GOOD = ("taken", "refused")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
