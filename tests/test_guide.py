"""Every example of the guide to templates is built, and prints what the guide says."""

import re
import shutil
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from reportgen.builders import builder
from reportgen.compare import compare
from reportgen.compose import compose
from reportgen.dataset import read_package
from reportgen.errors import ReportError
from reportgen.exhibits import KINDS
from reportgen.template import read_reports, read_theme
from reportgen.years import PeriodRange

ROOT = Path(__file__).parent.parent
FENCE = re.compile(r"^```(\w+)(?: (\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FRONT = "---\ntitle: Example\nkicker: Example\ndescription: Example\n{more}---\n"
IMPORT = '{% import "macros/sentences.md" as s with context %}'
BLOCKS = FENCE.findall((ROOT / "docs" / "templates.md").read_text(encoding="utf-8"))
EXAMPLES = [(kind, text) for language, kind, text in BLOCKS if language == "markdown"]
PRINTED = [
    (kind, text, after)
    for (language, kind, text), (following, _, after) in pairwise(BLOCKS)
    if (language, following) == ("markdown", "text")
]


@cache
def data():
    package = read_package(ROOT / "data")
    return package, compare(package)


@pytest.fixture
def folder(tmp_path):
    templates = tmp_path / "templates"
    shutil.copytree(ROOT / "templates" / "macros", templates / "macros")
    shutil.copytree(ROOT / "templates" / "themes", templates / "themes")
    return templates


def built(folder, text, *, kind="", years=(2020, 2024)):
    """The plain text of an example, as a whole template or as the body of one."""
    if not text.startswith("---"):
        more = "scope: place\n" if kind == "place" else ""
        start = "" if IMPORT in text or kind == "error" else f"{IMPORT}\n\n"
        level = "# Example\n\n" if ":::" in text and kind != "error" else ""
        text = FRONT.format(more=more) + start + level + text
    (folder / "example.md").write_text(text, encoding="utf-8")
    report = read_reports(folder)["example"]
    place = "TX" if kind == "place" else None
    document = compose(*data(), report, years=PeriodRange(*years), made=date(2025, 6, 30), place=place)
    return builder("txt").build(document, read_theme("default", folder)).decode()


def in_one_line(text):
    return " ".join(text.split())


@pytest.mark.parametrize("years", [(2020, 2024), (2021, 2021)])
@pytest.mark.parametrize(("kind", "text"), [example for example in EXAMPLES if example[0] != "error"])
def test_an_example_can_be_built_for_any_range(folder, kind, text, years):
    assert built(folder, text, kind=kind, years=years)


def test_an_example_shows_every_kind_of_chart_and_table():
    examples = "\n".join(text for _, text in EXAMPLES)
    kinds = {*KINDS, "members", "cross", "indicators"}
    assert set(re.findall(r"^kind: (\w+)$", examples, re.MULTILINE)) - {"lines"} == kinds


@pytest.mark.parametrize(("kind", "text", "printed"), [found for found in PRINTED if found[0] != "error"])
def test_an_example_prints_what_the_guide_says(folder, kind, text, printed):
    result = in_one_line(built(folder, text, kind=kind))
    assert in_one_line(printed) in result


@pytest.mark.parametrize(("text", "message"), [(text, message) for kind, text, message in PRINTED if kind == "error"])
def test_a_mistake_gives_the_message_of_the_guide(folder, text, message):
    with pytest.raises(
        ReportError, match="^" + re.escape(re.sub("^error: ", "", message, flags=re.MULTILINE).strip()) + "$"
    ):
        built(folder, text, kind="error")


def test_the_theme_of_the_guide_can_be_read(folder):
    (text,) = [text for language, _, text in BLOCKS if language == "toml"]
    (folder / "themes" / "plum.toml").write_text(text, encoding="utf-8")
    theme = read_theme("plum", folder)
    assert (theme.colours.main, theme.styles.title.size, theme.page.running_foot) == ("#5B2245", 24, False)
