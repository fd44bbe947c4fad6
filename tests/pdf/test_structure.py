"""The structure of a finished file, read as a screen reader reads it."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from reportgen.builders.pdf import build_pdf, lay_out
from reportgen.document import Callout, Cell, Definition, Definitions, Heading, Paragraph, Row
from reportgen.errors import BuildError
from reportgen.template.themes import read_theme
from tests.composing import asked_world, line_chart, rows_table
from tests.documents import (
    figure,
    grouped_table,
    heading,
    long_table,
    metadata,
    nested_list,
    paragraph,
    pointed_box,
    referring_points,
    ruled_box,
    small_document,
    spanned_table,
    tiles,
    words,
)

THEME = read_theme("default", Path("templates"))


def is_unseen(element: Dictionary) -> bool:
    """Whether an element is a table of the values of a chart, which is read and not seen."""
    return str(element.get("/ID", "")).startswith("values-")


def read(pdf: pikepdf.Pdf) -> list[tuple[int, str, str]]:
    """Depth, type and own text of every element, in reading order."""
    texts = {(page.obj.objgen, number): text for page in pdf.pages for number, text in contents(page.obj).items()}
    return list(walk(pdf.Root.StructTreeRoot.K, texts, depth=0, page=None))


def walk(element: Dictionary, texts: dict, *, depth: int, page: object) -> Iterator[tuple[int, str, str]]:
    if is_unseen(element):
        return
    page = element.get("/Pg", page)
    kids = element.get("/K", [])
    kids = list(kids) if isinstance(kids, Array | list) else [kids]
    own = "".join(texts[page.objgen, int(kid)] for kid in kids if isinstance(kid, int))
    pieces = [kid for kid in kids if isinstance(kid, Dictionary) and "/MCID" in kid]
    own += "".join(texts[piece.Pg.objgen, int(piece.MCID)] for piece in pieces)
    yield depth, str(element.S)[1:], own
    for kid in kids:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from walk(kid, texts, depth=depth + 1, page=page)


def contents(page: Dictionary) -> dict[int, str]:
    """The characters of each marked-content sequence of a page, through the fonts' maps."""
    maps = {name: text_map(font) for name, font in page.Resources.Font.items()}
    found: dict[int, str] = {}
    number, font = None, {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                number = operands[1].get("/MCID")
                if number is not None:
                    found[int(number)] = ""
            case "EMC":
                number = None
            case "Tf":
                font = maps[str(operands[0])]
            case "Tj" if number is not None:
                found[int(number)] += "".join(font[code] for code in bytes(operands[0]))
    return found


def text_map(font: Dictionary) -> dict[int, str]:
    lines = font.ToUnicode.read_bytes().decode().splitlines()
    pairs = (line.strip("<>").split("> <") for line in lines if line.startswith("<") and "> <" in line)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs if len(text) >= 4}


def structure(*blocks: object, **more: str) -> list[tuple[int, str, str]]:
    with pikepdf.open(BytesIO(build_pdf(small_document(*blocks, **more), THEME))) as pdf:
        return read(pdf)


def lines_from(found: list[tuple[int, str, str]], kind: str) -> list[str]:
    """The first element of a type and all in it, as `type: text`."""
    start = next(index for index, (_, each, _) in enumerate(found) if each == kind)
    depth = found[start][0]
    inside = [found[start]]
    for each in found[start + 1 :]:
        if each[0] <= depth:
            break
        inside.append(each)
    return [f"{'  ' * (level - depth)}{tag}: {text}".rstrip(": ") for level, tag, text in inside]


def test_a_main_point_refers_to_an_exhibit_by_links():
    inside = [line.strip() for line in lines_from(structure(referring_points("figure-line")), "L")]
    assert inside[:6] == ["L", "LI", "Lbl: Cases", "LBody", "P: They rose.", "P:  page"]
    assert inside[6:10] == ["Reference", "Link: Figure 1", "Reference", "Link: 1"]


def test_a_box_between_rules_reads_column_by_column():
    found = [f"{tag}: {text}".rstrip(": ") for _, tag, text in structure(ruled_box(), pointed_box())]
    start = found.index("P: Before you read the figures")
    assert found[start : start + 15] == [
        "P: Before you read the figures",
        "P: A case is a report, not a child. A child may be counted several times.",
        "P: Only some must be reported. They may be among the cases: never add the two.",
        "P: The hotline counts anew in 2024 . 20.5 million reports relate to 29.2 million incidents.",
        "Span: [b]",
        "P: What it can tell you",
        "L",
        "LI",
        "LBody: How many cases there were.",
        "LI",
        "LBody: A share.",
        "P: What it cannot tell you",
        "L",
        "LI",
        "LBody: How many children go missing.",
    ]


def test_tiles_read_as_label_value_trend_and_comparisons_with_a_pause_after_each():
    assert lines_from(structure(tiles(3)), "L")[:8] == [
        "L",
        "  LI",
        "    LBody",
        "      P: cases of missing children reported",
        "      P: 29,568",
        "      Figure",
        "      P: up 2.4% on 2023",
        "      P: down 0.7% on 2020",
    ]


def test_the_title_is_the_only_heading_of_the_first_level():
    found = structure(Heading(2, words("Below"), "below"))
    assert [(tag, text) for _, tag, text in found if tag[0] == "H"] == [
        ("H1", "A small report"),
        ("H2", "Missing children"),
        ("H3", "Below"),
        ("H2", "Notes"),
    ]


def test_nested_lists_stand_in_the_items_they_belong_to():
    found = lines_from(structure(nested_list()), "L")
    assert found[:9] == [
        "L",
        "  LI",
        "    Lbl: 1.",
        "    LBody",
        "      P: First, with  inside.",
        "        Link: a link",
        "      L",
        "        LI",
        "          Lbl: –",
    ]


def test_a_term_is_the_label_of_the_item_that_says_what_it_means():
    meant = Definitions((Definition(words("Case"), words("A report.")), Definition(words("Files"), words("Pictures."))))
    assert lines_from(structure(meant), "L") == [
        "L",
        "  LI",
        "    Lbl: Case",
        "    LBody",
        "      P: A report.",
        "  LI",
        "    Lbl: Files",
        "    LBody",
        "      P: Pictures.",
    ]


def test_a_table_has_its_caption_heads_and_row_heads():
    found = lines_from(structure(), "Table")
    assert found[:4] == [
        "Table",
        "  Caption",
        "    P: Table 1  Five of 18 indicators have figures for all years",
        "    P: Change from 2023 to 2024",
    ]
    assert found[4:8] == ["  THead", "    TR", "      TH: Indicator", "      TH: 2020"]
    assert "      TH: Cases reported" in found
    marked = found.index("        Span: [b]")
    assert found[marked - 1].strip() == "TD:  20.5"


def test_a_group_of_rows_has_a_body_of_its_own():
    assert lines_from(structure(), "Table").count("  TBody") == 2


def test_a_table_over_pages_is_one_table_whose_head_is_read_once():
    found = structure(long_table(120))
    assert [tag for _, tag, _ in found].count("Table") == 2
    assert [text for _, tag, text in found if tag == "TH"].count("What it is") == 1
    assert [text for _, tag, text in found if tag == "TH" and text.startswith("Entry ")][-1] == "Entry 120 "


def test_a_paragraph_over_pages_is_one_paragraph():
    found = structure(*(Paragraph(words(f"Paragraph {index}. " * 80)) for index in range(8)))
    texts = [text for _, tag, text in found if tag == "P" and text.startswith("Paragraph 3.")]
    assert texts == ["Paragraph 3. " * 80]


def test_a_note_can_be_found_by_its_identifier():
    with pikepdf.open(BytesIO(build_pdf(small_document(), THEME))) as pdf:
        names = pdf.Root.StructTreeRoot.IDTree.Names
        assert str(names[0]) == "note-reports"
        assert Name.Note == names[1].S


def test_a_chart_is_one_figure_with_its_words_and_place():
    with pikepdf.open(BytesIO(build_pdf(small_document(), THEME))) as pdf:
        (found,) = [thing for thing in pdf.objects if isinstance(thing, Dictionary) and thing.get("/S") == Name.Figure]
        assert str(found.Alt) == figure("line", "Between 27,600 and 29,800 cases were reported each year").alt
        assert [round(float(value)) for value in found.A.BBox][0::2] == [66, 546]


def test_a_draft_says_so_first_and_at_the_foot_of_each_page():
    found = structure(draft="Draft: two sums fail.")
    assert found[1] == (1, "P", "Draft: two sums fail.")
    with pikepdf.open(BytesIO(build_pdf(small_document(draft="Draft: two sums fail."), THEME))) as pdf:
        feet = [page.Contents.read_bytes().count(b"/Footer") for page in pdf.pages]
    assert all(feet)


# -- claims ---------------------------------------------------------------------------------------------------------


def claimed(document) -> list[str]:
    with pikepdf.open(BytesIO(build_pdf(document, THEME))) as pdf:
        text = pdf.Root.Metadata.read_bytes().decode()
    return [claim for claim in ("pdfuaid:part>1", "pdfaid:conformance>A") if claim in text]


def test_a_file_claims_both_standards():
    assert claimed(small_document()) == ["pdfuaid:part>1", "pdfaid:conformance>A"]


@pytest.mark.parametrize(
    ("blocks", "reason"),
    [
        ((heading(3, "Too deep", "deep"),), "heading `deep` of level 3 follows one of level 1"),
        ((replace(figure("ranking", "A headline"), alt=" "),), "figure `figure-ranking` has no alternative text"),
    ],
)
def test_a_document_that_falls_short_does_not_claim_to_be_accessible(blocks, reason):
    document = small_document(*blocks)
    assert claimed(document) == ["pdfaid:conformance>A"]
    assert lay_out(document, THEME).shortcomings == (reason,)


def test_a_document_without_a_title_claims_nothing():
    document = replace(small_document(), metadata=replace(metadata("x"), title=""))
    assert claimed(document) == []


# -- bad input ------------------------------------------------------------------------------------------------------


def test_a_row_with_too_few_cells_is_named():
    table = spanned_table()
    short = replace(table, rows=(Row((Cell(words("One")),)), *table.rows))
    with pytest.raises(BuildError, match="expected 8 columns in row 3, found 1"):
        build_pdf(small_document(short), THEME)


def test_each_part_of_a_table_that_is_too_wide_has_the_heads_of_its_rows():
    table = grouped_table()
    wide = Row(tuple(Cell(words("1,234,567,890")) for _ in range(20)))
    crowded = replace(
        table, anchor="wide", columns=(table.columns[0], *(table.columns[1],) * 19), head=(wide,), rows=(wide,)
    )
    with pikepdf.open(BytesIO(build_pdf(small_document(crowded), THEME))) as pdf:
        found = [(name, text) for _, name, text in read(pdf) if name in ("Table", "TH", "TD")]
    *_, first, second = (at for at, (name, _) in enumerate(found) if name == "Table")
    # of the nineteen columns of figures ten and nine, each with the heads of the rows: two rows
    assert (second - first - 1, len(found) - second - 1) == (22, 20)


def test_a_box_higher_than_a_page_is_named():
    tall = Callout(tuple(words("An item that takes a line") for _ in range(200)), columns=1)
    with pytest.raises(BuildError, match=r"a box is \d+ points high, the page has \d+"):
        build_pdf(small_document(tall), THEME)


def test_text_of_a_link_is_what_it_says():
    with pikepdf.open(BytesIO(build_pdf(small_document(nested_list(), paragraph("end")), THEME))) as pdf:
        said = {str(each.Contents) for page in pdf.pages for each in page.obj.get("/Annots", [])}
    assert {"a link", "Figure 1", "[note 1]"} <= said


def elements(document, tag):
    """The elements of a type, each with its expansion and the text that replaces what is printed."""
    with pikepdf.open(BytesIO(build_pdf(document, THEME))) as pdf:
        found = [thing for thing in pdf.objects if isinstance(thing, Dictionary) and thing.get("/S") == Name(f"/{tag}")]
        return [(str(each.get("/E", "")), each.get("/ActualText")) for each in found]


def test_marks_and_signs_are_heard_in_words(tmp_path):
    world = asked_world(tmp_path)
    spoken = {said for said, _ in elements(world.compose(rows_table("floor", "rate", "late")), "Span")}
    assert spoken == {"more than", "percentage points", "not published", "not applicable"}


def test_the_head_of_a_row_is_heard_without_the_numbers_of_its_notes(tmp_path):
    document = asked_world(tmp_path).compose(rows_table("broken", "calls"))
    with pikepdf.open(BytesIO(build_pdf(document, THEME))) as pdf:
        assert [heard for heard in heads(pdf) if heard.startswith("Broken")] == ["Broken "]
        leading = [link for link in pdf.pages[0].Annots if str(link.Contents) == "[note 1]"]
    assert leading, "the mark still leads to the note"


def heads(pdf):
    """What is heard of the head of each row and column."""
    texts = {(page.obj.objgen, number): text for page in pdf.pages for number, text in contents(page.obj).items()}
    found = [thing for thing in pdf.objects if isinstance(thing, Dictionary) and thing.get("/S") == Name.TH]
    return ["".join(spoken(each, texts, page=None)) for each in found]


def spoken(element, texts, *, page):
    """The characters of an element, those replaced by another text apart."""
    if "/ActualText" in element:
        yield str(element.ActualText)
        return
    page = element.get("/Pg", page)
    kids = element.get("/K", [])
    for kid in list(kids) if isinstance(kids, Array | list) else [kids]:
        if isinstance(kid, int):
            yield texts[page.objgen, int(kid)]
        elif isinstance(kid, Dictionary) and "/S" in kid:
            yield from spoken(kid, texts, page=page)


def test_a_note_below_an_exhibit_is_tagged_as_one(tmp_path):
    document = asked_world(tmp_path).compose(rows_table("broken"))
    assert len(elements(document, "Note")) == 1
    with pikepdf.open(BytesIO(build_pdf(document, THEME))) as pdf:
        names = [str(name) for name in pdf.Root.StructTreeRoot.IDTree.Names if str(name).startswith("note-")]
    assert names == ["note-x-unit"]


def unseen_rows(raw):
    """The rows of the only table that is read and not seen."""
    with pikepdf.open(BytesIO(raw)) as pdf:
        texts = {(page.obj.objgen, number): text for page in pdf.pages for number, text in contents(page.obj).items()}
        (table,) = [each for each in pdf.objects if isinstance(each, Dictionary) and is_unseen(each)]
        return [
            ["".join(spoken(cell, texts, page=None)).strip() for cell in kids_of(row)]
            for part in kids_of(table)
            for row in kids_of(part)
        ]


def kids_of(element):
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, Array | list) else [kids]


def test_the_values_of_a_chart_follow_it_as_a_table_that_is_not_seen(tmp_path):
    raw = build_pdf(asked_world(tmp_path).compose(line_chart("late", "floor")), THEME)
    assert unseen_rows(raw) == [
        ["Series", "2020", "2021", "2022"],
        ["late", "not published", "not published", "120"],
        ["floor", "500", "600", "more than 700"],
    ]


def test_only_what_is_not_seen_is_shown_without_colour(tmp_path):
    raw = build_pdf(asked_world(tmp_path).compose(line_chart("late", "floor")), THEME)
    modes, mode = [], 0
    with pikepdf.open(BytesIO(raw)) as pdf:
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
            if str(operator) == "Tr":
                mode = int(operands[0])
            elif str(operator) == "Tj":
                modes.append(mode)
    cells = [cell for row in unseen_rows(raw) for cell in row]
    assert modes.count(3) == len(cells) == 12
    assert modes[-1] == 0
