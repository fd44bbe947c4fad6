"""The audit copy of a document: a key behind each number, and a list that leads from each key to the data."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from reportgen.builders import builder
from reportgen.cli import run
from reportgen.document import Callout, Heading, Key, KeyFigures, Paragraph, Table, plain_text
from reportgen.document.walk import exhibits_of, walk
from reportgen.errors import BuildError
from reportgen.quantity import Operation, pieces_of
from reportgen.template.themes import read_theme
from reportgen.trace import numbers_of
from reportgen.trace.keyed import audit_copy
from tests.composing import World, broken_down
from tests.judges.docx_checker import faults as word_faults
from tests.judges.pdf_checker import faults as pdf_faults
from tests.test_cli_trace import NOTE
from tests.test_trace import TEMPLATE
from tests.worlds import ROOT, make_world

THEME = read_theme("default", ROOT / "templates")


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    rows = broken_down("status", (1200, 1250, 1345), resolved=(900, 950, 1000), active=(300, 300, 345))
    return World(tmp_path_factory.mktemp("audited"), rows)


@pytest.fixture(scope="module")
def document(world):
    return world.compose(TEMPLATE)


@pytest.fixture(scope="module")
def copy(world, document):
    return audit_copy(document, world.package)


@pytest.fixture(scope="module")
def text(copy):
    return builder("txt").build(copy, THEME).decode()


def lists(copy):
    return [each for each in exhibits_of(copy.blocks) if each.anchor.startswith("audit:list")]


def entry(copy, number):
    """The rows of the list for a key, each as the words of its cells."""
    rows = [row for table in lists(copy) for row in table.rows]
    at = next(at for at, row in enumerate(rows) if Key(number, "list") in row.cells[0].children)
    following = next((place for place, row in enumerate(rows[at + 1 :], at + 1) if keys(row)), len(rows))
    return [[plain_text(cell.children) for cell in row.cells] for row in rows[at:following]]


def keys(node):
    return [each for each in walk(node) if isinstance(each, Key)]


def test_each_number_of_running_text_has_its_key(copy):
    paragraph = next(block for block in copy.blocks if isinstance(block, Paragraph))
    numbers = [piece for piece, quantity in pieces_of(plain_text(paragraph.children)) if quantity]
    assert len(keys(paragraph)) == len(numbers) > 4


def test_equal_numbers_of_one_origin_have_one_key_and_those_of_others_another(copy):
    paragraph = next(block for block in copy.blocks if isinstance(block, Paragraph))
    numbers = [piece for piece, quantity in pieces_of(plain_text(paragraph.children)) if quantity]
    given = list(zip(numbers, (each.number for each in keys(paragraph)), strict=True))
    assert [key for number, key in given if number == "1,345"] == [1, 6, 7]
    assert entry(copy, 1)[0][2] == "Cases, United States, 2022"
    assert entry(copy, 6)[0][2] == "the largest of several figures the largest of 3 figures = 1,345"
    assert entry(copy, 7)[0][2] == "sum of the figures 1,000 + 345 = 1,345"


def test_every_key_leads_to_an_entry_and_every_entry_back(copy):
    places = {each.anchor for each in keys(copy.blocks) if each.anchor}
    assert {each.target for each in keys(copy.blocks)} == places
    firsts = [each.number for each in keys(copy.blocks) if each.stands == "first"]
    assert sorted(firsts) == list(range(1, len(firsts) + 1))
    assert [each.number for each in keys(copy.blocks) if each.stands == "list"] == sorted(firsts)


def test_no_number_of_the_document_is_without_an_entry(document, copy):
    listed = {plain_text(row.cells[1].children) for table in lists(copy) for row in table.rows if row.cells[1:]}
    assert {each.text for each in numbers_of(replace(document, summary=None))} <= listed


def test_a_change_is_told_by_its_formula_its_cells_and_its_rounding(copy):
    found = next(keys(block)[-2:] for block in copy.blocks if isinstance(block, Paragraph))
    (row,) = entry(copy, found[0].number)
    assert row[1:] == [
        "7.6%",
        "change in percent (1,345 − 1,250) ÷ 1,250 × 100 = 7.6",
        "1,250 (2021): data/figures.csv:3 1,345 (2022): data/figures.csv:4",
    ]


def test_a_row_of_a_table_and_a_tile_have_one_key_for_all_their_numbers(copy):
    table = next(each for each in exhibits_of(copy.blocks) if each.anchor == "by-status")
    assert [len(keys(row)) for row in table.rows] == [1] * len(table.rows)
    rows = entry(copy, keys(table.rows[0])[0].number)
    assert rows[0] == [" Table 1, Active"]
    assert [row[:2] for row in rows[1:4]] == [["2020", "300"], ["2021", "300"], ["2022", "345"]]
    tile = next(block for block in copy.blocks if isinstance(block, KeyFigures)).tiles[0]
    assert [row[1] for row in entry(copy, keys(tile.label)[0].number)[1:]] == ["1,345", "1,200", "1,250"]


def test_a_chart_has_its_key_at_its_caption(copy):
    chart = next(each for each in exhibits_of(copy.blocks) if each.anchor == "course")
    shown = entry(copy, keys(chart.caption)[-1].number)
    assert shown[0] == [" Figure 1"]
    assert [row[1] for row in shown[1:] if row[0] == "All, 2021"] == ["1,250", "+4.2%"]


def test_it_says_what_it_is_and_of_which_data(copy, text):
    box = next(block for block in copy.blocks if isinstance(block, Callout) and plain_text(block.title) == "Audit copy")
    said = [plain_text(item) for item in box.items]
    assert copy.metadata.data_checksum in said[2]
    assert copy.metadata.title == "T (audit copy)"
    assert re.search(r"Cells of the data: \d+; worked out of cells: \d+", " ".join(text.split()))
    titles = [plain_text(block.children) for block in copy.blocks if isinstance(block, Heading)]
    assert titles[-1] == "Signatures"


def test_in_a_page_every_key_leads_somewhere(copy):
    page = builder("html").build(copy, THEME).decode()
    ids = re.findall(r'<a class="note key" [^>]*id="([^"]+)"', page)
    leads = re.findall(r'<a class="note key" href="#([^"]+)"', page)
    assert set(leads) == set(ids)
    assert len(ids) == len(set(ids)) > 20


def test_in_word_every_key_leads_to_a_bookmark_and_the_checker_finds_nothing(copy):
    content = builder("docx").build(copy, THEME)
    body = zipfile.ZipFile(BytesIO(content)).read("word/document.xml").decode()
    marks = re.findall(r'w:name="(_(?:Key|Origin)\d+)"', body)
    assert set(re.findall(r'w:anchor="(_(?:Key|Origin)\d+)"', body)) == set(marks)
    assert len(marks) == len(set(marks)) > 20
    assert word_faults(content) == []


def test_the_pdf_is_tagged_as_it_should_be(copy):
    assert pdf_faults(builder("pdf").build(copy, THEME)) == ()


def test_a_number_that_is_another_one_when_it_is_worked_out_again_stops_the_copy(world, document, monkeypatch):
    told = Operation("change", (), 0)
    monkeypatch.setattr("reportgen.trace.keyed.confirmed._worked_out", lambda operation, values: told.value)
    with pytest.raises(BuildError, match="worked out once more, a number is another one"):
        audit_copy(document, world.package)


def test_it_is_built_by_its_profile_beside_the_document_and_its_numbers_can_be_asked(tmp_path, capsys):
    made = make_world(tmp_path)
    made.write_report("note", NOTE)
    assert made.build("note", "--profile", "audit", "--format", "txt") == 0
    assert made.build("note", "--format", "txt") == 0
    assert {each.name for each in made.out.glob("*.txt")} == {"note-2020-2022.txt", "note-2020-2022-audit.txt"}
    folders = ("--data", str(made.data), "--templates", str(made.templates))
    capsys.readouterr()
    assert run(["trace", str(made.out / "note-2020-2022-audit.txt"), "8.3%", *folders]) == 0
    told = capsys.readouterr().out
    assert "In 2022 there were 330 cases, 8.3% less than before." in told
    assert "in the list of origins, " in told
    assert run(["trace", str(made.out / "note-2020-2022.txt"), "8.3%", *folders]) == 0
    assert "list of origins" not in capsys.readouterr().out
    assert run(["verify", str(made.out), "--numbers", "--rebuild", *folders]) == 0


@pytest.mark.parametrize("language", ["es", "de"])
def test_it_speaks_the_language_of_its_report(world, language):
    document = world.compose(TEMPLATE, language=language)
    said = builder("txt").build(audit_copy(document, world.package.in_language(language)), THEME).decode()
    assert {"es": "Copia de auditoría", "de": "Prüfexemplar"}[language] in said
    assert "Where it stands" not in said


def test_a_table_without_a_caption_keeps_the_keys_of_its_rows(world):
    copy = audit_copy(world.compose("| | n |\n|---|---|\n| a | {{ figure('cases', 2022) }} |\n"), world.package)
    table = next(block for block in copy.blocks if isinstance(block, Table))
    assert [each.number for each in keys(table)] == [1]
