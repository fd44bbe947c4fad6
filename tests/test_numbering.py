from dataclasses import replace
from datetime import date

import pytest

from reportgen.document import (
    Caption,
    Cell,
    Column,
    CrossReference,
    Document,
    Figure,
    Heading,
    Mark,
    Metadata,
    Note,
    NoteDefinition,
    NoteLine,
    NoteList,
    Paragraph,
    Row,
    Table,
    Text,
    plain_text,
)
from reportgen.errors import TemplateError
from reportgen.measure import MarkCode
from reportgen.numbering import number
from tests.documents import CHARTS

METADATA = Metadata("T", "T", "A", "S", (), "en-US", date(2025, 1, 1))
NOTES = tuple(NoteDefinition(name, (Text(f"About {name}."),)) for name in ("a", "b", "c"))


def document(*blocks, **options):
    return Document(METADATA, blocks, notes=NOTES, **options)


def numbered(*blocks, **options):
    return number(document(*blocks, **options)).blocks


def paragraph(*inlines):
    return Paragraph(tuple(Text(inline) if isinstance(inline, str) else inline for inline in inlines))


def figure(anchor, *notes):
    caption = Caption("Figure", (Text("Finding"),), ())
    return Figure(anchor, caption, CHARTS["line"], "alt", notes=tuple(NoteLine(note, ()) for note in notes))


def table(anchor, *inlines, notes=()):
    caption = Caption("Table", (Text("Finding"),), ())
    row = Row((Cell(tuple(inlines)),))
    return Table(anchor, caption, (Column(),), (), (row,), notes=tuple(NoteLine(note, ()) for note in notes))


def words(block):
    return plain_text(block.children)


def test_figures_and_tables_are_numbered_apart():
    blocks = numbered(figure("f1"), table("t1"), figure("f2"), table("t2"))
    assert [block.caption.number for block in blocks] == ["1", "1", "2", "2"]


def test_an_appendix_puts_its_letter_before_the_numbers():
    blocks = numbered(table("t"), paragraph("See ", CrossReference("t")), exhibit_prefix="A")
    assert (blocks[0].caption.number, words(blocks[1])) == ("A1", "See Table A1")


def test_notes_are_numbered_in_reading_order_and_keep_their_number():
    first, second, third = numbered(paragraph(Note("b")), paragraph(Note("a")), paragraph(Note("b")))
    assert [words(block) for block in (first, second, third)] == ["[note 1]", "[note 2]", "[note 1]"]


def test_the_note_list_holds_the_notes_referred_to_by_number():
    *_, notes = numbered(paragraph(Note("c")), paragraph(Note("a")), NoteList())
    assert [(note.number, note.note, words(note)) for note in notes.notes] == [
        (1, "c", "About c."),
        (2, "a", "About a."),
    ]


def test_the_document_keeps_only_the_notes_referred_to():
    assert [note.note for note in number(document(paragraph(Note("c")))).notes] == ["c"]


def test_neighboring_notes_stand_in_the_order_of_their_numbers():
    first, second = numbered(
        paragraph(Note("a"), Note("b")), paragraph("x ", Note("c"), Text(" "), Note("b"), Text(" "), Note("a"), ", y")
    )
    assert words(second) == "x [note 1] [note 2] [note 3], y"
    assert words(first) == "[note 1][note 2]"


def test_notes_apart_stay_where_they_are():
    *_, last = numbered(paragraph(Note("a")), paragraph(Note("b"), " and ", Note("a")))
    assert words(last) == "[note 2] and [note 1]"


def test_the_small_print_has_its_notes_by_number_before_its_marks():
    mark = Mark(MarkCode.NOT_PUBLISHED)
    *_, last = numbered(paragraph(Note("a"), Note("b")), figure("f", mark, Note("b"), Note("a")))
    assert [line.lead if line.lead == mark else line.lead.number for line in last.notes] == [1, 2, mark]


def test_notes_in_cells_are_numbered_before_those_under_the_table():
    (block,) = numbered(table("t", Note("b"), notes=[Note("a"), Note("b")]))
    assert [line.lead.number for line in block.notes] == [1, 2]
    assert [line.lead.note for line in block.notes] == ["b", "a"]


def test_a_cross_reference_prints_a_label_or_the_words_of_a_heading():
    blocks = numbered(
        Heading(1, (Text("Ages"),), "ages"), figure("f"), paragraph(CrossReference("f"), ", ", CrossReference("ages"))
    )
    assert words(blocks[-1]) == "Figure 1, Ages"


def test_a_reference_to_a_page_says_what_stands_there_for_a_format_without_pages():
    *_, last = numbered(figure("f"), paragraph(CrossReference("f", form="page")))
    assert last.children == (CrossReference("f", form="page", text="Figure 1"),)


def test_what_needs_no_number_stays_the_same_object():
    plain = paragraph("text")
    assert numbered(plain)[0] is plain


def test_numbering_twice_changes_nothing():
    once = number(document(table("t", Note("b")), paragraph(CrossReference("t"), Note("a")), NoteList()))
    assert number(once) == once


def test_an_unknown_note_is_refused():
    with pytest.raises(TemplateError, match=r"unknown note `aa`\nhint: did you mean `a`\?"):
        numbered(paragraph(Note("aa")))


def test_an_unknown_target_is_refused():
    with pytest.raises(TemplateError, match=r"unknown cross-reference `tabel`\nhint: did you mean `table`\?"):
        numbered(table("table"), paragraph(CrossReference("tabel")))


def test_an_anchor_used_twice_is_refused():
    with pytest.raises(TemplateError, match=r"anchor `t` is used twice"):
        numbered(table("t"), replace(figure("f"), anchor="t"))
