"""Names in scripts that the theme's fonts do not know: lent a font, or refused with the character and its place."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from reportgen import fonts
from reportgen.builders.pdf import build_pdf
from reportgen.builders.pdf.layout import lay_out_pages
from reportgen.errors import BuildError, ReportErrors
from reportgen.template.themes import read_theme
from tests.documents import figure, paragraph, small_document
from tests.judges.pdf_checker import faults

THEME = read_theme("default", Path("templates"))
NAMES = "東京都, 北京市, 서울특별시, 山田太郎; 🎉 and 🙂; Հայերեն, ქართული"


def embedded(pdf: bytes) -> set[str]:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return {
            str(thing.BaseFont).partition("+")[2]
            for thing in opened.objects
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing
        }


@pytest.fixture
def lent_fonts():
    if not fonts.variable_files():
        pytest.skip("the fonts of reportgen[fonts] are not installed")


def test_names_of_east_asia_and_emoji_are_lent_a_font(lent_fonts):
    pdf = build_pdf(small_document(paragraph(NAMES)), THEME)
    assert faults(pdf) == ()
    assert {"NotoSansKR-Regular", "NotoEmoji-Regular"} <= embedded(pdf)


def test_the_lettering_of_a_chart_is_lent_a_font(lent_fonts):
    drawn = figure("ranked-bars", "A headline")
    rows = (replace(drawn.chart.rows[0], name="東京"), *drawn.chart.rows[1:])
    pdf = build_pdf(small_document(replace(drawn, chart=replace(drawn.chart, rows=rows))), THEME)
    assert faults(pdf) == ()
    assert any(name.startswith("NotoSans") for name in embedded(pdf))


def test_lent_fonts_give_the_same_bytes(lent_fonts):
    document = small_document(paragraph(NAMES))
    assert build_pdf(document, THEME) == build_pdf(document, THEME)


def test_a_character_without_a_font_is_an_error_with_its_place():
    document = small_document(paragraph("Written in 𒀀 long ago"))
    with pytest.raises(BuildError, match="CUNEIFORM SIGN A") as caught:
        lay_out_pages(document, THEME)
    assert caught.value.where == "paragraph `Written in 𒀀 long ago`"


def test_all_such_characters_are_told_at_once():
    document = small_document(paragraph("𒀀"), paragraph("a"), paragraph("𒀂"))
    with pytest.raises(ReportErrors) as caught:
        lay_out_pages(document, THEME)
    assert [error.where for error in caught.value.errors] == ["paragraph `𒀀`", "paragraph `𒀂`"]


def test_a_character_in_a_chart_is_told_with_the_figure():
    drawn = figure("ranked-bars", "A headline")
    rows = (replace(drawn.chart.rows[0], name="𒀀"), *drawn.chart.rows[1:])
    document = small_document(replace(drawn, chart=replace(drawn.chart, rows=rows)))
    with pytest.raises(BuildError, match="CUNEIFORM") as caught:
        lay_out_pages(document, THEME)
    assert caught.value.where == "Figure 2 (`figure-ranked-bars`)"


def test_a_combining_mark_is_composed_before_it_is_printed():
    pdf = build_pdf(small_document(paragraph("Ma\u0304ori")), THEME)
    with pikepdf.open(BytesIO(pdf)) as opened:
        maps = b"".join(
            thing.ToUnicode.read_bytes()
            for thing in opened.objects
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing
        )
    assert b"<0101>" in maps
    assert b"<0304>" not in maps
