"""The same Document as PDF, as Word file and as page says the same, in the same order; the finished files are read."""

import re
from datetime import date
from io import BytesIO
from itertools import takewhile
from pathlib import Path
from zipfile import ZipFile

import docx
import pikepdf
import pytest
from lxml import etree
from pikepdf import Array, Dictionary, Name

from reportgen.batch import Request, plan
from reportgen.builders.docx import build_docx
from reportgen.builders.pdf import lay_out
from reportgen.compose import compose
from reportgen.document import Figure
from reportgen.document.walk import exhibits_of
from reportgen.reading import read_words, squeezed
from reportgen.template.themes import read_theme
from reportgen.years import PeriodRange
from tests.documents import stress_document
from tests.html.reading import built, looks, said, text_of
from tests.pdf.test_structure import read
from tests.worlds import ROOT

THEME = read_theme("default", Path("templates"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DESCRIPTION = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
CHARTS = pytest.mark.parametrize("native_charts", [True, False], ids=["native", "pictures"])


@pytest.fixture(scope="module")
def both():
    """The finished PDF, read by its structure, and the Word files with charts of both kinds."""
    document = stress_document(rows=40)
    result = lay_out(document, THEME)
    word = {
        native: docx.Document(
            BytesIO(
                build_docx(
                    document, THEME, page_numbers=result.pages, last_pages=result.last_pages, native_charts=native
                )
            )
        ).element.body
        for native in (True, False)
    }
    with pikepdf.open(BytesIO(result.bytes)) as pdf:
        yield read(pdf), alternative_texts(pdf), word


def alternative_texts(pdf):
    """The words for what is not text, in reading order; links have words, too, and are left out."""
    return list(_described(pdf.Root.StructTreeRoot.K))


def _described(element):
    if "/Alt" in element and Name.Figure == element.S:
        yield str(element.Alt)
    inner = element.get("/K", [])
    for kid in inner if isinstance(inner, Array) else [inner]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from _described(kid)


def whole(elements, *kinds):
    """The texts of all elements of these kinds, each with what is in it."""
    found = []
    for index, (depth, name, text) in enumerate(elements):
        if name in kinds:
            inner = takewhile(lambda each, depth=depth: each[0] > depth, elements[index + 1 :])
            found.append(squeezed(text + "".join(more for _, _, more in inner)))
    return found


def raw_texts(body, *styles):
    """The texts of all paragraphs of these styles."""
    return [
        "".join(each.text or "" for each in paragraph.iter(f"{W}t"))
        for paragraph in body.iter(f"{W}p")
        if paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val") in styles
    ]


def styled(body, *styles):
    """The texts of all paragraphs of these styles, squeezed."""
    return [squeezed(each) for each in raw_texts(body, *styles)]


@pytest.fixture(scope="module")
def printed():
    """The words of the PDF as its pages print them."""
    return read_words(lay_out(stress_document(rows=40), THEME).bytes, "pdf")


def test_headings_are_the_same(both):
    elements, _, word = both
    headings = [squeezed(text) for _, name, text in elements if name in ("H1", "H2", "H3", "H4")]
    assert headings == styled(word[True], "Title", "Heading1", "Heading2", "Heading3")


def test_captions_are_the_same(both):
    elements, _, word = both
    captions = whole(elements, "Caption")[1:]  # the first is the title of the contents
    pairs = zip(styled(word[True], "Caption"), styled(word[True], "ExhibitSubtitle"), strict=True)
    assert captions == ["".join(pair) for pair in pairs]


def test_notes_are_the_same(both):
    elements, _, word = both
    # what is read of an element comes before what is read of a link in it, so only the letters can be compared
    listed = styled(word[True], "NoteList")
    notes = [sorted(each) for each in whole(elements, "Note")[-len(listed) :]]  # those below exhibits come before
    assert notes == [sorted(each) for each in listed]


def test_list_items_are_the_same(both):
    elements, _, word = both
    items = [each for each in whole(elements, "LBody") if each.startswith("item")]
    assert items == [each for each in styled(word[True], "ListNumber") if each.startswith("item")]


def test_small_print_and_labels_are_the_same(both, printed):
    _, _, word = both
    pieces = [piece for style in ("Notes", "SmallLabel", "TileLabel", "TileNote", "BoxText", "BoxSmallPrint")
              for line in raw_texts(word[True], style) for piece in re.split("[\u2002\u2003]+", line)]  # fmt: skip
    assert len(pieces) > 20
    assert [piece for piece in pieces if not printed.hold(piece)] == []


@CHARTS
def test_alternative_texts_are_the_same(both, native_charts):
    _, alternatives, word = both
    described = [each.get("descr") for each in word[native_charts].iter(DESCRIPTION)]
    # a picture has no values behind it in Word, and no table of them that is read and not seen
    tellings = {figure.telling: figure.alt for figure in exhibits_of(stress_document(rows=40).blocks)
                if isinstance(figure, Figure) and figure.telling}  # fmt: skip
    assert alternatives == [tellings.get(each, each) for each in described if ", part " not in each]


@pytest.fixture(scope="module")
def page():
    """The text of the finished page."""
    return text_of(built(stress_document(rows=40), THEME))


def test_a_page_has_the_same_headings(both, page):
    elements, _, _ = both
    headings = [squeezed(text) for _, name, text in elements if name in ("H1", "H2", "H3", "H4")]
    assert headings == [said(each) for each in page.iter("h1", "h2", "h3", "h4")]


def test_a_page_has_the_same_captions(both, page):
    elements, _, _ = both
    assert whole(elements, "Caption")[1:] == [said(each) for each in page.iter("figcaption")]


def test_a_page_has_the_same_notes_and_list_items(both, page):
    elements, _, _ = both
    notes = [sorted(said(each)) for each in page.xpath(".//*[@class='note-list']/p")]
    assert [sorted(each) for each in whole(elements, "Note")[-len(notes) :]] == notes
    items = [each for each in whole(elements, "LBody") if each.startswith("item")]
    assert items == [each for each in map(said, page.iter("li")) if each.startswith("item")]


def test_a_page_has_the_same_small_print_and_labels(both, page):
    _, _, word = both
    printed = said(page)
    pieces = [piece for style in ("Notes", "SmallLabel", "TileLabel", "TileNote", "BoxText", "BoxSmallPrint")
              for line in raw_texts(word[True], style) for piece in re.split("[\u2002\u2003]+", line)]  # fmt: skip
    assert len(pieces) > 20
    assert [piece for piece in pieces if squeezed(piece) not in printed] == []


def test_a_page_has_the_same_alternative_texts(both, page):
    _, alternatives, _ = both
    assert alternatives == [each.get("aria-label") for each in page.xpath(".//svg[@aria-label]")]


def test_a_page_has_the_same_cells(both, page):
    elements, _, _ = both
    rows = page.xpath(".//tr[not(ancestor::details)]")
    # a bar stands in a cell of its own; in the PDF it belongs to the figure before it
    cells = [cell for row in rows for cell in row if "bars" not in looks(cell)]
    assert [sorted(each) for each in whole(elements, "TH", "TD")] == [sorted(said(each)) for each in cells]


def in_order(table):
    """The cells of a table as they are read in a PDF: one block after the other, the head once, without the bars."""
    rows = [list(row.iter(f"{W}tc")) for row in table.iter(f"{W}tr")]
    if "Places in blocks" not in table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val"):
        return [cell for row in rows for cell in row]
    head, *body = rows
    place, count, bar, _ = range(4)
    blocks = ([(row[place + at], row[count + at]) for row in body] for at in (place, bar + 2))
    return [head[place], head[count], *(cell for block in blocks for pair in block for cell in pair)]


def test_every_cell_of_every_table_is_the_same(both):
    elements, _, word = both
    no_figures = ("ReportTiles", "ReportBox", "ReportTitle", "ReportPair", "ReportPoints", "ReportStatements")
    tables = [
        each for each in word[True].iter(f"{W}tbl")
        if each.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") not in no_figures
    ]  # fmt: skip
    cells = [cell for table in tables for cell in in_order(table)]
    texts = ["".join(text.text or "" for text in cell.iter(f"{W}t")) for cell in cells]
    # a long table names itself in its head, where the PDF says that it is continued
    texts = [re.sub(r"^Table\s\d+", "", each) for each in texts]
    # Word has the minus sign of a keyboard, so that a spreadsheet takes the figure
    found = [each.replace("\u2212", "-") for each in whole(elements, "TH", "TD")]
    assert [sorted(each) for each in found] == [sorted(squeezed(each)) for each in texts]  # a mark is read apart


def test_the_contents_show_the_same_pages(both):
    elements, _, word = both
    assert whole(elements, "TOCI") == styled(word[True], "TOC1", "TOC2", "TOC3")


RANGES = [PeriodRange(first, last) for first in range(2020, 2025) for last in range(first, 2025)]
WHOLE = PeriodRange(2020, 2024)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
CONTENTS = ("TOC", "TableOfFigures")
"""What stands beside the text of a page, and is not read again in it."""


@pytest.fixture(scope="module")
def asked():
    request = Request(("briefing", "factsheet", "appendix"), all_places=True, data=ROOT / "data",
                      templates=ROOT / "templates", date=date(2025, 6, 30))  # fmt: skip
    return plan(request).context


def numbers(text):
    """Every number that is printed."""
    return {*NUMBER.findall(text.replace("\u2212", "-"))}


def page_text(page):
    """The text of a page, its elements apart, without charts and what is opened on demand."""
    main = text_of(page)
    for element in main.xpath(".//svg|.//details|.//p[@class='years']"):
        element.drop_tree()
    return " ".join(main.itertext())


def word_body(content):
    """The body of a Word file, read without what python-docx makes of the styles and parts around it."""
    with ZipFile(BytesIO(content)) as parts:
        return etree.fromstring(parts.read("word/document.xml")).find(f"{W}body")


def text_of_paragraph(paragraph):
    parts = (each.text or " " for each in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"))
    return re.sub(r"\bpage\s*\d*\s*$", "", "".join(parts))


def word_texts(body):
    """The paragraphs of a Word file; not the years below a trend, which its words tell, and no number of a page."""
    for paragraph in body.iter(f"{W}p"):
        if not style_of(paragraph).startswith(("TileYears", *CONTENTS)):
            yield text_of_paragraph(paragraph)


def style_of(paragraph):
    return paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")


def misplaced(body, said_there):
    """The paragraphs of a Word file, outside of tables, that do not stand in a page after the one before."""
    at, found = 0, []
    for paragraph in body.iterchildren(f"{W}p"):
        text = "" if style_of(paragraph).startswith(CONTENTS) else plain(text_of_paragraph(paragraph))
        place = said_there.find(text, at)
        if place < 0:
            found.append(text)
        else:
            at = place + len(text)
    return found


def plain(text):
    """A text as it is compared: a cell has the minus sign of a keyboard in Word."""
    return squeezed(text.replace("\u2212", "-"))


def differences(asked, report, place, span):
    """What Word and page of a document do not say alike: texts, texts in their order, numbers."""
    document = compose(asked.package, asked.comparison, asked.reports[report], years=span,
                       place=place or asked.package.country, made=asked.request.date)  # fmt: skip
    theme = asked.themes[report]
    body = word_body(build_docx(document, theme, native_charts=False))
    word = [*word_texts(body)]
    page = page_text(built(document, theme))
    said_there = plain(page)
    missing = [each for each in word if plain(each) not in said_there]
    return missing, misplaced(body, said_there), numbers(page) ^ numbers(" ".join(word))


@pytest.mark.conformance
@pytest.mark.parametrize("span", RANGES, ids=str)
def test_word_and_page_say_the_same_in_the_same_order_of_every_range(asked, span):
    assert differences(asked, "briefing", "", span) == ([], [], set())


@pytest.mark.conformance
def test_word_and_page_say_the_same_in_the_same_order_of_every_place(asked):
    places = [place for place in asked.package.places if place != asked.package.country]
    assert len(places) == 56
    found = {place: differences(asked, "factsheet", place, WHOLE) for place in places}
    assert {place: told for place, told in found.items() if told != ([], [], set())} == {}


@pytest.mark.conformance
def test_word_and_page_say_the_same_in_the_same_order_of_the_appendix(asked):
    assert differences(asked, "appendix", "", WHOLE) == ([], [], set())
