"""Turn pages on their side where a table is too wide to stand upright, each time in a section of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.builders.docx.margins import turned_foot
from reportgen.builders.docx.tables import fitted, squeezed
from reportgen.document import Heading, PageBreak, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.builders.docx.setting import Setting
    from reportgen.builders.docx.tables import Shape
    from reportgen.document import Block, Document


@dataclass(frozen=True, slots=True)
class Sides:
    """The setting of upright pages and that of turned ones, and what stands on the latter."""

    upright: Setting
    turned: Setting
    on_turned: frozenset[int]
    """Indexes of the wide tables, with the headings and labels right before them and small print right after."""
    foot: str
    """Relation to the foot of turned pages; empty when they have that of the others."""

    def setting(self, index: int) -> Setting:
        """Return the setting of a block."""
        return self.turned if index in self.on_turned else self.upright

    def section(self, *, is_first: bool, is_turned: bool) -> str:
        """Return the properties of a section, which stand at its end."""
        page = self.turned.page if is_turned else None
        return self.upright.package.section_end(is_first=is_first, turned=page, foot=self.foot)


def find_sides(document: Document, setting: Setting, *, has_own_foot: bool) -> Sides:
    """Return the settings of a document's pages, with the shapes of its tables."""
    page = setting.page.turned
    turned = replace(setting, page=page, theme=replace(setting.theme, page=page))
    can_turn = page.width > setting.page.width
    shapes: dict[str, Shape] = {}
    wide: set[int] = set()
    for index, block in enumerate(document.blocks):
        if isinstance(block, Table):
            shape = fitted(block, setting)
            if shape is None and can_turn:
                wide |= set(_with_neighbours(document.blocks, index))
                shape = fitted(block, turned) or squeezed(block, turned)
            shapes[block.anchor] = shape or squeezed(block, setting)
    return Sides(
        upright=replace(setting, shapes=shapes),
        turned=replace(turned, shapes=shapes),
        on_turned=frozenset(wide),
        foot=turned_foot(document.metadata, turned) if wide and has_own_foot else "",
    )


def _with_neighbours(blocks: Sequence[Block], index: int) -> Iterator[int]:
    """Yield the index of a table, of the headings and labels right before it, and of small print right after."""
    yield index
    if blocks[index + 1 :] and _is_paragraph(blocks[index + 1], "notes"):
        yield index + 1
    while index and _belongs_to_next(blocks[index - 1]):
        index -= 1
        yield index


def _belongs_to_next(block: Block) -> bool:
    return isinstance(block, Heading | PageBreak) or _is_paragraph(block, "label")


def _is_paragraph(block: Block, role: str) -> bool:
    return isinstance(block, Paragraph) and block.role == role
