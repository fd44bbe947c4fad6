"""Docxtpl with pyplot pictures: a Word file with Jinja2 in it, filled in, as its manual shows."""

from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Inches
from docxtpl import DocxTemplate, InlineImage

from benchmarks.peers.plots import columns, png, ranking


def maker(variant, facts):
    template = _template()
    return lambda fact: _make(template, fact)


def _template():
    document = Document()
    document.add_heading("{{ title }}", 0)
    document.add_paragraph("{{ standfirst }}")
    document.add_paragraph("{%p for value, label in key_figures %}")
    line = document.add_paragraph()
    line.add_run("{{ value }}").bold = True
    line.add_run(" {{ label }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{{ paragraph }}")
    document.add_paragraph("{{ captions[0] }}", style="Caption")
    document.add_paragraph("{{ columns }}")
    document.add_page_break()
    document.add_paragraph("{{ captions[1] }}", style="Caption")
    document.add_paragraph("{{ bars }}")
    document.add_paragraph("{{ table_title }}", style="Caption")
    table = document.add_table(rows=4, cols=4, style="Light Grid Accent 1")
    for index in range(4):
        table.rows[0].cells[index].text = f"{{{{ head[{index}] }}}}"
        table.rows[2].cells[index].text = f"{{{{ row[{index}] }}}}"
        table.rows[2].cells[index].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT if index else None
    table.rows[1].cells[0].text = "{%tr for row in rows %}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    document.add_paragraph("{{ source }}")
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _make(template, fact):
    document = DocxTemplate(BytesIO(template))
    pictures = {
        "columns": InlineImage(document, png(columns(fact)), width=Inches(6)),
        "bars": InlineImage(document, png(ranking(fact)), width=Inches(6)),
    }
    document.render({**fact, **pictures}, autoescape=True)
    file = BytesIO()
    document.save(file)
    return file.getvalue()
