"""Tell at a glance whether a request was carried out before and nothing has changed since."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reportgen.batch.fingerprints import (
    LIBRARIES,
    digest,
    folder_fingerprint,
    library_version,
    library_versions,
    program_fingerprint,
)
from reportgen.batch.journal import NAME as JOURNAL
from reportgen.batch.manifest import checksums, read_manifest
from reportgen.batch.store import store_at
from reportgen.errors import ReportError

if TYPE_CHECKING:
    from reportgen.batch.request import Request

WORDING = (
    "jinja2",
    "markdown-it-py",
    "mdit-py-plugins",
    "pandas",
    "frictionless",
    "font-source-sans-pro",
    "font-source-serif-pro",
)
"""Libraries that every document goes through, and the fonts that come as libraries."""


def finished_before(request: Request) -> tuple[str, ...]:
    """Return the names of a request's files when all stand as they were made from these very inputs; else none.

    Neither the data nor a template is understood for it, only their bytes are compared.
    """
    if request.force or request.dry_run:
        return ()
    try:
        store = store_at(request.out)
        manifest = read_manifest(store)
    except ReportError:
        return ()  # the long way says what is wrong
    done = manifest.requests.get(request_key(request))
    if done is None or store.read(JOURNAL) is not None or checksums(manifest, done.names) != done.checksums:
        return ()
    whole = all(store.checksum(name) == manifest.files[name].sha256 for name in done.names)
    return done.names if whole else ()


def request_key(request: Request) -> str:
    """Return a digest of a request and of everything that its files depend on."""
    template = request.docx_template
    values = {
        "reports": request.reports,
        "years": request.years,
        "places": request.places,
        "all places": request.all_places,
        "topics": request.topics,
        "formats": request.formats,
        "theme": request.theme,
        "date": "" if request.date_is_today else request.date.isoformat(),
        "drafts": request.allow_failing_checks,
        "with data": request.with_data,
        "profile": request.profile,
        "chart data": request.chart_data,
        "native charts": request.native_charts,
        "index": request.index,
        "archive": request.archive,
        "Word template": digest(template.read_bytes()) if template is not None and template.is_file() else "",
        "data": folder_fingerprint(request.data),
        "templates": folder_fingerprint(request.templates),
        "program": program_fingerprint(),
        "libraries": [library_versions(kind) for kind in LIBRARIES],
        "wording": {name: library_version(name) for name in WORDING},
    }
    return digest(json.dumps(values, sort_keys=True))
