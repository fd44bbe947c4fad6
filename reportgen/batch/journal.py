"""Note each file as soon as it is finished, so that a run that is killed need not be begun again."""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from reportgen.batch.entries import entry_from, entry_values
from reportgen.batch.manifest import Record, environment_of, file_name, record_of, record_values
from reportgen.batch.store import JOURNAL, SEAL, seal, sealed_line
from reportgen.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from reportgen.batch.entries import Entry
    from reportgen.batch.jobs import FileResult
    from reportgen.batch.manifest import Environment, Manifest
    from reportgen.batch.store import Store

BEGINS = '{"'
"""How each line begins; one that does, and does not end with its checksum, was cut off."""


def with_journal(manifest: Manifest, store: Store) -> Manifest:
    """Return the manifest with what a run that was killed noted before it ended.

    The journal has lines of JSON: what was about to be written, by its checksum; a record; or what later records name,
    an environment or the entry of a document in the index. It lies beside the manifest while a run goes on. A line that
    is cut off is passed over. A file that is not there as it was noted, but as it was about to be written, is ours.
    Raises BuildError for a journal that is none, or damaged.
    """
    records: dict[str, Record] = {}
    promised: dict[str, set[str]] = defaultdict(set)
    environments: dict[str, Environment] = {}
    entries: dict[str, Entry] = {}
    for number, values in _noted(store):
        try:
            if "writing" in values:
                promised[file_name(values["writing"])].add(str(values["sha256"]))
            elif "environment of" in values:
                environments[str(values.pop("environment of"))] = environment_of(values)
            elif "entry of" in values:
                entries[str(values.pop("entry of"))] = entry_from(values)
            else:
                record = record_of(values)
                records[record.name] = record
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise _damaged(store, number) from error
    known = manifest.with_files(records.values(), environments, entries) if records else manifest
    return known.with_files(_kept(known, promised, store), {}) if promised else known


def _kept(known: Manifest, promised: Mapping[str, set[str]], store: Store) -> Iterator[Record]:
    """Yield a record of each file that got its name when nobody was there any more to note it.

    What it was made from is not known, so it is made again.
    """
    for name, checksums in sorted(promised.items()):
        if name in known.files and known.files[name].sha256 in checksums and len(checksums) == 1:
            continue  # noted as it was promised; reading the file would tell nothing new
        found = store.checksum(name)
        if found in checksums and (name not in known.files or known.files[name].sha256 != found):
            yield Record(name, found, 0)


def _noted(store: Store) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the lines with their numbers; raise BuildError for one that is neither whole nor cut off."""
    for number, line in enumerate((store.notes() or b"").decode(errors="replace").split("\n"), start=1):
        text, _, checksum = line.rpartition("\t")
        if checksum == seal(text):
            yield number, _values(store, number, text)
        elif line.strip("\0") and not (line.startswith(BEGINS) and len(checksum if text else "") < SEAL):
            raise _damaged(store, number)


def _values(store: Store, number: int, text: str) -> dict[str, Any]:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _damaged(store, number) from error
    if not isinstance(values, dict):
        raise _damaged(store, number)
    return values


def _damaged(store: Store, number: int) -> BuildError:
    return BuildError(
        "expected the notes of a run that was killed, found something else",
        where=f"{store.shown(JOURNAL)}:{number}",
        hint="move it away, or make all files anew with `--force`",
    )


@contextmanager
def noting(store: Store, warn: Callable[[BuildError], object]) -> Iterator[Callable[[FileResult], None]]:
    """Give a function that notes a finished file; what it notes has left this process when it returns.

    When a note cannot be written, that is told once: the documents are worth more than the notes.
    """
    known: set[str] = set()
    refusals: list[BuildError] = []

    def note(result: FileResult) -> None:
        if result.record is None or result.state != "made" or refusals:
            return
        try:
            for line in _lines(result, result.record, known):
                store.note(line)
        except BuildError as error:
            refusals.append(error)
            warn(error)

    yield note


def _lines(result: FileResult, record: Record, known: set[str]) -> Iterator[str]:
    """Yield the lines for a record, and before the first that names an environment or an entry that one's."""
    if record.environment not in known:
        known.add(record.environment)
        yield sealed_line({**dict(result.environment), "environment of": record.environment})
    if result.entry is not None and record.document not in known:
        known.add(record.document)
        yield sealed_line({**entry_values(result.entry), "entry of": record.document})
    yield sealed_line(record_values(record))
