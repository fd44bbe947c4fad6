"""Notes as footnotes of Word, where the theme wants them."""

import tomllib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from reportgen.builders.docx import build_docx, said
from reportgen.builders.pdf import lay_out
from reportgen.document import Caption, Document, Link, MainPoint, MainPoints, Note, NoteDefinition, NoteLine, NoteList
from reportgen.errors import TemplateError
from reportgen.numbering import number
from reportgen.theme import parse_theme
from tests.documents import figure, grouped_table, heading, metadata, paragraph, small_document, stress_document, words
from tests.docx.reading import THEME, W, codes, names, paragraphs, part, text
from tests.docx.templates import plain_template
from tests.judges.docx_checker import faults

FOOTNOTES = replace(THEME, word_footnotes=True)
NOTES = tuple(NoteDefinition(name, words(f"About {name}.")) for name in ("first", "second", "third"))
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def build(*blocks, notes=NOTES, **options):
    return build_docx(number(Document(metadata("A title"), blocks, notes)), FOOTNOTES, **options)


def footnotes(raw):
    """The words of each footnote by its number, without the lines above them."""
    every = part(raw, "word/footnotes.xml").iter(f"{W}footnote")
    return {int(each.get(f"{W}id")): text(each).strip() for each in every if each.get(f"{W}type") is None}


def references(raw):
    """The numbers of the footnotes, as the text refers to them."""
    return [int(each.get(f"{W}id")) for each in part(raw).iter(f"{W}footnoteReference")]


def test_a_note_stands_at_the_foot_of_the_page_of_its_first_reference():
    raw = build(paragraph("One ", Note("second"), " and two ", Note("first"), "."), NoteList())
    assert references(raw) == [1, 2]
    assert footnotes(raw) == {1: "About second.", 2: "About first."}


def test_a_later_reference_is_a_field_that_shows_the_number_of_the_first():
    raw = build(paragraph("One ", Note("first"), "."), paragraph("Two ", Note("second"), ", ", Note("first"), "."))
    assert references(raw) == [1, 2]
    assert codes(raw) == ["NOTEREF _Note0001 \\f \\h"]
    assert paragraphs(raw)[1][1] == "Two, 1."


def test_no_space_stands_before_a_raised_number():
    raw = build(paragraph("One ", Note("first"), " ", Note("second"), " ends."))
    assert text(part(raw)) == "One  ends."


def test_the_place_of_the_list_says_where_the_notes_are():
    raw = build(heading(1, "Notes", "notes"), paragraph("One ", Note("first"), "."), NoteList())
    assert paragraphs(raw)[-1] == (
        "BodyText",
        "Each note stands at the foot of the page where it is first referred to.",
    )


def test_a_list_of_no_notes_says_nothing():
    raw = build(paragraph("One."), NoteList())
    assert len(paragraphs(raw)) == 1
    assert "word/footnotes.xml" not in names(raw)


def lines(*notes):
    return tuple(NoteLine(Note(name), words(f"About {name}.")) for name in notes)


def test_what_applies_to_a_chart_is_referred_to_in_its_subtitle():
    shown = replace(figure("line", "A finding"), notes=(*lines("first"), NoteLine(None, words("Only words."))))
    raw = build(shown)
    found = dict(paragraphs(raw))
    assert found["ExhibitSubtitle"].startswith("Cases by year")
    assert "About first." not in found["Notes"]
    assert "Only words." in found["Notes"]
    subtitle = next(each for each in part(raw).iter(f"{W}p") if text(each).startswith("Cases by year"))
    assert len(list(subtitle.iter(f"{W}footnoteReference"))) == 1


def test_a_chart_without_a_subtitle_has_it_in_its_headline_but_not_in_the_list_of_figures():
    shown = replace(
        figure("line", "A finding"), caption=Caption("Figure", words("A finding"), ()), notes=lines("first")
    )
    raw = build(shown)
    caption = next(each for each in part(raw).iter(f"{W}p") if "A finding" in text(each))
    assert len(list(caption.iter(f"{W}footnoteReference"))) == 1


def test_a_table_refers_to_its_notes_in_its_cells_and_to_others_below():
    table = grouped_table()
    first_row, *others = table.rows
    cell = replace(first_row.cells[0], children=words("A row ", Note("second")))
    rows = (replace(first_row, cells=(cell, *first_row.cells[1:])), *others)
    raw = build(replace(table, rows=rows, notes=lines("second", "third"), source=words("Source: reports.")))
    assert footnotes(raw) == {1: "About second.", 2: "About third."}
    assert [words for style, words in paragraphs(raw) if style == "Notes"] == ["See notes\u2003\u2003Source: reports."]


def test_a_note_on_a_topic_is_referred_to_beside_it():
    raw = build(MainPoints((MainPoint(words("Cases ", Note("first")), words("Words ", Note("second"), ".")),)))
    assert references(raw) == [1, 2]


def test_a_note_can_lead_out_of_the_document():
    notes = (NoteDefinition("first", words("See ", Link("https://example.org/", words("the report")), ".")),)
    raw = build(paragraph("One ", Note("first"), "."), notes=notes)
    link = next(part(raw, "word/footnotes.xml").iter(f"{W}hyperlink")).get(f"{R}id")
    relations = part(raw, "word/_rels/footnotes.xml.rels")
    assert {each.get("Id"): each.get("Target") for each in relations}[link] == "https://example.org/"


def test_numbers_and_words_are_those_of_the_list_of_notes():
    document = stress_document(rows=40)
    listed = next(block for block in document.blocks if isinstance(block, NoteList)).notes
    raw = build_docx(document, FOOTNOTES)
    assert [each.number for each in listed] == references(raw)
    assert list(footnotes(raw)) == references(raw)


@pytest.mark.parametrize("template", [None, plain_template()], ids=["theme", "another"])
def test_the_checker_finds_nothing_and_the_bytes_stay_the_same(template):
    document = stress_document(rows=40)
    pages = lay_out(document, FOOTNOTES).pages
    raw = build_docx(document, FOOTNOTES, template=template, page_numbers=pages)
    assert {fault.rule for fault in faults(raw)} <= ({"foot", "contrast"} if template else set())
    assert raw == build_docx(document, FOOTNOTES, template=template, page_numbers=pages)


def with_own_footnotes() -> bytes:
    template = docx.Document(BytesIO(plain_template()))
    namespace = W.strip("{}")
    content = f'<w:footnotes xmlns:w="{namespace}"><w:footnote w:id="7"><w:p/></w:footnote></w:footnotes>'.encode()
    own = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, content, template.part.package)
    template.part.relate_to(own, RELATIONSHIP_TYPE.FOOTNOTES)
    out = BytesIO()
    template.save(out)
    return out.getvalue()


def test_footnotes_of_a_template_go_with_its_text():
    raw = build(paragraph("One ", Note("first"), "."), template=with_own_footnotes())
    assert footnotes(raw) == {1: "About first."}
    assert "word/footnotes.xml" not in names(build_docx(small_document(), THEME, template=with_own_footnotes()))


def test_the_settings_name_the_lines_above_footnotes_in_words_order():
    raw = build(paragraph("One ", Note("first"), "."))
    settings = [each.tag.removeprefix(W) for each in part(raw, "word/settings.xml")]
    assert settings.index("footnotePr") == settings.index("compat") - 1
    lines = part(raw, "word/settings.xml").find(f"{W}footnotePr").findall(f"{W}footnote")
    assert [each.get(f"{W}id") for each in lines] == ["-1", "0"]


def test_a_theme_says_whether_notes_are_footnotes():
    assert not THEME.word_footnotes
    values = tomllib.loads(Path("templates/themes/default.toml").read_text(encoding="utf-8"))
    assert parse_theme({**values, "word_footnotes": True}, name="own", where="themes/own.toml").word_footnotes
    with pytest.raises(TemplateError, match="key `word_footnotes`: expected `true` or `false`, found `yes`"):
        parse_theme({**values, "word_footnotes": "yes"}, name="own", where="themes/own.toml")


def test_a_number_that_refers_to_a_footnote_once_more_is_read_as_no_part_of_the_words():
    raw = build(paragraph("In 2020", Note("first"), " and in 2024", Note("first"), "."), NoteList())
    pieces = list(said(raw))
    assert "In 2020 and in 2024." in next(each.text for each in pieces if each.where == "text")
    assert next(each.text for each in pieces if each.part == "label") == "1"
