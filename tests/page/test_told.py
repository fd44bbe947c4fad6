"""What the program says in English alone is told in the language of the page, as far as it is known there."""

import ast
import re
from pathlib import Path

import pytest

import reportgen
from reportgen.language import speaking
from reportgen.serve.told import NAME, PATTERNS, language_of, told

PROGRAM = Path(reportgen.__file__).parent


def words_of_the_program():
    for path in PROGRAM.rglob("*.py"):
        if path.name != "told.py":
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            yield from (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


def test_nearly_everything_that_is_known_is_said_somewhere():
    """One that is said otherwise by now does no harm, and stands on the page in English; many would."""
    said = "\n".join(words_of_the_program())
    lost = [pattern for pattern in PATTERNS if not all(piece in said for piece in pieces_of(pattern))]
    assert len(lost) <= len(PATTERNS) / 20, lost


def pieces_of(pattern):
    parts = (part for whole in NAME.split(pattern)[::3] for part in re.split(r"[;:,`]", whole))
    return [part.strip(" `") for part in parts]


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("unknown indicator `place`", "se desconoce el indicador `place`"),
        ("did you mean `a`, `b` or `c`?", "¿quiso decir `a`, `b` or `c`?"),
        (
            "field `value`: expected a number, found nothing; the same in 1,499 other lines: 3, 4, … 1,501",
            "campo `value`: se esperaba un número, se encontró nada; lo mismo en 1,499 líneas más: 3, 4, … 1,501",
        ),
        ("front matter: unknown setting `kickr`", "cabecera: se desconoce el ajuste `kickr`"),
        ("expected `{x}`, found `text`", "se esperaba `{x}`, se encontró `text`"),
        ("whatever else it may be", "whatever else it may be"),
        ("", ""),
    ],
)
def test_it_is_told_in_the_language_of_the_page(english, spanish):
    with speaking("es"):
        assert told(english) == spanish
    assert told(english) == english


def test_what_nobody_has_translated_says_its_language():
    with speaking("de"):
        assert language_of("whatever else it may be") == "en"
        assert language_of("unknown indicator `x`") == ""
    assert language_of("whatever else it may be") == ""


@pytest.mark.conformance
def test_a_mistake_is_told_in_the_language_of_the_page(page):
    spanish = {"accept-language": "es"}
    answer = page.post("/import", headers={**spanish, "origin": "http://127.0.0.1:8642"})
    assert "No se eligió ningún archivo" in answer.text
    found = page.get("/examples/write/briefing/preview?place=XX", headers=spanish)
    assert found.json()["errors"] == []
