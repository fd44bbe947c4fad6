"""Lengths that are meant to be equal count as equal, whatever the last digit of a computation is."""

import builtins
import sys

import pytest

from reportgen.api import build
from reportgen.lengths import fits_in, settled


def test_a_tenth_and_two_tenths_fit_into_three():
    assert 0.1 + 0.2 > 0.3
    assert fits_in(0.1 + 0.2, 0.3)


def test_what_is_seen_to_be_longer_does_not_fit():
    assert not fits_in(100.02, 100)


@pytest.mark.parametrize("noise", [-1e-12, 0, 1e-12])
def test_a_length_half_way_is_rounded_to_the_same_side(noise):
    assert f"{settled(469.4145 + noise):.3f}" == f"{469.4145:.3f}"


def test_floats_are_added_so_that_every_python_gives_the_same(monkeypatch, tmp_path):
    """From Python 3.12 on, `sum` of floats keeps digits that 3.11 loses; `fsum` gives the same in all."""
    found = set()

    def heedful(values, start=0):
        values = list(values)
        caller = sys._getframe(1)
        if caller.f_globals["__name__"].startswith("reportgen.") and any(isinstance(each, float) for each in values):
            found.add(f"{caller.f_globals['__name__']}:{caller.f_lineno}")
        return plain_sum(values, start)

    plain_sum = builtins.sum
    monkeypatch.setattr(builtins, "sum", heedful)
    build("briefing", "factsheet", places=["TX"], years="2023-2024", formats=["pdf", "docx", "txt"], out=tmp_path)
    assert sorted(found) == []
