"""A German package with German reports: the same macros in the language of the report, spelt as in its country."""

import re
import shutil

import pytest

from reportgen.language import say, speaking
from reportgen.resources import templates_folder
from tests.test_in_spanish import english, texts_of
from tests.test_printed_figures import text_of, world_of

MACRO = re.compile(r"\{% macro (\w+)\(([^)]*)\)")
OF_LANGUAGE = {"in_period", "grew", "nature"}
"""What only other languages need."""
ENGLISH_ONLY = {"in_ten"}
"""Words of tenths, which the other languages give as a percentage."""


@pytest.fixture
def basel(tmp_path):
    return world_of(tmp_path, "basel")


def one_line(text):
    return re.sub(r"\s+", " ", text)


def test_a_german_report_speaks_german_through_the_macros_that_it_imports(basel):
    text = one_line(text_of(basel, "bericht", "--years", "2017-2022"))
    assert "Im Jahr 2022 lag die Sozialhilfequote im Kanton bei 5.3%, gegenüber 5.9% im Jahr 2021: 0.6 " in text
    assert "Zugleich lag der Ausländeranteil bei 37.9%, gegenüber 36.9% im Jahr 2021: 1.0 Prozentpunkt mehr." in text
    assert "Fr. 10’656, gegenüber Fr. 10’442 im Jahr 2019: ein Anstieg um 2.0% (nominal)." in text
    assert "Im Zeitraum 2017–2021 waren 72.8% der Erwerbsfähigen erwerbstätig." in text
    assert "Wohnfläche pro Kopf, m² 41.1 41.1 41.4 41.4 41.6 41.5 −0.1 m² +0.4 m²" in text


def test_years_that_overlap_are_not_compared_and_others_are(basel):
    text = one_line(text_of(basel, "bericht", "--years", "2012-2022"))
    assert "2012–2016 2014–2018 2016–2020 2017–2021" in text
    assert "Erwerbstätigenquote, Prozent 73.1 73.5 72.8 72.8 −0.3 PP" in text.replace(" [z]", "")


def test_a_german_report_has_no_english_of_the_program(basel):
    """`Name` heads a column in both languages."""
    assert basel.build("bericht", "--format", "txt", "--format", "docx", "--chart-data") == 0
    text = next(basel.out.glob("*.txt")).read_text(encoding="utf-8")
    text += " ".join(shown for _, shown in texts_of(next(basel.out.glob("*.docx"))))
    assert [word for word in english(text) if word.casefold() != "name"] == []


def test_switzerland_writes_no_sharp_s():
    with speaking("de-DE"):
        assert say("largest figure") == "größter Wert"
    with speaking("de-CH"):
        assert say("largest figure") == "grösster Wert"


@pytest.mark.parametrize("language", ["de", "es"])
def test_every_macro_of_sentences_is_there_in_another_language_with_the_same_parameters(language):
    folder = templates_folder() / "macros"
    ours = dict(MACRO.findall((folder / "sentences.md").read_text(encoding="utf-8")))
    theirs = dict(MACRO.findall((folder / f"sentences.{language}.md").read_text(encoding="utf-8")))
    assert theirs.keys() - ours.keys() == OF_LANGUAGE
    assert ours.keys() - theirs.keys() == ENGLISH_ONLY
    names = {name: [each.partition("=")[0].strip() for each in given.split(",")] for name, given in ours.items()}
    assert {
        name: [each.partition("=")[0].strip() for each in given.split(",")]
        for name, given in theirs.items()
        if name in names
    } == {name: given for name, given in names.items() if name in theirs}


def test_a_file_of_ones_own_is_used_before_those_of_the_program_in_any_language(basel):
    (basel.templates / "macros").mkdir()
    (basel.templates / "macros" / "sentences.md").write_text(
        "{% macro say(name, clause, after='') %}Eigenes.{% endmacro %}{% macro tile(name) %}{% endmacro %}"
        "{% macro course(name, what) %}{{ what }}{% endmacro %}",
        encoding="utf-8",
    )
    assert "Eigenes." in text_of(basel, "bericht")


@pytest.mark.conformance
def test_the_german_reports_are_made_in_pdf_and_word(basel):
    assert basel.build("bericht", "--format", "pdf", "--format", "docx", "--paper", "a4") == 0
    assert basel.build("blatt", "--all-places", "--format", "pdf", "--format", "docx", "--paper", "a4") == 0
    assert len(list(basel.out.glob("blatt-*.pdf"))) == 21
    shutil.rmtree(basel.out)
