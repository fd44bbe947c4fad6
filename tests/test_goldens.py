from difflib import unified_diff

import pytest

from tests.goldens import FOLDER, JOBS, write_goldens

LONGEST_DIFFERENCE = 60


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return {path.name: path.read_text(encoding="utf-8") for path in write_goldens(tmp_path_factory.mktemp("goldens"))}


@pytest.mark.parametrize("name", [f"{job.name}.txt" for job in JOBS])
def test_a_report_reads_as_expected(built, name):
    expected = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    difference = list(unified_diff(expected, built[name].splitlines(), "expected", "built", lineterm="", n=1))
    shown = "\n".join(difference[:LONGEST_DIFFERENCE])
    assert not difference, f"{shown}\n\nif this is meant: make goldens, and read git diff tests/goldens"


def test_there_is_no_expected_text_that_nothing_builds():
    assert {path.name for path in FOLDER.glob("*.txt")} == {f"{job.name}.txt" for job in JOBS}
