"""The entries of cells in the file beside a document; what those of one table have in common stands in a group."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Values = dict[str, Any]

KEPT = ("value", "printed", "qualifier", "status", "correction")
"""What an entry says of a cell beside where it stands and what it is a figure of."""
USUAL = {"qualifier": "exact", "status": "A"}
"""What is left out of an entry, for nearly all say it."""
LEAST = 2
"""So many cells make a group."""
COMMON = 2
"""Of the parts of a location between commas, those that the cells of a group share: the page, the table on it."""


class Group(NamedTuple):
    """What cells of one table of a publication have in common, or those of one paragraph."""

    file: str
    source: int | None
    figure: str
    """Without members: `cases@2024`; empty of those that only stand in one place."""
    at: str


def cell_entries(cells: Sequence[Values], told: Mapping[int, Values]) -> Iterator[Values]:
    """Yield the files, the groups and the cells of a ledger; `told` is what else is said of a cell, by its place."""
    files = list(dict.fromkeys(cell["file"] for cell in cells))
    for place, file in enumerate(files):
        yield {"@id": f"#f{place}", "@type": "File", "name": file}
    counts = Counter(_group(cell) for cell in cells)
    counts.update(_place(cell) for cell in cells if counts[_group(cell)] < LEAST and cell.get("location"))
    groups = [group for group, count in counts.items() if count >= LEAST]
    for place, group in enumerate(groups):
        yield {"@id": f"#g{place}", "@type": "Group", **_shared(group, files)}
    places = {group: place for place, group in enumerate(groups)}
    for place, cell in enumerate(cells):
        entry: Values = {"@id": f"#c{place}", "@type": "Cell"}
        yield entry | _where(cell, places, files) | _kept(cell) | told.get(place, {})


def _group(cell: Values) -> Group:
    common, _ = _parted(cell)
    return Group(cell["file"], cell.get("source"), cell["figure"].partition("{")[0], common)


def _place(cell: Values) -> Group:
    return Group(cell["file"], cell.get("source"), "", cell.get("location", ""))


def _parted(cell: Values) -> tuple[str, str]:
    """Return what cells of one table share of their location, and the rest."""
    parts = cell.get("location", "").split(", ")
    return ", ".join(parts[:COMMON]), ", ".join(parts[COMMON:])


def _where(cell: Values, groups: Mapping[Group, int], files: Sequence[str]) -> Values:
    """Return what a cell is a figure of and where it stands: what its group does not say, or all."""
    group = _group(cell)
    _, rest = _parted(cell)
    members = cell["figure"].partition("{")[2].rstrip("}")
    if group not in groups and _place(cell) in groups:
        return {"in": f"#g{groups[_place(cell)]}", "figure": cell["figure"], "line": cell["line"]}
    if group not in groups:
        whole = group._replace(figure=cell["figure"], at=cell.get("location", ""))
        return _shared(whole, files) | {"line": cell["line"]}
    own = {"in": f"#g{groups[group]}", "members": members, "line": cell["line"], "at": rest}
    return {name: value for name, value in own.items() if value}


def _shared(group: Group, files: Sequence[str]) -> Values:
    source = {} if group.source is None else {"source": f"#s{group.source}"}
    at = {"at": group.at} if group.at else {}
    figure = {"figure": group.figure} if group.figure else {}
    return {**figure, "file": f"#f{files.index(group.file)}", **source, **at}


def _kept(cell: Values) -> Values:
    return {name: cell[name] for name in KEPT if name in cell and cell[name] != USUAL.get(name)}
