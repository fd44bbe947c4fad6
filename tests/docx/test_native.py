"""What native charts are made of: wordings of numbers, the workbook behind, words and lines over the chart."""

import re
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reportgen import wording
from reportgen.builders.docx.native import formats, pieces
from reportgen.builders.docx.native.overlays import OverlayBox, OverlayLine, OverlayRing, OverlayText, overlay_part
from reportgen.builders.docx.native.sheet import About, Sheet, SheetColumn, letters, workbook
from reportgen.document import Value
from reportgen.measure import MarkCode
from tests.documents import figure
from tests.docx.reading import THEME, build

FIGURES = (Value(12.5, "12.5"), Value(3.25, "3.25"), Value(0.4, "0.4"), Value(17, "17"))


def book_of(sheet, *about):
    return openpyxl.load_workbook(BytesIO(workbook(sheet, About(about), date(2025, 6, 30))))


def rows_of(sheet):
    return [list(row) for row in book_of(sheet)["Figures"].iter_rows(values_only=True)]


@pytest.mark.parametrize(
    ("value", "text", "number"),
    [
        (98.07692307692308, "98.1%", "98.1"),
        (21_700_000, "more than 21.7 million", "21700000"),
        (29_397_681, "29.4", "29400000"),
        (0.1 + 0.2, "0.3", "0.3"),
        (0.1 + 0.2, "", "0.3"),
        (-68, "−68", "-68"),
        (-2.45, "−2.5%", "-2.5"),
        (4321, "4.3 thousand", "4300"),
        (1234.5, "about 1,235", "1235"),
    ],
)
def test_a_number_in_the_workbook_has_the_digits_that_are_printed(value, text, number):
    found = formats.published(Value(value, text))
    assert found == Decimal(number)


@given(st.floats(min_value=-1e12, max_value=1e12), st.integers(0, 3))
def test_any_printed_number_is_that_of_the_workbook(value, decimals):
    found = formats.published(Value(value, wording.number(value, decimals=decimals)))
    assert abs(found - Decimal(repr(value))) <= Decimal("0.5").scaleb(-decimals)
    assert -found.normalize().as_tuple().exponent <= decimals


def test_a_gap_has_no_number():
    assert formats.published(Value(None, "", (MarkCode.NOT_PUBLISHED,))) is None


@pytest.mark.parametrize(
    ("ticks", "code"),
    [
        ([(0, ""), (10_000, "10,000")], "#,##0;−#,##0;"),
        ([(0, "0%"), (0.5, "0.5%"), (1, "1%")], 'General"%";−General"%";"0%"'),
        ([(-1, "−1"), (-0.5, "−0.5"), (0, ""), (0.5, "0.5")], "General;−General;"),
        ([(0, ""), (20e6, "20 million")], '#,##0,,"\u00a0million";−#,##0,,"\u00a0million";'),
        ([(0, ""), (2.5e6, "2.5 million"), (5e6, "5 million")], '#,##0.0,,"\u00a0million";−#,##0.0,,"\u00a0million";'),
        ([(-50, "−50"), (0, ""), (50, "50")], "#,##0;−#,##0;"),
    ],
)
def test_an_axis_prints_its_ticks_as_they_were_resolved(ticks, code):
    assert formats.axis_format(ticks) == code


def test_a_label_has_words_or_a_number_format_but_never_both():
    form = formats.value_format(FIGURES)
    shown = tuple(pieces.Label(at, "t", formats.own_words(each, form)) for at, each in enumerate(FIGURES))
    markup = pieces.labels(shown, THEME.styles.chart_value, THEME, number_format=form.code)
    single = re.findall(r"<c:dLbl>.*?</c:dLbl>", markup)
    assert len(single) == len(FIGURES)
    assert all(("<c:tx>" in each) != ("<c:numFmt" in each) for each in single)
    assert any("<c:tx>" in each for each in single)


def test_every_native_chart_keeps_words_and_number_formats_apart():
    with ZipFile(BytesIO(build(figure("broken-line", "A finding")))) as archive:
        chart = archive.read("word/charts/chart1.xml").decode()
    single = re.findall(r"<c:dLbl>.*?</c:dLbl>", chart)
    assert single
    assert not [each for each in single if "<c:tx>" in each and "<c:numFmt" in each]


def test_the_workbook_has_qualifiers_and_marks_beside_the_numbers():
    values = (Value(21_700_000, "more than 21.7"), Value(29_397_681, "29.4", (MarkCode.CORRECTED,)), None)
    gap = Value(None, "", (MarkCode.NOT_PUBLISHED,))
    sheet = Sheet("Year", ("2020", "2021", "2022"), (SheetColumn("Reports", values), SheetColumn("Other", (gap,) * 3)))
    assert rows_of(sheet) == [
        ["Year", "Reports", "Other", "Reports, as printed", "Other, as printed"],
        ["2020", 21_700_000, None, "more than 21.7", "[x]"],
        ["2021", 29_400_000, None, "29.4 [r]", "[x]"],
        ["2022", None, None, None, "[x]"],
    ]


def test_the_workbook_of_plain_numbers_has_no_further_column():
    sheet = Sheet("Year", ("2020",), (SheetColumn("Cases", (Value(29782, "29,782"),)),))
    assert rows_of(sheet) == [["Year", "Cases"], ["2020", 29782]]


@pytest.mark.parametrize("name", ["=1+1", "+2", "-3", "@x", " =HYPERLINK(1)"])
def test_a_name_that_looks_like_a_formula_stays_a_text_when_its_cell_is_edited(name):
    sheet = Sheet("Year", (name,), (SheetColumn(name, (Value(1, "1"),)),))
    cells = [row[at] for row, at in zip(book_of(sheet)["Figures"].iter_rows(), (1, 0), strict=True)]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in cells] == [(name, "s", True)] * 2


def test_the_workbook_says_what_its_figures_are_and_where_they_come_from():
    with ZipFile(BytesIO(build(figure("line", "A finding")))) as archive:
        book = openpyxl.load_workbook(BytesIO(archive.read("word/embeddings/chart1.xlsx")))
    about = [tuple(row) for row in book["About"].iter_rows(values_only=True)]
    assert about == [
        ("Exhibit", "Figure\u00a01: A finding"),
        ("Figures", "Cases by year, whole country, number"),
        ("Note", "[x] 2021: not published as a number."),
        ("Source", "Source: Example Organisation, yearly reports 2020 to 2024."),
    ]


def test_forty_series_have_columns_of_their_own():
    assert [letters(column) for column in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
    columns = tuple(SheetColumn(f"S{index}", (Value(index, f"{index}"),)) for index in range(40))
    assert rows_of(Sheet("Year", ("2020",), columns))[1] == ["2020", *range(40)]


def test_words_and_lines_over_a_chart_stand_where_they_were_put():
    style = THEME.styles.chart_tick
    overlays = (
        OverlayText(100, 50, "[x]", style, "#595959", "centre"),
        OverlayLine((200, 10), (200, 90), "#3D3D3D", 1, "sysDot"),
        OverlayBox((10, 20, 9, 7), "#12436D"),
    )
    root = etree.fromstring(overlay_part(overlays, THEME, width=400, height=100).encode())
    corners = [
        [float(value) for value in anchor.xpath("./*/*[local-name()='x' or local-name()='y']/text()")]
        for anchor in root
    ]
    words, line, box = corners
    assert (words[0] + words[2]) / 2 == pytest.approx(0.25, abs=1e-4)
    assert words[1] < 0.5 < words[3]
    assert line == pytest.approx([0.5, 0.1, 0.5, 0.9])
    assert box == pytest.approx([0.025, 0.2, 0.0475, 0.27])
    assert root.xpath("string(.//*[local-name()='t'])") == "[x]"


def test_words_that_may_reach_out_of_the_chart_begin_and_end_in_it():
    """LibreOffice draws no shape whose corners lie outside."""
    style = THEME.styles.chart_tick
    overlays = (OverlayText(95, 8, "a long name", style, "#595959"), OverlayRing((2, 2), 3, "#12436D", 1.5))
    root = etree.fromstring(overlay_part(overlays, THEME, width=100, height=100).encode())
    places = [float(each) for each in root.xpath("//*[local-name()='x' or local-name()='y'][not(@*)]/text()")]
    assert all(0 <= place <= 1 for place in places)


def test_where_one_label_of_a_series_is_moved_all_say_where_they_stand():
    """LibreOffice moves a label that does not say so as far as another one."""
    shown = (pieces.Label(0, "t", down=-0.1), pieces.Label(1, "t"))
    markup = pieces.labels(shown, THEME.styles.chart_value, THEME, number_format="0")
    assert re.findall(r'<c:y val="([^"]*)"', markup) == ["-0.1000", "0.0001"]
    still = pieces.labels(shown[1:], THEME.styles.chart_value, THEME, number_format="0")
    assert "manualLayout" not in still


def test_overlay_words_are_escaped():
    text = OverlayText(0, 10, "R&D <b>", THEME.styles.chart_tick, "#595959")
    root = etree.fromstring(overlay_part((text,), THEME, width=10, height=10).encode())
    assert root.xpath("string(.//*[local-name()='t'])") == "R&D <b>"


@pytest.mark.parametrize(("name", "slot"), [("second_text", "accent2"), ("third_text", "accent3")])
def test_words_of_a_series_follow_its_colour_into_another_theme(name, slot):
    drawn = etree.fromstring(pieces.colour(getattr(THEME.colours, name), THEME).replace("a:", ""))
    assert drawn.get("val") == slot
    saturation, lightness = (int(part.get("val")) / 100_000 for part in drawn)
    own = rgb_to_hls(*(part / 255 for part in bytes.fromhex(getattr(THEME.colours, name[:-5])[1:])))
    shown = hls_to_rgb(own[0], own[1] * lightness, own[2] * saturation)
    words = bytes.fromhex(getattr(THEME.colours, name)[1:])
    assert all(abs(part * 255 - wanted) <= 4 for part, wanted in zip(shown, words, strict=True))


def test_a_value_axis_goes_below_zero():
    axis = pieces.value_axis(THEME, side="l", number_format="0", maximum=12_345_678, minimum=-5, step=5)
    assert '<c:max val="12345678"/><c:min val="-5"/>' in axis


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_value_that_cannot_be_drawn_is_refused(value):
    with pytest.raises(ValueError, match="finite number"):
        Value(value, "much")
    with pytest.raises(ValueError, match="a gap prints no figure"):
        replace(Value(1, "1"), value=None)
