"""Each sequence of digits in the finished files of the shipped reports is a number of the trace, or no figure."""

from collections import Counter
from datetime import date

import pytest

from reportgen.batch import Job, Request, plan
from reportgen.batch.make import build_all, compose_job
from reportgen.batch.proving import prove, typed_words
from reportgen.batch.tracing import Reopened
from reportgen.trace.digits import NUMBER, words_of
from reportgen.years import PeriodRange
from tests.worlds import ROOT

FORMATS = ("pdf", "docx", "html", "txt")
RANGES = tuple(PeriodRange(first, last) for first in range(2020, 2025) for last in range(first, 2025))
ALL = PeriodRange(2020, 2024)


@pytest.fixture(scope="module")
def context():
    request = Request(
        ("briefing", "appendix", "factsheet"),
        all_places=True,
        data=ROOT / "data",
        templates=ROOT / "templates",
        date=date(2025, 6, 30),
        formats=FORMATS,
    )
    return plan(request).context


@pytest.fixture(scope="module")
def words(context):
    return words_of(context.package, typed_words(context.request))


def proven(job, context, words):
    """What is found of each finished file of a job, which is built and read back."""
    document = compose_job(job, context).document
    for kind, build in build_all(job, context, document).items():
        if kind in job.formats:
            made = Reopened(f"{job.name}.{kind}", document, context.package, document.metadata.language)
            yield prove(made, build(), words)


@pytest.mark.conformance
@pytest.mark.parametrize("report", ["briefing", "appendix", "factsheet"])
def test_all_digits_of_the_shipped_reports_are_known(report, context, words, capsys):
    spans = {"briefing": RANGES, "appendix": (ALL, PeriodRange(2024, 2024)), "factsheet": (ALL,)}[report]
    places = context.package.places_with("cases") if report == "factsheet" else ("",)
    total, wrong, files = Counter(), [], 0
    for job in (Job(report, place, span, FORMATS) for span in spans for place in places):
        for each in proven(job, context, words):
            files += 1
            total += Counter(dict(each.digits))
            wrong += [f"{each.name}: {each.reason}"] if each.state != "whole" else []
    with capsys.disabled():
        share = 100 * (total.total() - total[""]) / total.total()
        print(f"\n{files} files of {report}: {total.total():,} sequences of digits, {share:g}% known: {dict(total)}")
    assert wrong == []


def test_all_digits_of_a_fact_sheet_are_known(context, words):
    (found,) = proven(Job("factsheet", "TX", ALL, ("pdf",)), context, words)
    assert found.reason == ""
    assert dict(found.digits)[NUMBER] > 150
