"""Subsets of fonts: byte for byte as reportlab cuts them, only sooner."""

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from reportgen.builders.pdf.subset import subset
from reportgen.fonts import font_file
from reportgen.truetype import font_at

FACES = ["SourceSansPro-Regular", "SourceSansPro-Semibold", "SourceSansPro-It", "SourceSerifPro-Regular"]
HARD_SPACE = 0xA0
"""Never asked for: it is printed as a space."""
TEXTS = {
    "figures": "1,234.5%",
    "letters that are composed of others": "éàüÅñçŁ",
    "letters that no font has": "\ue000a",
    "spaces that fill the codes": "   ",
    "none": "",
    "a font that is full": "".join(chr(code) for code in range(0x21, 0x120) if code != HARD_SPACE),
}


@pytest.mark.parametrize("name", FACES)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_subset_is_the_one_that_reportlab_cuts(name, text):
    path = font_file(name)
    letters = (0, *map(ord, text))
    assert subset(font_at(path), letters) == TTFont(name, str(path), asciiReadable=False).face.makeSubset(letters)


def test_a_letter_that_is_composed_brings_its_parts():
    font = font_at(font_file("SourceSansPro-Regular"))
    alone, composed = (subset(font, (0, ord(letter))) for letter in "eé")
    assert len(composed) > len(alone)
