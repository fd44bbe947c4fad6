"""What the benchmark writes: failed tools by name, targets compared as printed, the memory of workers."""

import sys

import pytest

from benchmarks import tools
from benchmarks.curves import Growth
from benchmarks.facts import place_codes
from benchmarks.hidden import write_hidden
from benchmarks.ours import MADE, SHEETS
from benchmarks.preview import run as run_saving
from benchmarks.tables import Results, failures, own_table, tools_table
from benchmarks.targets import Target, targets_table
from benchmarks.tools import CommandError, Failure, Run, last_line, run_command
from reportgen.compare import compare
from reportgen.compose import compose
from reportgen.dataset import read_package
from reportgen.document.walk import texts
from reportgen.resources import data_folder
from reportgen.template import read_reports
from reportgen.years import parse_years

OURS, SLOW, BROKEN, MISSING = tools.PDF, tools.R_PDF, tools.WEASYPRINT, tools.TYPST
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are waited for as Linux does")


def one(seconds):
    return Run((9.0, seconds, seconds), 1.5, 60.2, 31_000)


@pytest.fixture
def results():
    broken = [Failure("failed: no fonts")] * 2
    warm = {
        OURS: [one(0.02), one(0.04)],
        SLOW: [Failure("failed: busy"), one(1.2)],
        BROKEN: broken,
        MISSING: [Failure(tools.NOT_INSTALLED)] * 2,
    }
    return Results(warm, {OURS: [one(0.02)], SLOW: [one(1.0)], BROKEN: broken[:1], MISSING: []})


def test_a_ratio_is_taken_within_the_rounds_in_which_both_worked(results):
    assert results.ratio(SLOW, OURS) == pytest.approx(1.2 / 0.04)
    assert results.ratio(BROKEN, OURS) is None


def test_a_tool_that_fails_is_shown_and_the_others_with_their_figures(results):
    assert tools_table(results, [OURS, SLOW, BROKEN, MISSING]).splitlines()[2:] == [
        "| reportgen | 30 | 1.0 | 1.50 | 60 | 31 |",
        "| R Markdown, pdf_document | 1200 | 30.0 | 1.50 | 60 | 31 |",
        "| WeasyPrint, charts by matplotlib as SVG | failed |  |  |  |  |",
        "| Typst, charts by matplotlib as SVG | not installed |  |  |  |  |",
    ]


def test_a_failure_is_listed_with_its_reason(results):
    assert failures(results).splitlines() == [
        "- R Markdown, pdf_document: failed: busy (1 of 3 runs)",
        "- WeasyPrint, charts by matplotlib as SVG: failed: no fonts (3 of 3 runs)",
        "- Typst, charts by matplotlib as SVG: not installed (2 of 2 runs)",
    ]


def test_our_own_sheet_has_no_ratio(results):
    assert own_table(results, [OURS]).splitlines()[-1] == "| reportgen | 30 | 1.50 | 60 | 31 |"


@pytest.mark.parametrize(
    ("target", "verdict"),
    [
        (Target("fast", 40, 39.94, 60, "times"), "**missed**"),
        (Target("fast", 40, 39.96, 60, "times"), "yes"),
        (Target("fast", 40, 60.0, 60, "times"), "yes, and the aim"),
        (Target("short", 1, 1.0, 0.7), "**missed**"),
        (Target("short", 1, 0.69, 0.7), "yes, and the aim"),
        (Target("short", 1, None), "not measured"),
    ],
)
def test_a_target_is_compared_with_what_is_printed(target, verdict):
    assert target.row()[-1] == verdict


def test_missed_targets_are_named_below_the_table():
    found = [Target("quick", 1, 2.0), Target("slim", 200, 90.0, None, "MB"), Target("rare", 40, None, 60, "times")]
    assert "Missed: quick. [Where the time goes]" in targets_table(found)
    assert "Missed" not in targets_table(found[1:])


def test_a_command_that_fails_says_why():
    with pytest.raises(CommandError, match="no such paper"):
        run_command([sys.executable, "-c", "raise SystemExit('no such paper')"])
    assert last_line("Error in f(): no package\nExecution halted\n\n") == "Error in f(): no package"


def test_a_command_may_end_with_a_code_that_is_expected():
    found = run_command([sys.executable, "-c", "print('two'); raise SystemExit(3)"], codes=(3,))
    assert found.printed == "two\n"


def test_a_cost_that_grows_with_the_square_bends_and_one_that_hardly_grows_is_level():
    sizes = (10, 20, 40, 80)
    found = [
        Growth("row", "rows", "PDF", sizes, seconds) for seconds in ((1, 2, 4, 8), (1, 4, 16, 64), (1, 1, 1.1, 1.2))
    ]
    assert [each.row()[-1] for each in found] == ["1.0", "4.0", "level"]


def test_counties_have_totals_that_hold_and_small_numbers_that_are_hidden(tmp_path):
    write_hidden(tmp_path / "hidden", places=70)
    found = read_package(tmp_path / "hidden")
    whole, *states = (found.observation("cases", found.years[-1], place).value for place in ("US", "S00", "S01"))
    assert whole == sum(states)
    assert len(found.hidden) > 100


def test_a_saved_change_is_measured_in_a_report_of_any_length_and_in_the_briefing(tmp_path):
    assert 1 < run_saving(tmp_path / "short", sections=4).pages < run_saving(tmp_path / "long", sections=8).pages
    assert run_saving(tmp_path / "briefing", sections=0).wall > 0


@on_linux
def test_the_memory_of_a_worker_is_told_apart_although_its_parent_does_not_wait():
    worker = "import time; hold = b'x' * 80_000_000; time.sleep(0.2)"
    found = run_command(
        [sys.executable, "-c", f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {worker!r}])"]
    )
    assert found.worker_mb > 80 > found.peak_mb


@pytest.fixture(scope="module")
def package():
    return read_package(data_folder())


@pytest.mark.parametrize(
    ("place", "said", "unsaid"),
    [
        ("US", "were reported, more than the 28,886 of 2023.", "of the whole country"),
        ("ID", "were reported, as many as the 106 of 2022.", "fewer than"),
        ("VI", "were reported. By number of cases", "That is"),
        ("INTL", "That is 0.1% of", "By number of cases"),
    ],
)
def test_the_sheet_of_the_benchmark_says_only_what_a_place_has(package, place, said, unsaid):
    report = read_reports(SHEETS["sheet"])["sheet"]
    years = parse_years("", package.years)
    made = compose(package, compare(package), report, years=years, place=place, made=MADE)
    words = " ".join(texts(made.blocks[: [type(block).__name__ for block in made.blocks].index("Figure")]))
    assert said in words
    assert unsaid not in words


def test_no_sheet_is_made_twice_in_a_round(package):
    assert len(place_codes(package)) == max(tool.count for tool in tools.TOOLS)
