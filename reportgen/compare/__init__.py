"""Compare figures over the years and with each other, wherever that is legitimate, and say why where it is not."""

from reportgen.compare.change import Change, blocking_break
from reportgen.compare.comparison import Comparison, compare
from reportgen.compare.shares import Rank, Share, has_opposite_signs, rank, share, share_of_total, shares

__all__ = [
    "Change",
    "Comparison",
    "Rank",
    "Share",
    "blocking_break",
    "compare",
    "has_opposite_signs",
    "rank",
    "share",
    "share_of_total",
    "shares",
]
