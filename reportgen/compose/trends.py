"""How a figure went over the range, for the small charts of tiles and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from reportgen import wording
from reportgen.compose.charts.breaks import cuts
from reportgen.compose.shares import share_percent
from reportgen.document import Slot, Trend
from reportgen.measure import OPEN_QUALIFIERS, Qualifier
from reportgen.unit import UnitKind

if TYPE_CHECKING:
    from reportgen.compose.figures import FigureView, SeriesKey
    from reportgen.compose.scope import Scope

LEAST_NUMBERS = 2
UNDRAWN = frozenset({UnitKind.ONE_IN, UnitKind.CHANGE})
"""What has no trend: `1 in 6` falls where its number rises, and a printed change is one already."""

Role = Literal["main", "other", "total"]


def trend(scope: Scope, key: SeriesKey, *, share_dimension: str = "", role: Role = "main") -> Trend | None:
    """Return how a series went over the range, or its share of the total over a dimension; None for fewer than two.

    A trend of shares is given only if there is a share for each published figure: a cross would say that there is none.
    """
    indicator = scope.indicator(key)
    if indicator.measured_in.kind in UNDRAWN:
        return None
    scope = scope.of(key).on_axis()
    views = scope.figures(key)
    slots = tuple(_share_slot(scope, view, share_dimension) if share_dimension else _slot(view) for view in views)
    drawn = [slot.value is not None for slot in slots]
    if sum(drawn) < LEAST_NUMBERS or (share_dimension and drawn != [view.published for view in views]):
        return None
    breaks = tuple(dict.fromkeys(cut.before for cut in cuts(scope, key)))
    is_share = bool(share_dimension) or indicator.measured_in.is_share
    return Trend(slots, breaks, is_share=is_share, role=role)


def _slot(view: FigureView) -> Slot:
    if not view.published:
        return Slot(view.year, None, "")
    return Slot(view.year, view.value, view.text, _bound(view.qualifier))


def _share_slot(scope: Scope, view: FigureView, dimension: str) -> Slot:
    percent = share_percent(scope, view, dimension)
    return Slot(view.year, percent, "" if percent is None else wording.percent(percent))


def _bound(qualifier: Qualifier) -> Literal["", "floor", "ceiling"]:
    if qualifier not in OPEN_QUALIFIERS:
        return ""
    return "ceiling" if qualifier is Qualifier.LESS_THAN else "floor"
