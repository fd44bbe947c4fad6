"""Shades that follow from a theme's main colour."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.tints import LOCATOR, RAMP, READABLE, TINT, contrast, ramp, tint

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06X}".format)
INKS = st.integers(0, 0x44).map(lambda grey: "#" + f"{grey:02X}" * 3)


def test_contrast_is_that_of_the_guidelines():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)


def test_the_shades_of_navy_are_those_drawn_for_it():
    assert ramp("#12436D", ink="#262626") == ("#E1EAF2", "#B5CBDF", "#7398BF", "#3F719F", "#12436D")
    assert (tint("#12436D", TINT), tint("#12436D", LOCATOR)) == ("#EEF3F7", "#D3DAE1")


@given(main=COLOURS, ink=INKS)
def test_text_can_be_read_on_every_class_of_any_colour(main, ink):
    classes = ramp(main, ink=ink)
    assert all(contrast(ink, each) >= READABLE for each in classes[:3])
    assert all(contrast("#FFFFFF", each) >= READABLE for each in classes[3:])


@given(main=COLOURS, ink=INKS)
def test_each_class_is_clearly_darker_than_the_one_before(main, ink):
    against_white = [contrast("#FFFFFF", each) for each in ramp(main, ink=ink)]
    assert all(darker / lighter > 1.1 for lighter, darker in pairwise(against_white))


def test_a_grey_gives_greys():
    assert all(each[1:3] == each[3:5] == each[5:] for each in ramp("#333333", ink="#000000"))


def test_a_light_main_colour_is_darkened_for_the_last_class():
    assert ramp("#F46A25", ink="#262626")[-1] == tint("#F46A25", RAMP[-1]) != "#F46A25"
