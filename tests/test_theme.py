import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.errors import TemplateError, UsageError
from reportgen.fonts import font_file
from reportgen.template import read_theme
from reportgen.theme import NAMED, parse_theme

TEMPLATES = Path(__file__).parent.parent / "templates"
DEFAULT = tomllib.loads((TEMPLATES / "themes" / "default.toml").read_text(encoding="utf-8"))


def parse(**changed):
    return parse_theme({**DEFAULT, **changed}, name="mine", where="themes/mine.toml")


def without(table, key):
    return {name: value for name, value in DEFAULT[table].items() if name != key}


@pytest.fixture
def folder(tmp_path):
    """A template folder with the default theme, to which a test adds its own."""
    (tmp_path / "themes").mkdir()
    text = (TEMPLATES / "themes" / "default.toml").read_text(encoding="utf-8")
    (tmp_path / "themes" / "default.toml").write_text(text, encoding="utf-8")
    return tmp_path


def add_theme(folder, name, text):
    (folder / "themes" / f"{name}.toml").write_text(text, encoding="utf-8")


def test_the_default_theme_is_a_letter_page_with_a_column_of_480_points():
    theme = read_theme("default", TEMPLATES)
    assert (theme.name, theme.page.width, theme.page.content_width) == ("default", 612, 480)
    assert theme.page.content_height == 792 - 54 - 54


def test_every_face_of_the_default_theme_is_installed():
    faces = {key: value for key, value in DEFAULT["faces"].items() if not key.startswith("word_")}
    assert all(font_file(face).is_file() for face in faces.values())


def test_every_style_of_the_default_theme_names_a_face_and_a_known_colour():
    for name, style in DEFAULT["styles"].items():
        assert style["face"] in DEFAULT["faces"], name
        assert style["colour"] in NAMED, name
        assert style["leading"] >= style["size"], name


def test_a_theme_that_extends_another_names_only_what_differs(folder):
    add_theme(folder, "red", 'extends = "default"\n[colours]\nmain = "#801650"\n[styles]\ntitle = { size = 24 }\n')
    theme, default = read_theme("red", folder), read_theme("default", folder)
    assert (theme.name, theme.colours.main, theme.styles.title.size) == ("red", "#801650", 24)
    assert (theme.colours.second, theme.styles.title.leading) == (default.colours.second, default.styles.title.leading)
    assert theme.page == default.page


def test_a_theme_may_extend_one_that_extends_another(folder):
    add_theme(folder, "red", 'extends = "default"\n[colours]\nmain = "#801650"\n')
    add_theme(folder, "narrow", 'extends = "red"\n[page]\nleft = 90\n')
    theme = read_theme("narrow", folder)
    assert (theme.colours.main, theme.page.left, theme.page.right) == ("#801650", 90, 66)


def test_a_theme_that_extends_itself_is_refused(folder):
    add_theme(folder, "a", 'extends = "b"\n')
    add_theme(folder, "b", 'extends = "a"\n')
    with pytest.raises(TemplateError, match=r"themes/[ab]\.toml: theme `[ab]` extends itself"):
        read_theme("a", folder)


def test_an_unknown_theme_offers_the_nearest(folder):
    with pytest.raises(UsageError, match=r"unknown theme `defualt`\nhint: did you mean `default`\?"):
        read_theme("defualt", folder)


def test_a_slip_in_a_theme_file_is_named_with_its_line(folder):
    add_theme(folder, "red", 'extends = "default"\n[colours\nmain = "#801650"\n')
    with pytest.raises(TemplateError, match=r"themes/red\.toml: .*line 2"):
        read_theme("red", folder)


def test_an_unknown_key_offers_the_nearest():
    with pytest.raises(TemplateError, match=r"unknown key `colours\.mian`\nhint: did you mean `main`\?"):
        parse(colours={**DEFAULT["colours"], "mian": "#000000"})


def test_a_key_of_an_earlier_version_says_its_name_of_today():
    with pytest.raises(TemplateError, match=r"unknown key `styles\.standfirst`\nhint: write `styles\.lead`"):
        parse(styles={**DEFAULT["styles"], "standfirst": DEFAULT["styles"]["lead"]})


def test_a_missing_key_is_named():
    with pytest.raises(TemplateError, match=r"themes/mine\.toml: missing key `page\.width`"):
        parse(page=without("page", "width"))


@pytest.mark.parametrize(
    ("table", "key", "value", "wanted"),
    [
        ("page", "width", "wide", "a number"),
        ("page", "width", True, "a number"),
        ("page", "running_foot", 1, "`true` or `false`"),
        ("colours", "main", 5, "text"),
        ("colours", "ramp", "#12436D", "a list of texts"),
        ("styles", "title", "large", "a table"),
    ],
)
def test_a_value_of_the_wrong_kind_says_what_is_expected(table, key, value, wanted):
    with pytest.raises(TemplateError, match=rf"key `{table}\.{key}`: expected {wanted}, found `{value}`"):
        parse(**{table: {**DEFAULT[table], key: value}})


@pytest.mark.parametrize("colour", ["blue", "#FFF", "12436D", "#12436G"])
def test_a_colour_is_six_digits_after_a_hash(colour):
    with pytest.raises(
        TemplateError, match=rf"key `colours\.main`: expected a colour such as `#12436D`, found `{colour}`"
    ):
        parse(colours={**DEFAULT["colours"], "main": colour})


def test_the_colour_of_a_style_is_checked_too():
    styles = {**DEFAULT["styles"], "title": {**DEFAULT["styles"]["title"], "colour": "navy"}}
    with pytest.raises(TemplateError, match=r"key `styles\.title\.colour`: expected a colour"):
        parse(styles=styles)


def test_a_style_may_name_a_colour_of_the_theme_or_state_its_own():
    title = DEFAULT["styles"]["title"]
    styles = {**DEFAULT["styles"], "title": {**title, "colour": "muted"}, "foot": {**title, "colour": "#ABCDEF"}}
    theme = parse(styles=styles, colours={**DEFAULT["colours"], "main": "#5B2245"})
    assert (theme.styles.title.colour, theme.styles.foot.colour) == (theme.colours.muted, "#ABCDEF")
    assert (theme.styles.heading_1.colour, theme.styles.tile_figure.colour) == ("#5B2245", "#5B2245")


def test_a_colour_nearly_named_right_is_offered():
    styles = {**DEFAULT["styles"], "title": {**DEFAULT["styles"]["title"], "colour": "mian"}}
    message = r"or the name of one of the theme's, found `mian`\nhint: did you mean `main`"
    with pytest.raises(TemplateError, match=message):
        parse(styles=styles)


@pytest.mark.parametrize("name", ["default", "appendix", "factsheet"])
def test_the_shipped_themes_have_the_shades_drawn_for_them(name):
    colours = read_theme(name, TEMPLATES).colours
    assert colours.ramp == ("#E1EAF2", "#B5CBDF", "#7398BF", "#3F719F", "#12436D")
    assert (colours.tint, colours.locator) == ("#EEF3F7", "#D3DAE1")


def test_shades_follow_the_main_colour_unless_they_are_stated():
    own = ["#F0F0F0", "#D0D0D0", "#A0A0A0", "#606060", "#202020"]
    theme = parse(colours={**DEFAULT["colours"], "main": "#5B2245", "ramp": own})
    assert theme.colours.ramp == tuple(own)
    assert (theme.colours.tint, theme.colours.locator) == ("#F7F1F5", "#E1D6DC")


def test_a_theme_of_literal_colours_may_have_any():
    styles = {name: {**style, "colour": "#F4A800"} for name, style in DEFAULT["styles"].items()}
    shades = {"ramp": ["#808080"] * 5, "tint": "#FFFFFF", "locator": "#000000"}
    theme = parse(styles=styles, colours={**DEFAULT["colours"], "main": "#F4A800", "ink": "#777777", **shades})
    assert (theme.colours.main, theme.colours.ink, theme.styles.title.colour) == ("#F4A800", "#777777", "#F4A800")


def test_text_in_a_named_colour_that_nobody_could_read_is_refused():
    message = r"styles\.title\.colour`: text in `main`, `#F4A800`, cannot be read on white: its contrast is 2\.0"
    with pytest.raises(TemplateError, match=message):
        parse(colours={**DEFAULT["colours"], "main": "#F4A800"})


def test_an_ink_too_light_for_the_shades_of_a_map_is_refused():
    with pytest.raises(TemplateError, match=r"key `colours\.ink`: `#666666` could not be read on a map"):
        parse(colours={**DEFAULT["colours"], "ink": "#666666"})


def test_a_ramp_has_five_colours():
    with pytest.raises(TemplateError, match=r"key `colours\.ramp`: expected 5 colours, found 2"):
        parse(colours={**DEFAULT["colours"], "ramp": ["#FFFFFF", "#000000"]})


def test_a_style_names_a_face_of_the_theme():
    styles = {**DEFAULT["styles"], "title": {**DEFAULT["styles"]["title"], "face": "serif_semibld"}}
    with pytest.raises(TemplateError, match=r"unknown face `serif_semibld`\nhint: did you mean `serif_semibold`\?"):
        parse(styles=styles)


def test_a_theme_without_measures_has_those_of_the_program(folder):
    text = (TEMPLATES / "themes" / "default.toml").read_text(encoding="utf-8")
    before, rest = text.split("[measures]")
    add_theme(folder, "older", before + rest[rest.index("[colours]") :])
    assert read_theme("older", folder).measures == read_theme("default", TEMPLATES).measures


def test_a_theme_may_change_one_measure(folder):
    add_theme(folder, "wide", 'extends = "default"\n[measures]\nlist_indent = 24\n')
    theme, default = read_theme("wide", folder), read_theme("default", TEMPLATES)
    assert theme.measures == replace(default.measures, list_indent=24)
