"""Templates as other organisations have them, with their own fonts, colours, pages and lists, or without some part."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from reportgen.builders.docx import base_template
from reportgen.template.themes import read_theme

PLAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
MACRO_TYPE = "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
REMOTE = "http://elsewhere.example/house.dotm"


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
    return saved(template)


def saved(template: docx.document.Document) -> bytes:
    """Return the file."""
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def changed(template: bytes, change: Callable[[docx.document.Document], object]) -> bytes:
    """Return a template that somebody has opened, changed and saved."""
    opened = docx.Document(io.BytesIO(template))
    change(opened)
    return saved(opened)


def rewritten(template: bytes, change: Callable[[str, str], str], added: Mapping[str, str] | None = None) -> bytes:
    """Return a template whose texts are changed, each by its name; a part of which nothing is left is left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith((".xml", ".rels")):
                content = change(name, content.decode()).encode()
            if content:
                new.writestr(name, content)
        for name, text in (added or {}).items():
            new.writestr(name, text)
    return out.getvalue()


def without(template: bytes, *names: str) -> bytes:
    """Return a template that lacks parts, `word/numbering.xml`, and whatever leads to them."""

    def change(name: str, text: str) -> str:
        if name in names:
            return ""
        for each in names:
            text = re.sub(rf'<Override [^>]*PartName="/{each}"[^>]*/>', "", text) if "Content" in name else text
            short = each.removeprefix("word/")
            text = re.sub(rf'<Relationship [^>]*Target="/?(?:word/)?{short}"[^>]*/>', "", text)
        return text

    return rewritten(template, change)


def with_type(template: bytes, kind: str) -> bytes:
    """Return the file as one of another kind: a template, one with macros."""

    def change(name: str, text: str) -> str:
        if name != "[Content_Types].xml":
            return text
        assert PLAIN_TYPE in text
        return text.replace(PLAIN_TYPE, kind)

    return rewritten(template, change)


def with_macros(template: bytes) -> bytes:
    """Return the file as a template with macros."""
    relation = '<Relationship Id="rIdM" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '

    def change(name: str, text: str) -> str:
        if name == "word/_rels/document.xml.rels":
            return text.replace("</Relationships>", f'{relation}Target="vbaProject.bin"/></Relationships>')
        if name == "[Content_Types].xml":
            bin_type = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
            return text.replace("</Types>", bin_type)
        return text

    return with_type(rewritten(template, change, {"word/vbaProject.bin": "no macros at all"}), MACRO_TYPE)


def strict(template: bytes) -> bytes:
    """Return the file as Word saves `Strict Open XML Document`."""
    names = {
        f"{OFFICE}/relationships/extended-properties": "officeDocument/relationships/extendedProperties",
        f"{OFFICE}/extended-properties": "officeDocument/extendedProperties",
        f"{OFFICE}/relationships": "officeDocument/relationships",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "wordprocessingml/main",
        "http://schemas.openxmlformats.org/drawingml/2006/main": "drawingml/main",
    }

    def change(name: str, text: str) -> str:
        for usual, other in names.items():
            text = text.replace(usual, f"http://purl.oclc.org/ooxml/{other}")
        return text.replace("<w:ind w:left=", "<w:ind w:start=").replace('w:jc w:val="left"', 'w:jc w:val="start"')

    return rewritten(template, change)


def setting(markup: str) -> Callable[[docx.document.Document], None]:
    """Return what puts a setting into a file."""

    def change(word: docx.document.Document) -> None:
        word.settings.element.insert(0, parse_xml(markup.replace("/>", f" {nsdecls('w')}/>", 1)))

    return change


def remote(template: bytes) -> bytes:
    """Return a file that loads a template from elsewhere when it is opened."""
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/relationships/attachedTemplate" Target="{REMOTE}" '
        'TargetMode="External"/></Relationships>'
    )
    link = f'<w:attachedTemplate xmlns:r="{OFFICE}/relationships" r:id="rId1"/>'

    def change(name: str, text: str) -> str:
        return re.sub(r"(<w:settings[^>]*>)", rf"\1{link}", text) if name == "word/settings.xml" else text

    return rewritten(template, change, {"word/_rels/settings.xml.rels": relation})


# -- pages ----------------------------------------------------------------------------------------------------------


def inherits(word: docx.document.Document) -> None:
    """Give a cover its head and foot; the section of the text has none of its own, and so has the same."""
    cover = word.sections[0]
    cover.header.paragraphs[0].text = "House head"
    cover.footer.paragraphs[0].text = "House foot"
    word.add_paragraph("Cover", style="Title")
    word.add_section(WD_SECTION.NEW_PAGE)
    word.add_heading("Text", 1)
    word.add_paragraph("Words of the text.")


def annex_lies(word: docx.document.Document) -> None:
    """Let an annex on its side end the file."""
    word.sections[0].header.paragraphs[0].text = "House head"
    word.add_heading("Text", 1)
    annex = word.add_section(WD_SECTION.NEW_PAGE)
    annex.orientation = WD_ORIENT.LANDSCAPE
    annex.page_width, annex.page_height = annex.page_height, annex.page_width
    annex.header.is_linked_to_previous = annex.footer.is_linked_to_previous = False
    annex.header.paragraphs[0].text = "Annex"


def cover_without_head(word: docx.document.Document) -> None:
    """Put a cover without a head before the text, which has one for its first, even and other pages."""
    word.add_paragraph("Cover", style="Title")
    text = word.add_section(WD_SECTION.NEW_PAGE)
    word.settings.odd_and_even_pages_header_footer = True
    text.different_first_page_header_footer = True
    heads = {"First": text.first_page_header, "Even": text.even_page_header, "Odd": text.header}
    for words, head in heads.items():
        head.is_linked_to_previous = False
        head.paragraphs[0].text = f"{words} head"
    word.add_heading("Text", 1)


def columns(word: docx.document.Document) -> None:
    """Set the text in two columns."""
    properties = word.sections[0]._sectPr
    for each in properties.findall(qn("w:cols")):
        properties.remove(each)
    properties.append(parse_xml(f'<w:cols {nsdecls("w")} w:num="2" w:space="720"/>'))


def a4(word: docx.document.Document) -> None:
    """Change the paper, and nothing else."""
    word.sections[0].page_width, word.sections[0].page_height = Mm(210), Mm(297)


def odd_tabs(word: docx.document.Document) -> None:
    """Give the styles of contents and feet tab stops that suit another page, as Word's own have them."""
    for name, leader in (("footer", ""), ("toc 1", "dot"), ("toc 2", "dot")):
        named = [style for style in word.styles if style.name.lower() == name]
        style = named[0] if named else word.styles.add_style(name.title().replace("Toc", "TOC"), 1)
        style.paragraph_format.tab_stops.add_tab_stop(Pt(216), WD_TAB_ALIGNMENT.CENTER)
        style.paragraph_format.tab_stops.add_tab_stop(Pt(540), WD_TAB_ALIGNMENT.RIGHT, 1 if leader else 0)


def chapters(word: docx.document.Document) -> None:
    """Let every heading of the first level begin a page; normal text is justified, indented and bold."""
    word.styles["Heading 1"].paragraph_format.page_break_before = True
    word.styles["Normal"].paragraph_format.first_line_indent = Mm(8)
    word.styles["Normal"].paragraph_format.alignment = 3
    word.styles["Normal"].font.bold = True


def named_lists(word: docx.document.Document) -> None:
    """Let a style name a list that the file does not have."""
    word.styles["Heading 2"].element.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 1


def logo() -> bytes:
    """Return a small red picture."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (12, 6), "#AA2244").save(out, "PNG")
    return out.getvalue()


def with_logo(word: docx.document.Document) -> None:
    """Put a picture in the head."""
    word.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(logo()))


def _default() -> bytes:
    return saved(docx.Document())


def _recipe() -> bytes:
    return base_template(read_theme("default", Path("templates")))


HOUSES: Mapping[str, Callable[[], bytes]] = {
    "without lists": lambda: without(changed(_default(), named_lists), "word/numbering.xml"),
    "without a theme": lambda: without(_default(), "word/theme/theme1.xml"),
    "without settings": lambda: without(_default(), "word/settings.xml"),
    "without styles": lambda: without(_default(), "word/styles.xml", "word/stylesWithEffects.xml"),
    "without a font table": lambda: without(_default(), "word/fontTable.xml"),
    "with nothing": lambda: without(
        _recipe(), "word/numbering.xml", "word/theme/theme1.xml", "word/settings.xml", "word/styles.xml",
        "word/fontTable.xml",
    ),
    "inherited head": lambda: changed(_default(), inherits),
    "annex on its side": lambda: changed(_default(), annex_lies),
    "cover": lambda: changed(_default(), cover_without_head),
    "logo": lambda: changed(_default(), with_logo),
    "two columns": lambda: changed(_default(), columns),
    "our styles on A4": lambda: changed(_recipe(), a4),
    "odd tab stops": lambda: changed(_default(), odd_tabs),
    "chapters": lambda: changed(_default(), chapters),
    "protected": lambda: changed(_default(), setting('<w:documentProtection w:edit="readOnly" w:enforcement="1"/>')),
    "advised as read-only": lambda: changed(_default(), setting('<w:writeProtection w:recommended="1"/>')),
    "recording changes": lambda: changed(_default(), setting("<w:trackRevisions/>")),
    "template elsewhere": lambda: remote(_default()),
    "strict": lambda: strict(changed(_recipe(), a4)),
    "dotx": lambda: with_type(_default(), TEMPLATE_TYPE),
    "dotm": lambda: with_macros(_default()),
    "letterhead": plain_template,
}  # fmt: skip
"""Templates with the traits of real ones, by what is special about them."""
