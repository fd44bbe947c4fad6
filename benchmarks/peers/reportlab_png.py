"""Reportlab's platypus with pyplot pictures, as the user guides of both show."""

from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import inch
from reportlab.platypus import Image, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from benchmarks.peers.plots import columns, png, ranking

STYLES = getSampleStyleSheet()
TABLE = [("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black), ("ALIGN", (1, 0), (-1, -1), "RIGHT")]


def maker(variant, facts):
    return make


def make(fact):
    file = BytesIO()
    document = SimpleDocTemplate(file, pagesize=LETTER, title=fact["title"])
    body = STYLES["BodyText"]
    story = [
        Paragraph(escape(fact["title"]), STYLES["Title"]),
        Paragraph(escape(fact["standfirst"]), body),
        *(Paragraph(f"<b>{value}</b> {label}", body) for value, label in fact["key_figures"]),
        Paragraph(escape(fact["paragraph"]), body),
        Paragraph(escape(fact["captions"][0]), STYLES["Heading4"]),
        _picture(columns(fact)),
        PageBreak(),
        Paragraph(escape(fact["captions"][1]), STYLES["Heading4"]),
        _picture(ranking(fact)),
        Paragraph(escape(fact["table_title"]), STYLES["Heading4"]),
        Table([fact["head"], *fact["rows"]], style=TABLE),
        Spacer(1, 12),
        Paragraph(escape(fact["source"]), body),
    ]
    document.build(story, onFirstPage=_foot, onLaterPages=_foot)
    return file.getvalue()


def _picture(figure):
    return Image(png(figure), 6 * inch, 2.7 * inch, kind="proportional")


def _foot(canvas, document):
    canvas.setFont("Helvetica", 8)
    canvas.drawRightString(7.5 * inch, 0.6 * inch, f"Page {document.page}")
