"""`verify --numbers`: a finished file says the numbers of its trace, and no other figures."""

import io
import re
import zipfile

import pikepdf
import pytest

from reportgen.batch.proving import prove
from reportgen.batch.tracing import Reopened
from reportgen.builders import BUILDERS, Surroundings, builder
from reportgen.said import Said
from reportgen.template.themes import read_theme
from reportgen.trace.digits import DIGITS, LABEL, Known, words_of
from tests.composing import World, broken_down
from tests.test_trace import TEMPLATE
from tests.worlds import ROOT

THEME = read_theme("default", ROOT / "templates")


def world_of(folder, resolved):
    rows = broken_down("status", (1200, 1250, 1345), resolved=(900, 950, resolved), active=(300, 300, 1345 - resolved))
    return World(folder, rows)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return world_of(tmp_path_factory.mktemp("as-made"), 1000)


@pytest.fixture(scope="module")
def document(world):
    return world.compose(TEMPLATE)


@pytest.fixture(scope="module")
def files(document):
    """The finished file of each format."""
    return {kind: builder(kind).build(document, THEME, Surroundings()) for kind in BUILDERS}


@pytest.fixture(scope="module")
def others(tmp_path_factory):
    """The same from other data: one more case resolved in the last year."""
    other = world_of(tmp_path_factory.mktemp("others"), 1001).compose(TEMPLATE)
    return {kind: builder(kind).build(other, THEME, Surroundings()) for kind in BUILDERS}


@pytest.fixture(scope="module")
def found(world, document):
    """What is found of a file, given as its content, or as the document it should be of."""

    def found(content, kind, document=document, template=TEMPLATE):
        made = Reopened(f"note.{kind}", document, world.package, "en-US")
        return prove(made, content, words_of(world.package, [template]))

    return found


def with_part(content, name, change):
    """A Word file with one of its parts changed."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for each in old.namelist():
            text = old.read(each)
            new.writestr(each, change(text) if each == name else text)
    return changed.getvalue()


@pytest.mark.parametrize("kind", BUILDERS)
def test_all_digits_of_a_finished_file_are_known(files, found, kind):
    proven = found(files[kind], kind)
    assert (proven.state, proven.reason) == ("whole", "")
    counts = dict(proven.digits)
    assert counts["number"] > 40
    assert "" not in counts


@pytest.mark.parametrize("kind", BUILDERS)
def test_a_file_from_other_data_is_told_with_the_numbers_that_are_others(others, found, kind):
    proven = found(others[kind], kind)
    assert proven.state == "different"
    assert re.search(r"it does not print .*`74\.3%`", proven.reason)
    assert re.search(r"not of its trace .*`1,?001`", proven.reason)


def test_digits_on_a_page_that_are_not_of_the_trace_are_named_with_page_and_words(others, found):
    assert "page 1: `1,001` in “" in found(others["pdf"], "pdf").reason


def test_a_picture_of_a_chart_in_word_is_proved_by_what_it_letters(document, found):
    content = builder("docx").build(document, THEME, Surroundings(native_charts=False))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        pictures = {name: parts.read(name) for name in parts.namelist() if name.endswith(".svg")}
    name = next(name for name, svg in pictures.items() if b'aria-label="1,345"' in svg)
    assert found(content, "docx").state == "whole"
    other = with_part(content, name, lambda svg: svg.replace(b'aria-label="1,345"', b'aria-label="1,346"'))
    number = re.findall(r"\d+", name)[0]
    assert found(other, "docx").reason.startswith(f"not of its trace picture {number}: `1,346` in “")


def test_a_number_that_stands_elsewhere_does_not_pass_for_another(files, found):
    text = files["txt"].decode().replace("1,345 cases were reported", "1,250 cases were reported")
    assert found(text.encode(), "txt").reason.startswith("it does not print `1,345`")


def test_rows_of_a_table_that_changed_places_are_told(files, found):
    page = files["html"].decode()
    page = re.sub(r"(<t[hd][^>]*>)Active(</t[hd]>)", r"\1Gone\2", page)
    assert "it does not print `Active 300 300 345" in found(page.encode(), "html").reason


@pytest.mark.parametrize(
    ("name", "old", "new", "where"),
    [
        ("word/document.xml", b"1,345 cases", b"1,346 cases", "text: `1,346`"),
        ("word/charts/chart4.xml", b"<c:v>1250</c:v>", b"<c:v>1251</c:v>", "chart 4: `1251`"),
        ("word/footer1.xml", b">T<", b">T 4,711<", "head or foot: `4,711`"),
        ("docProps/core.xml", b"<dc:title>T", b"<dc:title>T 47", "properties: `47`"),
    ],
)
def test_each_part_of_a_word_file_is_read(files, found, name, old, new, where):
    assert old in zipfile.ZipFile(io.BytesIO(files["docx"])).read(name)
    assert where in found(with_part(files["docx"], name, lambda text: text.replace(old, new)), "docx").reason


def test_the_workbook_within_a_chart_is_read(files, found):
    def changed(workbook):
        return with_part(workbook, "xl/worksheets/sheet1.xml", lambda text: text.replace(b">1250<", b">1251<"))

    proven = found(with_part(files["docx"], "word/embeddings/chart4.xlsx", changed), "docx")
    assert "workbook of chart 4: `1251`" in proven.reason


@pytest.mark.parametrize(("old", "new"), [(b"<c:v>1250</c:v>", b"<c:v>1345</c:v>"), (b"<c:v>1250</c:v>", b"<c:v/>")])
def test_a_number_of_a_chart_that_its_workbook_has_in_another_place_is_told(files, found, old, new):
    changed = with_part(files["docx"], "word/charts/chart4.xml", lambda text: text.replace(old, new))
    value = {b"<c:v/>": "nothing"}.get(new, "1345")
    assert f"chart 4: `{value}` in place of `1250`" in found(changed, "docx").reason


def test_an_alternative_text_is_read(files, found):
    with pikepdf.open(io.BytesIO(files["pdf"])) as pdf:
        figure = next(each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each)
        figure.Alt = pikepdf.String("A chart of 4,711 cases")
        changed = io.BytesIO()
        pdf.save(changed)
    assert "alternative text: `4,711` in “A chart of 4,711 cases" in found(changed.getvalue(), "pdf").reason


def test_the_lettering_of_a_chart_in_a_page_is_read(files, found):
    page = re.sub(r"(<text[^>]*>)1,250<", r"\g<1>1,251<", files["html"].decode())
    assert "charts: `1,251`" in found(page.encode(), "html").reason


def test_a_number_whose_origin_a_template_lost_is_told(world, found):
    template = "Some {{ '%.2f' | format(4.5) }} of {{ figure('cases', 2022) }} cases.\n"
    document = world.compose(template)
    proven = found(builder("txt").build(document, THEME), "txt", document, template)
    assert proven.reason == "of unknown origin `4.50` in “Some 4.50 of 1,345 cases.”"


def test_what_an_author_typed_and_what_the_data_say_is_no_figure_of_unknown_origin(world):
    template = "In 12 of 30 places there were {{ figure('cases', 2022) }} cases, and 4,711 in 1985.\n"
    known = Known(world.compose(template), world.package, words_of(world.package, [template]))
    assert known.unknown == []
    assert known.numbers == {"1,345"}


def locked(content):
    changed = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(changed, encryption=pikepdf.Encryption(owner="o", user="u"))
    return changed.getvalue()


@pytest.mark.parametrize(
    ("kind", "change", "said"),
    [
        ("pdf", locked, "it is locked with a password"),
        ("pdf", lambda content: content[:200], "not a PDF: "),
        ("docx", lambda content: content[:2000], "not a Word file: "),
        ("docx", lambda content: b"no archive", "not a Word file: "),
        ("docx", lambda content: content[:300] + bytes(99) + content[399:], "not a Word file: "),
        ("docx", lambda content: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "it is locked with a password, or "),
        ("html", lambda content: content[:2000], "the page is not whole"),
        ("txt", lambda content: b"\xff\xfe\xff", "not a text in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_clear_answer(files, found, kind, change, said):
    proven = found(change(files[kind]), kind)
    assert proven.state == "different"
    assert proven.reason.startswith(f"it cannot be read: {said}")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en-US", "The table goes on to page 9. Page 3 of 12"),
        ("es", "No es cero: [≈0]. Página 3 de 12. La tabla continúa hasta la página 9"),
        ("de", "Seite 3 von 12. Die Tabelle reicht bis Seite 9"),
    ],
)
def test_what_a_builder_says_of_pages_and_marks_is_no_figure(world, language, said):
    document = world.compose(TEMPLATE, language=language)
    known = Known(document, world.package.in_language(language), words_of(world.package, [TEMPLATE]))
    piece = Said("text", "printed", said)
    assert {known.kind_of(piece, *found.span()) for found in DIGITS.finditer(said)} == {LABEL}


@pytest.mark.parametrize("language", ["es", "de"])
def test_a_document_in_another_language_is_proved_as_well(world, language):
    document = world.compose(TEMPLATE, language=language)
    made = Reopened("note.docx", document, world.package.in_language(language), language)
    content = builder("docx").build(document, THEME, Surroundings())
    assert prove(made, content, words_of(made.package, [TEMPLATE])).reason == ""
