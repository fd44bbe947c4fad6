"""The record of what was made from what: `manifest.json` beside the files."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from reportgen.batch.entries import entry_from, entry_values
from reportgen.batch.fingerprints import SHORT, digest
from reportgen.batch.store import MANIFEST
from reportgen.bounded import json_value
from reportgen.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportgen.batch.entries import Entry
    from reportgen.batch.store import Store

FORMAT = 3
"""Raised when an older program could not read what a newer one writes."""
OLDER = {1: ("environments", "files", "requests"), 2: ("environments", "files", "entries", "requests")}
"""Formats that can still be read, and what they held: 1 had no entries of the index, neither had a checksum of all."""
PARTS = ("format", "sha256", "environments", "files", "entries", "requests")
FILE_NAME = re.compile(r"(?:[^\W_][\w-]*/)?\w[\w.-]*")
"""A name that this program gives: never hidden, never elsewhere."""
DIGEST = re.compile(r"[0-9a-f]{64}")
MOST = 200
"""Characters that are told of what is wrong with a manifest."""
REQUESTS = 20
"""Requests remembered as wholly done; older ones are forgotten."""

Environment = tuple[tuple[str, str], ...]
"""Everything but the document that a file's bytes depend on: what it is called, and its version or digest."""


@dataclass(frozen=True, slots=True)
class Record:
    """One file: its checksum, and what it was made from."""

    name: str
    sha256: str
    size: int
    report: str = ""
    place: str = ""
    years: str = ""
    kind: str = ""
    """`pdf`, `docx`, `data.xlsx` ...; `index` and `zip` for what is made from other files."""
    title: str = ""
    place_name: str = ""
    date: str = ""
    """The date that stands on it."""
    document: str = ""
    """Digest of the composed document."""
    environment: str = ""
    """Digest of the environment, which many files share."""
    topics: str = ""

    @property
    def is_document(self) -> bool:
        """Whether it shows a report, and is not made from the other files: a front page is HTML, too."""
        return bool(self.report)


@dataclass(frozen=True, slots=True)
class Finished:
    """A request that was carried out without an error, and the checksums of its files at that moment."""

    names: tuple[str, ...]
    checksums: str
    """Digest of the checksums, in the order of the names."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """All files in a folder that this program made and still knows."""

    files: Mapping[str, Record]
    environments: Mapping[str, Environment]
    requests: Mapping[str, Finished]
    entries: Mapping[str, Entry] = field(default_factory=dict)
    """What the index shows of each document, by the digest of the document."""

    def with_files(
        self,
        records: Iterable[Record],
        environments: Mapping[str, Environment],
        entries: Mapping[str, Entry] | None = None,
    ) -> Manifest:
        """Return the manifest with records added; a newer record of a file takes the place of the older one."""
        files = {**self.files, **{record.name: record for record in records}}
        used = {record.environment for record in files.values()}
        shown = {record.document for record in files.values()}
        known = {**self.environments, **environments}
        listed = {**self.entries, **(entries or {})}
        return Manifest(
            files,
            {name: known[name] for name in sorted(used) if name in known},
            self.requests,
            {name: listed[name] for name in sorted(shown) if name in listed},
        )

    def with_request(self, key: str, names: Iterable[str]) -> Manifest:
        """Return the manifest with a request that was carried out, the latest last."""
        names = tuple(names)
        finished = Finished(names, checksums(self, names))
        requests = [*((one, done) for one, done in self.requests.items() if one != key), (key, finished)]
        return Manifest(self.files, self.environments, dict(requests[-REQUESTS:]), self.entries)


EMPTY = Manifest({}, {}, {})


def environment_name(environment: Environment) -> str:
    """Return the digest by which records name an environment."""
    return digest(json.dumps(environment))[:SHORT]


def checksums(manifest: Manifest, names: Iterable[str]) -> str:
    """Return a digest of the recorded checksums of some files; empty when one of them has no record."""
    found = [manifest.files.get(name) for name in names]
    return digest(" ".join(one.sha256 for one in found if one)) if all(found) else ""


def read_manifest(store: Store) -> Manifest:
    """Return the manifest of a folder; an empty one when there is none.

    Raises BuildError when there is one that cannot be read, or that a newer version of the program wrote.
    """
    content = store.read(MANIFEST)
    if content is None:
        return EMPTY
    where = store.shown(MANIFEST)
    try:
        return _manifest(json_value(content, BuildError, where=where), content)
    except BuildError as error:
        raise _no_manifest(error.message, where) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _no_manifest(str(error), where) from error


def _no_manifest(found: str, where: str) -> BuildError:
    return BuildError(
        f"expected a manifest of format {FORMAT}: {found[:MOST]}".replace("\n", " "),
        where=where,
        hint="move it away if it is of another program or damaged; `--force` makes all files anew",
    )


def write_manifest(store: Store, manifest: Manifest) -> None:
    """Write the manifest whole: one line for each file, in the order of their names."""
    store.write(MANIFEST, manifest_text(manifest).encode())


def manifest_text(manifest: Manifest) -> str:
    """Return the manifest as JSON with a line for each file, so that two of them can be compared line by line."""
    files = [_line(name, record_values(record)) for name, record in sorted(manifest.files.items())]
    environments = [_line(name, dict(value)) for name, value in sorted(manifest.environments.items())]
    requests = [_line(name, asdict(finished)) for name, finished in manifest.requests.items()]
    entries = [_line(name, entry_values(entry)) for name, entry in sorted(manifest.entries.items())]
    parts = {"environments": environments, "files": files, "entries": entries, "requests": requests}
    inside = "".join(f',\n"{name}": {{{_block(lines)}}}' for name, lines in parts.items())
    text = f'{{"format": {FORMAT},\n"sha256": ""{inside}}}\n'
    return text.replace('""', f'"{digest(text)}"', 1)


def record_of(values: Mapping[str, Any]) -> Record:
    """Return the record that JSON holds. Raises ValueError or TypeError for what is none."""
    if not values.keys() <= FIELDS:
        raise ValueError(f"unknown fields {sorted(values.keys() - FIELDS)}")
    if not all(type(value) is (int if name == "size" else str) for name, value in values.items()):
        raise ValueError("a field of the wrong type")
    record = Record(**values)
    file_name(record.name)
    if not DIGEST.fullmatch(record.sha256) or record.size < 0:
        raise ValueError(f"`{record.name}`: no checksum, or no size")
    if record.report:  # a document, which has a date
        date.fromisoformat(record.date)
    return record


FIELDS = frozenset(each.name for each in fields(Record))


def file_name(text: Any) -> str:
    """Return the name of a file of a folder. Raises ValueError for one that this program does not give."""
    if not isinstance(text, str) or not FILE_NAME.fullmatch(text):
        raise ValueError(f"`{text}`: no name of a file of this folder")
    return text


def environment_of(values: Mapping[str, Any]) -> Environment:
    """Return the environment that JSON holds. Raises ValueError for a value that is no text."""
    if not all(isinstance(value, str) for value in values.values()):
        raise ValueError("an environment of something else than text")
    return tuple(sorted(values.items()))


def record_values(record: Record) -> dict[str, Any]:
    """Return a record as JSON has it: what is empty is left out."""
    return {name: value for name, value in asdict(record).items() if value != ""}


def _line(name: str, value: Mapping[str, Any]) -> str:
    return f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False)}"


def _block(lines: list[str]) -> str:
    return "\n" + ",\n".join(lines) + "\n" if lines else ""


def _manifest(values: Any, content: bytes) -> Manifest:
    form = values["format"]
    if type(form) is not int or form not in {FORMAT, *OLDER}:
        raise ValueError(f"found format {form}")
    if set(values) != set(PARTS if form == FORMAT else ("format", *OLDER[form])):
        raise ValueError(f"found {', '.join(map(str, values))}")
    if form == FORMAT and not _is_whole(values["sha256"], content):
        raise ValueError("it was changed after it was written")
    files = {name: record_of(value) for name, value in values["files"].items()}
    if b"\\ud" in content.lower():
        raise ValueError("half a character")
    if any(record.name != name for name, record in files.items()):
        raise ValueError("a file under the name of another one")
    environments = {name: environment_of(value) for name, value in values["environments"].items()}
    requests = {
        name: Finished(tuple(map(file_name, value["names"])), str(value["checksums"]))
        for name, value in values["requests"].items()
    }
    return Manifest(files, environments, requests, _entries(values.get("entries", {})))


def _is_whole(checksum: object, content: bytes) -> bool:
    """Say whether a manifest has the checksum of everything in it but the checksum."""
    return isinstance(checksum, str) and checksum == digest(content.replace(f'"{checksum}"'.encode(), b'""', 1))


def _entries(values: Mapping[str, Any]) -> dict[str, Entry]:
    """Return the entries of the index; one that another version wrote in another way is left out, for it is remade."""
    entries: dict[str, Entry] = {}
    for name, value in values.items():
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            entries[name] = entry_from(value)
    return entries
