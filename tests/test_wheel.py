"""The installed wheel does what the checkout does: data and templates travel in it."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.worlds import ROOT

pytestmark = pytest.mark.conformance


def run(*command, folder, **environment):
    environment = {**os.environ, "PYTHONPATH": "", **environment}
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), ".", folder=ROOT)
    return next(folder.glob("reportgen-*.whl"))


@pytest.fixture(scope="module")
def program(wheel, tmp_path_factory):
    """The program in an environment of its own, with the wheel installed and the libraries of this one beside it."""
    home = tmp_path_factory.mktemp("home") / "venv"
    venv.create(home, with_pip=True)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    run(str(python), "-m", "pip", "install", "--quiet", "--no-deps", str(wheel), folder=home)
    site = run(str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=home).strip()
    Path(site, "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return scripts / "reportgen"


def test_the_wheel_holds_data_and_templates(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert "reportgen/package/data/datapackage.json" in names
    assert "reportgen/package/templates/briefing.md" in names
    assert "reportgen/package/templates/themes/default.toml" in names


def test_the_wheel_holds_every_file_that_the_code_reads(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    ours = {path.relative_to(ROOT).as_posix() for path in (ROOT / "reportgen").rglob("*") if path.is_file()}
    assert not {name for name in ours if "__pycache__" not in name and "/package/" not in name} - names


def test_the_installed_program_lists_its_reports(program, tmp_path):
    assert "\nbriefing " in "\n" + run(str(program), "list", "reports", folder=tmp_path)


def test_the_installed_program_builds_the_same_bytes(program, tmp_path):
    options = (
        "build",
        "briefing",
        "--years",
        "2022-2023",
        "--date",
        "2025-06-30",
        "--format",
        "pdf",
        "--format",
        "txt",
    )
    run(str(program), *options, "--out", "wheel", folder=tmp_path)
    run(sys.executable, "-m", "reportgen", *options, "--out", "checkout", folder=tmp_path, PYTHONPATH=str(ROOT))
    names = ["briefing-2022-2023.pdf", "briefing-2022-2023.txt"]
    assert sorted(path.name for path in (tmp_path / "wheel").iterdir()) == [*names, "manifest.json"]
    for name in names:
        assert (tmp_path / "wheel" / name).read_bytes() == (tmp_path / "checkout" / name).read_bytes()
