"""What the documentation names exists."""

import re
from dataclasses import astuple

import pytest

from reportgen import limits
from reportgen.cli import run
from reportgen.compose import DIRECTIVES
from reportgen.compose.context import ASKED, WORDS, Questions
from reportgen.template.reports import OPTIONAL, REQUIRED
from tests.worlds import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
COMMANDS = ("build", "list", "check", "new", "observations", "preview", "refresh", "serve", "trace", "verify")
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
TARGET = re.compile(r"(?:^\s+|`)make ([a-z]+)", re.MULTILINE)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
FOREIGN = re.compile(r"^ *(?:\$ )?(?:pip|git|apt-get|dask|docker|npx|java) .*$", re.MULTILINE)


def text_of(path):
    return path.read_text(encoding="utf-8")


def name_of(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_to_a_file(page):
    assert not [link for link in LINK.findall(text_of(page)) if not (page.parent / link).exists()]


def test_every_page_is_linked_from_the_readme():
    linked = set(LINK.findall(text_of(ROOT / "README.md")))
    assert sorted({name_of(page) for page in PAGES} - linked) == ["README.md"]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_make_target_exists(page):
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    assert set(TARGET.findall(text_of(page))) <= targets


def test_every_option_exists(capsys):
    for command in COMMANDS:
        run([command, "--help"])
    run(["--help"])
    known = set(OPTION.findall(capsys.readouterr().out))
    unknown = {name_of(page): set(OPTION.findall(FOREIGN.sub("", text_of(page)))) - known for page in PAGES}
    assert not {page: options for page, options in unknown.items() if options}


def test_the_guide_to_templates_names_everything_a_template_may_ask():
    guide = text_of(ROOT / "docs" / "templates.md")
    assert all(callable(getattr(Questions, name)) for name in ASKED)
    in_code = " ".join(re.findall(r"`([^`\n]+)`", guide))
    named = set(re.findall(r"[a-z]+(?:[_-][a-z]+)*", in_code))
    assert sorted((set(ASKED) | set(WORDS) | set(DIRECTIVES) | set(REQUIRED) | set(OPTIONAL)) - named) == []


def test_continuous_integration_calls_every_check():
    script = text_of(ROOT / ".ci" / "run")
    assert [target for target in ("test", "lint", "fuzz", "conformance") if f"make {target}" not in script] == []


def test_the_limits_are_those_of_the_program():
    tables = text_of(ROOT / "docs" / "bad-input.md").partition("## Limits")[2].partition("## ")[0].split("These stay")
    told = [
        [int(cell.replace(",", "")) for cell in re.findall(r"([\d,]+) \|$", table, re.MULTILINE)] for table in tables
    ]
    assert set(told[0]) <= set(astuple(limits.Limits()))
    assert len(told[0]) >= 10
    kept = (limits.LAST_YEAR, int(limits.LARGEST_LENGTH), limits.NAME_CHARACTERS, limits.LIST_DEPTH)
    assert told[1] == [limits.DEPTH, limits.DIGITS, *kept]
