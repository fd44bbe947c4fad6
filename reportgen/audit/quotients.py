"""Look whether a percentage, a proportion or a rate is that of the counts that its indicator names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.audit.check import PLAUSIBILITY, Check, Outcome
from reportgen.audit.expressions import Number, Operand, Operation
from reportgen.audit.figures import printed_figure
from reportgen.audit.identities import by_expression, checks_of
from reportgen.dataset.records import Identity
from reportgen.language import message
from reportgen.measure import MeasureType
from reportgen.unit import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.audit.figures import Figures
    from reportgen.audit.finding import Finding
    from reportgen.dataset import Indicator, Package

QUOTIENT = "quotient"


def check_quotients(package: Package, figures: Figures) -> Iterator[Check]:
    """Yield a check of each figure with its counts, where the data hold both; one that does not hold is a warning."""
    for name, indicator in package.indicators.items():
        whole = _whole(indicator)
        if not (whole and indicator.numerator and indicator.denominator):
            continue
        quotient = Operation("/", Operand(indicator.numerator, {}), Operand(indicator.denominator, {}))
        identity = _identity(name)
        found = by_expression(
            identity, figures, expression=Operation("*", Number(whole), quotient), told=message("its counts give {}")
        )
        for finding in found:
            yield from map(_warned, checks_of(identity, _as_rounded(finding, figures), figures))


def _whole(indicator: Indicator) -> float | None:
    """Return for how many the figures of an indicator are; None where that is not said."""
    match indicator.measured_in.kind:
        case UnitKind.PERCENT:
            return 100
        case UnitKind.PROPORTION:
            return 1
        case _:
            return indicator.per


def _as_rounded(finding: Finding, figures: Figures) -> Finding:
    """Return a finding whose figure stands for all that is printed so: a quotient is rounded, whoever prints it."""
    found = figures.observation(finding.indicator, finding.cell)
    assert found is not None, "only figures are compared with their counts"
    assert found.value is not None, "only figures are compared with their counts"
    left = printed_figure(found.value, found.qualifier, printed=found.printed, measure_type=MeasureType.SHARE)
    return replace(finding, left=left)


def _warned(check: Check) -> Check:
    return replace(check, outcome=Outcome.WARNING) if check.outcome is Outcome.FAILED else check


def _identity(indicator: str) -> Identity:
    return Identity(
        identity=f"{PLAUSIBILITY}{QUOTIENT}",
        kind=QUOTIENT,
        indicator=indicator,
        dimension="",
        operands="",
        tolerance=None,
        description="",
    )
