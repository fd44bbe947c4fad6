"""Each note has a mark in every exhibit that needs it, and its words stand where the report wants them."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from reportgen.builders.docx import build_docx
from reportgen.builders.pdf import build_pdf
from reportgen.builders.text.inlines import words
from reportgen.compose.notes import MOST_BELOW, noted
from reportgen.document.walk import exhibits_of
from reportgen.errors import TemplateError
from reportgen.template.reports import read_reports
from reportgen.template.themes import read_theme
from tests.composing import (
    World,
    asked_world,
    broken_down,
    exhibit,
    line_chart,
    members_table,
    over_years,
    rows_table,
    small_print,
)
from tests.docx.reading import W, part

THEME = read_theme("default", Path("templates"))
LEGEND = ":::{legend}\n:::\n"
ROWS = [
    *broken_down("type", (300, 300, 300), a=(100, 110, 120), b=(200, 190, 180)),
    *over_years("calls", 500, 600, 700),
]
NOTES = [
    {"note": "whole", "text": "About all.", "indicator": "cases", "kind": "caveat"},
    {"note": "by-type", "text": "About types.", "indicator": "cases", "dimension": "type", "kind": "caveat"},
    {"note": "calling", "text": "About calls.", "indicator": "calls", "kind": "caveat"},
]


@pytest.fixture
def world(tmp_path):
    """Cases of two types, and calls, each with a note."""
    return World(tmp_path, ROWS, notes=NOTES)


def printed(document):
    """The small print of each exhibit but its source."""
    return [small_print(block) for block in exhibits_of(document.blocks)]


def subtitles(document):
    return [words(block.caption.subtitle) for block in exhibits_of(document.blocks)]


TWO = line_chart("cases", subtitle="Cases by year") + line_chart("cases", subtitle="Once more").replace("} x", "} y")


def test_a_mark_in_the_subtitle_follows_the_words_that_it_explains(world):
    body = exhibit("chart", kind="bars", figure="cases", by="type", subtitle="All cases, by type, in one country")
    assert subtitles(world.compose(body)) == ["All cases [note 1], by type [note 2], in one country"]


def test_a_mark_that_explains_no_word_ends_the_subtitle(world):
    assert subtitles(world.compose(line_chart("calls", subtitle="All of them"))) == ["All of them [note 1]"]


def test_without_a_subtitle_the_mark_stands_in_the_headline(world):
    (block,) = exhibits_of(world.compose(line_chart("calls", headline="Calls rose", subtitle="''")).blocks)
    assert words(block.caption.headline) == "Calls [note 1] rose"


def test_a_note_that_a_row_marks_has_no_second_mark(world):
    (block,) = exhibits_of(world.compose(members_table(by="type")).blocks)
    assert words(block.caption.subtitle) == "What, where"
    assert len(noted(block)) == 2


def test_a_note_is_printed_once_and_later_exhibits_say_where(world):
    first, second = printed(world.compose(TWO, notes="once"))
    assert first == ["[note 1] About all."]
    assert second == ["[note 1]: Figure 1."]


def test_unless_told_otherwise_every_exhibit_prints_its_notes(world):
    assert printed(world.compose(TWO)) == [["[note 1] About all."], ["[note 1] About all."]]


def test_a_list_takes_the_notes_from_the_exhibits(world):
    document = world.compose(TWO + ":::{notes}\n:::\n", notes="list")
    assert printed(document) == [[], []]
    assert [words(note.children) for note in document.blocks[-1].notes] == ["About all."]


def test_notes_in_a_list_need_the_list(world):
    with pytest.raises(TemplateError, match=r"`notes: list` needs a place"):
        world.compose(TWO, notes="list")


def test_notes_printed_once_leave_nothing_for_a_list(world):
    with pytest.raises(TemplateError, match="so that none is left"):
        world.compose(TWO + ":::{notes}\n:::\n", notes="once")


def test_a_note_that_only_the_text_refers_to_would_stand_nowhere(world):
    with pytest.raises(TemplateError, match="note `calling` is referred to, but stands under no exhibit"):
        world.compose("Read this {note:calling}.\n\n" + TWO, notes="once")


def test_where_notes_stand_is_unknown_to_no_front_matter(tmp_path):
    text = "---\ntitle: T\nkicker: K\ndescription: D\nnotes: {}\n---\n# H\n"
    (tmp_path / "one.md").write_text(text.format("once"))
    assert read_reports(tmp_path)["one"].notes == "once"
    (tmp_path / "one.md").write_text(text.format("onse"))
    with pytest.raises(TemplateError, match=r"`notes`: expected one of `each`, `once`, `list`, found `onse`"):
        read_reports(tmp_path)


def test_what_a_mark_means_is_said_once_where_a_legend_says_all(tmp_path):
    world = asked_world(tmp_path)
    twice = rows_table("floor") + rows_table("floor", "late").replace("} x", "} y")
    both = printed(world.compose(twice, notes="once"))
    line = "[z] No change is calculated from a figure given as “more than” or the like."
    assert [line in lines for lines in both] == [True, True]
    assert [line in lines for lines in printed(world.compose(twice + LEGEND, notes="once"))] == [True, False]


def test_a_correction_is_explained_once_and_found_from_the_others(tmp_path):
    twice = rows_table("fixed") + rows_table("fixed", "late").replace("} x", "} y")
    first, second = printed(asked_world(tmp_path).compose(twice, notes="once"))
    assert "[r] The report prints 205." in first
    assert "[r]: Table 1." in second


def test_a_mark_in_the_pdf_leads_to_the_note_below_the_first_exhibit(world):
    with pikepdf.open(BytesIO(build_pdf(world.compose(TWO, notes="once"), THEME))) as pdf:
        page = pdf.pages[0]
        tops = [float(link.Dest[3]) for link in page.Annots if str(link.Contents) == "[note 1]"]
        notes = [name for name in map(str, pdf.Root.StructTreeRoot.IDTree.Names) if name.startswith("note-")]
    assert len(set(tops)) == 1, "both subtitles and the pointer lead to one place"
    assert len(tops) == 3
    assert notes == ["note-x-whole"]


def test_a_mark_in_word_leads_to_the_note_below_the_first_exhibit(world):
    body = part(build_docx(world.compose(TWO, notes="once"), THEME))
    leads = [link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")]
    marks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    assert leads == ["_Note0001"] * 3
    assert "_Note0001" in marks


def test_a_note_under_several_exhibits_leads_nowhere(world):
    body = part(build_docx(world.compose(TWO), THEME))
    assert not list(body.iter(f"{W}hyperlink"))


def test_the_words_of_many_notes_below_an_exhibit_stand_in_the_list_alone(tmp_path):
    notes = [
        {"note": f"n{at}", "text": f"Remark number {at}.", "indicator": "cases", "kind": "caveat"}
        for at in range(MOST_BELOW + 1)
    ]
    world = World(tmp_path, over_years("cases", 50, 60, 70), notes=notes)
    chart = ":::{chart} one\nkind: line\nheadline: Cases\nlines:\n  - {figure: cases, name: Cases}\n:::\n"
    (below,) = printed(world.compose(f"{chart}\n:::{{notes}}\n:::\n"))
    assert below == [f"The {MOST_BELOW + 1} notes on these figures stand in the list of notes."]
    (alone,) = printed(world.compose(chart))
    assert len(alone) == MOST_BELOW + 1
