"""The PDF builder as a whole."""

import os
from io import BytesIO
from pathlib import Path
from typing import get_args

import pikepdf
import pytest

from reportgen.builders.pdf import build_pdf, lay_out
from reportgen.builders.pdf.layout import PLACES
from reportgen.document import (
    Block,
    Document,
    Figure,
    Heading,
    Note,
    NoteDefinition,
    NoteList,
    Paragraph,
    Table,
    TitleBlock,
)
from reportgen.numbering import number
from reportgen.template.themes import read_theme
from tests.documents import metadata, small_document, stress_document, words

THEME = read_theme("default", Path("templates"))


@pytest.fixture(scope="module")
def stress() -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(build_pdf(stress_document(), THEME)))


def test_the_same_document_gives_the_same_bytes():
    assert build_pdf(small_document(), THEME) == build_pdf(small_document(), THEME)


@pytest.mark.parametrize("said", ["1", "1751241600", "soon"])
def test_the_environment_says_nothing_about_the_bytes(said, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    usual = build_pdf(small_document(), THEME)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", said)
    assert build_pdf(small_document(), THEME) == usual
    assert os.environ["SOURCE_DATE_EPOCH"] == said


def test_page_numbers_lead_to_the_pages_of_the_file(stress):
    result = lay_out(stress_document(), THEME)
    assert result.total == len(stress.pages)
    assert result.pages["glance"] == 1
    assert result.pages["table-long"] > result.pages["table-places"] > result.pages["tables"]


def test_bookmarks_are_the_headings(stress):
    with stress.open_outline() as outline:
        titles = [item.title for item in outline.root]
        assert titles == ["At a glance", "Text", "Charts", "Tables", "Notes"]
        assert [item.title for item in outline.root[1].children] == ["Long words and names", "Lists"]


@pytest.mark.parametrize("count", [1, 2, *range(30, 46)])
def test_no_page_begins_with_the_last_note_alone(count):
    notes = tuple(NoteDefinition(f"n{index}", words(f"What note {index} says.")) for index in range(count))
    text = Paragraph(tuple(Note(note.note) for note in notes))
    pages = lay_out(number(Document(metadata("Notes"), (text, NoteList()), notes)), THEME).pages
    assert pages[f"note:n{count - 1}"] == pages[f"note:n{max(0, count - 2)}"]
    assert pages["note:n0"] == pages[f"note:n{min(1, count - 1)}"]


def test_a_message_has_a_name_for_every_block():
    assert {*PLACES, Figure, Heading, Paragraph, Table, TitleBlock} == set(get_args(Block))
