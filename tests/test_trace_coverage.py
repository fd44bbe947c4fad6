"""Each sequence of digits in a document is a number whose origin is known, or of a short list of other kinds."""

import re
from collections import Counter
from datetime import date

import pytest

from reportgen import wording
from reportgen.batch import Job, Request, plan
from reportgen.batch.make import compose_job
from reportgen.document.walk import texts
from reportgen.quantity import spans_of
from reportgen.years import PeriodRange
from tests.worlds import ROOT

DATE = date(2025, 6, 30)
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
AROUND = 6
"""Characters on either side by which words of a template are recognized."""
KINDS = {
    "period": re.compile(r"(?<![\d.,])(?:19|20)\d\d(?:–\d\d)?(?!\d|[.,]\d)"),
    "label of an exhibit, a note or a page": re.compile(r"(?:Figure|Table|[Nn]ote|[Pp]age) A?\d+|^A\d+$"),
    "limit that the data state": re.compile(r"(?:base|fewer than|base under|total under|not shaded:) \d+"),
    "count that a template makes": re.compile(r"^\d+ of \d+$"),
    "telephone": re.compile(r"1-800-[A-Z-]+"),
    "date": re.compile(re.escape(wording.long_date(DATE))),
}
"""What is no figure, by how it is written."""
RANGES = tuple(PeriodRange(first, last) for first in range(2020, 2025) for last in range(first, 2025))


@pytest.fixture(scope="module")
def context():
    request = Request(
        ("briefing", "appendix", "factsheet"),
        all_places=True,
        data=ROOT / "data",
        templates=ROOT / "templates",
        date=DATE,
        formats=("txt",),
    )
    return plan(request).context


@pytest.fixture(scope="module")
def known(context):
    """The words of the data in which digits stand, and what the templates say."""
    package = context.package
    codes = [code for codes in package.codelists.values() for code in codes.values()]
    words = {text for code in codes for text in (code.label, code.short_label, code.in_sentence)}
    words |= {note.text for note in package.notes.values()} | {each.short for each in package.breaks}
    words |= {text for each in package.indicators.values() for text in (each.title, each.short_title, each.definition)}
    words |= {text for each in package.sources.values() for text in (each.title, each.reference, each.note)}
    words |= {text for each in package.organisation.contacts for text in (each.title, each.text)}
    templates = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "templates").rglob("*.md"))]
    return {word for word in words if DIGITS.search(word)}, " ".join(" ".join(templates).split())


def kind_of(text, start, end, known):
    """What a sequence of digits is; empty for a number that nobody knows."""
    words, templates = known
    if any(first <= start and end <= last for first, last, _ in spans_of(text)):
        return "traced"
    for kind, pattern in KINDS.items():
        if any(found.start() <= start and end <= found.end() for found in pattern.finditer(text)):
            return kind
    if any(_covers(word, text, start, end) for word in words):
        return "words of the data"
    if text[max(0, start - AROUND) : end + AROUND] in templates:
        return "words of the template"
    return ""


def _covers(word, text, start, end):
    """Whether a word stands in a text where the digits are."""
    at = text.find(word, max(0, start - len(word)))
    return at >= 0 and at <= start and end <= at + len(word)


def coverage(document, known):
    """How many sequences of digits of each kind there are, and the texts around those of none."""
    counts, unknown = Counter(), []
    for part in (document.blocks, document.notes):
        for text in texts(part):
            if text.startswith(("tel:", "http", "mailto:")) or re.fullmatch(r"[a-z][a-z0-9_-]+", text):
                continue  # addresses and anchors
            for found in DIGITS.finditer(text):
                kind = kind_of(text, found.start(), found.end(), known)
                counts[kind] += 1
                if not kind:
                    unknown.append(text[max(0, found.start() - 30) : found.end() + 30])
    return counts, unknown


@pytest.mark.conformance
def test_every_number_of_the_shipped_reports_is_known(context, known, capsys):
    jobs = [Job("briefing", "", span, ("txt",)) for span in RANGES]
    jobs += [
        Job("appendix", "", PeriodRange(2020, 2024), ("txt",)),
        Job("appendix", "", PeriodRange(2024, 2024), ("txt",)),
    ]
    jobs += [
        Job("factsheet", place, PeriodRange(2020, 2024), ("txt",)) for place in context.package.places_with("cases")
    ]
    total, unknown = Counter(), []
    for job in jobs:
        counts, lacking = coverage(compose_job(job, context).document, known)
        total += counts
        unknown += [f"{job.name}: {text}" for text in lacking]
    with capsys.disabled():
        print(f"\n{len(jobs)} documents: {dict(total)}")
    assert unknown == []


def test_every_number_of_a_fact_sheet_is_known(context, known):
    document = compose_job(Job("factsheet", "TX", PeriodRange(2020, 2024), ("txt",)), context).document
    counts, unknown = coverage(document, known)
    assert unknown == []
    assert counts["traced"] > 150
