"""Figures, tables, tiles and boxes in Word files."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from reportgen.document import Cell, CrossReference, NoteLine, Row, plain_text
from tests.documents import (
    CHARTS,
    cell,
    figure,
    grouped_table,
    heat_table,
    label_and_figures,
    long_table,
    main_points,
    paragraph,
    places_table,
    pointed_box,
    referring_points,
    row,
    ruled_box,
    small_document,
    spanned_table,
    tiles,
    words,
)
from tests.docx.reading import THEME, WP, W, build, codes, names, paragraphs, part, text

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DESCRIPTION = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def cells(raw):
    """Style and text of every cell, row by row, of the first table."""
    table = next(part(raw).iter(f"{W}tbl"))
    return [
        [(each.find(f"{W}p/{W}pPr/{W}pStyle").get(f"{W}val"), text(each)) for each in line.iter(f"{W}tc")]
        for line in table.iter(f"{W}tr")
    ]


def borders(raw, row_index, cell_index):
    """Kinds of the borders that a cell has of its own."""
    line = list(next(part(raw).iter(f"{W}tbl")).iter(f"{W}tr"))[row_index]
    own = list(line.iter(f"{W}tc"))[cell_index].find(f"{W}tcPr/{W}tcBorders")
    return {} if own is None else {each.tag.removeprefix(W): each.get(f"{W}val") for each in own}


# -- captions -------------------------------------------------------------------------------------------------------


def test_a_caption_counts_itself_and_shows_its_number():
    raw = build(spanned_table())
    assert paragraphs(raw)[0] == ("Caption", "Table\u00a01\u2002From 2020 to 2024 two case types rose and three fell")
    assert codes(raw)[0] == "SEQ Table \\* ARABIC"


def test_a_prefix_of_the_numbers_is_text_before_the_count():
    from reportgen.builders.docx import build_docx
    from reportgen.document import Document
    from reportgen.numbering import number
    from tests.documents import NOTES, metadata

    document = number(Document(metadata("Appendix"), (spanned_table(),), NOTES, exhibit_prefix="A"))
    assert paragraphs(build_docx(document, THEME))[0][1].startswith("Table\u00a0A1\u2002")


# -- tables ---------------------------------------------------------------------------------------------------------


def test_cells_have_the_styles_of_what_they_hold():
    raw = build(grouped_table())
    rows = cells(raw)
    assert rows[0][0] == ("TableHeadDense", "Indicator")
    assert rows[0][5] == ("TableHeadFigureDense", "Change|2023–24")
    assert rows[1] == [("TableGroupDense", "Missing children")]
    assert rows[2][:2] == [("TableTextDense", "Cases reported"), ("TableFigureDense", "29,782")]


def test_a_mark_stands_before_its_figure():
    assert cells(build(grouped_table()))[5][2] == ("TableFigureDense", "[r]\u00a029.4")


def test_head_rows_are_marked_and_no_row_splits():
    table = next(part(build(places_table())).iter(f"{W}tbl"))
    rows = table.findall(f"{W}tr")
    assert [line.find(f"{W}trPr/{W}tblHeader") is not None for line in rows[:4]] == [True, True, False, False]
    assert all(line.find(f"{W}trPr/{W}cantSplit") is not None for line in rows)


def test_a_table_has_a_title_and_a_description():
    properties = next(part(build(spanned_table())).iter(f"{W}tblPr"))
    title = properties.find(f"{W}tblCaption").get(f"{W}val")
    assert title == "Table\u00a01: From 2020 to 2024 two case types rose and three fell"
    assert (
        properties.find(f"{W}tblDescription").get(f"{W}val")
        == "Cases by type in 2020, 2022 and 2024 and their changes."
    )


def test_widths_add_up_to_the_width_between_the_margins():
    for table in (spanned_table(), grouped_table(), heat_table(), places_table(), long_table(5)):
        grid = next(part(build(table)).iter(f"{W}tblGrid"))
        assert sum(int(column.get(f"{W}w")) for column in grid) == 480 * 20


def test_a_total_stands_under_a_rule_and_in_bold():
    raw = build(spanned_table())
    assert cells(raw)[-1][1] == ("TableTotalFigure", "29,782")
    assert borders(raw, -1, 1) == {"top": "single", "bottom": "single"}


def test_a_series_break_is_a_dotted_line_at_its_cell():
    raw = build(grouped_table())
    assert borders(raw, 5, 4)["left"] == "dotted"
    assert "left" not in borders(raw, 5, 3)


def test_the_white_below_shades_makes_a_row_no_higher():
    row = list(next(part(build(heat_table())).iter(f"{W}tbl")).iter(f"{W}tr"))[2]
    rooms = {each.get(f"{W}w") for each in row.findall(f"{W}tc/{W}tcPr/{W}tcMar/{W}bottom")}
    assert rooms == {str(round(20 * (THEME.measures.heat_above - THEME.measures.heat_gutter)))}
    assert len(row.findall(f"{W}tc")) == len(row.findall(f"{W}tc/{W}tcPr/{W}tcMar/{W}bottom"))


def test_a_break_between_columns_runs_down_the_whole_column():
    raw = build(places_table())
    assert {borders(raw, index, 7).get("left") for index in range(1, 10)} == {"dotted"}


def test_a_dark_shade_has_white_text_also_in_a_total():
    shaded = Row((cell("All"), Cell(words("12"), shade=4)), "total")
    raw = build(replace(spanned_table(), columns=label_and_figures(1), head=(row("Age", "All"),), rows=(shaded,)))
    styles = [each.get(f"{W}val") for each in next(part(raw).iter(f"{W}tbl")).iter(f"{W}rStyle")]
    assert styles == ["OnDarkShade"]


def test_a_short_table_stays_on_one_page_and_a_long_one_may_be_cut():
    def kept(raw):
        lines = next(part(raw).iter(f"{W}tbl")).findall(f"{W}tr")
        return [line.find(f"{W}tc/{W}p/{W}pPr/{W}keepNext") is not None for line in lines]

    assert all(kept(build(spanned_table())))
    long = kept(build(long_table(40)))
    assert long[:3] == [True] * 3
    assert not any(long[5:35])
    assert long[-3:] == [True] * 3


def test_a_long_word_does_not_starve_the_other_columns():
    grid = next(part(build(long_table(3))).iter(f"{W}tblGrid"))
    assert min(int(column.get(f"{W}w")) for column in grid) > 25 * 20


def test_short_notes_share_a_line():
    raw = build(
        replace(spanned_table(), notes=(NoteLine(None, words("One.")), NoteLine(None, words("Two."))), source=())
    )
    assert [each for style, each in paragraphs(raw) if style == "Notes"] == ["One.\u2003\u2003Two."]


# -- tiles, points --------------------------------------------------------------------------------------------------


def test_tiles_are_one_row_in_which_figure_label_trend_and_comparisons_follow_each_other():
    raw = build(tiles(4))
    table = next(part(raw).iter(f"{W}tbl"))
    assert len(table.findall(f"{W}tr")) == 1
    cells = [[text(each) for each in cell.iter(f"{W}p")] for cell in table.iter(f"{W}tc")]
    label = "cases of missing children reported"
    assert cells[0] == ["29,568", label, "", "2020\t2024", "up 2.4% on 2023", "down 0.7% on 2020"]
    assert cells[6][:2] == ["20.5\u00a0million", "reports to the hotline [b]"]


def test_a_tile_has_its_trend_as_a_picture_that_is_read_out():
    raw = build(tiles(4))
    told = [each.get("descr") for each in part(raw).iter(f"{WP}docPr")]
    assert told[0] == "2020 29,782; 2021 27,733; 2022 27,644; 2023 28,886; 2024 29,568"
    assert len(told) == 3


def test_a_box_between_rules_is_a_row_of_statements_below_its_title():
    raw = build(ruled_box(), pointed_box())
    first, second = part(raw).iter(f"{W}tbl")
    assert [text(row.find(f"{W}tc")) for row in first.iter(f"{W}tr")] == [
        "Before you read the figures",
        "A case is a report, not a child. A child may be counted several times.",
    ]
    styles = [each.get(f"{W}val") for each in second.iter(f"{W}pStyle")]
    assert styles == ["StatementHead", "StatementPoint", "StatementPoint", "StatementHead", "StatementPointHollow"]


def test_points_of_a_box_are_lists_with_square_bullets():
    raw = build(pointed_box())
    bullets = [each.get(f"{W}val") for each in part(raw, "word/numbering.xml").iter(f"{W}lvlText")]
    assert bullets[-2:] == ["■", "□"]


def test_a_main_point_has_its_topic_in_the_lane():
    (style, topic), (other, said), *_ = paragraphs(build(main_points()))
    assert (style, topic) == ("MainPointTopic", "Missing children")
    assert other == "MainPoint"
    assert said.startswith("Cases rose")


def test_a_main_point_refers_to_an_exhibit_and_its_page_by_fields():
    raw = build(referring_points("figure-line"), figure("line", "A finding"), page_numbers={"figure-line": 7})
    assert ("MainPointReference", "Figure\u00a01|page 7") in paragraphs(raw)
    assert [code.split()[0] for code in codes(raw)][:2] == ["REF", "PAGEREF"]


def test_a_reference_in_running_text_has_a_style_of_its_own():
    raw = build(paragraph("See ", CrossReference("figure-line"), "."), figure("line", "A finding"))
    styles = [run.find(f"{W}rPr/{W}rStyle") for run in part(raw).iter(f"{W}r") if text(run) == "Figure\u00a01"]
    assert styles[0].get(f"{W}val") == "ExhibitReference"


# -- figures --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("native_charts", [True, False], ids=["native", "picture"])
@pytest.mark.parametrize("kind", CHARTS)
def test_every_figure_has_its_alternative_text(kind, native_charts):
    shown = figure(kind, "A finding")
    raw = build(shown, native_charts=native_charts)
    assert next(part(raw).iter(DESCRIPTION)).get("descr") == shown.alt


def test_a_picture_is_vectors_with_pixels_to_fall_back_on():
    raw = build(figure("tile-map", "A finding"))
    assert [name for name in names(raw) if "media" in name] == ["word/media/image1.png", "word/media/image1.svg"]


def test_pictures_on_request():
    raw = build(*(figure(kind, "A finding") for kind in CHARTS), native_charts=False)
    assert not [name for name in names(raw) if "chart" in name]
    assert len([name for name in names(raw) if name.endswith(".svg")]) == len(CHARTS)


def sheet(raw, number=1):
    import zipfile

    with zipfile.ZipFile(BytesIO(raw)) as archive:
        book = openpyxl.load_workbook(BytesIO(archive.read(f"word/embeddings/chart{number}.xlsx")))
    return [[each.value for each in line] for line in book.active.iter_rows()]


def test_behind_a_chart_are_its_figures():
    assert sheet(build(figure("line", "A finding"))) == [
        ["Year", "All cases", "Resolved", "Active", "Resolved, as printed", "Active, as printed"],
        ["2020", 29782, 27349, 2433, None, None],
        ["2021", 27733, None, None, "[x]", "[x]"],
        ["2022", 27644, 24229, 3415, None, None],
        ["2023", 28886, 25386, 3500, None, None],
        ["2024", 29568, 27033, 2535, None, None],
    ]


def chart(raw, number=1):
    return part(raw, f"word/charts/chart{number}.xml")


def labels(drawn):
    """The words that are spelled out, in the order of the chart."""
    a = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    return [each.text for each in drawn.iter(f"{a}t")]


def test_a_label_is_spelled_out_where_a_number_format_would_print_something_else():
    drawn = chart(build(figure("broken-line", "A finding")))
    assert labels(drawn) == ["more than 21.7", "29.4 [r]"]
    formats = [each.get("formatCode") for each in drawn.iter(f"{C}numFmt")]
    assert "#,##0.0,,;−#,##0.0,," in formats


def test_small_multiples_are_several_charts_in_one_paragraph():
    raw = build(figure("small-multiples", "A finding"))
    assert len([name for name in names(raw) if name.startswith("word/charts/chart")]) == 4
    described = [each.get("descr") for each in part(raw).iter(DESCRIPTION)]
    assert described[1:] == [f"Figure\u00a01, part {index} of 4: {name}" for index, name in
                             ((2, "Louisiana"), (3, "New Mexico"), (4, "Oklahoma"))]  # fmt: skip


@pytest.mark.parametrize("kind", sorted(CHARTS.keys() - {"tile-map"}))
def test_two_builds_of_a_chart_are_the_same_to_the_byte(kind):
    assert build(figure(kind, "A finding")) == build(figure(kind, "A finding"))


def test_the_builder_prints_the_words_of_the_document():
    """Every caption, note and source of the model is in the file, in order."""
    from reportgen.builders.docx import build_docx

    document = small_document(spanned_table(), heat_table())
    printed = " ".join(words_ for _, words_ in paragraphs(build_docx(document, THEME))).replace("\u00a0", " ")
    at = 0
    for block in document.blocks:
        if hasattr(block, "caption"):
            for inlines in (block.caption.headline, block.caption.subtitle, block.source):
                found = printed.find(plain_text(inlines), at)
                assert found >= 0, plain_text(inlines)
                at = found


def test_a_table_over_several_pages_says_where_it_goes_on_and_names_itself_on_each():
    raw = build(long_table(60), page_numbers={"table-long": 2}, last_pages={"table-long": 4})
    assert ("ExhibitPages", "The table goes on to page 4.") in paragraphs(raw)
    assert cells(raw)[0][0][1] == "Table\u00a01|Entry"
    end = next(each for each in part(raw).iter(f"{W}bookmarkStart") if each.get(f"{W}name").startswith("_End"))
    assert text(next(end.iterancestors(f"{W}tr"))).startswith("Entry 60 ")
    assert f"PAGEREF {end.get(f'{W}name')} \\h" in codes(raw)


def test_a_table_with_an_empty_corner_names_itself_there():
    raw = build(spanned_table(), page_numbers={"table-types": 1}, last_pages={"table-types": 2})
    assert cells(raw)[0][0][1] == "Table\u00a01"


def test_a_table_on_one_page_says_nothing_of_pages():
    assert "ExhibitPages" not in dict(paragraphs(build(long_table(60))))
