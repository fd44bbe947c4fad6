"""What outside judges say of our files: page-validation always, veraPDF where Java is."""

from itertools import combinations_with_replacement
from pathlib import Path

import page
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from reportgen.batch import Job, Request, plan, run_job
from reportgen.builders.pdf import build_pdf
from reportgen.resources import data_folder, templates_folder
from reportgen.template.themes import read_theme
from reportgen.years import PeriodRange
from tests.documents import small_document, stress_document
from tests.goldens import DATE
from tests.judges import verapdf
from tests.judges.fetched import NotInstalled
from tests.judges.pdf_checker import faults
from tests.pdf.strategies import documents
from tests.pdf.test_landscape import wide_table

THEME = read_theme("default", Path("templates"))
PROFILES = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)
FALSE_ALARMS = frozenset(("STREAM-LENGTH",))
"""page-validation reports a stream whose compressed data ends with CR as too long; veraPDF finds its length right."""


def complaints(pdf: bytes) -> list[str]:
    """What the checker of these tests and page-validation find."""
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in PROFILES]
    failures = [failure for report in reports for failure in report.failures]
    mine = [str(fault) for fault in faults(pdf)]
    return mine + [str(failure) for failure in failures if not any(alarm in str(failure) for alarm in FALSE_ALARMS)]


def test_every_block_satisfies_the_judges():
    assert complaints(build_pdf(stress_document(draft="Draft: two sums fail."), THEME)) == []


@pytest.mark.conformance
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_any_document_satisfies_the_judges(document):
    assert complaints(build_pdf(document, THEME)) == []


# -- veraPDF --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> tuple[Path, ...]:
    """The test documents, made ones, the briefings of all ranges, a few fact sheets, and an audit copy of one."""
    folder = tmp_path_factory.mktemp("conformance")
    for name, document in {
        "stress": stress_document(),
        "draft": stress_document(draft="Draft: two sums fail.", rows=40),
        "small": small_document(),
        "turned": small_document(wide_table(), wide_table("long", rows=60), draft="Draft: two sums fail."),
    }.items():
        (folder / f"{name}.pdf").write_bytes(build_pdf(document, THEME))
    _write_made(folder)
    _write_reports(folder)
    _write_audit_copy(folder / "audit")
    return tuple(sorted(folder.rglob("*.pdf")))


def _write_made(folder: Path) -> None:
    count = 0

    @settings(max_examples=25, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(documents())
    def write(document):
        nonlocal count
        count += 1
        (folder / f"made-{count}.pdf").write_bytes(build_pdf(document, THEME))

    write()


def _write_reports(folder: Path) -> None:
    request = Request(
        ("briefing", "factsheet"),
        places=("TX", "GU"),
        formats=("pdf",),
        out=folder,
        data=data_folder(),
        templates=templates_folder(),
        date=DATE,
        allow_failing_checks=True,
    )
    planned = plan(request)
    years = planned.context.package.years
    jobs = [Job("briefing", "", PeriodRange(*span), ("pdf",)) for span in combinations_with_replacement(years, 2)]
    jobs += [job for job in planned.jobs if job.report == "factsheet"]
    for job in jobs:
        assert run_job(job, planned.context).errors == (), job


def _write_audit_copy(folder: Path) -> None:
    request = Request(
        ("factsheet",),
        places=("GU",),
        formats=("pdf",),
        out=folder,
        data=data_folder(),
        templates=templates_folder(),
        date=DATE,
        profile="audit",
    )
    planned = plan(request)
    (outcome,) = [run_job(job, planned.context) for job in planned.jobs]
    assert outcome.errors == ()
    (outcome.files[0]).rename(folder / "audit-copy.pdf")


@pytest.mark.conformance
@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_verapdf_finds_no_failed_rule(files, flavour):
    try:
        found = verapdf.verdicts(files, flavour)
    except NotInstalled as reason:
        pytest.skip(str(reason))
    assert {name: said for name, said in found.items() if said != "PASS"} == {}


@pytest.mark.conformance
def test_the_other_judges_agree_with_verapdf(files):
    assert {file.name: found for file in files if (found := complaints(file.read_bytes()))} == {}
