"""The reports that come along, read and composed once for all tests of a process; a document is a value."""

from datetime import date
from functools import cache

from reportgen.builders.pdf import lay_out
from reportgen.builders.text import build as build_text
from reportgen.compare import compare
from reportgen.compose import compose
from reportgen.dataset import read_package
from reportgen.template import read_reports, read_theme
from reportgen.years import PeriodRange
from tests.worlds import ROOT

PACKAGE = read_package(ROOT / "data")
COMPARISON = compare(PACKAGE)
REPORTS = read_reports(ROOT / "templates")
MADE = date(2025, 6, 30)
FIRST, LAST = 2020, 2024
RANGES = [(first, last) for first in range(FIRST, LAST + 1) for last in range(first, LAST + 1)]
"""Every range of years there is."""


def document(report, *, place=None, years=(FIRST, LAST)):
    """Return a report; a place is for those that are about one."""
    return _document(
        report, place if REPORTS[report].scope == "place" else None, tuple(int(str(year)) for year in years)
    )


@cache
def _document(report, place, years):
    return compose(PACKAGE, COMPARISON, REPORTS[report], years=PeriodRange(*years), place=place, made=MADE)


@cache
def theme_of(report):
    return read_theme(REPORTS[report].theme, ROOT / "templates")


def text_of(report, *, place=None, years=(FIRST, LAST)):
    """Return a report as plain text, all spaces alike."""
    return " ".join(raw_text_of(report, place=place, years=years).split())


@cache
def raw_text_of(report, *, place=None, years=(FIRST, LAST)):
    """Return a report as plain text, line by line."""
    return build_text(document(report, place=place, years=years), theme_of(report)).decode()


@cache
def pages_of(report, *, place=None, years=(FIRST, LAST)):
    """Return how many pages a report has."""
    return lay_out(document(report, place=place, years=years), theme_of(report)).total
