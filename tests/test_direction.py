"""Names that are written from right to left stand in every format that can set them; a PDF refuses them, told."""

import csv
import zipfile

import pytest

from reportgen.direction import AFTER, script_language, set_apart
from tests.worlds import make_world

HEBREW, ARABIC = "ירושלים", "القاهرة"


@pytest.fixture
def world(tmp_path):
    made = make_world(tmp_path)
    path = made.data / "places.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["place"] in ("AA", "BB"):
            row["name"] = row["in_sentence"] = {"AA": HEBREW, "BB": ARABIC}[row["place"]]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    made.write_report("sheet", "# Place\n\nIn {{ place.name }} 110, 120.\n", more="scope: place\n")
    return made


def test_figures_after_words_from_right_to_left_keep_their_order():
    assert set_apart(f"{HEBREW} 110, 120") == f"{HEBREW}{AFTER} 110, 120"
    assert set_apart("In תל אביב-יפו 5") == f"In תל אביב-יפו{AFTER} 5"
    assert set_apart("Łódź 110") == "Łódź 110"


def test_word_is_told_the_script():
    assert (script_language(HEBREW), script_language(ARABIC)) == ("he-IL", "ar-SA")


def test_word_sets_words_from_right_to_left(world):
    assert world.build("sheet", "--place", "AA", "--format", "docx") == 0
    with zipfile.ZipFile(world.out / "sheet-AA-2020-2022.docx") as file:
        document = file.read("word/document.xml").decode()
    run = f'<w:rPr><w:rtl/><w:lang w:bidi="he-IL"/></w:rPr><w:t xml:space="preserve">{HEBREW}</w:t>'
    assert run in document
    assert f"{AFTER} 110, 120." in document


@pytest.mark.parametrize("form", ["html", "txt"])
def test_other_formats_leave_it_to_whoever_shows_them(world, form):
    assert world.build("sheet", "--place", "BB", "--format", form) == 0
    text = (world.out / f"sheet-BB-2020-2022.{form}").read_text(encoding="utf-8")
    assert f"In {ARABIC}{AFTER} 110, 120." in text


def test_a_pdf_is_refused_with_the_place_and_word_is_made_all_the_same(world, capsys):
    assert world.build("sheet", "--place", "AA", "--format", "pdf,docx") == 5
    assert [name for name in world.files() if name.startswith("sheet")] == ["sheet-AA-2020-2022.docx"]
    told = capsys.readouterr().err
    assert "joined or set from right to left" in told
    assert "--format docx,html" in told
