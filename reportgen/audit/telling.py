"""Tell checks to others: what each is about in words, and all of them as a table."""

from __future__ import annotations

import csv
import io
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from reportgen.audit.check import PLAUSIBILITY, Check, Outcome
from reportgen.audit.missing import missing_rows
from reportgen.formulas import safe_cell
from reportgen.language import message, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.dataset import Package

LOOKED_FOR = {
    "misprint": message("A printed figure that the sums of its own report prove wrong."),
    "contradiction": message("A figure that is published twice, beyond what rounding can reconcile."),
    "gap": message("A year without a figure or a reason within a series."),
    "outlier": message("A figure many times the one before it in its series, or as small a part of it."),
    "repeat": message("A yearly count that is to the digit that of the year before."),
    "neighbour": message("A cell that is to the digit the one beside it."),
    "period": message("A period that is not as the others of its series, or that may be read in two ways."),
    "counterpart": message("A row without a column that most rows of its table have."),
    "children": message(
        "The figures of all places of a level, which should add up to that of the place they are parts of."
    ),
    "quotient": message("A percentage or a rate that is not that of the counts which its indicator names."),
    "exception": message("An exception that explains nothing."),
    "row": message("A row that most places have and another one lacks."),
    "disclosure": message(
        "A hidden figure that can be worked out all the same; `reportgen suppress` proposes more to hide."
    ),
}
"""What is looked for without being declared, by the kind of check."""


SHORT = {
    "misprint": "misprints", "contradiction": "published twice", "gap": "gaps", "outlier": "jumps",
    "repeat": "repeated figures", "neighbour": "equal neighbors", "period": "odd periods",
    "counterpart": "rows without a counterpart", "children": "sums over places", "quotient": "rates of counts",
    "exception": "exceptions", "row": "missing rows", "disclosure": "hidden figures",
}  # fmt: skip
"""The same in a table of counts."""


def named(identity: str) -> str:
    """Return what a table of counts calls checks: an identity by its name, what was looked for in words."""
    kind = identity.removeprefix(PLAUSIBILITY).partition(":")[0]
    return SHORT.get(kind, identity) if identity.startswith(PLAUSIBILITY) else identity


def in_words(check: Check, package: Package) -> str:
    """Return what a check is about: as declared, or what was looked for."""
    declared = package.identities.get(check.identity)
    return declared.description if declared else say(LOOKED_FOR.get(check.kind, check.identity))


def as_csv(checks: Sequence[Check]) -> str:
    """Return checks as a table for a spreadsheet, in which no cell is a formula."""
    names = [field.name for field in fields(Check)]
    lines = io.StringIO()
    writer = csv.DictWriter(lines, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in each.items()} for each in as_records(checks))
    return lines.getvalue()


def as_records(checks: Sequence[Check]) -> list[dict[str, Any]]:
    """Return checks by the names of their fields; a calendar year is a number, another period its code."""
    names = [field.name for field in fields(Check)]
    records = [{name: getattr(each, name) for name in names} for each in checks]
    return [{**record, "year": record["year"].plain if record["year"] else None} for record in records]


def missing_as_checks(package: Package) -> list[Check]:
    """Return the rows that a place lacks and most others have as checks that cannot fail: nobody has to be wrong."""
    return [
        Check(
            identity=f"{PLAUSIBILITY}row",
            kind="row",
            indicator=each.indicator,
            year=each.periods[0],
            place=each.place,
            breakdown=each.breakdown,
            left=None,
            right=None,
            difference=None,
            tolerance=None,
            outcome=Outcome.SKIPPED,
            explanation="",
            message=str(each),
            where="",
        )
        for each in missing_rows(package)
    ]


def _cell(value: object) -> object:
    return safe_cell(value) if isinstance(value, str) else value
