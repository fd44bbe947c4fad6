"""Patterns of the data find what `re` finds, and never take long."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.dataset.patterns import PatternError, pattern_of

PATTERNS = (
    "^[a-z0-9]+(-[a-z0-9]+)*$",
    "a|b",
    "(a|ab)*c?",
    "[^a-c]+",
    "a{2,3}(b{1,2})?",
    r"\d+\.\d*",
    r"\w+\b.*",
    "(a?b?){3}",
    "(a*)*b",
    "",
    r"\s*a\s*",
    r"[\d\-]+|[^\W\d]+",
    "a??b+?",
    r"a$|\Ab\Z",
)


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(PATTERNS), st.text(alphabet="abcAZ01-. \n_é", max_size=8))
def test_a_pattern_finds_what_re_finds(pattern, text):
    assert pattern_of(pattern)(text) == bool(re.match(f"^{pattern}$", text))


@pytest.mark.parametrize("pattern", ["(a+)+", "(a|a)*", "(.*)*(.*)*(.*)*x", "(((a*)*)*)*b", "(a{1,1000}){1,1000}"])
def test_a_pattern_with_more_ways_than_time_is_compared_all_the_same(pattern):
    assert not pattern_of(pattern)("a" * 3000 + "!")


def test_a_pattern_that_takes_too_many_steps_is_an_error():
    with pytest.raises(PatternError, match="takes too long"):
        pattern_of("((a?){1000}){1000}b")("a" * 3000)


@pytest.mark.parametrize("pattern", ["(", "*", "[z-a]", "a{99999999999999}", "(" * 1000, "a" * 3000])
def test_what_is_no_pattern_is_an_error(pattern):
    with pytest.raises(PatternError, match=r"cannot be understood|more than"):
        pattern_of(pattern)


@pytest.mark.parametrize("pattern", [r"(a)\1", "(?=a)b", "a++", "(?>a)", "(?i:a)"])
def test_what_table_schema_does_not_know_is_an_error(pattern):
    with pytest.raises(PatternError, match="no pattern of a table"):
        pattern_of(pattern)
