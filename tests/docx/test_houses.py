"""Word files in templates of other houses, which have every trait that real ones were found to have."""

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

import reportgen
from reportgen import tints
from reportgen.builders.docx import build_docx, check_template
from reportgen.builders.docx.house import house_colours
from reportgen.builders.pdf import lay_out
from reportgen.document import KeyFigures, MainPoint, MainPoints, PageBreak, TableOfContents, Tile
from reportgen.numbering import number
from tests.documents import figure, heading, nested_list, spanned_table, stress_document, tiles, title_block, words
from tests.docx.reading import THEME, W, build, codes, document, paragraphs, part, text
from tests.docx.templates import HOUSES, REMOTE, a4, changed, logo, plain_template, rewritten
from tests.judges.docx_checker import faults
from tests.worlds import make_world

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CONTENTS = (
    title_block("A title"),
    heading(1, "At a glance", "glance"),
    tiles(4),
    MainPoints(tuple(MainPoint(words(f"Topic {index}"), words("A sentence.")) for index in range(5))),
    PageBreak(),
    TableOfContents(words("Contents"), 2),
    PageBreak(),
    heading(1, "A part", "part"),
    spanned_table(),
    figure("line", "A finding"),
)


@cache
def house(name: str) -> bytes:
    return HOUSES[name]()


@cache
def report(name: str) -> bytes:
    return build(*CONTENTS, template=house(name))


def sections(raw: bytes):
    return docx.Document(io.BytesIO(raw)).sections


def settings_of(raw: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(raw)).read("word/settings.xml").decode()


def said(name: str) -> str:
    return "\n".join(check_template(house(name), where="x.docx"))


# -- whatever it lacks ----------------------------------------------------------------------------------------------


@cache
def every_block():
    return stress_document(rows=12)


@pytest.mark.parametrize("name", HOUSES)
def test_a_report_can_be_built_in_any_of_them(name):
    raw = build_docx(every_block(), THEME, template=house(name))
    # pale headings of the house, a foot without page numbers: those are its own
    assert {fault.rule for fault in faults(raw)} <= {"contrast", "foot"}


@pytest.mark.parametrize("name", HOUSES)
def test_every_relation_leads_to_a_part_that_is_there_once(name):
    archive = zipfile.ZipFile(io.BytesIO(report(name)))
    listed = archive.namelist()
    assert len(listed) == len(set(listed))
    for each in docx.Document(io.BytesIO(report(name))).part.package.iter_parts():
        assert str(each.partname).removeprefix("/") in listed


def test_a_list_that_a_style_only_names_does_not_become_one_of_ours():
    raw = build(nested_list(), template=house("without lists"))
    styles = {each.get(f"{W}styleId"): each for each in part(raw, "word/styles.xml").iter(f"{W}style")}
    named = styles["Heading2"].find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
    assert named not in {each.get(f"{W}numId") for each in part(raw, "word/numbering.xml").iter(f"{W}num")}


def test_a_relation_to_a_part_that_is_missing_is_passed_over():
    loose = '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
    broken = rewritten(
        plain_template(),
        lambda name, words: (
            words.replace("</Relationships>", f'{loose}Target="NULL"/></Relationships>')
            if name == "word/_rels/document.xml.rels"
            else words
        ),
    )
    assert docx.Document(io.BytesIO(build(*CONTENTS, template=broken))).paragraphs


def test_a_template_without_a_theme_gets_ours_in_its_own_fonts():
    raw = report("without a theme")
    theme = part(raw, "word/theme/theme1.xml")
    assert theme.find(f".//{A}accent1/{A}srgbClr").get("val") == THEME.colours.main[1:]


# -- its pages ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "head"),
    [("inherited head", "House head"), ("annex on its side", "House head"), ("cover", "Odd head")],
)
def test_the_head_of_the_section_with_the_text_is_kept(name, head):
    found = sections(report(name))
    assert {section.header.paragraphs[0].text for section in found} == {head}
    assert all(section.page_height > section.page_width for section in found)


def test_a_foot_that_is_inherited_is_kept_instead_of_ours():
    assert sections(report("inherited head"))[0].footer.paragraphs[0].text == "House foot"


def test_first_even_and_other_pages_keep_their_heads():
    section = sections(report("cover"))[0]
    assert section.first_page_header.paragraphs[0].text == "First head"
    assert section.even_page_header.paragraphs[0].text == "Even head"
    assert docx.Document(io.BytesIO(report("cover"))).settings.odd_and_even_pages_header_footer


def test_which_section_was_taken_is_said():
    assert "of its 2 sections, the report has the pages, head and foot of number 2" in said("inherited head")
    assert "of its 2 sections, the report has the pages, head and foot of number 1" in said("annex on its side")


def test_no_part_of_a_section_that_was_not_taken_is_left():
    names = zipfile.ZipFile(io.BytesIO(report("annex on its side"))).namelist()
    heads = [name for name in names if re.match(r"word/header\d*\.xml", name)]
    assert [text(part(report("annex on its side"), name)) for name in heads] == ["House head"]


def test_two_columns_become_one_for_which_exhibits_are_measured():
    raw = report("two columns")
    assert [each.get(f"{W}num") for each in part(raw).iter(f"{W}cols")] == []
    section = sections(raw)[0]
    room = (section.page_width - section.left_margin - section.right_margin) / 12700
    widths = [sum(int(column.get(f"{W}w")) for column in grid) / 20 for grid in part(raw).iter(f"{W}tblGrid")]
    assert max(widths) == pytest.approx(room, abs=1)
    assert "its text has 2 columns" in said("two columns")


def stops(raw: bytes, style: str) -> list[tuple[str, int]]:
    """The tab stops that a paragraph of this style comes to in LibreOffice and Word, as these judges know them."""
    from reportgen.builders.docx.cascade import cascade_of

    styles = docx.Document(io.BytesIO(raw)).styles
    found = cascade_of(styles.element).tab_stops(next(each.style_id for each in styles if each.name.lower() == style))
    return [(kind, place) for place, (kind, _) in found.items()]


@pytest.mark.parametrize("name", ["our styles on A4", "odd tab stops", "strict", "chapters"])
def test_pages_in_the_contents_end_at_the_right_margin_of_the_template(name):
    raw = report(name)
    section = sections(raw)[0]
    room = round((section.page_width - section.left_margin - section.right_margin) / 635)
    for style in ("toc 1", "kicker"):
        ((kind, place),) = stops(raw, style)
        assert kind == "right"
        assert place == pytest.approx(room, abs=1)


@pytest.mark.parametrize("name", ["our styles on A4", "odd tab stops"])
def test_the_page_number_in_the_foot_ends_at_the_right_margin_too(name):
    raw = report(name)
    section = sections(raw)[0]
    room = round((section.page_width - section.left_margin - section.right_margin) / 635)
    foot = next(each for each in _feet(raw) if "NUMPAGES" in codes(raw, each))
    direct = (each for each in part(raw, foot).iter(f"{W}tab") if each.get(f"{W}pos"))
    found = {place: kind for kind, place in stops(raw, "footer")}
    found |= {int(each.get(f"{W}pos")): each.get(f"{W}val") for each in direct}
    ((place, kind),) = ((place, kind) for place, kind in found.items() if kind != "clear")
    assert kind == "right"
    assert place == pytest.approx(room, abs=1)


def _feet(raw: bytes) -> list[str]:
    return [name for name in zipfile.ZipFile(io.BytesIO(raw)).namelist() if re.match(r"word/footer.*\.xml", name)]


def test_the_gutter_is_no_room_for_text():
    def bind(word):
        a4(word)
        word.sections[0].gutter = docx.shared.Mm(20)

    raw = build(*CONTENTS, template=changed(plain_template(), bind))
    widths = [sum(int(column.get(f"{W}w")) for column in grid) / 20 for grid in part(raw).iter(f"{W}tblGrid")]
    assert max(widths) == pytest.approx((210 - 60 - 20) / 25.4 * 72, abs=1)


# -- its first page -------------------------------------------------------------------------------------------------


def test_main_points_are_not_kept_as_one_block():
    kept = [
        each.find(f"{W}pPr/{W}keepNext") is not None
        for each in part(report("letterhead")).iter(f"{W}p")
        if each.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "MainPoint"
    ]
    assert not any(kept)


def test_the_first_of_the_main_points_is_not_repeated_on_a_later_page():
    points = next(each for each in part(report("letterhead")).iter(f"{W}tbl") if "Topic 0" in text(each))
    assert points.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstRow") == "1"
    assert not list(points.iter(f"{W}tblHeader"))


def test_the_title_does_not_stand_alone_where_chapters_begin_pages():
    raw = report("chapters")
    breaks = [
        each.find(f"{W}pPr/{W}pageBreakBefore")
        for each in part(raw).iter(f"{W}p")
        if each.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Heading1"
    ]
    assert breaks[0].get(f"{W}val") == "0"
    assert breaks[1].get(f"{W}val") is None


def test_the_contents_follow_what_stands_before_them():
    raw = report("letterhead")
    title = next(each for each in part(raw).iter(f"{W}p") if text(each) == "Contents")
    assert title.find(f"{W}pPr/{W}pageBreakBefore") is None
    own = next(each for each in part(build(*CONTENTS)).iter(f"{W}p") if text(each) == "Contents")
    assert own.find(f"{W}pPr/{W}pageBreakBefore") is not None


def test_what_is_added_does_not_take_over_how_normal_text_is_set():
    styles = docx.Document(io.BytesIO(report("chapters"))).styles
    assert styles["Tile Label"].base_style is None
    assert styles["Main Point"].base_style is None


DEJAVU = Path(__import__("matplotlib").get_data_path()) / "fonts" / "ttf" / "DejaVuSans-Bold.ttf"


@cache
def widest_font():
    font = TTFont(DEJAVU)
    return font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm


def widest(characters: str, size: float) -> float:
    """How wide text is in the widest font that stands in for one that is not installed."""
    names, advances, em = widest_font()
    return sum(advances[names[ord(each)]][0] for each in characters) * size / em


VALUES = ("29,568", "20.5", "1,234,567", "−12.3%", "91%", "12,345,678")


@settings(max_examples=30, deadline=None)
@given(
    values=st.lists(st.sampled_from(VALUES), min_size=1, max_size=6),
    name=st.sampled_from(["letterhead", "our styles on A4", "two columns", "without a theme"]),
)
def test_no_key_figure_breaks_inside_a_number_in_any_font(values, name):
    block = KeyFigures(tuple(Tile(value, "million", words("what it counts"), (words("compared"),)) for value in values))
    raw = build(block, template=house(name))
    sizes = {"TileFigure": 26, "TileFigureSmall": 19.5}
    for cell in part(raw).iter(f"{W}tc"):
        style = cell.find(f"{W}p/{W}pPr/{W}pStyle").get(f"{W}val")
        if style not in sizes:
            continue
        room = int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) / 20 - 18
        value, unit = text(cell.find(f"{W}p")).rsplit(" ", 1)
        assert widest(value, sizes[style]) <= room
        assert widest(unit, sizes[style] / 2) <= room


def test_figures_are_smaller_before_their_tiles_go_in_two_rows():
    raw = build(tiles(4), template=house("our styles on A4"))
    assert len(list(part(raw).iter(f"{W}tbl"))) == 1
    assert next(part(raw).iter(f"{W}pStyle")).get(f"{W}val") == "TileFigureSmall"


# -- its colours ----------------------------------------------------------------------------------------------------

COLOUR = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")
NAMES = ("dk1", "lt1", "dk2", "lt2", *(f"accent{place}" for place in range(1, 7)), "hlink", "folHlink")


@given(st.fixed_dictionaries(dict.fromkeys(NAMES, COLOUR)))
def test_text_can_be_read_in_the_colours_of_any_theme(slots):
    found = house_colours(THEME.colours, slots)
    white = "#FFFFFF"
    names = ("main", "second_text", "third_text", "fourth", "spare_text", "total", "ink")
    for colour in (getattr(found, name) for name in names):
        assert tints.contrast(colour, white) >= 4.5
    assert tints.contrast(found.main, found.tint) >= 4.5
    for fill in (found.second, found.third, *found.ramp[:3]):
        assert tints.contrast(found.ink, fill) >= 4.5
        assert tints.contrast(white, fill) >= 3 or fill in found.ramp
    assert all(tints.contrast(white, fill) >= 4.5 for fill in found.ramp[3:])


def test_a_colour_that_can_be_read_is_that_of_the_template():
    accents = dict.fromkeys(NAMES, "#12436D") | {"lt2": "#EEF3F7", "accent2": "#28A197"}
    found = house_colours(THEME.colours, accents)
    assert (found.main, found.second, found.tint) == ("#12436D", "#28A197", "#EEF3F7")


def test_charts_and_their_labels_are_in_the_colours_of_the_template():
    raw = build(*CONTENTS, template=house("letterhead"))
    chart = part(raw, next(name for name in zipfile.ZipFile(io.BytesIO(raw)).namelist() if "charts/chart" in name))
    used = {each.get("val") for each in chart.iter(f"{A}srgbClr")}
    ours = {getattr(THEME.colours, name)[1:] for name in ("main", "second", "second_text", "third", "third_text")}
    assert not used & ours


# -- its page numbers -----------------------------------------------------------------------------------------------


def test_contents_wait_for_word_to_fill_in_the_pages():
    noted = number(document(*CONTENTS))
    raw = build_docx(noted, THEME, template=house("letterhead"), page_numbers=lay_out(noted, THEME).pages)
    entries = [line for style, line in paragraphs(raw) if style in ("TOC1", "TOC2")]
    assert entries
    assert all(entry.endswith("\t") for entry in entries)
    assert "<w:updateFields" in settings_of(raw)


def test_nobody_is_asked_to_update_what_has_no_page_numbers():
    assert "<w:updateFields" not in settings_of(build(tiles(3), spanned_table(), template=house("letterhead")))
    assert "<w:updateFields" not in settings_of(build(*CONTENTS, page_numbers={"part": 3}))


def test_word_is_asked_for_pages_that_nobody_laid_out():
    assert "<w:updateFields" in settings_of(build(*CONTENTS))


# -- what is not carried over ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "setting", "words"),
    [
        ("protected", "documentProtection", "its protection against changes is not kept"),
        ("advised as read-only", "writeProtection", "its advice to open it as read-only is not kept"),
        ("recording changes", "trackRevisions", "it records changes; the report does not"),
        ("template elsewhere", "attachedTemplate", f"its link to the template `{REMOTE}` is not kept"),
    ],
)
def test_what_a_report_must_not_have_is_dropped_and_told(name, setting, words):
    assert f"w:{setting}" in settings_of(house(name))
    assert f"w:{setting}" not in settings_of(report(name))
    assert words in said(name)


def test_nothing_is_loaded_from_elsewhere_when_the_report_is_opened():
    archive = zipfile.ZipFile(io.BytesIO(report("template elsewhere")))
    assert not any(REMOTE.encode() in archive.read(name) for name in archive.namelist())


def test_that_macros_are_not_kept_is_told():
    assert "word/vbaProject.bin" in zipfile.ZipFile(io.BytesIO(house("dotm"))).namelist()
    assert "word/vbaProject.bin" not in zipfile.ZipFile(io.BytesIO(report("dotm"))).namelist()
    assert "its macros are not kept" in said("dotm")


def test_a_setting_that_is_switched_off_is_not_told():
    from tests.docx.templates import setting

    off = changed(plain_template(), setting('<w:trackRevisions w:val="0"/>'))
    assert "records changes" not in "\n".join(check_template(off, where="x.docx"))


def test_the_build_says_what_is_not_taken_over(tmp_path, capsys):
    template = tmp_path / "protected[1].docx"
    template.write_bytes(house("protected"))
    world = make_world(tmp_path)
    assert world.build("note", "--format", "docx", "--docx-template", str(template)) == 0
    assert f"note: {template}: its protection against changes is not kept\n" in capsys.readouterr().err
    assert world.build("note", "--format", "txt", "--docx-template", str(template)) == 0
    assert "protection" not in capsys.readouterr().err


def test_from_python_it_is_a_warning(tmp_path):
    template = tmp_path / "macros.dotm"
    template.write_bytes(house("dotm"))
    world = make_world(tmp_path)
    folders = {"data": world.data, "templates": world.templates, "out": world.out}
    with pytest.warns(UserWarning, match="macros") as told:
        reportgen.build("note", formats=("docx",), docx_template=template, **folders)
    assert f"{template}: its macros are not kept" in [str(each.message) for each in told]


def test_headings_and_figures_stay_with_what_follows_whatever_the_house_says():
    def let_go(word):
        word.styles["Heading 1"].paragraph_format.keep_with_next = False
        word.styles.add_style("Figure", WD_STYLE_TYPE.PARAGRAPH)

    raw = build(*CONTENTS, template=changed(plain_template(), let_go))
    for style in ("Heading1", "Figure"):
        kept = [each.find(f"{W}pPr/{W}keepNext") for each in part(raw).iter(f"{W}p")
                if each.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == style]  # fmt: skip
        assert kept
        assert None not in kept


def test_a_picture_in_the_head_of_the_house_is_not_replaced_by_one_of_ours():
    raw = build(title_block("A title"), figure("tile-map", "A finding"), template=house("logo"))
    shown = docx.Document(io.BytesIO(raw)).sections[0].header.part
    (picture,) = (each.target_part.blob for each in shown.rels.values() if each.reltype.endswith("/image"))
    assert picture == logo()
