"""What the blocks of a document were set as last, for whoever lays it out again while it is written."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reportgen.language import spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportgen.builders.pdf.pages import Flow
    from reportgen.builders.pdf.setting import Setting
    from reportgen.document import Block
    from reportgen.language import Language

About = tuple[object, ...]
"""What a block depends on besides itself and the setting."""


@dataclass
class FlowsBefore:
    """What each block of the last document was set as. One is known again when it is the very same object."""

    _setting: Setting | None = None
    _language: Language | None = None
    _last: dict[int, tuple[Block, About, Flow]] = field(default_factory=dict)
    _made: dict[int, tuple[Block, About, Flow]] = field(default_factory=dict)

    def begin(self, setting: Setting) -> Setting:
        """Begin another document, and return its setting: with the root of the last one when all else is the same.

        What was set says in which element it stands, and so belongs to one root.
        """
        same = replace(setting, root=self._setting.root) if self._setting else None
        is_same = same == self._setting and self._language == spoken()
        self._last, self._made = self._made if is_same else {}, {}
        self._setting, self._language = same if is_same else setting, spoken()
        assert self._setting is not None
        return self._setting

    def flow(self, block: Block, about: About, make: Callable[[], Flow]) -> Flow:
        """Return what a block is made of: what it was before, or what `make` returns. Raises what that does."""
        found = self._last.get(id(block))  # which is held there, so that no other one has its number
        # what stands twice in a document has two elements
        if found is None or found[1] != about or id(block) in self._made:
            found = (block, about, make())
        self._made[id(block)] = found
        return found[2]


_BEFORE: ContextVar[FlowsBefore | None] = ContextVar("flows_before", default=None)


@contextmanager
def blocks_set_before(before: FlowsBefore) -> Iterator[None]:
    """Let blocks within the block of code be as they were set before."""
    token = _BEFORE.set(before)
    try:
        yield
    finally:
        _BEFORE.reset(token)


def begun(setting: Setting) -> Setting:
    """Return the setting of a document that is about to be set."""
    before = _BEFORE.get()
    return before.begin(setting) if before else setting


def set_before(block: Block, about: About, make: Callable[[], Flow]) -> Flow:
    """Return what a block is made of. Raises what `make` does."""
    before = _BEFORE.get()
    return before.flow(block, about, make) if before else make()
