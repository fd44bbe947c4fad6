"""Charts that can be edited in Word: drawn by Word from figures in a spreadsheet that travels with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from reportgen import exhibits
from reportgen.builders.docx.markup import element, emu, part_text
from reportgen.builders.docx.native.overlays import overlay_part
from reportgen.builders.docx.native.pieces import INVISIBLE, text_look
from reportgen.builders.docx.native.sheet import About, workbook
from reportgen.builders.docx.pictures import drawing
from reportgen.document import Text, plain_text
from reportgen.language import say

if TYPE_CHECKING:
    from reportgen.builders.docx.native.chart import NativeChart
    from reportgen.builders.docx.setting import Setting
    from reportgen.document import Chart, Figure
    from reportgen.theme import Theme

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
WORKBOOK, SHAPES = "rId1", "rId2"


def native_charts(chart: Chart, theme: Theme, *, width: float) -> tuple[NativeChart, ...]:
    """Return the chart as one or several charts of Word; none when Word has no chart of this kind."""
    return exhibits.kind_of(chart).word(exhibits.resolve(chart, theme, width=width), theme)


def chart_runs(made: tuple[NativeChart, ...], setting: Setting, *, name: str, figure: Figure) -> str:
    """Return a run for each chart; the words of all stand with the first, the others are named by their titles."""
    about = _about(figure, name)
    shown = []
    for index, each in enumerate(made):
        words = figure.alt if index == 0 else _part_of(name, index, len(made), title=each.title)
        part = name if index == 0 else say("{exhibit}, part {number}", exhibit=name, number=index + 1)
        shown.append(_run(each, setting, name=part, alt=words, about=about))
    return '<w:r><w:t xml:space="preserve"> </w:t></w:r>'.join(shown)


def _part_of(name: str, index: int, count: int, *, title: str) -> str:
    return say("{exhibit}, part {number} of {count}: {title}", exhibit=name, number=index + 1, count=count, title=title)


def _about(figure: Figure, name: str) -> About:
    """Return what a reader of the figures has to know: what they are, where they come from, the notes on them."""
    lines = [
        (say("Exhibit"), f"{name}: {plain_text(figure.caption.headline)}"),
        (say("Figures"), plain_text(figure.caption.subtitle)),
        *((say("Note"), plain_text((note.lead, Text(" "), *note.children) if note.lead else note.children))
          for note in figure.notes),
        (say("Source"), plain_text(figure.source)),
    ]  # fmt: skip
    return About(tuple((kind, words) for kind, words in lines if words))


def _run(each: NativeChart, setting: Setting, *, name: str, alt: str, about: About) -> str:
    number = setting.package.next_drawing()
    relation = _add_parts(each, setting, number=number, about=about)
    chart = f'<c:chart r:id="{relation}"/>'
    graphic = element("a:graphicData", chart, uri=CHART)
    return drawing(graphic, number=number, width=emu(each.width), height=emu(each.height), name=name, alt=alt)


def _add_parts(each: NativeChart, setting: Setting, *, number: int, about: About) -> str:
    package = setting.package
    book = package.new_part(
        f"embeddings/chart{number}.xlsx",
        workbook(each.sheet, about, setting.made),
        content_type=CONTENT_TYPE.SML_SHEET,
    )
    part = package.new_part(
        f"charts/chart{number}.xml", _chart_space(each, setting.theme).encode(), content_type=CONTENT_TYPE.DML_CHART
    )
    part.rels.add_relationship(RELATIONSHIP_TYPE.PACKAGE, book, WORKBOOK)
    if each.overlays:
        shapes = overlay_part(each.overlays, setting.theme, width=each.width, height=each.height)
        over = package.new_part(
            f"drawings/drawing{number}.xml", shapes.encode(), content_type=CONTENT_TYPE.DML_CHARTSHAPES
        )
        part.rels.add_relationship(RELATIONSHIP_TYPE.CHART_USER_SHAPES, over, SHAPES)
    return package.relate(RELATIONSHIP_TYPE.CHART, part)


def _chart_space(each: NativeChart, theme: Theme) -> str:
    chart = element("c:chart", each.chart, '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/>')
    source = f'<c:externalData r:id="{WORKBOOK}"><c:autoUpdate val="0"/></c:externalData>'
    look = text_look(theme.styles.chart_name, theme)
    head = '<c:date1904 val="0"/><c:roundedCorners val="0"/>'
    shapes = f'<c:userShapes r:id="{SHAPES}"/>' if each.overlays else ""
    return part_text(element("c:chartSpace", head, chart, INVISIBLE, look, source, shapes), "c", "a", "r")
