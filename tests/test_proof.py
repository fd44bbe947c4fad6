"""A finished file says what it should, in every format that can be read back."""

import io
import zipfile
from dataclasses import replace

import pytest

from reportgen.batch.proof import key_figures, prove
from reportgen.builders import BUILDERS
from reportgen.errors import BuildError, UsageError
from reportgen.reading import read_words, squeezed
from reportgen.resources import templates_folder
from reportgen.template import read_theme
from tests.documents import stress_document

FORMATS = tuple(BUILDERS)


@pytest.fixture(scope="module")
def document():
    return stress_document(rows=10)


@pytest.fixture(scope="module")
def built(document):
    theme = read_theme("default", templates_folder())
    return {name: BUILDERS[name].build(document, theme) for name in FORMATS}


@pytest.mark.parametrize("ending", FORMATS)
def test_a_file_with_its_title_and_key_figures_passes(built, document, ending):
    assert key_figures(document)
    prove(built[ending], ending, document=document, place_name="")


@pytest.mark.parametrize("ending", FORMATS)
def test_a_file_of_another_place_does_not_pass(built, document, ending):
    with pytest.raises(BuildError, match="expected `Atlantis`, found none"):
        prove(built[ending], ending, document=document, place_name="Atlantis")


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_a_file_with_another_title_does_not_pass(built, document, ending):
    other = replace(document, metadata=replace(document.metadata, title="Another title"))
    with pytest.raises(BuildError, match="expected title `Another title`, found `"):
        prove(built[ending], ending, document=other, place_name="")


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_half_a_file_does_not_pass(built, document, ending):
    half = built[ending][: len(built[ending]) // 2]
    with pytest.raises(BuildError, match=r"cannot be read back|does not say what it should"):
        prove(half, ending, document=document, place_name="")


def test_a_word_file_whose_text_is_no_whole_markup_does_not_pass(built, document):
    torn = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(built["docx"])) as old, zipfile.ZipFile(torn, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"</w:r>", b"", 1) if name == "word/document.xml" else content)
    with pytest.raises(BuildError, match="cannot be read back: not a Word file: Opening and ending tag mismatch"):
        prove(torn.getvalue(), "docx", document=document, place_name="")


def test_no_format_passes_unread(document):
    with pytest.raises(UsageError, match=r"unknown format `data\.xlsx`"):
        prove(b"any bytes", "data.xlsx", document=document, place_name="Alpha")


def test_all_formats_say_the_headings(built, document):
    from reportgen.document import Heading, plain_text

    headings = [plain_text(block.children) for block in document.blocks if isinstance(block, Heading)]
    for ending in FORMATS:
        words = read_words(built[ending], ending)
        assert [heading for heading in headings if not words.hold(heading)] == [], ending


def test_spaces_hyphens_and_capitals_do_not_count():
    assert squeezed("New\u202fYork \u2011 no\u00adtice\u200b") == squeezed("new york - NOTICE")


def test_a_letter_and_its_mark_are_the_same_whether_they_are_one_character_or_two():
    assert squeezed("Cafe\u0301") == squeezed("caf\u00e9")
