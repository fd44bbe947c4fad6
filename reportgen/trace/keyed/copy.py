"""Make the audit copy of a document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.document import PageBreak, TitleBlock
from reportgen.language import say, speaking
from reportgen.trace.keyed.confirmed import confirm
from reportgen.trace.keyed.front import said_first, signatures
from reportgen.trace.keyed.keys import with_keys
from reportgen.trace.keyed.listed import origin_list
from reportgen.trace.ledger import Ledger

if TYPE_CHECKING:
    from reportgen.dataset import Package
    from reportgen.document import Document


def audit_copy(document: Document, package: Package) -> Document:
    """Return the audit copy of a numbered document; `package` has the data in the words of its language.

    Raises BuildError when a number, worked out once more, is another one.
    """
    with speaking(document.metadata.language):
        ledger = Ledger(package)
        keyed, entries = with_keys(document, ledger)
        values = ledger.as_values()
        confirm((shown for entry in entries for shown in entry.shown), values)
        metadata = replace(
            keyed.metadata,
            title=say("{title} (audit copy)", title=keyed.metadata.title),
            short_title=say("{title}, audit copy", title=keyed.metadata.short_title),
        )
        first = int(bool(keyed.blocks) and isinstance(keyed.blocks[0], TitleBlock))
        blocks = (
            *keyed.blocks[:first],
            said_first(metadata, entries, values),
            *keyed.blocks[first:],
            PageBreak(),
            *origin_list(entries, values),
            *signatures(),
        )
        return replace(keyed, metadata=metadata, blocks=blocks)
