"""Two exhibits side by side: asked for, numbered, set, and written."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from reportgen.builders.docx import build_docx
from reportgen.builders.pdf import build_pdf, lay_out
from reportgen.builders.text.blocks import lines
from reportgen.document import Figure, KeyFigures, Pair, Table, Text, Tile
from reportgen.document.walk import exhibits_of
from reportgen.errors import TemplateError
from reportgen.exhibits.tables import resolve_tables, room_of
from tests.composing import World, broken_down, exhibit, members_table, over_years
from tests.documents import figure, grouped_table, long_table, paragraph, small_document
from tests.docx.reading import THEME, W, build, codes, document, part, text

CHART = exhibit("chart", "left", kind="bars", figure="cases", by="kind", top="two")
TABLE = members_table().replace(" x\n", " right\n")
PAIR = Pair(figure("ranked-bars", "Left", anchor="left"), replace(grouped_table(), anchor="right"))


def paired(*exhibits):
    return "::::{pair}\n" + "\n".join(exhibits) + "::::\n"


@pytest.fixture
def world(tmp_path):
    rows = broken_down("kind", (30, 40), a=(10, 15), b=(20, 25))
    return World(tmp_path, [*rows, *over_years("calls", 5, None)], dimensions={"kind": ("a", "b")})


# -- asked for ------------------------------------------------------------------------------------------------------


def test_two_exhibits_become_a_pair_that_is_numbered_from_left_to_right(world):
    composed = world.compose(paired(CHART, TABLE) + CHART.replace("left", "below"))
    pair, below = composed.blocks[1:]
    assert isinstance(pair, Pair)
    assert (pair.left.anchor, pair.right.anchor) == ("left", "right")
    assert (pair.left.caption.number, pair.right.caption.number, below.caption.number) == ("1", "1", "2")


def test_text_may_refer_to_both_of_a_pair(world):
    blocks = world.blocks("See {ref:left} and {ref:right}.\n\n" + paired(CHART, TABLE))
    assert [each.text for each in blocks[0].children[1::2]] == ["Figure 1", "Table 1"]


def test_an_exhibit_stands_alone_when_the_other_has_no_figures(world):
    without = CHART.replace("figure: cases", "figure: calls")
    (alone,) = world.blocks(paired(without, TABLE))
    assert isinstance(alone, Table)


def test_a_pair_without_figures_is_nothing(world):
    without = CHART.replace("figure: cases", "figure: calls")
    assert world.blocks(paired(without, without)) == ()


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ((), "found nothing"),
        ((CHART,), "found `chart`"),
        ((CHART, TABLE, CHART), "found `chart`, `table`, `chart`"),
        ((CHART, "Some text.\n"), "found `chart`, `text`"),
        ((CHART, ":::{legend}\n:::\n"), "found `chart`, `legend`"),
    ],
)
def test_anything_but_two_exhibits_is_refused(world, inside, found):
    with pytest.raises(TemplateError, match=f"a pair holds two charts or tables, {found}"):
        world.blocks(paired(*inside))


def test_an_exhibit_of_a_pair_needs_a_name(world):
    with pytest.raises(TemplateError, match="expected a name after the directive"):
        world.blocks(paired(CHART.replace("{chart} left", "{chart}"), TABLE))


def test_the_values_of_a_chart_in_a_pair_are_added_at_the_end(world):
    composed = world.compose(paired(CHART, TABLE), chart_data=True)
    assert [each.anchor for each in exhibits_of(composed.blocks)] == ["left", "right", "left-values"]


# -- set ------------------------------------------------------------------------------------------------------------


def test_each_of_a_pair_has_half_of_the_width_between_the_margins():
    found = resolve_tables((PAIR,), THEME, room_of(THEME.page))
    assert found.beside == {"left", "right"}
    (table,) = found.parts("right")
    assert table.width == pytest.approx((THEME.page.content_width - 24) / 2)


def test_a_pair_stands_one_below_the_other_where_the_page_is_too_narrow():
    found = resolve_tables((PAIR,), THEME, room_of(THEME.page.narrowed(320)))
    assert not found.beside
    assert found.parts("right")[0].width == pytest.approx(320)


def test_a_table_that_needs_more_than_half_stands_below():
    wide = Pair(figure("ranked-bars", "Left", anchor="left"), long_table(3))
    found = resolve_tables((wide,), THEME, room_of(THEME.page.narrowed(390)))
    assert not found.beside


def test_a_table_that_may_run_over_pages_stands_below():
    high = Pair(figure("ranked-bars", "Left", anchor="left"), long_table(60))
    layout = lay_out(small_document(high), THEME).layout
    assert layout.page_numbers["left"] <= layout.page_numbers["table-long"] < len(layout.pages)


# -- PDF ------------------------------------------------------------------------------------------------------------


def test_a_pair_is_one_item_with_the_anchors_of_both():
    layout = lay_out(small_document(PAIR), THEME).layout
    (item,) = [each.item for page in layout.pages for each in page.placed if "left" in each.item.anchors]
    assert item.anchors == ("left", "right")
    left, right = item.box.parts
    assert right.x - left.x == pytest.approx((THEME.page.content_width + 24) / 2)


def test_the_left_exhibit_is_read_before_the_right_one():
    from tests.pdf.test_structure import read

    with pikepdf.open(BytesIO(build_pdf(small_document(PAIR), THEME))) as pdf:
        kinds = [kind for depth, kind, _ in read(pdf) if kind in ("Figure", "Table")]
    assert kinds == ["Figure", "Table", "Figure", "Table"]


# -- Word and text --------------------------------------------------------------------------------------------------


def test_in_word_a_pair_stands_in_two_cells_with_a_spacer_between():
    table = next(part(build(PAIR)).iter(f"{W}tbl"))
    cells = table.findall(f"{W}tr/{W}tc")
    widths = [int(each.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) / 20 for each in cells]
    assert widths == [228, 24, 228]
    assert "Left" in text(cells[0])
    assert text(cells[1]) == ""
    assert len(cells[2].findall(f"{W}tbl")) == 1
    assert all(each[-1].tag == f"{W}p" for each in cells)


def test_in_word_the_room_in_the_cells_of_a_pair_is_no_more_than_that_of_an_exhibit():
    def shown(*blocks):
        cells = part(build(*blocks)).findall(f".//{W}tbl/{W}tr/{W}tc")
        first = [cell.find(f"{W}p/{W}pPr") for cell in cells]
        captions = [each for each in first if each.find(f"{W}pStyle").get(f"{W}val") == "Caption"]
        above = [each.find(f"{W}spacing") for each in captions]
        last = [cell.findall(f"{W}p")[-1].find(f"{W}pPr/{W}pStyle").get(f"{W}val") for cell in cells]
        return [each.get(f"{W}before") if each is not None else None for each in above], last

    tiles = KeyFigures(tuple(Tile(value, "", (Text("cases"),), ()) for value in "123"))
    above, last = shown(tiles, PAIR, figure("ranked-bars", "Below", anchor="below"))
    assert above == ["160", "160"]
    assert "Notes" not in last
    above, last = shown(PAIR, paragraph("Text."))
    assert above == [None, None]
    assert "Notes" in last


def test_in_word_the_captions_of_a_pair_are_counted():
    found = codes(build(PAIR))
    assert [code for code in found if "SEQ" in code] == ["SEQ Figure \\* ARABIC", "SEQ Table \\* ARABIC"]


def test_in_word_a_pair_on_a_narrow_page_has_no_cells_around_it():
    narrow = replace(THEME, page=THEME.page.narrowed(330))
    written = part(build_docx(document(PAIR), narrow))
    assert "ReportPair" not in [each.get(f"{W}val") for each in written.iter(f"{W}tblStyle")]
    assert len(written.findall(f"{W}body/{W}tbl")) == 1


def test_text_has_the_left_exhibit_before_the_right_one():
    whole = small_document(PAIR)
    pair = next(block for block in whole.blocks if isinstance(block, Pair))
    found = lines(pair, whole)
    assert found[0] == "Figure 2. Left"
    assert found.index(f"Table 2. {grouped_table().caption.headline[0].text}") > 5


def test_a_pair_is_walked_like_its_exhibits():
    assert [type(each) for each in exhibits_of((paragraph("a"), PAIR))] == [Figure, Table]
