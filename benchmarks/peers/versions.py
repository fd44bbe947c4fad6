"""Print which of the other tools are installed beside this Python, in which versions, on one line."""

from ctypes.util import find_library
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def versions():
    lines = Path(__file__).with_name("requirements.txt").read_text(encoding="utf-8").splitlines()
    for name in (line.partition("==")[0] for line in lines if "==" in line):
        try:
            yield f"{name} {version(name)}{_lacking(name)}"
        except PackageNotFoundError:
            continue


def _lacking(name):
    """Say so when WeasyPrint has to do without what its manual asks for: it is slower then."""
    return " without libharfbuzz-subset0" if name == "weasyprint" and not find_library("harfbuzz-subset") else ""


if __name__ == "__main__":
    print(", ".join(versions()))
