"""Links to the files of a document, and the picture of its first page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from reportgen.batch.index.listing import main_file, page_of
from reportgen.batch.kinds import titles
from reportgen.language import say
from reportgen.wording import file_size

if TYPE_CHECKING:
    from reportgen.batch.index.listing import Item
    from reportgen.batch.manifest import Record


def main_link(item: Item) -> str:
    """Return the address to which the name of a document leads."""
    return quote(main_file(item).name)


def linked(item: Item) -> tuple[Record, ...]:
    """Return the files to which a row leads beside its name: all but the page, unless that is the only one."""
    return tuple(record for record in item.files if record is not page_of(item) or len(item.files) == 1)


def text_links(item: Item) -> str:
    """Return a short link to each file: `PDF`, of which document is only said."""
    return "".join(
        f'<a href="{quote(record.name)}">{escape(titles()[record.kind])}'
        f'<span class="said">, {escape(item.name)}, {file_size(record.size)}</span></a>'
        for record in linked(item)
    )


def buttons(item: Item, *, is_first_filled: bool = False) -> str:
    """Return a button for each file, with its size; the page, which is no file to keep, is opened."""
    page = page_of(item)
    return "".join(
        f'<a class="button{" first" if is_first_filled and place == 0 else ""}" href="{quote(record.name)}">'
        f"{escape(say('Open page') if record is page else titles()[record.kind])}"
        f'<span class="said">, {escape(item.name)}</span>'
        f"{'' if record is page else f'<small>{file_size(record.size)}</small>'}</a>"
        for place, record in enumerate(sorted(item.files, key=lambda each: each is not page))
    )


def picture(item: Item) -> str:
    """Return the picture of the first page. It says nothing that the title beside it does not, so it has no words."""
    if not item.picture:
        return ""
    return f'<img src="{quote(item.picture)}" width="120" height="155" loading="lazy" alt="">'
