"""One setting puts every format on another sheet."""

import zipfile
from io import BytesIO

import pikepdf
import pytest

from tests.worlds import make_world


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792)), ("legal", (612, 1008))])
def test_a_pdf_is_on_the_paper_that_is_asked_for(tmp_path, paper, size):
    world = make_world(tmp_path)
    assert world.build("note", "--format", "pdf", "--paper", paper) == 0
    with pikepdf.open(world.out / "note-2020-2022.pdf") as pdf:
        box = [float(each) for each in pdf.pages[0].MediaBox]
    assert (round(box[2]), round(box[3])) == size


def test_word_is_on_the_same_paper(tmp_path):
    world = make_world(tmp_path)
    assert world.build("note", "--format", "docx", "--paper", "a4") == 0
    with zipfile.ZipFile(BytesIO((world.out / "note-2020-2022.docx").read_bytes())) as word:
        text = word.read("word/document.xml").decode()
    assert 'w:w="11906"' in text
    assert 'w:h="16838"' in text


def test_a_paper_that_nobody_knows_is_refused_with_those_there_are(tmp_path, capsys):
    assert make_world(tmp_path).build("note", "--paper", "a44") == 4
    assert "unknown paper `a44`" in capsys.readouterr().err
