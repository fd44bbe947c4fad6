"""A theme of one's own, of one line: its colour is everywhere, and the shipped one nowhere, in finished files."""

import io
import re
import zipfile
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from reportgen.builders.docx import build_docx
from reportgen.builders.pdf import build_pdf
from reportgen.template import read_theme
from tests.documents import stress_document

TEMPLATES = Path(__file__).parent.parent / "templates"
PLUM = "5B2245"
NAVY = ("12436D", "EEF3F7", "D3DAE1", "E1EAF2", "B5CBDF", "7398BF", "3F719F")
"""The shipped main colour and what follows from it."""


@pytest.fixture(scope="module")
def theme(tmp_path_factory):
    themes = tmp_path_factory.mktemp("templates") / "themes"
    themes.mkdir()
    for name in ("default", "appendix"):
        (themes / f"{name}.toml").write_bytes((TEMPLATES / "themes" / f"{name}.toml").read_bytes())
    (themes / "plum.toml").write_text(f'extends = "default"\n[colours]\nmain = "#{PLUM}"\n', encoding="utf-8")
    return read_theme("plum", themes.parent)


def texts_and_pictures(data, name=""):
    """Every part of a Word file, and every part of the workbooks within."""
    if not data.startswith(b"PK"):
        yield name, data
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.namelist():
            yield from texts_and_pictures(archive.read(part), f"{name}!{part}")


def pixels(picture):
    """The colours of a picture, as `RRGGBB`."""
    values = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).reshape(-1, 3)
    return {"{:02X}{:02X}{:02X}".format(*colour) for colour in np.unique(values, axis=0)}


@pytest.mark.conformance
def test_no_part_of_a_word_file_has_the_shipped_colour(theme):
    found, drawn = set(), set()
    for name, data in texts_and_pictures(build_docx(stress_document(rows=20), theme)):
        colours = pixels(data) if name.endswith(".png") else set(re.findall("[0-9A-F]{6}", data.decode("utf-8")))
        found |= {(name, colour) for colour in colours & set(NAVY)}
        drawn |= colours
    assert not found
    assert {PLUM, *(each.removeprefix("#") for each in theme.colours.ramp)} <= drawn


def drawn_colours(data):
    """The colours that the pages of a PDF are drawn in, as `RRGGBB`."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) in ("rg", "RG"):
                    yield "".join(f"{round(float(each) * 255):02X}" for each in operands)


def test_no_page_of_a_pdf_has_the_shipped_colour(theme):
    drawn = set(drawn_colours(build_pdf(stress_document(rows=20), theme)))
    assert not drawn & set(NAVY)
    assert {PLUM, *(each.removeprefix("#") for each in theme.colours.ramp)} <= drawn


@pytest.mark.parametrize("name", ["plum", "default", "appendix"])
def test_every_text_of_a_word_style_has_a_colour_of_the_files_theme(theme, name):
    look = theme if name == "plum" else read_theme(name, TEMPLATES)
    with zipfile.ZipFile(io.BytesIO(build_docx(stress_document(rows=20), look))) as archive:
        colours = set(re.findall("<w:color [^>]*>", archive.read("word/styles.xml").decode("utf-8")))
    assert colours
    assert all("w:themeColor=" in each for each in colours), colours
