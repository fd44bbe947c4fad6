"""Turn a chart directive into a Figure: values, words and small print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.compose.charts.bars import ranked_bars, ranking
from reportgen.compose.charts.columns import small_multiples, stacked_columns
from reportgen.compose.charts.lines import line_chart
from reportgen.compose.charts.shares import stacked_shares
from reportgen.compose.charts.tile_map import tile_map
from reportgen.compose.exhibits import caption, free_lines, mark_lines, source_line
from reportgen.compose.options import directive_options
from reportgen.describe import alt_text
from reportgen.document import Figure, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.compose.charts.drawn import Drawn
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.template import Directive

COMMON = ("kind", "headline", "subtitle", "notes")


def figure(scope: Scope, directive: Directive) -> tuple[Figure, ...]:
    """Return the figure that a directive asks for; none when the range has too few values to draw.

    Raises TemplateError for an unknown kind or option.
    """
    kinds: dict[str, tuple[Callable[[Scope, Options], Drawn | None], tuple[str, ...]]] = {
        "line": (line_chart, ("lines",)),
        "bars": (ranked_bars, ("figure", "by", "top")),
        "shares": (stacked_shares, ("figure", "by", "parts", "first", "total-title")),
        "multiples": (small_multiples, ("figure", "by", "top")),
        "columns": (stacked_columns, ("figure", "parts", "first", "noted")),
        "ranking": (ranking, ("figure",)),
        "map": (tile_map, ("figure", "legend")),
    }
    known = tuple(dict.fromkeys(name for _, names in kinds.values() for name in names))
    kind = directive_options(directive, (*COMMON, *known)).choice("kind", tuple(kinds))
    draw, names = kinds[kind]
    options = directive_options(directive, (*COMMON, *names))
    drawn = draw(scope, options)
    return () if drawn is None else (_figure(scope, directive, options, drawn),)


def _figure(scope: Scope, directive: Directive, options: Options, drawn: Drawn) -> Figure:
    head = caption("Figure", options)
    return Figure(
        anchor=directive.name,
        caption=head,
        chart=drawn.chart,
        alt=alt_text(drawn.chart, headline=plain_text(head.headline), subtitle=plain_text(head.subtitle)),
        notes=(*drawn.lines, *mark_lines(scope, drawn.shown), *free_lines(options)),
        source=source_line(scope, drawn.shown),
    )
