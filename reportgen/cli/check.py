"""`reportgen check`: is the data valid, and do its sums hold."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.columns import columns
from reportgen.cli.messages import print_lines
from reportgen.cli.options import Data
from reportgen.cli.usage import one_of
from reportgen.errors import DataError, ReportErrors
from reportgen.resources import data_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.audit import Check

FORMS = ("table", "json", "csv")
COUNTED = ("passed", "explained", "failed", "warning", "skipped")


def check(
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="table, json or csv.")] = "table",
    data: Data = None,
) -> int:
    """Check the form and the sums of the data."""
    from reportgen.audit import audit, unexplained
    from reportgen.dataset import read_package, validate_package  # frictionless, to validate

    one_of(form, FORMS, what="format")
    folder = data or data_folder()
    package = read_package(folder)
    errors = validate_package(folder)
    if errors:
        raise ReportErrors(errors)
    checks = audit(package)
    match form:
        case "json":
            print_lines(json.dumps([asdict(each) for each in checks], indent=1, ensure_ascii=False))
        case "csv":
            print_lines(_as_csv(checks))
        case _:
            print_lines(f"{package.title}, version {package.version}: {len(package.observations):,} figures")
            print_lines(_as_table(checks))
    return DataError.exit_code if unexplained(checks) else 0


def _as_csv(checks: Sequence[Check]) -> str:
    from reportgen.audit import Check

    names = [field.name for field in fields(Check)]
    lines = io.StringIO()
    writer = csv.DictWriter(lines, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(each) for each in checks)
    return lines.getvalue()


def _as_table(checks: Sequence[Check]) -> str:
    """Return what was checked, with counts, and then every failure, the explained ones last."""
    listed = [_listed(checks, outcome) for outcome in ("failed", "warning", "explained")]
    return "\n".join(["", _counts(checks), *(text for text in listed if text), "", _verdict(checks)])


def _verdict(checks: Sequence[Check]) -> str:
    from reportgen.audit import unexplained

    open_checks = len(unexplained(checks))
    return f"{open_checks:,} unexplained" if open_checks else "everything holds or is explained"


def _counts(checks: Sequence[Check]) -> str:
    counts = Counter((each.identity, str(each.outcome)) for each in checks)
    totals = Counter(str(each.outcome) for each in checks)
    identities = dict.fromkeys(each.identity for each in checks)
    rows = [
        ("check", *COUNTED),
        *((identity, *(f"{counts[identity, outcome]:,}" for outcome in COUNTED)) for identity in identities),
        ("all", *(f"{totals[outcome]:,}" for outcome in COUNTED)),
    ]
    return columns(rows, right=range(1, len(COUNTED) + 1))


def _listed(checks: Sequence[Check], outcome: str) -> str:
    found = [each for each in checks if each.outcome == outcome]
    if not found:
        return ""
    return "\n".join([f"\n{outcome.capitalize()}", *(_described(each) for each in found)])


def _described(each: Check) -> str:
    explanation = f"\n    explained: {each.explanation}" if each.explanation else ""
    return f"  {each.where}: {each.identity}: {each.message}{explanation}"
