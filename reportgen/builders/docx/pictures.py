"""Put a picture into a line of text, as a drawing that is read out by its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE

from reportgen import charts
from reportgen.builders.docx.markup import element, emu

if TYPE_CHECKING:
    from reportgen.builders.docx.setting import Setting
    from reportgen.charts import Recording

RESOLUTION = 200
TREND_RESOLUTION = 300
"""Dots to an inch of a trend, whose lines are finer than those of a chart."""
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


def picture(recording: Recording, setting: Setting, *, name: str, alt: str, dpi: int = RESOLUTION) -> str:
    """Return a run with the recording as an SVG picture, and as a PNG picture for programs that show no SVG."""
    number = setting.package.next_drawing()
    png = setting.package.add_part(
        f"media/image{number}.png",
        charts.paint_picture(recording, dpi=dpi),
        content_type="image/png",
        relation=RELATIONSHIP_TYPE.IMAGE,
    )
    svg = setting.package.add_part(
        f"media/image{number}.svg",
        charts.write_svg(recording).encode(),
        content_type="image/svg+xml",
        relation=RELATIONSHIP_TYPE.IMAGE,
    )
    width, height = emu(recording.width), emu(recording.height)
    graphic = element("a:graphicData", _picture(number, png, svg, width=width, height=height), uri=PICTURE)
    return drawing(graphic, number=number, width=width, height=height, name=name, alt=alt)


def drawing(graphic: str, *, number: int, width: int, height: int, name: str, alt: str) -> str:
    """Return a run with a graphic in line with the text; measures in Word's unit for pictures."""
    frame = element("wp:cNvGraphicFramePr", element("a:graphicFrameLocks", noChangeAspect=1))
    inline = element(
        "wp:inline",
        element("wp:extent", cx=width, cy=height),
        element("wp:effectExtent", l=0, t=0, r=0, b=0),
        element("wp:docPr", id=number, name=name, descr=alt),
        frame,
        element("a:graphic", graphic),
        distT=0,
        distB=0,
        distL=0,
        distR=0,
    )
    return f"<w:r><w:drawing>{inline}</w:drawing></w:r>"


def _picture(number: int, png: str, svg: str, *, width: int, height: int) -> str:
    vectors = f'<a:extLst><a:ext uri="{SVG_EXTENSION}"><asvg:svgBlip r:embed="{svg}"/></a:ext></a:extLst>'
    return (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="image{number}.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{png}">{vectors}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
