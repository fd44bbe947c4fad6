"""The briefing of every range of years there is, and the fact sheet of every place."""

import re

import pytest

from reportgen.batch import Job, Request, all_places, plan, run_job
from reportgen.resources import data_folder, templates_folder
from reportgen.years import PeriodRange
from tests.goldens import DATE
from tests.shipped import PACKAGE, RANGES, raw_text_of

SLIPS = re.compile(
    r"\bNone\b(?! of)|\b(nan|inf|undefined|True|False)\b|\{\{|\}\}|\{%|\[note None\]|  +[.,;]| [.,;] |\(\)|\.\.(?!\.)"
)
"""What a template, a missing figure or an empty list leaves behind in the text."""


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    request = Request(
        ("briefing", "appendix", "factsheet"),
        places=("TX",),
        out=tmp_path_factory.mktemp("ranges"),
        data=data_folder(),
        templates=templates_folder(),
        date=DATE,
    )
    return plan(request)


def ranges(years):
    return [PeriodRange(first, last) for first in years for last in years if first <= last]


def slips(text):
    lines = text.splitlines()
    return [f"{number}: {line}" for number, line in enumerate(lines, start=1) if SLIPS.search(line)]


def test_every_range_reads_without_a_slip():
    for years in RANGES:
        for report in ("briefing", "appendix"):
            assert slips(raw_text_of(report, years=years)) == [], (report, years)


def test_every_place_reads_without_a_slip():
    for place in all_places(PACKAGE):
        assert slips(raw_text_of("factsheet", place=place)) == [], place


@pytest.mark.conformance
def test_every_range_builds_in_every_format(planned):
    for years in ranges(planned.context.package.years):
        for report in ("briefing", "appendix"):
            outcome = run_job(Job(report, "", years, ("pdf", "docx")), planned.context)
            assert (outcome.errors, len(outcome.files)) == ((), 2), (report, years)


@pytest.mark.conformance
def test_every_place_builds_in_every_format(planned):
    package = planned.context.package
    years = PeriodRange(package.years[0], package.years[-1])
    for place in all_places(package):
        outcome = run_job(Job("factsheet", place, years, ("pdf", "docx")), planned.context)
        assert (outcome.errors, len(outcome.files)) == ((), 2), place


@pytest.mark.conformance
def test_every_place_reads_without_a_slip_in_every_range(planned):
    package = planned.context.package
    for place in all_places(package):
        for years in ranges(package.years):
            outcome = run_job(Job("factsheet", place, years, ("txt",)), planned.context)
            assert (outcome.errors, slips(outcome.files[0].read_text(encoding="utf-8"))) == ((), []), (place, years)
