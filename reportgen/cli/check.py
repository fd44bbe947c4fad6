"""`reportgen check`: is the data valid, and do its sums hold."""

from __future__ import annotations

from reportgen.cli.messages import print_lines
from reportgen.cli.options import Data
from reportgen.resources import data_folder


def check(data: Data = None) -> int:
    """Check the form and the sums of the data."""
    from reportgen.dataset import read_package  # pandas and frictionless

    package = read_package(data or data_folder())
    print_lines(f"{package.title} {package.version}: {len(package.observations):,} figures, no errors")
    return 0
