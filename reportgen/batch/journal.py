"""Note each file as soon as it is finished, so that a run that is killed need not be begun again."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reportgen.batch.manifest import record_line, record_of
from reportgen.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportgen.batch.jobs import FileResult
    from reportgen.batch.manifest import Environment, Manifest, Record
    from reportgen.batch.store import Store

NAME = ".manifest.journal"
"""Lines of JSON: a record, or an environment that later records name. Beside the manifest while a run goes on."""


def with_journal(manifest: Manifest, store: Store) -> Manifest:
    """Return the manifest with what a run that was killed noted before it ended.

    A line that is cut off is passed over, and so is a file that is not there as it was noted.
    """
    records: dict[str, Record] = {}
    environments: dict[str, Environment] = {}
    for line in (store.read(NAME) or b"").decode(errors="replace").splitlines():
        try:
            values = json.loads(line)
            if "environment of" in values:
                environments[values.pop("environment of")] = tuple(sorted(values.items()))
            else:
                record = record_of(values)
                records[record.name] = record
        except (ValueError, TypeError):
            continue
    return manifest.with_files(records.values(), environments) if records else manifest


@contextmanager
def noting(store: Store, warn: Callable[[BuildError], object]) -> Iterator[Callable[[FileResult], None]]:
    """Give a function that notes a finished file; what it notes has left this process when it returns.

    When a note cannot be written, that is told once: the documents are worth more than the notes.
    """
    environments: set[str] = set()
    refusals: list[BuildError] = []
    with store.appending(NAME) as append:

        def note(result: FileResult) -> None:
            if result.record is None or result.state != "made" or refusals:
                return
            try:
                for line in _lines(result.record, result.environment, environments):
                    append(line)
            except BuildError as error:
                refusals.append(error)
                warn(error)

        yield note


def _lines(record: Record, environment: Environment, known: set[str]) -> Iterator[str]:
    """Yield the lines for a record, and before the first of an environment that one's."""
    if record.environment not in known:
        known.add(record.environment)
        yield json.dumps({**dict(environment), "environment of": record.environment})
    yield record_line(record)
