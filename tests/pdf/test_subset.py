"""Subsets of fonts: byte for byte as reportlab cuts them, only sooner."""

import pytest

from reportgen.builders.pdf.faces import named_face
from reportgen.builders.pdf.subset import subset

FACES = ["SourceSansPro-Regular", "SourceSansPro-Semibold", "SourceSansPro-It", "SourceSerifPro-Regular"]
TEXTS = {
    "figures": "1,234.5%",
    "letters that are composed of others": "éàüÅñçŁ",
    "letters that no font has": "\ue000a",
    "spaces that fill the codes": "   ",
    "none": "",
    "a font that is full": "".join(map(chr, range(0x21, 0x120))),
}


@pytest.mark.parametrize("name", FACES)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_subset_is_the_one_that_reportlab_cuts(name, text):
    font = named_face(name).font
    letters = (0, *map(ord, text))
    assert subset(font, letters) == font.face.makeSubset(letters)


def test_a_letter_that_is_composed_brings_its_parts():
    font = named_face("SourceSansPro-Regular").font
    alone, composed = (subset(font, (0, ord(letter))) for letter in "eé")
    assert len(composed) > len(alone)
