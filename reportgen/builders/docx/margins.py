"""Write what stands in the margins of every page: the running foot, and the word that a document is a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.builders.docx.fields import field, run, tab
from reportgen.builders.docx.inlines import paragraph
from reportgen.builders.docx.package import parsed

if TYPE_CHECKING:
    from reportgen.builders.docx.setting import Setting
    from reportgen.document import Metadata


def add_margins(metadata: Metadata, setting: Setting) -> None:
    """Add a foot, if the theme wants one and the template has none, and the draft line to every head there is."""
    section = setting.package.section
    if setting.page.running_foot and section.footer.is_linked_to_previous:
        section.footer.is_linked_to_previous = False
        _replace(section.footer._element, _foot(metadata.short_title, setting))
    if not metadata.draft:
        return
    heads = [section.header, *([section.first_page_header] if section.different_first_page_header_footer else [])]
    for head in heads:
        line = paragraph("header", run(metadata.draft, direct="<w:b/>"), setting)
        if head.is_linked_to_previous:
            head.is_linked_to_previous = False
            _replace(head._element, line)
        else:
            head._element.append(parsed(line))


def _foot(short_title: str, setting: Setting) -> str:
    pages = str(setting.places.last_page)
    numbers = run("Page ") + field("PAGE", run("1")) + run(" of ") + field("NUMPAGES", run(pages))
    return paragraph("footer", run(short_title) + tab() + numbers, setting)


def _replace(part: Any, markup: str) -> None:
    for child in list(part):
        part.remove(child)
    part.append(parsed(markup))
