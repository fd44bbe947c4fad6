"""Every step of the guide to charts of one's own is carried out, and what comes of it has the values of the data."""

import re
import shutil
import tomllib
from datetime import date
from io import BytesIO

import docx
import numpy as np
import pikepdf
import pytest
from PIL import Image

from reportgen import build, exhibits
from reportgen.charts import FillStroke, TextRun
from reportgen.cli import run
from reportgen.compare import compare
from reportgen.compose import compose
from reportgen.dataset import read_package
from reportgen.exhibits.own.frame import COLUMNS
from reportgen.exhibits.own.functions import GROUP, ChartFile
from reportgen.exhibits.own.look import Look
from reportgen.exhibits.telling import LONGEST_ALT
from reportgen.reading import read_words
from reportgen.template import read_reports, read_theme
from reportgen.wording import number
from reportgen.years import PeriodRange
from tests.docx.reading import names, paragraphs
from tests.pdf.test_structure import read, unseen_rows
from tests.test_three_formats import alternative_texts
from tests.worlds import ROOT

PAGE = (ROOT / "docs" / "charts.md").read_text(encoding="utf-8")
FENCES = dict(re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
COMMAND = next(line.split() for line in PAGE.splitlines() if line.startswith("    reportgen build"))
EXAMPLE = ROOT / "docs" / "charts" / "dumbbell.py"
PICTURE = ROOT / "docs" / "images" / "dumbbell.png"
THEME = read_theme("default", ROOT / "templates")
ENDS = (2020, 2024)


def table_of(head):
    """The names in the first column of a table of the page."""
    lines = PAGE[PAGE.index(head) :].split("\n\n")[0].splitlines()
    return [name for line in lines[2:] for name in re.findall(r"`(\w+)", line.split("|")[1])]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Templates with the one of the page."""
    folder = tmp_path_factory.mktemp("user") / "templates"
    for name in ("macros", "themes"):
        shutil.copytree(ROOT / "templates" / name, folder / name)
    (folder / "two-years.md").write_text(FENCES["markdown"], encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def files(folder):
    """The finished files, by ending, as the command of the page makes them."""
    out = folder.parent / "build"
    formats = ("--format", "pdf", "--format", "docx", "--format", "txt")
    arguments = [*COMMAND[1:], "--templates", str(folder), "--out", str(out), "--date", "2025-06-30", *formats]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        assert run(arguments) == 0
    return {path.suffix[1:]: path.read_bytes() for path in out.glob("two-years*")}


@pytest.fixture(scope="module")
def chart(folder):
    package = read_package(ROOT / "data")
    charts = [ChartFile(str(EXAMPLE), EXAMPLE.read_text(encoding="utf-8"))]
    report, years = read_reports(folder)["two-years"], PeriodRange(*ENDS)
    document = compose(package, compare(package), report, years=years, made=date(2025, 6, 30), charts=charts)
    return next(block.chart for block in document.blocks if hasattr(block, "chart"))


@pytest.fixture(scope="module")
def values():
    """Name and values of the twelve largest states of 2024, read from the data alone."""
    package = read_package(ROOT / "data")
    rows = package.observations
    whole = rows[(rows.indicator == "cases") & rows.preferred & (rows.breakdown == "")]
    first, last = (dict(whole[whole.year == year][["place", "value"]].to_numpy().tolist()) for year in ENDS)
    states = [code for code in last if package.places[code].place_type not in ("country", "other")]
    largest = sorted(states, key=lambda code: -last[code])[:12]
    return {package.places[code].name: (first[code], last[code]) for code in largest}


def printed(values):
    return [number(value) for pair in values.values() for value in pair]


def test_the_values_are_those_of_the_data(chart, values):
    found = {series.name: tuple(point.value for point in series.points) for series in chart.series}
    assert found == values


@pytest.mark.parametrize("kind", ["pdf", "txt"])
def test_names_and_values_stand_in_the_finished_file(files, values, kind):
    words = read_words(files[kind], kind)
    assert [text for text in (*values, *printed(values)) if not words.hold(text)] == []


def test_dots_stand_where_their_values_are_and_bars_reach_from_one_to_the_other(chart, values):
    recording = exhibits.record(chart, THEME)
    shapes = [operation for operation in recording.operations if isinstance(operation, FillStroke)]
    bars = [shape for shape in shapes if shape.stroke == THEME.colours.locator]
    lengths = [shape.path[1][1] - shape.path[0][1] for shape in bars]
    differences = [abs(last - first) for first, last in values.values()]
    assert np.allclose(np.array(lengths) / lengths[0], np.array(differences) / differences[0], atol=1e-3)
    for colour, index in ((THEME.colours.ramp[2], 0), (THEME.colours.main, 1)):
        dots = [shape for shape in shapes if shape.fill == colour][: len(values)]
        middles = [(shape.path[0][1], pair[index]) for shape, pair in zip(dots, values.values(), strict=True)]
        slope, start = np.polyfit([value for _, value in middles], [x for x, _ in middles], 1)
        assert np.allclose([x for x, _ in middles], [start + slope * value for _, value in middles], atol=0.01)


def test_the_words_for_who_cannot_see_it_have_every_value_in_both_formats(files, values):
    with pikepdf.open(BytesIO(files["pdf"])) as pdf:
        (alt,) = alternative_texts(pdf)
        elements = [kind for _, kind, _ in read(pdf)]
    drawing = docx.Document(BytesIO(files["docx"])).element.body
    (told,) = [each.get("descr") for each in drawing.iter("{*}docPr")]
    assert len(alt) <= LONGEST_ALT
    assert all(
        f"{name}: {number(first)} in 2020 and {number(last)} in 2024" in told for name, (first, last) in values.items()
    )
    assert [row[1:] for row in unseen_rows(files["pdf"])[1:]] == [
        [number(first), number(last)] for first, last in values.values()
    ]
    assert "Figure" in elements


def test_a_pdf_has_vectors_and_text_and_word_a_picture(files):
    with pikepdf.open(BytesIO(files["pdf"])) as pdf:
        assert not [page for page in pdf.pages if "/XObject" in page.get("/Resources", {})]
    assert [name.rpartition(".")[2] for name in names(files["docx"]) if "/media/" in name] == ["png", "svg"]
    assert not [name for name in names(files["docx"]) if "/charts/" in name]
    assert "Caption" in {style for style, _ in paragraphs(files["docx"])}


def test_the_same_command_in_python_gives_the_same_file(folder, files, tmp_path):
    options = {"templates": folder, "out": tmp_path, "date": date(2025, 6, 30), "formats": ["pdf"]}
    (path,) = build("two-years", charts=[str(EXAMPLE)], **options)
    assert path.read_bytes() == files["pdf"]


def test_the_picture_of_the_page_shows_the_data(chart):
    shown = np.asarray(Image.open(PICTURE).convert("RGB"), int)
    drawn = np.asarray(Image.open(BytesIO(exhibits.picture(chart, THEME, dpi=150))).convert("RGB"), int)
    assert shown.shape == drawn.shape
    assert np.abs(shown - drawn).mean() < 0.5  # another version of a library may blend an edge another way


def test_no_text_of_the_example_covers_another(chart):
    runs = [each for each in exhibits.record(chart, THEME).operations if isinstance(each, TextRun)]
    boxes = [(run.x, run.y, run.x + run.width, run.y + run.size * 0.66) for run in runs]
    assert not [
        (one, other)
        for at, one in enumerate(boxes)
        for other in boxes[at + 1 :]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]


@pytest.mark.parametrize("range_of_years", ["2020-2024", "2021-2023", "2024"], ids=lambda years: f"years {years}")
@pytest.mark.parametrize("by", ["place", "case_type", ""])
def test_the_example_is_drawn_for_any_range_and_breakdown(folder, tmp_path, range_of_years, by):
    text = FENCES["markdown"].replace("by: place\ntop: twelve\n", f"by: {by}\ntop: twelve\n" if by else "")
    (folder / "other.md").write_text(text, encoding="utf-8")
    options = {"templates": folder, "out": tmp_path, "years": range_of_years, "formats": ["pdf", "docx"]}
    assert len(build("other", charts=[EXAMPLE], **options)) == 2


def test_the_function_of_the_page_draws_lines_that_stop_at_breaks(folder, tmp_path):
    (tmp_path / "lollipops.py").write_text(FENCES["python"], encoding="utf-8")
    text = FENCES["markdown"].replace("kind: dumbbell", "kind: lollipops").replace("years: ends", "years: all")
    (folder / "lollipops.md").write_text(text.replace("top: twelve", "top: two"), encoding="utf-8")
    (path,) = build("lollipops", charts=[tmp_path / "lollipops.py"], templates=folder, out=tmp_path, formats=["pdf"])
    assert read_words(path.read_bytes(), "pdf").hold("New York")


def test_the_page_names_every_column_and_everything_of_a_look():
    assert table_of("| column | holds |") == list(COLUMNS)
    parts = [name for name in dir(Look) if not name.startswith("_")]
    assert sorted({*table_of("| name | is |"), *re.findall(r"^\| `width`, `(\w+)`", PAGE, re.MULTILINE)}) == sorted(
        parts
    )


def test_the_page_names_the_group_of_entry_points():
    (group,) = tomllib.loads(FENCES["toml"])["project"]["entry-points"]
    assert group == GROUP
