"""Turn pages on their side where a table is too wide to stand upright, each time in a section of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.builders.docx.margins import turned_foot
from reportgen.exhibits.tables import Tables, raise_refused, resolve_tables, room_of

if TYPE_CHECKING:
    from reportgen.builders.docx.setting import Setting
    from reportgen.document import Document

NARROWER = (1.0, 0.85, 0.7)


@dataclass(frozen=True, slots=True)
class Sides:
    """The setting of upright pages and that of turned ones, and what stands on the latter."""

    upright: Setting
    turned: Setting
    on_turned: frozenset[int]
    """Indexes of the blocks on turned pages: wide tables, and what goes along with them."""
    kept: frozenset[int]
    """Indexes of the short paragraphs that stay with what follows them."""
    foot: str
    """Relation to the foot of turned pages; empty when they have that of the others."""

    def setting(self, index: int) -> Setting:
        """Return the setting of a block."""
        return self.turned if index in self.on_turned else self.upright

    def section(self, *, is_first: bool, is_turned: bool) -> str:
        """Return the properties of a section, which stand at its end."""
        page = self.turned.page if is_turned else None
        return self.upright.package.section_end(is_first=is_first, turned=page, foot=self.foot)


def find_sides(document: Document, setting: Setting, *, has_own_foot: bool, tables: Tables | None = None) -> Sides:
    """Return the settings of a document's pages, with its tables as they are set, or were for the same room.

    Raises BuildError, or several as ReportErrors, when tables cannot be set.
    """
    tables = tables or _set_tables(document, setting)
    upright, page = replace(setting, tables=tables.resolved, beside=tables.beside), setting.page.turned
    turned = replace(upright, page=page, theme=replace(setting.theme, page=page))
    return Sides(
        upright=upright,
        turned=turned,
        on_turned=tables.on_turned,
        kept=tables.kept,
        foot=turned_foot(document.metadata, turned) if tables.on_turned and has_own_foot else "",
    )


def _set_tables(document: Document, setting: Setting) -> Tables:
    """Return the tables as they are set.

    How wide the fonts of another house are is an estimate on the safe side. A table that would be refused for it is set
    as if they were narrower: Word breaks a word where it must. Raises BuildError when a table cannot be set at all.
    """
    narrower = (stretch for stretch in NARROWER if stretch < setting.stretch and setting.package.is_house)
    found = resolve_tables(document.blocks, setting.theme, room_of(setting.page, stretch=setting.stretch))
    for stretch in narrower:
        if not found.refused:
            break
        other = resolve_tables(document.blocks, setting.theme, room_of(setting.page, stretch=stretch))
        resolved = {**other.resolved, **found.resolved}
        refused = {anchor: error for anchor, error in other.refused.items() if anchor in found.refused}
        found = Tables(resolved, refused, found.on_turned | other.on_turned, found.kept, found.beside)
    raise_refused(found)
    return found
