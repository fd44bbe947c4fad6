"""Tables that are too wide for an upright page."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from reportgen.builders.pdf import build_pdf, lay_out
from reportgen.document import Block, CrossReference, Link, NoteLine, PageBreak, Row, Table
from reportgen.errors import BuildError
from reportgen.template.themes import read_theme
from tests.documents import caption, cell, heading, label_and_figures, paragraph, row, small_document, words
from tests.judges.pdf_checker import faults
from tests.pdf.test_structure import contents, read

THEME = read_theme("default", Path("templates"))
UPRIGHT, TURNED = (612, 792), (792, 612)


def wide_table(anchor: str = "table-wide", *, rows: int = 3, years: int = 16) -> Table:
    """A column for each year, a link in the first row, a note and a source."""
    figures = tuple(f"{512_000 + 9_871 * index:,}" for index in range(years))
    linked = Row(
        (replace(cell(""), children=words(Link("https://example.org/a", words("Linked")))), *map(cell, figures))
    )
    return Table(
        anchor=anchor,
        caption=caption("Table", f"Figures of {years} years"),
        columns=label_and_figures(years),
        head=(row("Indicator", *(str(2009 + index) for index in range(years))),),
        rows=(linked, *(row(f"Row {index}", *figures) for index in range(2, rows + 1))),
        notes=(NoteLine(None, words("A note below the wide table.")),),
        source=words("Source: Example Organisation."),
    )


def built(*blocks: Block, draft: str = "") -> bytes:
    return build_pdf(small_document(*blocks, draft=draft), THEME)


def sheets(*blocks: Block) -> list[tuple[int, int]]:
    """Width and height of every page."""
    with pikepdf.open(BytesIO(built(*blocks))) as pdf:
        return [(int(page.mediabox[2]), int(page.mediabox[3])) for page in pdf.pages]


def texts(raw: bytes) -> list[str]:
    """All that is printed on each page."""
    with pypdfium2.PdfDocument(raw) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def test_a_wide_table_stands_on_a_page_of_its_own_that_is_turned():
    assert sheets(paragraph("Before."), wide_table(), paragraph("After.")) == [UPRIGHT, TURNED, UPRIGHT]


def test_what_belongs_to_a_wide_table_stands_with_it():
    before, turned, after = texts(built(paragraph("Before."), wide_table(), paragraph("After.")))
    assert "Before." in before
    assert all(said in turned for said in ("Figures of 16 years", "A note below the wide table.", "Source: Example"))
    assert "After." not in turned
    assert "After." in after


def test_a_turned_page_has_its_foot_at_its_own_margins():
    with pypdfium2.PdfDocument(built(wide_table(), draft="Draft: two sums fail.")) as pdf:
        foot = pdf[1].get_textpage()
        start, count = foot.search("Page 2 of 3").get_next()
        _, bottom, right, _ = foot.get_charbox(start + count - 1)
        assert right == pytest.approx(792 - 66, abs=1)
        assert bottom == pytest.approx(29, abs=1)
        assert "Draft: two sums fail." in foot.get_text_bounded(bottom=0, top=25)


def test_the_pages_after_a_turned_one_are_counted_on():
    result = lay_out(small_document(wide_table(), heading(1, "Next", "next")), THEME)
    assert (result.pages["table-wide"], result.pages["next"], result.total) == (2, 3, 3)
    assert [f"Page {index} of 3" in text for index, text in enumerate(texts(result.bytes), start=1)] == [True] * 3


def test_a_heading_goes_with_the_wide_table_that_follows_it():
    result = lay_out(small_document(heading(1, "Long series", "series"), wide_table()), THEME)
    assert result.pages["series"] == result.pages["table-wide"] == 2


def test_page_breaks_beside_a_turned_page_give_no_empty_page():
    assert sheets(PageBreak(), wide_table(), PageBreak(), paragraph("After.")) == [UPRIGHT, TURNED, UPRIGHT]


def test_two_wide_tables_share_a_page_if_they_fit():
    assert sheets(wide_table("one"), wide_table("two")).count(TURNED) == 1
    assert sheets(wide_table("one", rows=15), wide_table("two", rows=15)).count(TURNED) == 2


def test_small_print_stays_on_the_turned_page():
    small = replace(paragraph("Small print outside of the table."), role="notes")
    assert "Small print outside" in texts(built(wide_table(), small))[1]


def test_a_long_wide_table_runs_over_turned_pages():
    result = lay_out(small_document(wide_table(rows=60), paragraph("After.")), THEME)
    turned = texts(result.bytes)[1:4]
    assert ["Table 2, continued" in text for text in turned] == [False, True, True]
    assert all("2009" in text for text in turned)
    assert sheets(wide_table(rows=60)) == [UPRIGHT, TURNED, TURNED, TURNED, UPRIGHT]
    assert (result.pages["table-wide"], result.last_pages) == (2, {"table-wide": 4})


def test_the_wide_tables_are_known_by_their_anchors():
    result = lay_out(small_document(wide_table("one"), heading(1, "Long series", "series"), wide_table("two")), THEME)
    assert result.landscape == {"one", "two"}
    assert lay_out(small_document(wide_table(years=5)), THEME).landscape == frozenset()


def test_a_table_on_one_page_has_no_last_page():
    assert lay_out(small_document(wide_table()), THEME).last_pages == {}


def test_a_wide_table_is_read_where_it_stands_in_the_document():
    with pikepdf.open(BytesIO(built(paragraph("Before."), wide_table(), paragraph("After.")))) as pdf:
        found = [text.strip() for _, _, text in read(pdf)]
    small_print = ("A note below the wide table.", "Source: Example Organisation.")
    wanted = ("Before.", "Table 2  Figures of 16 years", "2009", "2024", "Row 3", *small_print, "After.", "Notes")
    places = [len(found) - 1 - found[::-1].index(said) for said in wanted]
    assert places == sorted(places)


def test_links_lead_to_their_place_on_a_turned_page():
    reference = paragraph("See ", CrossReference("table-wide"), ".")
    with pikepdf.open(BytesIO(built(reference, wide_table()))) as pdf:
        annotations = [each for page in pdf.pages for each in page.obj.get("/Annots", [])]
        (to_table,) = [each for each in annotations if str(each.Contents) == "Table 2"]
        assert to_table.Dest[0].objgen == pdf.pages[1].obj.objgen
        assert float(to_table.Dest[3]) == 612 - THEME.page.top
        (in_table,) = pdf.pages[1].Annots
        left, bottom, right, top = map(float, in_table.Rect)
        assert 66 <= left < right < 792 - 66
        assert 0 < bottom < top < 612 - 54
        assert "Linked" in contents(pdf.pages[1].obj).values()


def test_a_document_with_turned_pages_has_no_faults():
    assert faults(built(wide_table(), wide_table("two", rows=60), draft="Draft: two sums fail.")) == ()


def test_the_same_wide_table_gives_the_same_bytes():
    assert built(wide_table(rows=60)) == built(wide_table(rows=60))


def test_a_table_is_turned_only_when_it_is_too_wide_upright():
    assert [sheets(wide_table(years=years)).count(TURNED) for years in (13, 14, 18)] == [0, 1, 1]


def test_a_table_too_wide_for_a_turned_page_comes_in_parts():
    assert sheets(paragraph("Before."), wide_table(years=30), paragraph("After.")) == [UPRIGHT, TURNED, UPRIGHT]
    turned = texts(built(wide_table(years=30)))[1]
    assert [f"part {number} of 2" in turned for number in (1, 2)] == [True, True]
    assert (turned.count("Row 2"), turned.count("2009"), turned.count("2038")) == (2, 1, 1)
    assert turned.count("Source: Example") == 1
    assert faults(built(wide_table(years=30))) == ()


def test_a_table_with_a_column_wider_than_any_page_is_named():
    wide = replace(wide_table(years=1), rows=(row("Row", "9" * 200),))
    with pytest.raises(BuildError, match="one of its 2 columns needs more than the 660 points between the margins"):
        built(wide)


def test_a_page_that_is_wider_than_high_is_not_turned():
    wide = replace(THEME, page=replace(THEME.page, width=792, height=612))
    assert lay_out(small_document(wide_table()), wide).landscape == frozenset()
    assert lay_out(small_document(wide_table(years=30)), wide).total == 3
