"""Give blocks the room between them that a printed page has, where the style of neither knows of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.builders.docx.flow import TABLE_GAP, Para, WordTable, in_cells, with_first, with_last, with_room
from reportgen.document import Callout, Figure, Heading, KeyFigures, Pair, Paragraph, Table, TitleBlock

if TYPE_CHECKING:
    from reportgen.builders.docx.flow import Flow
    from reportgen.builders.docx.setting import Setting
    from reportgen.document import Block


def spaced(flow: Flow, block: Block, setting: Setting, *, previous: Block | None, following: Block | None) -> Flow:
    """Return what a block is written as, as far from its neighbours as it has to be."""
    if isinstance(block, Pair) and isinstance(flow[0], WordTable):
        return _pair(flow, setting, previous=previous, following=following)
    flow = _small_print(flow, block, setting, following=following)
    if _is_small_print(block) and not _is_small_print(previous):
        return with_room(flow, before=setting.theme.styles.notes.before)
    if setting.package.is_house and _leads(block):
        # said here, too: not every house has told its headings to stay with what follows
        flow = with_last(flow, lambda last: replace(last, keeps_next=True))
    if setting.package.is_house:
        is_after_title = isinstance(previous, TitleBlock) and setting.package.breaks_before(flow)
        # each chapter of the house may begin a page, but the title does not stand alone on the first
        return with_first(flow, lambda first: replace(first, breaks_before=False)) if is_after_title else flow
    if _leads(previous) and not _is_topic(previous) and (_leads(block) or isinstance(block, Figure | Table)):
        # the room below a heading is its own; what follows has its room above only elsewhere
        return with_room(flow, before=0)
    return flow


def _pair(flow: Flow, setting: Setting, *, previous: Block | None, following: Block | None) -> Flow:
    """Return two exhibits side by side; Word adds the room inside of their cells to that outside."""
    if isinstance(previous, KeyFigures):
        above, caption = max(0.0, setting.measures.above_exhibit - TABLE_GAP), setting.style("caption")
        flow = in_cells(
            flow,
            lambda cell: with_first(
                cell, lambda first: replace(first, before=above) if first.style == caption else first
            ),
        )
    if isinstance(following, Figure | Table | Pair | Heading):
        open_, closed = setting.style("Notes Open"), setting.style("Notes")
        flow = in_cells(
            flow,
            lambda cell: with_last(cell, lambda last: replace(last, style=open_) if last.style == closed else last),
        )
    return flow


def _leads(block: Block | None) -> bool:
    """Say whether a block only leads to what follows it."""
    return isinstance(block, Heading) or (isinstance(block, Paragraph) and block.role in ("label", "topic"))


def _is_topic(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and block.role == "topic"


def _is_small_print(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and block.role == "notes"


def _small_print(flow: Flow, block: Block, setting: Setting, *, following: Block | None) -> Flow:
    """Return the flow with its last line of small print close to what explains it, or is more of it."""
    last = flow[-1]
    if not isinstance(last, Para) or not (_is_small_print(block) or last.style == setting.style("Notes")):
        return flow
    if _is_small_print(following) or (_is_small_print(block) and isinstance(following, Callout)):
        style = "Notes Open"
    elif _is_small_print(block) or isinstance(following, Callout):
        style = "Notes Close"
    else:
        return flow
    return (*flow[:-1], replace(last, style=setting.style(style)))
