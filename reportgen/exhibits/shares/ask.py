"""Bars cut into the shares of their whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import wording
from reportgen.compose.charts.drawn import Drawn, years_of_members
from reportgen.compose.exhibits import Shown
from reportgen.compose.shares import share_percent
from reportgen.exhibits.shares.values import ShareRow, StackedShares

if TYPE_CHECKING:
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope

OPTIONS = ("figure", "by", "parts", "first", "total-title")
"""Names of the options, beside those of every figure."""


def ask(scope: Scope, options: Options) -> Drawn | None:
    """Return each member of a breakdown cut into the shares of another one, in the latest published year."""
    key = scope.key(options.text("figure"))
    dimension = options.text("by")
    part_dimension = options.text("parts")
    years = years_of_members(scope, key, dimension)
    if not years:
        return None
    year = years[-1]
    first = options.text("first", "")
    parts = scope.package.members(key.indicator, part_dimension, year=year, place=key.place)
    parts = tuple(sorted(parts, key=lambda part: part != first))
    shown, rows = [], []
    for member in scope.member_keys(key, dimension):
        whole = scope.figure(member, year)
        views = [scope.figure(member.with_member(part_dimension, part), year) for part in parts]
        if not whole.published or not all(view.published for view in views):
            continue
        shares = [share_percent(scope, view, part_dimension) for view in views]
        if any(share is None for share in shares):
            continue
        shown += [whole, *views]
        values = tuple(share for share in shares if share is not None)
        texts = tuple(wording.percent(value) for value in values)
        rows.append(ShareRow(scope.member_label(member, dimension), values, texts, whole.text))
    if not rows:
        return None
    rows.sort(key=lambda row: -row.values[0])
    labels = tuple(scope.package.label(part_dimension, part) for part in parts)
    chart = StackedShares(labels, tuple(rows), total_title=options.text("total-title"))
    return Drawn(chart, Shown(tuple(shown), shares=True))
