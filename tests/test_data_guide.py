"""The guide to the data: its tables say what the code does, and its examples are built."""

import json
import re
from itertools import groupby

import pytest

from reportgen.cli import run
from reportgen.dataset import read_package
from reportgen.dataset.observations import AFTER, BEFORE
from reportgen.dataset.standard import FIGURES, RECORDS, columns_of
from tests.worlds import FRONT, ROOT

GUIDE = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"^```(?:csv|json) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
ROW = re.compile(r"^\| (.+?) \| (.+?) \| (.+?) \| (.+) \|$", re.MULTILINE)
SECTIONS = {
    match[1]: match[2] for match in re.finditer(r"^## (.+?)\n(.*?)(?=^## |\Z)", GUIDE, re.MULTILINE | re.DOTALL)
}


def headed(file):
    return {FIGURES: "A table of figures, by any name", "codelists": "`codelists/*.csv`"}.get(file, f"`{file}.csv`")


def packages():
    """Yield each package of the guide: the examples of a section, a new one with each descriptor after another file."""
    for title, text in SECTIONS.items():
        files = {}
        for name, content in EXAMPLE.findall(text):
            if name == "datapackage.json" and "datapackage.json" in files:
                yield title, files
                files = {}
            files[name] = content
        if files:
            yield title, files


PACKAGES = [(f"{title} {number}", files) for title, group in groupby(packages(), key=lambda each: each[0])
            for number, (_, files) in enumerate(group, start=1)]  # fmt: skip


@pytest.mark.parametrize("file", [FIGURES, *RECORDS, "codelists"])
def test_the_guide_has_every_column_of_a_file_with_its_default(file):
    section = re.search(rf"^### {re.escape(headed(file))}\n(.*?)(?=^##)", GUIDE, re.MULTILINE | re.DOTALL)
    assert section, f"docs/data.md has no heading `### {headed(file)}`"
    told = {name: (cells, default) for name, cells, default, _ in ROW.findall(section[1]) if name.startswith("`")}
    assert told == {f"`{column.name}`": (column.cells, column.default.words) for column in columns_of(file)}


def test_the_standard_columns_of_figures_are_those_that_are_no_breakdowns():
    assert [column.name for column in columns_of(FIGURES)] == [*BEFORE, *AFTER]


def test_the_guide_begins_with_the_smallest_package():
    assert next(iter(SECTIONS)) == "The smallest package"
    assert len(PACKAGES) == 5


@pytest.mark.parametrize(("title", "files"), PACKAGES, ids=[title for title, _ in PACKAGES])
def test_every_package_of_the_guide_is_built(tmp_path, title, files):
    for name, content in files.items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    package = read_package(tmp_path / "data")
    key = max(package.series, key=lambda series: (len(package.series[series]), not series[2]))
    figures = "".join(f"- {{{{ figure('{key[0]}', '{year}') }}}}\n" for year in package.series[key])
    report = tmp_path / "mine" / "short.md"
    report.parent.mkdir()
    front = FRONT.format(title="Short", more="scope: any\n")
    report.write_text(f"{front}# {{{{ place.name }}}}\n\n{figures}", encoding="utf-8")
    place = [] if key[1] == package.country else ["--place", key[1]]
    folders = ["--data", str(tmp_path / "data"), "--out", str(tmp_path / "out")]
    assert run(["build", str(report), *folders, *place, "--format", "txt"]) == 0, title
    assert run(["check", "--data", str(tmp_path / "data")]) == 0
    (built,) = (tmp_path / "out").glob("*.txt")
    text = built.read_text(encoding="utf-8")
    numbers = {float(number.replace(",", "")) for number in NUMBER.findall(text)}
    assert {one.value for one in package.series[key].values()} <= numbers


def test_every_setting_of_the_guide_is_json_of_a_descriptor():
    fragments = re.findall(r"^```json\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    assert fragments
    for fragment in fragments:
        assert "reportgen" in json.loads("{" + fragment + "}")
