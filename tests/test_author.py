"""Who a document says made it: its compiler, and never the publisher of its figures."""

import html
import json
import re
import zipfile
from io import BytesIO

import pikepdf
import pytest

from reportgen.builders import BUILDERS
from reportgen.builders.pdf import lay_out
from reportgen.dataset import read_package
from reportgen.document import Heading
from reportgen.errors import ReportErrors
from reportgen.language import speaking
from reportgen.template import read_theme
from tests.packages import make_package, observation
from tests.shipped import PACKAGE, REPORTS, document, text_of
from tests.worlds import ROOT

ENGLISH = [name for name, report in REPORTS.items() if report.language == "en-US"]
PUBLISHER = PACKAGE.organisation.name


def package_of(folder, compiled_by, **organisation):
    descriptor = make_package(folder, [observation(1)]) / "datapackage.json"
    content = json.loads(descriptor.read_text(encoding="utf-8"))
    content["reportgen"]["compiled_by"] = compiled_by
    content["reportgen"]["organisation"] |= organisation
    descriptor.write_text(json.dumps(content), encoding="utf-8")
    return read_package(folder)


def test_the_compiler_named_in_the_data_is_the_author(tmp_path):
    package = package_of(tmp_path, "Office of Child Data")
    assert package.author == "Office of Child Data"
    words = "The publisher of the figures, Office of Tiny Figures (OTF), did not write, check or endorse this document."
    assert package.disclaimer == words


def test_without_a_compiler_the_author_is_who_compiled_and_whose_figures_these_are(tmp_path):
    package = read_package(make_package(tmp_path, [observation(1)]))
    assert package.author == "Compiled with reportgen; publisher of the figures: Office of Tiny Figures"


def test_a_name_that_says_how_a_sentence_has_it_stands_in_one(tmp_path):
    package = package_of(tmp_path, "Office of Child Data", in_sentence="the Office of Tiny Figures")
    assert package.disclaimer == "The Office of Tiny Figures (OTF) did not write, check or endorse this document."
    nobody = package_of(tmp_path, "", in_sentence="the Office of Tiny Figures")
    assert nobody.author == "Compiled with reportgen from figures published by the Office of Tiny Figures"


def test_a_name_stands_in_sentences_of_another_language_only_as_it_is_translated(tmp_path):
    package = package_of(tmp_path, "Office of Child Data", in_sentence="the Office")
    (tmp_path / "translations-de.csv").write_text("file,key,column,text\n", encoding="utf-8")
    with speaking("de"):
        untranslated = read_package(tmp_path).in_language("de").disclaimer
    assert untranslated.startswith("Die Stelle, die die Zahlen veröffentlicht, Office of Tiny Figures (OTF), hat ")
    assert package.organisation.in_sentence == "the Office"


@pytest.mark.parametrize("name", ["Office of Tiny Figures", "OTF"])
def test_a_publisher_that_compiles_its_own_figures_disclaims_nothing(tmp_path, name):
    assert package_of(tmp_path, name).disclaimer == ""


def test_a_compiler_that_is_no_text_is_an_error(tmp_path):
    with pytest.raises(ReportErrors, match=r"`reportgen\.compiled_by`: expected text, found `\[1\]`"):
        package_of(tmp_path, [1])


@pytest.mark.parametrize("report", ENGLISH)
@pytest.mark.parametrize("years", [(2020, 2024), (2021, 2021)])
def test_every_document_says_once_that_its_publisher_did_not_make_it(report, years):
    for place in ("TX", "GU", "INTL"):
        text = text_of(report, place=place, years=years)
        assert text.count(f"The {PUBLISHER} (NCMEC) did not write, check or endorse this document.") == 1


@pytest.mark.parametrize("report", ENGLISH)
def test_no_byline_and_no_property_names_the_publisher_as_the_author(report):
    composed = document(report, place="TX")
    assert composed.blocks[0].byline in ("", PACKAGE.author)
    assert "June 30, 2025" in composed.blocks[0].kicker
    assert composed.metadata.author == PACKAGE.author != PUBLISHER


def test_pdf_and_word_name_the_compiler_and_nobody_else():
    composed, theme = document("factsheet", place="GU"), read_theme("factsheet", ROOT / "templates")
    with pikepdf.open(BytesIO(BUILDERS["pdf"].build(composed, theme))) as pdf:
        assert str(pdf.docinfo["/Author"]) == PACKAGE.author
    with zipfile.ZipFile(BytesIO(BUILDERS["docx"].build(composed, theme))) as word:
        core = word.read("docProps/core.xml").decode()
    people = re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>([^<]*)<", core)
    assert [html.unescape(name) for name in people] == [PACKAGE.author] * 2


@pytest.mark.parametrize("first", PACKAGE.years)
def test_the_first_page_of_a_briefing_holds_all_that_belongs_to_it(first):
    theme = read_theme("board", ROOT / "templates")
    for last in PACKAGE.years[PACKAGE.years.index(first) :]:
        briefing = document("briefing", years=(first, last))
        heading = next(block for block in briefing.blocks if isinstance(block, Heading))
        assert lay_out(briefing, theme).pages[heading.anchor] == 2
