"""Word files in another organisation's template."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.shared import Mm

from reportgen.builders.docx import base_template, build_docx, check_template
from reportgen.errors import UsageError
from reportgen.memory import forget
from reportgen.template.themes import read_theme
from tests.documents import figure, heading, nested_list, paragraph, spanned_table, tiles
from tests.docx.reading import THEME, W, build, codes, document, paragraphs, part, text
from tests.docx.templates import plain_template, without

TEMPLATE = plain_template()
BARE = without(TEMPLATE, "word/theme/theme1.xml")
BOARD = read_theme("board", Path("templates"))
BLOCKS = (heading(1, "A heading", "start"), paragraph("Some words."), nested_list(), spanned_table())


def changed(template: bytes, change) -> bytes:
    opened = docx.Document(io.BytesIO(template))
    change(opened)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def style(raw, name):
    for each in part(raw, "word/styles.xml").iter(f"{W}style"):
        if each.find(f"{W}name").get(f"{W}val") == name:
            return each
    return None


def test_the_styles_of_the_template_win():
    raw = build(*BLOCKS, template=TEMPLATE)
    assert style(raw, "heading 1").find(f"{W}rPr/{W}color").get(f"{W}val") == "8B1A1A"


def test_styles_that_it_lacks_are_added():
    assert style(TEMPLATE, "Table Head") is None
    assert style(build(*BLOCKS, template=TEMPLATE), "Table Head") is not None


@pytest.mark.parametrize("template", [None, TEMPLATE, BARE], ids=["ours", "a house's", "without a theme"])
def test_a_template_is_the_same_for_each_document_whatever_was_made_in_it_before(template):
    forget()
    alone = build_docx(document(*BLOCKS), BOARD, template=template)
    forget()
    build(*BLOCKS, tiles(3), template=template)
    assert build_docx(document(*BLOCKS), BOARD, template=template) == alone


def test_its_words_are_not_kept():
    assert "Words of the template" not in [words for _, words in paragraphs(build(*BLOCKS, template=TEMPLATE))]


def test_its_paper_margins_and_letterhead_are_kept():
    raw = build(*BLOCKS, template=TEMPLATE)
    section = docx.Document(io.BytesIO(raw)).sections[0]
    assert round(section.page_width.mm) == 210
    assert section.header.paragraphs[0].text == "The Foundation"
    assert section.footer.paragraphs[0].text == "foundation.example"


def test_tables_and_pictures_are_as_wide_as_its_text():
    raw = build(*BLOCKS, figure("tile-map", "A finding"), template=TEMPLATE)
    width = docx.Document(io.BytesIO(raw)).sections[0]
    room = (width.page_width - width.left_margin - width.right_margin) / 12700
    grid = next(part(raw).iter(f"{W}tblGrid"))
    assert sum(int(column.get(f"{W}w")) for column in grid) == pytest.approx(room * 20, abs=2)


def test_its_own_lists_are_used():
    raw = build(nested_list(), template=TEMPLATE)
    own = style(raw, "List Number").find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
    numbering = part(raw, "word/numbering.xml")
    lists = {each.get(f"{W}numId"): each for each in numbering.iter(f"{W}num")}
    first = next(part(raw).iter(f"{W}numId")).get(f"{W}val")
    assert len({lists[each].find(f"{W}abstractNumId").get(f"{W}val") for each in (first, own)}) == 1


def test_a_style_of_another_kind_but_the_same_name_is_left_alone():
    template = changed(TEMPLATE, lambda word: word.styles.add_style("Notes", WD_STYLE_TYPE.CHARACTER))
    raw = build(spanned_table(), template=template)
    assert style(raw, "Notes").get(f"{W}type") == "character"
    assert ("NotesOpen", "[note\u00a01] A case type; not the same as the age group 18 to 20.") in paragraphs(raw)


def test_the_template_of_the_theme_can_be_taken_and_changed():
    template = changed(base_template(THEME), lambda word: setattr(word.styles["Table Text"].font, "name", "Arial"))
    raw = build(*BLOCKS, template=template)
    assert style(raw, "Table Text").find(f"{W}rPr/{W}rFonts").get(f"{W}ascii") == "Arial"
    assert part(raw, "word/styles.xml").findall(f"{W}style/{W}name[@{W}val='Table Text']") != []


def with_type(template: bytes, kind: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "[Content_Types].xml":
                plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
                assert plain in content
                content = content.replace(plain, kind.encode())
            new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
    ids=["dotx", "docm", "dotm"],
)
def test_templates_and_files_with_macros_become_documents(kind):
    raw = build(*BLOCKS, template=with_type(TEMPLATE, kind))
    assert docx.Document(io.BytesIO(raw)).paragraphs[0].text == "A heading"


def not_word() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hello.txt", "hello")
    return out.getvalue()


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7", not_word()], ids=["empty", "a PDF", "another zip"])
def test_a_template_that_is_not_a_word_file_is_refused(raw):
    with pytest.raises(UsageError, match="the Word template"):
        build(*BLOCKS, template=raw)


def test_a_template_can_be_checked_before_anything_is_built():
    check_template(TEMPLATE, where="letterhead.docx")
    with pytest.raises(UsageError, match=r"^letterhead\.docx: the Word template is not a Word file"):
        check_template(b"", where="letterhead.docx")


def test_a_template_does_not_ask_whether_to_update_fields():
    def ask(word):
        word.settings.element.insert(0, OxmlElement("w:updateFields"))

    raw = build(*BLOCKS, template=changed(TEMPLATE, ask))
    assert part(raw, "word/settings.xml").find(f"{W}updateFields") is None


def test_a_spreadsheet_is_refused():
    import openpyxl

    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    with pytest.raises(UsageError, match="the Word template"):
        build(*BLOCKS, template=out.getvalue())


def test_a_template_without_a_foot_gets_ours():
    def drop(word):
        word.sections[0].footer.is_linked_to_previous = True

    raw = build(*BLOCKS, template=changed(TEMPLATE, drop))
    feet = [name for name in zipfile.ZipFile(io.BytesIO(raw)).namelist() if name.startswith("word/footer")]
    assert any("NUMPAGES" in codes(raw, name) for name in feet)
    assert any(text(part(raw, name)).startswith("A title: short title") for name in feet)


def tile_rows(raw):
    """How many cells each table has, the narrow ones between tiles included."""
    return [len(list(table.iter(f"{W}tc"))) for table in part(raw).iter(f"{W}tbl")]


def test_tiles_go_in_two_rows_where_a_smaller_figure_would_not_stand_on_one_line_either():
    def narrow(word):
        word.sections[0].left_margin = word.sections[0].right_margin = Mm(50)

    assert tile_rows(build(tiles(4))) == [7]
    assert tile_rows(build(tiles(4), template=TEMPLATE)) == [7]
    assert tile_rows(build(tiles(4), template=changed(TEMPLATE, narrow))) == [3, 3]


def test_tiles_begin_at_the_margin_in_files_of_older_versions_of_word_too():
    def indents(raw):
        return [each.get(f"{W}w") for each in part(raw).iter(f"{W}tblInd")]

    assert indents(build(tiles(3), template=TEMPLATE)) == ["200"]
    assert indents(build(tiles(3))) == []
