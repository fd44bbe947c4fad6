"""Charts that can be edited in Word: drawn by Word from figures in a spreadsheet that travels with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from reportgen import charts
from reportgen.builders.docx.markup import element, emu, part_text
from reportgen.builders.docx.native.bars import (
    LEGEND_ROOM,
    TITLE_LINE,
    panel_title,
    ranked_bars,
    ranking,
    small_chart,
    stacked_columns,
    stacked_shares,
    title_lines,
)
from reportgen.builders.docx.native.lines import line_chart
from reportgen.builders.docx.native.pieces import INVISIBLE, legend, text_look
from reportgen.builders.docx.native.sheet import Sheet, workbook
from reportgen.builders.docx.pictures import drawing
from reportgen.document import (
    LineChart,
    RankedBars,
    Ranking,
    SmallMultiples,
    StackedColumns,
    StackedShares,
    TileMap,
)

if TYPE_CHECKING:
    from reportgen.builders.docx.setting import Setting
    from reportgen.document import Chart
    from reportgen.theme import Theme

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
WORKBOOK = "rId1"
PANEL_GAP, PANEL_HEIGHT, MOST_ACROSS = 18.0, 81.0, 4
MOST_COLUMNS = 3
"""Of a panel; the values of more of them would meet when four panels stand side by side."""
ROUNDING = 0.5
"""Points by which a panel is narrower than its part of the width, so that Word puts all of them on one line."""
PAIR_PITCH = 19.0
"""Height of the bars of a value and of the earlier one together with the room after them."""


@dataclass(frozen=True, slots=True)
class NativeChart:
    """A chart as Word stores it: what is drawn, in which size, and the sheet behind it."""

    chart: str
    """Markup of the chart: title, plot, legend."""
    sheet: Sheet
    width: float
    height: float
    title: str = ""
    """Of one among several; empty for a chart that stands alone."""


def native_charts(chart: Chart, theme: Theme, *, width: float) -> tuple[NativeChart, ...]:
    """Return the chart as one or several charts of Word; none when Word has no chart of this kind."""
    height = 0.0 if isinstance(chart, TileMap) else charts.size(chart, theme, width=width)[1]
    match chart:
        case LineChart():
            return (_single(*line_chart(chart, theme, width=width, height=height), width, height),)
        case RankedBars():
            height = len(chart.rows) * PAIR_PITCH + LEGEND_ROOM if chart.earlier_title else height
            plot, sheet = ranked_bars(chart, theme, width=width, height=height)
            return (_single(plot, sheet, width, height, key=legend(theme) if chart.earlier_title else ""),)
        case StackedShares():
            plot, sheet = stacked_shares(chart, theme, width=width, height=height)
            return (_single(plot, sheet, width, height, key=legend(theme)),)
        case StackedColumns():
            plot, sheet = stacked_columns(chart, theme, width=width, height=height)
            return (_single(plot, sheet, width, height, key=legend(theme, without=len(chart.parts))),)
        case SmallMultiples():
            return _small_multiples(chart, theme, width=width)
        case Ranking():
            return (_single(*ranking(chart, theme, width=width, height=height), width, height),)
        case TileMap():
            return ()
        case _:
            assert_never(chart)


def _single(plot: str, sheet: Sheet, width: float, height: float, *, key: str = "") -> NativeChart:
    return NativeChart(f'<c:autoTitleDeleted val="1"/>{plot}{key}', sheet, width, height)


def _small_multiples(chart: SmallMultiples, theme: Theme, *, width: float) -> tuple[NativeChart, ...]:
    """Return a chart for each panel, as wide as lets all of them stand side by side, or in two rows."""
    count = len(chart.panels)
    columns = max((len(panel.points) for panel in chart.panels), default=0)
    across = count if count <= MOST_ACROSS and columns <= MOST_COLUMNS else -(-count // 2)
    panel_width = width / across - ROUNDING
    titles = [title_lines(panel, theme, width=panel_width - PANEL_GAP) for panel in chart.panels]
    title_room = max(len(lines) for lines in titles) * TITLE_LINE + 2
    height = PANEL_HEIGHT + title_room
    largest = max((point.value or 0 for panel in chart.panels for point in panel.points), default=0)
    made = []
    for panel, lines in zip(chart.panels, titles, strict=True):
        plot, sheet = small_chart(
            panel, theme, height=height, largest=largest, title_room=title_room, gap=PANEL_GAP / panel_width
        )
        title = panel_title(lines, theme) + '<c:autoTitleDeleted val="0"/>'
        made.append(NativeChart(title + plot, sheet, panel_width, height, panel.title))
    return tuple(made)


def chart_runs(made: tuple[NativeChart, ...], setting: Setting, *, name: str, alt: str) -> str:
    """Return a run for each chart; the words of all stand with the first, the others are named by their titles."""
    shown = []
    for index, each in enumerate(made):
        words = alt if index == 0 else f"{name}, part {index + 1} of {len(made)}: {each.title}"
        shown.append(_run(each, setting, name=name if index == 0 else f"{name}, part {index + 1}", alt=words))
    return '<w:r><w:t xml:space="preserve"> </w:t></w:r>'.join(shown)


def _run(each: NativeChart, setting: Setting, *, name: str, alt: str) -> str:
    number = setting.package.next_drawing()
    relation = _add_parts(each, setting, number=number)
    chart = f'<c:chart r:id="{relation}"/>'
    graphic = element("a:graphicData", chart, uri=CHART)
    return drawing(graphic, number=number, width=emu(each.width), height=emu(each.height), name=name, alt=alt)


def _add_parts(each: NativeChart, setting: Setting, *, number: int) -> str:
    package = setting.package
    book = package.new_part(
        f"embeddings/chart{number}.xlsx", workbook(each.sheet, setting.made), content_type=CONTENT_TYPE.SML_SHEET
    )
    part = package.new_part(
        f"charts/chart{number}.xml", _chart_space(each, setting.theme).encode(), content_type=CONTENT_TYPE.DML_CHART
    )
    part.rels.add_relationship(RELATIONSHIP_TYPE.PACKAGE, book, WORKBOOK)
    return package.relate(RELATIONSHIP_TYPE.CHART, part)


def _chart_space(each: NativeChart, theme: Theme) -> str:
    chart = element("c:chart", each.chart, '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/>')
    source = f'<c:externalData r:id="{WORKBOOK}"><c:autoUpdate val="0"/></c:externalData>'
    look = text_look(theme.styles.chart_name, theme)
    head = '<c:date1904 val="0"/><c:roundedCorners val="0"/>'
    return part_text(element("c:chartSpace", head, chart, INVISIBLE, look, source), "c", "a", "r")
