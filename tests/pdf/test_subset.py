"""Subsets of fonts: byte for byte as reportlab cuts them, but for the names, only sooner."""

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

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
    ours, theirs = tables(subset(font, letters)), tables(font.face.makeSubset(letters))
    del theirs["name"]
    for found in (ours, theirs):
        found["head"] = found["head"][:8] + found["head"][12:]  # without the sum of the whole file
    assert ours == theirs


@pytest.mark.parametrize("name", FACES)
def test_the_sum_of_a_subset_is_what_the_format_asks(name):
    content = subset(named_face(name).font, (0, *map(ord, "Cases 2024")))
    words = (int.from_bytes(content[at : at + 4], "big") for at in range(0, len(content), 4))
    assert sum(words) & 0xFFFFFFFF == 0xB1B0AFBA


def tables(content):
    """Return the tables of a font file as they stand in it."""
    reader = TTFont(BytesIO(content)).reader
    return {name: reader[name] for name in reader.keys()}  # noqa: SIM118 - the reader is no mapping


def test_a_letter_that_is_composed_brings_its_parts():
    font = named_face("SourceSansPro-Regular").font
    alone, composed = (subset(font, (0, ord(letter))) for letter in "eé")
    assert len(composed) > len(alone)
