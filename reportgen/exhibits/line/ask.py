"""Lines over years, interrupted at gaps and at breaks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.compose import phrases
from reportgen.compose.charts.breaks import cuts
from reportgen.compose.charts.drawn import Drawn, compared, gap_line, point
from reportgen.compose.exhibits import Shown, note_lines, note_references
from reportgen.compose.figures import alike, years_by_mark
from reportgen.document import NoteLine, Point, Text
from reportgen.errors import TemplateError
from reportgen.exhibits.line.values import LINE_ROLES, MOST_LINES, Break, Line, LineChart, lines_across
from reportgen.measure import MarkCode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from reportgen.compose.charts.breaks import Cut
    from reportgen.compose.figures import FigureView, SeriesKey
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.periods import Period

OPTIONS = ("lines",)
"""Names of the options, beside those of every figure."""


def ask(scope: Scope, options: Options) -> Drawn | None:
    """Return the lines that are published in the range; None with fewer than two years to draw."""
    asked = options.mappings("lines", ("figure", "name", "role", "hollow", "named"))
    if len(asked) > MOST_LINES:
        raise TemplateError(
            f"`lines`: expected {MOST_LINES} at most, found {len(asked)}",
            where=options.where,
            hint="draw fewer lines, or several charts",
        )
    named = [(scope.key(line.text("figure")), line, role) for line, role in zip(asked, _roles(asked), strict=True)]
    found = [each for each in named if scope.published(each[0])]
    keys = [key for key, _, _ in found]
    if len({view.year for key in keys for view in scope.published(key)}) < 2:
        return None
    scope = scope.of(*keys).on_axis()
    lines = [_line(scope, key, line, role) for key, line, role in found]
    chart = LineChart(
        scope.years,
        tuple(lines),
        scale=_scale(scope, keys[0]),
        currency=scope.indicator(keys[0]).measured_in.axis_symbol,
    )
    chart = replace(chart, breaks=_breaks(scope, keys, chart))
    shown = Shown(
        tuple(view for key in keys for view in scope.published(key)),
        breaks=bool(chart.breaks),
        resumes=any(scope.resumes(key, scope.years) for key in keys),
    )
    notes = note_lines(scope, [note for key in keys for note in note_references(scope, key)])
    return Drawn(chart, shown, (*notes, *_gap_lines(scope, keys, [line.name for line in lines])))


def _line(scope: Scope, key: SeriesKey, line: Options, role: str) -> Line:
    views = scope.figures(key)
    points = (_point(view, single=_stands_alone(scope, key)) for view in alike(views))
    return Line(
        line.text("name"),
        compared(scope, key, points),
        role=LINE_ROLES[LINE_ROLES.index(line.choice("role", LINE_ROLES, role))],
        hollow=line.flag("hollow"),
        bounds=frozenset(at for at, view in enumerate(views) if view.published and view.is_bound),
        is_named=line.flag("named", default=True),
    )


def _roles(asked: Sequence[Options]) -> tuple[str, ...]:
    """Return the role of each line: the one it names, else the first that none has."""
    named = [line.text("role", "") for line in asked]
    free = iter(role for role in LINE_ROLES if role not in named)
    return tuple(name or next(free) for name in named)


def _stands_alone(scope: Scope, key: SeriesKey) -> bool:
    """Say whether the one figure of a line says all; not so where another is there, but only as a picture."""
    return len(scope.published(key)) == 1 and MarkCode.PICTURE not in years_by_mark(scope.figures(key))


def _point(view: FigureView, *, single: bool) -> Point:
    """Return a point; a line of a single one prints no mark for the years around it, the small print says it."""
    return replace(point(view), marks=()) if single and not view.published else point(view)


def _scale(scope: Scope, key: SeriesKey) -> Literal["one", "million", "percent"]:
    if scope.indicator(key).measured_in.is_share:
        return "percent"
    return "million" if scope.in_millions(key) else "one"


def _breaks(scope: Scope, keys: Sequence[SeriesKey], chart: LineChart) -> tuple[Break, ...]:
    """Return the breaks with figures on both sides, lines that break alike together."""
    found: dict[Cut, list[int]] = {}
    for index, key in enumerate(keys):
        for cut in cuts(scope, key):
            found.setdefault(cut, []).append(index)
    in_order = sorted(found, key=lambda cut: cut.before)
    return tuple(_break(cut, tuple(found[cut]), chart) for cut in in_order)


def _break(cut: Cut, lines: tuple[int, ...], chart: LineChart) -> Break:
    """Return a break; where other lines cross its dotted line, its label names those that do not."""
    if set(lines) >= set(lines_across(chart, before=cut.before)):
        return Break(cut.before, cut.label, cut.apart)
    label = phrases.label_of_lines(cut.label, [chart.lines[index].name for index in lines])
    return Break(cut.before, label, cut.apart, lines)


def _gap_lines(scope: Scope, keys: Sequence[SeriesKey], names: Sequence[str]) -> tuple[NoteLine, ...]:
    """Return which figures are missing: one line for each set of years, naming the lines they are missing from."""
    missing: dict[tuple[MarkCode, tuple[Period, ...]], list[str]] = {}
    single: list[NoteLine] = []
    for key, name in zip(keys, names, strict=True):
        published = scope.published_years(key)
        if len(scope.years) > 1 and _stands_alone(scope, key):
            single.append(NoteLine(None, (Text(phrases.only_published_line(name, published)),)))
            continue
        for absent in years_by_mark(scope.figures(key)).items():
            missing.setdefault(absent, []).append(name)
    gaps = (
        gap_line(years, names if len(names) < len(keys) else (), mark=mark) for (mark, years), names in missing.items()
    )
    return (*gaps, *single)
