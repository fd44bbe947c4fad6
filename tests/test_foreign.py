"""Words of the data that have no translation say in every format which language they are in."""

import zipfile

import pikepdf
import pytest

from reportgen.document import Foreign, Text
from reportgen.document.foreign import ForeignWords
from reportgen.document.walk import walk, with_foreign
from tests.composing import World, over_years
from tests.documents import paragraph, words
from tests.test_translations import translate
from tests.worlds import make_world

OWN = ForeignWords("en", ("Homes built", "Case"), ("Homes built",))
BODY = """# {{ figure('cases').indicator.title }}

Fuente: {{ figure('cases').indicator.title }}.

:::{table} every
kind: indicators
head: Indicador
headline: Cifras
groups:
  - rows:
      - figure: cases
:::
"""


@pytest.fixture
def world(tmp_path):
    made = make_world(tmp_path)
    made.write_report("note.es", BODY)
    return made


def title_in(world):
    """Name the indicator in two words."""
    path = world.data / "indicators.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Cases", "Open cases"), encoding="utf-8")


def test_a_text_within_others_is_told_apart():
    (changed,) = with_foreign((paragraph("En 2020: Homes built, 12"),), OWN)
    assert changed.children == (Text("En 2020: "), Foreign("Homes built", "en"), Text(", 12"))


def test_a_part_of_a_longer_word_is_not():
    assert with_foreign(words("XHomes builty"), OWN) == words("XHomes builty")


def test_what_is_foreign_only_alone_stays_within_others():
    assert with_foreign(words("Case"), OWN) == (Foreign("Case", "en"),)
    assert with_foreign(words("El Case es"), OWN) == words("El Case es")


def test_nothing_is_made_anew_where_nothing_is_foreign():
    block = paragraph("Nada")
    assert with_foreign(block, OWN) is block


def test_html_has_the_language_of_words_without_a_translation(world):
    title_in(world)
    translate(world)
    assert world.build("note", "--language", "es", "--format", "html") == 0
    page = (world.out / "note-es-2020-2022.html").read_text(encoding="utf-8")
    assert 'Fuente: <span lang="en">Open cases</span>.' in page
    assert '<span lang="en">Open cases</span></h' in page


def test_word_has_it_on_the_run(world):
    title_in(world)
    translate(world)
    assert world.build("note", "--language", "es", "--format", "docx") == 0
    with zipfile.ZipFile(world.out / "note-es-2020-2022.docx") as file:
        document = file.read("word/document.xml").decode()
    assert '<w:lang w:val="en"/></w:rPr><w:t xml:space="preserve">Open cases</w:t>' in document


def test_a_pdf_has_it_on_a_span(world):
    title_in(world)
    translate(world)
    assert world.build("note", "--language", "es", "--format", "pdf") == 0
    with pikepdf.open(world.out / "note-es-2020-2022.pdf") as file:
        spans = [each for each in file.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Span"]
    assert [str(span.Lang) for span in spans if "/Lang" in span] == ["en", "en", "en"]


def test_what_is_translated_is_in_the_language_of_the_document(world):
    translate(world, *(("indicators.csv", "cases", column, "Casos") for column in ("title", "short_title")))
    assert world.build("note", "--language", "es", "--format", "html") == 0
    assert 'lang="en"' not in (world.out / "note-es-2020-2022.html").read_text(encoding="utf-8")


def test_words_of_an_unknown_language_are_left_alone(world):
    assert world.build("note", "--language", "es", "--format", "html") == 0
    assert 'lang="en"' not in (world.out / "note-es-2020-2022.html").read_text(encoding="utf-8")


def test_a_package_that_says_its_language_is_told_of_what_lacks(world, capsys):
    path = world.data / "datapackage.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"reportgen": {', '"reportgen": {"language": "en",', 1))
    assert world.build("note", "--language", "es", "--format", "html") == 0
    assert "not translated: indicators.csv, `cases`, `title`" in capsys.readouterr().err


def test_a_single_word_that_the_template_has_is_not_taken_for_a_foreign_one(world):
    world.write_report("note.es", "Los Cases son casos.\n\n" + BODY)
    translate(world)
    assert world.build("note", "--language", "es", "--format", "html") == 0
    page = (world.out / "note-es-2020-2022.html").read_text(encoding="utf-8")
    assert "Los Cases son casos." in page
    assert '<span lang="en">Cases</span>' in page


def test_the_table_of_a_chart_has_the_language_of_its_words(world):
    title_in(world)
    translate(world)
    chart = ":::{chart} course\nkind: line\nheadline: Curso\nsubtitle: Cifras\nlines:\n"
    chart += "  - figure: cases\n    name: Open cases\n:::\n"
    world.write_report("note.es", chart)
    assert world.build("note", "--language", "es", "--format", "html") == 0
    page = (world.out / "note-es-2020-2022.html").read_text(encoding="utf-8")
    assert '<span lang="en">Open cases</span></th>' in page


def test_an_english_document_of_english_data_has_no_foreign_words(tmp_path):
    document = World(tmp_path, over_years("cases", 300, 360)).compose("{{ figure('cases').indicator.title }}")
    assert not any(isinstance(each, Foreign) for each in walk(document.blocks))


def test_the_title_has_the_language_of_its_foreign_words_in_every_format(world):
    title_in(world)
    translate(world)
    path = world.write_report("note.es", BODY)
    path.write_text(path.read_text(encoding="utf-8").replace("title: Note.es", "title: Informe de Open cases"))
    for form in ("html", "docx", "pdf"):
        assert world.build("note", "--language", "es", "--format", form) == 0
    page = (world.out / "note-es-2020-2022.html").read_text(encoding="utf-8")
    assert '<h1>Informe de <span lang="en">Open cases</span></h1>' in page
    with zipfile.ZipFile(world.out / "note-es-2020-2022.docx") as file:
        document = file.read("word/document.xml").decode()
    title = document[document.index('<w:pStyle w:val="Title"/>') :].partition("</w:p>")[0]
    assert '<w:lang w:val="en"/></w:rPr><w:t xml:space="preserve">Open cases</w:t>' in title
    with pikepdf.open(world.out / "note-es-2020-2022.pdf") as file:
        (head,) = (each for each in file.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/H1")
        assert [str(kid.Lang) for kid in head.K if isinstance(kid, pikepdf.Dictionary) and "/Lang" in kid] == ["en"]
