"""The Word builder as a whole."""

from io import BytesIO
from pathlib import Path

import docx
import pytest

from reportgen.builders.docx import build_docx
from reportgen.template.themes import read_theme
from tests.documents import small_document, stress_document

THEME = read_theme("default", Path("templates"))


@pytest.fixture(scope="module")
def stress():
    return docx.Document(BytesIO(build_docx(stress_document(), THEME)))


def test_the_same_document_gives_the_same_bytes():
    assert build_docx(small_document(), THEME) == build_docx(small_document(), THEME)


def test_headings_have_the_styles_of_their_levels(stress):
    headings = [(each.style.name, each.text) for each in stress.paragraphs if each.style.name.startswith("Heading")]
    assert headings[:3] == [("Heading 1", "At a glance"), ("Heading 1", "Text"), ("Heading 2", "Long words and names")]
