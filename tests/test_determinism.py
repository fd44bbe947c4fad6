"""The same inputs give the same bytes, whatever the machine's hash seed, time zone, locale and clock."""

import os
import subprocess
import sys

import pytest

from tests.worlds import ROOT

MACHINES = (
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "2", "TZ": "America/Adak", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"},
)


@pytest.fixture(scope="module")
def builds(tmp_path_factory):
    """The folders of two builds of the same report in two processes on two different machines, as it were."""
    folders = [tmp_path_factory.mktemp("machine") for _ in MACHINES]
    command = [sys.executable, "-m", "reportgen", "build", "briefing", "--years", "2022-2024", "--with-data"]
    formats = ["--format", "pdf", "--format", "docx", "--format", "txt"]
    processes = [
        subprocess.Popen(
            [*command, *formats, "--out", str(folder)],
            cwd=ROOT,
            env={**os.environ, **machine, "SOURCE_DATE_EPOCH": "1751241600"},
        )
        for folder, machine in zip(folders, MACHINES, strict=True)
    ]
    assert [process.wait() for process in processes] == [0, 0]
    return folders


@pytest.mark.conformance
@pytest.mark.parametrize("ending", [".pdf", ".docx", ".txt", "-data.xlsx"])
def test_two_machines_make_the_same_bytes(builds, ending):
    one, other = ((folder / f"briefing-2022-2024{ending}").read_bytes() for folder in builds)
    assert len(one) > 1000
    assert one == other
