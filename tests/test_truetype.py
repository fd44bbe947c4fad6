"""TrueType files: what is read of them is what reportlab and fontTools read, and what is none is told."""

import pytest
from fontTools.ttLib import TTFont as Tools
from reportlab.pdfbase.ttfonts import TTFont as Reportlab

from reportgen.fonts import fallback_files, font_file
from reportgen.truetype import FontError, font_at, open_font

NAMES = ["SourceSansPro-Regular", "SourceSansPro-Semibold", "SourceSansPro-It", "SourceSerifPro-Semibold"]
PATHS = [*map(font_file, NAMES), *fallback_files()]
CONTENT = PATHS[0].read_bytes()


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_letters_and_widths_are_those_of_the_file(path):
    font, tools = font_at(path), Tools(path)
    widths = {code: tools["hmtx"][name][0] for code, name in tools.getBestCmap().items()}
    assert {code: font.metrics[letter][0] for code, letter in font.letters.items()} == widths
    assert font.units == tools["head"].unitsPerEm


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_font_is_described_as_reportlab_describes_it(path):
    font, face = font_at(path), Reportlab(path.stem, str(path), asciiReadable=False).face
    assert font.name == face.name.decode()
    said = dict(part.split(" ", 1) for part in font.described.replace("[", " ").replace("]", "").split("/")[1:])
    assert float(said["Ascent"]) == pytest.approx(face.ascent, abs=1e-4)
    assert float(said["CapHeight"]) == pytest.approx(face.capHeight, abs=1e-4)
    assert float(said["Descent"]) == pytest.approx(face.descent, abs=1e-4)
    assert float(said["MissingWidth"]) == pytest.approx(face.defaultWidth, abs=1e-4)
    assert [float(number) for number in said["FontBBox"].split()] == pytest.approx(face.bbox, abs=1e-4)
    assert (int(said["Flags"]), float(said["ItalicAngle"]), int(said["StemV"])) == (
        face.flags,
        face.italicAngle,
        face.stemV,
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is damaged"),
        (b"not a font at all, but long enough", "damaged|no table"),
        (CONTENT[:2000], "damaged|no table"),
        (CONTENT.replace(b"glyf", b"CFF ", 1), "no table `glyf`"),
        (CONTENT.replace(b"cmap", b"cmaq", 1), "no table `cmap`"),
    ],
    ids=["nothing", "text", "cut off", "other outlines", "no characters"],
)
def test_what_is_no_truetype_file_is_told(content, why):
    with pytest.raises(FontError, match=why):
        open_font(content)
