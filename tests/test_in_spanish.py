"""A Spanish build prints no English of the program; a catalogue of marked messages proves that nothing bypasses it."""

import csv
import re
import zipfile
from io import BytesIO

import openpyxl
import pikepdf
import pytest

from reportgen import wording
from reportgen.builders import BUILDERS
from reportgen.cli import run
from reportgen.language import speaking
from reportgen.language.messages import messages
from tests.languages import MARKED, marked_catalogue
from tests.worlds import ROOT, make_world

PLACES = ("TX", "GU", "INTL", "SD")
WORDS = re.compile(
    r"\b(the|of|and|with|from|figures?|tables?|source|reports?|shares?|changes?|calculated|number|years?|series|break"
    r"|not|shown|picture|page|places?|cases?|children|missing|total|value|name|note|million|continued)\b",
    re.IGNORECASE,
)
PROPER = ("National Center for Missing & Exploited Children", "National Center for Missing &amp; Exploited Children")
"""The name of the publisher, which has none in Spanish."""
NAMES = re.compile(r"\b(total|no|series|original)\b|1-800-THE-LOST|missing-and-exploited-children\S*", re.IGNORECASE)
"""What is the same in both languages, and what is the name of something."""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    out = tmp_path_factory.mktemp("es")
    chosen = [part for place in PLACES for part in ("--place", place)]
    formats = [part for name in BUILDERS for part in ("--format", name)]
    asked = ["build", "factsheet", *chosen, "--language", "es", *formats, "--index", "--with-data", "--out", str(out)]
    assert run([*asked, "--date", "2025-06-30"]) == 0
    return out


def english(text):
    """English words of a text, without names."""
    text = re.sub(r"<[^>]+>", " ", text)
    for name in PROPER:
        text = re.sub(r"\s+".join(map(re.escape, name.split())), "", text)
    return sorted({found[0] for found in WORDS.finditer(NAMES.sub("", text))})


def test_english_would_be_found():
    assert english("Fuente: the figures, 2 cases <b>missing</b>") == ["cases", "figures", "missing", "the"]


def test_no_english_stands_in_the_text(built):
    found = {path.name: english(path.read_text(encoding="utf-8")) for path in built.glob("*.txt")}
    assert {name: words for name, words in found.items() if words} == {}


def test_no_english_stands_in_the_pdf(built):
    for path in built.glob("*.pdf"):
        title, text = BUILDERS["pdf"].read(path.read_bytes())
        assert (path.name, english(f"{title} {text}")) == (path.name, [])


def test_a_fact_sheet_has_two_pages(built):
    for path in built.glob("*.pdf"):
        with pikepdf.open(path) as pdf:
            assert (path.name, len(pdf.pages)) == (path.name, 2)


def test_no_english_is_said_in_word(built):
    """Alternative texts, properties and the workbooks of charts included; styles have Word's own names."""
    for path in built.glob("*.docx"):
        for name, text in texts_of(path):
            assert (path.name, name, english(text)) == (path.name, name, [])


def texts_of(path):
    with zipfile.ZipFile(path) as word:
        for name in word.namelist():
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(BytesIO(word.read(name))) as sheet:
                    yield from (
                        (f"{name}/{each}", shown(sheet.read(each))) for each in sheet.namelist() if "sheet" in each
                    )
            elif re.match(r"word/(document|footnotes|footer|header|charts/)\S*\.xml|docProps/(core|custom)\.xml", name):
                yield name, shown(word.read(name))


def shown(content):
    """What a part of an Office file shows or says: its runs, its alternative texts."""
    text = content.decode("utf-8", errors="ignore")
    said = re.findall(r'\b(?:descr|title|w:tblCaption w:val|w:tblDescription w:val)="([^"]*)"', text)
    return " ".join([*said, *re.findall(r"<(?:w:t|a:t|t|c:v|dc:\w+|vt:lpwstr)(?: [^>]*)?>([^<]*)<", text)])


def texts_of_the_data():
    """Every cell of the package, and every text of its descriptor: what stands there is no word of the program."""
    folder = ROOT / "data"
    for path in folder.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            yield from (cell for row in csv.reader(file) for cell in row)
    yield from re.findall(r'"((?:[^"\\]|\\.)*)"', (folder / "datapackage.json").read_text(encoding="utf-8"))
    yield from (path.stem.replace("-", " ").capitalize() for path in folder.glob("*.csv"))


LINE_OF_THE_DATA = re.compile(r"data/\S+:\d+(, \w+) value")
"""A file, a line and a column, which have the names that the data give them."""


def test_no_english_stands_in_the_workbooks(built):
    known = set(texts_of_the_data())
    for path in built.glob("*.xlsx"):
        for sheet in openpyxl.load_workbook(path):
            cells = {LINE_OF_THE_DATA.sub(r"\1", str(cell)) for row in sheet.values for cell in row if cell}
            assert (path.name, sheet.title, english(" ".join(cells - known))) == (path.name, sheet.title, [])


def test_no_english_stands_in_the_index(built):
    page = (built / "index.html").read_text(encoding="utf-8")
    body = re.sub(r"(?s)<(script|style)\b.*?</\1>", "", page)
    said = re.findall(r'(?:aria-label|placeholder|data-(?:dark|light|some|for))="([^"]*)"', body)
    assert english(" ".join([body, *said])) == []


def test_files_say_that_they_are_in_spanish(built):
    assert '<html lang="es">' in (built / "index.html").read_text(encoding="utf-8")
    with zipfile.ZipFile(next(built.glob("*.docx"))) as word:
        assert b'w:val="es"' in word.read("word/styles.xml")


@pytest.mark.conformance
def test_every_message_is_found_in_its_catalogue(tmp_path):
    with marked_catalogue(tmp_path) as tag, speaking(tag) as language:
        for message in messages():
            if message.text.startswith("A pattern"):
                continue
            found = language.catalogue.find(message.text, context=message.context)
            assert found == f"⟦{message.text}⟧"


@pytest.mark.conformance
def test_numbers_of_a_marked_language_are_its_own(tmp_path):
    with marked_catalogue(tmp_path) as tag, speaking(tag):
        assert wording.number(29568) == "29\u202f568"
        assert wording.number_word(2) == "⟦two⟧"


@pytest.mark.conformance
def test_nothing_on_a_page_bypasses_the_catalogue(tmp_path):
    """A template without words of its own: what is left beside the marks are words of the data."""
    (tmp_path / "po").mkdir()
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "all.md").write_text(TEMPLATE.replace("TAG", MARKED), encoding="utf-8")
    (folder / "themes").symlink_to(ROOT / "templates" / "themes")
    with marked_catalogue(tmp_path / "po"):
        asked = ["build", "all", "--format", "txt", "--templates", str(folder), "--out", str(tmp_path / "out")]
        assert run([*asked, "--chart-data", "--date", "2025-06-30"]) == 0
    text = (tmp_path / "out" / "all-2020-2024.txt").read_text(encoding="utf-8")
    outside, before = " ".join(text.split()), ""
    while outside != before:  # a message may hold others
        outside, before = re.sub(r"⟦[^⟦⟧]*⟧", "", outside), outside
    assert sorted(set(WORDS_OF_THE_PROGRAM.findall(outside))) == []


WORDS_OF_THE_PROGRAM = re.compile(
    r"\b(?:Source|Figure|Table|reports for|calculated|figure given|shown only|not applicable|Change|Share|Trend|chart"
    r"|series break|as published|Counts of|no row)\b"
)
TEMPLATE = """---
title: ·
kicker: ·
description: ·
language: TAG
---

:::{chart} one
kind: columns
figure: cases
parts: status
first: resolved
headline: ·
:::

:::{chart} two
kind: line
headline: ·
lines:
  - {figure: cybertipline_reports, name: ·, role: first}
:::

:::{table} three
kind: members
figure: cases
by: case_type
share: last
total: ·
head: ·
changes: [first]
headline: ·
:::

:::{chart} four
kind: map
figure: cases
headline: ·
legend: ·
:::

:::{legend}
:::

:::{compiled}
text: "{{ compiled_by }}. {{ disclaimer }}"
:::
"""


def test_a_reference_to_a_page_names_what_stands_there_where_there_are_no_pages(tmp_path):
    world = make_world(tmp_path)
    text = (
        "# Cifras\n\nVéase en la página {page:one}.\n\n:::{table} one\nkind: indicators\nhead: Cifra\nheadline: Una\n"
    )
    world.write_report("note.es", f"{text}groups:\n  - rows:\n      - {{figure: cases, label: Casos}}\n:::\n")
    assert world.build("note", "--language", "es", "--format", "txt") == 0
    assert "Véase en la Tabla 1." in (world.out / "note-es-2020-2022.txt").read_text(encoding="utf-8")
