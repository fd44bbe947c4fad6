"""The tutorial: its every step is run, and what it shows is what appears."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.worlds import ROOT

# each step is a program of its own, as a reader would start it
pytestmark = pytest.mark.conformance

PAGE = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
EDIT = re.compile(r"Change the first heading to `(?P<heading>[^`]+)`")


def steps():
    """Yield each command of the page with the lines that follow it."""
    for block in BLOCK.findall(PAGE):
        command, shown = "", []
        for line in block.splitlines():
            if line.startswith("$ "):
                if command:
                    yield command, shown
                command, shown = line[2:], []
            else:
                shown.append(line)
        yield command, shown


def fits(shown, printed):
    """Whether lines are those printed; `...` stands for any number of lines."""
    pattern = "\n".join(".*?" if line == "..." else re.escape(line) for line in shown)
    return re.fullmatch(pattern, "\n".join(printed), re.DOTALL) is not None


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tutorial")
    for path in (ROOT / "docs" / "tutorial").iterdir():
        shutil.copy(path, folder)
    return folder


def test_every_step_shows_what_the_page_says(folder):
    here = folder
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for command, shown in steps():
        if command.startswith("cd "):
            here = here / command[3:]
            continue
        if command.startswith("reportgen build briefing"):
            edit(here / "templates" / "briefing.md")
        words = [sys.executable, "-m", *command.split()]
        run = subprocess.run(words, cwd=here, env=environment, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr
        printed = [line.rstrip() for line in run.stdout.splitlines()]
        assert fits(shown, printed), f"{command}\n{run.stdout}"
    made = {path.name for path in (here / "build").iterdir()}
    sheets = [f"factsheet-{county}-2022-2025" for county in ("Adams", "Brook", "Cedar", "Dale")]
    assert {f"{name}.{ending}" for name in ("briefing-2022-2025", *sheets) for ending in ("pdf", "docx")} <= made


def edit(path):
    """Do to a template what the page says."""
    heading = EDIT.search(PAGE)["heading"]
    text = path.read_text(encoding="utf-8")
    assert "# At a glance" in text
    path.write_text(text.replace("# At a glance", heading, 1), encoding="utf-8")
