"""Pages turned on their side for tables that are too wide, each run of them a section of Word."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Pt

from reportgen.builders.docx import build_docx
from reportgen.document import Document, Note, NoteDefinition, PageBreak, Paragraph
from reportgen.errors import BuildError
from reportgen.numbering import number
from tests.documents import heading, metadata, paragraph, row, title_block, wide_table, words
from tests.docx.reading import THEME, W, build, codes, document, names, paragraphs, part
from tests.docx.templates import plain_template
from tests.judges.docx_checker import faults


def sections(raw):
    """Whether each section lies on its side, and its width between the margins in points."""
    found = docx.Document(BytesIO(raw)).sections
    return [
        (each.orientation == WD_ORIENT.LANDSCAPE, (each.page_width - each.left_margin - each.right_margin) // Pt(1))
        for each in found
    ]


UPRIGHT, TURNED = (False, 480), (True, 660)


def test_a_wide_table_turns_its_pages_and_only_those():
    raw = build(paragraph("Before."), wide_table(), paragraph("After."))
    assert sections(raw) == [UPRIGHT, TURNED, UPRIGHT]


def test_a_table_that_fits_turns_nothing():
    assert sections(build(paragraph("Before."), wide_table(years=8))) == [UPRIGHT]


def test_the_table_takes_the_width_of_the_turned_page():
    table = next(part(build(wide_table())).iter(f"{W}tbl"))
    assert sum(int(each.get(f"{W}w")) for each in table.iter(f"{W}gridCol")) == 660 * 20


def test_a_document_that_begins_or_ends_on_a_turned_page_has_no_empty_section():
    assert sections(build(wide_table())) == [TURNED]
    assert sections(build(wide_table(), paragraph("After."))) == [TURNED, UPRIGHT]


def test_two_wide_tables_share_a_section():
    assert sections(build(paragraph("Before."), wide_table(), wide_table(anchor="second"))) == [UPRIGHT, TURNED]


def test_the_headings_right_before_a_wide_table_go_with_it():
    raw = build(paragraph("Before."), PageBreak(), heading(1, "Tables", "tables"), wide_table())
    body = part(raw).find(f"{W}body")
    first = next(index for index, each in enumerate(body) if each.find(f"{W}pPr/{W}sectPr") is not None)
    assert "".join(body[first].itertext()) == "Before."
    assert part(raw).find(f".//{W}pageBreakBefore") is None


def test_a_section_ends_in_a_paragraph_of_words_where_there_is_one():
    with_source = replace(wide_table(), source=words("Source: reports."))
    assert ("TableGap", "") not in paragraphs(build(paragraph("Before."), with_source, paragraph("After.")))
    without = replace(wide_table(), notes=(), source=())
    assert ("TableGap", "") in paragraphs(build(paragraph("Before."), without, paragraph("After.")))


def foots(raw):
    return [each.footer.paragraphs[0] for each in docx.Document(BytesIO(raw)).sections]


def test_the_foot_stands_on_every_page_and_ends_at_the_right_margin_of_each():
    raw = build(title_block("A title"), wide_table(), paragraph("After."))
    assert len({each.text for each in foots(raw)}) == 1
    upright, turned, again = (each.paragraph_format.tab_stops for each in foots(raw))
    assert len(upright) == len(again) == 0  # those of the style
    assert [round(each.position.pt) for each in turned] == [480, 660]


def test_a_draft_says_so_on_turned_pages_too():
    draft = build_docx(
        replace(document(paragraph("Before."), wide_table()), metadata=metadata("A title", draft="Draft: a reason.")),
        THEME,
    )
    heads = [each.header.paragraphs[0].text for each in docx.Document(BytesIO(draft)).sections]
    assert heads == ["Draft: a reason."] * 2


def letterhead():
    """A template with another head on its first page, whose pages count from 5."""
    template = docx.Document(BytesIO(plain_template()))
    section = template.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "The Foundation, Main Street"
    numbers = section._sectPr.makeelement(f"{W}pgNumType", {f"{W}start": "5"})
    section._sectPr.insert_element_before(numbers, "w:cols", "w:titlePg", "w:docGrid")
    out = BytesIO()
    template.save(out)
    return out.getvalue()


def test_only_the_first_section_has_the_first_page_of_a_letterhead():
    raw = build(paragraph("Before."), wide_table(), paragraph("After."), template=letterhead())
    made = docx.Document(BytesIO(raw)).sections
    assert [each.different_first_page_header_footer for each in made] == [True, False, False]
    assert [each.header.paragraphs[0].text for each in made] == ["The Foundation"] * 3
    assert [each.footer.paragraphs[0].text for each in made] == ["foundation.example"] * 3
    assert [each.get(f"{W}start") for each in part(raw).iter(f"{W}pgNumType")] == ["5", None, None]
    assert "word/footer-turned.xml" not in names(raw)


def test_a_table_too_wide_even_for_a_turned_page_comes_in_parts():
    raw = build(wide_table(years=40))
    assert sections(raw) == [TURNED]
    tables = list(part(raw).iter(f"{W}tbl"))
    assert [sum(int(each.get(f"{W}w")) for each in table.iter(f"{W}gridCol")) for table in tables] == [660 * 20] * 3
    captions = [said for style, said in paragraphs(raw) if style in ("Caption", "ExhibitSubtitle")]
    assert captions[0] == captions[2] == captions[4] == "Table\u00a01\u2002Figures of 40 years"
    assert [said.rpartition(", ")[2] for said in captions[1::2]] == [f"part {number} of 3" for number in (1, 2, 3)]
    assert [code for code in codes(raw) if code.startswith("SEQ")] == ["SEQ Table \\* ARABIC"]
    assert faults(raw) == []


def test_a_table_with_a_column_wider_than_any_page_is_refused():
    wide = replace(wide_table(years=2), rows=(row("Row", "9" * 200, "1"),))
    with pytest.raises(BuildError, match="one of its 3 columns needs more than the 660 points between the margins"):
        build(wide)


def test_footnotes_of_a_table_that_moves_are_counted_once():
    block = replace(wide_table(), source=words("Source ", Note("one"), "."))
    made = number(Document(metadata("A title"), (paragraph("Before."), block), (NoteDefinition("one", words("A.")),)))
    raw = build_docx(made, replace(THEME, word_footnotes=True))
    assert len(list(part(raw).iter(f"{W}footnoteReference"))) == 1


@pytest.mark.parametrize("draft", ["", "Draft: two sums fail."])
def test_the_checker_finds_nothing(draft):
    made = document(
        title_block("A title"), heading(1, "One", "one"), paragraph("Before."), heading(2, "Two", "two"),
        Paragraph(words("Label"), "label"), wide_table(), paragraph("After."), draft=draft,
    )  # fmt: skip
    assert faults(build_docx(made, THEME)) == []
