"""A short form that a document prints is written out in it once, and no two things have one name."""

import re

import pytest

from reportgen.document.walk import texts
from tests.test_notes_hold import PACKAGE, documents

SHORT = re.compile(r"\b[A-Z]{2,}\b|\bpp\b")
NAMES = {"AMBER", "HOPE", "THE", "LOST", "CST"}
"""Words in capitals that are short for nothing: AMBER Alert, Team HOPE, 1-800-THE-LOST; the head of a table, quoted."""


def unexplained(document):
    """The short forms that a document writes out nowhere, as in `pp percentage points`."""
    text = "\n".join(texts(document.blocks))
    places = {place.place for place in PACKAGE.places.values()}
    shown = set(SHORT.findall(text)) - places - NAMES
    return {short for short in shown if not re.search(rf"\({short}\)|\b{short}:? percentage points", text)}


@pytest.mark.conformance
def test_every_short_form_is_written_out_once():
    found = {(name, short) for name, _, document in documents() for short in unexplained(document)}
    assert found == set()


def test_no_two_indicators_have_one_name():
    for names in (
        [each.title for each in PACKAGE.indicators.values()],
        [each.short_title for each in PACKAGE.indicators.values()],
    ):
        assert sorted(name for name in set(names) if names.count(name) > 1) == []
