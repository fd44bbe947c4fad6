"""Themes and profiles of any kind, and names of them that lead elsewhere."""

import pytest

from tests.worlds import ROOT, make_world

pytestmark = pytest.mark.conformance
DEFAULT = (ROOT / "templates" / "themes" / "default.toml").read_text(encoding="utf-8")
PROFILE = 'title = "T"\n'


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = make_world(tmp_path)
    (made.templates / "profiles").mkdir()
    return made


def refused(world, capfd, *arguments):
    """Build a PDF that cannot be built, and return its message; it has a place, a hint and no traceback."""
    code = world.build("note", "--format", "pdf", *arguments)
    said = capfd.readouterr().err
    assert code in (2, 4), said
    assert "hint: " in said
    assert "Traceback" not in said
    assert "unexpected" not in said
    return said


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = " + "[" * 1500 + "]" * 1500, "brackets at most"),
        ("page = " + "9" * 5000, "at most 300 digits"),
        ("extends = 5", "key `extends`: expected text"),
        ("extends = ['default']", "key `extends`: expected text"),
        ('extends = "' + "a" * 300 + '"', "key `extends`: unknown theme"),
        ('extends = "../themes/default"', "key `extends`: unknown theme"),
        ('extends = "own"', "extends itself"),
        ('extends = "default"\n[page]\ntop = nan', "expected a number from 0 to"),
        ('extends = "default"\n[page]\ntop = inf', "expected a number from 0 to"),
        ('extends = "default"\n[page]\ntop = -1', "expected a number from 0 to"),
        ('extends = "default"\n[page]\nwidth = 1e308', "expected a number from 0 to"),
        ('extends = "default"\n[page]\ntop = 9999999999999999999999999999999999999999', "expected a number from 0 to"),
        ('extends = "default"\n[page]\nleft = 600', "expected room of 72 points"),
        ('extends = "default"\n[page]\nwidth = 0', "expected room of 72 points"),
        ('extends = "default"\n[styles.body]\nsize = 0', "key `styles.body.size`: expected 1 to 400"),
        ('extends = "default"\n[styles.body]\nleading = 5000', "key `styles.body.leading`: expected 1 to 400"),
        ('extends = "default"\n[faces]\nsans = "/etc/passwd"', "expected the name of a font"),
        ('extends = "default"\n[faces]\nsans = "../x"', "expected the name of a font"),
        ('extends = "default"\npage = 5', "expected a table"),
        ('extends = "default"\n[colours]\nramp = 5', "expected a list of texts"),
        ('extends = "default"\n[colours]\nink = "red"', "expected a colour"),
        ("[", "invalid"),
    ],
)
def test_a_theme_of_another_kind_is_refused(world, capfd, text, message):
    (world.templates / "themes" / "own.toml").write_text(text, encoding="utf-8")
    said = refused(world, capfd, "--theme", "own")
    assert message in said
    assert "templates/themes/own.toml" in said


@pytest.mark.parametrize("content", ["é".encode("latin-1"), 'title = "é"'.encode("utf-16")])
@pytest.mark.parametrize("kind", ["theme", "profile"])
def test_another_encoding_is_refused(world, capfd, kind, content):
    (world.templates / f"{kind}s" / "own.toml").write_bytes(content)
    assert "expected UTF-8" in refused(world, capfd, f"--{kind}", "own")


def test_a_mark_of_utf_8_in_front_is_no_matter(world):
    (world.templates / "profiles" / "own.toml").write_text(f"\ufeff{PROFILE}", encoding="utf-8")
    (world.templates / "themes" / "own.toml").write_text('\ufeffextends = "default"', encoding="utf-8")
    assert world.build("note", "--format", "txt", "--theme", "own", "--profile", "own") == 0


@pytest.mark.parametrize("name", ["a" * 300, "../default", "/etc/passwd", ".", "x/../default", "default.toml"])
@pytest.mark.parametrize("kind", ["theme", "profile"])
def test_a_name_that_is_none_is_refused(world, capfd, kind, name):
    assert f"unknown {kind}" in refused(world, capfd, f"--{kind}", name)


def test_a_long_chain_of_themes_is_refused(world, capfd):
    for number in range(100):
        text = f'extends = "t{number + 1}"'
        (world.templates / "themes" / f"t{number}.toml").write_text(text, encoding="utf-8")
    assert "at most 20 themes" in refused(world, capfd, "--theme", "t0")


def test_a_theme_behind_a_link_out_of_the_folder_is_refused(world, capfd, tmp_path):
    (tmp_path / "outside.toml").write_text(DEFAULT, encoding="utf-8")
    (world.templates / "themes" / "own.toml").symlink_to(tmp_path / "outside.toml")
    assert "a link leads out of the folder" in refused(world, capfd, "--theme", "own")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = " + "[" * 1500 + "]" * 1500, "brackets at most"),
        ("title = 5", "key `title`: expected text"),
        (f"{PROFILE}rules = 5", "key `rules`: expected text"),
        (f"{PROFILE}page = 5", "expected a table"),
        (f"{PROFILE}[page]\nwidth = nan", "expected a number from 0"),
        (f"{PROFILE}[page]\nwidth = 1", "expected 72 to"),
        (f"{PROFILE}[page]\nleft = 600", "expected room of 72 points"),
        (f"{PROFILE}[type]\nleast_text_size = 1e308", "expected a number from 0"),
        (f"{PROFILE}[type]\nleast_text_size = inf", "expected a number from 0"),
        (f"{PROFILE}[type]\nleast_text_size = 200", "expected 1 to 72"),
        (f"{PROFILE}[type]\nmost_lines_per_inch = 0", "expected 1 to 72"),
        (f'{PROFILE}[file]\nname_characters = "z-a"', "expected characters as within brackets"),
        (f'{PROFILE}[file]\nname_characters = "a](b+)+["', "expected characters as within brackets"),
        (f"{PROFILE}[file]\nlongest_name = -5", "expected a number from 0"),
        (f"{PROFILE}[file]\nlinks = 5", "expected `true` or `false`"),
    ],
)
def test_a_profile_of_another_kind_is_refused(world, capfd, text, message):
    (world.templates / "profiles" / "own.toml").write_text(text, encoding="utf-8")
    assert message in refused(world, capfd, "--profile", "own")
