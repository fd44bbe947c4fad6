"""Keep a heading with enough of what follows it, and give blocks the room between them that a printed page has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.builders.docx.flow import Para, with_first, with_last, with_room
from reportgen.charts.metrics import lettering
from reportgen.document import Callout, Figure, Heading, List, Paragraph, Table, TitleBlock, plain_text

if TYPE_CHECKING:
    from reportgen.builders.docx.flow import Flow, Piece
    from reportgen.builders.docx.setting import Setting
    from reportgen.document import Block

HEADING_LINES = 3
"""Lines that have to stand below a heading on its page; what is shorter stays with what follows."""


@dataclass(frozen=True, slots=True)
class Below:
    """What stands below the last heading."""

    block: Block | None = None
    """The block before."""
    lines: int = HEADING_LINES
    """How many lines follow the heading, up to as many as have to."""

    def keep(self, flow: Flow, block: Block, setting: Setting, *, following: Block | None) -> Flow:
        """Return what a block is written as, with what is too short for a heading kept with what follows."""
        if isinstance(block, Paragraph | List) and self.lines < HEADING_LINES and not _leads(block):
            flow = _kept(flow, _line_counts(block, setting), self.lines)
        if isinstance(following, Callout) and isinstance(block, Figure | Table | Paragraph):
            flow = with_last(flow, lambda last: replace(last, keeps_next=True))
        return self._with_room(_small_print(flow, block, setting, following=following), block, setting)

    def then(self, block: Block, setting: Setting) -> Below:
        """Return what stands below the heading with this block."""
        if isinstance(block, Heading):
            return Below(block, 0)
        if _leads(block):
            return Below(block, self.lines)
        if isinstance(block, Paragraph | List):
            return Below(block, min(HEADING_LINES, self.lines + sum(_line_counts(block, setting))))
        return Below(block)

    def _with_room(self, flow: Flow, block: Block, setting: Setting) -> Flow:
        """Return the flow with the room above it that its style cannot know of."""
        if _is_small_print(block) and not _is_small_print(self.block):
            return with_room(flow, before=setting.theme.styles.notes.before)
        if setting.package.is_house:
            is_after_title = isinstance(self.block, TitleBlock) and setting.package.breaks_before(flow)
            # each chapter of the house may begin a page, but the title does not stand alone on the first
            return with_first(flow, lambda first: replace(first, breaks_before=False)) if is_after_title else flow
        if _leads(self.block) and (_leads(block) or isinstance(block, Figure | Table)):
            # the room below a heading is its own; what follows has its room above only elsewhere
            return with_room(flow, before=0)
        return flow


def _leads(block: Block | None) -> bool:
    """Say whether a block only leads to what follows it."""
    return isinstance(block, Heading) or (isinstance(block, Paragraph) and block.role == "label")


def _is_small_print(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and block.role == "notes"


def _small_print(flow: Flow, block: Block, setting: Setting, *, following: Block | None) -> Flow:
    """Return the flow with its last line of small print close to what explains it, or is more of it."""
    last = flow[-1]
    if not isinstance(last, Para) or not (_is_small_print(block) or last.style == setting.style("Notes End")):
        return flow
    if _is_small_print(following) or (_is_small_print(block) and isinstance(following, Callout)):
        style = "Notes"
    elif _is_small_print(block) or isinstance(following, Callout):
        style = "Notes Close"
    else:
        return flow
    return (*flow[:-1], replace(last, style=setting.style(style)))


def _line_counts(block: Paragraph | List, setting: Setting) -> tuple[int, ...]:
    """Return how many lines each paragraph of a block has; of a list in a list more than enough."""
    if isinstance(block, Paragraph):
        return (_lines(block, setting, indent=0),)
    indent = setting.measures.list_indent
    inner = (each for item in block.items for each in item.blocks)
    return tuple(
        _lines(each, setting, indent=indent) if isinstance(each, Paragraph) else HEADING_LINES for each in inner
    )


def _lines(block: Paragraph, setting: Setting, *, indent: float) -> int:
    styles, page = setting.theme.styles, setting.page
    style = styles.notes if block.role == "notes" else styles.body
    width = min(page.text_width, setting.width) if block.role == "body" else setting.width
    voice = lettering(setting.theme, replace(style, size=style.size * setting.stretch))
    return len(voice.lines(plain_text(block.children), width - indent))


def _kept(flow: Flow, counts: tuple[int, ...], lines: int) -> Flow:
    """Return paragraphs that stay with the next as long as there are too few lines."""
    kept: list[Piece] = []
    for index, piece in enumerate(flow):
        lines += counts[index] if index < len(counts) else HEADING_LINES
        is_short = isinstance(piece, Para) and lines < HEADING_LINES
        kept.append(replace(piece, keeps_next=True) if isinstance(piece, Para) and is_short else piece)
    return tuple(kept)
