import pytest

from reportgen.builders import builder
from reportgen.builders.text.blocks import build, lines
from reportgen.builders.text.tables import table_lines
from reportgen.document import (
    Callout,
    Cell,
    Column,
    CrossReference,
    Definition,
    Definitions,
    Link,
    List,
    ListItem,
    Mark,
    Note,
    Paragraph,
    Row,
    Strong,
    Table,
    TableOfContents,
    Text,
)
from reportgen.measure import MarkCode
from tests.composing import World, line_chart, over_years
from tests.documents import (
    blocks_table,
    caption,
    figure,
    pointed_box,
    small_document,
    stress_document,
    tiles,
    trends_table,
)

WORDS_AND_FIGURES = (Column(align="left"), Column(), Column())


def paragraph(*inlines):
    return Paragraph(tuple(inlines))


def cell(text, **options):
    return Cell((Text(text),), **options)


def row(*cells, role="body"):
    return Row(tuple(cells), role)


def table(*rows, columns=WORDS_AND_FIGURES, head=()):
    return Table("t", caption("Table", "Headline"), columns, head, rows)


def body(built):
    """The lines between the second rule and the last."""
    return table_lines(built)[2:-1]


def block_lines(block):
    return lines(block, small_document())


def test_inlines_are_printed_as_a_reader_sees_them():
    found = block_lines(
        paragraph(Strong((Text("Cases"),)), Text(" rose "), Mark(MarkCode.CORRECTED), Note("n", 2), Text(", see "))
    )
    assert found == ["Cases rose [r][note 2], see"]


def test_a_cross_reference_prints_its_label():
    assert block_lines(paragraph(Text("See "), CrossReference("t", text="Table 3"))) == ["See Table 3"]


def test_a_link_prints_its_address_after_its_words():
    assert block_lines(paragraph(Link("https://example.org/a", (Text("the source"),)))) == [
        "the source <https://example.org/a>"
    ]


def test_a_link_that_is_its_own_address_is_printed_once():
    assert block_lines(paragraph(Link("https://example.org", (Text("example.org"),)))) == ["example.org"]


def test_running_text_is_wrapped_between_words():
    found = block_lines(paragraph(Text("word " * 50)))
    assert [len(line) <= 100 for line in found] == [True] * 3


def test_no_line_ends_within_a_reference_to_a_note():
    found = block_lines(paragraph(Text("word " * 19), Note("n", 12), Text(" word" * 10)))
    assert found[1].startswith("[note 12] word")


def test_nested_lists_are_indented_under_their_item():
    inner = List((ListItem((paragraph(Text("inner")),)),))
    outer = List((ListItem((paragraph(Text("outer")), inner)), ListItem((paragraph(Text("next")),))), ordered=True)
    assert block_lines(outer) == ["1. outer", "   - inner", "2. next"]


def test_a_term_stands_above_what_it_means():
    meant = Definitions((Definition((Text("Case"),), (Text("A report."),)), Definition((Text("B"),), (Text("C."),))))
    assert block_lines(meant) == ["Case", "    A report.", "B", "    C."]


def test_a_tile_reads_as_figure_label_comparison():
    assert "             91%  recovery rate, as published; up from 88% in 2023" in block_lines(tiles(4))


def test_figures_stand_at_the_right_and_words_at_the_left():
    assert body(table(row(cell("Runaways"), cell("27,293"), cell("5")), row(cell("All"), cell("9"), cell("10")))) == [
        "Runaways  27,293   5",
        "All            9  10",
    ]


def test_a_mark_stands_before_its_figure():
    assert body(table(row(cell("Files"), cell("29.4", marks=(Mark(MarkCode.CORRECTED),)), cell("1")))) == [
        "Files  [r] 29.4  1"
    ]


def test_a_series_break_is_a_bar_only_in_its_own_row():
    broken = row(cell("Reports"), cell("36"), cell("20", break_before=True))
    assert body(table(broken, row(cell("Calls"), cell("1"), cell("2")))) == [
        "Reports  36 ┊ 20",
        "Calls     1    2",
    ]


def test_a_break_of_a_column_is_a_bar_in_every_row():
    columns = (Column(align="left"), Column(), Column(break_before=True))
    assert body(table(row(cell("a"), cell("1"), cell("2")), columns=columns)) == ["a  1 ┊ 2"]


def test_a_head_over_two_columns_is_aligned_with_their_right_edge():
    head = (row(cell(""), cell("2024", column_span=2), role="head"),)
    built = table(row(cell("a"), cell("100"), cell("200")), head=head)
    assert table_lines(built)[1:4] == ["       2024", "-----------", "a  100  200"]


def test_a_total_stands_under_a_rule():
    found = body(table(row(cell("a"), cell("1"), cell("2")), row(cell("All"), cell("1"), cell("2"), role="total")))
    assert found == ["a    1  2", "---------", "All  1  2"]


def test_a_group_row_heads_the_rows_below_it():
    found = body(table(row(cell("Group", column_span=3), role="group"), row(cell("a"), cell("1"), cell("2"))))
    assert found == ["", "Group", "a  1  2"]


def test_long_text_in_a_cell_goes_on_in_the_next_line():
    found = body(table(row(cell("word " * 12), cell("1"), cell("2"))))
    assert [line.rstrip() for line in found] == [
        "word word word word word word word word word  1  2",
        "word word word",
    ]


def test_a_chart_is_told_in_words_and_in_values():
    found = block_lines(figure("line", "Cases rose"))
    assert found[0].startswith("Figure")
    assert any(line.startswith("[chart] ") for line in found)
    assert any("2024" in line and "2020" in line for line in found)


def test_a_box_has_a_bar_at_its_left():
    assert block_lines(Callout(((Text("[x] not published"),),), title=(Text("Marks"),))) == [
        "| Marks",
        "| [x] not published",
    ]


def test_the_contents_list_the_headings_of_their_depth():
    document = stress_document(rows=2)
    contents = next(block for block in document.blocks if isinstance(block, TableOfContents))
    found = lines(contents, document)
    assert (found[0], found[1], "    Long words and names" in found) == ("Contents", "At a glance", True)


def test_a_draft_says_so_at_the_top():
    text = builder("txt").build(small_document(draft="Draft: two checks failed"), None).decode()
    assert text.startswith("Draft: two checks failed\n\n")


def test_a_box_between_rules_has_a_bar_at_its_left():
    assert builder("txt").build(small_document(pointed_box()), None).decode().count("|   - ") == 3


def test_every_block_there_is_becomes_text():
    text = builder("txt").build(stress_document(rows=3), None).decode()
    assert text.endswith("[note 2] The 2024 report counts “reports”. See Table 2.\n")
    assert not any(line.endswith(" ") for line in text.splitlines())


def test_the_decimal_signs_of_a_column_are_in_line():
    built = table(*(row(cell("a"), cell("1"), cell(text)) for text in ("20", "3.5", "12.25")))
    assert body(built) == ["a  1  20   ", "a  1   3.5 ", "a  1  12.25"]


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("All marks: page {page:key-numbers}.", "All marks: “Key numbers”."),
        ("They are explained on page {page:key-numbers}.", "They are explained in “Key numbers”."),
        ("On page {page:x} stands one.", "In Figure 1 stands one."),
        ("{ref:x} on page {page:x} shows it.", "Figure 1 shows it."),
        ("As one sees ({ref:x}, page {page:x}).", "As one sees (Figure 1)."),
        ("See {page:x}.", "See Figure 1."),
    ],
)
def test_text_names_what_stands_where_other_formats_print_a_page(tmp_path, line, printed):
    world = World(tmp_path, over_years("cases", 300, 310, 320))
    document = world.compose(f"{line}\n\n# Key numbers\n\n{line_chart('cases')}")
    assert printed in " ".join(build(document).split())


def test_blocks_stand_one_below_the_other_and_without_their_bars():
    assert table_lines(blocks_table(5)) == [
        "-------------",
        "Place    2024",
        "-------------",
        "Place 1     1",
        "Place 2     2",
        "Place 3     3",
        "Place 4     4",
        "-------------",
        "All         5",
        "-------------",
    ]


def test_what_is_drawn_in_a_table_is_left_out():
    assert table_lines(trends_table())[1:6] == [
        "Indicator  2022  2023",
        "---------------------",
        "",
        "Children",
        "Cases       350   320",
    ]
