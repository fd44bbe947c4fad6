"""The judge that builds under every Python finds what differs, and says why where it has nothing to compare."""

import sys

import pytest

from tests import same_bytes

DRIFTING = """#!/bin/sh
# a Python whose numbers come out a little otherwise, as those of another version, processor or C library may
exec "{python}" -c '
import math, runpy, sys
def drifting(exact):
    return lambda *values: exact(*values) * (1 + {drift})
for name in ("fsum", "sin", "cos", "atan2", "hypot", "log"):
    setattr(math, name, drifting(getattr(math, name)))
if sys.argv[1] == "-c":
    exec(sys.argv[2])
else:
    sys.argv = sys.argv[2:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
' "$@"
"""


@pytest.fixture
def folders(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name / "sub").mkdir(parents=True)
        (tmp_path / name / "sub" / "report.txt").write_bytes(b"the same")
        (tmp_path / name / "manifest.json").write_text(name)
    return tmp_path / "one", tmp_path / "other"


def test_the_same_files_do_not_differ_whatever_their_record_says(folders):
    assert same_bytes.differences(*folders) == []


def test_a_file_that_differs_is_named_with_the_place(folders):
    (folders[1] / "sub" / "report.txt").write_bytes(b"the sane!")
    assert same_bytes.differences(*folders) == ["sub/report.txt: 8 and 9 bytes, which differ from byte 6 on"]


def test_a_file_that_only_one_has_is_named(folders):
    (folders[0] / "more.pdf").touch()
    assert same_bytes.differences(*folders) == ["more.pdf: made under one of them only"]


def test_this_python_is_found_and_what_does_not_run_is_not(tmp_path):
    shim = tmp_path / "python3.19"
    shim.write_text("#!/bin/sh\nexit 127\n")
    shim.chmod(0o755)
    assert list(same_bytes.of_each_version([str(shim), "/no/python", sys.executable])) == [sys.executable]


def drifting(path, drift):
    path.write_text(DRIFTING.format(python=sys.executable, drift=drift))
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def only_a_fact_sheet(monkeypatch):
    formats = ("--format", "pdf", "--format", "docx", "--format", "txt")
    monkeypatch.setattr(same_bytes, "BUILDS", (("factsheet", "--place", "TX", *formats),))


@pytest.mark.conformance
def test_one_python_alone_is_skipped_and_the_reason_said(only_a_fact_sheet, capsys):
    assert same_bytes.main(["--as-is", sys.executable]) == 0
    assert "skipped: only one to build under" in capsys.readouterr().out


@pytest.mark.conformance
def test_a_python_that_adds_otherwise_is_found_out(only_a_fact_sheet, tmp_path, capsys):
    assert same_bytes.main(["--as-is", sys.executable, drifting(tmp_path / "python", "1e-4")]) == 1
    assert "factsheet-TX-2020-2024.pdf: " in capsys.readouterr().out


@pytest.mark.conformance
def test_last_digits_that_come_out_otherwise_change_no_byte(only_a_fact_sheet, tmp_path, capsys):
    assert same_bytes.main(["--as-is", sys.executable, drifting(tmp_path / "python", "1e-12")]) == 0
    assert "passed: same" in capsys.readouterr().out
