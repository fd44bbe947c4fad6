"""Plain cells are read as frictionless reads them, and the others are left to it."""

from decimal import Decimal
from pathlib import Path

import pytest
from frictionless import Field
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.dataset import FolderFiles
from reportgen.dataset.described import described
from reportgen.dataset.plain import NOT_PLAIN, plain_reader
from reportgen.dataset.tables import read_descriptor, without_pattern

DATA = Path(__file__).parent.parent / "data"
FIELDS = (
    {"name": "text", "type": "string"},
    {"name": "needed", "type": "string", "constraints": {"required": True}},
    {"name": "code", "type": "string", "constraints": {"enum": ["a", "b", "a b"]}},
    {"name": "word", "type": "string", "constraints": {"maxLength": 4}},
    {"name": "count", "type": "integer", "constraints": {"minimum": 3}},
    {"name": "amount", "type": "number", "constraints": {"minimum": 0}},
    {"name": "free", "type": "number"},
    {"name": "flag", "type": "boolean"},
)
texts = st.one_of(
    st.text(max_size=6),
    st.from_regex(r"\A[-+ ]?[0-9]{1,6}(\.[0-9]*)?(e[0-9])?\s?\Z"),
    st.sampled_from(["", "true", "TRUE", "false", "1", "a", "b", "a b", "ab\n", "nan", "inf", "-0", "1_000", "٣"]),
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(FIELDS), texts)
def test_a_plain_cell_is_what_frictionless_reads(field, text):
    value = plain_reader(field, [""])(text)
    if value is not NOT_PLAIN:
        full, notes = Field.from_descriptor({"missingValues": [""], **field}).read_cell(text)
        assert not notes
        assert value == (float(full) if isinstance(full, Decimal) else full)
        assert type(value) is type(float(full) if isinstance(full, Decimal) else full)


@pytest.mark.parametrize(
    "change",
    [
        {"type": "date"},
        {"format": "email"},
        {"bareNumber": False},
        {"constraints": {"unique": True}},
        {"constraints": {"minimum": "3"}},
        {"constraints": []},
        {"title": 3},
    ],
)
def test_a_field_that_is_not_plain_is_left_to_frictionless(change):
    assert plain_reader({"name": "count", "type": "integer", **change}, [""]) is None


def test_other_marks_for_missing_values_are_left_to_frictionless():
    assert plain_reader({"name": "count", "type": "integer"}, ["", "-"]) is None


@pytest.mark.skipif(not DATA.is_dir(), reason="the data are not there")
def test_every_field_of_the_data_is_plain():
    files = FolderFiles(DATA)
    descriptor, errors = described(files, read_descriptor(files))
    assert errors == []
    for resource in descriptor["resources"]:
        for field in resource["schema"]["fields"]:
            assert plain_reader(without_pattern(field), [""]) is not None, field
