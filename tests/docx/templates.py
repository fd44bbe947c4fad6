"""A template as another organisation might have it: its own fonts, colours, margins, letterhead and lists."""

from __future__ import annotations

import io

import docx
from docx.shared import Mm, Pt, RGBColor


def plain_template() -> bytes:
    """Return a Word file with a few styles of its own, a letterhead, A4 paper, and words that are not to be kept."""
    template = docx.Document()
    section = template.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(30)
    template.styles["Normal"].font.name = "Georgia"
    heading = template.styles["Heading 1"]
    heading.font.color.rgb, heading.font.size = RGBColor(0x8B, 0x1A, 0x1A), Pt(17)
    section.header.paragraphs[0].text = "The Foundation"
    section.footer.paragraphs[0].text = "foundation.example"
    template.add_heading("Words of the template", 1)
    template.add_paragraph("They are not kept.", style="List Bullet")
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()
