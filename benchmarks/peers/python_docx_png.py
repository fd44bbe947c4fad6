"""Python-docx with pyplot pictures, as its quick start shows."""

from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Inches

from benchmarks.peers.plots import columns, png, ranking


def maker(variant, facts):
    return make


def make(fact):
    document = Document()
    document.core_properties.title = fact["title"]
    document.add_heading(fact["title"], 0)
    document.add_paragraph(fact["standfirst"])
    for value, label in fact["key_figures"]:
        line = document.add_paragraph()
        line.add_run(value).bold = True
        line.add_run(f" {label}")
    document.add_paragraph(fact["paragraph"])
    document.add_paragraph(fact["captions"][0], style="Caption")
    document.add_picture(png(columns(fact)), width=Inches(6))
    document.add_page_break()
    document.add_paragraph(fact["captions"][1], style="Caption")
    document.add_picture(png(ranking(fact)), width=Inches(6))
    document.add_paragraph(fact["table_title"], style="Caption")
    table = document.add_table(rows=1, cols=len(fact["head"]), style="Light Grid Accent 1")
    for cell, text in zip(table.rows[0].cells, fact["head"], strict=True):
        cell.text = text
    for row in fact["rows"]:
        for index, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
            cell.text = text
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT if index else WD_ALIGN_PARAGRAPH.LEFT
    document.add_paragraph(fact["source"])
    file = BytesIO()
    document.save(file)
    return file.getvalue()
