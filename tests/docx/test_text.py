"""Paragraphs, lists, notes, links and fields in Word files."""

from dataclasses import replace

import pytest

from reportgen.document import (
    CrossReference,
    Definition,
    Definitions,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    List,
    ListItem,
    Mark,
    Note,
    NoteList,
    PageBreak,
    Paragraph,
    Strong,
    TableOfContents,
    Text,
)
from reportgen.errors import BuildError
from reportgen.measure import MarkCode
from tests.documents import figure, grouped_table, heading, paragraph, spanned_table, tiles, title_block, words
from tests.docx.reading import W, build, codes, paragraphs, part, text


def run_styles(raw):
    """The text of each run with its character style."""
    return [
        (text(run), style.get(f"{W}val") if (style := run.find(f"{W}rPr/{W}rStyle")) is not None else "")
        for run in part(raw).iter(f"{W}r")
        if text(run)
    ]


def test_inlines_have_character_styles():
    raw = build(
        paragraph(
            "Plain ", Strong(words("heavy")), Emphasis(words("stressed")), Strong(words(Emphasis(words("both")))),
            Mark(MarkCode.LOW),
        )
    )  # fmt: skip
    assert run_styles(raw) == [
        ("Plain ", ""),
        ("heavy", "Strong"),
        ("stressed", "Emphasis"),
        ("both", "IntenseEmphasis"),
        ("[low]", "Mark"),
    ]


def test_a_heavy_word_in_a_bold_paragraph_is_not_turned_back():
    raw = build(Heading(1, words("A ", Strong(words("heavy")), " word"), "start"))
    assert [style for _, style in run_styles(raw)] == ["", "", ""]


def test_a_mark_in_a_bold_paragraph_is_regular():
    raw = build(Heading(1, words("A figure ", Mark(MarkCode.LOW)), "start"))
    run = next(run for run in part(raw).iter(f"{W}r") if text(run) == "[low]")
    assert run.find(f"{W}rPr/{W}b").get(f"{W}val") == "0"


def test_a_link_leads_to_its_address():
    raw = build(paragraph(Link("https://example.org/?a=1&b=2", words("here"))))
    link = next(part(raw).iter(f"{W}hyperlink"))
    identifier = link.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
    targets = {each.get("Id"): each.get("Target") for each in part(raw, "word/_rels/document.xml.rels")}
    assert targets[identifier] == "https://example.org/?a=1&b=2"


def test_a_line_break_stays_in_its_paragraph():
    assert ("BodyText", "one|two") in paragraphs(build(paragraph("one", LineBreak(), "two")))


@pytest.mark.parametrize("character", ["\x0b", "\ud800", "\uffff"])
def test_a_character_that_no_word_file_can_hold_is_named(character):
    with pytest.raises(BuildError, match=f"U\\+{ord(character):04X}"):
        build(paragraph(f"before{character}after"))


# -- headings and pages ---------------------------------------------------------------------------------------------


def test_headings_have_the_built_in_styles():
    raw = build(heading(1, "One", "one"), heading(2, "Two", "two"), heading(3, "Three", "three"))
    assert paragraphs(raw) == [("Heading1", "One"), ("Heading2", "Two"), ("Heading3", "Three")]


def test_a_heading_that_is_not_in_the_contents_has_a_style_the_contents_pass_over():
    raw = build(Heading(1, words("Apart"), "apart", in_contents=False))
    assert paragraphs(raw) == [("UnlistedHeading1", "Apart")]


def test_a_page_break_is_said_by_the_paragraph_that_follows():
    raw = build(paragraph("one"), PageBreak(), paragraph("two"))
    one, two = part(raw).iter(f"{W}p")
    assert one.find(f"{W}pPr/{W}pageBreakBefore") is None
    assert two.find(f"{W}pPr/{W}pageBreakBefore") is not None


def test_a_page_break_before_a_table_of_tiles_is_said_in_its_first_cell():
    raw = build(paragraph("one"), PageBreak(), tiles(3))
    broken = [text(each) for each in part(raw).iter(f"{W}p") if each.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert broken == ["29,568"]


def test_text_after_a_table_has_the_style_that_leaves_room():
    raw = build(tiles(3), paragraph("after"), paragraph("later"))
    assert paragraphs(raw)[-2:] == [("BodyTextAfterTable", "after"), ("BodyText", "later")]


def test_two_tables_in_a_row_are_kept_apart():
    styles = [style for style, _ in paragraphs(build(tiles(3), tiles(3)))]
    assert styles.count("TableGap") == 2  # between them, and after the last


# -- lists ----------------------------------------------------------------------------------------------------------


def items(*texts, ordered=False):
    return List(tuple(ListItem((paragraph(each),)) for each in texts), ordered)


def test_lists_on_two_levels_have_the_styles_of_their_levels():
    raw = build(List((ListItem((paragraph("outer"), paragraph("more"), items("inner", ordered=True))),)))
    assert paragraphs(raw) == [("ListBullet", "outer"), ("ListContinue", "more"), ("ListNumber2", "inner")]


def test_a_term_stays_with_what_it_means():
    raw = build(Definitions((Definition((Text("Case"),), (Text("A report."),)),)))
    assert paragraphs(raw) == [("DefinitionTerm", "Case"), ("Definition", "A report.")]
    term = next(each for each in part(raw, "word/styles.xml") if each.get(f"{W}styleId") == "DefinitionTerm")
    assert term.find(f"{W}pPr/{W}keepNext") is not None


def test_each_numbered_list_counts_from_one():
    raw = build(items("a", "b", ordered=True), paragraph("between"), items("c", ordered=True))
    used = [each.get(f"{W}val") for each in part(raw).iter(f"{W}numId")]
    assert used[0] == used[1] != used[2]
    starts = {
        each.get(f"{W}numId"): each.find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val")
        for each in part(raw, "word/numbering.xml").findall(f"{W}num")
        if each.find(f"{W}lvlOverride") is not None
    }
    assert starts == {used[0]: "1", used[2]: "1"}


def test_a_list_deeper_than_word_has_styles_looks_like_the_deepest():
    deep = items("deepest")
    for level in range(7):
        deep = List((ListItem((paragraph(f"level {7 - level}"), deep)),))
    assert paragraphs(build(deep))[-1] == ("ListBullet5", "deepest")


# -- fields ---------------------------------------------------------------------------------------------------------

CONTENTS = TableOfContents(words("Contents"), 2)
SECTIONS = (heading(1, "First", "first"), heading(2, "Second", "second"), heading(3, "Third", "third"))


def test_the_contents_show_their_entries_and_pages():
    raw = build(CONTENTS, *SECTIONS, page_numbers={"first": 2, "second": 13, "third": 14})
    assert paragraphs(raw)[:3] == [("TOCHeading", "Contents"), ("TOC1", "First\t2"), ("TOC2", "Second\t13")]
    assert codes(raw)[0] == 'TOC \\o "1-2" \\h \\z'


def test_without_pages_the_contents_still_have_their_entries():
    assert ("TOC1", "First\t") in paragraphs(build(CONTENTS, *SECTIONS))


def test_each_entry_of_the_contents_leads_to_its_heading():
    raw = build(CONTENTS, *SECTIONS)
    targets = [each.get(f"{W}anchor") for each in part(raw).iter(f"{W}hyperlink")]
    marks = {each.get(f"{W}name"): text(each.getparent()) for each in part(raw).iter(f"{W}bookmarkStart")}
    assert [marks[target] for target in targets] == ["First", "Second"]


def test_a_document_of_many_exhibits_lists_them_on_a_last_page():
    exhibits = tuple(figure(kind, f"About {kind}") for kind in ("line", "tile-map"))
    few = build(CONTENTS, *SECTIONS, *exhibits)
    assert not [code for code in codes(few) if "\\c" in code]
    more = tuple(replace(grouped_table(), anchor=f"table-{index}") for index in range(10))
    raw = build(CONTENTS, *SECTIONS, *exhibits, *more, page_numbers={"figure-line": 4, "table-9": 12})
    assert [code for code in codes(raw) if "\\c" in code] == ['TOC \\h \\z \\c "Figure"', 'TOC \\h \\z \\c "Table"']
    assert ("TableOfFigures", "Figure\u00a01\u2002About line\t4") in paragraphs(raw)
    assert paragraphs(raw)[-1][1].endswith("\t12")


def test_references_show_label_and_page():
    said = paragraph(CrossReference("table-types"), " on page ", CrossReference("table-types", "page"))
    raw = build(said, spanned_table(), page_numbers={"table-types": 3})
    assert paragraphs(raw)[0] == ("BodyText", "Table\u00a01 on page 3")
    assert codes(raw)[:2] == ["REF _Ref00000001 \\h \\* CHARFORMAT", "PAGEREF _Ref00000001 \\h"]


def test_a_note_leads_to_the_list_of_notes():
    raw = build(paragraph("Counted anew ", Note("young"), "."), NoteList())
    assert paragraphs(raw) == [
        ("BodyText", "Counted anew [note\u00a01]."),
        ("NoteList", "[note\u00a01]\tA case type; not the same as the age group."),
    ]
    assert next(part(raw).iter(f"{W}hyperlink")).get(f"{W}anchor") == "_Note0001"


def test_a_note_without_a_list_of_notes_is_only_text():
    raw = build(paragraph("Counted anew ", Note("young")))
    assert not list(part(raw).iter(f"{W}hyperlink"))


# -- the title and the margins --------------------------------------------------------------------------------------


def test_the_title_has_its_styles():
    raw = build(title_block("All about it"))
    assert [style for style, _ in paragraphs(raw)][:5] == ["Kicker", "Title", "Lead", "Byline", "Locator"]


def test_the_foot_has_the_short_title_and_counts_pages():
    raw = build(paragraph("Some words."), page_numbers={"a": 7})
    assert codes(raw, "word/footer1.xml") == ["PAGE", "NUMPAGES"]
    assert text(part(raw, "word/footer1.xml")) == "A title: short title\tPage 1 of 7"


def test_a_draft_says_so_at_its_head_and_on_every_page():
    from tests.docx.reading import THEME, build_docx, document

    raw = build_docx(document(Paragraph((Text("Some words."),)), draft="Draft: sums fail."), THEME)
    assert paragraphs(raw)[0] == ("DraftNotice", "Draft: sums fail.")
    assert text(part(raw, "word/header1.xml")) == "Draft: sums fail."
