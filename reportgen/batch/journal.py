"""Note each file as soon as it is finished, so that a run that is killed need not be begun again."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reportgen.batch.entries import entry_from, entry_values
from reportgen.batch.manifest import record_line, record_of
from reportgen.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportgen.batch.entries import Entry
    from reportgen.batch.jobs import FileResult
    from reportgen.batch.manifest import Environment, Manifest, Record
    from reportgen.batch.store import Store

NAME = ".manifest.journal"
"""Lines of JSON: a record, or what later records name: an environment, or the entry of a document in the index.

It lies beside the manifest while a run goes on.
"""


def with_journal(manifest: Manifest, store: Store) -> Manifest:
    """Return the manifest with what a run that was killed noted before it ended.

    A line that is cut off is passed over, and so is a file that is not there as it was noted.
    """
    records: dict[str, Record] = {}
    environments: dict[str, Environment] = {}
    entries: dict[str, Entry] = {}
    for line in (store.read(NAME) or b"").decode(errors="replace").splitlines():
        try:
            values = json.loads(line)
            if "environment of" in values:
                environments[values.pop("environment of")] = tuple(sorted(values.items()))
            elif "entry of" in values:
                entries[values.pop("entry of")] = entry_from(values)
            else:
                record = record_of(values)
                records[record.name] = record
        except (ValueError, TypeError, KeyError):
            continue
    return manifest.with_files(records.values(), environments, entries) if records else manifest


@contextmanager
def noting(store: Store, warn: Callable[[BuildError], object]) -> Iterator[Callable[[FileResult], None]]:
    """Give a function that notes a finished file; what it notes has left this process when it returns.

    When a note cannot be written, that is told once: the documents are worth more than the notes.
    """
    known: set[str] = set()
    refusals: list[BuildError] = []
    with store.appending(NAME) as append:

        def note(result: FileResult) -> None:
            if result.record is None or result.state != "made" or refusals:
                return
            try:
                for line in _lines(result, result.record, known):
                    append(line)
            except BuildError as error:
                refusals.append(error)
                warn(error)

        yield note


def _lines(result: FileResult, record: Record, known: set[str]) -> Iterator[str]:
    """Yield the lines for a record, and before the first that names an environment or an entry that one's."""
    if record.environment not in known:
        known.add(record.environment)
        yield json.dumps({**dict(result.environment), "environment of": record.environment})
    if result.entry is not None and record.document not in known:
        known.add(record.document)
        yield json.dumps({**entry_values(result.entry), "entry of": record.document}, ensure_ascii=False)
    yield record_line(record)
