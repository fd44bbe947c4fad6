"""Compare figures over the years and with each other, wherever that is legitimate, and say why where it is not."""

from reportgen.compare.change import GIVEN, Change, blocking_break
from reportgen.compare.comparison import Comparison, compare
from reportgen.compare.jump import jump
from reportgen.compare.points import Points, certain_decimals, counts_behind, point_decimals
from reportgen.compare.shares import (
    Rank,
    Share,
    has_opposite_signs,
    is_counted,
    rank,
    share,
    share_of_total,
    share_points,
    shares,
)

__all__ = [
    "GIVEN",
    "Change",
    "Comparison",
    "Points",
    "Rank",
    "Share",
    "blocking_break",
    "certain_decimals",
    "compare",
    "counts_behind",
    "has_opposite_signs",
    "is_counted",
    "jump",
    "point_decimals",
    "rank",
    "share",
    "share_of_total",
    "share_points",
    "shares",
]
