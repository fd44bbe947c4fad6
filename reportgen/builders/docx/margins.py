"""Write what stands in the margins of every page: the running foot, and the word that a document is a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from reportgen.builders.docx.fields import field, run, tab
from reportgen.builders.docx.inlines import paragraph
from reportgen.builders.docx.markup import parsed, part_text, w
from reportgen.builders.docx.serialize import paragraph_markup
from reportgen.language import say

if TYPE_CHECKING:
    from reportgen.builders.docx.setting import Setting
    from reportgen.document import Metadata


def add_margins(metadata: Metadata, setting: Setting) -> bool:
    """Add a foot, if the theme wants one and the template has none, and the draft line to every head there is.

    Return whether the foot is ours.
    """
    is_ours = setting.page.running_foot and not setting.package.has_foot
    if is_ours:
        setting.package.add_foot(_foot(metadata.short_title, setting))
    if not metadata.draft:
        return is_ours
    section = setting.package.section
    heads = [section.header, *([section.first_page_header] if section.different_first_page_header_footer else [])]
    for head in heads:
        line = paragraph_markup(paragraph("header", run(metadata.draft, direct="<w:b/>"), setting))
        if head.is_linked_to_previous:
            head.is_linked_to_previous = False
            _replace(head._element, line)
        else:
            head._element.append(parsed(line))
    return is_ours


def turned_foot(metadata: Metadata, setting: Setting) -> str:
    """Return the relation to the foot of turned pages, whose page number stands at their own right margin."""
    markup = part_text(w("ftr", _foot(metadata.short_title, setting)), "w", "r")
    return setting.package.add_part(
        "footer-turned.xml", markup.encode(), content_type=CONTENT_TYPE.WML_FOOTER, relation=RELATIONSHIP_TYPE.FOOTER
    )


def _foot(short_title: str, setting: Setting) -> str:
    pages = str(setting.places.last_page)
    before, between, after = say("Page {number} of {count}", number="\0", count="\0").split("\0")
    numbers = run(before) + field("PAGE", run("1")) + run(between) + field("NUMPAGES", run(pages))
    numbers += run(after) if after else ""
    stops = setting.package.right_tab("footer", setting.width)
    return paragraph_markup(paragraph("footer", run(short_title) + tab() + numbers, setting, tabs=stops))


def _replace(part: Any, markup: str) -> None:
    for child in list(part):
        part.remove(child)
    part.append(parsed(markup))
