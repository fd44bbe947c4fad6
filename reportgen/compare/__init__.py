"""Compare figures over the years and with each other, wherever that is legitimate, and say why where it is not."""

from reportgen.compare.change import Change, blocking_break
from reportgen.compare.comparison import Comparison, compare
from reportgen.compare.shares import Rank, rank, share_of_total, shares

__all__ = [
    "Change",
    "Comparison",
    "Rank",
    "blocking_break",
    "compare",
    "rank",
    "share_of_total",
    "shares",
]
