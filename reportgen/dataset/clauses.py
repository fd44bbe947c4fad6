"""Check the words with which an indicator stands in a sentence: a clause with `{}` where the figure goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.dataset.tables import Table

GAP = "{}"
"""Where the figure goes."""


def check_clauses(tables: Mapping[str, Table]) -> Iterator[DataError]:
    """Yield an error for each clause that has no place for the figure, or several."""
    table = tables["indicators"]
    for row in table.sound_rows():
        clause = row.cells.get("clause") or ""
        around = clause.replace(GAP, "", 1)
        if clause and (around == clause or set("{}") & set(around)):
            message = f"field `clause`: expected one `{GAP}` where the figure goes, found `{clause}`"
            yield DataError(message, where=table.place(row), hint=f"write, say, `{GAP} families were housed`")
