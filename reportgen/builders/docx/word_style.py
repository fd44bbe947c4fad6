"""One named style of a Word file, and how a paragraph and a run of text say theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportgen.builders.docx.formatting import run_markup, spacing
from reportgen.builders.docx.markup import w

if TYPE_CHECKING:
    from reportgen.theme import TextStyle, Theme


@dataclass(frozen=True, slots=True)
class WordStyle:
    """A named style: what it says of paragraphs, of text and of tables, each as markup."""

    name: str
    kind: Literal["paragraph", "character", "table", "numbering"]
    paragraph: str = ""
    run: str = ""
    table: str = ""
    based_on: str = ""
    following: str = ""
    """Style of the paragraph that a user begins after one of this style."""
    priority: int = 20
    is_shown: bool = True
    """Whether Word offers it in its gallery of styles."""
    is_core: bool = True
    """Whether it belongs into every file, used or not."""
    list_kind: Literal["", "bullet", "number", "square", "hollow"] = ""
    """Its paragraphs are items of a list of this kind, on the level its name ends with."""

    @property
    def level(self) -> int:
        """Level of a heading or a list, from 1."""
        last = self.name.rsplit(" ", 1)[-1]
        return int(last) if last.isdigit() else 1


def paragraph_style(
    name: str,
    style: TextStyle,
    theme: Theme,
    *,
    before: float | None = None,
    after: float | None = None,
    keeps_next: bool = False,
    borders: str = "",
    shade: str = "",
    tabs: str = "",
    indents: str = "",
    align: str = "",
    outline: int | None = None,
    based_on: str = "Normal",
    following: str = "",
    priority: int = 20,
) -> WordStyle:
    """Return a style of paragraphs in a style of the theme; what is given beside it differs from that."""
    paragraph = (
        (w("keepNext") + w("keepLines") if keeps_next else "")
        + (w("pBdr", borders) if borders else "")
        + shade
        + tabs
        + spacing(
            before=style.before if before is None else before,
            after=style.after if after is None else after,
            leading=style.leading,
        )
        + indents
        + (w("jc", val=align) if align else "")
        + (w("outlineLvl", val=outline) if outline is not None else "")
    )
    return WordStyle(name, "paragraph", paragraph, run_markup(style, theme), "", based_on, following, priority=priority)


def character_style(name: str, run: str, *, priority: int = 20) -> WordStyle:
    """Return a style of runs of text; `run` is its markup."""
    return WordStyle(name, "character", run=run, based_on="Default Paragraph Font", priority=priority)
