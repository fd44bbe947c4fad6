"""Make a site of a folder that was built before: nothing is composed, only its record is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.batch.extras import write_site
from reportgen.batch.manifest import write_manifest
from reportgen.batch.recorded import read_record
from reportgen.batch.run import with_results
from reportgen.errors import UsageError
from reportgen.language.speaking import PROGRAM
from reportgen.links import leads_out
from reportgen.template import read_theme

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.batch.jobs import Outcome
    from reportgen.batch.manifest import Manifest
    from reportgen.batch.store import Store


def checked_address(address: str) -> str:
    """Return the address of a site, with a slash at its end. Raises UsageError for one that leads nowhere."""
    if address and not (leads_out(address) and address.lower().startswith("http")):
        raise UsageError(
            f"`--address`: expected the address of a site, found `{address[:80]}`",
            hint="such as https://example.org/x/",
        )
    return address if not address or address.endswith("/") else f"{address}/"


def make_site(store: Store, *, templates: Path, theme: str, address: str, force: bool = False) -> Outcome:
    """Write front page, list, page for wrong addresses, picture, feed and map of a folder that was built into.

    Raises UsageError, TemplateError, or BuildError when the folder has no record.
    """
    address = checked_address(address)
    with store.exclusive():
        manifest = read_record(store)
        look = read_theme(theme or _told(manifest, "theme", "default"), templates)
        language = _told(manifest, "language", PROGRAM.tag)
        outcome = write_site(store, manifest, look, language=language, address=address, force=force)
        write_manifest(store, with_results(manifest, outcome.results))
    return outcome


def _told(manifest: Manifest, name: str, usual: str) -> str:
    """Return the theme or the language of all documents of a folder; the usual one where they have several."""
    environments = (dict(manifest.environments.get(record.environment, ())) for record in manifest.files.values())
    found = {values[name].partition(" ")[0] for values in environments if name in values}
    return found.pop() if len(found) == 1 else usual
