"""Test a package against its own arithmetic, and look for figures that cannot well be right."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.audit.check import STALE, UNEXPLAINED, Check, Outcome
from reportgen.audit.children import CHILDREN, check_children
from reportgen.audit.disclosed import DISCLOSURE, check_disclosures, narrowed_checks, source_disclosures
from reportgen.audit.figures import figures_of
from reportgen.audit.identities import check_identities
from reportgen.audit.missing import missing_rows
from reportgen.audit.plausibility import check_plausibility
from reportgen.audit.quotients import check_quotients
from reportgen.memory import uncollected

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportgen.dataset import ExceptionRecord, Package

__all__ = [
    "CHILDREN",
    "DISCLOSURE",
    "UNEXPLAINED",
    "Check",
    "Outcome",
    "audit",
    "missing_rows",
    "narrowed_checks",
    "source_disclosures",
    "unexplained",
]


EXPLAINABLE = UNEXPLAINED | {Outcome.EXPLAINED}
"""Outcomes that an exception may explain: also what the rounding of the figures would explain less well."""


def audit(package: Package) -> tuple[Check, ...]:
    """Return every check of a package: its identities, what is not plausible, and exceptions that explain nothing.

    Raises DataError for an identity that cannot be read.
    """
    with uncollected():
        return _audited(package)


def _audited(package: Package) -> tuple[Check, ...]:
    figures = figures_of(package)
    checks = [
        *check_identities(package, figures),
        *check_children(package, figures),
        *check_quotients(package, figures),
        *check_plausibility(package, figures),
    ]
    exceptions: dict[str, list[ExceptionRecord]] = defaultdict(list)
    for exception in package.exceptions:
        exceptions[exception.identity].append(exception)
    explained = [_explain(check, exceptions) for check in checks]
    # where figures are hidden, what an exception explains may not be tested at all
    stale = _stale(checks, package.exceptions) if not package.hidden else ()
    return (*explained, *stale, *check_disclosures(package))


def unexplained(checks: Iterable[Check]) -> tuple[Check, ...]:
    """Return the checks that failed and that no exception explains; none of them means the package is in order."""
    return tuple(check for check in checks if check.outcome in UNEXPLAINED)


def _explain(check: Check, exceptions: Mapping[str, Sequence[ExceptionRecord]]) -> Check:
    """Return a check, with the first exception that explains it; `exceptions` are those that name an identity."""
    if check.outcome not in EXPLAINABLE:
        return check
    named = (*exceptions.get(check.identity, ()), *exceptions.get(f"{check.identity}:{check.indicator}", ()))
    for exception in named:
        if _explains(exception, check):
            return replace(check, outcome=Outcome.EXPLAINED, explanation=exception.explanation)
    return check


def _explains(exception: ExceptionRecord, check: Check) -> bool:
    """Return whether an exception is about a check.

    Without a year or a place it is about every one of them; `plausibility:repeat:INDICATOR` is about one indicator.
    """
    return (
        exception.identity in (check.identity, f"{check.identity}:{check.indicator}")
        and exception.year in (None, check.year)
        and exception.place in ("", check.place)
        and exception.breakdown == check.breakdown
    )


def _stale(checks: Sequence[Check], exceptions: Sequence[ExceptionRecord]) -> Iterator[Check]:
    """Yield a failed check for each exception that explains no failure."""
    explainable: dict[str, list[Check]] = defaultdict(list)
    for check in checks if exceptions else ():
        if check.outcome in EXPLAINABLE:
            explainable[check.identity].append(check)
            explainable[f"{check.identity}:{check.indicator}"].append(check)
    for exception in exceptions:
        if not any(_explains(exception, check) for check in explainable[exception.identity]):
            yield Check(
                identity=STALE,
                kind="exception",
                indicator="",
                year=exception.year,
                place=exception.place,
                breakdown=exception.breakdown,
                left=None,
                right=None,
                difference=None,
                tolerance=None,
                outcome=Outcome.FAILED,
                explanation="",
                message=f"an exception for `{exception.identity}` explains nothing: there is no such failure",
                where=exception.where,
            )
