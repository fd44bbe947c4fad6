"""Paragraphs and tables as values, and what is made of them."""

from dataclasses import replace

from lxml import etree

from reportgen.builders.docx.flow import Gallery, Para, TableCell, TableRow, WordTable, with_first, with_last
from reportgen.builders.docx.markup import NAMESPACES, declarations, w
from reportgen.builders.docx.package import start_tag
from reportgen.builders.docx.serialize import markup
from reportgen.document import Link, Note, NoteDefinition, Text
from tests.documents import paragraph
from tests.docx.reading import THEME, W, build_docx, document, part

CELLS = tuple(TableCell((Para("Text", f"<w:r><w:t>{word}</w:t></w:r>"),), 400) for word in ("one", "two"))
TABLE = WordTable("Box", (400, 400), (TableRow(CELLS, is_head=True), TableRow(CELLS)), title="T", words="Words.")


def parse(flow):
    return etree.fromstring(f"<w:body{declarations(NAMESPACES)}>{markup(flow)}</w:body>")


def test_what_a_paragraph_says_stands_in_the_order_of_word():
    each = Para("Text", keeps_next=True, breaks_before=True, before=0, right=4, number=(1, 7), tabs=w("tab", pos=9))
    (look,) = parse((replace(each, section=w("sectPr")),)).iter(f"{W}pPr")
    wanted = ["pStyle", "keepNext", "pageBreakBefore", "numPr", "tabs", "spacing", "ind", "sectPr"]
    assert [etree.QName(each).localname for each in look] == wanted


def test_a_paragraph_that_says_nothing_leaves_all_to_its_style():
    (look,) = parse((Para("Text"),)).iter(f"{W}pPr")
    assert [etree.QName(each).localname for each in look] == ["pStyle"]


def test_the_first_and_the_last_paragraph_are_found_in_tables_and_galleries():
    flow = (Gallery("Table of Contents", (Para("Title"),)), TABLE)
    flow = with_last(with_first(flow, lambda each: replace(each, breaks_before=True)), lambda each: Para("End"))
    assert flow[0].content[0].breaks_before
    assert [cell.content[0].style for row in flow[1].rows for cell in row.cells] == ["Text", "Text", "Text", "End"]


def test_a_table_is_as_wide_as_its_columns_and_repeats_its_head():
    (table,) = parse((TABLE,))
    assert table.find(f"{W}tblPr/{W}tblW").get(f"{W}w") == "800"
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")] == [True, False]


def test_an_element_begins_with_its_own_namespaces_and_attributes():
    source = '<a:b xmlns:a="urn:a" xmlns="urn:none" xmlns:c="urn:c" c:kept="&lt;&quot;" own="1" xml:space="preserve"/>'
    again = etree.fromstring(start_tag(etree.fromstring(source)) + "</a:b>")
    assert etree.tostring(again, method="c14n") == etree.tostring(etree.fromstring(source), method="c14n")


def test_only_the_notes_lead_where_a_link_in_a_footnote_leads():
    link = NoteDefinition("unused", (Link("https://example.org/methods", (Text("Methods"),)),), 1)
    told = replace(document(paragraph("A figure.", Note("unused", 1))), notes=(link,))
    raw = build_docx(told, replace(THEME, word_footnotes=True))
    assert "example.org" in etree.tostring(part(raw, "word/_rels/footnotes.xml.rels")).decode()
    assert "example.org" not in etree.tostring(part(raw, "word/_rels/document.xml.rels")).decode()
