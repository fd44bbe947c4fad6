"""What judges say of our Word files: a checker of our own always, the validator and LibreOffice where they are."""

import re
import shutil
from dataclasses import replace
from itertools import combinations_with_replacement
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from reportgen.batch import Job, Request, plan, run_job
from reportgen.builders.docx import build_docx
from reportgen.builders.pdf import lay_out
from reportgen.document import Document, Figure, Heading, Table, plain_text
from reportgen.resources import data_folder, templates_folder
from reportgen.template.themes import read_theme
from reportgen.years import PeriodRange
from tests.documents import paragraph, small_document, stress_document, wide_table
from tests.docx.templates import HOUSES, plain_template
from tests.goldens import DATE
from tests.judges import office, ooxml
from tests.judges.docx_checker import faults
from tests.judges.fetched import NotInstalled
from tests.pdf.strategies import documents

THEME = read_theme("default", Path("templates"))
FOOTNOTES = replace(THEME, word_footnotes=True)

JUDGED_HOUSES = ("without lists", "with nothing", "cover", "odd tab stops", "our styles on A4", "strict", "dotm")


def built(document: Document, **options) -> bytes:
    return build_docx(document, THEME, page_numbers=lay_out(document, THEME).pages, **options)


OF_ITS_WORDS = frozenset(("repeated-blanks", "heading-empty", "blank-paragraph", "link-text"))
"""What is wrong with made documents whose words are blanks, and cannot be wrong with any other."""


def complaints(raw: bytes) -> list[str]:
    return [str(fault) for fault in faults(raw) if fault.rule not in OF_ITS_WORDS]


@pytest.mark.parametrize("native_charts", [True, False], ids=["native", "pictures"])
def test_every_block_satisfies_the_checker(native_charts):
    assert faults(built(stress_document(draft="Draft: two sums fail.", rows=40), native_charts=native_charts)) == []


def test_with_another_template_too():
    found = {fault.rule for fault in faults(built(stress_document(rows=40), template=plain_template()))}
    assert found <= {"foot", "contrast"}  # the template's own


@pytest.mark.conformance
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_any_document_satisfies_the_checker(document):
    assert complaints(built(document)) == []


# -- outside judges -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> tuple[Path, ...]:
    """The test documents, made ones, the briefings of all ranges, and a few fact sheets."""
    folder = tmp_path_factory.mktemp("conformance")
    stress = stress_document(draft="Draft: two sums fail.", rows=40)
    made = {
        "stress": built(stress_document()),
        "stress-pictures": built(stress, native_charts=False),
        "stress-plain": built(stress, template=plain_template()),
        "stress-footnotes": build_docx(stress, FOOTNOTES, page_numbers=lay_out(stress, FOOTNOTES).pages),
        "stress-footnotes-plain": build_docx(stress, FOOTNOTES, template=plain_template()),
        "wide": build_docx(small_document(wide_table(), paragraph("After it.")), THEME),
        "wide-plain": build_docx(small_document(wide_table()), THEME, template=plain_template()),
        **{f"house-{name.replace(' ', '-')}": built(stress, template=HOUSES[name]()) for name in JUDGED_HOUSES},
        "small": built(small_document()),
        "small-without-pages": build_docx(small_document(), THEME),
    }
    for name, raw in made.items():
        (folder / f"{name}.docx").write_bytes(raw)
    _write_made(folder)
    _write_reports(folder)
    return tuple(sorted(folder.glob("*.docx")))


def _write_made(folder: Path) -> None:
    count = 0

    @settings(max_examples=25, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(documents())
    def write(document):
        nonlocal count
        count += 1
        (folder / f"made-{count}.docx").write_bytes(built(document))

    write()


def _write_reports(folder: Path) -> None:
    request = Request(
        ("briefing", "factsheet"),
        places=("TX", "GU"),
        formats=("docx",),
        out=folder,
        data=data_folder(),
        templates=templates_folder(),
        date=DATE,
        allow_failing_checks=True,
    )
    planned = plan(request)
    years = planned.context.package.years
    jobs = [Job("briefing", "", PeriodRange(*span), ("docx",)) for span in combinations_with_replacement(years, 2)]
    jobs += [job for job in planned.jobs if job.report == "factsheet"]
    for job in jobs:
        assert run_job(job, planned.context).errors == (), job


@pytest.mark.conformance
@pytest.mark.parametrize("version", ooxml.OFFICES)
def test_the_open_xml_sdk_finds_nothing_that_is_not_valid(files, version):
    try:
        assert ooxml.complaints(files, version) == {}
    except NotInstalled as reason:
        pytest.skip(str(reason))


@pytest.mark.conformance
def test_the_checker_agrees_on_all_of_them(files):
    known = {"stress-plain.docx", "stress-footnotes-plain.docx", "wide-plain.docx", "small-without-pages.docx"}
    judged = (file for file in files if file.name not in known and not file.name.startswith("house-"))
    found = {file.name: complaints(file.read_bytes()) for file in judged}
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.conformance
def test_libreoffice_shows_every_exhibit_on_the_page_of_the_contents(tmp_path):
    if "Source Sans Pro" not in _font_families():
        pytest.skip("Source Sans Pro is not installed for LibreOffice")
    document = stress_document(rows=60)
    result = lay_out(document, THEME)
    file = tmp_path / "stress.docx"
    file.write_bytes(built(document, native_charts=False))
    try:
        shown = office.pages(office.convert([file], tmp_path)["stress"])
    except NotInstalled as reason:
        pytest.skip(str(reason))
    for block in document.blocks:
        if isinstance(block, Heading | Figure | Table):
            words = re.sub(r"\s+", " ", _words(block))
            assert words in shown[result.pages[block.anchor] - 1], f"{words} is not on its page"
    assert "�" not in "".join(shown)


def _words(block: Heading | Figure | Table) -> str:
    if isinstance(block, Heading):
        return plain_text(block.children)
    return f"{block.caption.label} {block.caption.number} {plain_text(block.caption.headline)}"


def _font_families() -> str:
    import subprocess

    if not shutil.which("fc-list"):
        return ""
    return subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False).stdout
