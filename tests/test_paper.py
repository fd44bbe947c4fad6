"""One setting puts every format on another sheet."""

import json
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


def paper_of(path):
    with pikepdf.open(path) as pdf:
        return tuple(round(float(each)) for each in list(pdf.pages[0].MediaBox)[2:])


@pytest.fixture
def on_a4(tmp_path):
    """A world whose package says A4, with a report that says A5."""
    world = make_world(tmp_path)
    path = world.data / "datapackage.json"
    stated = json.loads(path.read_text(encoding="utf-8"))
    stated["reportgen"]["paper"] = "a4"
    path.write_text(json.dumps(stated), encoding="utf-8")
    world.write_report("small", more="paper: a5\n")
    return world


@pytest.mark.parametrize(
    ("report", "asked", "size"),
    [("note", (), (595, 842)), ("small", (), (420, 595)), ("small", ("--paper", "letter"), (612, 792))],
)
def test_a_package_a_report_and_an_option_name_a_paper_the_last_before_all(on_a4, report, asked, size):
    assert on_a4.build(report, "--format", "pdf", *asked) == 0
    assert paper_of(on_a4.out / f"{report}-2020-2022.pdf") == size


def write_theme(world, paper):
    text = f'extends = "default"\n[page]\npaper = "{paper}"\n'
    (world.templates / "themes" / "ours.toml").write_text(text, encoding="utf-8")


def test_a_theme_names_its_paper(tmp_path):
    world = make_world(tmp_path)
    (world.templates / "themes" / "ours.toml").write_text(
        'extends = "default"\n[page]\npaper = "a4"\n', encoding="utf-8"
    )
    assert world.build("note", "--format", "pdf", "--theme", "ours") == 0
    assert paper_of(world.out / "note-2020-2022.pdf") == (595, 842)


def test_a_paper_in_a_report_that_nobody_knows_is_told_with_its_line(tmp_path, capsys):
    world = make_world(tmp_path)
    world.write_report("small", more="paper: a44\n")
    assert world.build("small") == 4
    assert "templates/small.md:5: unknown paper `a44`" in capsys.readouterr().err


def test_a_paper_of_a_theme_or_a_package_that_nobody_knows_is_told_with_its_place(on_a4, capsys):
    (on_a4.templates / "themes" / "ours.toml").write_text(
        'extends = "default"\n[page]\npaper = "b9"\n', encoding="utf-8"
    )
    assert on_a4.build("note", "--theme", "ours") == 4
    assert "themes/ours.toml: key `page.paper`: unknown paper `b9`" in capsys.readouterr().err
    path = on_a4.data / "datapackage.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"a4"', '"a44"'), encoding="utf-8")
    assert on_a4.build("note") == 4
    assert "datapackage.json: `reportgen.paper`: unknown paper `a44`" in capsys.readouterr().err


def test_a_paper_that_nobody_knows_is_refused_with_those_there_are(tmp_path, capsys):
    assert make_world(tmp_path).build("note", "--paper", "a44") == 4
    assert "unknown paper `a44`" in capsys.readouterr().err
