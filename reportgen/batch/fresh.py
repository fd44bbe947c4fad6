"""Tell at a glance whether a request was carried out before and nothing has changed since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.batch.inputs import read_inputs
from reportgen.batch.manifest import checksums, read_manifest
from reportgen.batch.plan import plan
from reportgen.batch.store import store_at
from reportgen.errors import ReportError

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.batch.inputs import Inputs
    from reportgen.batch.plan import Plan
    from reportgen.batch.request import Request


@dataclass(frozen=True, slots=True)
class Standing:
    """The files of a request that stand, all of them, as they were made from these very inputs."""

    names: tuple[str, ...]
    files: tuple[Path, ...]


def prepare(request: Request) -> Plan | Standing:
    """Return what has to be made; or what stands already, when nothing has changed since it was made.

    Nothing is written. The files of the data are read once for both answers. Raises what `plan` raises.
    """
    inputs = read_inputs(request)
    return finished_before(request, inputs) or plan(request, inputs)


def finished_before(request: Request, inputs: Inputs | None = None) -> Standing | None:
    """Return the files of a request when all stand as they were made from these very inputs; else None.

    Neither the data nor a template is understood for it, only their bytes are compared.
    """
    if request.force or request.dry_run:
        return None
    try:
        store = store_at(request.out)
        manifest = read_manifest(store)
        is_killed = store.notes() is not None
    except ReportError:
        return None  # the long way says what is wrong
    done = manifest.requests.get((inputs or read_inputs(request)).key)
    if done is None or is_killed or checksums(manifest, done.names) != done.checksums:
        return None
    if any(store.checksum(name) != manifest.files[name].sha256 for name in done.names):
        return None
    return Standing(done.names, tuple(map(store.path, done.names)))
