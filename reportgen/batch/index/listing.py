"""What the front page of a folder shows: its documents, in groups, and what could not be made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from reportgen.batch.entries import Entry
from reportgen.batch.jobs import THUMBNAILS
from reportgen.batch.kinds import PAGE, titles
from reportgen.builders import PAGED
from reportgen.wording import sort_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from reportgen.batch.manifest import Manifest, Record
    from reportgen.document import Listing, Summary
    from reportgen.theme import Theme

NOTHING = Entry()


@dataclass(frozen=True, slots=True)
class Item:
    """One document with its files."""

    name: str
    """What it is listed under: its place, or else its title."""
    place: str
    """Code of the place; empty for the whole country."""
    title: str
    report: str
    years: str
    topics: str
    """The topics that it is limited to; empty for all."""
    files: tuple[Record, ...]
    """In the order in which formats stand."""
    picture: str
    """Name of the picture of its first page; empty for none."""
    entry: Entry
    is_earlier: bool = False
    """Whether this run made the same report for other years, and not these."""

    @property
    def summary(self) -> Summary | None:
        """What the list shows of it, where its template says so."""
        return self.entry.summary

    @property
    def letter(self) -> str:
        """The letter under which it is found."""
        return sort_name(self.name)[:1].upper()


@dataclass(frozen=True, slots=True)
class Missing:
    """A document of which files that were asked for could not be made."""

    name: str
    files: tuple[str, ...]
    """Titles of the formats."""
    reason: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A file of an earlier run that was removed, or that would not be made any more."""

    file: str
    name: str
    """The place, or else the title of its document."""
    format: str
    reason: str
    is_there: bool


@dataclass(frozen=True, slots=True)
class Front:
    """All that the page shows."""

    main: tuple[Item, ...]
    """The documents that can be compared with each other, by name; empty when none can."""
    others: tuple[tuple[str, tuple[Item, ...]], ...]
    """Report and documents of it, for all others."""
    missing: tuple[Missing, ...]
    theme: Theme
    archive: str = ""
    """Name of the ZIP file of all documents; empty for none."""
    gone: tuple[Gone, ...] = ()
    present: frozenset[str] = frozenset()
    """The names of all files that are there and stand as they should."""

    @property
    def listing(self) -> Listing | None:
        """What the list of the main documents says of itself."""
        first = next((item.summary for item in self.main), None)
        return first.listing if first else None

    @property
    def items(self) -> tuple[Item, ...]:
        """Every document of the page."""
        return (*self.main, *(item for _, items in self.others for item in items))


def front_of(
    manifest: Manifest,
    *,
    present: Collection[str],
    asked: Collection[str],
    missing: Sequence[Missing],
    theme: Theme,
    archive: str = "",
    gone: Sequence[Gone] = (),
) -> Front:
    """Return what the page shows of the files of a manifest that are `present`; `asked` are those of this request."""
    items = _items(manifest, {*present} - {each.file for each in gone})
    main = _main(items, asked)
    listed = {item.files[0].name for item in main}
    rest = [item for item in _with_earlier(items, asked) if item.files[0].name not in listed]
    rest = sorted(sorted(rest, key=_order), key=lambda item: (item.report, item.is_earlier))
    others = tuple((report, tuple(group)) for report, group in groupby(rest, key=lambda item: item.report))
    return Front(main, others, tuple(missing), theme, archive, tuple(gone), frozenset(present))


def _items(manifest: Manifest, present: Collection[str]) -> list[Item]:
    listed = titles()
    groups: dict[tuple[str, str, str, str, str], list[Record]] = {}
    for name, record in sorted(manifest.files.items()):
        if record.is_document and record.kind in listed and name in present:
            key = (record.report, record.title, record.place, record.years, record.topics)
            groups.setdefault(key, []).append(record)
    return [_item(records, manifest, present) for records in groups.values()]


def _item(records: Iterable[Record], manifest: Manifest, present: Collection[str]) -> Item:
    order = list(titles())
    files = tuple(sorted(records, key=lambda record: order.index(record.kind)))
    first = files[0]
    pictures = (f"{THUMBNAILS}/{each.name.removesuffix(f'.{PAGED}')}.png" for each in files if each.kind == PAGED)
    entries = (manifest.entries.get(each.document) for each in files)
    return Item(
        name=first.place_name or first.title,
        place=first.place,
        title=first.title,
        report=first.report,
        years=first.years,
        topics=first.topics,
        files=files,
        picture=next((each for each in pictures if each in manifest.files and each in present), ""),
        entry=next((entry for entry in entries if entry), NOTHING),
    )


def _main(items: Iterable[Item], asked: Collection[str]) -> tuple[Item, ...]:
    """Return the documents that open the page, by name: the largest group whose template says how they are listed.

    Those that were asked for now come before those of earlier requests; of equal groups it is the first.

    They are of one report, range and choice of topics, so that their figures are of one year, and their places of one
    level.
    """
    listed = sorted((item for item in items if item.summary), key=_order)
    groups = [tuple(group) for _, group in groupby(listed, key=_kind)]
    largest = max(groups, key=lambda group: (_asked(group, asked), len(group)), default=())
    return tuple(sorted(largest, key=lambda item: (sort_name(item.name), item.place)))


def _with_earlier(items: Iterable[Item], asked: Collection[str]) -> list[Item]:
    """Return documents, those marked that stand beside one of other years that was asked for now."""
    every = tuple(items)
    now = {(item.report, item.place, item.topics): item.years for item in every if _asked((item,), asked)}
    return [
        replace(item, is_earlier=now.get((item.report, item.place, item.topics), item.years) != item.years)
        if not _asked((item,), asked)
        else item
        for item in every
    ]


def _asked(items: Iterable[Item], asked: Collection[str]) -> int:
    """Return how many of the documents were asked for now."""
    return sum(any(record.name in asked for record in item.files) for item in items)


def _kind(item: Item) -> tuple[str, ...]:
    title, level = (item.summary.listing.title, item.summary.level) if item.summary else ("", "")
    return item.report, item.years, item.topics, title, level


def _order(item: Item) -> tuple[tuple[str, ...], str, str]:
    return _kind(item), sort_name(item.name), item.place


def page_of(item: Item) -> Record | None:
    """Return the page for a browser among the files of a document; None where there is none."""
    return next((record for record in item.files if record.kind == PAGE), None)


def main_file(item: Item) -> Record:
    """Return the file to which the name of a document leads: its page, or else the first."""
    return page_of(item) or item.files[0]
