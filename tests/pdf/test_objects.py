"""The file around the objects: another library has to find in it what was put there."""

import io

import pikepdf
import pytest

from reportgen.builders.pdf.faces import named_face
from reportgen.builders.pdf.lettering import Lettering
from reportgen.builders.pdf.objects import Objects, text_string

WORDS = [
    "Missing children (2024)",
    "a \\ and a ) and a\rline\nand a\ttab",
    "Année 2020–2024: “près de” 5 €",
    "soft\u00adhyphen",
    "日本 and 🙂",
    "",
]
LATIN_AND_GREEK = "".join(map(chr, (*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x17F), *range(0x3B1, 0x3CA))))


def opened(objects):
    """The file of these objects, the last of which is its catalog."""
    info = objects.add("<</Title(a file)>>")
    pages = objects.add("<</Type/Pages/Count 0/Kids[]>>")
    root = objects.add(f"<</Type/Catalog/Pages {pages} 0 R/Mine {len(objects.bodies) - 3} 0 R>>")
    pdf = pikepdf.open(io.BytesIO(objects.file(root=root, info=info)))
    assert pdf.check_pdf_syntax() == []
    return pdf


@pytest.mark.parametrize("words", WORDS)
def test_a_text_comes_back_as_it_was(words):
    objects = Objects()
    objects.add(f"[{text_string(words)}]")
    pdf = opened(objects)
    assert str(pdf.Root.Mine[0]) == words


def test_three_hundred_objects_find_each_other():
    objects = Objects()
    numbers = [objects.add(f"<</At {index}>>") for index in range(300)]
    objects.add(f"[{' '.join(f'{number} 0 R' for number in numbers)}]")
    pdf = opened(objects)
    assert [each.At for each in pdf.Root.Mine] == list(range(300))


def test_a_stream_keeps_its_bytes_and_its_place_among_objects():
    objects = Objects()
    content = bytes(range(256)) * 20 + b"endstream"
    first, second = objects.stream(content, "/Mine true"), objects.plain_stream(content)
    objects.add(f"[{first} 0 R {second} 0 R]")
    pdf = opened(objects)
    packed, plain = pdf.Root.Mine
    assert packed.read_bytes() == plain.read_raw_bytes() == content
    assert packed.Mine is True


def test_a_file_is_named_after_what_it_says():
    def name(title):
        objects = Objects()
        root = objects.add("<</Type/Catalog>>")
        content = objects.file(root=root, info=objects.add(f"<</Title({title})>>"))
        return content.partition(b"/ID[")[2].partition(b"]")[0]

    assert name("a") == name("a")
    assert name("a") != name("b")


def test_a_face_of_which_three_hundred_letters_are_printed_becomes_two_fonts():
    face = named_face("SourceSansPro-Regular")
    text = "".join(char for char in LATIN_AND_GREEK if char in face.glyphs)
    assert len(text) > 256
    lettering, objects = Lettering(face, "F1"), Objects()
    printed = lettering.encoded(f"{text} {text}")
    fonts = dict(lettering.written(objects))
    assert list(fonts) == ["F1+0", "F1+1"]
    objects.add("[" + " ".join(f"{number} 0 R" for number in fonts.values()) + "]")
    pdf = opened(objects)
    maps = dict(zip(fonts, map(characters, pdf.Root.Mine), strict=True))
    assert (
        "".join(maps[font][code] for font, codes in printed for code in bytes.fromhex(codes[1:-1])) == f"{text} {text}"
    )


def characters(font):
    """What the codes of a font stand for."""
    lines = (line.split("> <") for line in font.ToUnicode.read_bytes().decode().splitlines() if line.startswith("<"))
    return {int(code[1:], 16): bytes.fromhex(text[:-1]).decode("utf-16-be") for code, text in lines if text != "FF>"}
