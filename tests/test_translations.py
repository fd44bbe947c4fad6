"""A report in another language: its template, the words of the package, and what is refused."""

import pytest

from tests.packages import make_package, observation
from tests.worlds import make_world

HEAD = "file,key,column,text\n"
BODY = """# Cifras

Fuente: {{ figure('cases').indicator.title }}. {{ figure('cases') }}

:::{compiled}
text: "{{ compiled_by }}. {{ disclaimer }}"
:::
"""


@pytest.fixture
def world(tmp_path):
    made = make_world(tmp_path)
    made.write_report("note.es", BODY)
    return made


def translate(world, *rows, language="es"):
    text = HEAD + "".join(",".join(row) + "\n" for row in rows)
    (world.data / f"translations-{language}.csv").write_text(text, encoding="utf-8")


def printed(world):
    return (world.out / "note-es-2020-2022.txt").read_text(encoding="utf-8")


def test_a_report_is_built_from_the_template_of_its_language(world):
    assert world.build("note", "--language", "es", "--format", "txt") == 0
    assert "CIFRAS" in printed(world).upper()
    assert "Elaborado con reportgen" in printed(world)


def test_words_of_the_data_are_those_of_its_translations(world):
    translate(world, ("indicators.csv", "cases", "title", "Casos"))
    assert world.build("note", "--language", "es", "--format", "txt") == 0
    assert "Fuente: Casos." in printed(world)


def test_a_language_without_a_catalogue_is_refused_with_those_there_are(world, capsys):
    assert world.build("note", "--language", "xx") == 2
    assert "no words in the language `xx`: there are `" in capsys.readouterr().err


def test_a_template_in_a_language_without_a_catalogue_is_refused(world, capsys):
    world.write_report("own", more="language: xx\n")
    assert world.build("own") == 4
    assert "own.md:5: front matter: `language`: no words in the language `xx`" in capsys.readouterr().err


def test_a_report_without_a_template_in_the_language_is_refused(world, capsys):
    assert world.build("sheet", "--all-places", "--language", "es") == 2
    said = capsys.readouterr().err
    assert "there is no template of the report `sheet` in the language `es`" in said
    assert "write `sheet.es.md` beside the template that there is; in that language there is `note`" in said


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (("indicator.csv", "cases", "title", "x"), "translations-es.csv:2: unknown file `indicator.csv`"),
        (("indicators.csv", "case", "title", "x"), "translations-es.csv:2: unknown key `case`"),
        (("indicators.csv", "cases", "titel", "x"), "translations-es.csv:2: unknown column `titel`"),
    ],
)
def test_a_translation_of_what_is_not_there_is_refused(world, capsys, row, message):
    translate(world, row)
    assert world.build("note", "--language", "es") == 3
    assert message in capsys.readouterr().err


def test_columns_of_another_kind_are_refused(world, capsys):
    (world.data / "translations-es.csv").write_text("a,b\n", encoding="utf-8")
    assert world.build("note", "--language", "es") == 3
    assert "expected the columns file, key, column, text, found a, b" in capsys.readouterr().err


def test_what_is_printed_and_not_translated_is_told(world, capsys):
    translate(world)
    assert world.build("note", "--language", "es", "--format", "txt") == 0
    assert "not translated: indicators.csv, `cases`, `title`" in capsys.readouterr().err


def test_numbers_are_those_of_the_country(world):
    world.write_report("note.es", "{{ figure('cases').text }}")
    make_package(world.data, [observation(29568, year=2020, place="US")])
    assert world.build("note", "--language", "es-US", "--format", "txt") == 0
    assert "29,568" in (world.out / "note-es-2020.txt").read_text(encoding="utf-8")
    assert world.build("note", "--language", "es", "--format", "txt") == 0
    assert "29.568" in (world.out / "note-es-2020.txt").read_text(encoding="utf-8")
