"""The colors of a page can be read and seen in both schemes; where not, the nearest that can be is named."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen import tints
from reportgen.builders import BUILDERS
from reportgen.builders.html.colours import READABLE, SEEN, check_contrast, dark, light
from reportgen.errors import TemplateError
from reportgen.template.themes import read_theme
from tests.documents import small_document
from tests.html.reading import opened

THEME = read_theme("default", Path("templates"))


def with_colours(**colours):
    return replace(THEME, colours=replace(THEME.colours, **colours))


@pytest.mark.parametrize("name", ["default", "board", "factsheet", "appendix"])
def test_the_themes_that_come_along_pass(name):
    check_contrast(read_theme(name, Path("templates")))


def test_text_on_each_shade_can_be_read_in_both_schemes():
    for colours in (light(THEME), dark(THEME)):
        for shade in range(5):
            assert tints.contrast(colours[f"on-shade-{shade}"], colours[f"shade-{shade}"]) >= READABLE


@pytest.mark.parametrize(("name", "colour", "least"), [("second", "#7FD0CB", SEEN), ("muted", "#9A9A9A", READABLE)])
def test_a_color_that_fails_is_an_error_with_one_that_passes(name, colour, least):
    with pytest.raises(TemplateError, match=f"`colours.{name}`: `{colour}` has a contrast of") as caught:
        BUILDERS["html"].build(small_document(), with_colours(**{name: colour}))
    (nearest,) = re.findall("#[0-9A-F]{6}", caught.value.hint)
    assert tints.contrast(nearest, "#FFFFFF") >= least
    assert tints.contrast(nearest, "#FFFFFF") < least + 0.6


@settings(deadline=None)  # the first one waits for what is worked out once
@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_a_main_color_that_passes_in_the_light_passes_in_the_dark(parts):
    colour = "#{:02X}{:02X}{:02X}".format(*parts)
    colours = light(with_colours(main=colour))
    if min(tints.contrast(colour, colours[ground]) for ground in ("page", "tint")) < READABLE:
        return
    ramp = tints.ramp(colour, ink=THEME.colours.ink)
    found = dark(with_colours(main=colour, ramp=ramp))
    assert tints.contrast(found["main"], found["page"]) >= READABLE
    assert tints.contrast(found["main"], found["tint"]) >= READABLE


def test_a_theme_of_system_fonts_brings_none():
    own = BUILDERS["html"].build(small_document(), replace(THEME, system_fonts=True))
    assert b"@font-face" not in own
    assert b"system-ui" in own
    assert len(own) < len(BUILDERS["html"].build(small_document(), THEME)) - 30_000


def test_faces_and_colors_of_a_theme_reach_the_page():
    page = opened(BUILDERS["html"].build(small_document(), with_colours(main="#5B2A86")))
    style = page.find(".//style").text_content()
    assert "--main:#5B2A86" in style
    style = opened(BUILDERS["html"].build(small_document(), THEME)).find(".//style").text_content()
    assert "h1{font-family:var(--serif);font-weight:600;color:var(--main)}" in style
